//! The example study: what it holds, and that a second run does no harm.

use crate::sandbox::Sandbox;

#[test]
fn the_example_study_is_whole_and_a_second_run_is_harmless() {
    let sandbox = Sandbox::new();
    let first = sandbox.ok(&["demo", "study"]);
    assert!(
        first.contains("(112, vulnerable child, male, 12 years)"),
        "{first}"
    );
    assert!(first.contains("All (N=46)"), "{first}");
    assert!(first.contains("Any of Push factors"), "{first}");
    let inside = |args: &[&str]| sandbox.json(&[args, &["--project", "study"]].concat());
    let sources = inside(&["sources"]);
    let in_language = |tag| sources.iter().filter(|it| it["language"] == tag).count();
    assert!(sources.len() >= 40 && in_language("ru") >= 10 && in_language("kk") >= 2);
    assert!(sources.iter().all(|it| it["respondent"].is_string()));
    let codings = inside(&["codings"]).len();
    assert_eq!(inside(&["coders"]).len(), 2);
    let schooling: std::collections::BTreeSet<String> = inside(&["respondents"])
        .iter()
        .filter_map(|it| {
            it["attributes"]["attends_school"]
                .as_str()
                .map(str::to_owned)
        })
        .collect();
    assert_eq!(
        schooling.into_iter().collect::<Vec<_>>(),
        ["no", "not asked", "yes"]
    );

    // What a person has changed meanwhile stays.
    let note = sandbox.path().join("study/corpus/101.txt");
    std::fs::write(&note, "Respondent: Something else.\n").expect("written");
    sandbox.ok(&[
        "code",
        "306",
        "--passage",
        "2",
        "push/poverty",
        "--project",
        "study",
    ]);
    let second = sandbox.ok(&["demo", "study"]);
    assert!(second.contains("(112, vulnerable child, male, 12 years)"));
    assert_eq!(
        std::fs::read_to_string(&note).expect("there"),
        "Respondent: Something else.\n"
    );
    assert!(
        inside(&["codings"]).len() < codings + 2,
        "only those of 101 are gone"
    );
    assert_eq!(
        inside(&[
            "codings",
            "--by-coder",
            "ana",
            "--source",
            "306",
            "--code",
            "push/poverty"
        ])
        .len(),
        1
    );
    sandbox.ok(&["check", "--deep", "--project", "study"]);
    assert_eq!(
        sandbox.run(&["demo", "."]).code,
        2,
        "a project of its own is refused"
    );
}
