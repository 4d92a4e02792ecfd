//! The audit of a draft: its claims, the sources that they are held against, and the verdicts.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;

use super::claims::{Claim, claims, page, printed};
use super::consistency::contradictions;
use super::draft::Draft;
use super::excerpt::hidden;
use super::finding::{Fault, Finding, Verdict};
use super::judge::{Judgement, judge};
use super::people::{People, malformed};
use super::reading::{PROOF, Ready, Text};
use super::translated::Translations;
use crate::model::attribution::Template;
use crate::model::redact::Concealed;
use crate::model::settings::Settings;
use crate::model::source::{Source, SourceId};
use crate::model::study::Study;

/// A claim with the answer on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The claim.
    pub claim: Claim,
    /// The verdict; `None` where the draft was only held against itself.
    pub verdict: Option<Verdict>,
    /// What is wrong, the words first.
    pub findings: Vec<Finding>,
    /// Name of the source in which the words stand.
    pub source: Option<String>,
    /// Where, in characters of the source.
    pub place: Option<(usize, usize)>,
    /// What stands there; empty where the words stand nowhere.
    pub passage: String,
    /// The language, if nobody could look for words that deny.
    pub unlisted: Option<String>,
}

/// Hands out, for every question, the sources that are likeliest to hold its words.
pub type Likeliest<'l, E> = &'l dyn Fn(&[String]) -> Result<Vec<Vec<SourceId>>, E>;

/// Where sources come from.
pub struct Library<'l, E> {
    /// The text of a source.
    pub text: &'l dyn Fn(&Source) -> Result<String, E>,
    /// For every question (some words) the sources that are likeliest to hold them.
    pub likeliest: Likeliest<'l, E>,
    /// Words of the sources that nothing shows.
    pub concealed: &'l [Concealed],
}

/// Audits a draft by itself: contradictions, and attributions that are missing or cannot be read.
pub fn by_itself(draft: &Draft, vocabulary: &super::attribution::Vocabulary) -> Vec<Judged> {
    let claims = claims(draft, vocabulary);
    let against = contradictions(&claims, |_, _| false);
    claims
        .into_iter()
        .zip(against)
        .map(|(claim, against)| {
            let unsigned = || {
                let detail = "nobody is named as the speaker".to_owned();
                Finding::new(Fault::NoAttribution, detail, None)
            };
            let own = match &claim.attribution {
                Some(attribution) => malformed(attribution),
                None => Some(unsigned()),
            };
            Judged {
                claim,
                verdict: None,
                findings: own.into_iter().chain(against).collect(),
                source: None,
                place: None,
                passage: String::new(),
                unlisted: None,
            }
        })
        .collect()
}

/// Audits a draft against the sources and the register of a study.
pub fn examine<E>(
    draft: &Draft,
    study: &Study,
    settings: &Settings,
    template: &Template,
    library: &Library<'_, E>,
) -> Result<Vec<Judged>, E> {
    let people = People::of(study, template, &settings.audit, library.concealed);
    let claims = claims(draft, &people.vocabulary());
    let lines = page(draft);
    let texts: Vec<Text<'_>> = claims
        .iter()
        .map(|claim| Text {
            text: &draft.text[claim.span.range()],
            printed: printed(draft, claim, &lines),
        })
        .collect();
    let names = |claim: &Claim| {
        let named = claim.attribution.iter();
        named
            .flat_map(|it| it.respondent.iter().chain(&it.also).cloned())
            .collect::<Vec<String>>()
    };
    let own: Vec<Vec<SourceId>> = claims
        .iter()
        .map(|claim| {
            let names = names(claim);
            names.iter().flat_map(|it| people.sources_of(it)).collect()
        })
        .collect();
    let mut shelf = Shelf {
        study,
        settings,
        library,
        ready: HashMap::new(),
    };
    shelf.fetch(own.iter().flatten().copied())?;
    let none = HashSet::new();
    let ready = &shelf.ready;
    let first: Vec<Judgement> = (&texts, &claims, &own)
        .into_par_iter()
        .map(|(text, claim, own)| {
            judge(
                text,
                claim.attribution.as_ref(),
                &take(ready, own),
                &[],
                &people,
                &none,
            )
        })
        .collect();
    let open: Vec<usize> = (0..claims.len())
        .filter(|at| is_open(&first[*at]))
        .collect();
    let others = shelf.others(&texts, &own, &open, &first)?;
    let ready = &shelf.ready;
    let questions = ready
        .values()
        .flat_map(|it| it.testimony.questions.iter().copied());
    let questions: HashSet<u64> = match open.is_empty() {
        true => HashSet::new(),
        false => questions.collect(),
    };
    let second: Vec<(usize, Judgement)> = open
        .par_iter()
        .map(|at| {
            let (own, others) = (take(ready, &own[*at]), take(ready, &others[at]));
            (
                *at,
                judge(
                    &texts[*at],
                    claims[*at].attribution.as_ref(),
                    &own,
                    &others,
                    &people,
                    &questions,
                ),
            )
        })
        .collect();
    let mut judgements = first;
    for (at, judgement) in second {
        judgements[at] = judgement;
    }
    // What stands in no source may be a translator's.
    let translations = Translations::of(study);
    for at in 0..claims.len() {
        let attribution = claims[at].attribution.as_ref();
        if is_open(&judgements[at])
            && let Some(judged) = translations.judge(&texts[at], attribution, &people)
        {
            judgements[at] = judged;
        }
    }
    drop(texts);
    let settled = |name: &str, what: &str| {
        what == "words"
            || people
                .named(name)
                .is_none_or(|who| who.value(what).is_some())
    };
    let against = contradictions(&claims, settled);
    let all = claims.into_iter().zip(judgements).zip(against);
    Ok(all
        .map(|((claim, judgement), against)| shelf.answer(claim, judgement, against))
        .collect())
}

/// So many sources are looked at for words that only one may have.
const SURE: usize = 3;

/// Whether other sources must be looked at.
fn is_open(judgement: &Judgement) -> bool {
    judgement.at.is_none() || judgement.findings.iter().any(|it| it.fault.is_of_words())
}

fn take<'r>(ready: &'r HashMap<SourceId, Ready>, ids: &[SourceId]) -> Vec<&'r Ready> {
    ids.iter().filter_map(|id| ready.get(id)).collect()
}

/// The sources that have been read.
struct Shelf<'s, E> {
    study: &'s Study,
    settings: &'s Settings,
    library: &'s Library<'s, E>,
    ready: HashMap<SourceId, Ready>,
}

impl<E> Shelf<'_, E> {
    /// Reads the sources that have not been read yet.
    fn fetch(&mut self, ids: impl Iterator<Item = SourceId>) -> Result<(), E> {
        let missing: BTreeSet<SourceId> = ids.filter(|id| !self.ready.contains_key(id)).collect();
        let sources = missing.iter().filter_map(|id| self.study.sources.get(id));
        let texts: Vec<(&Source, String)> = sources
            .map(|source| Ok((source, (self.library.text)(source)?)))
            .collect::<Result<_, E>>()?;
        let interviewers = &self.settings.interviewers;
        self.ready
            .par_extend(texts.into_par_iter().map(|(source, text)| {
                let ready = Ready::of(source, text, interviewers);
                (ready.id, ready)
            }));
        Ok(())
    }

    /// For every open claim the sources of others that are likeliest to hold its words, or those of
    /// its clauses that do not stand where they should.
    fn others(
        &mut self,
        texts: &[Text<'_>],
        own: &[Vec<SourceId>],
        open: &[usize],
        first: &[Judgement],
    ) -> Result<BTreeMap<usize, Vec<SourceId>>, E> {
        let mut questions: Vec<String> = Vec::new();
        let mut asked: Vec<(usize, usize)> = Vec::new();
        for at in open {
            let text = &texts[*at];
            let mut ranges = vec![(0, text.printed.words.len())];
            let strange = first[*at].strange.iter().copied();
            let least = |it: (usize, usize)| PROOF - usize::from(text.is_fragment(it));
            ranges.extend(strange.filter(|it| text.plain(*it) >= least(*it)));
            if own[*at].is_empty() {
                ranges.extend(text.printed.fragments());
            }
            // Where most of it stands where it should, only who has the very words is of interest, and has
            // more of them than anybody else.
            let most = match first[*at].at {
                Some(_) => SURE,
                None => usize::MAX,
            };
            for range in ranges {
                questions.push(text.question(range));
                asked.push((*at, most));
            }
        }
        let answers = match questions.is_empty() {
            true => Vec::new(),
            false => (self.library.likeliest)(&questions)?,
        };
        let mut found: BTreeMap<usize, Vec<SourceId>> =
            open.iter().map(|at| (*at, Vec::new())).collect();
        for ((at, most), answer) in asked.into_iter().zip(answers) {
            let all = found.entry(at).or_default();
            for id in answer.into_iter().take(most) {
                if !all.contains(&id) && !own[at].contains(&id) {
                    all.push(id);
                }
            }
        }
        self.fetch(
            found
                .values()
                .flatten()
                .copied()
                .collect::<Vec<_>>()
                .into_iter(),
        )?;
        Ok(found)
    }

    fn answer(&self, claim: Claim, judgement: Judgement, against: Option<Finding>) -> Judged {
        let found = judgement
            .at
            .and_then(|(id, span)| Some((self.ready.get(&id)?, span)));
        let source = found.and_then(|(ready, _)| self.study.sources.get(&ready.id));
        let unlisted = found
            .filter(|(ready, _)| !ready.tongue.is_listed())
            .and(source)
            .and_then(|source| source.language.clone());
        Judged {
            claim,
            verdict: judgement.verdict,
            findings: judgement.findings.into_iter().chain(against).collect(),
            source: source.map(|it| it.name.clone()),
            place: found.map(|(ready, span)| span.to_chars(&ready.text)),
            passage: found
                .map(|(ready, span)| hidden(&ready.text, span, self.library.concealed))
                .unwrap_or_default(),
            unlisted,
        }
    }
}
