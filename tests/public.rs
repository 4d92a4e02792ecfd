//! What is written for everybody names nobody: not in any command, not in any format, not inside any
//! archive.

use tempfile::TempDir;

use crate::sandbox::{Sandbox, unzipped};

/// What must not be found anywhere, in small letters.
const SECRETS: &[&str] = &[
    "r-0",
    "r_0",
    "zhanibek",
    "oralbek",
    "interview-",
    "verkhny",
    "aliya",
    "corpus/",
];

/// Fourteen respondents, two coders with telling names, and words that are redacted.
fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut register = "ID,category,gender,age,school\n".to_owned();
    for number in 1..=14 {
        let text = format!(
            "Respondent: We had no coal in Verkhny Log. The lamp was broken. We left in May, {number} of us.\n"
        );
        sandbox.write(
            &format!("corpus/interview-{number:03}.txt"),
            &format!("---\nrespondent: R-{number:03}\n---\n{text}"),
        );
        let gender = if number % 2 == 0 { "female" } else { "male" };
        register.push_str(&format!(
            "R-{number:03},worker,{gender},{},school {}\n",
            10 + number % 3,
            number % 4
        ));
    }
    sandbox.write("corpus/respondents.csv", &register);
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write(
        "quotebook.toml",
        &(settings + "[disclosure]\nattribution = \"({respondent}, {category})\"\n"),
    );
    sandbox.write(
        "codebook/push.toml",
        "family = \"Push\"\nid = \"push\"\n[[code]]\nid = \"cold\"\nname = \"Cold\"\n[[code]]\nid = \"dark\"\nname = \"Dark\"\n",
    );
    sandbox.ok(&["import", "--coder", "zhanibek"]);
    for number in 1..=14 {
        let source = format!("interview-{number:03}");
        for coder in ["zhanibek", "oralbek"] {
            sandbox.ok(&[
                "code",
                &source,
                "--text",
                "We had no coal in Verkhny Log",
                "cold",
                "--coder",
                coder,
            ]);
        }
        if number > 1 {
            sandbox.ok(&[
                "code",
                &source,
                "--text",
                "The lamp was broken",
                "dark",
                "--coder",
                "zhanibek",
            ]);
        }
    }
    sandbox.ok(&[
        "memo",
        "source:interview-001",
        "Aliya told me so.",
        "--coder",
        "oralbek",
    ]);
    sandbox.ok(&["redact", "*", "Verkhny Log", "--as", "name of village"]);
    sandbox
}

fn key(folder: &TempDir) -> String {
    folder.path().join("study.key.age").display().to_string()
}

/// Lets the public attribution tell gender and age too, which few share. Gives the settings before.
fn tell_all(sandbox: &Sandbox) -> String {
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    let all = settings.replace("{category})\"", "{category}, {gender}, {age} years)\"");
    sandbox.write("quotebook.toml", &all);
    settings
}

#[test]
fn in_public_no_command_names_anybody_in_any_format() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key, "--seed", "7"]);
    let bytes = std::fs::read(&key).expect("key");
    assert!(bytes.starts_with(b"age-encryption.org/v1\n-> scrypt "));
    let asked: &[&[&str]] = &[
        &["quotes", "--positions", "--context", "1"],
        &["quotes", "--by", "respondent"],
        &["quotes", "--pick", "2"],
        &["search", "coal"],
        &["search", "lamp", "--kwic"],
        &["respondents"],
        &["codes"],
        &["coders"],
        &["table", "--by", "gender", "--test", "--ci"],
        &["table", "attribute", "school", "--by", "gender"],
        &["table", "factors"],
        &["table", "cooccurrence"],
        &["table", "words"],
        &["table", "saturation"],
        &["table", "matrix"],
        &["balance"],
        &["agreement", "--unit", "respondent"],
        &["disagreements"],
        &["report"],
        &["disclosure"],
        &["quotes", "--by-coder", "oralbek"],
    ];
    let every = [
        "txt", "json", "csv", "md", "html", "tex", "docx", "odt", "xlsx",
    ];
    let mut written = 0;
    for (at, args) in asked.iter().enumerate() {
        // Every format of what reports are made of; of the rest one of each kind.
        let whole = ["quotes", "report", "search"].contains(&args[0]) && args.len() < 3;
        let some = [every[at % 2 * 3], "json", every[6 + at % 3]];
        let endings = if whole || at == 0 {
            &every[..]
        } else {
            &some[..]
        };
        for ending in endings {
            let file = format!("out.{ending}");
            let path = sandbox.path().join(&file);
            let _ = std::fs::remove_file(&path);
            let said = sandbox.run(&[args, &["--public", &key, "-o", &file] as &[&str]].concat());
            let bytes = std::fs::read(&path);
            assert!(bytes.is_ok(), "{args:?} {ending}: {}{}", said.out, said.err);
            let bytes = bytes.expect("just looked at");
            written += 1;
            let text = unzipped(&bytes).to_lowercase();
            for secret in SECRETS {
                assert!(
                    !text.contains(secret),
                    "{args:?} {ending}: {secret} in {text}"
                );
            }
        }
    }
    for file in ["out.sav", "out.parquet"] {
        sandbox.ok(&["table", "matrix", "--public", &key, "-o", file]);
        let bytes = std::fs::read(sandbox.path().join(file)).expect("matrix");
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(SECRETS.iter().all(|it| !text.contains(it)), "{file}");
    }
    for kind in [
        &["bars", "--by", "gender"] as &[&str],
        &["portrait"],
        &["timeline"],
        &["network"],
        &["heatmap"],
    ] {
        let said = sandbox.run(&[&["plot"], kind, &["--public", &key, "-o", "out.svg"]].concat());
        if said.code == 0 {
            let text = std::fs::read_to_string(sandbox.path().join("out.svg"))
                .expect("figure")
                .to_lowercase();
            assert!(SECRETS.iter().all(|it| !text.contains(it)), "{kind:?}");
        }
    }
    let history = sandbox.json(&["codings"]);
    let id = history[0]["coding"].as_str().expect("id").to_owned();
    for file in [
        "out.qdpx",
        "out.jsonld",
        "out.brat.zip",
        "out.qdc",
        "segments.csv",
        "segments.jsonl",
        "segments.parquet",
        "segments.xlsx",
        "texts.html",
    ] {
        sandbox.ok(&["export", file, "--public", &key]);
        let text =
            unzipped(&std::fs::read(sandbox.path().join(file)).expect("file")).to_lowercase();
        assert!(!text.contains(&id), "{file}");
        for secret in SECRETS {
            assert!(!text.contains(secret), "{file}: {secret}");
        }
    }
    // Codes of single respondents leave only where small cells are kept back.
    assert_eq!(sandbox.run(&["export", "m.sav", "--public", &key]).code, 2);
    assert!(written >= 80, "{written}");
}

#[test]
fn numbers_say_nothing_stay_and_differ_from_report_to_report() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key, "--seed", "7"]);
    let numbers = |key: &str| -> Vec<String> {
        let quotes = sandbox.json(&["quotes", "--public", key]);
        let mut all: Vec<String> = quotes
            .iter()
            .filter_map(|it| Some(it["respondent"].as_str()?.to_owned()))
            .collect();
        all.sort();
        all.dedup();
        all
    };
    let first = numbers(&key);
    assert_eq!(first.len(), 14);
    // The order of what is printed is not that of the inner numbers.
    let list = sandbox.json(&["renumber", "--key", &key, "--list"]);
    let inner = |number: &str| {
        let line = list
            .iter()
            .find(|it| it["public"] == number)
            .expect("a line");
        line["name"].as_str().expect("name").to_owned()
    };
    let order: Vec<String> = sandbox
        .json(&["quotes", "--public", &key, "--code", "dark"])
        .iter()
        .map(|it| inner(it["respondent"].as_str().expect("number")))
        .collect();
    let mut sorted = order.clone();
    sorted.sort();
    assert_ne!(order, sorted);
    // Somebody new is not shown before there is a number; then the others keep theirs.
    sandbox.write(
        "corpus/interview-099.txt",
        "---\nrespondent: R-001\n---\nRespondent: We had no coal in Verkhny Log.\n",
    );
    sandbox.ok(&["import"]);
    let said = sandbox.run(&["quotes", "--public", &key]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("1 sources"), "{}", said.err);
    sandbox.ok(&["renumber", "--key", &key]);
    assert_eq!(numbers(&key), first);
    let other = folder.path().join("chapter.age").display().to_string();
    sandbox.ok(&[
        "renumber",
        "--key",
        &other,
        "--seed",
        "7",
        "--per-report",
        "chapter 3",
    ]);
    let said = sandbox.run(&["renumber", "--key", &key, "--seed", "8"]);
    assert!(
        said.code == 2 && said.err.contains("no seed draws anew") && said.err.contains("hint: "),
        "{}",
        said.err
    );
    assert!(numbers(&other).iter().all(|it| !first.contains(it)) || numbers(&other) != first);
    let said = sandbox.run(&["renumber", "--key", &other]);
    assert!(
        said.code == 2 && said.err.contains("for report `chapter 3`"),
        "{}",
        said.err
    );
}

#[test]
fn keys_stay_out_of_the_project_and_shut_without_the_passphrase() {
    let sandbox = study();
    for inside in ["study.key", "corpus/study.key"] {
        let said = sandbox.run(&["renumber", "--key", inside]);
        assert_eq!(said.code, 2);
        assert!(
            said.err.contains("lies in the project folder")
                && said.err.contains("hint: whoever gets a copy"),
            "{}",
            said.err
        );
        assert!(!sandbox.path().join(inside).exists());
    }
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let wrong = sandbox
        .command(&["quotes", "--public", &key])
        .env("QUOTEBOOK_PASSPHRASE", "another phrase")
        .output()
        .expect("program");
    assert_eq!(wrong.status.code(), Some(2));
    assert!(wrong.stdout.is_empty());
    let err = String::from_utf8_lossy(&wrong.stderr).into_owned();
    assert!(
        err.contains("could not be decrypted") && err.contains("hint: type the passphrase"),
        "{err}"
    );
    let said = sandbox.run(&["history", "--public", &key]);
    assert!(
        said.code == 2 && said.err.contains("shows what the team knows"),
        "{}",
        said.err
    );
}

#[test]
fn whatever_would_name_somebody_is_refused_with_its_place() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    sandbox.write(
        "report.toml",
        "title = \"Coal\"\n[[section]]\ntitle = \"Cold\"\ntext = \"As R-003 told Oralbek in Verkhny Log.\"\ncontent = [\"quotes --code cold\"]\n",
    );
    for ending in ["md", "docx", "odt", "html", "txt", "tex"] {
        let file = format!("out.{ending}");
        let said = sandbox.run(&["report", "report.toml", "--public", &key, "-o", &file]);
        assert_eq!(said.code, 2, "{ending}");
        for word in [
            "respondent `R-003`",
            "coder `Oralbek`",
            "redacted words `Verkhny Log`",
            "hint: `quotebook redact",
        ] {
            assert!(said.err.contains(word), "{ending}: {}", said.err);
        }
        assert!(!sandbox.path().join(&file).exists(), "{ending}");
    }
    // A suggestion that nobody has judged keeps everything in.
    sandbox.write(
        "report.toml",
        "title = \"Coal\"\n[[section]]\ntitle = \"Cold\"\ncontent = [\"quotes --code cold\"]\n",
    );
    sandbox.ok(&["report", "report.toml", "--public", &key, "-o", "out.docx"]);
    sandbox.write("names.csv", "name\nlamp\n");
    sandbox.ok(&["redact", "--suggest", "--gazetteer", "names.csv"]);
    let said = sandbox.run(&["quotes", "--public", &key]);
    assert!(
        said.code == 2 && said.out.is_empty() && said.err.contains("14 suggestions of names"),
        "{}",
        said.err
    );
    sandbox.ok(&["redact", "dismiss", "--all"]);
    sandbox.ok(&["quotes", "--public", &key]);
}

#[test]
fn quotes_that_few_share_are_refused_unless_there_is_a_reason_which_is_kept() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let settings = tell_all(&sandbox);
    let said = sandbox.run(&["quotes", "--public", &key, "-o", "out.docx"]);
    assert_eq!(said.code, 2);
    for words in [
        "27 of 27 quotes stand under an attribution that fewer than 11 respondents share",
        "hint: `quotebook disclosure --generalise`",
        "--allow-recognisable REASON",
    ] {
        assert!(said.err.contains(words), "{}", said.err);
    }
    assert!(!sandbox.path().join("out.docx").exists());
    sandbox.write(
        "report.toml",
        "title = \"Coal\"\n[[section]]\ntitle = \"Cold\"\ncontent = [\"quotes --code cold\"]\n",
    );
    let said = sandbox.run(&["report", "report.toml", "--public", &key, "-o", "out.docx"]);
    assert_eq!(said.code, 2, "{}", said.err);
    // No reason is none.
    let empty = ["quotes", "--public", &key, "--allow-recognisable", " "];
    assert_eq!(sandbox.run(&empty).code, 2);
    let because = "all of them agreed in writing";
    sandbox.ok(&[
        "quotes",
        "--public",
        &key,
        "--allow-recognisable",
        because,
        "-o",
        "out.docx",
    ]);
    let exports = sandbox.ok(&["exports", "--format", "json"]);
    assert!(exports.contains(because), "{exports}");
    // So has the record of a report, whether the reason is that of the whole or of a part.
    let report = ["report", "report.toml", "--public", &key];
    let whole = [
        &report[..],
        &["--allow-recognisable", "the whole", "-o", "whole.html"],
    ]
    .concat();
    sandbox.ok(&whole);
    sandbox.write(
        "report.toml",
        "[[section]]\ntitle = \"Cold\"\ncontent = [\"quotes --code cold --allow-recognisable 'in a part'\"]\n",
    );
    sandbox.ok(&[&report[..], &["-o", "part.html"]].concat());
    let exports = sandbox.json(&["exports"]);
    let command = |file: &str| {
        let found = exports.iter().find(|it| it["file"] == file);
        found.expect(file)["command"]
            .as_str()
            .expect("a command")
            .to_owned()
    };
    assert!(command("whole.html").contains("--allow-recognisable 'the whole'"));
    let part = command("part.html");
    assert!(part.ends_with("--allow-recognisable 'in a part'"), "{part}");
    let traced = sandbox.ok(&["exports", "part.html", "--format", "csv"]);
    assert!(traced.contains("in a part"), "{traced}");
    // The reason of one part is none for another.
    sandbox.write(
        "report.toml",
        "[[section]]\ntitle = \"Cold\"\ncontent = [\"quotes --code cold --allow-recognisable one\", \"quotes --code cold\"]\n",
    );
    assert_eq!(
        sandbox
            .run(&[&report[..], &["-o", "two.html"]].concat())
            .code,
        2
    );
    for none in ["team = 0", "public = 0"] {
        let none = settings.replace("\n[disclosure]", &format!("\n[disclosure]\n{none}"));
        sandbox.write("quotebook.toml", &none);
        let said = sandbox.run(&["sources"]);
        assert!(
            said.code == 2 && said.err.contains("1 or more"),
            "{}",
            said.err
        );
    }
}

#[test]
fn the_public_attribution_tells_less() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write(
        "quotebook.toml",
        &settings.replace(
            "attribution = \"({respondent}, {category})\"\n",
            "attribution = \"({respondent}, {age} years)\"\nbands = { age = \"10\" }\n",
        ),
    );
    let quotes = sandbox.json(&["quotes", "--public", &key]);
    for quote in &quotes {
        let text = quote["attribution"].as_str().expect("attribution");
        assert!(text.ends_with(", 10–19 years)"), "{text}");
        assert_eq!(
            (&quote["gender"], &quote["age"]),
            (&serde_json::Value::Null, &"10–19".into())
        );
        assert_eq!(quote["attributes"], serde_json::json!({}));
    }
    assert_eq!(sandbox.json(&["quotes"])[0]["age"], 11);
}

#[test]
fn a_public_report_is_audited_under_its_own_numbers() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    tell_all(&sandbox);
    let because = "they agreed";
    sandbox.ok(&[
        "quotes",
        "--public",
        &key,
        "--allow-recognisable",
        because,
        "-o",
        "public.md",
    ]);
    let said = sandbox.run(&["audit", "public.md", "--public", &key]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    assert!(said.out.contains("none with a finding"), "{}", said.out);
    // Somebody slips in an age, and a word.
    let text = std::fs::read_to_string(sandbox.path().join("public.md")).expect("file");
    sandbox.write(
        "slipped.md",
        &text
            .replacen("11 years", "17 years", 1)
            .replacen("no coal", "coal", 1),
    );
    let said = sandbox.run(&["audit", "slipped.md", "--public", &key, "--format", "json"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("wrong_age"), "{}", said.out);
    assert!(said.out.contains("negation_lost"), "{}", said.out);
}

#[test]
fn a_public_table_is_held_against_those_that_left_before() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let table = |args: &[&str]| sandbox.run(&[&["table", "--public", &key], args].concat());
    let first = table(&["-o", "first.md"]);
    assert_eq!(first.code, 0, "{}", first.err);
    let text = std::fs::read_to_string(sandbox.path().join("first.md")).expect("written");
    assert!(
        !text.contains("eld against"),
        "there was none before: {text}"
    );
    // The same again tells nothing new.
    let again = table(&[]);
    assert!(
        again.code == 0
            && again
                .out
                .contains("Held against 1 earlier public file, all together"),
        "{}{}",
        again.out,
        again.err
    );
    // Another filter leaves three people between the two.
    let other = ["--where", "NOT school:\"school 3\""];
    let said = table(&other);
    assert_eq!(said.code, 2, "{}", said.out);
    for words in [
        "beside `first.md` of 20",
        "would tell of fewer than 11 respondents",
    ] {
        assert!(said.err.contains(words), "{}", said.err);
    }
    let said = sandbox.run(&["plot", "bars", "--public", &key, other[0], other[1]]);
    assert!(
        said.code == 2 && said.err.contains("`first.md`"),
        "{}",
        said.err
    );
    // Within one report too.
    sandbox.ok(&["undo", "--coder", "zhanibek"]);
    sandbox.ok(&["redo", "--coder", "zhanibek"]);
    sandbox.write(
        "report.toml",
        "methods = false\n[[section]]\ntitle = \"A\"\ncontent = [\"table\", \"table --where 'NOT school:\\\"school 3\\\"'\"]\n",
    );
    let said = sandbox.run(&["report", "report.toml", "--public", &key]);
    assert!(
        said.code == 2 && said.err.contains("another table of this report"),
        "{}",
        said.err
    );
    // What cannot be weighed is said to be so.
    sandbox.write(
        "report.toml",
        "methods = false\n[[section]]\ntitle = \"A\"\ncontent = [\"table\", \"table cooccurrence\", \"balance --spread gender\"]\n",
    );
    sandbox.ok(&["report", "report.toml", "--public", &key, "-o", "report.md"]);
    let text = table(&[]).out;
    for words in [
        "Held against 2 earlier public files, all together and as the project is today.",
        "Not held against 1 earlier public file (`table cooccurrence`):",
    ] {
        assert!(text.contains(words), "{text}");
    }
    let text = sandbox.ok(&["table", "cooccurrence", "--public", &key]);
    assert!(
        text.contains("Not held against 2 earlier public files (`report`, `table`):"),
        "{text}"
    );
    // Within the team nothing is held back.
    sandbox.ok(&["table", other[0], other[1]]);
}

#[test]
fn public_tables_are_weighed_all_together() {
    let sandbox = study();
    let settings =
        std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    sandbox.write(
        "quotebook.toml",
        &settings.replace("\n[disclosure]\n", "\n[disclosure]\npublic = 3\n"),
    );
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let public = |args: &[&str]| sandbox.run(&[args, &["--public", &key]].concat());
    // Fourteen; seven of them female; five male of 10 and 11: two male of 12 are left over.
    let female = ["table", "--where", "gender:female"];
    let young = ["table", "--where", "gender:male AND age:[10 TO 11]"];
    for (args, file) in [
        (&["table", "--codes", "cold"] as &[&str], "all.md"),
        (&female, "female.md"),
    ] {
        let said = public(&[args, &["-o", file]].concat());
        assert_eq!(said.code, 0, "{}", said.err);
    }
    let said = public(&young);
    assert!(
        said.code == 2
            && said.err.contains("together with 2 earlier public files")
            && said.err.contains("fewer than 3 respondents"),
        "{}{}",
        said.out,
        said.err
    );
    // A balance and a report are weighed with the others.
    let said = public(&["balance", "--spread", "gender"]);
    assert!(
        said.code == 0
            && said
                .out
                .contains("Held against 2 earlier public files, all together"),
        "{}{}",
        said.out,
        said.err
    );
    sandbox.write(
        "report.toml",
        "methods = false\n[[section]]\ntitle = \"A\"\ncontent = [\"table --where 'gender:male AND age:[10 TO 11]'\"]\n",
    );
    let said = public(&["report", "report.toml"]);
    assert!(
        said.code == 2 && said.err.contains("together with"),
        "{}",
        said.err
    );
}

#[test]
fn saturation_and_agreement_tell_everybody_of_nobody_by_themselves() {
    let sandbox = study();
    let folder = TempDir::new().expect("folder");
    let key = key(&folder);
    sandbox.ok(&["renumber", "--key", &key]);
    let public = |args: &[&str]| sandbox.run(&[args, &["--public", &key]].concat());
    let said = public(&["table", "saturation", "--format", "json"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let found: serde_json::Value = serde_json::from_str(&said.out).expect("JSON");
    assert_eq!(
        found["steps"],
        serde_json::json!([{ "number": 14, "so_far": 2 }])
    );
    assert!(found.get("interviews").is_none() && found.get("runs").is_none());
    let said = public(&["plot", "saturation", "--format", "csv"]);
    assert!(
        said.code == 0 && said.out.lines().count() == 2,
        "{}{}",
        said.out,
        said.err
    );
    for kind in ["table", "plot"] {
        let said = public(&[kind, "saturation", "--order", "school"]);
        assert!(
            said.code == 2 && said.err.contains("shared by fewer than 11 respondents"),
            "{}",
            said.err
        );
    }
    let said = public(&["plot", "portrait"]);
    assert!(
        said.code == 2 && said.err.contains("of one respondent"),
        "{}",
        said.err
    );
    let said = public(&["plot", "sankey", "gender", "category"]);
    assert!(
        said.code == 2 && said.err.contains("are below 11"),
        "{}",
        said.err
    );
    // A code that three have is in no row of the agreement in public.
    sandbox.ok(&["codebook", "add", "thin"]);
    for number in 1..=3 {
        for coder in ["zhanibek", "oralbek"] {
            let source = format!("interview-{number:03}");
            sandbox.ok(&[
                "code",
                &source,
                "--text",
                "The lamp was broken",
                "thin",
                "--coder",
                coder,
            ]);
        }
    }
    let team = sandbox.ok(&["agreement", "--unit", "character"]);
    assert!(team.contains("thin"), "{team}");
    let said = public(&["agreement", "--unit", "character"]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out.contains("cold") && !said.out.contains("thin"),
        "{}",
        said.out
    );
    assert!(
        said.out
            .contains("Withheld: 1 rows that are of fewer than 11 respondents."),
        "{}",
        said.out
    );
}

#[test]
fn annotations_for_everybody_have_no_digest_of_a_text() {
    let study = study();
    let folder = TempDir::new().expect("folder");
    let key = folder.path().join("study.key.age").display().to_string();
    study.ok(&["renumber", "--key", &key]);
    study.ok(&["export", "team.jsonld"]);
    study.ok(&["export", "all.jsonld", "--public", &key]);
    let read = |name: &str| std::fs::read_to_string(study.path().join(name)).expect(name);
    assert!(read("team.jsonld").contains("urn:sha256:"));
    let public = read("all.jsonld");
    assert!(!public.contains("sha256") && public.contains("TextQuoteSelector"));
    // Nor do they, or any other file, tell the time of day at which somebody worked.
    let moments = |text: &str| -> Vec<String> {
        let all = text
            .match_indices('T')
            .filter_map(|(at, _)| text.get(at.checked_sub(10)?..at + 9));
        let is_moment = |it: &&str| it.as_bytes()[4] == b'-' && it.as_bytes()[13] == b':';
        all.filter(|it| it.is_ascii())
            .filter(is_moment)
            .map(|it| it[10..].to_owned())
            .collect()
    };
    assert!(!moments(&public).is_empty());
    assert!(
        moments(&read("team.jsonld"))
            .iter()
            .any(|it| it != "T00:00:00")
    );
    for file in [
        "all.jsonld",
        "all.qdpx",
        "all.csv",
        "all.jsonl",
        "all.brat.zip",
    ] {
        study.ok(&["export", file, "--public", &key]);
        let text = unzipped(&std::fs::read(study.path().join(file)).expect("file"));
        assert!(moments(&text).iter().all(|it| it == "T00:00:00"), "{file}");
    }
}
