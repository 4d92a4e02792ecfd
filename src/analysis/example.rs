//! Invented studies for the tests of the sums, made from a few lines.

use jiff::Timestamp;
use uuid::Uuid;

use crate::model::codebook::{Code, CodeId};
use crate::model::coding::{Coder, Coding};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::respondent::{Attribute, Kind, Respondent, Value};
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::study::Study;

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

/// A study with these attributes and codes (`push`, `push/debt`; a code is below the one before its
/// last slash).
pub(crate) fn study(attributes: &[(&str, Kind)], codes: &[&str]) -> Study {
    let mut study = Study::default();
    for (order, (name, kind)) in attributes.iter().enumerate() {
        let attribute = Attribute {
            id: id(1_000 + order as u128),
            name: (*name).to_owned(),
            label: format!("What {name}?"),
            kind: *kind,
            order: order as u32,
        };
        study.attributes.insert(attribute.id, attribute);
    }
    for (order, key) in codes.iter().enumerate() {
        let above = key.rsplit_once('/').map(|(above, _)| above);
        let parent = above
            .and_then(|above| study.code_called(above))
            .map(|it| it.id);
        let code = Code {
            spoken: None,
            id: id(2_000 + order as u128),
            key: (*key).to_owned(),
            name: key.rsplit('/').next().unwrap_or(key).to_owned(),
            parent,
            definition: String::new(),
            use_when: String::new(),
            not_when: String::new(),
            example: String::new(),
            rules: Vec::new(),
            color: None,
            asked: None,
            version: 1,
            order: order as u32,
        };
        study.codes.insert(code.id, code);
    }
    study
}

/// Adds a respondent with one source of the same name, and the codes that these coders gave: coder,
/// code, start and end.
pub(crate) fn interview(
    study: &mut Study,
    name: &str,
    values: &[(&str, Value)],
    codings: &[(&str, &str, usize, usize)],
) {
    let number = study.respondents.len() as u128;
    let respondent = Respondent {
        id: id(10_000 + number),
        name: name.to_owned(),
        values: values
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone()))
            .collect(),
    };
    let source = Source {
        pages: Vec::new(),
        id: id(20_000 + number),
        name: name.to_owned(),
        file: format!("{name}.txt"),
        version: 1,
        text: Hash::of(name.as_bytes()),
        original: Hash::of(name.as_bytes()),
        characters: 1_000,
        encoding: "UTF-8".to_owned(),
        language: Some("en".to_owned()),
        respondent: Some(respondent.id),
    };
    for (coder, key, start, end) in codings {
        let coder = match study.coder_named(coder) {
            Some(coder) => coder.id,
            None => {
                let made = Coder {
                    id: id(3_000 + study.coders.len() as u128),
                    name: (*coder).to_owned(),
                };
                let id = made.id;
                study.coders.insert(id, made);
                id
            }
        };
        let coding = Coding {
            id: id(100_000 + study.codings.len() as u128),
            source: source.id,
            version: 1,
            span: Span {
                start: *start,
                end: *end,
            },
            code: code(study, key),
            definition: 1,
            coder,
            at: Timestamp::UNIX_EPOCH,
            words: Hash::of(key.as_bytes()),
        };
        study.codings.insert(coding.id, coding);
    }
    study.respondents.insert(respondent.id, respondent);
    study.sources.insert(source.id, source);
}

/// The code with this key.
pub(crate) fn code(study: &Study, key: &str) -> CodeId {
    study.code_called(key).expect("a code of the study").id
}

/// A value of words.
pub(crate) fn word(text: &str) -> Value {
    Value::Text(text.to_owned())
}
