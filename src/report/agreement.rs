//! How far coders agree, as tables and as one object for machines.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::records::Records;
use super::table::Table;
use super::{Block, Report};
use crate::analysis::agreement::comparison::{Comparison, OfCode as OfComparedCode};
use crate::analysis::agreement::interval::Interval;
use crate::analysis::agreement::measured::Measured;

/// Why the unit is what it is.
const CHOICE: &str = "The unit is what the tables of a report count: two coders agree on a \
respondent when both found the theme there, wherever they marked it. How far they marked the same \
words is another question, and the table of characters answers it.";

/// More coefficients than these are shown below one another.
const BESIDE: usize = 5;

/// What machines read.
#[derive(Serialize)]
struct Object<'c> {
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'c str>,
    unit: &'c str,
    coders: &'c [String],
    codings: &'c [usize],
    n: u64,
    measures: Vec<Coefficient<'c>>,
    codes: Vec<OfCode<'c>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    beside: Vec<Object<'c>>,
}

#[derive(Serialize)]
struct OfCode<'c> {
    code: &'c str,
    n: u64,
    coded: Vec<u64>,
    measures: Vec<Coefficient<'c>>,
}

#[derive(Serialize)]
struct Coefficient<'c> {
    measure: &'c str,
    value: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    interval: Option<&'c str>,
    undefined: Option<String>,
}

impl<'c> Coefficient<'c> {
    fn of(it: &'c Measured) -> Self {
        Self {
            measure: &it.measure,
            value: it.value.ok(),
            low: it.interval.map(|it| it.low),
            high: it.interval.map(|it| it.high),
            interval: it.interval.map(|_| it.how),
            undefined: it.value.err().map(|why| why.to_string()),
        }
    }

    fn all(of: &'c [Measured]) -> Vec<Self> {
        of.iter().map(Self::of).collect()
    }
}

fn object(it: &Comparison) -> Object<'_> {
    let codes = it.codes.iter().map(|code| OfCode {
        code: &code.code,
        n: code.n as u64,
        coded: code.coded.iter().map(|it| *it as u64).collect(),
        measures: Coefficient::all(&code.measures),
    });
    Object {
        period: it.period.as_deref(),
        unit: &it.unit,
        coders: &it.coders,
        codings: &it.codings,
        n: it.n as u64,
        measures: Coefficient::all(&it.measures),
        codes: codes.collect(),
        beside: Vec::new(),
    }
}

/// One object; the other comparisons stand in its `beside`.
pub fn json(comparisons: &[Comparison]) -> String {
    let mut objects = comparisons.iter().map(object);
    let Some(mut first) = objects.next() else {
        return "{}\n".to_owned();
    };
    first.beside = objects.collect();
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    let mut text = serde_json::to_string_pretty(&first).unwrap_or_default();
    text.push('\n');
    text
}

/// One row for each coefficient; the code is empty for all codes together.
pub fn records(comparisons: &[Comparison]) -> Records {
    let mut records = Records::new(&[
        "period",
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
            for one in Coefficient::all(measures) {
                records.rows.push(vec![
                    json!(it.period),
                    json!(it.unit),
                    code.clone(),
                    json!(one.measure),
                    json!(one.value),
                    json!(one.low),
                    json!(one.high),
                    json!(one.interval),
                    json!(n as u64),
                    json!(one.undefined),
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
    if let Some(first) = comparisons.first().filter(|it| it.period.is_some()) {
        blocks.push(Block::Paragraph(format!("Unit: {}", first.unit)));
        blocks.push(over_time(comparisons));
        return Report {
            title: String::new(),
            blocks,
        };
    }
    for it in comparisons {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("Unit: {} (n = {})", it.unit, it.n),
        });
        let who: Vec<String> = it
            .coders
            .iter()
            .zip(&it.codings)
            .map(|(name, n)| match it.classified {
                true => format!("{name} ({n} classifications)"),
                false => format!("{name} ({n} codings)"),
            })
            .collect();
        blocks.push(Block::Paragraph(format!("Coders: {}", who.join(", "))));
        if it.unit == "respondent" && !it.classified {
            blocks.push(Block::Paragraph(CHOICE.to_owned()));
        }
        blocks.push(together(it));
        if let Some(code) = it.codes.first() {
            blocks.push(match code.measures.len() > BESIDE {
                true => below(it),
                false => by_code(it),
            });
        }
    }
    Report {
        title: String::new(),
        blocks,
    }
}

/// What a row of each code is of.
fn is(it: &Comparison) -> &'static str {
    if it.classified { "value" } else { "code" }
}

fn together(it: &Comparison) -> Block {
    let name = match (it.codes.is_empty(), it.classified) {
        (true, _) => "measure",
        (false, true) => "all values together",
        (false, false) => "every decision on every code",
    };
    let columns = [
        (name, false),
        ("value", true),
        ("95 %", false),
        ("by", false),
    ];
    let rows = it.measures.iter().map(line).collect();
    Block::Table(Table::of_text(columns, rows))
}

/// Name, value or why there is none, limits and how they were found.
fn line(it: &Measured) -> Vec<String> {
    let limits = |it: Interval| format!("{} to {}", decimal(it.low), decimal(it.high));
    let value = match it.value {
        Ok(value) => decimal(value),
        Err(why) => why.to_string(),
    };
    let limits = it.interval.map_or_else(String::new, limits);
    vec![it.measure.clone(), value, limits, it.how.to_owned()]
}

/// A line for each code, its coefficients beside one another.
fn by_code(it: &Comparison) -> Block {
    let mut columns = vec![(is(it).to_owned(), false), ("n".to_owned(), true)];
    columns.extend(it.coders.iter().map(|name| (name.clone(), true)));
    let first = it.codes.first();
    let measures = first.into_iter().flat_map(|code| &code.measures);
    columns.extend(measures.map(|it| (short(&it.measure).to_owned(), false)));
    let row = |code: &OfComparedCode| {
        let mut row = vec![code.code.clone(), code.n.to_string()];
        row.extend(code.coded.iter().map(ToString::to_string));
        row.extend(code.measures.iter().map(cell));
        row
    };
    let rows = it.codes.iter().map(row).collect();
    Block::Table(Table::of_text(columns, rows))
}

/// A line for each part of the work.
fn over_time(comparisons: &[Comparison]) -> Block {
    let mut columns = vec![("period".to_owned(), false), ("n".to_owned(), true)];
    let first = comparisons.first();
    let measures = first.into_iter().flat_map(|it| &it.measures);
    columns.extend(measures.map(|it| (short(&it.measure).to_owned(), false)));
    let row = |it: &Comparison| {
        let mut row = vec![it.period.clone().unwrap_or_default(), it.n.to_string()];
        row.extend(it.measures.iter().map(cell));
        row
    };
    let rows = comparisons.iter().map(row).collect();
    Block::Table(Table::of_text(columns, rows))
}

/// A line for each code and coefficient.
fn below(it: &Comparison) -> Block {
    let columns = [
        (is(it), false),
        ("measure", false),
        ("value", true),
        ("95 %", false),
        ("by", false),
    ];
    let lines = |code: &OfComparedCode| {
        let row = |it: &Measured| [vec![code.code.clone()], line(it)].concat();
        code.measures.iter().map(row).collect::<Vec<_>>()
    };
    let rows = it.codes.iter().flat_map(lines).collect();
    Block::Table(Table::of_text(columns, rows))
}

/// A coefficient's name where there is little room.
fn short(name: &str) -> &str {
    match name {
        "percent_agreement" => "agreement",
        "cohen_kappa" => "Cohen κ",
        "fleiss_kappa" => "Fleiss κ",
        "krippendorff_alpha_nominal" => "Kripp. α",
        "gwet_ac1" => "Gwet AC1",
        other => other,
    }
}

/// `0.81 (.70–.92)`, or in a few words why there is no value.
fn cell(it: &Measured) -> String {
    match (it.value, it.interval) {
        (Ok(value), Some(limits)) => {
            let limit = |it| decimal(it).replacen("0.", ".", 1).replace("1.00", "1");
            let (low, high) = (limit(limits.low), limit(limits.high));
            format!("{} ({low}–{high})", decimal(value))
        }
        (Ok(value), None) => decimal(value),
        (Err(why), _) => {
            let why = why.to_string();
            why.split(':').next().unwrap_or_default().to_owned()
        }
    }
}

/// Two decimals. What rounds to nothing has no sign, and what is not 1 is not shown as 1.
fn decimal(value: f64) -> String {
    let text = format!("{value:.2}");
    match text.as_str() {
        "-0.00" => "0.00".to_owned(),
        "1.00" if value < 1.0 => ">0.99".to_owned(),
        _ => text,
    }
}
