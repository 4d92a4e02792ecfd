//! Stretches of time side by side, each a standing column of what was done in it, coloured by who did
//! it. Time runs evenly: stretches in which nothing was done are there too.

use super::Grid;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, Legend, RULE, SOFT, TEXT, WIDTH, title_height,
    write_title,
};
use super::scale::{Scale, value};
use crate::report::letters::width;
use crate::report::tongue::Tongue;

/// No column is wider than this, in pixels.
const WIDEST: f64 = 90.0;
/// Height of the columns' ground, in pixels.
const TALL: i32 = 260;

/// Draws `grid`.
pub fn draw(svg: &mut String, title: &str, grid: &Grid, tongue: Tongue) -> Drawn {
    let legend = Legend::new(&grid.columns);
    // Above the highest column there is room for its number, and for what the numbers are.
    let top = title_height(title) + legend.height + 2 * LINE;
    let bottom = top + TALL;
    let names = grid.rows.iter().map(|(name, _)| width(name, TEXT - 1.0));
    let name = names.fold(0.0, f64::max).ceil() as i32;
    let sums = grid
        .rows
        .iter()
        .map(|(_, cells)| cells.iter().filter_map(value).sum());
    let scale = Scale::new(sums, bottom, top);
    let ticks = scale.ticks(tongue);
    let numbers = ticks.iter().map(|(_, text)| width(text, TEXT - 1.0));
    let left = EDGE + numbers.fold(0.0, f64::max).ceil() as i32 + 8;
    let right = WIDTH - EDGE;
    let each = (f64::from(right - left) / grid.rows.len().max(1) as f64).min(WIDEST);
    // Names that do not fit beside one another stand upright.
    let upright = f64::from(name + 6) > each;
    let below = if upright { name + 14 } else { LINE + 6 };
    let mut canvas = Canvas::new(svg, bottom + below + EDGE);
    write_title(&mut canvas, title);
    legend.draw(&mut canvas, title_height(title));
    let above = (EDGE, title_height(title) + legend.height + 5);
    canvas.text(above, &grid.measure, TEXT - 1.0, Anchor::Start, SOFT);
    for (y, text) in &ticks {
        canvas.line((left, *y), (right, *y), RULE, 1);
        canvas.text((left - 6, *y), text, TEXT - 1.0, Anchor::End, SOFT);
    }
    // Upright names need so much room each; where there are more, only every n-th is written.
    let every = if upright {
        (16.0 / each).ceil().max(1.0) as usize
    } else {
        1
    };
    for (at, (name, cells)) in grid.rows.iter().enumerate() {
        let from = left + (each * at as f64).round() as i32;
        let to = left + (each * (at + 1) as f64).round() as i32;
        let gap = ((to - from) / 8).min(6);
        let mut sum = 0.0;
        for (series, cell) in cells.iter().enumerate() {
            let part = value(cell).unwrap_or(0.0).max(0.0);
            let (low, high) = (scale.at(sum), scale.at(sum + part));
            sum += part;
            if high < low {
                let frame = [from + gap, high, to - gap, low];
                canvas.series(frame, series);
                canvas.stands_for((at, series + 1), frame);
            }
        }
        let text = tongue.number(&sum.to_string());
        if sum > 0.0 && width(&text, TEXT - 2.0) < each {
            let above = ((from + to) / 2, scale.at(sum) - 9);
            canvas.text(above, &text, TEXT - 2.0, Anchor::Middle, INK);
        }
        let middle = (from + to) / 2;
        if upright && at % every == 0 {
            canvas.upright(
                (middle, bottom + 8 + name_height(name)),
                name,
                TEXT - 1.0,
                INK,
            );
        } else if !upright {
            canvas.text((middle, bottom + 14), name, TEXT - 1.0, Anchor::Middle, INK);
        }
    }
    canvas.line((left, bottom), (right, bottom), INK, 1);
    canvas.line((left, top), (left, bottom), INK, 1);
    canvas.finish()
}

fn name_height(name: &str) -> i32 {
    width(name, TEXT - 1.0).ceil() as i32
}
