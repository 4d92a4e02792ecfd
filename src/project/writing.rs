//! Files for the user: never in the place of a file that the project lives on; beside their place first,
//! synced, then renamed.

use std::path::{Path, PathBuf};

use super::{CACHE, DATABASE, ProjectError, SETTINGS};

/// Which files of a project what is written may replace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Replaces {
    /// None of them.
    Nothing,
    /// Files of the codebook.
    Codebook,
    /// The table of places.
    Places,
}

impl Replaces {
    /// What a command may: its words, of which the first is its name.
    pub(super) fn by(command: &str) -> Self {
        match command.split_whitespace().next() {
            Some("codebook") => Self::Codebook,
            Some("places") => Self::Places,
            _ => Self::Nothing,
        }
    }
}

/// Folders of the files that people put into a project.
const NOTES: &str = "corpus";
const CODES: &str = "codebook";
/// The table that `quotebook places` writes and reads.
const PLACES: &str = "places.csv";
/// What SQLite puts beside a database.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Refuses to write where something of a project would be lost: its database and settings, what it keeps
/// for itself, and notes, tables and codes that are there. Every project that `path` lies in is looked
/// at, by links too, and `root` whether it lies in it or not.
pub(super) fn spares_the_project(
    path: &Path,
    root: Option<&Path>,
    replaces: Replaces,
) -> Result<(), ProjectError> {
    let whole = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let (Some(folder), Some(name)) = (whole.parent(), whole.file_name()) else {
        return Ok(());
    };
    // A folder that is not there has no file to lose.
    let Ok(real) = folder.canonicalize() else {
        return Ok(());
    };
    let place = real.join(name);
    let target = place.canonicalize().ok();
    let targets: Vec<&Path> = [Some(place.as_path()), target.as_deref()]
        .into_iter()
        .flatten()
        .collect();
    let above = |of: &Path| of.ancestors().map(Path::to_owned).collect::<Vec<_>>();
    let mut roots = above(folder);
    roots.extend(targets.iter().flat_map(|it| above(it)));
    roots.retain(|it| it.join(DATABASE).exists());
    roots.extend(root.map(Path::to_owned));
    let is_there = place.symlink_metadata().is_ok();
    for root in roots.iter().filter_map(|it| it.canonicalize().ok()) {
        for target in &targets {
            match of_project(&root, target) {
                Some(Of::Itself) => {
                    return Err(ProjectError::Advised {
                        says: format!(
                            "`{}` is of the project itself, expected a file of its own for what is written",
                            path.display()
                        ),
                        advice: "name another file, such as study.zip or codes.txt; the project is as it was",
                    });
                }
                Some(Of::People(owner)) if is_there && owner != Some(replaces) => {
                    return Err(ProjectError::Advised {
                        says: format!(
                            "`{}` is there already among the notes and tables of the project, expected a new name for what is written",
                            path.display()
                        ),
                        advice: "name a file outside corpus/ and codebook/; if that one shall go, move it away first",
                    });
                }
                Some(Of::People(_)) | None => {}
            }
        }
    }
    Ok(())
}

/// What a file is to a project.
enum Of {
    /// The project cannot be without it.
    Itself,
    /// Somebody put it there; what may replace it, if anything.
    People(Option<Replaces>),
}

/// What `target` is to the project in `root`; both without links.
fn of_project(root: &Path, target: &Path) -> Option<Of> {
    let lower = |it: &std::ffi::OsStr| it.to_string_lossy().to_lowercase();
    // Disks may know no case.
    let inside: Option<Vec<String>> = target
        .strip_prefix(root)
        .ok()
        .map(|it| it.components().map(|it| lower(it.as_os_str())).collect());
    let linked = |name: &str| root.join(name).canonicalize().ok();
    let in_folder = |name: &str| {
        let inside = inside.as_ref().and_then(|it| it.first());
        inside.is_some_and(|it| it == name) || linked(name).is_some_and(|it| target.starts_with(it))
    };
    let is_file = |name: &str| {
        inside.as_ref().is_some_and(|it| it[..] == [name])
            || linked(name).as_deref() == Some(target)
    };
    let of_database = || {
        let real: Option<PathBuf> = linked(DATABASE);
        BESIDE.iter().any(|it| {
            let log = real.as_ref().map(|real| {
                let mut log = real.clone().into_os_string();
                log.push(it);
                log
            });
            is_file(&format!("{DATABASE}{it}")) || log.is_some_and(|log| target.as_os_str() == log)
        })
    };
    if is_file(DATABASE) || is_file(SETTINGS) || in_folder(CACHE) || of_database() {
        return Some(Of::Itself);
    }
    if in_folder(CODES) {
        return Some(Of::People(Some(Replaces::Codebook)));
    }
    in_folder(NOTES).then(|| {
        let name = target.file_name().map(lower);
        Of::People((name.as_deref() == Some(PLACES)).then_some(Replaces::Places))
    })
}

/// Writes a file for the user: to a temporary name beside its place, synced, then renamed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ProjectError> {
    spares_the_project(path, None, Replaces::Nothing)?;
    write_own(path, bytes)
}

/// Writes a file of the project itself in the same way.
pub(super) fn write_own(path: &Path, bytes: &[u8]) -> Result<(), ProjectError> {
    Staged::new(path, bytes)?.place()
}

/// A file that is written and synced beside its place, and not there yet.
pub(super) struct Staged<'p> {
    path: &'p Path,
    folder: &'p Path,
    file: tempfile::NamedTempFile,
}

impl<'p> Staged<'p> {
    pub(super) fn new(path: &'p Path, bytes: &[u8]) -> Result<Self, ProjectError> {
        use std::io::Write;
        let folder = path
            .parent()
            .filter(|parent| !parent.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let written = || -> std::io::Result<tempfile::NamedTempFile> {
            let mut file = tempfile::NamedTempFile::new_in(folder)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            Ok(file)
        };
        let file = written().map_err(ProjectError::file(path, "written"))?;
        Ok(Self { path, folder, file })
    }

    /// Renames it to its place.
    pub(super) fn place(self) -> Result<(), ProjectError> {
        let placed = self.file.persist(self.path);
        placed
            .map_err(|error| error.error)
            .map_err(ProjectError::file(self.path, "written"))?;
        sync_folder(self.folder);
        Ok(())
    }
}

/// Makes a rename last. Not every system lets a folder be opened; those that do not, sync by themselves.
pub(super) fn sync_folder(folder: &Path) {
    if let Ok(folder) = std::fs::File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(path: &Path, root: Option<&Path>, replaces: Replaces) -> bool {
        spares_the_project(path, root, replaces).is_err()
    }

    fn project() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("folder");
        for inside in ["corpus/deep", "codebook", ".quotebook"] {
            std::fs::create_dir_all(folder.path().join(inside)).expect(inside);
        }
        for file in [
            DATABASE,
            SETTINGS,
            "corpus/1.txt",
            "corpus/places.csv",
            "codebook/a.toml",
        ] {
            std::fs::write(folder.path().join(file), "x").expect(file);
        }
        folder
    }

    #[test]
    fn nothing_is_written_in_the_place_of_what_a_project_lives_on() {
        let folder = project();
        let at = |name: &str| folder.path().join(name);
        for name in [
            "quotebook.db",
            "quotebook.db-wal",
            "quotebook.db-shm",
            "quotebook.db-journal",
            "QUOTEBOOK.DB",
            "quotebook.toml",
            "corpus/../quotebook.toml",
            "./quotebook.db",
            ".quotebook/x",
            "corpus/1.txt",
            "corpus/deep/../1.txt",
            "corpus/places.csv",
            "codebook/a.toml",
        ] {
            assert!(refused(&at(name), None, Replaces::Nothing), "{name}");
        }
        for name in [
            "x.zip",
            "corpus/2.txt",
            "codebook/b.toml",
            "corpus/deep/quotebook.db",
            "no/such/1.txt",
        ] {
            assert!(!refused(&at(name), None, Replaces::Nothing), "{name}");
        }
        assert!(!refused(&at("corpus/places.csv"), None, Replaces::Places));
        assert!(!refused(&at("codebook/a.toml"), None, Replaces::Codebook));
        assert!(refused(&at("corpus/1.txt"), None, Replaces::Places));
        assert!(refused(&at("quotebook.db"), None, Replaces::Codebook));
    }

    #[cfg(unix)]
    #[test]
    fn links_lead_to_the_same_files() {
        use std::os::unix::fs::symlink;
        let (folder, other) = (project(), tempfile::tempdir().expect("folder"));
        let at = |name: &str| other.path().join(name);
        symlink(folder.path().join("corpus"), at("notes")).expect("link");
        symlink(folder.path().join(DATABASE), at("db")).expect("link");
        symlink(folder.path(), at("study")).expect("link");
        for name in [
            "notes/1.txt",
            "db",
            "study/quotebook.toml",
            "study/corpus/1.txt",
        ] {
            assert!(refused(&at(name), None, Replaces::Nothing), "{name}");
        }
        assert!(!refused(&at("study/x.zip"), None, Replaces::Nothing));
        // Notes that lie elsewhere, of a project that is known.
        let root = folder.path();
        std::fs::remove_dir_all(root.join("corpus")).expect("gone");
        std::fs::write(at("7.txt"), "x").expect("note");
        assert!(!refused(&at("7.txt"), Some(root), Replaces::Nothing));
        symlink(other.path(), root.join("corpus")).expect("link");
        assert!(refused(&at("7.txt"), Some(root), Replaces::Nothing));
        assert!(refused(&root.join("corpus/7.txt"), None, Replaces::Nothing));
    }
}
