//! The drawing board: values to documents. A report is a list of blocks, every format a function
//! from a finished report to bytes, one file each. Pure: the same input gives the same bytes.

pub mod agreement;
pub mod attribute;
pub mod audit;
pub mod balance;
pub mod behind;
pub mod chart;
pub mod codebook;
pub mod cooccurrence;
pub mod crosstab;
mod crosstab_page;
pub mod disagreements;
pub mod disclosure;
pub mod docx;
pub mod factors;
pub mod figure;
pub mod flow;
pub mod highlights;
pub mod html;
mod language;
pub mod latex;
pub mod leak;
mod leak_place;
mod letters;
pub mod markdown;
pub mod marks;
pub mod matrix;
pub mod methods;
pub mod moved;
mod near;
pub mod numbers;
pub mod odt;
mod package;
mod page;
pub mod parquet;
pub mod places;
pub mod quotes;
pub mod records;
pub mod records_parquet;
pub mod respondent;
pub mod route;
pub mod routes;
pub mod saturation;
pub mod sav;
pub mod search;
pub mod segments;
mod shares;
pub mod starters;
pub mod table;
pub mod text;
pub mod text_table;
pub mod tongue;
pub mod words;
pub mod xlsx;
mod xml;

use crate::model::rendering::Mark;
use crate::model::style::Quotation;
use chart::Chart;
use table::Table;

/// A document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// Its title; may be empty.
    pub title: String,
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
}

impl Report {
    /// Its tables and the numbers of its figures, in order.
    pub fn tables(&self) -> impl Iterator<Item = Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table.clone()),
            Block::Chart(chart) => Some(chart.table()),
            Block::Heading { .. }
            | Block::Paragraph(_)
            | Block::Note(_)
            | Block::Quote(_)
            | Block::Passage { .. } => None,
        })
    }

    /// Its only figure, if it has one and no other figure.
    pub fn figure(&self) -> Option<&Chart> {
        let mut charts = self.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(chart),
            _ => None,
        });
        charts.next().filter(|_| charts.next().is_none())
    }
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A heading; level 2 is the highest below the title.
    Heading {
        /// 2 to 6.
        level: u8,
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Paragraph(String),
    /// A quotation.
    Quote(QuoteBlock),
    /// A passage of a source, with what was found in it.
    Passage {
        /// Its number in the source, from 1.
        number: usize,
        /// Who speaks; may be empty.
        speaker: String,
        /// What was said.
        text: String,
        /// What was found: bytes of `text`, on character borders, in order.
        marks: Vec<(usize, usize)>,
        /// BCP 47 tag of its language.
        language: Option<String>,
    },
    /// A table, with its caption and notes.
    Table(Table),
    /// A figure.
    Chart(Chart),
    /// Words about what stands before it, set apart from the text.
    Note(String),
}

/// A quotation with its attribution.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QuoteBlock {
    /// What stands before it in the source.
    pub before: String,
    /// The words, without quotation marks.
    pub text: String,
    /// What stands after it in the source.
    pub after: String,
    /// The bracket after it.
    pub attribution: String,
    /// BCP 47 tag of its language, for quotation marks and for readers' software.
    pub language: Option<String>,
    /// Where it stands, in words; may be empty.
    pub place: String,
    /// What is left out of the words or put into them, where that is shown otherwise than by signs:
    /// bytes of the words, in order.
    pub marks: Vec<(usize, usize, Mark)>,
    /// The quotation marks of the house, if they are not those of the language.
    pub quotation: Option<Quotation>,
    /// How it is set.
    pub setting: Setting,
}

/// How a quotation is set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Setting {
    /// Apart from the text, in quotation marks.
    #[default]
    Apart,
    /// Apart from the text, without quotation marks.
    Block,
    /// As a paragraph of the text, in quotation marks.
    Inline,
}

/// Forms of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a terminal with this many columns.
    Text {
        /// Columns.
        width: usize,
        /// Whether what was found may be marked with colours.
        colour: bool,
    },
    /// Markdown.
    Markdown,
    /// One self-contained page.
    Html,
    /// A Word document.
    Docx,
    /// An OpenDocument text.
    Odt,
    /// LaTeX.
    Latex,
    /// Sheets: its tables, and the numbers of its figures.
    Xlsx,
}

/// `text` cut at its marks: what is marked (`true`) and what is not, in order. Marks that overlap are
/// one.
fn marked<'t>(text: &'t str, marks: &[(usize, usize)]) -> Vec<(&'t str, bool)> {
    let mut parts = Vec::new();
    let mut at = 0;
    for (start, end) in marks {
        let start = (*start).max(at);
        if *end > start {
            parts.push((&text[at..start], false));
            parts.push((&text[start..*end], true));
            at = *end;
        }
    }
    parts.push((&text[at..], false));
    parts.retain(|(part, _)| !part.is_empty());
    parts
}

/// The bytes of `report` in `format`.
pub fn render(report: &Report, format: Format) -> Vec<u8> {
    render_marked(report, format, None)
}

/// The same with a mark in the properties of formats that have such: letters and digits by which the
/// document is known again.
pub fn render_marked(report: &Report, format: Format, mark: Option<&str>) -> Vec<u8> {
    match format {
        Format::Text { width, colour } => text::render(report, width, colour).into_bytes(),
        Format::Markdown => markdown::render(report).into_bytes(),
        Format::Html => html::render(report, mark).into_bytes(),
        Format::Docx => docx::render(report, mark),
        Format::Odt => odt::render(report, mark),
        Format::Latex => latex::render(report, mark).into_bytes(),
        Format::Xlsx => xlsx::render(report, mark),
    }
}
