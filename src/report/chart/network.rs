//! What belongs together: nodes around in their order, links the thicker the more they stand
//! for. Names stand outside, so that none covers another.

use super::Network;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, SOFT, TEXT, WIDTH, colour, title_height, write_title,
};
use super::scale::count;
use crate::report::letters::{numbered, width};
use crate::report::tongue::Tongue;

/// The widest that a name may be.
const NAME: f64 = 170.0;
/// The thickest link, also where there are many, and the largest node, in pixels.
const THICKEST: [f64; 2] = [14.0, 7.0];
const LARGEST: f64 = 16.0;
/// Links with numbers on them, at most.
const NUMBERED: usize = 24;

/// Draws `network`.
pub fn draw(svg: &mut String, title: &str, network: &Network, tongue: Tongue) -> Drawn {
    let many = network.nodes.len();
    let names: Vec<Vec<String>> = network
        .nodes
        .iter()
        .map(|(name, n)| numbered(name, &plain(*n, tongue), TEXT, NAME, 3))
        .collect();
    let widest = names.iter().flatten().map(|it| width(it, TEXT));
    let beside = widest.fold(0.0, f64::max).ceil() as i32 + LARGEST as i32 + 10;
    // The first half goes down on the right, the second up on the left.
    let right = many.div_ceil(2);
    let mut left: Vec<Vec<String>> = names[right..].to_vec();
    left.reverse();
    let sides = [down(&names[..right]), down(&left)];
    let deep = sides[0].1.max(sides[1].1).max(220);
    let radius = [(WIDTH / 2 - EDGE - beside).clamp(110, 260), deep / 2];
    let centre = (WIDTH / 2, title_height(title) + deep / 2 + 12);
    let mut canvas = Canvas::new(svg, centre.1 + deep / 2 + 2 * LINE + EDGE + 12);
    write_title(&mut canvas, title);
    let side = |(ys, height): &(Vec<i32>, i32), side: i32| -> Vec<(i32, i32)> {
        let place = |y: &i32| {
            // Spread over the whole height, whatever the other side needs.
            let y = f64::from(*y) / f64::from((*height).max(1)) * 2.0 - 1.0;
            let out = (1.0 - y * y).max(0.0).sqrt().max(0.12);
            let x = f64::from(side * radius[0]) * out;
            let y = f64::from(radius[1]) * y;
            (centre.0 + x.round() as i32, centre.1 + y.round() as i32)
        };
        ys.iter().map(place).collect()
    };
    let mut places = side(&sides[0], 1);
    places.extend(side(&sides[1], -1).into_iter().rev());
    let place = |node: usize| places[node];
    let strongest = network.links.iter().map(|(_, _, n)| *n).fold(0.0, f64::max);
    let mut links: Vec<_> = network
        .links
        .iter()
        .enumerate()
        .filter(|(_, (one, other, n))| *one < many && *other < many && *n > 0.0)
        .collect();
    // The strong ones lie above the weak ones.
    links.sort_by(|one, other| one.1.2.total_cmp(&other.1.2));
    let bent = |one: usize, other: usize, share: f64| {
        let (from, to) = (place(one), place(other));
        let pull = |from: i32, to: i32, middle: i32| {
            let (from, to, middle) = (f64::from(from), f64::from(to), f64::from(middle));
            let control = (from + to) / 2.0 * 0.75 + middle * 0.25;
            let rest = 1.0 - share;
            let at = rest * rest * from + 2.0 * rest * share * control + share * share * to;
            at.round() as i32
        };
        (pull(from.0, to.0, centre.0), pull(from.1, to.1, centre.1))
    };
    let thickest = THICKEST[usize::from(links.len() > NUMBERED)];
    for (row, (one, other, n)) in &links {
        let thick = (thickest * n / strongest).round().max(1.0) as u32;
        let points: Vec<_> = (0..=16)
            .map(|it| bent(*one, *other, f64::from(it) / 16.0))
            .collect();
        canvas.path(&points, SOFT, thick, 0.35 + 0.4 * n / strongest);
        canvas.runs((*row, 2), &points);
    }
    for (row, (one, other, n)) in links.iter().rev().take(NUMBERED) {
        let text = plain(*n, tongue);
        let (x, y) = bent(*one, *other, 0.5);
        let wide = width(&text, TEXT - 2.0).ceil() as i32 / 2 + 3;
        let frame = [x - wide, y - 8, x + wide, y + 8];
        canvas.fill(frame, super::canvas::PAPER);
        canvas.stands_for((*row, 2), frame);
        canvas.text((x, y), &text, TEXT - 2.0, Anchor::Middle, INK);
    }
    let largest = network.nodes.iter().map(|(_, n)| *n).fold(0.0, f64::max);
    for (at, (_, n)) in network.nodes.iter().enumerate() {
        let share = if largest > 0.0 { n / largest } else { 0.0 };
        let size = (LARGEST * share.max(0.0).sqrt()).round().max(4.0) as i32;
        let (x, y) = place(at);
        canvas.disc((x, y), size, colour(0));
        // A node stands where its name does in the numbers.
        let mut named = network.links.iter().enumerate();
        let cell = named.find_map(|(row, (one, other, _))| match (*one == at, *other == at) {
            (true, _) => Some((row, 0)),
            (_, true) => Some((row, 1)),
            _ => None,
        });
        if let Some(cell) = cell {
            canvas.stands_for(cell, [x - size, y - size, x + size, y + size]);
        }
        let (x, anchor) = match at < right {
            true => (x + LARGEST as i32 + 6, Anchor::Start),
            false => (x - LARGEST as i32 - 6, Anchor::End),
        };
        canvas.lines((x, y), &names[at], TEXT, anchor, INK);
    }
    let foot = centre.1 + deep / 2 + LINE + 8;
    let about = tongue.say("Thickness and numbers of links: {0}", &[&network.measure]);
    canvas.text((WIDTH / 2, foot), &about, TEXT - 1.0, Anchor::Middle, SOFT);
    canvas.finish()
}

/// How far down each name stands, so that none touches the next, and how far down the last one ends.
fn down(names: &[Vec<String>]) -> (Vec<i32>, i32) {
    let mut y = 0;
    let places = names
        .iter()
        .map(|lines| {
            let tall = (count(lines.len()) * LINE + 10).max(2 * LARGEST as i32 + 4);
            y += tall;
            y - tall / 2
        })
        .collect();
    (places, y)
}

/// A number as short as it is.
fn plain(value: f64, tongue: Tongue) -> String {
    let written = match value.fract() == 0.0 {
        true => format!("{value:.0}"),
        false => format!("{value:.2}"),
    };
    tongue.number(&written)
}
