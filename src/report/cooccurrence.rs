//! Codes together: the pairs, most frequent first, and the square of all of them.

use serde_json::json;

use super::behind::{Behind, Leads, any};
use super::records::Records;
use super::shares::{counted as told, suppressed, whole};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::cooccurrence::{Cooccurrence, Pair, Together};
use crate::model::study::Study;

/// The square is shown for so many codes at most.
const SQUARE: usize = 25;

fn key<'s>(study: &'s Study, found: &Cooccurrence, at: usize) -> &'s str {
    study
        .codes
        .get(&found.rows[at].code)
        .map_or("", |it| it.key.as_str())
}

/// One object: every code with its units, every pair that occurs.
pub fn json(study: &Study, found: &Cooccurrence) -> String {
    let codes = (0..found.rows.len())
        .map(|at| json!({ "code": key(study, found, at), "n": found.units[at] }));
    let pairs = found.pairs.iter().map(|pair| {
        json!({
            "code": key(study, found, pair.one),
            "other_code": key(study, found, pair.other),
            "n": pair.n,
            "base": found.units[pair.one],
            "other_base": found.units[pair.other],
            "jaccard": found.jaccard(pair),
            "share_of_rarer": found.share_of_rarer(pair),
        })
    });
    let object = json!({
        "unit": found.together.name(),
        "counted": found.together.counted(),
        "base": found.all,
        "codes": codes.collect::<Vec<_>>(),
        "pairs": pairs.collect::<Vec<_>>(),
        "suppressed": suppressed(found.suppressed.as_ref()),
    });
    // Names are strings and numbers are finite, so nothing here can fail to be written.
    serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
}

/// One row for each pair that occurs.
pub fn records(study: &Study, found: &Cooccurrence) -> Records {
    let mut records = Records::new(&[
        "unit",
        "code",
        "other_code",
        "n",
        "base",
        "other_base",
        "jaccard",
        "share_of_rarer",
    ]);
    records.rows.extend(found.pairs.iter().map(|pair| {
        vec![
            json!(found.together.name()),
            json!(key(study, found, pair.one)),
            json!(key(study, found, pair.other)),
            json!(pair.n),
            json!(found.units[pair.one]),
            json!(found.units[pair.other]),
            json!(found.jaccard(pair)),
            json!(found.share_of_rarer(pair)),
        ]
    }));
    records
}

/// Where what two codes share leads: to the respondents with both, else to words.
pub(super) fn shared(study: &Study, found: &Cooccurrence, pair: &Pair) -> Option<Leads> {
    let (one, other) = (key(study, found, pair.one), key(study, found, pair.other));
    if pair.n == 0 {
        return None;
    }
    let with = || -> Vec<String> {
        let names = pair.with.iter().filter_map(|at| found.names.get(*at));
        names.cloned().collect()
    };
    Some(match found.together {
        Together::Respondent => Leads::people(&with())?,
        Together::Source => Leads::Quotes {
            codes: vec![one.to_owned(), other.to_owned()],
            query: any("source", &with())?,
        },
        Together::Passage => Leads::Quotes {
            codes: vec![one.to_owned(), other.to_owned()],
            query: format!("code:\"{one}\" AND code:\"{other}\""),
        },
        Together::Overlap => {
            Leads::quotes(one, format!("code:\"{one}\" OVERLAPS code:\"{other}\""))
        }
        Together::Near(reach) => Leads::Passages(format!(
            "(code:\"{one}\" BEFORE/{reach} code:\"{other}\") OR (code:\"{other}\" BEFORE/{reach} code:\"{one}\") \
             OR (code:\"{one}\" OVERLAPS code:\"{other}\")"
        )),
    })
}

/// Where a code leads: to its quotes.
pub(super) fn of_code(study: &Study, found: &Cooccurrence, at: usize) -> Leads {
    Leads::quotes(key(study, found, at), "")
}

/// The most frequent pairs, and the square where there are few codes.
pub fn report(study: &Study, found: &Cooccurrence, limit: usize) -> Report {
    let mut pairs: Vec<&Pair> = found.pairs.iter().collect();
    pairs.sort_by(|a, b| b.n.cmp(&a.n).then((a.one, a.other).cmp(&(b.one, b.other))));
    let share = |value: Option<f64>| match value {
        Some(value) => Cell::Number { value, decimals: 2 },
        None => Cell::Empty,
    };
    let row = |pair: &&Pair| {
        Row::Cells(vec![
            Cell::Text(key(study, found, pair.one).to_owned()),
            Cell::Text(key(study, found, pair.other).to_owned()),
            whole(pair.n),
            whole(found.units[pair.one]),
            whole(found.units[pair.other]),
            share(found.jaccard(pair)),
            share(found.share_of_rarer(pair)),
        ])
    };
    let (counted, units) = (found.together.counted(), found.together.units());
    let mut notes = vec![format!(
        "Both: {counted} with both codes. Of the one, of the other: {units} with the code. c is the coefficient of \
         Jaccard, both over either. Of the rarer: the share of the rarer code's {units} that have the other too."
    )];
    if pairs.iter().any(|pair| found.jaccard(pair).is_none()) {
        notes.push("No c stands where there are more pairs than it can hold: segments of one code overlap several of the other.".to_owned());
    }
    if let Some(it) = &found.suppressed {
        notes.push(format!(
            "Pairs and codes of fewer than {} respondents are left out ({} of them); where nothing stands, there may be none or a few.",
            it.threshold, it.cells
        ));
    }
    if pairs.len() > limit {
        notes.push(format!(
            "The first {limit} of {} pairs; `--format csv` has all.",
            pairs.len()
        ));
    }
    let of_all = found
        .all
        .map_or_else(String::new, |all| format!(" (N={all})"));
    let list = Table {
        caption: format!("Codes together, by {}{of_all}", found.together.name()),
        columns: vec![
            Column::text("Code"),
            Column::text("Other code"),
            Column::number("both"),
            Column::number("of the one"),
            Column::number("of the other"),
            Column::number("c"),
            Column::number("of the rarer"),
        ],
        rows: pairs.iter().take(limit).map(row).collect(),
        notes,
        behind: behind_pairs(study, found, &pairs[..limit.min(pairs.len())]),
    };
    let mut blocks = vec![Block::Table(list)];
    if found.rows.len() <= SQUARE && found.rows.len() > 2 {
        blocks.push(Block::Table(square(study, found)));
    }
    Report {
        title: String::new(),
        blocks,
    }
}

fn behind_pairs(study: &Study, found: &Cooccurrence, pairs: &[&Pair]) -> Vec<Behind> {
    let mut behind = Vec::new();
    for (row, pair) in pairs.iter().enumerate() {
        behind.extend(shared(study, found, pair).map(|it| it.from(row, 2)));
        behind.push(of_code(study, found, pair.one).from(row, 3));
        behind.push(of_code(study, found, pair.other).from(row, 4));
    }
    behind
}

/// What the cells of the square stand for, with the first of its columns of numbers.
pub(super) fn behind_square(study: &Study, found: &Cooccurrence, first: usize) -> Vec<Behind> {
    let mut behind = Vec::new();
    for pair in &found.pairs {
        for (row, column) in [(pair.one, pair.other), (pair.other, pair.one)] {
            let leads = shared(study, found, pair);
            behind.extend(leads.map(|it| it.from(row, first + column)));
        }
    }
    behind
}

/// Every code with every other; on the diagonal what the code has.
fn square(study: &Study, found: &Cooccurrence) -> Table {
    let width = found.rows.len();
    let mut counts = vec![vec![0; width]; width];
    for (at, row) in counts.iter_mut().enumerate() {
        row[at] = found.units[at];
    }
    for pair in &found.pairs {
        counts[pair.one][pair.other] = pair.n;
        counts[pair.other][pair.one] = pair.n;
    }
    let mut columns = vec![Column::text("Code"), Column::number("")];
    columns.extend((1..=width).map(|at| Column::number(at.to_string())));
    let row = |(at, counts): (usize, &Vec<u64>)| {
        let mut cells = vec![
            Cell::Text(key(study, found, at).to_owned()),
            whole(at as u64 + 1),
        ];
        // A gap may be none or a few.
        let is_told = |it: &u64| found.suppressed.is_none() || *it > 0;
        cells.extend(counts.iter().map(|it| told(is_told(it).then_some(*it))));
        Row::Cells(cells)
    };
    let mut behind = behind_square(study, found, 2);
    let of_code = |at: usize| of_code(study, found, at).from(at, 2 + at);
    behind.extend((0..width).filter(|at| found.units[*at] > 0).map(of_code));
    Table {
        caption: format!("Every code with every other, by {}", found.together.name()),
        behind,
        columns,
        rows: counts.iter().enumerate().map(row).collect(),
        notes: vec![format!(
            "Columns are the codes in the order of the rows. On the diagonal: {} with the code.",
            found.together.units()
        )],
    }
}
