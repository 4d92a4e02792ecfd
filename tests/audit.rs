//! Finished reports held against the notes, by the program as people run it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::sandbox::Sandbox;
use crate::shared::shared;

/// The answer on a draft: its JSON, and whether the program said that it is clean.
pub(crate) fn audited(sandbox: &Sandbox, draft: &Path, more: &[&str]) -> (Json, i32) {
    let draft = draft.to_string_lossy();
    let args = [&["audit", &draft, "--format", "json"], more].concat();
    let said = sandbox.run(&args);
    assert!(said.code < 2, "{}{}", said.out, said.err);
    (serde_json::from_str(&said.out).expect("JSON"), said.code)
}

/// For every claim the names of its findings.
pub(crate) fn findings(audit: &Json) -> BTreeMap<u64, BTreeSet<String>> {
    let claims = audit["claims"].as_array().expect("claims").iter();
    claims
        .map(|claim| {
            let found = claim["findings"].as_array().expect("findings").iter();
            let names = found.map(|it| it["finding"].as_str().expect("name").to_owned());
            (claim["claim"].as_u64().expect("number"), names.collect())
        })
        .collect()
}

/// A project with the notes and the register of an audit case.
fn project_of(case: &Path) -> Sandbox {
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(case.join("corpus")).expect("corpus") {
        let path = entry.expect("entry").path();
        let to = sandbox
            .path()
            .join("corpus")
            .join(path.file_name().expect("name"));
        std::fs::copy(&path, to).expect("copy");
    }
    sandbox.ok(&["import"]);
    sandbox
}

/// A folder with `corpus/` (notes and register), `draft-clean.md`, `draft-damaged.md` and
/// `expected.csv` (claim, finding, quote_starts): no claim of the clean draft is found wrong, and every
/// damaged one is found with the kind that is expected, and no other.
#[test]
fn audit_case() {
    let case = match std::env::var_os("QUOTEBOOK_AUDIT_CASE") {
        Some(folder) => PathBuf::from(folder),
        None => shared("data/audit"),
    };
    let sandbox = project_of(&case);
    let mut wrong: Vec<String> = Vec::new();
    let (clean, code) = audited(&sandbox, &case.join("draft-clean.md"), &[]);
    for claim in clean["claims"].as_array().expect("claims") {
        if claim["findings"].as_array().is_none_or(|it| !it.is_empty()) {
            wrong.push(format!("clean: {claim:#}"));
        }
    }
    if wrong.is_empty() {
        assert_eq!(code, 0);
    }
    let (damaged, code) = audited(&sandbox, &case.join("draft-damaged.md"), &[]);
    assert_eq!(code, 1);
    let found = findings(&damaged);
    let mut expected = csv::Reader::from_path(case.join("expected.csv")).expect("expected.csv");
    let mut count = 0;
    for row in expected.records() {
        let row = row.expect("row");
        let number: u64 = row[0].parse().expect("number");
        let kinds: BTreeSet<String> = Some(row[1].to_owned())
            .filter(|it| !it.is_empty())
            .into_iter()
            .collect();
        count += 1;
        let claim = &damaged["claims"][number as usize - 1];
        let quote = claim["quote"].as_str().unwrap_or_default();
        if found.get(&number) != Some(&kinds) || !quote.starts_with(&row[2]) {
            wrong.push(format!("expected {kinds:?} of `{}`: {claim:#}", &row[2]));
        }
    }
    assert_eq!(found.len(), count, "as many claims as expected");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Pages as a PDF's text gives them, without notes to hold them against.
#[test]
fn a_published_report_is_read_by_itself() {
    let sandbox = Sandbox::new();
    let report = shared("data/audit/published-excerpt.txt");
    let (audit, _) = audited(&sandbox, &report, &["--corpus-free"]);
    let claims = audit["claims"].as_array().expect("claims");
    let named = claims
        .iter()
        .filter(|claim| !claim["respondent"].is_null())
        .count();
    assert_eq!(named, 58);
    assert_eq!(audit["summary"]["attributed"], 58);
}
