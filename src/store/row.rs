//! A line of the journal as it is stored, to the letter: what is copied from one database to another.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};
use uuid::Uuid;

use super::journal::uuid;
use super::{Store, StoreError, Writing};
use crate::model::hash::Hash;

/// A line of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Order of arrival in the database that it was read from.
    pub number: i64,
    /// The copy of the project that the operation was made in.
    pub copy: Uuid,
    /// Its number within that copy, from 1.
    pub running: i64,
    /// The id of the operation.
    pub id: Uuid,
    /// When, as it was written.
    pub at: String,
    /// The same in microseconds.
    pub moment: i64,
    /// Who did it.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// One line for people.
    pub summary: String,
    /// The operation that it takes back.
    pub undoes: Option<Uuid>,
    /// JSON as it was written; `None` while it is withheld.
    pub changes: Option<String>,
    /// Whether a source changed.
    pub texts: bool,
    /// Hash of the operation before it in the same copy.
    pub previous: Hash,
    /// Hashes of the other copies' ends that it knew, parted by spaces.
    pub knows: String,
    /// Hash of this operation and everything before it.
    pub hash: Hash,
}

impl Row {
    /// The whole journal, in the order in which it is folded.
    pub(super) fn all(connection: &Connection) -> Result<Vec<Self>, StoreError> {
        let mut statement = connection.prepare(
            "SELECT number, copy, running, id, at, moment, actor, action, summary, undoes, changes, texts, previous, knows, hash
             FROM journal ORDER BY moment, copy, running, id",
        )?;
        let rows = statement.query_map([], |row| {
            Ok(Self {
                number: row.get(0)?,
                copy: uuid(row, 1)?,
                running: row.get(2)?,
                id: uuid(row, 3)?,
                at: row.get(4)?,
                moment: row.get(5)?,
                actor: row.get(6)?,
                action: row.get(7)?,
                summary: row.get(8)?,
                undoes: row.get::<_, Option<[u8; 16]>>(9)?.map(Uuid::from_bytes),
                changes: row.get(10)?,
                texts: row.get(11)?,
                previous: Hash(row.get(12)?),
                knows: row.get(13)?,
                hash: Hash(row.get(14)?),
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Store {
    /// The whole journal to the letter, in the order in which it is folded.
    pub fn rows(&self) -> Result<Vec<Row>, StoreError> {
        Row::all(&self.connection)
    }
}

impl Writing<'_> {
    /// Puts a line into the journal, and nothing into the tables.
    pub(super) fn insert(&self, row: &Row, withhold: bool) -> Result<(), StoreError> {
        self.transaction
            .prepare_cached(
                "INSERT INTO journal (copy, running, id, at, moment, actor, action, summary, undoes, changes, texts, previous, knows, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                row.copy.into_bytes(),
                row.running,
                row.id.into_bytes(),
                row.at,
                row.moment,
                row.actor,
                row.action,
                if withhold { "" } else { &row.summary },
                row.undoes.map(Uuid::into_bytes),
                row.changes.as_ref().filter(|_| !withhold),
                row.texts,
                row.previous.0,
                row.knows,
                row.hash.0,
            ])?;
        Ok(())
    }

    /// Finds the operations that no other one follows or knows.
    pub(super) fn find_ends(&self) -> Result<(), StoreError> {
        let rows = Row::all(&self.transaction)?;
        let mut ends: BTreeSet<Hash> = rows.iter().map(|row| row.hash).collect();
        for row in &rows {
            ends.remove(&row.previous);
            for word in row.knows.split_whitespace() {
                if let Ok(hash) = word.parse() {
                    ends.remove(&hash);
                }
            }
        }
        self.transaction.execute("DELETE FROM ends", [])?;
        let mut insert = self
            .transaction
            .prepare("INSERT INTO ends (hash) VALUES (?1)")?;
        for end in ends {
            insert.execute([end.0])?;
        }
        Ok(())
    }
}
