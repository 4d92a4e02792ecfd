//! What somebody told: the words of a source that are theirs, without the labels of speakers.

use crate::model::passage::Passage;
use crate::model::span::Span;
use crate::model::speaker;

use super::clause::Line;
use super::furniture::furniture;
use super::negation::Tongue;
use super::words::{Words, words};

/// So many words in square brackets say what happens, not what was left out or made clear.
pub const STAGED: usize = 3;

/// Words of one text in order, all of them or those of some speakers.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The words, with their places in the whole text.
    pub words: Words,
    /// Words that a writer may leave out without a mark: what the transcriber put in square brackets,
    /// and lines of the page.
    aside: Vec<bool>,
    /// Words that the transcriber put in square brackets, some together.
    staged: Vec<bool>,
    /// Words in whose clause a word before them denies.
    governed: Vec<bool>,
    /// For every word, how many times somebody else spoke before it.
    turns: Vec<u32>,
}

/// A source made ready: who told what in it.
#[derive(Debug, Clone, Default)]
pub struct Testimony {
    /// The respondent's words.
    pub own: Told,
    /// The interviewer's words.
    pub asked: Told,
    /// Digests of the interviewer's clauses.
    pub questions: Vec<u64>,
}

impl Testimony {
    /// The words of `text`, parted by who says them. `set` are the interviewers' labels of the settings.
    pub fn of(text: &str, passages: &[Passage], set: &[String], tongue: Tongue) -> Self {
        let asking = speaker::interviewers(text, passages, set);
        let asks = |passage: &Passage| {
            let label = passage.speaker.as_deref().map(speaker::key);
            label.is_some_and(|label| asking.contains(&label))
        };
        let all = words(text);
        let mut parts = [Parts::default(), Parts::default()];
        let mut turn = 0;
        let mut who = None;
        let mut noted = false;
        for passage in passages.iter().filter(|it| !it.heading) {
            let labelled = passage.words.start > passage.span.start;
            let said = passage.words.of(text).unwrap_or_default();
            noted = (noted && !labelled) || speaker::opens_note(said);
            // Where speakers are named, what stands before the first is the head of the notes.
            let head = passage.speaker.is_none() && !asking.is_empty();
            let asked = noted || head || asks(passage);
            if who != Some(asked) {
                turn += u32::from(who.is_some());
                who = Some(asked);
            }
            parts[usize::from(asked)].take(&all, passage.words, turn);
        }
        let [own, asked] = parts.map(|it| it.told(text, tongue));
        let line = Line {
            text,
            words: &asked.words,
            tongue,
        };
        let questions = line
            .clauses()
            .into_iter()
            .map(|it| asked.words.digest(it))
            .collect();
        Self {
            own,
            asked,
            questions,
        }
    }
}

#[derive(Default)]
struct Parts {
    words: Words,
    turns: Vec<u32>,
}

impl Parts {
    fn take(&mut self, all: &Words, span: Span, turn: u32) {
        let first = all.from(span.start);
        for at in first..all.len() {
            if all.span(at).start >= span.end {
                break;
            }
            self.words.push(all, at);
            self.turns.push(turn);
        }
    }

    fn told(self, text: &str, tongue: Tongue) -> Told {
        let mut skipped = furniture(text);
        let remarks = remarks(text);
        skipped.extend(remarks.iter().copied());
        skipped.sort_unstable();
        let mut told = Told {
            aside: vec![false; self.words.len()],
            staged: vec![false; self.words.len()],
            governed: Vec::new(),
            turns: self.turns,
            words: self.words,
        };
        for span in skipped {
            let first = told.words.from(span.start);
            let staged =
                remarks.contains(&span) && words(span.of(text).unwrap_or_default()).len() >= STAGED;
            for at in first..told.words.len() {
                if told.words.span(at).start >= span.end {
                    break;
                }
                told.aside[at] = true;
                told.staged[at] = staged;
            }
        }
        let line = Line {
            text,
            words: &told.words,
            tongue,
        };
        let governed = line.governed();
        told.governed = governed;
        told
    }
}

/// What a transcriber put in square brackets: `[laughs]`.
fn remarks(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open = None;
    for (at, letter) in text
        .char_indices()
        .filter(|(_, it)| matches!(it, '[' | ']' | '\n'))
    {
        match (letter, open) {
            ('[', _) => open = Some(at),
            (']', Some(start)) => {
                found.push(Span { start, end: at + 1 });
                open = None;
            }
            _ => open = None,
        }
    }
    found
}

impl Told {
    /// All words of a text, whoever says them.
    pub fn all(text: &str, tongue: Tongue) -> Self {
        let words = words(text);
        let turns = vec![0; words.len()];
        Parts { words, turns }.told(text, tongue)
    }

    /// Only these of the words, which must come in order.
    pub fn only(&self, kept: &[usize]) -> Self {
        let mut part = Self::default();
        for at in kept {
            part.words.push(&self.words, *at);
            part.aside.push(self.aside[*at]);
            part.staged.push(self.staged[*at]);
            part.governed.push(self.governed[*at]);
            part.turns.push(self.turns[*at]);
        }
        part
    }

    /// Whether word `at` may be left out without a mark.
    pub fn is_aside(&self, at: usize) -> bool {
        self.aside[at]
    }

    /// Whether word `at` is one of several that the transcriber put in square brackets.
    pub fn is_staged(&self, at: usize) -> bool {
        self.staged[at]
    }

    /// Whether a word before word `at`, in its clause, denies. False behind the last word.
    pub fn is_governed(&self, at: usize) -> bool {
        self.governed.get(at).copied().unwrap_or(false)
    }

    /// Whether somebody else speaks between two words.
    pub fn is_parted(&self, one: usize, other: usize) -> bool {
        self.turns[one] != self.turns[other]
    }
}
