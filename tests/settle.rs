//! From a plan of who reads what to a consensus: sample, assignments, settle.

use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use crate::sandbox::Sandbox;

const TEXT: &str = "We had no coal 🙂. Лампа сломалась. We left in May.\n";

/// Two coders, two sources: in the first they agree once and differ three times.
fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["1", "2"] {
        sandbox.write(&format!("corpus/{name}.txt"), TEXT);
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,category,age\n1,female,x,15\n2,male,y,12\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["codebook", "add", "dark"]);
    let code = |source: &str, words: &str, code: &str, who: &str| {
        sandbox.ok(&["code", source, "--text", words, code, "--coder", who]);
    };
    code("1", "We left in May", "dark", "ana");
    code("1", "We left in May", "dark", "bek");
    code("1", "no coal", "cold", "ana");
    code("1", "We had no coal 🙂", "cold", "bek");
    code("1", "Лампа сломалась", "dark", "ana");
    code("1", "Лампа сломалась", "cold", "bek");
    code("2", "no coal", "cold", "ana");
    code("2", "We left", "dark", "bek");
    sandbox
}

fn rows(csv: &str) -> Vec<std::collections::HashMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("rows")
}

fn filled(csv: &str, decisions: &[(&str, &str)]) -> String {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(reader.headers().expect("head"))
        .expect("head");
    for (record, (decision, reason)) in reader.records().zip(decisions) {
        let record = record.expect("row");
        let mut cells: Vec<&str> = record.iter().collect();
        let n = cells.len();
        (cells[n - 2], cells[n - 1]) = (decision, reason);
        writer.write_record(cells).expect("row");
    }
    String::from_utf8(writer.into_inner().expect("bytes")).expect("text")
}

#[test]
fn a_team_settles_in_a_table_and_quotes_follow_the_consensus() {
    let sandbox = study();
    let open = sandbox.ok(&["settle", "--export", "-"]);
    let table = rows(&open);
    let kinds: Vec<&str> = table.iter().map(|row| row["kind"].as_str()).collect();
    assert_eq!(
        kinds,
        [
            "different borders",
            "different code",
            "only one coded it",
            "only one coded it"
        ]
    );
    assert!(
        table[0]["options"]
            .starts_with("1: bek, cold, 0-16: We had no coal 🙂\n2: ana, cold, 7-14: no coal"),
        "{}",
        table[0]["options"]
    );
    assert!(table[3]["options"].contains("ana: nothing"));
    let decisions = [
        ("7-16", "the smile belongs to it"),
        ("2", "a lamp is light, not warmth"),
        ("", ""),
        ("neither", "said by the way"),
    ];
    sandbox.write("open.csv", &filled(&open, &decisions));
    let said = sandbox.run(&[
        "settle", "--import", "open.csv", "--format", "json", "--coder", "rita",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.err.contains("3 disagreements settled")
            && said.err.contains("1 taken over because all agree")
            && said.err.contains("1 disagreement left"),
        "{}",
        said.err
    );
    let answer: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(answer["coders"], serde_json::json!(["consensus", "ana"]));
    // Source 2 has something open, so the consensus has not spoken about respondent 2 yet.
    assert_eq!(answer["n"], 1);
    assert_eq!(
        answer["beside"][0]["coders"],
        serde_json::json!(["consensus", "bek"])
    );
    let quotes = sandbox.json(&["quotes", "--coder", "consensus"]);
    let texts: Vec<&str> = quotes
        .iter()
        .map(|it| it["text"].as_str().expect("text"))
        .collect();
    assert_eq!(texts, ["no coal 🙂", "Лампа сломалась", "We left in May"]);
    assert_eq!(quotes[0]["code"], "cold");
    // Which of the two stood under number 2 is what the table said.
    let codes: Vec<&str> = quotes
        .iter()
        .map(|it| it["code"].as_str().expect("code"))
        .collect();
    let second = table[1]["options"].lines().nth(1).expect("option");
    assert!(
        second.contains(&format!(", {}, ", codes[1])),
        "{second} {codes:?}"
    );
    // The same table again is nothing; what is decided is still listed with --all.
    let history = sandbox.json(&["history"]).len();
    let again = sandbox.run(&["settle", "--import", "open.csv"]);
    assert!(
        again.code == 0 && again.err.contains("3 decided so before"),
        "{}",
        again.err
    );
    assert_eq!(sandbox.json(&["history"]).len(), history);
    let all = rows(&sandbox.ok(&["settle", "--export", "-", "--all"]));
    let written: Vec<&str> = all.iter().map(|row| row["decision"].as_str()).collect();
    assert_eq!(written, ["7-16 cold", "2", "", "neither"]);
    assert_eq!(rows(&sandbox.ok(&["settle", "--export", "-"])).len(), 1);
    // Another decision replaces the first; undo brings it back.
    sandbox.write("open.csv", &filled(&open, &[("1", "on second thought")]));
    sandbox.ok(&["settle", "--import", "open.csv"]);
    let texts = |sandbox: &Sandbox| -> Vec<Value> {
        sandbox
            .json(&["quotes", "--coder", "consensus", "--code", "cold"])
            .iter()
            .map(|it| it["text"].clone())
            .collect()
    };
    assert_eq!(texts(&sandbox)[0], "We had no coal 🙂");
    sandbox.ok(&["undo"]);
    assert_eq!(texts(&sandbox)[0], "no coal 🙂");
    sandbox.ok(&["check", "--deep"]);
    // The consensus is no coder to compare unless it is asked for.
    let coders = sandbox.run(&["agreement", "--format", "json"]).out;
    let coders: Value = serde_json::from_str(&coders).expect("JSON");
    assert_eq!(coders["coders"], serde_json::json!(["ana", "bek"]));
    sandbox.ok(&["agreement", "--against", "consensus"]);
}

#[test]
fn decisions_that_cannot_be_taken_change_nothing() {
    let sandbox = study();
    let open = sandbox.ok(&["settle", "--export", "-"]);
    let history = sandbox.json(&["history"]).len();
    for (decision, reason, expected) in [
        (
            "3",
            "why not",
            "row 2: expected a number from 1 to 2, `both`, `neither`, or borders like `120-188`, not `3`",
        ),
        ("1", " ", "row 2: a decision needs a reason"),
        (
            "0-999",
            "x",
            "row 2: `0-999` ends behind the text, which has 51 characters",
        ),
        (
            "0-4",
            "x",
            "row 2: the codes differ, expected one as in `0-4 CODE`",
        ),
        ("0-4 cald", "x", "row 2: there is no code `cald`"),
    ] {
        sandbox.write(
            "open.csv",
            &filled(&open, &[("1", "fine"), (decision, reason)]),
        );
        let said = sandbox.run(&["settle", "--import", "open.csv"]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(expected), "{}", said.err);
    }
    let other = open.replace("case,", "cause,");
    sandbox.write("open.csv", &other);
    let said = sandbox.run(&["settle", "--import", "open.csv"]);
    assert!(
        said.err.contains("there is no column `case`"),
        "{}",
        said.err
    );
    assert_eq!(sandbox.json(&["history"]).len(), history);
}

#[test]
fn at_the_keyboard_every_decision_is_saved_before_the_next() {
    let sandbox = study();
    let mut child = sandbox
        .command(&["settle"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("program");
    let mut input = child.stdin.take().expect("input");
    input
        .write_all("9\nboth\n\nboth\ntwo sides of it\ns\nn\nby the way\nq\n".as_bytes())
        .expect("keys");
    drop(input);
    let done = child.wait_with_output().expect("end");
    let err = String::from_utf8(done.stderr).expect("text");
    assert!(done.status.success(), "{err}");
    assert!(
        err.contains("expected a number from 1 to 2") && err.contains("a decision needs a reason"),
        "{err}"
    );
    assert!(
        err.contains("2 disagreements settled") && err.contains("2 disagreements left"),
        "{err}"
    );
    assert_eq!(
        sandbox.json(&["quotes", "--coder", "consensus"]).len(),
        3,
        "one agreed, two kept"
    );
    // Each was an operation of its own.
    sandbox.ok(&["undo"]);
    let open = rows(&sandbox.ok(&["settle", "--export", "-"]));
    assert_eq!(open.len(), 3);
}

#[test]
fn a_sample_is_drawn_by_group_recorded_and_counts_as_looked_at() {
    let sandbox = Sandbox::new();
    let mut register = "ID,category\n".to_owned();
    for at in 1..=20 {
        sandbox.write(
            &format!("corpus/{at}.txt"),
            &format!("Interview {at}. We had no coal.\n"),
        );
        register += &format!("{at},{}\n", if at <= 15 { "x" } else { "y" });
    }
    sandbox.write("corpus/respondents.csv", &register);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    let plan = [
        "sample", "--double", "20%", "--by", "category", "--coders", "ana,bek", "--seed", "4",
    ];
    let dry = sandbox.ok(&[&plan as &[&str], &["--dry-run"]].concat());
    assert!(
        dry.contains("4 of 20 respondents are coded twice (seed 4)")
            && dry.contains("nothing was recorded"),
        "{dry}"
    );
    assert_eq!(sandbox.run(&["assignments"]).code, 1);
    sandbox.ok(&plan);
    let made = sandbox.json(&["assignments"]);
    assert_eq!(made.len(), 24);
    let of = |who: &str| made.iter().filter(|it| it["coder"] == who).count();
    assert_eq!((of("ana"), of("bek")), (12, 12));
    let twice: Vec<u64> = made
        .windows(2)
        .filter(|pair| pair[0]["source"] == pair[1]["source"])
        .map(|pair| {
            pair[0]["source"]
                .as_str()
                .expect("source")
                .parse()
                .expect("number")
        })
        .collect();
    assert_eq!(
        (twice.len(), twice.iter().filter(|at| **at > 15).count()),
        (4, 1)
    );
    // Again is nothing.
    let said = sandbox.ok(&plan);
    assert!(said.contains("0 new assignments"), "{said}");
    // Both have looked at what was assigned to both, also where neither coded anything.
    let source = twice[0].to_string();
    sandbox.ok(&[
        "code", &source, "--text", "no coal", "cold", "--coder", "ana",
    ]);
    let said = sandbox.run(&["agreement", "--coders", "ana,bek", "--format", "json"]);
    assert!(
        said.err
            .contains("`bek` has coded nothing in 4 sources assigned to them"),
        "{}",
        said.err
    );
    let found: Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(
        (&found["n"], &found["codings"]),
        (&4.into(), &serde_json::json!([1, 0]))
    );
    // Codes that are used somewhere fill the sample up.
    for at in [1, 2, 3, 4, 5, 6] {
        let _ = sandbox.run(&[
            "code",
            &at.to_string(),
            "--text",
            "no coal",
            "cold",
            "--coder",
            "cem",
        ]);
    }
    let more = sandbox.ok(&[&plan as &[&str], &["--min-per-code", "5", "--dry-run"]].concat());
    let line = more
        .lines()
        .find(|line| line.starts_with("cold"))
        .expect("code");
    assert!(line.contains(" 5 ") || line.contains(" 6 "), "{more}");
    for (args, expected) in [
        (
            vec!["sample", "--double", "0", "--coders", "a,b"],
            "is not a share",
        ),
        (
            vec!["sample", "--double", "20%", "--coders", "ana"],
            "two coders",
        ),
        (
            vec!["sample", "--double", "20%", "--by", "categry"],
            "did you mean `category`",
        ),
    ] {
        let said = sandbox.run(&args);
        assert!(
            said.code == 2 && said.err.contains(expected),
            "{}",
            said.err
        );
    }
    sandbox.ok(&["assignments", "remove", &source, "--from", "bek"]);
    assert_eq!(sandbox.json(&["assignments"]).len(), 23);
    sandbox.ok(&["assignments", "add", &source, "--to", "bek"]);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn a_coder_who_read_one_source_hides_no_difference_of_the_others() {
    let sandbox = study();
    let keys = |coders: &[&str]| -> Vec<String> {
        let open = sandbox.json(&[&["settle", "--list"], coders].concat());
        let key = |it: &Value| it["case"].as_str().expect("case").to_owned();
        open.iter().map(key).collect()
    };
    let before = keys(&[]);
    assert_eq!(before.len(), 4);
    let differences = sandbox.json(&["disagreements"]).len();
    sandbox.ok(&["code", "2", "--text", "no coal", "cold", "--coder", "wil"]);
    // In source 1 nothing changes: wil has not read it. In source 2 wil joins the one about the coal.
    let after = keys(&[]);
    assert_eq!(after.len(), before.len());
    assert_eq!(after[..2], before[..2]);
    let in_both = sandbox.json(&["disagreements"]);
    assert!(in_both.len() > differences, "{in_both:?}");
    assert_eq!(keys(&["--coders", "ana,bek"]), before);
    let said = sandbox.run(&["disagreements"]);
    assert!(
        said.err
            .contains("ana + bek: 2, ana + wil: 1, bek + wil: 1"),
        "{}",
        said.err
    );
}

#[test]
fn a_coder_who_read_few_sources_makes_no_comparison_of_three() {
    let sandbox = Sandbox::new();
    for n in 1..=6 {
        sandbox.write(&format!("corpus/{n}.txt"), TEXT);
    }
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["codebook", "add", "dark"]);
    for n in 1..=6 {
        for who in ["ana", "bek"] {
            let n = n.to_string();
            sandbox.ok(&["code", &n, "--text", "no coal", "cold", "--coder", who]);
        }
    }
    let before = sandbox.ok(&["agreement", "--unit", "source", "--format", "json"]);
    sandbox.ok(&["code", "3", "--text", "We left", "dark", "--coder", "wil"]);
    let said = sandbox.run(&["agreement", "--unit", "source", "--format", "json"]);
    assert_eq!(said.out, before);
    let text = sandbox.ok(&["agreement", "--unit", "source"]);
    assert!(
        text.contains("Left out: `wil`, who has read 1 of the 6 sources"),
        "{text}"
    );
    let named = ["agreement", "--unit", "source", "--coders", "ana,bek,wil"];
    assert!(!sandbox.ok(&named).contains("Left out"));
}
