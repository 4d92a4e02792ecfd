//! Shapes and lines cut at a rectangle.

/// Right and down, or east and north.
pub type Dot = (f64, f64);
/// Least and most of the one, least and most of the other.
pub type Window = [f64; 4];

/// A closed shape cut at a window (Sutherland and Hodgman 1974); empty where nothing of it is inside.
pub fn shape(points: &[Dot], [left, right, low, high]: Window) -> Vec<Dot> {
    let mut kept = points.to_vec();
    for side in 0..4 {
        let depth = |it: Dot| match side {
            0 => it.0 - left,
            1 => right - it.0,
            2 => it.1 - low,
            _ => high - it.1,
        };
        let before = std::mem::take(&mut kept);
        let Some(mut last) = before.last().copied() else {
            return kept;
        };
        for point in before {
            let (was, is) = (depth(last), depth(point));
            if (was >= 0.0) != (is >= 0.0) {
                let share = was / (was - is);
                kept.push((
                    last.0 + (point.0 - last.0) * share,
                    last.1 + (point.1 - last.1) * share,
                ));
            }
            if is >= 0.0 {
                kept.push(point);
            }
            last = point;
        }
    }
    kept
}

/// The parts of a line that are inside a window (Liang and Barsky 1984, piece by piece).
pub fn line(points: &[Dot], window: Window) -> Vec<Vec<Dot>> {
    let mut parts: Vec<Vec<Dot>> = Vec::new();
    let mut open = false;
    for pair in points.windows(2) {
        let Some((from, to)) = piece(pair[0], pair[1], window) else {
            open = false;
            continue;
        };
        match parts.last_mut().filter(|_| open) {
            Some(part) => part.push(to),
            None => parts.push(vec![from, to]),
        }
        open = to == pair[1];
    }
    parts
}

fn piece(from: Dot, to: Dot, [left, right, low, high]: Window) -> Option<(Dot, Dot)> {
    let (across, down) = (to.0 - from.0, to.1 - from.1);
    let (mut begin, mut end) = (0.0f64, 1.0f64);
    for (step, room) in [
        (-across, from.0 - left),
        (across, right - from.0),
        (-down, from.1 - low),
        (down, high - from.1),
    ] {
        if step == 0.0 {
            if room < 0.0 {
                return None;
            }
        } else if step < 0.0 {
            begin = begin.max(room / step);
        } else {
            end = end.min(room / step);
        }
    }
    if begin > end {
        return None;
    }
    let at = |share: f64| match share {
        0.0 => from,
        1.0 => to,
        share => (from.0 + across * share, from.1 + down * share),
    };
    Some((at(begin), at(end)))
}

/// Whether a shape holds a point (even-odd rule).
pub fn holds(shape: &[Dot], point: Dot) -> bool {
    let mut inside = false;
    let Some(mut last) = shape.last().copied() else {
        return false;
    };
    for next in shape.iter().copied() {
        if (next.1 > point.1) != (last.1 > point.1) {
            let share = (point.1 - last.1) / (next.1 - last.1);
            if point.0 < last.0 + share * (next.0 - last.0) {
                inside = !inside;
            }
        }
        last = next;
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    const WINDOW: Window = [0.0, 10.0, 0.0, 10.0];

    #[test]
    fn shapes_and_lines_end_at_the_window() {
        let square = [(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (-5.0, 15.0)];
        let cut = shape(&square, WINDOW);
        assert!(
            cut.iter()
                .all(|it| (0.0..=5.0).contains(&it.0) && (5.0..=10.0).contains(&it.1))
        );
        assert_eq!(cut.len(), 4, "{cut:?}");
        assert!(shape(&square, [20.0, 30.0, 0.0, 10.0]).is_empty());
        let parts = line(
            &[
                (-5.0, 5.0),
                (5.0, 5.0),
                (5.0, 20.0),
                (8.0, 20.0),
                (8.0, 5.0),
            ],
            WINDOW,
        );
        assert_eq!(
            parts,
            [
                vec![(0.0, 5.0), (5.0, 5.0), (5.0, 10.0)],
                vec![(8.0, 10.0), (8.0, 5.0)]
            ]
        );
        assert!(holds(&square, (0.0, 10.0)) && !holds(&square, (6.0, 10.0)));
    }
}
