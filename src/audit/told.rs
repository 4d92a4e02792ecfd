//! What somebody told: the words of a source that are theirs, without the labels of speakers.

use std::collections::HashMap;

use crate::model::passage::Passage;
use crate::model::span::Span;
use crate::model::speaker;

use super::clause::Line;
use super::furniture::furniture;
use super::negation::Tongue;
use super::printed::Printed;
use super::words::{Words, words};

/// Words of one text in order, all of them or those of some speakers.
#[derive(Debug, Clone, Default)]
pub struct Told {
    /// The words, with their places in the whole text.
    pub words: Words,
    /// Words that a writer may leave out without a mark: what the transcriber put in square brackets,
    /// and lines of the page.
    aside: Vec<bool>,
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
        for passage in passages.iter().filter(|it| !it.heading) {
            let asked = asks(passage);
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
        skipped.extend(remarks(text));
        skipped.sort_unstable();
        let mut told = Told {
            aside: vec![false; self.words.len()],
            governed: Vec::new(),
            turns: self.turns,
            words: self.words,
        };
        for span in skipped {
            let first = told.words.from(span.start);
            for at in first..told.words.len() {
                if told.words.span(at).start >= span.end {
                    break;
                }
                told.aside[at] = true;
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

    /// Whether word `at` may be left out without a mark.
    pub fn is_aside(&self, at: usize) -> bool {
        self.aside[at]
    }

    /// Whether a word before word `at`, in its clause, denies. False behind the last word.
    pub fn is_governed(&self, at: usize) -> bool {
        self.governed.get(at).copied().unwrap_or(false)
    }

    /// Whether somebody else speaks between two words.
    pub fn is_parted(&self, one: usize, other: usize) -> bool {
        self.turns[one] != self.turns[other]
    }

    /// Whether pieces of printed words make up the pieces told, as where a line end or a damaged space
    /// has parted a word. Numbers are never put together.
    pub fn joins(
        &self,
        printed: &Printed,
        (first, taken): (usize, usize),
        (there, given): (usize, usize),
    ) -> bool {
        let ours = |at: usize| printed.words.form(first + at);
        let theirs = |at: usize| self.words.form(there + at);
        let length = |of: &dyn Fn(usize) -> usize, count: usize| (0..count).map(of).sum::<usize>();
        let bare = |form: &str| form.len() - form.matches('\'').count();
        if ours(0).chars().next() != theirs(0).chars().next() {
            return false;
        }
        if length(&|at| bare(ours(at)), taken) != length(&|at| bare(theirs(at)), given) {
            return false;
        }
        let letters = (0..taken).all(|at| printed.words.is_letters(first + at))
            && (0..given).all(|at| self.words.is_letters(there + at));
        let whole =
            |of: &dyn Fn(usize) -> String, count: usize| (0..count).map(of).collect::<String>();
        letters
            && whole(&|at| ours(at).replace('\'', ""), taken)
                == whole(&|at| theirs(at).replace('\'', ""), given)
    }

    /// The words among which `printed` words `from..to` stand most likely: where most of their groups
    /// of three are found, or of two, with room on both sides; `None` where there is none.
    pub fn window(&self, printed: &Printed, (from, to): (usize, usize)) -> Option<(usize, usize)> {
        let group = (to - from).min(3);
        let found = self.window_by(printed, (from, to), group);
        found.or_else(|| self.window_by(printed, (from, to), 2.min(group)))
    }

    fn window_by(
        &self,
        printed: &Printed,
        (from, to): (usize, usize),
        group: usize,
    ) -> Option<(usize, usize)> {
        if group == 0 || self.words.len() < group {
            return None;
        }
        let key = |words: &Words, at: usize| words.digest((at, at + group));
        let mut wanted: HashMap<u64, usize> = HashMap::new();
        for at in from..=to - group {
            let next = wanted.len();
            wanted.entry(key(&printed.words, at)).or_insert(next);
        }
        let hits: Vec<(usize, usize)> = (0..=self.words.len() - group)
            .filter_map(|at| Some((at, *wanted.get(&key(&self.words, at))?)))
            .collect();
        let (first, last) = (hits.first()?.0, hits.last()?.0);
        let every = distinct(&hits, wanted.len()).1;
        // The narrowest stretch that has all that the whole has, if it is not much longer than the
        // words themselves; else all of it.
        let reach = (to - from) * 4 + 400;
        let near = narrowest(&hits, wanted.len(), every);
        let (start, end) = match near {
            Some((start, end)) if end - start <= reach => (start, end),
            _ => (first, last),
        };
        // A fragment of a word or two has no group of three to be found by.
        let omits = (from + 1..to).any(|at| printed.omits_before(at));
        let room = (to - from) + if omits { 300 } else { 40 };
        Some((
            start.saturating_sub(room),
            (end + group + room).min(self.words.len()),
        ))
    }
}

/// For hits as (place, number of the group): how often each group is found, and how many are found.
fn distinct(hits: &[(usize, usize)], groups: usize) -> (Vec<usize>, usize) {
    let mut counts = vec![0; groups];
    for (_, group) in hits {
        counts[*group] += 1;
    }
    let found = counts.iter().filter(|count| **count > 0).count();
    (counts, found)
}

/// The shortest stretch that holds `every` group that is found at all.
fn narrowest(hits: &[(usize, usize)], groups: usize, every: usize) -> Option<(usize, usize)> {
    let mut counts = vec![0_usize; groups];
    let mut held = 0;
    let mut from = 0;
    let mut shortest: Option<(usize, usize)> = None;
    for &(end, group) in hits {
        counts[group] += 1;
        held += usize::from(counts[group] == 1);
        while held == every {
            let (start, first) = hits[from];
            if shortest.is_none_or(|(a, b)| end - start < b - a) {
                shortest = Some((start, end));
            }
            counts[first] -= 1;
            held -= usize::from(counts[first] == 0);
            from += 1;
        }
    }
    shortest
}
