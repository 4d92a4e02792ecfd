//! Codings get other ends, are divided and joined, and are confirmed under a new definition.

use crate::sandbox::Sandbox;

const TEXT: &str =
    "R: We had no coal. We burned the fence. Then the chairs.\n\nR: In spring we left.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", TEXT);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold", "--definition", "No fuel."]);
    sandbox.ok(&["codebook", "add", "loss"]);
    sandbox
}

fn code(sandbox: &Sandbox, words: &str) -> String {
    let made = sandbox.ok(&["code", "306", "--text", words, "cold"]);
    made.trim().to_owned()
}

fn told(sandbox: &Sandbox) -> Vec<(String, String)> {
    let word = |it: &serde_json::Value| it.as_str().expect("text").to_owned();
    let rows = sandbox.json(&["codings"]);
    rows.iter()
        .map(|it| (word(&it["code"]), word(&it["text"])))
        .collect()
}

fn pair(code: &str, words: &str) -> (String, String) {
    (code.to_owned(), words.to_owned())
}

#[test]
fn a_coding_is_resized_and_keeps_its_id() {
    let sandbox = study();
    let id = code(&sandbox, "no coal");
    let longer = "We had no coal. We burned the fence.";
    sandbox.ok(&["codings", "resize", &id, "--text", longer]);
    assert_eq!(told(&sandbox), [pair("cold", longer)]);
    assert_eq!(sandbox.json(&["codings"])[0]["coding"], id.as_str());
    // Where the coder has coded these words so already, nothing is coded twice.
    let other = code(&sandbox, "no coal");
    let refused = sandbox.run(&["codings", "resize", &other, "--text", longer]);
    assert!(
        refused.code == 2 && refused.err.contains("coded with `cold` already"),
        "{}",
        refused.err
    );
    sandbox.ok(&["undo"]);
    sandbox.ok(&["undo"]);
    assert_eq!(told(&sandbox), [pair("cold", "no coal")]);
    assert_eq!(sandbox.run(&["check", "--deep"]).code, 0);
}

#[test]
fn a_passage_is_split_off_and_joined_again() {
    let sandbox = study();
    let whole = "We had no coal. We burned the fence. Then the chairs.";
    let id = code(&sandbox, whole);
    let divide = |words: &str, more: &[&str]| {
        let args = [&["codings", "divide", &id, "--text", words], more].concat();
        sandbox.run(&args)
    };
    let divided = divide("We burned the fence.", &["--to", "loss"]);
    assert_eq!(divided.code, 0, "{}", divided.err);
    let pieces = [
        pair("cold", "We had no coal."),
        pair("loss", "We burned the fence."),
        pair("cold", "Then the chairs."),
    ];
    assert_eq!(told(&sandbox), pieces);
    let ids: Vec<&str> = divided.out.lines().collect();
    assert_eq!((ids.len(), ids[0]), (3, id.as_str()));
    for (words, expected) in [
        ("In spring we left.", "no part of the coding"),
        ("We had no coal.", "expected some of its words, not all"),
    ] {
        let refused = divide(words, &[]);
        assert!(
            refused.code == 2 && refused.err.contains(expected),
            "{}",
            refused.err
        );
    }
    let refused = sandbox.run(&["codings", "join", ids[0], ids[1]]);
    assert!(
        refused.code == 2 && refused.err.contains("one coder with one code"),
        "{}",
        refused.err
    );
    sandbox.ok(&["codings", "join", ids[2], ids[0]]);
    assert_eq!(
        told(&sandbox),
        [pair("cold", whole), pair("loss", "We burned the fence.")]
    );
    for _ in 0..2 {
        sandbox.ok(&["undo"]);
    }
    assert_eq!(told(&sandbox), [pair("cold", whole)]);
    assert_eq!(sandbox.run(&["check", "--deep"]).code, 0);
}

#[test]
fn a_changed_definition_asks_for_its_codings_again() {
    let sandbox = study();
    let id = code(&sandbox, "no coal");
    let outdated = ["codings", "--outdated"];
    assert_eq!(sandbox.run(&outdated).code, 1);
    sandbox.ok(&[
        "codebook",
        "edit",
        "cold",
        "--definition",
        "No fuel in winter.",
    ]);
    sandbox.ok(&["codebook", "rename", "cold", "Cold homes"]);
    assert_eq!(sandbox.json(&outdated)[0]["coding"], id.as_str());
    sandbox.ok(&["codings", "confirm", &id]);
    assert_eq!(sandbox.run(&outdated).code, 1);
    sandbox.ok(&["undo"]);
    assert_eq!(sandbox.json(&outdated).len(), 1);
    let versions = sandbox.json(&["codebook", "versions", "cold"]);
    let told: Vec<_> = versions
        .iter()
        .map(|it| {
            (
                it["version"].as_u64(),
                it["name"].as_str(),
                it["definition"].as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some(1), Some("cold"), Some("No fuel.")),
            (Some(2), Some("cold"), Some("No fuel in winter.")),
            (Some(2), Some("Cold homes"), Some("No fuel in winter.")),
        ]
    );
    let refused = sandbox.run(&["codebook", "edit", "cold", "--color", "red"]);
    assert!(
        refused.code == 2 && refused.err.contains("expected `#rrggbb`"),
        "{}",
        refused.err
    );
}
