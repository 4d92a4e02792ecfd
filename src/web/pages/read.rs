//! Read and code one source. The server writes the text once, passage by passage; everything that
//! changes (codings, their stripes) is drawn over it by `read.js`.

use axum::extract::Path;
use maud::{Markup, PreEscaped, html};

use super::{NoPage, frame, in_path};
use crate::model::natural::natural;
use crate::model::passage::passages;
use crate::model::span::Positions;
use crate::project::Project;
use crate::web::api::named;
use crate::web::seat::Seat;

/// Words that the script says.
const WORDS: [&str; 16] = [
    "saved",
    "not-saved",
    "undone",
    "removed",
    "choose-code",
    "new-code",
    "code-key",
    "memo",
    "no-selection",
    "new-version",
    "offline",
    "recode",
    "remove",
    "by",
    "nothing-here",
    "cancel",
];

/// Keys of the page, as its help lists them.
const KEYS: [(&str, &str); 15] = [
    ("j / k", "key-passage"),
    ("s", "key-sentence"),
    ("p", "key-whole"),
    ("] / [", "key-word"),
    ("Shift + ← →", "key-letter"),
    ("c", "key-code"),
    ("1 … 9", "key-last"),
    ("n", "key-new"),
    ("m", "key-memo"),
    (". / ,", "key-coding"),
    ("g", "key-uncoded"),
    ("r", "key-recode"),
    ("x", "key-remove"),
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
    version: u32,
    language: Option<String>,
    respondent: Option<String>,
    attributes: Vec<(String, String)>,
    parts: Vec<Part>,
    before: Option<String>,
    after: Option<String>,
}

fn read(project: &Project, name: &str) -> Result<Shown, crate::project::ProjectError> {
    let (study, source) = named(project, name)?;
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
    Ok(Shown {
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
    let words: serde_json::Map<String, serde_json::Value> = WORDS
        .iter()
        .map(|name| ((*name).to_owned(), say(name).into()))
        .collect();
    // Data, not a script; `<` is written so that it cannot end the element.
    let words = serde_json::Value::from(words)
        .to_string()
        .replace('<', "\\u003c");
    let page = html! {
        div.reading {
            div.title {
                h1 { bdi { (name) } }
                p.beside {
                    @if let Some(before) = &shown.before { a href={ "/sources/" (in_path(before)) } { "← " bdi { (before) } } }
                    " "
                    @if let Some(after) = &shown.after { a href={ "/sources/" (in_path(after)) } { bdi { (after) } " →" } }
                }
                p.progress #progress {}
            }
            article #text tabindex="0" aria-label=(name) lang=[shown.language.as_deref()]
                data-source=(name) data-version=(shown.version) {
                @for (number, part) in shown.parts.iter().enumerate() {
                    div.passage id={ "p" (number + 1) } {
                        a.at href={ "#p" (number + 1) } { (number + 1) }
                        p.heading[part.heading] dir="auto" data-start=(part.start) {
                            @if !part.label.is_empty() { b { (part.label) } }
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
                h2 { (say("codings-here")) }
                ul #here {}
                p { button #help type="button" { (say("keys")) " (?)" } }
            }
        }
        dialog #chooser aria-label=(say("choose-code")) {
            input #filter type="text" role="combobox" aria-expanded="true" aria-controls="codes"
                aria-label=(say("choose-code")) placeholder=(say("choose-code")) autocomplete="off";
            ul #codes role="listbox" aria-label=(say("codes")) {}
            div #meaning {}
        }
        dialog #asking {
            form method="dialog" {
                label { span #question {} textarea #answer rows="4" {} }
                p { button value="yes" { (say("save")) } " " button value="no" formnovalidate { (say("cancel")) } }
            }
        }
        dialog #keys aria-label=(say("keys")) {
            h2 { (say("keys")) }
            dl { @for (key, about) in KEYS { dt { kbd { (key) } } dd { (say(about)) } } }
            form method="dialog" { button { (say("close")) } }
        }
        script #words type="application/json" { (PreEscaped(words)) }
    };
    Ok(frame(&seat, &name, Some("read.js"), page))
}
