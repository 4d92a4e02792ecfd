//! The whole project as plain files in one archive, and back. The tables are for people; the project
//! itself comes back from its history and from the texts, whose digests the history names.

mod tables;

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Codings, DATABASE, Project, ProjectError, SETTINGS, sync_folder, write_whole};
use crate::exchange::study_archive::{self, Members};
use crate::model::hash::Hash;
use crate::model::operation::Operation;
use crate::store::{Store, StoreError};

/// The journal, one operation a line.
const HISTORY: &str = "history.jsonl";

/// A line of the history.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    number: i64,
    /// The copy of the project that the operation was made in, and its number there.
    copy: Uuid,
    running: i64,
    previous: Hash,
    hash: Hash,
    operation: Operation,
}

/// What was archived or restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArchiveAnswer {
    /// Files in the archive.
    pub files: usize,
    /// Sources.
    pub sources: usize,
    /// Operations.
    pub operations: usize,
}

impl Project {
    /// Writes everything that the project holds to a zip archive at `path`. The same project gives the
    /// same bytes.
    pub fn archive(&self, path: &Path) -> Result<ArchiveAnswer, ProjectError> {
        let study = self.study(None, &Codings::All)?;
        let mut members = Members::new();
        let settings = self.root.join(SETTINGS);
        if settings.exists() {
            let bytes = std::fs::read(&settings).map_err(ProjectError::file(&settings, "read"))?;
            members.insert(SETTINGS.to_owned(), bytes);
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
        let entries = self.store.journal()?;
        let operations = entries.len();
        let mut history = String::new();
        for entry in entries {
            let line = Line {
                number: entry.number,
                copy: entry.copy,
                running: entry.running,
                previous: entry.previous,
                hash: entry.hash,
                operation: entry.operation,
            };
            history.push_str(&serde_json::to_string(&line).map_err(StoreError::Write)?);
            history.push('\n');
        }
        members.insert(HISTORY.to_owned(), history.into_bytes());
        members.extend(tables::tables(&study, &texts, &places));
        let bytes = study_archive::write(&members)
            .map_err(|error| ProjectError::Refused(error.to_string()))?;
        write_whole(path, &bytes)?;
        Ok(ArchiveAnswer {
            files: members.len(),
            sources: study.sources.len(),
            operations,
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
            let mut count = 0;
            for line in history.lines() {
                count += 1;
                let line: Line = serde_json::from_str(line)
                    .map_err(|error| refused(format!("line {count} of its history: {error}")))?;
                let hash = writing.append_in(line.copy, &line.operation)?;
                if hash != line.hash {
                    let why = format!("operation {count} is not as it was archived");
                    return Err(refused(why));
                }
            }
            writing.forget_unnamed()?;
            Ok(count)
        })?;
        let study = store.study(&Codings::None)?;
        for source in study.sources.values() {
            store.text(source.text)?;
        }
        drop(store);
        if let Some(settings) = members.get(SETTINGS) {
            let path = root.join(SETTINGS);
            if !path.exists() {
                write_whole(&path, settings)?;
            }
        }
        std::fs::rename(&file, &database).map_err(ProjectError::file(&database, "written"))?;
        sync_folder(root);
        Ok(ArchiveAnswer {
            files: members.len(),
            sources: study.sources.len(),
            operations,
        })
    }
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
}
