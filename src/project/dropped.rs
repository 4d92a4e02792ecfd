//! Files that come in by another way than the disk: dropped on a page, for example. They lie beside each
//! other in a folder of their own while they are read, as some kinds must, and are gone afterwards.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::import::is_of_codebook;
use super::{CACHE, ImportAnswer, ImportOptions, Project, ProjectError};

/// A file with the name that it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Its name, as somebody's browser says it: not trusted.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// How the names of the folders begin.
const PREFIX: &str = "dropped-";
/// No import takes so long: a folder that is older was left by a program that was stopped.
const LONG_AGO: Duration = Duration::from_secs(24 * 60 * 60);

/// The longest name of a file in bytes, as most disks have it.
const LONGEST: usize = 255;

impl Dropped {
    /// Its name without folders, if it can be the name of a file of a study.
    fn plain_name(&self) -> Result<&str, ProjectError> {
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let is_name = !name.is_empty()
            && name.len() <= LONGEST
            && !name.starts_with('.')
            && !name.chars().any(char::is_control);
        match is_name {
            true => Ok(name),
            false => Err(ProjectError::Refused(format!(
                "`{}` is no name of a file of notes, expected one without control characters that does not begin with a point",
                self.name.escape_debug()
            ))),
        }
    }
}

impl Project {
    /// Imports files as if they lay in the project's `corpus/` or, where they are of such a kind,
    /// `codebook/`: one with the name of a file there is a new version of it.
    pub fn import_dropped(
        &mut self,
        who: &str,
        files: &[Dropped],
        options: &ImportOptions,
    ) -> Result<ImportAnswer, ProjectError> {
        let cache = self.root.join(CACHE);
        std::fs::create_dir_all(&cache).map_err(ProjectError::file(&cache, "made"))?;
        forget_left(&cache);
        // Removed when this is done, whatever comes of it.
        let folder = tempfile::Builder::new()
            .prefix(PREFIX)
            .tempdir_in(&cache)
            .map_err(ProjectError::file(&cache, "written"))?;
        let mut named: Vec<(PathBuf, String)> = Vec::new();
        let mut names = BTreeSet::new();
        for file in files {
            let name = file.plain_name()?;
            if !names.insert(name.to_lowercase()) {
                return Err(ProjectError::Refused(format!(
                    "`{name}` came twice, expected one file of each name"
                )));
            }
            let path = folder.path().join(name);
            std::fs::write(&path, &file.bytes).map_err(ProjectError::file(&path, "written"))?;
            let home = match is_of_codebook(name) {
                true => "codebook",
                false => "corpus",
            };
            named.push((path, format!("{home}/{name}")));
        }
        self.import_named(who, &named, options)
    }
}

/// Removes what was left behind, as far as that can be.
fn forget_left(cache: &Path) {
    let entries = std::fs::read_dir(cache).into_iter().flatten().flatten();
    for entry in entries.filter(|it| it.file_name().to_string_lossy().starts_with(PREFIX)) {
        let written = entry.metadata().and_then(|about| about.modified());
        let age = written.ok().and_then(|it| it.elapsed().ok());
        if age.is_some_and(|age| age > LONG_AGO) {
            let _ = std::fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_what_stands_behind_the_last_folder_or_none() {
        let named = |name: &str| {
            let file = Dropped {
                name: name.to_owned(),
                bytes: Vec::new(),
            };
            file.plain_name().map(str::to_owned).ok()
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(named("306.docx"), some("306.docx"));
        assert_eq!(named("../../etc/306.txt"), some("306.txt"));
        assert_eq!(named(r"C:\notes\306.txt"), some("306.txt"));
        assert_eq!(named("<b>&'.txt"), some("<b>&'.txt"));
        for none in [
            "",
            "..",
            ".hidden",
            "a/",
            "a\nb.txt",
            "\0.txt",
            &"x".repeat(300),
        ] {
            assert_eq!(named(none), None, "{none:?}");
        }
    }
}
