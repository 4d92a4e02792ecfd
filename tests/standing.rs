//! Stars, notes and the status of quotes.

use serde_json::Value;

use crate::sandbox::Sandbox;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["1", "2", "3"] {
        sandbox.write(
            &format!("corpus/{name}.txt"),
            "We had no coal. We left in May.\n",
        );
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,age\n1,female,15\n2,male,12\n3,male,14\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    for name in ["1", "2", "3"] {
        sandbox.ok(&["code", name, "--text", "We had no coal", "cold"]);
    }
    sandbox.ok(&[
        "code",
        "2",
        "--text",
        "We had no coal",
        "cold",
        "--coder",
        "bek",
    ]);
    sandbox
}

fn id(quote: &Value, at: usize) -> String {
    quote["codings"][at].as_str().expect("id").to_owned()
}

#[test]
fn writers_star_note_and_approve_and_picks_begin_with_stars() {
    let sandbox = study();
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(quotes[1]["codings"].as_array().expect("ids").len(), 2);
    sandbox.ok(&["quote", "star", &id(&quotes[2], 0)]);
    // One coding of a quote speaks for it, whoever made it.
    sandbox.ok(&[
        "quote",
        "status",
        "approved",
        &id(&quotes[1], 1),
        "--coder",
        "rita",
    ]);
    sandbox.ok(&["quote", "note", &id(&quotes[1], 0), "ask first"]);
    let starred = sandbox.json(&["quotes", "--starred"]);
    assert_eq!((starred.len(), &starred[0]["source"]), (1, &"3".into()));
    let approved = sandbox.json(&["quotes", "--status", "approved", "--limit", "1"]);
    assert_eq!(
        (
            &approved[0]["source"],
            &approved[0]["note"],
            &approved[0]["status"]
        ),
        (&"2".into(), &"ask first".into(), &"approved".into())
    );
    assert_eq!(sandbox.json(&["quotes", "--status", "none"]).len(), 2);
    let picked = sandbox.json(&["quotes", "--pick", "1"]);
    assert_eq!(picked[0]["source"], "3");
    let shown = sandbox.ok(&["quotes", "--positions"]);
    assert!(
        shown.contains(&id(&quotes[2], 0))
            && shown.contains("· starred")
            && shown.contains("· approved · ask first"),
        "{shown}"
    );
    // The same again is nothing; everything can be taken back.
    let history = sandbox.json(&["history"]).len();
    sandbox.ok(&["quote", "star", &id(&quotes[2], 0)]);
    assert_eq!(sandbox.json(&["history"]).len(), history);
    sandbox.ok(&["undo", "3"]);
    assert_eq!(sandbox.run(&["quotes", "--starred"]).code, 1);
    sandbox.ok(&["quote", "unstar", &id(&quotes[0], 0)]);
    let said = sandbox.run(&["quote", "star", "00000000"]);
    assert!(
        said.code == 2 && said.err.contains("no coding `00000000`"),
        "{}",
        said.err
    );
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn stars_of_two_copies_come_together() {
    let one = study();
    let other = tempfile::TempDir::new().expect("folder");
    one.ok(&[
        "backup",
        other.path().join("quotebook.db").to_str().expect("path"),
    ]);
    let there = ["--project", other.path().to_str().expect("path")];
    let quotes = one.json(&["quotes"]);
    one.ok(&["quote", "star", &id(&quotes[0], 0)]);
    one.ok(&[
        &["quote", "note", &id(&quotes[0], 0), "theirs"] as &[&str],
        &there,
    ]
    .concat());
    one.ok(&[
        &["quote", "status", "used", &id(&quotes[0], 0)] as &[&str],
        &there,
    ]
    .concat());
    let said = one.ok(&["merge", other.path().to_str().expect("path")]);
    assert!(!said.contains("conflict"), "{said}");
    let quote = &one.json(&["quotes", "--starred"])[0];
    assert_eq!(
        (&quote["note"], &quote["status"]),
        (&"theirs".into(), &"used".into())
    );
    one.ok(&["check", "--deep"]);
}
