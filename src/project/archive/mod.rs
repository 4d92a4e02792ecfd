//! The whole project as plain files in one archive, and back. The tables are for people; the project
//! itself comes back from its history and from the texts, whose digests the history names.

mod decided;
mod tables;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use uuid::Uuid;

use super::rules::RULES_FOLDER;
use super::{
    Codings, DATABASE, Leave, Project, ProjectError, Replaces, SETTINGS, spares_the_project,
    sync_folder, write_own,
};
use crate::exchange::study_archive::{self, Members};
use crate::model::hash::Hash;
use crate::model::operation::{Change, Record};
use crate::store::{Row, Store, StoreError};

/// The journal, one operation a line.
const HISTORY: &str = "history.jsonl";

/// A line of the history; its changes are those of the journal to the letter, so that the hashes hold.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    copy: Uuid,
    running: i64,
    id: Uuid,
    at: String,
    actor: String,
    action: String,
    summary: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    undoes: Option<Uuid>,
    /// Missing where the operation is withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    changes: Option<Box<RawValue>>,
    previous: Hash,
    /// Ends of other copies that it knew.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    knows: String,
    hash: Hash,
}

impl Line {
    fn new(row: Row) -> Result<Self, StoreError> {
        let changes = row.changes.map(RawValue::from_string).transpose();
        Ok(Self {
            copy: row.copy,
            running: row.running,
            id: row.id,
            at: row.at,
            actor: row.actor,
            action: row.action,
            summary: row.summary,
            undoes: row.undoes,
            changes: changes.map_err(StoreError::Write)?,
            previous: row.previous,
            knows: row.knows,
            hash: row.hash,
        })
    }

    /// The line as the journal holds it, or why it cannot be one.
    fn row(self) -> Result<Row, String> {
        let at: Timestamp = self
            .at
            .parse()
            .map_err(|_| format!("`{}` is not a time", self.at))?;
        let changes = self.changes.map(|it| it.get().to_owned());
        let read: Vec<Change> = match &changes {
            Some(json) => serde_json::from_str(json).map_err(|error| error.to_string())?,
            None => Vec::new(),
        };
        let is_source = |change: &Change| matches!(change.record(), Some(Record::Source(_)));
        Ok(Row {
            number: 0,
            copy: self.copy,
            running: self.running,
            id: self.id,
            at: self.at,
            moment: at.as_microsecond(),
            actor: self.actor,
            action: self.action,
            summary: self.summary,
            undoes: self.undoes,
            texts: read.iter().any(is_source),
            changes,
            previous: self.previous,
            knows: self.knows,
            hash: self.hash,
        })
    }
}

/// What was archived or restored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArchiveAnswer {
    /// Files in the archive.
    pub files: usize,
    /// Sources.
    pub sources: usize,
    /// Operations.
    pub operations: usize,
    /// Files of an archive that were not written, since their names are no plain names of files or
    /// something of that name is there.
    pub left_out: Vec<String>,
}

impl Project {
    /// Writes everything that the project holds to a zip archive at `path`. The same journal gives the
    /// same bytes; the line that records this archive is not in it.
    pub fn archive(
        &mut self,
        path: &Path,
        leave: Leave<'_>,
    ) -> Result<ArchiveAnswer, ProjectError> {
        spares_the_project(path, Some(&self.root), Replaces::Nothing)?;
        if let Some(round) = self.blind()?.rounds().next() {
            return Err(ProjectError::Refused(format!(
                "round `{}` is blind and an archive shows everybody's codings, expected it to be revealed; `quotebook backup` keeps a copy meanwhile",
                round.name
            )));
        }
        let study = self.study(None, &Codings::All)?;
        let mut members = Members::new();
        let settings = self.root.join(SETTINGS);
        if settings.exists() {
            let bytes = std::fs::read(&settings).map_err(ProjectError::file(&settings, "read"))?;
            members.insert(SETTINGS.to_owned(), bytes);
        }
        for (name, bytes) in self.rule_files()? {
            members.insert(format!("{RULES_FOLDER}/{name}"), bytes);
        }
        let mut named = BTreeSet::new();
        let mut taken = BTreeSet::new();
        let mut places = tables::Places::new();
        let mut sources: Vec<_> = study.sources.values().collect();
        sources.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
        let mut texts = Vec::new();
        for source in sources {
            let text = self.text(source)?;
            let file = free(&mut taken, "texts", &format!("{}.txt", source.name));
            named.insert(source.text);
            members.insert(file.clone(), text.clone().into_bytes());
            let mut original = None;
            if source.original != source.text {
                // Sheets of open answers are the original of many sources.
                let known = places.values().find(|it| it.2 == source.original);
                let place = match known.and_then(|it| it.1.clone()) {
                    Some(place) => place,
                    None => {
                        let name = source.file.rsplit(['/', '\\']).next().unwrap_or("file");
                        free(&mut taken, "originals", name)
                    }
                };
                named.insert(source.original);
                members.insert(place.clone(), self.store.original(source.original)?);
                original = Some(place);
            }
            places.insert(source.id, (file, original, source.original));
            texts.push((source, text));
        }
        for hash in self.store.kept()? {
            if !named.contains(&hash) {
                let bytes = self.store.original(hash)?;
                members.insert(format!("earlier/{hash}"), bytes);
            }
        }
        let rows = self.store.rows()?;
        let operations = rows.len();
        let mut history = String::new();
        for row in rows {
            let line = Line::new(row)?;
            history.push_str(&serde_json::to_string(&line).map_err(StoreError::Write)?);
            history.push('\n');
        }
        members.insert(HISTORY.to_owned(), history.into_bytes());
        members.extend(tables::tables(&study, &texts, &places));
        let bytes = study_archive::write(&members)
            .map_err(|error| ProjectError::Refused(error.to_string()))?;
        self.write_out(path, &bytes, leave)?;
        Ok(ArchiveAnswer {
            files: members.len(),
            sources: study.sources.len(),
            operations,
            left_out: Vec::new(),
        })
    }

    /// Makes a project in `root` from an archive. The history comes back operation by operation and
    /// must have the hashes that it had; nothing is left behind if it has not.
    pub fn restore(path: &Path, root: &Path) -> Result<ArchiveAnswer, ProjectError> {
        let database = root.join(DATABASE);
        if database.exists() {
            return Err(ProjectError::Exists(root.to_owned()));
        }
        let refused = |reason: String| {
            ProjectError::Refused(format!("`{}` is not restored: {reason}", path.display()))
        };
        let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
        let members = study_archive::read(&bytes).map_err(|error| refused(error.to_string()))?;
        let history = members
            .get(HISTORY)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .ok_or_else(|| refused(format!("there is no `{HISTORY}` in it")))?;
        for folder in [root.to_owned(), root.join("corpus"), root.join("codebook")] {
            std::fs::create_dir_all(&folder).map_err(ProjectError::file(&folder, "made"))?;
        }
        let draft = tempfile::Builder::new()
            .prefix(".quotebook-restore")
            .tempdir_in(root)
            .map_err(ProjectError::file(root, "written"))?;
        let file = draft.path().join(DATABASE);
        let mut store = Store::create(&file, Uuid::now_v7())?;
        let operations = store.write(|writing| -> Result<usize, ProjectError> {
            for bytes in members.values() {
                writing.keep(Hash::of(bytes), bytes)?;
            }
            let mut rows = Vec::new();
            for (line, number) in history.lines().zip(1..) {
                let wrong = |why: String| refused(format!("line {number} of its history: {why}"));
                let line: Line = serde_json::from_str(line).map_err(|it| wrong(it.to_string()))?;
                rows.push(line.row().map_err(wrong)?);
            }
            let count = rows.len();
            writing.take(&rows).map_err(|error| match error {
                StoreError::Broken(number) => {
                    refused(format!("operation {number} is not as it was archived"))
                }
                other => other.into(),
            })?;
            writing.forget_unnamed()?;
            Ok(count)
        })?;
        let study = store.study(&Codings::None)?;
        for source in study.sources.values() {
            store.text(source.text)?;
        }
        drop(store);
        let left_out = write_own_files(root, &members)?;
        std::fs::rename(&file, &database).map_err(ProjectError::file(&database, "written"))?;
        sync_folder(root);
        Ok(ArchiveAnswer {
            files: members.len(),
            sources: study.sources.len(),
            operations,
            left_out,
        })
    }
}

/// Writes the settings and the rules of an archive; gives what was not written. Whoever made the archive
/// chooses no other place on the disk.
fn write_own_files(root: &Path, members: &Members) -> Result<Vec<String>, ProjectError> {
    let mut left_out = Vec::new();
    let mut write = |name: &str, path: &Path, bytes: &[u8]| {
        // A link is there even where it leads nowhere.
        if path.symlink_metadata().is_ok() {
            left_out.push(name.to_owned());
            return Ok(());
        }
        write_own(path, bytes)
    };
    if let Some(settings) = members.get(SETTINGS) {
        write(SETTINGS, &root.join(SETTINGS), settings)?;
    }
    let folder = root.join(RULES_FOLDER);
    let mut strange = Vec::new();
    for (name, bytes) in members {
        let own = name.strip_prefix(RULES_FOLDER);
        let Some(own) = own.and_then(|it| it.strip_prefix(['/', '\\'])) else {
            continue;
        };
        if !own.ends_with(".toml") || !is_plain(own) {
            strange.push(name.clone());
            continue;
        }
        std::fs::create_dir_all(&folder).map_err(ProjectError::file(&folder, "made"))?;
        write(name, &folder.join(own), bytes)?;
    }
    left_out.append(&mut strange);
    Ok(left_out)
}

/// Whether a name is that of a plain file on every system: no path, no hidden file, no device.
fn is_plain(name: &str) -> bool {
    const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];
    let stem = name.split('.').next().unwrap_or_default();
    let stem = stem.trim_end().to_lowercase();
    let port = ["com", "lpt"]
        .iter()
        .filter_map(|it| stem.strip_prefix(it))
        .any(|it| it.chars().count() == 1);
    !stem.is_empty()
        && !port
        && !DEVICES.contains(&stem.as_str())
        && !name
            .chars()
            .any(|it| it.is_control() || "/\\:*?\"<>|".contains(it))
}

/// A path below `folder` that no other file has, on disks that know no case either.
fn free(taken: &mut BTreeSet<String>, folder: &str, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '_',
            other if other.is_control() => '_',
            other => other,
        })
        .collect();
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((&plain, ""));
    let stem: String = stem.trim_start_matches('.').chars().take(80).collect();
    let dot = if ending.is_empty() { "" } else { "." };
    let mut path = format!("{folder}/{stem}{dot}{ending}");
    for number in 2.. {
        if taken.insert(path.to_lowercase()) {
            break;
        }
        path = format!("{folder}/{stem} ({number}){dot}{ending}");
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_plain_and_their_own() {
        let mut taken = BTreeSet::new();
        let mut ask = |name: &str| free(&mut taken, "texts", name);
        assert_eq!(ask("../a:b.txt"), "texts/_a_b.txt");
        assert_eq!(ask("One.txt"), "texts/One.txt");
        assert_eq!(ask("ONE.txt"), "texts/ONE (2).txt");
    }

    #[test]
    fn only_names_of_plain_files_are_plain() {
        for name in [
            "own.toml",
            "наши.toml",
            "console.toml",
            "com.toml",
            "a b.toml",
        ] {
            assert!(is_plain(name), "{name}");
        }
        for name in [
            "../own.toml",
            "..\\own.toml",
            "/own.toml",
            "C:own.toml",
            "CON.toml",
            "nul .toml",
            "Com1.en.toml",
            "lpt¹.toml",
            ".toml",
            "a\n.toml",
            "a?.toml",
        ] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
