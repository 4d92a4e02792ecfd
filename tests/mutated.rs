//! Files that were damaged by chance: every reader refuses or reads them, and none stumbles. The same
//! damage every time; `QUOTEBOOK_MUTATIONS` says how much of it (fuzzing goes on where this ends).

use std::io::{Cursor, Read};
use std::panic::catch_unwind;
use std::path::Path;

use quotebook::archive::pack;

use crate::readers::READERS;

/// Chance that is the same everywhere (SplitMix64, Steele, Lea and Flood 2014).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut it = self.0;
        it = (it ^ (it >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        it = (it ^ (it >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        it ^ (it >> 31)
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).expect("below a usize")
    }
}

/// Signs that readers look for.
const SIGNS: [&[u8]; 12] = [
    b"\0",
    b"\xff\xff\xff\xff",
    b"-1",
    b"99999999999999999999",
    b"<",
    b"&",
    b"\"",
    b"\t",
    b"\n",
    b"[",
    b"\\",
    "🙂\u{0301}".as_bytes(),
];

/// One to four wounds: flipped bits, cut ends, parts put elsewhere, signs put in, parts of another file.
fn damaged(sample: &[u8], other: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = sample.to_vec();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len() + 1);
        let end = (at + chance.below(64)).min(bytes.len());
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => {
                let part = bytes[at..end].to_vec();
                let to = chance.below(bytes.len() + 1);
                bytes.splice(to..to, part);
            }
            2 => {
                bytes.drain(at..end);
            }
            3 => {
                let sign = SIGNS[chance.below(SIGNS.len())];
                bytes.splice(at..at, sign.iter().copied());
            }
            4 => {
                let from = chance.below(other.len() + 1);
                let to = (from + chance.below(64)).min(other.len());
                bytes.splice(at..end, other[from..to].iter().copied());
            }
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << chance.below(8);
                }
            }
        }
    }
    bytes
}

/// An archive with one of its members damaged, so that the damage lies behind what guards the archive.
fn damaged_inside(sample: &[u8], chance: &mut Chance) -> Option<Vec<u8>> {
    let (head, archive) = match sample.get(1..5) {
        Some(b"PK\x03\x04") => sample.split_at(1),
        _ => (&sample[..0], sample),
    };
    let mut zip = zip::ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut members = Vec::new();
    for at in 0..zip.len() {
        let mut member = zip.by_index(at).ok()?;
        let name = member.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        member.read_to_end(&mut bytes).ok()?;
        members.push((name, bytes));
    }
    let at = chance.below(members.len());
    let (_, bytes) = members.get_mut(at)?;
    *bytes = damaged(bytes, &[], chance);
    let members = members
        .iter()
        .map(|(name, bytes)| (name.as_str(), bytes.as_slice()));
    let mut whole = head.to_vec();
    whole.extend(pack(members).ok()?);
    Some(whole)
}

fn samples(reader: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(reader);
    let mut all: Vec<(String, Vec<u8>)> = std::fs::read_dir(&folder)
        .unwrap_or_else(|error| unreachable!("{}: {error}", folder.display()))
        .map(|entry| {
            let path = entry.expect("entry").path();
            let bytes = std::fs::read(&path).expect("sample");
            (path.display().to_string(), bytes)
        })
        .collect();
    all.sort();
    all
}

#[test]
fn damaged_files_make_no_reader_stumble() {
    let times: usize = std::env::var("QUOTEBOOK_MUTATIONS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(60);
    for (name, read) in READERS {
        let samples = samples(name);
        assert!(!samples.is_empty(), "no samples of {name}");
        for (at, (file, sample)) in samples.iter().enumerate() {
            let other = &samples[(at + 1) % samples.len()].1;
            let mut chance = Chance(0x5eed + at as u64);
            for time in 0..times {
                let bytes = match time {
                    // The sample itself, too.
                    0 => sample.clone(),
                    odd if odd % 2 == 1 => damaged_inside(sample, &mut chance)
                        .unwrap_or_else(|| damaged(sample, other, &mut chance)),
                    _ => damaged(sample, other, &mut chance),
                };
                if catch_unwind(|| read(&bytes)).is_err() {
                    let kept =
                        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{time}"));
                    std::fs::write(&kept, &bytes).expect("kept");
                    unreachable!(
                        "{name} stumbles over {file} damaged for the {time}th time, kept as {}",
                        kept.display()
                    );
                }
            }
        }
    }
}
