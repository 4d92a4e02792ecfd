//! Operations: the only way in which a project changes. An operation says, for every record it
//! touches, what was there before and what is there after. From this follow undo (swap the two),
//! the audit trail, "as of" (fold up to a time) and merging (a set union ordered by time and id).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::Id;
use super::memo::Thing;
pub use super::record::Record;

/// The id of an operation.
pub type OperationId = Id<Operation>;

/// One change to a project, by one person, at one time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Sorts by time.
    pub id: OperationId,
    /// Never earlier than the operation before it in the same copy of the project.
    pub at: Timestamp,
    /// Who did it.
    pub actor: String,
    /// What was done, for example `code.rename`.
    pub action: String,
    /// One line for people, for example "rename `push/poverty` to Poverty".
    pub summary: String,
    /// The operation that this one takes back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undoes: Option<OperationId>,
    /// What changed, in order.
    pub changes: Vec<Change>,
}

/// One record before and after. Both are never absent at once.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// `None` when the record was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Record>,
    /// `None` when the record was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Record>,
}

impl Change {
    /// `record` is new.
    pub fn made(record: impl Into<Record>) -> Self {
        Self {
            before: None,
            after: Some(record.into()),
        }
    }

    /// `record` is gone.
    pub fn removed(record: impl Into<Record>) -> Self {
        Self {
            before: Some(record.into()),
            after: None,
        }
    }

    /// `before` became `after`; both are the same noun with the same id.
    pub fn replaced(before: impl Into<Record>, after: impl Into<Record>) -> Self {
        Self {
            before: Some(before.into()),
            after: Some(after.into()),
        }
    }

    /// The same change backwards.
    pub fn inverse(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
        }
    }

    /// The record, whichever side it stands on.
    pub fn record(&self) -> Option<&Record> {
        self.after.as_ref().or(self.before.as_ref())
    }
}

impl Operation {
    /// The changes that take this operation back, last one first.
    pub fn inverse(&self) -> Vec<Change> {
        self.changes.iter().rev().map(Change::inverse).collect()
    }

    /// Whether the operation touches `thing`, or anything that hangs on it.
    pub fn touches(&self, thing: Thing) -> bool {
        let records = self
            .changes
            .iter()
            .flat_map(|change| [change.before.as_ref(), change.after.as_ref()]);
        thing == Thing::Project || records.flatten().any(|record| record.concerns(thing))
    }
}
