//! The page speaks the language of its visitor: whatever the program says of its own is told in Russian and
//! in Kazakh, or marked as English; words of the study stay as they are.

use std::collections::BTreeSet;

use regex::Regex;
use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::served::{Answered, Served};

/// Latin words that are the same in every language, or that one types as they stand: names of formats, of
/// coefficients and their authors, of settings and operators.
const SAME: &str = "quotebook English docx odt xlsx csv json html md tex svg png sav parquet Word \
    OpenDocument PDF HTML Markdown Enter Escape Ctrl Shift Alt UTC Guest Namey Chen Wilson Holm Haberman Juilland \
    Gries Rayson Garside Hardie PABAK MASI AND OR NOT TO LIKE OVERLAPS WITHIN BEFORE code coder category gender \
    age disclosure quotebook toml gamma gamma_cat all week public team consensus DP MI AC Dice log cohen cohen_kappa zz nope Esc xx txt category_reason ana bek demo place pathways \
    codebook excluded unit cm km the and coal";

fn asked(served: &Served, session: &str, tag: &str, path: &str) -> Answered {
    let headers = [("Cookie", session), ("Accept-Language", tag)];
    served.ask("GET", path, &headers, "")
}

/// The text of a page outside of what is marked as English, of scripts, pictures and lists to choose from.
fn texts(page: &str) -> Vec<String> {
    let gone = [
        r"(?s)<head>.*?</head>",
        r"(?s)<script.*?</script>",
        r"(?s)<svg.*?</svg>",
        r"(?s)<datalist.*?</datalist>",
        r#"(?s)<option[^>]* lang="en".*?</option>"#,
        r#"(?s)<span lang="en".*?</span>"#,
    ];
    let mut page = page.to_owned();
    for pattern in gone {
        let pattern = Regex::new(pattern).expect("pattern");
        page = pattern.replace_all(&page, "").into_owned();
    }
    let parts = Regex::new(r#">([^<]+)<|(?:title|aria-label)="([^"]+)""#).expect("pattern");
    let text = |found: regex::Captures<'_>| {
        let it = found.get(1).or(found.get(2)).expect("one of them").as_str();
        let plain = [
            ("&lt;", "<"),
            ("&gt;", ">"),
            ("&quot;", "\""),
            ("&#39;", "'"),
            ("&amp;", "&"),
        ];
        plain.iter().fold(it.to_owned(), |text, (sign, letter)| {
            text.replace(sign, letter)
        })
    };
    parts.captures_iter(&page).map(text).collect()
}

/// Everything that the study says of its own, as programs get it.
fn of_study(sandbox: &Sandbox, served: &Served, session: &str) -> BTreeSet<String> {
    let settings = sandbox.path().join("study/quotebook.toml");
    let mut said = std::fs::read_to_string(settings).expect("settings");
    said += &sandbox.ok(&["places", "--project", "study", "--format", "json"]);
    let sources = asked(served, session, "en", "/api/sources").json();
    let all = sources.as_array().or(sources["sources"].as_array());
    for source in all.expect("sources") {
        let name = source["name"].as_str().or(source["source"].as_str());
        let path = format!("/api/sources/{}", name.expect("name"));
        said += &asked(served, session, "en", &path).body;
    }
    for path in [
        "/api/codes",
        "/api/respondents",
        "/api/sources",
        "/api/respondents/101",
    ] {
        said += &asked(served, session, "en", path).body;
    }
    // Endings of files are the same in every language.
    said += " dic ykd";
    let words = Regex::new(r"[A-Za-z][A-Za-z'’_]*[A-Za-z]").expect("pattern");
    words
        .find_iter(&said)
        .map(|it| it.as_str().to_lowercase())
        .collect()
}

#[test]
fn no_page_of_the_demo_speaks_english_to_those_who_read_russian_or_kazakh() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let (served, session) = Served::in_folder(&sandbox.path().join("study"), &[]);
    let mut known = of_study(&sandbox, &served, &session);
    known.extend(SAME.split_whitespace().map(str::to_lowercase));
    let forms = asked(&served, &session, "en", "/api/answers").json();
    let forms = forms["commands"].as_array().expect("commands").clone();
    let mut pages: Vec<String> = [
        "/",
        "/sources",
        "/sources/101",
        "/respondents",
        "/respondents/101",
        "/codebook",
        "/codebook/older",
        "/search?query=money",
        "/search?query=(",
        "/quotes?query=(",
        "/respondents?query=(",
        "/codebook?code=push%2Fpoverty",
        "/quotes?code=harm",
        "/agreement",
        "/agreement?unit=segment",
        "/agreement?measure=cohen",
        "/disagreements",
        "/audit",
        "/history",
        "/history?on=zz",
        "/nothing",
        "/sources/xx",
        "/tables/table-codes?by=category&test=on&ci=on",
        "/tables/table-codes?by=nope",
        "/tables/table-codes?suppress=public",
        "/tables/table-attribute?name=gender&by=category&test=on",
        "/tables/table-words?by=category",
        "/tables/table-words?near=money",
        "/tables/table-cooccurrence?unit=near",
        "/tables/plot-sankey?of=category+gender",
        "/tables/table-attribute?name=age&band=age:5",
    ]
    .map(str::to_owned)
    .to_vec();
    let names = forms.iter().filter_map(|it| it["command"].as_str());
    let shown = names.filter(|it| {
        it.starts_with("table-") || it.starts_with("plot-") || matches!(*it, "routes" | "balance")
    });
    pages.extend(shown.map(|it| format!("/tables/{it}")));
    assert!(pages.len() > 40);
    let word = Regex::new(r"[A-Za-z][A-Za-z'’_]*[A-Za-z]").expect("pattern");
    let mut english: BTreeSet<String> = BTreeSet::new();
    for tag in ["ru", "kk"] {
        for path in &pages {
            let page = asked(&served, &session, tag, path);
            assert!(
                page.body.contains(&format!("<html lang=\"{tag}\"")),
                "{path}"
            );
            for text in texts(&page.body) {
                let other: Vec<&str> = word
                    .find_iter(&text)
                    .map(|it| it.as_str())
                    .filter(|it| !known.contains(&it.to_lowercase()))
                    .collect();
                if !other.is_empty() {
                    english.insert(format!(
                        "{tag} {path}: {} in {}",
                        other.join(" "),
                        text.trim()
                    ));
                }
                // The study's text holds most words: a sentence that has no letter of the page's own is none of it.
                let is_sentence = text.trim().ends_with('.') && text.contains(' ');
                let is_of_page = text.contains(|it: char| ('\u{400}'..='\u{52f}').contains(&it));
                let is_table = path.starts_with("/tables") || path.starts_with("/agreement");
                if is_table && is_sentence && !is_of_page {
                    english.insert(format!("{tag} {path}: {}", text.trim()));
                }
            }
        }
    }
    let english: Vec<String> = english.into_iter().collect();
    assert!(
        english.is_empty(),
        "{} are English:\n{}",
        english.len(),
        english.join("\n")
    );
}

#[test]
fn the_history_numbers_and_days_follow_the_page_and_files_do_not() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let (served, session) = Served::in_folder(&sandbox.path().join("study"), &[]);
    let codings = json!({ "code": "push/new", "name": "Codes" });
    let made = served.own(&session, "POST", "/api/codes", &codings);
    assert_eq!(made.status, 200, "{}", made.body);
    let history = asked(&served, &session, "ru", "/history").body;
    assert!(history.contains("добавлен код `push/new`"), "{history}");
    let day = Regex::new(r"\d\d\.\d\d\.\d{4}, \d\d:\d\d:\d\d").expect("pattern");
    assert!(day.is_match(&history));
    assert!(
        asked(&served, &session, "kk", "/history")
            .body
            .contains("`push/new` коды қосылды")
    );
    assert!(
        asked(&served, &session, "en", "/history")
            .body
            .contains("add code `push/new`")
    );
    let page = "/tables/table-codes?by=category&test=on";
    let table = asked(&served, &session, "ru", page).body;
    assert!(table.contains("Коды по: category (респонденты)"), "{table}");
    assert!(table.contains(">15,2<"), "{table}");
    let figure = asked(&served, &session, "ru", "/tables/plot-bars").body;
    assert!(
        figure.contains("15,2 %") && !figure.contains("15.2 %"),
        "{figure}"
    );
    // What leaves the project is in the words and numbers of the command line.
    let origin = format!("http://{}", served.host());
    let headers = [
        ("Cookie", session.as_str()),
        ("Accept-Language", "ru"),
        ("Origin", origin.as_str()),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let file = "/api/answers/table-codes?by=category&format=csv";
    let csv = served.ask("POST", file, &headers, "").body;
    assert!(csv.starts_with("code,") && !csv.contains("15,2\""), "{csv}");
}

#[test]
fn refusals_follow_the_page_and_keep_the_words_of_the_study() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", "R: We left in winter.\n");
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "codebook",
        "add",
        "push/left",
        "--name",
        "error: there is nothing to undo",
    ]);
    let (served, session) = Served::new(&sandbox);
    let origin = format!("http://{}", served.host());
    let send = |tag: &str, path: &str, body: Value| {
        let headers = [
            ("Cookie", session.as_str()),
            ("Origin", origin.as_str()),
            ("Accept-Language", tag),
        ];
        served.ask("POST", path, &headers, &body.to_string()).json()
    };
    let coding = json!({ "source": "306", "start": 3, "end": 10, "text": "We left", "codes": ["push/lost"] });
    let refused = send("ru", "/api/codings", coding.clone());
    assert_eq!(refused["error"], "в проекте нет кода `push/lost`");
    assert_eq!(refused["language"], "ru");
    let plain = send("", "/api/codings", coding);
    assert_eq!(
        plain,
        json!({ "error": "there is no code `push/lost` in the project" })
    );
    let stale = json!({ "source": "306", "start": 3, "end": 10, "text": "We lost", "codes": ["push/left"] });
    let stale = send("kk", "/api/codings", stale);
    assert_eq!(
        stale["error"],
        "`306` дереккөзінде 3–10 орнында енді басқа сөздер тұр; бетті қайта ашыңыз"
    );
    let twice = send("ru", "/api/codes", json!({ "code": "push/left" }));
    assert_eq!(twice["error"], "такое название уже есть: код `push/left`");
    // What waited in the browser is refused in its language too, however often it is sent.
    for _ in 0..2 {
        let headers = [
            ("Cookie", session.as_str()),
            ("Origin", origin.as_str()),
            ("Accept-Language", "ru"),
            ("Idempotency-Key", "waited"),
        ];
        let body = json!({ "source": "306", "start": 3, "end": 10, "text": "We left", "codes": ["push/lost"] });
        let refused = served.ask("POST", "/api/codings", &headers, &body.to_string());
        assert_eq!(refused.json()["error"], "в проекте нет кода `push/lost`");
    }
    // Who is not let in yet hears it in the language of the browser.
    let used = served.ask("GET", "/enter?key=x", &[("Accept-Language", "kk")], "");
    assert_eq!(used.status, 401);
    assert!(
        used.body.starts_with("бұл сілтеме қолданылған"),
        "{}",
        used.body
    );
    // A name that reads like a sentence of the program stays the name that it is.
    let page = asked(&served, &session, "ru", "/codebook?code=push/left").body;
    assert!(page.contains("error: there is nothing to undo"), "{page}");
    let undone = send("ru", "/api/undo", json!({}));
    assert_eq!(undone["summary"], "добавлен код `push/left`");
}

/// The program's own text as people would read it: comments that are help and strings, on one line.
fn written() -> String {
    fn gather(folder: &std::path::Path, text: &mut String) {
        for entry in std::fs::read_dir(folder).expect("folder") {
            let path = entry.expect("entry").path();
            if path.is_dir() {
                gather(&path, text);
            } else if path.extension().is_some_and(|it| it == "rs") {
                *text += &std::fs::read_to_string(&path).expect("text");
            }
        }
    }
    let mut text = String::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    gather(&root.join("src"), &mut text);
    for (pattern, with) in [
        (r"\n\s*/// ?", " "),
        (r"\\\n\s*", ""),
        (r#"\\""#, "\""),
        (r"\s+", " "),
    ] {
        let pattern = Regex::new(pattern).expect("pattern");
        text = pattern.replace_all(&text, with).into_owned();
    }
    text
}

/// Whether most of `part` stands in `text` in one piece, cut between words: the program puts some sentences
/// together from a word and the rest.
fn is_said(part: &str, text: &str) -> bool {
    let words: Vec<&str> = part.split(' ').collect();
    let most = |from: usize, to: usize| {
        let piece = words[from..to].join(" ");
        piece.len() * 2 + 4 >= part.len() && text.contains(piece.trim_matches(['`', ' ', '(', '–']))
    };
    (0..words.len()).any(|from| (from + 1..=words.len()).rev().any(|to| most(from, to)))
}

#[test]
fn what_is_read_back_is_what_the_program_says() {
    let text = written().to_lowercase();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(root.join("src/web/told/en.ftl")).expect("sentences");
    let parts = Regex::new(r"\{ \$\w+ \}").expect("pattern");
    // What the reader of the command line says is in its own crate.
    let of_others = ["answer-invalid", "answer-digit", "required-missing"];
    let mut gone = Vec::new();
    for (name, sentence) in file.lines().filter_map(|it| it.split_once(" = ")) {
        let sentence = sentence.replace("{\"{\"}", "{");
        let sentence = parts.replace_all(&sentence, "{}").to_lowercase();
        let fragments = sentence
            .split("{}")
            .map(|it| it.trim().trim_end_matches('.'));
        let is_gone = |it: &&str| it.len() >= 10 && !text.contains(it) && !is_said(it, &text);
        if !of_others.iter().any(|it| name.starts_with(it)) {
            gone.extend(fragments.filter(is_gone).map(|it| format!("{name}: {it}")));
        }
    }
    assert!(
        gone.is_empty(),
        "the program says otherwise by now, change en.ftl with it:\n{}",
        gone.join("\n")
    );
}
