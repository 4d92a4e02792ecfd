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

/// How many people, passages or quotes the page shows that a link of a cell leads to, by its kind.
fn behind(served: &Served, session: &str, link: &str) -> (&'static str, usize) {
    let get = |path: &str| {
        let page = served.own(session, "GET", path, &Value::Null);
        assert_eq!(page.status, 200, "{path} {}", page.body);
        assert!(
            !page.body.contains("role=\"alert\""),
            "{path} {}",
            page.body
        );
        page
    };
    if link.starts_with("/quotes?") {
        let quotes = get(&format!("/api{link}")).json();
        let quotes = quotes.as_array().expect("quotes");
        let who = quotes.iter().filter_map(|it| it["respondent"].as_str());
        assert!(get(link).body.contains("data-codings"), "{link}");
        return ("respondents", who.collect::<BTreeSet<_>>().len());
    }
    if link.starts_with("/respondents?") {
        let page = get(link).body;
        return ("respondents", page.matches("data-respondent=").count());
    }
    if link.starts_with("/respondents/") {
        get(link);
        return ("respondents", 1);
    }
    if link.starts_with("/search?") {
        return ("passages", get(link).body.matches("data-places=").count());
    }
    get(link);
    ("source", 1)
}

#[test]
fn a_cell_of_a_table_leads_to_as_many_as_it_says() {
    let sandbox = study();
    // A family, of which people may have several codes.
    sandbox.ok(&["codebook", "add", "push"]);
    for code in ["push/coal", "push/work"] {
        sandbox.ok(&["codebook", "move", code, "push"]);
    }
    let (served, session) = Served::new(&sandbox);
    let mut all = 0;
    for (page, least) in [
        ("table-codes", 3),
        ("table-codes?by=category", 1),
        ("table-codes?by=age&band=age%3A10-13%2C14%2B", 1),
        ("table-codes?by=age", 1),
        ("table-codes?coders=ana,bek", 1),
        ("table-codes?by=age&where=work", 1),
        ("table-codes?where=coal", 1),
        ("table-factors?by=age&codes=push", 1),
        ("table-attribute?name=age&band=age%3A10-13%2C14%2B", 1),
        ("table-cooccurrence?unit=respondent", 1),
        ("table-cooccurrence?unit=source", 1),
        ("table-cooccurrence?unit=passage", 1),
        ("table-cooccurrence?unit=overlap", 1),
        ("table-matrix", 1),
        ("table-words?by=age&stop-words=on", 10),
        ("table-saturation", 1),
        ("table-flow", 1),
        ("balance", 1),
    ] {
        let shown = served.own(&session, "GET", &format!("/tables/{page}"), &Value::Null);
        assert_eq!(shown.status, 200, "{page} {}", shown.body);
        let (_, answer) = shown.body.split_once("class=\"answer\"").expect(page);
        let mut seen = 0;
        for link in between(answer, "<a href=\"/", "</a>") {
            let (address, said) = link.split_once("\">").expect("link");
            let link = format!("/{}", address.replace("&amp;", "&"));
            let (what, n) = behind(&served, &session, &link);
            // Names of respondents and sources, and numbers of words, codes and quotes, are no numbers
            // of what is shown.
            let counts = match page.split(['?', '-']).next() {
                Some("table") => [
                    "table-codes",
                    "table-factors",
                    "table-attribute",
                    "table-flow",
                ]
                .iter()
                .any(|it| page.starts_with(it)),
                _ => false,
            };
            if counts || page.ends_with("unit=respondent") {
                assert_eq!(
                    (what, n.to_string().as_str()),
                    ("respondents", said),
                    "{page} {link}"
                );
            } else {
                assert!(n > 0, "{page} {link}");
            }
            seen += 1;
        }
        assert!(seen >= least, "{page}: {seen} links");
        all += seen;
    }
    assert!(all > 80, "{all} links");
}

#[test]
fn a_mark_of_a_figure_leads_where_its_number_does() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    for page in [
        "plot-bars?by=age",
        "plot-heatmap?by=age",
        "plot-heatmap",
        "plot-network?least=1",
        "plot-portrait",
        "plot-saturation",
        "plot-flow",
        "plot-timeline",
        "plot-sankey?of=category,age",
    ] {
        let shown = served.own(&session, "GET", &format!("/tables/{page}"), &Value::Null);
        assert_eq!(shown.status, 200, "{page} {}", shown.body);
        let over = between(&shown.body, "<svg class=\"marks\"", "</svg>");
        assert_eq!(over.len(), 1, "{page}: so many drawings lead somewhere");
        let over = over[0];
        // What is drawn is read aloud as a picture, what lies over it is for pointers alone.
        assert!(over.contains("aria-hidden=\"true\""), "{page}");
        let numbers = shown.body.split_once("<summary>").expect(page).1;
        let links = between(over, "<a href=\"", "\" tabindex=\"-1\"");
        assert!(!links.is_empty(), "{page}");
        for link in links {
            assert!(
                numbers.contains(&format!("href=\"{link}\"")),
                "{page} {link}"
            );
            behind(&served, &session, &link.replace("&amp;", "&"));
        }
        // What leaves the project leads nowhere.
        let path = format!(
            "/api/answers/{page}{}format=svg",
            if page.contains('?') { "&" } else { "?" }
        );
        let file = served.own(&session, "POST", &path, &Value::Null);
        assert_eq!(file.status, 200, "{page} {}", file.body);
        assert!(!file.body.contains("href"), "{page}");
    }
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
        "/api/answers/table-codes?by=category&format=csv",
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
    // A link that is looked at before anybody follows it records nothing.
    let page = get("/tables/table-codes?by=category").body;
    assert!(!page.contains("href=\"/api/answers"), "{page}");
    let path = "/api/answers/table-codes?by=category&format=csv";
    assert!(page.contains(&format!("formaction=\"{}\"", path.replace('&', "&amp;"))));
    assert_eq!(served.own(&session, "POST", path, &Value::Null).status, 200);
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
    let unsaid = settle(json!({ "case": case, "decision": "1", "reason": "" }));
    assert!(
        unsaid.body.contains("a decision needs a reason"),
        "{}",
        unsaid.body
    );
    let undecided = settle(json!({ "case": case, "decision": "", "reason": "x" }));
    assert!(
        undecided.body.contains("nothing is decided"),
        "{}",
        undecided.body
    );
    let done = settle(json!({ "case": case, "decision": "1", "reason": "the definition" }));
    assert_eq!(done.status, 200, "{}", done.body);
    // Somebody who has not seen that it is settled does not settle it otherwise by chance.
    let late = json!({ "case": case, "decision": "neither", "reason": "y" });
    assert_eq!(settle(late.clone()).status, 409);
    let mut again = late;
    again["again"] = json!(true);
    assert_eq!(settle(again).status, 200);
    let back = settle(json!({ "case": case, "decision": "1", "reason": "z", "again": true }));
    assert_eq!(back.status, 200, "{}", back.body);
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
