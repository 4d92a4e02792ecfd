//! The contradictions of a project with what it takes to show them: for their own command, the page of
//! a respondent and the check.

use std::collections::BTreeMap;

use super::Context;
use crate::analysis::contradictions::{
    Answers, Compiled, Found, RuleError, Search, compile, find, may_differ,
};
use crate::model::contradiction::Contradiction;
use crate::model::redact::Mask;
use crate::model::rule::Rule;
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::project::{Codings, Project};
use crate::report::respondent::OfContradiction;

/// The rules that make sense, each for itself; of those with one name the first.
pub(super) fn one_by_one(rules: Vec<Rule>, wrong: &mut Vec<anyhow::Error>) -> Vec<Compiled> {
    let mut made: Vec<Compiled> = Vec::new();
    for rule in rules {
        if made.iter().any(|it| it.rule.id == rule.id) {
            wrong.push(RuleError::twice(&rule).into());
            continue;
        }
        match compile(vec![rule]) {
            Ok(one) => made.extend(one),
            Err(error) => wrong.push(error.into()),
        }
    }
    made
}

/// One line about a rule, or a file of rules, that cannot be used, and what to do about it.
pub(super) fn left_out(error: &anyhow::Error) -> String {
    let said = format!("{error:#}");
    let said: Vec<&str> = said.split_whitespace().collect();
    format!(
        "rules: {}; it is left out until it is put right",
        said.join(" ")
    )
}

/// The contradictions of a project, with what it takes to show them.
pub(super) struct Contradictions {
    pub(super) study: Study,
    pub(super) texts: BTreeMap<SourceId, String>,
    pub(super) found: Vec<Found>,
    /// Names of all rules, those that concern nobody here too.
    pub(super) names: Vec<String>,
    /// Rules, and files of them, that cannot be used.
    pub(super) wrong: Vec<anyhow::Error>,
}

impl Contradictions {
    /// Looks for all of them. Rules that cannot be used are told and left out.
    pub(super) fn of(context: &Context, project: &Project) -> anyhow::Result<Self> {
        let all = Self::as_far_as(context, project)?;
        for error in &all.wrong {
            context.tell(&left_out(error));
        }
        Ok(all)
    }

    /// Looks for those of the rules that can be used.
    pub(super) fn as_far_as(context: &Context, project: &Project) -> anyhow::Result<Self> {
        let study = project.study(context.moment, &Codings::All)?;
        let (mut rules, unread) = project.rules_that_read()?;
        let mut wrong: Vec<anyhow::Error> = unread.into_iter().map(Into::into).collect();
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
            match project.rule_answers(&it.rule, context.moment) {
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
    pub(super) fn open(&self) -> impl Iterator<Item = &Found> {
        self.found
            .iter()
            .filter(|it| it.settled(&self.study).is_none())
    }

    /// The name of whom one is about.
    pub(super) fn respondent(&self, it: &Found) -> &str {
        let respondent = self.study.respondents.get(&it.respondent);
        respondent.map_or("", |it| it.name.as_str())
    }

    /// The sentence that one stands in, without line ends.
    pub(super) fn sentence(&self, it: &Found) -> String {
        let text = self.texts.get(&it.source).map_or("", String::as_str);
        let source = self.study.sources.get(&it.source);
        // Where redactions do not stand at their words nothing is shown.
        let mask = source.and_then(|it| Mask::of(&self.study, it, text).ok());
        let words = mask.map(|mask| mask.words(text, it.sentence));
        let words = words.unwrap_or_default();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// What differs, and in how many sentences (or coded words) of the source.
    pub(super) fn says(it: &Found) -> String {
        match it.more {
            0 => it.says.clone(),
            more => format!("{} ({} times)", it.says, more + 1),
        }
    }

    /// The source that one is in, and its first character and the one behind its last.
    pub(super) fn place(&self, it: &Found) -> (&str, usize, usize) {
        let source = self.study.sources.get(&it.source);
        let text = self.texts.get(&it.source).map_or("", String::as_str);
        let (start, end) = it.span.to_chars(text);
        (source.map_or("", |it| it.name.as_str()), start, end)
    }

    /// One as people see it.
    pub(super) fn shown(&self, it: &Found) -> OfContradiction {
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
    pub(super) fn gone(&self) -> impl Iterator<Item = OfContradiction> {
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
    pub(super) fn register(it: &Found) -> String {
        let answers = it
            .register
            .iter()
            .map(|(name, value)| format!("{name} {value}"));
        answers.collect::<Vec<_>>().join(", ")
    }
}
