//! Notes of every kind, from the shared texts.

use crate::sandbox::Sandbox;
use crate::shared::shared;

/// Imports the notes of a corpus and gives its sources.
fn imported(corpus: &str, folder: &str) -> (Sandbox, Vec<serde_json::Value>) {
    let sandbox = Sandbox::new();
    let folder = shared("data/corpora").join(corpus).join(folder);
    let said = sandbox.run(&["import", folder.to_str().expect("path")]);
    assert!(
        said.code <= 1 && !said.out.contains("refused"),
        "{}{}",
        said.out,
        said.err
    );
    let sources = sandbox.json(&["sources"]);
    (sandbox, sources)
}

fn passages(sandbox: &Sandbox, query: &str) -> u64 {
    let counts = sandbox.json(&["search", query, "--count"]);
    counts[0]["passages"].as_u64().expect("number")
}

#[test]
fn turns_of_interviews_are_passages_that_know_their_speaker() {
    let (sandbox, sources) = imported("02-interviews-changelog", "documents");
    assert_eq!(sources.len(), 40);
    // The README counts 6,294 turns; a turn of several paragraphs is several passages.
    assert!(passages(&sandbox, "speaker:*") >= 6_294);
    let (sandbox, sources) = imported("01-interviews-ai-scientists", "documents");
    assert_eq!(sources.len(), 125);
    assert!(passages(&sandbox, "speaker:*") >= 2_445);
}

#[test]
fn pages_come_in_without_their_markup() {
    let (sandbox, sources) = imported("04-hearings-us-congress", "documents");
    assert_eq!(sources.len(), 8);
    assert_eq!(
        sandbox.run(&["search", "/<(html|body|pre|p)>/"]).code,
        1,
        "no tags"
    );
    assert!(passages(&sandbox, "witness") > 20);
}

#[test]
fn captions_come_in_as_paragraphs_without_their_times() {
    // Every interview is there twice, as .txt and as .vtt; two sources cannot have one name.
    let sandbox = Sandbox::new();
    let folder = shared("data/corpora/03-interviews-talkpython-vtt/documents");
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        if path.extension().is_some_and(|it| it == "vtt") {
            let name = path.file_name().expect("name");
            std::fs::copy(&path, sandbox.path().join("corpus").join(name)).expect("copied");
        }
    }
    sandbox.ok(&["import"]);
    assert_eq!(
        sandbox
            .run(&["search", "/\\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d/"])
            .code,
        1,
        "no times"
    );
    assert!(passages(&sandbox, "python") > 20);
    let longest = sandbox.json(&["search", "python"]);
    let longest = longest
        .iter()
        .filter_map(|it| it["text"].as_str())
        .map(str::len)
        .max();
    assert!(longest.is_some_and(|bytes| bytes < 5_000), "{longest:?}");
}

#[test]
fn opendocument_texts_come_in() {
    let folder = shared("data/corpora").join("05-coded-usability-taguette");
    let mut found = Vec::new();
    let mut open = vec![folder];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            match path.is_dir() {
                true => open.push(path),
                false if path.extension().is_some_and(|it| it == "odt") => found.push(path),
                false => {}
            }
        }
    }
    assert!(!found.is_empty(), "there are .odt files in corpus 05");
    let sandbox = Sandbox::new();
    for path in &found {
        sandbox.ok(&["import", path.to_str().expect("path")]);
    }
    assert_eq!(sandbox.json(&["sources"]).len(), found.len());
    assert!(passages(&sandbox, "the") > 0);
}

#[test]
fn the_bare_words_of_a_source_do_not_take_the_place_of_its_file() {
    let study = Sandbox::new();
    study.write("corpus/b1.html", "<p>Nobody <b>came</b>.</p>");
    study.ok(&["import"]);
    study.ok(&["archive", "all.zip"]);
    let bytes = std::fs::read(study.path().join("all.zip")).expect("archive");
    let members = quotebook::exchange::study_archive::read(&bytes).expect("members");
    std::fs::create_dir(study.path().join("other")).expect("folder");
    std::fs::write(study.path().join("other/b1.txt"), &members["texts/b1.txt"]).expect("file");
    let was = study.ok(&["sources", "--format", "json"]);
    let said = study.ok(&["import", "other/b1.txt"]);
    assert!(said.starts_with("same "), "{said}");
    assert_eq!(study.ok(&["sources", "--format", "json"]), was);
    study.ok(&["archive", "again.zip"]);
    let again = std::fs::read(study.path().join("again.zip")).expect("archive");
    let again = quotebook::exchange::study_archive::read(&again).expect("members");
    assert_eq!(again["originals/b1.html"], members["originals/b1.html"]);
    // Other words are another matter.
    study.write("other/b1.txt", "Nobody came at all.\n");
    let said = study.ok(&["import", "other/b1.txt"]);
    assert!(said.starts_with("changed "), "{said}");
}
