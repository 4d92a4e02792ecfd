//! How far coders agree, as tables and as one object for machines.

use serde_json::{Map, Value as Json, json};

use super::records::Records;
use super::{Block, Report};
use crate::analysis::agreement::comparison::Comparison;
use crate::analysis::agreement::measured::Measured;

/// Why the unit is what it is.
const CHOICE: &str = "The unit is what the tables of a report count: two coders agree on a \
respondent when both found the theme there, wherever they marked it. How far they marked the same \
words is another question, and the table of characters answers it.";

/// One object, with those beside it.
pub fn json(comparisons: &[Comparison]) -> String {
    let mut objects = comparisons.iter().map(object);
    let mut first = objects.next().unwrap_or_default();
    let beside: Vec<Json> = objects.map(Json::Object).collect();
    if !beside.is_empty() {
        first.insert("beside".to_owned(), Json::Array(beside));
    }
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    let mut text = serde_json::to_string_pretty(&Json::Object(first)).unwrap_or_default();
    text.push('\n');
    text
}

fn object(it: &Comparison) -> Map<String, Json> {
    let codes = it.codes.iter().map(|code| {
        json!({
            "code": code.code,
            "n": whole(code.n),
            "coded": code.coded.iter().map(|it| whole(*it)).collect::<Vec<_>>(),
            "measures": code.measures.iter().map(measured).collect::<Vec<_>>(),
        })
    });
    let fields = [
        ("unit", json!(it.unit)),
        ("coders", json!(it.coders)),
        ("codings", json!(it.codings)),
        ("n", whole(it.n)),
        (
            "measures",
            Json::Array(it.measures.iter().map(measured).collect()),
        ),
        ("codes", Json::Array(codes.collect())),
    ];
    fields
        .map(|(name, value)| (name.to_owned(), value))
        .into_iter()
        .collect()
}

fn whole(number: f64) -> Json {
    json!(number as u64)
}

fn measured(it: &Measured) -> Json {
    json!({
        "measure": it.measure,
        "value": it.value.ok(),
        "low": it.interval.map(|it| it.low),
        "high": it.interval.map(|it| it.high),
        "interval": it.interval.map(|_| it.how),
        "undefined": it.value.err().map(|why| why.to_string()),
    })
}

/// One row for each coefficient; the code is empty for all codes together.
pub fn records(comparisons: &[Comparison]) -> Records {
    let mut records = Records::new(&[
        "unit",
        "code",
        "measure",
        "value",
        "low",
        "high",
        "interval",
        "n",
        "undefined",
    ]);
    for it in comparisons {
        let mut rows = |code: Json, n: f64, measures: &[Measured]| {
            for one in measures {
                let cells = measured(one);
                let cell = |name: &str| cells[name].clone();
                records.rows.push(vec![
                    json!(it.unit),
                    code.clone(),
                    cell("measure"),
                    cell("value"),
                    cell("low"),
                    cell("high"),
                    cell("interval"),
                    whole(n),
                    cell("undefined"),
                ]);
            }
        };
        rows(Json::Null, it.n, &it.measures);
        for code in &it.codes {
            rows(json!(code.code), code.n, &code.measures);
        }
    }
    records
}

/// Tables for people.
pub fn report(comparisons: &[Comparison]) -> Report {
    let mut blocks = Vec::new();
    for it in comparisons {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Unit: {} (n = {})", it.unit, it.n),
        });
        let who: Vec<String> = it
            .coders
            .iter()
            .zip(&it.codings)
            .map(|(name, codings)| format!("{name} ({codings} codings)"))
            .collect();
        blocks.push(Block::Paragraph(format!("Coders: {}", who.join(", "))));
        if it.unit == "respondent" {
            blocks.push(Block::Paragraph(CHOICE.to_owned()));
        }
        blocks.push(together(it));
        if !it.codes.is_empty() {
            blocks.push(by_code(it));
        }
    }
    Report {
        title: String::new(),
        blocks,
    }
}

fn together(it: &Comparison) -> Block {
    let row = |one: &Measured| {
        let limits = one
            .interval
            .map_or_else(String::new, |it| format!("{:.2} to {:.2}", it.low, it.high));
        let value = match one.value {
            Ok(value) => format!("{value:.3}"),
            Err(why) => why.to_string(),
        };
        vec![one.measure.clone(), value, limits, one.how.to_owned()]
    };
    Block::Table {
        columns: [
            ("all codes together", false),
            ("value", true),
            ("95 %", false),
            ("by", false),
        ]
        .map(|(name, right)| (name.to_owned(), right))
        .to_vec(),
        rows: it.measures.iter().map(row).collect(),
    }
}

fn by_code(it: &Comparison) -> Block {
    let names: Vec<&str> = it
        .codes
        .first()
        .map(|code| code.measures.iter().map(|it| it.measure.as_str()).collect())
        .unwrap_or_default();
    let mut columns = vec![("code".to_owned(), false), ("n".to_owned(), true)];
    columns.extend(it.coders.iter().map(|name| (name.clone(), true)));
    columns.extend(names.iter().map(|name| ((*name).to_owned(), false)));
    let rows = it
        .codes
        .iter()
        .map(|code| {
            let mut row = vec![code.code.clone(), code.n.to_string()];
            row.extend(code.coded.iter().map(ToString::to_string));
            row.extend(code.measures.iter().map(cell));
            row
        })
        .collect();
    Block::Table { columns, rows }
}

/// `0.81 [0.70, 0.92]`, or in a few words why there is no value.
fn cell(it: &Measured) -> String {
    match (it.value, it.interval) {
        (Ok(value), Some(limits)) => {
            format!("{value:.2} [{:.2}, {:.2}]", limits.low, limits.high)
        }
        (Ok(value), None) => format!("{value:.2}"),
        (Err(why), _) => {
            let why = why.to_string();
            why.split(':').next().unwrap_or_default().to_owned()
        }
    }
}
