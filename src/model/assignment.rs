//! Assignments: who codes which source.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::coding::CoderId;
use super::id::Id;
use super::source::SourceId;

/// The id of an assignment.
pub type AssignmentId = Id<Assignment>;

/// A source that a coder is to read. It counts as looked at, also where nothing in it is coded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// Never changes.
    pub id: AssignmentId,
    /// The source.
    pub source: SourceId,
    /// The coder.
    pub coder: CoderId,
    /// When it was assigned.
    pub at: Timestamp,
}
