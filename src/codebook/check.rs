//! What a reviewer would say about a codebook before anybody codes with it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::study::Study;

/// What is wrong with a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// Another code has the same name.
    DoubleName,
    /// It says nowhere what it means.
    NoDefinition,
    /// Another code has the same rule.
    SameRule,
    /// Neither it nor a code below it has been used.
    Unused,
}

impl Fault {
    /// The word for it in machine-readable output.
    pub fn name(self) -> &'static str {
        match self {
            Self::DoubleName => "double_name",
            Self::NoDefinition => "no_definition",
            Self::SameRule => "same_rule",
            Self::Unused => "unused",
        }
    }
}

/// One finding about one code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The code's key.
    pub code: String,
    /// What is wrong.
    pub fault: Fault,
    /// The same for a reader.
    pub sentence: String,
}

/// Checks the codebook of a study that holds all its codings; problems stand in codebook order.
pub fn check(study: &Study) -> Vec<Problem> {
    let used: BTreeSet<_> = study.codings.values().map(|coding| coding.code).collect();
    let mut names: BTreeMap<String, &str> = BTreeMap::new();
    let mut rules: BTreeMap<String, &str> = BTreeMap::new();
    let mut problems = Vec::new();
    for code in study.codebook() {
        let mut say = |fault: Fault, sentence: String| {
            problems.push(Problem {
                code: code.key.clone(),
                fault,
                sentence,
            });
        };
        match names.get(&folded(&code.name)) {
            Some(other) => say(
                Fault::DoubleName,
                format!(
                    "`{}` and `{other}` are both called `{}`",
                    code.key, code.name
                ),
            ),
            None => drop(names.insert(folded(&code.name), &code.key)),
        }
        if code.definition.trim().is_empty() {
            say(
                Fault::NoDefinition,
                format!("`{}` has no definition", code.key),
            );
        }
        let mut own = BTreeSet::new();
        for rule in &code.rules {
            if !own.insert(folded(rule)) {
                say(
                    Fault::SameRule,
                    format!("`{}` has the rule `{rule}` twice", code.key),
                );
                continue;
            }
            match rules.get(&folded(rule)) {
                Some(other) => say(
                    Fault::SameRule,
                    format!("`{}` and `{other}` both have the rule `{rule}`", code.key),
                ),
                None => drop(rules.insert(folded(rule), &code.key)),
            }
        }
        if !study
            .with_descendants(code.id)
            .iter()
            .any(|id| used.contains(id))
        {
            say(Fault::Unused, format!("`{}` has not been used", code.key));
        }
    }
    problems
}

/// Words that differ only in letter case and white space are the same words. Operators keep their
/// meaning: `OR` and `or` differ in the query language, so only rules without them lose their case.
fn folded(text: &str) -> String {
    let operator = |word: &str| {
        let word = word.trim_matches(['(', ')']);
        matches!(word, "AND" | "OR" | "NOT" | "OVERLAPS" | "WITHIN") || word.starts_with("BEFORE/")
    };
    let fold = |word: &str| {
        if operator(word) {
            word.to_owned()
        } else {
            word.to_lowercase()
        }
    };
    text.split_whitespace()
        .map(fold)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::model::codebook::Code;
    use crate::model::coding::Coding;
    use crate::model::hash::Hash;
    use crate::model::id::Id;
    use crate::model::span::Span;

    fn code(number: u128, key: &str, name: &str, parent: Option<u128>, rules: &[&str]) -> Code {
        Code {
            spoken: None,
            id: Id::from_uuid(Uuid::from_u128(number)),
            key: key.to_owned(),
            name: name.to_owned(),
            parent: parent.map(|number| Id::from_uuid(Uuid::from_u128(number))),
            definition: if number == 3 {
                " ".to_owned()
            } else {
                "What gives light.".to_owned()
            },
            use_when: String::new(),
            not_when: String::new(),
            example: String::new(),
            rules: rules.iter().map(|rule| (*rule).to_owned()).collect(),
            color: None,
            asked: None,
            version: 1,
            order: 0,
        }
    }

    #[test]
    fn every_fault_is_found_and_nothing_else() {
        let mut study = Study::default();
        for code in [
            code(1, "lamp", "Lamp", None, &[]),
            code(2, "lamp/hall", "Hall", Some(1), &["lamp OR light"]),
            code(
                3,
                "lamp/shelf",
                "hall ",
                None,
                &["Lamp  OR Light", "lamp or light", "LAMP OR  light"],
            ),
        ] {
            study.codes.insert(code.id, code);
        }
        let text = "a lamp";
        let coding = Coding {
            id: Id::from_uuid(Uuid::from_u128(9)),
            source: Id::from_uuid(Uuid::from_u128(8)),
            version: 1,
            span: Span::new(text, 0, 6).expect("borders"),
            code: Id::from_uuid(Uuid::from_u128(2)),
            definition: 1,
            coder: Id::from_uuid(Uuid::from_u128(7)),
            at: Timestamp::UNIX_EPOCH,
            words: Hash::of(text.as_bytes()),
        };
        study.codings.insert(coding.id, coding);
        let sentences: Vec<_> = check(&study).into_iter().map(|it| it.sentence).collect();
        let expected = [
            "`lamp/shelf` and `lamp/hall` are both called `hall `",
            "`lamp/shelf` has no definition",
            "`lamp/shelf` and `lamp/hall` both have the rule `Lamp  OR Light`",
            "`lamp/shelf` has the rule `LAMP OR  light` twice",
            "`lamp/shelf` has not been used",
        ];
        assert_eq!(sentences, expected);
    }
}
