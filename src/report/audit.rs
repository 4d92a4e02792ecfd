//! An audit as a document for the writer of the draft, and as one object for machines.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value as Json, json};

use super::records::Records;
use super::table::Table;
use super::{Block, QuoteBlock, Report};
use crate::audit::examine::Judged;
use crate::audit::finding::{Finding, Verdict};
use crate::audit::numbers::Checked;

#[derive(Serialize)]
struct Object<'c> {
    summary: Map<String, Json>,
    claims: Vec<ClaimObject<'c>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    numbers: Option<Vec<Json>>,
}

#[derive(Serialize)]
struct ClaimObject<'c> {
    claim: usize,
    place: &'c str,
    quote: &'c str,
    respondent: Option<&'c str>,
    category: Option<String>,
    gender: Option<&'c str>,
    age: Option<u32>,
    verdict: Option<&'c str>,
    findings: Vec<FindingObject<'c>>,
    source: Option<&'c str>,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Serialize)]
struct FindingObject<'c> {
    finding: &'c str,
    detail: &'c str,
    expected: Option<&'c str>,
}

impl<'c> ClaimObject<'c> {
    fn of(it: &'c Judged) -> Self {
        let who = it.claim.attribution.as_ref();
        let finding = |it: &'c Finding| FindingObject {
            finding: it.fault.name(),
            detail: &it.detail,
            expected: it.expected.as_deref(),
        };
        Self {
            claim: it.claim.number,
            place: &it.claim.place,
            quote: &it.claim.quote,
            respondent: who.and_then(|it| it.respondent.as_deref()),
            category: who
                .filter(|it| !it.categories.is_empty())
                .map(|it| it.categories.join(", ")),
            gender: who.and_then(|it| it.genders.first()).map(String::as_str),
            age: who.and_then(|it| it.ages.first()).copied(),
            verdict: it.verdict.map(Verdict::name),
            findings: it.findings.iter().map(finding).collect(),
            source: it.source.as_deref(),
            start: it.place.map(|it| it.0),
            end: it.place.map(|it| it.1),
        }
    }
}

/// The verdict as people read it.
fn verdict(it: &Judged) -> &'static str {
    it.verdict.map_or("by itself", Verdict::name)
}

/// What an audit comes to.
struct Summary {
    claims: usize,
    attributed: usize,
    wrong: usize,
    findings: usize,
    verdicts: BTreeMap<&'static str, usize>,
    faults: BTreeMap<&'static str, usize>,
    unlisted: Vec<String>,
}

impl Summary {
    fn of(judged: &[Judged]) -> Self {
        let mut summary = Self {
            claims: judged.len(),
            attributed: 0,
            wrong: 0,
            findings: 0,
            verdicts: BTreeMap::new(),
            faults: BTreeMap::new(),
            unlisted: Vec::new(),
        };
        for it in judged {
            let named = it
                .claim
                .attribution
                .as_ref()
                .is_some_and(|it| it.respondent.is_some());
            summary.attributed += usize::from(named);
            summary.wrong += usize::from(!it.findings.is_empty());
            summary.findings += it.findings.len();
            if let Some(verdict) = it.verdict {
                *summary.verdicts.entry(verdict.name()).or_default() += 1;
            }
            // A claim with several findings of one kind is one claim.
            let kinds: BTreeSet<&str> = it.findings.iter().map(|it| it.fault.name()).collect();
            for kind in kinds {
                *summary.faults.entry(kind).or_default() += 1;
            }
            summary.unlisted.extend(it.unlisted.clone());
        }
        summary.unlisted.sort();
        summary.unlisted.dedup();
        summary
    }
}

/// One object: a summary, every claim with its findings, and the numbers if they were asked for.
pub fn json(judged: &[Judged], numbers: Option<&[Checked]>) -> String {
    let of = Summary::of(judged);
    let mut summary = Map::new();
    for (name, value) in [
        ("claims", json!(of.claims)),
        ("attributed", json!(of.attributed)),
        ("claims_with_findings", json!(of.wrong)),
        ("findings", json!(of.findings)),
        ("verdicts", json!(of.verdicts)),
        ("by_finding", json!(of.faults)),
        ("negation_not_checked", json!(of.unlisted)),
    ] {
        summary.insert(name.to_owned(), value);
    }
    let object = Object {
        summary,
        claims: judged.iter().map(ClaimObject::of).collect(),
        numbers: numbers.map(super::numbers::json),
    };
    // Names are strings and numbers are whole, so nothing here can fail to be written.
    let mut text = serde_json::to_string_pretty(&object).unwrap_or_default();
    text.push('\n');
    text
}

/// One row for each finding, and one for each claim that has none.
pub fn records(judged: &[Judged]) -> Records {
    let mut records = Records::new(&[
        "claim",
        "place",
        "quote",
        "respondent",
        "category",
        "gender",
        "age",
        "verdict",
        "finding",
        "detail",
        "expected",
        "source",
        "start",
        "end",
    ]);
    for it in judged {
        let claim = ClaimObject::of(it);
        let mut row = |finding: Option<&FindingObject<'_>>| {
            records.rows.push(vec![
                json!(claim.claim),
                json!(claim.place),
                json!(claim.quote),
                json!(claim.respondent),
                json!(claim.category),
                json!(claim.gender),
                json!(claim.age),
                json!(claim.verdict),
                json!(finding.map(|it| it.finding)),
                json!(finding.map(|it| it.detail)),
                json!(finding.and_then(|it| it.expected)),
                json!(claim.source),
                json!(claim.start),
                json!(claim.end),
            ]);
        };
        match claim.findings.as_slice() {
            [] => row(None),
            findings => findings.iter().for_each(|it| row(Some(it))),
        }
    }
    records
}

/// The findings for people, in the order of the draft; claims without findings are only counted. The
/// numbers stand behind them, if they were asked for.
pub fn report(judged: &[Judged], numbers: Option<&[Checked]>, draft: &str) -> Report {
    let of = Summary::of(judged);
    let mut blocks = vec![Block::Paragraph(in_words(&of, draft))];
    if !of.faults.is_empty() {
        let rows = of.faults.iter();
        let rows = rows.map(|(name, n)| vec![(*name).to_owned(), n.to_string()]);
        blocks.push(Block::Table(Table::of_text(
            [("finding", false), ("claims", true)],
            rows.collect(),
        )));
    }
    if !of.unlisted.is_empty() {
        blocks.push(Block::Paragraph(format!(
            "No list of words that deny for: {}. There a lost `not` is only found as a changed word, and not inside a marked omission.",
            of.unlisted.join(", ")
        )));
    }
    for it in judged.iter().filter(|it| !it.findings.is_empty()) {
        blocks.extend(of_claim(it));
    }
    blocks.extend(numbers.map_or_else(Vec::new, super::numbers::blocks));
    Report {
        title: format!("Audit of {draft}"),
        blocks,
    }
}

fn in_words(of: &Summary, draft: &str) -> String {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let verdicts: Vec<String> = of
        .verdicts
        .iter()
        .map(|(name, n)| format!("{} {n}", name.replace('_', " ")))
        .collect();
    let all = count(of.claims, "claim", "claims");
    let verdicts = match verdicts.is_empty() {
        true => String::new(),
        false => format!(" ({})", verdicts.join(", ")),
    };
    match of.wrong {
        0 => format!("{draft}: {all}, none with a finding{verdicts}."),
        wrong => {
            let wrong = count(wrong, "with a finding", "with findings");
            format!("{draft}: {all}, {wrong}{verdicts}.")
        }
    }
}

/// A finding as a comment in the draft.
pub fn lines(finding: &Finding) -> String {
    let mend = finding.expected.as_ref();
    let mend = mend.map_or_else(String::new, |it| format!("\nExpected: {it}"));
    format!("{}: {}{mend}", finding.fault.name(), finding.detail)
}

fn of_claim(it: &Judged) -> Vec<Block> {
    let attribution = it
        .claim
        .attribution
        .as_ref()
        .map_or("", |it| it.text.as_str());
    let mut blocks = vec![
        Block::Heading {
            level: 2,
            text: format!(
                "Claim {}, {}: {}",
                it.claim.number,
                it.claim.place,
                verdict(it).replace('_', " ")
            ),
        },
        Block::Quote(QuoteBlock {
            text: it.claim.quote.clone(),
            attribution: attribution.to_owned(),
            ..QuoteBlock::default()
        }),
    ];
    for finding in &it.findings {
        let mend = finding
            .expected
            .as_ref()
            .map(|it| format!(" Expected: `{it}`."));
        blocks.push(Block::Paragraph(format!(
            "{}: {}.{}",
            finding.fault.name(),
            finding.detail,
            mend.unwrap_or_default()
        )));
    }
    if let (Some(source), Some((start, end))) = (&it.source, it.place) {
        blocks.push(Block::Paragraph(format!(
            "In source {source}, characters {start} to {end}:"
        )));
        blocks.push(Block::Quote(QuoteBlock {
            text: it.passage.clone(),
            ..QuoteBlock::default()
        }));
    }
    blocks
}
