//! PDF files: their text in reading order, their highlights as codings, and files that are none.

use std::fmt::Write;

use crate::refi::xml_of;
use crate::sandbox::Sandbox;
use crate::schema::Schema;
use crate::shared::shared;

/// A page: lines with their place from the lower left corner, and marks (a rectangle and a comment).
#[derive(Default)]
struct Page {
    lines: Vec<(f64, f64, &'static str)>,
    marks: Vec<([f64; 4], &'static str)>,
}

/// A PDF of one font that every reader has.
fn pdf(pages: &[Page]) -> Vec<u8> {
    let mut objects: Vec<String> = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        String::new(),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
    ];
    let mut kids = String::new();
    for page in pages {
        let mut content = String::from("BT /F1 10 Tf ");
        for (x, y, line) in &page.lines {
            let escaped = line
                .replace('\\', "\\\\")
                .replace('(', "\\(")
                .replace(')', "\\)");
            let _ = write!(content, "1 0 0 1 {x} {y} Tm ({escaped}) Tj ");
        }
        content.push_str("ET");
        objects.push(format!(
            "<</Length {}>>stream\n{content}\nendstream",
            content.len()
        ));
        let stream = objects.len();
        let mut marks = String::new();
        for ([a, b, c, d], comment) in &page.marks {
            objects.push(format!(
                "<</Type/Annot/Subtype/Highlight/Rect[{a} {b} {c} {d}]/QuadPoints[{a} {d} {c} {d} {a} {b} {c} {b}]/Contents({comment})/T(rita)>>"
            ));
            let _ = write!(marks, "{} 0 R ", objects.len());
        }
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {stream} 0 R/Annots[{marks}]>>"
        ));
        let _ = write!(kids, "{} 0 R ", objects.len());
    }
    objects[1] = format!("<</Type/Pages/Count {}/Kids[{kids}]>>", pages.len());
    let mut file = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let start = file.len();
    let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(file, "{place:010} 00000 n ");
    }
    let size = objects.len() + 1;
    let _ = write!(
        file,
        "trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n"
    );
    file.into_bytes()
}

/// Two columns, each with a paragraph and a word broken at a line's end, a running head and a number.
fn columns() -> Vec<Page> {
    let left = [
        "We left when the mill was clo-",
        "sed. My sister stayed with her",
        "three children and the goats.",
        "Nobody came to see her then.",
        "It was cold in the house, and",
    ];
    let right = [
        "there was no coal to be had in",
        "the whole valley that winter.",
        "He found well-paid work and I",
        "did not. It was well-",
        "paid, he said every week to us.",
    ];
    (0..3)
        .map(|page| {
            let mut lines = vec![(60.0, 800.0, "Notes of a long winter, part one")];
            lines.push((290.0, 40.0, ["1", "2", "3"][page]));
            let down = |at: usize| 700.0 - 13.0 * at as f64;
            // The order of the file is not the order of reading.
            lines.extend((0..5).map(|at| (320.0, down(at), right[at])));
            lines.extend((0..5).map(|at| (60.0, down(at), left[at])));
            Page {
                lines,
                marks: Vec::new(),
            }
        })
        .collect()
}

fn text_of(study: &Sandbox, source: &str) -> String {
    study.ok(&["archive", "all.zip"]);
    let bytes = std::fs::read(study.path().join("all.zip")).expect("archive");
    let limits = quotebook::archive::Limits {
        members: 1000,
        member_mib: 8,
        all_mib: 64,
        expansion: 1000,
    };
    let mut zip = quotebook::archive::Zip::open(&bytes, limits).expect("archive");
    let text = zip
        .read(&format!("texts/{source}.txt"))
        .expect("read")
        .expect("text");
    String::from_utf8(text).expect("UTF-8")
}

fn write(study: &Sandbox, name: &str, bytes: &[u8]) {
    std::fs::write(study.path().join(name), bytes).expect("file");
}

#[test]
fn columns_are_read_one_after_the_other_and_words_are_made_whole() {
    let study = Sandbox::new();
    write(&study, "corpus/winter.pdf", &pdf(&columns()));
    let said = study.run(&["import"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let text = text_of(&study, "winter");
    let page = "We left when the mill was closed. My sister stayed with her three children and the goats. \
                Nobody came to see her then. It was cold in the house, and there was no coal to be had in \
                the whole valley that winter. He found well-paid work and I did not. It was well-paid, he \
                said every week to us.";
    assert_eq!(text, [page; 3].join("\n\n"));
    assert!((said.out + &said.err).contains("6 running heads and page numbers left out"));
}

#[test]
fn marks_become_codings_and_come_but_once() {
    let study = Sandbox::new();
    let mut page = Page {
        lines: vec![
            (60.0, 700.0, "We had no coal in the house."),
            (60.0, 687.0, "My sister stayed behind with her children."),
        ],
        marks: vec![([58.0, 697.0, 300.0, 710.0], "push/cold")],
    };
    write(&study, "corpus/a.pdf", &pdf(std::slice::from_ref(&page)));
    study.ok(&["import"]);
    let codings = study.json(&["codings"]);
    assert_eq!(codings.len(), 1);
    assert_eq!(codings[0]["text"], "We had no coal in the house.");
    assert_eq!(
        (&codings[0]["code"], &codings[0]["coder"]),
        (&"push/cold".into(), &"rita".into())
    );
    // The reader goes on marking, and leaves a word at an empty place.
    page.marks
        .push(([58.0, 684.0, 300.0, 696.0], "kin; left behind"));
    page.marks
        .push(([400.0, 100.0, 420.0, 110.0], "Ask about the father."));
    write(&study, "corpus/a.pdf", &pdf(std::slice::from_ref(&page)));
    let said = study.ok(&["import"]);
    assert!(said.contains("1 mark on no words, kept as memos"), "{said}");
    study.ok(&["import"]);
    let codings = study.json(&["codings"]);
    assert_eq!(codings.len(), 2);
    assert_eq!(codings[1]["code"], "kin-left-behind");
    study.ok(&["check", "--deep"]);
    assert!(study.ok(&["archive", "m.zip"]).is_empty());
}

#[test]
fn a_draft_is_audited_in_its_pdf() {
    let study = Sandbox::new();
    study.write(
        "corpus/306.txt",
        "We did not want to leave. My sister stayed.\n",
    );
    study.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n306,migrant,female,15\n",
    );
    study.ok(&["import"]);
    let draft = |quote: &'static str| {
        pdf(&[Page {
            lines: vec![
                (60.0, 700.0, "Some were of two minds. One girl said:"),
                (60.0, 687.0, quote),
                (60.0, 674.0, "(306, migrant, female, 15 years)."),
            ],
            marks: Vec::new(),
        }])
    };
    write(
        &study,
        "good.pdf",
        &draft("\"We did not want to leave. My sister stayed.\""),
    );
    let said = study.run(&["audit", "good.pdf"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    write(
        &study,
        "bad.pdf",
        &draft("\"We did want to leave. My sister stayed.\""),
    );
    let said = study.run(&["audit", "bad.pdf", "--format", "json"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("negation_lost"), "{}", said.out);
}

#[test]
fn files_that_are_damaged_or_hostile_are_refused_and_change_nothing() {
    let study = Sandbox::new();
    let good = pdf(&columns());
    write(&study, "corpus/half.pdf", &good[..good.len() / 3]);
    write(&study, "corpus/none.pdf", b"This is a text.");
    write(&study, "corpus/empty.pdf", &pdf(&[Page::default()]));
    // Arrays in arrays, as deep as a stack is not.
    let mut deep = b"%PDF-1.4\n1 0 obj\n".to_vec();
    deep.extend(std::iter::repeat_n(b'[', 2_000_000));
    write(&study, "corpus/deep.pdf", &deep);
    let said = study.run(&["import"]);
    assert!(
        said.code != 0 || said.out.contains("refused"),
        "{}{}",
        said.out,
        said.err
    );
    let told = said.out + &said.err;
    assert!(told.contains("its text must be recognised first"), "{told}");
    assert_eq!(study.run(&["sources"]).code, 1, "there is none");
    // What is thrown at it, it says something about, and goes on.
    let mut seed = 7_u32;
    for number in 0..12 {
        let mut bytes = good.clone();
        for _ in 0..40 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let at = seed as usize % bytes.len();
            bytes[at] = (seed >> 24) as u8;
        }
        write(&study, &format!("corpus/r{number}.pdf"), &bytes);
    }
    let said = study.run(&["import", "--dry-run"]);
    assert!(said.code <= 2 && said.code >= 0, "{}", said.err);
    study.ok(&["check", "--deep"]);
}

#[test]
fn highlights_of_three_papers_are_read_with_their_comments() {
    let folder = shared("data/corpora/11-pdf-with-highlights");
    let study = Sandbox::new();
    for name in ["W18-6508", "W18-6522", "W19-8623"] {
        let file = format!("{name}.pdf");
        let to = study.path().join("corpus").join(&file);
        std::fs::copy(folder.join("original").join(file), to).expect("copy");
    }
    study.ok(&["import"]);
    let codings = study.json(&["codings"]);
    let mut reader = csv::Reader::from_path(folder.join("pdf_highlights.csv")).expect("table");
    let letters = |text: &str| -> String {
        let text = text
            .replace('ﬁ', "fi")
            .replace('ﬂ', "fl")
            .replace('ﬀ', "ff");
        text.chars().filter(char::is_ascii_alphanumeric).collect()
    };
    let (mut rows, mut with_words) = (0, 0);
    for row in reader.records() {
        let row = row.expect("row");
        rows += 1;
        let (source, comment, words) = (&row[0], &row[3], &row[4]);
        if words.is_empty() {
            continue;
        }
        with_words += 1;
        let names: Vec<&str> = match comment {
            "" => vec!["highlight"],
            comment => comment
                .split([' ', ',', '\n'])
                .filter(|it| !it.is_empty())
                .collect(),
        };
        for name in names {
            // Another reader has another order of columns and lists, so runs of letters are compared.
            let expected = letters(words);
            let runs: Vec<&[u8]> = expected.as_bytes().windows(8.min(expected.len())).collect();
            let fits = |it: &&serde_json::Value| {
                let text = letters(it["text"].as_str().unwrap_or_default());
                let there = |run: &&&[u8]| text.as_bytes().windows(run.len()).any(|it| it == **run);
                it["source"] == source
                    && it["code"]
                        .as_str()
                        .is_some_and(|code| code.replace('-', "_") == name)
                    && runs.iter().filter(there).count() * 10 >= runs.len() * 8
                    && text.len() * 10 <= expected.len() * 13
            };
            assert!(
                codings.iter().any(|it| fits(&it)),
                "{source} {name}: {words}"
            );
        }
    }
    assert_eq!((rows, with_words), (24, 17));
}

/// Notes of the example study, in English, Russian and Kazakh, printed by a word processor.
#[test]
fn what_a_word_processor_prints_reads_like_its_document() {
    if !crate::documents::office() {
        return;
    }
    let (words, pages) = (Sandbox::new(), Sandbox::new());
    let corpus = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let names = ["118", "150", "204", "405"];
    for name in names {
        let file = format!("{name}.docx");
        std::fs::copy(corpus.join(&file), words.path().join("corpus").join(&file)).expect("copy");
    }
    let home = words.path().join("profile");
    let done = std::process::Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", home.display()))
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(pages.path().join("corpus"))
        .args(names.map(|name| words.path().join(format!("corpus/{name}.docx"))))
        .output()
        .expect("soffice");
    assert!(done.status.success(), "{done:?}");
    words.ok(&["import"]);
    pages.ok(&["import"]);
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for name in names {
        let (word, page) = (text_of(&words, name), text_of(&pages, name));
        assert_eq!(
            page.split("\n\n")
                .map(|it| plain(it.to_owned()))
                .collect::<Vec<_>>(),
            word.split("\n\n")
                .map(|it| plain(it.to_owned()))
                .collect::<Vec<_>>(),
            "{name}"
        );
    }
}

#[test]
fn pages_are_printed_where_the_attribution_asks_for_them() {
    let study = Sandbox::new();
    let page = |words| Page {
        lines: vec![(60.0, 700.0, words)],
        marks: vec![([58.0, 697.0, 300.0, 710.0], "cold")],
    };
    let pages = [
        page("We had no coal in the house."),
        page("There was no bread."),
    ];
    write(&study, "corpus/a.pdf", &pdf(&pages));
    let settings = std::fs::read_to_string(study.path().join("quotebook.toml")).expect("settings");
    let asked = format!("attribution = \"({{respondent}}, p. {{page}})\"\n{settings}");
    study.write("quotebook.toml", &asked);
    study.write("corpus/note.txt", "No pages here.\n");
    study.ok(&["import"]);
    study.ok(&["code", "note", "--text", "No pages here", "cold"]);
    let quotes = study.json(&["quotes"]);
    let mut shown: Vec<_> = quotes
        .iter()
        .map(|it| {
            (
                it["page"].as_u64(),
                it["attribution"].as_str().expect("words"),
            )
        })
        .collect();
    shown.sort_unstable();
    assert_eq!(
        shown,
        [
            (None, "(respondent unknown)"),
            (Some(1), "(respondent unknown, p. 1)"),
            (Some(2), "(respondent unknown, p. 2)"),
        ]
    );
    let codings = study.json(&["codings"]);
    let pages: Vec<_> = codings.iter().map(|it| it["page"].as_u64()).collect();
    assert_eq!(pages, [Some(1), Some(2), None]);
    let text = study.ok(&["quotes", "--positions"]);
    assert!(text.contains("page 2"), "{text}");
}

#[test]
fn a_pdf_leaves_with_its_text_where_it_is_asked_for() {
    use quotebook::exchange::foreign::SourceKind;
    let study = Sandbox::new();
    let page = Page {
        lines: vec![(60.0, 700.0, "We left when the mill closed.")],
        ..Page::default()
    };
    let original = pdf(&[page]);
    write(&study, "corpus/talk.pdf", &original);
    study.ok(&["import"]);
    study.ok(&["codebook", "add", "work"]);
    study.ok(&["code", "talk", "--text", "the mill closed", "work"]);
    study.ok(&["memo", "talk", "Read again."]);
    let said = study.ok(&["export", "out.qdpx"]);
    assert!(
        said.contains("without the PDF (`--originals` adds it)"),
        "{said}"
    );
    for (profile, goes) in [
        ("standard", true),
        ("qualcoder", true),
        ("atlasti", true),
        ("nvivo", false),
        ("maxqda", false),
    ] {
        let said = study.ok(&["export", "out.qdpx", "--originals", "--for", profile]);
        assert_eq!(!said.contains("without the PDF"), goes, "{profile}: {said}");
        let bytes = std::fs::read(study.path().join("out.qdpx")).expect("out");
        let faults = Schema::of("Project").faults(&xml_of(&bytes));
        assert_eq!(faults, [""; 0], "{profile}");
        let read = quotebook::exchange::read("out.qdpx".as_ref(), &bytes).expect("project");
        assert_eq!(read.project.sources.len(), 1, "{profile}");
        let source = &read.project.sources[0];
        let text = &source.texts[0];
        assert_eq!(source.kind == SourceKind::Pdf, goes, "{profile}");
        assert_eq!(text.selections.len(), 1, "{profile}");
        let came = read.originals.get(&text.id) == Some(&original);
        assert_eq!(came, goes, "{profile}");
        // It is the same source here, and in another project it is the same text and the same file.
        let said = study.ok(&["import", "out.qdpx"]);
        let is_known = said.contains("same     1 files");
        assert!(
            is_known || said.contains("1 source, 0 new"),
            "{profile}: {said}"
        );
        let other = Sandbox::new();
        write(&other, "out.qdpx", &bytes);
        other.ok(&["import", "out.qdpx"]);
        let parts = |sandbox: &Sandbox| {
            let coding = sandbox.json(&["codings"]).remove(0);
            ["coding", "source", "start", "end", "text", "code"].map(|it| coding[it].clone())
        };
        assert_eq!(parts(&other), parts(&study), "{profile}");
        assert_eq!(
            text_of(&other, "talk"),
            text_of(&study, "talk"),
            "{profile}"
        );
        if goes {
            other.ok(&["export", "back.qdpx", "--originals", "--for", profile]);
            let back = std::fs::read(other.path().join("back.qdpx")).expect("back");
            let back = quotebook::exchange::read("back.qdpx".as_ref(), &back).expect("project");
            assert_eq!(back.project.sources, read.project.sources, "{profile}");
            assert_eq!(back.originals, read.originals, "{profile}");
        }
    }
    // What was taken out of its text would stand in the PDF.
    study.ok(&["redact", "talk", "mill", "--as", "a place"]);
    let said = study.ok(&["export", "out.qdpx", "--originals"]);
    assert!(
        said.contains("redacted, which its Word file or PDF would show"),
        "{said}"
    );
}
