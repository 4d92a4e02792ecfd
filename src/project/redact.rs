//! Words that are not printed: marking them, judging what is suggested, and what has come of it.

use std::collections::BTreeMap;

use super::{Codings, Project, ProjectError, fresh, now};
use crate::model::hash::Hash;
use crate::model::natural::natural;
use crate::model::operation::Change;
use crate::model::redact::Beside;
use crate::model::redaction::{Origin, Redaction, RedactionId, State};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;

/// The most characters of what is printed for words.
const LONGEST: usize = 60;

/// Words that somebody or something has found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The source.
    pub source: SourceId,
    /// Where the words stand.
    pub span: Span,
    /// What shall be printed for them, without brackets.
    pub shown: String,
    /// What found them.
    pub origin: Origin,
    /// Whether they shall not be printed from now on, or are only suggested.
    pub state: State,
}

/// One redaction with its words, for those who work in the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RedactionLine {
    /// The redaction.
    pub redaction: Redaction,
    /// Name of the source.
    pub source: String,
    /// First character and the one behind the last.
    pub place: (usize, usize),
    /// The words.
    pub words: String,
}

impl Project {
    /// Marks words. Gives how many are marked that were not, or only suggested. What somebody has
    /// dismissed is not suggested again.
    pub fn redact(&mut self, who: &str, found: &[Found]) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::None, |study, writing, draft| {
            let mut known: BTreeMap<SourceId, Vec<Redaction>> = BTreeMap::new();
            for it in study.redactions.values() {
                known.entry(it.source).or_default().push(it.clone());
            }
            let mut texts: BTreeMap<SourceId, String> = BTreeMap::new();
            for it in &beside_redacted(study, found) {
                let shown = checked(&it.shown)?;
                let gone = || ProjectError::Refused("a source of it is gone".to_owned());
                let source = study.sources.get(&it.source).ok_or_else(gone)?;
                if let std::collections::btree_map::Entry::Vacant(place) = texts.entry(source.id) {
                    place.insert(writing.text(source.text)?);
                }
                let text = &texts[&source.id];
                let mut span = it.span;
                let is_beside = |other: &Redaction| {
                    other.state == State::Accepted && touches(other.span, it.span)
                };
                let here = known.entry(source.id).or_default();
                if it.state == State::Open && here.iter().any(is_beside) {
                    match trimmed(text, span) {
                        Some(rest) => span = rest,
                        None => continue,
                    }
                }
                let words = span.of(text).ok_or_else(gone)?;
                let same = here.iter().position(|other| other.span == span);
                let before = same.map(|at| here[at].clone());
                let settled = match (&before, it.state) {
                    (Some(before), State::Accepted) => {
                        before.state == State::Accepted && before.shown == shown
                    }
                    (Some(_), State::Open | State::Dismissed) => true,
                    (None, State::Open) => here.iter().any(|other| other.span.overlaps(span)),
                    (None, State::Accepted | State::Dismissed) => false,
                };
                if settled {
                    continue;
                }
                let made = Redaction {
                    id: before.as_ref().map_or_else(fresh, |it| it.id),
                    source: source.id,
                    version: source.version,
                    span,
                    words: Hash::of(words.as_bytes()),
                    shown,
                    state: it.state,
                    origin: it.origin,
                    by: who.to_owned(),
                    at: now(),
                };
                match same {
                    Some(at) => here[at] = made.clone(),
                    None => here.push(made.clone()),
                }
                draft.changes.push(match before {
                    Some(before) => Change::replaced(before, made),
                    None => Change::made(made),
                });
            }
            draft.action = "redaction.add";
            draft.summary = match found.iter().all(|it| it.state == State::Open) {
                true => format!("suggest {}", places(draft.changes.len())),
                false => format!("redact {}", places(draft.changes.len())),
            };
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }

    /// Says whether suggestions hold; `shown` is printed instead of what was suggested. Gives how many
    /// are other than they were.
    pub fn judge_redactions(
        &mut self,
        who: &str,
        ids: &[RedactionId],
        state: State,
        shown: Option<&str>,
    ) -> Result<usize, ProjectError> {
        let shown = shown.map(checked).transpose()?;
        let (count, _) = self.change(who, &Codings::None, |study, _, draft| {
            for before in ids.iter().filter_map(|id| study.redactions.get(id)) {
                let mut after = before.clone();
                after.state = state;
                if let Some(shown) = &shown {
                    after.shown.clone_from(shown);
                }
                if after != *before {
                    after.by = who.to_owned();
                    after.at = now();
                    draft.changes.push(Change::replaced(before.clone(), after));
                }
            }
            let verb = match state {
                State::Open => "reopen",
                State::Accepted => "accept",
                State::Dismissed => "dismiss",
            };
            draft.action = "redaction.judge";
            draft.summary = format!("{verb} {}", places(draft.changes.len()));
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }

    /// Takes redactions away, as if the words had never been marked.
    pub fn remove_redactions(
        &mut self,
        who: &str,
        ids: &[RedactionId],
    ) -> Result<usize, ProjectError> {
        let (count, _) = self.change(who, &Codings::None, |study, _, draft| {
            let gone = ids.iter().filter_map(|id| study.redactions.get(id));
            draft.changes.extend(gone.cloned().map(Change::removed));
            draft.action = "redaction.remove";
            draft.summary = format!("no longer redact {}", places(draft.changes.len()));
            Ok(draft.changes.len())
        })?;
        Ok(count)
    }

    /// Every redaction with its words, source by source. It is for those who work in the project.
    pub fn redactions(&self, study: &Study) -> Result<Vec<RedactionLine>, ProjectError> {
        let mut lines = Vec::new();
        for (source, text, here) in self.redacted_sources(study)? {
            for redaction in here {
                let words = words_at(source, &text, redaction)?;
                lines.push(RedactionLine {
                    redaction: redaction.clone(),
                    source: source.name.clone(),
                    place: redaction.span.to_chars(&text),
                    words: words.to_owned(),
                });
            }
        }
        lines.sort_by(|a, b| {
            natural(&a.source, &b.source).then(a.redaction.span.cmp(&b.redaction.span))
        });
        Ok(lines)
    }
}

/// What is suggested, without what is redacted already: of `Bota Zhanova`, where `Bota` is, `Zhanova`.
fn beside_redacted(study: &Study, found: &[Found]) -> Vec<Found> {
    let mut accepted: BTreeMap<SourceId, Vec<Span>> = BTreeMap::new();
    let redactions = study.redactions.values();
    for it in redactions.filter(|it| it.state == State::Accepted) {
        accepted.entry(it.source).or_default().push(it.span);
    }
    let mut left = Vec::new();
    for it in found {
        let mut parts = vec![it.span];
        let known = accepted.get(&it.source).into_iter().flatten();
        for gone in known.filter(|gone| it.state == State::Open && gone.overlaps(it.span)) {
            parts = parts
                .into_iter()
                .flat_map(|part| less(part, *gone))
                .collect();
        }
        left.extend(parts.into_iter().map(|span| Found { span, ..it.clone() }));
    }
    left
}

/// Whether one ends where the other begins.
fn touches(one: Span, other: Span) -> bool {
    one.end == other.start || other.end == one.start
}

/// What is left of a span without another one.
fn less(span: Span, gone: Span) -> Vec<Span> {
    if !gone.overlaps(span) {
        return vec![span];
    }
    let before = Span {
        start: span.start,
        end: gone.start.min(span.end),
    };
    let after = Span {
        start: gone.end.max(span.start),
        end: span.end,
    };
    let is_some = |it: &Span| it.start < it.end;
    [before, after].into_iter().filter(is_some).collect()
}

/// The words at a span without what is no letter at its ends; nothing where fewer than two letters are.
fn trimmed(text: &str, span: Span) -> Option<Span> {
    let words = span.of(text)?;
    let bare = words.trim_matches(|it: char| !it.is_alphanumeric());
    let start = span.start
        + (words.len()
            - words
                .trim_start_matches(|it: char| !it.is_alphanumeric())
                .len());
    (bare.chars().filter(|it| it.is_alphabetic()).count() > 1).then_some(Span {
        start,
        end: start + bare.len(),
    })
}

pub(super) fn words_at<'t>(
    source: &Source,
    text: &'t str,
    redaction: &Redaction,
) -> Result<&'t str, ProjectError> {
    let words = redaction.span.of(text);
    let words = words.filter(|it| Hash::of(it.as_bytes()) == redaction.words);
    words.ok_or_else(|| {
        let beside = Beside {
            redaction: redaction.id.short(),
            source_name: source.name.clone(),
        };
        beside.into()
    })
}

/// What is printed for words must read as that, in every format.
fn checked(shown: &str) -> Result<String, ProjectError> {
    let shown = shown
        .trim()
        .trim_start_matches('[')
        .trim_end_matches(']')
        .trim();
    let fits = !shown.is_empty()
        && shown.chars().count() <= LONGEST
        && !shown.contains(['[', ']', '\n', '\r', '\t']);
    match fits {
        true => Ok(shown.to_owned()),
        false => Err(ProjectError::Refused(format!(
            "`{shown}` cannot stand for words, expected up to {LONGEST} characters like `name of town`"
        ))),
    }
}

fn places(count: usize) -> String {
    match count {
        1 => "1 place".to_owned(),
        n => format!("{n} places"),
    }
}
