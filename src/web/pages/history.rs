//! Who did what, when; anything can be taken back.

use jiff::tz::TimeZone;
use maud::{Markup, html};

use super::{NoPage, frame};
use crate::web::seat::Seat;

/// So many of the last operations are shown.
const SHOWN: usize = 500;

/// `GET /history`
pub(in crate::web) async fn show(seat: Seat) -> Result<Markup, NoPage> {
    let lines = seat.ask(|project, _| project.history(None)).await?;
    let say = |name: &str| seat.say(name);
    let zone = TimeZone::system();
    let page = html! {
        h1 { (say("history")) }
        p { (seat.say_of("operations", &[("n", lines.len())])) }
        div.wide tabindex="0" role="region" aria-label=(say("history")) {
            table {
                thead { tr {
                    th scope="col" { (say("when")) }
                    th scope="col" { (say("who")) }
                    th scope="col" { (say("what")) }
                    th scope="col" { (say("take-back")) }
                } }
                tbody {
                    @for line in lines.iter().rev().take(SHOWN) {
                        @let operation = &line.entry.operation;
                        tr.undone[line.undone] {
                            td { time datetime=(operation.at) {
                                (zone.to_datetime(operation.at).strftime("%Y-%m-%d %H:%M"))
                            } }
                            td { bdi { (operation.actor) } }
                            td { bdi { (operation.summary) } }
                            td {
                                @if line.undone { (say("taken-back")) }
                                @else if operation.undoes.is_none() && operation.action != "project.init" && operation.action != crate::model::export::ACTION {
                                    button type="button" data-undo=(operation.id) aria-label={ (say("take-back")) ": " (operation.summary) } { (say("take-back")) }
                                }
                            }
                        }
                    }
                }
            }
        }
    };
    Ok(frame(&seat, &say("history"), None, page))
}
