//! Files before the project has seen them: found below folders, read side by side, told apart.

use std::path::{Path, PathBuf};

use crate::codebook::entry::Entry;
use crate::codebook::{dictionary, table, toml};
use crate::corpus::encoding::decode;
use crate::corpus::node_export;
use crate::corpus::note::{self, Note};
use crate::corpus::role::{self, ColumnMap, Role};
use crate::corpus::role_words::Column;
use crate::corpus::segments;
use crate::corpus::sheet::{self, Sheet};
use crate::exchange::{self, foreign::Read};
use crate::model::hash::Hash;
use crate::project::{Project, ProjectError};

/// A file as read, before the project has seen it.
pub(super) struct Found {
    /// Its name, as the project writes it.
    pub(super) file: String,
    /// What is in it.
    pub(super) bytes: Vec<u8>,
    /// Their digest.
    pub(super) original: Hash,
    /// What it is, or why it cannot be read.
    pub(super) read: Result<Kind, String>,
}

/// What a file is.
pub(super) enum Kind {
    Note(Note),
    Sheet(Sheet, Role, ColumnMap),
    /// The codes, and the headings of columns that codes have no place for.
    Codebook(Vec<Entry>, Vec<String>),
    Foreign(Box<Read>),
    Other,
}

impl Project {
    /// The files below `paths`, in the order of their names.
    pub(in crate::project) fn files(
        &self,
        paths: &[PathBuf],
    ) -> Result<Vec<PathBuf>, ProjectError> {
        let mut files = Vec::new();
        if paths.is_empty() {
            for folder in ["corpus", "codebook"].map(|name| self.root.join(name)) {
                if folder.is_dir() {
                    walk(&folder, &mut files)?;
                }
            }
            // Routes and places may lie beside the settings, where people look for them.
            for (name, ending) in ["places", "routes"]
                .iter()
                .flat_map(|name| ["csv", "xlsx", "ods"].map(|ending| (name, ending)))
            {
                let file = self.root.join(format!("{name}.{ending}"));
                files.extend(file.is_file().then_some(file));
            }
        }
        for path in paths {
            if let Some(project) = exchange::project_in(path) {
                files.push(project);
            } else if path.is_dir() {
                walk(path, &mut files)?;
            } else {
                // Missing files are refused by name when they are read.
                files.push(path.clone());
            }
        }
        files.sort();
        files.dedup();
        Ok(files)
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), ProjectError> {
    let entries = std::fs::read_dir(folder).map_err(ProjectError::file(folder, "read"))?;
    for entry in entries {
        let path = entry.map_err(ProjectError::file(folder, "read"))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        // Hidden files, and the files that Word keeps beside an open document.
        if name.starts_with('.') || name.starts_with("~$") {
            continue;
        }
        if let Some(project) = exchange::project_in(&path) {
            files.push(project);
        } else if path.is_dir() {
            walk(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// The path as the project writes it: relative where it lies inside, with forward slashes.
pub(in crate::project) fn relative(root: &Path, path: &Path) -> String {
    let absolute = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (whole, base) = (absolute(path), absolute(root));
    whole
        .strip_prefix(&base)
        .unwrap_or(path)
        .to_string_lossy()
        .replace('\\', "/")
}

/// Whether a file of this name is at home in the folder of codebooks.
pub(in crate::project) fn is_of_codebook(name: &str) -> bool {
    let ending = note::ending(name);
    ending == "toml" || dictionary::ENDINGS.contains(&ending.as_str())
}

/// Whether a file is of a kind that is imported.
pub(in crate::project) fn reads(path: &Path) -> bool {
    let ending = note::ending(&path.to_string_lossy());
    SHEETS.contains(&ending.as_str())
        || note::ENDINGS.contains(&ending.as_str())
        || exchange::ENDINGS.contains(&ending.as_str())
        || ending == "toml"
        || dictionary::ENDINGS.contains(&ending.as_str())
            && path.parent().is_some_and(|it| it.ends_with("codebook"))
}

/// Endings of sheets.
pub(super) const SHEETS: &[&str] = &["csv", "tsv", "jsonl", "xlsx", "xlsm", "ods", "sav", "zsav"];

/// Reads a file, which the project writes as `file`.
pub(super) fn read(
    path: &Path,
    file: String,
    wishes: &[(String, Column)],
    dictionaries: bool,
) -> Found {
    let dictionaries = dictionaries || file.starts_with("codebook/");
    let name = match file.rsplit_once('/') {
        Some((_, name)) => name.to_owned(),
        None => file.clone(),
    };
    let large = exchange::LARGEST_MIB << 20;
    match std::fs::metadata(path) {
        Ok(found) if found.len() > large => {
            return Found {
                original: Hash([0; 32]),
                read: Err(format!(
                    "it is larger than {} MiB, expected less; without recordings and pictures it may be",
                    exchange::LARGEST_MIB
                )),
                file,
                bytes: Vec::new(),
            };
        }
        Ok(_) | Err(_) => {}
    }
    let bytes = std::fs::read(path).map_err(|error| error.to_string());
    let whole = |bytes| exchange::whole(path, bytes).map_err(|error| error.to_string());
    match bytes.and_then(whole) {
        Ok(bytes) => Found {
            original: Hash::of(&bytes),
            read: kind(path, &name, &bytes, wishes, dictionaries),
            file,
            bytes,
        },
        Err(reason) => Found {
            original: Hash([0; 32]),
            read: Err(reason),
            file,
            bytes: Vec::new(),
        },
    }
}

/// A sheet once more from the bytes that were kept of it, where it is read as of this role.
pub(super) fn sheet_again(
    file: &str,
    bytes: &[u8],
    wishes: &[(String, Column)],
    role: Role,
) -> Option<(Sheet, ColumnMap)> {
    let name = file.rsplit('/').next().unwrap_or(file);
    match kind(Path::new(name), name, bytes, wishes, false) {
        Ok(Kind::Sheet(sheet, read, map)) if read == role => Some((sheet, map)),
        Ok(_) | Err(_) => None,
    }
}

fn kind(
    path: &Path,
    name: &str,
    bytes: &[u8],
    wishes: &[(String, Column)],
    dictionaries: bool,
) -> Result<Kind, String> {
    let ending = note::ending(name);
    match ending.as_str() {
        ending if exchange::is_project(ending, bytes) => exchange::read(path, bytes)
            .map(|read| Kind::Foreign(Box::new(read)))
            .map_err(|error| error.to_string()),
        ending if SHEETS.contains(&ending) => {
            let sheet = sheet::read(name, bytes).map_err(|error| error.to_string())?;
            let known = match wishes {
                [] => segments::recognised(&sheet).unwrap_or_default(),
                wishes => wishes.to_vec(),
            };
            let decided = role::decide(&sheet, &known);
            // Of JSON Lines only codings are read: whatever else programs write so is no table of ours.
            if ending == "jsonl" && !matches!(decided, Ok((Role::Codings, _))) {
                return Ok(Kind::Other);
            }
            let (role, map) = decided.map_err(|error| error.to_string())?;
            if role == Role::Codebook {
                let (columns, rows) = (map.headings(&sheet), sheet.words());
                let entries =
                    table::read(name, &columns, &rows).map_err(|error| error.to_string())?;
                let skipped = Column::Skip.name();
                let mut unread = table::unread(&columns, &rows);
                unread.retain(|it| it != skipped);
                return Ok(Kind::Codebook(entries, unread));
            }
            Ok(Kind::Sheet(sheet, role, map))
        }
        "toml" => {
            let text = std::str::from_utf8(bytes)
                .map_err(|_| "it is not UTF-8, expected a codebook file".to_owned())?;
            toml::read(name, text)
                .map(|entries| Kind::Codebook(entries, Vec::new()))
                .map_err(|error| error.to_string())
        }
        ending if dictionaries && dictionary::ENDINGS.contains(&ending) => {
            let (text, _) = decode(bytes).map_err(|error| error.to_string())?;
            dictionary::read(name, &text)
                .map(|entries| Kind::Codebook(entries, Vec::new()))
                .map_err(|error| error.to_string())
        }
        ending if note::ENDINGS.contains(&ending) => {
            let note = note::read(name, bytes).map_err(|error| error.to_string())?;
            match node_export::sheet(name, &note.text) {
                Some(sheet) => {
                    let known = segments::recognised(&sheet).unwrap_or_default();
                    let (role, map) =
                        role::decide(&sheet, &known).map_err(|error| error.to_string())?;
                    Ok(Kind::Sheet(sheet, role, map))
                }
                None => Ok(Kind::Note(note)),
            }
        }
        ending if exchange::ENDINGS.contains(&ending) => exchange::read(path, bytes)
            .map(|read| Kind::Foreign(Box::new(read)))
            .map_err(|error| error.to_string()),
        "zip" if exchange::is_brat(bytes) => Err(
            "it is a zip file of texts and annotations of brat, expected its folder: unzip it first"
                .to_owned(),
        ),
        "zip" if exchange::study_archive::is_one(bytes) => Err(
            "it is the archive of a study, expected `quotebook restore ARCHIVE FOLDER`".to_owned(),
        ),
        _ => Ok(Kind::Other),
    }
}
