//! The dialogs that pages of coders share: choose a code, answer a question, look keys up; and the words
//! that scripts say.

use maud::{Markup, PreEscaped, html};

use crate::web::seat::Seat;

/// Words for the page's script, as data and not as a script.
pub(super) fn words(seat: &Seat, names: &[&str]) -> Markup {
    let words: serde_json::Map<String, serde_json::Value> = names
        .iter()
        .map(|name| ((*name).to_owned(), seat.say(name).into()))
        .collect();
    // `<` is written so that it cannot end the element.
    let words = serde_json::Value::from(words)
        .to_string()
        .replace('<', "\\u003c");
    html! { script #words type="application/json" { (PreEscaped(words)) } }
}

/// Choose a code by some of its letters.
pub(super) fn choosing(seat: &Seat) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        dialog #chooser aria-label=(say("choose-code")) {
            input #filter type="text" role="combobox" aria-expanded="true" aria-controls="codes"
                aria-label=(say("choose-code")) placeholder=(say("choose-code")) autocomplete="off";
            ul #codes role="listbox" aria-label=(say("codes")) {}
            div #meaning {}
        }
    }
}

/// Answer a question in words.
pub(super) fn asking(seat: &Seat) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        dialog #asking aria-labelledby="question" {
            form method="dialog" {
                div #written {}
                label { span #question {} textarea #answer rows="4" {} }
                p { button value="yes" { (say("save")) } " " button value="no" formnovalidate { (say("cancel")) } }
            }
        }
    }
}

/// The key and the name of a new code.
pub(super) fn coining(seat: &Seat) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        dialog #coining aria-label=(say("tool-new")) {
            form method="dialog" {
                label { (say("new-code")) input #coin-key type="text" dir="auto" autocomplete="off" spellcheck="false"; }
                p.quiet { (say("key-made")) }
                label { (say("code-name")) input #coin-name type="text" dir="auto" autocomplete="off"; }
                p { button value="yes" { (say("save")) } " " button value="no" formnovalidate { (say("cancel")) } }
            }
        }
    }
}

/// What the keys of a page do.
pub(super) fn keys(seat: &Seat, keys: &[(&str, &str)]) -> Markup {
    let say = |name: &str| seat.say(name);
    html! {
        dialog #keys aria-label=(say("keys")) {
            h2 { (say("keys")) }
            dl { @for (key, about) in keys { dt { kbd { (key) } } dd { (say(about)) } } }
            p { label { input #shortcuts type="checkbox" checked; " " (say("single-keys")) } }
            form method="dialog" { button { (say("close")) } }
        }
    }
}
