//! The examples of a rule, run: a study of one respondent who says the one thing.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::{Answers, Compiled, Search, find};
use crate::model::codebook::Code;
use crate::model::coding::{Coder, Coding};
use crate::model::hash::Hash;
use crate::model::id::Id;
use crate::model::place::Place;
use crate::model::respondent::{Respondent, Value};
use crate::model::route::Stop;
use crate::model::rule::{Answer, Example, WordsOf};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;

/// Answers a query about a study with one text.
pub type Answering<'a> = &'a dyn Fn(&str, &Study, &str) -> Vec<(SourceId, Span)>;

/// The examples that do not come out as they say, from 1.
pub fn failing(rule: &Compiled, answering: Answering<'_>) -> Vec<usize> {
    let examples = rule.rule.examples.iter().zip(1..);
    let wrong = examples.filter(|(it, _)| comes_out(rule, it, answering) != it.contradicts);
    wrong.map(|(_, number)| number).collect()
}

fn comes_out(rule: &Compiled, example: &Example, answering: Answering<'_>) -> bool {
    let text = match rule.rule.words_of {
        WordsOf::Respondent => format!("I: Yes?\n\nR: {}\n", example.text),
        WordsOf::Label => format!("I: Yes?\n\n{}: Yes.\n\nI: So?\n\n{0}: No.\n", example.text),
        WordsOf::Notes | WordsOf::Anyone => format!("{}\n", example.text),
    };
    let study = study(rule, example, &text);
    let mut answers = Answers::new();
    if let Some(query) = &rule.rule.query {
        answers.insert(rule.rule.id.clone(), answering(query, &study, &text));
    }
    let texts = study.sources.keys().map(|id| (*id, text.clone())).collect();
    let search = Search {
        study: &study,
        texts: &texts,
        interviewers: &[],
    };
    !find(search, std::slice::from_ref(rule), &answers)
        .found
        .is_empty()
}

fn study(rule: &Compiled, example: &Example, text: &str) -> Study {
    let mut study = Study::default();
    let value = |it: &Answer| match it {
        Answer::Number(number) => Value::Number(*number),
        Answer::Text(text) => text
            .parse()
            .map_or_else(|_| Value::Text(text.clone()), Value::Date),
    };
    let answers = example.register.iter();
    let values: BTreeMap<_, _> = answers
        .map(|(name, it)| (name.clone(), value(it)))
        .collect();
    let name = "1".to_owned();
    let respondent = id(1);
    study.respondents.insert(
        respondent,
        Respondent {
            id: respondent,
            name: name.clone(),
            values,
        },
    );
    let source = Source {
        respondent: Some(respondent),
        language: rule.rule.languages.first().cloned(),
        ..source(&name, text)
    };
    let coder = Coder {
        id: id(1),
        name: "example".to_owned(),
    };
    // The codes of the rule are there, so that those of the example may be below them.
    for (number, key) in (1000..).zip(&rule.rule.codes) {
        let code = code(number, key);
        study.codes.insert(code.id, code);
    }
    for (number, key) in (1..).zip(&example.codes) {
        let above = study.codes.values().find(|it| {
            *key == it.key
                || key
                    .strip_prefix(&it.key)
                    .is_some_and(|it| it.starts_with('/'))
        });
        let code = match above {
            Some(same) if same.key == *key => same.clone(),
            above => Code {
                parent: above.map(|it| it.id),
                ..code(number, key)
            },
        };
        let coding = Coding {
            id: id(number),
            source: source.id,
            version: source.version,
            span: Span {
                start: 0,
                end: text.len(),
            },
            code: code.id,
            definition: 1,
            coder: coder.id,
            at: Timestamp::UNIX_EPOCH,
            words: Hash::of(text.as_bytes()),
        };
        study.codes.insert(code.id, code);
        study.codings.insert(coding.id, coding);
    }
    // A place that is passed twice is one place.
    let mut places: BTreeMap<&str, u128> = BTreeMap::new();
    for (number, name) in (1..).zip(&example.route) {
        let order = u32::try_from(number).unwrap_or(u32::MAX);
        let place = *places.entry(name).or_insert(number);
        study.put(
            Place {
                id: id(place),
                name: name.clone(),
                aliases: Default::default(),
                country: String::new(),
                at: None,
            }
            .into(),
        );
        let at = example.arrived.get(order as usize - 1);
        let stop = Stop {
            arrived: at.and_then(|it| it.parse().ok()),
            ..Stop::new(id(number), respondent, order, id(place))
        };
        study.put(stop.into());
    }
    study.coders.insert(coder.id, coder);
    study.sources.insert(source.id, source);
    study
}

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

fn source(name: &str, text: &str) -> Source {
    let hash = Hash::of(text.as_bytes());
    Source {
        pages: Vec::new(),
        id: id(1),
        name: name.to_owned(),
        file: format!("{name}.txt"),
        respondent: None,
        language: None,
        version: 1,
        text: hash,
        original: hash,
        characters: text.chars().count(),
        encoding: "UTF-8".to_owned(),
    }
}

fn code(number: u128, key: &str) -> Code {
    Code {
        spoken: None,
        id: id(number),
        key: key.to_owned(),
        name: key.to_owned(),
        parent: None,
        definition: String::new(),
        use_when: String::new(),
        not_when: String::new(),
        example: String::new(),
        rules: Vec::new(),
        color: None,
        asked: None,
        version: 1,
        order: 0,
    }
}
