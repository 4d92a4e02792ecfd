//! What stands below and in the corner of a map: what discs and arrows mean, and how far a kilometre is.

use super::arrow::{self, Bow};
use super::clip::Window;
use super::projection::Projection;
use super::{Map, ROLES, STEP};
use crate::report::chart::canvas::{Anchor, Canvas, EDGE, Frame, INK, PAPER, SOFT, TEXT, WIDTH};
use crate::report::letters::width;
use crate::report::tongue::Tongue;

/// Pixels that the legend takes.
pub fn height(map: &Map) -> i32 {
    14 + (2 + below(map).len() as i32) * STEP
}

/// What stands below the map, broken into lines of the figure's width.
fn below(map: &Map) -> Vec<String> {
    let room = f64::from(WIDTH - 2 * EDGE);
    let mut lines: Vec<String> = Vec::new();
    for word in map.below.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), TEXT - 1.0) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Draws the legend from `top` down.
pub fn draw(
    canvas: &mut Canvas<'_>,
    top: i32,
    map: &Map,
    bows: &[(usize, Bow, f64)],
    tongue: Tongue,
) {
    let size = TEXT - 1.0;
    let used: Vec<usize> = (0..ROLES.len())
        .filter(|role| map.spots.iter().any(|it| it.role() == *role))
        .collect();
    let mut x = EDGE + 8;
    let y = top + STEP / 2;
    for role in used {
        let (name, colour) = ROLES[role];
        canvas.disc((x, y), 6, colour);
        let text = tongue.word(name);
        canvas.text((x + 12, y), text, size, Anchor::Start, INK);
        x += 12 + width(text, size).ceil() as i32 + 24;
    }
    if let Some(most) = bows.last().map(|it| it.2) {
        let mut x = EDGE;
        let y = y + STEP;
        let middle = (most / 2.0).round();
        let mut steps = vec![1.0, middle, most];
        steps.dedup_by(|a, b| a <= b);
        for n in steps {
            let wide = arrow::thick(n, most).round().max(1.0) as u32;
            canvas.line((x, y), (x + 30, y), arrow::COLOUR, wide);
            let text = format!("{n:.0}");
            canvas.text((x + 36, y), &text, size, Anchor::Start, INK);
            x += 36 + width(&text, size).ceil() as i32 + 18;
        }
        canvas.text((x, y), &map.measure, size, Anchor::Start, SOFT);
    }
    for (line, text) in (2..).zip(below(map)) {
        let y = top + STEP / 2 + line * STEP;
        canvas.text((EDGE, y), &text, size, Anchor::Start, SOFT);
    }
    let borders = tongue.word("Borders: Natural Earth");
    canvas.text(
        (WIDTH - EDGE, top + STEP / 2),
        borders,
        TEXT - 3.0,
        Anchor::End,
        SOFT,
    );
}

/// Draws a bar of a round number of kilometres into the lower left corner, and gives its ground.
pub fn scale(
    canvas: &mut Canvas<'_>,
    projection: &Projection,
    [left, _, _, bottom]: Frame,
    tongue: Tongue,
) -> Window {
    let kilometre = projection.kilometre();
    let lengths = [
        1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 5000.0,
    ];
    let fits = lengths.iter().rev().find(|it| **it * kilometre <= 140.0);
    let length = fits.copied().unwrap_or(1.0);
    let wide = (length * kilometre).round() as i32;
    let (x, y) = (left + 10, bottom - 12);
    let text = tongue.say("{0} km", &[&format!("{length:.0}")]);
    let words = width(&text, TEXT - 2.0).ceil() as i32;
    let ground = [x - 4, y - 9, x + wide + words + 12, y + 9];
    canvas.fill(ground, PAPER);
    canvas.line((x, y), (x + wide, y), INK, 2);
    for end in [x, x + wide] {
        canvas.line((end, y - 4), (end, y + 4), INK, 2);
    }
    canvas.text((x + wide + 6, y), &text, TEXT - 2.0, Anchor::Start, INK);
    [ground[0], ground[2], ground[1], ground[3]].map(f64::from)
}
