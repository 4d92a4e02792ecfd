//! Edge: projects of other programs. Each is read into one plain value with a report of what could
//! not come along, and written from it with a report of what could not travel. Knows the nouns and
//! nothing of this program's own project.

mod brat;
mod brat_in;
mod databases;
mod error;
pub mod foreign;
pub mod losses;
mod placing;
pub mod positions;
pub mod profile;
mod refi;
pub mod study_archive;
mod web_annotation;
mod web_annotation_in;
mod web_annotation_json;
mod webanno;
mod webanno_layers;
mod webanno_text;
mod words_there;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use brat::is_one as is_brat;
pub use error::ExchangeError;
use foreign::{Foreign, Read};
use losses::Losses;
use profile::Profile;

use crate::model::source::SourceId;

/// Endings of the files that are projects or codebooks of other programs, lower case.
pub const ENDINGS: &[&str] = &[
    "qdpx", "qde", "qdc", "sqlite3", "qda", "rqda", "requal", "sqlite", "ann", "jsonld",
];

/// Whether a file that has the ending of another kind is a project of another program all the same:
/// a table of WebAnno, or annotations in plain JSON.
pub fn is_project(ending: &str, bytes: &[u8]) -> bool {
    match ending {
        "tsv" => webanno::is_one(bytes),
        "json" => web_annotation_in::is_one(bytes),
        _ => false,
    }
}

/// The largest project that is read, in MiB.
pub const LARGEST_MIB: u64 = 512;

/// The file that is the project in a folder, where a program keeps its project as one: QualCoder's
/// `name.qda/` and the folders of qualitative-coding.
pub fn project_in(folder: &Path) -> Option<PathBuf> {
    let file = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
    file("data.qda").or_else(|| {
        file("settings.yaml")?;
        file("qualitative_coding.sqlite3")
    })
}

/// The bytes of a file with what its program keeps beside it for now: the newest work of a database
/// that is open, or was not closed.
pub fn whole(path: &Path, bytes: Vec<u8>) -> Result<Vec<u8>, ExchangeError> {
    let ending = path
        .extension()
        .map_or_else(String::new, |it| it.to_string_lossy().to_lowercase());
    match ending.as_str() {
        "sqlite3" | "sqlite" | "qda" | "rqda" | "requal" => databases::with_log(path, bytes),
        _ => Ok(bytes),
    }
}

/// Reads the project in `bytes`; its kind is told by the ending of `path`. Of the disk, only what
/// belongs to the project beside it is read.
pub fn read(path: &Path, bytes: &[u8]) -> Result<Read, ExchangeError> {
    let ending = path
        .extension()
        .map_or_else(String::new, |it| it.to_string_lossy().to_lowercase());
    match ending.as_str() {
        "qdpx" => refi::read_package(bytes),
        "qde" => refi::read_loose(path, bytes),
        "qdc" => refi::read_codebook(bytes),
        "sqlite3" | "sqlite" | "qda" | "rqda" | "requal" => databases::read(path, bytes),
        "ann" => brat_in::read(path, bytes),
        "tsv" => webanno::read(path, bytes),
        "json" | "jsonld" => web_annotation_in::read(path, bytes),
        other => Err(ExchangeError::Kind(other.to_owned())),
    }
}

/// Puts the selections of texts that did not come along in their places; `texts` are what the project
/// has for them.
pub fn place(read: &mut Read, texts: &BTreeMap<SourceId, String>) {
    for text in read.project.sources.iter_mut().flat_map(|it| &mut it.texts) {
        if let (None, Some(words)) = (&text.words, texts.get(&text.id)) {
            text.words = Some(positions::canonical(words));
        }
    }
    placing::place(texts, positions::STANDARD, read);
}

/// The largest text that is read beside its annotations, in bytes.
const LARGEST_TEXT: u64 = 64 << 20;

/// The text in a plain file beside annotations of it, if there is one in UTF-8.
fn beside(path: &Path) -> Option<String> {
    let found = std::fs::symlink_metadata(path).ok()?;
    let is_text = found.is_file() && found.len() <= LARGEST_TEXT;
    is_text
        .then(|| std::fs::read_to_string(path).ok())
        .flatten()
}

/// Kinds of files that projects are written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A whole project, REFI-QDA.
    Qdpx,
    /// A codebook, REFI-QDA.
    Qdc,
    /// Codings as W3C Web Annotations.
    WebAnnotation,
    /// Texts and codings as brat keeps them.
    Brat,
}

/// The bytes of a project for another program, and what they cannot carry.
pub fn write(
    project: &Foreign,
    kind: Kind,
    profile: Profile,
) -> Result<(Vec<u8>, Losses), ExchangeError> {
    match kind {
        Kind::Qdpx => refi::write_package(project, profile),
        Kind::Qdc => Ok(refi::write_codebook(project)),
        Kind::WebAnnotation => Ok(web_annotation::write(project)),
        Kind::Brat => brat::write(project),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::pack;
    use proptest::prelude::*;

    const XML: &str = "<?xml version='1.0'?><Project name='x' origin='o'><Users><User guid='10000000-0000-4000-8000-000000000001' name='ana'/></Users>\
        <CodeBook><Codes><Code guid='20000000-0000-4000-8000-000000000001' name='work' isCodable='true' color='#fff'><Description>d</Description></Code></Codes></CodeBook>\
        <Variables><Variable guid='30000000-0000-4000-8000-000000000001' name='Age' typeOfVariable='Integer'/></Variables>\
        <Cases><Case name='c'><VariableValue><VariableRef targetGUID='30000000-0000-4000-8000-000000000001'/><IntegerValue>4</IntegerValue></VariableValue></Case></Cases>\
        <Sources><TextSource name='t'><PlainTextContent>Мы ушли 🙂 home.</PlainTextContent><PlainTextSelection startPosition='0' endPosition='2' name='Мы'>\
        <Coding><CodeRef targetGUID='20000000-0000-4000-8000-000000000001'/></Coding></PlainTextSelection></TextSource></Sources></Project>";

    /// A database with the tables that a program is known by.
    fn database() -> Vec<u8> {
        let mut connection = rusqlite::Connection::open_in_memory().expect("database");
        connection
            .execute_batch(
                "CREATE TABLE projects (id, name, description, created); INSERT INTO projects VALUES (1, 'p', '', '2026-01-01');
                 CREATE TABLE documents (id, name, description, created, contents); INSERT INTO documents VALUES (1, 'd', '', '', '<p>Мы <b>ушли</b></p>');
                 CREATE TABLE tags (id, path, description); INSERT INTO tags VALUES (1, 't', '');
                 CREATE TABLE highlights (id, document_id, start_offset, end_offset, snippet); INSERT INTO highlights VALUES (1, 1, 0, 4, 'Мы');
                 CREATE TABLE highlight_tags (highlight_id, tag_id); INSERT INTO highlight_tags VALUES (1, 1);",
            )
            .expect("tables");
        connection.serialize("main").expect("bytes").to_vec()
    }

    #[test]
    fn what_is_whole_is_read() {
        let bytes = pack([("p.qde", XML.as_bytes())]).expect("archive");
        let read = super::read(Path::new("x.qdpx"), &bytes).expect("project");
        assert_eq!(read.project.codings().count(), 1);
        let read = super::read(Path::new("x.sqlite3"), &database()).expect("project");
        assert_eq!(read.project.codings().count(), 1);
        assert_eq!(read.placings[0].confirmed, 1);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn nothing_makes_a_reader_stumble(
            cuts in prop::collection::vec((0usize..1200, 0usize..40, "[<>&'\"/a-z0-9=#; -]{0,6}"), 1..5),
            flips in prop::collection::vec((0usize..30_000, any::<u8>()), 1..30),
        ) {
            let mut xml = XML.to_owned();
            for (at, length, instead) in &cuts {
                let border = |mut at: usize| {
                    at = at.min(xml.len());
                    while !xml.is_char_boundary(at) {
                        at -= 1;
                    }
                    at
                };
                let (start, end) = (border(*at), border(at + length));
                xml.replace_range(start..end, instead);
            }
            let mut archive = pack([("p.qde", xml.as_bytes())]).expect("archive");
            let mut database = database();
            if let Ok(read) = super::read(Path::new("x.qdpx"), &archive) {
                // What can be read can be written for anybody.
                for profile in [Profile::Standard, Profile::Nvivo, Profile::Atlasti] {
                    prop_assert!(write(&read.project, Kind::Qdpx, profile).is_ok());
                }
                prop_assert!(write(&read.project, Kind::Brat, Profile::Standard).is_ok());
            }
            let _ = super::read(Path::new("x.qdc"), xml.as_bytes());
            for (at, byte) in flips {
                if let Some(there) = archive.get_mut(at % 1200) {
                    *there ^= byte;
                }
                if let Some(there) = database.get_mut(at) {
                    *there ^= byte;
                }
            }
            let _ = super::read(Path::new("x.qdpx"), &archive);
            let _ = super::read(Path::new("x.sqlite3"), &database);
        }
    }
}
