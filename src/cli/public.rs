//! Writing for everybody: the key of public numbers, opened once, and the last look at what is written.

use std::cell::OnceCell;
use std::path::PathBuf;
use std::rc::Rc;

use anyhow::Context as _;
use jiff::Timestamp;

use super::history::count;
use super::renumber::passphrase;
use crate::model::numbering::Numbering;
use crate::model::redaction::State;
use crate::project::{Project, ProjectError, read_key};
use crate::report::leak::{Leak, Secrets};

/// So many findings are named.
const NAMED: usize = 8;

/// What it takes to write for everybody.
pub(super) struct Public {
    key: PathBuf,
    numbering: OnceCell<Rc<Numbering>>,
    secrets: OnceCell<Secrets>,
}

impl Public {
    pub(super) fn new(key: PathBuf) -> Self {
        Self {
            key,
            numbering: OnceCell::new(),
            secrets: OnceCell::new(),
        }
    }

    /// The project under public numbers. Refused while a suggestion waits for somebody to judge it.
    pub(super) fn project(
        &self,
        project: Project,
        moment: Option<Timestamp>,
    ) -> anyhow::Result<Project> {
        if self.numbering.get().is_none() {
            let key = read_key(&self.key, &passphrase(false)?)?;
            let _ = self.numbering.set(Rc::new(key));
        }
        let numbering = self.numbering.get().context("the key was not opened")?;
        if self.secrets.get().is_none() {
            let (study, concealed) = project.secrets(moment)?;
            let open = study
                .redactions
                .values()
                .filter(|it| it.state == State::Open)
                .count();
            if open > 0 {
                return Err(ProjectError::Advised {
                    says: format!(
                        "{} of names to redact nobody has judged, so nothing is written for everybody, expected `redact accept` or `redact dismiss` for each",
                        count(open, "suggestion")
                    ),
                    advice: "`quotebook redact --log --open` lists them",
                }
                .into());
            }
            let real =
                |path: &std::path::Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
            let mut paths = vec![real(project.root())];
            paths.extend(std::env::current_dir().ok());
            paths.extend(std::env::var_os("HOME").map(PathBuf::from));
            let paths: Vec<String> = paths.iter().map(|it| it.display().to_string()).collect();
            let harmless = &project.settings().disclosure.harmless;
            let _ = self
                .secrets
                .set(Secrets::new(&study, &concealed, &paths, harmless));
        }
        Ok(project.in_public(numbering.clone()))
    }

    /// What must not be seen. Nothing is written for everybody without a project that says so.
    pub(super) fn secrets(&self) -> anyhow::Result<&Secrets> {
        self.secrets
            .get()
            .context("no project was read, so nothing can be written for everybody")
    }

    /// Refuses to write where anything leaks.
    pub(super) fn refuse(&self, leaks: &[Leak]) -> anyhow::Result<()> {
        if leaks.is_empty() {
            return Ok(());
        }
        let named: Vec<String> = leaks
            .iter()
            .take(NAMED)
            .map(|it| format!("{} `{}` ({})", it.kind.name(), it.words, it.place))
            .collect();
        let more = match leaks.len().saturating_sub(NAMED) {
            0 => String::new(),
            n => format!(", and {n} more"),
        };
        Err(ProjectError::Advised {
            says: format!(
                "nothing was written, since it would tell {}{more}, expected nothing that names somebody",
                named.join(", ")
            ),
            advice: "`quotebook redact SOURCE WORDS --as 'name of town'` hides words of notes; words that are harmless go to `harmless` under `[disclosure]` in quotebook.toml; a title or a heading is written anew",
        }
        .into())
    }
}
