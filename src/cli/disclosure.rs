//! `quotebook disclosure`

use std::collections::BTreeSet;

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::selection::Selection;
use super::{Answer, Context};
use crate::analysis::disclosure::attributions::recognisable;
use crate::analysis::disclosure::generalise::{Wish, ways};
use crate::model::rendering::Form;
use crate::model::respondent::RespondentId;
use crate::project::Codings;
use crate::report::disclosure::Document;

/// Which quotes, and for whom they are.
#[derive(Debug, Args)]
#[command(after_help = "\
For every quote that the same words would print with `quotebook quotes`: how many respondents of the study
share what its attribution tells. Exit code 1 when any is shared by fewer than the threshold.

Examples:
  quotebook disclosure --code push
  quotebook disclosure --for team --pick 3
  quotebook disclosure --generalise
  quotebook disclosure --generalise --write")]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// Whom the quotes are for: it says which threshold of `[disclosure]` in quotebook.toml counts.
    #[arg(long = "for", value_enum, default_value_t = Audience::Public)]
    audience: Audience,
    /// Show what less could be told so that the threshold is reached, and what that loses. It begins
    /// from the attribution of the team.
    #[arg(long)]
    generalise: bool,
    /// With --generalise: the way to write.
    #[arg(long, value_enum, default_value_t = Kind::Least, requires = "generalise")]
    way: Kind,
    /// With --generalise: write it to `[disclosure]` in quotebook.toml, from where every public output
    /// takes it.
    #[arg(long, requires = "generalise")]
    write: bool,
}

/// Whom something is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Audience {
    /// Those who work on the study.
    Team,
    /// Everybody.
    Public,
}

/// A way of telling less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// Whatever loses least.
    Least,
    /// Numbers in bands, every attribute told.
    Bands,
    /// Two attributes at most.
    Two,
    /// Without the category.
    NoCategory,
}

impl Kind {
    fn wish(self) -> Wish {
        match self {
            Self::Least => Wish::Least,
            Self::Bands => Wish::BandsOnly,
            Self::Two => Wish::TwoAttributes,
            Self::NoCategory => Wish::NoCategory,
        }
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let quotes = args.selection.quotes(context, Form::Printed, 0, None)?;
    let project = context.project()?;
    let mut study = project.study(context.moment, &Codings::All)?;
    args.selection.keep(&project, &mut study)?;
    let settings = &project.settings().disclosure;
    let thresholds = (settings.team, settings.public);
    let threshold = match args.audience {
        Audience::Team => settings.team,
        Audience::Public => settings.public,
    };
    // What is asked about is what would be printed: in public that may be less.
    let public = args.audience == Audience::Public;
    let (template, general) = match public {
        true => project.public_attribution(&study)?,
        false => (project.template(&study)?, Default::default()),
    };
    let found = recognisable(&study, &quotes, &template, &general);
    let full = project.team_template(&study)?;
    let quoted: BTreeSet<RespondentId> = found
        .respondents
        .iter()
        .filter_map(|it| Some(study.respondent_named(&it.respondent)?.id))
        .collect();
    let ways = match args.generalise {
        true => ways(&study, &full, &quoted, threshold),
        false => Vec::new(),
    };
    let mut quotes = quotes;
    for quote in &mut quotes {
        let who = quote.respondent.as_deref();
        let who = who.and_then(|name| study.respondent_named(name));
        quote.attribution = template.fill(who.map(|it| general.of(it)).as_ref());
    }
    let document = Document {
        quotes: &quotes,
        found: &found,
        thresholds,
        threshold,
        ways: &ways,
        template: &full,
    };
    context.document(
        || document.json(),
        || document.records(),
        || document.report(),
    )?;
    if quotes.is_empty() {
        eprintln!("no quotes found");
    }
    if args.write {
        let wish = args.way.wish();
        let Some((_, way)) = ways.iter().find(|(it, _)| *it == wish) else {
            bail!("there is no such way of telling less, expected an attribution with attributes");
        };
        if way.below > 0 {
            bail!(
                "`{}` leaves {} below {threshold}, so nothing was written, expected a way that reaches it or another threshold",
                wish.name(),
                super::history::count(way.below, "respondent")
            );
        }
        project.write_public_attribution(&full.without(&way.dropped()), &way.bands())?;
        eprintln!(
            "wrote `[disclosure]` in quotebook.toml: public outputs say `{}` ({})",
            full.without(&way.dropped()),
            wish.name()
        );
    }
    Ok(match found.below(threshold) {
        0 => Answer::Yes,
        _ => Answer::No,
    })
}
