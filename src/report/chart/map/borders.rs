//! Countries and coasts of the earth, from a file that is built in. Where it is from, and how it is
//! written, stands at its head.

/// The borders.
const TEXT: &str = include_str!("borders.txt");

/// East and north, in degrees.
pub type Degrees = (f64, f64);

/// A line that one country has for itself, or two share.
pub struct Arc {
    /// Whether it is a coast.
    pub coast: bool,
    /// Its points.
    pub points: Vec<Degrees>,
}

/// All borders.
pub struct Borders {
    /// Lines.
    pub arcs: Vec<Arc>,
    /// The outlines of each country: closed rings.
    pub countries: Vec<Vec<Vec<Degrees>>>,
}

impl Borders {
    /// Reads the file that is built in.
    pub fn new() -> Self {
        let mut arcs: Vec<Arc> = Vec::new();
        let mut countries = Vec::new();
        for line in TEXT.lines().filter(|it| !it.starts_with('#')) {
            match line.split_once(' ') {
                Some((kind @ ("c" | "b"), numbers)) => arcs.push(Arc {
                    coast: kind == "c",
                    points: points(numbers),
                }),
                _ => {
                    let rings = line.split('|').skip(1);
                    countries.push(rings.map(|ring| outline(&arcs, ring)).collect());
                }
            }
        }
        Self { arcs, countries }
    }
}

/// The first point and the steps after it, in hundredths of a degree.
fn points(numbers: &str) -> Vec<Degrees> {
    let mut numbers = numbers.split(' ').filter_map(|it| it.parse::<i32>().ok());
    let (mut east, mut north) = (0, 0);
    let mut points = Vec::new();
    while let (Some(x), Some(y)) = (numbers.next(), numbers.next()) {
        east += x;
        north += y;
        points.push((f64::from(east) / 100.0, f64::from(north) / 100.0));
    }
    unbroken(points)
}

/// A line that goes on beyond the date line, in place of one that jumps around the earth there.
fn unbroken(mut points: Vec<Degrees>) -> Vec<Degrees> {
    let mut turns = 0.0;
    for at in 1..points.len() {
        let step = points[at].0 + turns - points[at - 1].0;
        turns -= (step / 360.0).round() * 360.0;
        points[at].0 += turns;
    }
    points
}

fn outline(arcs: &[Arc], ring: &str) -> Vec<Degrees> {
    let mut outline: Vec<Degrees> = Vec::new();
    for number in ring.split(' ').filter_map(|it| it.parse::<i32>().ok()) {
        let backwards = number < 0;
        let at =
            usize::try_from(if backwards { -1 - number } else { number }).unwrap_or(usize::MAX);
        let Some(arc) = arcs.get(at) else {
            continue;
        };
        match backwards {
            true => outline.extend(arc.points.iter().rev()),
            false => outline.extend(&arc.points),
        }
    }
    unbroken(outline)
}

#[cfg(test)]
mod tests {
    use super::super::clip::holds;
    use super::*;

    #[test]
    fn every_country_is_closed_and_towns_lie_in_theirs() {
        let borders = Borders::new();
        assert!(borders.countries.len() > 200);
        for rings in &borders.countries {
            for ring in rings {
                assert!(ring.len() >= 3);
                let longest = ring.windows(2).map(|it| (it[1].0 - it[0].0).abs());
                assert!(
                    longest.fold(0.0, f64::max) < 90.0,
                    "a jump around the earth"
                );
                let (first, last) = (ring[0], ring[ring.len() - 1]);
                let gap = (first.0 - last.0).hypot(first.1 - last.1);
                assert!(gap < 0.02, "{first:?} {last:?}");
            }
        }
        // Almaty and Kyzylorda lie in one country, Tashkent in another, the middle of an ocean in none.
        let of = |point: Degrees| {
            let inside = |rings: &Vec<Vec<Degrees>>| rings.iter().any(|it| holds(it, point));
            borders.countries.iter().position(inside)
        };
        assert!(of((76.9, 43.2)).is_some());
        assert_eq!(of((76.9, 43.2)), of((65.5, 44.85)));
        assert_ne!(of((76.9, 43.2)), of((69.28, 41.31)));
        assert_eq!(of((-150.0, 0.0)), None);
        assert_eq!(of((51.0, 42.0)), None, "the Caspian Sea is water");
    }
}
