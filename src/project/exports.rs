//! Files that leave the project: each is recorded, and can be traced.

use std::path::Path;

use super::{Codings, Project, ProjectError, Replaces, Staged, fresh, now, spares_the_project};
use crate::corpus::properties::marks;
use crate::model::export::{ACTION, Export, mark};
use crate::model::hash::Hash;
use crate::model::operation::Change;

/// Who takes something out of the project, and by which command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leave<'l> {
    /// Their name.
    pub who: &'l str,
    /// The command with its arguments, without the places of files.
    pub command: &'l str,
}

/// What is known about a file that may have left the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trace {
    /// The exports that it may be, the latest last.
    pub exports: Vec<Export>,
    /// Whether it is still as it was written.
    pub unchanged: bool,
}

impl Project {
    /// The state that the project is in, as far as the viewer may know: the hash of its last operation
    /// that is no export.
    pub fn position(&self) -> Result<Hash, ProjectError> {
        let history = self.history(None)?;
        let last = history
            .iter()
            .rfind(|it| it.entry.operation.action != ACTION);
        Ok(last.map_or(Hash([0; 32]), |it| it.entry.hash))
    }

    /// The mark of a document that answers `command` now.
    pub fn mark(&self, command: &str) -> Result<String, ProjectError> {
        Ok(mark(self.position()?, command))
    }

    /// Writes a file that leaves the project, and says so in the journal first: there is never a file
    /// without the word.
    pub fn write_out(
        &mut self,
        path: &Path,
        bytes: &[u8],
        leave: Leave<'_>,
    ) -> Result<(), ProjectError> {
        let replaces = Replaces::by(leave.command);
        spares_the_project(path, Some(&self.root), replaces)?;
        let file = Staged::new(path, bytes)?;
        self.record_export(path, Hash::of(bytes), leave)?;
        file.place()
    }

    /// Says in the journal that a file of this name leaves the project by another way than the disk.
    pub fn record_download(
        &mut self,
        name: &Path,
        bytes: &[u8],
        leave: Leave<'_>,
    ) -> Result<(), ProjectError> {
        self.record_export(name, Hash::of(bytes), leave)
    }

    /// Says in the journal that a file leaves the project.
    pub(super) fn record_export(
        &mut self,
        path: &Path,
        digest: Hash,
        leave: Leave<'_>,
    ) -> Result<(), ProjectError> {
        let file = path.file_name().unwrap_or(path.as_os_str());
        let export = Export {
            id: fresh(),
            file: file.to_string_lossy().into_owned(),
            command: leave.command.to_owned(),
            position: self.position()?,
            digest,
            by: leave.who.to_owned(),
            at: now(),
        };
        self.change(leave.who, &Codings::None, |_, _, draft| {
            draft.action = ACTION;
            draft.summary = format!("write {}: {}", export.file, export.command);
            draft.changes.push(Change::made(export));
            Ok(())
        })?;
        Ok(())
    }

    /// Which export a file is: the one with its bytes, or else those whose mark it bears.
    pub fn trace(&self, path: &Path) -> Result<Trace, ProjectError> {
        let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
        let study = self.study(None, &Codings::None)?;
        let mut exports: Vec<Export> = study.exports.into_values().collect();
        exports.sort_by_key(|it| (it.at, it.id));
        let digest = Hash::of(&bytes);
        let (same, others): (Vec<_>, Vec<_>) =
            exports.into_iter().partition(|it| it.digest == digest);
        if !same.is_empty() {
            return Ok(Trace {
                exports: same,
                unchanged: true,
            });
        }
        let marks = marks(&bytes);
        let bears = |it: &Export| marks.contains(&it.mark());
        Ok(Trace {
            exports: others.into_iter().filter(bears).collect(),
            unchanged: false,
        })
    }
}
