//! The archive of a study: out, and back with its whole history.

use quotebook::archive::{Limits, Zip};

use crate::sandbox::Sandbox;

fn study() -> Sandbox {
    let study = Sandbox::new();
    study.write(
        "corpus/b1.txt",
        "We left when the mill closed 🙂.\nMy sister stayed.\n",
    );
    study.write("corpus/b2.html", "<p>У нас не было угля.</p>");
    study.write(
        "corpus/respondents.csv",
        "respondent,age,town\nb1,41,\"Oak, North\"\nb2,15,Elm\n",
    );
    study.write(
        "codebook/codes.csv",
        "code,name,definition\nwork,Work,\"Work, or none.\"\n",
    );
    study.ok(&["import"]);
    study.ok(&["code", "b1", "--text", "the mill closed 🙂", "work"]);
    study.ok(&["memo", "b1", "two\nlines, \"quoted\""]);
    study.write(
        "corpus/b1.txt",
        "We left when, in May, the mill closed 🙂.\nMy sister stayed.\n",
    );
    study.ok(&["import"]);
    study.ok(&["codebook", "rename", "work", "Labour"]);
    study.ok(&["undo"]);
    study.write("quotebook.toml", "title = \"Bakers\"\n");
    study
}

/// Everything that a project says of itself.
fn said(sandbox: &Sandbox, at: &str) -> Vec<String> {
    let asked: &[&[&str]] = &[
        &["sources"],
        &["respondents"],
        &["codes"],
        &["coders"],
        &["codings"],
        &["history"],
        &["sources", "--as-of", at],
        &["codings", "--as-of", at],
        &["quotes"],
    ];
    asked
        .iter()
        .map(|args| {
            sandbox
                .run(&[args, ["--format", "json"].as_slice()].concat())
                .out
        })
        .collect()
}

#[test]
fn an_archive_becomes_the_same_project_and_the_same_archive_again() {
    let study = study();
    let history = study.json(&["history"]);
    let middle = history[history.len() / 2]["at"]
        .as_str()
        .expect("time")
        .to_owned();
    let was = said(&study, &middle);
    study.ok(&["archive", "out.zip"]);
    let bytes = std::fs::read(study.path().join("out.zip")).expect("archive");
    study.ok(&["restore", "out.zip", "back"]);
    let back = study.path().join("back");
    let folder = back.to_str().expect("path");
    let there = |args: &[&str]| study.run(&[args, ["--project", folder].as_slice()].concat());
    assert_eq!(there(&["check", "--deep"]).code, 0);
    for (args, was) in [
        "sources",
        "respondents",
        "codes",
        "coders",
        "codings",
        "history",
        "quotes",
    ]
    .iter()
    .zip([0, 1, 2, 3, 4, 5, 8].map(|at| &was[at]))
    {
        assert_eq!(there(&[args, "--format", "json"]).out, *was, "{args}");
    }
    for (args, was) in [("sources", &was[6]), ("codings", &was[7])] {
        assert_eq!(
            there(&[args, "--as-of", &middle, "--format", "json"]).out,
            *was,
            "{args}"
        );
    }
    let again = study.path().join("third.zip");
    assert_eq!(there(&["archive", again.to_str().expect("path")]).code, 0);
    assert_eq!(std::fs::read(again).expect("archive"), bytes);
    // It goes on from there.
    assert_eq!(there(&["redo"]).code, 0);
    assert_eq!(there(&["check", "--deep"]).code, 0);
    assert_eq!(study.run(&["restore", "out.zip", "back"]).code, 2);
}

#[test]
fn an_archive_is_read_with_an_unzip_and_a_text_editor() {
    let study = study();
    study.ok(&["archive", "out.zip"]);
    let bytes = std::fs::read(study.path().join("out.zip")).expect("archive");
    let limits = Limits {
        members: 100,
        member_mib: 1,
        all_mib: 10,
        expansion: 100,
    };
    let mut zip = Zip::open(&bytes, limits).expect("archive");
    let names = zip.names();
    let mut text = |name: &str| {
        let bytes = zip.read(name).expect("read").expect(name);
        String::from_utf8(bytes).expect("UTF-8")
    };
    assert_eq!(
        text("texts/b1.txt"),
        "We left when, in May, the mill closed 🙂.\nMy sister stayed.\n"
    );
    assert_eq!(text("originals/b2.html"), "<p>У нас не было угля.</p>");
    let codings = text("codings.csv");
    assert!(codings.contains(",b1,ana,work,1,"), "{codings}");
    assert!(codings.contains(",22,39,"), "{codings}");
    assert!(
        text("respondents.csv").contains("b1,,,41,\"Oak, North\""),
        "{}",
        text("respondents.csv")
    );
    assert!(text("memos.csv").contains("\"two\nlines, \"\"quoted\"\"\""));
    assert!(text("codebook.csv").contains("\"Work, or none.\""));
    assert!(text("README.txt").contains("history.jsonl"));
    assert!(
        names.iter().any(|it| it.starts_with("earlier/")),
        "{names:?}"
    );
}

#[test]
fn rules_and_what_people_decided_are_in_the_archive() {
    let study = study();
    let coding = study.json(&["codings"])[0]["coding"]
        .as_str()
        .expect("id")
        .to_owned();
    study.ok(&["quote", "star", &coding]);
    study.write(
        "quotebook.toml",
        "[[classification.category.values]]\nname = \"worker\"\ndefinition = \"Worked.\"\n",
    );
    study.ok(&["classify", "b1", "worker", "--because", "b1:the mill"]);
    study.ok(&["redact", "b1", "May", "--as", "a month"]);
    let rules = "# Rules of this study.\n";
    std::fs::create_dir(study.path().join("contradictions")).expect("folder");
    study.write("contradictions/own.toml", rules);
    study.ok(&["archive", "out.zip"]);
    let bytes = std::fs::read(study.path().join("out.zip")).expect("archive");
    let limits = Limits {
        members: 100,
        member_mib: 1,
        all_mib: 10,
        expansion: 100,
    };
    let mut zip = Zip::open(&bytes, limits).expect("archive");
    let mut text = |name: &str| {
        let bytes = zip.read(name).expect("read").expect(name);
        String::from_utf8(bytes).expect("UTF-8")
    };
    let classified = text("classifications.csv");
    assert!(
        classified.contains(",b1,category,worker,,ana,,b1,22,30,the mill,"),
        "{classified}"
    );
    let redacted = text("redactions.csv");
    assert!(
        redacted.contains(",b1,17,20,May,a month,accepted,hand,ana,"),
        "{redacted}"
    );
    let standings = text("standings.csv");
    assert!(
        standings.contains(&format!("{coding},yes,,,ana,")),
        "{standings}"
    );
    for name in ["decisions.csv", "contradictions.csv", "assignments.csv"] {
        assert!(text(name).starts_with("id,"), "{name}");
        assert!(text("README.txt").contains(name), "{name}");
    }
    assert_eq!(text("contradictions/own.toml"), rules);
    let said = study.run(&["import", "out.zip"]);
    assert!(
        said.code == 1 && said.out.contains("quotebook restore"),
        "{}",
        said.out
    );
    study.ok(&["restore", "out.zip", "back"]);
    let back = study.path().join("back");
    let there = std::fs::read_to_string(back.join("contradictions/own.toml")).expect("rules");
    assert_eq!(there, rules);
    let folder = back.to_str().expect("path");
    let again = study.path().join("again.zip");
    study.ok(&[
        "archive",
        again.to_str().expect("path"),
        "--project",
        folder,
    ]);
    assert_eq!(std::fs::read(again).expect("archive"), bytes);
}

#[test]
fn a_damaged_archive_leaves_no_project() {
    let study = study();
    study.ok(&["archive", "out.zip"]);
    let bytes = std::fs::read(study.path().join("out.zip")).expect("archive");
    let limits = Limits {
        members: 100,
        member_mib: 1,
        all_mib: 10,
        expansion: 100,
    };
    let mut zip = Zip::open(&bytes, limits).expect("archive");
    let mut members: Vec<(String, Vec<u8>)> = Vec::new();
    for name in zip.names().into_iter().filter(|it| it != "SHA256SUMS") {
        let bytes = zip.read(&name).expect("read").expect("member");
        members.push((name, bytes));
    }
    // Somebody changed the history and made the digests fit.
    for (name, bytes) in &mut members {
        if name == "history.jsonl" {
            *bytes = String::from_utf8(bytes.clone())
                .expect("UTF-8")
                .replace("\"Work\"", "\"Play\"")
                .into_bytes();
        }
    }
    let forged =
        quotebook::exchange::study_archive::write(&members.into_iter().collect()).expect("archive");
    let cut = bytes[..bytes.len() / 2].to_vec();
    for (name, bytes, why) in [
        ("forged.zip", forged, "is not as it was archived"),
        ("cut.zip", cut, "is not restored"),
        ("page.zip", b"<html>".to_vec(), "is not restored"),
    ] {
        std::fs::write(study.path().join(name), bytes).expect("file");
        let said = study.run(&["restore", name, "broken"]);
        assert_eq!(said.code, 2, "{name}");
        assert!(said.err.contains(why), "{name}: {}", said.err);
        let broken = study.path().join("broken");
        assert!(!broken.join("quotebook.db").exists());
        let left = std::fs::read_dir(&broken).map_or(0, |it| {
            it.flatten()
                .filter(|it| it.file_name().to_string_lossy().starts_with('.'))
                .count()
        });
        assert_eq!(left, 0, "{name}");
    }
}

#[test]
fn a_project_that_was_merged_comes_back_with_both_its_journals() {
    let one = study();
    let other = Sandbox::new();
    other.write(
        "corpus/b1.txt",
        "We left when, in May, the mill closed 🙂.\nMy sister stayed.\n",
    );
    other.ok(&["import", "--coder", "bek"]);
    other.ok(&["codebook", "add", "work", "--coder", "bek"]);
    other.ok(&[
        "code",
        "b1",
        "--text",
        "My sister",
        "work",
        "--coder",
        "bek",
    ]);
    one.ok(&["merge", other.path().to_str().expect("path")]);
    one.ok(&["round", "open", "--coders", "ana,bek"]);
    let blind = one.run(&["archive", "blind.zip"]);
    assert!(
        blind.code == 2 && blind.err.contains("round `round 1` is blind"),
        "{}",
        blind.err
    );
    one.ok(&["round", "reveal"]);
    one.ok(&["assignments", "add", "b1", "--to", "bek"]);
    let asked = [
        "codings",
        "history",
        "round",
        "assignments",
        "sources",
        "coders",
    ];
    let here = asked.map(|what| one.ok(&[what, "--format", "json"]));
    one.ok(&["archive", "whole.zip"]);
    let zip = one.path().join("whole.zip");
    let back = tempfile::TempDir::new().expect("folder");
    let folder = back.path().join("back");
    one.ok(&[
        "restore",
        zip.to_str().expect("path"),
        folder.to_str().expect("path"),
    ]);
    for (what, here) in asked.iter().zip(here) {
        let there = one.ok(&[
            what,
            "--format",
            "json",
            "--project",
            folder.to_str().expect("path"),
        ]);
        assert_eq!(there, here, "{what}");
    }
    one.ok(&[
        "check",
        "--deep",
        "--project",
        folder.to_str().expect("path"),
    ]);
}
