//! A query looked up in a study: every name is known, every word is ready, and codings are segments.

use std::collections::{BTreeSet, HashMap};

use regex::Regex;

use super::found::Ordinal;
use super::matching::places;
use super::parse::is_hyphen;
use super::query::{Slot, Words};
use super::slot::{Languages, Wanted};
use crate::model::span::Span;
use crate::model::words::words;

/// Segments by source, in the order of the text.
pub type Segments = HashMap<Ordinal, Vec<Span>>;

/// A query that can be answered.
pub enum Plan {
    And(Vec<Plan>),
    Or(Vec<Plan>),
    Not(Box<Plan>),
    /// Words in the text.
    Words(WordPlan),
    /// A regular expression over a passage.
    Regex(Regex),
    /// These sources as a whole.
    Sources(BTreeSet<Ordinal>),
    /// Passages of this speaker, as the index writes it.
    Speaker(Vec<String>),
    /// Passages that overlap these segments.
    Segments(Segments),
}

/// Words made ready.
pub struct WordPlan {
    pub slots: Vec<Wanted>,
    pub near: Option<usize>,
    pub hyphens: Vec<usize>,
}

impl WordPlan {
    pub fn new(words: &Words, languages: &Languages) -> Self {
        Self {
            slots: words
                .slots
                .iter()
                .map(|slot: &Slot| languages.wanted(slot))
                .collect(),
            near: words.near,
            hyphens: words.hyphens.clone(),
        }
    }

    /// Where the words stand in `text`, which begins at byte `offset` of its source.
    fn marks(&self, text: &str, offset: usize, language: Language<'_>, marks: &mut Vec<Span>) {
        let read: Vec<_> = words(text, language.tag).collect();
        let bit = 1u64 << language.number;
        let filled: Vec<Vec<u32>> = self
            .slots
            .iter()
            .map(|slot| {
                let answers = |folded: &str| language.all.answers(slot, folded) & bit != 0;
                let fitting = (0..).zip(&read).filter(|(_, word)| answers(&word.folded));
                fitting.map(|(number, _)| number).collect()
            })
            .collect();
        for place in places(&filled, self.near) {
            let joined = |slot: &usize| {
                let pair = [place[slot - 1], place[*slot]].map(|number| read[number as usize].span);
                is_hyphen(&text[pair[0].end..pair[1].start])
            };
            if self.near.is_none() && !self.hyphens.iter().all(joined) {
                continue;
            }
            let spans = place.iter().map(|number| read[*number as usize].span);
            let moved = spans.map(|span| Span {
                start: span.start + offset,
                end: span.end + offset,
            });
            match self.near {
                // A phrase is one mark, words near each other are marked one by one.
                None => marks.extend(moved.reduce(|all, span| all.union(span))),
                Some(_) => marks.extend(moved),
            }
        }
    }
}

/// The language of a passage.
#[derive(Clone, Copy)]
pub struct Language<'l> {
    pub all: &'l Languages,
    pub number: usize,
    pub tag: Option<&'l str>,
}

/// A passage to be marked: `words` is what was said in `text`, the whole source.
#[derive(Clone, Copy)]
pub struct Marked<'m> {
    pub source: Ordinal,
    pub text: &'m str,
    pub passage: Span,
    pub words: Span,
    pub language: Language<'m>,
}

impl Plan {
    /// What in a passage answers, in order; nothing for parts behind a `NOT`.
    pub fn marks(&self, passage: Marked<'_>) -> Vec<Span> {
        let mut marks = Vec::new();
        self.add_marks(passage, &mut marks);
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    fn add_marks(&self, passage: Marked<'_>, marks: &mut Vec<Span>) {
        let said = passage.words.of(passage.text).unwrap_or_default();
        match self {
            Self::And(parts) | Self::Or(parts) => {
                parts.iter().for_each(|part| part.add_marks(passage, marks));
            }
            Self::Words(words) => words.marks(said, passage.words.start, passage.language, marks),
            Self::Regex(pattern) => marks.extend(
                pattern
                    .find_iter(said)
                    .filter(|found| !found.is_empty())
                    .map(|found| Span {
                        start: passage.words.start + found.start(),
                        end: passage.words.start + found.end(),
                    }),
            ),
            Self::Segments(segments) => {
                let here = segments
                    .get(&passage.source)
                    .map_or(&[] as &[Span], Vec::as_slice);
                marks.extend(here.iter().filter(|span| span.overlaps(passage.passage)));
            }
            Self::Not(_) | Self::Sources(_) | Self::Speaker(_) => {}
        }
    }
}
