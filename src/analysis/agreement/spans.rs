//! Spans of two coders as hits and misses of each other: precision, recall and F1, by whole spans
//! and by characters. No correction for chance; the natural choice when most of a text is not coded
//! (Hripcsak and Rothschild 2005).

use std::collections::BTreeMap;

use super::continuum::{Continuum, Mark};
use super::{Undefined, Value};

/// When two spans with the same code are the same finding.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Same {
    /// Equal borders.
    Exact,
    /// At least one character in common.
    Overlap,
    /// At least this share of their union in common, above 0 and at most 1.
    Share(f64),
}

impl Same {
    fn holds(self, one: &Mark, other: &Mark) -> bool {
        let shared = one.shared(other);
        let union = one.length() + other.length() - shared;
        one.code == other.code
            && match self {
                Self::Exact => (one.start, one.end) == (other.start, other.end),
                Self::Overlap => shared > 0,
                Self::Share(least) => shared as f64 >= least * union as f64 && shared > 0,
            }
    }
}

/// What two coders found: how much each, and how much both.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Found {
    /// The first coder's.
    pub one: f64,
    /// The second coder's.
    pub other: f64,
    /// Both coders'.
    pub both: f64,
}

impl Found {
    /// Adds what was found in another text.
    pub fn add(&mut self, more: Self, times: f64) {
        self.one += times * more.one;
        self.other += times * more.other;
        self.both += times * more.both;
    }

    /// Share of the second coder's findings that are the first's too.
    pub fn precision(self) -> Value {
        self.part(self.other)
    }

    /// Share of the first coder's findings that are the second's too.
    pub fn recall(self) -> Value {
        self.part(self.one)
    }

    /// 2 both / (one + other): the same whoever comes first.
    pub fn f1(self) -> Value {
        self.part((self.one + self.other) / 2.0)
    }

    fn part(self, of: f64) -> Value {
        match (of > 0.0, self.one + self.other > 0.0) {
            (true, _) => Ok(self.both / of),
            (false, true) => Ok(0.0),
            (false, false) => Err(Undefined::NoPairs),
        }
    }
}

/// Spans of coders `one` and `other`; each counts at most once (a matching of most pairs).
pub fn spans(continuum: &Continuum, one: usize, other: usize, same: Same) -> Found {
    let (a, b) = (&continuum.coders[one], &continuum.coders[other]);
    let near: Vec<Vec<usize>> = a
        .iter()
        .map(|mark| {
            let fits = b.iter().enumerate().filter(|(_, it)| same.holds(mark, it));
            fits.map(|(at, _)| at).collect()
        })
        .collect();
    Found {
        one: a.len() as f64,
        other: b.len() as f64,
        both: matching(&near, b.len()) as f64,
    }
}

/// How many pairs can be made at most, each member in one pair (Kuhn 1955).
fn matching(near: &[Vec<usize>], others: usize) -> usize {
    fn found(
        at: usize,
        near: &[Vec<usize>],
        seen: &mut [bool],
        taken: &mut [Option<usize>],
    ) -> bool {
        for to in &near[at] {
            if std::mem::replace(&mut seen[*to], true) {
                continue;
            }
            if taken[*to].is_none_or(|owner| found(owner, near, seen, taken)) {
                taken[*to] = Some(at);
                return true;
            }
        }
        false
    }
    let mut taken = vec![None; others];
    (0..near.len())
        .filter(|at| found(*at, near, &mut vec![false; others], &mut taken))
        .count()
}

/// Characters with their codes, of coders `one` and `other`.
pub fn characters(continuum: &Continuum, one: usize, other: usize) -> Found {
    let (a, b) = (
        covered(&continuum.coders[one]),
        covered(&continuum.coders[other]),
    );
    let length = |parts: &BTreeMap<usize, Vec<(usize, usize)>>| -> f64 {
        parts
            .values()
            .flatten()
            .map(|(start, end)| (end - start) as f64)
            .sum()
    };
    let mut both = 0.0;
    for (code, parts) in &a {
        for (start, end) in parts {
            for (from, to) in b.get(code).into_iter().flatten() {
                both += end.min(to).saturating_sub(*start.max(from)) as f64;
            }
        }
    }
    Found {
        one: length(&a),
        other: length(&b),
        both,
    }
}

/// The characters under each code as ranges that do not overlap.
pub(super) fn covered(marks: &[Mark]) -> BTreeMap<usize, Vec<(usize, usize)>> {
    let mut sorted = marks.to_vec();
    sorted.sort_unstable();
    let mut parts: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for mark in sorted {
        let parts = parts.entry(mark.code).or_default();
        match parts.last_mut() {
            Some((_, end)) if *end >= mark.start => *end = mark.end.max(*end),
            _ => parts.push((mark.start, mark.end)),
        }
    }
    parts
}
