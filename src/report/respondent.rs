//! The page of a respondent: all that the study knows of one person, section by section.

use serde_json::{Map, Value as Json, json};

use super::quotes::json_value;
use super::table::{Cell, Column, Row, Table};
use super::{Block, QuoteBlock, Report};
use crate::model::quote::Quote;
use crate::model::respondent::Value;

/// All that is known of one respondent.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// The respondent.
    pub respondent: String,
    /// The bracket after quotes.
    pub attribution: String,
    /// Name, label and value of each attribute, in the order of the register; `None` is no answer.
    pub attributes: Vec<(String, String, Option<Value>)>,
    /// The sources.
    pub sources: Vec<OfSource>,
    /// The codes, in codebook order.
    pub codes: Vec<OfCode>,
    /// The stops of the route, one object each.
    pub stops: Vec<Json>,
    /// The route as it is shown.
    pub route: Vec<Block>,
    /// Quotes that are starred, or used in the report.
    pub quotes: Vec<Quote>,
    /// The classifications.
    pub classifications: Vec<OfClassification>,
    /// The contradictions, settled ones too.
    pub contradictions: Vec<OfContradiction>,
}

/// A source of the respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfSource {
    /// Its name.
    pub source: String,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
    /// Length in Unicode characters.
    pub characters: usize,
    /// How many codings it has.
    pub codings: usize,
}

/// A code of the respondent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfCode {
    /// Its key.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Who used it.
    pub coders: Vec<String>,
    /// How many codings.
    pub codings: usize,
}

/// One classifier's word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfClassification {
    /// The attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// The reason, or empty.
    pub reason: String,
    /// Who.
    pub coder: String,
    /// How far the classifiers have come.
    pub state: &'static str,
    /// The note.
    pub note: String,
    /// Words, where they stand, and their language.
    pub because: Vec<(String, String, Option<String>)>,
    /// How many of the places a corrected text has no more.
    pub lost: usize,
}

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfContradiction {
    /// What to call it.
    pub contradiction: String,
    /// Whom it is about.
    pub respondent: String,
    /// Where the words stand.
    pub place: String,
    /// BCP 47 tag of their language.
    pub language: Option<String>,
    /// What differs.
    pub says: String,
    /// What the register says.
    pub register: String,
    /// What the notes say.
    pub text: String,
    /// `open`, or what was made of it.
    pub state: String,
    /// Why.
    pub reason: String,
}

/// One object.
pub fn json(page: &Page) -> String {
    let attributes = page.attributes.iter();
    let attributes: Map<String, Json> = attributes
        .filter_map(|(name, _, value)| Some((name.clone(), json_value(value.as_ref()?))))
        .collect();
    let value = |name: &str| attributes.get(name).cloned().unwrap_or(Json::Null);
    let sources = page.sources.iter().map(|it| {
        json!({ "source": it.source, "language": it.language, "characters": it.characters, "codings": it.codings })
    });
    let codes = page.codes.iter().map(|it| {
        json!({ "code": it.code, "name": it.name, "coders": it.coders, "codings": it.codings })
    });
    let quotes = page.quotes.iter().map(|it| {
        json!({
            "text": it.text, "code": it.key, "source": it.source, "start": it.start, "end": it.end,
            "attribution": it.attribution, "starred": it.starred, "status": it.status.map(|it| it.name()),
            "note": it.note,
        })
    });
    let classifications = page.classifications.iter().map(|it| {
        let because = it
            .because
            .iter()
            .map(|(text, place, _)| json!({ "text": text, "place": place }));
        json!({
            "attribute": it.attribute, "value": it.value, "reason": it.reason, "coder": it.coder,
            "state": it.state, "note": it.note, "because": because.collect::<Vec<_>>(),
        })
    });
    let contradictions = page.contradictions.iter().map(|it| {
        json!({
            "contradiction": it.contradiction, "says": it.says, "register": it.register, "text": it.text, "place": it.place,
            "state": it.state, "reason": it.reason,
        })
    });
    let object = json!({
        "respondent": page.respondent,
        "category": value("category"),
        "gender": value("gender"),
        "age": value("age"),
        "attribution": page.attribution,
        "attributes": attributes.clone(),
        "sources": sources.collect::<Vec<_>>(),
        "codes": codes.collect::<Vec<_>>(),
        "quotes": quotes.collect::<Vec<_>>(),
        "route": page.stops,
        "classifications": classifications.collect::<Vec<_>>(),
        "contradictions": contradictions.collect::<Vec<_>>(),
    });
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// The page as a document.
pub fn report(page: &Page) -> Report {
    let mut blocks = Vec::new();
    if !page.attribution.is_empty() {
        blocks.push(Block::Paragraph(format!("Quoted as {}", page.attribution)));
    }
    section(&mut blocks, "Attributes", attributes(page));
    section(&mut blocks, "Sources", sources(page));
    section(&mut blocks, "Codes", codes(page));
    section(&mut blocks, "Quotes that are starred or used", quotes(page));
    section(&mut blocks, "Route", page.route.clone());
    section(
        &mut blocks,
        "Classifications",
        classifications(&page.classifications),
    );
    section(
        &mut blocks,
        "Register and notes",
        contradictions(&page.contradictions),
    );
    Report {
        title: format!("Respondent {}", page.respondent),
        blocks,
    }
}

/// A heading and what is below it; where that is nothing, so it says.
fn section(blocks: &mut Vec<Block>, text: &str, inner: Vec<Block>) {
    blocks.push(Block::Heading {
        level: 2,
        text: text.to_owned(),
    });
    match inner.is_empty() {
        true => blocks.push(Block::Paragraph("None.".to_owned())),
        false => blocks.extend(inner),
    }
}

fn table(columns: Vec<Column>, rows: Vec<Vec<Cell>>) -> Vec<Block> {
    match rows.is_empty() {
        true => Vec::new(),
        false => vec![Block::Table(Table {
            columns,
            rows: rows.into_iter().map(Row::Cells).collect(),
            ..Table::default()
        })],
    }
}

fn text(it: &str) -> Cell {
    match it.is_empty() {
        true => Cell::Empty,
        false => Cell::Text(it.to_owned()),
    }
}

fn attributes(page: &Page) -> Vec<Block> {
    let rows = page.attributes.iter().map(|(name, label, value)| {
        let question = if label == name { "" } else { label };
        let answer = value
            .as_ref()
            .map_or("no answer".to_owned(), ToString::to_string);
        vec![text(name), text(&answer), text(question)]
    });
    let columns = ["Attribute", "Value", "Question"].map(Column::text);
    table(columns.to_vec(), rows.collect())
}

fn sources(page: &Page) -> Vec<Block> {
    let rows = page.sources.iter().map(|it| {
        let language = it.language.as_deref().unwrap_or_default();
        vec![
            text(&it.source),
            text(language),
            Cell::count(it.characters),
            Cell::count(it.codings),
        ]
    });
    let columns = vec![
        Column::text("Source"),
        Column::text("Language"),
        Column::number("Characters"),
        Column::number("Codings"),
    ];
    table(columns, rows.collect())
}

fn codes(page: &Page) -> Vec<Block> {
    let rows = page.codes.iter().map(|it| {
        vec![
            text(&it.name),
            text(&it.code),
            Cell::count(it.codings),
            text(&it.coders.join(", ")),
        ]
    });
    let columns = vec![
        Column::text("Code"),
        Column::text("Key"),
        Column::number("Codings"),
        Column::text("Coders"),
    ];
    table(columns, rows.collect())
}

fn quotes(page: &Page) -> Vec<Block> {
    let quote = |it: &Quote| {
        let star = it.starred.then_some("starred");
        let status = it.status.map(|it| it.name());
        let so_far: Vec<&str> = star.into_iter().chain(status).collect();
        Block::Quote(QuoteBlock {
            text: it.text.clone(),
            attribution: it.attribution.clone(),
            language: it.language.clone(),
            place: format!(
                "{}, {}:{}-{}, {}",
                it.key,
                it.source,
                it.start,
                it.end,
                so_far.join(", ")
            ),
            ..QuoteBlock::default()
        })
    };
    page.quotes.iter().map(quote).collect()
}

/// What classifiers said, each with its words below it.
pub fn classifications(all: &[OfClassification]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for it in all {
        let reason = match it.reason.as_str() {
            "" => String::new(),
            reason => format!(" ({reason})"),
        };
        let mut said = format!(
            "{}: {}{reason}, by {}; {}.",
            it.attribute, it.value, it.coder, it.state
        );
        if it.because.is_empty() && it.lost == 0 {
            said.push_str(" No evidence given.");
        }
        if it.lost > 0 {
            said.push_str(" Words of its evidence are no more in the corrected text.");
        }
        if !it.note.is_empty() {
            said.push_str(&format!(" {}", it.note));
        }
        blocks.push(Block::Paragraph(said));
        blocks.extend(it.because.iter().map(|(text, place, language)| {
            Block::Quote(QuoteBlock {
                text: text.clone(),
                language: language.clone(),
                place: place.clone(),
                ..QuoteBlock::default()
            })
        }));
    }
    blocks
}

/// Contradictions: what the register says, and below it what the notes do.
pub fn contradictions(all: &[OfContradiction]) -> Vec<Block> {
    let mut blocks = Vec::new();
    for it in all {
        let state = match it.reason.as_str() {
            "" => it.state.clone(),
            reason => format!("{}: {reason}", it.state),
        };
        blocks.push(Block::Paragraph(format!(
            "{} · respondent {} · {}. Register: {}. {}.",
            it.contradiction,
            it.respondent,
            it.says,
            it.register,
            super::figure::capital(&state)
        )));
        blocks.push(Block::Quote(QuoteBlock {
            text: it.text.clone(),
            language: it.language.clone(),
            place: it.place.clone(),
            ..QuoteBlock::default()
        }));
    }
    blocks
}
