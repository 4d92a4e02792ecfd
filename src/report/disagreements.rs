//! The words that coders differ about, side by side, and what the differences come from.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::records::Records;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::agreement::continuum::Mark;
use crate::analysis::agreement::disagreements::{Confusion, Difference, Kind};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::redact::Mask;
use crate::model::source::Source;
use crate::model::span::Positions;
use crate::model::study::Study;

/// A difference with the text that it is about.
#[derive(Debug, Clone)]
pub struct Case<'c> {
    /// The source.
    pub source: &'c Source,
    /// Its text.
    pub text: &'c str,
    /// What of it is not printed.
    pub mask: &'c Mask,
    /// The difference.
    pub difference: Difference,
}

/// What numbers of coders and codes stand for.
#[derive(Debug, Clone)]
pub struct Names<'s> {
    study: &'s Study,
    coders: Vec<&'s str>,
    codes: Vec<&'s str>,
}

impl<'s> Names<'s> {
    /// The names of these coders and codes.
    pub fn new(study: &'s Study, coders: &[CoderId], codes: &[CodeId]) -> Self {
        let coder = |id: &CoderId| study.coders.get(id).map_or("", |it| it.name.as_str());
        let code = |id: &CodeId| study.codes.get(id).map_or("", |it| it.key.as_str());
        Self {
            study,
            coders: coders.iter().map(coder).collect(),
            codes: codes.iter().map(code).collect(),
        }
    }

    fn code(&self, mark: Option<Mark>) -> Option<&'s str> {
        mark.map(|mark| self.codes[mark.code])
    }
}

fn words(case: &Case<'_>, start: usize, end: usize) -> String {
    let positions = Positions::of(case.text);
    let span = positions.span(start, end).ok();
    span.map_or_else(String::new, |span| {
        case.mask.words(case.text, span).into_owned()
    })
}

/// One row for each difference; positions in characters.
pub fn records(names: &Names<'_>, cases: &[Case<'_>]) -> Records {
    let mut records = Records::new(&[
        "kind",
        "source",
        "respondent",
        "start",
        "end",
        "text",
        "coder",
        "code",
        "words",
        "other_coder",
        "other_code",
        "other_words",
        "distance",
        "cost",
    ]);
    for case in cases {
        let it = &case.difference;
        let (start, end) = it.place();
        let who = case
            .source
            .respondent
            .and_then(|id| names.study.respondents.get(&id));
        let [(one, mine), (other, theirs)] = it.marks;
        let said = |mark: Option<Mark>| -> Json {
            json!(mark.map(|mark| words(case, mark.start, mark.end)))
        };
        records.rows.push(vec![
            json!(it.kind.name()),
            json!(case.source.name),
            json!(who.map(|who| who.name.as_str())),
            json!(start),
            json!(end),
            json!(words(case, start, end)),
            json!(names.coders[one]),
            json!(names.code(mine)),
            said(mine),
            json!(names.coders[other]),
            json!(names.code(theirs)),
            said(theirs),
            json!(it.distance),
            json!(it.cost),
        ]);
    }
    records
}

/// More codes than these are no matrix that anybody reads.
const WIDE: usize = 24;

/// The confusion matrix of the codes that occur in it; `None` where there are too many.
fn matrix(names: &Names<'_>, confusion: &Confusion) -> Option<Table> {
    let used: BTreeSet<usize> = confusion.keys().flatten().flatten().copied().collect();
    if used.is_empty() || used.len() > WIDE {
        return None;
    }
    let sides: Vec<Option<usize>> = used.into_iter().map(Some).chain([None]).collect();
    let name = |side: Option<usize>| side.map_or("nothing", |code| names.codes[code]);
    let (one, other) = match names.coders.as_slice() {
        [one, other] => (*one, *other),
        _ => ("one", "the other"),
    };
    let mut columns = vec![Column::text(one)];
    columns.extend(
        sides
            .iter()
            .map(|side| Column::number(name(*side)).under(other)),
    );
    let row = |side: &Option<usize>| {
        let of = |with: &Option<usize>| match confusion.get(&[*side, *with]) {
            Some(n) => Cell::count(*n),
            None if side.is_none() && with.is_none() => Cell::Empty,
            None => Cell::count(0),
        };
        let mut cells = vec![Cell::Text(name(*side).to_owned())];
        cells.extend(sides.iter().map(of));
        Row::Cells(cells)
    };
    Some(Table {
        caption: "Confusion matrix".to_owned(),
        columns,
        rows: sides.iter().map(row).collect(),
        notes: vec![
            "Segments of one coder beside those of the other that share most words with them: the same code first, then \
             another one, then nothing."
                .to_owned(),
        ],
        ..Table::default()
    })
}

/// How much each kind costs, which codes are taken for each other, and the cases themselves.
pub fn report(
    names: &Names<'_>,
    confusion: &Confusion,
    all: &[Case<'_>],
    shown: &[Case<'_>],
) -> Report {
    let cost = |cases: &mut dyn Iterator<Item = &Case<'_>>| -> usize {
        cases.map(|case| case.difference.cost).sum()
    };
    let total = cost(&mut all.iter());
    let kinds = [Kind::OnlyOne, Kind::DifferentCode, Kind::DifferentBorders];
    let rows = kinds.map(|kind| {
        let of_kind = || all.iter().filter(|case| case.difference.kind == kind);
        let lost = cost(&mut of_kind());
        let share = if total == 0 {
            0.0
        } else {
            100.0 * lost as f64 / total as f64
        };
        vec![
            kind.name().to_owned(),
            of_kind().count().to_string(),
            lost.to_string(),
            format!("{share:.0} %"),
        ]
    });
    let table = |columns: &[(&str, bool)], rows| {
        Block::Table(Table::of_text(columns.iter().copied(), rows))
    };
    let mut blocks = vec![
        Block::Paragraph(format!(
            "{} differences; they cost {total} decisions on single characters",
            all.len()
        )),
        table(
            &[
                ("kind", false),
                ("cases", true),
                ("cost", true),
                ("of all", true),
            ],
            rows.to_vec(),
        ),
    ];
    let confused = confused(names, all);
    if !confused.is_empty() {
        let columns = [
            ("one code", false),
            ("the other", false),
            ("cases", true),
            ("cost", true),
        ];
        blocks.push(table(&columns, confused));
    }
    blocks.extend(matrix(names, confusion).map(Block::Table));
    for case in shown {
        let it = &case.difference;
        let (start, end) = it.place();
        let mut heading = format!("{} {start}–{end}: {}", case.source.name, it.kind.name());
        if it.distance > 0 {
            heading += &format!(" ({} characters apart)", it.distance);
        }
        blocks.push(Block::Heading {
            level: 3,
            text: heading,
        });
        blocks.extend(it.marks.iter().map(|(coder, mark)| {
            let who = names.coders[*coder];
            Block::Paragraph(match mark {
                Some(mark) => {
                    let said = words(case, mark.start, mark.end).replace('\n', " ");
                    format!("{who}, {}: {said}", names.codes[mark.code])
                }
                None => format!("{who}: nothing"),
            })
        }));
    }
    Report {
        title: String::new(),
        blocks,
    }
}

/// Pairs of codes given to the same words, the most costly first.
fn confused(names: &Names<'_>, cases: &[Case<'_>]) -> Vec<Vec<String>> {
    let mut pairs: BTreeMap<[&str; 2], (usize, usize)> = BTreeMap::new();
    for case in cases
        .iter()
        .filter(|it| it.difference.kind == Kind::DifferentCode)
    {
        let [one, other] = case
            .difference
            .marks
            .map(|(_, mark)| names.code(mark).unwrap_or_default());
        let (count, cost) = pairs.entry([one.min(other), one.max(other)]).or_default();
        *count += 1;
        *cost += case.difference.cost;
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_by_key(|(_, (_, cost))| std::cmp::Reverse(*cost));
    pairs
        .into_iter()
        .map(|([one, other], (count, cost))| {
            vec![
                one.to_owned(),
                other.to_owned(),
                count.to_string(),
                cost.to_string(),
            ]
        })
        .collect()
}
