//! The journal: operations appended in order, each carrying the hash of the one before it.

use std::collections::{BTreeMap, HashSet};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Store, StoreError, Writing};
use crate::model::fold::Step;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::{Operation, OperationId, Record};

/// What is read of an operation's changes: nothing, or all that is not withheld.
const HEADS: &str = "''";
pub(super) const WHOLE: &str = "coalesce(changes, '')";
/// What is read to find what somebody removed: imports only bring.
const REMOVING: &str = "CASE WHEN action = 'import' THEN '' ELSE coalesce(changes, '') END";

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
    /// Hashes of the ends of other copies' journals that it knew.
    pub knows: Vec<Hash>,
    /// Hash of this operation and everything before it.
    pub hash: Hash,
    /// What was done. Its changes are empty when only the heads were asked for, or withheld.
    pub operation: Operation,
}

impl Entry {
    /// What the fold needs of it.
    pub fn step(&self) -> Step<'_> {
        Step {
            operation: &self.operation,
            hash: self.hash,
            previous: self.previous,
            knows: &self.knows,
        }
    }
}

/// Whether copies went apart and were merged, so that not every operation knew all before it.
pub fn went_apart(entries: &[Entry]) -> bool {
    let follows = |pair: &[Entry]| pair[1].previous == pair[0].hash;
    !entries.windows(2).all(follows)
}

/// What an operation is recorded as; the hash covers every column.
pub(super) struct Columns<'o> {
    pub(super) copy: Uuid,
    pub(super) running: i64,
    pub(super) id: Uuid,
    pub(super) at: String,
    pub(super) actor: &'o str,
    pub(super) action: &'o str,
    pub(super) summary: &'o str,
    pub(super) undoes: Option<Uuid>,
    pub(super) changes: &'o str,
    pub(super) knows: &'o str,
}

impl Columns<'_> {
    /// SHA-256 over the previous hash and every column with its length before it, so that no two
    /// different rows read the same.
    pub(super) fn hash(&self, previous: Hash) -> Hash {
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
        // Operations that know of no other copy have the form that they had before there were any.
        let knows = Some(self.knows.as_bytes()).filter(|it| !it.is_empty());
        for part in parts.into_iter().chain(knows) {
            digest.update((part.len() as u64).to_be_bytes());
            digest.update(part);
        }
        Hash(digest.finalize().into())
    }
}

impl Writing<'_> {
    /// Appends one operation and carries it out on the tables.
    pub fn append(&self, operation: &Operation) -> Result<(), StoreError> {
        let copy = self.copy;
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
        let knows = self.other_ends(previous)?;
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
            knows: &knows,
        };
        let hash = columns.hash(previous);
        let texts = operation
            .changes
            .iter()
            .any(|change| matches!(change.record(), Some(Record::Source(_))));
        self.transaction
            .prepare_cached(
                "INSERT INTO journal (copy, running, id, at, moment, actor, action, summary, undoes, changes, texts, previous, knows, hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
            )?
            .execute(params![
                copy.into_bytes(),
                running,
                columns.id.into_bytes(),
                columns.at,
                operation.at.as_microsecond(),
                columns.actor,
                columns.action,
                columns.summary,
                columns.undoes.map(Uuid::into_bytes),
                columns.changes,
                texts,
                previous.0,
                columns.knows,
                hash.0,
            ])?;
        self.transaction
            .prepare_cached("DELETE FROM ends")?
            .execute([])?;
        self.transaction
            .prepare_cached("INSERT INTO ends (hash) VALUES (?1)")?
            .execute([hash.0])?;
        self.carry_out(&operation.changes)
    }

    /// The ends of other copies' journals, which the next operation will know.
    fn other_ends(&self, own: Hash) -> Result<String, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT hash FROM ends WHERE hash <> ?1 ORDER BY hash")?;
        let ends = statement.query_map([own.0], |row| row.get(0).map(Hash))?;
        let ends: Vec<String> = ends
            .map(|hash| hash.map(|hash| hash.to_string()))
            .collect::<rusqlite::Result<_>>()?;
        Ok(ends.join(" "))
    }

    /// The time of the last operation; a new one must be later.
    pub fn last_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let mut statement = self
            .transaction
            .prepare_cached("SELECT at FROM journal ORDER BY moment DESC LIMIT 1")?;
        let at: Option<String> = statement.query_row([], |row| row.get(0)).optional()?;
        Ok(at.and_then(|at| at.parse().ok()))
    }

    /// Heads of all operations, oldest first.
    pub fn heads(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.transaction, HEADS, None)
    }

    /// Records that somebody removed, as they last were. What only went because an import was taken
    /// back is not among them.
    pub fn removed(&self) -> Result<Vec<Record>, StoreError> {
        let all = entries(&self.transaction, REMOVING, None)?;
        let imports: HashSet<OperationId> = all
            .iter()
            .map(|it| &it.operation)
            .filter(|it| it.action == "import")
            .map(|it| it.id)
            .collect();
        let mut removed: BTreeMap<Uuid, Record> = BTreeMap::new();
        for Entry { operation, .. } in all {
            if operation.undoes.is_some_and(|it| imports.contains(&it)) {
                continue;
            }
            for change in operation.changes {
                match (change.before, change.after) {
                    (Some(before), None) => _ = removed.insert(before.uuid(), before),
                    (_, Some(after)) => _ = removed.remove(&after.uuid()),
                    (None, None) => {}
                }
            }
        }
        Ok(removed.into_values().collect())
    }

    /// One operation with its changes.
    pub fn operation(&self, id: OperationId) -> Result<Option<Operation>, StoreError> {
        let found = entries(&self.transaction, WHOLE, Some(id))?;
        Ok(found.into_iter().next().map(|entry| entry.operation))
    }
}

impl Store {
    /// All operations with their changes, oldest first.
    pub fn journal(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.connection, WHOLE, None)
    }

    /// All operations without their changes, oldest first.
    pub fn heads(&self) -> Result<Vec<Entry>, StoreError> {
        entries(&self.connection, HEADS, None)
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
}

pub(super) fn uuid(row: &Row<'_>, column: usize) -> rusqlite::Result<Uuid> {
    row.get::<_, [u8; 16]>(column).map(Uuid::from_bytes)
}

pub(super) fn entries(
    connection: &Connection,
    changes: &str,
    only: Option<OperationId>,
) -> Result<Vec<Entry>, StoreError> {
    let filter = if only.is_some() { "WHERE id = ?1" } else { "" };
    let sql = format!(
        "SELECT number, copy, running, id, at, actor, action, summary, undoes, previous, hash, {changes}, knows
         FROM journal {filter} ORDER BY moment, copy, running, id"
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
        let knows = row.get_ref(12)?.as_str().map_err(rusqlite::Error::from)?;
        found.push(Entry {
            number,
            copy: uuid(row, 1)?,
            running: row.get(2)?,
            previous: Hash(row.get(9)?),
            hash: Hash(row.get(10)?),
            knows: hashes(knows).map_err(unreadable)?,
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

/// Hashes in a row, parted by spaces.
fn hashes(text: &str) -> Result<Vec<Hash>, serde_json::Error> {
    let read = |word: &str| word.parse().map_err(serde::de::Error::custom);
    text.split_whitespace().map(read).collect()
}

/// Brings the tables from format `found` to today's, with what was there.
pub(super) fn bring_over(connection: &Connection, found: u32) -> Result<(), StoreError> {
    if found < 2 {
        bring_to_format_2(connection)?;
    }
    if found < 3 {
        connection.execute_batch(include_str!("format-3.sql"))?;
    }
    Ok(())
}

fn bring_to_format_2(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(include_str!("format-2.sql"))?;
    let mut statement = connection.prepare("SELECT number, at FROM journal")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let rows: Vec<(i64, String)> = rows.collect::<rusqlite::Result<_>>()?;
    let mut update = connection.prepare("UPDATE journal SET moment = ?2 WHERE number = ?1")?;
    for (number, at) in rows {
        let at: Timestamp = at.parse().map_err(|_| {
            let source = serde::de::Error::custom(format!("`{at}` is not a time"));
            StoreError::Unreadable { number, source }
        })?;
        update.execute((number, at.as_microsecond()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_format_1_is_brought_over_with_its_hashes() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("quotebook.db");
        let (copy, id) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let columns = Columns {
            copy,
            running: 1,
            id,
            at: "2026-01-02T03:04:05.5Z".to_owned(),
            actor: "ana",
            action: "project.init",
            summary: "make the project",
            undoes: None,
            changes: "[]",
            knows: "",
        };
        let hash = columns.hash(Hash([0; 32]));
        let old = Connection::open(&path).expect("database");
        old.execute_batch(include_str!("format-1.sql"))
            .expect("tables");
        old.pragma_update(None, "application_id", super::super::APPLICATION)
            .expect("ours");
        old.pragma_update(None, "user_version", 1).expect("format");
        old.execute("INSERT INTO copy (id) VALUES (?1)", [copy.into_bytes()])
            .expect("copy");
        old.execute(
            "INSERT INTO journal VALUES (1, ?1, 1, ?2, ?3, 'ana', 'project.init', 'make the project', NULL, '[]', 0, ?4, ?5)",
            params![copy.into_bytes(), id.into_bytes(), columns.at, [0_u8; 32], hash.0],
        )
        .expect("operation");
        drop(old);
        let store = Store::open(&path).expect("brought over");
        let journal = store.journal().expect("journal");
        assert_eq!((journal.len(), journal[0].hash), (1, hash));
        assert_eq!(store.faults(true).expect("looked"), []);
        let moment = journal[0].operation.at.as_microsecond();
        assert_eq!(store.rows().expect("rows")[0].moment, moment);
        drop(store);
        assert!(Store::open(&path).is_ok(), "once is enough");
    }
}
