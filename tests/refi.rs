//! REFI-QDA files of real products: read, with the counts that were measured independently.

use std::path::{Path, PathBuf};

use quotebook::exchange::foreign::{Foreign, Place, Read, SourceKind};
use quotebook::exchange::positions::agrees;
use serde_json::Value as Json;

use crate::shared::shared;

/// The folder of samples, with its `verification.json`.
pub(crate) fn samples() -> PathBuf {
    std::env::var_os("QUOTEBOOK_REFI_SAMPLES")
        .map_or_else(|| shared("data/refi/samples"), PathBuf::from)
}

fn verified() -> Vec<Json> {
    let path = samples().join("verification.json");
    let text = std::fs::read_to_string(&path).expect("verification.json");
    serde_json::from_str(&text).expect("JSON")
}

fn read(path: &Path) -> Result<Read, String> {
    let bytes = std::fs::read(path).expect("sample");
    quotebook::exchange::read(path, &bytes).map_err(|error| error.to_string())
}

fn kinds(project: &Foreign, wanted: SourceKind) -> usize {
    let all = project.sources.iter().filter(|it| it.kind == wanted);
    all.count()
}

fn places(project: &Foreign, wanted: impl Fn(&Place) -> bool) -> usize {
    let all = project.selections().filter(|it| wanted(&it.place));
    all.count()
}

#[test]
fn refi_samples() {
    let all = verified();
    assert!(!all.is_empty());
    for sample in &all {
        let name = sample["rel"].as_str().expect("rel");
        let read = read(&samples().join(name));
        // A file that the independent check could not open or parse is refused.
        if sample["counts"].is_null() {
            assert!(read.is_err(), "{name} was read");
            continue;
        }
        let read = read.expect(name);
        let project = &read.project;
        let count = |noun: &str| sample["counts"][noun].as_u64().unwrap_or(0) as usize;
        let memos = project.memos.len();
        // Selections that a program wrote inside a memo are no selections of a text.
        let in_memos: usize = read
            .losses
            .iter()
            .filter(|it| it.noun == "coding inside a memo")
            .map(|it| it.count)
            .sum();
        let in_text = |place: &Place| matches!(place, Place::Words(_) | Place::Nowhere { .. });
        for (noun, found) in [
            ("User", project.users.len()),
            ("Code", project.codes.len()),
            ("Variable", project.variables.len()),
            ("Case", project.cases.len()),
            ("TextSource", kinds(project, SourceKind::Text)),
            ("PDFSource", kinds(project, SourceKind::Pdf)),
            ("PictureSource", kinds(project, SourceKind::Picture)),
            ("AudioSource", kinds(project, SourceKind::Audio)),
            ("VideoSource", kinds(project, SourceKind::Video)),
            ("PlainTextSelection", places(project, in_text) + in_memos),
            (
                "PDFSelection",
                places(project, |it| matches!(it, Place::Page { .. })),
            ),
            (
                "PictureSelection",
                places(project, |it| matches!(it, Place::Area(_))),
            ),
            (
                "TranscriptSelection",
                places(project, |it| matches!(it, Place::Moments(..))),
            ),
            ("Coding", project.codings().count()),
            ("Note", memos),
            ("Set", project.sets.len()),
            ("Link", project.links.len()),
        ] {
            assert_eq!(found, count(noun), "{name}: {noun}");
        }
        let timed = places(project, |it| matches!(it, Place::Time(..)));
        assert_eq!(
            timed,
            count("AudioSelection") + count("VideoSelection"),
            "{name}"
        );
        assert_eq!(
            project.depth() as u64,
            sample["code_depth"].as_u64().unwrap_or(0),
            "{name}"
        );
        words_stand_at_their_quotes(name, &read, sample);
    }
}

fn words_stand_at_their_quotes(name: &str, read: &Read, sample: &Json) {
    let (mut agreeing, mut inside) = (0, 0);
    for text in read.project.sources.iter().flat_map(|it| &it.texts) {
        let words = text.words.as_deref().unwrap_or_default();
        for selection in &text.selections {
            if let Place::Words(span) = selection.place {
                inside += 1;
                let found = span.of(words).expect("inside");
                agreeing += usize::from(agrees(found, &selection.name));
            }
        }
    }
    let best = |of: &Json| {
        let counts = of.as_object().into_iter().flatten();
        counts.filter_map(|(_, it)| it.as_u64()).max().unwrap_or(0) as usize
    };
    // Measured once, by trying every way to count.
    assert!(
        agreeing >= best(&sample["name_match"]),
        "{name}: {agreeing} quotes"
    );
    assert!(inside >= best(&sample["inside"]), "{name}: {inside} inside");
}
