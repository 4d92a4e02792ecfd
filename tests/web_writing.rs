//! The pages of writers and of those who look after the register: quotes, sources, respondents, history.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::served::Served;

const IDA: &str = "Interviewer: How was it?\n\nIda: It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring.\n\nInterviewer: With whom?\n\nIda: With my brother.\n";
const WHOLE: &str = "It was hard. We had no coal, hardly any wood, and my aunt, who lived by the river, was ill. I did not want to leave; I left in spring.";
const NONE: &Value = &Value::Null;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", IDA);
    sandbox.write(
        "corpus/2.txt",
        "Interviewer: How was it?\n\nTimur: The lamp was broken <b>& the road</b> was long.\n",
    );
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,vulnerable child,female,15\n2,vulnerable child,male,12\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    let codings = [
        ("1", WHOLE),
        ("1", "With my brother."),
        ("2", "The lamp was broken <b>& the road</b> was long."),
    ];
    for (source, words) in codings {
        sandbox.ok(&["code", source, "--text", words, "cold"]);
    }
    sandbox
}

fn ids(sandbox: &Sandbox) -> Vec<String> {
    let quotes = sandbox.json(&["quotes", "--form", "source"]);
    let id = |it: &Value| it["codings"][0].as_str().expect("id").to_owned();
    quotes.iter().map(id).collect()
}

#[test]
fn a_writer_edits_a_quote_beside_its_source_and_takes_it_out_as_a_file() {
    let sandbox = study();
    let id = ids(&sandbox)[0].clone();
    let (served, session) = Served::new(&sandbox);
    let post = |path: &str, body: Value| served.own(&session, "POST", path, &body);
    let typed = "we had no coal, and my old aunt was ill.";
    let printed = "we had no coal, ... and my [old] aunt ... was ill.";
    let before = sandbox.json(&["history"]).len();
    // What is typed is shown in the source before anything is kept.
    let body = json!({ "codings": [id], "text": typed });
    let preview = post("/api/quotes/preview", body.clone()).json();
    assert_eq!(preview["text"], printed);
    let marked = preview["marked"].as_array().expect("marked");
    assert!(
        marked.contains(&json!(["ins", "old"])) || marked.contains(&json!(["ins", "old "])),
        "{preview}"
    );
    let left_out = |words: &str| {
        let mut all = marked.iter().filter(|it| it[0] == "del");
        all.any(|it| it[1].as_str().is_some_and(|it| it.contains(words)))
    };
    assert!(left_out("hardly any wood"), "{preview}");
    let kept = marked.iter().filter(|it| it[0] != "ins");
    let kept: String = kept.filter_map(|it| it[1].as_str()).collect();
    let kept: Vec<&str> = kept.split_whitespace().collect();
    assert_eq!(kept.join(" "), WHOLE, "the source is shown whole");
    assert_eq!(sandbox.json(&["history"]).len(), before);
    // Words that are nobody's are refused with the reason, as by the command.
    let refused = post(
        "/api/quotes/preview",
        json!({ "codings": [id], "text": "we had no coal and no submarine." }),
    );
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("is not in the source"),
        "{}",
        refused.body
    );
    // A denial that is lost needs a reason.
    let lost = json!({ "codings": [id], "text": "We had coal." });
    let told = post("/api/quotes/preview", lost.clone()).json();
    assert_eq!(told["denials"].as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(post("/api/quotes/edit", lost).status, 422);
    assert_eq!(sandbox.json(&["history"]).len(), before);
    assert_eq!(
        post(
            "/api/quotes/edit",
            json!({ "codings": [id], "text": "We had coal.", "because": "she corrected it later" })
        )
        .status,
        200
    );
    // Kept, it is what the command prints.
    assert_eq!(post("/api/quotes/edit", body).json()["changed"], true);
    assert_eq!(sandbox.json(&["quotes"])[0]["text"], printed);
    let page = served.own(&session, "GET", &format!("/quotes/{id}"), NONE);
    assert!(page.body.contains(printed), "{}", page.body);
    assert!(page.body.contains("<del>"), "{}", page.body);
    // It stands as it is said, and is a file that the history knows.
    let all = served
        .own(&session, "GET", "/api/quotes?code=cold", NONE)
        .json();
    let codings = &all[0]["codings"];
    assert_eq!(all[0]["shared_by"], 1);
    let said = json!({ "codings": codings, "starred": true, "status": "approved", "note": "for chapter 3" });
    assert_eq!(
        served.own(&session, "PATCH", "/api/quotes", &said).status,
        200
    );
    let starred = &sandbox.json(&["quotes", "--starred"])[0];
    assert_eq!(
        (&starred["status"], &starred["note"]),
        (&json!("approved"), &json!("for chapter 3"))
    );
    let translation = json!({ "coding": id, "language": "ru", "text": "Угля не было.", "translator": "N. Orlova" });
    assert_eq!(post("/api/quotes/translations", translation).status, 200);
    for wrong in [
        json!({ "coding": id, "language": "no language", "text": "x", "translator": "N" }),
        json!({ "coding": id, "language": "ru", "text": "x", "translator": " " }),
    ] {
        assert_eq!(post("/api/quotes/translations", wrong).status, 422);
    }
    let file = post(
        "/api/quotes/export",
        json!({ "code": "cold", "coder": "ana", "starred": "on", "translation": "both", "context": "1", "format": "md" }),
    );
    assert_eq!(file.status, 200, "{}", file.body);
    assert!(
        file.head
            .contains("attachment; filename=\"quotes-cold.md\""),
        "{}",
        file.head
    );
    let command = [
        "quotes",
        "--code",
        "cold",
        "--by-coder",
        "ana",
        "--translation",
        "both",
        "--context",
        "1",
        "--format",
        "md",
        "--starred",
    ];
    assert_eq!(
        file.body,
        sandbox.ok(&command),
        "the page and the command write the same"
    );
    let exports = sandbox.json(&["exports"]);
    assert_eq!(exports[0]["file"], "quotes-cold.md", "{exports:?}");
    assert_eq!(exports[0]["command"], command.join(" "), "{exports:?}");
    for (field, wrong) in [
        ("format", "exe"),
        ("by", "x"),
        ("form", "x"),
        ("code", "x"),
        ("context", "x"),
    ] {
        let mut body = json!({ "code": "cold", "format": "md" });
        body[field] = json!(wrong);
        let refused = post("/api/quotes/export", body);
        assert!(
            [404, 422].contains(&refused.status),
            "{field}: {}",
            refused.body
        );
    }
    assert_eq!(sandbox.json(&["exports"]).len(), 1);
    // And taken away again.
    let gone = served.own(&session, "DELETE", &format!("/api/quotes/edit/{id}"), NONE);
    assert_eq!(gone.json()["n"], 1);
    assert_eq!(sandbox.json(&["quotes"])[0]["text"], WHOLE);
}

#[test]
fn the_quote_bank_asks_as_the_command_does_and_shows_words_as_words() {
    let sandbox = study();
    let all = ids(&sandbox);
    sandbox.ok(&["quote", "status", "used", &all[2]]);
    let (served, session) = Served::new(&sandbox);
    let shown = |query: &str| {
        let page = served.own(&session, "GET", &format!("/quotes?{query}"), NONE);
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    };
    let used = shown("status=used");
    assert!(used.contains("1 quote") && used.contains("&lt;b&gt;&amp; the road&lt;/b&gt;"));
    assert!(!used.contains("<b>&"), "{used}");
    assert!(used.contains("Only 1 respondent fits"), "{used}");
    assert!(shown("status=none&code=cold").contains("2 quotes"));
    assert!(shown("code=cold&query=gender%3Afemale").contains("2 quotes"));
    assert!(shown("code=cold&query=gender%3A%28").contains("role=\"alert\""));
    assert!(shown("code=cold&starred=on").contains("No quotes answer"));
    assert!(shown("").contains("Choose a theme"));
    // Words of two codings of one respondent, to become one quote.
    let page = served.own(
        &session,
        "GET",
        &format!("/quotes/{}?with={}", all[0], all[1]),
        NONE,
    );
    assert!(
        page.body.contains("in spring. With my brother."),
        "{}",
        page.body
    );
    let other = served.own(
        &session,
        "GET",
        &format!("/quotes/{}?with={}", all[0], all[2]),
        NONE,
    );
    assert_eq!(other.status, 422, "{}", other.body);
    assert_eq!(
        served.own(&session, "GET", "/quotes/none", NONE).status,
        404
    );
}

/// A body with files, as the page sends it.
fn body(files: &[(&str, &str)]) -> String {
    let listed: Vec<Value> = files
        .iter()
        .map(|(name, text)| json!({ "name": name, "size": text.len() }))
        .collect();
    let bytes: String = files.iter().map(|it| it.1).collect();
    format!("{}\n{bytes}", Value::from(listed))
}

#[test]
fn files_that_are_dropped_come_in_as_the_command_would_take_them() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let origin = format!("http://{}", served.host());
    let send = |how: &str, files: &[(&str, &str)]| {
        let headers = [("Cookie", session.as_str()), ("Origin", origin.as_str())];
        served.ask(
            "POST",
            &format!("/api/import?{how}"),
            &headers,
            &body(files),
        )
    };
    let files = [
        ("../../../<b>3.txt", "Rosa: We walked to the river.\n"),
        ("people.csv", "ID,gender\n3,female\n4,male\n"),
        ("photo.jpg", "no text"),
    ];
    let before = sandbox.json(&["history"]).len();
    let dry = send("dry_run=on", &files);
    assert_eq!(dry.status, 200, "{}", dry.body);
    let dry = dry.json();
    let outcomes = |answer: &Value| -> Vec<String> {
        let files = answer["files"].as_array().expect("files");
        let one = |it: &Value| {
            let (file, outcome) = (it["file"].as_str(), it["outcome"].as_str());
            format!("{} {}", file.expect("file"), outcome.expect("outcome"))
        };
        files.iter().map(one).collect()
    };
    let expected = [
        "corpus/<b>3.txt new",
        "corpus/people.csv new",
        "corpus/photo.jpg ignored",
    ];
    assert_eq!(outcomes(&dry), expected);
    assert_eq!(
        (&dry["news"], &dry["dry_run"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        sandbox.json(&["history"]).len(),
        before,
        "a dry run keeps nothing"
    );
    assert_eq!(outcomes(&send("", &files).json()), expected);
    assert_eq!(
        sandbox.json(&["history"]).len(),
        before + 1,
        "one operation"
    );
    let sources = sandbox.json(&["sources"]);
    assert!(
        sources.iter().any(|it| it["source"] == "<b>3"),
        "{sources:?}"
    );
    assert_eq!(sandbox.json(&["respondents"]).len(), 4);
    // Dictionaries become rules, as by `codebook import`.
    let dictionary = [("mood.dic", "%\n1\tsad\n%\nsad\t1\nunhapp*\t1\n")];
    assert_eq!(
        outcomes(&send("", &dictionary).json()),
        ["codebook/mood.dic new"]
    );
    assert!(sandbox.ok(&["codes"]).contains("sad"));
    // The files are not left behind, and none was written anywhere else.
    let left = |folder: &str| {
        let found = std::fs::read_dir(sandbox.path().join(folder)).expect("folder");
        let names = found.map(|it| it.expect("entry").file_name().into_string().expect("name"));
        names
            .filter(|it| it.contains("dropped") || it.contains("<b>"))
            .count()
    };
    assert_eq!((left(".quotebook"), left("corpus"), left(".")), (0, 0, 0));
    // Again it is the same; a corrected text is a new version of its source.
    let again = send("", &files).json();
    assert_eq!(again["news"], false);
    let corrected = [("1.txt", IDA.replace("hard", "very hard"))];
    let corrected: Vec<(&str, &str)> = corrected.iter().map(|it| (it.0, it.1.as_str())).collect();
    let answer = send("", &corrected).json();
    assert_eq!(outcomes(&answer), ["corpus/1.txt changed"]);
    assert_eq!(
        sandbox.json(&["codings"]).len(),
        3,
        "its codings moved along"
    );
    // Names that are none, twice the same, bodies that are none.
    let now = sandbox.json(&["history"]).len();
    for files in [
        &[(".hidden.txt", "x")][..],
        &[("..", "x")],
        &[("a\nb.txt", "x")],
        &[("a.txt", "x"), ("A.txt", "y")],
        &[],
    ] {
        assert_eq!(send("", files).status, 422, "{files:?}");
    }
    assert_eq!(sandbox.json(&["history"]).len(), now);
}

#[test]
fn an_answer_of_the_register_is_one_operation_of_its_kind() {
    let sandbox = study();
    let toml = std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    let scheme = "\n[[classification.category.values]]\nname = \"vulnerable child\"\nrequires = \"age:<16\"\n\n[[classification.category.values]]\nname = \"trafficking victim\"\n";
    sandbox.write("quotebook.toml", &format!("{toml}{scheme}"));
    let (served, session) = Served::new(&sandbox);
    let set = |who: &str, attribute: &str, value: &str| {
        let path = format!("/api/respondents/{who}");
        let body = json!({ "attribute": attribute, "value": value });
        served.own(&session, "PATCH", &path, &body)
    };
    let register = |who: &str| {
        let all = sandbox.json(&["respondents"]);
        all.into_iter()
            .find(|it| it["respondent"] == who)
            .expect("respondent")
    };
    let before = sandbox.json(&["history"]).len();
    let answer = set("1", "age", "14").json();
    assert_eq!(
        (&answer["changed"], &answer["value"]),
        (&json!(true), &json!("14"))
    );
    assert_eq!(register("1")["age"], 14);
    assert_eq!(sandbox.json(&["history"]).len(), before + 1);
    assert_eq!(set("1", "age", "14").json()["changed"], false);
    for (who, attribute, value, expected) in [
        ("1", "age", "fourteen", "expected a number"),
        ("1", "height", "3", "no attribute `height`"),
        ("1", "height", "", "no attribute `height`"),
        ("9", "age", "3", "no respondent `9`"),
    ] {
        let refused = set(who, attribute, value);
        assert!([404, 422].contains(&refused.status), "{}", refused.body);
        assert!(refused.body.contains(expected), "{}", refused.body);
    }
    assert_eq!(sandbox.json(&["history"]).len(), before + 1);
    // The command line sets what the page sets, and is refused what it is.
    sandbox.ok(&["respondents", "set", "1", "age=13", "gender="]);
    assert_eq!(
        (&register("1")["age"], &register("1")["gender"]),
        (&json!(13), &Value::Null)
    );
    let wrong = sandbox.run(&["respondents", "set", "1", "age=old"]);
    assert!(
        wrong.code == 2 && wrong.err.contains("expected a number"),
        "{}",
        wrong.err
    );
    sandbox.ok(&["respondents", "add", "7"]);
    assert_eq!(register("7")["age"], Value::Null);
    assert_eq!(sandbox.run(&["respondents", "add", "7"]).code, 2);
    // A value that is none of the list is asked about, and told where it is meant.
    assert_eq!(set("2", "category", "vulnerable chidl").status, 409);
    let body = json!({ "attribute": "category", "value": "vulnerable chidl", "anyway": true });
    let told = served
        .own(&session, "PATCH", "/api/respondents/2", &body)
        .json();
    assert!(
        told["remarks"][0]
            .as_str()
            .expect("remark")
            .contains("did you mean"),
        "{told}"
    );
    // Taken back like everything else.
    served.own(&session, "POST", "/api/undo", &json!({}));
    assert_eq!(register("2")["category"], "vulnerable child");
    // Somebody new, who speaks in a source.
    let new = json!({ "respondent": "3 <i>" });
    assert_eq!(
        served
            .own(&session, "POST", "/api/respondents", &new)
            .status,
        200
    );
    assert_eq!(
        served
            .own(&session, "POST", "/api/respondents", &new)
            .status,
        422
    );
    let link = |name: &str| {
        let body = json!({ "respondent": name });
        served
            .own(&session, "PATCH", "/api/sources/2", &body)
            .status
    };
    assert_eq!((link("3 <i>"), link("nobody"), link("")), (200, 404, 200));
    assert_eq!(sandbox.json(&["sources"])[1]["respondent"], Value::Null);
    assert_eq!(link("2"), 200);
    let page = served.own(&session, "GET", "/respondents", NONE).body;
    assert!(
        page.contains("3 &lt;i&gt;") && !page.contains("3 <i>"),
        "{page}"
    );
    let some = served.own(&session, "GET", "/respondents?query=gender%3Amale", NONE);
    assert!(
        some.body.contains("data-respondent=\"2\"") && !some.body.contains("data-respondent=\"1\"")
    );
}

#[test]
fn a_respondent_is_classified_because_of_words_and_a_second_opinion_is_settled() {
    let sandbox = study();
    let toml = std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    let scheme = "\n[[classification.category.values]]\nname = \"vulnerable child\"\ndefinition = \"A child without <care>.\"\n\n[[classification.category.values]]\nname = \"trafficking victim\"\n";
    sandbox.write("quotebook.toml", &format!("{toml}{scheme}"));
    let id = ids(&sandbox)[0].clone();
    let (served, session) = Served::new(&sandbox);
    let classify = |body: Value| {
        served.own(
            &session,
            "POST",
            "/api/respondents/1/classifications",
            &body,
        )
    };
    let page = || {
        let page = served.own(&session, "GET", "/respondents/1", NONE);
        assert_eq!(page.status, 200, "{}", page.body);
        page.body
    };
    assert!(page().contains("A child without &lt;care&gt;."));
    let said = json!({ "attribute": "category", "value": "trafficking victim", "because": [id], "note": "told twice" });
    let answer = classify(said).json();
    assert_eq!(
        (&answer["state"], &answer["because"]),
        (&json!("single"), &json!(1))
    );
    assert_eq!(
        classify(json!({ "attribute": "category", "value": "hero" })).status,
        422
    );
    // A second opinion, by the command; the page says that they differ, and settles.
    sandbox.ok(&["classify", "1", "vulnerable child", "--coder", "bek"]);
    assert!(page().contains("Classifiers differ"));
    let settle = |why: &str, again: bool| {
        classify(
            json!({ "attribute": "category", "value": "vulnerable child", "settle": why, "again": again }),
        )
    };
    assert_eq!(settle(" ", false).status, 422);
    assert_eq!(
        settle("no pay was kept from her", false).json()["state"],
        "settled"
    );
    assert_eq!(settle("once more", false).status, 422);
    assert_eq!(settle("once more", true).status, 200);
    let shown = page();
    assert!(
        shown.contains("told twice") && shown.contains("once more"),
        "{shown}"
    );
    // The page has what the command prints.
    let api = served.own(&session, "GET", "/api/respondents/1", NONE).body;
    let command = sandbox.ok(&["respondent", "1", "--format", "json"]);
    let of = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
    assert_eq!(of(&api), of(&command));
    assert_eq!(
        served
            .own(&session, "GET", "/respondents/none", NONE)
            .status,
        404
    );
}

#[test]
fn an_answer_that_can_hardly_be_is_asked_about_on_the_page_as_by_the_command() {
    let sandbox = study();
    for (number, place) in [
        (3, "Low Field"),
        (4, "Low Field"),
        (5, "Low Field"),
        (6, "Mill Lane"),
        (7, "Mill Lane"),
        (8, "Mill Lane"),
        (9, "Low Field"),
        (10, "Mill Lane"),
    ] {
        sandbox.write(
            "more.csv",
            &format!(
                "ID,category,gender,age,place\n{number},vulnerable child,male,1{},{place}\n",
                number % 6
            ),
        );
        sandbox.ok(&["import", "more.csv"]);
    }
    let (served, session) = Served::new(&sandbox);
    let set = |body: Value| served.own(&session, "PATCH", "/api/respondents/1", &body);
    let before = sandbox.json(&["history"]).len();
    for (attribute, value, expected) in [
        ("age", "-3", "expected an age from 0 to 122"),
        ("place", "Low Feild", "expected `Low Field`"),
    ] {
        let refused = set(json!({ "attribute": attribute, "value": value }));
        assert_eq!(refused.status, 409, "{}", refused.body);
        assert!(refused.body.contains(expected), "{}", refused.body);
        let said = sandbox.run(&["respondents", "set", "1", &format!("{attribute}={value}")]);
        assert_eq!(said.code, 2);
        assert!(
            said.err.contains(expected) && said.err.contains("--anyway"),
            "{}",
            said.err
        );
    }
    assert_eq!(sandbox.json(&["history"]).len(), before);
    let taken = set(json!({ "attribute": "place", "value": "Low Feild", "anyway": true })).json();
    assert_eq!(taken["value"], "Low Feild");
    sandbox.ok(&["respondents", "set", "1", "age=-3", "--anyway"]);
    // What was doubtful before is not asked about again.
    assert_eq!(
        set(json!({ "attribute": "gender", "value": "male" })).status,
        200
    );
}

#[test]
fn what_is_redacted_in_the_notes_is_not_read_in_the_register_and_can_be_changed() {
    let sandbox = study();
    sandbox.write("more.csv", "ID,village\n1,Stoneford\n2,Mill Lane\n");
    sandbox.ok(&["import", "more.csv"]);
    sandbox.write(
        "corpus/3.txt",
        "Ida: I come from Stoneford and went away.\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["redact", "3", "Stoneford", "--as", "village"]);
    let (served, session) = Served::new(&sandbox);
    for path in [
        "/respondents",
        "/api/respondents",
        "/sources",
        "/api/sources",
        "/api/respondents/1",
        "/respondents/1",
        "/sources/1",
        "/api/sources/1",
        "/history",
        "/search?query=coal",
        "/api/vocabulary",
    ] {
        let page = served.own(&session, "GET", path, NONE);
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.body.contains("Stoneford"), "{path} {}", page.body);
    }
    let page = served.own(&session, "GET", "/respondents", NONE).body;
    assert_eq!(page.matches("data-concealed").count(), 1, "{page}");
    let body = json!({ "attribute": "village", "value": "Low Field" });
    let answer = served
        .own(&session, "PATCH", "/api/respondents/1", &body)
        .json();
    assert_eq!(answer["value"], "Low Field");
    let page = served.own(&session, "GET", "/respondents", NONE).body;
    assert!(
        page.contains("Low Field") && !page.contains("data-concealed"),
        "{page}"
    );
}

#[test]
fn what_register_and_notes_differ_about_is_settled_on_the_page_of_the_respondent() {
    let sandbox = study();
    sandbox.write(
        "corpus/2.txt",
        "Interviewer: How old are you now?\n\nTimur: I am fourteen years old and I live with my aunt in the old house by the river.\n\nInterviewer: And what did you do then?\n\nTimur: In the morning we walked to the market with my aunt.\n",
    );
    sandbox.ok(&["import"]);
    let open = sandbox.json(&["contradictions"]);
    let name = open[0]["contradiction"].as_str().expect("name").to_owned();
    let (served, session) = Served::new(&sandbox);
    let page = served.own(&session, "GET", "/respondents/2", NONE).body;
    assert!(
        page.contains("I am fourteen years old and") && page.contains(&name),
        "{page}"
    );
    let settle = |verdict: &str, because: &str| {
        let body =
            json!({ "contradiction": name, "verdict": verdict, "value": "14", "because": because });
        served.own(&session, "POST", "/api/contradictions", &body)
    };
    assert_eq!(
        (settle("", "why").status, settle("register", " ").status),
        (422, 422)
    );
    let settled = settle("register", "he says so himself").json();
    assert_eq!(
        (&settled["verdict"], &settled["differs"]),
        (&json!("register corrected"), &json!(false))
    );
    assert_eq!(sandbox.json(&["respondents"])[1]["age"], 14);
    assert_eq!(sandbox.run(&["contradictions"]).code, 1, "none is open");
}

#[test]
fn the_project_is_looked_at_as_it_was_and_nothing_can_be_changed_there() {
    let sandbox = study();
    let history = sandbox.json(&["history"]);
    let then = history.last().expect("operation")["at"]
        .as_str()
        .expect("time")
        .to_owned();
    sandbox.ok(&["code", "2", "--text", "Timur", "cold"]);
    sandbox.ok(&["codebook", "rename", "cold", "Cold <winter>"]);
    let (served, session) = Served::new(&sandbox);
    let port = served.host();
    let port = port.split_once(':').expect("port").1;
    let past = format!("{session}; quotebook-as-of-{port}={then}");
    let get = |session: &str, path: &str| {
        let answer = served.own(session, "GET", path, NONE);
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.body
    };
    let banner = "Nothing can be changed here";
    for path in [
        "/",
        "/sources",
        "/sources/2",
        "/respondents",
        "/respondents/1",
        "/codebook",
        "/quotes?code=cold",
        "/search?query=lamp",
        "/history",
        "/tables/table-codes",
    ] {
        assert!(get(&past, path).contains(banner), "{path}");
        assert!(!get(&session, path).contains(banner), "{path}");
    }
    let codings = |session: &str| {
        let answer = served
            .own(session, "GET", "/api/sources/2/codings", NONE)
            .json();
        answer["codings"].as_array().map(Vec::len)
    };
    assert_eq!((codings(&past), codings(&session)), (Some(1), Some(2)));
    assert!(get(&session, "/codebook").contains("Cold &lt;winter&gt;"));
    assert!(!get(&past, "/codebook").contains("winter"));
    // What has words and codes is asked of then, too.
    let found = |session: &str| {
        let path = "/api/search?query=code%3Acold";
        served.own(session, "GET", path, NONE).json()["n"].clone()
    };
    assert_eq!((found(&past), found(&session)), (json!(3), json!(3)));
    let history = get(&past, "/history");
    assert!(
        history.contains("class=\"here\"") || history.contains(" here\""),
        "{history}"
    );
    assert!(!history.contains("data-undo"), "{history}");
    // Every change is refused, whatever it is, and so is a file, which would be recorded.
    let described = served.own(&session, "GET", "/api", NONE).json();
    let before = sandbox.json(&["history"]);
    let mut refused = 0;
    for (path, methods) in described["paths"].as_object().expect("paths") {
        let reads = ["/api/quotes/preview", "/api/answers/{command}"];
        for method in methods.as_object().expect("methods").keys() {
            if method == "get" || reads.contains(&path.as_str()) {
                continue;
            }
            let path = path.replace(['{', '}'], "");
            let answer = served.own(&past, &method.to_uppercase(), &path, &json!({}));
            assert_eq!(answer.status, 423, "{method} {path}: {}", answer.body);
            assert!(
                answer.body.contains("as it was"),
                "{method} {path}: {}",
                answer.body
            );
            refused += 1;
        }
    }
    assert!(refused > 15, "{refused}");
    let file = served.own(&past, "GET", "/api/answers/table-codes?format=csv", NONE);
    assert_eq!(file.status, 422, "{}", file.body);
    assert_eq!(sandbox.json(&["history"]), before);
    // A moment that is none is now.
    let odd = format!("{session}; quotebook-as-of-{port}=yesterday");
    assert_eq!(codings(&odd), Some(2));
}

#[test]
fn the_history_is_narrowed_and_what_was_taken_back_is_done_again() {
    let sandbox = study();
    sandbox.ok(&["code", "2", "--text", "Timur", "cold", "--coder", "bek"]);
    let (served, session) = Served::new(&sandbox);
    let page = |query: &str| {
        served
            .own(&session, "GET", &format!("/history{query}"), NONE)
            .body
    };
    let rows = |query: &str| page(query).matches("data-moment=").count();
    assert_eq!(rows(""), sandbox.json(&["history"]).len());
    assert_eq!(rows("?who=bek"), 1);
    assert_eq!(
        rows("?on=cold"),
        sandbox.json(&["history", "--on", "cold"]).len()
    );
    assert_eq!(rows("?after=3"), rows("") - 3);
    assert!(page("?on=nothing").contains("role=\"alert\""));
    let undone = served.own(&session, "POST", "/api/undo", &json!({}));
    assert_eq!(undone.status, 200, "{}", undone.body);
    let before = sandbox.json(&["codings"]).len();
    let again = served.own(&session, "POST", "/api/redo", &json!({}));
    assert_eq!(again.status, 200, "{}", again.body);
    assert_eq!(sandbox.json(&["codings"]).len(), before + 1);
    assert_eq!(
        served.own(&session, "POST", "/api/redo", &json!({})).status,
        422
    );
}

#[test]
fn a_page_that_is_not_there_speaks_the_language_of_the_visitor() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    for (language, words, path) in [
        ("ru", "Этого здесь нет", "/nothing/there"),
        ("kk", "Мұнда бұл жоқ", "/sources/%3Cscript%3E"),
        ("en", "This is not there", "/respondents/%3Cscript%3E"),
    ] {
        let headers = [("Cookie", session.as_str()), ("Accept-Language", language)];
        let page = served.ask("GET", path, &headers, "");
        assert_eq!(page.status, 404);
        assert!(page.body.contains(words), "{}", page.body);
        assert!(
            page.body.contains(&format!("<html lang=\"{language}\"")),
            "{}",
            page.body
        );
        assert!(!page.body.contains("<script>"), "{}", page.body);
    }
}

#[test]
fn the_overview_tells_each_user_what_to_do_next() {
    let sandbox = study();
    let id = ids(&sandbox)[0].clone();
    sandbox.ok(&["quote", "status", "approved", &id]);
    sandbox.write("corpus/0 <i>.txt", "Nobody knows who speaks.\n");
    sandbox.ok(&["import"]);
    let (served, session) = Served::new(&sandbox);
    let page = served.own(&session, "GET", "/", NONE).body;
    for words in [
        "Go on with",
        "href=\"/sources/0%20%3Ci%3E\"",
        "1 quote approved for print",
        "href=\"/quotes?status=approved\"",
        "When several have coded",
    ] {
        assert!(page.contains(words), "no `{words}` in {page}");
    }
    assert!(!page.contains("<i>"), "{page}");
    sandbox.ok(&["code", "2", "--text", "Timur", "cold", "--coder", "bek"]);
    let page = served.own(&session, "GET", "/", NONE).body;
    assert!(page.contains("href=\"/disagreements\""), "{page}");
}

#[test]
fn in_a_blind_round_nobody_hears_that_others_work() {
    let sandbox = study();
    sandbox.ok(&["code", "2", "--text", "Timur", "cold", "--coder", "bek"]);
    sandbox.ok(&["round", "open", "first", "--coder", "rev"]);
    let (served, session) = Served::new(&sandbox);
    let heard = served.events(&session);
    sandbox.ok(&["code", "2", "--text", "The lamp", "cold", "--coder", "bek"]);
    std::thread::sleep(std::time::Duration::from_millis(1500));
    assert_eq!(heard.try_iter().count(), 0, "what bek does is not heard");
    sandbox.ok(&["code", "2", "--text", "The lamp", "cold"]);
    let own = heard.recv_timeout(std::time::Duration::from_secs(10));
    assert_eq!(own.as_deref(), Ok("data: yes"), "one's own change is");
    sandbox.ok(&["round", "reveal", "first", "--coder", "rev"]);
    let open = heard.recv_timeout(std::time::Duration::from_secs(10));
    assert_eq!(open.as_deref(), Ok("data: yes"));
    sandbox.ok(&[
        "code",
        "2",
        "--text",
        "was broken",
        "cold",
        "--coder",
        "bek",
    ]);
    let theirs = heard.recv_timeout(std::time::Duration::from_secs(10));
    assert_eq!(
        theirs.as_deref(),
        Ok("data: yes"),
        "now that of others, too"
    );
}

#[test]
fn in_a_blind_round_no_page_of_writers_shows_what_others_do() {
    let sandbox = study();
    let toml = std::fs::read_to_string(sandbox.path().join("quotebook.toml")).expect("settings");
    let scheme = "\n[[classification.category.values]]\nname = \"vulnerable child\"\n\n[[classification.category.values]]\nname = \"trafficking victim\"\n";
    sandbox.write("quotebook.toml", &format!("{toml}{scheme}"));
    // That there is a coder is no secret.
    sandbox.ok(&["code", "2", "--text", "Timur", "cold", "--coder", "bek"]);
    sandbox.ok(&["round", "open", "first", "--coder", "rev"]);
    let id = ids(&sandbox)[0].clone();
    let (served, session) = Served::new(&sandbox);
    let quote = format!("/quotes/{id}");
    let pages = [
        "/",
        "/sources",
        "/respondents",
        "/respondents/1",
        "/quotes?code=cold",
        "/quotes?starred=on",
        quote.as_str(),
        "/history",
        "/history?on=1",
        "/api/quotes?code=cold",
        "/api/respondents",
        "/api/respondents/1",
    ];
    let heard = || pages.map(|page| served.own(&session, "GET", page, NONE).body);
    let before = heard();
    let bek = |args: &[&str]| {
        let args: Vec<&str> = args.iter().copied().chain(["--coder", "bek"]).collect();
        sandbox.ok(&args)
    };
    bek(&["code", "1", "--text", "With my brother.", "cold"]);
    let own = sandbox.json(&["quotes", "--coder", "bek", "--form", "source"]);
    let of = |words: &str| {
        let quote = own.iter().find(|it| it["text"] == words).expect("quote");
        quote["codings"][0].as_str().expect("id").to_owned()
    };
    let theirs = of("With my brother.");
    bek(&["quote", "star", &theirs]);
    bek(&["quote", "status", "approved", &theirs]);
    bek(&[
        "quote",
        "edit",
        &theirs,
        "--text",
        "[I went] with my brother.",
    ]);
    bek(&["classify", "1", "trafficking victim", "--because", &theirs]);
    for (page, (before, after)) in pages.iter().zip(before.iter().zip(heard())) {
        assert_eq!(*before, after, "{page}");
    }
    sandbox.ok(&["round", "reveal", "first", "--coder", "rev"]);
    let shown = heard();
    assert!(
        shown[3].contains("trafficking victim · ") || shown[3].contains("bek"),
        "{}",
        shown[3]
    );
    assert_ne!(before[0], shown[0]);
}

#[test]
fn nothing_is_put_in_the_place_of_what_was_not_seen() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", "R: I sold the milk truck in May.");
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "sold", "--definition", "first"]);
    sandbox.ok(&["code", "1", "--passage", "1", "sold"]);
    let (served, session) = Served::new(&sandbox);
    let ask = |method: &str, path: &str, body: Value| served.own(&session, method, path, &body);
    let define = |text: &str, seen: &str| {
        let seen = json!({ "definition": seen });
        let body = json!({ "definition": text, "seen": seen });
        ask("PATCH", "/api/codes/sold", body)
    };
    assert_eq!(define("second", "first").status, 200);
    let late = define("third", "first");
    assert_eq!(late.status, 409, "{}", late.body);
    assert!(late.body.contains("reads now: second"), "{}", late.body);
    assert_eq!(
        define("second", "first").status,
        200,
        "the same is no conflict"
    );
    assert_eq!(define("third", "second").status, 200);
    // The same of a quote.
    let coding = sandbox.json(&["codings"])[0]["coding"].clone();
    let edit = |text: &str, seen: &str| {
        let body = json!({ "codings": [coding], "text": text, "seen": seen });
        ask("POST", "/api/quotes/edit", body)
    };
    assert_eq!(edit("I sold the truck in May.", "").status, 200);
    let late = edit("I sold the milk truck.", "");
    assert_eq!(late.status, 409, "{}", late.body);
    let path = format!("/quotes/{}", coding.as_str().expect("id"));
    let page = ask("GET", &path, Value::Null).body;
    let seen = page.split("data-seen=\"").nth(1).expect("seen");
    let seen = seen.split('"').next().expect("end");
    assert_eq!(edit("I sold the milk truck.", seen).status, 200);
}

#[test]
fn neither_hits_nor_names_of_codes_show_what_is_redacted() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", "R: I sold the milk truck in May.");
    sandbox.ok(&["import"]);
    sandbox.ok(&["redact", "*", "milk truck", "--as", "vehicle"]);
    let (served, session) = Served::new(&sandbox);
    let ask = |method: &str, path: &str, body: Value| served.own(&session, method, path, &body);
    for path in ["/search?query=sold", "/api/search?query=sold"] {
        let found = ask("GET", path, Value::Null).body;
        assert!(found.contains("[vehicle]"), "{found}");
        assert!(!found.contains("milk truck"), "{found}");
    }
    for (code, name) in [
        ("milk truck", None),
        ("a/milk-truck", None),
        ("x", Some("Milk Truck")),
    ] {
        let mut body = json!({ "code": code, "in_vivo": true });
        if let Some(name) = name {
            body["name"] = json!(name);
        }
        let refused = ask("POST", "/api/codes", body);
        assert_eq!(refused.status, 422, "{code} {}", refused.body);
        assert!(refused.body.contains("[vehicle]"), "{}", refused.body);
    }
    assert_eq!(
        ask("POST", "/api/codes", json!({ "code": "truck" })).status,
        200
    );
}

#[test]
fn a_day_of_the_register_is_read_as_the_page_writes_it() {
    let sandbox = Sandbox::new();
    sandbox.write("r.csv", "respondent,met\n1,2025-04-24\n2,2025-05-01\n");
    sandbox.ok(&["import", "r.csv"]);
    let (served, session) = Served::new(&sandbox);
    let headers = [
        ("Cookie", session.as_str()),
        ("Accept-Language", "ru"),
        ("Content-Type", "application/json"),
        ("Origin", &format!("http://{}", served.host())),
    ];
    let page = served.ask("GET", "/respondents", &headers, "").body;
    assert!(page.contains(">24.04.2025<"), "{page}");
    let body = json!({ "attribute": "met", "value": "25.04.2025" }).to_string();
    let said = served.ask("PATCH", "/api/respondents/1", &headers, &body);
    assert_eq!(said.status, 200, "{}", said.body);
    let said = said.json();
    assert_eq!(said["value"], json!("2025-04-25"));
    assert_eq!(said["shown"], json!("25.04.2025"));
}
