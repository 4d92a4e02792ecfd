//! What coders do in a real browser besides coding: give codings another shape, keep the codebook, code
//! what a search finds; with a server that goes away and comes back.

use serde_json::{Value, json};

use crate::browser::{Browser, key};
use crate::sandbox::Sandbox;
use crate::served::Served;

const TEXT: &str = "Interviewer: How was it?\n\nR: Мы ушли 👩‍👩‍👧 зимой. Потом нас ждала тётя. Она плакала.\n\nR: We waited. She came back late.\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/306.txt", TEXT);
    sandbox.ok(&["import"]);
    for (code, name) in [("push/left", "Left"), ("push/waiting", "Waiting")] {
        sandbox.ok(&["codebook", "add", code, "--name", name]);
    }
    sandbox
}

fn at(sandbox: &Sandbox, path: &str) -> Option<(Served, Browser)> {
    let mut browser = Browser::start()?;
    let (mut served, _) = Served::new(sandbox);
    browser.enter(&mut served);
    open(&browser, path);
    Some((served, browser))
}

fn open(browser: &Browser, path: &str) {
    browser.go(path);
    browser.wait("document.documentElement.dataset.ready !== undefined");
}

fn told(sandbox: &Sandbox) -> Vec<(String, String)> {
    let said = sandbox.run(&["codings", "--format", "json"]).out;
    let codings: Vec<Value> = serde_json::from_str(&said).expect("JSON");
    let word = |it: &Value, name: &str| it[name].as_str().unwrap_or_default().to_owned();
    codings
        .iter()
        .map(|it| (word(it, "code"), word(it, "text")))
        .collect()
}

fn pair(code: &str, words: &str) -> (String, String) {
    (code.to_owned(), words.to_owned())
}

/// Waits until the page says so, and forgets it.
fn says(browser: &Browser, words: &str) {
    browser.wait(&format!(
        "document.getElementById('status').textContent.startsWith({})",
        json!(words)
    ));
    browser.value("document.getElementById('status').textContent = ''");
}

/// Chooses a code by some of its letters.
fn choose(browser: &Browser, letters: &str) {
    browser.wait("document.getElementById('chooser').open");
    browser.keys(letters);
    browser.keys(key::ENTER);
}

fn value(browser: &Browser, id: &str) -> String {
    browser.words(&format!("document.getElementById({}).value", json!(id)))
}

#[test]
fn codings_get_another_shape_by_keyboard() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    browser.keys("jsc");
    choose(&browser, "left");
    says(&browser, "Saved");
    assert_eq!(told(&sandbox), [pair("push/left", "Мы ушли 👩‍👩‍👧 зимой.")]);
    // The ends word by word, saved when the keys rest.
    browser.keys(".");
    browser.chord(key::ALT, key::LEFT);
    says(&browser, "New ends");
    assert_eq!(told(&sandbox), [pair("push/left", "Мы ушли 👩‍👩‍👧 зимой")]);
    browser.chord(&format!("{}{}", key::ALT, key::SHIFT), key::RIGHT);
    says(&browser, "New ends");
    assert_eq!(told(&sandbox), [pair("push/left", "ушли 👩‍👩‍👧 зимой")]);
    // The selected words as its ends: a word earlier, and two sentences more.
    browser.keys("{))e");
    says(&browser, "New ends");
    let two = "Мы ушли 👩‍👩‍👧 зимой. Потом нас ждала тётя.";
    assert_eq!(told(&sandbox), [pair("push/left", two)]);
    browser.picture("resized");
    // A sentence less is selected, and becomes a coding of its own; then they are one again.
    browser.keys("(d");
    says(&browser, "Split off");
    let pieces = [
        pair("push/left", "Мы ушли 👩‍👩‍👧 зимой."),
        pair("push/left", "Потом нас ждала тётя."),
    ];
    assert_eq!(told(&sandbox), pieces);
    browser.keys(".+");
    says(&browser, "Joined");
    assert_eq!(told(&sandbox), [pair("push/left", two)]);
    browser.keys("u");
    says(&browser, "Taken back");
    assert_eq!(told(&sandbox), pieces);
    // Across passages, and a passage less.
    browser.keys("pJc");
    choose(&browser, "wait");
    says(&browser, "Saved");
    let across =
        "Мы ушли 👩‍👩‍👧 зимой. Потом нас ждала тётя. Она плакала.\n\nR: We waited. She came back late.";
    assert!(
        told(&sandbox).contains(&pair("push/waiting", across)),
        "{:?}",
        told(&sandbox)
    );
    browser.keys("K");
    let words = browser.words("getSelection().toString()");
    assert!(words.ends_with("плакала."), "{words}");
}

#[test]
fn every_change_waits_for_the_server_and_outlives_a_reload() {
    let sandbox = study();
    sandbox.ok(&["code", "306", "--text", "We waited.", "push/left"]);
    sandbox.ok(&["code", "306", "--text", "Она плакала.", "push/left"]);
    let Some((served, mut browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    let port = served.host().rsplit(':').next().expect("port").to_owned();
    drop(served);
    // One gets another code, one goes, one is new; and one is taken back before it was sent.
    browser.keys(".r");
    choose(&browser, "wait");
    says(&browser, "Not saved yet");
    browser.keys(".x");
    says(&browser, "Not saved yet");
    browser.keys("ks");
    browser.keys("c");
    choose(&browser, "left");
    says(&browser, "Not saved yet");
    browser.keys("s");
    browser.keys("1");
    says(&browser, "Not saved yet");
    browser.keys("u");
    says(&browser, "Taken back before it was sent");
    browser.wait("document.querySelectorAll('.margin i.pending').length === 2");
    assert_eq!(told(&sandbox).len(), 2, "nothing has been sent");
    let waiting =
        "Object.keys(localStorage).filter((it) => it.startsWith('quotebook:queue:')).length";
    assert_eq!(browser.value(waiting), json!(3));
    let (mut again, _) = Served::at(&sandbox, &["--port", &port]);
    browser.enter(&mut again);
    assert_eq!(browser.value(waiting), json!(3), "they outlive the page");
    open(&browser, "/sources/306");
    browser.wait(&format!("{waiting} === 0"));
    let all = told(&sandbox);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(
        all.contains(&pair("push/waiting", "Она плакала.")),
        "{all:?}"
    );
    assert!(!all.iter().any(|it| it.1 == "We waited."), "{all:?}");
}

#[test]
fn the_codebook_is_kept_by_keyboard_and_what_is_typed_outlives_a_reload() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/codebook") else {
        return;
    };
    browser.keys(key::ESCAPE);
    browser.keys(key::DOWN);
    browser.keys(key::ENTER);
    browser.wait("document.getElementById('panel')?.dataset.code === 'push/waiting'");
    browser.keys("e");
    browser.wait("document.activeElement.id === 'name'");
    browser.chord(key::CONTROL, "a");
    browser.keys("Long waits");
    browser.reload();
    browser.wait("document.documentElement.dataset.ready !== undefined");
    assert_eq!(value(&browser, "name"), "Long waits");
    assert_eq!(sandbox.json(&["codes"])[1]["name"], "Waiting");
    browser.keys("e");
    browser.chord(key::CONTROL, key::ENTER);
    says(&browser, "Saved");
    assert_eq!(sandbox.json(&["codes"])[1]["name"], "Long waits");
    // A rule is counted while it is typed; nothing is coded by that.
    browser.fill("#match", "waited OR плакала");
    browser.wait("document.getElementById('together').textContent.includes(': 2')");
    assert_eq!(told(&sandbox), []);
    browser.click("#rules button[type=button]");
    says(&browser, "Rules applied");
    let ruled = [
        pair("push/waiting", "Она плакала."),
        pair("push/waiting", "We waited."),
    ];
    assert_eq!(told(&sandbox), ruled);
    // It moves by the list of codes, and a new one is added.
    browser.keys(key::ESCAPE);
    browser.keys("m");
    browser.wait("document.activeElement.id === 'parent'");
    browser.keys("Le");
    browser.keys("\u{E004}");
    browser.keys(key::ENTER);
    says(&browser, "Saved");
    assert_eq!(sandbox.json(&["codes"])[1]["parent"], "push/left");
    browser.keys(key::ESCAPE);
    browser.keys("n");
    browser.wait("document.activeElement.id === 'new-key'");
    browser.keys("pull/work");
    browser.keys(key::ENTER);
    says(&browser, "Saved");
    assert_eq!(sandbox.json(&["codes"])[2]["code"], "pull/work");
    browser.picture("codebook");
}

#[test]
fn a_changed_definition_leads_through_its_codings() {
    let sandbox = study();
    for words in ["We waited.", "Она плакала.", "She came back late."] {
        sandbox.ok(&["code", "306", "--text", words, "push/waiting"]);
    }
    sandbox.ok(&[
        "codebook",
        "edit",
        "push/waiting",
        "--definition",
        "Months.",
    ]);
    let Some((_served, browser)) = at(&sandbox, "/codebook/older") else {
        return;
    };
    browser.keys("y");
    says(&browser, "Saved");
    browser.keys("r");
    choose(&browser, "left");
    says(&browser, "Saved");
    browser.keys("x");
    says(&browser, "Removed");
    browser.wait("document.getElementById('left').textContent === 'All are looked through.'");
    assert_eq!(
        told(&sandbox),
        [
            pair("push/waiting", "Она плакала."),
            pair("push/left", "We waited.")
        ]
    );
    assert_eq!(sandbox.run(&["codings", "--outdated"]).code, 1);
}

#[test]
fn a_query_is_completed_and_what_is_ticked_is_coded_at_once() {
    let sandbox = study();
    sandbox.ok(&["code", "306", "--text", "Она плакала.", "push/waiting"]);
    let Some((_served, browser)) = at(&sandbox, "/search") else {
        return;
    };
    browser.wait("document.activeElement.id === 'query'");
    browser.keys("wai");
    browser.wait(
        "document.querySelector('#suggestions-of-query li')?.textContent.startsWith('code:push/waiting')",
    );
    browser.keys(key::DOWN);
    assert_eq!(
        browser.words("document.getElementById('query').getAttribute('aria-activedescendant')"),
        "suggestions-of-query-0"
    );
    browser.keys(key::ENTER);
    assert_eq!(value(&browser, "query"), "code:push/waiting ");
    browser.picture("completed");
    browser.keys("OR waited");
    browser.keys(key::ENTER);
    browser.wait("document.querySelectorAll('#hits > li').length === 2 && document.documentElement.dataset.ready !== undefined");
    browser.keys("ac");
    choose(&browser, "left");
    says(&browser, "Coded places: 2");
    let coded = told(&sandbox);
    assert!(
        coded.contains(&pair("push/left", "Она плакала.")),
        "{coded:?}"
    );
    assert!(
        coded.contains(&pair("push/left", "We waited.")),
        "{coded:?}"
    );
    browser.keys("u");
    says(&browser, "Taken back");
    assert_eq!(told(&sandbox).len(), 1);
    // From a hit into the source, and from hit to hit there.
    browser.go("/sources/306?q=waited%20OR%20зимой");
    browser.wait("document.documentElement.dataset.ready !== undefined");
    let at = "document.getElementById('hit-at').textContent + ' ' + getSelection()";
    assert_eq!(browser.words(at), "1 / 2 зимой");
    browser.keys("h");
    assert_eq!(browser.words(at), "2 / 2 waited");
    // Other fields that take a query are completed too.
    browser.go("/tables/table-codes");
    browser.wait("document.readyState === 'complete'");
    browser.value("document.getElementById('setting-where').focus()");
    browser.keys("wai");
    browser.wait("document.querySelector('#suggestions-of-setting-where li')?.textContent.startsWith('code:push/waiting')");
    browser.keys(key::DOWN);
    browser.keys(key::ENTER);
    assert_eq!(value(&browser, "setting-where"), "code:push/waiting ");
}

/// Strikes a key of a layout that has other letters there.
fn strike(browser: &Browser, key: &str, code: &str) {
    browser.value(&format!(
        "document.getElementById('text').dispatchEvent(new KeyboardEvent('keydown', {{ key: {}, code: {}, bubbles: true, cancelable: true }}))",
        json!(key),
        json!(code)
    ));
}

#[test]
fn undo_takes_back_what_is_on_its_way_and_not_what_was_done_before() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    browser.keys("jsc");
    choose(&browser, "left");
    says(&browser, "Saved");
    let first = [pair("push/left", "Мы ушли 👩‍👩‍👧 зимой.")];
    // Every change takes its time now.
    browser.value("window.fast = window.fetch, window.fetch = async (path, how) => { if (how?.method && how.method !== 'GET') await new Promise((go) => setTimeout(go, 600)); return window.fast(path, how); }");
    browser.keys("s1");
    browser.keys("u");
    browser.wait("document.getElementById('status').textContent.startsWith('Taken back: ')");
    assert_eq!(told(&sandbox), first);
    browser.value("window.fetch = window.fast");
    // An end that still moves goes back, the coding stays.
    browser.keys("k.");
    browser.chord(key::ALT, key::LEFT);
    browser.keys("u");
    says(&browser, "Taken back before it was sent");
    std::thread::sleep(std::time::Duration::from_millis(900));
    assert_eq!(told(&sandbox), first);
}

#[test]
fn an_earlier_day_in_another_window_keeps_what_waits() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    browser.value("document.cookie = `quotebook-as-of-${location.port}=2020-01-01T00:00:00Z; path=/; samesite=strict`");
    browser.keys("jsc");
    choose(&browser, "left");
    says(&browser, "You are looking at an earlier day");
    let waiting =
        "Object.keys(localStorage).filter((it) => it.startsWith('quotebook:queue:')).length";
    assert_eq!(browser.value(waiting), json!(1));
    assert_eq!(told(&sandbox), []);
    browser.click("#elsewhere button");
    browser.wait(&format!("{waiting} === 0"));
    assert_eq!(told(&sandbox), [pair("push/left", "Мы ушли 👩‍👩‍👧 зимой.")]);
}

#[test]
fn memos_are_read_beside_the_text_and_a_refused_one_is_kept() {
    let sandbox = study();
    sandbox.ok(&["code", "306", "--text", "We waited.", "push/left"]);
    sandbox.ok(&["memo", "source:306", "Written in <b>winter</b>."]);
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    browser
        .wait("document.getElementById('memos').textContent.includes('Written in <b>winter</b>.')");
    browser.keys(".m");
    browser.wait("document.getElementById('asking').open");
    browser.keys("words that matter");
    let coding = browser.words("JSON.stringify(Object.keys(localStorage))");
    let id = coding.split(":memo:").nth(1).expect("a memo that is kept");
    let id = id.split(':').nth(1).and_then(|it| it.split('"').next());
    sandbox.ok(&["uncode", id.expect("its coding")]);
    browser.chord(key::CONTROL, key::ENTER);
    says(&browser, "Not saved (your words are kept");
    browser.keys(key::ESCAPE);
    browser.keys("m");
    browser.wait("document.getElementById('answer').value === 'words that matter'");
    browser.wait("document.getElementById('written').textContent.includes('winter')");
    browser.chord(key::CONTROL, key::ENTER);
    says(&browser, "Saved");
    browser.wait("document.getElementById('memos').textContent.includes('words that matter')");
}

#[test]
fn what_waits_is_sent_from_every_page() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    browser.value("window.fetch = () => Promise.reject(new TypeError('no'))");
    browser.keys("jsc");
    choose(&browser, "left");
    says(&browser, "Not saved yet");
    browser.go("/history");
    browser.wait("document.getElementById('status').textContent === 'Saved'");
    assert_eq!(told(&sandbox).len(), 1);
}

#[test]
fn keys_work_on_a_layout_without_latin_letters_and_can_be_switched_off() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    let selected = "String(getSelection())";
    strike(&browser, "о", "KeyJ");
    strike(&browser, "ы", "KeyS");
    assert_eq!(browser.words(selected), "Мы ушли 👩‍👩‍👧 зимой.");
    strike(&browser, "ъ", "BracketRight");
    assert_eq!(browser.words(selected), "Мы ушли 👩‍👩‍👧 зимой. Потом");
    strike(&browser, "с", "KeyC");
    choose(&browser, "left");
    says(&browser, "Saved");
    strike(&browser, "ә", "Digit1");
    says(&browser, "Saved");
    browser.click("#help");
    browser.click("#shortcuts");
    browser.keys(key::ESCAPE);
    browser.value("getSelection().removeAllRanges()");
    browser.keys("s");
    assert_eq!(browser.words(selected), "");
}

#[test]
fn each_passage_has_its_own_direction_and_its_own_highlight() {
    let sandbox = Sandbox::new();
    sandbox.write(
        "corpus/7.txt",
        "Interviewer: How was it?\n\nGirl: أنا ذهبت إلى المدرسة.\n\nR: We waited.\n",
    );
    sandbox.ok(&["import"]);
    sandbox.ok(&["codebook", "add", "push/left", "--name", "Left"]);
    let Some((_served, browser)) = at(&sandbox, "/sources/7") else {
        return;
    };
    assert_eq!(
        browser.words("[...document.querySelectorAll('.passage p')].map((it) => getComputedStyle(it).direction).join(' ')"),
        "ltr rtl ltr"
    );
    browser.keys("pJJc");
    choose(&browser, "left");
    says(&browser, "Saved");
    let words = browser.words("[...CSS.highlights.values()].flatMap((it) => [...it]).map((it) => { const words = document.createRange(); words.setStart(it.startContainer, it.startOffset); words.setEnd(it.endContainer, it.endOffset); return String(words); }).join('|')");
    assert_eq!(words, "How was it?|أنا ذهبت إلى المدرسة.|We waited.");
}

#[test]
fn the_mouse_alone_codes_and_a_new_code_gets_a_key_of_its_name() {
    let sandbox = study();
    sandbox.ok(&[
        "code",
        "306",
        "--text",
        "She came back late.",
        "push/left",
        "--coder",
        "bek",
    ]);
    let Some((_served, browser)) = at(&sandbox, "/sources/306") else {
        return;
    };
    // Codings of others are told apart, hidden and shown again.
    let others = "document.querySelectorAll('.margin i.other').length";
    browser.wait(&format!("{others} === 1"));
    browser.keys("o");
    browser.wait(&format!("{others} === 0"));
    browser.click("#others");
    browser.wait(&format!("{others} === 1"));
    browser.keys("js");
    browser.click(".passage:nth-child(2) .at");
    browser.keys("s");
    browser.value("document.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true })), document.dispatchEvent(new PointerEvent('pointerup', { bubbles: true }))");
    browser.wait("!document.getElementById('tools').hidden");
    browser.picture("tools");
    let words = browser.words("String(getSelection())");
    browser.click("#tools button:nth-last-child(2)");
    browser.wait("document.getElementById('coining').open");
    assert_eq!(value(&browser, "coin-name"), words);
    browser.keys(key::ENTER);
    says(&browser, "Saved");
    let made = told(&sandbox).into_iter().find(|it| it.1 == words);
    let made = made.expect("coded").0;
    assert!(
        !made.contains(' ') && made.chars().any(char::is_alphabetic),
        "{made}"
    );
    // The next one by its button.
    browser.wait("document.querySelector('#lasts button kbd')?.textContent === '1'");
    browser.keys("s");
    browser.click("#lasts button");
    says(&browser, "Saved");
    assert_eq!(told(&sandbox).iter().filter(|it| it.0 == made).count(), 2);
}

#[test]
fn wording_that_is_saved_twice_without_a_connection_is_saved_as_it_was_last() {
    let sandbox = study();
    let Some((_served, browser)) = at(&sandbox, "/codebook?code=push/left") else {
        return;
    };
    let write = |words: &str| {
        browser.value(&format!(
            "(() => {{ const it = document.querySelector('#wording [name=definition]'); it.value = {}; \
             it.dispatchEvent(new Event('input', {{ bubbles: true }})); \
             document.getElementById('wording').requestSubmit(); }})()",
            json!(words)
        ));
    };
    browser.value("(() => { window.lost = window.fetch; window.fetch = () => Promise.reject(new TypeError('no')); })()");
    write("Somebody went.");
    says(&browser, "Not saved yet");
    write("Somebody went away.");
    says(&browser, "Not saved yet");
    browser.value("(() => { window.fetch = window.lost; dispatchEvent(new Event('online')); })()");
    says(&browser, "Saved");
    let codes = sandbox.json(&["codes"]);
    let left = codes.iter().find(|it| it["code"] == "push/left");
    assert_eq!(left.expect("code")["definition"], "Somebody went away.");
}
