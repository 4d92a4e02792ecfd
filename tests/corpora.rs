//! Whole studies of others come in as they are: every coding on its words, the counts those of their
//! authors; and the hard cases of Unicode.

use std::collections::BTreeMap;

use quotebook::model::span::Span;
use unicode_segmentation::UnicodeSegmentation;

use crate::sandbox::Sandbox;
use crate::shared::shared;

/// A project with the documents, codebook and codings of a shared corpus, and what was said about
/// the codings.
fn study(corpus: &str) -> (Sandbox, String) {
    let folder = shared("data/corpora").join(corpus);
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(folder.join("documents")).expect("documents") {
        let path = entry.expect("entry").path();
        let name = path.file_name().expect("name");
        std::fs::copy(&path, sandbox.path().join("corpus").join(name)).expect("copy");
    }
    let codebook = sandbox.path().join("codebook/codebook.csv");
    std::fs::copy(folder.join("codebook.csv"), codebook).expect("copy");
    sandbox.ok(&["import"]);
    let table = folder.join("codings.csv");
    let said = sandbox.run(&["codings", "import", table.to_str().expect("path")]);
    (sandbox, said.out + &said.err)
}

/// How many codings there are of each code, by its name.
fn counts(sandbox: &Sandbox) -> BTreeMap<String, u64> {
    let codes = sandbox.json(&["codes"]);
    let count = |code: &serde_json::Value| {
        let name = code["name"].as_str().expect("name").to_owned();
        (name, code["codings"].as_u64().expect("count"))
    };
    codes.iter().map(count).collect()
}

/// The numbers of `expected.csv` whose first column names a code: `.. code NAME`.
fn published(corpus: &str, before: &str) -> BTreeMap<String, u64> {
    let file = shared("data/corpora").join(corpus).join("expected.csv");
    let mut reader = csv::Reader::from_path(file).expect("expected.csv");
    let rows = reader.records().map(|row| row.expect("row"));
    rows.filter_map(|row| {
        let name = row[0].strip_prefix(before)?.trim_matches('"').to_owned();
        Some((name, row[2].parse().ok()?))
    })
    .collect()
}

#[test]
fn a_coded_usability_study_comes_in_whole() {
    let (sandbox, _) = study("05-coded-usability-taguette");
    let counts = counts(&sandbox);
    assert_eq!(counts.values().sum::<u64>(), 1930);
    let published = published("05-coded-usability-taguette", "number of highlights, code ");
    assert_eq!(published.len(), 22);
    for (name, count) in published {
        assert_eq!(counts.get(&name), Some(&count), "{name}");
    }
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn coded_dialogues_with_emoji_come_in_whole() {
    let (sandbox, _) = study("08-dialogues-casino-demographics");
    assert_eq!(sandbox.json(&["sources"]).len(), 396);
    let counts = counts(&sandbox);
    assert_eq!(counts.values().sum::<u64>(), 5858);
    let published = published("08-dialogues-casino-demographics", "utterances with code ");
    assert!(published.len() >= 9, "{published:?}");
    for (name, count) in published {
        assert_eq!(counts.get(&name), Some(&count), "{name}");
    }
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn headlines_of_32_coders_come_in_and_empty_ones_are_named() {
    let (sandbox, said) = study("06-coded-headlines-ecosent");
    let counts = counts(&sandbox);
    assert_eq!(counts.values().sum::<u64>(), 5888);
    assert!(
        said.contains("expected a position behind the start"),
        "{said}"
    );
    assert_eq!(sandbox.json(&["coders"]).len(), 32);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn selections_snap_to_whole_letters_as_unicode_has_them() {
    let file = shared("data/corpora/10-unicode-conformance/original/GraphemeBreakTest.txt");
    let table = std::fs::read_to_string(file).expect("table");
    let (mut seen, mut changed) = (0, 0);
    for line in table.lines().filter(|line| line.starts_with('÷')) {
        let line = line.split('#').next().expect("line");
        let mut text = String::new();
        let mut borders = Vec::new();
        for part in line.split_whitespace() {
            match part {
                "÷" => borders.push(text.len()),
                "×" => {}
                code => {
                    let code = u32::from_str_radix(code, 16).expect("code");
                    // Half of a pair is no character.
                    text.push(char::from_u32(code).unwrap_or('\u{FFFD}'));
                }
            }
        }
        // The table is of Unicode 15; where a newer one has changed a letter, that is not the matter.
        let newer = text.grapheme_indices(true).map(|(at, _)| at);
        if !newer.eq(borders.iter().copied().filter(|at| *at < text.len())) {
            changed += 1;
            continue;
        }
        for (at, letter) in text.char_indices() {
            let span = Span::new(&text, at, at + letter.len_utf8())
                .expect("span")
                .snapped(&text);
            let start = borders.iter().rfind(|it| **it <= at).expect("border");
            let end = borders.iter().find(|it| **it > at).expect("border");
            assert_eq!((span.start, span.end), (*start, *end), "{line}");
        }
        seen += 1;
    }
    assert!(seen > 500 && changed < 6, "{seen} {changed}");
}

#[test]
fn emoji_and_both_spellings_of_a_letter_are_found_and_coded() {
    let file = shared("data/corpora/10-unicode-conformance/original/NormalizationTest.txt");
    let table = std::fs::read_to_string(file).expect("table");
    let text_of = |codes: &str| -> String {
        let codes = codes
            .split(' ')
            .map(|it| u32::from_str_radix(it, 16).expect("code"));
        codes.filter_map(char::from_u32).collect()
    };
    // Letters with a composed (NFC) and a decomposed (NFD) spelling that differ.
    let mut words = Vec::new();
    for line in table
        .lines()
        .filter(|line| line.starts_with(|it: char| it.is_ascii_hexdigit()))
    {
        let columns: Vec<&str> = line.split(';').collect();
        let (composed, decomposed) = (text_of(columns[1]), text_of(columns[2]));
        let is_letter = composed.chars().all(char::is_alphabetic);
        if composed != decomposed && is_letter && composed.chars().count() == 1 {
            words.push((format!("q{composed}x"), format!("q{decomposed}x")));
        }
    }
    let words: Vec<_> = words.into_iter().step_by(37).take(30).collect();
    assert!(words.len() >= 20, "{}", words.len());
    let sandbox = Sandbox::new();
    let note: String = words
        .iter()
        .map(|(_, word)| format!("👩‍👩‍👧‍👦 {word} 🇰🇿.\r\n\r\n"))
        .collect();
    sandbox.write("corpus/1.txt", &note);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "a"]);
    for (composed, decomposed) in &words {
        let found = sandbox.json(&["search", &format!("\"{composed}\"")]);
        assert_eq!(found.len(), 1, "{composed}");
        let text = found[0]["text"].as_str().expect("text");
        assert!(text.contains(decomposed.as_str()));
        let start = found[0]["start"].as_u64().expect("start");
        // The family is one letter to a person and seven characters to Unicode.
        let place = format!("{}-{}", start + 1, start + 2);
        let words = text.graphemes(true).next().expect("letter");
        sandbox.ok(&["code", "1", &place, "a"]);
        let coded = sandbox.json(&["codings"]);
        let last = coded
            .iter()
            .find(|it| it["start"].as_u64() == Some(start))
            .expect("coding");
        assert_eq!(last["text"], words);
    }
}
