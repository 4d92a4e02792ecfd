//! The main job: a folder of notes, a register and codings become attributed quotes.

use std::collections::BTreeSet;

use crate::sandbox::Sandbox;
use crate::shared::shared;

const NOTE: &str =
    "Interviewer: Why did you leave?\n\nRespondent: We had no money for coal 🙂. I left in May.\n";

fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/interview-306.txt", NOTE);
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,sex,Age\n306,vulnerable child,female,15\n307,vulnerable child,,\n",
    );
    sandbox.write(
        "codebook/push.toml",
        "family = \"Push factors\"\n\n[[code]]\nid = \"push/poverty\"\nname = \"Poverty\"\ndefinition = \"No money.\"\n",
    );
    let said = sandbox.ok(&["import"]);
    assert!(said.contains("1 respondent has no notes: 307"), "{said}");
    sandbox
}

#[test]
fn every_quote_of_the_published_excerpt_has_its_attribution() {
    let sandbox = Sandbox::new();
    let corpus = shared("data/audit/corpus");
    sandbox.ok(&["import", corpus.to_str().expect("path")]);
    let table = shared("data/audit/codings.csv");
    sandbox.ok(&["codings", "import", table.to_str().expect("path")]);
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(quotes.len(), 54);
    let register = std::fs::read_to_string(corpus.join("respondents.csv")).expect("register");
    for quote in &quotes {
        let who = quote["respondent"].as_str().expect("respondent");
        let line = register
            .lines()
            .find(|line| line.split(',').next() == Some(who))
            .expect("in the register");
        let parts: Vec<&str> = line.split(',').collect();
        assert_eq!(
            quote["attribution"],
            format!("({who}, {}, {}, {} years)", parts[1], parts[2], parts[3])
        );
        assert!(quote["age"].is_number());
    }
    let mut rows = csv_rows(&std::fs::read_to_string(&table).expect("codings"));
    let mut found: Vec<(String, String)> = quotes
        .iter()
        .map(|quote| (quote["source"].to_string(), quote["text"].to_string()))
        .collect();
    rows.sort();
    found.sort();
    assert_eq!(found.len(), rows.len());
    assert_eq!(found, rows);
}

/// Source and text of every coding, as JSON strings.
fn csv_rows(table: &str) -> Vec<(String, String)> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let json = |text: &str| serde_json::json!(text).to_string();
    reader
        .records()
        .map(|row| row.expect("row"))
        .map(|row| (json(&row[0]), json(&row[5])))
        .collect()
}

#[test]
fn coding_by_words_by_characters_and_by_passage_and_two_coders_make_one_quote() {
    let sandbox = small();
    sandbox.ok(&[
        "code",
        "interview-306",
        "--text",
        "no money for coal 🙂",
        "push/poverty",
    ]);
    let at = NOTE[..NOTE.find("no money").expect("words")]
        .chars()
        .count();
    let place = format!("{at}-{}", at + "no money for coal 🙂".chars().count());
    sandbox.ok(&[
        "code",
        "interview-306",
        &place,
        "push/poverty",
        "--coder",
        "ben",
    ]);
    let quotes = sandbox.json(&["quotes", "--code", "push"]);
    assert_eq!(quotes.len(), 1);
    assert_eq!(quotes[0]["text"], "no money for coal 🙂");
    assert_eq!(quotes[0]["coders"], serde_json::json!(["ana", "ben"]));
    assert_eq!(
        quotes[0]["attribution"],
        "(306, vulnerable child, female, 15 years)"
    );
    sandbox.ok(&["code", "interview-306", "--passage", "2", "Poverty"]);
    assert_eq!(sandbox.json(&["quotes"]).len(), 2);
    let said = sandbox.run(&[
        "code",
        "interview-306",
        "--text",
        "no such words",
        "push/poverty",
    ]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("expected once"), "{}", said.err);
}

#[test]
fn a_changed_note_is_a_new_version_and_its_codings_move_along() {
    let sandbox = small();
    sandbox.ok(&[
        "code",
        "interview-306",
        "--text",
        "I left in May.",
        "push/poverty",
    ]);
    let said = sandbox.ok(&["import"]);
    assert!(said.contains("as before"), "{said}");
    sandbox.write(
        "corpus/interview-306.txt",
        &NOTE.replace("We had", "That winter we had"),
    );
    let said = sandbox.ok(&["import"]);
    assert!(said.contains("0 kept, 1 moved, 0 lost"), "{said}");
    assert_eq!(sandbox.json(&["quotes"])[0]["text"], "I left in May.");
    sandbox.write(
        "corpus/interview-306.txt",
        "Respondent: Something else altogether was said here.\n",
    );
    let said = sandbox.ok(&["import"]);
    assert!(
        said.contains("lost: `push/poverty` on “I left in May.”"),
        "{said}"
    );
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.json(&["quotes"])[0]["text"], "I left in May.");
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn rows_that_do_not_stand_at_their_words_and_bad_files_are_refused_and_the_rest_is_taken() {
    let sandbox = small();
    sandbox.write("t.csv", "source,coder,code,start,end,text\ninterview-306,ben,push/poverty,0,11,Interviewer\ninterview-306,ben,push/poverty,0,11,Somebody\nnobody,ben,push/poverty,0,4,\n");
    let said = sandbox.run(&["codings", "import", "t.csv"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("1 new, 0 there before, 2 refused"),
        "{}",
        said.out
    );
    assert!(
        said.out.contains("row 3: the text does not stand at 0-11"),
        "{}",
        said.out
    );
    sandbox.write("corpus/bad.docx", "no archive");
    sandbox.write("corpus/307.txt", "Respondent: Fine.\n");
    let said = sandbox.run(&["import"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out
            .contains("refused  corpus/bad.docx: it is not a Word or OpenDocument file"),
        "{}",
        said.out
    );
    let names: BTreeSet<String> = sandbox
        .json(&["sources"])
        .iter()
        .map(|it| it["source"].to_string())
        .collect();
    assert_eq!(names.len(), 2);
}

#[test]
fn the_answer_is_the_same_byte_for_byte_and_in_every_form() {
    let sandbox = small();
    sandbox.ok(&[
        "code",
        "interview-306",
        "--text",
        "I left in May.",
        "push/poverty",
    ]);
    for format in ["text", "md", "html", "csv", "json"] {
        let first = sandbox.ok(&["quotes", "--format", format]);
        assert_eq!(first, sandbox.ok(&["quotes", "--format", format]));
        assert!(
            first.contains("(306, vulnerable child, female, 15 years)"),
            "{format}: {first}"
        );
    }
}
