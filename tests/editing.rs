//! Quotes that are edited and translated, by the program as people run it.

use serde_json::Value;
use tempfile::TempDir;

use crate::audit::{audited, findings};
use crate::sandbox::Sandbox;
use crate::shared::shared;

const IDA: &str = "Interviewer: How was it?\n\nIda: It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring.\n\nInterviewer: With whom?\n\nIda: With my brother.\n";
const WHOLE: &str = "It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring.";
const AGAIN: &str = "Interviewer: And now?\n\nIda: We live in a warm house near the school.\n\nInterviewer: Good.\n\nIda: Yes.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", IDA);
    sandbox.write("corpus/1b.txt", AGAIN);
    sandbox.write(
        "corpus/2.txt",
        "Interviewer: How was it?\n\nTimur: The lamp was broken and the road was long.\n\nInterviewer: And?\n\nTimur: We slept in a barn for nine nights, all of us.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,vulnerable child,female,15\n2,vulnerable child,male,12\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["sources", "set", "1b", "--respondent", "1"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    for (source, words) in [
        ("1", WHOLE),
        ("1", "With my brother."),
        ("1b", "We live in a warm house near the school."),
        ("2", "The lamp was broken and the road was long."),
    ] {
        sandbox.ok(&["code", source, "--text", words, "cold"]);
    }
    sandbox
}

/// The ids of the codings in the order of the sources.
fn ids(sandbox: &Sandbox) -> Vec<String> {
    let quotes = sandbox.json(&["quotes", "--form", "source"]);
    let id = |it: &Value| it["codings"][0].as_str().expect("id").to_owned();
    quotes.iter().map(id).collect()
}

fn edit(sandbox: &Sandbox, id: &str, text: &str) {
    sandbox.ok(&["quote", "edit", id, "--text", text]);
}

fn quote<'q>(quotes: &'q [Value], id: &str) -> &'q Value {
    let has = |it: &&Value| {
        let ids = it["codings"].as_array().expect("ids");
        ids.iter().any(|it| it == id)
    };
    quotes.iter().find(has).expect("quote")
}

#[test]
fn an_edit_is_shown_kept_printed_in_every_format_and_taken_away() {
    let sandbox = study();
    let id = &ids(&sandbox)[0];
    let typed = "we had no coal, and my old aunt was ill.";
    let printed = "we had no coal, ... and my [old] aunt ... was ill.";
    let before = sandbox.json(&["history"]).len();
    let shown = sandbox.ok(&["quote", "edit", id, "--text", typed, "--dry-run"]);
    assert!(
        shown.contains(&format!("“{printed}” (1, vulnerable child")),
        "{shown}"
    );
    assert!(
        shown.contains("{-hardly any wood,-}") && shown.contains("{+old+}"),
        "{shown}"
    );
    assert_eq!(sandbox.json(&["history"]).len(), before);
    sandbox.write("quote.txt", &format!("“{typed}”\n"));
    let shown = sandbox.ok(&["quote", "edit", id, "--text-file", "quote.txt"]);
    assert!(shown.contains(printed), "{shown}");
    // The same again is nothing.
    edit(&sandbox, id, printed);
    assert_eq!(sandbox.json(&["history"]).len(), before + 1);
    let quotes = sandbox.json(&["quotes"]);
    let found = quote(&quotes, id);
    assert_eq!(found["text"], printed);
    assert_eq!(found["source_text"], WHOLE);
    let edits = found["edits"].as_array().expect("edits");
    let words: Vec<_> = edits
        .iter()
        .map(|it| {
            (
                it["edit"].as_str().expect("kind"),
                it["text"].as_str().expect("text"),
            )
        })
        .collect();
    assert_eq!(
        words,
        [
            ("omission", "It was hard. "),
            ("border", "W"),
            ("omission", " hardly any wood, "),
            ("insertion", ""),
            ("omission", ", who lived by the river, "),
            ("omission", " I did not want to leave; I left in spring."),
        ]
    );
    for it in edits {
        let place = |name: &str| it[name].as_u64().expect("place") as usize;
        let letters: String = IDA
            .chars()
            .take(place("end"))
            .skip(place("start"))
            .collect();
        assert_eq!(it["text"], letters);
    }
    for file in ["q.txt", "q.html", "q.csv", "q.json"] {
        sandbox.ok(&["quotes", "-o", file]);
        let text = std::fs::read_to_string(sandbox.path().join(file)).expect("file");
        assert!(text.contains(printed), "{file}: {text}");
    }
    sandbox.ok(&["quotes", "-o", "q.tex"]);
    let text = std::fs::read_to_string(sandbox.path().join("q.tex")).expect("file");
    assert!(text.contains("my {[}old{]} aunt ... was ill."), "{text}");
    sandbox.ok(&["quotes", "-o", "q.md"]);
    let text = std::fs::read_to_string(sandbox.path().join("q.md")).expect("file");
    assert!(
        text.contains("and my \\[old\\] aunt ... was ill."),
        "{text}"
    );
    for (file, part) in [
        ("q.docx", "word/document.xml"),
        ("q.odt", "content.xml"),
        ("q.xlsx", "xl/sharedStrings.xml"),
    ] {
        sandbox.ok(&["quotes", "-o", file]);
        assert!(member(&sandbox, file, part).contains(printed), "{file}");
    }
    let marked = ["quotes", "--form", "marked", "-o"];
    sandbox.ok(&[&marked[..], &["m.docx"]].concat());
    let word = member(&sandbox, "m.docx", "word/document.xml");
    assert!(
        word.contains("<w:strike/>") && word.contains("<w:u w:val=\"single\"/>"),
        "{word}"
    );
    sandbox.ok(&[&marked[..], &["m.odt"]].concat());
    let text = member(&sandbox, "m.odt", "content.xml");
    assert!(
        text.contains("\"LeftOut\"") && text.contains("\"PutIn\""),
        "{text}"
    );
    sandbox.ok(&[&marked[..], &["m.html"]].concat());
    let page = std::fs::read_to_string(sandbox.path().join("m.html")).expect("file");
    assert!(
        page.contains("<del>hardly any wood,</del>") && page.contains("<ins>old</ins>"),
        "{page}"
    );
    let clean = sandbox.ok(&["quotes", "--form", "clean"]);
    assert!(
        clean.contains("“we had no coal, and my old aunt was ill.”"),
        "{clean}"
    );
    assert!(clean.contains("Not for print"), "{clean}");
    assert!(
        sandbox
            .ok(&["quotes", "--form", "source"])
            .contains("hardly any wood")
    );
    sandbox.ok(&["check", "--deep"]);
    sandbox.ok(&["undo"]);
    assert_eq!(quote(&sandbox.json(&["quotes"]), id)["text"], WHOLE);
    sandbox.ok(&["redo"]);
    assert_eq!(quote(&sandbox.json(&["quotes"]), id)["text"], printed);
    sandbox.ok(&["quote", "edit", id, "--remove"]);
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(quote(&quotes, id)["text"], WHOLE);
    assert_eq!(quote(&quotes, id)["edits"], serde_json::json!([]));
    sandbox.ok(&["check", "--deep"]);
}

fn member(sandbox: &Sandbox, file: &str, name: &str) -> String {
    let file = std::fs::File::open(sandbox.path().join(file)).expect("file");
    let mut zip = zip::ZipArchive::new(file).expect("zip");
    let mut part = zip.by_name(name).expect(name);
    std::io::read_to_string(&mut part).expect("UTF-8")
}

#[test]
fn what_cannot_be_the_quote_is_refused_and_a_denial_needs_a_reason() {
    let sandbox = study();
    let ids = ids(&sandbox);
    for (codings, typed, expected) in [
        (
            vec![&ids[0]],
            "I left in spring. We had no coal, hardly any wood",
            "expected the order of the source",
        ),
        (
            vec![&ids[0]],
            "We had no coal. We slept in a barn for nine nights.",
            "is what `2` said",
        ),
        (
            vec![&ids[0]],
            "Nine green foxes sang there.",
            "expected words of it",
        ),
        (
            vec![&ids[0]],
            "We had no coal. Seven foxes sang for us all night.",
            "square brackets around your own",
        ),
        (
            vec![&ids[0], &ids[3]],
            "We had no coal ... The lamp was broken",
            "expected codings of one",
        ),
        (
            vec![&ids[0]],
            "I did want to leave",
            "expected the denials of the source",
        ),
        (
            vec![&ids[0]],
            "I left in [cold] spring ... I did not",
            "expected the order",
        ),
        (vec![&ids[0]], " ", "the words are empty"),
    ] {
        let mut args = vec!["quote", "edit"];
        args.extend(codings.iter().map(|it| it.as_str()));
        args.extend(["--text", typed]);
        let said = sandbox.run(&args);
        assert!(
            said.code == 2 && said.err.contains(expected),
            "{typed}: {}{}",
            said.out,
            said.err
        );
    }
    let forced = [
        "quote",
        "edit",
        &ids[0],
        "--text",
        "I did want to leave",
        "--force",
    ];
    assert_eq!(sandbox.run(&forced).code, 2);
    let because = "She corrected herself, see the memo.";
    let shown = sandbox.ok(&[&forced[..], &["--because", because]].concat());
    assert!(shown.contains("“I did ... want to leave”"), "{shown}");
    assert_eq!(
        quote(&sandbox.json(&["quotes"]), &ids[0])["because"],
        because
    );
    edit(&sandbox, &ids[3], "The lamp was broken [again]");
    sandbox.ok(&["report", "--format", "md", "-o", "report.md"]);
    let report = std::fs::read_to_string(sandbox.path().join("report.md")).expect("report");
    for line in [
        "“I did ... want to leave” (1,",
        "| Quotes | 4 |",
        "| Edited quotes | 2 |",
        "| Insertions | 1 |",
        "| Edits in which a denial is lost, put in or moved | 1 |",
        because,
    ] {
        assert!(report.contains(line), "{line}: {report}");
    }
}

#[test]
fn codings_of_one_respondent_make_one_quote_and_the_audit_finds_it_edited() {
    let sandbox = study();
    let ids = ids(&sandbox);
    let two = [
        "quote",
        "edit",
        &ids[0],
        &ids[2],
        "--text",
        "We had no coal ... we live in a warm house [now].",
    ];
    let shown = sandbox.ok(&two);
    assert!(
        shown.contains("“We had no coal ... we live in a warm house [now]"),
        "{shown}"
    );
    sandbox.ok(&["quotes", "-o", "draft.md"]);
    let (audit, code) = audited(&sandbox, &sandbox.path().join("draft.md"), &[]);
    assert_eq!(
        (&audit["claims"][0]["verdict"], code),
        (&"edited".into(), 0),
        "{audit}"
    );
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(quotes.len(), 3, "the two codings are one quote");
    let found = quote(&quotes, &ids[2]);
    assert_eq!(found["codings"].as_array().map(Vec::len), Some(2));
    edit(
        &sandbox,
        &ids[3],
        "The lamp was [quite] broken ... the road was long.",
    );
    // A coding is in one edit at most: this one takes the place of that of both.
    edit(&sandbox, &ids[0], "my aunt was ill. I left in spring.");
    assert_eq!(sandbox.json(&["quotes"]).len(), 4);
    for style in [
        "",
        "[style]\nomission = '[…]'\nbrackets = '⟨⟩'\ncapitals = 'marked'\n[style.quotation]\nen = '‘ ’'\n",
        "[style]\nomission = '(...)'\nblock = 8\n",
    ] {
        sandbox.write("quotebook.toml", style);
        sandbox.ok(&["quotes", "-o", "draft.md"]);
        let draft = sandbox.path().join("draft.md");
        let (audit, code) = audited(&sandbox, &draft, &[]);
        let verdicts: Vec<&str> = audit["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .map(|it| it["verdict"].as_str().expect("verdict"))
            .collect();
        assert_eq!(
            verdicts,
            ["edited", "exact", "exact", "edited"],
            "{style}: {audit}"
        );
        assert!(findings(&audit).values().all(|it| it.is_empty()), "{audit}");
        assert_eq!(code, 0);
    }
}

#[test]
fn the_house_style_sets_signs_brackets_marks_and_block_quotes() {
    let sandbox = study();
    let id = &ids(&sandbox)[0];
    edit(&sandbox, id, "we had no coal ... my [old] aunt");
    sandbox.write(
        "quotebook.toml",
        "[style]\nomission = '[…]'\nbrackets = '⟨⟩'\ncapitals = 'marked'\nblock = 8\n[style.quotation]\nen = '« » ‹ ›'\n",
    );
    let shown = sandbox.ok(&["quotes"]);
    assert!(
        shown.contains("\n  ⟨w⟩e had no coal […] my ⟨old⟩ aunt (1,"),
        "{shown}"
    );
    assert!(shown.contains("\n«With my brother.» (1,"), "{shown}");
    sandbox.ok(&["quotes", "-o", "q.docx"]);
    let word = member(&sandbox, "q.docx", "word/document.xml");
    assert_eq!(word.matches("w:val=\"Quote\"").count(), 3, "{word}");
    sandbox.write("quotebook.toml", "[style]\nomission = '--'\n");
    let said = sandbox.run(&["quotes"]);
    assert!(
        said.code == 2 && said.err.contains("expected one of"),
        "{}",
        said.err
    );
}

#[test]
fn a_new_version_takes_an_edit_along_or_leaves_it_behind_and_says_so() {
    let sandbox = study();
    let ids = ids(&sandbox);
    let printed = "We had no coal ... and my aunt ... was ill.";
    edit(&sandbox, &ids[0], "We had no coal ... and my aunt was ill.");
    let better = IDA
        .replace("It was hard.", "It was hard, very hard.")
        .replace("How was", "So how was");
    sandbox.write("corpus/1.txt", &better);
    let said = sandbox.ok(&["import"]);
    assert!(!said.contains("left behind"), "{said}");
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(quote(&quotes, &ids[0])["remark"], Value::Null);
    assert_eq!(quote(&quotes, &ids[0])["text"], printed);
    sandbox.ok(&["check", "--deep"]);
    // What was left out is not what it was: nobody has seen it.
    let worse = better.replace("hardly any wood", "not any dry wood");
    sandbox.write("corpus/1.txt", &worse);
    let said = sandbox.ok(&["import"]);
    assert!(
        said.contains("edit left behind") && said.contains(&ids[0]),
        "{said}"
    );
    let quotes = sandbox.json(&["quotes"]);
    let found = quote(&quotes, &ids[0]);
    assert!(
        found["text"]
            .as_str()
            .expect("text")
            .contains("not any dry wood"),
        "{found}"
    );
    assert!(
        found["remark"]
            .as_str()
            .expect("remark")
            .contains("have been corrected"),
        "{found}"
    );
    assert_eq!(found["edits"], serde_json::json!([]));
    let shown = sandbox.ok(&["quotes"]);
    assert!(shown.contains("the edit is not printed"), "{shown}");
    let said = sandbox.run(&["check", "--deep"]);
    assert!(
        said.code == 1 && said.out.contains(&format!("edit of coding `{}`", ids[0])),
        "{}",
        said.out
    );
    edit(&sandbox, &ids[0], printed);
    sandbox.ok(&["check", "--deep"]);
    assert_eq!(quote(&sandbox.json(&["quotes"]), &ids[0])["text"], printed);
    // One of the codings goes, the other one stays.
    sandbox.ok(&[
        "quote",
        "edit",
        &ids[0],
        &ids[1],
        "--text",
        "We had no coal ... With my brother.",
    ]);
    sandbox.ok(&["uncode", &ids[1]]);
    let said = sandbox.run(&["check"]);
    assert!(
        said.code == 1 && said.out.contains("one of its codings is gone"),
        "{}",
        said.out
    );
}

#[test]
fn translations_are_printed_with_their_translator_and_say_when_the_words_changed() {
    let sandbox = study();
    let id = &ids(&sandbox)[3];
    let translate = |text: &str, by: &str| {
        sandbox.ok(&[
            "quote",
            "translate",
            id,
            "--language",
            "de",
            "--text",
            text,
            "--by",
            by,
        ])
    };
    translate("Die Lampe war kaputt.", "N. Orlova");
    translate("Die Lampe war kaputt, der Weg lang.", "N. Orlova");
    let plain = sandbox.ok(&["quotes"]);
    assert!(!plain.contains("Lampe"), "{plain}");
    let both = sandbox.ok(&["quotes", "--translation", "both"]);
    let words = "“The lamp was broken and the road was long.” (2, vulnerable child, male, 12 years)\n\n  „Die Lampe war kaputt, der Weg lang.“ (translated by N. Orlova)";
    assert!(both.contains(words), "{both}");
    let only = sandbox.ok(&["quotes", "--translation", "only"]);
    let words = "„Die Lampe war kaputt, der Weg lang.“ (2, vulnerable child, male, 12 years) (translated by N.\n  Orlova)";
    assert!(
        only.contains(words) && !only.contains("The lamp") && only.contains("With my brother."),
        "{only}"
    );
    let found = sandbox.json(&["quotes"]);
    let translations = quote(&found, id)["translations"].clone();
    assert_eq!(
        translations,
        serde_json::json!([{"language": "de", "text": "Die Lampe war kaputt, der Weg lang.", "translator": "N. Orlova", "current": true}])
    );
    sandbox.write(
        "report.toml",
        "title = 'R'\n[[section]]\ntitle = 'Q'\ncontent = ['quotes --translation both']\n",
    );
    sandbox.ok(&["report", "report.toml", "-o", "report.html"]);
    let page = std::fs::read_to_string(sandbox.path().join("report.html")).expect("report");
    assert!(
        page.contains("lang=\"de\"") && page.contains("(translated by N. Orlova)"),
        "{page}"
    );
    assert!(page.contains("Translations into `de`"), "{page}");
    // The audit knows them, by their words and by whose they are.
    for (form, verdicts) in [("both", 5), ("only", 4)] {
        sandbox.ok(&["quotes", "--translation", form, "-o", "draft.md"]);
        let (audit, code) = audited(&sandbox, &sandbox.path().join("draft.md"), &[]);
        let claims = audit["claims"].as_array().expect("claims");
        assert_eq!((claims.len(), code), (verdicts, 0), "{audit}");
        assert!(claims.iter().all(|it| it["verdict"] == "exact"), "{audit}");
    }
    sandbox.write(
        "draft.md",
        "“Die Lampe war kaputt, der Weg lang.” (1, vulnerable child, female, 15 years)\n\n“Die Lampe war heil, der Weg lang.” (2, vulnerable child, male, 12 years)\n",
    );
    let (audit, code) = audited(&sandbox, &sandbox.path().join("draft.md"), &[]);
    let found: Vec<_> = findings(&audit).into_values().flatten().collect();
    assert_eq!(
        (found.as_slice(), code),
        (
            &["wrong_respondent".to_owned(), "not_found".to_owned()][..],
            1
        )
    );
    edit(&sandbox, id, "The lamp was broken ... the road was long.");
    let both = sandbox.ok(&["quotes", "--translation", "both"]);
    assert!(
        both.contains("(translated by N. Orlova before the\n  words were edited)")
            || both.contains("before the words were edited"),
        "{both}"
    );
    let said = sandbox.run(&[
        "quote",
        "translate",
        id,
        "--language",
        "German!",
        "--text",
        "x",
        "--by",
        "y",
    ]);
    assert!(
        said.code == 2 && said.err.contains("expected a tag"),
        "{}",
        said.err
    );
    sandbox.ok(&["quote", "translate", id, "--language", "de", "--remove"]);
    assert_eq!(
        quote(&sandbox.json(&["quotes"]), id)["translations"],
        serde_json::json!([])
    );
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn edits_and_translations_come_together_are_archived_and_restored() {
    let one = study();
    let ids = ids(&one);
    let other = TempDir::new().expect("folder");
    let path = other.path().to_str().expect("path");
    one.ok(&[
        "backup",
        other.path().join("quotebook.db").to_str().expect("path"),
    ]);
    let there = |args: &[&str]| one.ok(&[args, &["--project", path]].concat());
    edit(&one, &ids[3], "The lamp was broken");
    edit(&one, &ids[0], "We had no coal");
    there(&[
        "quote",
        "edit",
        &ids[0],
        "--text",
        "my aunt ... was ill",
        "--coder",
        "bek",
    ]);
    there(&[
        "quote",
        "translate",
        &ids[3],
        "--language",
        "de",
        "--text",
        "Die Lampe",
        "--by",
        "N. Orlova",
    ]);
    let said = one.run(&["merge", path]);
    assert!(
        said.out.contains("the later edit, by bek") || said.err.contains("the later edit, by bek"),
        "{}{}",
        said.out,
        said.err
    );
    let quotes = one.json(&["quotes"]);
    assert_eq!(quote(&quotes, &ids[0])["text"], "my aunt ... was ill");
    assert_eq!(quote(&quotes, &ids[3])["text"], "The lamp was broken");
    assert_eq!(
        quote(&quotes, &ids[3])["translations"][0]["translator"],
        "N. Orlova"
    );
    one.ok(&["check", "--deep"]);
    one.ok(&["archive", "study.zip"]);
    let edits = member(&one, "study.zip", "edits.csv");
    assert!(
        edits.contains(",omission,") && edits.contains(",bek,"),
        "{edits}"
    );
    let translations = member(&one, "study.zip", "translations.csv");
    assert!(
        translations.contains(",de,Die Lampe,N. Orlova,"),
        "{translations}"
    );
    let back = TempDir::new().expect("folder");
    let (archive, root) = (
        one.path().join("study.zip"),
        back.path().to_str().expect("path"),
    );
    one.ok(&["restore", archive.to_str().expect("path"), root]);
    let restored = one.json(&["quotes", "--project", root]);
    assert_eq!(restored, quotes);
    one.ok(&["check", "--deep", "--project", root]);
}

/// Words without the spaces around signs of omission, which are the house's.
fn squeezed(text: &str) -> String {
    let one = text
        .replace("[...]", "...")
        .replace("(...)", "...")
        .replace('…', "...")
        .replace("...", " ... ");
    let words: Vec<&str> = one.split_whitespace().collect();
    words.join(" ")
}

/// The quotes of a report that is known to be clean can all be made by editing, word by word as they are
/// printed, and what lost a denial cannot.
#[test]
fn every_quote_of_a_clean_draft_is_an_edit_and_none_that_lost_a_denial() {
    let case = shared("data/audit");
    let sandbox = Sandbox::new();
    for entry in std::fs::read_dir(case.join("corpus")).expect("corpus") {
        let path = entry.expect("entry").path();
        let name = path.file_name().expect("name").to_owned();
        std::fs::copy(&path, sandbox.path().join("corpus").join(name)).expect("copy");
    }
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "q"]);
    let (clean, _) = audited(&sandbox, &case.join("draft-clean.md"), &[]);
    let claims = clean["claims"].as_array().expect("claims");
    let mut rows = "source,coder,code,start,end\n".to_owned();
    for it in claims {
        let source = it["source"].as_str().expect("source");
        rows.push_str(&format!("{source},ana,q,{},{}\n", it["start"], it["end"]));
    }
    sandbox.write("codings.csv", &rows);
    sandbox.ok(&["codings", "import", "codings.csv"]);
    let coded = sandbox.json(&["quotes"]);
    let coding = |claim: &Value| {
        let same = |it: &&Value| {
            ["source", "start", "end"]
                .iter()
                .all(|name| it[name] == claim[name])
        };
        let quote = coded.iter().find(same).expect("a coding");
        quote["codings"][0].as_str().expect("id").to_owned()
    };
    let mut others = 0;
    for claim in claims {
        let typed = claim["quote"].as_str().expect("quote");
        let id = coding(claim);
        edit(&sandbox, &id, typed);
        let printed = sandbox.json(&["quotes", "--where", &format!("source:{}", claim["source"])]);
        let printed = quote(&printed, &id)["text"]
            .as_str()
            .expect("text")
            .to_owned();
        others += usize::from(squeezed(&printed) != squeezed(typed));
    }
    assert!(
        others * 50 <= claims.len(),
        "{others} of {} are printed otherwise",
        claims.len()
    );
    sandbox.ok(&["quotes", "-o", "draft.md"]);
    let (audit, code) = audited(&sandbox, &sandbox.path().join("draft.md"), &[]);
    assert_eq!(
        (audit["summary"]["claims_with_findings"].as_u64(), code),
        (Some(0), 0),
        "{audit}"
    );
    let (damaged, _) = audited(&sandbox, &case.join("draft-damaged.md"), &[]);
    let mut refused = 0;
    for claim in damaged["claims"].as_array().expect("claims") {
        let found = claim["findings"].as_array().expect("findings");
        if !found.iter().any(|it| it["finding"] == "negation_lost") {
            continue;
        }
        let near = claims
            .iter()
            .find(|it| it["respondent"] == claim["respondent"] && it["source"] == claim["source"]);
        let id = coding(near.expect("the claim before it was damaged"));
        let typed = claim["quote"].as_str().expect("quote");
        let said = sandbox.run(&["quote", "edit", &id, "--text", typed, "--dry-run"]);
        assert_eq!(said.code, 2, "{typed}\n{}", said.out);
        refused += 1;
    }
    assert!(refused > 0);
}
