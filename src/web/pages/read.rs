//! Read and code one source. The server writes the text once, passage by passage; everything that
//! changes (codings, their stripes) is drawn over it by `read.js`.

use axum::extract::Path;
use maud::{Markup, html};

use super::dialogs::{asking, choosing, coining, keys, words};
use super::{NoPage, frame, in_path};
use crate::model::natural::natural;
use crate::model::passage::passages;
use crate::model::redaction::State;
use crate::model::span::Positions;
use crate::project::Project;
use crate::web::api::named;
use crate::web::seat::Seat;

/// Words that the script says.
const WORDS: [&str; 29] = [
    "saved",
    "not-saved",
    "undone",
    "removed",
    "choose-code",
    "tool-code",
    "tool-new",
    "tool-memo",
    "memo",
    "no-selection",
    "new-version",
    "offline",
    "recode",
    "remove",
    "by",
    "nothing-here",
    "cancel",
    "not-sent",
    "resized",
    "divided",
    "joined",
    "divide",
    "join",
    "resize",
    "no-coding",
    "not-own",
    "nothing-to-join",
    "progress-read",
    "progress-coded",
];

/// Keys of the page, as its help lists them.
const KEYS: [(&str, &str); 26] = [
    ("j / k", "key-passage"),
    ("s", "key-sentence"),
    ("p", "key-whole"),
    ("] / [", "key-word"),
    (") / (", "key-more-sentence"),
    ("J / K", "key-more-passage"),
    ("{ / }", "key-begin"),
    ("Shift + ← →", "key-letter"),
    ("c", "key-code"),
    ("1 … 9", "key-last"),
    ("n", "key-new"),
    ("m", "key-memo"),
    (". / ,", "key-coding"),
    ("e", "key-ends"),
    ("Alt + ← →", "key-end"),
    ("Alt + Shift + ← →", "key-start"),
    ("d", "key-divide"),
    ("+", "key-join"),
    ("r", "key-recode"),
    ("x", "key-remove"),
    ("g", "key-uncoded"),
    ("h / H", "key-hit"),
    ("v", "key-unread"),
    ("o", "key-others"),
    ("u", "key-undo"),
    ("/", "key-search"),
];

struct Part {
    start: usize,
    label: String,
    words: String,
    heading: bool,
}

struct Shown {
    /// Places that are not printed, in characters.
    redacted: Vec<(usize, usize)>,
    version: u32,
    language: Option<String>,
    respondent: Option<String>,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
    before: Option<String>,
    after: Option<String>,
}

fn read(project: &Project, name: &str) -> Result<Shown, crate::project::ProjectError> {
    let (mut study, source) = named(project, name)?;
    project.conceal_answers(&mut study)?;
    let text = project.text(&source)?;
    let positions = Positions::of(&text);
    let parts = passages(&text)
        .iter()
        .map(|it| {
            let whole = it.span.range();
            let words = it.words.range();
            Part {
                start: positions.chars(whole.start),
                label: text[whole.start..words.start].to_owned(),
                words: text[words.start..whole.end].to_owned(),
                heading: it.heading,
            }
        })
        .collect();
    let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
    let attributes = study
        .register()
        .iter()
        .filter_map(|it| Some((it.label.clone(), respondent?.value(&it.name)?.to_string())))
        .collect();
    let mut names: Vec<&str> = study.sources.values().map(|it| it.name.as_str()).collect();
    names.sort_by(|a, b| natural(a, b));
    let at = names.iter().position(|it| *it == source.name);
    let beside = |at: Option<usize>| at.and_then(|at| names.get(at)).map(|it| (*it).to_owned());
    let redacted = study.redactions.values().filter(|it| {
        it.source == source.id && it.version == source.version && it.state == State::Accepted
    });
    let mut redacted: Vec<(usize, usize)> = redacted
        .map(|it| (positions.chars(it.span.start), positions.chars(it.span.end)))
        .collect();
    redacted.sort_unstable();
    Ok(Shown {
        redacted,
        version: source.version,
        language: source.language.clone(),
        respondent: respondent.map(|it| it.name.clone()),
        attributes,
        parts,
        before: beside(at.and_then(|at| at.checked_sub(1))),
        after: beside(at.map(|at| at + 1)),
    })
}

/// `GET /sources/{source}`
pub(in crate::web) async fn show(seat: Seat, Path(name): Path<String>) -> Result<Markup, NoPage> {
    let asked = name.clone();
    let shown = seat.ask(move |project, _| read(project, &asked)).await?;
    let say = |name: &str| seat.say(name);
    let places = shown.redacted.iter();
    let places: Vec<String> = places.map(|(from, to)| format!("{from}-{to}")).collect();
    let redacted = Some(places.join(" ")).filter(|it| !it.is_empty());
    let page = html! {
        // What the script asks for first comes with it.
        @for module in ["text.js", "queue.js", "book.js", "dialogs.js", "marks.js", "reading.js"] {
            link rel="modulepreload" href={ "/assets/" (module) };
        }
        div.reading {
            div.title {
                h1 { bdi { (name) } }
                p.beside {
                    @if let Some(before) = &shown.before { a href={ "/sources/" (in_path(before)) } { "← " bdi { (before) } } }
                    " "
                    @if let Some(after) = &shown.after { a href={ "/sources/" (in_path(after)) } { bdi { (after) } " →" } }
                }
                p.progress #progress {}
                p.hitting #hitting hidden {
                    button #hit-before type="button" aria-label=(say("hit-before")) { "↑" } " "
                    span #hit-at role="status" {} " "
                    button #hit-after type="button" aria-label=(say("hit-after")) { "↓" } " "
                    a #hit-search href="/search" { (say("search")) }
                }
            }
            article #text tabindex="0" aria-label=(name) lang=[shown.language.as_deref()]
                data-source=(name) data-version=(shown.version) data-redacted=[redacted.as_deref()] {
                @for (number, part) in shown.parts.iter().enumerate() {
                    div.passage id={ "p" (number + 1) } {
                        a.at href={ "#p" (number + 1) } { (number + 1) }
                        p.heading[part.heading] dir="auto" data-start=(part.start) {
                            // The words say which way they run, not the label.
                            @if !part.label.is_empty() { b dir="auto" { (part.label) } }
                            (part.words)
                        }
                        div.margin {}
                    }
                }
            }
            aside {
                h2 { (say("respondent")) }
                @match &shown.respondent {
                    Some(respondent) => {
                        p { strong { bdi { (respondent) } } }
                        dl { @for (label, value) in &shown.attributes { dt { (label) } dd { bdi { (value) } } } }
                    }
                    None => p { (say("no-respondent")) }
                }
                @if redacted.is_some() {
                    p.quiet { (seat.say_of("redacted-here", &[("n", shown.redacted.len())])) }
                }
                h2 { (say("codings-here")) }
                ul #here {}
                p { label { input #others type="checkbox" checked; " " (say("show-others")) } }
                div #memos hidden { h2 { (say("memos")) } ul {} }
                div #lasts hidden { h2 { (say("last-codes")) } ul.lasts {} }
                p { button #help type="button" { (say("keys")) " (?)" } }
            }
        }
        (choosing(&seat))
        div #tools role="toolbar" aria-label=(say("tools")) hidden {}
        (asking(&seat))
        (coining(&seat))
        (keys(&seat, &KEYS))
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &name, Some("read.js"), page))
}
