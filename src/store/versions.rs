//! The operations that a code is in, found without reading the others: a long journal is mostly codings.

use super::journal::{Entry, WHOLE, entries, uuid};
use super::{Store, StoreError};
use crate::model::codebook::CodeId;
use crate::model::id::Id;

impl Store {
    /// Operations that changed a code itself, with all their changes, oldest first.
    pub fn of_code(&self, code: CodeId) -> Result<Vec<Entry>, StoreError> {
        // As a change writes a record of this kind: the word for it, and the id in front.
        let words = format!(r#""code":{{"id":"{}""#, code.uuid());
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM journal WHERE instr(changes, ?1) > 0 ORDER BY moment, copy, running, id",
        )?;
        let ids = statement.query_map([words], |row| uuid(row, 0))?;
        let mut found = Vec::new();
        for id in ids {
            found.extend(entries(&self.connection, WHOLE, Some(Id::from_uuid(id?)))?);
        }
        Ok(found)
    }
}
