//! Two copies of a project become one, and bundles that carry one coder's work to another copy.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{
    Codings, DATABASE, Leave, Project, ProjectError, Replaces, spares_the_project, sync_folder,
};
use crate::model::blind::Blind;
use crate::model::hash::Hash;
use crate::model::operation::{Operation, Record};
use crate::model::study::Study;
use crate::store::{Merged, Store};

/// What a merge did, or would do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MergeAnswer {
    /// What came.
    pub merged: Merged,
    /// Rounds that are blind: what came is not counted before they are revealed.
    pub blind: Vec<String>,
}

impl Project {
    /// Brings in everything that another copy (its folder, its database or a bundle) has and this
    /// one has not. Both journals are kept whole; merging again changes nothing.
    pub fn merge(&mut self, other: &Path, dry_run: bool) -> Result<MergeAnswer, ProjectError> {
        let path = database(other);
        if !path.is_file() {
            return Err(ProjectError::Refused(format!(
                "`{}` is no copy of a project, expected its folder, or a bundle",
                other.display()
            )));
        }
        let theirs = Store::open_to_read(&path)?;
        let mut merged = Merged::default();
        let mut blind = Vec::new();
        let viewer = self.viewer.clone();
        let done = self.store.write(|writing| -> Result<(), ProjectError> {
            merged = writing.merge(&theirs)?;
            let study = writing.study(&Codings::None)?;
            let rounds = Blind::new(&study, &viewer);
            blind = rounds.rounds().map(|round| round.name.clone()).collect();
            match dry_run {
                true => Err(ProjectError::Refused(String::new())),
                false => Ok(()),
            }
        });
        match done {
            Err(ProjectError::Refused(reason)) if dry_run && reason.is_empty() => {}
            other => other?,
        }
        if !blind.is_empty() {
            merged
                .clashes
                .retain(|clash| !["coding", "memo"].contains(&clash.noun));
        }
        Ok(MergeAnswer { merged, blind })
    }

    /// Writes a bundle of what `who` did: small enough to send, and `merge` takes it in. What others
    /// coded is left out; texts are only in it where `who` brought them, or all with `texts`.
    pub fn bundle(
        &mut self,
        path: &Path,
        texts: bool,
        leave: Leave<'_>,
    ) -> Result<(), ProjectError> {
        let who = leave.who;
        spares_the_project(path, Some(&self.root), Replaces::Nothing)?;
        let study = self.store.study(&Codings::None)?;
        let coder = study.coder_named(who).map(|it| it.id);
        let own = |record: &Record| match record {
            Record::Coding(coding) => Some(coding.coder) == coder,
            Record::Memo(memo) => memo.author == who,
            Record::Coder(_) => false,
            _ => true,
        };
        let anybody = |operation: &Operation| {
            let records = operation
                .changes
                .iter()
                .filter_map(|change| change.record());
            operation.actor == who || records.into_iter().any(own)
        };
        let mut wanted: BTreeSet<Hash> = BTreeSet::new();
        let mut take = |study: &Study| {
            let sources = study.sources.values();
            wanted.extend(sources.flat_map(|source| [source.text, source.original]));
        };
        match texts {
            true => take(&study),
            false => {
                for entry in self
                    .store
                    .journal()?
                    .iter()
                    .filter(|it| it.operation.actor == who)
                {
                    let after = entry
                        .operation
                        .changes
                        .iter()
                        .filter_map(|it| it.after.as_ref());
                    for record in after {
                        if let Record::Source(source) = record {
                            wanted.extend([source.text, source.original]);
                        }
                    }
                }
            }
        }
        let folder = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let draft = tempfile::Builder::new()
            .prefix(".quotebook-bundle")
            .tempdir_in(folder)
            .map_err(ProjectError::file(path, "written"))?;
        let file = draft.path().join(DATABASE);
        self.store
            .bundle(&file, &wanted, |entry| !anybody(&entry.operation))?;
        let synced = std::fs::File::open(&file).and_then(|file| file.sync_all());
        synced.map_err(ProjectError::file(path, "written"))?;
        let bytes = std::fs::read(&file).map_err(ProjectError::file(path, "written"))?;
        self.record_export(path, Hash::of(&bytes), leave)?;
        std::fs::rename(&file, path).map_err(ProjectError::file(path, "written"))?;
        sync_folder(folder);
        Ok(())
    }
}

/// The database that a path means.
fn database(other: &Path) -> PathBuf {
    match other.is_dir() {
        true => other.join(DATABASE),
        false => other.to_owned(),
    }
}
