//! Passages that answer a query: as paragraphs under their sources, as keywords in context, as rows.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::quotes::json_value;
use super::records::Records;
use super::table::Table;
use super::{Block, Report};
use crate::model::answer::Hit;
use crate::model::attribution::Template;
use crate::model::respondent::Respondent;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::study::Study;

/// Columns of context on each side of a keyword.
const CONTEXT: usize = 30;

/// How much answers, whether or not all of it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// Passages.
    pub passages: usize,
    /// Sources that they are in.
    pub sources: usize,
    /// Respondents whose sources those are.
    pub respondents: usize,
    /// Counts of fewer respondents are not said; 0 says all.
    pub least: usize,
}

impl Counts {
    /// Whether they are of too few respondents to be said.
    pub fn are_few(self) -> bool {
        self.respondents < self.least
    }
}

/// `12 passages in 9 sources of 9 respondents`.
pub fn counted(counts: Counts) -> String {
    if counts.are_few() {
        return format!("Passages of fewer than {} respondents", counts.least);
    }
    let many = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    format!(
        "{} in {} of {}",
        many(counts.passages, "passage"),
        many(counts.sources, "source"),
        many(counts.respondents, "respondent")
    )
}

/// Passages as paragraphs. Each run of passages of one source stands under its name and attribution.
pub fn report(study: &Study, hits: &[Hit], counts: Counts, template: &Template) -> Report {
    let mut blocks = vec![Block::Paragraph(counted(counts))];
    for run in hits.chunk_by(|one, next| one.source == next.source) {
        let Some(source) = study.sources.get(&run[0].source) else {
            continue;
        };
        let attribution = template.fill(respondent(study, source));
        blocks.push(Block::Heading {
            level: 2,
            text: format!("{} {attribution}", source.name)
                .trim_end()
                .to_owned(),
        });
        blocks.extend(run.iter().map(|hit| {
            let (said, marks) = shown(hit);
            Block::Passage {
                number: hit.passage + 1,
                speaker: hit.speaker.clone().unwrap_or_default(),
                text: said,
                marks,
                language: source.language.clone(),
            }
        }));
    }
    Report {
        title: String::new(),
        blocks,
    }
}

/// What answers in the middle of its line, one line for each.
pub fn kwic(study: &Study, hits: &[Hit], counts: Counts) -> Report {
    let mut rows = Vec::new();
    for hit in hits {
        let name = study
            .sources
            .get(&hit.source)
            .map_or("", |source| &source.name);
        let (said, marks) = shown(hit);
        for (start, end) in marks {
            rows.push(vec![
                name.to_owned(),
                (hit.passage + 1).to_string(),
                end_of(&said[..start]),
                one_line(&said[start..end]),
                start_of(&said[end..]),
            ]);
        }
    }
    let columns = [
        ("source", false),
        ("¶", true),
        ("before", true),
        ("found", false),
        ("after", false),
    ];
    Report {
        title: String::new(),
        blocks: vec![
            Block::Paragraph(counted(counts)),
            Block::Table(Table::of_text(columns, rows)),
        ],
    }
}

/// One row for each passage; positions and marks in characters of the source.
pub fn records(study: &Study, hits: &[Hit], template: &Template) -> Records {
    let mut records = Records::new(&[
        "respondent",
        "category",
        "gender",
        "age",
        "attributes",
        "source",
        "passage",
        "speaker",
        "start",
        "end",
        "text",
        "marks",
        "attribution",
        "language",
        "score",
    ]);
    let mut attributions: BTreeMap<_, String> = BTreeMap::new();
    for hit in hits {
        let Some(source) = study.sources.get(&hit.source) else {
            continue;
        };
        let who = respondent(study, source);
        let value = |name: &str| {
            who.and_then(|who| who.value(name))
                .map_or(Json::Null, json_value)
        };
        let others: Map<String, Json> = who
            .into_iter()
            .flat_map(|who| &who.values)
            .filter(|(name, _)| !["category", "gender", "age"].contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), json_value(value)))
            .collect();
        let (said, marks) = said(hit);
        let label = hit.words.start - hit.span.start;
        let start = hit.start + hit.text[..label].chars().count();
        let characters = |at: usize| start + said[..at].chars().count();
        let marks: Vec<[usize; 2]> = marks
            .iter()
            .map(|(from, to)| [characters(*from), characters(*to)])
            .collect();
        let attribution = attributions
            .entry(source.id)
            .or_insert_with(|| template.fill(who));
        records.rows.push(vec![
            json!(who.map(|who| who.name.as_str())),
            value("category"),
            value("gender"),
            value("age"),
            Json::Object(others),
            json!(source.name),
            json!(hit.passage + 1),
            json!(hit.speaker),
            json!(start),
            json!(characters(said.len())),
            json!(shown(hit).0),
            json!(marks),
            json!(attribution),
            json!(source.language),
            json!((f64::from(hit.score) * 1e4).round() / 1e4),
        ]);
    }
    records
}

/// The words of a hit as they are printed, and its marks as bytes in them.
fn shown(hit: &Hit) -> (String, Vec<(usize, usize)>) {
    let (_, marks) = said(hit);
    let label = hit.words.start - hit.span.start;
    let words = Span {
        start: label,
        end: hit.text.len(),
    };
    let printed = hit.mask.printed(&hit.text, words);
    let place = |(start, end): (usize, usize)| {
        let place = printed.place(
            label,
            Span {
                start: label + start,
                end: label + end,
            },
        );
        (place.start, place.end)
    };
    let marks = marks.into_iter().map(place).collect();
    (printed.text, marks)
}

/// The words of a hit as they stand in the source, and its marks as bytes in them. Words that are not
/// printed are not marked, so that a search does not tell them.
fn said(hit: &Hit) -> (&str, Vec<(usize, usize)>) {
    let words = &hit.text[hit.words.start - hit.span.start..];
    let inside = |at: usize| at.clamp(hit.words.start, hit.words.end) - hit.words.start;
    let is_open = |mark: &&Span| {
        let start = mark.start.max(hit.span.start) - hit.span.start;
        let end = mark.end.max(hit.span.start) - hit.span.start;
        !hit.mask.touches(Span { start, end })
    };
    let marks = hit
        .marks
        .iter()
        .filter(is_open)
        .map(|mark| (inside(mark.start), inside(mark.end)));
    (words, marks.filter(|(start, end)| start < end).collect())
}

fn respondent<'s>(study: &'s Study, source: &Source) -> Option<&'s Respondent> {
    source.respondent.and_then(|id| study.respondents.get(&id))
}

fn one_line(text: &str) -> String {
    text.replace('\n', " ")
}

/// As much of the end of `text` as fits beside a keyword.
fn end_of(text: &str) -> String {
    let line = one_line(text);
    let mut width = 0;
    let fits = line.graphemes(true).rev().take_while(|letter| {
        width += letter.width();
        width <= CONTEXT
    });
    let bytes: usize = fits.map(str::len).sum();
    line[line.len() - bytes..].trim().to_owned()
}

/// As much of the start of `text` as fits beside a keyword.
fn start_of(text: &str) -> String {
    let line = one_line(text);
    let mut width = 0;
    let fits = line.graphemes(true).take_while(|letter| {
        width += letter.width();
        width <= CONTEXT
    });
    let bytes: usize = fits.map(str::len).sum();
    line[..bytes].trim_end().to_owned()
}
