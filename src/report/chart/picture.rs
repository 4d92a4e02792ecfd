//! A figure as bytes: SVG with its words in it, and PNG made from it with the font that is built in.

use std::collections::HashMap;
use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use super::canvas::{Drawn, WIDTH};
use super::{Chart, Kind, bars, curve, heatmap, map, network, portrait, sankey, stacked, timeline};
use crate::report::behind::Behind;
use crate::report::letters;
use crate::report::table::{Cell, Row, Table};
use crate::report::tongue::Tongue;
use crate::report::xml::escaped;

/// Pixels of the PNG for each pixel of the figure: sharp in print.
const SCALE: f32 = 2.5;

/// No PNG is taller than this, in pixels: word processors give up on taller ones.
const TALLEST: f32 = 16_000.0;

/// A figure, drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The SVG.
    pub svg: String,
    /// The PNG.
    pub png: Vec<u8>,
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// What it shows, in words.
    pub alt: String,
}

impl Picture {
    /// Draws `chart` in both forms.
    pub(super) fn of(chart: &Chart) -> Self {
        let (svg, Drawn { height, .. }) = drawn(chart);
        Self {
            png: png(&svg),
            svg,
            width: WIDTH.unsigned_abs(),
            height: height.unsigned_abs(),
            alt: alt(chart),
        }
    }
}

/// The SVG of `chart` alone.
pub fn svg(chart: &Chart) -> String {
    drawn(chart).0
}

/// The SVG, and over it one that cannot be seen, whose areas lead where the marks under them do, for
/// those with a pointer; others have the links of the numbers. No area leads anywhere in the first.
pub fn svg_leading(chart: &Chart, link: &dyn Fn(&Behind) -> Option<String>) -> (String, String) {
    let (svg, drawn) = drawn(chart);
    let table = chart.table();
    let mut over = format!(
        "<svg class=\"marks\" viewBox=\"0 0 {WIDTH} {}\" aria-hidden=\"true\">",
        drawn.height
    );
    let mut leads = false;
    let behind = chart.behind.iter().map(|it| ((it.row, it.column), it));
    let behind: HashMap<(usize, usize), &Behind> = behind.collect();
    for area in &drawn.areas {
        let Some(to) = behind.get(&area.cell).and_then(|it| link(it)) else {
            continue;
        };
        let points: Vec<String> = area
            .outline
            .iter()
            .map(|(x, y)| format!("{x},{y}"))
            .collect();
        over.push_str(&format!(
            "<a href=\"{}\" tabindex=\"-1\"><title>{}</title><polygon points=\"{}\"/></a>",
            escaped(&to),
            escaped(&said(&table, area.cell, chart.tongue)),
            points.join(" ")
        ));
        leads = true;
    }
    over.push_str("</svg>");
    (svg, if leads { over } else { String::new() })
}

/// A cell in words: what its row and its column are about, and what stands there.
fn said(table: &Table, (row, column): (usize, usize), tongue: Tongue) -> String {
    let Some(Row::Cells(cells)) = table.rows.get(row) else {
        return String::new();
    };
    let words = cells.iter().take(column.max(1));
    let mut words: Vec<String> = words
        .filter(|it| matches!(it, Cell::Text(_)))
        .map(Cell::shown)
        .collect();
    if column > 0 {
        let name = table.columns.get(column).map_or("", |it| it.name.as_str());
        let value = cells.get(column).map_or_else(String::new, Cell::shown);
        words.push(format!("{name}: {}", tongue.numerals(&value)));
    }
    words.join(" · ")
}

fn alt(chart: &Chart) -> String {
    match chart.alt.is_empty() {
        true => chart.label().to_owned(),
        false => chart.alt.clone(),
    }
}

/// The SVG and its height. What it is called and what it shows stand in it, first, where programs
/// that read aloud look for them.
fn drawn(chart: &Chart) -> (String, Drawn) {
    let mut svg = String::new();
    let (title, tongue) = (chart.title.as_str(), chart.tongue);
    let drawn = match &chart.kind {
        Kind::Bars(grid) => bars::draw(&mut svg, title, grid, tongue),
        Kind::Stacked(grid) => stacked::draw(&mut svg, title, grid, tongue),
        Kind::HeatMap(grid) => heatmap::draw(&mut svg, title, grid, tongue),
        Kind::Timeline(grid) => timeline::draw(&mut svg, title, grid, tongue),
        Kind::Network(network) => network::draw(&mut svg, title, network, tongue),
        Kind::Portrait(portrait) => portrait::draw(&mut svg, title, portrait, tongue),
        Kind::Curve(curve) => curve::draw(&mut svg, title, curve, tongue),
        Kind::Sankey(sankey) => sankey::draw(&mut svg, title, sankey, tongue),
        Kind::Map(shown) => map::draw(&mut svg, title, shown, tongue),
    };
    let words = format!(
        " role=\"img\">\n<title>{}</title>\n<desc>{}</desc>",
        escaped(chart.label()),
        escaped(&alt(chart))
    );
    let svg = svg.replacen('>', &words, 1);
    let svg = levelled(&svg);
    (svg, drawn)
}

/// The same words with the line that they stand on in place of the middle of their height: programs
/// differ in how they read a shift given in heights of an `x`.
fn levelled(svg: &str) -> String {
    const SHIFT: &str = " dy=\"0.5ex\"";
    let value = |tag: &str, name: &str| {
        let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
        rest.split('"').next()?.parse::<f64>().ok()
    };
    let mut parts = svg.split("<text");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str("<text");
        let (tag, words) = part.split_once('>').unwrap_or((part, ""));
        match (value(tag, "y"), value(tag, "font-size")) {
            // Half the height of a capital below the middle.
            (Some(y), Some(size)) => {
                let line = format!(" y=\"{:.1}\"", y + 0.36 * size);
                let tag = tag
                    .replace(SHIFT, "")
                    .replace(&format!(" y=\"{y}\""), &line);
                out.push_str(&format!("{tag}>{words}"));
            }
            _ => out.push_str(part),
        }
    }
    out
}

/// `svg` as PNG. Only the built-in font is used, so that the same figure has the same bytes on every
/// computer.
fn png(svg: &str) -> Vec<u8> {
    let tree = tree(svg);
    let size = tree.size();
    let scale = SCALE.min(TALLEST / size.height().max(1.0));
    let pixels = |length: f32| (length * scale).ceil().max(1.0) as u32;
    let mut map = Pixmap::new(pixels(size.width()), pixels(size.height()))
        .expect("a figure has a size and is not larger than memory");
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut map.as_mut(),
    );
    map.encode_png().expect("memory can be written to")
}

/// What `svg` draws.
pub(super) fn tree(svg: &str) -> Tree {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(letters::font().to_vec());
    fonts.set_sans_serif_family("DejaVu Sans");
    let options = Options {
        font_family: "DejaVu Sans".to_owned(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    // A shape that is see-through as a whole gets a layer of its own, the size of the figure; its fill or
    // its stroke being so looks the same, where it has only one of them.
    let svg = svg
        .replace("<polygon opacity=", "<polygon fill-opacity=")
        .replace("<line opacity=", "<line stroke-opacity=");
    Tree::from_str(&svg, &options).expect("what the canvas writes is SVG")
}
