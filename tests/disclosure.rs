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
