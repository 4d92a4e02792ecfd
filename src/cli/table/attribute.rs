//! `quotebook table attribute`

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::super::earlier::hold;
use super::super::{Answer, Context};
use super::{Chosen, Grouping, Kept, Suppress, Which, empty};
use crate::analysis::attributes::{Of, attribute_table};
use crate::analysis::disclosure::shown::of_attribute;
use crate::analysis::disclosure::tables::suppress_attribute;
use crate::analysis::groups::values;
use crate::analysis::significance::test;
use crate::model::natural::natural;
use crate::model::respondent::RespondentId;
use crate::report::attribute::{self as report, Asking};

/// More values than these are not a table.
const MOST: usize = 200;

/// Which attribute, and how.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The attribute.
    #[arg(value_name = "NAME")]
    name: String,
    /// Only respondents that answer this, in the query language; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    kept: Kept,
    #[command(flatten)]
    grouping: Grouping,
    /// What percentages of values are of.
    #[arg(long, value_enum, default_value_t = Percent::Column)]
    percent: Percent,
    /// Test whether groups differ.
    #[arg(long, requires = "by")]
    test: bool,
    /// Limits of 95 % of each percentage.
    #[arg(long)]
    ci: bool,
    #[command(flatten)]
    suppress: Suppress,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Percent {
    /// Of those in the group who have a value.
    Column,
    /// Of everybody with the value.
    Row,
    /// Of everybody with a value.
    Total,
    /// Of those in the group who were asked (`[asked]` in quotebook.toml), with or without an answer.
    Asked,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let which = Which {
        filter: args.filter.clone(),
        kept: args.kept,
        ..Which::default()
    };
    let chosen = Chosen::without_codings(context, &which)?;
    chosen.is_attribute(&args.name)?;
    let study = &chosen.study;
    // Everybody in the register, whether there are notes or not.
    let wanted = chosen.part.respondents.as_ref();
    let mut people: Vec<_> = study
        .respondents
        .values()
        .filter(|it| wanted.is_none_or(|wanted| wanted.contains(&it.id)))
        .collect();
    people.sort_by(|a, b| natural(&a.name, &b.name));
    let people: Vec<RespondentId> = people.into_iter().map(|it| it.id).collect();
    let (groups, bands) = chosen.groups(&people, &args.grouping, Some(&args.name))?;
    let asked = chosen.project.attribute_asked(&args.name, context.moment)?;
    let of = match args.percent {
        Percent::Column => Of::Valid,
        Percent::Row => Of::Row,
        Percent::Total => Of::Total,
        Percent::Asked => Of::Asked,
    };
    let mut table = attribute_table(
        study,
        &people,
        &args.name,
        &bands,
        &groups,
        of,
        asked.as_ref(),
    )?;
    if table.lines.len() > MOST {
        bail!(
            "`{}` has {} different values, expected at most {MOST}; `--band` puts numbers together",
            args.name,
            table.lines.len()
        );
    }
    let is_empty = table.lines.is_empty() || table.valid.first().is_some_and(|it| it.n == 0);
    if let Some(threshold) = args.suppress.threshold(context, &chosen.project)? {
        suppress_attribute(&mut table, threshold)?;
        let values = values(
            study,
            &people,
            &args.name,
            bands.get(args.name.as_str()).copied(),
        )?;
        let counts = of_attribute(&chosen.base(&bands), &people, &groups, &values, &table);
        hold(context, &chosen.project, counts, threshold)?;
    }
    let asking = Asking {
        test: (args.test && !table.known.is_empty()).then(|| test(&table.known, 1)),
        limits: args.ci,
    };
    let labels = study.attributes.values().filter(|it| it.name == args.name);
    let label = labels.map(|it| it.label.clone()).next().unwrap_or_default();
    let write = || {
        context.document(
            || report::json(&table, &asking),
            || report::records(&table, &asking),
            || report::report(&table, &label, &asking),
        )
    };
    if is_empty {
        return empty(
            context,
            &format!("nobody here has a value of `{}`", args.name),
            write,
        );
    }
    write()?;
    Ok(Answer::Yes)
}
