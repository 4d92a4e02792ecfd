//! Every reader of files that somebody else made, as a function of bytes that must end without a
//! stumble. Shared with the fuzz targets, one of which there is for each.

use std::path::{Path, PathBuf};

use quotebook::codebook::{dictionary, table, toml};
use quotebook::corpus::role::{self, Role};
use quotebook::corpus::{codings, node_export, note, pdf, segments, sheet};
use quotebook::exchange::{self, Kind, profile::Profile, study_archive};

/// A reader: its name, which is that of its target and of the folder of its samples, and what it does.
pub(crate) type Reader = (&'static str, fn(&[u8]));

/// All of them.
pub(crate) const READERS: &[Reader] = &[
    ("refi_package", refi_package),
    ("refi_xml", refi_xml),
    ("databases", databases),
    ("brat", brat),
    ("webanno", webanno),
    ("web_annotation", web_annotation),
    ("study_archive", archive),
    ("notes", notes),
    ("pdf", pdf_file),
    ("sheets", sheets),
    ("codebooks", codebooks),
];

/// The folder with the text that annotations in samples are of.
fn texts() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    match here.ends_with("fuzz") {
        true => here.join("texts"),
        false => here.join("fuzz/texts"),
    }
}

/// Reads a project, and writes what could be read for everybody.
fn project(name: &str, bytes: &[u8]) {
    if let Ok(read) = exchange::read(&texts().join(name), bytes) {
        for profile in [Profile::Standard, Profile::Nvivo, Profile::Maxqda] {
            let _ = exchange::write(&read.project, Kind::Qdpx, profile);
        }
        let _ = exchange::write(&read.project, Kind::WebAnnotation, Profile::Standard);
        let _ = exchange::write(&read.project, Kind::Brat, Profile::Standard);
    }
}

pub(crate) fn refi_package(bytes: &[u8]) {
    project("x.qdpx", bytes);
}

pub(crate) fn refi_xml(bytes: &[u8]) {
    project("x.qdc", bytes);
    project("x.qde", bytes);
}

pub(crate) fn databases(bytes: &[u8]) {
    project("x.sqlite3", bytes);
}

pub(crate) fn brat(bytes: &[u8]) {
    project("talk.ann", bytes);
}

pub(crate) fn webanno(bytes: &[u8]) {
    project("x.tsv", bytes);
}

pub(crate) fn web_annotation(bytes: &[u8]) {
    project("x.jsonld", bytes);
}

pub(crate) fn archive(bytes: &[u8]) {
    let _ = study_archive::read(bytes);
}

/// The first byte says the kind of note.
pub(crate) fn notes(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let endings = ["txt", "md", "html", "rtf", "srt", "vtt", "docx", "odt"];
    let ending = endings[usize::from(*kind) % endings.len()];
    let name = format!("x.{ending}");
    if let Ok(note) = note::read(&name, bytes)
        && let Some(sheet) = node_export::sheet(&name, &note.text)
    {
        table_of(&sheet);
    }
}

/// Its outside reader may break off, which the program's child process is for.
pub(crate) fn pdf_file(bytes: &[u8]) {
    let _ = pdf::here(bytes.to_vec());
}

/// The first byte says the kind of sheet.
pub(crate) fn sheets(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let endings = ["csv", "tsv", "xlsx", "ods", "sav"];
    let ending = endings[usize::from(*kind) % endings.len()];
    if let Ok(sheet) = sheet::read(&format!("x.{ending}"), bytes) {
        table_of(&sheet);
    }
}

fn table_of(sheet: &sheet::Sheet) {
    let known = segments::recognised(sheet).unwrap_or_default();
    let Ok((role, map)) = role::decide(sheet, &known) else {
        return;
    };
    match role {
        Role::Codings => _ = codings::codings(sheet, &map),
        Role::Segments => {
            if let Ok((rows, ..)) = segments::segments(sheet, &map) {
                for row in rows {
                    let _ = segments::names(&row.codes, row.count, &["Work", "Bread, cake"]);
                }
            }
        }
        Role::Codebook => _ = table::read(&sheet.name, &sheet.columns, &sheet.words()),
        Role::Register
        | Role::OpenAnswers
        | Role::Classifications
        | Role::Routes
        | Role::Places => {}
    }
}

/// The first byte says the kind of codebook.
pub(crate) fn codebooks(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return;
    };
    let endings = ["toml", "dic", "cat", "ykd", "yml"];
    match endings[usize::from(*kind) % endings.len()] {
        "toml" => _ = toml::read("x.toml", text),
        ending => _ = dictionary::read(&format!("x.{ending}"), text),
    }
}
