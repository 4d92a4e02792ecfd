//! What leaves the project is recorded, and a file is known again.

use crate::sandbox::Sandbox;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", "We had no coal. We left in May.\n");
    sandbox.write("corpus/respondents.csv", "ID,gender,age\n1,female,15\n");
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["code", "1", "--text", "We had no coal", "cold"]);
    sandbox
}

#[test]
fn who_wrote_what_when_and_how_is_recorded_for_every_kind_of_file() {
    let study = study();
    assert_eq!(study.run(&["exports"]).code, 1);
    study.ok(&["quotes", "-o", "quotes.docx", "--code", "cold"]);
    study.ok(&["table", "--output=table.xlsx", "--coder", "bek"]);
    study.ok(&["quotes", "coal OR it's", "-oq.csv"]);
    study.ok(&["export", "all.qdpx"]);
    study.ok(&["archive", "all.zip"]);
    study.ok(&["bundle", "mine.quotebook"]);
    // What is only looked at has not left.
    study.ok(&["quotes"]);
    let exports = study.json(&["exports"]);
    let of = |name: &str| {
        let mut all = exports.iter();
        let found = all.find(|it| it["file"] == name);
        found.unwrap_or_else(|| unreachable!("{name} in {exports:?}"))
    };
    assert_eq!(exports.len(), 6);
    assert_eq!(of("quotes.docx")["command"], "quotes --code cold");
    assert_eq!(of("quotes.docx")["by"], "ana");
    assert_eq!(of("table.xlsx")["by"], "bek");
    assert_eq!(of("q.csv")["command"], r"quotes 'coal OR it'\''s'");
    // Exports are no state of their own.
    let position = of("quotes.docx")["position"].clone();
    assert!(exports.iter().all(|it| it["position"] == position));
    study.ok(&["check", "--deep"]);
}

#[test]
fn a_file_is_known_by_its_bytes_and_a_changed_document_by_its_mark() {
    let study = study();
    for name in ["q.docx", "q.odt", "q.xlsx", "q.html", "q.tex", "q.csv"] {
        study.ok(&["quotes", "-o", name]);
        let said = study.run(&["exports", name]);
        assert!(
            said.code == 0 && said.err.contains("is as it was written"),
            "{}",
            said.err
        );
        // Somebody saves it again: other bytes, the same properties.
        let path = study.path().join(name);
        let mut bytes = std::fs::read(&path).expect("file");
        match name.rsplit('.').next() {
            Some("html" | "tex" | "csv") => bytes.push(b'\n'),
            // The comment of a zip archive.
            _ => {
                let end = bytes.len();
                bytes[end - 2] = 1;
                bytes.push(b'x');
            }
        }
        std::fs::write(&path, bytes).expect("file");
        let said = study.run(&["exports", name]);
        if name == "q.csv" {
            assert_eq!(said.code, 1, "{}", said.out);
            assert!(said.err.contains("bears no mark"), "{}", said.err);
        } else {
            assert_eq!(said.code, 0, "{name}: {}", said.err);
            assert!(said.err.contains("changed since"), "{}", said.err);
            assert!(said.out.contains("quotes"), "{}", said.out);
        }
    }
    assert_eq!(study.run(&["exports", "nothing.docx"]).code, 2);
}

#[test]
fn an_export_changes_nothing_that_is_exported_and_cannot_be_taken_back() {
    let study = study();
    for name in ["a.docx", "b.docx"] {
        study.ok(&["report", "-o", name]);
    }
    let read = |name: &str| std::fs::read(study.path().join(name)).expect("file");
    assert!(read("a.docx") == read("b.docx"), "the same bytes");
    let exports = study.json(&["exports"]);
    assert_eq!(exports[0]["digest"], exports[1]["digest"]);
    // `undo` and `redo` are about work.
    assert!(study.run(&["undo"]).err.contains("code 1"), "the coding");
    study.ok(&["sources", "-o", "c.csv"]);
    study.ok(&["redo"]);
    assert_eq!(study.json(&["codings"]).len(), 1);
    let history = study.json(&["history"]);
    let export = history
        .iter()
        .find(|it| {
            it["summary"]
                .as_str()
                .is_some_and(|it| it.starts_with("write c.csv"))
        })
        .expect("there");
    let said = study.run(&["undo", export["operation"].as_str().expect("id")]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("cannot be taken back"), "{}", said.err);
}

#[test]
fn where_nothing_could_be_written_nothing_is_recorded() {
    let study = study();
    let said = study.run(&["quotes", "-o", "no/such/folder/q.csv"]);
    assert_eq!(said.code, 2);
    assert_eq!(study.run(&["exports"]).code, 1);
}
