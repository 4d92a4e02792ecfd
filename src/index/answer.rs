//! Asking: from a query to the sources, passages and words that answer it.

use std::collections::{BTreeSet, HashMap};

use rayon::prelude::*;

use super::build::Input;
use super::fields::person_fits;
use super::found::{Entry, Found, Ordinal};
use super::kept::Index;
use super::plan::{Language, Marked, Plan};
use super::query::{Field, Query};
use super::relations::Coders;
use super::slot::Languages;
use super::{IndexError, terms};
use crate::model::answer::Hit;
use crate::model::redact::Mask;
use crate::model::respondent::RespondentId;
use crate::model::source::{Source, SourceId};
use crate::model::study::Study;

/// Texts that are read at once for a regular expression.
const AHEAD: usize = 32;

/// A study with its index, ready for questions.
pub struct Search<'s> {
    pub(super) study: &'s Study,
    pub(super) input: &'s Input<'s>,
    index: Option<&'s Index>,
    pub(super) ordinals: HashMap<SourceId, Ordinal>,
    pub(super) languages: Languages,
    language_of: Vec<usize>,
}

/// A question with its answer.
pub struct Asked {
    plan: Plan,
    found: Found,
}

impl<'s> Search<'s> {
    /// Ready to answer questions about `study`, which holds the codings that they ask for. Without
    /// an index only questions about sources and respondents can be answered.
    pub fn new(study: &'s Study, input: &'s Input<'s>, index: Option<&'s Index>) -> Self {
        let tags = || {
            input
                .sources
                .iter()
                .map(|source| source.language.as_deref())
        };
        let languages = Languages::new(tags().flatten());
        Self {
            study,
            input,
            index,
            ordinals: (0..)
                .zip(input.sources)
                .map(|(at, source)| (source.id, at))
                .collect(),
            language_of: tags().map(|tag| languages.number(tag)).collect(),
            languages,
        }
    }

    /// Whether a query can only be answered with an index.
    pub fn needs_index(query: &Query) -> bool {
        let of_texts = |field: &&Field| ["code", "coder", "speaker"].contains(&field.name.as_str());
        query.asks_for_text() || query.fields().iter().any(of_texts)
    }

    /// Answers a query.
    pub fn ask(&self, query: &Query) -> Result<Asked, IndexError> {
        let plan = self.plan(query, &Coders::default())?;
        let found = self.find(&plan)?;
        Ok(Asked { plan, found })
    }

    /// The sources in which anything answers.
    pub fn sources(&self, asked: &Asked) -> BTreeSet<SourceId> {
        let passages = asked.found.passages.iter().map(|entry| entry.source);
        let all = asked.found.whole.iter().copied().chain(passages);
        all.map(|source| self.source(source).id).collect()
    }

    /// The respondents that answer: those whom the query describes, or in whose sources anything
    /// answers.
    pub fn respondents(&self, query: &Query) -> Result<BTreeSet<RespondentId>, IndexError> {
        let mut described = BTreeSet::new();
        for who in self.study.respondents.values() {
            match person_fits(self.study, who, query)? {
                Some(true) => drop(described.insert(who.id)),
                Some(false) => {}
                None => {
                    let sources = self.sources(&self.ask(query)?);
                    let of = |id: SourceId| self.study.sources.get(&id)?.respondent;
                    return Ok(sources.into_iter().filter_map(of).collect());
                }
            }
        }
        Ok(described)
    }

    /// The sources that answer as a whole.
    pub fn whole(&self, asked: &Asked) -> BTreeSet<SourceId> {
        asked
            .found
            .whole
            .iter()
            .map(|source| self.source(*source).id)
            .collect()
    }

    /// The passages that answer in sources that do not answer as a whole.
    pub fn parts(&self, asked: &Asked) -> Vec<Entry> {
        let found = asked.found.passages.iter().copied();
        found
            .filter(|entry| !asked.found.whole.contains(&entry.source))
            .collect()
    }

    /// Every passage that answers, in reading order.
    pub fn passages(&self, asked: &Asked) -> Result<Vec<Entry>, IndexError> {
        match asked.found.whole.is_empty() {
            true => Ok(asked.found.passages.clone()),
            false => Ok(asked.found.every_passage(self.index()?.everything())),
        }
    }

    /// These passages as a person sees them, in the order given.
    pub fn hits(&self, asked: &Asked, entries: &[Entry]) -> Result<Vec<Hit>, IndexError> {
        let index = self.index()?;
        let mut by_source: Vec<(Ordinal, Vec<usize>)> = Vec::new();
        let mut order: Vec<usize> = (0..entries.len()).collect();
        order.sort_by_key(|at| entries[*at].key());
        for at in order {
            match by_source.last_mut() {
                Some((source, all)) if *source == entries[at].source => all.push(at),
                _ => by_source.push((entries[at].source, vec![at])),
            }
        }
        let mut hits: Vec<Option<Hit>> = vec![None; entries.len()];
        for ahead in by_source.chunks(AHEAD) {
            let texts = self.texts(ahead.iter().map(|(source, _)| *source))?;
            let places: Vec<Place<'_>> = ahead
                .iter()
                .map(|(source, _)| self.place(*source))
                .collect();
            let read: Vec<(usize, Hit)> = ahead
                .par_iter()
                .zip(&places)
                .zip(&texts)
                .flat_map_iter(|(((_, all), place), text)| {
                    let hit =
                        |at: &usize| (*at, hit(index, &asked.plan, *place, &entries[*at], text));
                    all.iter().map(hit)
                })
                .collect();
            read.into_iter().for_each(|(at, hit)| hits[at] = Some(hit));
        }
        Ok(hits.into_iter().flatten().collect())
    }

    pub(super) fn find(&self, plan: &Plan) -> Result<Found, IndexError> {
        Ok(match plan {
            Plan::And(parts) => self.fold(parts, Found::and)?,
            Plan::Or(parts) => self.fold(parts, Found::or)?,
            Plan::Not(part) => {
                let found = self.find(part)?;
                let everything = match found.passages.is_empty() {
                    true => &[],
                    false => self.index()?.everything(),
                };
                found.not(self.input.sources.len(), everything)
            }
            Plan::Words(words) => {
                let index = self.index()?;
                let found = terms::find(
                    index,
                    &self.languages,
                    &words.slots,
                    words.near,
                    &self.language_of,
                )?;
                match words.hyphens.is_empty() {
                    true => found,
                    false => self.marked(plan, found)?,
                }
            }
            Plan::Regex(pattern) => self.find_pattern(pattern)?,
            Plan::Sources(sources) => Found::sources(sources.clone()),
            Plan::Speaker(speakers) => terms::said_by(self.index()?, speakers)?,
            Plan::Segments(segments) => {
                let index = self.index()?;
                let mut entries = Vec::new();
                for (source, spans) in segments {
                    let passages = index.passages_of(*source);
                    for span in spans {
                        let first = passages.partition_point(|entry| {
                            index.placed_span(entry.doc).end <= span.start
                        });
                        let here = passages[first..].iter().copied();
                        entries.extend(
                            here.take_while(|it| index.placed_span(it.doc).start < span.end),
                        );
                    }
                }
                Found::passages(entries)
            }
        })
    }

    fn fold(&self, parts: &[Plan], join: fn(&Found, &Found) -> Found) -> Result<Found, IndexError> {
        let mut found: Option<Found> = None;
        for part in parts {
            let next = self.find(part)?;
            found = Some(found.map_or_else(|| next.clone(), |found| join(&found, &next)));
        }
        Ok(found.unwrap_or_default())
    }

    /// The passages of `found` in whose text anything is marked.
    fn marked(&self, plan: &Plan, mut found: Found) -> Result<Found, IndexError> {
        let index = self.index()?;
        let mut kept = Vec::new();
        for some in found
            .passages
            .chunk_by(|one, next| one.source == next.source)
        {
            let source = some[0].source;
            let text = self.texts([source])?.remove(0);
            let is_marked = |entry: &&Entry| {
                !hit(index, plan, self.place(source), entry, &text)
                    .marks
                    .is_empty()
            };
            kept.extend(some.iter().filter(is_marked).copied());
        }
        found.passages = kept;
        Ok(found)
    }

    fn find_pattern(&self, pattern: &regex::Regex) -> Result<Found, IndexError> {
        let index = self.index()?;
        let mut found = Vec::new();
        let all: Vec<Ordinal> = (0..self.input.sources.len() as Ordinal).collect();
        for ahead in all.chunks(AHEAD) {
            let texts = self.texts(ahead.iter().copied())?;
            // Filled once, before the threads ask for it.
            index.everything();
            found.par_extend(
                ahead
                    .par_iter()
                    .zip(&texts)
                    .flat_map_iter(|(source, text)| {
                        let fits = move |entry: &&Entry| {
                            let said = index.placed(entry.doc).words;
                            said.of(text).is_some_and(|said| pattern.is_match(said))
                        };
                        index.passages_of(*source).iter().filter(fits).copied()
                    }),
            );
        }
        Ok(Found::passages(found))
    }

    pub(super) fn texts(
        &self,
        sources: impl IntoIterator<Item = Ordinal>,
    ) -> Result<Vec<String>, IndexError> {
        let read = |source| (self.input.texts)(self.source(source)).map_err(IndexError::Text);
        sources.into_iter().map(read).collect()
    }

    /// The source of this number.
    pub fn source(&self, ordinal: Ordinal) -> &'s Source {
        self.input.sources[ordinal as usize]
    }

    pub(super) fn place(&self, source: Ordinal) -> Place<'_> {
        Place {
            ordinal: source,
            source: self.source(source),
            language: Language {
                all: &self.languages,
                number: self.language_of[source as usize],
                tag: self.source(source).language.as_deref(),
            },
        }
    }

    pub(super) fn index(&self) -> Result<&'s Index, IndexError> {
        let missing = || IndexError::Unusable("this question needs it".to_owned());
        self.index.ok_or_else(missing)
    }
}

/// A source and how its words are read.
#[derive(Clone, Copy)]
pub(super) struct Place<'p> {
    ordinal: Ordinal,
    source: &'p Source,
    language: Language<'p>,
}

/// A passage of `text` as a person sees it.
pub(super) fn hit(index: &Index, plan: &Plan, place: Place<'_>, entry: &Entry, text: &str) -> Hit {
    let placed = index.placed(entry.doc);
    Hit {
        source: place.source.id,
        passage: entry.passage as usize,
        span: placed.span,
        words: placed.words,
        start: placed.characters,
        text: placed.span.of(text).unwrap_or_default().to_owned(),
        mask: Mask::default(),
        marks: plan.marks(Marked {
            source: place.ordinal,
            text,
            passage: placed.span,
            words: placed.words,
            language: place.language,
        }),
        speaker: placed.speaker,
        score: entry.score,
    }
}
