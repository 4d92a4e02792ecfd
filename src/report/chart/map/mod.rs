//! Ways on a map: countries and coasts, places as discs, and arrows the thicker the more went so.

mod arrow;
mod borders;
mod clip;
mod labels;
mod legend;
mod projection;

use plotters::style::RGBColor;

use super::canvas::{
    Anchor, Canvas, Drawn, EDGE, INK, LINE, PAPER, RULE, SOFT, TEXT, WIDTH, between, title_height,
    write_title,
};
use arrow::Bow;
use borders::Borders;
use clip::{Dot, Window, holds};
use labels::Taken;
use projection::Projection;

use crate::report::tongue::Tongue;

/// Ways between places.
#[derive(Debug, Clone, PartialEq)]
pub struct Map {
    /// What the numbers count, for example `respondents`.
    pub measure: String,
    /// The places.
    pub spots: Vec<Spot>,
    /// Two places, and how many went from the first to the second.
    pub arrows: Vec<(usize, usize, f64)>,
    /// Names of places that cannot be drawn, because nobody has said where they lie.
    pub nowhere: Vec<String>,
    /// What stands below the map about them; may be empty.
    pub below: String,
}

/// A place on a map.
#[derive(Debug, Clone, PartialEq)]
pub struct Spot {
    /// Its name, in the language of the study.
    pub name: String,
    /// Its country, in the language of the study; may be empty.
    pub country: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// For how many it was the origin, a transit, the destination.
    pub n: [f64; 3],
}

impl Spot {
    /// What it is to most: 0 origin, 1 transit, 2 destination.
    fn role(&self) -> usize {
        let [origin, transit, destination] = self.n;
        match origin >= transit && origin > destination {
            true => 0,
            false if destination >= transit => 2,
            false => 1,
        }
    }

    fn all(&self) -> f64 {
        self.n.iter().sum()
    }
}

/// Height of the map itself in pixels.
const TALL: i32 = 440;
/// Land of countries that the study speaks of is paper; other land and the sea are darker.
const LAND: RGBColor = RGBColor(247, 246, 242);
const SEA: RGBColor = RGBColor(226, 232, 238);
const COAST: RGBColor = RGBColor(140, 146, 152);
/// Discs of origins, transits and destinations: told apart without colours.
pub const ROLES: [(&str, RGBColor); 3] = [
    ("mostly origin", PAPER),
    ("mostly transit", RGBColor(165, 165, 165)),
    ("mostly destination", INK),
];
/// Names of at most so many places stand on the map, those of the most frequent ones.
const NAMED: usize = 40;
/// Arrows with numbers on them, at most.
const NUMBERED: usize = 12;

/// Draws `map`.
pub fn draw(svg: &mut String, title: &str, map: &Map, tongue: Tongue) -> Drawn {
    let top = title_height(title);
    let height = top + TALL + legend::height(map) + EDGE;
    let mut canvas = Canvas::new(svg, height);
    write_title(&mut canvas, title);
    let sheet = [EDGE, top, WIDTH - EDGE, top + TALL];
    let frame: Window = [sheet[0], sheet[2], sheet[1], sheet[3]].map(f64::from);
    let places: Vec<Dot> = map
        .spots
        .iter()
        .map(|it| (it.longitude, it.latitude))
        .collect();
    let projection = Projection::fitted(&places, frame);
    canvas.fill(sheet, SEA);
    let countries = land(&mut canvas, map, &projection, frame);
    canvas.edge(sheet, RULE);

    let dots: Vec<Dot> = places.iter().map(|it| projection.dot(*it)).collect();
    let largest = map.spots.iter().map(Spot::all).fold(1.0, f64::max);
    let radius = |spot: &Spot| (3.5 + 5.5 * (spot.all() / largest).sqrt()).round();
    let mut taken = Taken::default();
    for (spot, dot) in map.spots.iter().zip(&dots) {
        taken.spot(*dot, radius(spot) + 1.0);
    }
    let bows = bows(map, &dots, &radius);
    for (_, bow, _) in &bows {
        taken.pass(&bow.dots());
    }
    // The strong ones lie above the weak ones.
    for (row, bow, _) in &bows {
        bow.draw(&mut canvas);
        canvas.runs((*row, 3), &pixels(&bow.dots()));
    }
    for (at, (spot, dot)) in map.spots.iter().zip(&dots).enumerate() {
        canvas.disc(pixel(*dot), radius(spot) as i32, ROLES[spot.role()].1);
        let ((x, y), out) = (pixel(*dot), radius(spot) as i32 + 2);
        // Places come after the arrows in the numbers.
        let cell = (map.arrows.len() + at, 4);
        canvas.stands_for(cell, [x - out, y - out, x + out, y + out]);
    }
    let scale = legend::scale(&mut canvas, &projection, sheet, tongue);
    taken.take(scale);
    // Names first, the most frequent before all; numbers of arrows where there is room left.
    let mut order: Vec<usize> = (0..map.spots.len()).collect();
    order.sort_by(|a, b| {
        map.spots[*b]
            .all()
            .total_cmp(&map.spots[*a].all())
            .then(a.cmp(b))
    });
    let within = [
        frame[0] + 3.0,
        frame[1] - 3.0,
        frame[2] + 3.0,
        frame[3] - 3.0,
    ];
    for at in order.into_iter().take(NAMED) {
        let spot = &map.spots[at];
        let Some(label) = taken.place(&spot.name, TEXT - 1.0, dots[at], radius(spot), within)
        else {
            continue;
        };
        if label.led {
            canvas.line(pixel(dots[at]), pixel(label.at), SOFT, 1);
        }
        let [left, right, up, down] = label.frame.map(|it| it.round() as i32);
        let ground = [(left, up), (right, up), (right, down), (left, down)];
        canvas.shape(&ground, PAPER, 0.72);
        canvas.text(pixel(label.at), &spot.name, TEXT - 1.0, label.anchor, INK);
    }
    for (_, bow, n) in bows.iter().rev().take(NUMBERED) {
        let text = format!("{n:.0}");
        let half = crate::report::letters::width(&text, TEXT - 2.0) / 2.0 + 2.0;
        let free = [0.5, 0.4, 0.6, 0.3, 0.7].into_iter().find_map(|share| {
            let (x, y) = bow.at(share);
            let ground = [x - half, x + half, y - 7.0, y + 7.0];
            taken.is_free(ground).then_some(((x, y), ground))
        });
        if let Some((dot, ground)) = free {
            taken.take(ground);
            let [left, right, up, down] = ground.map(|it| it.round() as i32);
            canvas.fill([left, up, right, down], PAPER);
            canvas.text(pixel(dot), &text, TEXT - 2.0, Anchor::Middle, INK);
        }
    }
    for (name, rings) in countries {
        name_country(&mut canvas, &mut taken, &name, &rings, within);
    }
    legend::draw(&mut canvas, top + TALL + 14, map, &bows, tongue);
    canvas.finish()
}

/// The arrows that can be drawn, the weakest first, each with its place among all and its number.
fn bows(map: &Map, dots: &[Dot], radius: &dyn Fn(&Spot) -> f64) -> Vec<(usize, Bow, f64)> {
    let most = map.arrows.iter().map(|it| it.2).fold(1.0, f64::max);
    let known = |at: usize| Some((map.spots.get(at)?, *dots.get(at)?));
    let mut bows: Vec<(usize, Bow, f64)> = map
        .arrows
        .iter()
        .enumerate()
        .filter(|(_, (from, to, n))| from != to && *n > 0.0)
        .filter_map(|(at, (from, to, n))| {
            let (one, other) = (known(*from)?, known(*to)?);
            let ends = [(one.1, radius(one.0)), (other.1, radius(other.0))];
            Some((at, Bow::new(ends, arrow::thick(*n, most)), *n))
        })
        .collect();
    bows.sort_by(|one, other| one.2.total_cmp(&other.2));
    bows
}

/// Draws land, coasts and borders, and gives the outlines of the countries that the study names.
fn land(
    canvas: &mut Canvas<'_>,
    map: &Map,
    projection: &Projection,
    frame: Window,
) -> Vec<(String, Vec<Vec<Dot>>)> {
    let borders = Borders::new();
    let window = projection.window(frame);
    // A shape may lie on the other side of the date line: it is tried as it is and turned once.
    let turns = [0.0, 360.0, -360.0];
    let beside = |points: &[Dot], turn: f64| -> Option<Vec<Dot>> {
        let moved = points
            .iter()
            .map(|it| (it.0 - projection.middle + turn, it.1));
        let moved: Vec<Dot> = moved.collect();
        let [west, east, south, north] = window;
        let outside = moved.iter().all(|it| it.0 < west)
            || moved.iter().all(|it| it.0 > east)
            || moved.iter().all(|it| it.1 < south)
            || moved.iter().all(|it| it.1 > north);
        (!outside).then_some(moved)
    };
    let mut named = Vec::new();
    for rings in &borders.countries {
        let inside = |spot: &&Spot| {
            rings
                .iter()
                .any(|it| holds(it, (spot.longitude, spot.latitude)))
        };
        let here = map
            .spots
            .iter()
            .find(|it| !it.country.is_empty() && inside(it));
        let any = map.spots.iter().any(|it| inside(&it));
        let mut outlines = Vec::new();
        for ring in rings {
            for moved in turns.iter().filter_map(|turn| beside(ring, *turn)) {
                let cut = clip::shape(&moved, window);
                let dots: Vec<Dot> = cut.iter().map(|it| projection.dot_beside(*it)).collect();
                let shown = clip::shape(&dots, frame);
                if shown.len() > 2 {
                    canvas.shape(&pixels(&shown), if any { PAPER } else { LAND }, 1.0);
                    outlines.push(shown);
                }
            }
        }
        named.extend(here.map(|spot| (spot.country.clone(), outlines)));
    }
    for arc in &borders.arcs {
        for moved in turns.iter().filter_map(|turn| beside(&arc.points, *turn)) {
            let dots: Vec<Dot> = moved.iter().map(|it| projection.dot_beside(*it)).collect();
            for part in clip::line(&dots, frame) {
                let colour = match arc.coast {
                    true => COAST,
                    false => between(COAST, PAPER, 0.15),
                };
                canvas.path(&pixels(&part), colour, 1, 1.0);
            }
        }
    }
    named
}

/// Writes the name of a country where it has room, nearest to its middle.
fn name_country(
    canvas: &mut Canvas<'_>,
    taken: &mut Taken,
    name: &str,
    rings: &[Vec<Dot>],
    [left, right, top, bottom]: Window,
) {
    let text = name.to_uppercase();
    let size = TEXT - 2.0;
    let half = crate::report::letters::width(&text, size) / 2.0 + 2.0;
    let Some(ring) = rings.iter().max_by(|a, b| area(a).total_cmp(&area(b))) else {
        return;
    };
    let many = ring.len().max(1) as f64;
    let sum = ring
        .iter()
        .fold((0.0, 0.0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let middle = (sum.0 / many, sum.1 / many);
    let mut best: Option<(f64, Dot)> = None;
    let mut y = top + 10.0;
    while y < bottom - 8.0 {
        let mut x = left + half;
        while x < right - half {
            let ground = [x - half, x + half, y - 8.0, y + 8.0];
            let corners = [(0, 2), (0, 3), (1, 2), (1, 3)];
            let fits = corners
                .iter()
                .all(|(a, b)| holds(ring, (ground[*a], ground[*b])));
            if fits && taken.is_free(ground) {
                let away = (x - middle.0).hypot(y - middle.1) + 40.0 * taken.crossed(ground) as f64;
                if best.is_none_or(|(least, _)| away < least) {
                    best = Some((away, (x, y)));
                }
            }
            x += 12.0;
        }
        y += 12.0;
    }
    if let Some((_, dot)) = best {
        taken.take([dot.0 - half, dot.0 + half, dot.1 - 8.0, dot.1 + 8.0]);
        canvas.text(
            pixel(dot),
            &text,
            size,
            Anchor::Middle,
            RGBColor(120, 120, 120),
        );
    }
}

fn area(ring: &[Dot]) -> f64 {
    let next = ring.iter().cycle().skip(1);
    let twice: f64 = ring
        .iter()
        .zip(next)
        .map(|(a, b)| a.0 * b.1 - b.0 * a.1)
        .sum();
    twice.abs() / 2.0
}

fn pixel(dot: Dot) -> (i32, i32) {
    (dot.0.round() as i32, dot.1.round() as i32)
}

/// Whole pixels, each once in a row.
fn pixels(dots: &[Dot]) -> Vec<(i32, i32)> {
    let mut pixels: Vec<(i32, i32)> = dots.iter().map(|it| pixel(*it)).collect();
    pixels.dedup();
    pixels
}

/// From line to line of the legend.
const STEP: i32 = LINE + 3;
