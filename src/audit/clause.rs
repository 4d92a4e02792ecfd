//! How far a denial reaches. Where a cut falls, words that deny in the same clause as the words kept
//! at its edges change what these say; a whole clause that is left out takes its denials with it.
//! Clauses are told by their punctuation and by the words that join them. In doubt a denial reaches.

use super::clause_words::{
    ADDING, AUXILIARIES, JOINING, NO_VERBS, OPENING, PHRASES, SAYING, SOME, SUBJECTS,
};
use super::negation::{Denial, Tongue};
use super::words::Words;

/// A text with its words.
#[derive(Clone, Copy)]
pub struct Line<'l> {
    /// The text that the places of the words are in.
    pub text: &'l str,
    /// Its words in order; words of others may be missing between them.
    pub words: &'l Words,
    /// Its language.
    pub tongue: Tongue,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pause {
    /// Nothing but space.
    None,
    /// A comma.
    Comma,
    /// The end of a clause or sentence.
    Stop,
}

impl Line<'_> {
    /// What stands before word `at`.
    pub fn pause(&self, at: usize) -> Pause {
        if at == 0 || at >= self.words.len() {
            return Pause::Stop;
        }
        let (from, to) = (self.words.span(at - 1).end, self.words.span(at).start);
        let between = self.text.get(from..to).unwrap_or_default();
        if between == " " {
            return Pause::None;
        }
        let mut lines = 0;
        let mut pause = Pause::None;
        for letter in between.chars() {
            match letter {
                '.' | '!' | '?' | ';' | ':' | '…' | '—' | '–' | '¶' => return Pause::Stop,
                '\n' => lines += 1,
                ',' | '(' | ')' => pause = Pause::Comma,
                letter if letter.is_alphanumeric() => return Pause::Stop,
                _ => {}
            }
        }
        if lines > 1 { Pause::Stop } else { pause }
    }

    /// The words between two stops, as ranges.
    pub fn clauses(&self) -> Vec<(usize, usize)> {
        let mut clauses = Vec::new();
        let mut start = 0;
        for at in 1..=self.words.len() {
            if at == self.words.len() || self.pause(at) == Pause::Stop {
                clauses.push((start, at));
                start = at;
            }
        }
        clauses
    }

    /// For every word, whether a word before it denies it.
    pub fn governed(&self) -> Vec<bool> {
        let mut governed = vec![false; self.words.len()];
        let denials = (0..self.words.len()).filter(|at| self.denial(*at).is_some());
        let denials: Vec<usize> = denials.collect();
        for denial in denials {
            let last = (denial + 12).min(self.words.len());
            let behind = denial + 1..last;
            for at in behind.take_while(|at| self.pause(*at) != Pause::Stop) {
                governed[at] = governed[at] || self.before(at, denial).is_some();
            }
        }
        governed
    }

    /// How word `at` denies.
    pub fn denial(&self, at: usize) -> Option<Denial> {
        let form = self.words.form(at);
        let denial = self.tongue.denial(form)?;
        // `a few` are some.
        let some = form == "few" && at > 0 && SOME.contains(&self.words.form(at - 1));
        (!some).then_some(denial)
    }

    /// Whether what word `here` refuses or ends is said in the words behind it up to word `at`.
    fn has_complement(&self, here: usize, at: usize, denial: Denial) -> bool {
        let last = (here + 3).min(at).min(self.words.len() - 1);
        (here + 1..=last)
            .take_while(|next| self.pause(*next) == Pause::None)
            .any(|next| {
                let form = self.words.form(next);
                let doing = form.ends_with("ing") && form.len() > 4 && !NO_VERBS.contains(&form);
                let infinitive = ["ть", "ться", "ти", "тись", "чь"]
                    .iter()
                    .any(|end| form.ends_with(end) && !NO_VERBS.contains(&form));
                doing || infinitive || (denial == Denial::Refusal && OPENING.contains(&form))
            })
    }

    /// The word that denies word `at`, among the words from `limit` up to it.
    pub fn before(&self, at: usize, limit: usize) -> Option<usize> {
        let mut next = at;
        let mut commas = 0;
        while next > limit {
            let here = next - 1;
            let denial = self.denial(here);
            match self.pause(next) {
                Pause::Stop => return None,
                // `is not, under any circumstances, permitted`: nothing stands between it and what
                // it denies but the pause.
                Pause::Comma => {
                    commas += 1;
                    if denial == Some(Denial::Particle) && (commas > 1 || next == at) {
                        return Some(here);
                    }
                    let opens = next < at && self.is_opening(next);
                    if self.is_reported(next) {
                        commas -= 1;
                        next -= 1;
                        continue;
                    }
                    if opens || commas > 2 || at - next > 8 {
                        return None;
                    }
                    next -= 1;
                    continue;
                }
                Pause::None => {}
            }
            let listed = commas <= 2
                && matches!(denial, Some(Denial::Lack | Denial::Determiner))
                && self.is_listed(at);
            if (commas == 0 || listed)
                && let Some(denial) = denial
                && (at - here <= reach(denial)
                    || (denial == Denial::Lack && self.is_lacked(here, at)))
                && (!matches!(denial, Denial::Refusal | Denial::Ending)
                    || self.has_complement(here, at, denial))
            {
                return Some(here);
            }
            // A joining word begins another clause, unless it is itself denied (`not because`).
            let denied = next > limit + 1 && self.denial(next - 1).is_some();
            if self.is_joining(next, at) && !denied {
                return None;
            }
            next -= 1;
        }
        None
    }

    /// The word that denies what word `at` begins to say, among the words behind it and before
    /// `limit`. `marked` says that the cut is between words that are both kept.
    pub fn after(&self, at: usize, limit: usize, marked: bool) -> Option<usize> {
        let auxiliary = AUXILIARIES.contains(&self.words.form(at));
        for here in at + 1..limit.min(self.words.len()) {
            let distance = here - at - 1;
            let capital = |at: usize| {
                let word = self.words.span(at).of(self.text).unwrap_or_default();
                word != "I" && word.starts_with(char::is_uppercase)
            };
            if self.pause(here) != Pause::None
                || self.is_joining(here, here)
                || (distance == 0 && capital(here))
            {
                return None;
            }
            let reaches = match self.denial(here) {
                None => false,
                Some(Denial::Particle) => {
                    let doing = here + 1 < self.words.len()
                        && self.words.form(here + 1).ends_with("ing")
                        && !auxiliary;
                    !doing && distance <= if auxiliary { 4 } else { 1 }
                }
                Some(Denial::Member) => distance <= 3,
                Some(Denial::Determiner) => marked && distance == 0,
                Some(Denial::Lack | Denial::Refusal | Denial::Ending) => false,
                Some(Denial::Closing) => distance <= 6,
            };
            if reaches {
                return Some(here);
            }
        }
        None
    }

    /// Whether word `at` still belongs to what the word `lack` says is not there: `without any kind of warm
    /// coats`. Where a phrase of its own begins with it, the one that lacks is over.
    fn is_lacked(&self, lack: usize, at: usize) -> bool {
        let opens = |at: usize| PHRASES.contains(&self.words.form(at));
        at - lack <= LACKED && !opens(at) && !(lack + 1..at).any(opens)
    }

    /// Whether word `at` is one of several that are listed: `food, water or shoes`.
    fn is_listed(&self, at: usize) -> bool {
        let last = (at + LISTED).min(self.words.len());
        (at + 1..last)
            .take_while(|next| self.pause(*next) != Pause::Stop)
            .any(|next| ["or", "nor", "или", "ни"].contains(&self.words.form(next)))
    }

    /// Whether word `at` begins another clause. Where words follow it that are kept, `from` is the
    /// first of them.
    fn is_joining(&self, at: usize, from: usize) -> bool {
        let form = self.words.form(at);
        if JOINING.contains(&form) {
            return true;
        }
        // `and he left` begins a clause; `did not see and hear` goes on with the one that is denied.
        let follows = at < from && at + 1 < self.words.len();
        ADDING.contains(&form) && (from == at || (follows && self.is_subject(at + 1)))
    }

    /// Whether a clause may begin with word `at` behind a comma.
    fn is_opening(&self, at: usize) -> bool {
        let form = self.words.form(at);
        JOINING.contains(&form) || ADDING.contains(&form) || self.is_subject(at)
    }

    fn is_subject(&self, at: usize) -> bool {
        SUBJECTS.contains(&self.words.form(at))
    }

    /// Whether word `at` opens what somebody does not say, think or want: `не думаю, что`.
    fn is_reported(&self, at: usize) -> bool {
        let from = at.saturating_sub(3);
        ["что", "чтобы", "that"].contains(&self.words.form(at))
            && (from..at).any(|at| {
                let form = self.words.form(at);
                SAYING.iter().any(|start| form.starts_with(start))
            })
            && (from..at).any(|at| self.denial(at).is_some())
    }
}

/// How many words behind it a denial reaches within its clause.
fn reach(denial: Denial) -> usize {
    match denial {
        Denial::Particle | Denial::Member => 12,
        Denial::Determiner => 4,
        Denial::Lack => 2,
        Denial::Refusal | Denial::Ending => 8,
        Denial::Closing => 0,
    }
}

/// So many words behind a word of lack may belong to it.
const LACKED: usize = 7;
/// So many words of a list are looked at for the word that joins it.
const LISTED: usize = 5;
