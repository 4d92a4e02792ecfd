//! What coders do on the page: change the codebook, give codings another shape, code what a search
//! finds; and that a change that is sent twice is made once.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::served::Served;

const TEXT: &str = "Interviewer: Was it cold?\n\nR: We had no coal 👩‍👩‍👧. We burned the fence. Then the chairs.\n\nR: In spring we left, there was no coal either.\n";

fn study() -> (Sandbox, Served, String) {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", TEXT);
    sandbox.ok(&["import"]);
    for key in ["push", "push/cold", "pull"] {
        sandbox.ok(&["codebook", "add", key, "--definition", "What it means."]);
    }
    let (served, session) = Served::new(&sandbox);
    (sandbox, served, session)
}

/// Where words stand, as the page sends it.
fn place(words: &str) -> Value {
    let start = TEXT[..TEXT.find(words).expect(words)].chars().count();
    json!({ "source": "306", "start": start, "end": start + words.chars().count(), "text": words })
}

fn with(mut place: Value, more: Value) -> Value {
    let fields = more.as_object().expect("fields").clone();
    place.as_object_mut().expect("place").extend(fields);
    place
}

fn told(sandbox: &Sandbox) -> Vec<(String, String)> {
    let word = |it: &Value| it.as_str().expect("text").to_owned();
    let rows = sandbox.json(&["codings"]);
    rows.iter()
        .map(|it| (word(&it["code"]), word(&it["text"])))
        .collect()
}

fn pair(code: &str, words: &str) -> (String, String) {
    (code.to_owned(), words.to_owned())
}

#[test]
fn a_code_is_changed_moved_split_merged_and_removed_on_the_page() {
    let (sandbox, served, session) = study();
    let ask = |method: &str, path: &str, body: Value| {
        let answer = served.own(&session, method, path, &body);
        assert_eq!(answer.status, 200, "{method} {path}: {}", answer.body);
        answer.json()
    };
    sandbox.ok(&["code", "306", "--text", "We burned the fence.", "push/cold"]);
    sandbox.ok(&["code", "306", "--text", "no coal either", "push/cold"]);
    let cold = "/api/codes/push%2Fcold";
    let wording = json!({ "name": "Cold", "definition": "No fuel.", "use_when": "a", "not_when": "b", "example": "c", "color": "#b5541c", "match": ["coal", " ", "/fence/"] });
    assert_eq!(ask("PATCH", cold, wording)["version"], 2);
    let code = ask("GET", cold, Value::Null);
    assert_eq!(code["match"], json!(["coal", "/fence/"]));
    assert_eq!(
        (code["n"].as_u64(), code["outdated"].as_u64()),
        (Some(2), Some(2))
    );
    let versions = code["versions"].as_array().expect("versions");
    let said: Vec<_> = versions
        .iter()
        .map(|it| it["definition"].as_str())
        .collect();
    assert_eq!(said, [Some("What it means."), Some("No fuel.")]);
    let page = served.own(&session, "GET", "/codebook?code=push%2Fcold", &Value::Null);
    for words in [
        "<del>What it means.</del>",
        "<ins>No fuel.</ins>",
        "#b5541c",
        "/fence/",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    ask(
        "POST",
        "/api/memos",
        json!({ "on": "code:push/cold", "text": "Ask about <winter>." }),
    );
    let page = served.own(&session, "GET", "/codebook?code=push%2Fcold", &Value::Null);
    assert!(
        page.body.contains("Ask about &lt;winter&gt;."),
        "{}",
        page.body
    );
    let bad = served.own(&session, "PATCH", cold, &json!({ "color": "red" }));
    assert_eq!(bad.status, 422);
    ask("PATCH", cold, json!({ "color": "" }));
    assert_eq!(ask("GET", cold, Value::Null)["color"], Value::Null);

    ask(
        "POST",
        "/api/codes/push%2Fcold/move",
        json!({ "parent": "pull" }),
    );
    assert_eq!(ask("GET", cold, Value::Null)["parent"], "pull");
    let circle = served.own(
        &session,
        "POST",
        "/api/codes/pull/move",
        &json!({ "parent": "push/cold" }),
    );
    assert_eq!(circle.status, 422, "{}", circle.body);

    let found = ask(
        "GET",
        "/api/codes/push%2Fcold/codings?query=fence",
        Value::Null,
    );
    let id = found["codings"][0]["coding"].as_str().expect("id");
    assert_eq!(
        (found["n"].as_u64(), found["codings"][0]["text"].as_str()),
        (Some(1), Some("We burned the fence."))
    );
    ask(
        "POST",
        "/api/codes/push%2Fcold/split",
        json!({ "into": "push/loss", "codings": [id] }),
    );
    assert_eq!(told(&sandbox)[0], pair("push/loss", "We burned the fence."));
    let none = served.own(
        &session,
        "POST",
        "/api/codes/pull/split",
        &json!({ "into": "pull/x" }),
    );
    assert!(
        none.status == 422 && none.body.contains("expected a query or codings"),
        "{}",
        none.body
    );
    ask(
        "POST",
        "/api/codes/push%2Fcold/merge",
        json!({ "from": ["push/loss"] }),
    );
    assert_eq!(told(&sandbox)[0], pair("push/cold", "We burned the fence."));

    let used = served.own(&session, "DELETE", cold, &json!({}));
    assert_eq!(used.status, 422, "{}", used.body);
    assert_eq!(ask("DELETE", cold, json!({ "recode": "push" }))["n"], 2);
    assert_eq!(told(&sandbox)[0], pair("push", "We burned the fence."));
    ask("DELETE", "/api/codes/push", json!({ "uncode": true }));
    assert!(told_none(&sandbox));
    assert_eq!(served.own(&session, "GET", cold, &Value::Null).status, 404);
    let files = served.own(
        &session,
        "GET",
        "/api/codebook/files/codebook.csv",
        &Value::Null,
    );
    assert!(
        files.status == 200 && files.body.contains("pull"),
        "{}",
        files.body
    );
}

fn told_none(sandbox: &Sandbox) -> bool {
    sandbox.run(&["codings"]).code == 1
}

#[test]
fn rules_are_counted_while_they_are_written_and_then_applied() {
    let (sandbox, served, session) = study();
    let trial = |rules: Value| {
        let body = json!({ "code": "push/cold", "match": rules });
        served.own(&session, "POST", "/api/rules", &body).json()
    };
    let answer = trial(json!(["coal", "fence OR chairs", "\"no"]));
    let counts: Vec<_> = answer["rules"]
        .as_array()
        .expect("rules")
        .iter()
        .map(|it| it["n"].as_u64())
        .collect();
    assert_eq!(counts, [Some(2), Some(2), None]);
    assert!(
        answer["rules"][2]["error"]
            .as_str()
            .is_some_and(|it| it.contains("in the query at character"))
    );
    // Together, and against what the rules have coded: nothing yet.
    assert_eq!(
        (
            answer["together"]["n"].as_u64(),
            answer["together"]["added"].as_u64()
        ),
        (Some(4), Some(4))
    );
    assert!(told_none(&sandbox), "counting codes nothing");
    let path = "/api/codes/push%2Fcold";
    assert_eq!(
        served
            .own(&session, "PATCH", path, &json!({ "match": ["coal"] }))
            .status,
        200
    );
    let applied = served
        .own(
            &session,
            "POST",
            "/api/autocode",
            &json!({ "codes": ["push/cold"] }),
        )
        .json();
    assert_eq!(applied["n"], 2);
    assert!(
        sandbox
            .json(&["codings"])
            .iter()
            .all(|it| it["coder"] == "rules")
    );
    let answer = trial(json!(["chairs"]));
    assert_eq!(
        (
            answer["together"]["added"].as_u64(),
            answer["together"]["removed"].as_u64()
        ),
        (Some(1), Some(2))
    );
}

#[test]
fn codings_get_other_ends_are_divided_joined_and_confirmed_on_the_page() {
    let (sandbox, served, session) = study();
    let whole = "We had no coal 👩‍👩‍👧. We burned the fence. Then the chairs.";
    let ask = |method: &str, path: &str, body: &Value| served.own(&session, method, path, body);
    let made = ask(
        "POST",
        "/api/codings",
        &with(place("We had no coal"), json!({ "codes": ["push/cold"] })),
    )
    .json();
    let path = format!("/api/codings/{}", made["codings"][0].as_str().expect("id"));
    assert_eq!(ask("PATCH", &path, &place(whole)).status, 200);
    assert_eq!(told(&sandbox), [pair("push/cold", whole)]);
    assert_eq!(ask("PATCH", &path, &json!({})).status, 422);
    // What is shown there must stand there.
    let beside = with(place(whole), json!({ "text": "other words" }));
    assert_eq!(ask("PATCH", &path, &beside).status, 422);
    let divided = ask(
        "POST",
        &format!("{path}/divide"),
        &with(place("We burned the fence."), json!({ "code": "pull" })),
    );
    assert_eq!(divided.status, 200, "{}", divided.body);
    let pieces = [
        pair("push/cold", "We had no coal 👩‍👩‍👧."),
        pair("pull", "We burned the fence."),
        pair("push/cold", "Then the chairs."),
    ];
    assert_eq!(told(&sandbox), pieces);
    let last = divided.json()["codings"][2].clone();
    assert_eq!(
        ask("POST", &format!("{path}/join"), &json!({ "with": [last] })).status,
        200
    );
    assert_eq!(
        told(&sandbox),
        [
            pair("push/cold", whole),
            pair("pull", "We burned the fence.")
        ]
    );
    sandbox.ok(&[
        "codebook",
        "edit",
        "pull",
        "--definition",
        "Another meaning.",
    ]);
    let queue = ask("GET", "/api/outdated", &Value::Null).json();
    assert_eq!(
        (queue["n"].as_u64(), queue["codings"][0]["text"].as_str()),
        (Some(1), Some("We burned the fence."))
    );
    let page = ask("GET", "/codebook/older", &Value::Null).body;
    assert!(
        page.contains("What it means.") && page.contains("Another meaning."),
        "{page}"
    );
    assert_eq!(
        ask(
            "POST",
            "/api/outdated",
            &json!({ "codings": [queue["codings"][0]["coding"]] })
        )
        .json()["n"],
        1
    );
    assert_eq!(ask("GET", "/api/outdated", &Value::Null).json()["n"], 0);
    assert_eq!(sandbox.run(&["check", "--deep"]).code, 0);
}

#[test]
fn hits_that_are_ticked_are_coded_in_one_operation() {
    let (sandbox, served, session) = study();
    let page = served
        .own(&session, "GET", "/search?query=coal", &Value::Null)
        .body;
    // Of every hit the page says where its passage, its sentences and its words stand.
    let said = page
        .split("data-places=\"")
        .skip(1)
        .map(|it| it.split('"').next().expect("end"));
    let places: Vec<Value> = said
        .map(|it| serde_json::from_str(&it.replace("&quot;", "\"")).expect("JSON"))
        .collect();
    let words = |it: &Value| -> String {
        let at = |number: usize| it[number].as_u64().expect("position") as usize;
        TEXT.chars().skip(at(0)).take(at(1) - at(0)).collect()
    };
    let sentences: Vec<String> = places.iter().map(|it| words(&it["sentence"][0])).collect();
    assert_eq!(
        sentences,
        [
            "We had no coal 👩‍👩‍👧.",
            "In spring we left, there was no coal either."
        ]
    );
    assert_eq!(words(&places[0]["words"][0]), "coal");
    assert!(words(&places[0]["passage"][0]).starts_with("We had no coal"));
    let body = json!({ "places": [place(&sentences[0]), place(&sentences[1])], "codes": ["pull"] });
    let coded = served.own(&session, "POST", "/api/places", &body);
    assert_eq!(coded.json()["n"], 2, "{}", coded.body);
    let expected: Vec<_> = sentences.iter().map(|it| pair("pull", it)).collect();
    assert_eq!(told(&sandbox), expected);
    served.own(&session, "POST", "/api/undo", &json!({}));
    assert!(told_none(&sandbox), "one step back takes all of them back");
    let hits = served
        .own(
            &session,
            "GET",
            "/api/search?query=coal&source=306",
            &Value::Null,
        )
        .json();
    let mark = &hits["hits"][0]["marks"][0];
    assert_eq!(words(&json!([mark["start"], mark["end"]])), "coal");
}

#[test]
fn the_search_box_knows_codes_attributes_and_values() {
    let (sandbox, served, session) = study();
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n306,a \"b\" c,female,14\n",
    );
    sandbox.ok(&["import"]);
    let known = served
        .own(&session, "GET", "/api/vocabulary", &Value::Null)
        .json();
    let values = |field: &str| -> Vec<String> {
        let fields = known["fields"].as_array().expect("fields");
        let found = fields.iter().find(|it| it["field"] == field).expect(field);
        let values = found["values"].as_array().expect("values");
        values
            .iter()
            .map(|it| it["value"].as_str().expect("value").to_owned())
            .collect()
    };
    assert_eq!(values("code"), ["push", "push/cold", "pull"]);
    assert_eq!(
        (values("gender"), values("source")),
        (vec!["female".to_owned()], vec!["306".to_owned()])
    );
    assert!(values("speaker").contains(&"R".to_owned()));
    assert_eq!(known["operators"][0]["word"], "AND");
}

#[test]
fn a_change_that_is_sent_twice_is_made_once() {
    let (sandbox, served, session) = study();
    let origin = format!("http://{}", served.host());
    let body = json!({ "code": "pull/work", "name": "Work" }).to_string();
    let send = |name: &str| {
        let headers = [
            ("Cookie", session.as_str()),
            ("Origin", origin.as_str()),
            ("Idempotency-Key", name),
        ];
        served.ask("POST", "/api/codes", &headers, &body)
    };
    let first = send("one");
    let second = send("one");
    assert_eq!((first.status, &first.body), (200, &second.body));
    assert_eq!(
        (
            second.status,
            second.head.contains("content-security-policy")
        ),
        (200, true)
    );
    // Another name is another change: the code is there already.
    assert_eq!(send("two").status, 422);
    let history = sandbox.json(&["history"]);
    let added = history
        .iter()
        .filter(|it| it["summary"] == "add code `pull/work`")
        .count();
    assert_eq!(added, 1);
}

#[test]
fn a_change_whose_answer_was_lost_with_the_server_is_not_made_again_by_the_next_one() {
    let (sandbox, served, session) = study();
    let source = served
        .own(&session, "GET", "/api/sources/306", &Value::Null)
        .json();
    let words: String = source["text"]
        .as_str()
        .expect("text")
        .chars()
        .take(4)
        .collect();
    let body = json!({ "source": "306", "start": 0, "end": 4, "text": words, "codes": ["push"] });
    let send = |served: &Served, session: &str, name: &str| {
        let origin = format!("http://{}", served.host());
        let headers = [
            ("Cookie", session),
            ("Origin", origin.as_str()),
            ("Idempotency-Key", name),
        ];
        let answer = served.ask(
            "POST",
            "/api/memos",
            &headers,
            &json!({ "on": "source:306", "text": "Hm." }).to_string(),
        );
        let coded = served.ask("POST", "/api/codings", &headers, &body.to_string());
        assert_eq!((answer.status, coded.status), (200, 200), "{}", coded.body);
    };
    send(&served, &session, "one");
    let before = sandbox.json(&["history"]);
    drop(served);
    let (served, session) = Served::new(&sandbox);
    send(&served, &session, "one");
    assert_eq!(sandbox.json(&["history"]), before);
    send(&served, &session, "two");
    let memos = |history: &[Value]| {
        let said = history.iter().filter_map(|it| it["summary"].as_str());
        said.filter(|it| it.contains("memo")).count()
    };
    assert_eq!(memos(&sandbox.json(&["history"])), memos(&before) + 1);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn siblings_are_put_in_order_and_stay_in_it() {
    let (sandbox, served, session) = study();
    for key in ["sea/a", "sea/b", "sea/c"] {
        sandbox.ok(&["codebook", "add", key]);
    }
    sandbox.ok(&["codebook", "add", "sea"]);
    for key in ["sea/a", "sea/b", "sea/c"] {
        sandbox.ok(&["codebook", "move", key, "sea"]);
    }
    let order = || -> Vec<String> {
        let codes = sandbox.json(&["codes"]);
        let keys = codes.iter().filter_map(|it| it["code"].as_str());
        keys.filter(|it| it.starts_with("sea/"))
            .map(str::to_owned)
            .collect()
    };
    let put = |key: &str, body: Value| {
        let path = format!("/api/codes/{}/move", key.replace('/', "%2F"));
        served.own(&session, "POST", &path, &body)
    };
    assert_eq!(order(), ["sea/a", "sea/b", "sea/c"]);
    sandbox.ok(&["codebook", "move", "sea/c", "--before", "sea/a"]);
    assert_eq!(order(), ["sea/c", "sea/a", "sea/b"]);
    let moved = put("sea/a", json!({ "after": "sea/b" })).json();
    assert_eq!(moved["parent"], "sea");
    assert_eq!(order(), ["sea/c", "sea/b", "sea/a"]);
    // The page and what is taken along have the same order.
    let page = served.own(&session, "GET", "/codebook", &Value::Null).body;
    let at = |key: &str| page.find(&format!("data-open=\"{key}\"")).expect(key);
    assert!(at("sea/c") < at("sea/b") && at("sea/b") < at("sea/a"));
    sandbox.ok(&["codebook", "export", "book.csv"]);
    let book = std::fs::read_to_string(sandbox.path().join("book.csv")).expect("book");
    let row = |key: &str| book.find(key).expect(key);
    assert!(
        row("sea/c") < row("sea/b") && row("sea/b") < row("sea/a"),
        "{book}"
    );
    // Beside a code of another family it hangs there; both ways at once are no way.
    assert_eq!(
        put("sea/a", json!({ "after": "push", "before": "sea/b" })).status,
        422
    );
    assert_eq!(put("sea", json!({ "after": "sea/b" })).status, 422);
    sandbox.ok(&["undo"]);
    assert_eq!(order(), ["sea/c", "sea/a", "sea/b"]);
    let before = sandbox.json(&["history"]).len();
    sandbox.ok(&["codebook", "move", "sea/a", "--after", "sea/c"]);
    assert_eq!(
        sandbox.json(&["history"]).len(),
        before,
        "it stands there already"
    );
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn what_was_read_is_kept_for_each_coder_and_each_text() {
    let (sandbox, served, session) = study();
    let path = "/api/sources/306/read";
    let read = |served: &Served, session: &str| {
        served.own(session, "GET", path, &Value::Null).json()["passages"].clone()
    };
    assert_eq!(read(&served, &session), json!([]));
    served.own(&session, "POST", path, &json!({ "passages": [0, 2, 99] }));
    served.own(&session, "POST", path, &json!({ "passages": [1] }));
    assert_eq!(read(&served, &session), json!([0, 1, 2]));
    // It is no part of the study.
    assert!(sandbox.json(&["history"]).iter().all(|it| {
        it["summary"]
            .as_str()
            .is_some_and(|it| !it.contains("read"))
    }));
    sandbox.write("corpus/306.txt", &TEXT.replace("cold", "warm"));
    sandbox.ok(&["import"]);
    assert_eq!(
        read(&served, &session),
        json!([]),
        "a corrected text is read anew"
    );
}

#[test]
fn what_another_coder_said_stays_what_they_said() {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", "R: We had no coal.\n");
    sandbox.ok(&["import"]);
    for code in ["push/coal", "push/cold"] {
        sandbox.ok(&["codebook", "add", code]);
    }
    sandbox.ok(&["code", "1", "--passage", "1", "push/coal", "--coder", "bek"]);
    let (served, session) = Served::new(&sandbox);
    let id = sandbox.json(&["codings"])[0]["coding"]
        .as_str()
        .expect("id")
        .to_owned();
    for (method, body) in [
        ("DELETE", json!({})),
        ("PATCH", json!({ "code": "push/cold" })),
    ] {
        let refused = served.own(&session, method, &format!("/api/codings/{id}"), &body);
        assert_eq!(refused.status, 422, "{method} {}", refused.body);
        assert!(refused.body.contains("`bek` said"), "{}", refused.body);
    }
    let codings = sandbox.json(&["codings"]);
    assert_eq!(
        (codings.len(), &codings[0]["code"]),
        (1, &json!("push/coal"))
    );
}

#[test]
fn a_rule_that_cannot_be_read_is_not_kept() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["codebook", "add", "push/coal"]);
    let said = sandbox.run(&["codebook", "edit", "push/coal", "--match", "((bad"]);
    assert_eq!(said.code, 2, "{}", said.err);
    assert!(said.err.contains("((bad"), "{}", said.err);
    sandbox.ok(&["codebook", "edit", "push/coal", "--match", "(coal OR wood)"]);
}
