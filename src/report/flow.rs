//! The flow of the sample, as a table and as a figure.

use serde_json::{Value as Json, json};

use super::behind::{Behind, Leads};
use super::chart::{Chart, Kind, Sankey};
use super::records::Records;
use super::shares::counted;
use super::table::{Cell, Column, Row, Table};
use super::tongue::Tongue;
use super::{Block, Report};
use crate::analysis::crosstab::Share;
use crate::analysis::flow::{NO_REASON, Names, SampleFlow, UNCLASSIFIED};
use crate::model::classification::UNSETTLED;

/// One line: its step, its name within the step (empty for the whole step), and how many of how many.
fn lines(flow: &SampleFlow) -> Vec<(&'static str, &str, Share, &'static str)> {
    let all = Share::of(flow.interviewed, flow.interviewed);
    let mut lines = vec![
        ("interviewed", "", all, "interviewed"),
        ("excluded", "", flow.excluded, "interviewed"),
    ];
    for (name, share) in &flow.reasons {
        lines.push(("excluded", name, *share, "excluded"));
    }
    lines.push(("kept", "", flow.kept, "interviewed"));
    for (name, share) in &flow.values {
        lines.push(("kept", name, *share, "kept"));
    }
    lines
}

/// Names of the respondents of a line.
fn people(flow: &SampleFlow, step: &str, value: &str) -> Vec<String> {
    let all = |of: &Names| of.values().flatten().cloned().collect();
    let one = |of: &Names| of.get(value).cloned().unwrap_or_default();
    match (step, value) {
        ("excluded", "") => all(&flow.of_reasons),
        ("kept", "") => all(&flow.of_values),
        ("excluded", _) => one(&flow.of_reasons),
        ("kept", _) => one(&flow.of_values),
        _ => Vec::new(),
    }
}

fn behind(flow: &SampleFlow) -> Vec<Behind> {
    let lines = lines(flow).into_iter().enumerate();
    let lead = |(row, (step, value, share, _)): (usize, (&str, &str, Share, &str))| {
        share.told()?;
        Some(Leads::people(&people(flow, step, value))?.from(row, 1))
    };
    lines.filter_map(lead).collect()
}

/// One row for each line.
pub fn records(flow: &SampleFlow) -> Records {
    let mut records = Records::new(&["step", "value", "n", "base", "of", "percent"]);
    for (step, value, share, of) in lines(flow) {
        let value = match value {
            "" => Json::Null,
            value => json!(value),
        };
        let percent = share.percent();
        records.rows.push(vec![
            json!(step),
            value,
            json!(share.told()),
            json!(share.told_base().filter(|base| *base > 0)),
            json!(of),
            json!(percent),
        ]);
    }
    records
}

/// The flow as a table.
pub fn report(flow: &SampleFlow) -> Report {
    let row = |(step, value, share, of): &(&str, &str, Share, &str)| {
        let name = match *value {
            "" => super::figure::capital(step),
            value => format!("– {value}"),
        };
        let percent = share
            .percent()
            .map_or(Cell::Empty, |value| Cell::Percent { value, decimals: 1 });
        let base = match share.told_base() {
            Some(base) if base > 0 => Cell::Text(format!("{of} (N={base})")),
            _ => Cell::Text((*of).to_owned()),
        };
        Row::Cells(vec![Cell::Text(name), counted(share.told()), percent, base])
    };
    let mut notes = Vec::new();
    let has = |of: &[(String, Share)], name: &str| of.iter().any(|it| it.0 == name);
    if has(&flow.values, UNSETTLED) {
        notes.push(
            "On those who are unsettled the classifiers differ, and nothing has been decided yet."
                .to_owned(),
        );
    }
    if has(&flow.values, UNCLASSIFIED) {
        notes.push(format!(
            "Of those not classified nobody has given the {}.",
            flow.attribute
        ));
    }
    if has(&flow.reasons, NO_REASON) {
        notes.push(match meant(flow) {
            Some(meant) => format!("Some are excluded without a reason: {meant}."),
            None => "Some are excluded without a reason.".to_owned(),
        });
    }
    if flow.without_notes > 0 {
        notes.push(format!(
            "{} of those kept have no notes.",
            flow.without_notes
        ));
    }
    let table = Table {
        caption: caption(flow, Tongue::English),
        columns: vec![
            Column::text("Respondents"),
            Column::number("N"),
            Column::number("%"),
            Column::text("of"),
        ],
        rows: lines(flow).iter().map(row).collect(),
        notes,
        behind: behind(flow),
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Table(table)],
    }
}

/// Where reasons are read from and the attribute that may be meant, if none is there.
pub fn meant(flow: &SampleFlow) -> Option<String> {
    let (expected, near) = flow.meant.as_ref()?;
    Some(format!(
        "reasons are read from `{expected}`, and the register has `{near}`"
    ))
}

fn caption(flow: &SampleFlow, tongue: Tongue) -> String {
    tongue.say(
        "From those interviewed to those kept, by {0} (N = {1} respondents)",
        &[&flow.attribute, &flow.interviewed],
    )
}

/// The flow as a figure.
pub fn chart(flow: &SampleFlow, tongue: Tongue) -> Chart {
    // What is open has a name of the program's.
    let open = [UNSETTLED, UNCLASSIFIED, NO_REASON];
    let shown = |name: &str| match open.contains(&name) {
        true => tongue.word(name).to_owned(),
        false => name.to_owned(),
    };
    let word = |english: &str| tongue.word(english).to_owned();
    let names = |of: &[(String, Share)]| of.iter().map(|it| shown(&it.0)).collect::<Vec<_>>();
    let (kept, reasons) = (names(&flow.values), names(&flow.reasons));
    let mut flows = vec![
        (0, 0, 0, flow.kept.n as f64),
        (0, 0, 1, flow.excluded.n as f64),
    ];
    let ends = flow
        .values
        .iter()
        .map(|it| (0, it))
        .chain(flow.reasons.iter().map(|it| (1, it)));
    for (to, (from, (_, share))) in ends.enumerate() {
        flows.push((1, from, to, share.n as f64));
    }
    // The bands in their order: kept, excluded, then what either consists of.
    let mut steps = vec![("kept", ""), ("excluded", "")];
    steps.extend(flow.values.iter().map(|it| ("kept", it.0.as_str())));
    steps.extend(flow.reasons.iter().map(|it| ("excluded", it.0.as_str())));
    let behind = steps
        .into_iter()
        .enumerate()
        .filter_map(|(row, (step, value))| {
            Some(Leads::people(&people(flow, step, value))?.from(row, 2))
        });
    let behind = match flow.is_partial() {
        true => Vec::new(),
        false => behind.collect(),
    };
    let in_words = |of: &[(String, Share)]| {
        let parts = of
            .iter()
            .map(|(name, share)| format!("{} {}", share.n, shown(name)));
        parts.collect::<Vec<_>>().join(", ")
    };
    Chart {
        title: word("The flow of the sample"),
        caption: caption(flow, tongue),
        alt: tongue.say(
            "Of {0} respondents {1} were kept ({2}) and {3} excluded ({4}).",
            &[
                &flow.interviewed,
                &flow.kept.n,
                &in_words(&flow.values),
                &flow.excluded.n,
                &in_words(&flow.reasons),
            ],
        ),
        tongue,
        behind,
        kind: Kind::Sankey(Sankey {
            numbers: true,
            measure: word("respondents"),
            layers: vec![
                (word("register"), vec![word("interviewed")]),
                (word("sample"), vec![word("kept"), word("excluded")]),
                (
                    tongue.say("{0}, or why excluded", &[&flow.attribute]),
                    kept.into_iter().chain(reasons).collect(),
                ),
            ],
            flows,
        }),
    }
}
