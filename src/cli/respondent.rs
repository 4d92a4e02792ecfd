//! `quotebook respondent`

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;
use serde_json::json;

use super::classifications::shown;
use super::contradicted::Contradictions;
use super::list::sorted;
use super::{Answer, Context};
use crate::model::classification::outcomes;
use crate::model::codebook::CodeId;
use crate::model::coding::Coding;
use crate::model::respondent::Respondent;
use crate::model::standing::Status;
use crate::model::study::Study;
use crate::project::{Project, QuoteRequest};
use crate::report::records::Records;
use crate::report::respondent::{self, OfClassification, OfCode, OfSource, Page};
use crate::report::route;

/// Whose page.
#[derive(Debug, Args)]
pub struct Arguments {
    /// The respondent.
    name: String,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let respondent = project.respondent(&args.name, context.moment)?;
    let mut all = Contradictions::of(context, &project)?;
    project.conceal(&mut all.study)?;
    let page = page(context, &project, &all, &respondent)?;
    context.document(
        || respondent::json(&page),
        || {
            let mut records = Records::new(&["respondent", "attribute", "value"]);
            let rows = page.attributes.iter().map(|(name, _, value)| {
                let value = value.as_ref().map(ToString::to_string);
                vec![json!(page.respondent), json!(name), json!(value)]
            });
            records.rows.extend(rows);
            records
        },
        || respondent::report(&page),
    )?;
    Ok(Answer::Yes)
}

fn page(
    context: &Context,
    project: &Project,
    all: &Contradictions,
    respondent: &Respondent,
) -> anyhow::Result<Page> {
    let study = &all.study;
    let own = study.sources.values();
    let own = own.filter(|it| it.respondent == Some(respondent.id));
    let own = sorted(own, |it| &it.name);
    let codings: Vec<&Coding> = study
        .codings
        .values()
        .filter(|it| own.iter().any(|source| source.id == it.source))
        .collect();
    let quotes = project.quotes(&QuoteRequest {
        moment: context.moment,
        ..QuoteRequest::default()
    })?;
    let quotes: Vec<_> = quotes
        .into_iter()
        .filter(|it| it.respondent.as_deref() == Some(respondent.name.as_str()))
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
        route: route::of_respondent(study, respondent, &texts),
        classifications: classifications(project, study, respondent)?,
        contradictions: contradictions
            .map(|it| all.shown(it))
            .chain(all.gone().filter(|it| it.respondent == respondent.name))
            .collect(),
    })
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
) -> anyhow::Result<Vec<OfClassification>> {
    let mut all = Vec::new();
    for ((id, attribute), outcome) in &outcomes(study) {
        if *id == respondent.id {
            all.extend(shown(project, study, attribute, outcome)?);
        }
    }
    Ok(all)
}
