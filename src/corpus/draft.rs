//! A report as the audit reads it: the text of the readers of notes, with `> ` before the lines of
//! block quotes, and for Word files the paragraphs that comments can be put at.

use super::note::{self, Note};
use super::note_error::NoteError;
use super::{docx, html, odt};

/// Endings of the files that can be read as drafts, lower case.
pub const ENDINGS: &[&str] = &["docx", "odt", "rtf", "html", "htm", "md", "txt"];

/// A report as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its text, and what was seen on the way.
    pub note: Note,
    /// For a Word file: for every block of the text the byte at which it begins and the number of its
    /// paragraph in the file.
    pub paragraphs: Vec<(usize, usize)>,
}

/// Reads the report in `bytes`; the kind is told by the ending of `name`.
pub fn read(name: &str, bytes: &[u8]) -> Result<Draft, NoteError> {
    let ending = note::ending(name);
    if !ENDINGS.contains(&ending.as_str()) {
        return Err(NoteError::Draft { ending });
    }
    let mut paragraphs = Vec::new();
    let note = match ending.as_str() {
        "docx" => {
            let (note, blocks) = docx::read_with_layout(bytes)?;
            let mut text = String::new();
            for (words, layout) in blocks {
                // Many reports set all their text in; a block quote ends with who is quoted.
                let signed = words.trim_end_matches('.').ends_with([')', ']']);
                let lead = match layout.quoted || (layout.indented && signed) {
                    true => "> ",
                    false => "",
                };
                paragraphs.push((text.len(), layout.paragraph));
                for line in words.lines().filter(|line| !line.trim().is_empty()) {
                    text.push_str(lead);
                    text.push_str(line);
                    text.push('\n');
                }
                text.push('\n');
            }
            Note { text, ..note }
        }
        "odt" => odt::read_as(bytes, true)?,
        "html" | "htm" => html::read_as(bytes, true)?,
        _ => note::read(name, bytes)?,
    };
    if note.text.trim().is_empty() {
        return Err(NoteError::Empty);
    }
    Ok(Draft { note, paragraphs })
}
