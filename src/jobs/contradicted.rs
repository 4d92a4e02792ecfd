//! The contradictions of a project with what it takes to show them: for their own command, the page of
//! a respondent and the check.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::analysis::contradictions::{
    Answers, Compiled, Found, RuleError, Search, compile, find, may_differ,
};
use crate::model::contradiction::Contradiction;
use crate::model::redact::Mask;
use crate::model::rule::Rule;
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError};
use crate::report::respondent::OfContradiction;

/// Why contradictions cannot be looked for.
#[derive(Debug, thiserror::Error)]
pub enum Wrong {
    /// A rule makes no sense.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The project cannot answer.
    #[error(transparent)]
    Project(#[from] ProjectError),
}

impl Wrong {
    /// It and what it was caused by, on one line.
    pub fn whole(&self) -> String {
        let mut whole = self.to_string();
        let mut cause = std::error::Error::source(self);
        while let Some(error) = cause {
            whole.push_str(&format!(": {error}"));
            cause = error.source();
        }
        whole
    }
}

/// The rules that make sense, each for itself; of those with one name the first.
fn one_by_one(rules: Vec<Rule>, wrong: &mut Vec<Wrong>) -> Vec<Compiled> {
    let mut made: Vec<Compiled> = Vec::new();
    for rule in rules {
        if made.iter().any(|it| it.rule.id == rule.id) {
            wrong.push(RuleError::Twice(rule.id).into());
            continue;
        }
        match compile(vec![rule]) {
            Ok(one) => made.extend(one),
            Err(error) => wrong.push(error.into()),
        }
    }
    made
}

/// The contradictions of a project, with what it takes to show them.
pub struct Contradictions {
    /// The study that they were looked for in.
    pub study: Study,
    /// The texts of the sources with a respondent.
    pub texts: BTreeMap<SourceId, String>,
    /// All that were found, settled ones too.
    pub found: Vec<Found>,
    /// Names of all rules, those that concern nobody here too.
    pub names: Vec<String>,
    /// Rules, and files of them, that cannot be used.
    pub wrong: Vec<Wrong>,
}

impl Contradictions {
    /// Looks for all of them.
    ///
    /// # Errors
    ///
    /// Where a rule cannot be used.
    pub fn of(project: &Project, moment: Option<Timestamp>) -> Result<Self, Wrong> {
        let mut all = Self::as_far_as(project, moment)?;
        match all.wrong.is_empty() {
            true => Ok(all),
            false => Err(all.wrong.swap_remove(0)),
        }
    }

    /// Looks for those of the rules that can be used.
    ///
    /// # Errors
    ///
    /// Where the project cannot be read.
    pub fn as_far_as(project: &Project, moment: Option<Timestamp>) -> Result<Self, Wrong> {
        let study = project.study(moment, &Codings::All)?;
        let (mut rules, unread) = project.rules_that_read()?;
        let mut wrong: Vec<Wrong> = unread.into_iter().map(Into::into).collect();
        let names = rules.iter().map(|it| it.id.clone()).collect();
        let concerns = |rule: &Rule| {
            let mut people = study.respondents.values();
            people.any(|it| may_differ(rule, &study, it))
        };
        rules.retain(concerns);
        let rules = match compile(rules.clone()) {
            Ok(rules) => rules,
            Err(_) => one_by_one(rules, &mut wrong),
        };
        let mut answers = Answers::new();
        for it in rules.iter().filter(|it| it.rule.query.is_some()) {
            match project.rule_answers(&it.rule, moment) {
                Ok(places) => drop(answers.insert(it.rule.id.clone(), places)),
                Err(error) => wrong.push(error.into()),
            }
        }
        let spoken = study.sources.values().filter(|it| it.respondent.is_some());
        let ids: Vec<SourceId> = spoken.map(|it| it.id).collect();
        let texts = project.texts(&study, &ids)?;
        let search = Search {
            study: &study,
            texts: &texts,
            interviewers: &project.settings().interviewers,
        };
        let found = find(search, &rules, &answers);
        Ok(Self {
            study,
            texts,
            found,
            names,
            wrong,
        })
    }

    /// Those that nobody has settled, or that have changed since.
    pub fn open(&self) -> impl Iterator<Item = &Found> {
        self.found
            .iter()
            .filter(|it| it.settled(&self.study).is_none())
    }

    /// The name of whom one is about.
    pub fn respondent(&self, it: &Found) -> &str {
        let respondent = self.study.respondents.get(&it.respondent);
        respondent.map_or("", |it| it.name.as_str())
    }

    /// The sentence that one stands in, without line ends.
    pub fn sentence(&self, it: &Found) -> String {
        let text = self.texts.get(&it.source).map_or("", String::as_str);
        let source = self.study.sources.get(&it.source);
        // Where redactions do not stand at their words nothing is shown.
        let mask = source.and_then(|it| Mask::of(&self.study, it, text).ok());
        let words = mask.map(|mask| mask.words(text, it.sentence));
        let words = words.unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What differs, and in how many sentences (or coded words) of the source.
    pub fn says(it: &Found) -> String {
        match it.more {
            0 => it.says.clone(),
            more => format!("{} ({} times)", it.says, more + 1),
        }
    }

    /// The source that one is in, and its first character and the one behind its last.
    pub fn place(&self, it: &Found) -> (&str, usize, usize) {
        let source = self.study.sources.get(&it.source);
        let text = self.texts.get(&it.source).map_or("", String::as_str);
        let (start, end) = it.span.to_chars(text);
        (source.map_or("", |it| it.name.as_str()), start, end)
    }

    /// One as people see it.
    pub fn shown(&self, it: &Found) -> OfContradiction {
        let settled = it.settled(&self.study);
        let (source, start, end) = self.place(it);
        OfContradiction {
            contradiction: it.name(),
            respondent: self.respondent(it).to_owned(),
            says: Self::says(it),
            register: Self::register(it),
            text: self.sentence(it),
            place: format!("{source}:{start}-{end}"),
            language: self
                .study
                .sources
                .get(&it.source)
                .and_then(|it| it.language.clone()),
            state: settled.map_or("open", |it| it.verdict.name()).to_owned(),
            reason: settled.map_or(String::new(), |it| it.reason.clone()),
        }
    }

    /// Those that were settled and are none any more: one side was corrected.
    pub fn gone(&self) -> impl Iterator<Item = OfContradiction> {
        let is_here = |it: &&Contradiction| {
            let same = |found: &&Found| {
                found
                    .settled(&self.study)
                    .is_some_and(|settled| settled.id == it.id)
            };
            !self.found.iter().any(|found| same(&found))
        };
        let gone = self.study.contradictions.values().filter(is_here);
        gone.map(|it| {
            let register = it.register.iter();
            let register: Vec<String> = register
                .map(|(name, value)| format!("{name} {value}"))
                .collect();
            let source = self.study.sources.get(&it.source);
            let who = self.study.respondents.get(&it.respondent);
            OfContradiction {
                contradiction: it.id.short(),
                respondent: who.map_or(String::new(), |it| it.name.clone()),
                says: format!("rule `{}`", it.rule),
                register: register.join(", "),
                text: String::new(),
                place: source.map_or(String::new(), |it| it.name.clone()),
                language: None,
                state: it.verdict.name().to_owned(),
                reason: it.reason.clone(),
            }
        })
    }

    /// What the register says, as `age 17, gender male`.
    pub fn register(it: &Found) -> String {
        let answers = it
            .register
            .iter()
            .map(|(name, value)| format!("{name} {value}"));
        answers.collect::<Vec<_>>().join(", ")
    }
}
