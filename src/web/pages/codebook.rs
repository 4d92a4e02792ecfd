//! The codebook: the tree of codes, and beside it the code that is opened.

use std::collections::BTreeMap;

use axum::extract::Query;
use maud::{Markup, html};
use serde::Deserialize;

use super::code::{Opened, opened, panel};
use super::dialogs::{keys, words};
use super::{NoPage, frame, in_path};
use crate::model::codebook::Code;
use crate::model::study::Study;
use crate::project::{Codings, Problem, Project, outdated};
use crate::web::seat::Seat;

/// Words that the script says.
const WORDS: [&str; 13] = [
    "saved",
    "not-saved",
    "offline",
    "undone",
    "not-sent",
    "rule-together",
    "rules-applied",
    "count-sentences",
    "count-respondents",
    "n-to-split",
    "no-key",
    "take-mine",
    "take-theirs",
];

/// Keys of the page.
const KEYS: [(&str, &str); 11] = [
    ("↑ / ↓", "key-tree"),
    ("Enter", "key-open"),
    ("← / →", "key-up-down"),
    ("f", "key-filter"),
    ("n", "key-new-code"),
    ("e", "key-edit"),
    ("m", "key-move"),
    ("Alt + ↑ ↓", "key-shift"),
    ("Ctrl + Enter", "key-save"),
    ("Esc", "key-to-tree"),
    ("u", "key-undo"),
];

/// Which code is opened.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct Which {
    /// Its key; empty for none.
    #[serde(default)]
    code: String,
}

pub(super) struct Row {
    pub(super) code: Code,
    /// How far below its family.
    pub(super) depth: usize,
    pub(super) path: String,
    codings: usize,
}

struct Book {
    rows: Vec<Row>,
    opened: Option<Opened>,
    older: usize,
    problems: Vec<Problem>,
    files: Vec<String>,
}

fn rows(study: &Study) -> Vec<Row> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for coding in study.codings.values() {
        *counts.entry(coding.code).or_default() += 1;
    }
    let row = |code: &Code| {
        let path = study.path(code.id);
        Row {
            code: code.clone(),
            depth: path.len().saturating_sub(1),
            path: path.join(" › "),
            codings: counts.get(&code.id).copied().unwrap_or_default(),
        }
    };
    study.codebook().into_iter().map(row).collect()
}

fn book(project: &Project, key: &str) -> Result<Book, crate::project::ProjectError> {
    let study = project.study(None, &Codings::All)?;
    let opened = match key {
        "" => None,
        key => Some(opened(project, &study, key)?),
    };
    let (problems, files) = match &opened {
        Some(_) => (Vec::new(), Vec::new()),
        None => (project.codebook_problems()?, project.codebook_files()?),
    };
    Ok(Book {
        rows: rows(&study),
        opened,
        older: outdated(&study).len(),
        problems,
        files: files.into_iter().map(|(name, _)| name).collect(),
    })
}

/// `GET /codebook`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let key = which.code;
    let book = seat.ask(move |project, _| book(project, &key)).await?;
    let say = |name: &str| seat.say(name);
    let title = match &book.opened {
        Some(opened) => opened.code.name.clone(),
        None => say("codebook"),
    };
    let page = html! {
        div.title {
            h1 { a.plain href="/codebook" data-open="" { (say("codebook")) } }
            @if book.older > 0 {
                p { a href="/codebook/older" { (seat.say_of("n-older", &[("n", book.older)])) } }
            }
            p { button #help type="button" { (say("keys")) " (?)" } }
        }
        div.book {
            div.side {
                label.narrow { span.quiet { (say("filter-codes")) }
                    input #narrow type="search" autocomplete="off" dir="auto"; }
                div.hang-here data-drop="" { (say("drop-family")) }
                (tree(&seat, &book))
                (new_code(&seat))
            }
            @match &book.opened {
                Some(opened) => (panel(&seat, opened, &book.rows)),
                None => (overview(&seat, &book)),
            }
        }
        (keys(&seat, &KEYS))
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &title, Some("codebook.js"), page))
}

fn tree(seat: &Seat, book: &Book) -> Markup {
    let open = book.opened.as_ref().map(|it| it.code.id);
    let first = book.rows.first().map(|row| row.code.id);
    html! {
        ul.tree #tree role="tree" aria-label=(seat.say("codes")) {
            @for row in &book.rows {
                @let key = &row.code.key;
                @let here = open == Some(row.code.id);
                li.depth-at role="none" data-depth=(row.depth.min(6)) {
                    a role="treeitem" id={ "code-" (row.code.id) } href={ "/codebook?code=" (in_path(key)) }
                        aria-level=(row.depth + 1) aria-selected=(here) data-open=(key) data-drop=(key)
                        data-color=[row.code.color.as_deref()] draggable="true"
                        tabindex=(if here || (open.is_none() && first == Some(row.code.id)) { "0" } else { "-1" }) {
                        bdi { (row.code.name) } " " span.quiet { (row.codings) }
                    }
                }
            }
        }
    }
}

fn new_code(seat: &Seat) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        details #new {
            summary { (say("add-code")) }
            form data-change="new" data-keep="new" {
                label { span { (say("code-key")) } input #new-key name="code" required placeholder="push/poverty" autocomplete="off"; }
                label { span { (say("code-name")) } input name="name" autocomplete="off" dir="auto"; }
                label { span { (say("definition")) } textarea name="definition" rows="2" dir="auto" {} }
                p { button { (say("add-code")) } }
            }
        }
    }
}

fn overview(seat: &Seat, book: &Book) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        section.panel aria-label=(say("codebook")) {
            p { (say("codebook-help")) }
            p { a href="/sources" { (say("import-codebook")) } }
            @if book.rows.iter().any(|row| !row.code.rules.is_empty()) {
                form data-change="apply" { p { button { (say("apply-all-rules")) } } }
            }
            @if !book.problems.is_empty() {
                h2 { (say("codebook-problems")) }
                ul { @for problem in &book.problems {
                    li { a href={ "/codebook?code=" (in_path(&problem.code)) } data-open=(problem.code) { (problem.code) }
                        ": " (say(&format!("problem-{}", problem.fault.name().replace('_', "-")))) }
                } }
            }
            h2 { (say("download")) }
            ul { @for file in &book.files {
                li { a href={ "/api/codebook/files/" (in_path(file)) } download=(file) { (file) } }
            } }
        }
    }
}
