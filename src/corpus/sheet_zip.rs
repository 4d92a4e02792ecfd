//! The archive around an `.xlsx` or `.ods` sheet, measured before anybody trusts it: a few
//! kilobytes can unpack to gigabytes, and a megabyte of empty tags to a gigabyte of objects.

use std::io::{Cursor, Read};

use super::sheet_error::SheetError;

/// Unpacked bytes of all parts together.
const MAX_UNPACKED: usize = 256 << 20;
/// Parts of an archive.
const MAX_PARTS: usize = 10_000;
/// Tags of the table of shared words, which is held whole.
const MAX_WORD_TAGS: usize = 8_000_000;
/// Tags of any other part that is held whole (styles, workbook).
const MAX_TAGS: usize = 400_000;

/// An archive over bytes in memory.
pub(crate) type Archive<'b> = zip::ZipArchive<Cursor<&'b [u8]>>;

/// Opens an archive and unpacks all of it once, counting, keeping nothing.
pub(crate) fn open<'b>(
    name: &str,
    expected: &'static str,
    bytes: &'b [u8],
) -> Result<Archive<'b>, SheetError> {
    open_within(name, expected, bytes, MAX_UNPACKED)
}

fn open_within<'b>(
    name: &str,
    expected: &'static str,
    bytes: &'b [u8],
    most_unpacked: usize,
) -> Result<Archive<'b>, SheetError> {
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected,
        reason,
    };
    let large = |what: String, most| SheetError::TooLarge {
        name: name.to_owned(),
        what,
        most,
    };
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(error.to_string()))?;
    if archive.len() > MAX_PARTS {
        return Err(large(format!("{} parts", archive.len()), MAX_PARTS));
    }
    let mut unpacked = 0;
    let mut buffer = vec![0; 64 << 10];
    for at in 0..archive.len() {
        let mut part = archive
            .by_index(at)
            .map_err(|error| damaged(error.to_string()))?;
        let title = part
            .name()
            .map_err(|error| damaged(error.to_string()))?
            .into_owned();
        let most = most_tags(&title);
        let mut tags = 0;
        loop {
            let read = match part.read(&mut buffer) {
                Ok(0) => break,
                Ok(read) => read,
                Err(error) => return Err(damaged(format!("`{title}`: {error}"))),
            };
            unpacked += read;
            tags += buffer[..read].iter().filter(|byte| **byte == b'<').count();
            if unpacked > most_unpacked {
                return Err(large("its unpacked bytes".to_owned(), most_unpacked));
            }
            if tags > most {
                return Err(large(format!("more than {most} tags in `{title}`"), most));
            }
        }
    }
    Ok(archive)
}

/// Sheets themselves are streamed, so that only their cells are limited.
fn most_tags(title: &str) -> usize {
    let title = title.to_lowercase();
    if title.ends_with("sharedstrings.xml") {
        MAX_WORD_TAGS
    } else if title.starts_with("xl/worksheets/")
        || title == "content.xml"
        || !title.ends_with(".xml")
    {
        usize::MAX
    } else {
        MAX_TAGS
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use super::*;

    /// An archive of these parts.
    pub(crate) fn pack(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (title, bytes) in parts {
            let options = zip::write::SimpleFileOptions::default();
            writer.start_file(*title, options).expect("a part");
            writer.write_all(bytes).expect("memory");
        }
        writer.finish().expect("an archive").into_inner()
    }

    #[test]
    fn an_archive_that_unpacks_to_too_much_is_refused() {
        let bomb = pack(&[("xl/worksheets/sheet1.xml", &vec![b' '; 1 << 20])]);
        assert!(bomb.len() < 1 << 12);
        assert!(open("t.xlsx", "an Excel workbook", &bomb).is_ok());
        let error = open_within("t.xlsx", "an Excel workbook", &bomb, 1 << 19).expect_err("a bomb");
        assert!(matches!(error, SheetError::TooLarge { .. }), "{error}");
        let tags = pack(&[("xl/styles.xml", &b"<a/>".repeat(MAX_TAGS + 1))]);
        assert!(open("t.xlsx", "an Excel workbook", &tags).is_err());
        assert!(open("t.xlsx", "an Excel workbook", b"PK no archive").is_err());
    }
}
