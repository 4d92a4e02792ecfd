//! A grid of cells, the darker the higher, each with its number where there is room for it.

use crate::report::tongue::Tongue;
use plotters::style::RGBColor;

use super::Grid;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, PAPER, RULE, TEXT, WIDTH, between, on, title_height,
    write_title,
};
use super::scale::{count, value};
use crate::report::letters::{width, wrapped};

/// The colour of the highest number: dark in black and white too.
const DEEP: RGBColor = RGBColor(0, 68, 110);
/// The widest that labels of rows may be, in pixels.
const LABELS: f64 = 210.0;
/// Cells are not wider than this; nor are names of columns written lying in narrower ones.
const WIDEST: i32 = 120;
const LYING: i32 = 48;

/// Draws `grid`.
pub fn draw(svg: &mut String, title: &str, grid: &Grid, tongue: Tongue) -> Drawn {
    let names = grid.rows.iter().map(|(name, _)| name);
    let labels: Vec<Vec<String>> = names.map(|it| wrapped(it, TEXT, LABELS, 3)).collect();
    let widest = labels.iter().flatten().map(|it| width(it, TEXT));
    let left = EDGE + widest.fold(0.0, f64::max).ceil() as i32 + 10;
    let columns = count(grid.columns.len()).max(1);
    let cell = ((WIDTH - EDGE - left) / columns).clamp(4, WIDEST);
    // Where names do not fit above their columns they stand upright.
    let lying: Vec<Vec<String>> = grid
        .columns
        .iter()
        .map(|it| wrapped(it, TEXT - 1.0, f64::from(cell - 4), 4))
        .collect();
    let upright = cell < LYING || grid.columns.iter().any(|it| broken(it, cell));
    let head = match upright {
        true => {
            let names = grid.columns.iter().map(|it| upright_name(it).1);
            names.max().unwrap_or(0) + 8
        }
        false => count(lying.iter().map(Vec::len).max().unwrap_or(0)) * LINE + 8,
    };
    let top = title_height(title) + head;
    let tall = |lines: &Vec<String>| cell.min(34).max(count(lines.len()) * LINE + 4).max(20);
    let body: i32 = labels.iter().map(tall).sum();
    let mut canvas = Canvas::new(svg, top + body + EDGE + 12 + 3 * LINE);
    write_title(&mut canvas, title);
    for (at, name) in grid.columns.iter().enumerate() {
        let x = left + count(at) * cell + cell / 2;
        match upright {
            true => canvas.upright((x, top - 6), &upright_name(name).0, TEXT - 1.0, INK),
            false => {
                let lines = &lying[at];
                let middle = top - 6 - count(lines.len()) * LINE / 2;
                canvas.lines((x, middle), lines, TEXT - 1.0, Anchor::Middle, INK);
            }
        }
    }
    let values = grid.rows.iter().flat_map(|(_, cells)| cells);
    let highest = values.filter_map(value).fold(0.0, f64::max);
    let mut y = top;
    for (row, ((_, cells), lines)) in grid.rows.iter().zip(&labels).enumerate() {
        let tall = tall(lines);
        canvas.lines((left - 10, y + tall / 2), lines, TEXT, Anchor::End, INK);
        for (at, one) in cells.iter().enumerate() {
            let x = left + count(at) * cell;
            let frame = [x, y, x + cell, y + tall];
            let Some(number) = value(one) else {
                canvas.edge(frame, RULE);
                continue;
            };
            let share = if highest > 0.0 { number / highest } else { 0.0 };
            let ground = between(PAPER, DEEP, share);
            canvas.fill(frame, ground);
            canvas.edge(frame, RULE);
            canvas.stands_for((row, at + 1), frame);
            // A percentage among percentages needs no sign.
            let shown = tongue.numerals(&one.shown().replace(" %", ""));
            let shown = if number == 0.0 { "0".to_owned() } else { shown };
            if width(&shown, TEXT - 2.0) <= f64::from(cell - 2) {
                let centre = (x + cell / 2, y + tall / 2);
                canvas.text(centre, &shown, TEXT - 2.0, Anchor::Middle, on(ground));
            }
        }
        y += tall;
    }
    let decimals = usize::from(highest.fract() != 0.0);
    let highest = tongue.number(&format!("{highest:.decimals$}"));
    let most = format!("{highest}  {}", grid.measure);
    key(&mut canvas, [left, y + 14], &most);
    canvas.finish()
}

/// Whether a name would be broken inside a word above its column.
fn broken(name: &str, cell: i32) -> bool {
    let words = name.split_whitespace().map(|it| width(it, TEXT - 1.0));
    words.fold(0.0, f64::max) > f64::from(cell - 4)
        || wrapped(name, TEXT - 1.0, f64::from(cell - 4), 99).len() > 4
}

/// A name in one upright line, and how tall it is.
fn upright_name(name: &str) -> (String, i32) {
    let lines = wrapped(name, TEXT - 1.0, 300.0, 1);
    let line = lines.into_iter().next().unwrap_or_default();
    let tall = width(&line, TEXT - 1.0).ceil() as i32;
    (line, tall)
}

/// What the darkness means.
fn key(canvas: &mut Canvas<'_>, [left, top]: [i32; 2], most: &str) {
    const STEPS: i32 = 10;
    const STEP: i32 = 14;
    canvas.text((left, top + 7), "0", TEXT - 1.0, Anchor::Start, INK);
    let from = left + 14;
    for step in 0..=STEPS {
        let x = from + step * STEP;
        let ground = between(PAPER, DEEP, f64::from(step) / f64::from(STEPS));
        canvas.fill([x, top, x + STEP, top + 14], ground);
    }
    let to = from + (STEPS + 1) * STEP;
    canvas.edge([from, top, to, top + 14], INK);
    let room = f64::from(WIDTH - EDGE - to - 8);
    let lines = wrapped(most, TEXT - 1.0, room, 3);
    let middle = top + 7 + (count(lines.len()) - 1) * LINE / 2;
    canvas.lines((to + 8, middle), &lines, TEXT - 1.0, Anchor::Start, INK);
}
