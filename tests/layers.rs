//! The walls of the house: who may name whom, which crate lives in which room, how long a file is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

/// Every file of a room with its text.
fn rooms() -> BTreeMap<String, Vec<(PathBuf, String)>> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut all = Vec::new();
    files(&src, &mut all);
    let mut rooms: BTreeMap<String, Vec<(PathBuf, String)>> = BTreeMap::new();
    for path in all {
        let inside = path.strip_prefix(&src).expect("inside");
        if inside.components().count() > 1 {
            let room = inside
                .iter()
                .next()
                .expect("room")
                .to_string_lossy()
                .into_owned();
            let text = std::fs::read_to_string(&path).expect("text");
            rooms.entry(room).or_default().push((path, text));
        }
    }
    rooms
}

#[test]
fn every_room_names_only_the_rooms_below_it() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("model", &[] as &[&str]),
        ("analysis", &["model"]),
        // Below the edges: zip and XML in bounds, which both `corpus` and `exchange` read.
        ("archive", &[]),
        ("audit", &["model"]),
        ("corpus", &["archive", "model"]),
        ("exchange", &["archive", "model"]),
        ("codebook", &["model"]),
        ("store", &["model"]),
        ("index", &["model"]),
        ("report", &["analysis", "audit", "model"]),
        (
            "project",
            &["corpus", "codebook", "exchange", "store", "index", "model"],
        ),
        // What both front doors do and that takes sums.
        ("jobs", &["project", "report", "analysis", "audit", "model"]),
        (
            "web",
            &["jobs", "project", "report", "analysis", "audit", "model"],
        ),
        (
            "cli",
            &[
                "jobs", "project", "report", "analysis", "audit", "model", "web",
            ],
        ),
    ]);
    let rooms = rooms();
    assert_eq!(
        rooms.keys().map(String::as_str).collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>()
    );
    for (room, files) in &rooms {
        for (path, text) in files {
            for (other, _) in rooms.iter().filter(|(other, _)| *other != room) {
                let names = text.contains(&format!("crate::{other}::"))
                    || text.contains(&format!("crate::{other};"));
                assert!(
                    !names || allowed[room.as_str()].contains(&other.as_str()),
                    "{} names {other}",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn every_outside_crate_lives_in_one_room() {
    // Two rooms share a crate only where one reads what the other writes (SPSS, zip), or where both
    // read files of one kind (XML).
    for (name, homes) in [
        // Projects of Taguette and QualCoder are SQLite databases.
        ("rusqlite", &["store", "exchange"] as &[&str]),
        ("age", &["project"]),
        ("rpassword", &["cli"]),
        ("tantivy", &["index"]),
        ("frostem", &["index"]),
        ("clap", &["cli"]),
        ("open", &["cli"]),
        ("axum", &["web"]),
        ("tokio", &["web"]),
        ("maud", &["web"]),
        ("fluent_bundle", &["web"]),
        ("anyhow", &["cli"]),
        ("calamine", &["corpus"]),
        ("zip", &["archive", "corpus", "exchange", "report"]),
        ("quick_xml", &["archive", "corpus", "codebook"]),
        ("saphyr_parser", &["codebook"]),
        ("ambers", &["corpus", "report"]),
        ("hayro_interpret", &["corpus"]),
        ("rustix", &["corpus"]),
        ("arrow_array", &["corpus", "report"]),
        ("parquet", &["report"]),
        ("plotters", &["report"]),
        ("resvg", &["report"]),
        ("skrifa", &["report"]),
        ("rust_xlsxwriter", &["report"]),
        ("stop_words", &["analysis"]),
        ("statrs", &["analysis"]),
        ("regex_syntax", &["analysis"]),
    ] {
        for (room, files) in rooms() {
            for (path, text) in files.iter().filter(|_| !homes.contains(&room.as_str())) {
                // A name at the beginning of a path, not the end of another one.
                let named = text.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !text[..at].ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == ':')
                });
                assert!(!named, "{} names {name}", path.display());
            }
        }
    }
}

#[test]
fn the_nouns_and_the_drawing_board_do_no_work_outside_themselves() {
    for room in ["model", "audit", "report"] {
        for (path, text) in &rooms()[room] {
            for word in [
                "std::fs",
                "std::env",
                "std::net",
                "Timestamp::now",
                "now_v7",
                "rand::",
            ] {
                assert!(!text.contains(word), "{} uses {word}", path.display());
            }
        }
    }
}

#[test]
fn files_are_short_and_say_what_they_are_for() {
    for (path, text) in rooms().into_values().flatten() {
        let lines = text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]")
            .count();
        assert!(
            lines <= 400,
            "{} has {lines} lines before its tests",
            path.display()
        );
        assert!(
            text.starts_with("//!"),
            "{} does not say what it is for",
            path.display()
        );
    }
}

#[test]
fn the_program_is_built_from_few_parts() {
    let lock = include_str!("../Cargo.lock");
    let parts = lock.matches("[[package]]").count();
    assert!(parts <= 515, "{parts} packages; is the last one worth it?");
}
