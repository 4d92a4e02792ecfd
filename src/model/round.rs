//! Rounds: times in which coders work apart, so that how far they agree is worth knowing.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::{CoderId, Coding};
use super::id::Id;
use super::source::SourceId;

/// The id of a round.
pub type RoundId = Id<Round>;

/// A time in which coders do not see each other's codings, from its opening until it is revealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Never changes.
    pub id: RoundId,
    /// What people call it. Unique.
    pub name: String,
    /// Who work apart; empty for everybody.
    #[serde(default)]
    pub coders: Vec<CoderId>,
    /// The sources that it is about; empty for all.
    #[serde(default)]
    pub sources: Vec<SourceId>,
    /// Who opened it, and may close and reveal it.
    pub opened_by: String,
    /// When it was opened.
    pub opened: Timestamp,
    /// When coding ended; `None` while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Timestamp>,
    /// When everybody was shown everything; `None` while the round is blind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Timestamp>,
}

impl Round {
    /// Whether the round is about what this coder does in this source.
    pub fn is_about(&self, coder: CoderId, source: SourceId) -> bool {
        self.has_coder(coder) && (self.sources.is_empty() || self.sources.contains(&source))
    }

    /// Whether this coder works apart in it.
    pub fn has_coder(&self, coder: CoderId) -> bool {
        self.coders.is_empty() || self.coders.contains(&coder)
    }

    /// Whether coding has ended, and nobody has seen the others' yet.
    pub fn is_shut(&self) -> bool {
        self.closed.is_some() && self.revealed.is_none()
    }

    /// Whether the round has shown this coding to everybody.
    pub fn has_shown(&self, coding: &Coding) -> bool {
        self.is_about(coding.coder, coding.source)
            && self.revealed.is_some_and(|at| coding.at <= at)
    }
}
