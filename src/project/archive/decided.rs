//! Tables of the archive on what people decided: classifications with the words that they rest on, what
//! writers said of quotes, words that are not printed, and what was settled.

use super::tables::head;
use crate::model::codebook::CodeId;
use crate::model::coding::CodingId;
use crate::model::source::{Source, SourceId};
use crate::model::span::{Positions, Span};
use crate::model::study::Study;

/// Source, start, end and words of a place in the text as it stands; start, end and words are empty where
/// it counts in an earlier one.
fn place(
    texts: &[(&Source, String)],
    source: SourceId,
    span: Span,
    is_this: impl Fn(&Source) -> bool,
) -> [String; 4] {
    let Some((source, text)) = texts.iter().find(|it| it.0.id == source) else {
        return Default::default();
    };
    let name = source.name.clone();
    let words = span.of(text).filter(|_| is_this(source));
    let Some(words) = words else {
        return [name, String::new(), String::new(), String::new()];
    };
    let positions = Positions::of(text);
    [
        name,
        positions.chars(span.start).to_string(),
        positions.chars(span.end).to_string(),
        words.to_owned(),
    ]
}

fn respondent(study: &Study, id: crate::model::respondent::RespondentId) -> String {
    let respondent = study.respondents.get(&id);
    respondent.map_or_else(String::new, |it| it.name.clone())
}

fn coder(study: &Study, id: crate::model::coding::CoderId) -> String {
    let coder = study.coders.get(&id);
    coder.map_or_else(String::new, |it| it.name.clone())
}

/// A row for each piece of evidence, one at least for each classification.
pub(super) fn classifications(study: &Study, texts: &[(&Source, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id",
        "respondent",
        "attribute",
        "value",
        "reason",
        "coder",
        "note",
        "source",
        "start",
        "end",
        "text",
        "at",
    ])];
    for it in study.classifications.values() {
        let mut places: Vec<[String; 4]> = it
            .because
            .iter()
            .map(|why| place(texts, why.source, why.span, |it| it.text == why.text))
            .collect();
        if places.is_empty() {
            places.push(Default::default());
        }
        for place in places {
            let mut row = vec![
                it.id.to_string(),
                respondent(study, it.respondent),
                it.attribute.clone(),
                it.value.clone(),
                it.reason.clone(),
                coder(study, it.coder),
                it.note.clone(),
            ];
            row.extend(place);
            row.push(it.at.to_string());
            rows.push(row);
        }
    }
    rows
}

/// What writers said of quotes.
pub(super) fn standings(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id", "coding", "star", "status", "note", "by", "at",
    ])];
    for it in study.standings.values() {
        rows.push(vec![
            it.id.to_string(),
            it.coding.to_string(),
            if it.starred { "yes" } else { "" }.to_owned(),
            it.status.map_or("", |it| it.name()).to_owned(),
            it.note.clone(),
            it.by.clone(),
            it.at.to_string(),
        ]);
    }
    rows
}

/// Words that are not printed, and those that were looked at.
pub(super) fn redactions(study: &Study, texts: &[(&Source, String)]) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id", "source", "start", "end", "text", "printed", "state", "found by", "by", "at",
    ])];
    for it in study.redactions.values() {
        let mut row = vec![it.id.to_string()];
        row.extend(place(texts, it.source, it.span, |source| {
            source.version == it.version
        }));
        row.extend([
            it.shown.clone(),
            it.state.name().to_owned(),
            it.origin.name().to_owned(),
            it.by.clone(),
            it.at.to_string(),
        ]);
        rows.push(row);
    }
    rows
}

/// Disagreements of coders that were settled.
pub(super) fn decisions(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id", "source", "codings", "became", "codes", "reason", "by", "at",
    ])];
    let ids = |all: &[CodingId]| all.iter().map(ToString::to_string).collect::<Vec<_>>();
    for it in study.decisions.values() {
        let source = study.sources.get(&it.source);
        let made = it.made.iter().filter_map(|id| study.codings.get(id));
        let codes: Vec<CodeId> = made.map(|it| it.code).collect();
        let codes = codes.iter().filter_map(|id| study.codes.get(id));
        rows.push(vec![
            it.id.to_string(),
            source.map_or_else(String::new, |it| it.name.clone()),
            ids(&it.about).join(" "),
            ids(&it.made).join(" "),
            codes
                .map(|it| it.key.as_str())
                .collect::<Vec<_>>()
                .join(" "),
            it.reason.clone(),
            it.by.clone(),
            it.at.to_string(),
        ]);
    }
    rows
}

/// Contradictions between register and notes that were settled.
pub(super) fn contradictions(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&[
        "id",
        "rule",
        "respondent",
        "source",
        "register",
        "settled as",
        "reason",
        "by",
        "at",
    ])];
    for it in study.contradictions.values() {
        let source = study.sources.get(&it.source);
        let register = it.register.iter();
        let register: Vec<String> = register.map(|(name, it)| format!("{name}={it}")).collect();
        rows.push(vec![
            it.id.to_string(),
            it.rule.clone(),
            respondent(study, it.respondent),
            source.map_or_else(String::new, |it| it.name.clone()),
            register.join("; "),
            it.verdict.name().to_owned(),
            it.reason.clone(),
            it.by.clone(),
            it.at.to_string(),
        ]);
    }
    rows
}

/// Who was to read which source.
pub(super) fn assignments(study: &Study) -> Vec<Vec<String>> {
    let mut rows = vec![head(&["id", "source", "coder"])];
    for it in study.assignments.values() {
        let source = study.sources.get(&it.source);
        rows.push(vec![
            it.id.to_string(),
            source.map_or_else(String::new, |it| it.name.clone()),
            coder(study, it.coder),
        ]);
    }
    rows
}
