//! `quotebook respondents`, `codes`, `coders`, `codings`

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::arguments::Format;
use super::recognisable::{Allowed, weigh_people};
use super::selection::LEFT_OUT;
use super::table::Kept;
use super::{Answer, Context, import, register, reshape, respondents};
use crate::model::coding::Coding;
use crate::model::natural::natural;
use crate::model::respondent::Respondent;
use crate::model::source::Source;
use crate::model::study::Study;
use crate::project::{Answering, Codings, ImportOptions, leave_out, outdated};
use crate::report::quotes::json_value;
use crate::report::records::Records;

/// Which respondents, or what to change about some.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct RespondentsArguments {
    #[command(subcommand)]
    action: Option<respondents::Action>,
    /// Only those with this value, for example `gender=female`; may be given several times.
    #[arg(long, value_name = "ATTRIBUTE=VALUE")]
    with: Vec<String>,
    /// Only those who answer this, in the query language, for example `age:[10 TO 14]`.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
    /// Look for double ids, impossible values, spellings that are nearly the same, one person twice, and
    /// classifications whose rule the register does not satisfy.
    #[arg(long, conflicts_with_all = ["with", "filter"])]
    check: bool,
    #[command(flatten)]
    kept: Kept,
    #[command(flatten)]
    allowed: Allowed,
}

/// Which codes.
#[derive(Debug, Default, Args)]
pub struct CodesArguments {
    /// Only codes that no coding uses.
    #[arg(long)]
    unused: bool,
    /// Count only codings that answer this, in the query language, for example `gender:female`.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
}

/// Which codings, or a table of them.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct CodingsArguments {
    #[command(subcommand)]
    action: Option<CodingsAction>,
    /// Only in this source; may be given several times.
    #[arg(long)]
    source: Vec<String>,
    /// Only with this code or one below it; may be given several times.
    #[arg(long)]
    code: Vec<String>,
    /// Only by this coder; may be given several times.
    #[arg(long)]
    by_coder: Vec<String>,
    /// Only those that answer this, in the query language.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
    /// Only those made under an older definition of their code than it has now.
    #[arg(long)]
    outdated: bool,
}

#[derive(Debug, Subcommand)]
enum CodingsAction {
    /// Import a table with the columns source, code, start, end and, where known, coder and text.
    Import {
        /// The table: .csv, .xlsx or .ods; positions in characters, from 0.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Refuse rows whose code or coder is new.
        #[arg(long)]
        no_new: bool,
        /// What the columns are for: COLUMN=ROLE,..
        #[arg(long)]
        map: Option<String>,
        /// Say what would be imported, and change nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Give a coding other ends.
    Resize(reshape::ResizeArguments),
    /// Split a passage off a coding: some of its words become a coding of their own.
    Divide(reshape::DivideArguments),
    /// Make one coding of several of one coder with one code.
    Join(reshape::JoinArguments),
    /// Say that codings hold under the definition that their code has now.
    Confirm(reshape::ConfirmArguments),
}

pub(super) fn respondents(
    context: &Context,
    args: &RespondentsArguments,
) -> anyhow::Result<Answer> {
    if let Some(action) = &args.action {
        return respondents::run(context, action);
    }
    if args.check && context.is_public() {
        anyhow::bail!("what is wrong with the register is for the team, expected no `--public`");
    }
    if args.check {
        return register::run(context);
    }
    let project = context.project()?;
    let mut study = project.study(context.moment, &Codings::None)?;
    if context.is_public() && !args.kept.excluded {
        let excluded = project.excluded(&study, args.filter.as_slice())?;
        leave_out(&mut study, &excluded);
        if !excluded.is_empty() {
            context.tell(LEFT_OUT);
        }
    }
    let whole = study.clone();
    let mut told_of = BTreeSet::new();
    project.tell_less(&mut study)?;
    let found = match &args.filter {
        Some(query) => Some(project.respondents_where(query, context.moment)?),
        None => None,
    };
    let register = study.register();
    let wishes: Vec<(&str, &str)> = args
        .with
        .iter()
        .map(|wish| {
            wish.split_once('=').ok_or_else(|| {
                anyhow::anyhow!("`{wish}` is not a filter, expected ATTRIBUTE=VALUE")
            })
        })
        .collect::<Result<_, _>>()?;
    let others = register
        .iter()
        .filter(|it| !["category", "gender", "age"].contains(&it.name.as_str()));
    let others: Vec<&str> = others.map(|it| it.name.as_str()).collect();
    // JSON keeps the other attributes in an object of their own; tables give each a column.
    let nested = context.format == Format::Json;
    let mut columns = vec!["respondent", "category", "gender", "age"];
    if nested {
        columns.push("attributes");
    } else {
        columns.extend(&others);
    }
    columns.push("sources");
    let mut records = Records::new(&columns);
    let mut shown = study.clone();
    project.conceal_answers(&mut shown)?;
    for respondent in sorted(study.respondents.values(), |respondent| &respondent.name) {
        let told = shown.respondents.get(&respondent.id).unwrap_or(respondent);
        let value = |name: &str| told.value(name).map_or(Json::Null, json_value);
        let fits = |(name, wanted): &(&str, &str)| {
            respondent
                .value(name)
                .is_some_and(|value| value.to_string().to_lowercase() == wanted.to_lowercase())
        };
        let answers = found
            .as_ref()
            .is_none_or(|found| found.contains(&respondent.id));
        if !answers || !wishes.iter().all(fits) {
            continue;
        }
        told_of.insert(respondent.id);
        let mut row = vec![
            json!(respondent.name),
            value("category"),
            value("gender"),
            value("age"),
        ];
        if nested {
            let known = others.iter().filter(|name| told.value(name).is_some());
            row.push(Json::Object(
                known
                    .map(|name| ((*name).to_owned(), value(name)))
                    .collect::<Map<_, _>>(),
            ));
        } else {
            row.extend(others.iter().map(|name| value(name)));
        }
        let sources = study
            .sources
            .values()
            .filter(|source| source.respondent == Some(respondent.id));
        row.push(json!(
            sources
                .map(|source| source.name.as_str())
                .collect::<Vec<_>>()
        ));
        records.rows.push(row);
    }
    weigh_people(context, &project, &whole, &told_of, &args.allowed)?;
    finish(context, records, "Respondents")
}

pub(super) fn codes(context: &Context, args: &CodesArguments) -> anyhow::Result<Answer> {
    let public = context.is_public();
    if public && (args.unused || args.filter.is_some()) {
        anyhow::bail!(
            "which codes few have is not for everybody, expected no `--unused` and no `--where`, or `quotebook table --public`, which keeps small counts back"
        );
    }
    let project = context.project()?;
    let mut study = project.study(context.moment, &Codings::All)?;
    project.conceal_written(&mut study)?;
    let answering = match &args.filter {
        Some(query) => Some(project.segments_where(query, context.moment)?),
        None => None,
    };
    let answers = |coding: &&Coding| {
        let holds = |it: &Answering| it.holds(coding.source, coding.span);
        answering.as_ref().is_none_or(holds)
    };
    let mut records = Records::new(&[
        "code",
        "name",
        "parent",
        "codings",
        "respondents",
        "version",
        "definition",
    ]);
    for code in study.codebook() {
        let used: Vec<&Coding> = study
            .codings
            .values()
            .filter(|coding| coding.code == code.id)
            .filter(answers)
            .collect();
        if args.unused && !used.is_empty() {
            continue;
        }
        let people: BTreeSet<_> = used
            .iter()
            .filter_map(|coding| study.sources.get(&coding.source))
            .filter_map(|source| source.respondent)
            .collect();
        let parent = code
            .parent
            .and_then(|parent| study.codes.get(&parent))
            .map(|parent| parent.key.as_str());
        records.rows.push(vec![
            json!(code.key),
            json!(code.name),
            json!(parent),
            json!((!public).then_some(used.len())),
            json!((!public).then_some(people.len())),
            json!(code.version),
            json!(code.definition),
        ]);
    }
    if public {
        context.below(
            "How many respondents have each code: `quotebook table --public`, which keeps small counts back."
                .to_owned(),
        );
    }
    finish(context, records, "Codes")
}

pub(super) fn coders(context: &Context) -> anyhow::Result<Answer> {
    let study = context.project()?.study(context.moment, &Codings::All)?;
    let mut records = Records::new(&["coder", "codings", "sources"]);
    for coder in sorted(study.coders.values(), |coder| &coder.name) {
        let made: Vec<&Coding> = study
            .codings
            .values()
            .filter(|coding| coding.coder == coder.id)
            .collect();
        let sources: BTreeSet<_> = made.iter().map(|coding| coding.source).collect();
        records.rows.push(vec![
            json!(coder.name),
            json!(made.len()),
            json!(sources.len()),
        ]);
    }
    finish(context, records, "Coders")
}

pub(super) fn codings(context: &Context, args: &CodingsArguments) -> anyhow::Result<Answer> {
    match &args.action {
        Some(CodingsAction::Import {
            files,
            no_new,
            map,
            dry_run,
        }) => {
            let options = ImportOptions {
                map: map.clone(),
                no_new: *no_new,
                dictionaries: false,
                dry_run: *dry_run,
                anyway: false,
            };
            return import::import(context, files, &options);
        }
        Some(CodingsAction::Resize(args)) => return reshape::resize(context, args),
        Some(CodingsAction::Divide(args)) => return reshape::divide(context, args),
        Some(CodingsAction::Join(args)) => return reshape::join(context, args),
        Some(CodingsAction::Confirm(args)) => return reshape::confirm(context, args),
        None => {}
    }
    let project = context.project()?;
    let study = project.study(context.moment, &Codings::All)?;
    let wanted = project.scope(&study, &args.source, &args.code, &args.by_coder)?;
    let answering = match &args.filter {
        Some(query) => Some(project.segments_where(query, context.moment)?),
        None => None,
    };
    let answers = |coding: &Coding| {
        let holds = |it: &Answering| it.holds(coding.source, coding.span);
        answering.as_ref().is_none_or(holds)
    };
    let codings = match args.outdated {
        true => outdated(&study),
        false => study.codings.values().collect(),
    };
    let codings: Vec<&Coding> = codings
        .into_iter()
        .filter(|coding| wanted.holds(coding) && answers(coding))
        .collect();
    let mut records = Records::new(&[
        "coding",
        "source",
        "respondent",
        "code",
        "coder",
        "start",
        "end",
        "page",
        "text",
        "definition",
        "at",
    ]);
    for it in project.coded_segments(&study, &codings)? {
        records.rows.push(vec![
            json!(it.coding.short()),
            json!(it.source),
            json!(it.respondent),
            json!(it.code),
            json!(it.coder),
            json!(it.start),
            json!(it.end),
            json!(it.page),
            json!(it.text),
            json!(it.definition),
            json!(it.at.to_string()),
        ]);
    }
    finish(context, records, "Codings")
}

pub(super) fn respondent_of<'s>(study: &'s Study, source: &Source) -> Option<&'s Respondent> {
    source.respondent.and_then(|id| study.respondents.get(&id))
}

pub(super) fn sorted<'n, T>(
    all: impl Iterator<Item = &'n T>,
    name: impl Fn(&T) -> &str,
) -> Vec<&'n T> {
    let mut all: Vec<&T> = all.collect();
    all.sort_by(|a, b| natural(name(a), name(b)));
    all
}

pub(super) fn finish(context: &Context, records: Records, title: &str) -> anyhow::Result<Answer> {
    let none = records.rows.is_empty();
    if none && context.format == Format::Text {
        eprintln!("none found");
    } else {
        context.list(records, title)?;
    }
    Ok(if none { Answer::No } else { Answer::Yes })
}
