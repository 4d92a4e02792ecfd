//! PDF files: text in reading order, where the pages begin, and the highlights that readers left. The
//! format is large and its files are often damaged or hostile, so they are read in a child process of
//! this program, within limits of time and memory; one that breaks off takes nothing with it.

mod child;
mod glyphs;
mod lines;
mod paragraphs;

use serde::{Deserialize, Serialize};

use super::note::Note;
use super::note_error::NoteError;

pub use child::{answer, here};

/// What a PDF says. Positions are bytes of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extract {
    /// Paragraphs, with an empty line between.
    pub text: String,
    /// Where each page begins.
    pub pages: Vec<usize>,
    /// Where paragraphs begin that are set in as a whole.
    pub set_in: Vec<usize>,
    /// Marked words.
    pub highlights: Vec<Highlight>,
    /// What the importing person should hear.
    pub remarks: Vec<String>,
}

/// Words that a reader marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Highlight {
    /// First byte.
    pub start: usize,
    /// The byte behind the last.
    pub end: usize,
    /// The page, from 1.
    pub page: usize,
    /// What the reader wrote; may be empty.
    pub comment: String,
    /// Who marked it; may be empty.
    pub author: String,
}

/// Reads a PDF as notes.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    let extract = child::extract(bytes)?;
    Ok(Note {
        text: extract.text,
        encoding: "PDF".to_owned(),
        pages: extract.pages,
        highlights: extract.highlights,
        remarks: extract.remarks,
        ..Note::default()
    })
}

/// Whether nothing is closed in a paragraph that was opened before it: it is no rest of another one.
fn is_whole(paragraph: &str) -> bool {
    [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')]
        .into_iter()
        .all(|(open, close)| {
            let first = paragraph.find([open, close]);
            first.is_none_or(|at| paragraph[at..].starts_with(open))
        })
}

/// Reads a PDF as a draft: paragraphs that are set in and end with who is quoted are block quotes.
pub fn read_draft(bytes: &[u8]) -> Result<Note, NoteError> {
    let extract = child::extract(bytes)?;
    let mut text = String::with_capacity(extract.text.len());
    let mut at = 0;
    for paragraph in extract.text.split("\n\n") {
        let signed = paragraph.trim_end_matches('.').ends_with([')', ']']);
        if signed && is_whole(paragraph) && extract.set_in.contains(&at) {
            text.push_str("> ");
        }
        text.push_str(paragraph);
        text.push_str("\n\n");
        at += paragraph.len() + 2;
    }
    Ok(Note {
        text,
        encoding: "PDF".to_owned(),
        remarks: extract.remarks,
        ..Note::default()
    })
}
