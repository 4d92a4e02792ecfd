//! The numbers of figures as columns and rows.

use super::{Curve, Grid, Map, Network, Portrait, Sankey};
use crate::report::table::{Cell, Column};

/// Columns, and cells for each row.
type Values = (Vec<Column>, Vec<Vec<Cell>>);

fn words(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A number as few decimals as it has, at most two.
fn number(value: f64) -> Cell {
    let decimals = (0..2u8).find(|it| {
        let scale = 10f64.powi(i32::from(*it));
        ((value * scale).round() - value * scale).abs() < 1e-9
    });
    Cell::Number {
        value,
        decimals: decimals.unwrap_or(2),
    }
}

/// One column for each column, under what the numbers are.
pub fn grid(grid: &Grid) -> Values {
    let mut columns = vec![Column::text(&grid.rows_are)];
    let under = |name: &String| Column::number(name).under(&grid.measure);
    columns.extend(grid.columns.iter().map(under));
    let row = |(name, cells): &(String, Vec<Cell>)| {
        let mut row = vec![words(name)];
        row.extend(cells.iter().cloned());
        row.resize(columns.len(), Cell::Empty);
        row
    };
    let rows = grid.rows.iter().map(row).collect();
    (columns, rows)
}

/// One row for each link.
pub fn network(network: &Network) -> Values {
    let columns = vec![
        Column::text("one"),
        Column::text("the other"),
        Column::number(&network.measure),
    ];
    let name = |at: usize| words(network.nodes.get(at).map_or("", |(name, _)| name));
    let links = network.links.iter();
    let rows = links.map(|(one, other, n)| vec![name(*one), name(*other), number(*n)]);
    (columns, rows.collect())
}

/// One row for each coding.
pub fn portrait(portrait: &Portrait) -> Values {
    let columns = vec![
        Column::text("source"),
        Column::text("code"),
        Column::number("start"),
        Column::number("end"),
    ];
    let mut rows = Vec::new();
    for strip in &portrait.sources {
        for (code, start, end) in &strip.marks {
            rows.push(vec![
                words(&strip.name),
                words(portrait.codes.get(*code).map_or("", String::as_str)),
                Cell::count(*start),
                Cell::count(*end),
            ]);
        }
    }
    (columns, rows)
}

/// One row for each step.
pub fn curve(curve: &Curve) -> Values {
    let columns = vec![
        Column::number("step"),
        Column::text(&curve.steps_are),
        Column::number(&curve.added_are),
        Column::number(&curve.measure),
    ];
    let mut sum = 0.0;
    let mut row = |(at, (name, added)): (usize, &(String, f64))| {
        sum += added;
        vec![
            Cell::count(at + 1),
            words(name),
            number(*added),
            number(sum),
        ]
    };
    let rows = curve.steps.iter().enumerate().map(&mut row).collect();
    (columns, rows)
}

/// One row for each band.
pub fn sankey(sankey: &Sankey) -> Values {
    let columns = vec![
        Column::text("from"),
        Column::text("to"),
        Column::number(&sankey.measure),
    ];
    let name = |layer: usize, at: usize| {
        let layer = sankey.layers.get(layer);
        let value = layer.and_then(|(_, values)| values.get(at));
        Cell::Text(match (layer, value) {
            (Some((name, _)), Some(value)) => format!("{name}: {value}"),
            _ => String::new(),
        })
    };
    let flows = sankey.flows.iter();
    let rows = flows
        .map(|(layer, from, to, n)| vec![name(*layer, *from), name(layer + 1, *to), number(*n)]);
    (columns, rows.collect())
}

/// One row for each arrow, and one for each place with how many it was what to; the first column tells
/// which of the two a row is.
pub fn map(map: &Map) -> Values {
    let columns = vec![
        Column::text("kind"),
        Column::text("from"),
        Column::text("to"),
        Column::number(&map.measure),
        Column::text("place"),
        Column::number("latitude"),
        Column::number("longitude"),
        Column::number("origin"),
        Column::number("transit"),
        Column::number("destination"),
    ];
    let name = |at: usize| map.spots.get(at).map_or("", |it| it.name.as_str());
    let arrows = map.arrows.iter().map(|(from, to, n)| {
        let mut row = vec![
            words("arrow"),
            words(name(*from)),
            words(name(*to)),
            number(*n),
        ];
        row.resize(columns.len(), Cell::Empty);
        row
    });
    let spots = map.spots.iter().map(|it| {
        let mut row = vec![words("place"), Cell::Empty, Cell::Empty, Cell::Empty];
        row.push(words(&it.name));
        row.extend([number(it.latitude), number(it.longitude)]);
        row.extend(it.n.map(number));
        row
    });
    let rows = arrows.chain(spots).collect();
    (columns, rows)
}
