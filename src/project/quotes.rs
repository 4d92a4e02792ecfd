//! Which quotes a question asks for, and reading them source by source.

use std::borrow::Cow;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use jiff::civil::Date;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{Codings, Project, ProjectError, lookup};
use crate::model::attribution::Template;
use crate::model::codebook::CodeId;
use crate::model::coding::Coding;
use crate::model::edit::EditId;
use crate::model::generalise::Generalisation;
use crate::model::id::Id;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::quote::{Displaced, Printing, Quote, quotes_of};
use crate::model::redact::{conceal_answers, without};
use crate::model::rendering::Form;
use crate::model::scope::Scope;
use crate::model::source::{Source, SourceId};
use crate::model::standing::Status;
use crate::model::study::Study;

/// So many sources are read at once.
const AT_ONCE: usize = 64;

/// A question for quotes.
#[derive(Debug, Clone, Default)]
pub struct QuoteRequest {
    /// Keys or names of codes, each with what is below it; empty for all.
    pub codes: Vec<String>,
    /// Only these coders; empty for all.
    pub coders: Vec<String>,
    /// In the query language; a quote must answer all of these.
    pub queries: Vec<String>,
    /// In the query language; only quotes of sources in which anything answers each of these.
    pub within: Vec<String>,
    /// Only those coded on these days of UTC, from the first to the last.
    pub days: Option<(Date, Date)>,
    /// Also quotes of respondents whom a classification excludes.
    pub excluded: bool,
    /// Only those with a star.
    pub starred: bool,
    /// Only those that have come exactly so far, or of which nothing has been said.
    pub status: Option<Option<Status>>,
    /// Passages of context on each side.
    pub context: usize,
    /// At most so many.
    pub limit: Option<usize>,
    /// Which ones, when there are more: a choice by chance that this number repeats. Without it the
    /// first ones.
    pub seed: Option<u64>,
    /// The form of edited quotes.
    pub form: Form,
    /// As of this moment.
    pub moment: Option<Timestamp>,
}

impl Project {
    /// Quotes in codebook order, then in the order of their sources.
    pub fn quotes(&self, request: &QuoteRequest) -> Result<Vec<Quote>, ProjectError> {
        self.quotes_in(&self.study_of_quotes(request)?, request)
    }

    /// The study with the codings that a question for quotes needs.
    pub fn study_of_quotes(&self, request: &QuoteRequest) -> Result<Study, ProjectError> {
        if request.moment.is_some() || request.codes.is_empty() {
            return self.study(request.moment, &Codings::All);
        }
        let bare = self.study(None, &Codings::None)?;
        let scope = self.scope(&bare, &[], &request.codes, &[])?;
        self.study(None, &Codings::Of(scope.codes))
    }

    /// Quotes of a study that holds the codings asked for, in codebook order, then in the order of
    /// their sources.
    pub fn quotes_in(
        &self,
        study: &Study,
        request: &QuoteRequest,
    ) -> Result<Vec<Quote>, ProjectError> {
        if self.numbering.is_some() && matches!(request.form, Form::Marked | Form::Source) {
            let why = "what was cut from quotes is not for everybody, expected them as printed";
            return Err(ProjectError::Refused(why.to_owned()));
        }
        let scope = self.scope(study, &[], &request.codes, &request.coders)?;
        let template = self.template(study)?;
        let mut less = Cow::Borrowed(study);
        if self.numbering.is_some() {
            self.tell_less(less.to_mut())?;
        }
        // Writers' words and the register may name what the source must not.
        let concealed = self.concealed(study)?;
        if !concealed.is_empty() {
            conceal_answers(less.to_mut(), &concealed);
        }
        let study = less.as_ref();
        let mut by_source: BTreeMap<SourceId, Vec<&Coding>> = BTreeMap::new();
        let mut answering = Vec::new();
        for query in &request.queries {
            answering.push(self.segments_where(query, request.moment)?);
        }
        let answers = |coding: &Coding| {
            answering
                .iter()
                .all(|it| it.holds(coding.source, coding.span))
        };
        let wanted = |coding: &&Coding| scope.holds(coding) && answers(coding);
        for coding in study.codings.values().filter(wanted) {
            by_source.entry(coding.source).or_default().push(coding);
        }
        let mut quotes = Vec::new();
        let wanted = |quote: &Quote| {
            (quote.starred || !request.starred)
                && request.status.is_none_or(|status| quote.status == status)
        };
        let mut asked: Vec<(&Source, Vec<&Coding>)> = by_source
            .into_iter()
            .filter_map(|(id, codings)| Some((study.sources.get(&id)?, codings)))
            .collect();
        asked.sort_by(|(a, _), (b, _)| natural(&a.name, &b.name));
        let others = self.other_texts(study)?;
        let printing = Printing {
            template: &template,
            style: &self.settings.style,
            form: request.form,
            context: request.context,
            others: &others,
            concealed: &concealed,
        };
        // Side by side, and the next texts are read meanwhile, but never all at once.
        let read = |part: &[(&Source, Vec<&Coding>)]| -> Result<Vec<String>, ProjectError> {
            part.iter().map(|(source, _)| self.text(source)).collect()
        };
        let quote = |((source, codings), text): (&(&Source, Vec<&Coding>), &String)| {
            quotes_of(study, source, text, codings, &printing)
        };
        let mut parts = asked.chunks(AT_ONCE);
        let mut part = parts.next().unwrap_or_default();
        let mut texts = read(part)?;
        while !part.is_empty() {
            let next = parts.next().unwrap_or_default();
            let mut found: Vec<Result<Vec<Quote>, Displaced>> = Vec::new();
            let read = rayon::in_place_scope(|scope| {
                scope.spawn(|_| found = part.par_iter().zip(&texts).map(quote).collect());
                read(next)
            });
            for of_source in found {
                let found =
                    of_source.map_err(|displaced| ProjectError::Refused(displaced.to_string()))?;
                quotes.extend(found.into_iter().filter(wanted));
            }
            (part, texts) = (next, read?);
        }
        let order: HashMap<CodeId, usize> = study
            .codebook()
            .into_iter()
            .enumerate()
            .map(|(at, code)| (code.id, at))
            .collect();
        // Stable: under one code they stay in the order of the sources and of their texts.
        quotes.sort_by_key(|quote| order.get(&quote.code).copied());
        if let Some(numbering) = &self.numbering {
            for id in quotes.iter_mut().flat_map(|it| &mut it.codings) {
                *id = Id::from_uuid(numbering.public_id(id.uuid()));
            }
        }
        let mut quotes = once(quotes);
        for quote in &mut quotes {
            quote.note = without(&quote.note, &concealed);
            for translation in &mut quote.translations {
                translation.text = without(&translation.text, &concealed);
            }
        }
        if self.numbering.is_some() {
            // What was cut, and what the team says of it, stays inside.
            for quote in &mut quotes {
                quote.original = quote.text.clone();
                quote.edited = None;
                quote.idle = None;
                quote.note.clear();
            }
        }
        Ok(chosen(quotes, request.limit, request.seed))
    }

    /// The texts of the sources of edits that are of more than one.
    fn other_texts(&self, study: &Study) -> Result<BTreeMap<SourceId, String>, ProjectError> {
        let mut texts = BTreeMap::new();
        for edit in study.edits.values() {
            let sources: BTreeSet<SourceId> = edit.stretches.iter().map(|it| it.source).collect();
            if sources.len() < 2 {
                continue;
            }
            for source in sources.iter().filter_map(|id| study.sources.get(id)) {
                if let Entry::Vacant(place) = texts.entry(source.id) {
                    place.insert(self.text(source)?);
                }
            }
        }
        Ok(texts)
    }

    /// What names of sources, codes (with what is below them) and coders mean.
    pub fn scope(
        &self,
        study: &Study,
        sources: &[String],
        codes: &[String],
        coders: &[String],
    ) -> Result<Scope, ProjectError> {
        // Names are those of the team, also where what leaves has others.
        let inner = match self.is_public() {
            true => Some(self.seen(None, &Codings::None)?),
            false => None,
        };
        let study = inner.as_ref().unwrap_or(study);
        let mut scope = Scope::default();
        for name in sources {
            scope.sources.push(lookup::source(study, name)?.id);
        }
        for word in codes {
            scope
                .codes
                .extend(study.with_descendants(lookup::code(study, word)?.id));
        }
        for name in coders {
            scope.coders.push(lookup::coder(study, name)?.id);
        }
        scope.codes.sort();
        scope.codes.dedup();
        Ok(scope)
    }

    /// The bracket after a quote, as the settings have it. One that asks for an attribute nobody
    /// has is a slip of the pen, not a missing value.
    pub fn template(&self, study: &Study) -> Result<Template, ProjectError> {
        match self.is_public() {
            true => Ok(self.public_attribution(study)?.0),
            false => self.team_template(study),
        }
    }

    /// The bracket as it is within the team.
    pub fn team_template(&self, study: &Study) -> Result<Template, ProjectError> {
        self.understood(&self.settings.attribution, study)
    }

    /// The bracket as it is in public, and how much less is told of respondents there.
    pub fn public_attribution(
        &self,
        study: &Study,
    ) -> Result<(Template, Generalisation), ProjectError> {
        let settings = &self.settings.disclosure;
        let text = settings.attribution.as_ref();
        let template = self.understood(text.unwrap_or(&self.settings.attribution), study)?;
        let general = Generalisation::new(study, &settings.bands).map_err(|error| {
            ProjectError::Refused(format!("`bands` in {}: {error}", super::SETTINGS))
        })?;
        let names: Vec<String> = template.attributes().map(str::to_owned).collect();
        Ok((template, general.telling(names.iter().map(String::as_str))))
    }

    fn understood(&self, text: &str, study: &Study) -> Result<Template, ProjectError> {
        let template = Template::parse(text)
            .map_err(|error| ProjectError::Refused(format!("in {}: {error}", super::SETTINGS)))?;
        for name in template.attributes() {
            if !study
                .attributes
                .values()
                .any(|attribute| attribute.name == name)
            {
                return Err(ProjectError::Unknown {
                    noun: "attribute",
                    name: name.to_owned(),
                    near: nearest(name, study.attributes.values().map(|it| it.name.as_str())),
                });
            }
        }
        Ok(template)
    }
}

/// A quote of several codings of one code is one quote, at the place of the first.
fn once(quotes: Vec<Quote>) -> Vec<Quote> {
    let mut kept: Vec<Quote> = Vec::with_capacity(quotes.len());
    let mut places: HashMap<(CodeId, EditId), usize> = HashMap::new();
    for quote in quotes {
        let Some(edit) = quote.edited.as_ref().map(|it| it.id) else {
            kept.push(quote);
            continue;
        };
        match places.get(&(quote.code, edit)) {
            Some(at) => {
                let first = &mut kept[*at];
                first.codings.extend(quote.codings);
                first.coders.extend(quote.coders);
                first.coders.sort();
                first.coders.dedup();
                first.starred |= quote.starred;
                first.status = first.status.max(quote.status);
            }
            None => {
                places.insert((quote.code, edit), kept.len());
                kept.push(quote);
            }
        }
    }
    kept
}

fn chosen(quotes: Vec<Quote>, limit: Option<usize>, seed: Option<u64>) -> Vec<Quote> {
    let Some(limit) = limit.filter(|limit| *limit < quotes.len()) else {
        return quotes;
    };
    let Some(seed) = seed else {
        return quotes.into_iter().take(limit).collect();
    };
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut places = rand::seq::index::sample(&mut chance, quotes.len(), limit).into_vec();
    places.sort_unstable();
    let mut quotes: Vec<Option<Quote>> = quotes.into_iter().map(Some).collect();
    places
        .into_iter()
        .filter_map(|at| quotes[at].take())
        .collect()
}
