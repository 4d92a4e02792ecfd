//! Texts and original files, each stored once under its digest.

use rusqlite::{Connection, OptionalExtension};

use super::{Store, StoreError, Writing};
use crate::model::hash::Hash;

impl Store {
    /// The text under `hash`.
    pub fn text(&self, hash: Hash) -> Result<String, StoreError> {
        let bytes = read(&self.connection, hash)?.ok_or(StoreError::NoText(hash))?;
        String::from_utf8(bytes).map_err(|_| StoreError::NoText(hash))
    }

    /// The bytes of an original file.
    pub fn original(&self, hash: Hash) -> Result<Vec<u8>, StoreError> {
        read(&self.connection, hash)?.ok_or(StoreError::NoText(hash))
    }
}

impl Writing<'_> {
    /// Keeps `bytes` under `hash`, which must be their digest.
    pub fn keep(&self, hash: Hash, bytes: &[u8]) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached("INSERT OR IGNORE INTO texts (hash, bytes) VALUES (?1, ?2)")?
            .execute((hash.0, bytes))?;
        Ok(())
    }

    /// The text under `hash`.
    pub fn text(&self, hash: Hash) -> Result<String, StoreError> {
        let bytes = read(&self.transaction, hash)?.ok_or(StoreError::NoText(hash))?;
        String::from_utf8(bytes).map_err(|_| StoreError::NoText(hash))
    }
}

pub(super) fn read(connection: &Connection, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM texts WHERE hash = ?1")?;
    Ok(statement.query_row([hash.0], |row| row.get(0)).optional()?)
}
