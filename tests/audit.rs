//! Finished reports held against the notes, by the program as people run it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::sandbox::Sandbox;
use crate::shared::shared;

/// The answer on a draft: its JSON, and whether the program said that it is clean.
pub(crate) fn audited(sandbox: &Sandbox, draft: &Path, more: &[&str]) -> (Json, i32) {
    let draft = draft.to_string_lossy();
    let args = [&["audit", &draft, "--format", "json"], more].concat();
    let said = sandbox.run(&args);
    assert!(said.code < 2, "{}{}", said.out, said.err);
    (serde_json::from_str(&said.out).expect("JSON"), said.code)
}

/// For every claim the names of its findings.
pub(crate) fn findings(audit: &Json) -> BTreeMap<u64, BTreeSet<String>> {
    let claims = audit["claims"].as_array().expect("claims").iter();
    claims
        .map(|claim| {
            let found = claim["findings"].as_array().expect("findings").iter();
            let names = found.map(|it| it["finding"].as_str().expect("name").to_owned());
            (claim["claim"].as_u64().expect("number"), names.collect())
        })
        .collect()
}

/// A project with the notes and the register of an audit case.
fn project_of(case: &Path) -> Sandbox {
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(case.join("corpus")).expect("corpus") {
        let path = entry.expect("entry").path();
        let to = sandbox
            .path()
            .join("corpus")
            .join(path.file_name().expect("name"));
        std::fs::copy(&path, to).expect("copy");
    }
    sandbox.ok(&["import"]);
    sandbox
}

/// A folder with `corpus/` (notes and register), `draft-clean.md`, `draft-damaged.md` and
/// `expected.csv` (claim, finding, quote_starts): no claim of the clean draft is found wrong, and every
/// damaged one is found with the kind that is expected, and no other.
#[test]
fn audit_case() {
    let case = match std::env::var_os("QUOTEBOOK_AUDIT_CASE") {
        Some(folder) => PathBuf::from(folder),
        None => shared("data/audit"),
    };
    let sandbox = project_of(&case);
    let mut wrong: Vec<String> = Vec::new();
    let (clean, code) = audited(&sandbox, &case.join("draft-clean.md"), &[]);
    for claim in clean["claims"].as_array().expect("claims") {
        if claim["findings"].as_array().is_none_or(|it| !it.is_empty()) {
            wrong.push(format!("clean: {claim:#}"));
        }
    }
    if wrong.is_empty() {
        assert_eq!(code, 0);
    }
    let (damaged, code) = audited(&sandbox, &case.join("draft-damaged.md"), &[]);
    assert_eq!(code, 1);
    let found = findings(&damaged);
    let mut expected = csv::Reader::from_path(case.join("expected.csv")).expect("expected.csv");
    let mut count = 0;
    for row in expected.records() {
        let row = row.expect("row");
        let number: u64 = row[0].parse().expect("number");
        let kinds: BTreeSet<String> = Some(row[1].to_owned())
            .filter(|it| !it.is_empty())
            .into_iter()
            .collect();
        count += 1;
        let claim = &damaged["claims"][number as usize - 1];
        let quote = claim["quote"].as_str().unwrap_or_default();
        if found.get(&number) != Some(&kinds) || !quote.starts_with(&row[2]) {
            wrong.push(format!("expected {kinds:?} of `{}`: {claim:#}", &row[2]));
        }
    }
    assert_eq!(found.len(), count, "as many claims as expected");
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Pages as a PDF's text gives them, without notes to hold them against.
#[test]
fn a_published_report_is_read_by_itself() {
    let sandbox = Sandbox::new();
    let report = shared("data/audit/published-excerpt.txt");
    let (audit, _) = audited(&sandbox, &report, &["--corpus-free"]);
    let claims = audit["claims"].as_array().expect("claims");
    let named = claims
        .iter()
        .filter(|claim| !claim["respondent"].is_null())
        .count();
    assert_eq!(named, 58);
    assert_eq!(audit["summary"]["attributed"], 58);
}

/// A study of two people, in a project.
fn small() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/306.txt",
        "Interviewer: How was the winter?\n\nRespondent: We had no money for coal that winter. My aunt brought us bread. I did not want to go to the city, but there was work.\n",
    );
    sandbox.write(
        "corpus/112.txt",
        "Интервьюер: Расскажи.\n\nРеспондент: Денег на уголь не было. Мы топили старым забором, и соседи помогали.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "respondent,category,gender,age\n306,vulnerable child,female,15\n112,vulnerable child,male,12\n",
    );
    sandbox.ok(&["import"]);
    sandbox
}

/// A Word file with these paragraphs, each as its style and its runs.
fn word(paragraphs: &[(&str, &[&str])]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut body = String::new();
    for (style, runs) in paragraphs {
        body.push_str(&format!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>"
        ));
        for run in *runs {
            body.push_str(&format!(
                "<w:r><w:t xml:space=\"preserve\">{run}</w:t></w:r>"
            ));
        }
        body.push_str("</w:p>");
    }
    let parts = [
        ("[Content_Types].xml", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/styles.xml", format!("<w:styles {ns}><w:style w:type=\"paragraph\" w:styleId=\"a3\"><w:name w:val=\"Quote\"/></w:style></w:styles>")),
        ("word/document.xml", format!("<w:document {ns}><w:body>{body}</w:body></w:document>")),
    ];
    for (name, text) in parts {
        zip.start_file(name, zip::write::SimpleFileOptions::default())
            .expect("part");
        zip.write_all(text.as_bytes()).expect("part");
    }
    zip.finish().expect("archive").into_inner()
}

fn unpacked(path: &Path, name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).expect("file")).expect("zip");
    let mut text = String::new();
    archive
        .by_name(name)
        .expect(name)
        .read_to_string(&mut text)
        .expect("text");
    text
}

/// Whether LibreOffice, where it is installed, opens a file and saves it as another.
fn opened_by_libreoffice(from: &Path, to: &Path) -> bool {
    let folder = to.parent().expect("folder");
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let said = std::process::Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "odt", "--outdir"])
        .arg(folder)
        .arg(from)
        .output();
    let Ok(said) = said else {
        return false;
    };
    assert!(to.exists(), "{}", String::from_utf8_lossy(&said.stderr));
    true
}

#[test]
fn a_word_file_comes_back_with_comments_at_its_findings() {
    let sandbox = small();
    let bytes = word(&[
        ("Heading1", &["Findings"]),
        (
            "Normal",
            &[
                "One said: ",
                "“We had no money for ",
                "coal that winter.” (306, vulnerable child, female, 24 years)",
                " It was cold.",
            ],
        ),
        (
            "a3",
            &[
                "I did want to go to the city, but there was work. (306, vulnerable child, female, 15 years)",
            ],
        ),
        (
            "Normal",
            &["«Денег на уголь не было.» (112, vulnerable child, male, 12 years)"],
        ),
    ]);
    let draft = sandbox.path().join("report.docx");
    std::fs::write(&draft, &bytes).expect("draft");
    let (audit, code) = audited(&sandbox, &draft, &[]);
    assert_eq!(code, 1);
    let names: Vec<Vec<String>> = findings(&audit)
        .into_values()
        .map(|it| it.into_iter().collect())
        .collect();
    assert_eq!(
        names,
        [
            vec!["wrong_age".to_owned()],
            vec!["negation_lost".to_owned()],
            vec![]
        ]
    );
    assert_eq!(audit["claims"][1]["place"], "paragraph 3");
    let said = sandbox.run(&["audit", "report.docx", "-o", "commented.docx"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let commented = sandbox.path().join("commented.docx");
    let xml = unpacked(&commented, "word/document.xml");
    let ranges =
        "<w:commentRangeStart w:id=\"0\"/><w:r><w:t xml:space=\"preserve\">“We had no money for ";
    assert!(xml.contains(ranges), "{xml}");
    for id in 0..2 {
        for what in ["commentRangeStart", "commentRangeEnd", "commentReference"] {
            assert_eq!(
                xml.matches(&format!("<w:{what} w:id=\"{id}\"/>")).count(),
                1,
                "{xml}"
            );
        }
    }
    let comments = unpacked(&commented, "word/comments.xml");
    assert_eq!(comments.matches("w:author=\"quotebook\"").count(), 2);
    assert!(
        comments.contains("wrong_age") && comments.contains("negation_lost"),
        "{comments}"
    );
    let strip = |xml: &str| {
        let mut plain = xml.to_owned();
        for id in 0..2 {
            for tag in [
                format!("<w:commentRangeStart w:id=\"{id}\"/>"),
                format!("<w:commentRangeEnd w:id=\"{id}\"/>"),
                format!("<w:r><w:commentReference w:id=\"{id}\"/></w:r>"),
            ] {
                plain = plain.replace(&tag, "");
            }
        }
        plain
    };
    assert_eq!(
        strip(&xml),
        unpacked(&draft, "word/document.xml"),
        "nothing else changes"
    );
    assert_eq!(
        unpacked(&commented, "word/styles.xml"),
        unpacked(&draft, "word/styles.xml")
    );
    let shown = sandbox.path().join("commented.odt");
    if opened_by_libreoffice(&commented, &shown) {
        let content = unpacked(&shown, "content.xml");
        assert_eq!(
            content.matches("<office:annotation ").count(),
            2,
            "{content}"
        );
        assert!(content.contains("negation_lost"), "{content}");
    }
    sandbox.write("plain.md", "“We had no coal.” (306)\n");
    let refused = sandbox.run(&["audit", "plain.md", "--comments", "out.docx"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("expected a draft that ends with `.docx`"),
        "{}",
        refused.err
    );
}

#[test]
fn every_place_that_is_wrong_has_a_comment_of_its_own() {
    let sandbox = small();
    let bytes = word(&[(
        "Normal",
        &[
            "“We had no money for wood that winter. ",
            "My aunt brought us milk.” ",
            "(306, vulnerable child, female, 15 years)",
        ],
    )]);
    std::fs::write(sandbox.path().join("report.docx"), &bytes).expect("draft");
    let said = sandbox.run(&["audit", "report.docx", "-o", "commented.docx"]);
    assert_eq!(said.code, 1, "{}", said.err);
    let commented = sandbox.path().join("commented.docx");
    let xml = unpacked(&commented, "word/document.xml");
    for (id, words) in [(0, "“We had no money"), (1, "My aunt brought")] {
        let range =
            format!("<w:commentRangeStart w:id=\"{id}\"/><w:r><w:t xml:space=\"preserve\">{words}");
        assert!(xml.contains(&range), "{xml}");
    }
    let comments = unpacked(&commented, "word/comments.xml");
    for mend in ["no money for coal that winter. My", "aunt brought us bread"] {
        assert!(
            comments.contains(&format!("Expected: {mend}")),
            "{comments}"
        );
    }
}

#[test]
fn pages_with_block_quotes_are_read_and_people_are_told_the_mend() {
    let sandbox = small();
    sandbox.write(
        "report.html",
        "<h1>Findings</h1><p>As one said,</p><blockquote><p>We had no money for coal that winter... I did not want to go to the city (306, vulnerable child, female, 15 years)</p></blockquote><p>«Мы топили старым забором, и соседи помогали» (306, vulnerable child, female, 15 years)</p>",
    );
    let said = sandbox.run(&["audit", "report.html"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    insta::assert_snapshot!(said.out, @r"
    Audit of report.html
    ====================

    report.html: 2 claims, 1 with a finding (edited 1, misattributed 1).

    finding           claims
    wrong_respondent       1

    Claim 2, paragraph 4: misattributed

      “Мы топили старым забором, и соседи помогали” (306, vulnerable child, female, 15 years)

    wrong_respondent: the words are not in the notes of 306, but in source `112`. Expected: `(112,
    vulnerable child, male, 12 years)`.

    In source 112, characters 59 to 102:

      “Мы топили старым забором, и соседи помогали”
    ");
    sandbox.write(
        "clean.md",
        "> We had no money for coal that winter.\n> — 306, vulnerable child, female, 15\n",
    );
    let clean = sandbox.run(&["audit", "clean.md"]);
    assert_eq!(
        (clean.code, clean.out.as_str()),
        (
            0,
            "Audit of clean.md\n=================\n\nclean.md: 1 claim, none with a finding (exact 1).\n"
        ),
        "{}",
        clean.err
    );
}

#[test]
fn a_category_in_another_language_is_the_same_where_the_settings_say_so() {
    let study = small();
    study.write(
        "draft.md",
        "«Денег на уголь не было. Мы топили старым забором» (112, ребёнок в трудной ситуации, мальчик, 12 лет)\n\nРеспондент 306, дети в трудной ситуации, девочка 15 лет, рассказывает:\n\n“We had no money for coal that winter.”\n",
    );
    let said = study.run(&["audit", "draft.md"]);
    assert!(
        said.code == 1 && said.out.contains("[audit.also.category]"),
        "{}",
        said.out
    );
    let settings = std::fs::read_to_string(study.path().join("quotebook.toml")).expect("settings");
    let also = "\n[audit.also.category]\n\"vulnerable child\" = [\"ребёнок в трудной ситуации\"]\n";
    study.write("quotebook.toml", &(settings + also));
    let said = study.run(&["audit", "draft.md"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn a_draft_by_itself_shows_what_it_says_against_itself() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "report.txt",
        "“We had no money for coal that winter.” (306, vulnerable child, female, 15 years)\n\n“My aunt brought us bread.” (306, vulnerable child, female, 16 years)\n\n“Nobody told us where the bus went.”\n\n“The whole street was dark that night.” (girl, 15 years)\n\n“It was a long way home in the snow.” (12, vulnerable child, male, 9)\n\n“It was a long way home in the snow.” (13, vulnerable child, male, 9)\n",
    );
    let (audit, code) = audited(&sandbox, Path::new("report.txt"), &["--corpus-free"]);
    assert_eq!(code, 1);
    let names: Vec<String> = findings(&audit)
        .into_values()
        .map(|it| it.into_iter().collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(
        names,
        [
            "contradicts",
            "contradicts",
            "no_attribution",
            "malformed_attribution",
            "contradicts",
            "contradicts"
        ]
    );
    assert!(audit["claims"][0]["verdict"].is_null());
    let outside = sandbox.path().join("elsewhere");
    std::fs::create_dir(&outside).expect("folder");
    let refused = sandbox.run(&["audit", "missing.docx"]);
    assert_eq!(refused.code, 2);
    sandbox.write("report.pages", "PK");
    let refused = sandbox.run(&["audit", "report.pages"]);
    assert_eq!(refused.code, 2);
    assert!(
        refused
            .err
            .contains("`.pages` is not a kind of report, expected one of .docx"),
        "{}",
        refused.err
    );
}

#[test]
fn numbers_are_held_against_todays_tables() {
    let study = Sandbox::new();
    let mut register = String::from("ID,category,gender,age\n");
    for number in 1..=10 {
        let category = if number <= 4 {
            "vulnerable child"
        } else {
            "migrant"
        };
        register.push_str(&format!("{number},{category},female,15\n"));
        study.write(
            &format!("corpus/{number}.txt"),
            "We had no coal. We left in May.\n",
        );
    }
    study.write("corpus/respondents.csv", &register);
    study.ok(&["import"]);
    study.ok(&["codebook", "add", "push/poverty", "--name", "Poverty"]);
    for number in ["1", "2", "3", "9"] {
        study.ok(&["code", number, "--text", "We had no coal", "push/poverty"]);
    }
    study.write("good.md", "# Findings\n\nPoverty was named by 3 (75 %) of the vulnerable children, and 4 of 10 (40.0 %) spoke of poverty in all. It rained on 12 % of the days.\n");
    let said = study.run(&["audit", "good.md", "--numbers"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(
        said.out
            .contains("3 numbers: 2 as the tables say today, 0 other, 1"),
        "{}",
        said.out
    );
    study.ok(&["code", "4", "--text", "We had no coal", "push/poverty"]);
    let said = study.run(&["audit", "good.md", "--numbers", "--format", "json"]);
    assert_eq!(said.code, 1);
    let answer: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let first = &answer["numbers"][0];
    assert_eq!(first["what"], "Poverty, vulnerable child");
    assert_eq!((&first["n"], &first["base"]), (&4.into(), &4.into()));
    assert_eq!(first["verdict"], "differs");
    assert_eq!(answer["numbers"][1]["n"], 5);
    // Columns of their own, as a page and as a word processor's text have them.
    study.write("table.html", "<p>Table 1. Reasons</p><table><tr><td></td><th colspan=2>Vulnerable children</th><th colspan=2>Migrants</th></tr><tr><td></td><th>N</th><th>%</th><th>N</th><th>%</th></tr><tr><td>Poverty</td><td>4</td><td>100.0</td><td>2</td><td>33.3</td></tr><tr><td>Total</td><td>4</td><td>100</td><td>6</td><td>100</td></tr></table>");
    let said = study.run(&["audit", "table.html", "--numbers", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    let found: Vec<(&str, &str)> = answer["numbers"]
        .as_array()
        .expect("numbers")
        .iter()
        .map(|it| {
            let what = it["what"].as_str().unwrap_or_default();
            (what, it["verdict"].as_str().expect("verdict"))
        })
        .collect();
    assert_eq!(
        found,
        [
            ("Poverty, vulnerable child", "holds"),
            ("Poverty, migrant", "differs"),
            ("", "untied"),
            ("", "untied")
        ],
        "{}",
        said.out
    );
    // Nobody asked for them here.
    let said = study.run(&["audit", "good.md", "--format", "json"]);
    assert!(said.code == 0 && !said.out.contains("\"numbers\""));
}
