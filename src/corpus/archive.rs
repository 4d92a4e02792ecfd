//! What Word and OpenDocument files share: a zip archive with XML in it, neither of which is trusted.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::note_error::NoteError;

/// The most that one part of the archive may unpack to.
pub(super) const UNPACKED_MIB: usize = 64;
/// How deep the XML may be nested. Word processors stay far below.
pub(super) const DEEPEST: usize = 400;

/// A part of the archive as text, unpacked up to the limit whatever its header says.
pub(super) fn part(bytes: &[u8], name: &str) -> Result<String, NoteError> {
    let broken = |error: &dyn std::fmt::Display| NoteError::Archive(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    let file = match archive.by_name(name) {
        Ok(file) => file,
        Err(zip::result::ZipError::FileNotFound) => {
            return Err(NoteError::Archive(format!("`{name}` is missing")));
        }
        Err(error) => return Err(broken(&error)),
    };
    let limit = UNPACKED_MIB << 20;
    let mut unpacked = Vec::new();
    file.take(limit as u64 + 1)
        .read_to_end(&mut unpacked)
        .map_err(|error| broken(&error))?;
    if unpacked.len() > limit {
        return Err(NoteError::Large {
            what: "its text",
            limit: UNPACKED_MIB,
        });
    }
    String::from_utf8(unpacked).map_err(|_| NoteError::Xml("is not UTF-8".to_owned()))
}

/// A character reference or one of XML's own five names; no others can exist without a DOCTYPE.
pub(super) fn reference(name: &quick_xml::events::BytesRef<'_>) -> Result<char, NoteError> {
    let letter = name.resolve_char_ref().ok().flatten();
    letter
        .or_else(|| {
            quick_xml::escape::resolve_predefined_entity(name)?
                .chars()
                .next()
        })
        .ok_or_else(|| NoteError::Xml(format!("uses the entity `{}`, expected none", &**name)))
}
