//! Quotes under headings, and as rows.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::records::Records;
use super::{Block, QuoteBlock, Report, Setting};
use crate::model::quote::Quote;
use crate::model::rendering::{Form, Mark};
use crate::model::respondent::Value;
use crate::model::standing::Status;
use crate::model::style::Style;

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

/// Which of the words of a quote and of its translations are printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tongues {
    /// Only the speaker's.
    #[default]
    Original,
    /// Only the translator's, where there is a translation.
    Translation,
    /// The speaker's, then the translator's.
    Both,
}

/// How quotes are laid out.
#[derive(Debug, Clone, Copy)]
pub struct Layout<'l> {
    /// What they are put under.
    pub by: By,
    /// Whether it is said where each stands and who coded it.
    pub places: bool,
    /// The house style.
    pub style: &'l Style,
    /// Translations.
    pub tongues: Tongues,
    /// Whether headings say how many follow: in public that may be a number that a table keeps back.
    pub counts: bool,
}

/// A report of `quotes`, which keep their order under each heading; headings come in the order of
/// their first quote. Every heading says how many quotes of how many respondents follow, where that is
/// wanted.
pub fn report(title: &str, quotes: &[Quote], layout: Layout<'_>) -> Report {
    let heading = |quote: &Quote| match layout.by {
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
    let mut blocks: Vec<Block> = legend(quotes).into_iter().collect();
    for (heading, group) in groups {
        blocks.push(Block::Heading {
            level: 2,
            text: match layout.counts {
                true => format!("{heading} ({})", counted(&group)),
                false => heading,
            },
        });
        let all = group.into_iter().flat_map(|quote| printed(quote, layout));
        blocks.extend(all.map(Block::Quote));
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

/// What a reader must know about the form of the quotes.
fn legend(quotes: &[Quote]) -> Option<Block> {
    let edited = quotes.iter().any(|it| it.edited.is_some());
    let form = quotes.first().map(|it| it.form).filter(|_| edited)?;
    let words = match form {
        Form::Printed => return None,
        Form::Clean => {
            "Clean form: what was left out of quotes and put into them is not marked here. Not for print."
        }
        Form::Marked => {
            "The words of the sources: those that are left out in print are struck through or stand in \
             {- -}, those that are put in are underlined, strong or stand in {+ +}."
        }
        Form::Source => "The words of the sources, without the edits of the quotes.",
    };
    Some(Block::Note(words.to_owned()))
}

/// A quote in the tongues that are asked for.
fn printed(quote: &Quote, layout: Layout<'_>) -> Vec<QuoteBlock> {
    let original = block(quote, layout);
    if layout.tongues == Tongues::Original {
        return vec![original];
    }
    let translations = quote.translations.iter().map(|it| {
        let credit = it.credit(quote.digest);
        let only = layout.tongues == Tongues::Translation;
        let attribution = match only {
            true => format!("{} {credit}", quote.attribution).trim().to_owned(),
            false => credit,
        };
        QuoteBlock {
            text: it.text.clone(),
            attribution,
            language: Some(it.language.clone()),
            place: if only {
                original.place.clone()
            } else {
                String::new()
            },
            ..set(&it.text, Some(&it.language), layout.style)
        }
    });
    let translations: Vec<QuoteBlock> = translations.collect();
    match layout.tongues {
        Tongues::Translation if !translations.is_empty() => translations,
        Tongues::Original | Tongues::Translation | Tongues::Both => {
            std::iter::once(original).chain(translations).collect()
        }
    }
}

/// How words are set by the house style.
fn set(text: &str, language: Option<&str>, style: &Style) -> QuoteBlock {
    let setting = match style.block {
        None => Setting::Apart,
        Some(words) if text.split_whitespace().count() >= words => Setting::Block,
        Some(_) => Setting::Inline,
    };
    QuoteBlock {
        quotation: style.marks(language).cloned(),
        setting,
        ..QuoteBlock::default()
    }
}

fn block(quote: &Quote, layout: Layout<'_>) -> QuoteBlock {
    let mut place = Vec::new();
    if layout.places {
        place.push(format!("{} {}-{}", quote.source, quote.start, quote.end));
        place.extend(quote.page.map(|page| format!("page {page}")));
        place.push(quote.coders.join(", "));
        let ids = quote.codings.iter().map(|id| id.short());
        place.push(ids.collect::<Vec<_>>().join(" "));
        place.extend(quote.starred.then(|| "starred".to_owned()));
        place.extend(quote.status.map(|it| it.name().to_owned()));
        place.extend(Some(quote.note.clone()).filter(|it| !it.is_empty()));
    }
    if let Some(why) = &quote.idle {
        place.push(format!("the edit is not printed: {why}"));
    }
    if layout.by != By::Theme {
        place.insert(0, quote.theme.join(" › "));
    }
    QuoteBlock {
        before: quote.before.clone(),
        text: quote.text.clone(),
        after: quote.after.clone(),
        attribution: quote.attribution.clone(),
        language: quote.language.clone(),
        place: place.join(" · "),
        marks: quote.marks.clone(),
        ..set(&quote.text, quote.language.as_deref(), layout.style)
    }
}

/// The words of one quote as the house prints them, with their quotation marks, in parts: what is marked
/// as left out or put in, and what is not.
pub fn parts(quote: &Quote, style: &Style) -> Vec<(String, Option<Mark>)> {
    let layout = Layout {
        by: By::Theme,
        places: false,
        style,
        tongues: Tongues::Original,
        counts: false,
    };
    super::marks::parts(&block(quote, layout))
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
        "page",
        "coder",
        "coders",
        "language",
        "before",
        "after",
        "codings",
        "starred",
        "status",
        "note",
        "form",
        "source_text",
        "edits",
        "because",
        "remark",
        "translations",
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
                json!(quote.page),
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
                json!(quote.form.name()),
                json!(quote.original),
                json!(edits(quote)),
                json!(quote.edited.as_ref().and_then(|it| it.because.as_ref())),
                json!(
                    quote
                        .idle
                        .as_ref()
                        .map(|why| format!("the edit is not printed: {why}"))
                ),
                json!(translations(quote)),
            ]
        })
        .collect();
    records
}

/// What was done to the words of a quote; positions are characters of the source.
fn edits(quote: &Quote) -> Vec<Json> {
    let changes = quote.edited.iter().flat_map(|it| &it.changes);
    changes
        .map(|it| {
            json!({
                "edit": it.kind.name(),
                "source": it.source,
                "start": it.start,
                "end": it.end,
                "text": it.text,
                "with": it.with,
            })
        })
        .collect()
}

fn translations(quote: &Quote) -> Vec<Json> {
    let all = quote.translations.iter();
    all.map(|it| {
        json!({
            "language": it.language,
            "text": it.text,
            "translator": it.translator,
            "current": it.of == quote.digest,
        })
    })
    .collect()
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
