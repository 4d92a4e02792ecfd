//! The drawing board: values to documents. A report is a list of blocks, every format a function
//! from a finished report to bytes, one file each. Pure: the same input gives the same bytes.

pub mod agreement;
pub mod audit;
pub mod disagreements;
pub mod html;
pub mod markdown;
pub mod marks;
pub mod quotes;
pub mod records;
pub mod search;
pub mod text;

/// A document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Its title; may be empty.
    pub title: String,
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
}

/// One part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    /// A table.
    Table {
        /// Headings of the columns; the flag says that the column holds numbers.
        columns: Vec<(String, bool)>,
        /// Cells, as many in each row as there are columns.
        rows: Vec<Vec<String>>,
    },
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
    match format {
        Format::Text { width, colour } => text::render(report, width, colour),
        Format::Markdown => markdown::render(report),
        Format::Html => html::render(report),
    }
    .into_bytes()
}
