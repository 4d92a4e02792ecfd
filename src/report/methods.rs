//! How a report came about: who coded, with which codebook, by which rules, from which state of the
//! project, and the items of COREQ that follow from it (Tong, Sainsbury and Craig 2007). What only
//! people know is left to them.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Block;
use super::table::{Cell, Column, Row, Table};
use crate::analysis::sample::Sample;
use crate::model::coding::{CoderId, RULES};
use crate::model::source::SourceId;

/// Where the journal stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// Operations up to here.
    pub operations: usize,
    /// Hash of the last one and of everything before it.
    pub hash: String,
    /// When the last one was made.
    pub at: Timestamp,
}

/// Days as documents name them.
fn day(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).date().to_string()
}

/// Coders with their numbers of codings and sources, and when they coded.
pub fn coders(sample: &Sample<'_>) -> Table {
    let mut of: BTreeMap<CoderId, (usize, BTreeSet<SourceId>, Timestamp, Timestamp)> =
        BTreeMap::new();
    for coding in &sample.codings {
        let fresh = (0, BTreeSet::new(), coding.at, coding.at);
        let (many, sources, first, last) = of.entry(coding.coder).or_insert(fresh);
        *many += 1;
        sources.insert(coding.source);
        *first = (*first).min(coding.at);
        *last = (*last).max(coding.at);
    }
    let name = |id: &CoderId| {
        let name = sample
            .study
            .coders
            .get(id)
            .map_or("", |it| it.name.as_str());
        match name {
            RULES => format!("{RULES} (rules of the codebook)"),
            name => name.to_owned(),
        }
    };
    let mut rows: Vec<_> = of.iter().map(|(id, it)| (name(id), it)).collect();
    rows.sort_by(|one, other| one.0.cmp(&other.0));
    let row = |(name, (many, sources, first, last)): (String, &(usize, BTreeSet<_>, _, _))| {
        Row::Cells(vec![
            Cell::Text(name),
            Cell::count(*many),
            Cell::count(sources.len()),
            Cell::Text(day(*first)),
            Cell::Text(day(*last)),
        ])
    };
    Table {
        caption: "Coders".to_owned(),
        columns: vec![
            Column::text("Coder"),
            Column::number("Codings"),
            Column::number("Sources"),
            Column::text("First day (UTC)"),
            Column::text("Last day (UTC)"),
        ],
        rows: rows.into_iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// People who coded, the codebook's rules not among them.
pub fn people(sample: &Sample<'_>) -> Vec<String> {
    let ids: BTreeSet<CoderId> = sample.codings.iter().map(|it| it.coder).collect();
    let names = ids.iter().filter_map(|id| sample.study.coders.get(id));
    let mut names: Vec<String> = names.map(|it| it.name.clone()).collect();
    names.retain(|it| it != RULES);
    names.sort();
    names
}

/// The codes of the sample under their families, with what they mean.
pub fn codebook(sample: &Sample<'_>) -> Table {
    let mut rows = Vec::new();
    let words = |text: &str| match text.trim() {
        "" => Cell::Empty,
        text => Cell::Text(text.to_owned()),
    };
    for row in &sample.rows {
        let Some(code) = sample.code(row) else {
            continue;
        };
        if row.is_parent && row.depth == 0 {
            let meaning = match code.definition.trim() {
                "" => String::new(),
                text => format!(": {text}"),
            };
            rows.push(Row::Heading(format!("{}{meaning}", code.name)));
            continue;
        }
        rows.push(Row::Cells(vec![
            Cell::Text(code.name.clone()),
            words(&code.definition),
            words(&code.use_when),
            words(&code.not_when),
        ]));
    }
    Table {
        caption: "Codebook".to_owned(),
        columns: ["Code", "Definition", "Used when", "Not used when"]
            .map(Column::text)
            .to_vec(),
        rows,
        notes: Vec::new(),
    }
}

/// How quotes are made, in words.
pub fn editing(attribution: &str) -> Block {
    Block::Paragraph(format!(
        "Quotes are the words of the sources. They are printed only where a coding still stands at its \
         words; what is left out or put in is marked. The bracket after a quote, {attribution}, is \
         filled from the register of respondents, never typed by hand."
    ))
}

/// Which program, and which state of the project.
pub fn software(version: &str, position: Option<&Position>) -> Block {
    let state = match position {
        Some(it) => format!(
            "state of the project: {} operations, the last of {} (UTC), hash {}",
            it.operations,
            day(it.at),
            it.hash
        ),
        None => "the project has no operations yet".to_owned(),
    };
    Block::Paragraph(format!("Made with quotebook {version}; {state}."))
}

/// The items of COREQ that the project can answer.
pub fn coreq(sample: &Sample<'_>, version: &str, agreement: bool) -> Table {
    let people = people(sample);
    let codes = sample.rows.iter().filter(|row| !row.is_parent).count();
    let families = sample.rows.iter().filter(|row| row.depth == 0).count();
    let second = match agreement {
        true => "; how far they agree stands under Agreement",
        false => "",
    };
    let items = [
        (
            "12 Sample size",
            format!(
                "{} respondents in {} sources",
                sample.respondents.len(),
                sample.sources.len()
            ),
        ),
        ("16 Description of sample", "see Sample".to_owned()),
        (
            "22 Data saturation",
            "`quotebook table saturation` counts new codes by interview".to_owned(),
        ),
        (
            "24 Number of data coders",
            format!("{}: {}{second}", people.len(), people.join(", ")),
        ),
        (
            "25 Description of the coding tree",
            format!("{codes} codes in {families} families, see Codebook"),
        ),
        ("27 Software", format!("quotebook {version}")),
        (
            "29 Quotations presented",
            "every quote names its respondent as the register has it".to_owned(),
        ),
    ];
    let row = |(item, answer): (&str, String)| {
        Row::Cells(vec![Cell::Text(item.to_owned()), Cell::Text(answer)])
    };
    Table {
        caption: "Items of COREQ that the project answers".to_owned(),
        columns: ["Item", "Answer"].map(Column::text).to_vec(),
        rows: items.into_iter().map(row).collect(),
        notes: vec![
            "Numbers of items are those of Tong, Sainsbury and Craig (2007); the other items are for \
             the authors to answer."
                .to_owned(),
        ],
    }
}
