//! W3C Web Annotation (Recommendation of 23 February 2017): one annotation for each coding of words,
//! with its position in Unicode characters (4.2.5), its words with what stands around them (4.2.4), and
//! the digest of the text that the position counts in.

use std::collections::BTreeSet;

use serde_json::{Value as Json, json};

use super::foreign::{Coding, Foreign, Made, Place, Source, Text};
use super::losses::Losses;
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::span::{Positions, Span};

/// Characters of prefix and suffix.
const AROUND: usize = 32;

/// Writes all codings of words as one collection.
pub fn write(project: &Foreign) -> (Vec<u8>, Losses) {
    let mut losses = Losses::default();
    let mut items = Vec::new();
    for source in &project.sources {
        for text in &source.texts {
            let Some(words) = &text.words else { continue };
            let positions = Positions::of(words);
            // It is the same in what the team writes, and would tell which number is which source.
            let digest = (!project.public).then(|| Hash::of(words.as_bytes()));
            for selection in &text.selections {
                let Place::Words(span) = selection.place else {
                    let why = "it has no place in a text";
                    losses.left_out("selection", &selection.name, why);
                    continue;
                };
                let target = target(source, text, words, &positions, span, digest);
                items.extend(
                    selection
                        .codings
                        .iter()
                        .map(|coding| annotation(project, coding, &selection.made, &target)),
                );
            }
        }
    }
    let alone = "annotations are of codings alone";
    for case in &project.cases {
        losses.left_out("respondent", &case.name, alone);
    }
    let used: BTreeSet<_> = project.codings().map(|it| it.code).collect();
    let coders: BTreeSet<_> = project.codings().filter_map(|it| it.made.by).collect();
    for user in project.users.iter().filter(|it| !coders.contains(&it.id)) {
        losses.left_out("coder without codings", &user.name, alone);
    }
    for code in project.codes.iter().filter(|it| !used.contains(&it.id)) {
        losses.left_out("code without codings", &code.name, alone);
    }
    let name_alone = "an annotation has the name of its code alone";
    for code in project.codes.iter().filter(|it| used.contains(&it.id)) {
        if code.parent.is_some() {
            losses.left_out("place of a code in the tree", &code.name, name_alone);
        }
        if !code.description.is_empty() {
            losses.left_out("definition of a code", &code.name, name_alone);
        }
        if code.color.is_some() {
            losses.left_out("color of a code", &code.name, name_alone);
        }
    }
    for source in &project.sources {
        let why = "annotations hold the words that are coded, with a few around them";
        losses.left_out("text of a source", &source.name, why);
    }
    let total = items.len();
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationCollection",
        "label": project.name,
        "generator": { "type": "Software", "name": project.program },
        "total": total,
        "first": { "type": "AnnotationPage", "startIndex": 0, "items": items },
    });
    // Strings and numbers can always be written.
    let mut bytes = serde_json::to_vec_pretty(&collection).unwrap_or_default();
    bytes.push(b'\n');
    (bytes, losses)
}

fn urn<T>(id: Id<T>) -> String {
    format!("urn:uuid:{id}")
}

fn target(
    source: &Source,
    text: &Text,
    words: &str,
    positions: &Positions<'_>,
    span: Span,
    digest: Option<Hash>,
) -> Json {
    let before: String = words[..span.start].chars().rev().take(AROUND).collect();
    let prefix: String = before.chars().rev().collect();
    let suffix: String = words[span.end..].chars().take(AROUND).collect();
    let mut target = json!({
        "source": urn(text.id),
        "label": source.name,
        "selector": [
            {
                "type": "TextPositionSelector",
                "start": positions.chars(span.start),
                "end": positions.chars(span.end),
            },
            {
                "type": "TextQuoteSelector",
                "exact": span.of(words).unwrap_or_default(),
                "prefix": prefix,
                "suffix": suffix,
            },
        ],
    });
    if let Some(digest) = digest {
        let cached = format!("urn:sha256:{digest}");
        target["state"] = json!({ "type": "TimeState", "cached": cached });
    }
    target
}

fn annotation(project: &Foreign, coding: &Coding, else_made: &Made, target: &Json) -> Json {
    let code = project.codes.iter().find(|it| it.id == coding.code);
    let by = coding.made.by.or(else_made.by);
    let user = by.and_then(|by| project.users.iter().find(|it| it.id == by));
    let mut body = vec![
        json!({ "type": "SpecificResource", "source": urn(coding.code), "purpose": "tagging" }),
        json!({
            "type": "TextualBody",
            "value": code.map_or("", |it| it.name.as_str()),
            "purpose": "tagging",
        }),
    ];
    let notes = coding.notes.iter();
    let notes = notes.filter_map(|id| project.memos.iter().find(|it| it.id == *id));
    body.extend(notes.map(
        |memo| json!({ "type": "TextualBody", "value": memo.words, "purpose": "commenting" }),
    ));
    let mut annotation = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": urn(coding.id),
        "type": "Annotation",
        "motivation": "tagging",
        "body": body,
        "target": target,
    });
    if let Some(user) = user {
        annotation["creator"] = json!({ "id": urn(user.id), "type": "Person", "name": user.name });
    }
    if let Some(at) = coding.made.at.or(else_made.at) {
        annotation["created"] = json!(at.to_string());
    }
    annotation
}
