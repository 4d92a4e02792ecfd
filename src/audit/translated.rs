//! Claims that are translations: their words stand in no source, but as a translator wrote them down.

use std::collections::HashMap;

use super::attribution::Attribution;
use super::finding::{Fault, Finding, Verdict};
use super::judge::Judgement;
use super::people::People;
use super::reading::Text;
use super::words::{Words, words};
use crate::model::respondent::RespondentId;
use crate::model::study::Study;

/// The translations of a study by their words.
#[derive(Default)]
pub struct Translations {
    all: HashMap<u64, Vec<(Words, Option<RespondentId>)>>,
}

impl Translations {
    /// Those in `study`, with the respondents of their codings.
    pub fn of(study: &Study) -> Self {
        let mut all: HashMap<u64, Vec<(Words, Option<RespondentId>)>> = HashMap::new();
        for it in study.translations.values() {
            let coding = study.codings.get(&it.coding);
            let source = coding.and_then(|it| study.sources.get(&it.source));
            let words = words(&it.text);
            let key = words.digest((0, words.len()));
            let whose = source.and_then(|it| it.respondent);
            all.entry(key).or_default().push((words, whose));
        }
        Self { all }
    }

    /// Whose words these are the translation of, word by word; empty where they are none.
    fn whose(&self, text: &Text<'_>) -> Vec<Option<RespondentId>> {
        let claim = &text.printed.words;
        let whole = (0, claim.len());
        let same = |words: &Words| {
            words.len() == claim.len() && (0..claim.len()).all(|at| claim.same(at, words, at))
        };
        let found = self.all.get(&claim.digest(whole)).into_iter().flatten();
        let found = found.filter(|(words, _)| !claim.is_empty() && same(words));
        found.map(|it| it.1).collect()
    }

    /// The judgement on a claim that is a translation; `None` where it is none. One that nobody signs is
    /// taken to stand behind the words that it is of.
    pub fn judge(
        &self,
        text: &Text<'_>,
        attribution: Option<&Attribution>,
        people: &People<'_>,
    ) -> Option<Judgement> {
        let whose = self.whose(text);
        let first = whose.first()?;
        let mut findings = attribution.map_or_else(Vec::new, |it| people.described(it));
        let named = attribution.and_then(|it| it.respondent.as_deref());
        if let Some(name) = named
            && !people
                .named(name)
                .is_some_and(|it| whose.contains(&Some(it.id)))
        {
            findings.insert(
                0,
                Finding::new(
                    Fault::WrongRespondent,
                    format!("the words are not a translation of what {name} said"),
                    people.attribution(*first),
                ),
            );
        }
        let is_wrong = findings
            .iter()
            .any(|it| it.fault != Fault::MalformedAttribution);
        Some(Judgement {
            findings,
            verdict: Some(match is_wrong {
                true => Verdict::Misattributed,
                false => Verdict::Exact,
            }),
            ..Judgement::default()
        })
    }
}
