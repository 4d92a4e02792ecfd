//! Bars beside one another, lying, with their numbers at their ends: as many as there are, the figure
//! grows with them.

use super::Grid;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, Legend, RULE, SOFT, TEXT, WIDTH, title_height,
    write_title,
};
use super::scale::{Scale, count, value};
use crate::report::letters::{width, wrapped};
use crate::report::tongue::Tongue;

/// The widest that labels may be, in pixels.
const LABELS: f64 = 250.0;
/// Lines of a label.
const MOST: usize = 4;

/// Draws `grid`.
pub fn draw(svg: &mut String, title: &str, grid: &Grid, tongue: Tongue) -> Drawn {
    let labels: Vec<Vec<String>> = grid
        .rows
        .iter()
        .map(|(name, _)| wrapped(name, TEXT, LABELS, MOST))
        .collect();
    let widest = labels.iter().flatten().map(|it| width(it, TEXT));
    let widest = widest.fold(0.0, f64::max).ceil() as i32;
    let series = i32::try_from(grid.columns.len().max(1)).unwrap_or(1);
    // Many bars are thinner, but never thinner than their numbers.
    let thick = if series * count(grid.rows.len()) > 24 {
        14
    } else {
        18
    };
    let tall = |lines: &Vec<String>| (series * thick).max(count(lines.len()) * LINE) + 14;
    let legend = Legend::new(&grid.columns);
    let top = title_height(title) + legend.height;
    let body: i32 = labels.iter().map(tall).sum();
    let height = top + body + 2 * LINE + 2 * EDGE;
    let mut canvas = Canvas::new(svg, height);
    write_title(&mut canvas, title);
    legend.draw(&mut canvas, title_height(title));

    let cells = grid.rows.iter().flat_map(|(_, cells)| cells);
    let numbers = cells
        .clone()
        .map(|cell| width(&tongue.numerals(&cell.shown()), TEXT));
    let after = numbers.fold(0.0, f64::max).ceil() as i32 + 8;
    let (left, right) = (EDGE + widest + 10, WIDTH - EDGE - after);
    let scale = Scale::new(cells.filter_map(value), left, right);
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
        let first = middle - series * thick / 2;
        for (at, cell) in cells.iter().enumerate() {
            let Some(value) = value(cell) else {
                continue;
            };
            let from = first + count(at) * thick;
            let end = scale.at(value);
            if end > left {
                canvas.series([left, from + 1, end, from + thick - 2], at);
            }
            canvas.stands_for(
                (row, at + 1),
                [left, from, end.max(left) + after, from + thick],
            );
            let number = (end.max(left) + 6, from + thick / 2);
            let shown = tongue.numerals(&cell.shown());
            canvas.text(number, &shown, TEXT - 1.0, Anchor::Start, INK);
        }
        y += tall;
    }
    canvas.line((left, top), (left, top + body), INK, 1);
    let middle = (left + right) / 2;
    let about = (middle, top + body + 12 + LINE);
    canvas.text(about, &grid.measure, TEXT, Anchor::Middle, INK);
    canvas.finish()
}
