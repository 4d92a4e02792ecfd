//! Settling contradictions: the register is corrected, a reading is, or both sides stand; one operation
//! with a reason.

use std::collections::BTreeMap;

use super::round::still_open;
use super::{Codings, Project, ProjectError, fresh, now};
use crate::model::classification::outcomes;
use crate::model::coding::{Coding, CodingId};
use crate::model::contradiction::{Contradiction, Verdict};
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::respondent::{Attribute, Kind, Respondent, RespondentId, Value};
use crate::model::source::SourceId;
use crate::model::study::Study;

/// A contradiction as it is settled.
#[derive(Debug, Clone, PartialEq)]
pub struct Ruling {
    /// The rule that found it.
    pub rule: String,
    /// The respondent.
    pub respondent: RespondentId,
    /// The source.
    pub source: SourceId,
    /// Digest of the rule and the words.
    pub words: Hash,
    /// What the register says.
    pub register: BTreeMap<String, Value>,
    /// The codings that are one side.
    pub codings: Vec<CodingId>,
    /// What is made of it.
    pub verdict: Verdict,
    /// The attribute that is corrected, and its new value (empty for no answer).
    pub correction: Option<(String, String)>,
    /// Why.
    pub reason: String,
    /// In the place of how it was settled before.
    pub again: bool,
}

impl Project {
    /// Settles a contradiction. Correcting the register sets the answer; correcting the reading takes
    /// away the codings that are one side.
    pub fn settle_contradiction(
        &mut self,
        who: &str,
        ruling: &Ruling,
    ) -> Result<Contradiction, ProjectError> {
        let (settled, _) = self.change(who, &Codings::All, |study, _, draft| {
            let respondent = study.respondents.get(&ruling.respondent).ok_or_else(|| {
                ProjectError::Refused("the respondent is not there any more".to_owned())
            })?;
            let mut register = ruling.register.clone();
            if let Some((name, answer)) = &ruling.correction {
                let value = value(study, respondent, name, answer)?;
                let mut corrected: Respondent = respondent.clone();
                for values in [&mut corrected.values, &mut register] {
                    match &value {
                        Some(value) => drop(values.insert(name.clone(), value.clone())),
                        None => drop(values.remove(name)),
                    }
                }
                if corrected == *respondent {
                    return Err(ProjectError::Refused(format!(
                        "the register says `{answer}` for `{name}` already, expected another answer"
                    )));
                }
                draft
                    .changes
                    .push(Change::replaced(respondent.clone(), corrected));
            }
            if ruling.verdict == Verdict::Reading {
                let known = ruling.codings.iter().filter_map(|id| study.codings.get(id));
                let gone: Vec<&Coding> = known.collect();
                for coding in &gone {
                    still_open(study, coding.coder, coding.source)?;
                }
                draft
                    .changes
                    .extend(gone.into_iter().cloned().map(Change::removed));
            }
            let before = study.contradictions.values().find(|it| {
                it.rule == ruling.rule
                    && it.respondent == ruling.respondent
                    && it.source == ruling.source
                    && it.words == ruling.words
            });
            let stands = before.filter(|it| it.register == ruling.register && !ruling.again);
            if let Some(it) = stands {
                return Err(ProjectError::Refused(format!(
                    "it was settled before by {}: {}, “{}”, expected one that is open, or `--again`",
                    it.by,
                    it.verdict.name(),
                    it.reason
                )));
            }
            let settled = Contradiction {
                id: before.map_or_else(fresh, |it| it.id),
                rule: ruling.rule.clone(),
                respondent: ruling.respondent,
                source: ruling.source,
                words: ruling.words,
                register,
                coded: !ruling.codings.is_empty(),
                verdict: ruling.verdict,
                reason: ruling.reason.clone(),
                by: who.to_owned(),
                at: now(),
            };
            draft.changes.push(match before {
                Some(before) => Change::replaced(before.clone(), settled.clone()),
                None => Change::made(settled.clone()),
            });
            draft.action = "contradiction.settle";
            let corrected = ruling.correction.as_ref().map(|(name, answer)| {
                let before = respondent.value(name).map(ToString::to_string);
                format!(
                    " ({name} {} → {answer})",
                    before.unwrap_or_else(|| "none".to_owned())
                )
            });
            draft.summary = format!(
                "settle `{}` of respondent {}: {}{}: {}",
                ruling.rule,
                respondent.name,
                ruling.verdict.name(),
                corrected.unwrap_or_default(),
                ruling.reason
            );
            Ok(settled)
        })?;
        Ok(settled)
    }
}

/// An answer as a value of the attribute's kind; `None` for no answer.
pub(super) fn value(
    study: &Study,
    respondent: &Respondent,
    name: &str,
    answer: &str,
) -> Result<Option<Value>, ProjectError> {
    if outcomes(study).contains_key(&(respondent.id, name)) {
        return Err(ProjectError::Refused(format!(
            "`{name}` of respondent `{}` follows from classifications, expected `quotebook classify`",
            respondent.name
        )));
    }
    let answer = answer.trim();
    if answer.is_empty() {
        return Ok(None);
    }
    let mut attributes = study.attributes.values();
    let known = attributes.find(|it: &&Attribute| it.name == name);
    let Some(kind) = known.map(|it| it.kind) else {
        return Err(ProjectError::Refused(format!(
            "`{name}` is no attribute of the register, expected one that is (a route is corrected by `quotebook route edit`)"
        )));
    };
    let wrong = |expected: &str| {
        ProjectError::Refused(format!(
            "`{answer}` is no value of `{name}`, expected {expected}"
        ))
    };
    Ok(Some(match kind {
        Kind::Text => Value::Text(answer.to_owned()),
        Kind::Number => {
            let number = answer.parse::<f64>().ok().filter(|it| it.is_finite());
            Value::Number(number.ok_or_else(|| wrong("a number"))?)
        }
        Kind::Date => Value::Date(
            answer
                .parse()
                .map_err(|_| wrong("a date such as 2025-04-11"))?,
        ),
    }))
}
