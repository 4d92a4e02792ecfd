//! What commands answer, on pages: the settings as a form, the answer below it, the same answer as
//! files.

use maud::{Markup, html};

use super::leading::leading;
use super::wrong;
use crate::project::Codings;
use crate::web::api::answers::formats;
use crate::web::asked::{Answered, Asked, Field, Form, Kind, Noun};
use crate::web::failure::Failure;
use crate::web::seat::Seat;
use crate::web::told;

/// Settings that are asked for first; the others are folded away.
const FIRST: [&str; 10] = [
    "by",
    "codes",
    "where",
    "unit",
    "count",
    "percent",
    "band",
    "attributes",
    "attribute",
    "measure",
];

/// Names that settings can be completed with.
pub(super) struct Known {
    codes: Vec<String>,
    pub(super) attributes: Vec<String>,
    coders: Vec<String>,
}

pub(super) async fn known(seat: &Seat) -> Result<Known, Failure> {
    seat.ask(|project, _| {
        let study = project.study(None, &Codings::None)?;
        let mut coders: Vec<String> = study.coders.values().map(|it| it.name.clone()).collect();
        coders.sort();
        Ok(Known {
            codes: study.codebook().iter().map(|it| it.key.clone()).collect(),
            attributes: study.register().iter().map(|it| it.name.clone()).collect(),
            coders,
        })
    })
    .await
}

pub(super) fn lists(known: &Known) -> Markup {
    html! {
        @for (id, names) in [("known-codes", &known.codes), ("known-attributes", &known.attributes), ("known-coders", &known.coders)] {
            datalist id=(id) { @for name in names { option value=(name) {} } }
        }
    }
}

pub(super) fn field(seat: &Seat, field: &Field, said: &str) -> Markup {
    let label = seat.say_or(&format!("setting-{}", field.name), &field.name);
    // A title cannot be marked as English: where no message tells it, there is none.
    let help = seat.tell(&field.help);
    let list = match field.kind {
        Kind::Words(Some(Noun::Codes)) => Some("known-codes"),
        Kind::Words(Some(Noun::Attributes)) => Some("known-attributes"),
        Kind::Words(Some(Noun::Coders)) => Some("known-coders"),
        Kind::Words(None | Some(Noun::Query)) | Kind::Switch | Kind::Choice(_) => None,
    };
    html! {
        label.switch[field.kind == Kind::Switch] title=[help] {
            span { (label) }
            @match &field.kind {
                Kind::Switch => input type="checkbox" name=(field.name) value="on" checked[!said.is_empty()];,
                Kind::Choice(values) => select name=(field.name) {
                    @let chosen = if said.is_empty() { field.default.as_deref().unwrap_or_default() } else { said };
                    @if field.default.is_none() { option value="" { (seat.say("nothing-chosen")) } }
                    @for value in values { option value=(value) selected[value == chosen] { (seat.say_or(&format!("value-{value}"), value)) } }
                },
                Kind::Words(Some(Noun::Query)) => (super::querying(seat, &format!("setting-{}", field.name), &field.name, said, None)),
                Kind::Words(_) => input name=(field.name) value=(said) list=[list] autocomplete="off" dir="auto"
                    required[field.required] placeholder=[field.default.as_deref()];,
            }
        }
    }
}

/// The settings of a command.
pub(super) fn settings(
    seat: &Seat,
    form: &Form,
    said: &[(String, String)],
    known: &Known,
) -> Markup {
    let value = |name: &str| {
        let found = said.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.as_str())
    };
    let (first, rest): (Vec<&Field>, Vec<&Field>) = form
        .fields
        .iter()
        .partition(|it| it.required || FIRST.contains(&it.name.as_str()));
    let open = rest.iter().any(|it| {
        let said = value(&it.name);
        !said.is_empty() && it.default.as_deref() != Some(said)
    });
    html! {
        form.settings {
            div.fields { @for it in &first { (field(seat, it, value(&it.name))) } }
            @if !rest.is_empty() {
                details open[open] {
                    summary { (seat.say("more-settings")) }
                    div.fields { @for it in &rest { (field(seat, it, value(&it.name))) } }
                }
            }
            p { button { (seat.say("show")) } }
            (lists(known))
        }
    }
}

pub(super) fn address(said: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!("{}={}", super::in_path(name), super::in_path(value))
    };
    let said = said.iter().filter(|(_, value)| !value.is_empty());
    said.map(part).collect::<Vec<_>>().join("&")
}

/// The same answer as files.
pub(super) fn files(seat: &Seat, form: &Form, said: &[(String, String)]) -> Markup {
    let said = address(said);
    let to = |format: &str| format!("/api/answers/{}?{said}&format={format}", form.name);
    html! {
        // A file is recorded as one that leaves the project, which no link may do by being looked at.
        form.files method="post" data-download { (seat.say("take-along")) ": "
            @for format in formats(form) {
                button.plain formaction=(to(format)) { "." (format) } " "
            }
        }
    }
}

/// An answer, or why there is none.
pub(super) fn shown(
    seat: &Seat,
    form: &Form,
    answer: &Result<Answered, Failure>,
    said: &[(String, String)],
    attributes: &[String],
) -> Markup {
    match answer {
        Err(failure) => wrong(seat, &failure.message),
        Ok(answered) => html! {
            @for words in &answered.told { p.told { (seat.told(words)) } }
            @if answered.blocks.is_empty() && answered.told.is_empty() { p { (seat.say("nothing-found")) } }
            div.answer { (told::answer(seat.visitor.language, &answered.blocks, &|it| leading(&form.name, it, said, attributes))) }
        },
    }
}

pub(super) async fn answered(
    seat: &Seat,
    form: &Form,
    said: &[(String, String)],
) -> Result<Answered, Failure> {
    let is_known = |name: &str| form.fields.iter().any(|it| it.name == name);
    seat.answer(Asked {
        form: form.name.clone(),
        settings: said
            .iter()
            .filter(|(name, _)| is_known(name))
            .cloned()
            .collect(),
        ..Asked::default()
    })
    .await
}
