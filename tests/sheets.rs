//! Sheets that nobody on the team wrote: every one is recognised and read in full.

use std::collections::BTreeSet;

use quotebook::codebook::{entry, table};
use quotebook::corpus::answers::{Answers, answers};
use quotebook::corpus::codings::{CodingRow, codings};
use quotebook::corpus::register::{Register, register};
use quotebook::corpus::role::{ColumnMap, Role, decide};
use quotebook::corpus::sheet::{self, Sheet};

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

fn read_codings(rel: &str) -> Vec<CodingRow> {
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
    let names: BTreeSet<_> = survey.answers.iter().map(|it| &it.name).collect();
    assert_eq!(names.len(), 8291);
    assert_eq!(survey.answers[1].name, "r5:hinderances:1");
    for word in ["None", "NA", "null"] {
        let same = |text: &str| text.trim().eq_ignore_ascii_case(word);
        assert!(survey.answers.iter().any(|it| same(&it.text)), "{word}");
    }
    let dialogues = read_answers("data/corpora/08-dialogues-casino-demographics/open_answers.csv");
    assert_eq!(dialogues.answers.len() + dialogues.empty, 6180);
    assert_eq!(dialogues.answers.len(), 6180);
    assert_eq!(dialogues.answers[0].name, "d0938_1-Firewood");
}

#[test]
fn the_codings_are_read() {
    for (rel, count) in [
        ("data/audit/codings.csv", 54),
        ("data/corpora/05-coded-usability-taguette/codings.csv", 0),
        ("data/corpora/06-coded-headlines-ecosent/codings.csv", 6377),
        ("data/corpora/07-survey-jupyter-ux-2015/codings.csv", 0),
        (
            "data/corpora/08-dialogues-casino-demographics/codings.csv",
            5858,
        ),
    ] {
        let rows = read_codings(rel);
        println!("{rel} {}", rows.len());
        assert!(count == 0 || rows.len() == count, "{rel}: {}", rows.len());
        for row in &rows {
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
    let rules: usize = jupyter.iter().map(|it| it.rules.len()).sum();
    assert_eq!((themes, rules), (81, 1302));
    let ecosent = read_codebook("data/corpora/06-coded-headlines-ecosent/codebook.csv");
    assert_eq!(ecosent.iter().filter(|it| it.parent.is_some()).count(), 7);
    let casino = read_codebook("data/corpora/08-dialogues-casino-demographics/codebook.csv");
    assert_eq!(casino.len(), 10);
    let taguette = read_codebook("data/refi/samples/other/taguette-serdif/codebook.xlsx");
    assert_eq!(
        taguette,
        read_codebook("data/refi/samples/other/taguette-serdif/codebook.csv")
    );
    assert_eq!(taguette.len(), 27);
}

#[test]
fn an_spss_file_of_another_program_is_read() {
    let (sheet, role, map) = read("data/refi/samples/other/sav/cases_codes.sav");
    println!("{sheet:#?} {role:?}");
    assert_eq!(role, Role::Register);
    let register = register(&sheet, &map).expect("a register");
    assert_eq!(register.attributes[0].label, "Age in years");
}
