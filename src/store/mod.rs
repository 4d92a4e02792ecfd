//! Edge: SQLite. The journal, the tables that it fills and the texts; the only room that names
//! rusqlite. Knows nothing of files of notes, of the full-text index or of how things are shown.

mod check;
mod error;
mod journal;
mod links;
mod merge;
mod row;
mod tables;
mod texts;
mod versions;

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags, Transaction, TransactionBehavior};
use uuid::Uuid;

use crate::model::round::Round;
use crate::model::study::Study;

pub use check::Fault;
pub use error::StoreError;
pub use journal::{Entry, went_apart};
pub use merge::{Folded, Merged};
pub use row::Row;
pub use tables::Codings;

/// Marks the file as ours: "quot" in ASCII.
const APPLICATION: i32 = 0x7175_6f74;
/// Format of the tables.
const FORMAT: u32 = 3;
/// How long a writer waits for another one. Imports are the longest; nobody should see a lock.
const PATIENCE: Duration = Duration::from_secs(600);

/// The database of one project.
pub struct Store {
    connection: Connection,
    copy: Uuid,
}

/// A state of the database, as one open store sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    by_others: i64,
    by_us: u64,
}

/// The store while it is being changed: everything done with it is kept together or not at all.
pub struct Writing<'s> {
    transaction: Transaction<'s>,
    copy: Uuid,
}

impl Store {
    /// Makes the database at `path` for a new copy of a project; refuses a path that is taken.
    pub fn create(path: &Path, copy: Uuid) -> Result<Self, StoreError> {
        if path.exists() {
            return Err(StoreError::Exists(path.to_owned()));
        }
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "application_id", APPLICATION)?;
        prepare(&connection)?;
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(include_str!("format-1.sql"))?;
        transaction.execute(
            "INSERT INTO copy (id) VALUES (?1)",
            [copy.as_bytes().as_slice()],
        )?;
        journal::bring_over(&transaction, 1)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
        transaction.commit()?;
        Ok(Self { connection, copy })
    }

    /// Opens the database at `path`.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if !path.is_file() {
            return Err(StoreError::Missing(path.to_owned()));
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags)?;
        let foreign = |error: rusqlite::Error| match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
                StoreError::Foreign(path.to_owned())
            }
            _ => StoreError::from(error),
        };
        prepare(&connection).map_err(foreign)?;
        let ask = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let application = ask("application_id").map_err(foreign)?;
        let found = u32::try_from(ask("user_version").map_err(foreign)?).unwrap_or(u32::MAX);
        if application != i64::from(APPLICATION) || found == 0 {
            return Err(StoreError::Foreign(path.to_owned()));
        }
        if found > FORMAT {
            let known = FORMAT;
            return Err(StoreError::Newer { found, known });
        }
        if found < FORMAT {
            let transaction =
                connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Somebody else may have done it while this one waited.
            let found: u32 =
                transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
            if found < FORMAT {
                journal::bring_over(&transaction, found)?;
                transaction.pragma_update(None, "user_version", FORMAT)?;
            }
            transaction.commit()?;
        }
        let copy = connection.query_row("SELECT id FROM copy", [], |row| {
            row.get::<_, [u8; 16]>(0).map(Uuid::from_bytes)
        })?;
        Ok(Self { connection, copy })
    }

    /// Which copy of a project this file is.
    pub fn copy(&self) -> Uuid {
        self.copy
    }

    /// Everything that the project knows now, with the codings that `codings` asks for.
    pub fn study(&self, codings: &Codings) -> Result<Study, StoreError> {
        // One transaction, so that the tables are read as of one moment.
        let transaction = self.connection.unchecked_transaction()?;
        tables::study(&transaction, codings)
    }

    /// The rounds alone.
    pub fn rounds(&self) -> Result<Vec<Round>, StoreError> {
        let mut study = Study::default();
        tables::read(&self.connection, "rounds", &mut study)?;
        Ok(study.rounds.into_values().collect())
    }

    /// Which state the database is in: two equal answers of one open store mean that nobody has
    /// written in between.
    pub fn state(&self) -> Result<State, StoreError> {
        let by_others = self
            .connection
            .pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(State {
            by_others,
            by_us: self.connection.total_changes(),
        })
    }

    /// Runs `job` as the only writer and keeps what it did if it succeeds. Returns once the change
    /// is on the disk.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        job: impl FnOnce(&Writing<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let writing = Writing {
            transaction,
            copy: self.copy,
        };
        let answer = job(&writing)?;
        writing.transaction.commit().map_err(StoreError::from)?;
        Ok(answer)
    }

    /// Writes a whole copy of the database to `path` while others may go on writing.
    pub fn backup(&self, path: &Path) -> Result<(), StoreError> {
        let mut target = Connection::open(path)?;
        {
            let backup = rusqlite::backup::Backup::new(&self.connection, &mut target)?;
            backup.run_to_completion(1024, Duration::ZERO, None)?;
        }
        // The copy shall be one file that can be carried away, not a file and its log.
        target.pragma_update(None, "journal_mode", "DELETE")?;
        target.close().map_err(|(_, error)| error)?;
        let file = std::fs::File::open(path);
        file.and_then(|file| file.sync_all())
            .map_err(|source| StoreError::File {
                path: path.to_owned(),
                source,
            })
    }
}

impl Writing<'_> {
    /// The study as this writer sees it.
    pub fn study(&self, codings: &Codings) -> Result<Study, StoreError> {
        tables::study(&self.transaction, codings)
    }
}

/// Settings of the connection that durability rests on.
fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    let mode: String =
        connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    debug_assert!(mode == "wal" || mode == "memory", "journal mode is {mode}");
    connection.pragma_update(None, "synchronous", "FULL")?;
    // On macOS only this reaches the platter; elsewhere it changes nothing.
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    connection.pragma_update(None, "trusted_schema", false)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}
