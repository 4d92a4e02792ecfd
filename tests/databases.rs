//! Projects that are databases: Taguette, QualCoder, requal, RQDA, qualitative-coding.

use std::path::Path;

use rusqlite::Connection;
use serde_json::Value as Json;

use crate::sandbox::Sandbox;
use crate::shared::shared;

fn imported(path: &Path) -> (Sandbox, Json) {
    let sandbox = Sandbox::new();
    let path = path.to_str().expect("path");
    let said = sandbox.json(&["import", path]);
    let again = sandbox.json(&["import", path]);
    assert_eq!(again[0]["outcome"], "same");
    sandbox.ok(&["check", "--deep"]);
    (sandbox, said[0].clone())
}

fn words(cell: &Json) -> String {
    let text = cell.as_str().expect("words");
    text.split_whitespace().collect()
}

#[test]
fn taguette_1794_highlights_stand_at_their_words() {
    let folder = shared("data/corpora/05-coded-usability-taguette");
    let path =
        folder.join("original/transcripts/thematic-analysis/SERDIF_P2_ThematicAnalysis.sqlite3");
    let (sandbox, said) = imported(&path);
    let what = said["what"].as_str().expect("what");
    assert!(what.contains("22 codes, 22 new"), "{what}");
    assert!(what.contains("17 sources, 17 new"), "{what}");
    let codings = sandbox.json(&["codings"]);
    assert_eq!(codings.len(), 1930);
    assert_eq!(said["refused"], serde_json::json!([]));
    // The same codings, placed independently.
    let mut reader = csv::Reader::from_path(folder.join("codings.csv")).expect("codings");
    let heads = reader.headers().expect("heads").clone();
    let column = |name| heads.iter().position(|it| it == name).expect(name);
    let (code, text) = (column("code"), column("text"));
    let names: Vec<Json> = sandbox.json(&["codes"]);
    let name_of = |key: &Json| {
        let found = names.iter().find(|it| it["code"] == *key);
        found.expect("code")["name"]
            .as_str()
            .expect("name")
            .to_owned()
    };
    let mut expected: Vec<(String, String)> = reader
        .records()
        .map(|row| {
            let row = row.expect("row");
            (row[code].to_owned(), row[text].split_whitespace().collect())
        })
        .collect();
    let mut found: Vec<(String, String)> = codings
        .iter()
        .map(|it| (name_of(&it["code"]), words(&it["text"])))
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
    assert!(codings.iter().all(|it| it["coder"] == "admin"));
}

#[test]
fn qualcoder_requal_and_qualitative_coding_come_in() {
    let samples = shared("data/refi/samples/other");
    let (sandbox, said) = imported(&samples.join("qualcoder/influencers-q4.qda"));
    assert_eq!(sandbox.json(&["codings"]).len(), 54);
    assert_eq!(sandbox.json(&["codes"]).len(), 20);
    let remark = said["remarks"][0].as_str().expect("remark");
    assert!(remark.contains("54 of 54 stored names"), "{remark}");
    let respondents = sandbox.json(&["respondents"]);
    assert_eq!(respondents.len(), 6);
    assert!(
        respondents.iter().any(|it| it["gender"] == "F"),
        "{respondents:?}"
    );
    let (sandbox, said) = imported(&samples.join("requal/mock.requal"));
    assert_eq!(sandbox.json(&["codings"]).len(), 19);
    let remark = said["remarks"][0].as_str().expect("remark");
    assert!(remark.contains("23 of 23 stored names"), "{remark}");
    let (sandbox, _) = imported(&samples.join("qc"));
    let codings = sandbox.json(&["codings"]);
    assert_eq!(codings.len(), 5);
    let text = std::fs::read_to_string(samples.join("qc/corpus/int1.txt")).expect("text");
    for coding in &codings {
        let words = coding["text"].as_str().expect("words");
        assert!(
            text.lines().any(|line| line == words),
            "{words} is no whole line"
        );
    }
}

/// An invented project of RQDA, whose positions count from `first`, the last included or not.
fn rqda(path: &Path, first: i64, included: bool) {
    let text = "Мы пекли хлеб. The oven was old 🙂 and warm.";
    let database = Connection::open(path).expect("database");
    database
        .execute_batch(
            "CREATE TABLE project (databaseversion TEXT, date TEXT, memo TEXT);
             CREATE TABLE source (name TEXT, id INTEGER, file TEXT, memo TEXT, owner TEXT, date TEXT, status INTEGER);
             CREATE TABLE freecode (name TEXT, memo TEXT, owner TEXT, date TEXT, id INTEGER, status INTEGER, color TEXT);
             CREATE TABLE coding (cid INTEGER, fid INTEGER, seltext TEXT, selfirst REAL, selend REAL, status INTEGER, owner TEXT, date TEXT, memo TEXT);
             CREATE TABLE cases (name TEXT, memo TEXT, id INTEGER, status INTEGER);
             CREATE TABLE caselinkage (caseid INTEGER, fid INTEGER, selfirst REAL, selend REAL, status INTEGER);
             CREATE TABLE caseAttr (variable TEXT, value TEXT, caseid INTEGER, status INTEGER);
             INSERT INTO project VALUES ('0.2', 'Sun Mar 01 2026', 'bakers');
             INSERT INTO freecode VALUES ('oven', 'what it is like', 'ana', '', 1, 1, '#AA0000');
             INSERT INTO freecode VALUES ('gone', '', 'ana', '', 2, 0, '');
             INSERT INTO cases VALUES ('B1', '', 1, 1);
             INSERT INTO caselinkage VALUES (1, 1, 0, 44, 1);
             INSERT INTO caseAttr VALUES ('age', '41', 1, 1);",
        )
        .expect("tables");
    database
        .execute(
            "INSERT INTO source VALUES ('talk', 1, ?1, '', 'ana', '', 1)",
            [text],
        )
        .expect("source");
    for quote in ["The oven", "🙂 and warm"] {
        let byte = text.find(quote).expect("quote");
        let start = text[..byte].chars().count() as i64;
        let end = start + quote.chars().count() as i64;
        let (start, end) = (start + first, end + first - i64::from(included));
        database
            .execute(
                "INSERT INTO coding VALUES (1, 1, ?1, ?2, ?3, 1, 'ana', '', '')",
                (quote, start as f64, end as f64),
            )
            .expect("coding");
    }
}

#[test]
fn rqda_tells_by_its_words_how_it_counts() {
    for (first, included) in [(0, false), (1, true), (0, true), (1, false)] {
        let folder = tempfile::TempDir::new().expect("folder");
        let path = folder.path().join("bakers.rqda");
        rqda(&path, first, included);
        let (sandbox, _) = imported(&path);
        let mut found: Vec<_> = sandbox
            .json(&["codings"])
            .iter()
            .map(|it| words(&it["text"]))
            .collect();
        found.sort();
        assert_eq!(found, ["Theoven", "🙂andwarm"], "{first} {included}");
        assert_eq!(sandbox.json(&["codes"]).len(), 1);
        let respondents = sandbox.json(&["respondents"]);
        assert_eq!(
            (&respondents[0]["respondent"], &respondents[0]["age"]),
            (&"B1".into(), &41.into())
        );
    }
}

#[test]
fn hostile_databases_are_refused_and_leave_nothing() {
    let folder = tempfile::TempDir::new().expect("folder");
    let file = |name: &str| folder.path().join(name);
    let whole = |name: &str, sql: &str| {
        let database = Connection::open(file(name)).expect("database");
        database.execute_batch(sql).expect("tables");
    };
    rqda(&file("whole.rqda"), 0, false);
    let bytes = std::fs::read(file("whole.rqda")).expect("bytes");
    std::fs::write(file("cut.rqda"), &bytes[..bytes.len() / 2]).expect("cut");
    let mut noisy = bytes.clone();
    for (at, byte) in noisy.iter_mut().enumerate().skip(100) {
        *byte ^= (at.wrapping_mul(2_654_435_761) >> 13) as u8;
    }
    std::fs::write(file("noisy.rqda"), &noisy).expect("noisy");
    std::fs::write(file("page.sqlite3"), "<html></html>").expect("page");
    std::fs::write(file("empty.qda"), "").expect("empty");
    whole("other.sqlite3", "CREATE TABLE a (b)");
    // A table that never ends, under a name that is asked for.
    whole(
        "view.rqda",
        "CREATE TABLE source (id, name, file, memo, owner, date, status); CREATE TABLE freecode (id, name, memo, color, status);
         CREATE TABLE coding (x); DROP TABLE freecode;
         CREATE VIEW freecode AS WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n) SELECT id, id AS name, '' AS memo, '' AS color, 1 AS status FROM n",
    );
    // A hundred values of twenty megabytes in a few kilobytes.
    whole(
        "computed.rqda",
        "CREATE TABLE source (id, name, memo, owner, date, status, file TEXT GENERATED ALWAYS AS (hex(zeroblob(10000000))));
         CREATE TABLE freecode (id, name, memo, color, status); CREATE TABLE coding (x);
         WITH RECURSIVE n(id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM n LIMIT 100)
         INSERT INTO source (id, name, status) SELECT id, id, 1 FROM n",
    );
    whole(
        "columns.rqda",
        "CREATE TABLE source (a); CREATE TABLE freecode (b); CREATE TABLE coding (c)",
    );
    for name in [
        "cut.rqda",
        "noisy.rqda",
        "page.sqlite3",
        "empty.qda",
        "other.sqlite3",
        "view.rqda",
        "computed.rqda",
        "columns.rqda",
    ] {
        let sandbox = Sandbox::new();
        let path = file(name);
        let said = sandbox.run(&["import", path.to_str().expect("path")]);
        assert_eq!(said.code, 1, "{name}: {}{}", said.out, said.err);
        assert!(said.out.contains("refused"), "{name}: {}", said.out);
        assert_eq!(sandbox.run(&["sources"]).code, 1, "{name}");
        assert_eq!(sandbox.run(&["codes"]).code, 1, "{name}");
        sandbox.ok(&["check", "--deep"]);
    }
    // What was asked for was only read.
    assert_eq!(std::fs::read(file("whole.rqda")).expect("bytes"), bytes);
    assert!(!file("whole.rqda-journal").exists() && !file("whole.rqda-wal").exists());
}

#[test]
fn the_table_of_taguette_says_the_same_as_its_database() {
    let folder = shared("data/refi/samples/other/taguette-serdif");
    let (sandbox, _) = imported(&folder.join("project.sqlite3"));
    let table = folder.join("highlights.csv");
    let said = sandbox.run(&[
        "import",
        table.to_str().expect("path"),
        "--coder",
        "admin",
        "--format",
        "json",
    ]);
    let said: Vec<Json> = serde_json::from_str(&said.out).expect("JSON");
    let what = said[0]["what"].as_str().expect("what");
    // Every row that can be placed is known; words that stand at several places are not guessed.
    assert!(what.starts_with("1930 segments: 0 new codings, "), "{what}");
    let refused = said[0]["refused"].as_array().expect("refused");
    assert!(
        refused
            .iter()
            .all(|it| it.as_str().expect("why").contains(" times in source ")),
        "{refused:?}"
    );
    assert!(refused.len() < 60, "{}", refused.len());
    // Whoever brings it, the table names nobody, so these are the codings that are there.
    let (sandbox, _) = imported(&folder.join("project.sqlite3"));
    let was = sandbox.json(&["codings"]).len();
    sandbox.run(&["import", table.to_str().expect("path"), "--coder", "else"]);
    assert_eq!(sandbox.json(&["codings"]).len(), was);
}

#[test]
fn an_empty_file_is_no_database() {
    let sandbox = Sandbox::new();
    sandbox.write("empty.sqlite3", "");
    let said = sandbox.run(&["import", "empty.sqlite3"]);
    assert!(
        said.out.contains("it is no SQLite database"),
        "{}",
        said.out
    );
}

#[test]
fn brat_comes_in() {
    let path = shared("data/refi/samples/other/brat/000-introduction.ann");
    let lines = std::fs::read_to_string(&path).expect("annotations");
    let spans = lines.lines().filter(|it| it.starts_with('T')).count();
    let (sandbox, said) = imported(&path);
    assert_eq!(sandbox.json(&["codings"]).len(), spans);
    let remark = said["remarks"][0].as_str().expect("remark");
    assert!(
        remark.contains(&format!("{spans} of {spans} stored names")),
        "{remark}"
    );
}
