//! How many respondents an attribution may be of, and what each respondent's number gathers over all
//! quotes that stand under it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::attribution::Template;
use crate::model::codebook::CodeId;
use crate::model::generalise::Generalisation;
use crate::model::quote::Quote;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::study::Study;

/// What an attribution tells of somebody: the values of its attributes that are known, in its order.
pub type Told = Vec<(String, String)>;

/// What `template` tells of `respondent`, the number aside.
pub fn told(template: &Template, respondent: &Respondent) -> Told {
    let mut told = Told::new();
    for name in template.attributes() {
        if let Some(value) = respondent.value(name)
            && !told.iter().any(|(known, _)| known == name)
        {
            told.push((name.to_owned(), value.to_string()));
        }
    }
    told
}

/// Whether all that is told is true of `respondent`.
fn fits(told: &Told, respondent: &Respondent) -> bool {
    let is = |(name, value): &(String, String)| {
        respondent
            .value(name)
            .is_some_and(|it| it.to_string() == *value)
    };
    told.iter().all(is)
}

/// What one respondent's number gathers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gathered {
    /// The respondent.
    pub respondent: String,
    /// What the attributions tell.
    pub told: Told,
    /// The bracket.
    pub attribution: String,
    /// Keys of the codes that are quoted.
    pub codes: BTreeSet<String>,
    /// Number of quotes.
    pub quotes: usize,
    /// Of so many respondents of the study all that is told is true.
    pub k: usize,
    /// Of these, so many have all the codes that are quoted.
    pub with_codes: usize,
}

/// Who can be recognised by the attributions of some quotes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognisable {
    /// For each quote the number of respondents that its attribution may be of. Of a respondent nobody
    /// knows nothing is told, so that it may be anybody.
    pub quotes: Vec<usize>,
    /// Respondents that are quoted, those that the fewest share first.
    pub respondents: Vec<Gathered>,
    /// Respondents of the study.
    pub people: usize,
}

impl Recognisable {
    /// How many quotes stand under an attribution that fewer than so many share.
    pub fn below(&self, threshold: usize) -> usize {
        self.quotes.iter().filter(|k| **k < threshold).count()
    }
}

/// Of how many respondents of `study` all is true that `template` tells of each, when no more than
/// `general` is told.
pub fn shared(
    study: &Study,
    template: &Template,
    general: &Generalisation,
) -> BTreeMap<RespondentId, usize> {
    let people: Vec<Respondent> = study
        .respondents
        .values()
        .map(|it| general.of(it))
        .collect();
    let k = |it: &Respondent| {
        let told = told(template, it);
        people.iter().filter(|other| fits(&told, other)).count()
    };
    people.iter().map(|it| (it.id, k(it))).collect()
}

/// Who can be recognised by the attributions of `quotes`, when no more than `general` is told.
/// `study` holds the codings that profiles of codes are counted in.
pub fn recognisable(
    study: &Study,
    quotes: &[Quote],
    template: &Template,
    general: &Generalisation,
) -> Recognisable {
    let people: BTreeMap<RespondentId, Respondent> = study
        .respondents
        .values()
        .map(|it| (it.id, general.of(it)))
        .collect();
    let codes = codes_of(study);
    let has = |who: RespondentId, wanted: &BTreeSet<CodeId>| {
        codes.get(&who).is_some_and(|own| wanted.is_subset(own))
    };
    let by_name: BTreeMap<&str, RespondentId> = study
        .respondents
        .values()
        .map(|it| (it.name.as_str(), it.id))
        .collect();
    let mut of: BTreeMap<RespondentId, Vec<&Quote>> = BTreeMap::new();
    let whose = |quote: &Quote| {
        let name = quote.respondent.as_deref()?;
        by_name.get(name).copied()
    };
    for quote in quotes {
        if let Some(who) = whose(quote) {
            of.entry(who).or_default().push(quote);
        }
    }
    let mut shared: BTreeMap<RespondentId, usize> = BTreeMap::new();
    let mut respondents: Vec<Gathered> = of
        .iter()
        .filter_map(|(who, quotes)| {
            let person = people.get(who)?;
            let told = told(template, person);
            let sharing: Vec<RespondentId> = people
                .values()
                .filter(|it| fits(&told, it))
                .map(|it| it.id)
                .collect();
            let wanted: BTreeSet<CodeId> = quotes.iter().map(|it| it.code).collect();
            shared.insert(*who, sharing.len());
            Some(Gathered {
                respondent: person.name.clone(),
                attribution: template.fill(Some(person)),
                codes: quotes.iter().map(|it| it.key.clone()).collect(),
                quotes: quotes.len(),
                k: sharing.len(),
                with_codes: sharing.iter().filter(|id| has(**id, &wanted)).count(),
                told,
            })
        })
        .collect();
    respondents.sort_by(|a, b| {
        a.k.cmp(&b.k)
            .then_with(|| crate::model::natural::natural(&a.respondent, &b.respondent))
    });
    let k = |quote: &Quote| match whose(quote) {
        Some(who) => shared.get(&who).copied().unwrap_or(0),
        None => people.len(),
    };
    Recognisable {
        quotes: quotes.iter().map(k).collect(),
        respondents,
        people: people.len(),
    }
}

/// The codes that each respondent has.
fn codes_of(study: &Study) -> BTreeMap<RespondentId, BTreeSet<CodeId>> {
    let mut codes: BTreeMap<RespondentId, BTreeSet<CodeId>> = BTreeMap::new();
    for coding in study.codings.values() {
        let source = study.sources.get(&coding.source);
        if let Some(who) = source.and_then(|it| it.respondent) {
            codes.entry(who).or_default().insert(coding.code);
        }
    }
    codes
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::super::example::{interview, study, word};
    use super::*;
    use crate::model::respondent::{Kind, Value};
    use crate::model::settings::ATTRIBUTION;

    /// Respondents of these categories and ages, each with a coding of `push/debt`.
    pub(in crate::analysis::disclosure) fn people(of: &[(&str, f64)]) -> Study {
        let attributes = [
            ("category", Kind::Text),
            ("gender", Kind::Text),
            ("age", Kind::Number),
        ];
        let mut it = study(&attributes, &["push", "push/debt", "push/coal"]);
        for (at, (category, age)) in of.iter().enumerate() {
            let values = [
                ("category", word(category)),
                ("gender", word("female")),
                ("age", Value::Number(*age)),
            ];
            let mut codings = vec![("ana", "push/debt", 0, 9)];
            if at == 0 {
                codings.push(("ana", "push/coal", 0, 9));
            }
            interview(&mut it, &(at + 1).to_string(), &values, &codings);
        }
        it
    }

    /// A quote of each coding.
    pub(in crate::analysis::disclosure) fn quotes(study: &Study) -> Vec<Quote> {
        let quote = |coding: &crate::model::coding::Coding| {
            let who = study.sources[&coding.source].respondent;
            Quote {
                codings: vec![coding.id],
                starred: false,
                status: None,
                note: String::new(),
                code: coding.code,
                key: study.codes[&coding.code].key.clone(),
                theme: Vec::new(),
                coders: Vec::new(),
                source: study.sources[&coding.source].name.clone(),
                language: None,
                span: coding.span,
                start: 0,
                end: 9,
                page: None,
                text: "words".to_owned(),
                marks: Vec::new(),
                form: crate::model::rendering::Form::Printed,
                original: "words".to_owned(),
                digest: crate::model::hash::Hash([0; 32]),
                edited: None,
                idle: None,
                translations: Vec::new(),
                before: String::new(),
                after: String::new(),
                respondent: who.map(|id| study.respondents[&id].name.clone()),
                attributes: BTreeMap::new(),
                attribution: String::new(),
            }
        };
        study.codings.values().map(quote).collect()
    }

    #[test]
    fn those_who_share_what_is_told_are_counted_in_the_whole_study() {
        let mut study = people(&[("a", 14.0), ("a", 14.0), ("b", 14.0), ("a", 15.0)]);
        // Of the last nothing but the gender is known: it may be anybody.
        let last = study.respondents.values_mut().last().expect("four");
        last.values.remove("age");
        last.values.remove("category");
        let template = Template::parse(ATTRIBUTION).expect("template");
        let quotes = quotes(&study);
        let found = recognisable(&study, &quotes, &template, &Generalisation::default());
        let shown: Vec<(&str, usize, usize, usize)> = found
            .respondents
            .iter()
            .map(|it| (it.respondent.as_str(), it.k, it.quotes, it.with_codes))
            .collect();
        assert_eq!(
            shown,
            [
                ("3", 1, 1, 1),
                ("1", 2, 2, 1),
                ("2", 2, 1, 2),
                ("4", 4, 1, 4)
            ]
        );
        assert_eq!((found.below(2), found.below(3), found.people), (1, 4, 4));
        assert_eq!(
            found.respondents[1].codes.iter().collect::<Vec<_>>(),
            ["push/coal", "push/debt"]
        );
    }

    #[test]
    fn a_number_of_the_register_tells_nothing() {
        let study = people(&[("a", 14.0), ("a", 15.0)]);
        let bare = Template::parse("({respondent})").expect("template");
        let found = recognisable(&study, &quotes(&study), &bare, &Generalisation::default());
        assert_eq!(found.quotes, [2, 2, 2]);
    }
}
