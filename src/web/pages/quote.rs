//! One quote: edited beside its source, translated, and who could be recognised by it.

use axum::extract::{Path, Query};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::Value;

use super::quotes::{STATUSES, WORDS, shared};
use super::{NoPage, frame, in_path, words};
use crate::analysis::disclosure::attributions::recognisable;
use crate::jobs::editing::proposed;
use crate::model::quote::Quote;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError, QuoteRequest};
use crate::web::api::quotes::{edit_of, shown};
use crate::web::seat::Seat;

/// So many passages are shown on each side.
const AROUND: usize = 2;

/// Codings whose words shall be one quote.
#[derive(Debug, Default, Deserialize)]
pub(in crate::web) struct With {
    /// Ids of further codings, parted by commas.
    #[serde(default)]
    with: Option<String>,
}

struct Shown {
    quote: Quote,
    /// The codings that are edited together, by id.
    codings: Vec<String>,
    /// Which edit of them there is now.
    seen: String,
    /// Other quotes of the respondent under the same code.
    others: Vec<(String, String)>,
    /// What is printed now.
    text: String,
    /// It as the script shows it, or why it cannot be.
    preview: Result<Value, String>,
    /// Within the team: how many share what is told, and how many must.
    team: (usize, usize),
    /// The same in public, with the attribution there.
    public: (usize, usize, String),
}

/// The quote that a coding is part of, of all that its theme has.
pub(in crate::web) fn theme(
    project: &Project,
    coding: &str,
) -> Result<(Study, Vec<Quote>, usize), ProjectError> {
    let (ids, _) = project.quoted(&[coding.to_owned()])?;
    let study = project.study(None, &Codings::All)?;
    let code = ids
        .first()
        .and_then(|id| study.codings.get(id))
        .and_then(|it| study.codes.get(&it.code));
    let request = QuoteRequest {
        codes: code.map(|it| it.key.clone()).into_iter().collect(),
        context: AROUND,
        ..QuoteRequest::default()
    };
    let quotes = project.quotes_in(&study, &request)?;
    let at = quotes
        .iter()
        .position(|it| ids.iter().any(|id| it.codings.contains(id)));
    let at = at.ok_or_else(|| ProjectError::Unknown {
        noun: "quote",
        name: coding.to_owned(),
        near: Vec::new(),
    })?;
    Ok((study, quotes, at))
}

fn read(project: &Project, coding: &str, with: Option<&str>) -> Result<Shown, ProjectError> {
    let (study, quotes, at) = theme(project, coding)?;
    let quote = quotes[at].clone();
    let edit = quote.edited.as_ref().and_then(|it| study.edits.get(&it.id));
    let chosen: Vec<String> = match (with, edit) {
        (Some(with), _) => {
            let more = with.split(',').filter(|it| !it.is_empty());
            std::iter::once(coding)
                .chain(more)
                .map(str::to_owned)
                .collect()
        }
        (None, Some(edit)) => edit.codings.iter().map(ToString::to_string).collect(),
        (None, None) => vec![coding.to_owned()],
    };
    let (ids, parts) = project.quoted(&chosen)?;
    let as_it_is = edit.is_some_and(|it| it.codings == ids);
    let text = match as_it_is {
        true => quote.text.clone(),
        false => {
            let mut words = Vec::new();
            for part in &parts {
                let mask = project.mask(&study, &part.source, &part.text)?;
                let shown = part.spans.iter().map(|it| mask.words(&part.text, *it));
                words.extend(shown.map(|it| it.into_owned()));
            }
            words.join(" ")
        }
    };
    let codings: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let same = |it: &&Quote| it.respondent.is_some() && it.respondent == quote.respondent;
    let others = quotes.iter().filter(same).filter_map(|it| {
        let id = it.codings.first()?;
        let text: String = it.original.chars().take(120).collect();
        let own = it.codings.iter().any(|id| ids.contains(id));
        (!own && it.code == quote.code).then(|| (id.to_string(), text))
    });
    let one = std::slice::from_ref(&quote);
    let k = |template, general| {
        let found = recognisable(&study, one, template, general).quotes;
        found.first().copied().unwrap_or_default()
    };
    let settings = &project.settings().disclosure;
    let (public, general) = project.public_attribution(&study)?;
    let who = quote.respondent.as_deref();
    let who = who.and_then(|name| study.respondent_named(name));
    Ok(Shown {
        seen: codings
            .first()
            .map_or_else(String::new, |it| edit_of(&study, it)),
        others: others.collect(),
        preview: proposed(project, &codings, &text)
            .map(|it| shown(&it))
            .map_err(|error| error.to_string()),
        team: (
            k(&project.template(&study)?, &Default::default()),
            settings.team,
        ),
        public: (
            k(&public, &general),
            settings.public,
            public.fill(who.map(|it| general.of(it)).as_ref()),
        ),
        codings,
        text,
        quote,
    })
}

/// `GET /quotes/{coding}`
pub(in crate::web) async fn show(
    seat: Seat,
    Path(coding): Path<String>,
    Query(with): Query<With>,
) -> Result<Markup, NoPage> {
    let shown = seat
        .ask(move |project, _| read(project, &coding, with.with.as_deref()))
        .await?;
    let say = |name: &str| seat.say(name);
    let quote = &shown.quote;
    let language = quote.language.as_deref();
    let ids: Vec<String> = quote.codings.iter().map(ToString::to_string).collect();
    let page = html! {
        h1 { (say("edit-quote")) }
        p.quiet { (quote.theme.join(" › ")) " · " a href={ "/sources/" (in_path(&quote.source)) } { bdi { (quote.source) } }
            @if let Some(name) = &quote.respondent { " · " (say("respondent")) " " bdi { (name) } }
            " · " a href={ "/quotes?code=" (in_path(&quote.key)) } { (say("back-to-theme")) } }
        div.editing {
            form #edit data-codings=(shown.codings.join(" ")) data-seen=(shown.seen) {
                label for="printed" { (say("printed-words")) }
                textarea #printed rows="9" dir="auto" lang=[language] spellcheck="true" { (shown.text) }
                p.quiet { (say("edit-help")) }
                p.error #refusal role="alert" { @if let Err(why) = &shown.preview { (seat.told(why)) } }
                p.few #unlisted hidden { (say("unlisted")) }
                label #why hidden { span { (say("force-why")) } textarea #because rows="2" dir="auto" {} }
                p.controls {
                    button { (say("save")) }
                    @if quote.edited.is_some() { button #plain type="button" { (say("plain")) } }
                    button #afresh type="button" hidden { (say("afresh")) }
                }
            }
            section aria-label=(say("beside-source")) {
                h2 { (say("beside-source")) }
                @if !quote.before.is_empty() { p.around dir="auto" lang=[language] { (quote.before) } }
                p #marked dir="auto" lang=[language] aria-live="polite" {
                    @match &shown.preview {
                        Ok(preview) => (pieces(preview)),
                        Err(_) => (quote.original),
                    }
                }
                @if !quote.after.is_empty() { p.around dir="auto" lang=[language] { (quote.after) } }
                p.quiet { del { (say("left-out")) } " · " ins { (say("put-in")) } }
                h2 { (say("as-printed")) }
                blockquote dir="auto" lang=[language] {
                    span #as-printed { (quote.text) } " " span { (quote.attribution) }
                }
            }
        }
        @if !shown.others.is_empty() || shown.codings.len() > 1 {
            h2 { (say("one-quote-of")) }
            p.quiet { (say("one-quote-help")) }
            ul {
                @for (id, text) in &shown.others {
                    li { a href={ "/quotes/" (shown.codings[0]) "?with=" (shown.codings[1..].iter().chain([id]).cloned().collect::<Vec<_>>().join(",")) } { (say("add-words")) }
                        " " span dir="auto" { (text) } }
                }
                @if shown.codings.len() > 1 {
                    li { a href={ "/quotes/" (shown.codings[0]) "?with=" } { (say("one-alone")) } }
                }
            }
        }
        h2 { (say("recognised")) }
        dl.facts {
            dt { (say("for-team")) } dd { bdi { (quote.attribution) } " " (shared(&seat, shown.team.0, shown.team.1)) }
            dt { (say("for-public")) } dd { bdi { (shown.public.2) } " " (shared(&seat, shown.public.0, shown.public.1)) }
        }
        h2 { (say("standing")) }
        div.controls #standing data-codings=(ids.join(" ")) {
            button type="button" data-star aria-pressed=(quote.starred) aria-label=(say("star")) title=(say(match quote.starred { true => "star-on", false => "star-off" })) {
                @if quote.starred { "★" } @else { "☆" } }
            label { span.unseen { (say("status")) }
                select data-status {
                    @for (name, word) in STATUSES {
                        option value=(name) selected[quote.status.map_or("none", |it| it.name()) == name] { (say(word)) }
                    }
                }
            }
        }
        (translations(&seat, quote, &ids))
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("edit-quote"), Some("quotes.js"), page))
}

/// Words of the source with what is done to them.
fn pieces(preview: &Value) -> Markup {
    let pieces = preview["marked"].as_array();
    let pieces = pieces.into_iter().flatten().filter_map(|it| {
        let text = it[1].as_str()?;
        Some((it[0].as_str()?, text))
    });
    html! {
        @for (mark, text) in pieces {
            @match mark {
                "del" => del { (text) },
                "ins" => ins { (text) },
                _ => (text),
            }
        }
    }
}

fn translations(seat: &Seat, quote: &Quote, ids: &[String]) -> Markup {
    let say = |name: &str| seat.say(name);
    let first = ids.first().map_or("", String::as_str);
    html! {
        h2 { (say("translations")) }
        @for it in &quote.translations {
            div.translation {
                blockquote dir="auto" lang=(it.language) { (it.text) " " span { (it.credit(quote.digest)) } }
                // It hangs on the coding that was translated.
                button type="button" data-untranslate=(it.coding) data-language=(it.language)
                    aria-label={ (say("remove")) ": " (it.language) } { (say("remove")) }
            }
        }
        form.search #translation data-coding=(first) {
            label.short { span.quiet { (say("into-language")) } input name="language" required maxlength="35" autocomplete="off" placeholder="en"; }
            label.short { span.quiet { (say("translator")) } input name="translator" required autocomplete="off"; }
            label { span.quiet { (say("translated-words")) } textarea name="text" required rows="3" dir="auto" {} }
            button { (say("save")) }
        }
    }
}
