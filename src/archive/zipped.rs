//! Zip archives: members read up to a limit whatever their headers say, and written so that the same
//! members give the same bytes.

use std::io::{Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// How much an archive may hold.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Members, folders included.
    pub members: usize,
    /// MiB that one member may unpack to.
    pub member_mib: usize,
    /// MiB that all members that are read may unpack to.
    pub all_mib: usize,
    /// How many times larger than packed a member of more than 1 MiB may be. Text packs to a tenth.
    pub expansion: u64,
}

/// Why an archive was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveError {
    /// Something else, under the name of an archive; how it begins.
    #[error("it is no zip archive{0}, expected the file as the other program wrote it")]
    NoZip(String),
    /// A damaged zip archive.
    #[error("it is not a whole zip archive: {0}")]
    Damaged(String),
    /// More than it may hold.
    #[error("{what} is larger than {limit}, expected less")]
    Large {
        /// What is too large.
        what: String,
        /// The limit with its unit.
        limit: String,
    },
}

/// A zip archive over bytes in memory.
pub struct Zip<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    limits: Limits,
    left: usize,
}

impl<'b> Zip<'b> {
    /// Reads the directory of the archive.
    pub fn open(bytes: &'b [u8], limits: Limits) -> Result<Self, ArchiveError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| match is_zip(bytes) {
            true => damaged(error),
            false => ArchiveError::NoZip(begins_with(bytes)),
        })?;
        if archive.len() > limits.members {
            return Err(ArchiveError::Large {
                what: "the number of its members".to_owned(),
                limit: limits.members.to_string(),
            });
        }
        Ok(Self {
            archive,
            limits,
            left: limits.all_mib << 20,
        })
    }

    /// Names of the members that are files, in the order of the archive.
    pub fn names(&self) -> Vec<String> {
        let names = self.archive.file_names();
        names
            .flatten()
            .filter(|name| !name.ends_with('/'))
            .map(|name| name.into_owned())
            .collect()
    }

    /// The size that a member says it unpacks to, in bytes; `None` when there is none of this name.
    /// Nothing keeps an archive from lying about it.
    pub fn declared(&mut self, name: &str) -> Option<u64> {
        self.archive.by_name(name).ok().map(|member| member.size())
    }

    /// The bytes of a member; `None` when there is none of this name.
    pub fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, ArchiveError> {
        let member = match self.archive.by_name(name) {
            Ok(member) => member,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(damaged(error)),
        };
        let large = |limit: String| ArchiveError::Large {
            what: format!("`{name}`"),
            limit,
        };
        let packed = member.compressed_size().max(1);
        let expanded = (packed.saturating_mul(self.limits.expansion)).max(1 << 20);
        let most = (self.limits.member_mib << 20) as u64;
        let bound = most.min(expanded).min(self.left as u64);
        let mut unpacked = Vec::new();
        member
            .take(bound + 1)
            .read_to_end(&mut unpacked)
            .map_err(|error| ArchiveError::Damaged(error.to_string()))?;
        if unpacked.len() as u64 > bound {
            return Err(if bound == expanded {
                large(format!("{} times its packed size", self.limits.expansion))
            } else if bound == most {
                large(format!("{} MiB", self.limits.member_mib))
            } else {
                ArchiveError::Large {
                    what: "all that it holds".to_owned(),
                    limit: format!("{} MiB", self.limits.all_mib),
                }
            });
        }
        self.left -= unpacked.len();
        Ok(Some(unpacked))
    }
}

/// One member of an archive of which only this is wanted, up to so many MiB; `None` when missing.
pub fn part(bytes: &[u8], name: &str, mib: usize) -> Result<Option<Vec<u8>>, ArchiveError> {
    let limits = Limits {
        members: usize::MAX,
        member_mib: mib,
        all_mib: mib,
        expansion: u64::MAX,
    };
    Zip::open(bytes, limits)?.read(name)
}

/// An archive with these members, in this order and without times: the same members give the same
/// bytes.
pub fn pack<'m>(
    members: impl IntoIterator<Item = (&'m str, &'m [u8])>,
) -> Result<Vec<u8>, ArchiveError> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, bytes) in members {
        writer.start_file(name, options).map_err(damaged)?;
        writer
            .write_all(bytes)
            .map_err(|error| ArchiveError::Damaged(error.to_string()))?;
    }
    Ok(writer.finish().map_err(damaged)?.into_inner())
}

fn damaged(error: ZipError) -> ArchiveError {
    ArchiveError::Damaged(error.to_string())
}

/// What a file that is no archive seems to be, in words.
fn begins_with(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(64)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if bytes.is_empty() {
        " (it is empty)"
    } else if head.starts_with("<!doctype html") || head.starts_with("<html") {
        " but a web page: perhaps what a site showed instead of the file"
    } else if head.starts_with("<?xml") || head.starts_with("<project") {
        " but bare XML; a project outside of an archive ends in `.qde`"
    } else {
        ""
    }
    .to_owned()
}

/// What every archive begins with, the empty one too.
fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        members: 3,
        member_mib: 8,
        all_mib: 10,
        expansion: 100,
    };

    #[test]
    fn what_is_packed_comes_back_and_the_same_members_give_the_same_bytes() {
        let members = [("b.txt", b"one".as_slice()), ("a/c.txt", b"two")];
        let bytes = pack(members).expect("archive");
        assert_eq!(bytes, pack(members).expect("archive"));
        let mut zip = Zip::open(&bytes, LIMITS).expect("archive");
        assert_eq!(zip.names(), ["b.txt", "a/c.txt"]);
        assert_eq!(zip.read("a/c.txt").expect("member"), Some(b"two".to_vec()));
        assert_eq!(zip.read("no").expect("none"), None);
        assert_eq!((zip.declared("b.txt"), zip.declared("no")), (Some(3), None));
    }

    #[test]
    fn what_unpacks_to_more_than_it_may_is_refused() {
        let spaces = vec![b' '; 6 << 20];
        let noise: Vec<u8> = (0..6_u32 << 20)
            .map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8 & 15)
            .collect();
        let bytes = pack([
            ("spaces", spaces.as_slice()),
            ("noise", &noise),
            ("again", &noise),
        ])
        .expect("archive");
        let mut zip = Zip::open(&bytes, LIMITS).expect("archive");
        let said = zip.read("spaces").expect_err("expands").to_string();
        assert_eq!(
            said,
            "`spaces` is larger than 100 times its packed size, expected less"
        );
        let wide = Limits {
            expansion: 100_000,
            ..LIMITS
        };
        let mut zip = Zip::open(&bytes, wide).expect("archive");
        assert!(zip.read("noise").is_ok());
        let said = zip.read("again").expect_err("all").to_string();
        assert_eq!(
            said,
            "all that it holds is larger than 10 MiB, expected less"
        );
        let few = Limits {
            members: 2,
            ..LIMITS
        };
        assert!(Zip::open(&bytes, few).is_err());
        assert!(Zip::open(b"PK\x03\x04 no", LIMITS).is_err());
    }
}
