//! Arrows: bowed to the right of their direction, so that there and back are two.

use plotters::style::RGBColor;

use super::clip::Dot;
use super::{pixel, pixels};
use crate::report::chart::canvas::Canvas;

/// The colour of arrows: blue that is dark in black and white.
pub const COLOUR: RGBColor = RGBColor(0, 84, 140);
/// The thinnest arrow in pixels, and the thickest where few or many went.
const THIN: f64 = 1.2;
const THICK: [f64; 2] = [4.5, 9.0];
/// How far an arrow bends, as a share of its length.
const BEND: f64 = 0.16;

/// How thick an arrow of `n` is, in pixels, where the most is `most`.
pub fn thick(n: f64, most: f64) -> f64 {
    let thickest = (3.0 + 0.5 * most).clamp(THICK[0], THICK[1]);
    THIN + (thickest - THIN) * (n / most.max(1.0)).clamp(0.0, 1.0)
}

/// An arrow between two discs.
#[derive(Debug, Clone, Copy)]
pub struct Bow {
    from: Dot,
    control: Dot,
    to: Dot,
    thick: f64,
    /// Where on the bow the line begins and the head begins and ends, from 0 to 1.
    parts: [f64; 3],
}

impl Bow {
    /// An arrow from disc to disc, each with its radius.
    pub fn new([(from, out), (to, into)]: [(Dot, f64); 2], thick: f64) -> Self {
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let control = (
            from.0.midpoint(to.0) - down * BEND,
            from.1.midpoint(to.1) + across * BEND,
        );
        let length = across.hypot(down).max(1.0);
        let head = (6.0 + thick * 1.1).min(0.35 * length);
        let tip = 1.0 - ((into + 1.5) / length).min(0.4);
        let neck = (tip - head / length).max(0.3);
        Self {
            from,
            control,
            to,
            thick,
            parts: [(out / length).min(0.25), neck, tip],
        }
    }

    /// The dot at a share of the whole bow.
    pub fn at(&self, share: f64) -> Dot {
        let rest = 1.0 - share;
        let along = |from: f64, control: f64, to: f64| {
            rest * rest * from + 2.0 * rest * share * control + share * share * to
        };
        (
            along(self.from.0, self.control.0, self.to.0),
            along(self.from.1, self.control.1, self.to.1),
        )
    }

    /// Dots along it.
    pub fn dots(&self) -> Vec<Dot> {
        (0..=24).map(|it| self.at(f64::from(it) / 24.0)).collect()
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>) {
        let [begin, neck, tip] = self.parts;
        // Whole pixels make a line of short pieces tremble.
        let length = (self.to.0 - self.from.0).hypot(self.to.1 - self.from.1);
        let steps = (length / 14.0).clamp(4.0, 24.0).round();
        let share = |step: i32| begin + (neck - begin) * f64::from(step) / steps;
        let line: Vec<Dot> = (0..=steps as i32)
            .map(|step| self.at(share(step)))
            .collect();
        let wide = self.thick.round().max(1.0) as u32;
        canvas.path(&pixels(&line), COLOUR, wide, 0.72);
        let (root, point) = (self.at(neck), self.at(tip));
        let (across, down) = (point.0 - root.0, point.1 - root.1);
        let length = across.hypot(down).max(0.1);
        let half = (3.0 + self.thick * 0.75).min(length * 0.8 + 1.0);
        let side = (-down / length * half, across / length * half);
        let head = [
            (root.0 + side.0, root.1 + side.1),
            point,
            (root.0 - side.0, root.1 - side.1),
        ];
        canvas.shape(&head.map(pixel), COLOUR, 0.95);
    }
}
