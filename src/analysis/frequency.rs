//! How often codes are used: in respondents, sources, segments or words. A code that others are below
//! counts what has it or any of those; several coders on the same words count once.

use std::collections::{BTreeMap, HashMap};

use super::sample::{Row, Sample};
use crate::model::respondent::RespondentId;
use crate::model::source::SourceId;
use crate::model::span::Span;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Respondents that have the code anywhere.
    Respondents,
    /// Sources that have the code anywhere.
    Sources,
    /// Different segments with the code. The base is all different segments of the table, each once
    /// however many codes it has, so percentages of several codes may add up to more than 100.
    Segments,
    /// Words inside segments with the code. The base is all words that count.
    Words,
}

impl Count {
    /// The word for it, in the plural.
    pub fn name(self) -> &'static str {
        match self {
            Self::Respondents => "respondents",
            Self::Sources => "sources",
            Self::Segments => "segments",
            Self::Words => "words",
        }
    }
}

/// A respondent, or a source and what is counted in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Whose it is.
    pub respondent: Option<RespondentId>,
    /// What the item adds to the base.
    pub size: u64,
}

/// What was counted: for every code of the sample, how much of each item has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// What was counted.
    pub count: Count,
    /// The items.
    pub items: Vec<Item>,
    /// One line for each code of the sample, in its order.
    pub lines: Vec<Line>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The code.
    pub row: Row,
    /// As long as the items; none of these is more than the item's size.
    pub counts: Vec<u64>,
}

/// The words of one source.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CodedWords {
    /// All that count.
    pub size: u64,
    /// Where those in what was coded begin, in bytes and in order.
    pub starts: Vec<usize>,
}

/// The words of sources. Needed for words only.
pub type WordStarts = BTreeMap<SourceId, CodedWords>;

/// Counts the codes of a sample.
pub fn tally(sample: &Sample<'_>, count: Count, words: &WordStarts) -> Tally {
    match count {
        Count::Respondents => {
            let places = sample.places();
            let items = sample.respondents.iter().map(|id| (Some(*id), 1));
            of_presence(sample, count, items, |source| {
                places.get(&sample.respondent(source)?).copied()
            })
        }
        Count::Sources => {
            let places: HashMap<SourceId, usize> =
                sample.sources.iter().copied().zip(0..).collect();
            let items = sample.sources.iter().map(|id| (sample.respondent(*id), 1));
            of_presence(sample, count, items, |source| places.get(&source).copied())
        }
        Count::Segments => of_spans(
            sample,
            count,
            |_, spans| spans.len() as u64,
            |_, spans| spans.len() as u64,
        ),
        Count::Words => {
            let all = |source| words.get(&source).map_or(0, |it| it.size);
            let within = |source, spans: &[Span]| {
                words.get(&source).map_or(0, |it| within(&it.starts, spans))
            };
            of_spans(sample, count, |source, _| all(source), within)
        }
    }
}

/// Items that have a code or have it not.
fn of_presence(
    sample: &Sample<'_>,
    count: Count,
    items: impl Iterator<Item = (Option<RespondentId>, u64)>,
    place: impl Fn(SourceId) -> Option<usize>,
) -> Tally {
    let items: Vec<Item> = items
        .map(|(respondent, size)| Item { respondent, size })
        .collect();
    let mut lines = empty(sample, items.len());
    for coding in &sample.codings {
        let Some(item) = place(coding.source) else {
            continue;
        };
        for row in sample.upward(coding.code) {
            lines[*row].counts[item] = 1;
        }
    }
    Tally {
        count,
        items,
        lines,
    }
}

/// Items are sources, and what is counted is a function of the different spans with a code in them.
fn of_spans(
    sample: &Sample<'_>,
    count: Count,
    size: impl Fn(SourceId, &[Span]) -> u64,
    part: impl Fn(SourceId, &[Span]) -> u64,
) -> Tally {
    let places: HashMap<SourceId, usize> = sample.sources.iter().copied().zip(0..).collect();
    let mut lines = empty(sample, sample.sources.len());
    // All of the table come first, then each row by itself.
    let mut spans: Vec<Vec<(usize, Span)>> = vec![Vec::new(); sample.rows.len() + 1];
    for coding in &sample.codings {
        let Some(item) = places.get(&coding.source) else {
            continue;
        };
        spans[0].push((*item, coding.span));
        for row in sample.upward(coding.code) {
            spans[*row + 1].push((*item, coding.span));
        }
    }
    let mut found: Vec<BTreeMap<usize, Vec<Span>>> = Vec::with_capacity(spans.len());
    for mut spans in spans {
        spans.sort_unstable();
        spans.dedup();
        let mut by_item: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
        for (item, span) in spans {
            by_item.entry(item).or_default().push(span);
        }
        found.push(by_item);
    }
    for (line, by_item) in lines.iter_mut().zip(&found[1..]) {
        for (item, spans) in by_item {
            line.counts[*item] = part(sample.sources[*item], spans);
        }
    }
    let items = sample.sources.iter().enumerate().map(|(at, id)| Item {
        respondent: sample.respondent(*id),
        size: size(*id, found[0].get(&at).map_or(&[], Vec::as_slice)),
    });
    Tally {
        count,
        items: items.collect(),
        lines,
    }
}

fn empty(sample: &Sample<'_>, items: usize) -> Vec<Line> {
    let line = |row: &Row| Line {
        row: *row,
        counts: vec![0; items],
    };
    sample.rows.iter().map(line).collect()
}

/// How many words begin inside any of the spans, which are in order and may overlap.
fn within(starts: &[usize], spans: &[Span]) -> u64 {
    let (mut count, mut done) = (0, 0);
    for span in spans {
        let first = starts.partition_point(|it| *it < span.start.max(done));
        let last = starts.partition_point(|it| *it < span.end);
        count += last.saturating_sub(first) as u64;
        done = done.max(span.end);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_under_several_segments_count_once() {
        let span = |start, end| Span { start, end };
        let starts = [0, 5, 10, 15, 20];
        let spans = [span(0, 12), span(3, 8), span(10, 16), span(19, 30)];
        assert_eq!(within(&starts, &spans), 5);
        assert_eq!(within(&starts, &[span(1, 5)]), 0);
    }
}
