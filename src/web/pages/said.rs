//! What pages hand to their scripts: words in the visitor's language, as data.

use maud::{Markup, PreEscaped, html};

use crate::web::seat::Seat;

/// Words that a script says, as JSON in the page.
pub(super) fn words(seat: &Seat, names: &[&str]) -> Markup {
    let said: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), seat.say(name).into()))
        .collect();
    // Data, not a script; `<` is written so that it cannot end the element.
    let said = serde_json::Value::from(said)
        .to_string()
        .replace('<', "\\u003c");
    html! { script #words type="application/json" { (PreEscaped(said)) } }
}
