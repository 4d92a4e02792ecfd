//! Coded segments as rows: for lists, and for programs that reckon with them.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use super::quotes::json_value;
use super::records::Records;
use crate::model::memo::Memo;
use crate::model::segment::CodedSegment;

/// How attributes of respondents are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attributes {
    /// In an object of their own, as in all answers in JSON.
    Nested,
    /// In a column each.
    Columns,
}

/// A row for each segment. In public nothing tells which coding or text of the project it was.
pub fn records(segments: &[CodedSegment], attributes: Attributes, public: bool) -> Records {
    const STANDARD: [&str; 3] = ["category", "gender", "age"];
    let others: BTreeSet<&str> = segments
        .iter()
        .flat_map(|it| it.values.keys().map(String::as_str))
        .filter(|it| !STANDARD.contains(it))
        .collect();
    let mut columns = Vec::new();
    if !public {
        columns.push("coding");
    }
    columns.extend(["source", "start", "end", "page", "text", "code", "path"]);
    columns.extend(["coder", "respondent"]);
    columns.extend(STANDARD);
    match attributes {
        Attributes::Nested => columns.push("attributes"),
        Attributes::Columns => {}
    }
    columns.extend(["memos", "definition", "at"]);
    if !public {
        columns.extend(["memos_by", "sha256"]);
    }
    // An attribute may be called as one of these columns; two columns of a name are none.
    let own: Vec<String> = others
        .iter()
        .map(|name| match columns.contains(name) {
            true => format!("{name}_of_respondent"),
            false => (*name).to_owned(),
        })
        .collect();
    if attributes == Attributes::Columns {
        let before = columns.iter().position(|it| *it == "memos").unwrap_or(0);
        columns.splice(before..before, own.iter().map(String::as_str));
    }
    let mut records = Records::new(&columns);
    for it in segments {
        let value = |name: &str| it.values.get(name).map_or(Json::Null, json_value);
        let mut row = Vec::new();
        if !public {
            row.push(json!(it.coding.to_string()));
        }
        row.extend([
            json!(it.source),
            json!(it.start),
            json!(it.end),
            json!(it.page),
            json!(it.text),
            json!(it.code),
            json!(it.path.join(" > ")),
            json!(it.coder),
            json!(it.respondent),
        ]);
        row.extend(STANDARD.map(value));
        match attributes {
            Attributes::Nested => {
                let known = others.iter().filter(|name| it.values.contains_key(**name));
                let known = known.map(|name| ((*name).to_owned(), value(name)));
                row.push(Json::Object(known.collect::<Map<_, _>>()));
            }
            Attributes::Columns => row.extend(others.iter().map(|name| value(name))),
        }
        let words: Vec<&str> = it.memos.iter().map(|it| it.text.as_str()).collect();
        row.extend([
            match attributes {
                Attributes::Nested => json!(words),
                Attributes::Columns => json!(words.join("\n\n")),
            },
            json!(it.definition),
            match public {
                true => json!(it.at.strftime("%Y-%m-%d").to_string()),
                false => json!(it.at.to_string()),
            },
        ]);
        if !public {
            let by: Vec<String> = it.memos.iter().map(written).collect();
            row.push(match attributes {
                Attributes::Nested => json!(by),
                Attributes::Columns => json!(by.join("\n")),
            });
            row.push(json!(it.digest.to_string()));
        }
        records.rows.push(row);
    }
    records
}

/// Who wrote a memo, when, and how many characters it has: with these the memos of a cell are told apart.
fn written(memo: &Memo) -> String {
    let length = memo.text.chars().count();
    format!("{} {} {length}", memo.author, memo.at)
}
