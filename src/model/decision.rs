//! Decisions: what a team settles on where its coders differ.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CodingId;
use super::id::Id;
use super::source::SourceId;

/// The id of a decision.
pub type DecisionId = Id<Decision>;

/// One disagreement settled, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Never changes.
    pub id: DecisionId,
    /// The source.
    pub source: SourceId,
    /// The codings that differed, in order of their ids.
    pub about: Vec<CodingId>,
    /// The codings of the consensus that came of it; empty where neither was right.
    pub made: Vec<CodingId>,
    /// Why.
    pub reason: String,
    /// Who decided.
    pub by: String,
    /// When.
    pub at: Timestamp,
}
