//! Names that are not printed are printed nowhere, and come back nowhere.

use crate::sandbox::Sandbox;

const NOTE: &str = "Interviewer: Where was that?\n\nRespondent: We had no coal in Verkhny Log. My cousin Timur Berg sold the cow.\n\nRespondent: Call +7 701 000 11 22 or write to t.berg@example.org; it was 12.05.2019. Nobody came to Verkhny Log.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", NOTE);
    sandbox.write(
        "corpus/2.txt",
        "Respondent: Мы жили в Сергеевке. Зимой было холодно. Потом Айгуль уехала. Айгуль молчала.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,worker,male,15\n2,worker,female,14\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&[
        "code",
        "1",
        "--text",
        "We had no coal in Verkhny Log. My cousin Timur",
        "cold",
    ]);
    sandbox.ok(&["code", "2", "--text", "Мы жили в Сергеевке", "cold"]);
    sandbox
}

/// Everything that the program writes, in every format, of everything that shows words.
fn written(sandbox: &Sandbox, more: &[&str]) -> String {
    let mut all = String::new();
    let asked: &[&[&str]] = &[
        &["quotes", "--context", "2"],
        &["search", "coal OR Сергеевка OR cousin OR nobody"],
        &["search", "coal", "--kwic"],
        &["search", "verkhny", "--kwic"],
        &["search", "call"],
        &["codings"],
        &["table", "words", "--stop-words"],
        &["table", "words", "--near", "coal", "--stop-words"],
    ];
    for args in asked {
        for format in ["text", "json", "csv", "md", "html", "tex"] {
            let said = sandbox.run(&[args, more, &["--format", format]].concat());
            all.push_str(&said.out);
            all.push_str(&said.err);
        }
        for ending in ["docx", "odt", "xlsx"] {
            let file = format!("out.{ending}");
            let _ = std::fs::remove_file(sandbox.path().join(&file));
            sandbox.run(&[args, more, &["-o", &file]].concat());
            if let Ok(bytes) = std::fs::read(sandbox.path().join(&file)) {
                all.push_str(&crate::sandbox::unzipped(&bytes));
            }
        }
    }
    if more.is_empty() {
        for file in ["out.qdpx", "out.jsonld", "out.brat.zip"] {
            sandbox.ok(&["export", file]);
            let bytes = std::fs::read(sandbox.path().join(file)).expect("file");
            all.push_str(&crate::sandbox::unzipped(&bytes));
        }
    }
    all
}

#[test]
fn words_that_are_redacted_are_printed_nowhere_not_even_of_the_past() {
    let sandbox = study();
    let now = "2100-01-01";
    assert!(written(&sandbox, &[]).contains("Verkhny Log"));
    let history = sandbox.json(&["history"]);
    let times = history.iter().filter_map(|it| it["at"].as_str());
    let before = times.max().expect("time").to_owned();
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    sandbox.ok(&["redact", "*", "Timur Berg", "--as", "name"]);
    sandbox.ok(&["redact", "--rules", "phone,email,date"]);
    sandbox.write("places.csv", "name,as\nСергеевка,название села\n");
    sandbox.ok(&["redact", "--suggest", "--gazetteer", "places.csv"]);
    assert!(
        written(&sandbox, &[]).contains("Сергеевке"),
        "only suggested"
    );
    sandbox.ok(&["redact", "accept", "сергеевке"]);
    sandbox.ok(&["redact", "accept", "--all", "--as", "имя"]);
    for more in [&[] as &[&str], &["--as-of", now], &["--as-of", &before]] {
        let all = written(&sandbox, more).to_lowercase();
        for word in [
            "verkhny",
            "timur",
            "berg",
            "сергеевк",
            "айгуль",
            "701 000",
            "12.05.2019",
        ] {
            // What was looked for is said back.
            let all = all.replace("nobody here says `verkhny`", "");
            assert!(
                !all.contains(word),
                "{word} {more:?}\n{}",
                around(&all, word)
            );
        }
        for shown in [
            "[name of village]",
            "[название села]",
            "[phone number]",
            "[e-mail address]",
            "[date]",
        ] {
            assert!(all.contains(shown), "{shown} {more:?}");
        }
    }
    let quotes = sandbox.json(&["quotes"]);
    assert_eq!(
        quotes[0]["text"],
        "We had no coal in [name of village]. My cousin [name]"
    );
    // Words that are no secret stand where they stood, and the positions are those of the source.
    assert_eq!(
        (&quotes[0]["start"], &quotes[0]["end"]),
        (&42.into(), &88.into())
    );
    let said = sandbox.run(&["backup", "copy.db"]);
    assert!(said.err.contains("keeps the truth"), "{}", said.err);
    sandbox.ok(&["check", "--deep"]);
    sandbox.ok(&["undo"]);
    assert!(written(&sandbox, &[]).contains("Айгуль"));
}

fn around<'t>(all: &'t str, word: &str) -> &'t str {
    let at = all.find(word).unwrap_or_default();
    let border = |mut at: usize| {
        while !all.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    &all[border(at.saturating_sub(200))..border((at + 100).min(all.len()))]
}

#[test]
fn the_log_says_what_was_replaced_and_what_is_open() {
    let sandbox = study();
    sandbox.ok(&["redact", "--suggest"]);
    let open = sandbox.json(&["redact", "--log", "--open"]);
    let words: Vec<&str> = open
        .iter()
        .map(|it| it["text"].as_str().expect("text"))
        .collect();
    assert_eq!(
        words,
        [
            "Verkhny Log",
            "Timur Berg",
            "Verkhny Log",
            "Сергеевке",
            "Айгуль",
            "Айгуль"
        ]
    );
    let id = open[1]["redaction"].as_str().expect("id");
    sandbox.ok(&["redact", "dismiss", id]);
    sandbox.ok(&["redact", "accept", "Verkhny Log", "--as", "name of village"]);
    let said = sandbox.run(&["redact", "--suggest"]);
    assert!(
        said.err.contains("nothing new; 3 suggestions"),
        "{}",
        said.err
    );
    let log = sandbox.json(&["redact", "--log"]);
    assert_eq!(log.iter().filter(|it| it["state"] == "open").count(), 3);
    assert_eq!(
        (&log[0]["shown"], &log[0]["state"]),
        (&"[name of village]".into(), &"accepted".into())
    );
    let said = sandbox.run(&["redact", "1", "zeppelin", "--as", "x"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("does not stand in source `1`"),
        "{}",
        said.err
    );
    assert_eq!(sandbox.run(&["redact", "1", "coal", "--as", "a]b"]).code, 2);
}

#[test]
fn redactions_move_with_a_corrected_text() {
    let sandbox = study();
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    sandbox.write(
        "corpus/1.txt",
        "Respondent: It was late. Nobody came to Verkhny Log.\n\nRespondent: We had no coal in Verkhny Log. My cousin sold it.\n",
    );
    let said = sandbox.run(&["import"]);
    assert!(
        said.err.contains("redactions: ") || said.out.contains("redactions: "),
        "{}{}",
        said.out,
        said.err
    );
    let all = written(&sandbox, &[]);
    assert!(
        !all.contains("Verkhny Log") && !all.contains("verkhny"),
        "{}",
        around(&all, "erkhny")
    );
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn copies_that_redact_apart_come_together() {
    let sandbox = study();
    let copy = tempfile::TempDir::new().expect("folder");
    let file = copy.path().join("quotebook.db");
    sandbox.ok(&["backup", file.to_str().expect("path")]);
    let there = copy.path().to_str().expect("path");
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    sandbox.ok(&[
        "redact",
        "1",
        "Verkhny Log",
        "--as",
        "a village",
        "--project",
        there,
    ]);
    sandbox.ok(&[
        "redact",
        "2",
        "Сергеевке",
        "--as",
        "село",
        "--project",
        there,
    ]);
    sandbox.run(&["merge", there]);
    let log = sandbox.json(&["redact", "--log"]);
    assert_eq!(log.len(), 3, "{log:?}");
    assert!(log.iter().any(|it| it["shown"] == "[село]"));
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn what_writers_put_in_and_names_of_places_are_hidden_in_every_format() {
    let sandbox = study();
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Verkhny Log",
        "--kind",
        "origin",
        "--new",
    ]);
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Oakby",
        "--kind",
        "destination",
        "--new",
        "--with",
        "Timur Berg",
    ]);
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    sandbox.ok(&["redact", "1", "Timur Berg", "--as", "name"]);
    let quotes = sandbox.json(&["quotes", "--code", "cold"]);
    let of_one = quotes.iter().find(|it| it["source"] == "1").expect("quote");
    let id = of_one["codings"][0].as_str().expect("id").to_owned();
    sandbox.ok(&["quote", "star", &id]);
    let edit = [
        "quote",
        "edit",
        &id,
        "--text",
        "We [of Verkhny Log] had no coal in [Verkhny Log]. My cousin Timur",
    ];
    let asked: &[&[&str]] = &[
        &edit,
        &["quotes"],
        &["quotes", "--form", "clean"],
        &["quotes", "--form", "marked"],
        &["respondent", "1"],
        &["route", "show", "1"],
        &["routes"],
        &["routes", "--to", "Oakby"],
        &["routes", "--candidates"],
        &["plot", "flow", "--format", "svg"],
    ];
    for args in asked {
        for format in ["text", "json", "csv", "md", "html", "tex"] {
            let more: &[&str] = match args.contains(&"--format") {
                true => &[],
                false => &["--format", format],
            };
            let said = sandbox.run(&[args, more].concat());
            assert!(said.code < 2, "{args:?} {format}: {}", said.err);
            let all = (said.out + &said.err).to_lowercase();
            for word in ["verkhny", "timur", "berg"] {
                assert!(
                    !all.contains(word),
                    "{args:?} {format}: {}",
                    around(&all, word)
                );
            }
        }
    }
    let quotes = sandbox.json(&["quotes"]);
    let text = quotes.iter().find(|it| it["source"] == "1").expect("quote")["text"].clone();
    assert_eq!(
        text,
        "We [of [name of village]] had no coal in [name of village]. My cousin [name]"
    );
    // Who asks knows the name.
    let said = sandbox.run(&["routes", "--to", "Verkhny Log"]);
    assert!(
        said.err.contains("no respondent here has such a route"),
        "{}",
        said.err
    );
    let route = sandbox.json(&["route", "show", "1"]);
    assert_eq!(route[0]["place"], "[name of village]");
    assert_eq!(route[1]["with"], "[name]");
}

#[test]
fn the_status_tells_what_waits_to_be_judged() {
    let sandbox = study();
    assert!(!sandbox.ok(&["status"]).contains("names to redact"));
    sandbox.ok(&["redact", "--suggest"]);
    let said = sandbox.ok(&["status"]);
    assert!(
        said.contains("names to redact that nobody has judged") && said.contains("redact accept"),
        "{said}"
    );
    sandbox.ok(&["redact", "dismiss", "--all"]);
    assert!(!sandbox.ok(&["status"]).contains("names to redact"));
}

#[test]
fn redacted_names_of_places_are_not_listed_unless_they_are_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/1.txt",
        "R: We lived in Verkhny Log. I asked Mum about Dana.\n",
    );
    sandbox.write("corpus/respondents.csv", "ID,gender\n1,female\n");
    sandbox.write(
        "routes.csv",
        "respondent,order,place\n1,1,Verkhny Log\n1,2,Osh\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    let all: &[&[&str]] = &[
        &["places"],
        &["places", "--format", "json"],
        &["places", "--found"],
        &["places", "--suggest"],
        &["history"],
        &["history", "--format", "json"],
        &["routes"],
    ];
    for args in all {
        let said = sandbox.run(args);
        assert!(!said.out.contains("Verkhny"), "{args:?}: {}", said.out);
    }
    assert!(sandbox.ok(&["places"]).contains("[name of village]"));
    let found = sandbox.json(&["places", "--found"]);
    assert_eq!(
        found[0]["place"], "[name of village]",
        "it is found under its name"
    );
    let said = sandbox.run(&["place", "add", "Verkhni Log"]);
    assert!(
        said.err.contains("[name of village]") && !said.err.contains("Verkhny"),
        "{}",
        said.err
    );
    let said = sandbox.ok(&["places", "--suggest"]);
    assert!(!said.contains("Verkhny"), "{said}");
    assert!(
        sandbox
            .ok(&["places", "--true-names"])
            .contains("Verkhny Log")
    );
}

#[test]
fn a_redacted_place_is_not_told_by_the_register_either() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/1.txt",
        "Respondent: We had no coal in Verkhny Log.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age,place\n1,worker,male,15,Verkhny Log\n2,worker,male,15,Low Field\n",
    );
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write(
        "quotebook.toml",
        &format!("attribution = \"({{respondent}}, {{place}})\"\n{settings}"),
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["code", "1", "--text", "We had no coal", "cold"]);
    sandbox.ok(&["redact", "1", "Verkhny Log", "--as", "name of village"]);
    let mut all = String::new();
    for file in [
        "s.csv",
        "s.jsonl",
        "s.xlsx",
        "s.parquet",
        "s.sav",
        "s.qdpx",
        "s.html",
        "s.jsonld",
    ] {
        sandbox.ok(&["export", file, "--no-starters"]);
        let bytes = std::fs::read(sandbox.path().join(file)).expect(file);
        let text = crate::sandbox::unzipped(&bytes);
        assert!(!text.contains("Verkhny"), "{file}");
        all.push_str(&text);
    }
    for args in [
        &["respondents"][..],
        &["respondents", "--where", "place:\"Verkhny Log\""],
        &["quotes"],
        &["table", "--by", "place"],
        &["table", "matrix"],
        &["respondent", "1"],
    ] {
        for format in ["text", "json", "csv"] {
            let said = sandbox.run(&[args, &["--format", format]].concat());
            assert!(
                !said.out.contains("Verkhny"),
                "{args:?} {format}: {}",
                said.out
            );
            all.push_str(&said.out);
        }
    }
    assert!(all.contains("[name of village]"));
}

#[test]
fn what_coders_wrote_names_nobody_in_files_either() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/1.txt",
        "Respondent: My aunt Aliya helped us. We had no coal.\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "codebook",
        "add",
        "cold",
        "--definition",
        "As Aliya said",
        "--example",
        "Aliya helped",
    ]);
    sandbox.ok(&["code", "1", "--text", "We had no coal", "cold"]);
    let coding = sandbox.json(&["codings"])[0]["coding"]
        .as_str()
        .expect("id")
        .to_owned();
    sandbox.ok(&["redact", "*", "Aliya", "--as", "name"]);
    sandbox.ok(&["memo", &coding, "Her aunt is Aliya, I think."]);
    let files = [
        "x.csv", "x.xlsx", "x.jsonl", "x.jsonld", "x.qdpx", "x.qdc", "x.html",
    ];
    for file in files {
        sandbox.ok(&["export", file]);
        let bytes = std::fs::read(sandbox.path().join(file)).expect(file);
        let text = crate::sandbox::unzipped(&bytes);
        assert!(!text.contains("Aliya"), "{file}: {text}");
    }
    for file in ["c.csv", "c.xlsx", "c.qdc", "c.md", "c.toml"] {
        sandbox.ok(&["codebook", "export", file]);
        let bytes = std::fs::read(sandbox.path().join(file)).expect(file);
        // Markdown keeps brackets from being links.
        let text = crate::sandbox::unzipped(&bytes).replace('\\', "");
        assert!(
            !text.contains("Aliya") && text.contains("[name]"),
            "{file}: {text}"
        );
    }
    for args in [
        &["codes", "--format", "csv"] as &[&str],
        &["report"],
        &["codebook", "versions", "cold"],
    ] {
        let text = sandbox.ok(args);
        assert!(
            !text.contains("Aliya") && text.contains("[name]"),
            "{args:?}: {text}"
        );
    }
}

#[test]
fn a_name_beside_one_that_is_redacted_is_suggested() {
    for (first, rest) in [("Bota", "Zhanova"), ("Zhanova", "Bota")] {
        let sandbox = Sandbox::new();
        sandbox.write(
            "corpus/1.txt",
            "Respondent: My aunt Bota Zhanova helped us.\n",
        );
        sandbox.ok(&["import"]);
        sandbox.ok(&["redact", "*", first, "--as", "name"]);
        sandbox.ok(&["redact", "--suggest"]);
        let log = sandbox.json(&["redact", "--log", "--open"]);
        assert_eq!(log.len(), 1, "{log:?}");
        assert_eq!(log[0]["text"], rest);
        // What somebody has dismissed is not suggested again.
        sandbox.ok(&[
            "redact",
            "dismiss",
            log[0]["redaction"].as_str().expect("id"),
        ]);
        sandbox.ok(&["redact", "--suggest"]);
        let open = sandbox.run(&["redact", "--log", "--open", "--format", "json"]);
        assert_eq!((open.code, open.out.trim()), (1, "[\n]"), "{}", open.err);
    }
}
