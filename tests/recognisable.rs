//! Whatever tells of respondents one by one is weighed before it leaves, those who are excluded do not
//! leave, and no count that a table keeps back stands beside it.

use tempfile::TempDir;

use crate::disclosure::study;
use crate::sandbox::{Said, Sandbox};

fn key(sandbox: &Sandbox, folder: &TempDir) -> String {
    let key = folder.path().join("study.key.age").display().to_string();
    sandbox.ok(&["renumber", "--key", &key]);
    key
}

fn settings(sandbox: &Sandbox, more: &str) {
    let path = sandbox.path().join("quotebook.toml");
    let known = std::fs::read_to_string(path).expect("settings");
    sandbox.write("quotebook.toml", &(known + more));
}

const NUMBERS_ALONE: &str = "[disclosure]\nattribution = \"({respondent})\"\n";

#[test]
fn attributes_of_respondents_are_weighed_wherever_they_are_printed_one_by_one() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&sandbox, &folder);
    let asked: &[&[&str]] = &[
        &["quotes"],
        &["respondents"],
        &["search", "coal"],
        &["export", "x.csv"],
        &["export", "x.jsonl"],
        &["export", "x.xlsx"],
        &["export", "x.parquet"],
        &["export", "x.html"],
        &["export", "x.qdpx"],
        &["export", "x.jsonld"],
    ];
    for args in asked {
        let said = sandbox.run(&[args, &["--public", &key] as &[&str]].concat());
        assert_eq!(said.code, 2, "{args:?}: {}", said.out);
        assert!(
            said.out.is_empty() && said.err.contains("disclosure --generalise"),
            "{}",
            said.err
        );
        let reason = ["--public", &key, "--allow-recognisable", "all agreed"];
        let said = sandbox.run(&[args, &reason as &[&str]].concat());
        assert_eq!(said.code, 0, "{args:?}: {}", said.err);
        assert!(said.err.contains("all agreed"), "{args:?}: {}", said.err);
    }
    let exports = sandbox.ok(&["exports", "--format", "csv"]);
    assert!(exports.contains("all agreed"), "{exports}");
    // It says that quotes were below the threshold, with exit code 1.
    let said = sandbox.run(&["disclosure", "--generalise", "--write"]);
    assert!(said.err.contains("wrote `[disclosure]`"), "{}", said.err);
    for args in asked {
        sandbox.ok(&[args, &["--public", &key] as &[&str]].concat());
    }
}

#[test]
fn counts_that_tables_keep_back_are_not_said_elsewhere() {
    let sandbox = study();
    settings(&sandbox, NUMBERS_ALONE);
    sandbox.ok(&["codebook", "add", "dark"]);
    for source in ["R-001", "R-002", "R-003"] {
        sandbox.ok(&["code", source, "--text", "The lamp was broken", "dark"]);
    }
    let folder = TempDir::new().expect("folder");
    let key = key(&sandbox, &folder);
    let public = |args: &[&str]| -> Said { sandbox.run(&[args, &["--public", &key]].concat()) };
    assert!(
        sandbox
            .ok(&["quotes", "--code", "dark"])
            .contains("3 quotes of 3")
    );
    let said = public(&["quotes", "--code", "dark"]);
    assert!(said.code == 0 && !said.out.contains("of 3"), "{}", said.out);
    let said = public(&["search", "code:dark", "--count"]);
    assert!(
        !said.out.contains('3') && said.out.contains("fewer than 11"),
        "{}",
        said.out
    );
    let said = public(&["search", "code:dark"]);
    assert!(!said.out.contains("3 passages"), "{}", said.out);
    let codes = public(&["codes", "--format", "json"]);
    let codes: serde_json::Value = serde_json::from_str(&codes.out).expect("JSON");
    for code in codes.as_array().expect("codes") {
        assert!(
            code["codings"].is_null() && code["respondents"].is_null(),
            "{code}"
        );
    }
    assert_eq!(public(&["codes", "--unused"]).code, 2);
    // Which respondent has which code leaves for a reason only.
    let said = public(&["export", "x.csv"]);
    assert!(
        said.code == 2 && said.err.contains("1 code of 2"),
        "{}",
        said.err
    );
    // What no table is held against is named.
    sandbox.ok(&["quotes", "--public", &key, "-o", "quotes.md"]);
    let said = public(&["table"]);
    assert!(
        said.out
            .contains("Not held against 1 earlier public file (`quotes`)"),
        "{}",
        said.out
    );
}

#[test]
fn those_who_are_excluded_stay_here_and_it_is_told() {
    let sandbox = study();
    settings(&sandbox, NUMBERS_ALONE);
    sandbox.write(
        "corpus/R-007.txt",
        "Respondent: We had no coal. The plates were sold.\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["memo", "R-007", "A memo on pewter."]);
    sandbox.ok(&[
        "respondents",
        "set",
        "R-007",
        "category=excluded",
        "--anyway",
    ]);
    let folder = TempDir::new().expect("folder");
    let key = key(&sandbox, &folder);
    let said = sandbox.run(&["search", "plates", "--public", &key]);
    assert!(
        said.code == 1 && said.err.contains("excluded"),
        "{}{}",
        said.out,
        said.err
    );
    sandbox.ok(&["search", "plates", "--public", &key, "--excluded"]);
    assert_eq!(sandbox.json(&["respondents", "--public", &key]).len(), 13);
    for file in ["x.csv", "x.qdpx", "x.jsonld", "x.brat.zip", "x.html"] {
        let told = sandbox.ok(&["export", file, "--public", &key]);
        assert!(
            told.contains("left out: 1 respondent: a classification excludes"),
            "{told}"
        );
        let text = crate::sandbox::unzipped(&std::fs::read(sandbox.path().join(file)).expect(file));
        assert!(
            !text.contains("plates") && !text.contains("pewter"),
            "{file}"
        );
    }
    let told = sandbox.ok(&["export", "x.csv", "--public", &key, "--excluded"]);
    assert!(!told.contains("excludes"), "{told}");
    let drawn = sandbox.ok(&[
        "sample",
        "--double",
        "50%",
        "--coders",
        "ana,bek",
        "--dry-run",
    ]);
    assert!(drawn.contains("of 13 respondents"), "{drawn}");
    // How many are excluded is not said where small counts are kept back.
    let table = sandbox.ok(&["table", "attribute", "gender"]);
    assert!(table.contains("Not counted: 1 of 14"), "{table}");
    let table = sandbox.ok(&["table", "attribute", "gender", "--suppress", "team"]);
    assert!(
        table.contains("are not counted") && !table.contains("of 14"),
        "{table}"
    );
}

#[test]
fn an_audit_counts_those_who_are_kept() {
    let sandbox = study();
    sandbox.ok(&[
        "respondents",
        "set",
        "R-013",
        "category=excluded",
        "--anyway",
    ]);
    sandbox.write(
        "draft.md",
        "“We had no coal” (R-001, worker, female, 11).\n",
    );
    let said = sandbox.run(&["audit", "draft.md", "--for", "public"]);
    assert!(said.out.contains("of 13 respondents"), "{}", said.out);
}
