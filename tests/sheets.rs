//! Sheets that nobody on the team wrote: every one is recognised and read in full.

use std::collections::BTreeSet;

use quotebook::codebook::{entry, table};
use quotebook::corpus::answers::{Answers, answers};
use quotebook::corpus::codings::{Codings, codings};
use quotebook::corpus::register::{Register, register};
use quotebook::corpus::role::{ColumnMap, Role, decide};
use quotebook::corpus::sheet::{self, Sheet};

use crate::sandbox::Sandbox;
use crate::shared::shared;

fn read(rel: &str) -> (Sheet, Role, ColumnMap) {
    let bytes = std::fs::read(shared(rel)).expect("readable");
    let sheet = sheet::read(rel, &bytes).expect("a sheet");
    let (role, map) = decide(&sheet, &[]).expect("a role");
    (sheet, role, map)
}

fn read_register(rel: &str) -> Register {
    let (sheet, role, map) = read(rel);
    assert_eq!(role, Role::Register, "{rel}");
    register(&sheet, &map).expect("a register")
}

fn read_answers(rel: &str) -> Answers {
    let (sheet, role, map) = read(rel);
    assert_eq!(role, Role::OpenAnswers, "{rel}");
    answers(&sheet, &map).expect("answers")
}

fn read_codings(rel: &str) -> Codings {
    let (sheet, role, map) = read(rel);
    assert_eq!(role, Role::Codings, "{rel}");
    codings(&sheet, &map).expect("codings")
}

fn read_codebook(rel: &str) -> Vec<entry::Entry> {
    let (sheet, role, _) = read(rel);
    assert_eq!(role, Role::Codebook, "{rel}");
    table::read(rel, &sheet.columns, &sheet.words()).expect("a codebook")
}

#[test]
fn the_registers_are_read() {
    let audit = read_register("data/audit/corpus/respondents.csv");
    let names: Vec<_> = audit.attributes.iter().map(|it| it.name.as_str()).collect();
    assert_eq!(names, ["category", "gender", "age"]);
    assert_eq!(audit.rows.len(), 53);
    assert!(audit.remarks.is_empty(), "{:?}", audit.remarks);
    assert_eq!(
        read_register("data/corpora/07-survey-jupyter-ux-2015/respondents.csv")
            .rows
            .len(),
        1706
    );
    let seats = read_register("data/corpora/08-dialogues-casino-demographics/participants.csv");
    assert_eq!(seats.rows.len(), 2060);
    assert!(
        seats
            .rows
            .iter()
            .all(|row| row.values["age"].number().is_some())
    );
}

#[test]
fn the_open_answers_are_read() {
    let survey = read_answers("data/corpora/07-survey-jupyter-ux-2015/answers.csv");
    assert_eq!((survey.answers.len(), survey.empty), (8291, 0));
    assert_eq!(survey.remarks.len(), 1, "one answer is a space");
    let names: BTreeSet<_> = survey.answers.iter().map(|it| &it.name).collect();
    assert_eq!(names.len(), 8291);
    assert_eq!(survey.answers[1].name, "r5:hinderances:1");
    let nothing = survey
        .answers
        .iter()
        .find(|it| it.name == "r133:hinderances:1");
    assert_eq!(nothing.map(|it| it.text.as_str()), Some("n/a"));
    let dialogues = read_answers("data/corpora/08-dialogues-casino-demographics/open_answers.csv");
    assert_eq!(dialogues.answers.len() + dialogues.empty, 6180);
    assert_eq!(dialogues.answers.len(), 6180);
    assert_eq!(dialogues.answers[0].name, "d0938_1-Firewood");
}

#[test]
fn the_codings_are_read() {
    // Headlines without words were coded too; a coding needs at least one character.
    for (rel, count, refused) in [
        ("data/audit/codings.csv", 54, 0),
        (
            "data/corpora/05-coded-usability-taguette/codings.csv",
            1930,
            0,
        ),
        (
            "data/corpora/06-coded-headlines-ecosent/codings.csv",
            5888,
            489,
        ),
        (
            "data/corpora/07-survey-jupyter-ux-2015/codings.csv",
            9120,
            0,
        ),
        (
            "data/corpora/08-dialogues-casino-demographics/codings.csv",
            5858,
            0,
        ),
    ] {
        let codings = read_codings(rel);
        assert_eq!(
            (codings.rows.len(), codings.refused.len()),
            (count, refused),
            "{rel}"
        );
        for row in &codings.rows {
            if let Some(text) = &row.text {
                assert_eq!(
                    text.chars().count(),
                    row.end - row.start,
                    "{rel}: row {}",
                    row.row
                );
            }
        }
    }
}

#[test]
fn the_codebooks_are_read() {
    let jupyter = read_codebook("data/corpora/07-survey-jupyter-ux-2015/codebook.csv");
    let themes = jupyter.iter().filter(|it| it.parent.is_some()).count();
    // 1,302 rows, of which twelve say the same twice.
    let rules: usize = jupyter.iter().map(|it| it.rules.len()).sum();
    assert_eq!((themes, rules), (81, 1290));
    let ecosent = read_codebook("data/corpora/06-coded-headlines-ecosent/codebook.csv");
    assert_eq!(ecosent.iter().filter(|it| it.parent.is_some()).count(), 7);
    let casino = read_codebook("data/corpora/08-dialogues-casino-demographics/codebook.csv");
    assert_eq!(casino.len(), 10);
    let taguette = read_codebook("data/refi/samples/other/taguette-serdif/codebook.xlsx");
    assert_eq!(
        taguette,
        read_codebook("data/refi/samples/other/taguette-serdif/codebook.csv")
    );
    assert_eq!(taguette.len(), 22);
}

#[test]
fn an_spss_file_of_another_program_is_read() {
    let (sheet, role, map) = read("data/refi/samples/other/sav/cases_codes.sav");
    let words = sheet.words();
    assert_eq!(
        words[1],
        ["P02", "51", "北京", "male", "1", "2", "😀 emoji"]
    );
    // The third age is system-missing, the third gender is declared missing.
    assert_eq!(words[2], ["P03", "", "Köln", "", "0", "0", ""]);
    assert_eq!(words[0][6].len(), 300);
    assert_eq!(role, Role::Register);
    let register = register(&sheet, &map).expect("a register");
    assert_eq!(register.attributes[0].label, "Age in years");
}

#[test]
fn a_sheet_is_read_anew_when_its_columns_are_said_to_be_for_something_else() {
    let study = Sandbox::new();
    study.write(
        "answers.csv",
        "id,heard,said\n1,yes,We left.\n2,no,We stayed.\n",
    );
    study.ok(&["import", "answers.csv"]);
    assert_eq!(study.run(&["sources"]).code, 1);
    let map = "id=respondent,heard=skip,said=text";
    let said = study.ok(&["import", "answers.csv", "--map", map]);
    assert!(said.starts_with("changed  answers.csv"), "{said}");
    assert_eq!(study.json(&["sources"]).len(), 2);
    let before = study.json(&["history"]).len();
    let said = study.ok(&["import", "answers.csv", "--map", map]);
    assert!(said.starts_with("same "), "{said}");
    assert_eq!(study.json(&["history"]).len(), before);
}

#[test]
fn a_damaged_file_of_spss_is_refused_in_one_sentence() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(here.join("fuzz/corpus/sheets/contradicts-itself.sav"));
    let study = Sandbox::new();
    // The first byte is for the fuzz target.
    std::fs::write(study.path().join("a.sav"), &bytes.expect("sample")[1..]).expect("file");
    let said = study.run(&["import", "a.sav"]);
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("cannot be read as an SPSS file"),
        "{}",
        said.out
    );
    assert!(!said.err.contains("panicked"), "{}", said.err);
}
