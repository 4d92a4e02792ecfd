//! Files for the user: beside their place first, synced, then renamed.

use std::path::Path;

use super::ProjectError;

/// Writes a file for the user: to a temporary name beside its place, synced, then renamed.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), ProjectError> {
    Staged::new(path, bytes)?.place()
}

/// A file for the user that is written and synced beside its place, and not there yet.
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
