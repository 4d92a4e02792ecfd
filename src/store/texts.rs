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

impl Store {
    /// Digests of everything that is kept, in their order.
    pub fn kept(&self) -> Result<Vec<Hash>, StoreError> {
        let mut statement = self
            .connection
            .prepare("SELECT hash FROM texts ORDER BY hash")?;
        let rows = statement.query_map([], |row| row.get(0).map(Hash))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}

impl Writing<'_> {
    /// Lets go of kept bytes that no operation of the journal names.
    pub fn forget_unnamed(&self) -> Result<(), StoreError> {
        let hashes: Vec<[u8; 32]> = self
            .transaction
            .prepare("SELECT hash FROM texts")?
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        let mut named = std::collections::HashSet::new();
        let mut statement = self.transaction.prepare("SELECT changes FROM journal")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let changes = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            named.extend(digests(changes));
        }
        for hash in hashes.into_iter().filter(|hash| !named.contains(hash)) {
            self.transaction
                .prepare_cached("DELETE FROM texts WHERE hash = ?1")?
                .execute([hash])?;
        }
        Ok(())
    }

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

    /// The bytes of an original file, if they are kept.
    pub fn original(&self, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
        read(&self.transaction, hash)
    }
}

pub(super) fn read(connection: &Connection, hash: Hash) -> Result<Option<Vec<u8>>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT bytes FROM texts WHERE hash = ?1")?;
    Ok(statement.query_row([hash.0], |row| row.get(0)).optional()?)
}

/// Everything in a text that is written as a digest is: 64 hexadecimal digits in quotes.
fn digests(json: &str) -> impl Iterator<Item = [u8; 32]> + '_ {
    json.split('"')
        .filter(|word| word.len() == 64)
        .filter_map(|word| word.parse().ok().map(|hash: Hash| hash.0))
}
