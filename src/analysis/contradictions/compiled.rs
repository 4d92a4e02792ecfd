//! Rules made ready: patterns compiled, and what makes no sense refused.

use std::collections::BTreeSet;

use regex::{Regex, RegexBuilder};

use super::answers::{fits, stands};
use super::numbers::{YEAR, number, number_pattern};
use super::ways::{EARLIER, LATER, PLACE, Way};
use crate::model::respondent::Respondent;
use crate::model::rule::{Compare, OfRoute, Rule};
use crate::model::source::Source;
use crate::model::study::Study;

/// Why a rule cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RuleError {
    /// A pattern that cannot be read.
    #[error("in `{file}`: pattern `{pattern}` of rule `{rule}` does not read: {reason}")]
    Pattern {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// The pattern.
        pattern: String,
        /// Why.
        reason: String,
    },
    /// One of its sides is missing, or is there twice.
    #[error("in `{file}`: rule `{rule}` {wrong}, expected {expected}")]
    Sides {
        /// The file.
        file: String,
        /// The rule.
        rule: String,
        /// What is wrong.
        wrong: &'static str,
        /// What was expected.
        expected: &'static str,
    },
    /// Two rules of one name.
    #[error("in `{file}`: rule `{rule}` is there twice, expected another name for one of them")]
    Twice {
        /// The file of the second.
        file: String,
        /// The rule.
        rule: String,
    },
}

impl RuleError {
    /// That there is another rule of this name before it.
    pub fn twice(rule: &Rule) -> Self {
        Self::Twice {
            file: rule.file.clone(),
            rule: rule.id.clone(),
        }
    }
}

/// A rule that can be used.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// The rule.
    pub rule: Rule,
    patterns: Vec<Regex>,
    unless: Vec<Regex>,
}

/// Makes rules ready.
///
/// # Errors
///
/// The first rule that makes no sense, with what was expected.
pub fn compile(rules: Vec<Rule>) -> Result<Vec<Compiled>, RuleError> {
    let mut compiled: Vec<Compiled> = Vec::new();
    for rule in rules {
        if compiled.iter().any(|it| it.rule.id == rule.id) {
            return Err(RuleError::twice(&rule));
        }
        compiled.push(one(rule)?);
    }
    Ok(compiled)
}

fn one(rule: Rule) -> Result<Compiled, RuleError> {
    let wrong = |wrong, expected| {
        Err(RuleError::Sides {
            file: rule.file.clone(),
            rule: rule.id.clone(),
            wrong,
            expected,
        })
    };
    let sides = usize::from(!rule.pattern.is_empty())
        + usize::from(!rule.codes.is_empty())
        + usize::from(rule.query.is_some());
    if sides != 1 {
        return wrong(
            "does not say what it looks for in the notes",
            "one of `pattern`, `codes` and `query`",
        );
    }
    if let Some(route) = rule.route {
        let (parts, expected) = match route {
            OfRoute::Order => (
                ["{earlier}", "{later}"],
                "`{earlier}` and `{later}` in every pattern",
            ),
            OfRoute::Arrived => (
                ["{place}", "{year}"],
                "`{place}` and `{year}` in every pattern",
            ),
        };
        let names = |it: &String| parts.iter().all(|part| it.contains(part));
        if rule.pattern.is_empty() || !rule.pattern.iter().all(names) {
            return wrong("compares places that it does not find", expected);
        }
    }
    let compares = rule
        .pattern
        .iter()
        .all(|it| it.contains("{number}") || it.contains("{year}"));
    match (rule.number, rule.register.is_empty()) {
        (None, true) if rule.route.is_some() => {}
        (None, true) | (Some(_), false) => {
            return wrong(
                "does not say what it is held against",
                "either `register`, or `attribute` and `number`, or `route`",
            );
        }
        _ if rule.route.is_some() => {
            return wrong("is held against two things", "`route` alone");
        }
        (Some(_), true) if rule.pattern.is_empty() || !compares => {
            return wrong(
                "compares a number that it does not find",
                "`{number}` or `{year}` in every pattern",
            );
        }
        (Some(Compare::BirthYear), true) if rule.attribute.len() != 2 => {
            return wrong(
                "reckons an age",
                "two attributes: the day (or year) of the interview, and the age",
            );
        }
        (Some(_), true) if rule.attribute.is_empty() => {
            return wrong("compares a number with nothing", "an `attribute`");
        }
        _ => {}
    }
    let numbers = number_pattern();
    let regex = |pattern: &String| {
        let whole = pattern
            .replace("{number}", &numbers)
            .replace("{year}", YEAR)
            .replace("{earlier}", EARLIER)
            .replace("{later}", LATER)
            .replace("{place}", PLACE);
        let made = RegexBuilder::new(&whole).case_insensitive(true).build();
        made.map_err(|error| RuleError::Pattern {
            file: rule.file.clone(),
            rule: rule.id.clone(),
            pattern: pattern.clone(),
            reason: error.to_string(),
        })
    };
    Ok(Compiled {
        patterns: rule.pattern.iter().map(regex).collect::<Result<_, _>>()?,
        unless: rule.unless.iter().map(regex).collect::<Result<_, _>>()?,
        rule,
    })
}

impl Compiled {
    /// What it looks for.
    pub(super) fn patterns(&self) -> impl Iterator<Item = &Regex> {
        self.patterns.iter()
    }

    /// Whether it reads the language of a source. A language that no rule is for may be told wrongly (of
    /// a short note), so that every rule reads it.
    pub fn is_for(&self, source: &Source, known: &BTreeSet<String>) -> bool {
        let own = source.language.as_deref().map(first);
        let languages = &self.rule.languages;
        languages.is_empty()
            || own.is_none_or(|own| {
                !known.contains(&own) || languages.iter().any(|it| first(it) == own)
            })
    }

    /// Whether the register's side could contradict anything.
    pub fn may_differ(&self, study: &Study, respondent: &Respondent) -> bool {
        may_differ(&self.rule, study, respondent)
    }

    /// Where in a sentence places are told in another order, or another year, than the way has them
    /// (bytes).
    pub(super) fn tells_another_way(
        &self,
        sentence: &str,
        way: &Way<'_>,
    ) -> Option<(usize, usize)> {
        let found = match self.rule.route? {
            OfRoute::Order => way.reversed(sentence, &self.patterns)?,
            OfRoute::Arrived => way.in_another_year(sentence, &self.patterns)?,
        };
        (!self.excuses(sentence)).then_some(found)
    }

    /// The attributes that the register's side is of.
    pub fn attributes(&self, respondent: &Respondent) -> Vec<String> {
        match self.rule.number {
            None => {
                let mut sets = self.rule.register.iter();
                let set = sets.find(|it| fits(it, respondent));
                set.into_iter().flat_map(|it| it.keys().cloned()).collect()
            }
            Some(Compare::BirthYear) => self.rule.attribute.clone(),
            Some(_) => compared(&self.rule, respondent)
                .into_iter()
                .cloned()
                .collect(),
        }
    }

    /// Whether a sentence is one that is left alone.
    pub fn excuses(&self, sentence: &str) -> bool {
        self.unless.iter().any(|it| it.is_match(sentence))
    }

    /// Where in a sentence something contradicts what the register says of the respondent (bytes).
    pub fn contradicts(&self, sentence: &str, respondent: &Respondent) -> Option<(usize, usize)> {
        let differs = |found: &regex::Captures<'_>| {
            let Some(compare) = self.rule.number else {
                return true;
            };
            let said = found.name("number").and_then(|it| number(it.as_str()));
            let attributes = self.attributes(respondent);
            let answers: Vec<_> = attributes
                .iter()
                .filter_map(|it| respondent.value(it))
                .collect();
            said.and_then(|said| stands(compare, said, &answers)) == Some(false)
        };
        let first = self.patterns.iter().find_map(|pattern| {
            let mut all = pattern.captures_iter(sentence);
            all.find(differs)
                .and_then(|it| it.get(0))
                .map(|it| (it.start(), it.end()))
        })?;
        (!self.excuses(sentence)).then_some(first)
    }
}

/// Languages that any of the rules is for.
pub(super) fn languages(rules: &[Compiled]) -> BTreeSet<String> {
    let all = rules.iter().flat_map(|it| &it.rule.languages);
    all.map(|it| first(it)).collect()
}

/// The language of a tag, without its region.
fn first(tag: &str) -> String {
    tag.split('-').next().unwrap_or_default().to_lowercase()
}

/// Whether the register's side of a rule could contradict anything: the answers are the ones that do, or
/// there is a number to compare with. To ask so needs no patterns, which take longest to make ready.
pub fn may_differ(rule: &Rule, study: &Study, respondent: &Respondent) -> bool {
    if let Some(route) = rule.route {
        let mut stops = study.stops.values();
        return stops.any(|it| {
            it.respondent == respondent.id && (route == OfRoute::Order || it.arrived.is_some())
        });
    }
    match rule.number {
        None => rule.register.iter().any(|it| fits(it, respondent)),
        Some(Compare::BirthYear) => rule
            .attribute
            .iter()
            .all(|it| respondent.value(it).is_some()),
        Some(_) => compared(rule, respondent).is_some(),
    }
}

/// The attribute that a number is compared with.
fn compared<'r>(rule: &'r Rule, respondent: &Respondent) -> Option<&'r String> {
    let mut known = rule.attribute.iter();
    known.find(|it| respondent.value(it).is_some())
}
