//! The codebook out of the project: looked over, and written to files.

use std::path::{Path, PathBuf};

use super::{Codings, Project, ProjectError, Replaces, spares_the_project, write_own};
use crate::codebook::check::{self, Problem};
use crate::codebook::entry::Entry;
use crate::codebook::{table, toml};
use crate::model::study::Study;

impl Project {
    /// Double names, empty definitions, overlapping rules, unused codes.
    pub fn codebook_problems(&self) -> Result<Vec<Problem>, ProjectError> {
        Ok(check::check(&self.study(None, &Codings::All)?))
    }

    /// The codebook as files: a table `codebook.csv`, then one TOML file for every family.
    pub fn codebook_files(&self) -> Result<Vec<(String, String)>, ProjectError> {
        let mut study = self.store.study(&Codings::None)?;
        self.conceal_written(&mut study)?;
        let entries = entries(&study);
        let table = ("codebook.csv".to_owned(), table::csv(&entries));
        Ok([table].into_iter().chain(toml::write(&entries)).collect())
    }

    /// The codebook as a table that can be imported again: columns and rows.
    pub fn codebook_table(
        &self,
    ) -> Result<(&'static [&'static str], Vec<Vec<String>>), ProjectError> {
        let mut study = self.store.study(&Codings::None)?;
        self.conceal_written(&mut study)?;
        let entries = entries(&study);
        Ok((&table::COLUMNS, table::rows(&entries)))
    }

    /// Writes the codebook: to a table if `path` ends in `.csv`, to one family file if it ends in `.toml`
    /// and there is one family, else one TOML file for every family into the folder `path`. Gives the
    /// files written.
    pub fn export_codebook(&self, path: &Path) -> Result<Vec<PathBuf>, ProjectError> {
        let files = self.codebook_files()?;
        let ending = path
            .extension()
            .map(|it| it.to_string_lossy().to_lowercase());
        let (table, families) = match files.split_first() {
            Some((table, families)) => (Some(table), families),
            None => (None, &[][..]),
        };
        let one = |text: &String| {
            let root = Some(self.root());
            spares_the_project(path, root, Replaces::Codebook)?;
            write_own(path, text.as_bytes())?;
            Ok(vec![path.to_owned()])
        };
        match (ending.as_deref(), table, families) {
            (Some("csv"), Some((_, table)), _) => return one(table),
            (Some("toml"), _, [(_, family)]) => return one(family),
            (Some("toml"), ..) => {
                return Err(ProjectError::Advised {
                    says: format!(
                        "`{}` would be one TOML file, which holds one family, and there are {}, expected a folder",
                        path.display(),
                        families.len()
                    ),
                    advice: "name a folder, such as `quotebook codebook export families`, or one table: codes.csv",
                });
            }
            _ => {}
        }
        let files: Vec<(PathBuf, &String)> = families
            .iter()
            .map(|(name, text)| (path.join(name), text))
            .collect();
        std::fs::create_dir_all(path).map_err(ProjectError::file(path, "made"))?;
        // All of them or none.
        for (file, _) in &files {
            spares_the_project(file, Some(self.root()), Replaces::Codebook)?;
        }
        for (file, text) in &files {
            write_own(file, text.as_bytes())?;
        }
        Ok(files.into_iter().map(|it| it.0).collect())
    }
}

/// The codes as codebook files word them.
pub(super) fn entries(study: &Study) -> Vec<Entry> {
    let key = |id| study.codes.get(&id).map(|code| code.key.clone());
    study
        .codebook()
        .into_iter()
        .map(|code| Entry {
            key: code.key.clone(),
            name: code.name.clone(),
            parent: code.parent.and_then(key),
            definition: code.definition.clone(),
            use_when: code.use_when.clone(),
            not_when: code.not_when.clone(),
            example: code.example.clone(),
            rules: code.rules.clone(),
            color: code.color.clone(),
            asked: code.asked.clone(),
        })
        .collect()
}
