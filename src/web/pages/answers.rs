//! What commands answer, on pages: the settings as a form, the answer below it, the same answer as
//! files.

use maud::{Markup, html};

use super::wrong;
use crate::project::Codings;
use crate::report::table::Behind;
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

fn lists(known: &Known) -> Markup {
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
        Kind::Words(None) | Kind::Switch | Kind::Choice(_) => None,
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

fn address(said: &[(String, String)]) -> String {
    let part = |(name, value): &(String, String)| {
        format!("{}={}", super::in_path(name), super::in_path(value))
    };
    let said = said.iter().filter(|(_, value)| !value.is_empty());
    said.map(part).collect::<Vec<_>>().join("&")
}

/// The same answer as files.
pub(super) fn files(seat: &Seat, form: &Form, said: &[(String, String)]) -> Markup {
    let said = address(said);
    html! {
        p.files { (seat.say("take-along")) ": "
            @for format in formats(form) {
                a href={ "/api/answers/" (form.name) "?" (said) "&format=" (format) } download { "." (format) } " "
            }
        }
    }
}

/// Where a cell of a table leads: to the quotes that it counts.
fn leads(it: &Behind, said: &[(String, String)], attributes: &[String]) -> Option<String> {
    let value = |name: &str| {
        let found = said.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    };
    // A table is of the respondents whose sources answer, quotes are of passages that do: the two are
    // one only for what respondents are.
    let is_same = value("where").is_none_or(|query| is_of_respondents(query, attributes));
    let coder = value("coders").unwrap_or_default();
    if coder.contains(',') || value("excluded").is_some() || !is_same {
        return None;
    }
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!it.query.is_empty()).then(|| it.query.clone()));
    parts.extend(value("where").map(|query| format!("({query})")));
    let query = parts.join(" AND ");
    let asked = [
        ("code", it.code.as_str()),
        ("query", query.as_str()),
        ("coder", coder),
    ];
    let asked = asked.map(|(name, value)| (name.to_owned(), value.to_owned()));
    Some(format!("/quotes?{}", address(&asked)))
}

/// Whether a query asks for nothing but attributes.
fn is_of_respondents(query: &str, attributes: &[String]) -> bool {
    let mut rest = query.to_owned();
    for name in attributes {
        let term = format!(
            r#"\b{}:("[^"]*"|\[[^\]]*\]|[^\s()"\[]+)"#,
            regex::escape(name)
        );
        if let Ok(term) = regex::Regex::new(&term) {
            rest = term.replace_all(&rest, " ").into_owned();
        }
    }
    let joins = |it: &str| matches!(it, "AND" | "OR" | "NOT");
    rest.split([' ', '(', ')'])
        .all(|it| it.is_empty() || joins(it))
}

/// An answer, or why there is none.
pub(super) fn shown(
    seat: &Seat,
    answer: &Result<Answered, Failure>,
    said: &[(String, String)],
    attributes: &[String],
) -> Markup {
    match answer {
        Err(failure) => wrong(seat, &failure.message),
        Ok(answered) => html! {
            @for words in &answered.told { p.told { (seat.told(words)) } }
            @if answered.blocks.is_empty() && answered.told.is_empty() { p { (seat.say("nothing-found")) } }
            div.answer { (told::answer(seat.visitor.language, &answered.blocks, &|it| leads(it, said, attributes))) }
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

#[cfg(test)]
mod tests {
    use super::is_of_respondents;

    #[test]
    fn only_attributes_are_of_respondents() {
        let attributes = ["age".to_owned(), "category".to_owned()];
        for (query, is) in [
            ("age:[10 TO 14] AND NOT category:\"a b (c)\"", true),
            ("(category:a OR age:12)", true),
            ("category:a work", false),
            ("place:Almaty", false),
            ("coverage:12", false),
        ] {
            assert_eq!(is_of_respondents(query, &attributes), is, "{query}");
        }
    }
}
