//! Two copies of a project become one: the union of both journals, and the tables that follow from
//! it. The other copy is only read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;

use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

use super::journal::{Entry, WHOLE, entries};
use super::row::Row;
use super::{Codings, Store, StoreError, Writing, links, tables, texts};
use crate::model::clash::Clash;
use crate::model::fold::Fold;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::operation::Record;
use crate::model::study::Study;

/// What the journal adds up to.
#[derive(Debug, Clone)]
pub struct Folded {
    /// The study.
    pub study: Study,
    /// What copies did to one thing without knowing of each other.
    pub clashes: Vec<Clash>,
    /// Ids of things that were made twice, apart, and the ids that they have.
    pub twins: HashMap<Uuid, Uuid>,
}

/// What a merge brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Merged {
    /// New operations by who made them.
    pub operations: BTreeMap<String, usize>,
    /// New operations whose changes are withheld.
    pub withheld: usize,
    /// Records that are there now and were not, by kind.
    pub new: BTreeMap<&'static str, usize>,
    /// Records that are other than they were, by kind.
    pub changed: BTreeMap<&'static str, usize>,
    /// Records that are gone, by kind.
    pub removed: BTreeMap<&'static str, usize>,
    /// What clashes between the two copies.
    pub clashes: Vec<Clash>,
}

/// Everything that the journal in `connection` adds up to.
pub(super) fn fold<'e>(
    connection: &Connection,
    entries: impl IntoIterator<Item = &'e Entry>,
) -> Folded {
    let read = |hash| {
        let bytes = texts::read(connection, hash).ok().flatten()?;
        String::from_utf8(bytes).ok()
    };
    let mut fold = Fold::new(&read);
    entries.into_iter().for_each(|entry| fold.add(entry.step()));
    Folded {
        study: fold.study,
        clashes: fold.clashes,
        twins: fold.twins,
    }
}

impl Store {
    /// Runs `look` on the fold of the journal, and of each of its beginnings.
    pub fn folding(
        &self,
        mut look: impl FnMut(&Entry, &Fold<'_>) -> bool,
    ) -> Result<Vec<Entry>, StoreError> {
        let read = |hash| self.text(hash).ok();
        let mut fold = Fold::new(&read);
        let entries = self.journal()?;
        for entry in &entries {
            fold.add(entry.step());
            if !look(entry, &fold) {
                break;
            }
        }
        Ok(entries)
    }

    /// What these entries add up to.
    pub fn fold<'e>(&self, entries: impl IntoIterator<Item = &'e Entry>) -> Folded {
        fold(&self.connection, entries)
    }

    /// Writes a bundle to `path`: the journal, without what `withhold` names, and the texts of
    /// `sources`.
    pub fn bundle(
        &self,
        path: &Path,
        texts_of: &BTreeSet<Hash>,
        mut withhold: impl FnMut(&Entry) -> bool,
    ) -> Result<(), StoreError> {
        let withheld: BTreeSet<i64> = self
            .journal()?
            .iter()
            .filter(|entry| withhold(entry))
            .map(|entry| entry.number)
            .collect();
        let mut bundle = Store::create(path, self.copy)?;
        bundle.write(|writing| -> Result<(), StoreError> {
            let take = Row::all(&self.connection)?;
            for row in take {
                let hide = withheld.contains(&row.number);
                writing.insert(&row, hide)?;
            }
            for hash in texts_of {
                let bytes = texts::read(&self.connection, *hash)?;
                writing.keep(*hash, &bytes.ok_or(StoreError::NoText(*hash))?)?;
            }
            Ok(())
        })?;
        bundle
            .connection
            .pragma_update(None, "journal_mode", "DELETE")?;
        bundle.connection.execute_batch("VACUUM")?;
        Ok(())
    }

    /// Opens another copy, or a bundle, for reading only.
    pub fn open_to_read(path: &Path) -> Result<Connection, StoreError> {
        // A database of an older form is brought to today's in a copy, never where it lies.
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        connection.pragma_update(None, "trusted_schema", false)?;
        connection.pragma_update(None, "cell_size_check", true)?;
        let foreign = |_| StoreError::Foreign(path.to_owned());
        let ask = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let found = u32::try_from(ask("user_version").map_err(foreign)?).unwrap_or(u32::MAX);
        if ask("application_id").map_err(foreign)? != i64::from(super::APPLICATION) || found == 0 {
            return Err(StoreError::Foreign(path.to_owned()));
        }
        if found > super::FORMAT {
            let known = super::FORMAT;
            return Err(StoreError::Newer { found, known });
        }
        if found == super::FORMAT {
            return Ok(connection);
        }
        let mut memory = Connection::open_in_memory()?;
        rusqlite::backup::Backup::new(&connection, &mut memory)?.run_to_completion(
            1024,
            std::time::Duration::ZERO,
            None,
        )?;
        super::journal::bring_over(&memory, found)?;
        Ok(memory)
    }
}

impl Writing<'_> {
    /// Brings in everything that `other` has and this copy has not.
    pub fn merge(&self, other: &Connection) -> Result<Merged, StoreError> {
        if let Some(number) = links::broken_links(other)?.first() {
            return Err(StoreError::Broken(*number));
        }
        let mut merged = Merged::default();
        let here: HashMap<Uuid, Row> = Row::all(&self.transaction)?
            .into_iter()
            .map(|row| (row.id, row))
            .collect();
        let mut any = false;
        for row in Row::all(other)? {
            match here.get(&row.id) {
                Some(known) if known.hash != row.hash => {
                    return Err(StoreError::Rewritten(Id::<()>::from_uuid(row.id).short()));
                }
                Some(known) if known.changes.is_some() || row.changes.is_none() => continue,
                Some(known) => {
                    self.transaction
                        .prepare_cached("DELETE FROM journal WHERE number = ?1")?
                        .execute([known.number])?;
                }
                None => {}
            }
            any = true;
            merged.withheld += usize::from(row.changes.is_none());
            *merged.operations.entry(row.actor.clone()).or_default() += 1;
            self.insert(&row, false)?;
        }
        self.take_texts(other)?;
        if !any {
            return Ok(merged);
        }
        self.find_ends()?;
        let (entries, folded) = self.whole()?;
        if !folded.clashes.is_empty() {
            let known = |entry: &&Entry| here.contains_key(&entry.operation.id.uuid());
            let ours: Vec<Entry> = entries.iter().filter(known).cloned().collect();
            let ours: BTreeSet<Clash> =
                fold(&self.transaction, &ours).clashes.into_iter().collect();
            let clashes = folded.clashes.into_iter();
            merged.clashes = clashes.filter(|it| !ours.contains(it)).collect();
        }
        self.become_study(&folded.study, &mut merged)?;
        Ok(merged)
    }

    /// Fills an empty store with a journal as it was stored elsewhere, and the tables with what it
    /// adds up to. A journal that is not what was written is refused.
    pub fn take(&self, rows: &[Row]) -> Result<(), StoreError> {
        rows.iter().try_for_each(|row| self.insert(row, false))?;
        if let Some(number) = links::broken_links(&self.transaction)?.first() {
            return Err(StoreError::Broken(*number));
        }
        self.find_ends()?;
        let (_, folded) = self.whole()?;
        self.become_study(&folded.study, &mut Merged::default())
    }

    /// The journal with what it adds up to; every text that this speaks of must be there.
    fn whole(&self) -> Result<(Vec<Entry>, Folded), StoreError> {
        let entries = entries(&self.transaction, WHOLE, None)?;
        let folded = fold(&self.transaction, &entries);
        for source in folded.study.sources.values() {
            if texts::read(&self.transaction, source.text)?.is_none() {
                return Err(StoreError::TextMissing(source.name.clone()));
            }
        }
        Ok((entries, folded))
    }

    /// Copies the texts and files that are not here; one that is not what its digest says is refused.
    fn take_texts(&self, other: &Connection) -> Result<(), StoreError> {
        let mut statement = other.prepare("SELECT hash FROM texts")?;
        let hashes = statement.query_map([], |row| row.get(0).map(Hash))?;
        let hashes: Vec<Hash> = hashes.collect::<rusqlite::Result<_>>()?;
        for hash in hashes {
            let known: bool = self
                .transaction
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM texts WHERE hash = ?1)")?
                .query_row([hash.0], |row| row.get(0))?;
            if known {
                continue;
            }
            let bytes = texts::read(other, hash)?.filter(|bytes| Hash::of(bytes) == hash);
            self.keep(hash, &bytes.ok_or(StoreError::NoText(hash))?)?;
        }
        Ok(())
    }

    /// Makes the tables those of `after`.
    fn become_study(&self, after: &Study, merged: &mut Merged) -> Result<(), StoreError> {
        let before = tables::study(&self.transaction, &Codings::All)?;
        let (old, new) = (by_id(&before), by_id(after));
        for (id, record) in &old {
            if !new.contains_key(id) {
                *merged.removed.entry(record.noun()).or_default() += 1;
                self.delete(record)?;
            }
        }
        for (id, record) in &new {
            match old.get(id) {
                Some(known) if known == record => continue,
                Some(_) => *merged.changed.entry(record.noun()).or_default() += 1,
                None => *merged.new.entry(record.noun()).or_default() += 1,
            }
            self.put(record)?;
        }
        Ok(())
    }
}

/// Every record of a study under its id.
fn by_id(study: &Study) -> BTreeMap<Uuid, Record> {
    study
        .records()
        .map(|record| (record.uuid(), record))
        .collect()
}
