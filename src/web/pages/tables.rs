//! Tables and figures with their settings.

use axum::extract::{Path, Query};
use axum::response::Redirect;
use maud::{Markup, html};

use super::answers::{answered, files, known, settings, shown};
use super::{NoPage, frame};
use crate::web::api::answers::Settings;
use crate::web::asked::Form;
use crate::web::seat::Seat;

/// `GET /tables`
pub(in crate::web) async fn first() -> Redirect {
    Redirect::to("/tables/table-codes")
}

/// `GET /tables/{command}`
pub(in crate::web) async fn show(
    seat: Seat,
    Path(name): Path<String>,
    Query(said): Settings,
) -> Result<Markup, NoPage> {
    let form = seat.form(&name)?.clone();
    let known = known(&seat).await?;
    // Whatever must be said is asked for before an answer is.
    let value = |name: &str| {
        said.iter()
            .any(|(known, value)| known == name && !value.trim().is_empty())
    };
    let is_whole = form.fields.iter().all(|it| !it.required || value(&it.name));
    let answer = match is_whole {
        true => Some(answered(&seat, &form, &said).await),
        false => None,
    };
    let named = |it: &Form| seat.say_or(&format!("form-{}", it.name), &it.name);
    let groups = [("tables", "table-"), ("figures", "plot-")];
    let page = html! {
        h1 { (named(&form)) }
        div.beside-kinds {
            nav.kinds aria-label=(seat.say("tables-figures")) {
                @for (group, prefix) in groups {
                    h2 { (seat.say(group)) }
                    ul {
                        @for it in seat.forms().iter().filter(|it| it.name.starts_with(prefix) || (prefix == "table-" && matches!(it.name.as_str(), "routes" | "balance"))) {
                            li { a href={ "/tables/" (it.name) } aria-current=[(it.name == name).then_some("page")] { (named(it)) } }
                        }
                    }
                }
            }
            section {
                (settings(&seat, &form, &said, &known))
                @if answer.is_none() { p { (seat.say("fill-required")) } }
                @if let Some(answer) = &answer {
                    @if answer.is_ok() { (files(&seat, &form, &said)) }
                    (shown(&seat, &form, answer, &said, &known.attributes))
                }
            }
        }
    };
    Ok(frame(&seat, &named(&form), Some("answers.js"), page))
}
