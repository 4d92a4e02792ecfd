//! What can go wrong with the database file.

use std::path::PathBuf;

use crate::model::hash::Hash;
use crate::model::study::Conflict;

/// Why the store could not do what was asked. After every one of these the project is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no database at this path.
    #[error("`{0}` is missing, expected the database of a project")]
    Missing(PathBuf),
    /// There is one already.
    #[error("`{0}` exists already")]
    Exists(PathBuf),
    /// The file is something else.
    #[error("`{0}` is not a quotebook database, or it is damaged")]
    Foreign(PathBuf),
    /// The file was written by a later program.
    #[error("the project has format {found}, this program knows formats up to {known}")]
    Newer {
        /// Format of the file.
        found: u32,
        /// Last format that this program knows.
        known: u32,
    },
    /// No room to write.
    #[error("there is no room left on the disk, nothing was changed")]
    Full,
    /// Something changed under a change.
    #[error(transparent)]
    Conflict(#[from] Conflict),
    /// Something still hangs on what shall be removed.
    #[error("{noun} `{name}` cannot be removed: {count} {dependents} still refer to it")]
    InUse {
        /// The kind of record.
        noun: &'static str,
        /// What people call it.
        name: String,
        /// How many records refer to it.
        count: usize,
        /// What they are.
        dependents: &'static str,
    },
    /// Two records of a kind would have one name.
    #[error("there is a {noun} called `{name}` already")]
    Taken {
        /// The kind of record.
        noun: &'static str,
        /// The name.
        name: String,
    },
    /// A record refers to a text that is not stored.
    #[error("text `{0}` is not in the project")]
    NoText(Hash),
    /// The journal of another copy is not what was written.
    #[error(
        "operation {0} of the other copy's journal is not what was written, nothing was merged"
    )]
    Broken(i64),
    /// Two copies have different operations under one id.
    #[error("operation `{0}` is not the same in both copies, one of them has been tampered with")]
    Rewritten(String),
    /// A bundle speaks of a source whose text came neither with it nor before.
    #[error("the text of source `{0}` is in neither copy, nothing was merged")]
    TextMissing(String),
    /// A stored record cannot be read.
    #[error("operation {number} of the journal cannot be read")]
    Unreadable {
        /// Its number.
        number: i64,
        /// Why.
        source: serde_json::Error,
    },
    /// A record of the tables cannot be read.
    #[error("a record in table `{table}` cannot be read")]
    Record {
        /// The table.
        table: &'static str,
        /// Why.
        source: serde_json::Error,
    },
    /// A value could not be written as JSON.
    #[error("an operation cannot be written")]
    Write(#[source] serde_json::Error),
    /// Anything else that SQLite says.
    #[error("the database could not be used")]
    Sqlite(#[source] rusqlite::Error),
    /// The file system says no.
    #[error("`{path}` could not be written")]
    File {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::Full,
            _ => Self::Sqlite(error),
        }
    }
}
