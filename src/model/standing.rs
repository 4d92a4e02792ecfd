//! Standings: how a quote stands with those who write the report.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CodingId;
use super::id::Id;

/// The id of a standing.
pub type StandingId = Id<Standing>;

/// What a writer has said about the quote of a coding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Never changes.
    pub id: StandingId,
    /// The coding.
    pub coding: CodingId,
    /// Whether it is one to show.
    #[serde(default)]
    pub starred: bool,
    /// How far it has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// The writer's note.
    #[serde(default)]
    pub note: String,
    /// Who said so last.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// How far a quote has come on its way into the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// It may be used.
    Candidate,
    /// It may be printed.
    Approved,
    /// It stands in the report.
    Used,
}

impl Status {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Candidate => "candidate",
            Self::Approved => "approved",
            Self::Used => "used",
        }
    }
}
