//! QualCoder: a folder with `data.qda`, and the files that texts came from beside it. Positions are
//! Unicode characters of the stored text; every coding stores its words.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;

use uuid::Uuid;

use super::{Database, number, text_source, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{
    Code, Made, Read, Rich, Source, SourceKind, TypedValue, User, Variable, VariableKind,
    VariableValue, named, time,
};
use crate::exchange::placing::place;
use crate::exchange::positions::STANDARD;
use crate::model::id::Id;

/// The largest Word file that is taken along, in bytes.
const LARGEST_FILE: u64 = 64 << 20;

/// A project on its way into the plain value.
pub(super) struct Reader<'d> {
    pub(super) database: &'d Database,
    pub(super) read: Read,
    /// When the project was made: what tells two projects apart.
    made: String,
    users: HashSet<String>,
    /// Where a source stands in the list.
    pub(super) sources: HashMap<i64, usize>,
}

/// Reads the database; `path` leads to it.
pub(super) fn read(database: &Database, path: &Path) -> Result<Read, ExchangeError> {
    let projects = database.rows("SELECT date, memo, about FROM project", |row| {
        Ok([words(row, 0)?, words(row, 1)?, words(row, 2)?])
    })?;
    let [made, memo, about] = projects.into_iter().next().unwrap_or_default();
    let mut reader = Reader {
        database,
        read: Read::default(),
        made,
        users: HashSet::new(),
        sources: HashMap::new(),
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    let project = &mut reader.read.project;
    project.program = about;
    project.name = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    project.description = memo;
    project.made.at = time(&reader.made);
    let name = reader.read.project.name.clone();
    let why = "its times have no zone and are taken as UTC";
    reader.read.losses.changed("project", &name, why);
    reader.codes()?;
    reader.variables()?;
    let raws = reader.texts(folder)?;
    reader.cases()?;
    reader.codings()?;
    reader.annotations()?;
    reader.elsewhere()?;
    reader.journal()?;
    let mut read = reader.read;
    place(&raws, STANDARD, &mut read);
    Ok(read)
}

impl Reader<'_> {
    pub(super) fn id(&self, kind: &str, what: impl std::fmt::Display) -> Uuid {
        named(
            &format!("qualcoder {kind}"),
            &format!("{}\n{what}", self.made),
        )
    }

    /// Who and when; the owner is a name that people typed.
    pub(super) fn made(&mut self, owner: &str, date: &str) -> Made {
        let at = time(date);
        if owner.trim().is_empty() {
            return Made { by: None, at };
        }
        let id = Id::from_uuid(self.id("user", owner));
        if self.users.insert(owner.to_owned()) {
            self.read.project.users.push(User {
                id,
                name: owner.to_owned(),
                initials: String::new(),
            });
        }
        Made { by: Some(id), at }
    }

    /// Categories, then codes; newer versions also have codes below codes.
    fn codes(&mut self) -> Result<(), ExchangeError> {
        let mut waiting = self.database.rows(
            "SELECT catid, name, memo, supercatid FROM code_cat ORDER BY catid",
            |row| {
                Ok((
                    [number(row, 0)?, number(row, 3)?],
                    words(row, 1)?,
                    words(row, 2)?,
                ))
            },
        )?;
        let known: HashSet<i64> = waiting.iter().map(|it| it.0[0]).collect();
        let mut placed = HashSet::new();
        // Those above first; a circle would never end, so what is left then hangs on nothing.
        while !waiting.is_empty() {
            let (ready, later): (Vec<_>, Vec<_>) = waiting
                .into_iter()
                .partition(|it| !known.contains(&it.0[1]) || placed.contains(&it.0[1]));
            let circle = ready.is_empty();
            for ([id, above], name, memo) in if circle { &later } else { &ready } {
                placed.insert(*id);
                let parent = known.contains(above) && !circle;
                self.read.project.codes.push(Code {
                    id: Id::from_uuid(self.id("category", id)),
                    parent: parent.then(|| Id::from_uuid(self.id("category", above))),
                    name: name.clone(),
                    description: memo.clone(),
                    color: None,
                    codable: false,
                    notes: Vec::new(),
                });
            }
            waiting = if circle { Vec::new() } else { later };
        }
        let codes = self.database.rows(
            "SELECT cid, name, memo, catid, color FROM code_name ORDER BY cid",
            |row| {
                let text = [words(row, 1)?, words(row, 2)?, words(row, 4)?];
                Ok(([number(row, 0)?, number(row, 3)?], text))
            },
        )?;
        for ([id, category], [name, memo, color]) in codes {
            let parent = known.contains(&category);
            let color = color.to_lowercase();
            let is_color = color.len() == 7 && color.starts_with('#');
            self.read.project.codes.push(Code {
                id: Id::from_uuid(self.id("code", id)),
                parent: parent.then(|| Id::from_uuid(self.id("category", category))),
                name,
                description: memo,
                color: is_color.then_some(color),
                codable: true,
                notes: Vec::new(),
            });
        }
        Ok(())
    }

    fn variables(&mut self) -> Result<(), ExchangeError> {
        let types = self.database.rows_of(
            "attribute_type",
            "SELECT name, memo, valuetype FROM attribute_type ORDER BY name",
            |row| Ok([words(row, 0)?, words(row, 1)?, words(row, 2)?]),
        )?;
        for [name, memo, kind] in types {
            self.read.project.variables.push(Variable {
                id: Id::from_uuid(self.id("variable", &name)),
                name,
                description: memo,
                kind: match kind.as_str() {
                    "numeric" => VariableKind::Float,
                    _ => VariableKind::Text,
                },
            });
        }
        Ok(())
    }

    /// Values of all cases, or of all files, under their numbers.
    pub(super) fn values(
        &mut self,
        of: &str,
    ) -> Result<HashMap<i64, Vec<VariableValue>>, ExchangeError> {
        let rows = self.database.rows_of(
            "attribute",
            "SELECT id, name, value, attr_type FROM attribute ORDER BY attrid",
            |row| {
                Ok((
                    number(row, 0)?,
                    [words(row, 1)?, words(row, 2)?, words(row, 3)?],
                ))
            },
        )?;
        let mut found: HashMap<i64, Vec<VariableValue>> = HashMap::new();
        for (id, [name, value, kind]) in rows {
            if kind != of || value.trim().is_empty() {
                continue;
            }
            let variable = Id::from_uuid(self.id("variable", &name));
            let numeric = self
                .read
                .project
                .variables
                .iter()
                .any(|it| it.id == variable && it.kind == VariableKind::Float);
            let number = value.trim().parse().ok().filter(|it: &f64| it.is_finite());
            let value = match number.filter(|_| numeric) {
                Some(number) => TypedValue::Float(number),
                None => TypedValue::Text(value),
            };
            found
                .entry(id)
                .or_default()
                .push(VariableValue { variable, value });
        }
        Ok(found)
    }

    fn texts(
        &mut self,
        folder: &Path,
    ) -> Result<BTreeMap<crate::model::source::SourceId, String>, ExchangeError> {
        let mut values = self.values("file")?;
        let rows = self.database.rows(
            "SELECT id, name, fulltext, mediapath, memo, owner, date FROM source ORDER BY id",
            |row| {
                let text = [words(row, 1)?, words(row, 2)?, words(row, 3)?];
                let more = [words(row, 4)?, words(row, 5)?, words(row, 6)?];
                Ok((number(row, 0)?, text, more))
            },
        )?;
        let mut raws = BTreeMap::new();
        for (number, [name, fulltext, path], [memo, owner, date]) in rows {
            let id = Id::from_uuid(self.id("source", number));
            let made = self.made(&owner, &date);
            let kind = kind(&path);
            let has_text = !fulltext.is_empty();
            let text = has_text.then(|| crate::exchange::positions::canonical(&fulltext));
            let of_it = values.remove(&number).unwrap_or_default();
            let mut source = Source {
                description: memo,
                kind,
                ..text_source(id, name, text, made, of_it)
            };
            if !has_text {
                source.texts.clear();
            }
            if kind != SourceKind::Text {
                source.path = Some(path.clone());
            }
            if let Some(file) = path.strip_prefix("/docs/")
                && let Some(bytes) = document(folder, file)
            {
                if let Some(text) = source.texts.first_mut() {
                    text.rich = Rich::of(bytes.clone());
                }
                self.read.originals.insert(id, bytes);
            }
            if has_text {
                raws.insert(id, fulltext);
            }
            self.sources.insert(number, self.read.project.sources.len());
            self.read.project.sources.push(source);
        }
        Ok(raws)
    }
}

/// What a path of a medium says of its source.
fn kind(path: &str) -> SourceKind {
    let of = |folder: &str| {
        path.starts_with(&format!("/{folder}/")) || path.starts_with(&format!("{folder}:"))
    };
    if of("images") {
        SourceKind::Picture
    } else if of("audio") {
        SourceKind::Audio
    } else if of("video") {
        SourceKind::Video
    } else if path.to_lowercase().ends_with(".pdf") {
        SourceKind::Pdf
    } else {
        SourceKind::Text
    }
}

/// A file of the project's folder of documents; links and names that lead elsewhere are not followed.
fn document(folder: &Path, name: &str) -> Option<Vec<u8>> {
    if name.contains(['/', '\\']) || name.contains("..") {
        return None;
    }
    let path = folder.join("documents").join(name);
    let found = std::fs::symlink_metadata(&path).ok()?;
    if !found.is_file() || found.len() > LARGEST_FILE {
        return None;
    }
    std::fs::read(path).ok()
}
