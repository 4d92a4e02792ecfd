//! Codings that were made under an older definition of their code: each is confirmed, gets another code,
//! or goes.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use super::dialogs::{choosing, keys, words};
use super::{NoPage, frame, in_path};
use crate::model::codebook::Code;
use crate::project::{Codings, Project, outdated};
use crate::web::api::codebook::{Listed, code_of, listed};
use crate::web::seat::Seat;

/// So many codings are shown.
const SHOWN: usize = 300;

/// Words that the script says.
const WORDS: [&str; 8] = [
    "saved",
    "not-saved",
    "offline",
    "undone",
    "not-sent",
    "removed",
    "choose-code",
    "all-confirmed",
];

/// Keys of the page.
const KEYS: [(&str, &str); 6] = [
    ("j / k", "key-next-coding"),
    ("y", "key-confirm"),
    ("r", "key-recode"),
    ("x", "key-remove"),
    ("o", "key-open-source"),
    ("u", "key-undo"),
];

/// Of which code.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Which {
    /// Its key; empty for all.
    #[serde(default)]
    code: String,
}

struct Queue {
    all: usize,
    shown: Vec<(Listed, Option<Code>)>,
}

fn queue(project: &Project, who: &str, key: &str) -> Result<Queue, crate::project::ProjectError> {
    let study = project.study(None, &Codings::All)?;
    let code = match key {
        "" => None,
        key => Some(code_of(&study, key)?.id),
    };
    let mut older = outdated(&study);
    older.retain(|it| code.is_none_or(|code| it.code == code));
    let all = older.len();
    let own = study.coder_named(who).map(|it| it.id);
    older.sort_by_key(|it| (Some(it.coder) != own, it.code, it.source, it.span));
    older.truncate(SHOWN);
    let mut listed = listed(project, &study, older, who)?;
    // One's own first, and code by code: whoever has the new definition in mind goes on with it.
    let order: BTreeMap<_, usize> = study
        .codebook()
        .iter()
        .enumerate()
        .map(|(at, it)| (it.id, at))
        .collect();
    listed.sort_by_key(|it| (!it.own, order.get(&it.code.id).copied()));
    let mut versions: BTreeMap<String, Vec<Code>> = BTreeMap::new();
    let mut shown = Vec::new();
    for it in listed {
        let known = match versions.get(&it.code.key) {
            Some(known) => known,
            None => {
                let known = project.code_versions(&it.code.key)?;
                let known = known.into_iter().map(|it| it.code).collect();
                versions.entry(it.code.key.clone()).or_insert(known)
            }
        };
        let then = known.iter().rfind(|then| then.version == it.definition);
        let then = then.cloned();
        shown.push((it, then));
    }
    Ok(Queue { all, shown })
}

/// `GET /codebook/older`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let key = which.code;
    let queue = seat
        .ask(move |project, who| queue(project, who, &key))
        .await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        div.title {
            h1 { (say("older-codings")) }
            p { a href="/codebook" { "← " (say("codebook")) } }
            p { button #help type="button" { (say("keys")) " (?)" } }
        }
        p #left { (seat.say_of("n-older", &[("n", queue.all)])) }
        @if queue.all > queue.shown.len() { p { (seat.say_of("first-shown", &[("n", queue.shown.len())])) } }
        ol.older #older {
            @for (it, then) in &queue.shown {
                li tabindex="-1" data-coding=(it.id) data-code=(it.code.key) {
                    p { strong { bdi { (it.code.name) } } " " span.quiet { (it.code.key) " · " (say("by")) " " bdi { (it.coder) } " · " }
                        a.source href={ "/sources/" (in_path(&it.source)) "?at=" (it.start) } { bdi { (it.source) } } }
                    blockquote dir="auto" { (it.text) }
                    dl.meanings {
                        dt { (seat.say_of("meant-then", &[("n", it.definition as usize)])) }
                        dd dir="auto" { @match then { Some(then) => (meaning(&seat, then)), None => "—" } }
                        dt { (seat.say_of("means-now", &[("n", it.code.version as usize)])) }
                        dd dir="auto" { (meaning(&seat, &it.code)) }
                    }
                    p { button type="button" data-act="confirm" { (say("confirm")) } " "
                        button type="button" data-act="recode" { (say("recode")) } " "
                        button type="button" data-act="remove" { (say("remove")) } }
                }
            }
        }
        (choosing(&seat))
        (keys(&seat, &KEYS))
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("older-codings"), Some("older.js"), page))
}

fn meaning(seat: &Seat, code: &Code) -> Markup {
    let texts = [
        ("definition", &code.definition),
        ("use-when", &code.use_when),
        ("not-when", &code.not_when),
    ];
    html! {
        @for (name, text) in texts.into_iter().filter(|it| !it.1.is_empty()) {
            p { span.quiet { (seat.say(name)) ": " } (text) }
        }
    }
}
