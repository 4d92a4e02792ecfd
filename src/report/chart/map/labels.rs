//! Where names stand on a map, so that none covers another, a place or more of an arrow than need be.

use super::clip::{Dot, Window};
use crate::report::chart::canvas::{Anchor, LINE};
use crate::report::letters::width;

/// What is taken already.
#[derive(Debug, Default)]
pub struct Taken {
    frames: Vec<Window>,
    /// Dots on arrows: to be kept free where possible.
    lines: Vec<Dot>,
    /// Places: a name shall be nearest to its own.
    spots: Vec<Dot>,
}

/// Where a name stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Label {
    /// The middle of its height, and its edge or middle as `anchor` says.
    pub at: Dot,
    /// From where it goes on.
    pub anchor: Anchor,
    /// The ground that it takes.
    pub frame: Window,
    /// Whether it stands so far away that a line must lead to it.
    pub led: bool,
}

impl Taken {
    /// Takes a rectangle.
    pub fn take(&mut self, frame: Window) {
        self.frames.push(frame);
    }

    /// Takes the disc of a place.
    pub fn spot(&mut self, dot: Dot, radius: f64) {
        self.spots.push(dot);
        self.take([
            dot.0 - radius,
            dot.0 + radius,
            dot.1 - radius,
            dot.1 + radius,
        ]);
    }

    /// Whether another place is nearer to a rectangle than `own`.
    fn misleads(&self, frame: Window, own: Dot) -> bool {
        let away = |dot: &Dot| {
            let x = dot.0.clamp(frame[0], frame[1]) - dot.0;
            let y = dot.1.clamp(frame[2], frame[3]) - dot.1;
            x.hypot(y)
        };
        let here = away(&own);
        self.spots.iter().any(|it| *it != own && away(it) <= here)
    }

    /// How many other places the line from a place to its name goes through.
    fn through(&self, own: Dot, name: Dot) -> usize {
        const NEAR: f64 = 7.0;
        let (x, y) = (name.0 - own.0, name.1 - own.1);
        let length = x.mul_add(x, y * y).max(1.0);
        let away = |it: &Dot| {
            let along = ((it.0 - own.0) * x + (it.1 - own.1) * y) / length;
            let along = along.clamp(0.0, 1.0);
            (it.0 - own.0 - along * x).hypot(it.1 - own.1 - along * y)
        };
        let others = self.spots.iter().filter(|it| **it != own);
        others.filter(|it| away(it) < NEAR).count()
    }

    /// Remembers the dots of an arrow.
    pub fn pass(&mut self, dots: &[Dot]) {
        self.lines.extend(dots);
    }

    /// Whether a rectangle is free of names and places.
    pub fn is_free(&self, frame: Window) -> bool {
        !self.frames.iter().any(|it| touch(*it, frame))
    }

    /// How many dots of arrows lie in a rectangle.
    pub fn crossed(&self, [left, right, top, bottom]: Window) -> usize {
        let inside = |it: &&Dot| (left..=right).contains(&it.0) && (top..=bottom).contains(&it.1);
        self.lines.iter().filter(inside).count()
    }

    /// The best free room for a name near a dot, inside the sheet; it is taken then. `None` where there
    /// is none.
    pub fn place(
        &mut self,
        name: &str,
        size: f64,
        dot: Dot,
        away: f64,
        sheet: Window,
    ) -> Option<Label> {
        let wide = width(name, size);
        let half = f64::from(LINE) / 2.0;
        let mut best: Option<(f64, Label)> = None;
        for (ring, far) in [0.0, 10.0, 22.0, 36.0, 52.0, 70.0].into_iter().enumerate() {
            for (choice, (x, y, anchor)) in [
                (1.0, 0.0, Anchor::Start),
                (-1.0, 0.0, Anchor::End),
                (0.0, -1.0, Anchor::Middle),
                (0.0, 1.0, Anchor::Middle),
                (0.75, -0.75, Anchor::Start),
                (0.75, 0.75, Anchor::Start),
                (-0.75, -0.75, Anchor::End),
                (-0.75, 0.75, Anchor::End),
            ]
            .into_iter()
            .enumerate()
            {
                let up = if x == 0.0 { half } else { 0.0 };
                let reach = away + 3.0 + far;
                let at = (dot.0 + x * reach, dot.1 + y * (reach + up));
                let left = match anchor {
                    Anchor::Start => at.0,
                    Anchor::Middle => at.0 - wide / 2.0,
                    Anchor::End => at.0 - wide,
                };
                let frame = [
                    left - 1.0,
                    left + wide + 1.0,
                    at.1 - half + 1.0,
                    at.1 + half - 1.0,
                ];
                let inside = frame[0] >= sheet[0]
                    && frame[1] <= sheet[1]
                    && frame[2] >= sheet[2]
                    && frame[3] <= sheet[3];
                if !inside || !self.is_free(frame) {
                    continue;
                }
                let misleads = self.misleads(frame, dot);
                let misleading = if misleads { 30.0 } else { 0.0 };
                let through = self.through(dot, at) as f64 * 12.0;
                let cost = self.crossed(frame) as f64 * 1.5
                    + ring as f64 * 4.0
                    + choice as f64 * 0.4
                    + misleading
                    + through;
                let label = Label {
                    at,
                    anchor,
                    frame,
                    led: far > 12.0 || misleads,
                };
                if best.is_none_or(|(least, _)| cost < least) {
                    best = Some((cost, label));
                }
            }
        }
        let (_, label) = best?;
        self.take(label.frame);
        Some(label)
    }
}

fn touch(one: Window, other: Window) -> bool {
    one[0] < other[1] && other[0] < one[1] && one[2] < other[3] && other[2] < one[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: Window = [0.0, 400.0, 0.0, 300.0];

    #[test]
    fn names_of_neighbours_do_not_cover_each_other() {
        let mut taken = Taken::default();
        let dots: Vec<Dot> = (0..6)
            .map(|it| (200.0 + f64::from(it) * 9.0, 150.0))
            .collect();
        for dot in &dots {
            taken.take([dot.0 - 4.0, dot.0 + 4.0, dot.1 - 4.0, dot.1 + 4.0]);
        }
        let found: Vec<Label> = dots
            .iter()
            .filter_map(|dot| taken.place("Кызылорда", 13.0, *dot, 4.0, SHEET))
            .collect();
        assert_eq!(found.len(), dots.len());
        for (at, one) in found.iter().enumerate() {
            assert!(found[at + 1..].iter().all(|it| !touch(it.frame, one.frame)));
            assert!(one.frame[0] >= 0.0 && one.frame[1] <= 400.0);
        }
    }

    #[test]
    fn the_line_to_a_name_goes_through_no_other_place() {
        let mut taken = Taken::default();
        let own = (200.0, 150.0);
        taken.spot(own, 4.0);
        taken.spot((200.0, 180.0), 4.0);
        assert_eq!(taken.through(own, (200.0, 210.0)), 1);
        assert_eq!(taken.through(own, (240.0, 150.0)), 0);
        // All around but above and below is taken.
        taken.take([0.0, 192.0, 0.0, 300.0]);
        taken.take([208.0, 400.0, 0.0, 300.0]);
        taken.take([192.0, 208.0, 108.0, 144.0]);
        taken.take([192.0, 208.0, 156.0, 190.0]);
        let label = taken.place("x", 13.0, own, 4.0, SHEET).expect("room");
        assert!(label.at.1 < own.1, "{label:?}");
    }

    #[test]
    fn a_name_avoids_arrows_and_the_edge() {
        let mut taken = Taken::default();
        taken.pass(
            &(0..40)
                .map(|it| (204.0 + f64::from(it) * 3.0, 150.0))
                .collect::<Vec<_>>(),
        );
        let label = taken
            .place("Alpha", 13.0, (200.0, 150.0), 4.0, SHEET)
            .expect("room");
        assert_eq!(label.anchor, Anchor::End);
        let label = Taken::default().place("Alpha", 13.0, (396.0, 150.0), 4.0, SHEET);
        assert_eq!(label.map(|it| it.anchor), Some(Anchor::End));
    }
}
