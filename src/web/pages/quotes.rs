//! The quote bank: the quotes of a theme or query with their attributions, how they stand, who could be
//! recognised by them; to copy, and as a file.

use std::collections::HashMap;

use axum::extract::Query;
use maud::{Markup, html};

use super::{NoPage, frame, in_path, querying, words, wrong};
use crate::model::passage::passages;
use crate::model::quote::Quote;
use crate::model::rendering::Mark;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError};
use crate::report::quotes::parts;
use crate::web::api::quote_file::FORMATS;
use crate::web::api::quotes::{Bank, Which, bank};
use crate::web::seat::Seat;

/// So many quotes are shown.
const SHOWN: usize = 300;

/// How far a quote may have come, with the words for it.
pub(super) const STATUSES: [(&str, &str); 4] = [
    ("none", "status-none"),
    ("candidate", "status-candidate"),
    ("approved", "status-approved"),
    ("used", "status-used"),
];

const FORMS: [(&str, &str); 4] = [
    ("printed", "form-printed"),
    ("clean", "form-clean"),
    ("marked", "form-marked"),
    ("source", "form-source"),
];

/// Words that the script says.
pub(super) const WORDS: [&str; 13] = [
    "quote-has",
    "source-has",
    "saved",
    "not-saved",
    "offline-kept",
    "copied",
    "exported",
    "star-on",
    "star-off",
    "kept-words",
    "undone",
    "take-mine",
    "take-theirs",
];

struct Shown {
    quote: Quote,
    /// The words in their quotation marks, in parts.
    parts: Vec<(String, Option<Mark>)>,
    /// Its passage, counted from 1.
    passage: usize,
    shared: usize,
}

struct Found {
    codes: Vec<(String, String)>,
    coders: Vec<String>,
    bank: Result<(Vec<Shown>, usize, bool), String>,
    threshold: usize,
}

fn shown(project: &Project, study: &Study, bank: Bank) -> Result<Vec<Shown>, ProjectError> {
    let style = &project.settings().style;
    let mut known: HashMap<String, Vec<Span>> = HashMap::new();
    let mut all = Vec::new();
    for (quote, shared) in bank.quotes.into_iter().zip(bank.shared).take(SHOWN) {
        if !known.contains_key(&quote.source) {
            let text = match study.source_named(&quote.source) {
                Some(source) => project.text(source)?,
                None => String::new(),
            };
            let spans = passages(&text).iter().map(|it| it.span).collect();
            known.insert(quote.source.clone(), spans);
        }
        let spans = known.get(&quote.source).map(Vec::as_slice);
        let before = |it: &Span| it.start <= quote.span.start;
        all.push(Shown {
            passage: spans.unwrap_or_default().partition_point(before).max(1),
            parts: parts(&quote, style),
            quote,
            shared,
        });
    }
    Ok(all)
}

fn find(project: &Project, which: &Which) -> Result<Found, ProjectError> {
    let study = project.study(None, &Codings::None)?;
    let codes = study.codebook();
    let codes = codes
        .iter()
        .map(|it| (it.key.clone(), study.path(it.id).join(" › ")));
    let codes = codes.collect();
    let mut coders: Vec<String> = study.coders.values().map(|it| it.name.clone()).collect();
    coders.sort();
    // A query that is wrong is an answer of this page.
    let bank = match which.is_asked() {
        false => Ok((Vec::new(), 0, false)),
        true => match bank(project, which) {
            Ok(bank) => {
                let (n, fewer) = (bank.quotes.len(), bank.fewer);
                Ok((shown(project, &study, bank)?, n, fewer))
            }
            Err(error) => Err(error.to_string()),
        },
    };
    Ok(Found {
        codes,
        coders,
        bank,
        threshold: project.settings().disclosure.team,
    })
}

/// A quote's words with what is left out and put in marked.
pub(super) fn marked(parts: &[(String, Option<Mark>)]) -> Markup {
    html! {
        @for (part, mark) in parts {
            @match mark {
                None => (part),
                Some(Mark::LeftOut) => del { (part) },
                Some(Mark::PutIn) => ins { (part) },
            }
        }
    }
}

/// Whether few respondents share what an attribution tells.
pub(super) fn shared(seat: &Seat, shared: usize, threshold: usize) -> Markup {
    let n = [("n", shared), ("least", threshold)];
    html! {
        @if shared < threshold { span.few { (seat.say_of("shared-few", &n)) } }
        @else { span.quiet { (seat.say_of("shared", &n)) } }
    }
}

/// `GET /quotes`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let asked = which.clone();
    let found = seat.ask(move |project, _| find(project, &asked)).await?;
    let say = |name: &str| seat.say(name);
    let page = html! {
        h1 { (say("quotes")) }
        form.search #which action="/quotes" {
            label { span.quiet { (say("theme")) }
                select name="code" {
                    option value="" { (say("every-theme")) }
                    @if which.code.contains(',') { option value=(which.code) selected { (which.code) } }
                    @for (key, path) in &found.codes {
                        option value=(key) selected[*key == which.code] { (path) }
                    }
                }
            }
            label { span.quiet { (say("query")) }
                (querying(&seat, "query", "query", &which.query, None)) }
            label.short { span.quiet { (say("status")) }
                select name="status" {
                    option value="" { (say("status-any")) }
                    @for (name, word) in STATUSES { option value=(name) selected[name == which.status] { (say(word)) } }
                }
            }
            label.short { span.quiet { (say("coder")) }
                select name="coder" {
                    option value="" { (say("everybody")) }
                    @if which.coder.contains(',') { option value=(which.coder) selected { (which.coder) } }
                    @for name in &found.coders { option value=(name) selected[*name == which.coder] { (name) } }
                }
            }
            label.short { span.quiet { (say("form")) }
                select name="form" {
                    @for (name, word) in FORMS { option value=(name) selected[name == which.form] { (say(word)) } }
                }
            }
            @if !which.within.is_empty() {
                label { span.quiet { (say("of-sources-with")) }
                    input name="within" type="search" value=(which.within) autocomplete="off" dir="auto"; }
            }
            @for (name, day) in [("coded_from", &which.coded_from), ("coded_to", &which.coded_to)] {
                @if !day.is_empty() {
                    label.short { span.quiet { (say(&name.replace('_', "-"))) } input name=(name) type="date" value=(day); }
                }
            }
            label.tick { input name="excluded" type="checkbox" value="on" checked[!which.excluded.is_empty()]; " " (say("with-excluded")) }
            label.tick { input name="starred" type="checkbox" value="on" checked[!which.starred.is_empty()]; " " (say("only-starred")) }
            button { (say("show")) }
        }
        div #live {
            @match &found.bank {
                Err(error) => (wrong(&seat, error))
                Ok(_) if !which.is_asked() => p { (say("theme-help")) }
                Ok((_, 0, fewer)) => {
                    p { (say("no-quotes")) }
                    @if *fewer { p.quiet { (say("excluded-left-out")) } }
                }
                Ok((quotes, n, fewer)) => {
                    @if *fewer { p.quiet { (say("excluded-left-out")) } }
                    p { (seat.say_of("n-quotes", &[("n", *n)])) }
                    @if *n > SHOWN { p { (seat.say_of("first-shown", &[("n", SHOWN)])) } }
                    ul.quotes {
                        @for it in quotes { (item(&seat, it, found.threshold)) }
                    }
                }
            }
        }
        @if matches!(&found.bank, Ok((_, n, _)) if *n > 0) { (export(&seat)) }
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("quotes"), Some("quotes.js"), page))
}

fn item(seat: &Seat, it: &Shown, threshold: usize) -> Markup {
    let say = |name: &str| seat.say(name);
    let quote = &it.quote;
    let ids: Vec<String> = quote.codings.iter().map(ToString::to_string).collect();
    let first = ids.first().map_or("", String::as_str);
    let star = match quote.starred {
        true => "star-on",
        false => "star-off",
    };
    html! {
        li data-codings=(ids.join(" ")) {
            p.quiet { (quote.theme.join(" › ")) " · "
                a href={ "/sources/" (in_path(&quote.source)) "#p" (it.passage) } { bdi { (quote.source) } " · " (it.passage) }
                @if quote.edited.is_some() { " · " (say("edited")) } }
            blockquote dir="auto" lang=[quote.language.as_deref()] {
                (marked(&it.parts)) " " span { (quote.attribution) }
            }
            @for translation in &quote.translations {
                blockquote.translation dir="auto" lang=(translation.language) {
                    (translation.text) " " span { (translation.credit(quote.digest)) }
                }
            }
            @if let Some(why) = &quote.idle { p.few { (say("edit-idle")) " " (why) } }
            p { (shared(seat, it.shared, threshold)) }
            div.controls {
                button type="button" data-star aria-pressed=(quote.starred) aria-label=(say("star")) title=(say(star)) {
                    @if quote.starred { "★" } @else { "☆" } }
                label { span.unseen { (say("status")) }
                    select data-status {
                        @for (name, word) in STATUSES {
                            option value=(name) selected[quote.status.map_or("none", |it| it.name()) == name] { (say(word)) }
                        }
                    }
                }
                a.button href={ "/quotes/" (first) } { (say("edit")) }
                button type="button" data-copy { (say("copy")) }
                button type="button" data-copy="plain" { (say("copy-plain")) }
            }
            details open[!quote.note.is_empty()] {
                summary { (say("note")) }
                label { span.unseen { (say("note")) } textarea data-note rows="2" dir="auto" { (quote.note) } }
                button type="button" data-save-note { (say("save")) }
            }
        }
    }
}

/// The quotes that are shown as a file.
fn export(seat: &Seat) -> Markup {
    let say = |name: &str| seat.say(name);
    let choice = |name: &str, options: &[(&str, &str)]| {
        let label = match name {
            "by" => "by-what",
            other => other,
        };
        html! {
            label.short { span.quiet { (say(label)) }
                select name=(name) { @for (value, word) in options { option value=(value) { (say(word)) } } }
            }
        }
    };
    html! {
        section.noprint {
            h2 { (say("as-file")) }
            form.search #export {
                label.short { span.quiet { (say("file-format")) }
                    select name="format" { @for (ending, _) in FORMATS { option value=(ending) { (ending) } } }
                }
                (choice("by", &[("theme", "by-theme"), ("category", "category"), ("respondent", "respondent")]))
                (choice("translation", &[("none", "translation-none"), ("both", "translation-both"), ("only", "translation-only")]))
                label.short { span.quiet { (say("with-context")) } input name="context" type="number" min="0" max="20" value="0"; }
                label.tick { input name="positions" type="checkbox"; " " (say("with-places")) }
                button { (say("download")) }
            }
            p.quiet { (say("export-help")) }
        }
    }
}
