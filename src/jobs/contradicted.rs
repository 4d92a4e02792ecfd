//! The contradictions of a project with what it takes to show them: for their own command, the page of
//! a respondent and the check.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::analysis::contradictions::{
    Answers, Compiled, Found, RuleError, Search, Searched, compile, find, may_differ, name_of,
    sentence_of,
};
use crate::model::contradiction::Contradiction;
use crate::model::natural::natural;
use crate::model::redact::Mask;
use crate::model::respondent::RespondentId;
use crate::model::rule::Rule;
use crate::model::source::SourceId;
use crate::model::span::Span;
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

impl From<Wrong> for ProjectError {
    fn from(wrong: Wrong) -> Self {
        match wrong {
            Wrong::Project(error) => error,
            Wrong::Rule(error) => Self::Refused(error.to_string()),
        }
    }
}

/// One line about a rule, or a file of rules, that cannot be used, and what to do about it.
pub fn left_out(wrong: &(dyn std::error::Error + 'static)) -> String {
    let mut said = wrong.to_string();
    let mut cause = wrong.source();
    while let Some(error) = cause {
        said.push_str(&format!(": {error}"));
        cause = error.source();
    }
    let said: Vec<&str> = said.split_whitespace().collect();
    format!(
        "rules: {}; it is left out until it is put right",
        said.join(" ")
    )
}

/// The rules that make sense, each for itself; of those with one name the first.
pub fn one_by_one(rules: Vec<Rule>, wrong: &mut Vec<Wrong>) -> Vec<Compiled> {
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

/// The contradictions of a project, with what it takes to show them.
pub struct Contradictions {
    /// The study that they were looked for in.
    pub study: Study,
    /// The texts of the sources with a respondent.
    pub texts: BTreeMap<SourceId, String>,
    /// All that were found, settled ones too.
    pub found: Vec<Found>,
    /// Sources in which nobody is known to be the respondent, so that nothing could be compared.
    pub unread: Vec<SourceId>,
    /// Names of all rules, those that concern nobody here too.
    pub names: Vec<String>,
    /// What each of them says.
    says: BTreeMap<String, String>,
    /// Rules, and files of them, that cannot be used.
    pub wrong: Vec<Wrong>,
}

impl Contradictions {
    /// Looks for all of them. Rules that cannot be used are left out, and told in `wrong`.
    ///
    /// # Errors
    ///
    /// Where the project cannot be read.
    pub fn of(project: &Project, moment: Option<Timestamp>) -> Result<Self, Wrong> {
        Self::look(project, moment, None)
    }

    /// Looks for those of one respondent, and reads no other text.
    ///
    /// # Errors
    ///
    /// Where the project cannot be read.
    pub fn of_one(
        project: &Project,
        moment: Option<Timestamp>,
        respondent: RespondentId,
    ) -> Result<Self, Wrong> {
        Self::look(project, moment, Some(respondent))
    }

    fn look(
        project: &Project,
        moment: Option<Timestamp>,
        only: Option<RespondentId>,
    ) -> Result<Self, Wrong> {
        let study = project.study(moment, &Codings::All)?;
        let (mut rules, unread) = project.rules_that_read()?;
        let mut wrong: Vec<Wrong> = unread.into_iter().map(Into::into).collect();
        let names = rules.iter().map(|it| it.id.clone()).collect();
        let says = rules.iter().map(|it| (it.id.clone(), it.says.clone()));
        let says = says.collect();
        let is_meant = |whose: RespondentId| only.is_none_or(|it| it == whose);
        let concerns = |rule: &Rule| {
            let mut people = study.respondents.values().filter(|it| is_meant(it.id));
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
        let spoken = study
            .sources
            .values()
            .filter(|it| it.respondent.is_some_and(is_meant));
        let ids: Vec<SourceId> = spoken.map(|it| it.id).collect();
        let texts = project.texts(&study, &ids)?;
        let search = Search {
            study: &study,
            texts: &texts,
            interviewers: &project.settings().interviewers,
        };
        let Searched { found, unread } = find(search, &rules, &answers);
        Ok(Self {
            study,
            texts,
            found,
            unread,
            names,
            says,
            wrong,
        })
    }

    /// Those that nobody has settled, or that have changed since.
    pub fn open(&self) -> impl Iterator<Item = &Found> {
        self.found
            .iter()
            .filter(|it| it.settled(&self.study).is_none())
    }

    /// One line about the sources in which nobody is known to be the respondent, if there are any.
    pub fn unread(&self) -> Option<String> {
        const NAMED: usize = 5;
        let sources = self.unread.iter();
        let mut names: Vec<&str> = sources
            .filter_map(|it| Some(self.study.sources.get(it)?.name.as_str()))
            .collect();
        names.sort_by(|a, b| natural(a, b));
        let n = names.len();
        let shown = names.iter().take(NAMED);
        let shown = shown.map(|it| format!("`{it}`")).collect::<Vec<_>>();
        let more = if n > NAMED { ", …" } else { "" };
        let of = if n == 1 {
            "1 source"
        } else {
            &format!("{n} sources")
        };
        (n > 0).then(|| {
            format!(
                "in {of} nobody is known to be the respondent, whose words are not compared: {}{more}",
                shown.join(", ")
            )
        })
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
            let found = self.once_found(it);
            OfContradiction {
                state: it.verdict.name().to_owned(),
                reason: it.reason.clone(),
                ..self.shown(&found)
            }
        })
    }

    /// One that was settled, as it would be found if both sides still differed.
    pub fn once_found(&self, it: &Contradiction) -> Found {
        let text = self.texts.get(&it.source).map_or("", String::as_str);
        let sentence = sentence_of(it, text).unwrap_or(Span { start: 0, end: 0 });
        let respondent = self.study.respondents.get(&it.respondent);
        let now = |name: &String| Some((name.clone(), respondent?.value(name)?.clone()));
        let says = self.says.get(&it.rule).cloned();
        Found {
            rule: it.rule.clone(),
            says: says.unwrap_or_else(|| format!("rule `{}`", it.rule)),
            respondent: it.respondent,
            source: it.source,
            span: sentence,
            sentence,
            more: 0,
            register: it.register.keys().filter_map(now).collect(),
            codings: Vec::new(),
            words: it.words,
        }
    }

    /// The one of this name that was settled and is none any more.
    pub fn settled_as(&self, name: &str) -> Option<Found> {
        let mut all = self.study.contradictions.values();
        let it = all.find(|it| name_of(it) == name)?;
        Some(self.once_found(it))
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
