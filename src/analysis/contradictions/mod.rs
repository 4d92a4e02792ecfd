//! Where the register's answers and the notes contradict each other. The two are accounts of one person;
//! which of them is right is for people to say, and nothing is changed here. Precision is worth more
//! than recall: what is doubtful is not found.

mod answers;
mod compiled;
mod examples;
mod literals;
mod numbers;
mod spoken;
mod ways;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::{IntoParallelIterator, ParallelIterator};

use crate::model::codebook::CodeId;
use crate::model::coding::{Coding, CodingId};
use crate::model::contradiction::Contradiction;
use crate::model::hash::Hash;
use crate::model::natural::natural;
use crate::model::respondent::{Respondent, RespondentId, Value};
use crate::model::rule::{OfRoute, WordsOf};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;

use literals::Literals;
use ways::Way;

pub use compiled::{Compiled, RuleError, compile, may_differ};
pub use examples::{Answering, failing};
pub use spoken::{Spoken, spoken};

/// One place where the two sides differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The rule.
    pub rule: String,
    /// What differs, for people.
    pub says: String,
    /// The respondent.
    pub respondent: RespondentId,
    /// The source.
    pub source: SourceId,
    /// The words that were found.
    pub span: Span,
    /// The sentence around them; of codings the coded words.
    pub sentence: Span,
    /// How many more sentences (or coded words) of the source say the same.
    pub more: usize,
    /// What the register says: the attributes that the rule reads, those without an answer left out, or
    /// `route` with the places of the stops.
    pub register: BTreeMap<String, Value>,
    /// The codings that are one side, if any.
    pub codings: Vec<CodingId>,
    /// Digest of the rule and the words.
    pub words: Hash,
}

impl Found {
    /// A name to type, the same as long as the notes' side is.
    pub fn name(&self) -> String {
        named(self.words, self.respondent, self.source)
    }

    /// How it was settled, if it was and neither side has changed since.
    pub fn settled<'s>(&self, study: &'s Study) -> Option<&'s Contradiction> {
        let is_this = |it: &&Contradiction| {
            it.rule == self.rule
                && it.respondent == self.respondent
                && it.source == self.source
                && it.words == self.words
                && it.register == self.register
        };
        study.contradictions.values().find(is_this)
    }
}

fn named(words: Hash, respondent: RespondentId, source: SourceId) -> String {
    let of = format!("{words}\n{respondent}\n{source}");
    Hash::of(of.as_bytes()).to_string()[..8].to_owned()
}

/// The name that a contradiction had when it was settled, which it is still called by.
pub fn name_of(settled: &Contradiction) -> String {
    named(settled.words, settled.respondent, settled.source)
}

/// The sentence that a settled contradiction is about, if it is one that still stands in the text.
pub fn sentence_of(settled: &Contradiction, text: &str) -> Option<Span> {
    let passages = crate::model::passage::passages(text);
    let mut sentences = passages
        .iter()
        .flat_map(|it| crate::model::sentence::sentences(text, it.span));
    sentences.find_map(|it| {
        let it = it.trimmed(text).unwrap_or(it);
        let words = it.of(text)?;
        (digest_of(&settled.rule, words) == settled.words).then_some(it)
    })
}

/// What a study is searched with.
#[derive(Debug, Clone, Copy)]
pub struct Search<'s> {
    /// The study, with the codings that rules ask for.
    pub study: &'s Study,
    /// Texts of its sources.
    pub texts: &'s BTreeMap<SourceId, String>,
    /// How the notes name the people who ask; empty means: guess.
    pub interviewers: &'s [String],
}

/// Where the words of a rule's query stand, by the rule.
pub type Answers = BTreeMap<String, Vec<(SourceId, Span)>>;

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Searched {
    /// Every contradiction, by respondents, then in the order of the rules and of the texts.
    pub found: Vec<Found>,
    /// Sources in which words of the respondent were looked for and nobody is known to be the respondent.
    pub unread: Vec<SourceId>,
}

/// Looks for every contradiction.
pub fn find(search: Search<'_>, rules: &[Compiled], answers: &Answers) -> Searched {
    let study = search.study;
    let languages = compiled::languages(rules);
    let literals = Literals::of(rules);
    let in_source = |source: &Source| -> Searched {
        let mut found = Vec::new();
        let mut asked = false;
        let respondent = source.respondent.and_then(|id| study.respondents.get(&id));
        let (Some(respondent), Some(text)) = (respondent, search.texts.get(&source.id)) else {
            return Searched::default();
        };
        let mut read: Option<Spoken> = None;
        for (at, rule) in rules.iter().enumerate() {
            if !rule.is_for(source, &languages) {
                continue;
            }
            if !rule.may_differ(study, respondent) {
                continue;
            }
            let of = Place {
                source,
                respondent,
                text,
            };
            if !rule.rule.codes.is_empty() {
                found.extend(of.coded(study, rule));
                continue;
            }
            let spoken = read.get_or_insert_with(|| spoken(source, text, search.interviewers));
            let read = Read {
                spoken,
                literals: &literals,
                at,
            };
            asked |= rule.rule.words_of == WordsOf::Respondent;
            match &rule.rule.query {
                Some(_) => {
                    let places = answers.get(&rule.rule.id).into_iter().flatten();
                    let here = places.filter(|(id, _)| *id == source.id).map(|it| it.1);
                    found.extend(of.answering(rule, spoken, here));
                }
                None => match rule.rule.route {
                    Some(route) => found.extend(of.on_the_way(study, rule, route, &read)),
                    None => found.extend(of.said(rule, &read)),
                },
            }
        }
        let nobody = read.is_some_and(|it| asked && it.own.is_empty() && !it.all.is_empty());
        let unread = nobody.then_some(source.id).into_iter().collect();
        Searched { found, unread }
    };
    let sources: Vec<&Source> = study.sources.values().collect();
    let of_each: Vec<Searched> = sources.into_par_iter().map(in_source).collect();
    let (mut found, mut unread) = (Vec::new(), Vec::new());
    for it in of_each {
        found.extend(it.found);
        unread.extend(it.unread);
    }
    let name = |it: &Found| {
        study
            .respondents
            .get(&it.respondent)
            .map_or("", |it| &it.name)
    };
    let order = |it: &Found| rules.iter().position(|rule| rule.rule.id == it.rule);
    found.sort_by(|a, b| {
        natural(name(a), name(b))
            .then_with(|| order(a).cmp(&order(b)))
            .then_with(|| (a.source, a.span).cmp(&(b.source, b.span)))
    });
    Searched { found, unread }
}

/// The words of a source as one of the rules, in their order, reads them.
struct Read<'s> {
    spoken: &'s Spoken,
    literals: &'s Literals,
    at: usize,
}

impl Read<'_> {
    /// The sentences in which the rule can find something.
    fn sentences(&self, words_of: WordsOf) -> Vec<Span> {
        self.spoken.sentences(words_of, self.literals, self.at)
    }
}

/// One source and whose it is.
struct Place<'s> {
    source: &'s Source,
    respondent: &'s Respondent,
    text: &'s str,
}

impl Place<'_> {
    /// What is said and contradicts.
    fn said(&self, rule: &Compiled, read: &Read<'_>) -> Vec<Found> {
        let mut found = Vec::new();
        for sentence in read.sentences(rule.rule.words_of) {
            let Some(said) = sentence.of(&read.spoken.masked) else {
                continue;
            };
            if let Some((start, end)) = rule.contradicts(said, self.respondent) {
                let span = Span {
                    start: sentence.start + start,
                    end: sentence.start + end,
                };
                found.push(self.found(rule, span, sentence, Vec::new()));
            }
        }
        self.together(rule, found)
    }

    /// What tells the stops of the route in another order, or in other years.
    fn on_the_way(
        &self,
        study: &Study,
        rule: &Compiled,
        route: OfRoute,
        read: &Read<'_>,
    ) -> Vec<Found> {
        let sentences = read.sentences(rule.rule.words_of);
        if sentences.is_empty() {
            return Vec::new();
        }
        let Some(way) = Way::of(study, self.respondent, route == OfRoute::Arrived) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for sentence in sentences {
            let said = sentence.of(&read.spoken.masked).unwrap_or_default();
            if let Some((start, end)) = rule.tells_another_way(said, &way) {
                let span = Span {
                    start: sentence.start + start,
                    end: sentence.start + end,
                };
                let mut told = self.found(rule, span, sentence, Vec::new());
                let route = Value::Text(way.says.clone());
                told.register.insert("route".to_owned(), route);
                found.push(told);
            }
        }
        self.together(rule, found)
    }

    /// What answers a query and contradicts.
    fn answering(
        &self,
        rule: &Compiled,
        spoken: &Spoken,
        places: impl Iterator<Item = Span>,
    ) -> Vec<Found> {
        let parts = spoken.parts(rule.rule.words_of);
        let mut found: Vec<Found> = Vec::new();
        for span in places {
            let Some(part) = parts.iter().find(|it| it.overlaps(span)) else {
                continue;
            };
            // Words that the respondent only passes on are blanked.
            let is_said = span
                .of(&spoken.masked)
                .is_some_and(|it| !it.trim().is_empty());
            let sentence = crate::model::sentence::sentence_around(&spoken.masked, *part, span);
            let said = sentence.of(&spoken.masked).unwrap_or_default();
            if is_said && !rule.excuses(said) && found.iter().all(|it| it.sentence != sentence) {
                found.push(self.found(rule, span, sentence, Vec::new()));
            }
        }
        self.together(rule, found)
    }

    /// Against one answer all sentences of a source are one contradiction; numbers and years are each
    /// their own.
    fn together(&self, rule: &Compiled, mut found: Vec<Found>) -> Vec<Found> {
        let each = rule.rule.number.is_some() || rule.rule.route == Some(OfRoute::Arrived);
        if each || found.len() < 2 {
            return found;
        }
        let sentences = found.iter().filter_map(|it| it.sentence.of(self.text));
        let words = digest(rule, &sentences.collect::<Vec<_>>().join(" "));
        let more = found.len() - 1;
        found.truncate(1);
        for it in &mut found {
            (it.more, it.words) = (more, words);
        }
        found
    }

    /// Codings that contradict, one for all of them.
    fn coded(&self, study: &Study, rule: &Compiled) -> Option<Found> {
        let codes: BTreeSet<CodeId> = rule
            .rule
            .codes
            .iter()
            .filter_map(|it| study.code_called(it))
            .flat_map(|it| study.with_descendants(it.id))
            .collect();
        let mut codings: Vec<&Coding> = study
            .codings
            .values()
            .filter(|it| it.source == self.source.id && codes.contains(&it.code))
            .collect();
        codings.sort_by_key(|it| (it.span, it.id));
        let span = codings.first()?.span;
        let ids = codings.iter().map(|it| it.id).collect();
        let mut found = self.found(rule, span, span, ids);
        let words: BTreeSet<String> = codings.iter().map(|it| it.words.to_string()).collect();
        let words: Vec<String> = words.into_iter().collect();
        found.words = digest(rule, &words.join(" "));
        found.more = words.len() - 1;
        Some(found)
    }

    fn found(&self, rule: &Compiled, span: Span, sentence: Span, codings: Vec<CodingId>) -> Found {
        let sentence = sentence.trimmed(self.text).unwrap_or(sentence);
        let attributes = rule.attributes(self.respondent);
        let answer = |name: String| Some((name.clone(), self.respondent.value(&name)?.clone()));
        Found {
            rule: rule.rule.id.clone(),
            says: rule.rule.says.clone(),
            respondent: self.respondent.id,
            source: self.source.id,
            span,
            sentence,
            more: 0,
            register: attributes.into_iter().filter_map(answer).collect(),
            codings,
            words: digest(rule, sentence.of(self.text).unwrap_or_default()),
        }
    }
}

fn digest(rule: &Compiled, words: &str) -> Hash {
    digest_of(&rule.rule.id, words)
}

fn digest_of(rule: &str, words: &str) -> Hash {
    let words: Vec<&str> = words.split_whitespace().collect();
    Hash::of(format!("{rule}\n{}", words.join(" ")).as_bytes())
}

#[cfg(test)]
mod tests;
