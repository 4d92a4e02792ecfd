//! Tables, figures, disagreements and the audit on the page: what commands answer, and nothing else.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::served::Served;

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    for (name, text) in [
        ("1", "R: We had no coal.\n\nR: I went to work."),
        ("2", "R: There was no work."),
        ("3", "R: Nobody came."),
    ] {
        sandbox.write(&format!("corpus/{name}.txt"), text);
    }
    sandbox.write(
        "respondents.csv",
        "respondent,category,age\n1,\"a \"\"b\"\" c\",12\n2,d,15\n3,d,\n",
    );
    sandbox.ok(&["import", "respondents.csv"]);
    sandbox.ok(&["import"]);
    for code in ["push/coal", "push/work", "pull/work"] {
        sandbox.ok(&["codebook", "add", code]);
    }
    sandbox.ok(&["code", "1", "--passage", "1", "push/coal"]);
    sandbox.ok(&["code", "1", "--passage", "2", "pull/work"]);
    sandbox.ok(&["code", "2", "--passage", "1", "push/work"]);
    sandbox.ok(&["code", "2", "--passage", "1", "push/coal", "--coder", "bek"]);
    sandbox
}

/// What stands between two pieces of a text, everywhere.
fn between<'t>(text: &'t str, from: &str, to: &str) -> Vec<&'t str> {
    text.split(from)
        .skip(1)
        .filter_map(|it| it.split(to).next())
        .collect()
}

#[test]
fn a_cell_of_a_table_leads_to_the_quotes_of_as_many_respondents() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let mut seen = 0;
    for settings in [
        "",
        "?by=category",
        "?by=age&band=age%3A10-13%2C14%2B",
        "?coders=ana",
        "?by=category&where=work",
    ] {
        let page = served.own(
            &session,
            "GET",
            &format!("/tables/table-codes{settings}"),
            &Value::Null,
        );
        assert_eq!(page.status, 200, "{}", page.body);
        for link in between(&page.body, "<a href=\"/quotes?", "</a>") {
            let (address, number) = link.split_once("\">").expect("link");
            let decoded = decoded(&address.replace("&amp;", "&"));
            let part = |name: &str| {
                let mut parts = decoded.split('&').filter_map(|it| it.split_once('='));
                parts
                    .find(|(known, _)| *known == name)
                    .map(|(_, value)| value.to_owned())
            };
            let code = part("code").expect("code");
            let mut args = vec!["quotes".to_owned(), "--code".to_owned(), code];
            args.extend(
                part("query")
                    .into_iter()
                    .flat_map(|query| ["--where".to_owned(), query]),
            );
            args.extend(
                part("coder")
                    .into_iter()
                    .flat_map(|coder| ["--by-coder".to_owned(), coder]),
            );
            args.extend(["--format".to_owned(), "json".to_owned()]);
            let args: Vec<&str> = args.iter().map(String::as_str).collect();
            let said = sandbox.run(&args);
            assert!(said.code < 2, "{args:?}: {}", said.err);
            let quotes: Vec<Value> = serde_json::from_str(&said.out).expect("JSON");
            let who: BTreeSet<&str> = quotes
                .iter()
                .filter_map(|it| it["respondent"].as_str())
                .collect();
            assert_eq!(who.len().to_string(), number, "{settings} {address}");
            seen += 1;
        }
    }
    assert!(seen > 12, "{seen}");
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let two: String = rest.by_ref().take(2).map(char::from).collect();
                bytes.push(u8::from_str_radix(&two, 16).expect("hex"));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn a_page_can_ask_for_nothing_but_settings_of_its_commands() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let get = |path: &str| served.own(&session, "GET", path, &Value::Null);
    for path in [
        "/api/answers/table-codes?output=%2Ftmp%2Fx&format=csv",
        "/api/answers/table-codes?by=nothing&format=csv",
        "/api/answers/table-codes?format=exe",
        "/api/answers/agreement?ratings=%2Fetc%2Fpasswd&format=json",
        "/api/answers/settle?format=json",
        "/api/answers/settle?case=x&decision=1&reason=y&format=json",
    ] {
        let refused = get(path);
        assert_eq!(refused.status, 422, "{path} {}", refused.body);
        assert!(
            refused.json()["error"]
                .as_str()
                .is_some_and(|it| !it.is_empty())
        );
    }
    for path in ["/api/answers/init", "/api/answers/undo", "/tables/archive"] {
        assert_eq!(get(path).status, 404, "{path}");
    }
    assert_eq!(
        get("/api/answers/table-codes?by=%2D%2Doutput%3Dx&format=json").status,
        422
    );
    let table = get("/api/answers/table-codes?by=category&format=json").json();
    assert_eq!(table["by"], json!(["category"]));
    // What is taken along is recorded as what leaves the project; what is only shown is not.
    let exported = || {
        sandbox
            .run(&["exports", "--format", "json"])
            .out
            .matches("table-codes")
            .count()
    };
    assert_eq!(exported(), 0);
    assert_eq!(
        get("/api/answers/table-codes?by=category&format=csv").status,
        200
    );
    assert!(exported() > 0);
}

#[test]
fn a_disagreement_is_settled_by_its_key_once() {
    let sandbox = study();
    sandbox.ok(&["code", "1", "--passage", "1", "push/work", "--coder", "bek"]);
    let (served, session) = Served::new(&sandbox);
    let open = served
        .own(
            &session,
            "GET",
            "/api/answers/settle?list=on&format=json",
            &Value::Null,
        )
        .json();
    let case = open[0]["case"].as_str().expect("case");
    let settle = |body: Value| served.own(&session, "POST", "/api/settle", &body);
    let refused = settle(json!({ "case": case, "decision": "9", "reason": "x" }));
    assert_eq!(refused.status, 422, "{}", refused.body);
    assert_eq!(
        settle(json!({ "case": case, "decision": "1", "reason": " " })).status,
        422
    );
    let done = settle(json!({ "case": case, "decision": "1", "reason": "the definition" }));
    assert_eq!(done.status, 200, "{}", done.body);
    let left = served
        .own(
            &session,
            "GET",
            "/api/answers/settle?list=on&format=json",
            &Value::Null,
        )
        .json();
    let keys: Vec<&Value> = left
        .as_array()
        .expect("list")
        .iter()
        .map(|it| &it["case"])
        .collect();
    assert!(!keys.contains(&&json!(case)), "{left}");
    assert_eq!(
        sandbox.json(&["codings", "--by-coder", "consensus"]).len(),
        1
    );
}
