//! How values of one thing go together with values of the next: a column of blocks for each, and
//! bands between neighbours as thick as what they stand for.

use std::collections::BTreeMap;

use super::Sankey;
use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, PAPER, SOFT, TEXT, WIDTH, colour, title_height,
    write_title,
};
use super::scale::count;
use crate::report::letters::{numbered, width, wrapped};
use crate::report::tongue::Tongue;

/// Width of a block, and the least space between two.
const BLOCK: i32 = 18;
const GAP: i32 = 10;
/// Lines of a name.
const LINES: usize = 3;
/// Height of all blocks of the fullest layer together.
const TALL: f64 = 380.0;

/// Draws `sankey`.
pub fn draw(svg: &mut String, title: &str, sankey: &Sankey, tongue: Tongue) -> Drawn {
    let layers = sankey.layers.len();
    let most = sankey.layers.iter().map(|(_, values)| values.len()).max();
    // What goes through each value: the larger of what comes in and what goes out.
    let mut sums: Vec<Vec<[f64; 2]>> = sankey
        .layers
        .iter()
        .map(|(_, values)| vec![[0.0; 2]; values.len()])
        .collect();
    let known = |layer: usize, value: usize| {
        sankey
            .layers
            .get(layer)
            .is_some_and(|(_, values)| value < values.len())
    };
    let flows: Vec<_> = sankey
        .flows
        .iter()
        .enumerate()
        .filter(|(_, (layer, from, to, n))| {
            known(*layer, *from) && known(layer + 1, *to) && *n > 0.0
        })
        .collect();
    for (_, (layer, from, to, n)) in &flows {
        sums[*layer][*from][1] += n;
        sums[layer + 1][*to][0] += n;
    }
    let through = |layer: usize, value: usize| sums[layer][value][0].max(sums[layer][value][1]);
    let whole = (0..layers)
        .map(|layer| {
            (0..sums[layer].len())
                .map(|it| through(layer, it))
                .sum::<f64>()
        })
        .fold(0.0, f64::max);
    let unit = if whole > 0.0 { TALL / whole } else { 0.0 };
    // Blocks stand so far apart that a name has room even beside a thin one.
    let rooms: Vec<Vec<Vec<String>>> = (0..layers)
        .map(|layer| {
            // Names stand right of their block; those of the last layer need room there.
            let beside = f64::from((WIDTH - 2 * EDGE) / count(layers)) - f64::from(BLOCK) - 30.0;
            let room = beside.clamp(70.0, 160.0);
            let values = &sankey.layers[layer].1;
            match sankey.numbers {
                true => names(values, layer, &through, room),
                false => values
                    .iter()
                    .map(|name| wrapped(name, TEXT, room, LINES))
                    .collect(),
            }
        })
        .collect();
    let spread = |layer: usize| -> Vec<[f64; 2]> {
        let mut y = 0.0;
        (0..sums[layer].len())
            .map(|value| {
                let tall = (through(layer, value) * unit).max(2.0);
                let room = tall.max(f64::from(count(rooms[layer][value].len()) * LINE));
                let at = [y + (room - tall) / 2.0, tall];
                y += room + f64::from(GAP);
                at
            })
            .collect()
    };
    let places: Vec<Vec<[f64; 2]>> = (0..layers).map(spread).collect();
    let ends = places.iter().flatten().map(|[y, tall]| y + tall);
    let body = ends
        .fold(0.0, f64::max)
        .max(f64::from(LINE * count(most.unwrap_or(1))));
    let top = title_height(title) + LINE + 14;
    let mut canvas = Canvas::new(svg, top + body.ceil() as i32 + 2 * LINE + EDGE);
    write_title(&mut canvas, title);

    let last = rooms.last().cloned().unwrap_or_default();
    let beside = last
        .iter()
        .flatten()
        .map(|it| width(it, TEXT))
        .fold(0.0, f64::max);
    let right = WIDTH - EDGE - beside.ceil() as i32 - BLOCK - 8;
    let step = (right - EDGE) / count(layers.saturating_sub(1)).max(1);
    let left = |layer: usize| EDGE + count(layer) * step;

    let mut used: BTreeMap<(usize, usize, bool), f64> = BTreeMap::new();
    for (row, (layer, from, to, n)) in &flows {
        let tall = n * unit;
        let mut place = |layer: usize, value: usize, out: bool| {
            let so_far = used.entry((layer, value, out)).or_default();
            let y = f64::from(top) + places[layer][value][0] + *so_far;
            *so_far += tall;
            y
        };
        let (one, other) = (place(*layer, *from, true), place(layer + 1, *to, false));
        let (x0, x1) = (left(*layer) + BLOCK, left(layer + 1));
        let outline = band([x0, x1], [one, other], tall);
        canvas.shape(&outline, colour(*from), 0.45);
        canvas.covers((*row, 2), outline);
    }
    for (layer, (name, _)) in sankey.layers.iter().enumerate() {
        let x = left(layer);
        let anchor = match layer {
            0 => Anchor::Start,
            it if it + 1 == layers => Anchor::End,
            _ => Anchor::Middle,
        };
        let over = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x + BLOCK / 2,
            Anchor::End => WIDTH - EDGE,
        };
        canvas.text((over, top - LINE), name, TEXT, anchor, SOFT);
        for (value, lines) in rooms[layer].iter().enumerate() {
            let [y, tall] = places[layer][value];
            let y = f64::from(top) + y;
            let frame = [x, y.round() as i32, x + BLOCK, (y + tall).round() as i32];
            canvas.series(frame, value);
            let middle = (y + tall / 2.0).round() as i32;
            let wide = lines.iter().map(|it| width(it, TEXT)).fold(0.0, f64::max);
            let high = count(lines.len()) * LINE / 2;
            // Names over bands stand on paper.
            let ground = [
                x + BLOCK + 3,
                middle - high,
                x + BLOCK + 9 + wide as i32,
                middle + high,
            ];
            canvas.fill(ground, PAPER);
            canvas.lines((x + BLOCK + 6, middle), lines, TEXT, Anchor::Start, INK);
        }
    }
    let foot = (WIDTH / 2, top + body.ceil() as i32 + LINE + 4);
    let about = match sankey.numbers {
        true => tongue.say("Thickness and numbers: {0}", &[&sankey.measure]),
        false => tongue.say(
            "Thickness: {0}; small numbers are kept back",
            &[&sankey.measure],
        ),
    };
    canvas.text(foot, &about, TEXT - 1.0, Anchor::Middle, SOFT);
    canvas.finish()
}

/// Names with their numbers, in lines.
fn names(
    values: &[String],
    layer: usize,
    through: &dyn Fn(usize, usize) -> f64,
    room: f64,
) -> Vec<Vec<String>> {
    let named = values.iter().enumerate();
    let number = |at: usize| through(layer, at).to_string();
    named
        .map(|(at, name)| numbered(name, &number(at), TEXT, room, LINES))
        .collect()
}

/// The outline of a band: two bows that begin and end level.
fn band([x0, x1]: [i32; 2], [one, other]: [f64; 2], tall: f64) -> Vec<(i32, i32)> {
    const STEPS: i32 = 24;
    let tall = tall.max(1.0);
    let bow = |step: i32, from: f64, to: f64| {
        let share = f64::from(step) / f64::from(STEPS);
        let eased = share * share * (3.0 - 2.0 * share);
        let x = f64::from(x0) + f64::from(x1 - x0) * share;
        (
            x.round() as i32,
            (from + (to - from) * eased).round() as i32,
        )
    };
    let above = (0..=STEPS).map(|it| bow(it, one, other));
    let below = (0..=STEPS)
        .rev()
        .map(|it| bow(it, one + tall, other + tall));
    above.chain(below).collect()
}
