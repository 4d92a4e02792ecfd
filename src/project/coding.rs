//! Coding: code, uncode, recode, memo.

use super::codebook::with_code;
use super::round::{seen_by, still_open};
use super::{Codings, Project, ProjectError, fresh, lookup, now};
use crate::model::coding::{Coder, Coding};
use crate::model::memo::Memo;
use crate::model::operation::Change;
use crate::model::passage::passages;
use crate::model::span::Span;
use crate::model::study::Study;

/// Where in a source something shall be coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// Between two characters, counted from 0, the end not included.
    Characters(usize, usize),
    /// Between two characters, where a reader was shown these words.
    Shown {
        /// The first character.
        start: usize,
        /// The one behind the last.
        end: usize,
        /// The words.
        words: String,
    },
    /// At these words; the n-th of them (from 1) where they stand more than once.
    Words(String, Option<usize>),
    /// A whole passage, counted from 1.
    Passage(usize),
}

impl Place {
    /// The span in `text` that is meant, widened to whole letters.
    pub fn span(&self, name: &str, text: &str) -> Result<Span, ProjectError> {
        let wrong = |error| ProjectError::Span {
            name: name.to_owned(),
            error,
        };
        match self {
            Self::Characters(start, end) => Span::from_chars(text, *start, *end)
                .map(|span| span.snapped(text))
                .map_err(wrong),
            Self::Shown { start, end, words } => {
                let span = Self::Characters(*start, *end).span(name, text)?;
                match span.of(text) == Some(words.as_str()) {
                    true => Ok(span),
                    false => Err(ProjectError::Refused(format!(
                        "source `{name}` has other words at {start}-{end} than those that were shown, expected its text to be loaded again"
                    ))),
                }
            }
            Self::Words(words, nth) => {
                let places: Vec<_> = text
                    .match_indices(words.as_str())
                    .map(|(at, _)| at)
                    .collect();
                let at = match nth {
                    Some(nth) => nth.checked_sub(1).and_then(|nth| places.get(nth)),
                    None if places.len() == 1 => places.first(),
                    None => None,
                };
                let at = at.ok_or_else(|| ProjectError::Words {
                    name: name.to_owned(),
                    count: places.len(),
                })?;
                Span::new(text, *at, at + words.len()).map_err(wrong)
            }
            Self::Passage(number) => {
                let all = passages(text);
                let passage = number.checked_sub(1).and_then(|number| all.get(number));
                passage.map(|passage| passage.words).ok_or_else(|| {
                    ProjectError::Refused(format!(
                        "source `{name}` has {} passages, expected a number from 1, not `{number}`",
                        all.len()
                    ))
                })
            }
        }
    }
}

/// The coder called `name`, made if there is none yet.
pub(super) fn coder(study: &Study, name: &str, changes: &mut Vec<Change>) -> Coder {
    if let Some(coder) = study.coder_named(name) {
        return coder.clone();
    }
    let coder = Coder {
        id: fresh(),
        name: name.to_owned(),
    };
    changes.push(Change::made(coder.clone()));
    coder
}

/// Whose codings a change may touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Only those of whoever makes it: what another coder said stays what they said.
    Own,
    /// Those of everybody, named one by one.
    Everybody,
}

impl Reach {
    fn holds(self, study: &Study, who: &str, coding: &Coding) -> Result<(), ProjectError> {
        let coder = study
            .coders
            .get(&coding.coder)
            .map_or("", |it| it.name.as_str());
        match self {
            Self::Own if coder != who => Err(ProjectError::Refused(format!(
                "this coding is what `{coder}` said, expected one of your own"
            ))),
            Self::Own | Self::Everybody => Ok(()),
        }
    }
}

impl Project {
    /// Codes a place with one or more codes. What this coder has coded in the same way before stays
    /// as it is. Gives the codings that were made.
    pub fn code(
        &mut self,
        who: &str,
        source: &str,
        place: &Place,
        codes: &[String],
    ) -> Result<Vec<Coding>, ProjectError> {
        self.code_places(who, &[(source.to_owned(), place.clone())], codes)
    }

    /// Removes codings by their ids.
    pub fn uncode(
        &mut self,
        who: &str,
        codings: &[String],
        reach: Reach,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::All, |study, _, draft| {
            let seen = seen_by(study, who);
            let gone: Vec<&Coding> = codings
                .iter()
                .map(|word| lookup::coding(&seen, word))
                .collect::<Result<_, _>>()?;
            gone.iter()
                .try_for_each(|coding| reach.holds(study, who, coding))?;
            gone.iter()
                .try_for_each(|coding| still_open(study, coding.coder, coding.source))?;
            draft.action = "coding.remove";
            draft.summary = format!("remove {} codings", gone.len());
            draft
                .changes
                .extend(gone.iter().map(|coding| Change::removed((*coding).clone())));
            Ok(gone.len())
        })?;
        Ok(count)
    }

    /// Gives codings another code.
    pub fn recode(
        &mut self,
        who: &str,
        codings: &[String],
        code: &str,
        reach: Reach,
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::All, |study, _, draft| {
            let code = lookup::code(study, code)?;
            let seen = seen_by(study, who);
            let all: Vec<&Coding> = codings
                .iter()
                .map(|word| lookup::coding(&seen, word))
                .collect::<Result<_, _>>()?;
            all.iter()
                .try_for_each(|coding| reach.holds(study, who, coding))?;
            all.iter()
                .try_for_each(|coding| still_open(study, coding.coder, coding.source))?;
            let other: Vec<_> = all
                .into_iter()
                .filter(|coding| coding.code != code.id)
                .collect();
            draft.action = "coding.recode";
            draft.summary = format!("recode {} codings to `{}`", other.len(), code.key);
            draft.changes.extend(
                other
                    .iter()
                    .map(|coding| Change::replaced((*coding).clone(), with_code(coding, code))),
            );
            Ok(other.len())
        })?;
        Ok(count)
    }

    /// Writes a memo on anything that can be named.
    pub fn memo(&mut self, who: &str, on: &str, text: &str) -> Result<Memo, ProjectError> {
        let (memo, _) = self.change(who, &Codings::All, |study, _, draft| {
            let memo = Memo {
                id: fresh(),
                about: lookup::thing(&seen_by(study, who), on)?,
                text: text.to_owned(),
                author: who.to_owned(),
                at: now(),
            };
            draft.action = "memo.add";
            draft.summary = format!("memo on `{on}`");
            draft.changes.push(Change::made(memo.clone()));
            Ok(memo)
        })?;
        Ok(memo)
    }
}
