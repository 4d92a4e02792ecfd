//! Whether the quotes of a report stand for the sample.

use serde_json::{Value as Json, json};

use super::behind::Leads;
use super::records::Records;
use super::shares::{percent, whole};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::balance::{Balance, OfGroup};
use crate::analysis::crosstab::Share;
use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;

fn share(it: Share) -> Json {
    json!({ "n": it.n, "base": it.base, "percent": it.percent() })
}

fn key(study: &Study, id: CodeId) -> &str {
    study.codes.get(&id).map_or("", |it| it.key.as_str())
}

fn person(study: &Study, id: RespondentId) -> &str {
    study.respondents.get(&id).map_or("", |it| it.name.as_str())
}

/// One object.
pub fn json(study: &Study, found: &Balance) -> String {
    let groups = found.groups.iter().flat_map(|(name, groups)| {
        groups.iter().map(move |it| {
            json!({
                "attribute": name, "value": it.name.join(" · "), "sample": share(it.sample),
                "quoted": share(it.quoted), "quotes": share(it.quotes), "words": share(it.words),
            })
        })
    });
    let often = found.often.iter().map(|(id, quotes, words)| {
        json!({ "respondent": person(study, *id), "quotes": quotes, "words": words })
    });
    let object = json!({
        "quoted": share(found.quoted),
        "quotes": found.quotes,
        "unknown": found.unknown,
        "words": found.words,
        "per_respondent": found.each.map(|it| json!({
            "mean": it.mean, "median": it.median, "lowest": it.lowest, "highest": it.highest,
        })),
        "groups": groups.collect::<Vec<_>>(),
        "codes_without_quote": found.without_quote.iter().map(|id| key(study, *id)).collect::<Vec<_>>(),
        "often": found.most,
        "respondents_often": often.collect::<Vec<_>>(),
    });
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// One row for each group.
pub fn records(found: &Balance) -> Records {
    let mut records = Records::new(&[
        "attribute",
        "value",
        "sample_n",
        "sample_base",
        "sample_percent",
        "quoted_n",
        "quoted_base",
        "quoted_percent",
        "quotes_n",
        "quotes_base",
        "quotes_percent",
        "words_n",
        "words_base",
        "words_percent",
    ]);
    for (name, groups) in &found.groups {
        for it in groups {
            let mut row = vec![json!(name), json!(it.name.join(" · "))];
            for share in [it.sample, it.quoted, it.quotes, it.words] {
                row.extend([json!(share.n), json!(share.base), json!(share.percent())]);
            }
            records.rows.push(row);
        }
    }
    records
}

/// The figures in words, a table for each attribute, and who and what is left out.
pub fn report(study: &Study, found: &Balance) -> Report {
    let shown = |it: Share| {
        it.percent()
            .map_or_else(String::new, |it| format!(" ({it:.1} %)"))
    };
    let mut text = format!(
        "{} quotes, {} words, of {} of {} respondents with notes{}.",
        found.quotes,
        found.words,
        found.quoted.n,
        found.quoted.base,
        shown(found.quoted)
    );
    if let Some(each) = found.each {
        text += &format!(
            " A respondent who is quoted has {:.1} quotes on average (median {}, at most {}).",
            each.mean, each.median, each.highest
        );
    }
    if found.unknown > 0 {
        text += &format!(" Of {} quotes it is not known who speaks.", found.unknown);
    }
    let mut blocks = vec![Block::Paragraph(text)];
    for (name, groups) in &found.groups {
        blocks.push(Block::Table(of_attribute(name, groups)));
    }
    let codes: Vec<&str> = found
        .without_quote
        .iter()
        .map(|id| key(study, *id))
        .collect();
    blocks.push(Block::Paragraph(match codes.as_slice() {
        [] => "Every code that was used has a quote.".to_owned(),
        codes => format!(
            "Codes that were used and have no quote ({}): {}.",
            codes.len(),
            codes.join(", ")
        ),
    }));
    if found.often.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "Nobody is quoted more than {} times.",
            found.most
        )));
    } else {
        let rows = found.often.iter().map(|(id, quotes, words)| {
            Row::Cells(vec![
                Cell::Text(person(study, *id).to_owned()),
                whole(*quotes as u64),
                whole(*words as u64),
            ])
        });
        blocks.push(Block::Table(Table {
            caption: format!("Respondents quoted more than {} times", found.most),
            columns: vec![
                Column::text("Respondent"),
                Column::number("quotes"),
                Column::number("words"),
            ],
            rows: rows.collect(),
            notes: Vec::new(),
            behind: found
                .often
                .iter()
                .enumerate()
                .filter_map(|(row, (id, _, _))| {
                    Some(Leads::people(&[person(study, *id).to_owned()])?.from(row, 0))
                })
                .collect(),
        }));
    }
    Report {
        title: String::new(),
        blocks,
    }
}

fn of_attribute(name: &str, groups: &[OfGroup]) -> Table {
    let mut columns = vec![Column::text(name)];
    for group in ["sample", "quoted", "quotes", "words"] {
        columns.push(Column::number("N").under(group));
        columns.push(Column::number("%").under(group));
    }
    let row = |it: &OfGroup| {
        let mut cells = vec![Cell::Text(it.name.join(" · "))];
        for share in [it.sample, it.quoted, it.quotes, it.words] {
            cells.extend([whole(share.n), percent(share)]);
        }
        Row::Cells(cells)
    };
    let mut behind = Vec::new();
    for (row, it) in groups.iter().enumerate() {
        let [sample, quoted] = &it.people;
        behind.extend(Leads::people(sample).map(|leads| leads.from(row, 1)));
        behind.extend(Leads::people(quoted).map(|leads| leads.from(row, 3)));
        let quotes = it.query.clone().filter(|_| it.quotes.n > 0);
        let quotes = quotes.map(|query| Leads::Quotes {
            codes: Vec::new(),
            query,
        });
        behind.extend(quotes.map(|leads| leads.from(row, 5)));
    }
    let base = |of: &dyn Fn(&OfGroup) -> Share| groups.first().map_or(0, |it| of(it).base);
    Table {
        caption: format!("Quotes by {name}"),
        columns,
        rows: groups.iter().map(row).collect(),
        notes: vec![format!(
            "Sample: respondents with notes (N={}). Quoted: of the group's respondents. Quotes and words: of those of known \
             respondents ({} quotes, {} words).",
            base(&|it| it.sample),
            base(&|it| it.quotes),
            base(&|it| it.words)
        )],
        behind,
    }
}
