//! The page: who gets in, what is written there, and that a coding made in a browser is exactly the
//! words that were selected.

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::served::Served;

const TEXT: &str = "Interviewer: How was it?\n\nАйгүл: Мы ушли 👩‍👩‍👧 зимой. <script>alert(1)</script>\n\nR: אמא הלכה לעבודה, и мы ждали.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", TEXT);
    sandbox.write("corpus/<b>&'x.txt", "R: Nothing here.\n");
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "codebook",
        "add",
        "push/left",
        "--name",
        "<script>alert(2)</script>",
    ]);
    sandbox
}

#[test]
fn nobody_gets_in_unasked_on_any_route() {
    let sandbox = study();
    let before = sandbox.json(&["history"]);
    let (served, session) = Served::new(&sandbox);
    let described = served.own(&session, "GET", "/api", &Value::Null).json();
    let paths = described["paths"].as_object().expect("paths");
    let mut routes: Vec<(String, String)> = vec![("GET".into(), "/nothing/there".into())];
    for (path, methods) in paths {
        let path = path
            .replace("{source}", "306")
            .replace("{coding}", "x")
            .replace("{respondent}", "1")
            .replace("{code}", "x")
            .replace("{file}", "page.css");
        for method in methods.as_object().expect("methods").keys() {
            routes.push((method.to_uppercase(), path.clone()));
        }
    }
    assert!(routes.len() > 20, "{routes:?}");
    let own = format!("http://{}", served.host());
    for (method, path) in &routes {
        let ask = |headers: &[(&str, &str)]| served.ask(method, path, headers, "{}");
        let session = ("Cookie", session.as_str());
        for host in ["evil.example", "127.0.0.1", "evil.example:4750", ""] {
            let refused = ask(&[("Host", host), session, ("Origin", &own)]);
            assert_eq!(refused.status, 421, "{method} {path} at `{host}`");
        }
        for origin in ["http://evil.example", "null", "http://localhost:1"] {
            let refused = ask(&[session, ("Origin", origin)]);
            assert_eq!(refused.status, 403, "{method} {path} from {origin}");
        }
        if method != "GET" {
            assert_eq!(
                ask(&[session]).status,
                403,
                "{method} {path} without origin"
            );
        }
        let stale = format!("{}0", &session.1[..session.1.len() - 1]);
        if path != "/enter" && stale != session.1 {
            for cookie in ["", "other=1", stale.as_str()] {
                let refused = ask(&[("Cookie", cookie), ("Origin", &own)]);
                assert_eq!(refused.status, 401, "{method} {path} with `{cookie}`");
                assert!(!refused.body.contains("push/left"), "{}", refused.body);
                assert!(
                    refused.head.contains("content-security-policy"),
                    "{}",
                    refused.head
                );
            }
        }
    }
    // None of it has changed anything.
    assert_eq!(sandbox.json(&["history"]), before);
}

#[test]
fn a_coding_of_the_page_is_exactly_the_selected_words() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let source = served
        .own(&session, "GET", "/api/sources/306", &Value::Null)
        .json();
    let text = source["text"].as_str().expect("text").to_owned();
    let place = |words: &str| {
        let start = text[..text.find(words).expect(words)].chars().count();
        (start, start + words.chars().count())
    };
    let code = |words: &str, shown: &str| {
        let (start, end) = place(words);
        let body = json!({ "source": "306", "start": start, "end": end, "text": shown, "codes": ["push/left"] });
        served.own(&session, "POST", "/api/codings", &body)
    };
    let words = ["ушли 👩‍👩‍👧 зимой", "אמא הלכה", "<script>alert(1)</script>"];
    for words in words {
        let saved = code(words, words);
        assert_eq!(saved.status, 200, "{}", saved.body);
        // The command line sees it as soon as it is acknowledged.
        let codings = sandbox.json(&["codings"]);
        assert!(codings.iter().any(|it| it["text"] == words), "{codings:?}");
    }
    // Again is the same; other words are refused.
    assert_eq!(code(words[0], words[0]).json()["codings"], json!([]));
    let refused = code(words[0], "ушли летом");
    assert_eq!(refused.status, 422);
    assert!(refused.body.contains("loaded again"), "{}", refused.body);
    assert_eq!(sandbox.json(&["codings"]).len(), 3);
    // The last change of who asks is taken back; one that is named, too.
    let undone = served.own(&session, "POST", "/api/undo", &json!({})).json();
    assert!(
        undone["summary"]
            .as_str()
            .expect("summary")
            .contains("push/left"),
        "{undone}"
    );
    assert_eq!(sandbox.json(&["codings"]).len(), 2);
    let left = served
        .own(&session, "GET", "/api/sources/306/codings", &Value::Null)
        .json();
    let id = left["codings"][0]["coding"].as_str().expect("id");
    assert_eq!(
        served
            .own(
                &session,
                "DELETE",
                &format!("/api/codings/{id}"),
                &Value::Null
            )
            .json()["n"],
        1
    );
    assert_eq!(
        served
            .own(&session, "DELETE", "/api/codings/none", &Value::Null)
            .status,
        404
    );
    assert_eq!(sandbox.json(&["codings"]).len(), 1);
}

#[test]
fn hostile_names_and_texts_are_words_on_every_page() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let hostile = "/sources/%3Cb%3E%26%27x";
    let pages = [
        "/",
        "/sources",
        "/sources/306",
        hostile,
        "/history",
        "/codebook",
        "/codebook?code=push%2Fleft",
        "/codebook/older",
        "/quotes?code=push%2Fleft",
        "/search?query=%3Cscript%3E",
        "/search?query=alert",
    ];
    for page in pages {
        let shown = served.own(&session, "GET", page, &Value::Null);
        assert_eq!(shown.status, 200, "{page}: {}", shown.body);
        for bad in ["<script>alert", "<b>&'x", " style=\"", " onclick"] {
            assert!(!shown.body.contains(bad), "{page} holds `{bad}`");
        }
        assert!(shown.head.contains("script-src 'self'"), "{}", shown.head);
    }
    let none = served.own(
        &session,
        "GET",
        "/sources/%3Cscript%3Ealert(3)",
        &Value::Null,
    );
    assert_eq!(none.status, 404);
    assert!(
        none.body.contains("&lt;script&gt;alert(3)"),
        "{}",
        none.body
    );
    let read = served.own(&session, "GET", "/sources/306", &Value::Null);
    assert!(
        read.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{}",
        read.body
    );
}

#[test]
fn the_page_speaks_the_language_of_the_browser() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    let page = |language: &str| {
        let headers = [("Cookie", session.as_str()), ("Accept-Language", language)];
        served.ask("GET", "/sources", &headers, "").body
    };
    assert!(page("ru-KZ,ru;q=0.9").contains("Источники"));
    assert!(page("kk").contains("Дереккөздер"));
    assert!(page("de").contains("lang=\"en\""));
}

#[test]
fn words_of_a_text_that_was_corrected_since_are_not_coded_elsewhere() {
    let sandbox = study();
    let (served, session) = Served::new(&sandbox);
    sandbox.write(
        "corpus/306.txt",
        &TEXT.replace("How was it?", "How was it then?"),
    );
    sandbox.ok(&["import"]);
    let start = TEXT[..TEXT.find("зимой").expect("words")].chars().count();
    let body = json!({ "source": "306", "start": start, "end": start + 5, "text": "зимой", "codes": ["push/left"] });
    let refused = served.own(&session, "POST", "/api/codings", &body);
    assert_eq!(refused.status, 422);
    assert!(
        refused.body.contains("has other words at"),
        "{}",
        refused.body
    );
    let history = sandbox.json(&["history"]);
    assert!(
        history.iter().all(|it| it["action"] != "coding.add"),
        "{history:?}"
    );
}

#[test]
fn a_blind_round_hides_the_others_on_every_page() {
    let sandbox = study();
    // That there is a coder is no secret.
    let known = [
        "code",
        "306",
        "--text",
        "ждали",
        "push/left",
        "--coder",
        "bek",
    ];
    sandbox.ok(&known);
    sandbox.ok(&["round", "open", "first", "--coder", "rev"]);
    let (served, session) = Served::new(&sandbox);
    let pages = [
        "/",
        "/sources",
        "/sources/306",
        "/codebook",
        "/codebook?code=push%2Fleft",
        "/codebook/older",
        "/api/outdated",
        "/api/codes/push%2Fleft",
        "/api/codes/push%2Fleft/codings",
        "/api/vocabulary",
        "/quotes?code=push%2Fleft",
        "/search?query=code:push%2Fleft",
        "/history",
        "/api/status",
        "/api/sources/306/codings",
        "/api/memos?source=306",
        "/api/codes",
        "/api/search?query=code:push%2Fleft",
        "/api/history",
    ];
    let heard = || pages.map(|page| served.own(&session, "GET", page, &Value::Null).body);
    let before = heard();
    let theirs = [
        "code",
        "306",
        "--text",
        "зимой",
        "push/left",
        "--coder",
        "bek",
    ];
    sandbox.ok(&theirs);
    sandbox.ok(&["memo", "source:306", "What bek thinks.", "--coder", "bek"]);
    for (page, (before, after)) in pages.iter().zip(before.iter().zip(heard())) {
        assert_eq!(*before, after, "{page}");
    }
    // The page of who coded it has it.
    sandbox.ok(&["round", "reveal", "first", "--coder", "rev"]);
    let seen = served
        .own(&session, "GET", "/api/sources/306/codings", &Value::Null)
        .json();
    let codings = seen["codings"].as_array().expect("codings");
    assert_eq!(codings.len(), 2);
    assert!(codings.iter().all(|it| it["coder"] == "bek"), "{codings:?}");
}

#[test]
fn the_page_is_not_of_another_time() {
    let said = study().run(&["serve", "--as-of", "2026-01-01"]);
    assert!(
        said.code == 2 && said.err.contains("expected no `--as-of`"),
        "{}",
        said.err
    );
}
