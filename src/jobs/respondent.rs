//! The page of a respondent: all that the study knows of one person, gathered.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::contradicted::{Contradictions, Wrong};
use crate::model::classification::{Outcome, outcomes};
use crate::model::codebook::CodeId;
use crate::model::coding::Coding;
use crate::model::natural::natural;
use crate::model::quote::Quote;
use crate::model::respondent::Respondent;
use crate::model::source::Source;
use crate::model::standing::Status;
use crate::model::study::Study;
use crate::project::{Project, ProjectError, QuoteRequest};
use crate::report::respondent::{OfClassification, OfCode, OfSource, Page};
use crate::report::route;
use crate::report::tongue::Tongue;

/// All that the study knows of one person, without what is redacted; the route's headings are in `tongue`.
///
/// # Errors
///
/// Where there is no such respondent, and where a rule for contradictions cannot be used.
pub fn page(
    project: &Project,
    name: &str,
    moment: Option<Timestamp>,
    tongue: Tongue,
) -> Result<Page, Wrong> {
    let respondent = &project.respondent(name, moment)?;
    let mut all = Contradictions::of_one(project, moment, respondent.id)?;
    let quotes = quotes(project, &all.study, respondent, moment)?;
    project.conceal(&mut all.study)?;
    let study = &all.study;
    let respondent = study.respondents.get(&respondent.id).unwrap_or(respondent);
    let own = study.sources.values();
    let own = own.filter(|it| it.respondent == Some(respondent.id));
    let mut own: Vec<&Source> = own.collect();
    own.sort_by(|a, b| natural(&a.name, &b.name));
    let codings: Vec<&Coding> = study
        .codings
        .values()
        .filter(|it| own.iter().any(|source| source.id == it.source))
        .collect();
    let attribution = project.template(study)?.fill(Some(respondent));
    let register = study.register().into_iter().map(|it| {
        (
            it.name.clone(),
            it.label.clone(),
            respondent.value(&it.name).cloned(),
        )
    });
    let sources = own.iter().map(|it| OfSource {
        source: it.name.clone(),
        language: it.language.clone(),
        characters: it.characters,
        codings: codings
            .iter()
            .filter(|coding| coding.source == it.id)
            .count(),
    });
    let texts = project.texts(study, &route::sources_of(study, respondent.id))?;
    let contradictions = all.found.iter().filter(|it| it.respondent == respondent.id);
    Ok(Page {
        respondent: respondent.name.clone(),
        attribution,
        attributes: register.collect(),
        sources: sources.collect(),
        codes: codes(study, &codings),
        quotes: quotes
            .into_iter()
            .filter(|it| it.starred || it.status == Some(Status::Used))
            .collect(),
        stops: route::records(study, respondent, &texts).objects(),
        route: route::of_respondent(study, respondent, &texts, tongue),
        classifications: classifications(project, study, respondent)?,
        contradictions: contradictions
            .map(|it| all.shown(it))
            .chain(all.gone().filter(|it| it.respondent == respondent.name))
            .collect(),
    })
}

/// The quotes of one respondent; no other text is read.
///
/// # Errors
///
/// Where a coding does not stand at its words.
pub fn quotes(
    project: &Project,
    study: &Study,
    respondent: &Respondent,
    moment: Option<Timestamp>,
) -> Result<Vec<Quote>, ProjectError> {
    let mut own = study.clone();
    own.codings.retain(|_, it| {
        let source = study.sources.get(&it.source);
        source.is_some_and(|it| it.respondent == Some(respondent.id))
    });
    let request = QuoteRequest {
        moment,
        ..QuoteRequest::default()
    };
    project.quotes_in(&own, &request)
}

fn codes(study: &Study, codings: &[&Coding]) -> Vec<OfCode> {
    let mut used: BTreeMap<CodeId, Vec<&Coding>> = BTreeMap::new();
    for coding in codings {
        used.entry(coding.code).or_default().push(coding);
    }
    let in_order = study.codebook().into_iter();
    in_order
        .filter_map(|code| {
            let of = used.get(&code.id)?;
            let coders = of.iter().filter_map(|it| study.coders.get(&it.coder));
            let coders: BTreeSet<&str> = coders.map(|it| it.name.as_str()).collect();
            Some(OfCode {
                code: code.key.clone(),
                name: code.name.clone(),
                coders: coders.into_iter().map(str::to_owned).collect(),
                codings: of.len(),
            })
        })
        .collect()
}

fn classifications(
    project: &Project,
    study: &Study,
    respondent: &Respondent,
) -> Result<Vec<OfClassification>, ProjectError> {
    let mut all = Vec::new();
    for ((id, attribute), outcome) in &outcomes(study) {
        if *id == respondent.id {
            all.extend(shown(project, study, attribute, outcome)?);
        }
    }
    Ok(all)
}

/// What classifiers said of one attribute of one respondent, with the words as they stand now.
///
/// # Errors
///
/// Where the project cannot be read.
pub fn shown(
    project: &Project,
    study: &Study,
    attribute: &str,
    outcome: &Outcome<'_>,
) -> Result<Vec<OfClassification>, ProjectError> {
    let mut all = Vec::new();
    for it in outcome.all.iter().copied().chain(outcome.settled) {
        let mut because = Vec::new();
        for evidence in &it.because {
            if let Some(it) = project.placed(study, evidence)? {
                let place = format!("{}:{}-{}", it.source, it.start, it.end);
                because.push((it.text, place, it.language));
            }
        }
        let coder = study.coders.get(&it.coder);
        all.push(OfClassification {
            attribute: attribute.to_owned(),
            value: it.value.clone(),
            reason: it.reason.clone(),
            coder: coder.map_or(String::new(), |it| it.name.clone()),
            state: outcome.state.name(),
            note: it.note.clone(),
            lost: it.because.len() - because.len(),
            because,
        });
    }
    Ok(all)
}
