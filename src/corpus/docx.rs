//! Word files: paragraphs, lists and tables in reading order. Comments, footnotes, heads and feet
//! stay out, tracked changes are read as accepted, and both are said.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::archive::{DEEPEST, WIDEST, part, reference};
use super::note::Note;
use super::note_error::NoteError;

/// Where a block of the text (a paragraph, or a row of a table) stands, and how it is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Layout {
    /// The number of its paragraph (`w:p`) in the file, from 0.
    pub paragraph: usize,
    /// Whether its style is one for quotations.
    pub quoted: bool,
    /// Whether it is set in from the left.
    pub indented: bool,
}

/// Reads a `.docx`.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    read_as(bytes, false).map(|(note, _)| note)
}

/// Reads a `.docx`, with its blocks one by one and their layout; `spread` gives a cell of a table that
/// goes over several columns as many cells, all but the first without words.
pub fn read_as(bytes: &[u8], spread: bool) -> Result<(Note, Vec<(String, Layout)>), NoteError> {
    let xml = part(bytes, "word/document.xml")?;
    let styles = part(bytes, "word/styles.xml").map_or_else(|_| Vec::new(), |xml| quoting(&xml));
    let mut body = Body {
        styles,
        spread,
        ..Body::default()
    };
    body.read(&xml)?;
    let mut remarks = Vec::new();
    let mut say = |count: usize, one: &str, many: &str, what: &str| {
        if count > 0 {
            remarks.push(format!(
                "{count} {} {what}",
                if count == 1 { one } else { many }
            ));
        }
    };
    say(
        body.inserted,
        "tracked insertion",
        "tracked insertions",
        "read as accepted",
    );
    say(
        body.deleted,
        "tracked deletion",
        "tracked deletions",
        "read as accepted",
    );
    say(body.comments, "comment", "comments", "left out");
    say(body.footnotes, "footnote", "footnotes", "left out");
    say(body.hidden, "hidden passage", "hidden passages", "left out");
    let layout = std::mem::take(&mut body.layout);
    let blocks = body.blocks.iter().cloned().zip(layout).collect();
    let note = Note {
        text: body.text(),
        encoding: "UTF-8".to_owned(),
        front_matter: Default::default(),
        remarks,
        ..Note::default()
    };
    Ok((note, blocks))
}

/// An indent from which on a paragraph is set apart, in twentieths of a point.
const INDENT: i32 = 360;

/// Ids of the styles that are called after quotations.
fn quoting(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let mut found = Vec::new();
    let mut id = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(tag) if tag.local_name().as_ref() == "style" => {
                id = value(&tag, "styleId").unwrap_or_default();
            }
            Event::Empty(tag) | Event::Start(tag)
                if tag.local_name().as_ref() == "name"
                    && value(&tag, "val").is_some_and(|name| is_quoting(&name)) =>
            {
                found.push(std::mem::take(&mut id));
            }
            Event::Eof => break,
            _ => {}
        }
    }
    found
}

/// Whether a style is called after quotations.
pub(super) fn is_quoting(name: &str) -> bool {
    let name = name.to_lowercase();
    [
        "quot",
        "block text",
        "blocktext",
        "цитата",
        "zitat",
        "дәйексөз",
    ]
    .iter()
    .any(|word| name.contains(word))
}

/// The value of an attribute, whatever its prefix.
fn value(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut all = tag.attributes().flatten();
    let found = all.find(|attribute| attribute.key.local_name().as_ref() == name)?;
    Some(found.value.to_string())
}

/// What is read so far.
#[derive(Default)]
struct Body {
    blocks: Vec<String>,
    layout: Vec<Layout>,
    /// Ids of the styles of quotations.
    styles: Vec<String>,
    /// Whether cells that go over several columns are spread, and how many the open one has more.
    spread: bool,
    more: usize,
    /// Paragraphs that have begun, the one in which the row has, and whether the paragraph is quoted.
    paragraphs: usize,
    row_paragraph: usize,
    quoted: bool,
    indented: bool,
    paragraph: String,
    /// Cells of the row that is open, and how deep the tables are nested.
    row: Vec<String>,
    tables: usize,
    /// How deep inside something that is not read.
    skipped: usize,
    in_text: bool,
    list_item: bool,
    run_hidden: bool,
    inserted: usize,
    deleted: usize,
    comments: usize,
    footnotes: usize,
    hidden: usize,
}

impl Body {
    fn text(self) -> String {
        let mut text = self.blocks.join("\n\n");
        text.push('\n');
        text
    }

    fn read(&mut self, xml: &str) -> Result<(), NoteError> {
        let mut reader = Reader::from_str(xml);
        let mut depth = 0_usize;
        loop {
            let event = reader.read_event().map_err(|error| {
                NoteError::Xml(format!(
                    "cannot be read at byte {}: {error}",
                    reader.buffer_position()
                ))
            })?;
            match event {
                Event::Start(tag) => {
                    depth += 1;
                    if depth > DEEPEST {
                        return Err(NoteError::Xml(format!(
                            "is nested deeper than {DEEPEST} levels"
                        )));
                    }
                    self.open(&tag, false);
                }
                Event::Empty(tag) => self.open(&tag, true),
                Event::End(tag) => {
                    depth = depth.saturating_sub(1);
                    self.close(tag.local_name().as_ref());
                }
                Event::Text(words) if self.in_text && self.skipped == 0 && !self.run_hidden => {
                    self.paragraph.push_str(&words.xml10_content());
                }
                Event::GeneralRef(name)
                    if self.in_text && self.skipped == 0 && !self.run_hidden =>
                {
                    self.paragraph.push(reference(&name)?);
                }
                Event::CData(words) if self.in_text && self.skipped == 0 && !self.run_hidden => {
                    self.paragraph.push_str(&words.xml10_content());
                }
                Event::DocType(_) => {
                    return Err(NoteError::Xml(
                        "declares entities, expected none".to_owned(),
                    ));
                }
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(())
    }

    fn open(&mut self, tag: &BytesStart<'_>, empty: bool) {
        let name = tag.local_name();
        let name = name.as_ref();
        self.paragraphs += usize::from(name == "p");
        if self.skipped > 0 {
            self.skipped += usize::from(!empty);
            return;
        }
        match name {
            "p" => (self.quoted, self.indented) = (false, false),
            "pStyle" => {
                let style = value(tag, "val").unwrap_or_default();
                self.quoted = self.styles.contains(&style) || is_quoting(&style);
            }
            "ind" => {
                let left = value(tag, "left").or_else(|| value(tag, "start"));
                let left = left.and_then(|left| left.parse::<i32>().ok());
                self.indented = left.is_some_and(|left| left >= INDENT);
            }
            "del" | "moveFrom"
                // Inside paragraph properties it marks a deleted paragraph end; there it is empty.
                if !empty => {
                    self.deleted += 1;
                    self.skipped = 1;
                }
            "ins" | "moveTo" if !empty => self.inserted += 1,
            // The same content once more, for older programs.
            "Fallback" if !empty => self.skipped = 1,
            "instrText" | "delText" if !empty => self.skipped = 1,
            "commentReference" => self.comments += 1,
            "footnoteReference" | "endnoteReference" => self.footnotes += 1,
            "t" => self.in_text = !empty,
            "tab" if !self.paragraph.is_empty() => self.paragraph.push('\t'),
            "br" | "cr" if !self.run_hidden => self.paragraph.push('\n'),
            "noBreakHyphen" => self.paragraph.push('\u{2011}'),
            "softHyphen" => {}
            "numPr" => self.list_item = true,
            "vanish" if !is_off(tag) => {
                self.run_hidden = true;
                self.hidden += 1;
            }
            "r" => self.run_hidden = false,
            "tbl" => self.tables += 1,
            "tr" if self.tables == 1 => {
                self.row.clear();
                self.row_paragraph = self.paragraphs;
            }
            "tc" if self.tables == 1 => {
                self.row.push(String::new());
                self.more = 0;
            }
            "gridSpan" if self.tables == 1 && self.spread => {
                let columns = value(tag, "val").and_then(|it| it.parse::<usize>().ok());
                self.more = columns.map_or(0, |it| it.clamp(1, WIDEST) - 1);
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" => self.in_text = false,
            "r" => self.run_hidden = false,
            "p" => self.end_paragraph(),
            "tc" if self.tables == 1 => {
                let more = std::mem::take(&mut self.more);
                self.row.extend(std::iter::repeat_n(String::new(), more));
            }
            "tr" if self.tables == 1 => {
                let row = std::mem::take(&mut self.row).join("\t");
                if !row.trim().is_empty() {
                    self.blocks.push(row);
                    self.layout.push(Layout {
                        paragraph: self.row_paragraph,
                        quoted: false,
                        indented: false,
                    });
                }
            }
            "tbl" => self.tables = self.tables.saturating_sub(1),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        let list_item = std::mem::take(&mut self.list_item);
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
            _ => {
                let lead = if list_item { "- " } else { "" };
                self.blocks.push(format!("{lead}{words}"));
                self.layout.push(Layout {
                    paragraph: self.paragraphs.saturating_sub(1),
                    quoted: self.quoted,
                    indented: self.indented && !list_item,
                });
            }
        }
    }
}

/// A toggle such as `w:vanish` is on unless it says otherwise.
fn is_off(tag: &BytesStart<'_>) -> bool {
    tag.attributes().flatten().any(|attribute| {
        attribute.key.local_name().as_ref() == "val"
            && matches!(attribute.value.as_ref(), "0" | "false" | "off")
    })
}

#[cfg(test)]
mod tests {
    use super::super::archive::UNPACKED_MIB;
    use super::*;
    use std::io::{Cursor, Write};

    fn docx(xml: &str) -> Vec<u8> {
        let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(
            "word/document.xml",
            zip::write::SimpleFileOptions::default(),
        )
        .expect("part");
        zip.write_all(xml.as_bytes()).expect("part");
        zip.finish().expect("archive").into_inner()
    }

    fn body(inner: &str) -> String {
        format!("<w:document xmlns:w='w' xmlns:mc='mc'><w:body>{inner}</w:body></w:document>")
    }

    #[test]
    fn paragraphs_lists_and_tables_come_in_reading_order() {
        let xml = body(
            "<w:p><w:r><w:t>Talk &amp; tea</w:t></w:r></w:p>\
             <w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>first</w:t><w:br/><w:t>line</w:t></w:r></w:p>\
             <w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
             <w:p><w:r><w:t>end</w:t></w:r></w:p>",
        );
        assert_eq!(
            read(&docx(&xml)).expect("docx").text,
            "Talk & tea\n\n- first\nline\n\na\tb\n\nend\n"
        );
    }

    #[test]
    fn changes_are_accepted_and_notes_left_out_and_both_are_said() {
        let xml = body(
            "<w:p><w:r><w:t xml:space='preserve'>We </w:t></w:r><w:del><w:r><w:delText>never </w:delText></w:r></w:del>\
             <w:ins><w:r><w:t>often </w:t></w:r></w:ins><w:r><w:t>met.</w:t><w:footnoteReference/></w:r>\
             <w:r><w:commentReference/></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>\
             <mc:AlternateContent><mc:Choice><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Choice><mc:Fallback><w:p><w:r><w:t>box</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>",
        );
        let note = read(&docx(&xml)).expect("docx");
        assert_eq!(note.text, "We often met.\n\nbox\n");
        assert_eq!(
            note.remarks,
            [
                "1 tracked insertion read as accepted",
                "1 tracked deletion read as accepted",
                "1 comment left out",
                "1 footnote left out",
                "1 hidden passage left out"
            ]
        );
    }

    #[test]
    fn hostile_files_are_refused() {
        let deep = body(&"<w:sdt>".repeat(10_000));
        assert!(matches!(read(&docx(&deep)), Err(NoteError::Xml(_))));
        let entities = "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>";
        assert!(matches!(read(&docx(entities)), Err(NoteError::Xml(_))));
        let bomb = docx(&" ".repeat((UNPACKED_MIB << 20) + 1));
        assert!(bomb.len() < 1 << 20);
        assert!(matches!(read(&bomb), Err(NoteError::Large { .. })));
        assert!(matches!(read(b"PK\x03\x04 no"), Err(NoteError::Archive(_))));
    }
}
