//! New codes interview by interview.

use serde_json::json;

use super::behind::{Behind, Leads, term};
use super::records::Records;
use super::shares::whole;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::saturation::{InSteps, Interview, Run, Saturation};
use crate::model::study::Study;

fn name<'s>(study: &'s Study, it: &Interview) -> &'s str {
    study
        .sources
        .get(&it.source)
        .map_or("", |it| it.name.as_str())
}

fn keys(study: &Study, it: &Interview) -> Vec<String> {
    let codes = it.new.iter().filter_map(|id| study.codes.get(id));
    codes.map(|it| it.key.clone()).collect()
}

/// The run that ends with an interview (numbers from 1).
fn ending(found: &Saturation, number: usize) -> Option<&Run> {
    found.runs.iter().find(|run| run.to == number)
}

/// One object.
pub fn json(study: &Study, found: &Saturation) -> String {
    let run = |it: &Run| json!({ "from": it.from, "to": it.to, "new": it.new, "ratio": it.ratio });
    let interviews = found.interviews.iter().zip(1..).map(|(it, number)| {
        json!({
            "number": number, "source": name(study, it), "place": it.place,
            "n": it.codes, "new": keys(study, it), "so_far": it.so_far,
        })
    });
    let object = json!({
        "base_size": found.settings.base,
        "run_length": found.settings.run,
        "threshold": found.settings.threshold,
        "base": found.base,
        "runs": found.runs.iter().map(run).collect::<Vec<_>>(),
        "reached_at": found.reached.map(|it| it.from - 1),
        "confirmed_by": found.reached.as_ref().map(run),
        "interviews": interviews.collect::<Vec<_>>(),
    });
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// One row for each interview, with the run that ends with it.
pub fn records(study: &Study, found: &Saturation) -> Records {
    let mut records = Records::new(&[
        "number",
        "source",
        "place",
        "n",
        "new",
        "new_codes",
        "so_far",
        "run_new",
        "run_ratio",
    ]);
    records
        .rows
        .extend(found.interviews.iter().zip(1..).map(|(it, number)| {
            let run = ending(found, number);
            vec![
                json!(number),
                json!(name(study, it)),
                json!(it.place),
                json!(it.codes),
                json!(it.new.len()),
                json!(keys(study, it)),
                json!(it.so_far),
                json!(run.map(|it| it.new)),
                json!(run.and_then(|it| it.ratio)),
            ]
        }));
    records
}

/// Names lead to their source, numbers of codes to the quotes of these.
fn behind(study: &Study, found: &Saturation) -> Vec<Behind> {
    let mut behind = Vec::new();
    for (row, it) in found.interviews.iter().enumerate() {
        let name = name(study, it).to_owned();
        let Some(query) = term("source", &name) else {
            continue;
        };
        behind.push(Leads::Source { name, at: None }.from(row, 1));
        let of = |codes| Leads::Quotes {
            codes,
            query: query.clone(),
        };
        behind.push(of(Vec::new()).from(row, 3));
        let new = keys(study, it);
        if !new.is_empty() {
            behind.push(of(new).from(row, 4));
        }
    }
    behind
}

/// The verdict and the table.
pub fn report(study: &Study, found: &Saturation, order: &str) -> Report {
    let settings = found.settings;
    let mut rows = Vec::new();
    for (it, number) in found.interviews.iter().zip(1..) {
        let run = ending(found, number);
        rows.push(Row::Cells(vec![
            whole(number as u64),
            Cell::Text(name(study, it).to_owned()),
            it.place.clone().map_or(Cell::Empty, Cell::Text),
            whole(it.codes as u64),
            whole(it.new.len() as u64),
            whole(it.so_far as u64),
            run.map_or(Cell::Empty, |it| whole(it.new as u64)),
            match run.and_then(|it| it.ratio) {
                Some(ratio) => Cell::Percent {
                    value: 100.0 * ratio,
                    decimals: 1,
                },
                None => Cell::Empty,
            },
        ]));
    }
    // Without the dust of the division by 100.
    let percent = (1e5 * settings.threshold).round() / 1e3;
    let verdict = match (found.base, found.reached) {
        (None, _) => format!(
            "There are {} coded interviews; a base of {} needs more.",
            found.interviews.len(),
            settings.base
        ),
        (Some(base), Some(run)) => format!(
            "New information is at or below {percent} % after interview {}: interviews {} to {} bring {} codes that are \
             new, beside {base} in the first {} ({}+{}).",
            run.from - 1,
            run.from,
            run.to,
            run.new,
            settings.base,
            run.from - 1,
            settings.run
        ),
        (Some(base), None) => format!(
            "New information does not fall to {percent} % in {} interviews; the first {} have {base} codes.",
            found.interviews.len(),
            settings.base
        ),
    };
    let mut notes = vec![format!(
        "Guest, Namey and Chen (2020): base size {}, run length {}, threshold {percent} %. A run is {} interviews that \
         follow each other; its new codes are over the codes of the base. Interviews are in the order of {order}; those \
         without codings are left out, and so are codes above others unless given themselves.",
        settings.base, settings.run, settings.run
    )];
    if found.without_place > 0 {
        notes.push(format!(
            "{} interviews have no value of {order}; they come last.",
            found.without_place
        ));
    }
    let table = Table {
        caption: "New codes interview by interview".to_owned(),
        columns: vec![
            Column::number("No."),
            Column::text("Source"),
            Column::text(order),
            Column::number("codes"),
            Column::number("new"),
            Column::number("so far"),
            Column::number("new in run"),
            Column::number("of base, %"),
        ],
        rows,
        notes,
        behind: behind(study, found),
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Paragraph(verdict), Block::Table(table)],
    }
}

/// The same in steps, as one object.
pub fn json_in_steps(found: &InSteps) -> String {
    let steps = found.steps.iter();
    let steps = steps.map(|(number, so_far)| json!({ "number": number, "so_far": so_far }));
    let object = json!({
        "base_size": found.settings.base,
        "run_length": found.settings.run,
        "threshold": found.settings.threshold,
        "reached_at": found.reached_at,
        "n": found.interviews,
        "steps": steps.collect::<Vec<_>>(),
    });
    // Numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// The same in steps, one row for each.
pub fn records_in_steps(found: &InSteps) -> Records {
    let mut records = Records::new(&["number", "so_far"]);
    let steps = found.steps.iter();
    records
        .rows
        .extend(steps.map(|(number, so_far)| vec![json!(number), json!(so_far)]));
    records
}

/// The same in steps, with the verdict.
pub fn report_in_steps(found: &InSteps, least: usize) -> Report {
    let percent = (1e5 * found.settings.threshold).round() / 1e3;
    let verdict = match found.reached_at {
        Some(at) => format!("New information is at or below {percent} % after interview {at}."),
        None => format!(
            "New information does not fall to {percent} % in {} interviews.",
            found.interviews
        ),
    };
    let row = |(number, so_far): &(usize, usize)| {
        Row::Cells(vec![whole(*number as u64), whole(*so_far as u64)])
    };
    let table = Table {
        caption: format!("Different codes (n = {} interviews)", found.interviews),
        columns: vec![Column::number("interviews"), Column::number("codes so far")],
        rows: found.steps.iter().map(row).collect(),
        notes: vec![
            format!(
                "Guest, Namey and Chen (2020): base size {}, run length {}, threshold {percent} %. Interviews are in the order of their public names.",
                found.settings.base, found.settings.run
            ),
            format!(
                "Every interview is of one respondent, so that codes are told after every {least} interviews and of none by itself."
            ),
        ],
        ..Table::default()
    };
    Report {
        title: String::new(),
        blocks: vec![Block::Paragraph(verdict), Block::Table(table)],
    }
}
