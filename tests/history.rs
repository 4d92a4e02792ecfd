//! Everything can be undone, and the past can be read.

use crate::sandbox::Sandbox;

#[test]
fn undo_then_redo_is_nothing_and_every_state_stays_readable() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["codebook", "add", "push", "--name", "Push factors"]);
    sandbox.ok(&[
        "codebook",
        "add",
        "push/poverty",
        "--definition",
        "No money.",
    ]);
    sandbox.ok(&[
        "codebook",
        "edit",
        "push/poverty",
        "--definition",
        "No money at all.",
    ]);
    let before = sandbox.json(&["codes"]);
    assert_eq!(before[1]["version"], 2);
    sandbox.ok(&["undo", "2"]);
    assert_eq!(sandbox.json(&["codes"]).len(), 1);
    sandbox.ok(&["redo"]);
    sandbox.ok(&["redo"]);
    assert_eq!(sandbox.json(&["codes"]), before);
    assert_eq!(sandbox.run(&["redo"]).code, 2);
    assert_eq!(sandbox.run(&["undo", "9"]).code, 2);
    assert_eq!(sandbox.json(&["codes"]), before);
    assert_eq!(sandbox.run(&["codes", "--as-of", "2001-01-01"]).code, 1);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn a_code_in_use_is_not_removed_without_a_word_about_its_codings() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/9.txt", "We left early.\n");
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "a"]);
    sandbox.ok(&["codebook", "add", "b"]);
    sandbox.ok(&["code", "9", "0-2", "a"]);
    let said = sandbox.run(&["codebook", "remove", "a"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("has 1 codings") && said.err.contains("--recode"),
        "{}",
        said.err
    );
    sandbox.ok(&["codebook", "merge", "a", "--into", "b"]);
    let codings = sandbox.json(&["codings"]);
    assert_eq!(codings[0]["code"], "b");
    // The first coding was changed since, so taking back its making is refused.
    let history = sandbox.ok(&["history"]);
    let line = history
        .lines()
        .find(|line| line.contains("code 9 0-2"))
        .expect("operation");
    let said = sandbox.run(&["undo", &line[..8]]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("cannot be taken back"), "{}", said.err);
    sandbox.ok(&["undo", "2"]);
    assert_eq!(sandbox.run(&["codings"]).code, 1);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn the_codebook_goes_out_and_comes_back_the_same() {
    let sandbox = Sandbox::new();
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/codebook");
    sandbox.ok(&["codebook", "import", example]);
    // Families come in the order of their files' names, which the export chooses anew.
    let sorted = |sandbox: &Sandbox| {
        let mut codes: Vec<String> = sandbox
            .json(&["codes"])
            .iter()
            .map(ToString::to_string)
            .collect();
        codes.sort();
        codes
    };
    let codes = sorted(&sandbox);
    assert_eq!(codes.len(), 41);
    sandbox.ok(&["codebook", "export", "out"]);
    let other = Sandbox::new();
    let out = sandbox.path().join("out");
    other.ok(&["codebook", "import", out.to_str().expect("path")]);
    assert_eq!(sorted(&other), codes);
    let said = sandbox.run(&["codebook", "check"]);
    assert_eq!(said.code, 1);
    assert!(said.out.contains("push/poverty"), "{}", said.out);
}
