//! How a change is written down: with its id and its time. Who asks for a change may name it before, so
//! that the journal itself tells whether it was made, whatever was lost on the way back.

use std::collections::HashSet;

use jiff::Timestamp;
use uuid::{Builder, Uuid};

use super::{Draft, Project, ProjectError, now};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::{Operation, OperationId};
use crate::store::{StoreError, Writing};

/// What somebody calls a change before it is made: the part of its operation's id that is chance
/// otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ChangeName([u8; 10]);

impl ChangeName {
    /// A name of any words that are unlike all others.
    pub fn of(words: &str) -> Self {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&Hash::of(words.as_bytes()).0[..10]);
        Self::in_id(Builder::from_unix_timestamp_millis(0, &bytes).into_uuid())
    }

    fn in_id(id: Uuid) -> Self {
        let mut bytes = [0; 10];
        bytes.copy_from_slice(&id.as_bytes()[6..]);
        Self(bytes)
    }

    fn id(self) -> Uuid {
        let millis = Timestamp::now().as_millisecond();
        let millis = u64::try_from(millis).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &self.0).into_uuid()
    }
}

impl Project {
    /// Names the next change that is made, or takes the name from it.
    pub fn name_next(&mut self, name: Option<ChangeName>) {
        self.next = name;
    }

    /// The names of all changes that were ever made; those that nobody named have one by chance.
    pub fn change_names(&self) -> Result<HashSet<ChangeName>, ProjectError> {
        let heads = self.store.heads()?;
        let ids = heads.iter().map(|it| it.operation.id.uuid());
        Ok(ids.map(ChangeName::in_id).collect())
    }
}

/// Gives a draft its id and time and writes it down.
pub(super) fn append(
    writing: &Writing<'_>,
    actor: &str,
    name: Option<ChangeName>,
    draft: Draft,
) -> Result<Option<OperationId>, StoreError> {
    if draft.changes.is_empty() {
        return Ok(None);
    }
    // A clock that was set back must not make the journal run backwards: later than all it knows.
    let after = |last: Timestamp| Timestamp::from_microsecond(last.as_microsecond() + 1);
    let last = writing.last_at()?.and_then(|last| after(last).ok());
    let at = last.map_or_else(now, |last| last.max(now()));
    let operation = Operation {
        id: Id::from_uuid(name.map_or_else(Uuid::now_v7, ChangeName::id)),
        at,
        actor: actor.to_owned(),
        action: draft.action.to_owned(),
        summary: draft.summary,
        undoes: draft.undoes,
        changes: draft.changes,
    };
    writing.append(&operation)?;
    Ok(Some(operation.id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_known_again_by_its_id() {
        let name = ChangeName::of("ana\nPOST /api/codings\n1");
        assert_eq!(ChangeName::in_id(name.id()), name);
        assert_eq!(name.id().get_version_num(), 7);
        assert_ne!(ChangeName::of("ana\nPOST /api/codings\n2"), name);
        assert_ne!(ChangeName::in_id(Uuid::now_v7()), name);
    }
}
