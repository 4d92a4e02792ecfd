//! Classifying respondents: the values come from the settings, what a value requires is asked of the
//! register, and the words that it rests on must stand in the notes.

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::evidence::evidence;
use super::round::{seen_by, still_open};
use super::scheme::{class, holds_for, reason, scheme};
use super::{Codings, Project, ProjectError, coding, fresh, lookup, now};
use crate::model::blind::Blind;
use crate::model::classification::{Classification, Evidence, State, outcomes};
use crate::model::coding::CONSENSUS;
use crate::model::operation::Change;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::study::Study;

/// What somebody says of a respondent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClassifyRequest {
    /// The respondent's name.
    pub respondent: String,
    /// The attribute.
    pub attribute: String,
    /// The value.
    pub value: String,
    /// Which of the value's reasons.
    pub reason: Option<String>,
    /// The words that it rests on: ids of codings, `SOURCE:START-END`, `SOURCE:words`, or words that
    /// stand once in the respondent's sources.
    pub because: Vec<String>,
    /// A note.
    pub note: String,
    /// Settle what classifiers differ about, for this reason.
    pub settle: Option<String>,
    /// In the place of how it was settled before.
    pub again: bool,
}

/// What came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Classified {
    /// The classification as it stands.
    pub classification: Classification,
    /// Whether anything changed.
    pub changed: bool,
    /// How far the classifiers that may be seen have come.
    pub state: State,
    /// What was settled before and holds, where this says another thing.
    pub holds: Option<Classification>,
    /// Whether all who classified said one thing before it was settled.
    pub agreed: bool,
}

impl Project {
    /// Puts a respondent into a value, in the place of what this coder said before.
    pub fn classify(
        &mut self,
        who: &str,
        request: &ClassifyRequest,
    ) -> Result<Classified, ProjectError> {
        if who.to_lowercase() == CONSENSUS {
            return Err(ProjectError::Refused(format!(
                "`{CONSENSUS}` is nobody's name, expected who classifies, or `--settle` with a reason"
            )));
        }
        let settings = self.settings.clone();
        let (classified, _) = self.change(who, &Codings::All, |study, writing, draft| {
            let seen = seen_by(study, who);
            let respondent = lookup::respondent(study, &request.respondent)?;
            let scheme = scheme(&settings, study, &request.attribute)?;
            let class = class(scheme, &request.attribute, &request.value)?;
            let reason = reason(class, request.reason.as_deref())?;
            holds_for(study, class, respondent)?;
            let coder = match &request.settle {
                Some(_) => {
                    nothing_hidden(study, who, respondent.id, &request.attribute)?;
                    coding::coder(study, CONSENSUS, &mut draft.changes)
                }
                None => coding::coder(study, who, &mut draft.changes),
            };
            let sources = study.sources.values();
            for source in sources.filter(|it| it.respondent == Some(respondent.id)) {
                still_open(study, coder.id, source.id)?;
            }
            let mut because: Vec<Evidence> = Vec::new();
            for word in &request.because {
                let evidence = evidence(&seen, writing, respondent, word)?;
                if !because.contains(&evidence) {
                    because.push(evidence);
                }
            }
            let about = |it: &&Classification| {
                it.respondent == respondent.id && it.attribute == request.attribute
            };
            let mut said = study.classifications.values().filter(about);
            let before = said.find(|it| it.coder == coder.id);
            let stands = before.filter(|_| request.settle.is_some() && !request.again);
            if let Some(it) = stands {
                return Err(ProjectError::Refused(format!(
                    "`{}` of respondent `{}` was settled before as `{}`, “{}”, expected one that is open, or `--again`",
                    it.attribute, respondent.name, it.value, it.note
                )));
            }
            if request.settle.is_some() && because.is_empty() {
                let same = seen.classifications.values().filter(about);
                for it in same.filter(|it| it.value == class.name && it.reason == reason) {
                    let fresh = it.because.iter().filter(|it| !because.contains(it));
                    let fresh: Vec<Evidence> = fresh.copied().collect();
                    because.extend(fresh);
                }
            }
            let new = Classification {
                id: before.map_or_else(fresh, |it| it.id),
                respondent: respondent.id,
                attribute: request.attribute.clone(),
                value: class.name.clone(),
                reason,
                because,
                note: request
                    .settle
                    .clone()
                    .unwrap_or_else(|| request.note.clone()),
                coder: coder.id,
                at: now(),
            };
            let same = before.is_some_and(|it| {
                Classification {
                    at: it.at,
                    ..new.clone()
                } == *it
            });
            // Settling the same again answers who thought anew since.
            let changed = !same || request.settle.is_some();
            let mut after = seen.into_owned();
            after.put(new.clone().into());
            for change in &draft.changes {
                change.after.iter().cloned().for_each(|it| after.put(it));
            }
            let key = (respondent.id, request.attribute.as_str());
            let comes_to = outcomes(&after);
            let outcome = comes_to.get(&key);
            let state = outcome.map(|it| it.state);
            let other = |it: &&Classification| it.value != new.value || it.reason != new.reason;
            let holds = outcome.and_then(|it| it.settled).filter(other).cloned();
            let said: BTreeSet<_> = outcome
                .into_iter()
                .flat_map(|it| &it.all)
                .map(|it| (&it.value, &it.reason))
                .collect();
            let agreed = said.len() < 2;
            draft.action = match request.settle {
                Some(_) => "classification.settle",
                None => "classification.set",
            };
            let verb = if request.settle.is_some() {
                "settle"
            } else {
                "classify"
            };
            draft.summary = format!("{verb} respondent {} as `{}`", respondent.name, new.value);
            match changed {
                true => draft.changes.push(match before {
                    Some(before) => Change::replaced(before.clone(), new.clone()),
                    None => Change::made(new.clone()),
                }),
                false => draft.changes.clear(),
            }
            Ok(Classified {
                classification: new,
                changed,
                state: state.unwrap_or(State::Single),
                holds,
                agreed,
            })
        })?;
        Ok(classified)
    }

    /// The respondent of this name.
    pub fn respondent(
        &self,
        name: &str,
        moment: Option<Timestamp>,
    ) -> Result<Respondent, ProjectError> {
        let study = self.study(moment, &Codings::None)?;
        lookup::respondent(&study, name).cloned()
    }
}

/// Refuses to settle what others have said and the reader may not see yet.
fn nothing_hidden(
    study: &Study,
    who: &str,
    respondent: RespondentId,
    attribute: &str,
) -> Result<(), ProjectError> {
    let blind = Blind::new(study, who);
    let mut about = study.classifications.values();
    let hidden = about.any(|it| {
        it.respondent == respondent && it.attribute == attribute && blind.hides_classification(it)
    });
    match blind.rounds().next().filter(|_| hidden) {
        None => Ok(()),
        Some(round) => Err(ProjectError::Refused(format!(
            "round `{}` is not revealed yet, expected to settle when everybody sees everything",
            round.name
        ))),
    }
}
