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
        json!({ "code": "cold", "starred": "on", "translation": "both", "format": "md" }),
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
        "--translation",
        "both",
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
    for (field, wrong) in [("format", "exe"), ("by", "x"), ("form", "x"), ("code", "x")] {
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
