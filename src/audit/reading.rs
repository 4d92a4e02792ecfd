//! A claim held against one source: its flaws there, and where the words may be from that do not
//! stand there in order.

use super::alignment::{Alignment, Kind, of_words, of_words_among};
use super::clause::{Line, Pause};
use super::differences::{Flaw, Sides, flaws};
use super::grid::{Step, path};
use super::negation::Tongue;
use super::printed::{Printed, Role};
use super::told::{Testimony, Told};
use super::window::window;
use crate::model::passage::passages;
use crate::model::respondent::RespondentId;
use crate::model::source::{Source, SourceId};

/// Of a clause so many words must be kept for it to stand in the source.
const MOST: f64 = 0.6;
/// Fewer words than these are no proof that somebody said them.
pub const PROOF: usize = 4;

/// A claim, ready to be compared.
pub struct Text<'c> {
    /// The quotation as it is printed.
    pub text: &'c str,
    /// It taken apart.
    pub printed: Printed,
}

/// A source, ready to be compared.
pub struct Ready {
    /// Which it is.
    pub id: SourceId,
    /// Who speaks.
    pub respondent: Option<RespondentId>,
    /// Its text.
    pub text: String,
    /// Who told what in it.
    pub testimony: Testimony,
    /// Its language.
    pub tongue: Tongue,
}

impl Ready {
    /// A source with its text made ready. `interviewers` are the labels of the settings.
    pub fn of(source: &Source, text: String, interviewers: &[String]) -> Self {
        let tongue = Tongue::of(source.language.as_deref());
        let testimony = Testimony::of(&text, &passages(&text), interviewers, tongue);
        Self {
            id: source.id,
            respondent: source.respondent,
            text,
            testimony,
            tongue,
        }
    }
}

/// How a claim stands to a source.
pub struct Reading<'r> {
    /// The source.
    pub ready: &'r Ready,
    /// Where the words stand.
    pub alignment: Alignment,
    /// What is wrong.
    pub flaws: Vec<Flaw>,
    /// Printed words that are not kept, as clauses or runs of clauses of one fragment.
    pub strange: Vec<(usize, usize)>,
    /// Fragments, and clauses of which most words are kept, that are not kept whole.
    pub touched: Vec<(usize, usize)>,
    /// How many of the plain words are kept.
    pub kept: usize,
    /// Whether a clause of some words is kept whole.
    pub has_proof: bool,
}

impl<'c> Text<'c> {
    fn line(&'c self, tongue: Tongue) -> Line<'c> {
        Line {
            text: self.text,
            words: &self.printed.words,
            tongue,
        }
    }

    fn is_plain(&self, at: usize) -> bool {
        self.printed.roles[at] == Role::Plain
    }

    /// Whether these words are one fragment of several, between marks of omission.
    pub fn is_fragment(&self, range: (usize, usize)) -> bool {
        let all = self.printed.fragments();
        all.len() > 1 && all.contains(&range) && self.plain(range) > 0
    }

    /// How many plain words are among these.
    pub fn plain(&self, (from, to): (usize, usize)) -> usize {
        (from..to).filter(|at| self.is_plain(*at)).count()
    }

    /// Whether so many groups of the words are in a source that half of the words may stand there.
    pub fn may_be_from(&self, ready: &Ready) -> bool {
        let whole = (0, self.printed.words.len());
        let found = window(&self.printed, whole, &ready.testimony.own.words);
        found.is_some_and(|it| it.wanted < 8 || it.found * 4 >= it.wanted)
    }

    /// How `self` stands to what the respondent says in a source.
    pub fn read<'r>(&self, ready: &'r Ready, furthest: usize) -> Reading<'r> {
        let alignment = of_words(self.text, &self.printed, &ready.testimony.own);
        self.read_as(ready, furthest, alignment)
    }

    /// How `self` stands to some of the words that the respondent says in a source.
    pub fn read_among<'r>(
        &self,
        ready: &'r Ready,
        furthest: usize,
        among: &[usize],
    ) -> Reading<'r> {
        let alignment = of_words_among(self.text, &self.printed, &ready.testimony.own, among);
        self.read_as(ready, furthest, alignment)
    }

    fn read_as<'r>(&self, ready: &'r Ready, furthest: usize, alignment: Alignment) -> Reading<'r> {
        let told = &ready.testimony.own;
        let theirs = Line {
            text: &ready.text,
            words: &told.words,
            tongue: ready.tongue,
        };
        let ours = self.line(ready.tongue);
        let sides = Sides {
            printed: &self.printed,
            ours,
            told,
            theirs,
            furthest,
        };
        let (flaws, kept) = flaws(&sides, &alignment);
        let clauses = self.clauses(&ours);
        let share = |(from, to): (usize, usize)| {
            let kept = (from..to)
                .filter(|at| self.is_plain(*at) && kept[*at])
                .count();
            (kept, self.plain((from, to)))
        };
        let mut strange: Vec<(usize, usize)> = Vec::new();
        for clause in clauses.iter().copied() {
            let (kept, plain) = share(clause);
            if plain > 0 && (kept as f64) < MOST * plain as f64 {
                match strange.last_mut() {
                    Some(last) if last.1 == clause.0 && !self.printed.omits_before(clause.0) => {
                        last.1 = clause.1;
                    }
                    _ => strange.push(clause),
                }
            }
        }
        let is_whole = |range: &(usize, usize)| {
            let (kept, plain) = share(*range);
            kept == plain
        };
        let mut touched = self.printed.fragments();
        touched.extend(clauses.iter().filter(|it| !strange.contains(it)));
        touched.retain(|it| !is_whole(it));
        let has_proof = clauses
            .iter()
            .any(|clause| is_whole(clause) && self.plain(*clause) >= PROOF);
        let kept = share((0, self.printed.words.len())).0;
        Reading {
            ready,
            alignment,
            flaws,
            strange,
            touched,
            kept,
            has_proof,
        }
    }

    /// The clauses of the fragments.
    fn clauses(&self, line: &Line<'_>) -> Vec<(usize, usize)> {
        let mut clauses = Vec::new();
        for (from, to) in self.printed.fragments() {
            let mut start = from;
            for at in from + 1..to {
                if line.pause(at) == Pause::Stop {
                    clauses.push((start, at));
                    start = at;
                }
            }
            clauses.push((start, to));
        }
        clauses
    }

    /// These words clause by clause.
    pub fn parts(&self, range: (usize, usize)) -> Vec<(usize, usize)> {
        let all = self.clauses(&self.line(Tongue::Untold));
        all.into_iter()
            .filter(|it| it.0 >= range.0 && it.1 <= range.1)
            .collect()
    }

    /// Where these printed words stand in `told` one after the other.
    pub fn stands(&self, range: (usize, usize), told: &Told) -> Option<(usize, usize)> {
        let window = window(&self.printed, range, &told.words)?;
        // A word that was damaged takes three groups with it; what stands there has nearly all.
        if window.found * 2 < window.wanted {
            return None;
        }
        let found = path(&self.printed, range, told, window.words);
        let mut place: Option<(usize, usize)> = None;
        for step in &found.steps {
            match *step {
                Step::Same {
                    source: (at, count),
                    ..
                } => {
                    place = Some((place.map_or(at, |it| it.0), at + count));
                }
                Step::PutIn { printed } | Step::Changed { printed, .. }
                    if self.is_plain(printed) =>
                {
                    return None;
                }
                Step::PutIn { .. } | Step::Changed { .. } => {}
                Step::LeftOut { before, source } => {
                    let beside = |at: usize| at < range.1 && !self.is_plain(at);
                    if !told.is_aside(source)
                        && !beside(before)
                        && !beside(before.saturating_sub(1))
                    {
                        return None;
                    }
                }
            }
        }
        place
    }

    /// The plain words of a range, as a question for an index.
    pub fn question(&self, (from, to): (usize, usize)) -> String {
        let words: Vec<&str> = (from..to)
            .filter(|at| self.is_plain(*at))
            .filter_map(|at| self.printed.words.span(at).of(self.text))
            .collect();
        words.join(" ")
    }
}

impl Reading<'_> {
    /// Whether words of the source stand where the printed words `ours` have their place: behind what
    /// is kept before these, and before what is kept behind them.
    pub fn is_in_order(&self, ours: (usize, usize), theirs: (usize, usize)) -> bool {
        let kept = self
            .alignment
            .parts
            .iter()
            .filter(|it| it.kind == Kind::Kept);
        kept.clone().all(|it| {
            let before = it.ours.1 <= ours.0 && it.theirs.1 <= theirs.0;
            let behind = it.ours.0 >= ours.1 && it.theirs.0 >= theirs.1;
            let inside = it.ours.0 < ours.1 && ours.0 < it.ours.1;
            before || behind || inside
        })
    }

    /// Whether every printed word is the respondent's, and every change marked.
    pub fn is_clean(&self) -> bool {
        self.flaws.is_empty() && !self.alignment.parts.is_empty()
    }
}
