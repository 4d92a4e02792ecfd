//! Contradictions found, left alone, settled, and found again.

use std::collections::BTreeMap;

use jiff::Timestamp;
use uuid::Uuid;

use super::*;
use crate::model::contradiction::Verdict;
use crate::model::id::Id;
use crate::model::rule::{Compare, Rule};

fn id<T>(number: u128) -> Id<T> {
    Id::from_uuid(Uuid::from_u128(number))
}

pub(super) fn source(file: &str) -> Source {
    Source {
        pages: Vec::new(),
        id: id(1),
        name: "1".to_owned(),
        file: file.to_owned(),
        version: 1,
        text: Hash::of(b""),
        original: Hash::of(b""),
        characters: 0,
        encoding: "UTF-8".to_owned(),
        language: Some("en".to_owned()),
        respondent: Some(id(1)),
    }
}

fn study(age: f64) -> Study {
    let mut study = Study::default();
    let values = BTreeMap::from([("age".to_owned(), Value::Number(age))]);
    let name = "1".to_owned();
    study.respondents.insert(
        id(1),
        Respondent {
            id: id(1),
            name,
            values,
        },
    );
    study.sources.insert(id(1), source("1.txt"));
    study
}

fn rule(pattern: &str) -> Rule {
    Rule {
        file: "age.toml".to_owned(),
        id: "age".to_owned(),
        says: "another age".to_owned(),
        languages: vec!["en".to_owned()],
        words_of: WordsOf::Respondent,
        pattern: vec![pattern.to_owned()],
        unless: vec!["would".to_owned()],
        codes: Vec::new(),
        query: None,
        attribute: vec!["age".to_owned()],
        number: Some(Compare::AtMost),
        register: Vec::new(),
        route: None,
        examples: Vec::new(),
    }
}

fn found(study: &Study, text: &str) -> Vec<Found> {
    let russian = Rule {
        id: "ru".to_owned(),
        languages: vec!["ru".to_owned()],
        ..rule(r"мне {number}\b")
    };
    let rules = compile(vec![rule(r"I was {number}\b"), russian]).expect("rules");
    let texts = BTreeMap::from([(id(1), text.to_owned())]);
    let search = Search {
        study,
        texts: &texts,
        interviewers: &[],
    };
    find(search, &rules, &Answers::new()).found
}

#[test]
fn only_the_respondents_own_words_in_the_rules_language_count() {
    let text =
        "I: I was 40 once.\n\nR: I was 19. He said “I was 30.” I would say I was 50. I was 12.\n";
    let mut study = study(17.0);
    let all = found(&study, text);
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].span.of(text), Some("I was 19"));
    assert_eq!(all[0].sentence.of(text), Some("I was 19."));
    assert_eq!(all[0].register["age"], Value::Number(17.0));
    let other = Source {
        language: Some("ru".to_owned()),
        ..source("1.txt")
    };
    study.sources.insert(other.id, other.clone());
    assert!(found(&study, text).is_empty());
    let language = Some("nl".to_owned());
    study.sources.insert(other.id, Source { language, ..other });
    assert_eq!(
        found(&study, text).len(),
        1,
        "no rule is for it, so that it may be told wrongly"
    );
}

#[test]
fn what_is_settled_comes_back_only_when_either_side_changes() {
    let mut study = study(17.0);
    let text = "I: Yes?\n\nR: I was 19.\n";
    let one = found(&study, text).remove(0);
    assert_eq!(one.settled(&study), None);
    let settled = Contradiction {
        id: id(1),
        rule: one.rule.clone(),
        respondent: one.respondent,
        source: one.source,
        words: one.words,
        register: one.register.clone(),
        coded: false,
        verdict: Verdict::Both,
        reason: "by the old papers".to_owned(),
        by: "ana".to_owned(),
        at: Timestamp::UNIX_EPOCH,
    };
    study.contradictions.insert(settled.id, settled);
    assert!(one.settled(&study).is_some());
    let elsewhere = found(&study, &text.replace("Yes?", "And then?")).remove(0);
    assert!(
        elsewhere.settled(&study).is_some(),
        "other words have changed"
    );
    let other_words = found(&study, &text.replace("19", "20")).remove(0);
    assert_eq!(other_words.settled(&study), None);
    let respondent = study.respondents.get_mut(&id(1)).expect("there");
    respondent
        .values
        .insert("age".to_owned(), Value::Number(18.0));
    assert_eq!(found(&study, text)[0].settled(&study), None);
}

#[test]
fn rules_that_make_no_sense_are_refused() {
    let refused = |rule: Rule| compile(vec![rule]).expect_err("refused").to_string();
    let good = rule("{number}");
    assert!(refused(rule("{number}(")).contains("pattern `{number}(` of rule `age` does not read"));
    assert!(refused(rule("x")).contains("expected `{number}` or `{year}` in every pattern"));
    assert!(
        refused(Rule {
            codes: vec!["x".to_owned()],
            ..good.clone()
        })
        .contains("expected one of `pattern`, `codes` and `query`")
    );
    assert!(
        refused(Rule {
            number: None,
            ..good.clone()
        })
        .contains("expected either `register`, or `attribute` and `number`, or `route`")
    );
    assert!(
        refused(Rule {
            number: Some(Compare::BirthYear),
            ..good.clone()
        })
        .contains("two attributes")
    );
    assert!(
        refused(Rule {
            number: None,
            route: Some(OfRoute::Order),
            ..good.clone()
        })
        .contains("expected `{earlier}` and `{later}` in every pattern")
    );
    let twice = compile(vec![good.clone(), good]).expect_err("refused");
    assert_eq!(
        twice,
        RuleError::Twice {
            file: "age.toml".to_owned(),
            rule: "age".to_owned(),
        }
    );
}
