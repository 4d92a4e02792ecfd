//! The pages: one file each. `frame` is what they have in common.

pub(super) mod agreement;
mod answers;
pub(super) mod audit;
mod code;
pub(super) mod codebook;
mod dialogs;
pub(super) mod history;
mod leading;
pub(super) mod older;
pub(super) mod overview;
pub(super) mod quote;
pub(super) mod quotes;
pub(super) mod read;
pub(super) mod respondent;
pub(super) mod respondents;
pub(super) mod search;
pub(super) mod sources;
pub(super) mod tables;

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use super::House;
use super::failure::Failure;
use super::guard::{language, plain};
use super::language::Language;
use super::seat::Seat;

/// A page in its frame. `script` is the page's own module.
pub(super) fn frame(seat: &Seat, title: &str, script: Option<&str>, main: Markup) -> Markup {
    let language = seat.visitor.language;
    let places = [
        ("/", "overview"),
        ("/sources", "sources"),
        ("/respondents", "respondents"),
        ("/codebook", "codebook"),
        ("/search", "search"),
        ("/quotes", "quotes"),
        ("/tables", "tables-figures"),
        ("/agreement", "agreement"),
        ("/audit", "audit"),
        ("/history", "history"),
    ];
    html! {
        (DOCTYPE)
        html lang=(language.tag()) data-mark=(seat.mark()) data-english=[(language != Language::En).then(|| language.say("in-english"))] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " · quotebook" }
                link rel="stylesheet" href="/assets/page.css";
                link rel="icon" href="/assets/icon.svg";
                script type="module" src="/assets/page.js" {}
                @if let Some(script) = script {
                    script type="module" src={ "/assets/" (script) } {}
                }
            }
            body {
                a.skip href="#main" { (language.say("skip")) }
                header {
                    a.brand href="/" { "quotebook" }
                    nav aria-label=(language.say("pages")) {
                        @for (path, name) in places {
                            a href=(path) { (language.say(name)) }
                        }
                    }
                    label.language {
                        select #language aria-label=(language.say("language")) {
                            @for it in Language::ALL {
                                option value=(it.tag()) lang=(it.tag()) selected[it == language] { (it.own_name()) }
                            }
                        }
                    }
                    span.coder { (language.say("coder")) ": " strong { (seat.visitor.coder) } }
                }
                @if let Some(moment) = seat.visitor.moment {
                    p.past role="note" {
                        (language.say("as-it-was")) " "
                        strong { time datetime=(moment) { (language.moment(moment)) } } ". " (language.say("past-help")) " "
                        button type="button" data-today { (language.say("back-to-now")) }
                    }
                }
                main #main tabindex="-1" data-past[seat.visitor.moment.is_some()] { (main) }
                p #status role="status" data-working=(language.say("working"))
                    data-past=(language.say("past-kept")) data-now=(language.say("back-to-now")) data-kept=(language.say("memo-kept"))
                    data-offline=(language.say("offline")) data-saved=(language.say("saved")) data-not-saved=(language.say("not-saved")) {}
            }
        }
    }
}

/// A field that takes a query; `complete.js` completes it in the list behind it.
pub(super) fn querying(
    seat: &Seat,
    id: &str,
    name: &str,
    value: &str,
    placeholder: Option<&str>,
) -> Markup {
    let list = format!("suggestions-of-{id}");
    html! {
        span.query {
            input id=(id) data-query name=(name) type="search" value=(value) placeholder=[placeholder]
                role="combobox" aria-expanded="false" aria-controls=(list) aria-autocomplete="list"
                autocomplete="off" spellcheck="false" dir="auto";
            ul.suggestions id=(list) role="listbox" aria-label=(seat.say("suggestions")) hidden {}
        }
    }
}

/// Words that the script of a page says: data, not a script; `<` is written so that it cannot end the
/// element.
pub(super) fn words(seat: &Seat, names: &[&str]) -> Markup {
    let said = names
        .iter()
        .map(|name| ((*name).to_owned(), seat.say(name).into()));
    let said = serde_json::Value::from(said.collect::<serde_json::Map<_, _>>()).to_string();
    html! { script #words type="application/json" { (maud::PreEscaped(said.replace('<', "\\u003c"))) } }
}

/// A page that cannot be shown. The guard, which knows the visitor, writes it.
pub(super) struct NoPage(Failure);

impl From<Failure> for NoPage {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

impl IntoResponse for NoPage {
    fn into_response(self) -> Response {
        let mut response = (self.0.status, self.0.message.clone()).into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// The reason why a page cannot be shown, in the visitor's frame.
pub(super) fn no_page(seat: &Seat, failure: &Failure) -> Response {
    let word = match failure.status {
        StatusCode::NOT_FOUND => "not-there",
        _ => "not-shown",
    };
    let title = seat.say(word);
    let main = html! {
        h1 { (title) }
        (wrong(seat, &failure.message))
        p { a href="/" { (seat.say("to-overview")) } }
    };
    (failure.status, frame(seat, &title, None, main)).into_response()
}

/// What went wrong, in the visitor's language, or in English after a word that it is.
pub(super) fn wrong(seat: &Seat, message: &str) -> Markup {
    let is_told = message.lines().all(|it| seat.tell(it.trim()).is_some());
    html! {
        @if !is_told { p { (seat.say("in-english")) } }
        pre.error role="alert" dir="auto" { (seat.told(message)) }
    }
}

/// A link that a browser came with.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Link {
    #[serde(default)]
    key: String,
}

/// `GET /enter`. The page goes on by itself, since a redirect from elsewhere would come without the
/// cookie, which is sent from here only.
pub(super) async fn enter(
    State(house): State<House>,
    headers: HeaderMap,
    Query(link): Query<Link>,
) -> Response {
    let doors = &house.0.doors;
    let Some(session) = doors.enter(&link.key) else {
        let words = "this link has been used or is none: take the newest one that `quotebook serve` printed";
        let words = plain(language(&headers), words);
        return (StatusCode::UNAUTHORIZED, words).into_response();
    };
    let cookie = format!(
        "{}={session}; Path=/; HttpOnly; SameSite=Strict",
        doors.cookie()
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="refresh" content="0;url=/";
                title { "quotebook" }
                link rel="icon" href="/assets/icon.svg";
            }
            body { a href="/" { "quotebook" } }
        }
    };
    let mut response = page.into_response();
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

/// A name as a part of a path.
pub(super) fn in_path(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    name.bytes()
        .map(|byte| match plain(byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        })
        .collect()
}
