//! The archive of a study: a zip of plain files with the SHA-256 of each, so that it can be checked and
//! read without any program of ours.

use std::collections::BTreeMap;

use super::ExchangeError;
use crate::archive::{Limits, Zip, pack};
use crate::model::hash::Hash;

/// Where the digests stand, in the form that `sha256sum -c` reads.
const SUMS: &str = "SHA256SUMS";

/// What an archive may hold.
const LIMITS: Limits = Limits {
    members: 400_000,
    member_mib: 512,
    all_mib: 2048,
    expansion: 1100,
};

/// How many times larger than packed all files together may be; texts pack to a tenth.
const EXPANSION: usize = 50;
/// MiB that any archive may unpack to.
const ALWAYS_MIB: usize = 256;

/// What an archive of so many packed bytes may unpack to.
fn limits(packed: usize) -> Limits {
    let mebibytes = (packed >> 20).saturating_mul(EXPANSION);
    Limits {
        all_mib: mebibytes.clamp(ALWAYS_MIB, LIMITS.all_mib),
        ..LIMITS
    }
}

/// Files by their paths.
pub type Members = BTreeMap<String, Vec<u8>>;

/// The archive; the same files give the same bytes.
pub fn write(members: &Members) -> Result<Vec<u8>, ExchangeError> {
    let size: usize = members.values().map(Vec::len).sum();
    if size > LIMITS.all_mib << 20 {
        return Err(ExchangeError::Large {
            what: "all that the archive would hold",
            most: LIMITS.all_mib,
        });
    }
    let mut sums = String::new();
    for (name, bytes) in members {
        sums.push_str(&format!("{}  {name}\n", Hash::of(bytes)));
    }
    let files = members
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let bytes = pack(files.chain([(SUMS, sums.as_bytes())]))?;
    let most = limits(bytes.len()).all_mib;
    match size + sums.len() > most << 20 {
        // What cannot be read again shall not be written.
        true => Err(ExchangeError::Large {
            what: "all that the archive would hold, of which nearly nothing is text,",
            most,
        }),
        false => Ok(bytes),
    }
}

/// Whether a zip file is the archive of a study.
pub fn is_one(bytes: &[u8]) -> bool {
    let zip = Zip::open(bytes, LIMITS);
    zip.is_ok_and(|it| {
        let names = it.names();
        [SUMS, "history.jsonl"]
            .iter()
            .all(|name| names.iter().any(|it| it == name))
    })
}

/// The files of an archive, each checked against its digest.
pub fn read(bytes: &[u8]) -> Result<Members, ExchangeError> {
    let mut zip = Zip::open(bytes, limits(bytes.len()))?;
    let sums = zip.read(SUMS)?.ok_or(ExchangeError::NoArchive)?;
    let sums = String::from_utf8(sums).map_err(|_| ExchangeError::NoArchive)?;
    let mut members = Members::new();
    for line in sums.lines() {
        let (digest, name) = line.split_once("  ").ok_or(ExchangeError::NoArchive)?;
        if members.contains_key(name) {
            return Err(ExchangeError::Twice(name.to_owned()));
        }
        match zip.read(name)? {
            Some(bytes) if Hash::of(&bytes).to_string() == digest => {
                members.insert(name.to_owned(), bytes);
            }
            Some(_) | None => return Err(ExchangeError::Digest(name.to_owned())),
        }
    }
    Ok(members)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_or_missing_file_is_named() {
        let mut members = Members::new();
        members.insert("a.txt".to_owned(), b"one".to_vec());
        members.insert("b.txt".to_owned(), b"two".to_vec());
        let bytes = write(&members).expect("archive");
        assert_eq!(read(&bytes).expect("archive"), members);
        let sums = format!("{}  a.txt\n{}  c.txt\n", Hash::of(b"one"), Hash::of(b"two"));
        let forged = |a: &[u8]| {
            let files = [("a.txt", a), (SUMS, sums.as_bytes())];
            read(&pack(files).expect("archive"))
                .expect_err("forged")
                .to_string()
        };
        assert_eq!(
            forged(b"other"),
            "`a.txt` is missing or not as it was archived"
        );
        assert_eq!(
            forged(b"one"),
            "`c.txt` is missing or not as it was archived"
        );
        let twice = format!("{0}  a.txt\n{0}  a.txt\n", Hash::of(b"one"));
        let twice = pack([("a.txt", b"one".as_slice()), (SUMS, twice.as_bytes())]);
        let said = read(&twice.expect("archive")).expect_err("twice");
        assert_eq!(
            said.to_string(),
            "`a.txt` stands twice in `SHA256SUMS`, expected every file once"
        );
        let none = pack([("a.txt", b"one".as_slice())]).expect("archive");
        assert!(read(&none).is_err());
    }

    #[test]
    fn what_an_archive_may_unpack_to_grows_with_it() {
        let all = |packed: usize| limits(packed).all_mib;
        assert_eq!([all(0), all(5 << 20), all(10 << 20)], [256, 256, 500]);
        assert_eq!(all(usize::MAX), 2048);
    }
}
