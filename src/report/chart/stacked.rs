//! Distributions: one lying bar for each row, its parts end to end, each part with its number where
//! there is room for it.

use super::Grid;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, Legend, PAPER, RULE, SOFT, TEXT, WIDTH, title_height,
    write_title,
};
use super::scale::{Scale, count, value};
use crate::report::letters::{width, wrapped};
use crate::report::table::Cell;
use crate::report::tongue::Tongue;

/// The widest that labels may be, in pixels.
const LABELS: f64 = 220.0;
/// Lines of a label.
const MOST: usize = 4;
/// Height of a bar.
const THICK: i32 = 26;

/// Draws `grid`.
pub fn draw(svg: &mut String, title: &str, grid: &Grid, tongue: Tongue) -> Drawn {
    let names = grid.rows.iter().map(|(name, _)| name);
    let labels: Vec<Vec<String>> = names.map(|it| wrapped(it, TEXT, LABELS, MOST)).collect();
    let widest = labels.iter().flatten().map(|it| width(it, TEXT));
    let left = EDGE + widest.fold(0.0, f64::max).ceil() as i32 + 10;
    let tall = |lines: &Vec<String>| THICK.max(count(lines.len()) * LINE) + 12;
    let legend = Legend::new(&grid.columns);
    let top = title_height(title) + legend.height;
    let body: i32 = labels.iter().map(tall).sum();
    let mut canvas = Canvas::new(svg, top + body + 2 * LINE + 2 * EDGE);
    write_title(&mut canvas, title);
    legend.draw(&mut canvas, title_height(title));

    let sum = |cells: &[Cell]| cells.iter().filter_map(value).sum::<f64>();
    let right = WIDTH - EDGE - 20;
    let scale = Scale::new(grid.rows.iter().map(|(_, cells)| sum(cells)), left, right);
    for (tick, text) in scale.ticks(tongue) {
        canvas.line((tick, top), (tick, top + body), RULE, 1);
        canvas.text(
            (tick, top + body + 12),
            &text,
            TEXT - 1.0,
            Anchor::Middle,
            SOFT,
        );
    }
    let mut y = top;
    for (row, ((_, cells), lines)) in grid.rows.iter().zip(&labels).enumerate() {
        let tall = tall(lines);
        let middle = y + tall / 2;
        canvas.lines((left - 10, middle), lines, TEXT, Anchor::End, INK);
        let mut before = 0.0;
        for (at, cell) in cells.iter().enumerate() {
            let part = value(cell).unwrap_or(0.0).max(0.0);
            let (from, to) = (scale.at(before), scale.at(before + part));
            before += part;
            if to <= from {
                continue;
            }
            let frame = [from, middle - THICK / 2, to, middle + THICK / 2];
            canvas.series(frame, at);
            canvas.stands_for((row, at + 1), frame);
            let number = tongue.numerals(&cell.shown());
            let wide = width(&number, TEXT - 1.0).ceil() as i32 + 6;
            if wide <= to - from {
                // The number stands on paper, so that no pattern runs through it.
                let centre = (from + to) / 2;
                let ground = [centre - wide / 2, middle - 8, centre + wide / 2, middle + 8];
                canvas.fill(ground, PAPER);
                canvas.text((centre, middle), &number, TEXT - 1.0, Anchor::Middle, INK);
            }
        }
        y += tall;
    }
    canvas.line((left, top), (left, top + body), INK, 1);
    let about = ((left + right) / 2, top + body + 12 + LINE);
    canvas.text(about, &grid.measure, TEXT, Anchor::Middle, INK);
    canvas.finish()
}
