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
use crate::model::edit::SpliceKind;
use crate::model::quote::Quote;
use crate::model::source::SourceId;
use crate::model::style::Style;

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
        ..Table::default()
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
        ..Table::default()
    }
}

/// How many quotes are edited, and what was done to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Protocol {
    /// Quotes in the project.
    pub quotes: usize,
    /// Those that are edited.
    pub edited: usize,
    /// Those whose edit is not printed because it does not stand.
    pub idle: usize,
    /// Changes of each kind.
    pub changes: BTreeMap<SpliceKind, usize>,
    /// Words of sources that are left out or replaced.
    pub left_out: usize,
    /// The attributions of quotes in which a word that denies is lost, put in or moved, with the reasons.
    pub forced: Vec<(String, String)>,
    /// Translations by language.
    pub translations: BTreeMap<String, usize>,
    /// Those who translated.
    pub translators: BTreeSet<String>,
}

impl Protocol {
    /// Counts.
    pub fn of(quotes: &[Quote]) -> Self {
        let mut protocol = Self::default();
        // One edit may be printed under several codes, and one segment under several themes.
        let mut edits = BTreeSet::new();
        let mut translated = BTreeSet::new();
        for quote in quotes {
            protocol.quotes += 1;
            protocol.idle += usize::from(quote.idle.is_some());
            for it in &quote.translations {
                if translated.insert(it.id) {
                    *protocol
                        .translations
                        .entry(it.language.clone())
                        .or_default() += 1;
                    protocol.translators.insert(it.translator.clone());
                }
            }
            let Some(edited) = &quote.edited else {
                continue;
            };
            protocol.edited += 1;
            if !edits.insert(edited.id) {
                continue;
            }
            for change in &edited.changes {
                *protocol.changes.entry(change.kind).or_default() += 1;
            }
            protocol.left_out += edited.left_out;
            if let Some(because) = &edited.because {
                protocol
                    .forced
                    .push((quote.attribution.clone(), because.clone()));
            }
        }
        protocol
    }

    /// As a table, and the reasons of what was forced.
    pub fn blocks(&self, style: &Style) -> Vec<Block> {
        let mut blocks = vec![Block::Paragraph(style.description())];
        let row = |what: &str, count: usize| {
            Row::Cells(vec![Cell::Text(what.to_owned()), Cell::count(count)])
        };
        let kind = |kind| self.changes.get(&kind).copied().unwrap_or_default();
        let mut rows = vec![
            row("Quotes", self.quotes),
            row("Edited quotes", self.edited),
            row("Omissions", kind(SpliceKind::Omission)),
            row("Insertions", kind(SpliceKind::Insertion)),
            row("Replacements", kind(SpliceKind::Replacement)),
            row("Words left out or replaced", self.left_out),
            row(
                "Capitals and closing marks changed at cuts",
                kind(SpliceKind::Border),
            ),
            row(
                "Edits in which a denial is lost, put in or moved",
                self.forced.len(),
            ),
        ];
        if self.idle > 0 {
            rows.push(row(
                "Edits not printed, since their words were corrected",
                self.idle,
            ));
        }
        for (language, count) in &self.translations {
            rows.push(row(&format!("Translations into `{language}`"), *count));
        }
        let mut notes = vec![
            "Omissions include those at the beginning and the end of a coded segment. Every edit is kept \
             as changes of the words of the source and can be shown with them."
                .to_owned(),
        ];
        if !self.translators.is_empty() {
            let names: Vec<&str> = self.translators.iter().map(String::as_str).collect();
            notes.push(format!("Translated by {}.", names.join(", ")));
        }
        blocks.push(Block::Table(Table {
            caption: "Edits of quotes".to_owned(),
            columns: vec![Column::text("What"), Column::number("n")],
            rows,
            notes,
            ..Table::default()
        }));
        if !self.forced.is_empty() {
            let row = |(whose, because): &(String, String)| {
                Row::Cells(vec![Cell::Text(whose.clone()), Cell::Text(because.clone())])
            };
            blocks.push(Block::Table(Table {
                caption: "Why denials do not stand as they were said".to_owned(),
                columns: ["Quote of", "Reason"].map(Column::text).to_vec(),
                rows: self.forced.iter().map(row).collect(),
                notes: Vec::new(),
                ..Table::default()
            }));
        }
        blocks
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
        ..Table::default()
    }
}
