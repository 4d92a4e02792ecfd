//! Where the texts of a project lie: in its archive, or in the folder beside a loose `.qde`. Nothing
//! outside of the two is ever opened, whatever a path says.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::archive::{Limits, Zip};
use crate::exchange::ExchangeError;

/// What a package may hold. Texts and Word files are read, recordings are not.
const LIMITS: Limits = Limits {
    members: 20_000,
    member_mib: 64,
    all_mib: 768,
    expansion: 200,
};

/// Bytes of all files with looks together. What is more stays out, and the project still comes in.
const MOST_ORIGINALS: u64 = 384 << 20;

/// The files of a project.
pub(super) struct Package<'b> {
    files: Files<'b>,
    originals_left: u64,
}

enum Files<'b> {
    /// An archive, with the names of its members under their lower-case base names.
    Archive(Zip<'b>, BTreeMap<String, String>),
    /// A folder.
    Folder(PathBuf),
    /// None, as in a codebook.
    Bare,
}

/// What became of a path.
pub(super) enum Found {
    /// The file.
    File(Vec<u8>),
    /// Nothing of that name is there.
    Missing,
    /// It leads out of the project.
    Outside,
    /// It is more than may be held.
    Large,
}

impl<'b> Package<'b> {
    /// Opens an archive and takes its one `.qde`, whatever it is called.
    pub(super) fn open(bytes: &'b [u8]) -> Result<(Self, Vec<u8>), ExchangeError> {
        let mut zip = Zip::open(bytes, LIMITS)?;
        let names = zip.names();
        let of_root = |name: &&String| {
            let name = name.to_lowercase();
            name.ends_with(".qde") && !name.contains('/') && !name.starts_with('.')
        };
        let projects: Vec<&String> = names.iter().filter(of_root).collect();
        let [project] = projects.as_slice() else {
            return Err(ExchangeError::Projects(projects.len()));
        };
        let xml = zip.read(project)?.unwrap_or_default();
        let by_base = names
            .iter()
            .filter(|name| !name.contains(".."))
            .map(|name| (base(name), name.clone()))
            .collect();
        Ok((Self::new(Files::Archive(zip, by_base)), xml))
    }

    /// The folder `sources` beside a loose `.qde`.
    pub(super) fn beside(path: &Path) -> Self {
        let folder = path.parent().unwrap_or(Path::new("."));
        let named = ["sources", "Sources"].map(|name| folder.join(name));
        let found = named.into_iter().find(|folder| folder.is_dir());
        Self::new(found.map_or(Files::Bare, Files::Folder))
    }

    fn new(files: Files<'b>) -> Self {
        Self {
            files,
            originals_left: MOST_ORIGINALS,
        }
    }

    /// A file that a text was made from, if it is not too large to come along.
    pub(super) fn original(&mut self, path: &str) -> Result<Found, ExchangeError> {
        let most = self.originals_left.min((LIMITS.member_mib as u64) << 20);
        if let Files::Archive(zip, names) = &mut self.files {
            let member = names
                .get(&base(path))
                .or_else(|| names.get(&base(&unescaped(path))));
            let size = member.and_then(|member| zip.declared(member));
            if size.is_some_and(|size| size > most) {
                return Ok(Found::Large);
            }
        }
        let found = self.file(path)?;
        if let Found::File(bytes) = &found {
            self.originals_left = self.originals_left.saturating_sub(bytes.len() as u64);
        }
        Ok(found)
    }

    /// The file that a `plainTextPath` or the like leads to.
    pub(super) fn file(&mut self, path: &str) -> Result<Found, ExchangeError> {
        let path = path.trim();
        let scheme = path
            .split_once(":/")
            .map(|(scheme, _)| scheme.to_lowercase());
        if scheme.is_some_and(|scheme| scheme != "internal") {
            return Ok(Found::Outside);
        }
        for name in [base(path), base(&unescaped(path))] {
            let found = match &mut self.files {
                Files::Archive(zip, names) => match names.get(&name) {
                    Some(member) => zip.read(member)?,
                    None => None,
                },
                Files::Folder(folder) => loose(folder, &name),
                Files::Bare => None,
            };
            if let Some(bytes) = found {
                return Ok(Found::File(bytes));
            }
        }
        Ok(Found::Missing)
    }
}

/// The last part of a path, lower case.
fn base(path: &str) -> String {
    path.rsplit(['/', '\\'])
        .next()
        .unwrap_or(path)
        .to_lowercase()
}

/// `%20` and the like as what they stand for; what is no such thing stays.
fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, byte) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// A file of the folder by its name without regard to case; links are not followed.
fn loose(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let entries = std::fs::read_dir(folder).ok()?;
    let entry = entries
        .flatten()
        .find(|entry| entry.file_name().to_string_lossy().to_lowercase() == name)?;
    if !entry.file_type().ok()?.is_file() {
        return None;
    }
    let most = (LIMITS.member_mib << 20) as u64;
    let mut bytes = Vec::new();
    let file = std::fs::File::open(entry.path()).ok()?;
    file.take(most + 1).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::pack;

    #[test]
    fn a_file_is_found_whatever_the_path_and_nothing_outside() {
        let members = [
            ("Trial.qde", b"<Project/>".as_slice()),
            ("Sources/A B.txt", b"one"),
            ("Sources/../../c.txt", b"two"),
        ];
        let bytes = pack(members).expect("archive");
        let (mut package, xml) = Package::open(&bytes).expect("package");
        assert_eq!(xml, b"<Project/>");
        let mut ask = |path: &str| match package.file(path).expect("read") {
            Found::File(bytes) => String::from_utf8(bytes).expect("text"),
            Found::Missing => "missing".to_owned(),
            Found::Outside => "outside".to_owned(),
            Found::Large => "large".to_owned(),
        };
        assert_eq!(ask("internal://a b.TXT"), "one");
        assert_eq!(ask("internal://A%20B.txt"), "one");
        assert_eq!(ask("internal:/A B.txt"), "one");
        assert_eq!(ask("A B.txt"), "one");
        assert_eq!(ask("internal://c.txt"), "missing");
        assert_eq!(ask("absolute:///etc/passwd"), "outside");
        assert_eq!(ask("relative:///A B.txt"), "outside");
    }

    #[test]
    fn an_archive_has_one_project() {
        for members in [vec![], vec![("a.qde", b"".as_slice()), ("b.QDE", b"")]] {
            let count = members.len();
            let bytes = pack(members).expect("archive");
            let said = Package::open(&bytes).err().map(|it| it.to_string());
            let why = format!("there are {count} files that end in `.qde` in it, expected one");
            assert_eq!(said, Some(why));
        }
    }
}
