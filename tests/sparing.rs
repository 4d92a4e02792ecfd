//! What a project lives on is never written over, and no register makes it unreadable.

use std::collections::BTreeMap;
use std::path::Path;

use crate::sandbox::Sandbox;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", "We had no coal. We left in May.\n");
    sandbox.write("corpus/respondents.csv", "ID,gender,age\n306,female,15\n");
    sandbox.write("corpus/places.csv", "name,country\nLow Field,\n");
    sandbox.write(
        "corpus/codings.csv",
        "source,text,code\n306,We had no coal,cold\n",
    );
    sandbox.write("codebook/push.toml", "name = \"Push\"\n");
    sandbox.ok(&["import", "corpus/306.txt", "corpus/respondents.csv"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["code", "306", "--text", "We had no coal", "cold"]);
    sandbox
}

/// Every file of the project with what is in it, the index and the logs of the database aside.
fn files(folder: &Path, found: &mut BTreeMap<String, Vec<u8>>) {
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path.display().to_string();
        match path.is_dir() {
            true if name.ends_with(".quotebook") => {}
            true => files(&path, found),
            false if name.ends_with("-wal") || name.ends_with("-shm") => {}
            false => drop(found.insert(name, std::fs::read(&path).expect("file"))),
        }
    }
}

fn all(study: &Sandbox) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    files(study.path(), &mut found);
    found
}

#[test]
fn no_command_writes_over_the_project_or_the_notes() {
    let study = study();
    study.ok(&["check", "--deep"]);
    let before = all(&study);
    for args in [
        &["archive", "quotebook.db"][..],
        &["archive", "quotebook.toml"],
        &["archive", "corpus/306.txt"],
        &["archive", "corpus/../quotebook.db"],
        &["archive", ".quotebook/x.zip"],
        &["backup", "quotebook.db"],
        &["backup", "quotebook.toml"],
        &["backup", "./quotebook.db-wal"],
        &["backup", "corpus/306.txt"],
        &["bundle", "--coder", "ana", "quotebook.db"],
        &["bundle", "corpus/306.txt"],
        &["codes", "-o", "corpus/306.txt"],
        &["codes", "-o", "corpus/respondents.csv"],
        &["codes", "-o", "corpus/places.csv"],
        &["codes", "--format", "csv", "-o", "quotebook.db"],
        &["codes", "--format", "text", "-o", "codebook/push.toml"],
        &["quotes", "--format", "csv", "-o", "Quotebook.TOML"],
        &["export", "corpus/codings.csv"],
        &["codebook", "export", "corpus/respondents.csv"],
        &["renumber", "--key", "quotebook.db"],
        &["renumber", "--key", "corpus/306.txt"],
        &["renumber", "--key", ".quotebook/key.age"],
    ] {
        let said = study.run(args);
        assert_eq!(said.code, 2, "{args:?}\n{}{}", said.out, said.err);
        assert!(said.err.contains("expected"), "{args:?}: {}", said.err);
        assert!(said.err.contains("hint"), "{args:?}: {}", said.err);
        assert!(before == all(&study), "{args:?} changed something");
    }
    study.ok(&["check", "--deep"]);
    assert_eq!(study.run(&["exports"]).code, 1, "nothing has left");
}

#[test]
fn what_is_new_or_owned_is_written() {
    let study = study();
    study.ok(&["codes", "-o", "corpus/codes.csv"]);
    study.ok(&["archive", "all.zip"]);
    study.ok(&["archive", "all.zip"]);
    study.ok(&["places", "-o", "corpus/places.csv"]);
    study.ok(&["codebook", "export", "codebook"]);
    study.ok(&["codebook", "export", "codebook"]);
    study.ok(&["renumber", "--key", "../study.key.age.of.test"]);
    std::fs::remove_file(study.path().join("../study.key.age.of.test")).expect("key");
}

#[test]
fn a_number_beyond_all_numbers_leaves_the_project_readable() {
    let study = study();
    let beyond = "9".repeat(310);
    study.write(
        "corpus/respondents.csv",
        &format!("ID,gender,age,income\n306,female,{beyond},{beyond}\n307,male,9,5\n"),
    );
    let said = study.run(&["import", "corpus/respondents.csv"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains("`income` is kept as words"), "{told}");
    assert!(
        told.contains("is not a number and is kept as words"),
        "{told}"
    );
    let people = study.json(&["respondents"]);
    assert_eq!(people[0]["income"], beyond.as_str());
    study.ok(&["check", "--deep"]);
    let said = study.run(&["respondents", "set", "307", "age", &beyond]);
    assert_eq!(said.code, 2, "{}", said.err);
    study.ok(&["archive", "a.zip"]);
    study.ok(&["restore", "a.zip", "again"]);
}

#[test]
fn a_table_of_excerpts_replaces_no_interview() {
    let study = study();
    study.write("excerpts.csv", "Document,Quote\n306,We had no coal\n");
    let map = [
        "import",
        "excerpts.csv",
        "--map",
        "Document=source,Quote=text",
    ];
    let said = study.run(&map);
    assert_ne!(said.code, 0, "{}", said.out);
    let told = format!("{}{}", said.out, said.err);
    assert!(
        told.contains("would replace the text of source `306`"),
        "{told}"
    );
    assert_eq!(study.json(&["sources"])[0]["version"], 1);
    assert_eq!(study.json(&["codings"]).len(), 1);
    // Answers may be corrected, in the same table or another.
    study.write("answers.csv", "Who,Answer\nr1,Because\nr2,No\n");
    study.ok(&["import", "answers.csv", "--map", "Who=source,Answer=text"]);
    study.write("answers.csv", "Who,Answer\nr1,Because of work\nr2,No\n");
    study.ok(&["import", "answers.csv", "--map", "Who=source,Answer=text"]);
    study.write("more.csv", "Who,Answer\nr2,No work\n");
    study.ok(&["import", "more.csv", "--map", "Who=source,Answer=text"]);
}

#[test]
fn a_codebook_is_written_as_the_ending_says() {
    let study = study();
    study.ok(&["codebook", "export", "codes.qdc"]);
    let qdc = std::fs::read_to_string(study.path().join("codes.qdc")).expect("a file");
    assert!(
        qdc.contains("<CodeBook") && qdc.contains("name=\"cold\""),
        "{qdc}"
    );
    study.ok(&["codebook", "export", "codes.toml"]);
    let toml = std::fs::read_to_string(study.path().join("codes.toml")).expect("a file");
    assert!(toml.contains("family = "), "{toml}");
    study.ok(&["codebook", "add", "warm"]);
    let said = study.run(&["codebook", "export", "all.toml"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("expected a folder"), "{}", said.err);
    assert!(!study.path().join("all.toml").exists());
}

#[test]
fn cells_are_no_formulas_and_come_back() {
    let study = study();
    let words = "=HYPERLINK(\"x\") we said";
    study.ok(&["codebook", "edit", "cold", "--definition", words]);
    study.ok(&["codebook", "edit", "cold", "--name", "@home"]);
    study.ok(&["codebook", "export", "codes.csv"]);
    let table = std::fs::read_to_string(study.path().join("codes.csv")).expect("table");
    assert!(
        table.contains("\"'=HYPERLINK(") && table.contains("'@home"),
        "{table}"
    );
    let other = Sandbox::new();
    other.write("codes.csv", &table);
    other.ok(&["import", "codes.csv"]);
    assert_eq!(other.json(&["codes"]), {
        let mut codes = study.json(&["codes"]);
        codes[0]["codings"] = other.json(&["codes"])[0]["codings"].clone();
        codes[0]["sources"] = other.json(&["codes"])[0]["sources"].clone();
        codes
    });
    let listed = study.ok(&["codes", "--format", "csv"]);
    assert!(listed.contains("'@home"), "{listed}");
    study.ok(&["respondents", "set", "306", "category=-none of these"]);
    study.ok(&["respondents", "-o", "people.csv"]);
    let people = std::fs::read_to_string(study.path().join("people.csv")).expect("table");
    assert!(people.contains(",'-none of these"), "{people}");
    let other = Sandbox::new();
    other.write("people.csv", &people);
    other.ok(&["import", "people.csv"]);
    assert_eq!(
        other.json(&["respondents"])[0]["category"],
        "-none of these"
    );
}
