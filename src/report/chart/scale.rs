//! Numbers laid on pixels.

use plotters::coord::ranged1d::Ranged;
use plotters::coord::types::RangedCoordf64;

use crate::report::table::Cell;
use crate::report::tongue::Tongue;

/// The number in a cell.
pub fn value(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number { value, .. } | Cell::Percent { value, .. } => {
            Some(*value).filter(|it| it.is_finite())
        }
        Cell::Empty | Cell::Text(_) => None,
    }
}

/// A number of things as a length.
pub fn count(things: usize) -> i32 {
    i32::try_from(things).unwrap_or(i32::MAX)
}

/// Numbers from nought on, laid on pixels.
pub struct Scale {
    highest: f64,
    from: i32,
    to: i32,
}

impl Scale {
    /// The scale from nought to the highest of `values`, between two pixels.
    pub fn new(values: impl Iterator<Item = f64>, from: i32, to: i32) -> Self {
        let highest = values.filter(|it| it.is_finite()).fold(0.0, f64::max);
        Self {
            highest: if highest > 0.0 { highest } else { 1.0 },
            from,
            to,
        }
    }

    /// Where `value` lies.
    pub fn at(&self, value: f64) -> i32 {
        let share = (value / self.highest).clamp(0.0, 1.0);
        self.from + (share * f64::from(self.to - self.from)).round() as i32
    }

    /// Round numbers with where they lie.
    pub fn ticks(&self, tongue: Tongue) -> Vec<(i32, String)> {
        let range = RangedCoordf64::from(0.0..self.highest);
        let points = range.key_points(6);
        let step = match points.as_slice() {
            [one, two, ..] => two - one,
            _ => 1.0,
        };
        let whole = |decimals: &usize| {
            let scaled = step * 10f64.powi(i32::try_from(*decimals).unwrap_or(0));
            (scaled.round() - scaled).abs() < 1e-6
        };
        let decimals = (0..6).find(whole).unwrap_or(2);
        let tick = |value: f64| {
            let written = format!("{value:.decimals$}");
            (self.at(value), tongue.number(&written))
        };
        points.into_iter().map(tick).collect()
    }
}
