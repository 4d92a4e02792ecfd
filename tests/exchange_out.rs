//! Data and pages for others, through the command line.

use std::process::Command;

use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value as Json;

use crate::sandbox::{Sandbox, unzipped};

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/b1.txt",
        "🙂 We left when the <mill> closed.\n\n=SUM(A1) said the sign.\n",
    );
    sandbox.write("corpus/b2.txt", "Nobody came.\n");
    sandbox.write(
        "corpus/respondents.csv",
        "ID,gender,age,page,village\nb1,female,41,12,Alma\nb2,male,30,7,Bura\n",
    );
    sandbox.write(
        "codebook/push.csv",
        "code,name,parent,definition,use_when,not_when,example,color\n\
         push,Push,,,,,,\npush/work,Work lost,push,No work any more.,Work is named.,A move for better work.,The mill closed.,#b5541c\n\
         push/sign,Signs,push,,,,,\nidle,Idle,,,,,,\n",
    );
    sandbox.ok(&["import"]);
    let mill = "We left when the <mill> closed";
    sandbox.ok(&["code", "b1", "--text", mill, "push/work"]);
    sandbox.ok(&["code", "b1", "--text", mill, "push/work", "--coder", "ben"]);
    sandbox.ok(&[
        "code",
        "b1",
        "--text",
        "=SUM(A1) said the sign.",
        "push/sign",
    ]);
    sandbox
}

fn read(sandbox: &Sandbox, file: &str) -> String {
    std::fs::read_to_string(sandbox.path().join(file)).expect(file)
}

#[test]
fn coded_segments_leave_as_tables_with_starters_beside_them() {
    let study = study();
    let said = study.json(&["export", "segments.csv"]);
    assert_eq!(said[0]["what"], "3 codings, 1 source, 2 codes");
    assert_eq!(
        said[0]["left_out"],
        serde_json::json!([
            "2 codes (push, idle): nothing is coded with it, in it or of them",
            "1 source (b2): nothing is coded with it, in it or of them",
            "1 respondent (b2): nothing is coded with it, in it or of them",
            "1 text of a source (b1): the table has the words that are coded alone",
            "1 definition of a code: the codebook has it: `quotebook codebook export`",
            "1 color of a code: the table has no colors",
        ])
    );
    assert_eq!(
        said[0]["starters"],
        serde_json::json!(["segments.R", "segments.py"])
    );
    let csv = read(&study, "segments.csv");
    let mut rows = csv::Reader::from_reader(csv.as_bytes());
    let heads = rows.headers().expect("heads").clone();
    assert_eq!(
        heads.iter().collect::<Vec<_>>(),
        [
            "coding",
            "source",
            "start",
            "end",
            "page",
            "text",
            "code",
            "path",
            "coder",
            "respondent",
            "category",
            "gender",
            "age",
            "page_of_respondent",
            "village",
            "memos",
            "definition",
            "at",
            "memos_by",
            "sha256"
        ]
    );
    let rows: Vec<csv::StringRecord> = rows.records().map(|it| it.expect("row")).collect();
    let cell = |row: usize, name: &str| {
        let at = heads.iter().position(|it| it == name).expect(name);
        rows[row][at].to_owned()
    };
    assert_eq!(rows.len(), 3);
    assert_eq!(cell(0, "text"), "We left when the <mill> closed");
    assert_eq!(
        (cell(0, "start"), cell(0, "end")),
        ("2".to_owned(), "32".to_owned())
    );
    assert_eq!(cell(0, "path"), "Push > Work lost");
    assert_eq!(
        (cell(0, "age"), cell(0, "village")),
        ("41".to_owned(), "Alma".to_owned())
    );
    // They come back as they were, by any other copy that has the texts and the codebook.
    let was = study.json(&["codings"]);
    study.ok(&["import", "segments.csv"]);
    assert_eq!(study.json(&["codings"]), was);
    // Another project that has the texts alone gets names, tree, coders and times from the table.
    study.ok(&["export", "own.jsonl", "--no-starters"]);
    for file in ["segments.csv", "own.jsonl"] {
        let other = Sandbox::new();
        other.write("corpus/b1.txt", &read(&study, "corpus/b1.txt"));
        other.ok(&["import"]);
        std::fs::copy(study.path().join(file), other.path().join(file)).expect("copy");
        other.ok(&["import", file]);
        let told = |sandbox: &Sandbox| {
            let codings = sandbox.json(&["codings"]).into_iter();
            let parts = [
                "source", "start", "end", "text", "code", "path", "coder", "at",
            ];
            codings
                .map(|it| parts.map(|part| it[part].clone()))
                .collect::<Vec<_>>()
        };
        assert_eq!(told(&other), told(&study), "{file}");
    }
    // A script that somebody has worked on stays.
    study.write("segments.R", "# mine\n");
    let said = study.ok(&["export", "segments.csv"]);
    assert!(said.contains("was there and stays: segments.R"), "{said}");
    assert_eq!(read(&study, "segments.R"), "# mine\n");
    study.ok(&["export", "bare.csv", "--no-starters"]);
    assert!(!study.path().join("bare.py").exists());
    assert_eq!(read(&study, "bare.csv"), csv);

    // A starter reads the file that it is beside.
    let said = study.json(&["export", "segments.jsonl"]);
    assert_eq!(
        said[0]["starters"],
        serde_json::json!(["segments.jsonl.py"])
    );
    assert!(read(&study, "segments.jsonl.py").contains("HERE / \"segments.jsonl\""));
    let lines: Vec<Json> = read(&study, "segments.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["attributes"]["village"], "Alma");
    assert_eq!(lines[2]["text"], "=SUM(A1) said the sign.");

    study.ok(&["export", "segments.parquet"]);
    let bytes = std::fs::read(study.path().join("segments.parquet")).expect("file");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
    let rows: Vec<String> = reader
        .get_row_iter(None)
        .expect("rows")
        .map(|row| row.expect("row").to_string())
        .collect();
    assert_eq!(rows.len(), 3);
    assert!(
        rows[0].contains("start: 2, end: 32, page: null, text: \"We left"),
        "{rows:?}"
    );

    study.ok(&["export", "segments.xlsx"]);
    let bytes = std::fs::read(study.path().join("segments.xlsx")).expect("file");
    let sheet = unzipped(&bytes);
    // Words, not a formula.
    assert!(sheet.contains("=SUM(A1) said the sign.") && !sheet.contains("<f>"));

    study.ok(&["export", "matrix.sav"]);
    let other = Sandbox::new();
    std::fs::copy(study.path().join("matrix.sav"), other.path().join("m.sav")).expect("copy");
    other.ok(&["import", "m.sav"]);
    let people = other.json(&["respondents"]);
    assert_eq!(people.len(), 2);
    // Of a table that is read as answers, the columns that are not read are all named.
    let third = Sandbox::new();
    std::fs::copy(study.path().join("matrix.sav"), third.path().join("m.sav")).expect("copy");
    let said = third.json(&["import", "m.sav", "--map", "village=text"]);
    let left = said[0]["left_out"][0].as_str().expect("left out");
    assert!(
        left.contains("gender") && left.contains("push_work") && !left.contains('…'),
        "{left}"
    );
    for name in ["segments.py", "matrix.py"] {
        let Ok(done) = Command::new("python3")
            .args(["-m", "py_compile", name])
            .current_dir(study.path())
            .output()
        else {
            eprintln!("skipped: there is no python3 to compile `{name}`");
            continue;
        };
        assert!(
            done.status.success(),
            "{}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
    // Every file that left is recorded, scripts too.
    let exports = study.json(&["exports"]);
    assert!(exports.iter().any(|it| it["file"] == "matrix.R"));
    study.ok(&["check", "--deep"]);
}

#[test]
fn everything_that_stays_behind_is_counted() {
    let study = study();
    study.write("corpus/places.csv", "place,country\nAlma,KZ\nBura,KZ\n");
    study.write(
        "corpus/routes.csv",
        "respondent,order,place\nb1,1,Alma\nb1,2,Bura\n",
    );
    study.write("corpus/b3.html", "<p>We stayed.</p>");
    study.ok(&["import"]);
    let mill = study.json(&["codings"])[0]["coding"]
        .as_str()
        .expect("id")
        .to_owned();
    study.ok(&["memo", "b1", "Read again."]);
    study.ok(&["memo", &mill, "The mill."]);
    study.ok(&["quote", "star", &mill]);
    study.ok(&[
        "quote",
        "translate",
        &mill,
        "--language",
        "fr",
        "--text",
        "Nous sommes partis",
        "--by",
        "ana",
    ]);
    study.write(
        "quotebook.toml",
        "[[classification.category.values]]\nname = \"worker\"\ndefinition = \"Worked.\"\n",
    );
    study.ok(&["classify", "b1", "worker", "--because", "b1:mill"]);
    study.ok(&["redact", "b1", "the sign", "--as", "a place"]);
    let lost = |file: &str| {
        let said = study.json(&["export", file]);
        said[0]["left_out"].to_string()
    };
    let all = [
        "1 route:",
        "2 places:",
        "1 classification with evidence:",
        "1 star:",
        "1 translation of a quote:",
        "1 redaction:",
        "file of a source (b3)",
    ];
    for file in [
        "out.qdpx",
        "out.brat.zip",
        "out.jsonld",
        "out.csv",
        "out.html",
        "out.sav",
    ] {
        let said = lost(file);
        let is_data = file.ends_with("csv") || file.ends_with("html") || file.ends_with("sav");
        for words in all.iter().filter(|it| !is_data || !it.starts_with("file")) {
            assert!(said.contains(words), "{file}: {words}: {said}");
        }
        let memos = match file {
            "out.qdpx" => None,
            "out.html" | "out.sav" => Some("2 memos:"),
            _ => Some("1 memo:"),
        };
        assert_eq!(said.contains("memo"), memos.is_some(), "{file}: {said}");
        assert!(memos.is_none_or(|it| said.contains(it)), "{file}: {said}");
        if file != "out.qdpx" {
            assert!(
                !said.contains("the standard") && !said.contains("--originals"),
                "{said}"
            );
        }
    }
    let brat = study.json(&["export", "out.brat.zip"]);
    assert!(brat[0]["what"].as_str().expect("what").contains("1 memo"));
    assert!(lost("out.jsonld").contains("2 places of a code in the tree (Work lost, Signs)"));
}

#[test]
fn quotes_leave_as_json_lines_and_parquet() {
    let study = study();
    study.ok(&["quotes", "-o", "q.jsonl"]);
    let lines: Vec<Json> = read(&study, "q.jsonl")
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["coders"], serde_json::json!(["ana", "ben"]));
    assert_eq!(Json::Array(lines), Json::Array(study.json(&["quotes"])));
    study.ok(&["quotes", "-o", "q.parquet"]);
    let bytes = std::fs::read(study.path().join("q.parquet")).expect("file");
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).expect("Parquet");
    assert_eq!(reader.metadata().file_metadata().num_rows(), 2);
}

#[test]
fn texts_leave_as_one_page_without_script() {
    let study = study();
    study.ok(&["redact", "b1", "the sign", "--as", "a place"]);
    study.ok(&["export", "texts.html"]);
    let page = read(&study, "texts.html");
    assert!(
        page.contains("<mark class=\"c1\" style=\"--d:0\" title=\"Push › Work lost (ana, ben)\">We left when the &lt;mill&gt; closed</mark><sup>1</sup>"),
        "{page}"
    );
    assert!(page.contains("=SUM(A1) said [a place].</mark>"), "{page}");
    assert!(page.contains(".c1{--c:#b5541c}"));
    assert!(page.contains("Sources in which nothing is coded, not shown: 1."));
    for sign in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(sign), "{sign}");
    }
    let said = study.run(&["exports", "texts.html"]);
    assert!(said.err.contains("is as it was written"), "{}", said.err);
}

#[test]
fn the_codebook_leaves_as_a_document_and_as_a_sheet_that_comes_back() {
    let study = study();
    for name in ["codes.docx", "codes.odt", "codes.html", "codes.md"] {
        study.ok(&["codebook", "export", name]);
        let bytes = std::fs::read(study.path().join(name)).expect(name);
        let all = unzipped(&bytes);
        for words in [
            "Work lost",
            "No work any more.",
            "A move for better work.",
            "The mill closed.",
        ] {
            assert!(all.contains(words), "{name} lacks {words}");
        }
    }
    study.ok(&["codebook", "export", "codes.xlsx"]);
    let other = Sandbox::new();
    std::fs::copy(
        study.path().join("codes.xlsx"),
        other.path().join("codes.xlsx"),
    )
    .expect("copy");
    other.ok(&["import", "codes.xlsx"]);
    study.ok(&["codebook", "export", "own.csv"]);
    other.ok(&["codebook", "export", "own.csv"]);
    assert_eq!(read(&other, "own.csv"), read(&study, "own.csv"));
}

#[test]
fn memos_on_codings_leave_with_their_writers_and_come_back() {
    let study = study();
    let codings = study.json(&["codings"]);
    let id = |at: usize| codings[at]["coding"].as_str().expect("id").to_owned();
    study.ok(&["memo", &id(0), "Two\n\nparts, \"quoted\"."]);
    study.ok(&["memo", &id(0), "=1+1", "--coder", "ben"]);
    study.ok(&["memo", &id(2), "Знак?"]);
    let told = |sandbox: &Sandbox| -> Vec<Json> {
        sandbox.ok(&["export", "told.jsonl", "--no-starters"]);
        let parts = ["code", "coder", "memos", "memos_by"];
        let line = |line: &str| {
            let it: Json = serde_json::from_str(line).expect("JSON");
            Json::from(parts.map(|part| it[part].clone()).to_vec())
        };
        read(sandbox, "told.jsonl").lines().map(line).collect()
    };
    assert_eq!(told(&study)[0][2][0], "Two\n\nparts, \"quoted\".");
    assert!(
        told(&study)[0][3][1]
            .as_str()
            .is_some_and(|it| it.starts_with("ben 20"))
    );
    for file in ["own.csv", "own.jsonl", "own.xlsx"] {
        study.ok(&["export", file, "--no-starters"]);
        let other = Sandbox::new();
        other.write("corpus/b1.txt", &read(&study, "corpus/b1.txt"));
        other.ok(&["import"]);
        std::fs::copy(study.path().join(file), other.path().join(file)).expect("copy");
        let said = other.ok(&["import", file]);
        assert!(said.contains("3 memos new"), "{file}: {said}");
        assert_eq!(told(&other), told(&study), "{file}");
        // In the project that it is of, and under a name that is not known, it changes nothing.
        let again = format!("again-{file}");
        std::fs::copy(study.path().join(file), study.path().join(&again)).expect("copy");
        let said = study.ok(&["import", &again]);
        assert!(
            said.contains("3 codings: 0 new, 3 there before, 0 refused\n"),
            "{said}"
        );
    }
}
