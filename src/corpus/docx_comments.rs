//! Comments put into a Word file. Everything else in the file stays as it is, byte for byte: what is
//! new is spliced into the XML where it belongs, and parts that need no change are copied.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::archive::{DEEPEST, part};
use super::note_error::NoteError;

/// Who the comments are by.
const AUTHOR: &str = "quotebook";
const DOCUMENT: &str = "word/document.xml";
const COMMENTS: &str = "word/comments.xml";
const RELATIONS: &str = "word/_rels/document.xml.rels";
const TYPES: &str = "[Content_Types].xml";
const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const CONTENT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";

/// A comment and the words that it is put at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The number of the paragraph (`w:p`) in the file, from 0.
    pub paragraph: usize,
    /// Letters and digits of the paragraph before the words, and before their end.
    pub letters: (usize, usize),
    /// What it says, a paragraph for each line.
    pub text: String,
}

/// A run of a paragraph: bytes of the XML, and the letters and digits before its end.
struct Run {
    start: usize,
    end: usize,
    letters: usize,
}

/// The Word file in `bytes` with `comments`.
pub fn commented(bytes: &[u8], comments: &[Comment]) -> Result<Vec<u8>, NoteError> {
    let xml = part(bytes, DOCUMENT)?;
    let wanted: Vec<usize> = comments.iter().map(|it| it.paragraph).collect();
    let runs = runs(&xml, &wanted)?;
    let old = part(bytes, COMMENTS).ok();
    let first = old.as_deref().map_or(0, next_id);
    // What is put in before a byte; at one place ends come before beginnings, and in their order.
    let mut splices: BTreeMap<(usize, u8), String> = BTreeMap::new();
    let mut list = String::new();
    for (id, comment) in (first..).zip(comments) {
        let Some((start, end)) = place(&runs, comment) else {
            continue;
        };
        let begin = splices.entry((start, 1)).or_default();
        let _ = write!(begin, r#"<w:commentRangeStart w:id="{id}"/>"#);
        let close = splices.entry((end, 0)).or_default();
        let _ = write!(
            close,
            r#"<w:commentRangeEnd w:id="{id}"/><w:r><w:commentReference w:id="{id}"/></w:r>"#
        );
        let _ = write!(
            list,
            r#"<w:comment w:id="{id}" w:author="{AUTHOR}" w:initials="q">"#
        );
        for line in comment.text.lines() {
            let line = quick_xml::escape::escape(line);
            let _ = write!(
                list,
                r#"<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>"#
            );
        }
        list.push_str("</w:comment>");
    }
    let mut parts = BTreeMap::from([(DOCUMENT, spliced(&xml, &splices))]);
    parts.insert(COMMENTS, with_list(old.as_deref(), &list)?);
    if old.is_none() {
        let relations = part(bytes, RELATIONS).unwrap_or_else(|_| {
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>"#.to_owned()
        });
        let relation =
            format!(r#"<Relationship Id="rIdQuotebook" Type="{RELATION}" Target="comments.xml"/>"#);
        parts.insert(
            RELATIONS,
            before_end(&relations, "Relationships", &relation)?,
        );
        let types = part(bytes, TYPES)?;
        let kind = format!(r#"<Override PartName="/{COMMENTS}" ContentType="{CONTENT}"/>"#);
        parts.insert(TYPES, before_end(&types, "Types", &kind)?);
    }
    written(bytes, &parts)
}

/// The runs of the wanted paragraphs. Deleted words and what is there for older programs only are
/// left out, as they are where the text is read.
fn runs(xml: &str, wanted: &[usize]) -> Result<BTreeMap<usize, Vec<Run>>, NoteError> {
    let mut reader = Reader::from_str(xml);
    let mut found: BTreeMap<usize, Vec<Run>> = BTreeMap::new();
    // Paragraphs that are open, by number, with the letters in them so far.
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut number = 0;
    let mut run: Option<usize> = None;
    let (mut depth, mut skipped, mut in_text) = (0_usize, 0_usize, false);
    loop {
        let start = reader.buffer_position() as usize;
        let event = reader
            .read_event()
            .map_err(|error| NoteError::Xml(format!("cannot be read at byte {start}: {error}")))?;
        let end = reader.buffer_position() as usize;
        let mut letters = |words: &str| {
            if let (true, Some((_, count))) = (in_text && skipped == 0, open.last_mut()) {
                *count += words.chars().filter(|it| it.is_alphanumeric()).count();
            }
        };
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEEPEST {
                    let why = format!("is nested deeper than {DEEPEST} levels");
                    return Err(NoteError::Xml(why));
                }
                let name = tag.local_name();
                let name = name.as_ref();
                if name == "p" {
                    open.push((number, 0));
                    number += 1;
                }
                if skipped > 0 || matches!(name, "del" | "moveFrom" | "Fallback" | "instrText") {
                    skipped += 1;
                } else if name == "t" {
                    in_text = true;
                } else if is_run(&tag) && run.is_none() {
                    run = Some(start);
                }
            }
            Event::Empty(tag) => number += usize::from(tag.local_name().as_ref() == "p"),
            Event::Text(words) => letters(&words.xml10_content()),
            Event::CData(words) => letters(&words.xml10_content()),
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                let name = tag.local_name();
                let name = name.as_ref();
                if skipped > 0 {
                    skipped -= 1;
                } else if name == "t" {
                    in_text = false;
                } else if tag.name().as_ref() == "w:r"
                    && let (Some(start), Some((number, letters))) = (run.take(), open.last())
                    && wanted.contains(number)
                {
                    let letters = *letters;
                    found.entry(*number).or_default().push(Run {
                        start,
                        end,
                        letters,
                    });
                }
                if name == "p" {
                    open.pop();
                }
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

fn is_run(tag: &BytesStart<'_>) -> bool {
    tag.name().as_ref() == "w:r"
}

/// The bytes around the runs that hold the words of a comment.
fn place(runs: &BTreeMap<usize, Vec<Run>>, comment: &Comment) -> Option<(usize, usize)> {
    let runs = runs.get(&comment.paragraph)?;
    let (from, to) = comment.letters;
    let first = runs.iter().find(|run| run.letters > from).or(runs.last())?;
    let last = runs.iter().find(|run| run.letters >= to).or(runs.last())?;
    Some((first.start, last.end.max(first.end)))
}

/// The id after the highest that is in use.
fn next_id(xml: &str) -> usize {
    xml.split("w:id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next()?.parse::<usize>().ok())
        .max()
        .map_or(0, |id| id + 1)
}

fn spliced(xml: &str, splices: &BTreeMap<(usize, u8), String>) -> String {
    let mut whole =
        String::with_capacity(xml.len() + splices.values().map(String::len).sum::<usize>());
    let mut at = 0;
    for ((place, _), text) in splices {
        whole.push_str(&xml[at..*place]);
        whole.push_str(text);
        at = *place;
    }
    whole.push_str(&xml[at..]);
    whole
}

fn with_list(old: Option<&str>, list: &str) -> Result<String, NoteError> {
    match old {
        Some(old) => before_end(old, "w:comments", list),
        None => Ok(format!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:comments xmlns:w="{MAIN}">{list}</w:comments>"#
        )),
    }
}

/// `xml` with `more` as the last thing inside its outermost element, whose name is `name`.
fn before_end(xml: &str, name: &str, more: &str) -> Result<String, NoteError> {
    let close = format!("</{name}>");
    if let Some(at) = xml.rfind(&close) {
        return Ok(format!("{}{more}{}", &xml[..at], &xml[at..]));
    }
    // An element without content may be written as one tag.
    let at = xml
        .rfind("/>")
        .ok_or_else(|| NoteError::Xml(format!("has no `{close}`")))?;
    Ok(format!("{}>{more}{close}{}", &xml[..at], &xml[at + 2..]))
}

/// The archive with these parts in place of those of the same name, or behind all others.
fn written(bytes: &[u8], parts: &BTreeMap<&str, String>) -> Result<Vec<u8>, NoteError> {
    let broken = |error: zip::result::ZipError| NoteError::Archive(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let put = |writer: &mut ZipWriter<Cursor<Vec<u8>>>, name: &str, text: &str| {
        writer
            .start_file(name, SimpleFileOptions::default())
            .map_err(broken)?;
        writer
            .write_all(text.as_bytes())
            .map_err(|error| NoteError::Archive(error.to_string()))
    };
    let mut left: BTreeMap<&str, &String> =
        parts.iter().map(|(name, text)| (*name, text)).collect();
    for number in 0..archive.len() {
        let file = archive.by_index_raw(number).map_err(broken)?;
        let name = file.name().map_err(broken)?.into_owned();
        match left.remove(name.as_str()) {
            Some(text) => put(&mut writer, &name, text)?,
            None => writer.raw_copy_file(file).map_err(broken)?,
        }
    }
    for (name, text) in left {
        put(&mut writer, name, text)?;
    }
    Ok(writer.finish().map_err(broken)?.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NS: &str = "xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'";

    fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default())
                .expect("part");
            zip.write_all(text.as_bytes()).expect("part");
        }
        zip.finish().expect("archive").into_inner()
    }

    fn document(body: &str) -> String {
        format!("<w:document {NS}><w:body>{body}</w:body></w:document>")
    }

    fn comment(paragraph: usize, letters: (usize, usize), text: &str) -> Comment {
        Comment {
            paragraph,
            letters,
            text: text.to_owned(),
        }
    }

    #[test]
    fn a_comment_stands_around_the_runs_of_its_words_and_nothing_else_changes() {
        let body = "<w:p><w:r><w:t>One</w:t></w:r></w:p><w:p><w:pPr/><w:r><w:t>He said: </w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t>“We left.”</w:t></w:r><w:r><w:t> Then</w:t></w:r></w:p>";
        let types = "<Types xmlns='t'><Default/></Types>";
        let bytes = archive(&[
            (TYPES, types),
            (DOCUMENT, &document(body)),
            ("word/media/a.png", "\u{1}"),
        ]);
        let made = commented(
            &bytes,
            &[comment(1, (6, 12), "altered_words: a < b\nsecond")],
        )
        .expect("docx");
        let xml = part(&made, DOCUMENT).expect("document");
        let expected = body.replace(
            "<w:r><w:rPr><w:i/></w:rPr><w:t>“We left.”</w:t></w:r>",
            "<w:commentRangeStart w:id=\"0\"/><w:r><w:rPr><w:i/></w:rPr><w:t>“We left.”</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>",
        );
        assert_eq!(xml, document(&expected));
        let comments = part(&made, COMMENTS).expect("comments");
        assert!(comments.contains("w:author=\"quotebook\""), "{comments}");
        assert!(
            comments.contains("a &lt; b") && comments.contains(">second<"),
            "{comments}"
        );
        assert!(!comments.contains("w:date"), "{comments}");
        assert!(part(&made, TYPES).expect("types").contains("comments+xml"));
        assert!(
            part(&made, RELATIONS)
                .expect("relations")
                .contains("comments.xml")
        );
        assert_eq!(part(&made, "word/media/a.png").expect("picture"), "\u{1}");
        assert_eq!(
            made,
            commented(
                &bytes,
                &[comment(1, (6, 12), "altered_words: a < b\nsecond")]
            )
            .expect("docx")
        );
    }

    #[test]
    fn comments_that_are_there_stay() {
        let old = format!("<w:comments {NS}><w:comment w:id=\"7\"><w:p/></w:comment></w:comments>");
        let body = "<w:p><w:r><w:t>We left.</w:t></w:r></w:p>";
        let bytes = archive(&[(DOCUMENT, &document(body)), (COMMENTS, &old)]);
        let made = commented(
            &bytes,
            &[comment(0, (0, 6), "one"), comment(0, (0, 6), "two")],
        )
        .expect("docx");
        let comments = part(&made, COMMENTS).expect("comments");
        for id in ["w:id=\"7\"", "w:id=\"8\"", "w:id=\"9\""] {
            assert!(comments.contains(id), "{comments}");
        }
        assert!(
            part(&made, TYPES).is_err(),
            "no part is made that was not needed"
        );
    }
}
