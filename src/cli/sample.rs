//! `quotebook sample`

use std::collections::{BTreeMap, BTreeSet};

use anyhow::bail;
use serde_json::json;

use super::history::count;
use super::selection::LEFT_OUT;
use super::table::Kept;
use super::{Answer, Context};
use crate::analysis::agreement::sample::{Drawable, draw, half_width, share_out};
use crate::model::codebook::CodeId;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::source::{Source, SourceId};
use crate::model::study::Study;
use crate::project::{Codings, leave_out};
use crate::report::records::Records;
use crate::report::table::Table;
use crate::report::{Block, Report};

/// How much to code twice, by whom.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Respondents are drawn, with all their sources. From each group the same share is drawn; with
--min-per-code more are drawn until every code that has been used stands in that many of them.
Everything else is assigned to one coder, so that all have about as much to read.

Examples:
  quotebook sample --double 20% --by category --coders ana,bek --seed 1 --dry-run
  quotebook sample --double 20% --coders ana,bek --min-per-code 10")]
pub struct Arguments {
    /// Share of the respondents to code twice, for example `20%` or `0.2`.
    #[arg(long, value_name = "SHARE")]
    double: String,
    /// Attributes whose groups all give the same share, for example `category,gender`.
    #[arg(long, value_delimiter = ',', value_name = "ATTRIBUTE,..")]
    by: Vec<String>,
    /// Seed of the draw.
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Draw more until every code stands in so many of them.
    #[arg(long, default_value_t = 0, value_name = "N")]
    min_per_code: usize,
    /// Who codes [default: all who have coded by hand or have assignments].
    #[arg(long, value_delimiter = ',', value_name = "A,B,..")]
    coders: Vec<String>,
    /// The kappa that is expected, for the width of its interval.
    #[arg(long, default_value_t = 0.7, value_name = "KAPPA")]
    expect: f64,
    /// Only sources in which anything answers this, in the query language.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
    #[command(flatten)]
    kept: Kept,
    /// Say what would be assigned, and change nothing.
    #[arg(long)]
    dry_run: bool,
}

/// A respondent, or a source of nobody in particular.
struct Unit<'s> {
    name: &'s str,
    sources: Vec<&'s Source>,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let share = share(&args.double)?;
    if !(args.expect > -1.0 && args.expect < 1.0) {
        bail!(
            "`{}` is not a kappa, expected a number between -1 and 1",
            args.expect
        );
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let mut study = project.study(None, &Codings::All)?;
    for name in &args.by {
        let known = || study.attributes.values().map(|it| it.name.as_str());
        if !known().any(|it| it == name) {
            let near = match nearest(name, known()).first() {
                Some(near) => format!(", did you mean `{near}`?"),
                None => String::new(),
            };
            bail!("there is no attribute `{name}`{near}");
        }
    }
    let coders = coders(&study, &args.coders)?;
    let asked = match &args.filter {
        Some(query) => Some(project.sources_where(&study, query, None)?),
        None => None,
    };
    if !args.kept.excluded {
        let excluded = project.excluded(&study, args.filter.as_slice())?;
        leave_out(&mut study, &excluded);
        if !excluded.is_empty() {
            context.tell(LEFT_OUT);
        }
    }
    let units = units(&study, asked.as_ref());
    if units.is_empty() {
        bail!("there is no source to draw from");
    }
    let mut coded: BTreeMap<SourceId, BTreeSet<CodeId>> = BTreeMap::new();
    for coding in study.codings.values() {
        coded.entry(coding.source).or_default().insert(coding.code);
    }
    let of_stratum = |unit: &Unit<'_>| {
        let who = unit.sources[0]
            .respondent
            .and_then(|id| study.respondents.get(&id));
        let values = args.by.iter().map(|name| {
            let value = who.and_then(|who| who.value(name));
            value.map_or_else(String::new, ToString::to_string)
        });
        values.collect::<Vec<_>>().join(", ")
    };
    let drawable: Vec<Drawable<CodeId>> = units
        .iter()
        .map(|unit| Drawable {
            stratum: of_stratum(unit),
            codes: unit
                .sources
                .iter()
                .filter_map(|it| coded.get(&it.id))
                .flatten()
                .copied()
                .collect(),
        })
        .collect();
    let drawn: BTreeSet<usize> = draw(&drawable, share, args.min_per_code, args.seed)
        .into_iter()
        .collect();
    let had: Vec<BTreeSet<usize>> = units
        .iter()
        .map(|unit| looked_at(&study, unit, &coders))
        .collect();
    let sizes: Vec<usize> = units
        .iter()
        .map(|unit| unit.sources.iter().map(|it| it.characters).sum())
        .collect();
    let given = share_out(coders.len(), &drawn, &sizes, &had);
    let mut wanted: Vec<(SourceId, String)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        // Who has coded a source already is written down as well: the plan shall be whole.
        for coder in had[at].iter().chain(&given[at]) {
            wanted.extend(
                unit.sources
                    .iter()
                    .map(|it| (it.id, coders[*coder].clone())),
            );
        }
    }
    let plan = Plan {
        study: &study,
        units: &units,
        drawable: &drawable,
        drawn: &drawn,
        read_twice: (0..units.len())
            .filter(|at| had[*at].len() + given[*at].len() >= 2)
            .collect(),
    };
    let made = match args.dry_run {
        true => None,
        false => Some(project.assign(&who, &wanted)?),
    };
    let records = || plan.records(&coders, &had, &given);
    context.answer(records, || plan.report(args, &coders, &wanted, made))?;
    Ok(Answer::Yes)
}

/// `20%`, `20 %` or `0.2`.
fn share(text: &str) -> anyhow::Result<f64> {
    let number = text.trim().trim_end_matches('%').trim().parse::<f64>();
    let share = match (number, text.trim().ends_with('%')) {
        (Ok(number), true) => number / 100.0,
        (Ok(number), false) => number,
        (Err(_), _) => f64::NAN,
    };
    if !(share > 0.0 && share <= 1.0) {
        bail!(
            "`{text}` is not a share, expected for example `20%`, or a number above 0 and at most 1"
        );
    }
    Ok(share)
}

fn coders(study: &Study, named: &[String]) -> anyhow::Result<Vec<String>> {
    let mut coders: Vec<String> = named.to_vec();
    if coders.is_empty() {
        let works = |id| {
            study.codings.values().any(|it| it.coder == id)
                || study.assignments.values().any(|it| it.coder == id)
        };
        let people = study
            .coders
            .values()
            .filter(|it| it.is_person() && works(it.id));
        coders = people.map(|it| it.name.clone()).collect();
        coders.sort_by(|a, b| natural(a, b));
    }
    let mut seen = BTreeSet::new();
    coders.retain(|name| seen.insert(name.clone()));
    if coders.len() < 2 {
        bail!("coding twice needs two coders, expected their names as in `--coders ana,bek`");
    }
    Ok(coders)
}

/// Respondents with their sources, and sources of nobody, in the order of their names.
fn units<'s>(study: &'s Study, asked: Option<&BTreeSet<SourceId>>) -> Vec<Unit<'s>> {
    let mut by_name: BTreeMap<(bool, &str), Vec<&Source>> = BTreeMap::new();
    for source in study.sources.values() {
        if asked.is_none_or(|asked| asked.contains(&source.id)) {
            let who = source.respondent.and_then(|id| study.respondents.get(&id));
            let key = who.map_or((true, source.name.as_str()), |who| {
                (false, who.name.as_str())
            });
            by_name.entry(key).or_default().push(source);
        }
    }
    let mut units: Vec<Unit<'_>> = by_name
        .into_iter()
        .map(|((_, name), sources)| Unit { name, sources })
        .collect();
    units.sort_by(|a, b| natural(a.name, b.name));
    units
}

/// The numbers of the coders who have read all of a unit, or are to.
fn looked_at(study: &Study, unit: &Unit<'_>, coders: &[String]) -> BTreeSet<usize> {
    let has = |name: &String| {
        study.coder_named(name).is_some_and(|coder| {
            unit.sources.iter().all(|source| {
                let coded = |it: &crate::model::coding::Coding| {
                    it.source == source.id && it.coder == coder.id
                };
                study.codings.values().any(coded)
                    || study
                        .assignments
                        .values()
                        .any(|it| it.source == source.id && it.coder == coder.id)
            })
        })
    };
    (0..coders.len()).filter(|at| has(&coders[*at])).collect()
}

/// What is planned.
struct Plan<'p> {
    study: &'p Study,
    units: &'p [Unit<'p>],
    drawable: &'p [Drawable<CodeId>],
    drawn: &'p BTreeSet<usize>,
    /// Those that two coders read in the end, also by what was coded or assigned before.
    read_twice: BTreeSet<usize>,
}

impl Plan<'_> {
    fn records(&self, coders: &[String], had: &[BTreeSet<usize>], given: &[Vec<usize>]) -> Records {
        let mut records = Records::new(&["source", "respondent", "twice", "coders", "new"]);
        for (at, unit) in self.units.iter().enumerate() {
            let who: Vec<&str> = had[at]
                .iter()
                .chain(&given[at])
                .map(|it| coders[*it].as_str())
                .collect();
            let new: Vec<&str> = given[at].iter().map(|it| coders[*it].as_str()).collect();
            for source in &unit.sources {
                records.rows.push(vec![
                    json!(source.name),
                    json!(source.respondent.map(|_| unit.name)),
                    json!(self.drawn.contains(&at)),
                    json!(who),
                    json!(new),
                ]);
            }
        }
        records
    }

    fn report(
        &self,
        args: &Arguments,
        coders: &[String],
        wanted: &[(SourceId, String)],
        made: Option<usize>,
    ) -> Report {
        let drawn = self.drawn.len();
        let twice = self.read_twice.len();
        let mut lines = vec![format!(
            "{drawn} of {} respondents are coded twice (seed {})",
            self.units.len(),
            args.seed
        )];
        if twice > drawn {
            lines.push(format!(
                "with what was coded or assigned before, two coders read {twice}"
            ));
        }
        for coder in coders {
            let sources = wanted.iter().filter(|(_, name)| name == coder).count();
            lines.push(format!("{coder}: {}", count(sources, "source")));
        }
        lines.push(match made {
            Some(made) => format!(
                "{} recorded; `quotebook assignments` lists them",
                count(made, "new assignment")
            ),
            None => "nothing was recorded (--dry-run)".to_owned(),
        });
        lines.push(format!(
            "Expected for two coders with a kappa of {}: half the width of its 95 % interval over the {twice} respondents that two coders read, by how common a code is.",
            args.expect
        ));
        let mut blocks: Vec<Block> = lines.into_iter().map(Block::Paragraph).collect();
        blocks.push(self.widths(args.expect));
        Report {
            title: String::new(),
            blocks,
        }
    }

    /// For each code that has been used the width to expect; without any, for typical shares.
    fn widths(&self, kappa: f64) -> Block {
        let twice = self.read_twice.len();
        let width = |share: f64| match half_width(twice, kappa, share) {
            Some(half) => format!("± {half:.2}"),
            None => "no variation to be expected".to_owned(),
        };
        let has = |at: usize, code: CodeId| self.drawable[at].codes.contains(&code);
        let all = self.units.len();
        let mut rows = Vec::new();
        for code in self.study.codebook() {
            let n = (0..all).filter(|at| has(*at, code.id)).count();
            if n > 0 {
                let of_twice = self
                    .read_twice
                    .iter()
                    .filter(|at| has(**at, code.id))
                    .count();
                let share = n as f64 / all as f64;
                rows.push(vec![
                    code.key.clone(),
                    format!("{n} of {all}"),
                    of_twice.to_string(),
                    width(share),
                ]);
            }
        }
        if rows.is_empty() {
            for share in [0.05, 0.1, 0.2, 0.5] {
                let percent = format!("{:.0} % of respondents", share * 100.0);
                rows.push(vec![
                    "any code".to_owned(),
                    percent,
                    format!("{:.0}", share * twice as f64),
                    width(share),
                ]);
            }
        }
        let columns = [
            ("code", false),
            ("used in", true),
            ("read by two", true),
            ("kappa", true),
        ];
        let columns = columns.map(|(name, right)| (name.to_owned(), right));
        Block::Table(Table::of_text(columns.to_vec(), rows))
    }
}
