//! Figures: what each kind shows, as values. Every kind has a file that draws it; all draw on one
//! canvas. A figure is also a table, for those who cannot see it and for formats without pictures.

mod bars;
mod canvas;
mod curve;
mod heatmap;
mod map;
mod network;
mod picture;
mod portrait;
mod sankey;
mod scale;
mod stacked;
mod timeline;
mod values;

use super::behind::Behind;
use super::table::{Cell, Row, Table};
use super::tongue::Tongue;
pub use map::{Map, Spot};
pub use picture::{Picture, svg, svg_leading};

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What stands above it.
    pub title: String,
    /// What stands below it in a document: what is counted, of whom. May be empty.
    pub caption: String,
    /// What it shows, in words, for those who cannot see it.
    pub alt: String,
    /// The language that its own words are in.
    pub tongue: Tongue,
    /// What the cells of its numbers stand for, and so its marks.
    pub behind: Vec<Behind>,
    /// What is drawn.
    pub kind: Kind,
}

/// Kinds of figures.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Bars beside one another: one for each column of each row, with its number on it.
    Bars(Grid),
    /// One bar for each row, its columns end to end: distributions.
    Stacked(Grid),
    /// Cells the darker the higher.
    HeatMap(Grid),
    /// One column of blocks for each row, which is a stretch of time.
    Timeline(Grid),
    /// Nodes around, links the thicker the more they stand for.
    Network(Network),
    /// Sources as strips from their first letter to their last, with what is coded in them.
    Portrait(Portrait),
    /// What grows from step to step.
    Curve(Curve),
    /// Bands from layer to layer.
    Sankey(Sankey),
    /// Arrows between places on a map.
    Map(Map),
}

/// Numbers by two names.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the rows are, for example `Code`.
    pub rows_are: String,
    /// What the numbers are, for example `% of respondents`.
    pub measure: String,
    /// Names of the columns, with their base.
    pub columns: Vec<String>,
    /// Name and numbers of each row; what is empty is not drawn.
    pub rows: Vec<(String, Vec<Cell>)>,
}

/// Things and how strongly each two belong together.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// What the nodes' and links' numbers count, for example `respondents`.
    pub measure: String,
    /// Name and number of each node.
    pub nodes: Vec<(String, f64)>,
    /// Two nodes and a number.
    pub links: Vec<(usize, usize, f64)>,
}

/// Where in their sources codes stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Portrait {
    /// Names of the codes.
    pub codes: Vec<String>,
    /// The sources.
    pub sources: Vec<Strip>,
}

/// One source of a portrait.
#[derive(Debug, Clone, PartialEq)]
pub struct Strip {
    /// Its name.
    pub name: String,
    /// How many characters it has.
    pub length: usize,
    /// Code, start and end (characters) of each coding.
    pub marks: Vec<(usize, usize, usize)>,
}

/// Lines over steps, and what each step adds.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What a step is, for example `interviews, in their order`.
    pub steps_are: String,
    /// What the line counts, for example `different codes so far`.
    pub measure: String,
    /// What each step adds, for example `new codes`.
    pub added_are: String,
    /// Name of each step and what it adds.
    pub steps: Vec<(String, f64)>,
    /// Steps (from 1) that are worth a line of their own, and why.
    pub marks: Vec<(usize, String)>,
}

/// How values of one thing go together with values of the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Sankey {
    /// What the bands count, for example `respondents`.
    pub measure: String,
    /// Name of each layer, and its values in order.
    pub layers: Vec<(String, Vec<String>)>,
    /// Layer, value in it, value in the next layer, and how many.
    pub flows: Vec<(usize, usize, usize, f64)>,
    /// Whether the numbers stand beside the names; not where some bands are kept back.
    pub numbers: bool,
}

impl Chart {
    /// What stands below the figure in a document.
    pub fn label(&self) -> &str {
        match self.caption.is_empty() {
            true => &self.title,
            false => &self.caption,
        }
    }

    /// The figure's numbers.
    pub fn table(&self) -> Table {
        let (mut columns, rows) = match &self.kind {
            Kind::Bars(grid) | Kind::Stacked(grid) | Kind::HeatMap(grid) | Kind::Timeline(grid) => {
                values::grid(grid)
            }
            Kind::Network(network) => values::network(network),
            Kind::Portrait(portrait) => values::portrait(portrait),
            Kind::Curve(curve) => values::curve(curve),
            Kind::Sankey(sankey) => values::sankey(sankey),
            Kind::Map(map) => values::map(map),
        };
        let grid = matches!(
            self.kind,
            Kind::Bars(_) | Kind::Stacked(_) | Kind::HeatMap(_) | Kind::Timeline(_)
        );
        // Columns of grids are those of the study, or said in its language already.
        for column in columns.iter_mut().filter(|_| !grid) {
            column.name = self.tongue.word(&column.name).to_owned();
        }
        Table {
            caption: self.label().to_owned(),
            columns,
            rows: rows.into_iter().map(Row::Cells).collect(),
            notes: Vec::new(),
            behind: self.behind.clone(),
        }
    }

    /// The same as its language writes numbers.
    pub fn written(&self) -> Table {
        let mut table = self.table();
        for row in &mut table.rows {
            let (Row::Cells(cells) | Row::Total(cells)) = row else {
                continue;
            };
            // A row of a map begins with what it is.
            if let (Kind::Map(_), Some(Cell::Text(kind))) = (&self.kind, cells.first_mut()) {
                *kind = self.tongue.word(kind).to_owned();
            }
            for (cell, column) in cells.iter_mut().zip(&table.columns) {
                if let Cell::Number { .. } | Cell::Percent { .. } = cell {
                    *cell = Cell::Text(self.tongue.numerals(&column.shows(cell)));
                }
            }
        }
        table
    }

    /// The figure drawn, as SVG and as PNG.
    pub fn picture(&self) -> Picture {
        Picture::of(self)
    }
}

#[cfg(test)]
mod tests;
