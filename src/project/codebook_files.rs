//! The codebook out of the project: looked over, and written to files.

use std::path::{Path, PathBuf};

use super::{Codings, Project, ProjectError, write_whole};
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
        let entries = entries(&self.store.study(&Codings::None)?);
        let table = ("codebook.csv".to_owned(), table::csv(&entries));
        Ok([table].into_iter().chain(toml::write(&entries)).collect())
    }

    /// The codebook as a table that can be imported again: columns and rows.
    pub fn codebook_table(
        &self,
    ) -> Result<(&'static [&'static str], Vec<Vec<String>>), ProjectError> {
        let entries = entries(&self.store.study(&Codings::None)?);
        Ok((&table::COLUMNS, table::rows(&entries)))
    }

    /// Writes the codebook: to a table if `path` ends in `.csv`, else one TOML file for every family
    /// into the folder `path`. Gives the files written.
    pub fn export_codebook(&self, path: &Path) -> Result<Vec<PathBuf>, ProjectError> {
        let files = self.codebook_files()?;
        let is_table = path
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        if let Some((_, table)) = files.first().filter(|_| is_table) {
            write_whole(path, table.as_bytes())?;
            return Ok(vec![path.to_owned()]);
        }
        std::fs::create_dir_all(path).map_err(ProjectError::file(path, "made"))?;
        let mut written = Vec::new();
        for (name, text) in files.iter().skip(1) {
            let file = path.join(name);
            write_whole(&file, text.as_bytes())?;
            written.push(file);
        }
        Ok(written)
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
