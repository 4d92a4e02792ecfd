//! The project for other programs: a study becomes one plain value, which a writer of the other
//! program's form takes. Nothing here changes the project.

mod leaving;
mod staying;

use std::collections::BTreeSet;
use std::path::Path;

use jiff::Timestamp;

use super::{Codings, Project, ProjectError, leave_out};
pub use staying::{Carrier, blind, staying};

pub use crate::exchange::losses::{Fate, Loss, Losses};
pub use crate::exchange::profile::Profile;
use crate::exchange::{self, Kind};
use crate::model::memo::Thing;

/// What shall be exported, for whom.
#[derive(Debug, Clone, Copy, Default)]
pub struct ExportRequest {
    /// The program that shall read it.
    pub profile: Profile,
    /// Word files and PDFs go along beside the texts. They show what a text was made from, also where names
    /// have been taken out of it since.
    pub originals: bool,
    /// The moment that is exported; `None` is now.
    pub moment: Option<Timestamp>,
    /// Without respondents whom a classification excludes.
    pub kept: bool,
}

/// Why respondents are left out.
pub const EXCLUDED: &str = "a classification excludes them (`--excluded` takes them in)";

/// What an export wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportAnswer {
    /// How many of each noun, in the order in which people ask.
    pub counts: Vec<(&'static str, usize)>,
    /// What could not travel as it is.
    pub losses: Vec<Loss>,
}

impl Project {
    /// The project, or what of it the kind of file holds, as the bytes of a file called `path`.
    pub fn exported(
        &self,
        path: &Path,
        request: &ExportRequest,
    ) -> Result<(Vec<u8>, ExportAnswer), ProjectError> {
        let kind = kind(path)?;
        let mut study = self.study(request.moment, &Codings::All)?;
        // What is redacted of those who are left out may be named by others.
        self.conceal_written(&mut study)?;
        let mut excluded = 0;
        if request.kept && kind != Kind::Qdc {
            let people = self.excluded(&study, &[])?;
            excluded = people.len();
            leave_out(&mut study, &people);
        }
        if let Some(numbering) = &self.numbering {
            if request.originals {
                let why =
                    "Word files and PDFs show who speaks, expected no `--originals` in public";
                return Err(ProjectError::Refused(why.to_owned()));
            }
            self.tell_less(&mut study)?;
            study = numbering.with_public_ids(&study);
        }
        if kind == Kind::Qdc && study.codes.is_empty() {
            let why = "there are no codes, expected one at least in a codebook".to_owned();
            return Err(ProjectError::Refused(why));
        }
        let mut losses = Losses::default();
        losses.missing("respondent", excluded, EXCLUDED);
        let (foreign, more) = self.leaving(&study, request, kind)?;
        losses.append(more);
        let (bytes, more) = exchange::write(&foreign, kind, request.profile)
            .map_err(|error| ProjectError::Refused(error.to_string()))?;
        losses.append(more);
        let codings = foreign.codings().count();
        let on_codings = || {
            let memos = study.memos.values();
            memos
                .filter(|it| matches!(it.about, Thing::Coding(_)))
                .count()
        };
        let coding = || {
            let by: BTreeSet<_> = foreign.codings().map(|it| it.made.by).collect();
            by.len()
        };
        let all = match kind {
            Kind::Qdpx | Kind::Qdc => vec![
                ("sources", foreign.sources.len()),
                ("respondents", foreign.cases.len()),
                ("attributes", foreign.variables.len()),
                ("codes", foreign.codes.len()),
                ("coders", foreign.users.len()),
                ("codings", codings),
                ("memos", foreign.memos.len()),
            ],
            Kind::Brat => vec![
                ("sources", foreign.sources.len()),
                ("codes", foreign.codes.len()),
                ("coders", coding()),
                ("codings", codings),
                ("memos", on_codings()),
            ],
            Kind::WebAnnotation => {
                let used: BTreeSet<_> = foreign.codings().map(|it| it.code).collect();
                vec![
                    ("codes", used.len()),
                    ("coders", coding()),
                    ("codings", codings),
                    ("memos", on_codings()),
                ]
            }
        };
        let answer = ExportAnswer {
            counts: all.into_iter().filter(|(_, count)| *count > 0).collect(),
            losses: losses.iter().cloned().collect(),
        };
        Ok((bytes, answer))
    }
}

fn kind(path: &Path) -> Result<Kind, ProjectError> {
    let name = path.to_string_lossy().to_lowercase();
    let kinds = [
        (".qdpx", Kind::Qdpx),
        (".qdc", Kind::Qdc),
        (".jsonld", Kind::WebAnnotation),
        (".brat.zip", Kind::Brat),
    ];
    match kinds.iter().find(|(ending, _)| name.ends_with(ending)) {
        Some((_, kind)) => Ok(*kind),
        None => Err(ProjectError::Refused(format!(
            "`{}` does not say what it shall be, expected an ending of {}",
            path.display(),
            ".qdpx, .qdc, .jsonld, .brat.zip, .csv, .xlsx, .jsonl, .parquet, .sav or .html"
        ))),
    }
}
