//! What figures are drawn on: an SVG of a fixed size, through the backend of plotters. Colours are
//! those of Okabe and Ito (2008), which people with any colour vision tell apart; patterns and dark
//! edges keep them apart in black and white.

use plotters::backend::DrawingBackend;
use plotters::prelude::SVGBackend;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, FontTransform, RGBColor, ShapeStyle, TextStyle};

use crate::report::letters::{width, wrapped};

/// Width of every figure in pixels.
pub const WIDTH: i32 = 720;
/// Space around what is drawn, in pixels.
pub const EDGE: i32 = 16;
/// Letters of labels and numbers, and of titles, in pixels.
pub const TEXT: f64 = 13.0;
pub const TITLE: f64 = 17.0;
/// From line to line, in pixels.
pub const LINE: i32 = 17;

/// Fonts with Cyrillic and Kazakh letters, the first of which the program has built in.
const FAMILY: &str = "DejaVu Sans, Verdana, Arial, sans-serif";

pub const INK: RGBColor = RGBColor(28, 27, 25);
pub const SOFT: RGBColor = RGBColor(89, 89, 89);
pub const RULE: RGBColor = RGBColor(205, 205, 205);
pub const PAPER: RGBColor = RGBColor(255, 255, 255);

/// Colour and pattern of each series; more series begin anew with other patterns.
const SERIES: [(RGBColor, Pattern); 8] = [
    (RGBColor(0, 114, 178), Pattern::Plain),
    (RGBColor(230, 159, 0), Pattern::Plain),
    (RGBColor(0, 158, 115), Pattern::Rising),
    (RGBColor(240, 228, 66), Pattern::Plain),
    (RGBColor(213, 94, 0), Pattern::Level),
    (RGBColor(86, 180, 233), Pattern::Falling),
    (RGBColor(204, 121, 167), Pattern::Upright),
    (RGBColor(102, 102, 102), Pattern::Plain),
];

/// Lines over a colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pattern {
    Plain,
    Rising,
    Falling,
    Level,
    Upright,
}

/// From where a text goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// Right and down, in pixels.
pub type Point = (i32, i32);
/// A rectangle: left, top, right, bottom.
pub type Frame = [i32; 4];

/// The colour of a series.
pub fn colour(series: usize) -> RGBColor {
    SERIES[series % SERIES.len()].0
}

/// Black or white, whichever is read more easily on `ground`.
pub fn on(ground: RGBColor) -> RGBColor {
    let RGBColor(red, green, blue) = ground;
    let light = 0.299 * f64::from(red) + 0.587 * f64::from(green) + 0.114 * f64::from(blue);
    if light > 140.0 { INK } else { PAPER }
}

/// `share` (0 to 1) of the way from one colour to another.
pub fn between(from: RGBColor, to: RGBColor, share: f64) -> RGBColor {
    let mix = |from: u8, to: u8| {
        let value = f64::from(from) + (f64::from(to) - f64::from(from)) * share.clamp(0.0, 1.0);
        value.round().clamp(0.0, 255.0) as u8
    };
    RGBColor(mix(from.0, to.0), mix(from.1, to.1), mix(from.2, to.2))
}

/// Colour, opacity and width of a line.
fn pen(colour: RGBColor, opacity: f64, wide: u32) -> ShapeStyle {
    ShapeStyle {
        color: colour.mix(opacity),
        filled: false,
        stroke_width: wide,
    }
}

/// Why no drawing fails.
const STRING: &str = "a string can always be written to";

/// A mark of a figure that stands for a cell of its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Row and column of the cell in the figure's table, from 0.
    pub cell: (usize, usize),
    /// What it covers.
    pub outline: Vec<Point>,
}

/// What has been drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// How tall the figure is, in pixels.
    pub height: i32,
    /// Its marks, those that lie above others later.
    pub areas: Vec<Area>,
}

/// An SVG that is being drawn.
pub struct Canvas<'b> {
    backend: SVGBackend<'b>,
    height: i32,
    areas: Vec<Area>,
}

impl<'b> Canvas<'b> {
    /// A white sheet of this height.
    pub fn new(buffer: &'b mut String, height: i32) -> Self {
        let height = height.max(1);
        let size = (WIDTH.unsigned_abs(), height.unsigned_abs());
        let mut canvas = Self {
            backend: SVGBackend::with_string(buffer, size),
            height,
            areas: Vec::new(),
        };
        canvas.fill([0, 0, WIDTH, height], PAPER);
        canvas
    }

    /// Ends the drawing.
    pub fn finish(mut self) -> Drawn {
        self.backend.present().expect(STRING);
        Drawn {
            height: self.height,
            areas: self.areas,
        }
    }

    /// Says that a rectangle stands for a cell; it is not made smaller than a pointer can hit.
    pub fn stands_for(&mut self, cell: (usize, usize), [left, top, right, bottom]: Frame) {
        const LEAST: i32 = 6;
        let wider = |from: i32, to: i32| {
            let more = (LEAST - (to - from)).max(0);
            (from - more / 2, to + more - more / 2)
        };
        let ((left, right), (top, bottom)) = (wider(left, right), wider(top, bottom));
        self.covers(
            cell,
            vec![(left, top), (right, top), (right, bottom), (left, bottom)],
        );
    }

    /// The same of a shape.
    pub fn covers(&mut self, cell: (usize, usize), outline: Vec<Point>) {
        self.areas.push(Area { cell, outline });
    }

    /// The same of a line, as wide as a pointer needs it.
    pub fn runs(&mut self, cell: (usize, usize), points: &[Point]) {
        const HALF: f64 = 5.0;
        let beside = |at: usize, side: f64| {
            let (before, after) = (
                points[at.saturating_sub(1)],
                points[(at + 1).min(points.len() - 1)],
            );
            let (across, down) = (f64::from(after.0 - before.0), f64::from(after.1 - before.1));
            let length = across.hypot(down).max(1.0);
            let (x, y) = points[at];
            let moved = |from: i32, by: f64| from + (side * HALF * by / length).round() as i32;
            (moved(x, -down), moved(y, across))
        };
        let there = (0..points.len()).map(|at| beside(at, 1.0));
        let back = (0..points.len()).rev().map(|at| beside(at, -1.0));
        self.covers(cell, there.chain(back).collect());
    }

    /// A rectangle of one colour.
    pub fn fill(&mut self, frame: Frame, colour: RGBColor) {
        let [left, top, right, bottom] = frame;
        if right > left && bottom > top {
            let pen = pen(colour, 1.0, 0);
            let corners = [(left, top), (right, bottom)];
            let drawn = self.backend.draw_rect(corners[0], corners[1], &pen, true);
            drawn.expect(STRING);
        }
    }

    /// The edge of a rectangle.
    pub fn edge(&mut self, frame: Frame, colour: RGBColor) {
        let [left, top, right, bottom] = frame;
        let pen = pen(colour, 1.0, 1);
        let drawn = self
            .backend
            .draw_rect((left, top), (right, bottom), &pen, false);
        drawn.expect(STRING);
    }

    /// A rectangle in the colour and pattern of a series, with a dark edge.
    pub fn series(&mut self, frame: Frame, series: usize) {
        let (colour, own) = SERIES[series % SERIES.len()];
        self.fill(frame, colour);
        let pattern = match (series / SERIES.len(), own) {
            (0, own) => own,
            (_, Pattern::Plain) => Pattern::Falling,
            (_, _) => Pattern::Plain,
        };
        self.pattern(frame, pattern, on(colour));
        self.edge(frame, INK);
    }

    fn pattern(&mut self, [left, top, right, bottom]: Frame, pattern: Pattern, colour: RGBColor) {
        const STEP: i32 = 6;
        let lines: Vec<[Point; 2]> = match pattern {
            Pattern::Plain => Vec::new(),
            Pattern::Level => steps(top + STEP / 2, bottom, STEP)
                .map(|y| [(left, y), (right, y)])
                .collect(),
            Pattern::Upright => steps(left + STEP / 2, right, STEP)
                .map(|x| [(x, top), (x, bottom)])
                .collect(),
            // A slanted line is cut where it leaves the rectangle.
            Pattern::Rising => steps(left + STEP, right + bottom - top, STEP)
                .map(|x| {
                    let from = (x - (x - right).max(0), top + (x - right).max(0));
                    let below = (x - left).min(bottom - top);
                    [from, (x - below, top + below)]
                })
                .collect(),
            Pattern::Falling => steps(left - (bottom - top) + STEP, right, STEP)
                .map(|x| {
                    let skipped = (left - x).max(0);
                    let below = (right - x).min(bottom - top);
                    [(x + skipped, top + skipped), (x + below, top + below)]
                })
                .collect(),
        };
        for [from, to] in lines {
            let pen = pen(colour, 0.55, 1);
            self.backend.draw_line(from, to, &pen).expect(STRING);
        }
    }

    /// A straight line of this many pixels' width.
    pub fn line(&mut self, from: Point, to: Point, colour: RGBColor, wide: u32) {
        let pen = pen(colour, 1.0, wide);
        self.backend.draw_line(from, to, &pen).expect(STRING);
    }

    /// A line through points.
    pub fn path(&mut self, points: &[Point], colour: RGBColor, wide: u32, opacity: f64) {
        let pen = pen(colour, opacity, wide);
        let drawn = self.backend.draw_path(points.iter().copied(), &pen);
        drawn.expect(STRING);
    }

    /// A filled shape.
    pub fn shape(&mut self, points: &[Point], colour: RGBColor, opacity: f64) {
        let pen = pen(colour, opacity, 0);
        let drawn = self.backend.fill_polygon(points.iter().copied(), &pen);
        drawn.expect(STRING);
    }

    /// A disc with a dark edge.
    pub fn disc(&mut self, centre: Point, radius: i32, colour: RGBColor) {
        let radius = radius.max(1).unsigned_abs();
        for (colour, fill) in [(colour, true), (INK, false)] {
            let pen = pen(colour, 1.0, 1);
            self.backend
                .draw_circle(centre, radius, &pen, fill)
                .expect(STRING);
        }
    }

    /// One line of text; `at` is the middle of its height.
    pub fn text(&mut self, at: Point, text: &str, size: f64, anchor: Anchor, colour: RGBColor) {
        if text.is_empty() {
            return;
        }
        let side = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        // The backend divides by this number what it is given.
        let style = TextStyle::from((FAMILY, size * 1.24))
            .color(&colour)
            .pos(Pos::new(side, VPos::Center));
        let allowed: String = text
            .chars()
            .map(|it| if it.is_control() { ' ' } else { it })
            .collect();
        self.backend.draw_text(&allowed, &style, at).expect(STRING);
    }

    /// One line of text that stands upright, read from below; `at` is its foot.
    pub fn upright(&mut self, at: Point, text: &str, size: f64, colour: RGBColor) {
        let style = TextStyle::from((FAMILY, size * 1.24))
            .transform(FontTransform::Rotate270)
            .color(&colour)
            .pos(Pos::new(HPos::Left, VPos::Center));
        self.backend.draw_text(text, &style, at).expect(STRING);
    }

    /// Lines of text whose block has its middle at `at`.
    pub fn lines(
        &mut self,
        at: Point,
        lines: &[String],
        size: f64,
        anchor: Anchor,
        colour: RGBColor,
    ) {
        let many = i32::try_from(lines.len()).unwrap_or(1);
        let first = at.1 - (many - 1) * LINE / 2;
        for (line, y) in lines
            .iter()
            .zip((first..).step_by(LINE.unsigned_abs() as usize))
        {
            self.text((at.0, y), line, size, anchor, colour);
        }
    }
}

/// Every `step` from `from` up to `to`, which is not among them.
fn steps(from: i32, to: i32, step: i32) -> impl Iterator<Item = i32> {
    (from..to).step_by(step.unsigned_abs() as usize)
}

/// The title in lines, as it stands above a figure.
pub fn title(text: &str) -> Vec<String> {
    match text.is_empty() {
        true => Vec::new(),
        false => wrapped(text, TITLE, f64::from(WIDTH - 2 * EDGE), 4),
    }
}

/// Pixels that the title takes, with the space below it.
pub fn title_height(text: &str) -> i32 {
    let lines = i32::try_from(title(text).len()).unwrap_or(0);
    EDGE + lines * 22 + if lines > 0 { 8 } else { 0 }
}

/// Draws the title.
pub fn write_title(canvas: &mut Canvas<'_>, text: &str) {
    for (line, y) in title(text).iter().zip((EDGE + 11..).step_by(22)) {
        canvas.text((EDGE, y), line, TITLE, Anchor::Start, INK);
    }
}

/// Names of series in rows, each with where it begins; and the height of all.
pub struct Legend {
    entries: Vec<(i32, i32, Vec<String>)>,
    /// Pixels that it takes.
    pub height: i32,
}

impl Legend {
    /// A legend of these names; none where there is nothing to tell apart.
    pub fn new(names: &[String]) -> Self {
        let mut entries = Vec::new();
        let (mut x, mut y, mut deepest) = (EDGE, 0, 1);
        if names.len() < 2 && names.iter().all(String::is_empty) {
            return Self { entries, height: 0 };
        }
        for name in names {
            let lines = wrapped(name, TEXT, f64::from(WIDTH / 2 - EDGE - 40), 3);
            let widest = lines.iter().map(|it| width(it, TEXT).ceil() as i32).max();
            let wide = 24 + widest.unwrap_or(0) + 20;
            if x > EDGE && x + wide > WIDTH - EDGE {
                x = EDGE;
                y += deepest * LINE + 5;
                deepest = 1;
            }
            deepest = deepest.max(i32::try_from(lines.len()).unwrap_or(1));
            entries.push((x, y, lines));
            x += wide;
        }
        let height = y + deepest * LINE + 12;
        Self { entries, height }
    }

    /// Draws it from `top` down.
    pub fn draw(&self, canvas: &mut Canvas<'_>, top: i32) {
        for (series, (x, y, lines)) in self.entries.iter().enumerate() {
            let y = top + y;
            canvas.series([*x, y + 2, x + 16, y + 14], series);
            for (line, at) in lines.iter().zip((y + 8..).step_by(17)) {
                canvas.text((x + 24, at), line, TEXT, Anchor::Start, INK);
            }
        }
    }
}
