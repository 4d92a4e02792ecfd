//! `quotebook contradictions`

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Subcommand};
use serde_json::{Map, Value as Json, json};

use super::arguments::Format;
use super::{Answer, Context, list};
use crate::analysis::contradictions::{Found, failing};
use crate::jobs::contradicted::{Contradictions, left_out, one_by_one};
use crate::jobs::settling::{self, Settling};
use crate::model::nearest::nearest;
use crate::model::rule::Rule;
use crate::model::study::Study;
use crate::project::{ProjectError, example_answers, rules_in, shipped_rules};
use crate::report::Report;
use crate::report::quotes::json_value;
use crate::report::records::Records;
use crate::report::respondent::{self, OfContradiction};

/// Which contradictions; or settle one, or look at the rules.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Rules are data: those that ship, and those in `contradictions/*.toml` of the project.
Only the respondent's own turns count for what somebody says of themselves, and in notes without any
speaker's label all that is told in the first person; nothing is changed.

Examples:
  quotebook contradictions
  quotebook contradictions settle 1a2b3c4d --register 16 --because \"misheard, she says sixteen twice\"
  quotebook contradictions settle 1a2b3c4d --both --because \"a half-brother who never lived there\"
  quotebook contradictions rules")]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only of this respondent; may be given several times.
    #[arg(long, value_name = "NAME")]
    respondent: Vec<String>,
    /// Only of this rule; may be given several times.
    #[arg(long, value_name = "RULE")]
    rule: Vec<String>,
    /// Also those that are settled.
    #[arg(long)]
    all: bool,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Settle one: correct the register, correct the reading, or let both stand.
    Settle(Settle),
    /// List the rules, and run their examples.
    Rules {
        /// Files of rules [default: those that ship and those of the project].
        files: Vec<PathBuf>,
    },
}

/// Which one, and what is made of it.
#[derive(Debug, Args)]
struct Settle {
    /// Its name, as `quotebook contradictions` shows it.
    contradiction: String,
    /// The register is wrong: this is the answer (empty for no answer).
    #[arg(long, value_name = "VALUE", group = "verdict")]
    register: Option<String>,
    /// Which attribute is corrected, where the rule reads several.
    #[arg(long, value_name = "NAME", requires = "register")]
    attribute: Option<String>,
    /// The notes are misread; codings that are one side are removed.
    #[arg(long, group = "verdict")]
    reading: bool,
    /// Both are true.
    #[arg(long, group = "verdict")]
    both: bool,
    /// Why.
    #[arg(long, value_name = "WHY", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    because: String,
    /// Settle it anew, in the place of how it was settled before.
    #[arg(long)]
    again: bool,
    /// Also an answer that can hardly be: an age of -3, a word that is nearly one of the others.
    #[arg(long, requires = "register")]
    anyway: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    match &args.action {
        None => show(context, args),
        Some(Action::Settle(args)) => settle(context, args),
        Some(Action::Rules { files }) => rules(context, files),
    }
}

fn show(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    for name in &args.respondent {
        project.respondent(name, context.moment)?;
    }
    let all = Contradictions::of(&project, context.moment)?;
    for error in &all.wrong {
        context.tell(&left_out(error));
    }
    if let Some(unread) = all.unread() {
        let remedy =
            "a label before each turn (`R:`, or `interviewers` in the settings) tells who speaks";
        eprintln!("note: {unread}; {remedy}");
    }
    let ids: Vec<&str> = all.names.iter().map(String::as_str).collect();
    if let Some(unknown) = args.rule.iter().find(|it| !ids.contains(&it.as_str())) {
        let begin = ids.iter().filter(|it| it.starts_with(unknown.as_str()));
        let mut near: Vec<String> = begin.map(|it| (*it).to_owned()).collect();
        if near.is_empty() {
            near = nearest(unknown, ids);
        }
        let hint = match near.as_slice() {
            [] => ", expected one of `quotebook contradictions rules`".to_owned(),
            near => format!(", did you mean `{}`?", near.join("`, `")),
        };
        bail!("there is no rule `{unknown}`{hint}");
    }
    let of = |names: &[String], name: &str| names.is_empty() || names.iter().any(|it| it == name);
    let wanted = all.found.iter().filter(|it| {
        (args.all || it.settled(&all.study).is_none())
            && of(&args.respondent, all.respondent(it))
            && of(&args.rule, &it.rule)
    });
    let wanted: Vec<&Found> = wanted.collect();
    let gone: Vec<OfContradiction> = match args.all && args.rule.is_empty() {
        true => all
            .gone()
            .filter(|it| of(&args.respondent, &it.respondent))
            .collect(),
        false => Vec::new(),
    };
    if wanted.is_empty() && gone.is_empty() && context.format == Format::Text {
        eprintln!("no contradiction is open");
        return Ok(Answer::No);
    }
    let shown = || {
        let found = wanted.iter().map(|it| all.shown(it));
        found.chain(gone.iter().cloned()).collect::<Vec<_>>()
    };
    let report = || Report {
        title: String::new(),
        blocks: respondent::contradictions(&shown()),
    };
    context.answer(|| records(&all, &wanted), report)?;
    Ok(if wanted.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    })
}

fn records(all: &Contradictions, wanted: &[&Found]) -> Records {
    let mut records = Records::new(&[
        "contradiction",
        "respondent",
        "rule",
        "says",
        "register",
        "source",
        "start",
        "end",
        "text",
        "more",
        "state",
        "reason",
        "by",
    ]);
    for it in wanted {
        let settled = it.settled(&all.study);
        let (source, start, end) = all.place(it);
        let register = it.register.iter();
        let register: Map<String, Json> = register
            .map(|(name, value)| (name.clone(), json_value(value)))
            .collect();
        records.rows.push(vec![
            json!(it.name()),
            json!(all.respondent(it)),
            json!(it.rule),
            json!(it.says),
            Json::Object(register),
            json!(source),
            json!(start),
            json!(end),
            json!(all.sentence(it)),
            json!(it.more),
            json!(settled.map_or("open", |it| it.verdict.name())),
            json!(settled.map_or("", |it| it.reason.as_str())),
            json!(settled.map(|it| it.by.as_str())),
        ]);
    }
    records
}

fn settle(context: &Context, args: &Settle) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let how = Settling {
        register: args.register.clone(),
        attribute: args.attribute.clone(),
        reading: args.reading,
        both: args.both,
        because: args.because.clone(),
        again: args.again,
        anyway: args.anyway,
    };
    let settled = settling::settle(&mut project, &who, &args.contradiction, &how)?;
    eprintln!("settled: {}", settled.verdict.name());
    for line in &settled.misfits {
        eprintln!("note: {line}");
    }
    if settled.differs {
        eprintln!("note: register and notes still differ; it stays open");
    }
    Ok(Answer::Yes)
}

fn rules(context: &Context, files: &[PathBuf]) -> anyhow::Result<Answer> {
    let (mut rules, mut wrong) = (Vec::new(), Vec::new());
    for file in files {
        match rules_in(file) {
            Ok(more) => rules.extend(more),
            Err(error @ ProjectError::Rules { .. }) => wrong.push(error.into()),
            Err(error) => return Err(error.into()),
        }
    }
    if files.is_empty() {
        rules = match context.project_if_any()? {
            Some(project) => {
                let (rules, unread) = project.rules_that_read()?;
                wrong.extend(unread.into_iter().map(Into::into));
                rules
            }
            None => shipped_rules()?,
        };
    }
    let rules = one_by_one(rules, &mut wrong);
    let mut records = Records::new(&["rule", "languages", "says", "examples", "failing"]);
    let mut failed = 0;
    for rule in &rules {
        if let Some(query) = &rule.rule.query {
            // A query that cannot be read is no example that fails.
            if let Err(error) = example_answers(query, &Study::default(), "") {
                wrong.push(error_in(&rule.rule, error).into());
                continue;
            }
        }
        let answering = |query: &str, study: &Study, text: &str| {
            example_answers(query, study, text).unwrap_or_default()
        };
        let wrong = failing(rule, &answering);
        failed += wrong.len();
        records.rows.push(vec![
            json!(rule.rule.id),
            json!(rule.rule.languages),
            json!(rule.rule.says),
            json!(rule.rule.examples.len()),
            json!(wrong),
        ]);
    }
    list::finish(context, records, "Rules")?;
    for error in &wrong {
        context.tell(&left_out(error));
    }
    if failed > 0 {
        eprintln!(
            "{}",
            match failed {
                1 => "1 example does not come out as it says".to_owned(),
                n => format!("{n} examples do not come out as they say"),
            }
        );
    }
    let sound = failed == 0 && wrong.is_empty();
    Ok(if sound { Answer::Yes } else { Answer::No })
}

/// Where a query stands that cannot be read.
fn error_in(rule: &Rule, error: ProjectError) -> ProjectError {
    ProjectError::Within {
        place: format!("`{}`: `query` of rule `{}`", rule.file, rule.id),
        inner: Box::new(error),
    }
}
