//! The page in a real browser, as those use it who work with it: a coder by keyboard, two coders at
//! once, a reviewer, a writer; and texts that try to be more than texts.

use serde_json::{Value, json};

use crate::browser::{Browser, key};
use crate::sandbox::Sandbox;
use crate::served::Served;

const TEXT: &str = "Interviewer: How was it?\n\nR: Мы ушли 👩‍👩‍👧 зимой. Потом нас ждала тётя.\n\nR: אמא הלכה לעבודה. ואז חיכינו לה.\n\nR: We waited. She came back late.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", TEXT);
    sandbox.ok(&["import"]);
    for (code, name) in [("push/left", "Left"), ("push/waiting", "Waiting")] {
        sandbox.ok(&["codebook", "add", code, "--name", name]);
    }
    sandbox
}

/// A browser at a source that is ready to be coded.
fn at_source(sandbox: &Sandbox) -> Option<(Served, Browser)> {
    let mut browser = Browser::start()?;
    let (mut served, _) = Served::new(sandbox);
    browser.enter(&mut served);
    open(&browser);
    Some((served, browser))
}

fn open(browser: &Browser) {
    browser.go("/sources/306");
    browser.wait("document.documentElement.dataset.ready !== undefined");
}

fn selected(browser: &Browser) -> String {
    browser.words("getSelection().toString()")
}

fn spans(sandbox: &Sandbox) -> Vec<(String, String)> {
    // No codings are an answer of their own.
    let said = sandbox.run(&["codings", "--format", "json"]).out;
    let codings: Vec<Value> = serde_json::from_str(&said).expect("JSON");
    let word = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    codings
        .iter()
        .map(|it| (word(it, "code"), word(it, "text")))
        .collect()
}

/// Waits until the page says that something is saved, and forgets it.
fn saved(browser: &Browser) {
    browser.wait("document.getElementById('status').textContent.startsWith('Saved')");
    browser.value("document.getElementById('status').textContent = ''");
}

#[test]
fn a_coder_codes_by_keyboard_alone_and_exactly_the_selected_words_are_stored() {
    let sandbox = study();
    let Some((_served, browser)) = at_source(&sandbox) else {
        return;
    };
    let mut want: Vec<(String, String)> = Vec::new();
    // Cyrillic with a family of emoji; Hebrew; overlapping words.
    browser.keys("j");
    for (sentence, (letters, code)) in [
        ("left", "push/left"),
        ("wait", "push/waiting"),
        ("left", "push/left"),
        ("wait", "push/waiting"),
    ]
    .into_iter()
    .enumerate()
    {
        browser.keys("s");
        browser.wait("getSelection().toString() !== ''");
        let words = selected(&browser);
        assert!(!words.is_empty(), "sentence {sentence}");
        browser.keys("c");
        browser.wait("document.getElementById('chooser').open");
        browser.keys(letters);
        browser.keys(key::ENTER);
        saved(&browser);
        want.push((code.to_owned(), words));
    }
    assert_eq!(want[0].1, "Мы ушли 👩‍👩‍👧 зимой.");
    assert_eq!(want[2].1, "אמא הלכה לעבודה.");
    // The same words once more under the last used code that is another one.
    browser.keys("s");
    let words = selected(&browser);
    browser.keys("]");
    browser.wait(&format!("getSelection().toString() !== {}", json!(words)));
    let longer = selected(&browser);
    assert!(
        longer.starts_with(&words) && longer.len() > words.len(),
        "{longer}"
    );
    browser.keys("1");
    saved(&browser);
    browser.keys("2");
    saved(&browser);
    want.push(("push/waiting".to_owned(), longer.clone()));
    want.push(("push/left".to_owned(), longer.clone()));
    let mut stored = spans(&sandbox);
    stored.sort();
    want.sort();
    assert_eq!(stored, want);
    assert_eq!(
        browser.value("document.querySelectorAll('.margin i').length >= 6"),
        json!(true)
    );
    // Undo takes the last one back, here and on the disk.
    browser.keys("u");
    browser.wait("document.getElementById('status').textContent.startsWith('Taken back')");
    assert_eq!(spans(&sandbox).len(), want.len() - 1);
    browser.picture("coded");
}

#[test]
fn two_browsers_and_the_command_line_see_each_other() {
    let sandbox = study();
    let Some((mut served, one)) = at_source(&sandbox) else {
        return;
    };
    let mut other = Browser::start().expect("a second browser");
    other.enter(&mut served);
    open(&other);
    one.keys("js1");
    // Nothing was used before: the digit has no code yet, so it is chosen.
    one.keys("c");
    one.wait("document.getElementById('chooser').open");
    one.keys("left");
    one.keys(key::ENTER);
    saved(&one);
    other.wait("document.querySelectorAll('.margin i').length === 1");
    sandbox.ok(&["code", "306", "--passage", "4", "push/waiting"]);
    one.wait("document.querySelectorAll('.margin i').length === 2");
    other.wait("document.querySelectorAll('.margin i').length === 2");
    assert_eq!(spans(&sandbox).len(), 2);
}

#[test]
fn what_is_being_typed_outlives_a_reload_and_a_server_that_is_away() {
    let sandbox = study();
    let Some((served, mut browser)) = at_source(&sandbox) else {
        return;
    };
    browser.keys("j");
    browser.keys("m");
    browser.wait("document.getElementById('asking').open");
    browser.keys("half a memo");
    browser.reload();
    browser.wait("document.documentElement.dataset.ready !== undefined");
    browser.keys("m");
    browser.wait("document.getElementById('answer').value === 'half a memo'");
    browser.keys(key::ESCAPE);
    // The server goes; what is coded meanwhile waits, and is saved by the next one.
    let port = served.host().rsplit(':').next().expect("port").to_owned();
    drop(served);
    browser.keys("js");
    browser.wait("getSelection().toString() !== ''");
    let words = selected(&browser);
    browser.keys("c");
    browser.wait("document.getElementById('chooser').open");
    browser.keys("left");
    browser.keys(key::ENTER);
    browser.wait("document.getElementById('status').textContent.startsWith('Not saved yet')");
    assert_eq!(spans(&sandbox), []);
    let (mut again, _) = Served::at(&sandbox, &["--port", &port]);
    browser.enter(&mut again);
    open(&browser);
    // Its stripe is there before it is saved.
    browser.wait("document.querySelectorAll('.margin i:not(.pending)').length === 1");
    assert_eq!(spans(&sandbox), [("push/left".to_owned(), words)]);
}

#[test]
fn a_reviewer_settles_a_disagreement_with_a_key_and_a_reason() {
    let sandbox = study();
    sandbox.ok(&[
        "code",
        "306",
        "--passage",
        "2",
        "push/left",
        "--coder",
        "ana",
    ]);
    sandbox.ok(&[
        "code",
        "306",
        "--passage",
        "2",
        "push/waiting",
        "--coder",
        "bek",
    ]);
    sandbox.ok(&[
        "code",
        "306",
        "--passage",
        "4",
        "push/waiting",
        "--coder",
        "bek",
    ]);
    let Some((_served, browser)) = at_source(&sandbox) else {
        return;
    };
    browser.go("/disagreements");
    browser.wait("document.querySelectorAll('#settling .option[data-decision]').length > 0");
    browser.picture("settle");
    let number = browser.words(
        "[...document.querySelectorAll('#settling .option[data-decision]')].find((it) => it.textContent.includes('Left')).dataset.decision",
    );
    browser.keys(&number);
    browser.wait("document.activeElement.id === 'reason'");
    // A reason that is being written is not lost.
    browser.keys("She le");
    browser.reload();
    browser.wait("document.getElementById('reason')?.value === 'She le'");
    browser.keys(&number);
    browser.wait("document.activeElement.id === 'reason'");
    browser.keys("ft");
    browser.keys(key::ENTER);
    browser.wait("document.querySelectorAll('#decided li').length === 1");
    let settled = sandbox.json(&["codings", "--by-coder", "consensus"]);
    assert_eq!(settled.len(), 1, "{settled:?}");
    assert_eq!(settled[0]["code"], "push/left");
    let rows = sandbox.json(&["settle", "--list", "--all"]);
    let reasons: Vec<&Value> = rows
        .iter()
        .map(|it| &it["reason"])
        .filter(|it| !it.is_null())
        .collect();
    assert_eq!(reasons, [&json!("She left")]);
}

#[test]
fn a_disagreement_that_somebody_is_at_stays_when_another_settles_it() {
    let sandbox = study();
    for (passage, code, who) in [
        ("2", "push/left", "ana"),
        ("2", "push/waiting", "bek"),
        ("4", "push/waiting", "bek"),
    ] {
        let place = ["code", "306", "--passage", passage, code, "--coder", who];
        sandbox.ok(&place);
    }
    let Some((_served, browser)) = at_source(&sandbox) else {
        return;
    };
    browser.go("/disagreements");
    browser.wait("document.querySelectorAll('#settling .option[data-decision]').length > 0");
    let case = browser.words("document.getElementById('settling').dataset.case");
    browser.keys("1");
    browser.wait("document.activeElement.id === 'reason'");
    // Without a reason nothing is sent, and it is said in words.
    browser.keys(key::ENTER);
    browser.wait("document.getElementById('status').textContent.includes('reason')");
    browser.keys("mine");
    let place = ["settle", "--case", &case, "--decision", "neither"];
    let because = ["--reason", "theirs", "--coder", "zoe"];
    sandbox.ok(&[&place[..], &because[..]].concat());
    browser.wait("document.getElementById('meanwhile')?.textContent.includes('zoe')");
    assert_eq!(
        browser.words("document.getElementById('settling').dataset.case"),
        case
    );
    assert_eq!(
        browser.words("document.getElementById('reason').value"),
        "mine"
    );
    browser.keys(key::ESCAPE);
    browser.wait("document.activeElement.id !== 'reason'");
    // Going on leaves it as zoe decided.
    browser.keys("s");
    browser.wait(&format!(
        "document.getElementById('settling').dataset.case !== '{case}'"
    ));
    let kept = sandbox.json(&["settle", "--list", "--all"]);
    let kept = kept.iter().find(|it| it["case"] == json!(case));
    assert_eq!(kept.expect("it")["by"], json!("zoe"));
}

#[test]
fn a_writer_drops_a_draft_and_takes_the_copy_with_comments() {
    let sandbox = study();
    let Some((_served, browser)) = at_source(&sandbox) else {
        return;
    };
    sandbox.write(
        "draft.md",
        "\"We waited. She came back soon.\" (306)\n\n\"We waited. She came back late.\" (306)\n",
    );
    sandbox.ok(&["search", "waited", "-o", "draft.docx"]);
    browser.go("/audit");
    browser.fill("#file", &sandbox.path().join("draft.md").to_string_lossy());
    browser.click("#draft button");
    browser.wait("document.querySelectorAll('.claim').length === 2");
    assert_eq!(
        browser.value("document.querySelectorAll('.claim.wrong').length"),
        json!(1)
    );
    let wrong = browser.words("document.querySelector('.claim.wrong').innerText");
    assert!(
        wrong.contains("soon") && wrong.contains("She came back late"),
        "{wrong}"
    );
    browser.picture("audited");
    // A Word document comes back as one.
    browser.go("/audit");
    browser.fill(
        "#file",
        &sandbox.path().join("draft.docx").to_string_lossy(),
    );
    browser.click("#draft button");
    browser.click("#audited .files button");
    assert!(browser.downloaded("draft-audit.docx").starts_with(b"PK"));
}

#[test]
fn names_and_texts_that_try_to_be_more_are_only_shown() {
    let sandbox = Sandbox::new();
    let bad = "<img src=x onerror=window.hacked=1><script>window.hacked=1</script>\"'&";
    sandbox.write(
        "corpus/<img src=x onerror=hacked=1>.txt",
        &format!("R: {bad}\n\nR: </script><script>window.hacked=1</script> and left.\n"),
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&[
        "codebook",
        "add",
        "push/left",
        "--name",
        bad,
        "--definition",
        bad,
    ]);
    let source = "<img src=x onerror=hacked=1>";
    sandbox.ok(&["code", source, "--passage", "1", "push/left"]);
    sandbox.ok(&[
        "code",
        source,
        "--passage",
        "1",
        "push/left",
        "--coder",
        "<b onclick=hacked=1>bek",
    ]);
    sandbox.ok(&[
        "code",
        source,
        "--passage",
        "2",
        "push/left",
        "--coder",
        "<b onclick=hacked=1>bek",
    ]);
    sandbox.ok(&["memo", source, bad]);
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let (mut served, session) = Served::new(&sandbox);
    browser.enter(&mut served);
    for path in pages(
        &served,
        &session,
        "%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E",
    ) {
        browser.go(&path);
        browser.wait("document.readyState === 'complete'");
        std::thread::sleep(std::time::Duration::from_millis(150));
        assert_eq!(
            browser.value("window.hacked ?? null"),
            Value::Null,
            "{path}"
        );
        assert_eq!(browser.value("document.querySelectorAll('img[onerror], b[onclick], main script:not([type=\"application/json\"])').length"), json!(0), "{path}");
    }
    // And what is chosen by keyboard is as harmless.
    browser.go("/sources/%3Cimg%20src%3Dx%20onerror%3Dhacked%3D1%3E");
    browser.wait("document.documentElement.dataset.ready !== undefined");
    browser.keys("js");
    browser.keys("c");
    browser.wait("document.getElementById('chooser').open");
    assert_eq!(browser.value("window.hacked ?? null"), Value::Null);
}

/// Every page that the server describes, with names that are there.
fn pages(served: &Served, session: &str, source: &str) -> Vec<String> {
    let described = served.own(session, "GET", "/api", &Value::Null).json();
    let paths = described["paths"].as_object().expect("paths");
    let mut pages = Vec::new();
    for (path, methods) in paths {
        let is_page = !path.starts_with("/api") && !path.starts_with("/assets") && path != "/enter";
        if !is_page || methods.get("get").is_none() {
            continue;
        }
        match path.as_str() {
            "/tables/{command}" => {
                let said = served
                    .own(session, "GET", "/api/answers", &Value::Null)
                    .json();
                let commands = said["commands"].as_array().expect("commands").clone();
                let names = commands.iter().filter_map(|it| it["command"].as_str());
                let names = names
                    .filter(|it| !["agreement", "disagreements", "settle", "audit"].contains(it));
                pages.extend(names.map(|it| format!("/tables/{it}")));
            }
            "/quotes" => {
                pages.extend(["/quotes".to_owned(), "/quotes?code=push%2Fleft".to_owned()])
            }
            "/codebook" => pages.extend([
                "/codebook".to_owned(),
                "/codebook?code=push%2Fleft".to_owned(),
            ]),
            "/search" => pages.push("/search?query=left".to_owned()),
            path => {
                let path = path
                    .replace("{source}", source)
                    .replace("{code}", "push%2Fleft")
                    .replace("{respondent}", "306");
                if !path.contains('{') {
                    pages.push(path);
                }
            }
        }
    }
    assert!(pages.len() > 25, "{pages:?}");
    pages
}

#[test]
fn every_page_can_be_used_by_everybody_in_light_on_a_wide_screen() {
    usable("light", 1300);
}

#[test]
fn every_page_can_be_used_by_everybody_in_the_dark_on_a_narrow_screen() {
    usable("dark", 360);
}

/// Nothing is wider than the window, and axe finds nothing.
fn usable(scheme: &str, width: u32) {
    let Some(mut browser) = Browser::start() else {
        return;
    };
    let folder = tempfile::TempDir::new().expect("folder");
    let made = std::process::Command::new(env!("CARGO_BIN_EXE_quotebook"))
        .arg("demo")
        .current_dir(folder.path())
        .output()
        .expect("program");
    assert!(made.status.success());
    let project = folder.path().join("quotebook-demo");
    let (mut served, session) = Served::in_folder(&project, &[]);
    browser.enter(&mut served);
    browser.scheme(scheme);
    browser.size(width, 900);
    let mut wrong = Vec::new();
    for path in pages(&served, &session, "104") {
        let path = path.replace("push%2Fleft", "push%2Fpoverty");
        let path = path.replace("/306", "/104");
        browser.go(&path);
        browser.wait("document.readyState === 'complete'");
        if path.starts_with("/sources/") {
            browser.wait("document.documentElement.dataset.ready !== undefined");
        }
        if path == "/disagreements" {
            browser.wait("document.querySelector('#settling h2') !== null");
        }
        browser.picture(&format!(
            "{scheme}-{width}{}",
            path.replace(['/', '?', '%', '='], "-")
        ));
        let wide = browser
            .value("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if wide != json!(0) {
            wrong.push(format!("{path}: {wide} pixels too wide"));
        }
        let found = browser.axe().unwrap_or_default().into_iter();
        wrong.extend(found.map(|it| format!("{path}: {it}")));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
