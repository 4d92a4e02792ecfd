//! Rounds of coding apart: opened, closed, revealed. That a coder is shown nothing of the others until
//! then is kept here, whatever asks.

use std::borrow::Cow;

use super::{Codings, Project, ProjectError, coding, lookup, now};
use crate::model::blind::Blind;
use crate::model::coding::CoderId;
use crate::model::natural::natural;
use crate::model::operation::Change;
use crate::model::round::Round;
use crate::model::source::SourceId;
use crate::model::study::Study;

/// A round to open.
#[derive(Debug, Clone, Default)]
pub struct RoundRequest {
    /// What it is called; without a name it is numbered.
    pub name: Option<String>,
    /// Who work apart; nobody named means everybody.
    pub coders: Vec<String>,
    /// Only sources in which anything answers this query.
    pub filter: Option<String>,
}

impl Project {
    /// Opens a round: from now on its coders do not see each other's codings in its sources.
    pub fn open_round(&mut self, who: &str, request: &RoundRequest) -> Result<Round, ProjectError> {
        let sources: Vec<SourceId> = match &request.filter {
            Some(query) => {
                let study = self.held_study()?;
                self.sources_where(&study, query, None)?
                    .into_iter()
                    .collect()
            }
            None => Vec::new(),
        };
        if request.filter.is_some() && sources.is_empty() {
            return Err(ProjectError::Refused(
                "no source answers the query, expected one for the round".to_owned(),
            ));
        }
        let (round, _) = self.change(who, &Codings::None, |study, _, draft| {
            let number = study.rounds.len() + 1;
            let name = request
                .name
                .clone()
                .unwrap_or_else(|| format!("round {number}"));
            let coders: Vec<CoderId> = request
                .coders
                .iter()
                .map(|name| coding::coder(study, name, &mut draft.changes).id)
                .collect();
            let round = Round {
                id: super::fresh(),
                name,
                coders,
                sources,
                opened_by: who.to_owned(),
                opened: now(),
                closed: None,
                revealed: None,
            };
            draft.action = "round.open";
            draft.summary = format!("open round `{}`", round.name);
            draft.changes.push(Change::made(round.clone()));
            Ok(round)
        })?;
        Ok(round)
    }

    /// Ends the coding of a round; it stays blind.
    pub fn close_round(&mut self, who: &str, name: Option<&str>) -> Result<Round, ProjectError> {
        self.step_round(who, name, "close", |round| {
            (round.closed.is_none() && round.revealed.is_none()).then(|| Round {
                closed: Some(now()),
                ..round.clone()
            })
        })
    }

    /// Shows everybody everything that was coded in a round, which ends it.
    pub fn reveal_round(&mut self, who: &str, name: Option<&str>) -> Result<Round, ProjectError> {
        self.step_round(who, name, "reveal", |round| {
            let at = now();
            round.revealed.is_none().then(|| Round {
                closed: round.closed.or(Some(at)),
                revealed: Some(at),
                ..round.clone()
            })
        })
    }

    /// The rounds, oldest first.
    pub fn rounds(&self) -> Result<Vec<Round>, ProjectError> {
        let mut rounds = self.store.rounds()?;
        rounds.sort_by(|a, b| {
            a.opened
                .cmp(&b.opened)
                .then_with(|| natural(&a.name, &b.name))
        });
        Ok(rounds)
    }

    fn step_round(
        &mut self,
        who: &str,
        name: Option<&str>,
        verb: &'static str,
        step: impl FnOnce(&Round) -> Option<Round>,
    ) -> Result<Round, ProjectError> {
        let (round, _) = self.change(who, &Codings::None, |study, _, draft| {
            let round = match name {
                Some(name) => lookup::round(study, name)?,
                None => only_blind(study)?,
            };
            if round.opened_by != who {
                return Err(ProjectError::Refused(format!(
                    "round `{}` was opened by `{}`, expected them to {verb} it, not `{who}`",
                    round.name, round.opened_by
                )));
            }
            let Some(next) = step(round) else {
                let state = if round.revealed.is_some() {
                    "revealed"
                } else {
                    "closed"
                };
                return Err(ProjectError::Refused(format!(
                    "round `{}` is {state} already, there is nothing to {verb}",
                    round.name
                )));
            };
            draft.action = match verb {
                "close" => "round.close",
                _ => "round.reveal",
            };
            draft.summary = format!("{verb} round `{}`", round.name);
            draft
                .changes
                .push(Change::replaced(round.clone(), next.clone()));
            Ok(next)
        })?;
        Ok(round)
    }
}

/// The round that is not revealed, where there is one.
fn only_blind(study: &Study) -> Result<&Round, ProjectError> {
    let mut blind = study
        .rounds
        .values()
        .filter(|round| round.revealed.is_none());
    match (blind.next(), blind.next()) {
        (Some(round), None) => Ok(round),
        (None, _) => Err(ProjectError::Refused(
            "no round is open, expected one to have been opened".to_owned(),
        )),
        (Some(one), Some(other)) => Err(ProjectError::Refused(format!(
            "several rounds are open (`{}`, `{}`), expected the name of one",
            one.name, other.name
        ))),
    }
}

/// What `who` may see of a study that is being changed.
pub(super) fn seen_by<'s>(study: &'s Study, who: &str) -> Cow<'s, Study> {
    let blind = Blind::new(study, who);
    if !blind.is_blind() {
        return Cow::Borrowed(study);
    }
    let mut seen = study.clone();
    blind.apply(&mut seen);
    Cow::Owned(seen)
}

/// Refuses to change what a coder did in a source whose round is closed and not revealed.
pub(super) fn still_open(
    study: &Study,
    coder: CoderId,
    source: SourceId,
) -> Result<(), ProjectError> {
    let shut = study
        .rounds
        .values()
        .find(|it| it.is_shut() && it.is_about(coder, source));
    match shut {
        None => Ok(()),
        Some(round) => Err(ProjectError::Refused(format!(
            "round `{}` is closed, its codings stay as they are until it is revealed",
            round.name
        ))),
    }
}
