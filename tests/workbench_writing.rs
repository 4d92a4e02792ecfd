//! The page in a real browser, as writers use it and those who look after the register.

use serde_json::{Value, json};

use crate::browser::{Browser, key};
use crate::sandbox::Sandbox;
use crate::served::Served;

const TEXT: &str = "Interviewer: How was it?\n\nIda: It was hard. We had no coal, hardly any wood, and my aunt was ill. Мы ждали 👩‍👩‍👧 зимой.\n\nInterviewer: With whom?\n\nIda: With my brother, in the old house.\n";
const CODED: &str = "We had no coal, hardly any wood, and my aunt was ill. Мы ждали 👩‍👩‍👧 зимой.";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/1.txt", TEXT);
    sandbox.write(
        "corpus/respondents.csv",
        "ID,category,gender,age\n1,vulnerable child,female,15\n2,vulnerable child,male,12\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "cold"]);
    sandbox.ok(&["code", "1", "--text", CODED, "cold"]);
    sandbox
}

fn at(sandbox: &Sandbox, path: &str) -> Option<(Served, Browser)> {
    let mut browser = Browser::start()?;
    let (mut served, _) = Served::new(sandbox);
    browser.enter(&mut served);
    browser.go(path);
    Some((served, browser))
}

/// Puts other words into a field, as if they were typed.
fn type_over(browser: &Browser, css: &str, text: &str) {
    browser.click(css);
    browser.value(&format!("document.querySelector({}).select()", json!(css)));
    browser.fill(css, text);
}

fn status_says(browser: &Browser, words: &str) {
    let words = json!(words);
    browser.wait(&format!(
        "document.getElementById('status').textContent.includes({words})"
    ));
}

#[test]
fn a_writer_edits_a_quote_as_it_is_typed_and_takes_it_out() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/quotes?code=cold") else {
        return;
    };
    browser.click(".quotes a.button");
    browser.wait("document.documentElement.dataset.ready !== undefined");
    let marked = "document.getElementById('marked').innerHTML";
    // What is left out is struck while it is typed, and a lost denial asks why.
    type_over(
        &browser,
        "#printed",
        "We had coal, and my old aunt was ill.",
    );
    browser.wait(&format!("{marked}.includes('<del>')"));
    browser.wait("!document.getElementById('why').hidden");
    assert_eq!(
        sandbox.json(&["quotes"])[0]["text"],
        CODED,
        "nothing is kept yet"
    );
    // A reload in the middle loses nothing.
    browser.reload();
    browser.wait("document.documentElement.dataset.ready !== undefined");
    assert_eq!(
        browser.words("document.getElementById('printed').value"),
        "We had coal, and my old aunt was ill."
    );
    // Words that nobody said are refused with the reason.
    type_over(&browser, "#printed", "We had a submarine.");
    browser.wait("document.getElementById('refusal').textContent.includes('is not in the source')");
    type_over(
        &browser,
        "#printed",
        "We had no coal, and my old aunt was ill. Мы ждали 👩‍👩‍👧 зимой.",
    );
    // The marks of what was typed before may still be there.
    browser.wait("document.documentElement.dataset.ready !== undefined");
    browser.wait(&format!("{marked}.includes('<ins>')"));
    browser.wait("document.getElementById('why').hidden");
    browser.picture("edited-quote");
    let found = browser.axe().unwrap_or_default();
    assert!(found.is_empty(), "{found:?}");
    browser.click("#edit button");
    let printed = "We had no coal, ... and my [old] aunt was ill. Мы ждали 👩‍👩‍👧 зимой.";
    browser.wait(&format!(
        "document.getElementById('printed').defaultValue === {}",
        json!(printed)
    ));
    assert_eq!(sandbox.json(&["quotes"])[0]["text"], printed);
    assert_eq!(
        browser.value("Object.keys(localStorage).filter((it) => it.includes('edit:')).length"),
        json!(0)
    );
    // Starred by keyboard, noted, and taken along as Word.
    browser.go("/quotes?code=cold");
    browser.value("document.querySelector('[data-star]').focus()");
    browser.keys(" ");
    status_says(&browser, "Saved");
    browser.wait("document.querySelector('[data-star]').getAttribute('aria-pressed') === 'true'");
    browser.click(".quotes summary");
    browser.fill("[data-note]", "for chapter 3");
    browser.reload();
    assert_eq!(
        browser.words("document.querySelector('[data-note]').value"),
        "for chapter 3"
    );
    browser.wait("document.querySelector('.quotes details').open");
    browser.click("[data-save-note]");
    status_says(&browser, "Saved");
    let quote = &sandbox.json(&["quotes", "--starred"])[0];
    assert_eq!(quote["note"], "for chapter 3");
    browser.click("#export button");
    assert!(browser.downloaded("quotes-cold.docx").starts_with(b"PK"));
    assert_eq!(sandbox.json(&["exports"])[0]["file"], "quotes-cold.docx");
}

#[test]
fn files_come_in_after_they_were_shown_and_the_register_is_typed_into() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources") else {
        return;
    };
    let name = "<img src=x onerror=window.hacked=1>.txt";
    sandbox.write(
        name,
        "Mira: We walked <script>window.hacked=1</script> to the river.\n",
    );
    browser.click("#importing summary");
    browser.fill("#files", &sandbox.path().join(name).to_string_lossy());
    browser.wait("document.querySelector('#report button') !== null");
    assert!(
        browser
            .words("document.getElementById('report').innerText")
            .contains(name)
    );
    assert_eq!(
        sandbox.json(&["sources"]).len(),
        1,
        "nothing is imported yet"
    );
    browser.click("#report button");
    status_says(&browser, "Imported");
    assert_eq!(sandbox.json(&["sources"]).len(), 2);
    // The list shows it by itself; whose it is is said there.
    let field = "tr[data-source^='<img'] [data-set='respondent']";
    browser.wait(&format!("document.querySelector(\"{field}\") !== null"));
    type_over(&browser, field, "2");
    browser.keys(key::ENTER);
    status_says(&browser, "Saved");
    let of = |name: &str| {
        let all = sandbox.json(&["respondents"]);
        all.into_iter()
            .find(|it| it["respondent"] == name)
            .expect("respondent")
    };
    assert_eq!(of("2")["sources"].as_array().map(Vec::len), Some(1));
    // The register by keyboard alone.
    browser.go("/respondents");
    browser.wait("document.querySelector('#register [tabindex=\"0\"]') !== null");
    browser.value("document.querySelector('#register [data-attribute=age]').focus()");
    browser.keys("16");
    browser.keys(key::ENTER);
    status_says(&browser, "Saved");
    assert_eq!(of("1")["age"], 16);
    // One is below now: a wrong kind is refused, and what stood there stands there.
    browser.value("document.getElementById('status').textContent = ''");
    browser.keys("x");
    browser.keys(key::ENTER);
    status_says(&browser, "expected a number");
    assert_eq!(of("2")["age"], 12);
    assert_eq!(browser.value("window.hacked ?? null"), Value::Null);
    // And the project as it was before all that.
    browser.go("/history");
    browser.click("tbody tr:last-child [data-moment]");
    browser.wait("document.querySelector('.past') !== null");
    browser.go("/sources");
    assert_eq!(
        browser.value("document.querySelectorAll('[data-source]').length"),
        json!(0)
    );
    browser.click("[data-today]");
    browser.wait("document.querySelectorAll('[data-source]').length === 2");
}
