//! Questions in the query language: the index is found or made, the codings that a question asks
//! for are read, and the answer is brought to the names of the project.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::Path;
use std::rc::Rc;

use jiff::Timestamp;

use super::{CACHE, Codings, Held, Project, ProjectError};
use crate::index::{Entry, Index, IndexError, Input, Query, Search, parse};
use crate::model::answer::Hit;
use crate::model::blind::Blind;
use crate::model::classification;
use crate::model::natural::natural;
use crate::model::redact::Mask;
use crate::model::respondent::RespondentId;
use crate::model::said::{Said, Whose};
use crate::model::source::{Source, SourceId};
use crate::model::span::Span;
use crate::model::study::Study;
use crate::model::words::words;

/// A question about passages.
#[derive(Debug, Clone, Default)]
pub struct SearchRequest {
    /// In the query language.
    pub query: String,
    /// The best first; otherwise in reading order.
    pub ranked: bool,
    /// At most so many passages.
    pub limit: Option<usize>,
    /// As of this moment.
    pub moment: Option<Timestamp>,
    /// Without respondents whom a classification excludes, unless the query asks about it.
    pub kept: bool,
}

/// What a question about passages finds.
#[derive(Debug, Clone)]
pub struct SearchAnswer {
    /// The study that was asked.
    pub study: Rc<Study>,
    /// Passages, at most as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many passages answer.
    pub passages: usize,
    /// In how many sources.
    pub sources: usize,
    /// Of how many respondents.
    pub respondents: usize,
    /// Whether passages of excluded respondents are left out.
    pub left_out: bool,
}

/// Which segments answer a query: those in these sources, and those that overlap what was found.
#[derive(Debug, Clone, Default)]
pub struct Answering {
    whole: BTreeSet<SourceId>,
    parts: HashMap<SourceId, Vec<Span>>,
}

impl Answering {
    /// Whether a segment answers.
    pub fn holds(&self, source: SourceId, span: Span) -> bool {
        let found = || self.parts.get(&source).into_iter().flatten();
        self.whole.contains(&source) || found().any(|part| part.overlaps(span))
    }
}

/// How it stands with the full-text index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexState {
    /// It is there and holds the texts as they are.
    Whole,
    /// It is missing or behind; the next search makes it.
    Behind,
    /// It is there, and cannot be read; the next search makes it anew.
    Damaged,
}

impl Project {
    /// The passages that answer a query.
    pub fn search(&self, request: &SearchRequest) -> Result<SearchAnswer, ProjectError> {
        let query = parse(&request.query)?;
        let study = self.study_for(&query, request.moment)?;
        let excluded = match request.kept {
            true => self.excluded(&study, std::slice::from_ref(&request.query))?,
            false => BTreeSet::new(),
        };
        let is_kept = |it: &Source| it.respondent.is_none_or(|who| !excluded.contains(&who));
        let mut left_out = false;
        let (hits, passages, sources) = self.asking(&study, true, request.moment, |search| {
            let asked = search.ask(&query)?;
            let mut entries = search.passages(&asked)?;
            let mut sources = search.sources(&asked);
            if !excluded.is_empty() {
                let found = entries.len();
                entries.retain(|it| is_kept(search.source(it.source)));
                sources.retain(|id| study.sources.get(id).is_some_and(is_kept));
                left_out = entries.len() < found;
            }
            let passages = entries.len();
            let limit = request.limit.unwrap_or(usize::MAX);
            if request.ranked {
                let best =
                    |a: &Entry, b: &Entry| b.score.total_cmp(&a.score).then(a.key().cmp(&b.key()));
                if limit < passages {
                    entries.select_nth_unstable_by(limit, best);
                    entries.truncate(limit);
                }
                entries.sort_by(best);
            }
            entries.truncate(limit);
            Ok((search.hits(&asked, &entries)?, passages, sources))
        })?;
        let hits = self.masked(&study, hits)?;
        let people: BTreeSet<RespondentId> = sources
            .iter()
            .filter_map(|id| study.sources.get(id)?.respondent)
            .collect();
        let (study, hits) = self.published(study, hits, request.ranked)?;
        Ok(SearchAnswer {
            hits,
            passages,
            sources: sources.len(),
            respondents: people.len(),
            left_out,
            study,
        })
    }

    /// In public: names are numbers, and sources come in the order of these.
    fn published(
        &self,
        study: Rc<Study>,
        mut hits: Vec<Hit>,
        ranked: bool,
    ) -> Result<(Rc<Study>, Vec<Hit>), ProjectError> {
        if !self.is_public() {
            return Ok((study, hits));
        }
        let mut public = Study::clone(&study);
        self.disguise(&mut public)?;
        self.tell_less(&mut public)?;
        let name = |hit: &Hit| {
            let source = public.sources.get(&hit.source);
            source.map_or("", |it| it.name.as_str())
        };
        if ranked {
            hits.sort_by(|a, b| b.score.total_cmp(&a.score).then(name(a).cmp(name(b))));
        } else {
            hits.sort_by(|a, b| natural(name(a), name(b)));
        }
        Ok((Rc::new(public), hits))
    }

    /// Hits with what of them is not printed.
    fn masked(&self, study: &Study, mut hits: Vec<Hit>) -> Result<Vec<Hit>, ProjectError> {
        let with: BTreeSet<SourceId> = study.redactions.values().map(|it| it.source).collect();
        let mut masks: HashMap<SourceId, Mask> = HashMap::new();
        for hit in hits.iter_mut().filter(|it| with.contains(&it.source)) {
            let Some(source) = study.sources.get(&hit.source) else {
                continue;
            };
            if let std::collections::hash_map::Entry::Vacant(place) = masks.entry(source.id) {
                place.insert(self.mask(study, source, &self.text(source)?)?);
            }
            hit.mask = masks[&source.id].within(hit.span);
            let label = Span {
                start: 0,
                end: hit.words.start - hit.span.start,
            };
            if hit.mask.touches(label) && hit.speaker.is_some() {
                let label = hit.mask.words(&hit.text, label);
                hit.speaker = Some(label.trim().trim_end_matches(':').to_owned());
            }
        }
        Ok(hits)
    }

    /// The sources of `study` in which anything answers a query.
    pub fn sources_where(
        &self,
        study: &Study,
        query: &str,
        moment: Option<Timestamp>,
    ) -> Result<BTreeSet<SourceId>, ProjectError> {
        let query = parse(query)?;
        let asked = self.study_for(&query, moment)?;
        let found = self.asking(&asked, Search::needs_index(&query), moment, |search| {
            Ok(search.sources(&search.ask(&query)?))
        })?;
        Ok(found
            .into_iter()
            .filter(|id| study.sources.contains_key(id))
            .collect())
    }

    /// The respondents that answer a query, those without sources too if it only asks about them.
    pub fn respondents_where(
        &self,
        query: &str,
        moment: Option<Timestamp>,
    ) -> Result<BTreeSet<RespondentId>, ProjectError> {
        let query = parse(query)?;
        let study = self.study_for(&query, moment)?;
        let needs_index = Search::needs_index(&query);
        self.asking(&study, needs_index, moment, |search| {
            search.respondents(&query)
        })
    }

    /// The segments that answer a query.
    pub fn segments_where(
        &self,
        query: &str,
        moment: Option<Timestamp>,
    ) -> Result<Answering, ProjectError> {
        let query = parse(query)?;
        let study = self.study_for(&query, moment)?;
        self.asking(&study, Search::needs_index(&query), moment, |search| {
            let asked = search.ask(&query)?;
            let mut parts: HashMap<SourceId, Vec<Span>> = HashMap::new();
            let entries = search.parts(&asked);
            if !entries.is_empty() {
                for hit in search.hits(&asked, &entries)? {
                    let spans = parts.entry(hit.source).or_default();
                    match hit.marks.is_empty() {
                        true => spans.push(hit.words),
                        false => spans.extend(hit.marks),
                    }
                }
            }
            Ok(Answering {
                whole: search.whole(&asked),
                parts,
            })
        })
    }

    /// How often every word was said in each of these sources.
    pub fn said(
        &self,
        sources: &[SourceId],
        whose: Whose,
        moment: Option<Timestamp>,
    ) -> Result<Said, ProjectError> {
        let study = match moment.or(self.moment) {
            None => self.held_study()?,
            Some(_) => Rc::new(self.study(moment, &Codings::None)?),
        };
        let mut said = self.asking(&study, true, moment, |search| search.said(sources, whose))?;
        // Words that are not printed are not listed either.
        let hidden: BTreeSet<SourceId> = study.redactions.values().map(|it| it.source).collect();
        let mut told = BTreeMap::new();
        for (place, speech) in said.sources.iter().enumerate() {
            let Some(source) = study.sources.get(&speech.source) else {
                continue;
            };
            if !hidden.contains(&source.id) {
                continue;
            }
            let text = self.text(source)?;
            let printed = self
                .mask(&study, source, &text)?
                .blanked(&text)
                .into_owned();
            let mut counts = BTreeMap::new();
            for part in &speech.parts {
                let part = printed.get(part.range()).unwrap_or_default();
                for word in words(part, speech.language.as_deref()) {
                    *counts.entry(word.folded).or_default() += 1;
                }
            }
            told.insert(place, counts);
        }
        if !told.is_empty() {
            said.retell(&told);
        }
        Ok(said)
    }

    /// Makes the index now if it is missing, behind or damaged, so that the next search need not.
    pub fn refresh_index(&self) -> Result<(), ProjectError> {
        let study = self.held_study()?;
        self.asking(&study, true, None, |_| Ok(()))
    }

    /// How it stands with the index. `thorough` reads it whole.
    pub fn index_state(&self, study: &Study, thorough: bool) -> Result<IndexState, ProjectError> {
        self.with_input(study, |cache, input| {
            Ok(match (Index::is_there(cache, input), thorough) {
                (false, _) => IndexState::Behind,
                (true, false) => IndexState::Whole,
                (true, true) => match Index::open(cache, input) {
                    Ok(_) => IndexState::Whole,
                    Err(_) => IndexState::Damaged,
                },
            })
        })
    }

    /// The study with the codings that a query asks for.
    fn study_for(
        &self,
        query: &Query,
        moment: Option<Timestamp>,
    ) -> Result<Rc<Study>, ProjectError> {
        let fields = query.fields();
        let names = |name: &str| fields.iter().any(|field| field.name == name);
        match (moment.or(self.moment), names("code") || names("coder")) {
            (None, false) => self.held_study(),
            _ => Ok(Rc::new(self.seen(moment, &Codings::All)?)),
        }
    }

    /// The study as it is, without codings; read anew only when somebody has written.
    pub(super) fn held_study(&self) -> Result<Rc<Study>, ProjectError> {
        let state = self.store.state()?;
        let mut held = self.held.borrow_mut();
        match held.as_ref() {
            Some(held) if held.state == state => Ok(held.study.clone()),
            _ => {
                let mut study = self.store.study(&Codings::None)?;
                Blind::new(&study, &self.viewer).apply(&mut study);
                classification::apply(&mut study);
                let study = Rc::new(study);
                *held = Some(Held {
                    state,
                    study: study.clone(),
                    index: None,
                });
                Ok(study)
            }
        }
    }

    /// The index of the study as it is, made if it is not there, is damaged or cannot be read.
    fn held_index(&self, cache: &Path, input: &Input<'_>) -> Result<Rc<Index>, ProjectError> {
        let state = self.store.state()?;
        let known = |held: &Held| held.index.clone().filter(|_| held.state == state);
        if let Some(index) = self.held.borrow().as_ref().and_then(known) {
            return Ok(index);
        }
        let index = Index::open(cache, input)
            .or_else(|_| Index::renew(cache, input))
            .or_else(|_| Index::in_memory(input))?;
        let index = Rc::new(index);
        if let Some(held) = self
            .held
            .borrow_mut()
            .as_mut()
            .filter(|it| it.state == state)
        {
            held.index = Some(index.clone());
        }
        Ok(index)
    }

    /// Puts a question to a study; the index is the one on disk, or one in memory where that cannot
    /// be written or would hold other texts than those of `moment`.
    pub(super) fn asking<T>(
        &self,
        study: &Study,
        needs_index: bool,
        moment: Option<Timestamp>,
        question: impl FnOnce(&Search<'_>) -> Result<T, IndexError>,
    ) -> Result<T, ProjectError> {
        self.with_input(study, |cache, input| {
            let index = match (needs_index, moment.or(self.moment)) {
                (false, _) => None,
                (true, None) => Some(self.held_index(cache, input)?),
                (true, Some(_)) => Some(Rc::new(match Index::is_there(cache, input) {
                    true => Index::open(cache, input).or_else(|_| Index::in_memory(input))?,
                    false => Index::in_memory(input)?,
                })),
            };
            Ok(question(&Search::new(study, input, index.as_deref()))?)
        })
    }

    fn with_input<T>(
        &self,
        study: &Study,
        job: impl FnOnce(&Path, &Input<'_>) -> Result<T, ProjectError>,
    ) -> Result<T, ProjectError> {
        let mut sources: Vec<&Source> = study.sources.values().collect();
        sources.sort_by(|a, b| natural(&a.name, &b.name));
        let input = Input {
            sources: &sources,
            texts: &|source: &Source| Ok(self.store.text(source.text)?),
            interviewers: &self.settings.interviewers,
        };
        job(&self.root.join(CACHE), &input)
    }
}
