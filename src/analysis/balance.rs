//! Whether the quotes of a report stand for the sample: who is quoted, how much, and who is not.

use std::collections::{BTreeMap, BTreeSet};

use super::crosstab::Share;
use super::groups::Groups;
use super::sample::Sample;
use super::summary::{Summary, summary};
use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;

/// A quote of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    /// Its code.
    pub code: CodeId,
    /// Who speaks.
    pub respondent: Option<RespondentId>,
    /// Its length.
    pub words: usize,
}

/// One group against the sample.
#[derive(Debug, Clone, PartialEq)]
pub struct OfGroup {
    /// The group's value of each attribute.
    pub name: Vec<String>,
    /// Respondents of the group, of those of the sample.
    pub sample: Share,
    /// Respondents of the group who are quoted, of all in it.
    pub quoted: Share,
    /// Quotes, of all quotes of known respondents.
    pub quotes: Share,
    /// Words, of all words of quotes of known respondents.
    pub words: Share,
    /// Names of the respondents of the sample, and of those of them who are quoted.
    pub people: [Vec<String>; 2],
    /// The group in the query language; `None` where it cannot be written so.
    pub query: Option<String>,
}

/// The figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Balance {
    /// Respondents who are quoted, of those of the sample.
    pub quoted: Share,
    /// Quotes.
    pub quotes: usize,
    /// Quotes of which it is not known who speaks.
    pub unknown: usize,
    /// Words.
    pub words: usize,
    /// Quotes for each respondent who is quoted.
    pub each: Option<Summary>,
    /// For each attribute its name and groups.
    pub groups: Vec<(String, Vec<OfGroup>)>,
    /// Codes that were used and have no quote, nor has any code below them.
    pub without_quote: Vec<CodeId>,
    /// Respondents with more quotes than `most`, the most quoted first: quotes and words.
    pub often: Vec<(RespondentId, usize, usize)>,
    /// How many quotes are often.
    pub most: usize,
}

/// Compares quotes with the sample; a grouping for each attribute that is looked at.
pub fn balance(sample: &Sample<'_>, quotes: &[Said], groupings: &[Groups], most: usize) -> Balance {
    let mut by_person: BTreeMap<RespondentId, (usize, usize)> = BTreeMap::new();
    for quote in quotes {
        if let Some(id) = quote.respondent {
            let (count, words) = by_person.entry(id).or_default();
            *count += 1;
            *words += quote.words;
        }
    }
    let known: (usize, usize) = by_person
        .values()
        .fold((0, 0), |sum, it| (sum.0 + it.0, sum.1 + it.1));
    let share = |n: usize, base: usize| Share::of(n as u64, base as u64);
    let of_grouping = |groups: &Groups| {
        let of_group = |(at, name): (usize, &Vec<String>)| {
            let is_here = |id: &RespondentId| groups.of(Some(*id)) == Some(at);
            let people: BTreeSet<_> = sample.respondents.iter().filter(|id| is_here(id)).collect();
            let here = || by_person.iter().filter(|(id, _)| is_here(id));
            let names = |is: &dyn Fn(&RespondentId) -> bool| -> Vec<String> {
                let here = people.iter().filter(|id| is(id));
                let known = here.filter_map(|id| sample.study.respondents.get(id));
                known.map(|it| it.name.clone()).collect()
            };
            OfGroup {
                people: [names(&|_| true), names(&|id| by_person.contains_key(id))],
                query: groups.queries[at].clone(),
                name: name.clone(),
                sample: share(people.len(), sample.respondents.len()),
                quoted: share(
                    here().filter(|(id, _)| people.contains(id)).count(),
                    people.len(),
                ),
                quotes: share(here().map(|(_, it)| it.0).sum(), known.0),
                words: share(here().map(|(_, it)| it.1).sum(), known.1),
            }
        };
        let groups_of: Vec<OfGroup> = groups.names.iter().enumerate().map(of_group).collect();
        let filled = groups_of
            .into_iter()
            .filter(|it| it.sample.n > 0 || it.quotes.n > 0);
        (groups.attributes.join(" and "), filled.collect())
    };
    let quoted_codes: BTreeSet<CodeId> = quotes.iter().map(|it| it.code).collect();
    let used: BTreeSet<CodeId> = sample.codings.iter().map(|it| it.code).collect();
    let has = |codes: &BTreeSet<CodeId>, code: CodeId| {
        let below = sample.study.with_descendants(code);
        below.iter().any(|id| codes.contains(id))
    };
    let codes = sample.rows.iter().map(|row| row.code);
    let without_quote = codes.filter(|id| has(&used, *id) && !has(&quoted_codes, *id));
    let mut often: Vec<_> = by_person
        .iter()
        .filter(|(_, it)| it.0 > most)
        .map(|(id, it)| (*id, it.0, it.1))
        .collect();
    often.sort_by(|a, b| b.1.cmp(&a.1).then(b.2.cmp(&a.2)).then(a.0.cmp(&b.0)));
    let counts: Vec<f64> = by_person.values().map(|it| it.0 as f64).collect();
    let in_sample = sample
        .respondents
        .iter()
        .filter(|id| by_person.contains_key(id));
    Balance {
        quoted: share(in_sample.count(), sample.respondents.len()),
        quotes: quotes.len(),
        unknown: quotes.iter().filter(|it| it.respondent.is_none()).count(),
        words: quotes.iter().map(|it| it.words).sum(),
        each: summary(&counts),
        groups: groupings.iter().map(of_grouping).collect(),
        without_quote: without_quote.collect(),
        often,
        most,
    }
}
