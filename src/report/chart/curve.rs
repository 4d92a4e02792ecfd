//! What grows from step to step: a line for the sum so far, and at the foot a bar for what each step
//! adds.

use super::Curve;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, RULE, SOFT, TEXT, WIDTH, colour, title_height,
    write_title,
};
use super::scale::{Scale, count};
use crate::report::letters::{width, wrapped};
use crate::report::tongue::Tongue;

/// Height of the ground, in pixels.
const TALL: i32 = 320;

/// Draws `curve`.
pub fn draw(svg: &mut String, title: &str, curve: &Curve, tongue: Tongue) -> Drawn {
    let top = title_height(title) + LINE + 26;
    let bottom = top + TALL;
    let room = f64::from(WIDTH - 2 * EDGE - 24);
    let marks: Vec<Vec<String>> = (1..)
        .zip(&curve.marks)
        .map(|(at, (_, why))| wrapped(&format!("{}  {why}", letter(at)), TEXT - 1.0, room, 4))
        .collect();
    let notes: i32 = marks.iter().map(|lines| count(lines.len()) * LINE).sum();
    let mut canvas = Canvas::new(svg, bottom + 3 * LINE + 10 + notes + EDGE);
    write_title(&mut canvas, title);
    // What is drawn how.
    let key = title_height(title) + 7;
    canvas.line((EDGE, key), (EDGE + 20, key), colour(0), 3);
    canvas.text(
        (EDGE + 26, key),
        &curve.measure,
        TEXT - 1.0,
        Anchor::Start,
        INK,
    );
    let next = EDGE + 26 + width(&curve.measure, TEXT - 1.0).ceil() as i32 + 24;
    canvas.series([next, key - 6, next + 14, key + 6], 1);
    canvas.text(
        (next + 20, key),
        &curve.added_are,
        TEXT - 1.0,
        Anchor::Start,
        INK,
    );

    let mut sum = 0.0;
    let sums: Vec<f64> = curve
        .steps
        .iter()
        .map(|(_, added)| {
            sum += added;
            sum
        })
        .collect();
    let scale = Scale::new(sums.iter().copied(), bottom, top);
    let ticks = scale.ticks(tongue);
    let numbers = ticks.iter().map(|(_, text)| width(text, TEXT - 1.0));
    let left = EDGE + numbers.fold(0.0, f64::max).ceil() as i32 + 8;
    let right = WIDTH - EDGE - 10;
    for (y, text) in &ticks {
        canvas.line((left, *y), (right, *y), RULE, 1);
        canvas.text((left - 6, *y), text, TEXT - 1.0, Anchor::End, SOFT);
    }
    let each = f64::from(right - left) / curve.steps.len().max(1) as f64;
    let middle = |step: usize| left + (each * (step as f64 + 0.5)).round() as i32;
    let half = ((each * 0.35) as i32).clamp(1, 14);
    for (at, (_, added)) in curve.steps.iter().enumerate() {
        let high = scale.at(*added);
        if *added > 0.0 {
            let frame = [middle(at) - half, high, middle(at) + half, bottom];
            canvas.series(frame, 1);
            canvas.stands_for((at, 2), frame);
        }
    }
    for (at, (step, _)) in (1..).zip(&curve.marks) {
        let x = middle(step.saturating_sub(1));
        for y in (top - 8..bottom).step_by(8) {
            canvas.line((x, y), (x, y + 4), INK, 1);
        }
        canvas.text((x, top - 16), &letter(at), TEXT, Anchor::Middle, INK);
    }
    let points: Vec<_> = (0..sums.len())
        .map(|at| (middle(at), scale.at(sums[at])))
        .collect();
    if points.len() > 1 {
        canvas.path(&points, colour(0), 3, 1.0);
    }
    if curve.steps.len() <= 40 {
        for point in &points {
            canvas.disc(*point, 4, colour(0));
        }
        for (at, (x, y)) in points.iter().enumerate() {
            canvas.stands_for((at, 1), [x - 6, y - 6, x + 6, y + 6]);
        }
    }
    // So many steps are named as have room.
    let widest = width(&curve.steps.len().to_string(), TEXT - 1.0) + 10.0;
    let every = (widest / each).ceil().max(1.0) as usize;
    for at in (0..curve.steps.len()).filter(|at| at % every == 0) {
        let number = (at + 1).to_string();
        canvas.text(
            (middle(at), bottom + 12),
            &number,
            TEXT - 1.0,
            Anchor::Middle,
            SOFT,
        );
    }
    canvas.line((left, bottom), (right, bottom), INK, 1);
    canvas.line((left, top), (left, bottom), INK, 1);
    let below = ((left + right) / 2, bottom + 12 + LINE);
    canvas.text(below, &curve.steps_are, TEXT, Anchor::Middle, INK);
    let mut y = bottom + 3 * LINE + 4;
    for lines in &marks {
        for line in lines {
            canvas.text((EDGE, y), line, TEXT - 1.0, Anchor::Start, INK);
            y += LINE;
        }
    }
    canvas.finish()
}

/// The name of a mark: A, B, and so on.
fn letter(at: u32) -> String {
    char::from_u32(u32::from('A') + (at - 1) % 26).map_or_else(String::new, String::from)
}
