//! The overview: what is there, what is waiting, and what each of the three users does next.

use maud::{Markup, html};

use super::{NoPage, frame};
use crate::web::seat::Seat;

/// `GET /`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let status = seat.ask(|project, _| project.status()).await?;
    let say = |name: &str| seat.say(name);
    let waiting = [
        ("waiting-new", &status.new_files),
        ("waiting-changed", &status.changed_files),
        ("waiting-respondent", &status.without_respondent),
        ("waiting-notes", &status.without_notes),
    ];
    let title = match status.title.is_empty() {
        true => say("overview"),
        false => status.title.clone(),
    };
    let page = html! {
        h1 { (title) }
        dl.counts {
            @for (what, n) in &status.counts {
                div { dt { (say(what)) } dd { (n) } }
            }
        }
        @if waiting.iter().any(|(_, names)| !names.is_empty()) {
            h2 { (say("waiting")) }
            ul {
                @for (what, names) in waiting.iter().filter(|(_, names)| !names.is_empty()) {
                    li {
                        (seat.say_of(what, &[("n", names.len())])) ": "
                        (names.iter().take(8).map(String::as_str).collect::<Vec<_>>().join(", "))
                        @if names.len() > 8 { ", …" }
                    }
                }
            }
        }
        h2 { (say("next")) }
        ul {
            li { a href="/sources" { (say("next-coder")) } }
            li { a href="/quotes" { (say("next-writer")) } }
            li { a href="/history" { (say("next-reviewer")) } }
        }
    };
    Ok(frame(&seat, &say("overview"), None, page))
}
