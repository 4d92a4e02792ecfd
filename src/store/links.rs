//! Whether the journal is what was written: every operation carries the hash of the one before it in
//! its copy and of the other copies' ends that it knew.

use std::collections::{HashMap, HashSet};

use rusqlite::Connection;
use uuid::Uuid;

use super::journal::{Columns, uuid};
use super::{Store, StoreError};
use crate::model::hash::Hash;

impl Store {
    /// Numbers of the operations whose hash is not what the chain says.
    pub(super) fn broken_links(&self) -> Result<Vec<i64>, StoreError> {
        broken_links(&self.connection)
    }
}

pub(super) fn broken_links(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT number, copy, running, id, at, actor, action, summary, undoes, changes, previous, hash, knows
         FROM journal ORDER BY copy, running, number",
    )?;
    let mut rows = statement.query([])?;
    let mut broken = Vec::new();
    let mut known: HashMap<Hash, (Uuid, i64)> = HashMap::new();
    let mut others: Vec<(i64, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let text = |column| row.get_ref(column)?.as_str().map_err(rusqlite::Error::from);
        let changes = row
            .get_ref(9)?
            .as_str_or_null()
            .map_err(rusqlite::Error::from)?;
        let columns = Columns {
            copy: uuid(row, 1)?,
            running: row.get(2)?,
            id: uuid(row, 3)?,
            at: text(4)?.to_owned(),
            actor: text(5)?,
            action: text(6)?,
            summary: text(7)?,
            undoes: row.get::<_, Option<[u8; 16]>>(8)?.map(Uuid::from_bytes),
            changes: changes.unwrap_or_default(),
            knows: text(12)?,
        };
        let (number, previous, hash) = (row.get(0)?, Hash(row.get(10)?), Hash(row.get(11)?));
        let follows = match columns.running {
            1 => previous == Hash([0; 32]),
            running => known.get(&previous) == Some(&(columns.copy, running - 1)),
        };
        // What is withheld cannot be weighed; that it is the one that others follow can.
        let is_whole = changes.is_none() || columns.hash(previous) == hash;
        if !follows || !is_whole {
            broken.push(number);
        }
        if !columns.knows.is_empty() {
            others.push((number, columns.knows.to_owned()));
        }
        known.insert(hash, (columns.copy, columns.running));
    }
    let is_there = |word: &str| {
        word.parse()
            .is_ok_and(|hash: Hash| known.contains_key(&hash))
    };
    let strays = others
        .iter()
        .filter(|(_, knows)| !knows.split_whitespace().all(is_there));
    broken.extend(strays.map(|(number, _)| *number));
    let mut seen = HashSet::new();
    broken.retain(|number| seen.insert(*number));
    Ok(broken)
}
