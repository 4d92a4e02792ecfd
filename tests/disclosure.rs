//! Who can be recognised by what is printed.

use crate::sandbox::Sandbox;

/// Fourteen respondents: twelve girls of one category aged 10 to 15, and two boys of another.
pub(crate) fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut register = "ID,category,gender,age\n".to_owned();
    for number in 1..=14 {
        sandbox.write(
            &format!("corpus/R-{number:03}.txt"),
            "Respondent: We had no coal. The lamp was broken. We left in May.\n",
        );
        let (category, gender) = match number {
            13 | 14 => ("herder", "male"),
            _ => ("worker", "female"),
        };
        register.push_str(&format!(
            "R-{number:03},{category},{gender},{}\n",
            10 + number % 6
        ));
    }
    sandbox.write("corpus/respondents.csv", &register);
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    for number in 1..=14 {
        sandbox.ok(&[
            "code",
            &format!("R-{number:03}"),
            "--text",
            "We had no coal",
            "cold",
        ]);
    }
    sandbox
}

fn answer(sandbox: &Sandbox, args: &[&str]) -> (i32, serde_json::Value) {
    let said = sandbox.run(&[args, &["--format", "json"]].concat());
    (said.code, serde_json::from_str(&said.out).expect("JSON"))
}

#[test]
fn every_quote_says_how_many_share_its_attribution() {
    let sandbox = study();
    let (code, found) = answer(&sandbox, &["disclosure", "--for", "team"]);
    assert_eq!(code, 1);
    assert_eq!(found["summary"]["team"]["quotes"], 14);
    // Of the herders aged 11 there is one, of the workers of each age two.
    let boy = &found["respondents"][0];
    assert_eq!((&boy["n"], &boy["base"]), (&1.into(), &14.into()));
    assert_eq!(boy["attributes"]["category"], "herder");
    let quotes = found["quotes"].as_array().expect("quotes");
    assert_eq!(quotes.iter().filter(|it| it["n"] == 2).count(), 12);
    let (code, found) = answer(
        &sandbox,
        &["disclosure", "--for", "team", "--where", "category:herder"],
    );
    assert_eq!((code, &found["summary"]["quotes"]), (1, &2.into()));
}

#[test]
fn telling_less_is_shown_before_it_is_written_and_never_by_itself() {
    let sandbox = study();
    let settings =
        || std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    let before = settings();
    let (code, found) = answer(
        &sandbox,
        &["disclosure", "--generalise", "--where", "category:worker"],
    );
    assert_eq!((code, settings()), (1, before.clone()));
    let ways = found["generalise"].as_array().expect("ways");
    let least = ways
        .iter()
        .find(|it| it["way"] == "least loss")
        .expect("least");
    assert_eq!(
        (&least["reaches"], &least["bands"]["age"]),
        (&true.into(), &"10".into()),
        "{ways:?}"
    );
    assert_eq!(
        least["attribution"],
        "({respondent}, {category}, {gender}, {age} years)"
    );
    assert_eq!(least["smallest"], 12);
    // All quotes: two herders are never eleven, unless neither category nor gender is told.
    let said = sandbox.run(&["disclosure", "--generalise", "--way", "bands", "--write"]);
    assert_eq!((said.code, settings()), (2, before));
    assert!(said.err.contains("nothing was written"), "{}", said.err);
    let said = sandbox.run(&["disclosure", "--generalise", "--write"]);
    assert!(said.err.contains("wrote `[disclosure]`"), "{}", said.err);
    assert!(
        settings().contains("attribution = \"({respondent}, {age} years)\""),
        "{}",
        settings()
    );
    let (code, found) = answer(&sandbox, &["disclosure"]);
    assert_eq!(
        (code, &found["summary"]["public"]["quotes"]),
        (0, &0.into())
    );
    // Within the team nothing has changed.
    assert!(sandbox.ok(&["quotes"]).contains("herder, male, 11 years"));
}

#[test]
fn a_draft_that_tells_who_somebody_is_has_findings() {
    let sandbox = study();
    sandbox.ok(&["redact", "R-001", "The lamp was broken", "--as", "a thing"]);
    sandbox.write(
        "draft.md",
        "Some said “We had no coal.” (R-013, herder, male, 11 years). Others: “We had no coal.” (R-001, worker, female, 11 years).\n\n\
         And “The lamp was broken. We left in May.” (R-002, worker, female, 12 years).\n",
    );
    let audit = |more: &[&str]| -> (i32, Vec<(String, Vec<String>)>) {
        let said = sandbox.run(&[&["audit", "draft.md", "--format", "json"], more].concat());
        let found: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
        let name = |it: &serde_json::Value| it["finding"].as_str().expect("finding").to_owned();
        let claims = found["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .map(|it| {
                let findings = it["findings"].as_array().expect("findings");
                let detail: Vec<String> = findings
                    .iter()
                    .map(|it| format!("{} {}", name(it), it["detail"].as_str().unwrap_or_default()))
                    .collect();
                (
                    it["respondent"].as_str().unwrap_or_default().to_owned(),
                    detail,
                )
            });
        (said.code, claims.collect())
    };
    // Words that are redacted are found whoever reads the draft, here in another's notes.
    let (code, found) = audit(&[]);
    assert_eq!(code, 1);
    assert!(found[0].1.is_empty() && found[1].1.is_empty(), "{found:?}");
    assert_eq!(
        found[2].1,
        ["recognisable the draft prints words that are redacted, in the place of [a thing]"]
    );
    // Of herders of 11 years there is one, of the workers two.
    let (_, found) = audit(&["--for", "team"]);
    assert_eq!(
        found[0].1,
        [
            "recognisable `(R-013, herder, male, 11 years)` is true of 1 of 14 respondents, fewer than 5"
        ]
    );
    assert!(found[1].1[0].contains("is true of 2 of 14"), "{found:?}");
    sandbox.write("draft.md", "Some said “We had no coal.” (R-001, female).\n");
    assert_eq!(
        audit(&["--for", "public"]),
        (0, vec![("R-001".to_owned(), vec![])])
    );
}

#[test]
fn small_counts_are_in_no_format() {
    let sandbox = study();
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write("quotebook.toml", &(settings + "[disclosure]\nteam = 3\n"));
    sandbox.ok(&["codebook", "add", "dark"]);
    // Two of the twelve girls and none of the boys; six girls.
    for number in [1, 2] {
        sandbox.ok(&[
            "code",
            &format!("R-{number:03}"),
            "--text",
            "The lamp was broken",
            "dark",
        ]);
    }
    let table = |more: &[&str]| -> serde_json::Value {
        let args = [
            &[
                "table",
                "attribute",
                "age",
                "--by",
                "category",
                "--format",
                "json",
                "--suppress",
                "team",
            ],
            more,
        ]
        .concat();
        serde_json::from_str(&sandbox.ok(&args)).expect("JSON")
    };
    // Two herders are fewer than three: their column goes, and the only other one with it.
    let found = table(&[]);
    assert_eq!(
        found["suppressed"]["groups"],
        serde_json::json!(["herder", "worker"])
    );
    assert_eq!(
        found["values"][0]["cells"].as_array().expect("cells").len(),
        1
    );
    // Every age has two or three: those with two are kept back, and the mean with them.
    let cells: Vec<&serde_json::Value> = found["values"]
        .as_array()
        .expect("values")
        .iter()
        .map(|it| &it["cells"][0])
        .collect();
    for cell in &cells {
        assert!(
            cell["n"].is_null() && cell["percent"].is_null() && cell["base"].is_null()
                || cell["n"].as_u64() >= Some(3),
            "{cell}"
        );
    }
    assert!(cells.iter().any(|it| it["n"].is_null()));
    assert_eq!(found["summaries"], serde_json::json!([]));
    let args = [
        "table",
        "--by",
        "gender",
        "--test",
        "--ci",
        "--suppress",
        "team",
    ];
    for format in ["text", "csv", "md", "html", "json"] {
        let said = sandbox.ok(&[&args[..], &["--format", format]].concat());
        assert!(!said.contains("14.3"), "2 of 14 are 14.3 %: {said}");
    }
    for file in ["out.xlsx", "out.docx", "out.odt"] {
        sandbox.ok(&[&args[..], &["-o", file]].concat());
        let text =
            crate::sandbox::unzipped(&std::fs::read(sandbox.path().join(file)).expect("file"));
        assert!(!text.contains("14.28") && !text.contains("14.3"), "{file}");
        assert!(text.contains("kept back"), "{file}");
    }
    let said = sandbox.run(&["table", "--count", "segments", "--suppress", "team"]);
    assert!(
        said.code == 2 && said.err.contains("expected `--count respondents`"),
        "{}",
        said.err
    );
    // A matrix has a row for each: what few share goes from it.
    let csv = sandbox.ok(&["table", "matrix", "--format", "csv", "--suppress", "team"]);
    assert!(!csv.contains("herder") && !csv.contains("dark"), "{csv}");
    sandbox.ok(&["table", "matrix", "--suppress", "team", "-o", "out.sav"]);
    let bytes = std::fs::read(sandbox.path().join("out.sav")).expect("file");
    assert!(!String::from_utf8_lossy(&bytes).contains("herder"));
}
