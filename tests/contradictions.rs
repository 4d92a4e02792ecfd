//! The register against the notes: what ships is tested by its own examples, what is planted in the
//! example study is found and nothing else, and what is settled stays so while both sides do.

use quotebook::analysis::contradictions::{compile, failing};
use quotebook::project::{example_answers, shipped_rules};

use crate::sandbox::Sandbox;

#[test]
fn the_rules_that_ship_come_out_as_their_examples_say() {
    let rules = compile(shipped_rules().expect("rules")).expect("compiled");
    for rule in &rules {
        let wrong = failing(rule, &|query, study, text| {
            example_answers(query, study, text).expect("an answer")
        });
        assert!(wrong.is_empty(), "{}: examples {wrong:?}", rule.rule.id);
        let of = |contradicts| {
            rule.rule
                .examples
                .iter()
                .any(|it| it.contradicts == contradicts)
        };
        assert!(of(true) && of(false), "{} shows both", rule.rule.id);
    }
    // Without its guards a rule finds what it must leave alone.
    let mut rules = shipped_rules().expect("rules");
    for rule in &mut rules {
        rule.unless.clear();
    }
    let unguarded = compile(rules).expect("compiled");
    let failed = unguarded
        .iter()
        .filter(|rule| !failing(rule, &|_, _, _| Vec::new()).is_empty());
    assert!(failed.count() >= 8);
}

#[test]
fn the_planted_contradictions_of_the_example_study_are_found_and_no_other() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let found = sandbox.json(&["contradictions", "--project", "study"]);
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|it| {
            (
                it["respondent"].as_str().expect("who"),
                it["rule"].as_str().expect("rule"),
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("101", "poverty/closed-answer"),
            ("131", "siblings/none"),
            ("312", "school/not-attending"),
            ("401", "age/now"),
            ("427", "ru/gender/past-male"),
            ("441", "siblings/fewer"),
        ]
    );
    let said = sandbox.ok(&["check", "--project", "study"]);
    assert!(
        said.contains("respondent 441") && said.contains("my four brothers"),
        "{said}"
    );
    assert!(said.contains("3 classifications differ"), "{said}");
    let page = sandbox.ok(&["respondent", "401", "--project", "study"]);
    for part in [
        "Quoted as (401,",
        "I'm nineteen!",
        "age 18",
        "Codes",
        "by ana",
    ] {
        assert!(page.contains(part), "{part}: {page}");
    }
    for ending in ["md", "html", "docx", "json"] {
        let file = format!("page.{ending}");
        sandbox.ok(&["respondent", "441", "--project", "study", "-o", &file]);
        let bytes = std::fs::read(sandbox.path().join(&file)).expect("written");
        assert!(bytes.len() > 500, "{ending}");
    }
    let json = sandbox.ok(&[
        "respondent",
        "441",
        "--project",
        "study",
        "--format",
        "json",
    ]);
    let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(json["category"], "unsettled");
    assert_eq!(json["classifications"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["contradictions"][0]["state"], "open");
    assert_eq!(json["attributes"]["siblings"], 2);
}

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/1.txt",
        "I: How old were you?\n\nR: I was 16 years old when I left home. My sister stayed. He said “I am 40 years old.”\n",
    );
    sandbox.write(
        "corpus/2.txt",
        "I: And you?\n\nR: There was no coal in winter. I have two brothers.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,age,age_left_home,siblings,family_poor\n1,female,17,15,0,yes\n2,male,15,14,2,no\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "push"]);
    sandbox.ok(&["codebook", "add", "push/poverty", "--parent", "push"]);
    sandbox.ok(&["code", "2", "--text", "no coal in winter", "push/poverty"]);
    sandbox
}

/// Names of the contradictions that are open, by their rules.
fn open(sandbox: &Sandbox) -> Vec<(String, String)> {
    let said = sandbox.run(&["contradictions", "--format", "json"]);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&said.out).expect("JSON");
    let text = |it: &serde_json::Value| it.as_str().expect("text").to_owned();
    rows.iter()
        .map(|it| (text(&it["rule"]), text(&it["contradiction"])))
        .collect()
}

fn named(sandbox: &Sandbox, rule: &str) -> String {
    let all = open(sandbox);
    let found = all.iter().find(|it| it.0 == rule);
    found.expect(rule).1.clone()
}

#[test]
fn a_contradiction_is_settled_in_three_ways_and_comes_back_when_a_side_changes() {
    let sandbox = study();
    let rules: Vec<String> = open(&sandbox).into_iter().map(|it| it.0).collect();
    assert_eq!(
        rules,
        ["age/left-home", "siblings/none", "poverty/closed-answer"]
    );
    let settle = |name: &str, args: &[&str]| {
        sandbox.run(
            &[
                &["contradictions", "settle", name],
                args,
                &["--because", "asked again"],
            ]
            .concat(),
        )
    };
    // Both stand.
    let siblings = named(&sandbox, "siblings/none");
    assert_eq!(settle(&siblings, &["--both"]).code, 0);
    assert!(open(&sandbox).iter().all(|it| it.0 != "siblings/none"));
    let all = sandbox.json(&["contradictions", "--all"]);
    let settled = all
        .iter()
        .find(|it| it["rule"] == "siblings/none")
        .expect("there");
    assert_eq!(
        (&settled["state"], &settled["reason"]),
        (&"both are true".into(), &"asked again".into())
    );
    // The register is corrected, in one operation.
    let age = named(&sandbox, "age/left-home");
    assert_eq!(
        settle(&age, &["--register", "sixteen"]).code,
        2,
        "no number"
    );
    let said = settle(&age, &["--register", "16"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let people = sandbox.json(&["respondents"]);
    assert_eq!(people[0]["attributes"]["age_left_home"], 16);
    // The reading is corrected: the coding goes.
    let poverty = named(&sandbox, "poverty/closed-answer");
    assert_eq!(settle(&poverty, &["--reading"]).code, 0);
    assert_eq!(sandbox.run(&["codings"]).code, 1);
    assert!(open(&sandbox).is_empty());
    sandbox.ok(&["check", "--deep"]);
    let history = sandbox.ok(&["history", "--on", "respondent:1"]);
    assert!(
        history.contains("settle `age/left-home` of respondent 1: register corrected"),
        "{history}"
    );
    // Undo brings the coding and the contradiction back.
    sandbox.ok(&["undo"]);
    assert_eq!(named(&sandbox, "poverty/closed-answer"), poverty);
    // The register changes to something else that contradicts.
    sandbox.write(
        "corpus/respondents.csv",
        "ID,age_left_home,siblings\n1,14,no\n2,14,2\n",
    );
    sandbox.ok(&["import", "--anyway"]);
    let rules: Vec<String> = open(&sandbox).into_iter().map(|it| it.0).collect();
    assert!(rules.contains(&"age/left-home".to_owned()), "{rules:?}");
    // The notes change around it: what is settled stays; the words change: it comes back.
    sandbox.write(
        "corpus/respondents.csv",
        "ID,age_left_home,siblings\n1,16,0\n2,14,2\n",
    );
    sandbox.ok(&["import"]);
    let rules = || {
        open(&sandbox)
            .into_iter()
            .map(|it| it.0)
            .collect::<Vec<_>>()
    };
    assert_eq!(rules(), ["poverty/closed-answer"]);
    sandbox.write(
        "corpus/1.txt",
        "I: When?\n\nR: It was May. My sister stayed.\n",
    );
    sandbox.ok(&["import"]);
    assert_eq!(rules(), ["poverty/closed-answer"]);
    sandbox.write(
        "corpus/1.txt",
        "I: When?\n\nR: It was May. My sister came along.\n",
    );
    sandbox.ok(&["import"]);
    assert_eq!(rules(), ["siblings/none", "poverty/closed-answer"]);
}

#[test]
fn notes_without_labels_are_read_and_who_is_not_known_is_said() {
    let sandbox = study();
    let told =
        "I was 16 years old when I left home. My sister stayed. He said “I am 40 years old.”\n";
    sandbox.write("corpus/1.txt", told);
    sandbox.ok(&["import"]);
    let rules: Vec<String> = open(&sandbox).into_iter().map(|it| it.0).collect();
    let own = ["age/left-home", "siblings/none"];
    assert!(
        own.iter().all(|it| rules.iter().any(|rule| rule == it)),
        "{rules:?}"
    );
    let said = sandbox.run(&["contradictions"]);
    assert!(!said.err.contains("nobody is known"), "{}", said.err);
    // Two named people: neither is known to be the respondent.
    sandbox.write(
        "corpus/1.txt",
        "Ada: I was 16 years old when I left home.\n\nBo: My sister stayed.\n\nAda: Yes.\n\nBo: Yes.\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["contradictions"]);
    assert!(
        said.err
            .contains("in 1 source nobody is known to be the respondent")
            && said.err.contains("`1`"),
        "{}",
        said.err
    );
    assert!(!open(&sandbox).iter().any(|it| own.contains(&it.0.as_str())));
}

#[test]
fn a_study_brings_rules_of_its_own_and_bad_ones_are_named() {
    let sandbox = study();
    std::fs::create_dir(sandbox.path().join("contradictions")).expect("folder");
    let rule = "[[rule]]\nid = \"cold\"\nsays = \"there was coal by the register\"\nquery = 'coal winter'\n\
                register = [{ family_poor = [\"no\"] }]\n\
                [[rule.example]]\ntext = \"There was no coal that winter.\"\nregister = { family_poor = \"no\" }\ncontradicts = true\n\
                [[rule.example]]\ntext = \"It was warm.\"\nregister = { family_poor = \"no\" }\ncontradicts = false\n";
    sandbox.write("contradictions/own.toml", rule);
    assert!(open(&sandbox).iter().any(|it| it.0 == "cold"));
    sandbox.ok(&["contradictions", "rules"]);
    sandbox.write(
        "contradictions/own.toml",
        &rule.replace("contradicts = false", "contradicts = true"),
    );
    let said = sandbox.run(&["contradictions", "rules"]);
    assert_eq!(said.code, 1);
    assert!(
        said.err.contains("1 example does not come out"),
        "{}",
        said.err
    );
    for (bad, expected) in [
        (
            rule.replace("query", "qery"),
            "own.toml` does not read as rules",
        ),
        (rule.replace("coal winter", "coal AND ("), "cold"),
        (
            rule.replace("query = 'coal winter'", "pattern = ['(']"),
            "pattern `(` of rule `cold`",
        ),
        (
            rule.replace("query = 'coal winter'\n", ""),
            "one of `pattern`, `codes` and `query`",
        ),
    ] {
        sandbox.write("contradictions/own.toml", &bad);
        let said = sandbox.run(&["contradictions"]);
        assert!(
            said.code == 0 && said.err.contains(expected) && said.out.contains("sister stayed"),
            "{expected}: {} {}",
            said.out,
            said.err
        );
        assert!(
            said.err.contains("contradictions/own.toml`") && said.err.contains("left out until"),
            "the file and the remedy: {}",
            said.err
        );
        assert_eq!(sandbox.run(&["contradictions", "rules"]).code, 1);
    }
    std::fs::remove_file(sandbox.path().join("contradictions/own.toml")).expect("removed");
    let name = named(&sandbox, "siblings/none");
    for (args, expected) in [
        (
            &["contradictions", "--rule", "sibling/none"] as &[&str],
            "did you mean `siblings/none`",
        ),
        (
            &["contradictions", "--respondent", "11"],
            "there is no respondent `11`",
        ),
        (
            &[
                "contradictions",
                "settle",
                "00000000",
                "--both",
                "--because",
                "x",
            ],
            "there is no contradiction `00000000`",
        ),
        (
            &["contradictions", "settle", &name, "--because", "x"],
            "expected one of `--register VALUE`",
        ),
        (
            &["contradictions", "settle", &name, "--both", "--because", ""],
            "--because",
        ),
        (
            &[
                "contradictions",
                "settle",
                &name,
                "--register",
                "0",
                "--because",
                "x",
            ],
            "already",
        ),
        (&["respondent", "11"], "did you mean `1`?"),
    ] {
        let said = sandbox.run(args);
        assert!(
            said.code == 2 && said.err.contains(expected),
            "{args:?}: {}",
            said.err
        );
    }
}

#[test]
fn the_register_is_looked_through() {
    let sandbox = Sandbox::new();
    let mut register = "ID,gender,age,town,day\n".to_owned();
    for number in 1..=20 {
        let gender = if number % 2 == 0 { "female" } else { "male" };
        let town = number % 3;
        register.push_str(&format!(
            "{number},{gender},{},Town {town},2025-03-{number:02}\n",
            10 + number % 9
        ));
    }
    register.push_str("021,femal,130,Town 1,2025-04-01\n21,male,14,Town 2,2025-04-02\n");
    sandbox.write("corpus/respondents.csv", &register);
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["respondents", "--check", "--format", "json"]);
    assert_eq!(said.code, 1);
    let rows: Vec<serde_json::Value> = serde_json::from_str(&said.out).expect("JSON");
    let kinds: Vec<&str> = rows.iter().filter_map(|it| it["kind"].as_str()).collect();
    assert_eq!(kinds, ["double id", "impossible value", "spelling"]);
    let check = sandbox.ok(&["check"]);
    assert!(
        check.contains("`gender` is `femal`, expected `female`"),
        "{check}"
    );
}

#[test]
fn a_rule_that_does_not_read_is_one_line_of_the_check_and_the_rest_goes_on() {
    let sandbox = study();
    std::fs::create_dir_all(sandbox.path().join("contradictions")).expect("a folder");
    sandbox.write("contradictions/own.toml", "[[rule]]\nid = 3\n");
    let bad = "[[rule]]\nid = \"own/open\"\nsays = \"x\"\npattern = [\"(\"]\n\
               register = [{ gender = [\"female\"] }]\n";
    sandbox.write("contradictions/pattern.toml", bad);
    let settings = std::fs::read_to_string(sandbox.path().join("quotebook.toml"));
    let settings = settings.unwrap_or_default();
    let scheme = "\n[classification.kind]\nvalues = [{ name = \"x\", requires = \"age:[\" }]\n";
    sandbox.write("quotebook.toml", &format!("{settings}{scheme}"));
    let said = sandbox.ok(&["check"]);
    let lines: Vec<&str> = said
        .lines()
        .filter(|it| it.starts_with("rules: "))
        .collect();
    assert_eq!(lines.len(), 3, "{said}");
    for part in [
        "`contradictions/own.toml`",
        "in `contradictions/pattern.toml`: pattern `(` of rule `own/open`",
        "`requires` of `x`",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert!(said.contains("contradiction "), "{said}");
    let said = sandbox.run(&["contradictions"]);
    assert!(
        said.code == 0 && said.err.contains("`own/open`"),
        "{}",
        said.err
    );
    let said = sandbox.run(&["respondents", "--check"]);
    assert!(said.err.contains("`requires` of `x`"), "{}", said.err);
}

#[test]
fn what_was_settled_is_settled_anew_only_when_asked_and_names_have_hints() {
    let sandbox = study();
    let all = sandbox.json(&["contradictions", "--rule", "siblings/none"]);
    let name = all[0]["contradiction"].as_str().expect("a name").to_owned();
    let settle = ["contradictions", "settle", &name, "--both", "--because"];
    sandbox.ok(&[&settle[..], &["a cousin"]].concat());
    let anew = [&settle[..], &["another reason"]].concat();
    let said = sandbox.run(&anew);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("“a cousin”") && said.err.contains("--again"),
        "{}",
        said.err
    );
    sandbox.ok(&[&anew[..], &["--again"]].concat());
    let said = sandbox.run(&["contradictions", "--rule", "siblings"]);
    assert!(said.err.contains("`siblings/none`"), "{}", said.err);
}

#[test]
fn answers_that_are_no_value_of_the_settings_are_told_with_the_nearest() {
    let sandbox = study();
    let settings = std::fs::read_to_string(sandbox.path().join("quotebook.toml"));
    let settings = settings.unwrap_or_default();
    let scheme =
        "\n[classification.gender]\nvalues = [{ name = \"Females\" }, { name = \"male\" }]\n";
    sandbox.write("quotebook.toml", &format!("{settings}{scheme}"));
    let said = sandbox.run(&["respondents", "--check", "--format", "json"]);
    let told = "`gender` is `female`, expected one of the settings, did you mean `Females`?";
    assert!(said.out.contains(told), "{}", said.out);
    assert!(!said.out.contains("`gender` is `male`"), "{}", said.out);
    assert!(sandbox.ok(&["check"]).contains(told));
}

#[test]
fn a_register_is_corrected_by_an_answer_that_can_be_or_anyway() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let found = sandbox.json(&["contradictions", "--project", "study"]);
    let name = |rule: &str| {
        let it = found.iter().find(|it| it["rule"] == rule).expect("found");
        it["contradiction"].as_str().expect("a name").to_owned()
    };
    let settle = |rule: &str, answer: &str, more: &[&str]| {
        let (name, register) = (name(rule), format!("--register={answer}"));
        let args = [
            "contradictions",
            "settle",
            &name,
            &register,
            "--because",
            "asked",
        ];
        sandbox.run(&[&args[..], more, &["--project", "study"]].concat())
    };
    for (rule, answer) in [
        ("siblings/fewer", "-3"),
        ("ru/gender/past-male", "Mail"),
        ("ru/gender/past-male", "femal"),
    ] {
        let said = settle(rule, answer, &[]);
        assert_ne!(said.code, 0, "{answer}");
        assert!(said.err.contains("--anyway"), "{}", said.err);
    }
    assert_eq!(settle("siblings/fewer", "-3", &["--anyway"]).code, 0);
    assert_eq!(settle("ru/gender/past-male", "male", &[]).code, 0);
}

#[test]
fn what_was_settled_by_the_register_keeps_its_name_and_is_settled_anew() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let run = |args: &[&str]| sandbox.run(&[args, &["--project", "study"]].concat());
    let found = sandbox.json(&["contradictions", "--project", "study"]);
    let it = found.iter().find(|it| it["rule"] == "age/now");
    let name = it.expect("found")["contradiction"].as_str().expect("named");
    let said = run(&[
        "contradictions",
        "settle",
        name,
        "--register",
        "19",
        "--because",
        "asked",
    ]);
    assert_eq!(said.code, 0, "{}", said.err);
    let all = run(&["contradictions", "--all", "--respondent", "401"]).out;
    for part in [
        name,
        "the notes name another age",
        "I'm nineteen!",
        "age 19",
    ] {
        assert!(all.contains(part), "{part}: {all}");
    }
    let again = [
        "contradictions",
        "settle",
        name,
        "--both",
        "--because",
        "in May",
    ];
    assert_ne!(run(&again).code, 0, "only anew");
    let said = run(&[&again[..], &["--again"]].concat());
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        run(&["contradictions", "--all", "--respondent", "401"])
            .out
            .contains("in May")
    );
}
