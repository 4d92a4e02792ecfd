//! How far coders agree, and what they differ about, which is settled there.

use axum::extract::Query;
use maud::{Markup, html};

use super::answers::{answered, field, files, known, lists, settings, shown};
use super::{NoPage, frame, words};
use crate::web::api::answers::Settings;
use crate::web::asked::Asked;
use crate::web::seat::Seat;

/// `GET /agreement`
pub(in crate::web) async fn show(seat: Seat, Query(said): Settings) -> Result<Markup, NoPage> {
    let form = seat.form("agreement")?.clone();
    let known = known(&seat).await?;
    let answer = answered(&seat, &form, &said).await;
    let page = html! {
        h1 { (seat.say("agreement")) }
        p { a.button href="/disagreements" { (seat.say("settle-them")) } }
        (settings(&seat, &form, &said, &known))
        @if answer.is_ok() { (files(&seat, &form, &said)) }
        (shown(&seat, &form, &answer, &said, &[]))
    };
    Ok(frame(
        &seat,
        &seat.say("agreement"),
        Some("answers.js"),
        page,
    ))
}

/// What `settle.js` says.
const SETTLING: [&str; 20] = [
    "saved",
    "not-saved",
    "not-sent",
    "offline",
    "undone",
    "case-of",
    "said-nothing",
    "settled-all",
    "both",
    "neither",
    "pass",
    "reason",
    "decision",
    "save",
    "settled-already",
    "settled-meanwhile",
    "case-changed",
    "reason-first",
    "choose-first",
    "definition",
];

/// `GET /disagreements`
pub(in crate::web) async fn disagreements(
    seat: Seat,
    Query(said): Settings,
) -> Result<Markup, NoPage> {
    let form = seat.form("disagreements")?.clone();
    let coders: Vec<(String, String)> = said
        .iter()
        .filter(|(name, value)| name == "coders" && !value.trim().is_empty())
        .take(1)
        .cloned()
        .collect();
    let summary = Asked {
        form: form.name.clone(),
        settings: [("limit".to_owned(), "0".to_owned())]
            .into_iter()
            .chain(coders.clone())
            .collect(),
        ..Asked::default()
    };
    let known = known(&seat).await?;
    let whom = form.fields.iter().find(|it| it.name == "coders");
    let named = coders.first().map_or("", |(_, value)| value.as_str());
    let answer = seat.answer(summary).await;
    let page = html! {
        h1 { (seat.say("disagreements")) }
        p { a href="/agreement" { (seat.say("agreement")) } " · " (seat.say("settle-help")) }
        form.settings {
            div.fields { @if let Some(whom) = whom { (field(&seat, whom, named)) } button { (seat.say("show")) } }
            (lists(&known))
        }
        @if answer.is_ok() {
            section #settling aria-live="polite" {}
            details { summary { (seat.say("decided-before")) } ul #decided {} }
            (files(&seat, &form, &coders))
        }
        (shown(&seat, &form, &answer, &said, &[]))
        (words(&seat, &SETTLING))
    };
    Ok(frame(
        &seat,
        &seat.say("disagreements"),
        Some("settle.js"),
        page,
    ))
}
