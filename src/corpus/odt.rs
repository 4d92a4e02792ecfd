//! OpenDocument texts: headings, paragraphs, lists and tables in reading order. Comments and
//! footnotes stay out, tracked changes are read as accepted, and both are said.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{DEEPEST, WIDEST, part, reference};
use super::docx::is_quoting;
use super::note::Note;
use super::note_error::NoteError;

/// The most spaces that one mark may stand for.
const SPACES: usize = 100;

/// Reads an `.odt`.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    read_as(bytes, false)
}

/// Reads an `.odt`; `marks` puts `> ` before what has a style for quotations, and gives cells that others
/// cover as cells without words.
pub fn read_as(bytes: &[u8], marks: bool) -> Result<Note, NoteError> {
    let xml = part(bytes, "content.xml")?;
    let mut body = Body {
        marks,
        ..Body::default()
    };
    body.read(&xml)?;
    let mut remarks = Vec::new();
    for (count, one, what) in [
        (body.changes, "tracked change", "read as accepted"),
        (body.comments, "comment", "left out"),
        (body.footnotes, "footnote", "left out"),
    ] {
        let many = if count == 1 { "" } else { "s" };
        if count > 0 {
            remarks.push(format!("{count} {one}{many} {what}"));
        }
    }
    let mut text = body.blocks.join("\n\n");
    text.push('\n');
    Ok(Note {
        text,
        encoding: "UTF-8".to_owned(),
        front_matter: Default::default(),
        remarks,
        ..Note::default()
    })
}

/// What is read so far.
#[derive(Default)]
struct Body {
    /// Whether quotations are marked, the names of styles that are for them, and whether the paragraph
    /// is one.
    marks: bool,
    styles: Vec<String>,
    quoted: bool,
    blocks: Vec<String>,
    paragraph: String,
    /// Paragraphs that are open; text outside of them is layout.
    open: usize,
    /// Cells of the row that is open, and how deep the tables are nested.
    row: Vec<String>,
    tables: usize,
    /// How deep inside lists, and whether the item has not said anything yet.
    lists: usize,
    item: bool,
    /// How deep inside something that is not read.
    skipped: usize,
    in_body: bool,
    changes: usize,
    comments: usize,
    footnotes: usize,
}

impl Body {
    fn read(&mut self, xml: &str) -> Result<(), NoteError> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|error| {
                let at = reader.buffer_position();
                NoteError::Xml(format!("cannot be read at byte {at}: {error}"))
            })?;
            let reads = self.open > 0 && self.skipped == 0;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > DEEPEST {
                        let why = format!("is nested deeper than {DEEPEST} levels");
                        return Err(NoteError::Xml(why));
                    }
                    self.open(&tag, false);
                }
                Event::Empty(tag) => self.open(&tag, true),
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    self.close(tag.local_name().as_ref());
                }
                Event::Text(words) if reads => self.say(&words.xml10_content()),
                Event::CData(words) if reads => self.say(&words.xml10_content()),
                Event::GeneralRef(name) if reads => self.paragraph.push(reference(&name)?),
                Event::DocType(_) => {
                    let why = "declares entities, expected none".to_owned();
                    return Err(NoteError::Xml(why));
                }
                Event::Eof => return Ok(()),
                _ => {}
            }
        }
    }

    /// White space of any length in the XML is one space (OpenDocument 1.3, 6.1.2).
    fn say(&mut self, words: &str) {
        for letter in words.chars() {
            match letter {
                ' ' | '\t' | '\r' | '\n' => {
                    if !self.paragraph.is_empty() && !self.paragraph.ends_with([' ', '\n', '\t']) {
                        self.paragraph.push(' ');
                    }
                }
                other => self.paragraph.push(other),
            }
        }
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.local_name();
        if self.skipped > 0 {
            self.skipped += usize::from(!empty);
            return;
        }
        let skip = usize::from(!empty);
        match name.as_ref() {
            "style" if !self.in_body => {
                let parent = value(tag, "parent-style-name").unwrap_or_default();
                if is_quoting(&parent) {
                    self.styles.extend(value(tag, "name"));
                }
            }
            "text" if tag.name().as_ref() == "office:text" => self.in_body = !empty,
            _ if !self.in_body => {}
            "changed-region" => {
                self.changes += 1;
                self.skipped = skip;
            }
            "annotation" => {
                self.comments += 1;
                self.skipped = skip;
            }
            "note" => {
                self.footnotes += 1;
                self.skipped = skip;
            }
            // Directories of contents repeat the headings; text of drawings is not the notes.
            "table-of-content" | "forms" | "sequence-decls" => self.skipped = skip,
            "p" | "h" if !empty => {
                self.open += 1;
                let style = value(tag, "style-name").unwrap_or_default();
                self.quoted = self.styles.contains(&style) || is_quoting(&style);
            }
            "s" => {
                let count = number(tag, "c").unwrap_or(1).min(SPACES);
                self.paragraph.push_str(&" ".repeat(count));
            }
            "tab" => self.paragraph.push('\t'),
            "line-break" => self.paragraph.push('\n'),
            "list" if !empty => self.lists += 1,
            "list-item" => self.item = true,
            "table" if !empty => self.tables += 1,
            "table-row" if self.tables == 1 => self.row.clear(),
            "table-cell" if self.tables == 1 => self.row.push(String::new()),
            "covered-table-cell" if self.tables == 1 && self.marks => {
                let count = number(tag, "number-columns-repeated").unwrap_or(1);
                let covered = std::iter::repeat_n(String::new(), count.min(WIDEST));
                self.row.extend(covered);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        if !self.in_body {
            return;
        }
        match name {
            "p" | "h" => {
                self.open = self.open.saturating_sub(1);
                self.end_paragraph();
            }
            "list" => self.lists = self.lists.saturating_sub(1),
            "table-row" if self.tables == 1 => {
                let row = std::mem::take(&mut self.row).join("\t");
                if !row.trim().is_empty() {
                    self.blocks.push(row);
                }
            }
            "table" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let words = paragraph.trim();
        if words.is_empty() {
            return;
        }
        match self.row.last_mut() {
            Some(cell) if self.tables > 0 => {
                if !cell.is_empty() {
                    cell.push(' ');
                }
                cell.push_str(&words.replace('\n', " "));
            }
            _ if self.lists > 0 && std::mem::take(&mut self.item) => {
                self.blocks.push(format!("- {words}"));
            }
            _ if self.marks && self.quoted => {
                self.blocks
                    .push(format!("> {}", words.replace('\n', "\n> ")));
            }
            _ => self.blocks.push(words.to_owned()),
        }
    }
}

fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

fn number(tag: &BytesStart<'_>, name: &str) -> Option<usize> {
    let mut attributes = tag.attributes().flatten();
    let found = attributes.find(|it| it.key.local_name().as_ref() == name)?;
    found.value.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};

    fn odt(inner: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file("content.xml", zip::write::SimpleFileOptions::default())
            .expect("part");
        let xml = format!(
            "<office:document-content xmlns:office='o' xmlns:text='t' xmlns:table='b'><office:body><office:text>{inner}</office:text></office:body></office:document-content>"
        );
        zip.write_all(xml.as_bytes()).expect("part");
        zip.finish().expect("archive").into_inner()
    }

    #[test]
    fn headings_paragraphs_lists_and_tables_come_in_reading_order() {
        let note = read(&odt(
            "<text:h>Talk &amp; tea</text:h>\n<text:p>R:<text:s text:c='2'/>We\n  left<text:line-break/>early.</text:p>\
             <text:list><text:list-item><text:p>first</text:p><text:p>more</text:p></text:list-item></text:list>\
             <table:table><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>\
             <text:p/><text:p>end</text:p>",
        ))
        .expect("odt");
        assert_eq!(
            note.text,
            "Talk & tea\n\nR:  We left\nearly.\n\n- first\n\nmore\n\na\tb\n\nend\n"
        );
    }

    #[test]
    fn what_was_deleted_and_notes_stay_out_and_that_is_said() {
        let note = read(&odt(
            "<text:tracked-changes><text:changed-region><text:deletion><text:p>never </text:p></text:deletion></text:changed-region></text:tracked-changes>\
             <text:p>We met<text:note><text:note-body><text:p>a footnote</text:p></text:note-body></text:note>\
             <office:annotation><text:p>a comment</text:p></office:annotation>.</text:p>",
        ))
        .expect("odt");
        assert_eq!(note.text, "We met.\n");
        assert_eq!(
            note.remarks,
            [
                "1 tracked change read as accepted",
                "1 comment left out",
                "1 footnote left out"
            ]
        );
    }

    #[test]
    fn hostile_files_are_refused() {
        assert!(matches!(
            read(&odt(&"<text:section>".repeat(10_000))),
            Err(NoteError::Xml(_))
        ));
        assert!(matches!(read(b"PK\x03\x04 no"), Err(NoteError::Archive(_))));
    }
}
