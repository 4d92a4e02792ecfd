//! Respondents classified with evidence, by several people, apart, and settled.

use crate::sandbox::{Said, Sandbox};

const SETTINGS: &str = r#"
[[classification.category.values]]
name = "young leaver"
definition = "Left home before they were eighteen."
requires = "age:[0 TO 17]"

[[classification.category.values]]
name = "adult leaver"
definition = "Left home later."
requires = "age:[18 TO *]"

[[classification.category.values]]
name = "stayed"
definition = "Did not leave."

[[classification.category.values]]
name = "excluded"
excludes = true
reasons = [
  { name = "no consent", definition = "Did not agree." },
  { name = "notes too thin", definition = "Less than a page." },
]
"#;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("quotebook.toml", SETTINGS);
    for (name, said) in [
        ("1", "I left in May. The lamp was broken. We had no coal."),
        ("2", "I stayed. The lamp was whole."),
        ("3", "I left in June."),
    ] {
        sandbox.write(&format!("corpus/{name}.txt"), &format!("{said}\n"));
    }
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,,female,16\n2,,male,19\n3,,male,17\n",
    );
    sandbox.ok(&["import", "--coder", "rita"]);
    sandbox
}

fn classify(at: &Sandbox, who: &str, args: &[&str]) -> Said {
    at.run(&[&["classify"], args, &["--coder", who]].concat())
}

fn category(at: &Sandbox, respondent: &str) -> String {
    let rows = at.json(&["respondents"]);
    let row = rows.iter().find(|it| it["respondent"] == respondent);
    row.expect("there")["category"]
        .as_str()
        .unwrap_or("")
        .to_owned()
}

#[test]
fn what_classifiers_say_becomes_the_value_and_a_difference_is_unsettled_until_it_is_settled() {
    let sandbox = study();
    sandbox.ok(&["codebook", "add", "leaving"]);
    let coding = sandbox.ok(&["code", "1", "--text", "I left in May", "leaving"]);
    let said = classify(
        &sandbox,
        "ana",
        &["1", "Young leaver", "--because", coding.trim(), "1:14-33"],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(category(&sandbox, "1"), "young leaver");
    let rows = sandbox.json(&["classifications"]);
    assert_eq!(rows[0]["because"], serde_json::json!(["1:0-13", "1:14-33"]));
    assert_eq!(rows[0]["text"][0], "I left in May");
    assert_eq!(
        (&rows[0]["state"], &rows[0]["coder"]),
        (&"single".into(), &"ana".into())
    );

    let said = classify(
        &sandbox,
        "bek",
        &["1", "stayed", "--note", "Only for a week."],
    );
    assert!(said.err.contains("no evidence was given"), "{}", said.err);
    assert!(said.err.contains("`unsettled` until"), "{}", said.err);
    assert_eq!(category(&sandbox, "1"), "unsettled");
    let found = sandbox.json(&["respondents", "--where", "category:unsettled"]);
    assert_eq!(found.len(), 1, "queries know it too");
    assert_eq!(sandbox.json(&["classifications", "--conflicts"]).len(), 2);
    let text = sandbox.ok(&["classifications", "--conflicts"]);
    assert!(text.contains("No evidence given"), "{text}");

    let said = classify(
        &sandbox,
        "rita",
        &["1", "young leaver", "--settle", "A week is leaving."],
    );
    assert_eq!(said.code, 0, "{}", said.err);
    assert_eq!(category(&sandbox, "1"), "young leaver");
    assert_eq!(sandbox.run(&["classifications", "--conflicts"]).code, 1);
    let rows = sandbox.json(&["classifications"]);
    let settled = rows
        .iter()
        .find(|it| it["coder"] == "consensus")
        .expect("settled");
    assert_eq!(settled["note"], "A week is leaving.");
    assert_eq!(
        settled["text"][0], "I left in May",
        "the evidence of who said the same"
    );
    let table = sandbox.ok(&["table", "attribute", "category", "--format", "csv"]);
    assert!(table.contains("young leaver"), "{table}");

    // Whatever is said later keeps the history and does not undo what was settled.
    let said = classify(
        &sandbox,
        "bek",
        &["1", "excluded", "--reason", "notes too thin"],
    );
    assert!(
        said.err.contains("settled as `young leaver` on"),
        "{}",
        said.err
    );
    assert_eq!(category(&sandbox, "1"), "young leaver");
    sandbox.write(
        "more.csv",
        "respondent,coder,value,reason,because,note\n1,ana,stayed,,,\n",
    );
    let said = sandbox.ok(&["import", "more.csv"]);
    assert!(said.contains("settled as `young leaver` on"), "{said}");
    assert_eq!(category(&sandbox, "1"), "young leaver");
    sandbox.ok(&["undo"]);
    let said = classify(&sandbox, "Consensus", &["1", "stayed"]);
    assert!(said.err.contains("is nobody's name"), "{}", said.err);
    let said = classify(&sandbox, "rita", &["2", "stayed", "--settle", "It is so."]);
    assert!(said.err.contains("nobody differed"), "{}", said.err);
    sandbox.ok(&["undo", "--coder", "bek"]);
    assert_eq!(category(&sandbox, "1"), "young leaver");
    let history = sandbox.ok(&["history", "--on", "respondent:1"]);
    assert!(
        history.contains("classify respondent 1 as `stayed`"),
        "{history}"
    );
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn what_does_not_fit_is_refused_with_what_is_expected() {
    let sandbox = study();
    for (args, expected) in [
        (&["4", "stayed"] as &[&str], "there is no respondent `4`"),
        (&["1", "staid"], "did you mean `stayed`?"),
        (&["2", "young leaver"], "requires `age:[0 TO 17]`"),
        (&["2", "young leaver"], "it says: age 19"),
        (
            &["1", "excluded"],
            "expected one of `no consent`, `notes too thin`",
        ),
        (
            &["1", "excluded", "--reason", "no consents"],
            "did you mean `no consent`?",
        ),
        (&["1", "stayed", "--reason", "no consent"], "has no reasons"),
        (
            &["1", "stayed", "--because", "2:0-8"],
            "source `2` is of respondent `2`",
        ),
        (
            &["1", "stayed", "--because", "no such words"],
            "as they stand in a source of respondent `1`",
        ),
        (&["1", "stayed", "--because", "1:0-800"], "in source `1`"),
        (
            &["1", "stayed", "--attribute", "gender"],
            "nobody is classified by `gender`",
        ),
        (&["1", "stayed", "--settle", ""], "--settle"),
    ] {
        let said = classify(&sandbox, "ana", args);
        assert_eq!(said.code, 2, "{args:?} {}", said.err);
        assert!(said.err.contains(expected), "{args:?}: {}", said.err);
    }
    assert_eq!(
        sandbox.run(&["classifications"]).code,
        1,
        "nothing was kept"
    );
}

#[test]
fn evidence_follows_its_words_through_a_correction() {
    let sandbox = study();
    classify(
        &sandbox,
        "ana",
        &["1", "young leaver", "--because", "We had no coal"],
    );
    sandbox.write(
        "corpus/1.txt",
        "In truth: I left in May. The lamp was broken. We had no coal.\n",
    );
    sandbox.ok(&["import"]);
    let rows = sandbox.json(&["classifications"]);
    assert_eq!(rows[0]["text"][0], "We had no coal");
    assert_eq!(rows[0]["because"][0], "1:46-60");
    sandbox.write("corpus/1.txt", "Nothing of the kind.\n");
    sandbox.ok(&["import"]);
    let text = sandbox.ok(&["classifications"]);
    assert!(text.contains("no more"), "{text}");
}

#[test]
fn classifiers_work_apart_until_the_round_is_revealed_and_are_compared() {
    let sandbox = study();
    sandbox.ok(&["round", "open", "--coders", "ana,bek", "--coder", "rita"]);
    for (who, of) in [
        ("ana", ["young leaver", "stayed", "stayed"]),
        ("bek", ["stayed"; 3]),
    ] {
        for (respondent, value) in ["1", "2", "3"].into_iter().zip(of) {
            assert_eq!(classify(&sandbox, who, &[respondent, value]).code, 0);
        }
    }
    let rows = sandbox.json(&["classifications"]);
    assert!(
        rows.iter()
            .all(|it| it["coder"] == "ana" && it["state"] == "single"),
        "{rows:?}"
    );
    assert_eq!(rows.len(), 3);
    let rita = sandbox.run(&["respondents", "--format", "json", "--coder", "rita"]);
    assert!(rita.out.contains("\"category\":null"), "{}", rita.out);
    assert_eq!(
        sandbox.run(&["agreement", "--attribute", "category"]).code,
        2
    );
    let said = classify(
        &sandbox,
        "rita",
        &["1", "stayed", "--settle", "I think so."],
    );
    assert!(
        said.code == 2 && said.err.contains("is not revealed"),
        "{}",
        said.err
    );
    sandbox.ok(&["round", "close", "--coder", "rita"]);
    let said = classify(&sandbox, "ana", &["1", "stayed"]);
    assert!(
        said.code == 2 && said.err.contains("is closed"),
        "{}",
        said.err
    );
    sandbox.ok(&["round", "reveal", "--coder", "rita"]);
    assert_eq!(sandbox.json(&["classifications"]).len(), 6);
    let answer = sandbox.ok(&["agreement", "--attribute", "category", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&answer).expect("JSON");
    assert_eq!(
        (&answer["unit"], &answer["n"]),
        (&"respondent".into(), &3.into())
    );
    let percent = answer["measures"][0]["value"].as_f64().expect("a value");
    assert!(
        (percent - 2.0 / 3.0).abs() < 1e-9 || (percent - 200.0 / 3.0).abs() < 1e-9,
        "{percent}"
    );
    assert_eq!(answer["codes"].as_array().map(Vec::len), Some(2));
}

/// 571 interviewed, 103 excluded; of the 468 kept 259, 103 and 106 in three categories.
#[test]
fn the_flow_of_a_published_sample_adds_up() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "quotebook.toml",
        "[classification.category]\nvalues = [{ name = \"vulnerable child\" }, { name = \"trafficking victim\" }, \
         { name = \"street-connected youth\" }, { name = \"excluded\", excludes = true, reasons = [\
         { name = \"too old\" }, { name = \"notes too thin\" }] }]\n",
    );
    let mut register = "ID,category,category_reason,gender\n".to_owned();
    let groups = [
        ("vulnerable child", "", 259),
        ("trafficking victim", "", 103),
        ("street-connected youth", "", 106),
        ("excluded", "too old", 60),
        ("excluded", "notes too thin", 42),
    ];
    let mut number = 0;
    for (value, reason, times) in groups {
        for _ in 0..times {
            number += 1;
            register.push_str(&format!("{number},{value},{reason},female\n"));
        }
    }
    register.push_str("571,,,female\n");
    sandbox.write("corpus/respondents.csv", &register);
    sandbox.ok(&["import"]);
    let last = classify(&sandbox, "ana", &["571", "excluded", "--reason", "too old"]);
    assert_eq!(last.code, 0, "{}", last.err);
    let rows = sandbox.json(&["table", "flow"]);
    let n = |step: &str, value: Option<&str>| {
        let found = rows
            .iter()
            .find(|it| it["step"] == step && it["value"].as_str() == value);
        found.expect(step)["n"].as_u64().expect("a number")
    };
    assert_eq!(
        (n("interviewed", None), n("excluded", None), n("kept", None)),
        (571, 103, 468)
    );
    let kept = [
        "vulnerable child",
        "trafficking victim",
        "street-connected youth",
    ];
    assert_eq!(kept.map(|it| n("kept", Some(it))), [259, 103, 106]);
    assert_eq!(
        ["too old", "notes too thin"].map(|it| n("excluded", Some(it))),
        [61, 42]
    );
    assert_eq!(rows.len(), 8, "nobody is anywhere else");
    let text = sandbox.ok(&["table", "flow"]);
    assert!(
        text.contains("kept (N=468)") && text.contains("55.3"),
        "{text}"
    );
    let svg = sandbox.ok(&["plot", "flow", "--format", "svg"]);
    assert!(svg.contains("interviewed") && svg.contains("468"), "drawn");
    let said = sandbox.run(&["table", "flow", "--attribute", "categry"]);
    assert!(
        said.code == 2 && said.err.contains("did you mean `category`?"),
        "{}",
        said.err
    );
}

#[test]
fn a_table_of_classifications_comes_in_row_by_row_and_goes_out_as_it_came() {
    let sandbox = study();
    sandbox.write(
        "corpus/classifications.csv",
        "respondent,coder,value,reason,because,note\n\
         1,ana,young leaver,,1:0-13; 1:34-49,\n\
         1,bek,stayed,,The lamp was broken,Hm.\n\
         2,ana,young leaver,,,\n\
         3,bek,excluded,late,,\n\
         9,bek,stayed,,,\n\
         3,ana,young leaver,,I left in May,\n",
    );
    let said = sandbox.run(&["import", "--coder", "rita"]);
    assert_eq!(said.code, 1, "some rows were refused");
    let said = said.out + &said.err;
    for expected in [
        "6 classifications: 2 new, 0 there before, 4 refused",
        "row 4: `young leaver` requires `age:[0 TO 17]`",
        "row 5: there is no reason `late` of `excluded`",
        "row 6: there is no respondent `9`",
        "row 7: `I left in May` is no evidence",
    ] {
        assert!(said.contains(expected), "{expected}: {said}");
    }
    assert_eq!(category(&sandbox, "1"), "unsettled");
    // Where nobody has said which values there are, a table brings its own.
    sandbox.write(
        "own.csv",
        "respondent,attribute,value,because\n1,gender,girl,\n",
    );
    let said = sandbox.ok(&["import", "own.csv"]);
    assert!(
        said.contains("values of `gender` are taken as they stand"),
        "{said}"
    );
    assert_eq!(
        sandbox
            .json(&["respondents", "--where", "gender:girl"])
            .len(),
        1
    );
    sandbox.ok(&["undo"]);
    let table = sandbox.ok(&["classifications", "--format", "csv"]);
    sandbox.write("again.csv", &table);
    let said = sandbox.ok(&["import", "again.csv"]);
    assert!(
        said.contains("2 classifications: 0 new, 2 there before, 0 refused"),
        "{said}"
    );
}

#[test]
fn classifications_of_two_copies_come_together() {
    let sandbox = study();
    sandbox.write("copy.txt", "");
    let copy = sandbox.path().join("copy");
    std::fs::create_dir(&copy).expect("folder");
    for file in ["quotebook.toml", "quotebook.db"] {
        std::fs::copy(sandbox.path().join(file), copy.join(file)).expect("copied");
    }
    let inside = |args: &[&str]| sandbox.run(&[args, &["--project", "copy"]].concat());
    classify(&sandbox, "ana", &["1", "young leaver"]);
    classify(&sandbox, "rita", &["3", "young leaver"]);
    assert_eq!(
        inside(&["classify", "1", "stayed", "--coder", "bek"]).code,
        0
    );
    assert_eq!(
        inside(&["classify", "3", "stayed", "--coder", "rita"]).code,
        0
    );
    let said = sandbox.run(&["merge", "copy"]);
    assert!(said.code < 2, "{}", said.err);
    assert_eq!(category(&sandbox, "1"), "unsettled", "two people");
    let told = format!("{}{}", said.out, said.err);
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "classification `category of 3 by rita`: both changed its value; `stayed`";
    assert!(told.contains(expected), "one person twice: {told}");
    let rows = sandbox.json(&["classifications", "--respondent", "3"]);
    assert_eq!(rows.len(), 1, "{rows:?}");
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn a_register_that_does_not_fit_the_settings_is_told_as_it_comes_in_and_when_it_is_corrected() {
    let sandbox = study();
    sandbox.write(
        "corpus/1.txt",
        "I: How old are you?\n\nR: I'm seventeen! The lamp was broken.\n",
    );
    let register = "ID,category,gender,age,day\n1,young leaver,female,16,2025-03-01\n\
                    2,adult leavr,male,19,31.02.2025\n3,stayed,male,17,2025-03-02\n\
                    4,stayed,male,17,2025-03-02\n5,stayed,male,17,2025-03-02\n\
                    6,stayed,male,17,2025-03-02\n";
    sandbox.write("corpus/respondents.csv", register);
    for args in [&["import", "--dry-run"] as &[&str], &["import"]] {
        let said = sandbox.ok(args);
        for told in [
            "respondent 2: `category` is `adult leavr`, expected one of the settings, did you mean `adult leaver`?",
            "changed: `day`: row 3 (respondent 2) is `31.02.2025`, kept as words, expected a day such as 2025-04-11",
        ] {
            assert!(said.contains(told), "{told}: {said}");
        }
    }
    assert_eq!(category(&sandbox, "2"), "adult leavr", "as it was written");
    let all = sandbox.json(&["contradictions"]);
    let name = all[0]["contradiction"].as_str().expect("a name");
    let settle = |age: &str| {
        let args = [
            "contradictions",
            "settle",
            name,
            "--register",
            age,
            "--because",
            "asked",
        ];
        sandbox.run(&args).err
    };
    let said = settle("17");
    assert!(!said.contains("requires"), "{said}");
    sandbox.ok(&["undo"]);
    let said = settle("18");
    let told = "respondent 1: classified as `young leaver`, which requires `age:[0 TO 17]`";
    assert!(said.contains(told), "{said}");
    assert!(sandbox.ok(&["check"]).contains(told));
    sandbox.ok(&["undo"]);
    sandbox.write(
        "corpus/respondents.csv",
        &register
            .replace("female,16", "female,21")
            .replace("31.02.2025", "2025-03-03"),
    );
    let said = sandbox.ok(&["import"]);
    assert!(said.contains(told), "{said}");
    assert!(!said.contains("adult leavr"), "it was told before: {said}");
}

#[test]
fn those_who_are_excluded_do_not_count_unless_they_are_asked_for() {
    let sandbox = study();
    sandbox.ok(&["codebook", "add", "lamp"]);
    for (source, words) in [("1", "The lamp was broken"), ("2", "The lamp was whole")] {
        sandbox.ok(&["code", source, "--text", words, "lamp"]);
    }
    sandbox.write(
        "routes.csv",
        "respondent,order,place\n1,1,Aysary\n1,2,Taraz\n2,1,Aysary\n2,2,Osh\n",
    );
    sandbox.ok(&["import"]);
    classify(
        &sandbox,
        "ana",
        &["2", "excluded", "--reason", "no consent"],
    );
    let base = |args: &[&str]| -> u64 {
        let csv = sandbox.ok(&[args, &["--format", "csv"]].concat());
        let mut lines = csv.lines().map(|it| it.split(',').collect::<Vec<_>>());
        let head = lines.next().expect("a head");
        let at = head.iter().position(|it| *it == "base").expect("a base");
        lines.next().expect("a row")[at].parse().expect("a number")
    };
    assert_eq!(base(&["table"]), 2);
    assert_eq!(base(&["table", "--excluded"]), 3);
    assert_eq!(base(&["table", "attribute", "gender"]), 2);
    assert_eq!(base(&["table", "--where", "category:excluded"]), 1);
    let text = sandbox.ok(&["table"]);
    let told = "Not counted: 1 of 3 respondents, who are excluded; 2 are kept.";
    assert!(text.contains(told), "{text}");
    assert!(!sandbox.ok(&["table", "--excluded"]).contains("Not counted"));
    let said = sandbox.run(&["table", "--format", "csv"]);
    assert!(said.err.contains(told), "{}", said.err);
    let routes = sandbox.ok(&["routes"]);
    assert!(
        routes.contains("N = 1 respondents with a route") && routes.contains(told),
        "{routes}"
    );
    assert!(sandbox.ok(&["routes", "--excluded"]).contains("N = 2"));
    sandbox.write(
        "report.toml",
        "[[section]]\ntitle = \"A\"\ncontent = [\"plot bars\", \"table\"]\n",
    );
    let report = sandbox.ok(&["report", "report.toml", "--format", "md"]);
    assert_eq!(
        report.matches("Not counted: 1 of 3").count(),
        2 + 2,
        "{report}"
    );
    let said = sandbox.run(&["quotes", "--format", "json"]);
    assert!(!said.out.contains("The lamp was whole"), "{}", said.out);
    assert!(
        said.err.contains("`--excluded` prints them too"),
        "{}",
        said.err
    );
    assert_eq!(sandbox.json(&["quotes", "--excluded"]).len(), 2);
    assert_eq!(sandbox.json(&["quotes", "category:excluded"]).len(), 1);
    let flow = sandbox.json(&["table", "flow"]);
    assert_eq!(flow[0]["n"], 3, "the flow is of everybody");
}

#[test]
fn reasons_in_a_column_of_another_name_are_told_with_the_register() {
    let sandbox = Sandbox::new();
    sandbox.write("quotebook.toml", SETTINGS);
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,reason,gender,age\n1,excluded,no consent,female,16\n2,stayed,,male,19\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["respondents", "--check", "--format", "json"]);
    assert_eq!(said.code, 1);
    let told =
        "reasons are read from `category_reason`, and the register has `reason`; rename the column";
    assert!(said.out.contains(told), "{}", said.out);
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,category_reason,gender,age\n1,excluded,no consent,female,16\n2,stayed,,male,19\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["respondents", "--check"]);
    assert!(!said.out.contains("reason column"), "{}", said.out);
}

#[test]
fn the_flow_through_another_attribute_leaves_out_whom_a_classification_excludes() {
    let sandbox = study();
    classify(
        &sandbox,
        "ana",
        &["3", "excluded", "--reason", "no consent"],
    );
    let table = sandbox.ok(&["table", "flow", "--attribute", "gender"]);
    let line = |name: &str| {
        let mut lines = table.lines().filter(|it| it.contains(name));
        lines.next().unwrap_or_default().to_owned()
    };
    assert!(line("Excluded").contains('1'), "{table}");
    assert!(line("no consent").contains('1'), "{table}");
    assert!(line("Kept").contains('2'), "{table}");
}
