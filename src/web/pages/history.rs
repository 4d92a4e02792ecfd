//! Who did what, when; anything can be taken back, and the project looked at as it was.

use axum::extract::Query;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use maud::{Markup, html};
use serde::Deserialize;

use super::{NoPage, frame, in_path, words, wrong};
use crate::project::HistoryLine;
use crate::web::seat::Seat;

/// So many operations are on one page.
const SHOWN: usize = 200;

/// Words that the script says.
const WORDS: [&str; 4] = ["saved", "not-saved", "offline-kept", "restored"];

/// Which part of the history.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::web) struct Which {
    /// A source, respondent, code, coder or coding.
    on: String,
    /// Who did it.
    who: String,
    /// How many of the latest are passed over.
    after: String,
}

struct Shown {
    lines: Vec<HistoryLine>,
    people: Vec<String>,
    /// What is wrong with what is asked for.
    wrong: Option<String>,
    n: usize,
}

/// `GET /history`
pub(in crate::web) async fn show(seat: Seat, Query(which): Query<Which>) -> Result<Markup, NoPage> {
    let asked = which.clone();
    let after: usize = which.after.parse().unwrap_or_default();
    let shown = seat
        .ask(move |project, _| {
            let all = project.history(None)?;
            let mut people: Vec<String> = all
                .iter()
                .map(|it| it.entry.operation.actor.clone())
                .collect();
            people.sort();
            people.dedup();
            // A name that is none is an answer of this page.
            let (found, wrong) = match asked.on.trim() {
                "" => (all, None),
                on => match project.history(Some(on)) {
                    Ok(found) => (found, None),
                    Err(error) => (Vec::new(), Some(error.to_string())),
                },
            };
            let theirs =
                |it: &HistoryLine| asked.who.is_empty() || it.entry.operation.actor == asked.who;
            let mut lines: Vec<HistoryLine> = found.into_iter().filter(theirs).collect();
            lines.reverse();
            let n = lines.len();
            Ok(Shown {
                lines: lines.into_iter().skip(after).take(SHOWN).collect(),
                people,
                wrong,
                n,
            })
        })
        .await?;
    let say = |name: &str| seat.say(name);
    let address = |after: usize| {
        format!(
            "/history?on={}&who={}&after={after}",
            in_path(&which.on),
            in_path(&which.who)
        )
    };
    let page = html! {
        h1 { (say("history")) }
        form.search action="/history" {
            label { span.quiet { (say("history-on")) } input name="on" type="search" value=(which.on) autocomplete="off" dir="auto"; }
            label.short { span.quiet { (say("who")) }
                select name="who" {
                    option value="" { (say("everybody")) }
                    @for name in &shown.people { option value=(name) selected[*name == which.who] { (name) } }
                }
            }
            button { (say("show")) }
        }
        form.search.noprint #then {
            label.short { span.quiet { (say("as-of-day")) } input #day type="date" required max=(today()); }
            button { (say("look-then")) }
            @if seat.visitor.moment.is_none() { button #redo type="button" { (say("redo")) } }
        }
        @if let Some(why) = &shown.wrong { (wrong(&seat, why)) }
        div #live {
            p { (seat.say_of("operations", &[("n", shown.n)])) }
            div.wide tabindex="0" role="region" aria-label=(say("history")) {
                table {
                    thead { tr {
                        th scope="col" { (say("when")) }
                        th scope="col" { (say("who")) }
                        th scope="col" { (say("what")) }
                        th scope="col" { (say("take-back")) }
                        th scope="col" { (say("as-it-was-then")) }
                    } }
                    tbody { @for line in &shown.lines { (row(&seat, line)) } }
                }
            }
            p.controls {
                @if after > 0 { a.button href=(address(after.saturating_sub(SHOWN))) { (say("later-ones")) } }
                @if after + SHOWN < shown.n { a.button href=(address(after + SHOWN)) { (say("earlier-ones")) } }
            }
        }
        (words(&seat, &WORDS))
    };
    Ok(frame(&seat, &say("history"), Some("history.js"), page))
}

fn today() -> String {
    TimeZone::system()
        .to_datetime(Timestamp::now())
        .date()
        .to_string()
}

fn row(seat: &Seat, line: &HistoryLine) -> Markup {
    let say = |name: &str| seat.say(name);
    let operation = &line.entry.operation;
    let here = seat.visitor.moment == Some(operation.at);
    let at = seat.visitor.language.moment(operation.at);
    // A label has one language: where the words stay English, it goes without them.
    let label = |name: &str, with: &[&str]| {
        let told = seat.tell(&operation.summary);
        let parts = with.iter().map(|it| (*it).to_owned()).chain(told);
        let parts: Vec<String> = parts.collect();
        format!("{}: {}", say(name), parts.join(", "))
    };
    html! {
        tr.undone[line.undone].here[here] aria-current=[here.then_some("true")] {
            td.nowrap { time datetime=(operation.at) { (at) } }
            td { bdi { (operation.actor) } }
            td dir="auto" { (seat.told(&operation.summary)) }
            td {
                @if line.undone { (say("taken-back")) }
                @else if line.open && seat.visitor.moment.is_none() {
                    button type="button" data-undo=(operation.id) aria-label=(label("take-back", &[])) { (say("take-back")) }
                }
            }
            td { button type="button" data-moment=(operation.at) aria-label=(label("look-then", &[&at])) { (say("look-then")) } }
        }
    }
}
