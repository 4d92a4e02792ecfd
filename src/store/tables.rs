//! The tables: what the journal's operations add up to. Codings have columns of their own, because
//! there are many and questions ask for few; every other noun is one JSON record under its id.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use super::{StoreError, Writing};
use crate::model::codebook::CodeId;
use crate::model::coding::Coding;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::{Change, Record};
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::{Conflict, Study};

/// Which codings a question needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Codings {
    /// None of them.
    None,
    /// All.
    All,
    /// Those with one of these codes.
    Of(Vec<CodeId>),
    /// Those in these sources.
    In(Vec<SourceId>),
}

/// The one table that has columns of its own.
const CODINGS: &str = "codings";

const COLUMNS: &str = r#"id, source, version, "start", "end", code, definition, coder, at, words"#;

/// Everything that the tables hold.
pub(super) fn study(connection: &Connection, wanted: &Codings) -> Result<Study, StoreError> {
    let mut study = Study {
        codings: codings(connection, wanted)?,
        ..Study::default()
    };
    for table in Record::TABLES.iter().filter(|table| **table != CODINGS) {
        read(connection, table, &mut study)?;
    }
    Ok(study)
}

/// Puts every record of a table, that of the codings aside, into the study.
pub(super) fn read(
    connection: &Connection,
    table: &'static str,
    study: &mut Study,
) -> Result<(), StoreError> {
    let sql = format!("SELECT record FROM {table} ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let json = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        let record = Record::from_json(table, json);
        study.put(record.map_err(|source| StoreError::Record { table, source })?);
    }
    Ok(())
}

fn codings(
    connection: &Connection,
    wanted: &Codings,
) -> Result<BTreeMap<Id<Coding>, Coding>, StoreError> {
    let mut found = BTreeMap::new();
    let mut collect = |filter: &str, key: Option<Uuid>| -> Result<(), StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM codings {filter}");
        let mut statement = connection.prepare_cached(&sql)?;
        let mut rows = match key {
            Some(key) => statement.query([key.into_bytes()])?,
            None => statement.query([])?,
        };
        while let Some(row) = rows.next()? {
            let coding = coding(row)?;
            found.insert(coding.id, coding);
        }
        Ok(())
    };
    match wanted {
        Codings::None => {}
        Codings::All => collect("", None)?,
        Codings::Of(codes) => codes
            .iter()
            .try_for_each(|code| collect("WHERE code = ?1", Some(code.uuid())))?,
        Codings::In(sources) => sources
            .iter()
            .try_for_each(|source| collect("WHERE source = ?1", Some(source.uuid())))?,
    }
    Ok(found)
}

fn coding(row: &Row<'_>) -> Result<Coding, StoreError> {
    let at = row.get_ref(8)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(Coding {
        id: id(row, 0)?,
        source: id(row, 1)?,
        version: row.get(2)?,
        span: Span {
            start: row.get(3)?,
            end: row.get(4)?,
        },
        code: id(row, 5)?,
        definition: row.get(6)?,
        coder: id(row, 7)?,
        at: at.parse().map_err(|_| {
            let source = serde::de::Error::custom(format!("`{at}` is not a time"));
            StoreError::Record {
                table: "codings",
                source,
            }
        })?,
        words: Hash(row.get(9)?),
    })
}

fn id<T>(row: &Row<'_>, column: usize) -> rusqlite::Result<Id<T>> {
    row.get::<_, [u8; 16]>(column)
        .map(|bytes| Id::from_uuid(Uuid::from_bytes(bytes)))
}

impl Writing<'_> {
    /// Carries out the changes of one operation, in order, then looks whether the whole still holds
    /// together: names unique, nothing left that refers to what is gone.
    pub(super) fn carry_out(&self, changes: &[Change]) -> Result<(), StoreError> {
        changes.iter().try_for_each(|change| self.change(change))?;
        changes
            .iter()
            .try_for_each(|change| match (&change.before, &change.after) {
                (Some(gone), None) => self.is_unused(gone),
                (before, Some(put)) if before.as_ref().map(Record::name) != Some(put.name()) => {
                    self.is_named_alone(put)
                }
                _ => Ok(()),
            })
    }

    fn change(&self, change: &Change) -> Result<(), StoreError> {
        let Some(record) = change.record() else {
            return Ok(());
        };
        if self.current(record)?.as_ref() != change.before.as_ref() {
            return Err(StoreError::Conflict(Conflict {
                noun: record.noun(),
                name: match record.name() {
                    Some(name) => name.to_owned(),
                    None => Id::<Record>::from_uuid(record.uuid()).short(),
                },
            }));
        }
        match &change.after {
            Some(after) => self.put(after),
            None => self.delete(record),
        }
    }

    pub(super) fn delete(&self, record: &Record) -> Result<(), StoreError> {
        let sql = format!("DELETE FROM {} WHERE id = ?1", record.table());
        self.transaction
            .prepare_cached(&sql)?
            .execute([record.uuid().into_bytes()])?;
        Ok(())
    }

    pub(super) fn put(&self, record: &Record) -> Result<(), StoreError> {
        if let Record::Coding(it) = record {
            let sql = format!(
                "INSERT OR REPLACE INTO codings ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
            );
            self.transaction.prepare_cached(&sql)?.execute(params![
                it.id.uuid().into_bytes(),
                it.source.uuid().into_bytes(),
                it.version,
                it.span.start,
                it.span.end,
                it.code.uuid().into_bytes(),
                it.definition,
                it.coder.uuid().into_bytes(),
                it.at.to_string(),
                it.words.0,
            ])?;
            return Ok(());
        }
        let json = record.to_json().map_err(StoreError::Write)?;
        let sql = format!(
            "INSERT OR REPLACE INTO {} (id, name, record) VALUES (?1, ?2, ?3)",
            record.table()
        );
        self.transaction.prepare_cached(&sql)?.execute((
            record.uuid().into_bytes(),
            record.name().unwrap_or_default(),
            json,
        ))?;
        Ok(())
    }

    /// The record with the same noun and id, as the tables hold it.
    fn current(&self, like: &Record) -> Result<Option<Record>, StoreError> {
        let table = like.table();
        let key = [like.uuid().into_bytes()];
        if matches!(like, Record::Coding(_)) {
            let sql = format!("SELECT {COLUMNS} FROM codings WHERE id = ?1");
            let mut statement = self.transaction.prepare_cached(&sql)?;
            let mut rows = statement.query(key)?;
            return match rows.next()? {
                Some(row) => Ok(Some(coding(row)?.into())),
                None => Ok(None),
            };
        }
        let sql = format!("SELECT record FROM {table} WHERE id = ?1");
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let json: Option<String> = statement.query_row(key, |row| row.get(0)).optional()?;
        let Some(json) = json else {
            return Ok(None);
        };
        Record::from_json(table, &json)
            .map(Some)
            .map_err(|source| StoreError::Record { table, source })
    }

    fn is_named_alone(&self, record: &Record) -> Result<(), StoreError> {
        let Some(name) = record.name() else {
            return Ok(());
        };
        let sql = format!("SELECT count(*) FROM {} WHERE name = ?1", record.table());
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let count: usize = statement.query_row([name], |row| row.get(0))?;
        if count > 1 {
            let (noun, name) = (record.noun(), name.to_owned());
            return Err(StoreError::Taken { noun, name });
        }
        Ok(())
    }

    fn is_unused(&self, gone: &Record) -> Result<(), StoreError> {
        let (id, name) = (gone.uuid(), gone.name());
        let key = || Value::Blob(id.into_bytes().to_vec());
        let word = || Value::Text(id.to_string());
        let asks = match gone {
            Record::Source(_) => vec![
                ("codings", "source = ?1", key()),
                ("assignments", "record ->> 'source' = ?1", word()),
                ("decisions", "record ->> 'source' = ?1", word()),
                ("contradictions", "record ->> 'source' = ?1", word()),
                (
                    "classifications",
                    "EXISTS (SELECT 1 FROM json_each(record, '$.because') WHERE value ->> 'source' = ?1)",
                    word(),
                ),
                ("redactions", "record ->> 'source' = ?1", word()),
            ],
            Record::Coder(_) => vec![
                ("codings", "coder = ?1", key()),
                ("assignments", "record ->> 'coder' = ?1", word()),
                ("classifications", "record ->> 'coder' = ?1", word()),
            ],
            Record::Code(_) => vec![
                ("codings", "code = ?1", key()),
                ("codes", "record ->> 'parent' = ?1", word()),
            ],
            Record::Respondent(_) => vec![
                ("sources", "record ->> 'respondent' = ?1", word()),
                ("classifications", "record ->> 'respondent' = ?1", word()),
                ("contradictions", "record ->> 'respondent' = ?1", word()),
                ("stops", "record ->> 'respondent' = ?1", word()),
            ],
            Record::Place(_) => vec![("stops", "record ->> 'place' = ?1", word())],
            Record::Attribute(_)
            | Record::Coding(_)
            | Record::Memo(_)
            | Record::File(_)
            | Record::Export(_)
            | Record::Stop(_)
            | Record::Round(_)
            | Record::Assignment(_)
            | Record::Decision(_)
            | Record::Standing(_)
            | Record::Edit(_)
            | Record::Translation(_)
            | Record::Classification(_)
            | Record::Contradiction(_)
            | Record::Redaction(_) => Vec::new(),
        };
        for (dependents, refers, key) in asks {
            let sql = format!("SELECT count(*) FROM {dependents} WHERE {refers}");
            let mut statement = self.transaction.prepare_cached(&sql)?;
            let count: usize = statement.query_row([key], |row| row.get(0))?;
            if count > 0 {
                return Err(StoreError::InUse {
                    noun: gone.noun(),
                    name: name.unwrap_or_default().to_owned(),
                    count,
                    dependents,
                });
            }
        }
        Ok(())
    }
}
