//! `quotebook sources`

use std::collections::BTreeMap;

use clap::{Args, Subcommand};
use serde_json::json;

use super::list::{finish, respondent_of, sorted};
use super::{Answer, Context};
use crate::project::{Codings, SourceEdit};
use crate::report::records::Records;

/// Which sources, or what to set about some.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only those of this respondent.
    #[arg(long)]
    respondent: Option<String>,
    /// Only those in this language, for example `ru`.
    #[arg(long)]
    language: Option<String>,
    /// Only those in which anything answers this, in the query language.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Set the language or the respondent of sources.
    Set {
        /// Names of sources.
        #[arg(required = true)]
        sources: Vec<String>,
        /// Language, for example `ru`; empty: not known.
        #[arg(long)]
        language: Option<String>,
        /// The respondent who speaks; empty: nobody.
        #[arg(long)]
        respondent: Option<String>,
    },
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    if let Some(Action::Set {
        sources,
        language,
        respondent,
    }) = &args.action
    {
        return set(context, sources, language, respondent);
    }
    let project = context.project()?;
    let study = project.study(context.moment, &Codings::All)?;
    let found = match &args.filter {
        Some(query) => Some(project.sources_where(&study, query, context.moment)?),
        None => None,
    };
    let mut used: BTreeMap<_, usize> = BTreeMap::new();
    for coding in study.codings.values() {
        *used.entry(coding.source).or_default() += 1;
    }
    let mut records = Records::new(&[
        "source",
        "respondent",
        "language",
        "characters",
        "codings",
        "version",
        "encoding",
        "file",
    ]);
    for source in sorted(study.sources.values(), |source| &source.name) {
        let respondent = respondent_of(&study, source).map(|it| it.name.as_str());
        let wanted = args
            .respondent
            .as_deref()
            .is_none_or(|name| respondent == Some(name))
            && args
                .language
                .as_deref()
                .is_none_or(|tag| source.language.as_deref() == Some(tag))
            && found
                .as_ref()
                .is_none_or(|found| found.contains(&source.id));
        if wanted {
            records.rows.push(vec![
                json!(source.name),
                json!(respondent),
                json!(source.language),
                json!(source.characters),
                json!(used.get(&source.id).copied().unwrap_or(0)),
                json!(source.version),
                json!(source.encoding),
                json!(source.file),
            ]);
        }
    }
    finish(context, records, "Sources")
}

fn set(
    context: &Context,
    sources: &[String],
    language: &Option<String>,
    respondent: &Option<String>,
) -> anyhow::Result<Answer> {
    if language.is_none() && respondent.is_none() {
        anyhow::bail!("nothing to set, expected `--language` or `--respondent`");
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let edit = SourceEdit {
        language: language.clone(),
        respondent: respondent.clone(),
    };
    let count = project.set_sources(&who, sources, &edit)?;
    let noun = if count == 1 { "source" } else { "sources" };
    context.write(format!("changed {count} {noun}\n").as_bytes())?;
    Ok(Answer::Yes)
}
