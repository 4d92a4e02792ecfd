//! The one place where what tells of respondents one by one is weighed before it leaves for everybody:
//! how many share what is told of each, and how many have what they are coded with.

use std::collections::{BTreeMap, BTreeSet};

use clap::Args;

use super::Context;
use super::history::count;
use crate::analysis::disclosure::attributions::{recognisable, shared};
use crate::model::codebook::CodeId;
use crate::model::quote::Quote;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;
use crate::project::{Project, ProjectError};

/// What may be told all the same.
#[derive(Debug, Default, Args)]
pub(super) struct Allowed {
    /// With --public: print what fewer respondents share than the threshold for everybody, for this
    /// reason; the record of the export has it.
    #[arg(long, value_name = "REASON")]
    allow_recognisable: Option<String>,
}

impl Allowed {
    fn because(&self) -> Option<&str> {
        self.allow_recognisable.as_deref()
    }
}

/// Refuses quotes that tell more of who speaks than they may in public, unless there is a reason.
/// `study` holds those who may be meant, with all codings.
pub(super) fn weigh_quotes(
    context: &Context,
    project: &Project,
    study: &Study,
    quotes: &[Quote],
    allowed: &Allowed,
) -> anyhow::Result<()> {
    if !context.is_public() {
        return Ok(());
    }
    let (template, general) = project.public_attribution(study)?;
    let threshold = project.settings().disclosure.public;
    let below = recognisable(study, quotes, &template, &general).below(threshold);
    refuse(context, allowed, threshold, below, || {
        format!(
            "{below} of {} stand under an attribution that fewer than {threshold} respondents share",
            count(quotes.len(), "quote")
        )
    })
}

/// Refuses to tell attributes of these people one by one in public, where too few share them, unless
/// there is a reason. `study` holds those who may be meant.
pub(super) fn weigh_people(
    context: &Context,
    project: &Project,
    study: &Study,
    people: &BTreeSet<RespondentId>,
    allowed: &Allowed,
) -> anyhow::Result<()> {
    if !context.is_public() {
        return Ok(());
    }
    let (template, general) = project.public_attribution(study)?;
    let threshold = project.settings().disclosure.public;
    let sharing = shared(study, &template, &general);
    let few = |id: &&RespondentId| sharing.get(id).is_some_and(|k| *k < threshold);
    let below = people.iter().filter(few).count();
    refuse(context, allowed, threshold, below, || {
        format!(
            "of {below} of {} it tells what fewer than {threshold} respondents share",
            count(people.len(), "respondent")
        )
    })
}

/// Refuses to tell in public which respondents have which codes, where too few have one, unless there
/// is a reason.
pub(super) fn weigh_codes(
    context: &Context,
    project: &Project,
    study: &Study,
    allowed: &Allowed,
) -> anyhow::Result<()> {
    if !context.is_public() {
        return Ok(());
    }
    let threshold = project.settings().disclosure.public;
    let mut having: BTreeMap<CodeId, BTreeSet<RespondentId>> = BTreeMap::new();
    for coding in study.codings.values() {
        let source = study.sources.get(&coding.source);
        if let Some(who) = source.and_then(|it| it.respondent) {
            having.entry(coding.code).or_default().insert(who);
        }
    }
    let below = having.values().filter(|it| it.len() < threshold).count();
    refuse(context, allowed, threshold, below, || {
        format!(
            "it has {} of {} one by one that fewer than {threshold} respondents have, which tables keep back",
            count(below, "code"),
            having.len()
        )
    })
}

fn refuse(
    context: &Context,
    allowed: &Allowed,
    threshold: usize,
    below: usize,
    says: impl FnOnce() -> String,
) -> anyhow::Result<()> {
    if below == 0 || context.collects() {
        return Ok(());
    }
    let says = says();
    match context.recognisable_because(allowed.because()) {
        Some(because) => {
            context.tell(&format!("note: {says}; written all the same: {because}"));
            Ok(())
        }
        None => Err(ProjectError::Advised {
            says: format!("{says}, so nothing is written for everybody, expected at least {threshold} for each"),
            advice: "`quotebook disclosure --generalise` looks for an attribution that tells less, and `--write` keeps it for every public output; `quotebook table --public` counts without telling of anybody; `--allow-recognisable REASON` writes it all the same, and the record of the export has the reason",
        }
        .into()),
    }
}
