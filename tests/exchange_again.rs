//! Files that come again: two of one name, databases that are open, annotators of one text, and what was
//! refused for want of a text.

use serde_json::Value as Json;

use crate::sandbox::Sandbox;

fn write(sandbox: &Sandbox, file: &str, content: &str) {
    let path = sandbox.path().join(file);
    std::fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    std::fs::write(path, content).expect(file);
}

fn codings(sandbox: &Sandbox) -> Vec<[String; 4]> {
    let answer = sandbox.run(&["codings", "--format", "json"]).out;
    let rows: Vec<Json> = serde_json::from_str(&answer).unwrap_or_default();
    let cell = |row: &Json, name: &str| row[name].as_str().expect(name).to_owned();
    let mut all: Vec<[String; 4]> = rows
        .iter()
        .map(|row| ["source", "code", "coder", "text"].map(|name| cell(row, name)))
        .collect();
    all.sort();
    all
}

fn outcomes(answer: &[Json]) -> Vec<(String, String)> {
    let of = |it: &Json, name: &str| it[name].as_str().expect(name).to_owned();
    let rows = answer.iter().filter(|it| it["file"].is_string());
    rows.map(|it| (of(it, "file"), of(it, "outcome"))).collect()
}

const DRAFT: &str = "The mill closed in May. We had no coal.\n";

#[test]
fn one_of_two_files_of_one_name_is_refused_every_time() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/drafts/306.txt", DRAFT);
    write(&sandbox, "corpus/final/306.txt", "Nothing is as it was.\n");
    let told = |outcome: &str| {
        vec![
            ("corpus/drafts/306.txt".to_owned(), outcome.to_owned()),
            ("corpus/final/306.txt".to_owned(), "refused".to_owned()),
        ]
    };
    let run = |words: &[&str]| -> Vec<Json> {
        let answer = sandbox.run(words).out;
        serde_json::from_str(&answer).unwrap_or_default()
    };
    let first = run(&["import", "--format", "json"]);
    assert_eq!(outcomes(&first), told("new"));
    let why = first[1].to_string();
    for file in ["corpus/drafts/306.txt", "corpus/final/306.txt"] {
        assert!(why.contains(&format!("`{file}`")), "{why}");
    }
    write(&sandbox, "c.csv", "source,code,start,end\n306,work,4,15\n");
    sandbox.ok(&["import", "c.csv"]);
    let coded = codings(&sandbox);
    for words in [
        ["import", "--format", "json", "corpus"].as_slice(),
        &["import", "--format", "json"],
    ] {
        assert_eq!(outcomes(&run(words)), told("same"));
    }
    let alone = run(&["import", "corpus/final/306.txt", "--format", "json"]);
    assert_eq!(outcomes(&alone), told("same")[1..]);
    assert_eq!(codings(&sandbox), coded);
    // A newer copy that is named by itself may take its place; the older does not come back by itself.
    let elsewhere = tempfile::tempdir().expect("folder");
    let newer = elsewhere.path().join("306.txt");
    std::fs::write(&newer, DRAFT.replace("May", "June")).expect("newer");
    sandbox.ok(&["import", newer.to_str().expect("path")]);
    let after = codings(&sandbox);
    run(&["import", "--format", "json"]);
    assert_eq!(codings(&sandbox), after);
    write(
        &sandbox,
        "corpus/drafts/306.txt",
        &DRAFT.replace("May", "July"),
    );
    sandbox.run(&["import", "corpus/drafts/306.txt"]);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn each_folder_of_annotations_of_one_text_is_of_its_coder() {
    let sandbox = Sandbox::new();
    for (coder, line) in [
        ("ana", "T1\tPoverty 4 15\tmill closed\n"),
        ("bek", "T1\tLoss 24 38\tWe had no coal\n"),
    ] {
        write(&sandbox, &format!("p/{coder}/d.txt"), DRAFT);
        write(&sandbox, &format!("p/{coder}/d.ann"), line);
    }
    sandbox.ok(&["import", "p"]);
    let all = [
        ["d", "loss", "bek", "We had no coal"],
        ["d", "poverty", "ana", "mill closed"],
    ]
    .map(|row| row.map(str::to_owned));
    assert_eq!(codings(&sandbox), all);
    // What this program writes comes back whole, below the codes that are there.
    sandbox.ok(&["export", "e.brat.zip"]);
    let bytes = std::fs::read(sandbox.path().join("e.brat.zip")).expect("zip");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("zip");
    let other = Sandbox::new();
    zip.extract(other.path().join("back")).expect("unzipped");
    other.ok(&["import", "back/ana"]);
    other.ok(&["import", "back/bek"]);
    assert_eq!(codings(&other), all);
    other.ok(&["import", "back"]);
    assert_eq!(codings(&other), all);
}

#[test]
fn names_of_codes_alone_are_those_of_the_codebook() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/baker.txt", DRAFT);
    write(
        &sandbox,
        "codebook/codes.csv",
        "code,name,definition\npush,Push,why people go\npush/one-parent,One parent,alone\n",
    );
    sandbox.ok(&["import"]);
    write(
        &sandbox,
        "c.csv",
        "source,code,start,end\nbaker,push/one-parent,4,15\n",
    );
    sandbox.ok(&["import", "c.csv"]);
    let all = codings(&sandbox);
    sandbox.ok(&["export", "e.jsonld"]);
    sandbox.ok(&["export", "e.brat.zip"]);
    let bytes = std::fs::read(sandbox.path().join("e.brat.zip")).expect("zip");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("zip");
    let other = Sandbox::new();
    for file in ["corpus/baker.txt", "codebook/codes.csv"] {
        let words = std::fs::read_to_string(sandbox.path().join(file)).expect(file);
        write(&other, file, &words);
    }
    other.ok(&["import"]);
    zip.extract(other.path().join("back")).expect("unzipped");
    std::fs::copy(
        sandbox.path().join("e.jsonld"),
        other.path().join("e.jsonld"),
    )
    .expect("copy");
    other.ok(&["import", "e.jsonld"]);
    assert_eq!(codings(&other), all);
    other.ok(&["import", "back"]);
    assert_eq!(codings(&other), all);
}

#[test]
fn what_was_refused_for_want_of_a_text_is_tried_again() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/baker.txt", DRAFT);
    write(&sandbox, "corpus/miller.txt", DRAFT);
    sandbox.ok(&["import"]);
    write(
        &sandbox,
        "c.csv",
        "source,coder,code,start,end\nbaker,ana,work,4,15\nmiller,ana,work,4,15\n",
    );
    sandbox.ok(&["import", "c.csv"]);
    for form in ["e.csv", "e.jsonld"] {
        sandbox.ok(&["export", form]);
        let other = Sandbox::new();
        write(&other, "corpus/baker.txt", DRAFT);
        other.ok(&["import"]);
        std::fs::copy(sandbox.path().join(form), other.path().join(form)).expect("copy");
        other.run(&["import", form]);
        assert_eq!(codings(&other).len(), 1, "{form}");
        write(&other, "corpus/miller.txt", DRAFT);
        other.ok(&["import"]);
        other.ok(&["import", form]);
        assert_eq!(codings(&other).len(), 2, "{form}");
        let again = other.json(&["import", form]);
        assert_eq!(again[0]["outcome"], "same", "{form}");
    }
}

#[test]
fn an_archive_is_of_now_and_an_empty_export_says_so() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/baker.txt", DRAFT);
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["archive", "--as-of", "2001-01-01", "y.zip"]);
    assert!(said.err.contains("expected no `--as-of`"), "{}", said.err);
    assert!(!sandbox.path().join("y.zip").exists());
    let said = sandbox.run(&["export", "--as-of", "2001-01-01", "y.qdpx"]);
    assert!(
        said.out.contains("y.qdpx: nothing is in it"),
        "{}",
        said.out
    );
}

#[test]
fn exports_of_a_blind_round_say_that_others_codings_stay() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/baker.txt", DRAFT);
    write(
        &sandbox,
        "corpus/people.csv",
        "respondent,gender\nbaker,woman\n",
    );
    sandbox.ok(&["import"]);
    write(
        &sandbox,
        "c.csv",
        "source,coder,code,start,end\nbaker,ana,work,4,15\nbaker,ben,cold,24,38\n",
    );
    sandbox.ok(&["import", "c.csv"]);
    sandbox.ok(&[
        "round", "open", "pilot", "--coders", "ana,ben", "--coder", "rita",
    ]);
    for file in ["e.csv", "e.html", "e.sav", "e.qdpx", "e.jsonld"] {
        let said = sandbox.json(&["export", file]);
        let left: String = said[0]["left_out"].to_string();
        assert!(left.contains("what other coders did: "), "{file}: {left}");
        assert!(!left.contains("nothing is coded"), "{file}: {left}");
    }
}

#[test]
fn comments_in_tables_of_segments_are_memos_and_what_stays_out_is_named() {
    let sandbox = Sandbox::new();
    write(&sandbox, "corpus/baker.txt", DRAFT);
    sandbox.ok(&["import"]);
    let table = "Document name,Code,Segment,Comment,Weight score,Created by,Created\n\
        baker,work,mill closed,Ask again.,50,cem,31.01.2026 12:05\n";
    write(&sandbox, "segments.csv", table);
    let answer = sandbox.json(&["import", "segments.csv"]);
    let left = answer[0]["left_out"].to_string();
    assert!(left.contains("column `Weight score`"), "{left}");
    let what = answer[0].to_string();
    assert!(what.contains("1 memo new"), "{what}");
    let rows = sandbox.ok(&["codings", "--format", "json"]);
    assert!(rows.contains("2026-01-31"), "{rows}");
    let again = sandbox.json(&["import", "segments.csv"]);
    assert_eq!(again[0]["outcome"], "same");
}
