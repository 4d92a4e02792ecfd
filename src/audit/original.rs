//! The words that a quote may be made of: stretches of the sources of one respondent, as one text.

use super::reading::{Reading, Ready, Text};
use super::splices::Both;
use crate::model::edit::{Edit, Splice, Stretch};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::rendering::{Form, pieces, render};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::style::Style;

/// The words that a quote may be made of: stretches of one respondent's sources.
pub struct Original {
    /// The texts, one after the other, as one.
    pub(super) ready: Ready,
    /// Every source with its version, where its text begins in the whole, and where it ends.
    pub(super) sources: Vec<(SourceId, u32, Span)>,
    /// The stretches, bytes of the whole, in order.
    pub(super) stretches: Vec<Span>,
    /// The words of the respondent in them, as numbers among all that the respondent says.
    pub(super) among: Vec<usize>,
}

/// A source with its text and the spans of it that a quote may be made of.
pub struct Part<'p> {
    /// The source.
    pub source: &'p Source,
    /// Its text.
    pub text: String,
    /// The spans, without white space at their ends.
    pub spans: Vec<Span>,
}

impl Original {
    /// The words of `parts`, which are of one respondent, in the order of print. `interviewers` are the
    /// labels of the settings. `None` where there is no part.
    pub fn new(parts: Vec<Part<'_>>, interviewers: &[String]) -> Option<Self> {
        let first = parts.first()?.source.clone();
        let mut text = String::new();
        let mut sources = Vec::new();
        let mut stretches: Vec<Span> = Vec::new();
        for part in &parts {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            let start = text.len();
            text.push_str(&part.text);
            let end = text.len();
            sources.push((part.source.id, part.source.version, Span { start, end }));
            let mut spans = part.spans.clone();
            spans.sort_unstable();
            let mut last: Option<Span> = None;
            for span in spans {
                last = Some(match last {
                    // Codings of the same words, or of words that overlap, are one stretch.
                    Some(before) if span.start <= before.end => before.union(span),
                    Some(before) => {
                        stretches.push(shifted(before, start));
                        span
                    }
                    None => span,
                });
            }
            stretches.extend(last.map(|it| shifted(it, start)));
        }
        let ready = Ready::of(&first, text, interviewers);
        let words = &ready.testimony.own.words;
        let inside = |at: &usize| stretches.iter().any(|it| words.span(*at).within(*it));
        let among = (0..words.len()).filter(inside).collect();
        Some(Self {
            ready,
            sources,
            stretches,
            among,
        })
    }

    /// The stretches as those of an edit, with what is done to each.
    pub(super) fn stretches(&self, splices: Vec<Vec<Splice>>) -> Vec<Stretch> {
        let all = self.stretches.iter().zip(splices);
        all.filter_map(|(span, splices)| {
            let within = |it: &&(SourceId, u32, Span)| span.within(it.2);
            let (source, version, whole) = self.sources.iter().find(within)?;
            let back = |span: Span| Span {
                start: span.start - whole.start,
                end: span.end - whole.start,
            };
            let words = span.of(&self.ready.text)?;
            Some(Stretch {
                source: *source,
                version: *version,
                span: back(*span),
                words: Hash::of(words.as_bytes()),
                splices: splices
                    .into_iter()
                    .map(|it| Splice {
                        span: back(it.span),
                        done: it.done,
                    })
                    .collect(),
            })
        })
        .collect()
    }

    /// Stretches as they are printed.
    pub(super) fn printed(&self, stretches: &[Stretch], style: &Style) -> Option<String> {
        let edit = draft(stretches.to_vec());
        let texts = |id: SourceId| {
            let (_, _, whole) = self.sources.iter().find(|it| it.0 == id)?;
            whole.of(&self.ready.text)
        };
        Some(render(&pieces(&edit, texts)?, style, Form::Printed).text)
    }

    pub(super) fn read(&self, text: &Text<'_>, furthest: usize) -> Reading<'_> {
        text.read_among(&self.ready, furthest, &self.among)
    }

    pub(super) fn splices(&self, text: &Text<'_>, reading: &Reading<'_>) -> Option<Vec<Stretch>> {
        let both = Both {
            typed: text.text,
            printed: &text.printed,
            source: &self.ready.text,
            told: &self.ready.testimony.own,
            stretches: &self.stretches,
        };
        Some(self.stretches(both.splices(&reading.alignment.parts)?))
    }

    /// Some words of the respondent with those beside them.
    pub(super) fn around(&self, (from, to): (usize, usize)) -> String {
        let words = &self.ready.testimony.own.words;
        let (from, to) = (from.saturating_sub(3), (to + 3).min(words.len()));
        if from >= to {
            return String::new();
        }
        let span = words.span(from).union(words.span(to - 1));
        on_one_line(span.of(&self.ready.text).unwrap_or_default())
    }
}

fn shifted(span: Span, by: usize) -> Span {
    Span {
        start: span.start + by,
        end: span.end + by,
    }
}

pub(super) fn draft(stretches: Vec<Stretch>) -> Edit {
    Edit {
        id: Id::from_uuid(uuid::Uuid::nil()),
        codings: Vec::new(),
        stretches,
        because: None,
        by: String::new(),
        at: jiff::Timestamp::UNIX_EPOCH,
    }
}

pub(super) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
