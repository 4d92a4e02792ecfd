//! Projects that are SQLite databases. The bytes are opened in memory, read-only, with nothing trusted
//! that the schema says: no views, no triggers, no functions of theirs, and no query that takes long.

mod html;
mod log;
mod qualcoder;
mod qualcoder_codings;
mod qualitative_coding;
mod requal;
mod rqda;
mod taguette;

pub use log::with_log;

use std::cell::Cell;
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::ExchangeError;
use super::foreign::Read;
use super::foreign::{Coding, Made, Moment, Place, Selection, SourceKind, Text, VariableValue};
use crate::model::id::Id;
use crate::model::source::SourceId;

/// The largest database that is read, in MiB: it is held in memory, twice for a moment.
const LARGEST_MIB: usize = 192;
/// The longest value, in bytes.
const LONGEST: i32 = 32 << 20;
/// How long all queries together may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// The most rows of one table.
const MOST_ROWS: usize = 2_000_000;

/// Reads the project in a database, of whichever program it is.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    let database = Database::open(bytes)?;
    let has = |tables: &[&str]| tables.iter().all(|it| database.tables.contains(*it));
    if has(&[
        "projects",
        "documents",
        "tags",
        "highlights",
        "highlight_tags",
    ]) {
        taguette::read(&database)
    } else if has(&["source", "code_name", "code_cat", "code_text"]) {
        qualcoder::read(&database, path)
    } else if has(&["source", "freecode", "coding"]) {
        rqda::read(&database)
    } else if has(&["documents", "codes", "segments"]) {
        requal::read(&database)
    } else if has(&["document", "coded_line", "coder", "code"]) {
        qualitative_coding::read(&database, path)
    } else {
        Err(ExchangeError::Unknown)
    }
}

/// A database of another program.
pub(super) struct Database {
    connection: Connection,
    tables: BTreeSet<String>,
    /// Bytes that may still be read: a small file can compute large values, or say one value a million
    /// times.
    left: Cell<usize>,
}

impl Database {
    fn open(bytes: &[u8]) -> Result<Self, ExchangeError> {
        if bytes.len() > LARGEST_MIB << 20 {
            return Err(ExchangeError::Large {
                what: "the database",
                most: LARGEST_MIB,
            });
        }
        if !bytes.starts_with(b"SQLite format 3\0") {
            return Err(ExchangeError::NoDatabase);
        }
        let mut head = bytes.get(..100).unwrap_or(bytes).to_vec();
        // A database that was last written with a log beside it cannot be opened in memory as such; the
        // two bytes say so (file format 1.3.3).
        if let Some(versions) = head.get_mut(18..20) {
            versions.fill(1);
        }
        let rest = bytes.get(head.len()..).unwrap_or_default();
        let both = std::io::Read::chain(Cursor::new(head), rest);
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact("main", both, bytes.len(), true)?;
        for (config, on) in [
            (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
            (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        ] {
            connection.set_db_config(config, on)?;
        }
        for (limit, most) in [
            (Limit::SQLITE_LIMIT_LENGTH, LONGEST),
            (Limit::SQLITE_LIMIT_EXPR_DEPTH, 50),
            (Limit::SQLITE_LIMIT_ATTACHED, 0),
        ] {
            connection.set_limit(limit, most)?;
        }
        connection.pragma_update(None, "cell_size_check", true)?;
        // Words of respondents do not go to temporary files.
        connection.pragma_update(None, "temp_store", "MEMORY")?;
        let begun = Instant::now();
        connection.progress_handler(10_000, Some(move || begun.elapsed() > PATIENCE))?;
        let mut database = Self {
            connection,
            tables: BTreeSet::new(),
            left: Cell::new((64 << 20) + 2 * bytes.len()),
        };
        // Tables that store what they say; virtual ones have no page.
        let names = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0";
        let names = database.rows(names, |row| words(row, 0))?;
        database.tables = names.into_iter().map(|it| it.to_lowercase()).collect();
        let computed = "SELECT s.name FROM sqlite_schema AS s, pragma_table_xinfo(s.name) AS c \
             WHERE s.type = 'table' AND s.rootpage > 0 AND c.hidden <> 0";
        if let Some(name) = database
            .rows(computed, |row| words(row, 0))?
            .into_iter()
            .next()
        {
            return Err(ExchangeError::Computed(name));
        }
        Ok(database)
    }

    /// What a query gives.
    fn rows<T>(
        &self,
        sql: &str,
        mut read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ExchangeError> {
        let mut statement = self.connection.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if found.len() == MOST_ROWS {
                return Err(ExchangeError::Rows(MOST_ROWS));
            }
            for column in 0..columns {
                let length = match row.get_ref(column)? {
                    ValueRef::Text(bytes) | ValueRef::Blob(bytes) => bytes.len(),
                    ValueRef::Null | ValueRef::Integer(_) | ValueRef::Real(_) => 0,
                };
                let left = self.left.get().checked_sub(length);
                self.left.set(left.ok_or(ExchangeError::Large {
                    what: "all that its tables say",
                    most: LARGEST_MIB,
                })?);
            }
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The same, or nothing where an older version of the program has no such table.
    fn rows_of<T>(
        &self,
        table: &str,
        sql: &str,
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, ExchangeError> {
        match self.tables.contains(table) {
            true => self.rows(sql, read),
            false => Ok(Vec::new()),
        }
    }
}

/// A value as words: numbers as they are written, nothing as no words. SQLite holds any value in any
/// column.
fn words(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(match row.get_ref(column)? {
        ValueRef::Null => String::new(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            String::from_utf8_lossy(bytes).into_owned()
        }
    })
}

/// A value as a whole number; -1 where it is none.
fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(match row.get_ref(column)? {
        ValueRef::Integer(number) => number,
        ValueRef::Real(number) => number as i64,
        ValueRef::Text(bytes) => String::from_utf8_lossy(bytes).trim().parse().unwrap_or(-1),
        ValueRef::Null | ValueRef::Blob(_) => -1,
    })
}

/// A text source with nothing in it yet.
fn text_source(
    id: SourceId,
    name: String,
    words: Option<String>,
    made: Made,
    values: Vec<VariableValue>,
) -> super::foreign::Source {
    super::foreign::Source {
        id,
        kind: SourceKind::Text,
        name: name.clone(),
        description: String::new(),
        path: None,
        texts: vec![Text {
            id,
            name,
            words,
            rich: None,
            encoding: "UTF-8".to_owned(),
            moments: Vec::<Moment>::new(),
            selections: Vec::new(),
            notes: Vec::new(),
            made,
        }],
        selections: Vec::new(),
        codings: Vec::new(),
        notes: Vec::new(),
        values,
        made,
    }
}

/// A selection that has no place yet, with one coding or none.
fn selection(
    id: uuid::Uuid,
    (start, end): (i64, i64),
    quote: String,
    comment: String,
    codings: Vec<Coding>,
    made: Made,
) -> Selection {
    Selection {
        id: Id::from_uuid(id),
        name: quote,
        description: comment,
        place: Place::Nowhere { start, end },
        codings,
        notes: Vec::new(),
        made,
    }
}
