//! Blind means blind: until a round is revealed, nothing tells a coder what another one did.

use quotebook::model::hash::Hash;

use crate::sandbox::{Said, Sandbox};
use crate::served::Served;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    for name in ["1", "2", "3"] {
        let text = "We had no coal at all. The lamp was broken. We left in May.\n";
        sandbox.write(&format!("corpus/{name}.txt"), text);
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,warm\n1,female,yes\n2,male,yes\n3,male,no\n",
    );
    sandbox.write(
        "quotebook.toml",
        "[classification.category]\nvalues = [{ name = \"left\" }, { name = \"stayed\" }]\n",
    );
    // A rule that holds codings against the register.
    std::fs::create_dir(sandbox.path().join("contradictions")).expect("folder");
    sandbox.write(
        "contradictions/cold.toml",
        "[[rule]]\nid = \"cold\"\nsays = \"warm and cold\"\ncodes = [\"cold\"]\nregister = [{ warm = [\"yes\"] }]\n",
    );
    sandbox.ok(&["import", "--coder", "rita"]);
    sandbox.ok(&["codebook", "add", "cold", "--coder", "rita"]);
    sandbox.ok(&["codebook", "add", "dark", "--coder", "rita"]);
    sandbox
}

fn code(at: &Sandbox, who: &str, source: &str, words: &str, code: &str) -> Said {
    at.run(&["code", source, "--text", words, code, "--coder", who])
}

/// Everything that the program says to ana, in every command that reads.
fn heard(sandbox: &Sandbox) -> String {
    let db = sandbox.path().join("quotebook.db");
    let asked: &[&[&str]] = &[
        &["status"],
        &["status", "--format", "json"],
        &["sources", "--format", "json"],
        &["respondents", "--format", "json"],
        &["respondents", "--where", "code:cold"],
        &["codes", "--format", "json"],
        &["codes", "--unused"],
        &["codes", "--where", "coder:bek", "--format", "json"],
        &["coders", "--format", "json"],
        &["codings", "--format", "json"],
        &["codings", "--by-coder", "bek"],
        &["codings", "--outdated", "--format", "json"],
        &["codebook", "versions", "cold", "--format", "json"],
        &["codings", "--as-of", "2100-01-01"],
        &["quotes", "--format", "json"],
        &["quotes", "--by-coder", "bek"],
        &["quotes", "--form", "marked"],
        &["quotes", "--translation", "both", "--format", "json"],
        &["report", "--format", "md"],
        &["quotes", "--where", "coder:bek"],
        &["search", "code:dark", "--format", "json"],
        &["search", "coder:bek", "--count"],
        &["search", "code:cold OVERLAPS code:dark"],
        &["history", "--format", "json"],
        &["history", "--on", "source:1"],
        &["history", "--on", "coder:bek"],
        &["agreement"],
        &["agreement", "--coders", "ana,bek"],
        &["disagreements", "--coders", "ana,bek"],
        &["settle", "--export", "-"],
        &[
            "sample",
            "--double",
            "100%",
            "--coders",
            "ana,bek",
            "--seed",
            "1",
            "--dry-run",
            "--min-per-code",
            "1",
        ],
        &["codebook", "show", "--format", "json"],
        &["codebook", "check"],
        &["check", "--deep"],
        &["table", "codes", "--by", "gender"],
        &["table", "factors", "--codes", "cold"],
        &["table", "cooccurrence"],
        &["table", "matrix", "--format", "csv"],
        &["table", "saturation"],
        &["quotes", "--pick", "2"],
        &["balance"],
        &["plot", "bars", "--by", "gender", "--format", "svg"],
        &["plot", "portrait", "--format", "svg"],
        &["plot", "timeline", "--format", "svg"],
        &["report", "--format", "md"],
        &["classifications", "--format", "json"],
        &["classifications", "--conflicts"],
        &["contradictions", "--format", "json", "--all"],
        &["respondent", "1", "--format", "json"],
        &["respondent", "2"],
        &["respondents", "--check"],
        &["table", "flow"],
        &["plot", "flow", "--format", "svg"],
        &["agreement", "--attribute", "category"],
        &["history", "--on", "respondent:2"],
        &["assignments", "--format", "json"],
        &["exports", "--format", "json"],
        &["exports", "theirs.csv"],
        &["route", "show", "1"],
        &["routes", "--by", "gender"],
        &["places", "--format", "json"],
        &["places", "--suggest"],
        &["plot", "routes"],
        &["plot", "map"],
        &["export", "heard.qdpx", "--format", "json"],
        &["export", "heard.jsonld"],
        &["export", "heard.csv", "--no-starters"],
        &["export", "heard.jsonl", "--no-starters"],
        &["export", "heard.parquet", "--no-starters"],
        &["export", "heard.sav", "--no-starters"],
        &["export", "heard.html"],
        &["quotes", "--format", "jsonl"],
        &["archive", "heard.zip"],
        &["disclosure"],
        &["redact", "--log"],
    ];
    // What ana exports here is recorded, and shall not be heard the next time.
    let kept = std::fs::read(&db).expect("database");
    let mut all = String::new();
    for args in asked {
        let said = sandbox.run(args);
        all.push_str(&format!(
            "{args:?} {}\n{}{}\n",
            said.code, said.out, said.err
        ));
    }
    std::fs::write(&db, kept).expect("database");
    for file in [
        "heard.qdpx",
        "heard.jsonld",
        "heard.zip",
        "heard.csv",
        "heard.jsonl",
        "heard.parquet",
        "heard.sav",
        "heard.html",
    ] {
        let bytes = std::fs::read(sandbox.path().join(file)).unwrap_or_default();
        all.push_str(&format!("{file} {}\n", Hash::of(&bytes)));
    }
    all
}

#[test]
fn until_a_round_is_revealed_no_command_tells_what_another_coder_did() {
    let sandbox = study();
    sandbox.ok(&[
        "round", "open", "first", "--coders", "ana,bek", "--coder", "rita",
    ]);
    assert_eq!(code(&sandbox, "ana", "1", "no coal", "cold").code, 0);
    std::fs::write(sandbox.path().join("theirs.csv"), "").expect("a file");
    let classify = |who, respondent, value| {
        let said = sandbox.run(&["classify", respondent, value, "--coder", who]);
        assert_eq!(said.code, 0, "{}", said.err);
    };
    classify("ana", "1", "left");
    let before = heard(&sandbox);
    assert_eq!(
        code(&sandbox, "bek", "1", "The lamp was broken", "dark").code,
        0
    );
    assert_eq!(code(&sandbox, "bek", "2", "no coal at all", "cold").code, 0);
    // A code of words that were said tells what was coded, as much as the coding.
    let spoken = "We left in May";
    let add = ["codebook", "add", "may", "--name", spoken, "--in-vivo"];
    sandbox.ok(&[&add as &[&str], &["--coder", "bek"]].concat());
    assert_eq!(code(&sandbox, "bek", "3", spoken, "may").code, 0);
    assert!(sandbox.ok(&["codes", "--coder", "bek"]).contains(spoken));
    sandbox.ok(&["memo", "source:1", "He sounds tired.", "--coder", "bek"]);
    sandbox.ok(&["quotes", "-o", "theirs.csv", "--coder", "bek"]);
    let theirs = sandbox.run(&["contradictions", "--format", "json", "--coder", "bek"]);
    let theirs: Vec<serde_json::Value> = serde_json::from_str(&theirs.out).expect("JSON");
    assert_eq!(theirs.len(), 1, "their own coding contradicts the register");
    let name = theirs[0]["contradiction"].as_str().expect("a name");
    sandbox.ok(&[
        "contradictions",
        "settle",
        name,
        "--both",
        "--because",
        "Both.",
        "--coder",
        "bek",
    ]);
    classify("bek", "1", "stayed");
    classify("bek", "2", "left");
    let theirs = sandbox.run(&["codings", "--format", "json", "--coder", "bek"]);
    let theirs: Vec<serde_json::Value> = serde_json::from_str(&theirs.out).expect("JSON");
    assert_eq!(theirs.len(), 3);
    let own = theirs[0]["coding"].as_str().expect("id");
    for args in [
        &[
            "quote",
            "edit",
            own,
            "--text",
            "The lamp was [quite] broken",
        ] as &[&str],
        &[
            "quote",
            "translate",
            own,
            "--language",
            "de",
            "--text",
            "Die Lampe",
            "--by",
            "bek",
        ],
    ] {
        sandbox.ok(&[args, &["--coder", "bek"]].concat());
    }
    let after = heard(&sandbox);
    assert_eq!(before, after, "ana hears of bek's work");
    assert!(after.contains("until `first` is revealed, `ana` sees only their own"));
    // Not by id either, nor by taking back.
    let id = theirs[0]["coding"].as_str().expect("id");
    for args in [
        &["uncode", id] as &[&str],
        &["recode", id, "--code", "cold"],
        &["memo", id, "Hm."],
        &["quote", "edit", id, "--text", "The lamp"],
        &["quote", "edit", id, "--remove"],
        &["quote", "translate", id, "--language", "de", "--remove"],
    ] {
        let said = sandbox.run(args);
        assert_eq!(said.code, 2, "{args:?}");
    }
    sandbox.ok(&["undo"]);
    let left = sandbox.run(&["codings", "--format", "json", "--coder", "bek"]);
    assert!(
        left.out.contains("The lamp was broken"),
        "ana took back her own coding"
    );
    // Nor does the reviewer, nor somebody new.
    for who in ["rita", "eve"] {
        let said = sandbox.run(&["codings", "--coder", who]);
        assert_eq!((said.code, said.out.as_str()), (1, ""), "{who}");
    }
    sandbox.ok(&["round", "reveal", "--coder", "rita"]);
    assert!(sandbox.ok(&["codes"]).contains(spoken));
    assert!(sandbox.ok(&["history"]).contains("add code `may`"));
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn the_page_offers_to_take_back_only_what_it_takes_back() {
    let sandbox = study();
    sandbox.ok(&[
        "round", "open", "first", "--coders", "ana,bek", "--coder", "rita",
    ]);
    assert_eq!(code(&sandbox, "ana", "1", "no coal", "cold").code, 0);
    sandbox.write("corpus/4.txt", "Later there was coal.\n");
    sandbox.ok(&["import", "--coder", "bek"]);
    let (served, session) = Served::new(&sandbox);
    let none = serde_json::Value::Null;
    let page = served.own(&session, "GET", "/history", &none).body;
    let offered: Vec<&str> = page
        .split("data-undo=\"")
        .skip(1)
        .filter_map(|it| it.split('"').next())
        .collect();
    assert!(offered.len() > 2, "{page}");
    // The round is rita's to take back.
    let rounds = sandbox.json(&["history"]);
    let round = rounds
        .iter()
        .find(|it| it["summary"] == "open round `first`")
        .expect("round");
    let round = round["operation"].as_str().expect("id");
    assert!(
        !offered.iter().any(|it| it.ends_with(round)),
        "{round} {offered:?}"
    );
    let last = offered.first().expect("one");
    let undone = served.own(
        &session,
        "POST",
        "/api/undo",
        &serde_json::json!({ "operation": last }),
    );
    assert_eq!(undone.status, 200, "{}", undone.body);
}

#[test]
fn a_round_is_closed_and_revealed_by_who_opened_it() {
    let sandbox = study();
    sandbox.ok(&["round", "open", "--coders", "ana,bek", "--coder", "rita"]);
    code(&sandbox, "ana", "1", "no coal", "cold");
    code(&sandbox, "bek", "1", "no coal", "cold");
    for verb in ["close", "reveal"] {
        let said = sandbox.run(&["round", verb]);
        assert_eq!(said.code, 2);
        assert!(said.err.contains("was opened by `rita`"), "{}", said.err);
    }
    let history = sandbox.json(&["history"]);
    let open = history
        .iter()
        .find(|it| it["summary"] == "open round `round 1`")
        .expect("open");
    let said = sandbox.run(&["undo", open["operation"].as_str().expect("id")]);
    assert_eq!(said.code, 2, "{}", said.err);
    sandbox.ok(&["round", "close", "--coder", "rita"]);
    let said = code(&sandbox, "ana", "2", "no coal", "cold");
    assert!(
        said.code == 2 && said.err.contains("round `round 1` is closed"),
        "{}",
        said.err
    );
    // Who is not in the round works on.
    assert_eq!(code(&sandbox, "cem", "2", "no coal", "cold").code, 0);
    assert_eq!(sandbox.json(&["codings"]).len(), 2, "ana's own and cem's");
    sandbox.ok(&["round", "reveal", "--coder", "rita"]);
    assert_eq!(sandbox.json(&["codings"]).len(), 3);
    let rounds = sandbox.json(&["round"]);
    assert_eq!(
        (&rounds[0]["state"], &rounds[0]["coders"]),
        (&"revealed".into(), &serde_json::json!(["ana", "bek"]))
    );
    // A second round about other sources hides nothing of the first.
    sandbox.ok(&["round", "open", "--where", "source:3", "--coder", "rita"]);
    code(&sandbox, "bek", "3", "no coal", "cold");
    assert_eq!(sandbox.json(&["codings"]).len(), 3);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn rounds_that_cannot_be_are_refused() {
    let sandbox = study();
    for (args, expected) in [
        (&["round", "reveal"] as &[&str], "no round is open"),
        (&["round", "close", "x"], "no round `x`"),
        (
            &["round", "open", "--where", "zeppelin"],
            "no source answers",
        ),
    ] {
        let said = sandbox.run(args);
        assert_eq!(said.code, 2);
        assert!(said.err.contains(expected), "{}", said.err);
    }
    sandbox.ok(&["round", "open", "x"]);
    assert_eq!(sandbox.run(&["round", "open", "x"]).code, 2);
}
