//! `quotebook settle`

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::{Value as Json, json};

use super::chosen::{Chosen, Whom};
use super::deciding::{Open, object, shown, written};
use super::history::count;
use super::{Answer, Context};
use crate::analysis::agreement::bootstrap::Drawing;
use crate::analysis::agreement::cases::{self, Agreed, Case};
use crate::analysis::agreement::comparison::{self, Comparison};
use crate::analysis::agreement::decisions::Unit;
use crate::model::coding::CONSENSUS;
use crate::model::decision::Decision;
use crate::model::source::SourceId;
use crate::project::{Settled, Settlement, read_table};
use crate::report::agreement;
use crate::report::records::Records;

/// Which disagreements, and how they are decided.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every decision makes codings of the coder `consensus`, with a reason; so does what all agree on.
`quotebook quotes --coder consensus` then prints what the team has settled on.

A decision is the number of what shall stand (`1`), several (`1+2`), `both`, `neither`, or other
borders in characters, with a code where the codes differ: `120-188` or `120-188 push/poverty`.

Examples:
  quotebook settle                              one after the other, at the keyboard
  quotebook settle --export open.csv            for a meeting: fill in `decision` and `reason`
  quotebook settle --import open.csv
  quotebook settle --list                       what is open
  quotebook settle --case 3f9a --decision 1 --reason \"the definition says so\"")]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// Write what is open to this table (.csv; `-` for the screen).
    #[arg(long, value_name = "FILE", conflicts_with = "import")]
    export: Option<PathBuf>,
    /// With --export and --list: also what has been decided before.
    #[arg(long)]
    all: bool,
    /// Take decisions from this table, all or none of them.
    #[arg(long, value_name = "FILE")]
    import: Option<PathBuf>,
    /// Only list what is open.
    #[arg(long, conflicts_with_all = ["export", "import", "case"])]
    list: bool,
    /// Decide this one only.
    #[arg(long, value_name = "CASE", requires_all = ["decision", "reason"], conflicts_with_all = ["export", "import"])]
    case: Option<String>,
    /// What shall stand of --case.
    #[arg(long, value_name = "DECISION", requires = "case")]
    decision: Option<String>,
    /// Why.
    #[arg(long, value_name = "TEXT", requires = "case")]
    reason: Option<String>,
}

impl Arguments {
    /// Whether it asks somebody at the keyboard.
    pub(super) fn is_at_the_keyboard(&self) -> bool {
        !self.list && self.case.is_none() && self.import.is_none() && self.export.is_none()
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut chosen = Chosen::new(context, &args.whom)?;
    let question = chosen.question(Unit::Character, &chosen.coders)?;
    let (cases, agreed) = cases::of(&question);
    let who = context.coder(&chosen.project);
    if let Some(path) = &args.export {
        return export(context, &Open { chosen: &chosen }, &cases, args, path);
    }
    if args.list {
        chosen.tell_compared(context, &question);
        return list(context, &Open { chosen: &chosen }, &cases, args.all);
    }
    if let (Some(key), Some(decision), Some(reason)) = (&args.case, &args.decision, &args.reason) {
        let open = Open { chosen: &chosen };
        let Some(case) = cases.iter().find(|it| it.key == *key) else {
            bail!(
                "there is no disagreement `{key}` (any more), expected one that `--list --all` shows"
            );
        };
        let settlement = open
            .settlement(case, decision, reason)
            .map_err(anyhow::Error::msg)?;
        let settled = chosen
            .project
            .settle(&who, &[], std::slice::from_ref(&settlement))?;
        say(context, &settled);
        return Ok(Answer::Yes);
    }
    if args.all && args.export.is_none() {
        bail!("`--all` widens a list, expected it with `--list` or `--export`");
    }
    let settled = match &args.import {
        Some(path) => {
            let settlements = decided(&Open { chosen: &chosen }, &cases, path)?;
            chosen.project.settle(&who, &agreed, &settlements)?
        }
        None => at_the_keyboard(&mut chosen, &who, &cases, &agreed)?,
    };
    say(context, &settled);
    let mut chosen = Chosen::new(context, &args.whom)?;
    let left = chosen.question(Unit::Character, &chosen.coders)?;
    let (cases, _) = cases::of(&left);
    let undecided = cases
        .iter()
        .filter(|it| it.decision(chosen.study.decisions.values()).is_none());
    let undecided: Vec<SourceId> = undecided.map(|it| it.source).collect();
    eprintln!("{} left to settle", count(undecided.len(), "disagreement"));
    // Where something is open the consensus has not spoken yet, which is not the same as no code.
    chosen.texts.retain(|id, _| !undecided.contains(id));
    if !undecided.is_empty() {
        eprintln!(
            "agreement with the consensus is of the sources in which nothing is left to settle"
        );
    }
    let comparisons = with_consensus(&chosen)?;
    if comparisons.is_empty() {
        eprintln!("there is none yet");
    }
    context.document(
        || agreement::json(&comparisons),
        || agreement::records(&comparisons),
        || agreement::report(&comparisons),
    )?;
    Ok(Answer::Yes)
}

fn say(context: &Context, settled: &Settled) {
    let Settled {
        decided,
        before,
        changed,
        agreed,
    } = settled;
    context.tell(&format!("{} settled", count(*decided, "disagreement")));
    for (n, what) in [
        (before, "decided so before"),
        (changed, "decided otherwise than before"),
        (agreed, "taken over because all agree"),
    ] {
        if *n > 0 {
            context.tell(&format!("{n} {what}"));
        }
    }
}

/// Every coder beside the consensus.
fn with_consensus(chosen: &Chosen) -> anyhow::Result<Vec<Comparison>> {
    let Some(consensus) = chosen.study.coder_named(CONSENSUS).map(|it| it.id) else {
        return Ok(Vec::new());
    };
    let drawing = Drawing {
        what: "bootstrap by source",
        units: false,
        replicates: 1000,
        seed: 1,
    };
    let mut comparisons = Vec::new();
    for coder in &chosen.coders {
        let Ok(question) = chosen.question(Unit::Respondent, &[consensus, *coder]) else {
            continue;
        };
        comparisons.push(comparison::of_question(
            &question,
            &comparison::usual(2),
            drawing,
        ));
    }
    Ok(comparisons)
}

/// Disagreements, and what was decided about each.
fn listed<'c>(
    open: &'c Open<'_>,
    cases: &'c [Case],
    all: bool,
) -> impl Iterator<Item = (&'c Case, Option<&'c Decision>)> {
    let decisions = &open.chosen.study.decisions;
    let with = cases
        .iter()
        .map(move |case| (case, case.decision(decisions.values())));
    with.filter(move |(_, decision)| all || decision.is_none())
}

fn records(open: &Open<'_>, cases: &[Case], all: bool) -> Records {
    let study = &open.chosen.study;
    let mut records = Records::new(&[
        "case",
        "source",
        "respondent",
        "kind",
        "start",
        "end",
        "text",
        "options",
        "decision",
        "reason",
    ]);
    for (case, decision) in listed(open, cases, all) {
        let source = study.sources.get(&case.source);
        let who = source
            .and_then(|it| it.respondent)
            .and_then(|id| study.respondents.get(&id));
        let text = open.text(case);
        let (start, end) = case.place().to_chars(text);
        let options = case.candidates.iter().zip(1..);
        let mut options: Vec<String> = options
            .map(|(it, number)| open.option(case, number, it))
            .collect();
        options.extend(
            case.silent
                .iter()
                .map(|id| format!("{}: nothing", open.coder(*id))),
        );
        records.rows.push(vec![
            json!(case.key),
            json!(source.map(|it| it.name.as_str())),
            json!(who.map(|it| it.name.as_str())),
            json!(case.kind.name()),
            json!(start),
            json!(end),
            json!(open.words(case, case.place())),
            json!(options.join("\n")),
            json!(decision.map_or_else(String::new, |it| written(open, case, it))),
            json!(decision.map_or("", |it| it.reason.as_str())),
        ]);
    }
    records
}

fn list(context: &Context, open: &Open<'_>, cases: &[Case], all: bool) -> anyhow::Result<Answer> {
    let none = listed(open, cases, all).next().is_none();
    let objects = || {
        let of = |(case, decision): (&Case, Option<&Decision>)| object(open, case, decision);
        let cases: Vec<Json> = listed(open, cases, all).map(of).collect();
        format!("{:#}\n", Json::from(cases))
    };
    let rows = || records(open, cases, all);
    context.document(objects, rows, || rows().report("Disagreements"))?;
    Ok(if none { Answer::No } else { Answer::Yes })
}

fn export(
    context: &Context,
    open: &Open<'_>,
    cases: &[Case],
    args: &Arguments,
    path: &Path,
) -> anyhow::Result<Answer> {
    let records = records(open, cases, args.all);
    let found = records.rows.len();
    match path == Path::new("-") {
        true => context.write(records.csv().as_bytes())?,
        false => {
            context.write_to(path, records.csv().as_bytes())?;
            eprintln!("wrote {}: {}", path.display(), count(found, "disagreement"));
        }
    }
    Ok(if found == 0 { Answer::No } else { Answer::Yes })
}

/// Decisions from a table; the first row that cannot be taken ends it.
fn decided(open: &Open<'_>, cases: &[Case], path: &Path) -> anyhow::Result<Vec<Settlement>> {
    let table = read_table(path)?;
    let column = |name: &str| {
        let place = table
            .columns
            .iter()
            .position(|it| it.trim().eq_ignore_ascii_case(name));
        place.with_context(|| format!("there is no column `{name}`, expected `case`, `decision` and `reason` as `--export` writes them"))
    };
    let (case, decision, reason) = (column("case")?, column("decision")?, column("reason")?);
    let known: BTreeMap<&str, &Case> = cases.iter().map(|it| (it.key.as_str(), it)).collect();
    let mut seen = BTreeMap::new();
    let mut settlements = Vec::new();
    for (row, cells) in (1..).zip(&table.rows) {
        if cells[decision].trim().is_empty() {
            continue;
        }
        let key = cells[case].trim();
        let Some(case) = known.get(key) else {
            bail!(
                "row {row}: there is no disagreement `{key}` (any more), expected one that `--export --all` lists"
            );
        };
        if let Some(first) = seen.insert(key.to_owned(), row) {
            bail!("row {row}: disagreement `{key}` has been decided in row {first} already");
        }
        match open.settlement(case, &cells[decision], &cells[reason]) {
            Ok(settlement) => settlements.push(settlement),
            Err(why) => bail!("row {row}: {why}"),
        }
    }
    Ok(settlements)
}

/// One after the other; every decision is saved before the next is shown.
fn at_the_keyboard(
    chosen: &mut Chosen,
    who: &str,
    cases: &[Case],
    agreed: &[Agreed],
) -> anyhow::Result<Settled> {
    let mut all = chosen.project.settle(who, agreed, &[])?;
    let decisions = chosen.study.decisions.clone();
    let waiting: Vec<&Case> = cases
        .iter()
        .filter(|it| it.decision(decisions.values()).is_none())
        .collect();
    let mut lines = std::io::stdin().lock().lines();
    let mut ask = |prompt: &str| -> anyhow::Result<Option<String>> {
        let mut out = std::io::stderr().lock();
        write!(out, "{prompt}")?;
        out.flush()?;
        Ok(lines.next().transpose()?.map(|line| line.trim().to_owned()))
    };
    'cases: for (at, case) in waiting.iter().enumerate() {
        let open = Open { chosen: &*chosen };
        eprintln!("\n{}", shown(&open, case, at + 1, waiting.len()));
        let settlement = loop {
            let Some(decision) = ask(
                "keep [1], [2], [1+2], [b]oth, [n]either, START-END [CODE]; [s]kip, [q]uit > ",
            )?
            else {
                break 'cases;
            };
            match decision.as_str() {
                "q" | "quit" => break 'cases,
                "s" | "skip" => continue 'cases,
                "" => continue,
                _ => {}
            }
            if let Err(why) = open.kept(case, &decision) {
                eprintln!("{why}");
                continue;
            }
            let Some(reason) = ask("reason > ")? else {
                break 'cases;
            };
            match open.settlement(case, &decision, &reason) {
                Ok(settlement) => break settlement,
                Err(why) => eprintln!("{why}"),
            }
        };
        let one = chosen
            .project
            .settle(who, &[], std::slice::from_ref(&settlement))?;
        all.decided += one.decided;
        eprintln!("saved");
    }
    Ok(all)
}
