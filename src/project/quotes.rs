//! Which quotes a question asks for, and reading them source by source.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;
use rayon::prelude::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

use super::{Codings, Project, ProjectError, lookup};
use crate::model::attribution::Template;
use crate::model::codebook::CodeId;
use crate::model::coding::Coding;
use crate::model::generalise::Generalisation;
use crate::model::id::Id;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::quote::{Displaced, Quote, quotes_of};
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
    /// As of this moment.
    pub moment: Option<Timestamp>,
}

impl Project {
    /// Quotes in codebook order, then in the order of their sources.
    pub fn quotes(&self, request: &QuoteRequest) -> Result<Vec<Quote>, ProjectError> {
        let bare = self.study(request.moment, &Codings::None)?;
        let scope = self.scope(&bare, &[], &request.codes, &request.coders)?;
        let study = match request.moment {
            Some(_) => bare,
            None if scope.codes.is_empty() => self.study(None, &Codings::All)?,
            None => self.study(None, &Codings::Of(scope.codes.clone()))?,
        };
        let mut study = study;
        let template = self.template(&study)?;
        self.tell_less(&mut study)?;
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
        let asked: Vec<(&Source, Vec<&Coding>)> = by_source
            .into_iter()
            .filter_map(|(id, codings)| Some((study.sources.get(&id)?, codings)))
            .collect();
        // Side by side, but never all the texts at once.
        for part in asked.chunks(AT_ONCE) {
            let texts: Vec<String> = part
                .iter()
                .map(|(source, _)| self.text(source))
                .collect::<Result<_, _>>()?;
            let found: Vec<Result<Vec<Quote>, Displaced>> = part
                .par_iter()
                .zip(&texts)
                .map(|((source, codings), text)| {
                    quotes_of(&study, source, text, codings, &template, request.context)
                })
                .collect();
            for of_source in found {
                let found =
                    of_source.map_err(|displaced| ProjectError::Refused(displaced.to_string()))?;
                quotes.extend(found.into_iter().filter(wanted));
            }
        }
        let order: HashMap<CodeId, usize> = study
            .codebook()
            .into_iter()
            .enumerate()
            .map(|(at, code)| (code.id, at))
            .collect();
        quotes.sort_by(|a, b| {
            let place = |quote: &Quote| order.get(&quote.code).copied();
            place(a)
                .cmp(&place(b))
                .then_with(|| natural(&a.source, &b.source))
                .then(a.span.cmp(&b.span))
        });
        if let Some(numbering) = &self.numbering {
            for id in quotes.iter_mut().flat_map(|it| &mut it.codings) {
                *id = Id::from_uuid(numbering.public_id(id.uuid()));
            }
        }
        Ok(chosen(quotes, request.limit, request.seed))
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
