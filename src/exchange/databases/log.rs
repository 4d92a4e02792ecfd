//! The log beside a database (`name-wal`): work that its program has not put into the database yet.
//! It is applied to the bytes in memory, as SQLite does (file format 4): whole commits whose salts and
//! sums fit, nothing behind the first that does not.

use std::path::{Path, PathBuf};

use super::LARGEST_MIB;
use crate::exchange::ExchangeError;

/// Bytes before the first frame, and before the page of each frame.
const HEAD: usize = 32;
const FRAME: usize = 24;
/// Sums are over words of the smaller end first, or of the greater.
const LITTLE: u32 = 0x377f_0682;
const BIG: u32 = 0x377f_0683;

/// The database with what its log adds, where there is one.
pub fn with_log(path: &Path, database: Vec<u8>) -> Result<Vec<u8>, ExchangeError> {
    let Some(log) = log_beside(path)? else {
        return Ok(database);
    };
    if !database.starts_with(b"SQLite format 3\0") {
        return Ok(database);
    }
    applied(database, &log).ok_or(ExchangeError::Log)
}

/// The bytes of the log; one without frames is none.
fn log_beside(path: &Path) -> Result<Option<Vec<u8>>, ExchangeError> {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    let log = PathBuf::from(name);
    let Ok(found) = std::fs::symlink_metadata(&log) else {
        return Ok(None);
    };
    if !found.is_file() || found.len() <= HEAD as u64 {
        return Ok(None);
    }
    if found.len() > (LARGEST_MIB << 20) as u64 {
        return Err(ExchangeError::Large {
            what: "the log of the database",
            most: LARGEST_MIB,
        });
    }
    std::fs::read(&log)
        .map(Some)
        .map_err(|_| ExchangeError::Log)
}

/// `None` where the log is damaged at its head, or of a database of other pages.
fn applied(mut database: Vec<u8>, log: &[u8]) -> Option<Vec<u8>> {
    let big = match word(log, 0)? {
        LITTLE => false,
        BIG => true,
        _ => return None,
    };
    let size = usize::try_from(word(log, 8)?).ok()?;
    let (head, frames) = log.split_at_checked(HEAD)?;
    let mut sum = summed(head.get(..24)?, (0, 0), big);
    let whole = (word(head, 24)?, word(head, 28)?) == sum;
    if !whole || size != page_size(&database)? {
        return None;
    }
    let salts = head.get(16..24)?;
    let mut waiting: Vec<(usize, &[u8])> = Vec::new();
    for frame in frames.chunks_exact(FRAME + size) {
        let (about, page) = frame.split_at(FRAME);
        sum = summed(page, summed(&about[..8], sum, big), big);
        if about.get(8..16)? != salts || (word(about, 16)?, word(about, 20)?) != sum {
            break;
        }
        let number = usize::try_from(word(about, 0)?).ok()?;
        let pages = usize::try_from(word(about, 4)?).ok()?;
        waiting.push((number.checked_sub(1)?, page));
        // The last frame of a commit says how many pages the database has then.
        if pages > 0 {
            let length = pages.checked_mul(size)?;
            if length > LARGEST_MIB << 20 {
                return None;
            }
            database.resize(length, 0);
            for (at, page) in waiting.drain(..) {
                // A page behind the end was let go by the same commit.
                if let Some(there) = database.get_mut(at * size..(at + 1) * size) {
                    there.copy_from_slice(page);
                }
            }
        }
    }
    Some(database)
}

/// Bytes of a page; 1 stands for 65,536.
fn page_size(database: &[u8]) -> Option<usize> {
    let bytes: [u8; 2] = database.get(16..18)?.try_into().ok()?;
    Some(match u16::from_be_bytes(bytes) {
        1 => 65_536,
        size => usize::from(size),
    })
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at + 4)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

/// Goes on with a sum over bytes, eight at a time.
fn summed(bytes: &[u8], (mut first, mut second): (u32, u32), big: bool) -> (u32, u32) {
    let of = |bytes: &[u8]| {
        let bytes: [u8; 4] = bytes.try_into().unwrap_or_default();
        match big {
            true => u32::from_be_bytes(bytes),
            false => u32::from_le_bytes(bytes),
        }
    };
    for pair in bytes.chunks_exact(8) {
        let (one, two) = pair.split_at(4);
        first = first.wrapping_add(of(one)).wrapping_add(second);
        second = second.wrapping_add(of(two)).wrapping_add(first);
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    fn rows(bytes: &[u8]) -> i64 {
        let mut bytes = bytes.to_vec();
        bytes[18..20].fill(1);
        let mut connection = Connection::open_in_memory().expect("memory");
        let length = bytes.len();
        connection
            .deserialize_read_exact("main", bytes.as_slice(), length, true)
            .expect("database");
        connection
            .query_row("SELECT count(*) FROM work", [], |row| row.get(0))
            .expect("rows")
    }

    #[test]
    fn work_that_is_in_the_log_alone_is_there() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("data.qda");
        let connection = Connection::open(&path).expect("database");
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; CREATE TABLE work (words TEXT); \
                 INSERT INTO work VALUES ('one'); PRAGMA wal_checkpoint(TRUNCATE); \
                 INSERT INTO work VALUES ('two'); INSERT INTO work VALUES (hex(zeroblob(20000)));",
            )
            .expect("rows");
        let bare = std::fs::read(&path).expect("bytes");
        let whole = with_log(&path, bare.clone()).expect("both");
        assert_eq!((rows(&bare), rows(&whole)), (1, 3));
        let log = std::fs::read(folder.path().join("data.qda-wal")).expect("log");
        // A commit that is not whole does not count; nor does anything behind a byte that is wrong.
        let cut = applied(bare.clone(), &log[..log.len() - 1]).expect("head");
        assert_eq!(rows(&cut), 2);
        let mut wrong = log.clone();
        wrong[HEAD + FRAME + 100] ^= 1;
        assert_eq!(applied(bare.clone(), &wrong), Some(bare.clone()));
        let mut wrong = log;
        wrong[3] ^= 7;
        assert_eq!(applied(bare, &wrong), None);
    }
}
