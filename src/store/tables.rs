//! The tables: what the journal's operations add up to. Codings have columns of their own, because
//! there are many and questions ask for few; every other noun is one JSON record under its id.

use std::collections::BTreeMap;

use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;
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

const COLUMNS: &str = r#"id, source, version, "start", "end", code, definition, coder, at, words"#;

/// Everything that the tables hold.
pub(super) fn study(connection: &Connection, wanted: &Codings) -> Result<Study, StoreError> {
    Ok(Study {
        attributes: records(connection, "attributes")?,
        respondents: records(connection, "respondents")?,
        sources: records(connection, "sources")?,
        codes: records(connection, "codes")?,
        coders: records(connection, "coders")?,
        codings: codings(connection, wanted)?,
        memos: records(connection, "memos")?,
        files: records(connection, "files")?,
    })
}

fn records<N: DeserializeOwned>(
    connection: &Connection,
    table: &'static str,
) -> Result<BTreeMap<Id<N>, N>, StoreError> {
    let sql = format!("SELECT id, record FROM {table} ORDER BY id");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let json = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
        let record =
            serde_json::from_str(json).map_err(|source| StoreError::Record { table, source })?;
        found.insert(id(row, 0)?, record);
    }
    Ok(found)
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

/// Where a record lives: its table, its id and the name that must be unique there.
fn place(record: &Record) -> (&'static str, Uuid, Option<&str>) {
    match record {
        Record::Attribute(it) => ("attributes", it.id.uuid(), Some(&it.name)),
        Record::Respondent(it) => ("respondents", it.id.uuid(), Some(&it.name)),
        Record::Source(it) => ("sources", it.id.uuid(), Some(&it.name)),
        Record::Code(it) => ("codes", it.id.uuid(), Some(&it.key)),
        Record::Coder(it) => ("coders", it.id.uuid(), Some(&it.name)),
        Record::Coding(it) => ("codings", it.id.uuid(), None),
        Record::Memo(it) => ("memos", it.id.uuid(), None),
        Record::File(it) => ("files", it.id.uuid(), Some(&it.name)),
    }
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
                (before, Some(put)) if before.as_ref().map(place) != Some(place(put)) => {
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
                name: place(record).2.map_or_else(String::new, str::to_owned),
            }));
        }
        match &change.after {
            Some(after) => self.put(after),
            None => {
                let (table, id, _) = place(record);
                let sql = format!("DELETE FROM {table} WHERE id = ?1");
                self.transaction
                    .prepare_cached(&sql)?
                    .execute([id.into_bytes()])?;
                Ok(())
            }
        }
    }

    fn put(&self, record: &Record) -> Result<(), StoreError> {
        let json = match record {
            Record::Coding(it) => {
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
            Record::Attribute(it) => serde_json::to_string(it),
            Record::Respondent(it) => serde_json::to_string(it),
            Record::Source(it) => serde_json::to_string(it),
            Record::Code(it) => serde_json::to_string(it),
            Record::Coder(it) => serde_json::to_string(it),
            Record::Memo(it) => serde_json::to_string(it),
            Record::File(it) => serde_json::to_string(it),
        };
        let json = json.map_err(StoreError::Write)?;
        let (table, id, name) = place(record);
        let sql = format!("INSERT OR REPLACE INTO {table} (id, name, record) VALUES (?1, ?2, ?3)");
        self.transaction.prepare_cached(&sql)?.execute((
            id.into_bytes(),
            name.unwrap_or_default(),
            json,
        ))?;
        Ok(())
    }

    /// The record with the same noun and id, as the tables hold it.
    fn current(&self, like: &Record) -> Result<Option<Record>, StoreError> {
        let (table, id, _) = place(like);
        let key = [id.into_bytes()];
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
        let record = match like {
            Record::Attribute(_) => serde_json::from_str(&json).map(Record::Attribute),
            Record::Respondent(_) => serde_json::from_str(&json).map(Record::Respondent),
            Record::Source(_) => serde_json::from_str(&json).map(Record::Source),
            Record::Code(_) => serde_json::from_str(&json).map(Record::Code),
            Record::Coder(_) => serde_json::from_str(&json).map(Record::Coder),
            Record::Memo(_) => serde_json::from_str(&json).map(Record::Memo),
            Record::File(_) => serde_json::from_str(&json).map(Record::File),
            Record::Coding(_) => return Ok(None),
        };
        record
            .map(Some)
            .map_err(|source| StoreError::Record { table, source })
    }

    fn is_named_alone(&self, record: &Record) -> Result<(), StoreError> {
        let (table, _, Some(name)) = place(record) else {
            return Ok(());
        };
        let sql = format!("SELECT count(*) FROM {table} WHERE name = ?1");
        let mut statement = self.transaction.prepare_cached(&sql)?;
        let count: usize = statement.query_row([name], |row| row.get(0))?;
        if count > 1 {
            let (noun, name) = (record.noun(), name.to_owned());
            return Err(StoreError::Taken { noun, name });
        }
        Ok(())
    }

    fn is_unused(&self, gone: &Record) -> Result<(), StoreError> {
        let (_, id, name) = place(gone);
        let key = || Value::Blob(id.into_bytes().to_vec());
        let word = || Value::Text(id.to_string());
        let asks = match gone {
            Record::Source(_) => vec![("codings", "source = ?1", key())],
            Record::Coder(_) => vec![("codings", "coder = ?1", key())],
            Record::Code(_) => vec![
                ("codings", "code = ?1", key()),
                ("codes", "record ->> 'parent' = ?1", word()),
            ],
            Record::Respondent(_) => vec![("sources", "record ->> 'respondent' = ?1", word())],
            Record::Attribute(_) | Record::Coding(_) | Record::Memo(_) | Record::File(_) => {
                Vec::new()
            }
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
