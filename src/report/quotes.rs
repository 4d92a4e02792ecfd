//! Quotes under headings, and as rows.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::records::Records;
use super::{Block, QuoteBlock, Report};
use crate::model::quote::Quote;
use crate::model::respondent::Value;
use crate::model::standing::Status;

/// What quotes are put under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// Family and code.
    Theme,
    /// Category of the respondent.
    Category,
    /// The respondent.
    Respondent,
}

/// A report of `quotes`, which keep their order under each heading; headings come in the order of
/// their first quote. Every heading says how many quotes of how many respondents follow.
pub fn report(title: &str, quotes: &[Quote], by: By, places: bool) -> Report {
    let heading = |quote: &Quote| match by {
        By::Theme => quote.theme.join(" › "),
        By::Category => quote
            .attributes
            .get("category")
            .map_or_else(|| "category not known".to_owned(), ToString::to_string),
        By::Respondent => quote.respondent.clone().map_or_else(
            || "respondent unknown".to_owned(),
            |name| format!("Respondent {name}"),
        ),
    };
    let mut groups: Vec<(String, Vec<&Quote>)> = Vec::new();
    for quote in quotes {
        let heading = heading(quote);
        match groups.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, group)) => group.push(quote),
            None => groups.push((heading, vec![quote])),
        }
    }
    let mut blocks = Vec::new();
    for (heading, group) in groups {
        blocks.push(Block::Heading {
            level: 2,
            text: format!("{heading} ({})", counted(&group)),
        });
        blocks.extend(
            group
                .into_iter()
                .map(|quote| Block::Quote(block(quote, by, places))),
        );
    }
    Report {
        title: title.to_owned(),
        blocks,
    }
}

/// `12 quotes of 9 respondents`.
pub fn counted(quotes: &[&Quote]) -> String {
    let people: BTreeSet<_> = quotes
        .iter()
        .filter_map(|quote| quote.respondent.as_ref())
        .collect();
    let many =
        |count: usize, noun: &str| format!("{count} {noun}{}", if count == 1 { "" } else { "s" });
    format!(
        "{} of {}",
        many(quotes.len(), "quote"),
        many(people.len(), "respondent")
    )
}

fn block(quote: &Quote, by: By, places: bool) -> QuoteBlock {
    let mut place = Vec::new();
    if places {
        place.push(format!("{} {}-{}", quote.source, quote.start, quote.end));
        place.push(quote.coders.join(", "));
        let ids = quote.codings.iter().map(|id| id.short());
        place.push(ids.collect::<Vec<_>>().join(" "));
        place.extend(quote.starred.then(|| "starred".to_owned()));
        place.extend(quote.status.map(|it| it.name().to_owned()));
        place.extend(Some(quote.note.clone()).filter(|it| !it.is_empty()));
    }
    if by != By::Theme {
        place.insert(0, quote.theme.join(" › "));
    }
    QuoteBlock {
        before: quote.before.clone(),
        text: quote.text.clone(),
        after: quote.after.clone(),
        attribution: quote.attribution.clone(),
        language: quote.language.clone(),
        place: place.join(" · "),
    }
}

/// Quotes as rows, with the names of the JSON answers.
pub fn records(quotes: &[Quote]) -> Records {
    let mut records = Records::new(&[
        "respondent",
        "category",
        "gender",
        "age",
        "attributes",
        "code",
        "theme",
        "text",
        "attribution",
        "source",
        "start",
        "end",
        "coder",
        "coders",
        "language",
        "before",
        "after",
        "codings",
        "starred",
        "status",
        "note",
    ]);
    records.rows = quotes
        .iter()
        .map(|quote| {
            let standard = |name: &str| quote.attributes.get(name).map_or(Json::Null, json_value);
            let others: serde_json::Map<String, Json> = quote
                .attributes
                .iter()
                .filter(|(name, _)| !["category", "gender", "age"].contains(&name.as_str()))
                .map(|(name, value)| (name.clone(), json_value(value)))
                .collect();
            vec![
                json!(quote.respondent),
                standard("category"),
                standard("gender"),
                standard("age"),
                Json::Object(others),
                json!(quote.key),
                json!(quote.theme.join(" › ")),
                json!(quote.text),
                json!(quote.attribution),
                json!(quote.source),
                json!(quote.start),
                json!(quote.end),
                json!(quote.coders.join(", ")),
                json!(quote.coders),
                json!(quote.language),
                json!(quote.before),
                json!(quote.after),
                json!(
                    quote
                        .codings
                        .iter()
                        .map(|id| id.short())
                        .collect::<Vec<_>>()
                ),
                json!(quote.starred),
                json!(quote.status.map(Status::name)),
                json!(quote.note),
            ]
        })
        .collect();
    records
}

/// A value as JSON: a whole number without a point.
pub fn json_value(value: &Value) -> Json {
    match value {
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
            json!(*number as i64)
        }
        Value::Number(number) => json!(number),
        Value::Date(_) | Value::Text(_) => json!(value.to_string()),
    }
}
