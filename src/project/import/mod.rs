//! Import: files become records, all of them in one operation. Files are read side by side first;
//! a file that cannot be read is named with the reason and the rest goes on.

mod answer;
mod classifications;
mod codebook;
mod codings;
mod files;
mod foreign;
mod highlights;
mod notes;
mod places;
mod redactions;
mod register;
mod routes;
mod segments;
mod since;
mod stop_evidence;

use std::collections::HashSet;
use std::path::PathBuf;

use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use files::{Found, Kind, read};
pub(super) use files::{is_of_codebook, reads, relative};

pub use crate::corpus::READER;
pub use answer::{FileAnswer, ImportAnswer, Outcome, Told};

use super::{Codings, Draft, Project, ProjectError, fresh, misfits};
use crate::corpus::role::Role;
use crate::model::file::File;
use crate::model::hash::Hash;
use crate::model::operation::Change;
use crate::model::study::Study;
use crate::store::Writing;

/// How to import.
#[derive(Debug, Clone, Default)]
pub struct ImportOptions {
    /// What the columns of sheets are for, where the user said so (`answer=text,person=respondent`).
    pub map: Option<String>,
    /// Refuse codings whose code or coder the project does not know.
    pub no_new: bool,
    /// Files in the forms of dictionaries (`.dic`, `.cat`, `.ykd`, `.yml`) are codebooks wherever they
    /// lie; otherwise only in the project's `codebook/`.
    pub dictionaries: bool,
    /// Read only, as if; nothing is changed.
    pub dry_run: bool,
    /// What tables say holds, whatever people have set here since they were last imported.
    pub anyway: bool,
}

/// What the steps of an import hand on to one another.
struct Importing<'i> {
    study: Study,
    /// The study before the import as whoever imports sees it, with what classifications come to.
    seen: Study,
    writing: &'i Writing<'i>,
    draft: &'i mut Draft,
    who: &'i str,
    options: &'i ImportOptions,
    settings: &'i crate::model::settings::Settings,
    /// Files of this import.
    coming: HashSet<String>,
    /// Files in `corpus/` that sources came from and that still lie there.
    lying: HashSet<String>,
}

impl Importing<'_> {
    /// Notes a change and sees it at once.
    fn put(&mut self, change: Change) -> Result<(), ProjectError> {
        self.study
            .apply(&change)
            .map_err(crate::store::StoreError::Conflict)?;
        self.draft.changes.push(change);
        Ok(())
    }
}

impl Project {
    /// Imports files and folders; without any, `corpus/` and `codebook/` of the project.
    pub fn import(
        &mut self,
        who: &str,
        paths: &[PathBuf],
        options: &ImportOptions,
    ) -> Result<ImportAnswer, ProjectError> {
        let files = self.files(paths)?;
        let named = files.into_iter().map(|path| {
            let name = relative(&self.root, &path);
            (path, name)
        });
        let named: Vec<(PathBuf, String)> = named.collect();
        self.import_named(who, &named, options)
    }

    /// Imports files under the names that the project writes for them.
    pub(super) fn import_named(
        &mut self,
        who: &str,
        files: &[(PathBuf, String)],
        options: &ImportOptions,
    ) -> Result<ImportAnswer, ProjectError> {
        let wishes = match &options.map {
            Some(map) => crate::corpus::role_words::parse_map(map)
                .map_err(|error| ProjectError::Refused(error.to_string()))?,
            None => Vec::new(),
        };
        let found: Vec<Found> = files
            .par_iter()
            .map(|(path, name)| read(path, name.clone(), &wishes, options.dictionaries))
            .collect();
        let settings = self.settings.clone();
        let viewer = self.viewer.clone();
        let root = self.root.clone();
        let mut answer = ImportAnswer::default();
        let done = self.change(who, &Codings::All, |study, writing, draft| {
            draft.action = "import";
            let came = study.sources.values().map(|it| it.file.clone());
            let of_corpus = |it: &String| it.starts_with("corpus/") && root.join(it).is_file();
            let lying = came.filter(of_corpus).collect();
            let mut importing = Importing {
                study: study.clone(),
                seen: misfits::as_seen(study, &viewer),
                writing,
                draft,
                who,
                options,
                settings: &settings,
                coming: files.iter().map(|(_, name)| name.clone()).collect(),
                lying,
            };
            answer = importing.all(found)?;
            if misfits::is_any(&settings) {
                let of = |study: &Study| {
                    misfits::misfits(&settings, &misfits::as_seen(study, &viewer), study).0
                };
                let told = misfits::newly(&of(study), &of(&importing.study));
                answer.remarks.extend(told);
            }
            if options.dry_run {
                draft.changes.clear();
                return Err(ProjectError::Refused(String::new()));
            }
            Ok(())
        });
        match done {
            Err(ProjectError::Refused(reason)) if reason.is_empty() && options.dry_run => {
                Ok(answer)
            }
            other => other.map(|_| answer),
        }
    }
}

impl Importing<'_> {
    /// Registers first, so that notes find their respondents; codings last, when sources and codes
    /// are there.
    fn all(&mut self, found: Vec<Found>) -> Result<ImportAnswer, ProjectError> {
        let mut answer = ImportAnswer::default();
        let rank = |found: &Found| match &found.read {
            Ok(Kind::Sheet(_, Role::Register | Role::Places, _)) => 0,
            Ok(Kind::Note(_)) => 1,
            Ok(Kind::Sheet(_, Role::OpenAnswers, _)) => 2,
            Ok(Kind::Codebook(..)) => 3,
            Ok(Kind::Foreign(_)) => 4,
            Ok(Kind::Sheet(_, Role::Classifications, _)) => 6,
            Ok(Kind::Sheet(_, Role::Routes, _)) => 6,
            _ => 5,
        };
        let mut found = found;
        found.sort_by_key(rank);
        let mut named = register::Named::default();
        let mut linked = None;
        for Found {
            file,
            bytes,
            original,
            read,
        } in found
        {
            // Routes rest on words of the respondents' own sources.
            if linked.is_none() && matches!(read, Ok(Kind::Sheet(_, Role::Routes, _))) {
                linked = Some(self.link(&named)?);
            }
            let mut told = Vec::new();
            let known = self
                .study
                .files
                .values()
                .find(|it| it.name == file)
                .cloned();
            let same = known
                .as_ref()
                .is_some_and(|known| known.original == original);
            // Whoever says what the columns are for may say another thing than before.
            let is_known = same && self.options.map.is_none() && !self.options.anyway;
            let before = self.draft.changes.len();
            let outcome = match read {
                Err(reason) => Outcome::Refused(reason),
                Ok(Kind::Other) => Outcome::Ignored,
                Ok(Kind::Note(note)) => self.note(&file, &bytes, original, note, &mut told)?,
                Ok(_) if is_known => Outcome::Same,
                Ok(Kind::Sheet(sheet, role, map)) => {
                    let told = &mut told;
                    let last = self.last(known.as_ref(), same, role)?;
                    let done = match role {
                        Role::Register => self.register((&sheet, &map), last, &mut named, told)?,
                        Role::OpenAnswers => self.answers(&sheet, &map, &file, told)?,
                        Role::Codings => self.codings(&sheet, &map, told)?,
                        Role::Classifications => self.classifications(&sheet, told)?,
                        Role::Segments => self.segments(&sheet, &map, told)?,
                        Role::Places => self.places((&sheet, &map), last, told)?,
                        Role::Routes => self.routes((&sheet, &map), last, told)?,
                        Role::Codebook => Err("a codebook without codes".to_owned()),
                    };
                    match done {
                        // What is refused today may fit when the register has been corrected, or
                        // when the texts are there.
                        Ok(what) if is_tried_again(role) && has_refused(told) => Outcome::Changed(what),
                        done => self.remember(done, known, file.clone(), original, &bytes)?,
                    }
                }
                Ok(Kind::Codebook(entries, unread)) => {
                    told.extend(unread.iter().map(|it| {
                        Told::LeftOut(format!("column `{it}`: a code has no such property here"))
                    }));
                    let done = self.codebook(&entries, &mut told)?;
                    self.remember(Ok(done), known, file.clone(), original, &bytes)?
                }
                Ok(Kind::Foreign(_)) if self.options.no_new => Outcome::Refused(
                    "a project of another program brings codes and coders of its own, which `--no-new` keeps out".to_owned(),
                ),
                Ok(Kind::Foreign(read)) => {
                    let (done, lacks) = self.foreign(*read, &file, &mut told)?;
                    // Its texts are kept with their files; recordings and pictures are not.
                    match lacks {
                        // It is read again when the texts are here that it is about.
                        true => Outcome::Changed(done),
                        false => self.note_file(done, known, file.clone(), original)?,
                    }
                }
            };
            let outcome = match outcome {
                Outcome::Changed(_) if same && self.draft.changes.len() == before => Outcome::Same,
                other => other,
            };
            answer.files.push(FileAnswer {
                file,
                outcome,
                told,
            });
        }
        answer.remarks = match linked {
            Some(remarks) => remarks,
            None => self.link(&named)?,
        };
        answer.files.sort_by(|a, b| a.file.cmp(&b.file));
        let taken: Vec<&str> = answer
            .files
            .iter()
            .filter(|file| matches!(file.outcome, Outcome::New(_) | Outcome::Changed(_)))
            .map(|file| file.file.as_str())
            .collect();
        self.draft.summary = match taken.as_slice() {
            [] => "import: notes find their respondents".to_owned(),
            [file] => format!("import {file}"),
            [first, rest @ ..] => format!("import {first} and {} more", rest.len()),
        };
        Ok(answer)
    }

    /// Remembers a file that is not a source, so that it is not imported twice.
    fn remember(
        &mut self,
        done: Result<String, String>,
        known: Option<File>,
        name: String,
        original: Hash,
        bytes: &[u8],
    ) -> Result<Outcome, ProjectError> {
        let what = match done {
            Ok(what) => what,
            Err(reason) => return Ok(Outcome::Refused(reason)),
        };
        self.writing.keep(original, bytes)?;
        self.note_file(what, known, name, original)
    }

    /// Notes that a file was imported.
    fn note_file(
        &mut self,
        what: String,
        known: Option<File>,
        name: String,
        original: Hash,
    ) -> Result<Outcome, ProjectError> {
        match known {
            Some(known) => {
                let file = File {
                    original,
                    ..known.clone()
                };
                if file != known {
                    self.put(Change::replaced(known, file))?;
                }
                Ok(Outcome::Changed(what))
            }
            None => {
                self.put(Change::made(File {
                    id: fresh(),
                    name,
                    original,
                }))?;
                Ok(Outcome::New(what))
            }
        }
    }
}

/// Whether rows of such a sheet that were refused may fit when something else has come.
fn is_tried_again(role: Role) -> bool {
    match role {
        Role::Codings | Role::Segments | Role::Classifications | Role::Routes => true,
        Role::Register | Role::OpenAnswers | Role::Codebook | Role::Places => false,
    }
}

fn has_refused(told: &[Told]) -> bool {
    told.iter().any(|it| matches!(it, Told::Refused(_)))
}

/// `1 respondent`, `2 respondents`.
fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
}
