//! The journal: operations appended in order, each carrying the hash of the one before it.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Store, StoreError, Writing};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::{Operation, OperationId, Record};

/// One line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Order of arrival in this copy of the project, from 1.
    pub number: i64,
    /// The copy of the project that the operation was made in.
    pub copy: Uuid,
    /// Its number within that copy, from 1.
    pub running: i64,
    /// Hash of the operation before it in the same copy; zeros for the first.
    pub previous: Hash,
    /// Hash of this operation and everything before it.
    pub hash: Hash,
    /// What was done. Its changes are empty when only the heads were asked for.
    pub operation: Operation,
}

/// What an operation is recorded as; the hash covers every column.
struct Columns<'o> {
    copy: Uuid,
    running: i64,
    id: Uuid,
    at: String,
    actor: &'o str,
    action: &'o str,
    summary: &'o str,
    undoes: Option<Uuid>,
    changes: &'o str,
}

impl Columns<'_> {
    /// SHA-256 over the previous hash and every column with its length before it, so that no two
    /// different rows read the same.
    fn hash(&self, previous: Hash) -> Hash {
        let mut digest = Sha256::new();
        let undoes = self.undoes.map(Uuid::into_bytes);
        let parts: [&[u8]; 10] = [
            &previous.0,
            self.copy.as_bytes(),
            &self.running.to_be_bytes(),
            self.id.as_bytes(),
            self.at.as_bytes(),
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.summary.as_bytes(),
            undoes.as_ref().map_or(&[], |bytes| bytes.as_slice()),
            self.changes.as_bytes(),
        ];
        for part in parts {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Hash(digest.finalize().into())
    }
}

impl Writing<'_> {
    /// Appends one operation and carries it out on the tables.
    pub fn append(&self, operation: &Operation) -> Result<(), StoreError> {
        self.append_in(self.copy, operation).map(drop)
    }

    /// Appends an operation that was made in `copy`, behind those that this project has of that copy;
    /// gives the hash of the chain up to it.
    pub fn append_in(&self, copy: Uuid, operation: &Operation) -> Result<Hash, StoreError> {
        let changes = serde_json::to_string(&operation.changes).map_err(StoreError::Write)?;
        let last = self
            .transaction
            .prepare_cached(
                "SELECT running, hash FROM journal WHERE copy = ?1 ORDER BY running DESC LIMIT 1",
            )?
            .query_row([copy.into_bytes()], |row| {
                Ok((row.get::<_, i64>(0)?, Hash(row.get(1)?)))
            })
            .optional()?;
        let (running, previous) =
            last.map_or((1, Hash([0; 32])), |(running, hash)| (running + 1, hash));
        let columns = Columns {
            copy,
            running,
            id: operation.id.uuid(),
            at: operation.at.to_string(),
            actor: &operation.actor,
            action: &operation.action,
            summary: &operation.summary,
            undoes: operation.undoes.map(Id::uuid),
            changes: &changes,
        };
        let hash = columns.hash(previous);
        let texts = operation
            .changes
            .iter()
            .any(|change| matches!(change.record(), Some(Record::Source(_))));
        self.transaction
            .prepare_cached(
                "INSERT INTO journal (copy, running, id, at, actor, action, summary, undoes, changes, texts, previous, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
            )?
            .execute(params![
                copy.into_bytes(),
                running,
                columns.id.into_bytes(),
                columns.at,
                columns.actor,
                columns.action,
                columns.summary,
                columns.undoes.map(Uuid::into_bytes),
                columns.changes,
                texts,
                previous.0,
                hash.0,
            ])?;
        self.carry_out(&operation.changes)?;
        Ok(hash)
    }

    /// The time of the last operation; a new one must not be earlier.
    pub fn last_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT at FROM journal ORDER BY number DESC LIMIT 1")?;
        let at: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(at.and_then(|at| at.parse().ok()))
    }

    /// Heads of all operations, oldest first.
    pub fn heads(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.transaction, "''", None)
    }

    /// One operation with its changes.
    pub fn operation(&self, id: OperationId) -> Result<Option<Operation>, StoreError> {
        let found = entries(&self.transaction, "changes", Some(id))?;
        Ok(found.into_iter().next().map(|entry| entry.operation))
    }
}

impl Store {
    /// All operations with their changes, oldest first.
    pub fn journal(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.connection, "changes", None)
    }

    /// All operations without their changes, oldest first.
    pub fn heads(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.connection, "''", None)
    }

    /// Where the journal stood when a source last changed: the index is current while this is what
    /// it was built from. Empty while there is no source.
    pub fn position(&self) -> Result<String, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT hash FROM journal WHERE texts = 1 ORDER BY number DESC LIMIT 1",
        )?;
        let hash: Option<[u8; 32]> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(hash.map_or_else(String::new, |hash| Hash(hash).to_string()))
    }

    /// Numbers of the operations whose hash is not what the chain says.
    pub(super) fn broken_links(&self) -> Result<Vec<i64>, StoreError> {
        let mut statement = self.connection.prepare(
            "SELECT number, copy, running, id, at, actor, action, summary, undoes, changes, previous, hash
             FROM journal ORDER BY copy, running",
        )?;
        let mut rows = statement.query([])?;
        let mut broken = Vec::new();
        let mut last: Option<(Uuid, i64, Hash)> = None;
        while let Some(row) = rows.next()? {
            let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
            let columns = Columns {
                copy: uuid(row, 1)?,
                running: row.get(2)?,
                id: uuid(row, 3)?,
                at: text(4)?.to_owned(),
                actor: text(5)?,
                action: text(6)?,
                summary: text(7)?,
                undoes: row.get::<_, Option<[u8; 16]>>(8)?.map(Uuid::from_bytes),
                changes: text(9)?,
            };
            let (previous, hash) = (Hash(row.get(10)?), Hash(row.get(11)?));
            let expected = match last {
                Some((copy, running, hash)) if copy == columns.copy => (running + 1, hash),
                _ => (1, Hash([0; 32])),
            };
            if (columns.running, previous) != expected || columns.hash(previous) != hash {
                broken.push(row.get(0)?);
            }
            last = Some((columns.copy, columns.running, hash));
        }
        Ok(broken)
    }
}

fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}

fn entries(
    connection: &Connection,
    changes: &str,
    only: Option<OperationId>,
) -> Result<Vec<Entry>, StoreError> {
    let filter = if only.is_some() { "WHERE id = ?1" } else { "" };
    let sql = format!(
        "SELECT number, copy, running, id, at, actor, action, summary, undoes, previous, hash, {changes}
         FROM journal {filter} ORDER BY number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = match only {
        Some(id) => statement.query([id.uuid().into_bytes()])?,
        None => statement.query([])?,
    };
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let number = row.get(0)?;
        let unreadable = |source| StoreError::Unreadable { number, source };
        let at: String = row.get(4)?;
        let changes = row.get_ref(11)?.as_str().map_err(rusqlite::Error::from)?;
        found.push(Entry {
            number,
            copy: uuid(row, 1)?,
            running: row.get(2)?,
            previous: Hash(row.get(9)?),
            hash: Hash(row.get(10)?),
            operation: Operation {
                id: Id::from_uuid(uuid(row, 3)?),
                at: at.parse().map_err(|_| {
                    unreadable(serde::de::Error::custom(format!("`{at}` is not a time")))
                })?,
                actor: row.get(5)?,
                action: row.get(6)?,
                summary: row.get(7)?,
                undoes: row
                    .get::<_, Option<[u8; 16]>>(8)?
                    .map(|id| Id::from_uuid(Uuid::from_bytes(id))),
                changes: match changes {
                    "" => Vec::new(),
                    json => serde_json::from_str(json).map_err(unreadable)?,
                },
            },
        });
    }
    Ok(found)
}
