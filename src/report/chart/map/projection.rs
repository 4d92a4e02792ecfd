//! The round earth on a flat sheet: an equidistant conic projection fitted to what is shown (Snyder,
//! Map Projections: A Working Manual, 1987, equations 16-1 to 16-4), or, near the equator and for half
//! of the earth, an equirectangular one.

use super::clip::{Dot, Window};

/// How degrees become pixels.
#[derive(Debug, Clone, Copy)]
pub struct Projection {
    /// The meridian in the middle, in degrees.
    pub middle: f64,
    kind: Kind,
    /// Pixels for one unit of the projection.
    scale: f64,
    /// Where on the sheet nought lies.
    nought: Dot,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// `n`, `G` and the radius of the middle parallel, in units of the earth's radius.
    Conic { n: f64, g: f64, rho: f64 },
    /// The cosine of the middle parallel.
    Level { cosine: f64 },
}

impl Projection {
    /// The projection in which these places (east and north, in degrees) fill `frame` (pixels), with
    /// room around them.
    pub fn fitted(places: &[Dot], frame: Window) -> Self {
        let middle = middle(places);
        let easts = places.iter().map(|it| turned(it.0 - middle));
        let norths = || places.iter().map(|it| it.1);
        let reach = easts.map(f64::abs).fold(0.0, f64::max);
        let (low, high) = (
            norths().fold(90.0, f64::min),
            norths().fold(-90.0, f64::max),
        );
        let (low, high) = (low.max(-85.0), high.min(85.0).max(low.max(-85.0)));
        let height = high - low;
        let n_of = |one: f64, other: f64| match other - one < 1e-6 {
            true => one.sin(),
            false => (one.cos() - other.cos()) / (other - one),
        };
        let one = (low + height / 6.0).to_radians();
        let other = (high - height / 6.0).to_radians();
        let n = n_of(one, other);
        let kind = match n.abs() < 0.15 || height > 80.0 || reach > 90.0 {
            true => Kind::Level {
                cosine: ((low + high) / 2.0).to_radians().cos().max(0.3),
            },
            false => {
                let g = one.cos() / n + one;
                Kind::Conic {
                    n,
                    g,
                    rho: g - ((low + high) / 2.0).to_radians(),
                }
            }
        };
        let mut fitted = Self {
            middle,
            kind,
            scale: 1.0,
            nought: (0.0, 0.0),
        };
        let dots: Vec<Dot> = places.iter().map(|it| fitted.dot(*it)).collect();
        let bounds = |at: fn(&Dot) -> f64| {
            let least = dots.iter().map(at).fold(f64::INFINITY, f64::min);
            let most = dots.iter().map(at).fold(f64::NEG_INFINITY, f64::max);
            // At least two degrees, so that one town is not the whole sheet.
            (
                least.midpoint(most),
                (most - least).max(2.0f64.to_radians()),
            )
        };
        let ((x, wide), (y, tall)) = (bounds(|it| it.0), bounds(|it| it.1));
        let [left, right, top, bottom] = frame;
        fitted.scale = ((right - left) / wide).min((bottom - top) / tall) * 0.76;
        fitted.nought = (
            left.midpoint(right) - x * fitted.scale,
            top.midpoint(bottom) - y * fitted.scale,
        );
        fitted
    }

    /// Where a place lies on the sheet, in pixels.
    pub fn dot(&self, (east, north): Dot) -> Dot {
        self.dot_beside((turned(east - self.middle), north))
    }

    /// The same for degrees east of the meridian in the middle.
    pub fn dot_beside(&self, (east, north): Dot) -> Dot {
        let (east, north) = (east.to_radians(), north.to_radians());
        let (x, y) = match self.kind {
            Kind::Conic { n, g, rho } => {
                let radius = g - north;
                (radius * (n * east).sin(), rho - radius * (n * east).cos())
            }
            Kind::Level { cosine } => (east * cosine, north),
        };
        (
            self.nought.0 + x * self.scale,
            // Down the sheet is south.
            self.nought.1 - y * self.scale,
        )
    }

    /// Degrees east of the middle meridian, and north, of a dot on the sheet.
    fn degrees(&self, (x, y): Dot) -> Dot {
        let (x, y) = (
            (x - self.nought.0) / self.scale,
            (self.nought.1 - y) / self.scale,
        );
        let (east, north) = match self.kind {
            Kind::Conic { n, g, rho } => {
                let (across, down) = (x * n.signum(), (rho - y) * n.signum());
                let radius = across.hypot(down) * n.signum();
                (across.atan2(down) / n, g - radius)
            }
            Kind::Level { cosine } => (x / cosine, y),
        };
        (east.to_degrees(), north.to_degrees())
    }

    /// Degrees (east of the middle meridian, and north) that a frame shows, with something around.
    pub fn window(&self, [left, right, top, bottom]: Window) -> Window {
        let mut window = [
            f64::INFINITY,
            f64::NEG_INFINITY,
            f64::INFINITY,
            f64::NEG_INFINITY,
        ];
        for step in 0..=24 {
            let share = f64::from(step) / 24.0;
            let (x, y) = (left + (right - left) * share, top + (bottom - top) * share);
            for dot in [(x, top), (x, bottom), (left, y), (right, y)] {
                let (east, north) = self.degrees(dot);
                window = [
                    window[0].min(east),
                    window[1].max(east),
                    window[2].min(north),
                    window[3].max(north),
                ];
            }
        }
        let [west, east, south, north] = window;
        [
            (west - 3.0).max(-200.0),
            (east + 3.0).min(200.0),
            (south - 3.0).max(-90.0),
            (north + 3.0).min(90.0),
        ]
    }

    /// Pixels of one kilometre, in the middle of the sheet.
    pub fn kilometre(&self) -> f64 {
        self.scale / 6371.0
    }
}

/// Degrees from -180 to 180.
pub fn turned(east: f64) -> f64 {
    (east + 180.0).rem_euclid(360.0) - 180.0
}

/// The middle of the shortest stretch of the globe that holds all places.
fn middle(places: &[Dot]) -> f64 {
    let mut easts: Vec<f64> = places.iter().map(|it| it.0.rem_euclid(360.0)).collect();
    easts.sort_by(f64::total_cmp);
    let (Some(first), Some(last)) = (easts.first(), easts.last()) else {
        return 0.0;
    };
    // The widest gap is behind the places.
    let mut widest = (first + 360.0 - last, *first, *last);
    for pair in easts.windows(2) {
        if pair[1] - pair[0] > widest.0 {
            widest = (pair[1] - pair[0], pair[1], pair[0] + 360.0);
        }
    }
    turned(widest.1.midpoint(widest.2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRAME: Window = [0.0, 688.0, 0.0, 420.0];

    #[test]
    fn places_lie_inside_north_is_up_and_the_date_line_is_no_edge() {
        let places = [(71.4, 51.1), (65.5, 44.8), (69.3, 41.3), (82.6, 49.9)];
        let fitted = Projection::fitted(&places, FRAME);
        let dots: Vec<Dot> = places.iter().map(|it| fitted.dot(*it)).collect();
        assert!(
            dots.iter()
                .all(|it| (20.0..668.0).contains(&it.0) && (20.0..400.0).contains(&it.1))
        );
        assert!(dots[0].1 < dots[2].1 && dots[1].0 < dots[3].0);
        assert!((middle(&[(170.0, 0.0), (-170.0, 0.0)]).abs() - 180.0).abs() < 1e-9);
        assert!((middle(&[(-10.0, 0.0), (20.0, 0.0)]) - 5.0).abs() < 1e-9);
        // Along the middle meridian the scale is true: one degree is 111.2 km.
        let (one, other) = (
            fitted.dot((fitted.middle, 46.0)),
            fitted.dot((fitted.middle, 47.0)),
        );
        let degree = (one.1 - other.1) / fitted.kilometre();
        assert!((degree - 111.19).abs() < 0.1, "{degree}");
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(
            places in prop::collection::vec((-179.0f64..179.0, -80.0f64..80.0), 1..6),
        ) {
            let fitted = Projection::fitted(&places, FRAME);
            for place in &places {
                let dot = fitted.dot(*place);
                prop_assert!(dot.0.is_finite() && dot.1.is_finite());
                let (east, north) = fitted.degrees(dot);
                prop_assert!((turned(east - (place.0 - fitted.middle))).abs() < 1e-6);
                prop_assert!((north - place.1).abs() < 1e-6);
            }
        }
    }
}
