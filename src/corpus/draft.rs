//! A report as the audit reads it: the text of the readers of notes, with `> ` before the lines of
//! block quotes, and for Word files the paragraphs that comments can be put at.

use super::note::{self, Note};
use super::note_error::NoteError;
use super::{docx, html, odt, pdf};

/// Endings of the files that can be read as drafts, lower case.
pub const ENDINGS: &[&str] = &["docx", "odt", "rtf", "html", "htm", "md", "txt", "pdf"];

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
            let (note, blocks) = docx::read_as(bytes, true)?;
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
        "pdf" => pdf::read_draft(bytes)?,
        "odt" => odt::read_as(bytes, true)?,
        "html" | "htm" => html::read_as(bytes, true)?,
        "txt" => {
            let note = note::read(name, bytes)?;
            let text = set_in(&note.text);
            Note { text, ..note }
        }
        _ => note::read(name, bytes)?,
    };
    if note.text.trim().is_empty() {
        return Err(NoteError::Empty);
    }
    Ok(Draft { note, paragraphs })
}

/// Plain text with `> ` before the lines of paragraphs that are set in as a whole and end with who is quoted,
/// where most paragraphs are not set in.
fn set_in(text: &str) -> String {
    let is_in = |line: &str| line.starts_with("  ") || line.starts_with('\t');
    let lines: Vec<&str> = text.lines().filter(|it| !it.trim().is_empty()).collect();
    let many = lines.iter().filter(|it| is_in(it)).count();
    if many == 0 || many * 2 > lines.len() {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut paragraph: Vec<&str> = Vec::new();
    let mut put = |paragraph: &mut Vec<&str>| {
        let whole = paragraph.iter().all(|it| is_in(it));
        let last = paragraph
            .last()
            .map_or("", |it| it.trim().trim_end_matches('.'));
        let is_item = paragraph
            .first()
            .is_some_and(|it| it.trim_start().starts_with(['-', '*', '•', '·']));
        let signed = last.ends_with([')', ']']);
        for line in paragraph.drain(..) {
            if whole && signed && !is_item {
                out.push_str("> ");
            }
            out.push_str(line);
        }
    };
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if is_blank || paragraph.iter().all(|it| it.trim().is_empty()) {
            put(&mut paragraph);
        }
        paragraph.push(line);
    }
    put(&mut paragraph);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, zip::write::SimpleFileOptions::default())
                .expect("part");
            zip.write_all(text.as_bytes()).expect("part");
        }
        zip.finish().expect("archive").into_inner()
    }

    fn text(name: &str, bytes: &[u8]) -> String {
        read(name, bytes).expect("draft").note.text
    }

    #[test]
    fn styles_and_signed_indents_of_word_are_block_quotes() {
        let paragraph = |layout: &str, words: &str| {
            format!("<w:p><w:pPr>{layout}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>")
        };
        let body = [
            paragraph("", "Plain"),
            paragraph("<w:pStyle w:val='a7'/>", "Styled</w:t><w:br/><w:t>twice"),
            paragraph("<w:ind w:left='720'/>", "Set in (306)"),
            paragraph("<w:ind w:left='720'/>", "Set in only"),
        ];
        let xml = format!(
            "<w:document xmlns:w='w'><w:body>{}</w:body></w:document>",
            body.concat()
        );
        let styles = "<w:styles xmlns:w='w'><w:style w:styleId='a1'><w:name w:val='Normal'/></w:style><w:style w:styleId='a7'><w:name w:val='Intense Quote'/></w:style></w:styles>";
        let bytes = archive(&[("word/document.xml", &xml), ("word/styles.xml", styles)]);
        assert_eq!(
            text("a.docx", &bytes),
            "Plain\n\n> Styled\n> twice\n\n> Set in (306)\n\nSet in only\n\n"
        );
        let paragraphs = read("a.docx", &bytes).expect("draft").paragraphs;
        assert_eq!(
            paragraphs.iter().map(|it| it.1).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
    }

    #[test]
    fn styles_of_opendocument_and_block_quotes_of_pages_are_too() {
        let xml = "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:style='s'><office:automatic-styles><style:style style:name='P3' style:parent-style-name='Quotations'/></office:automatic-styles><office:body><office:text><text:p text:style-name='P1'>Plain</text:p><text:p text:style-name='P3'>Styled</text:p><text:p text:style-name='Quotations'>Too</text:p></office:text></office:body></office:document-content>";
        assert_eq!(
            text("a.odt", &archive(&[("content.xml", xml)])),
            "Plain\n\n> Styled\n\n> Too\n"
        );
        assert_eq!(
            text(
                "a.html",
                b"<p>Plain</p><blockquote><p>One</p>Two</blockquote><p>End</p>"
            ),
            "Plain\n\n> One\n\n> Two\n\nEnd\n"
        );
        assert_eq!(
            text(
                "a.txt",
                b"One said:\n\n    We had no coal.\n    We left. (306, girl, 15)\n\n  - an item (307)\n\nThe end.\nIt was cold.\n"
            ),
            "One said:\n\n>     We had no coal.\n>     We left. (306, girl, 15)\n\n  - an item (307)\n\nThe end.\nIt was cold.\n"
        );
        assert!(matches!(
            read("a.pages", b"%PDF"),
            Err(NoteError::Draft { .. })
        ));
    }
}
