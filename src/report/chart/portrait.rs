//! Sources as strips from their first letter to their last. Within a strip every code has a lane of
//! its own, so that codings of the same words do not cover one another.

use super::Portrait;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, Legend, RULE, SOFT, TEXT, WIDTH, title_height,
    write_title,
};
use super::scale::count;
use crate::report::letters::{width, wrapped};
use crate::report::tongue::Tongue;

/// The widest that names of sources may be.
const LABELS: f64 = 170.0;
/// The least that is drawn of a coding, in pixels.
const LEAST: i32 = 3;

/// Draws `portrait`.
pub fn draw(svg: &mut String, title: &str, portrait: &Portrait, tongue: Tongue) -> Drawn {
    let names = portrait.sources.iter().map(|strip| &strip.name);
    let labels: Vec<Vec<String>> = names.map(|it| wrapped(it, TEXT, LABELS, 2)).collect();
    let widest = labels.iter().flatten().map(|it| width(it, TEXT));
    let left = EDGE + widest.fold(0.0, f64::max).ceil() as i32 + 10;
    let lanes = count(portrait.codes.len()).max(1);
    let lane = match portrait.sources.len() {
        0..=3 => 12,
        4..=12 => 8,
        _ => 5,
    };
    let strip = lanes * lane;
    let tall = |lines: &Vec<String>| strip.max(count(lines.len()) * LINE) + 8;
    let legend = Legend::new(&portrait.codes);
    let top = title_height(title) + legend.height;
    let body: i32 = labels.iter().map(tall).sum();
    let mut canvas = Canvas::new(svg, top + body + 2 * EDGE + LINE);
    write_title(&mut canvas, title);
    legend.draw(&mut canvas, title_height(title));
    let right = WIDTH - EDGE;
    let mut y = top;
    let mut row = 0;
    for (source, lines) in portrait.sources.iter().zip(&labels) {
        let tall = tall(lines);
        let first = y + (tall - strip) / 2;
        canvas.lines((left - 10, y + tall / 2), lines, TEXT, Anchor::End, INK);
        canvas.edge([left, first, right, first + strip], RULE);
        let at = |place: usize| {
            let share = place as f64 / source.length.max(1) as f64;
            left + (share.clamp(0.0, 1.0) * f64::from(right - left)).round() as i32
        };
        for (code, start, end) in &source.marks {
            let from = at(*start).min(right - LEAST);
            let to = at(*end).max(from + LEAST);
            let above = first + count(*code) * lane;
            let frame = [from, above, to, above + lane];
            canvas.series(frame, *code);
            canvas.stands_for((row, 2), frame);
            row += 1;
        }
        y += tall;
    }
    let foot = y + LINE / 2 + 4;
    let word = tongue.word("first word");
    canvas.text((left, foot), word, TEXT - 1.0, Anchor::Start, SOFT);
    let word = tongue.word("last word");
    canvas.text((right, foot), word, TEXT - 1.0, Anchor::End, SOFT);
    canvas.finish()
}
