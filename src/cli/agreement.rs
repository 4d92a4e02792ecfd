//! `quotebook agreement`

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::{Answer, Context};
use crate::analysis::agreement::bootstrap::Drawing;
use crate::analysis::agreement::comparison::{self, Comparison};
use crate::analysis::agreement::decisions::{Question, Unit};
use crate::analysis::agreement::measured::OF_LEVELS;
use crate::analysis::agreement::table;
use crate::model::codebook::CodeId;
use crate::model::coding::{CoderId, RULES};
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::project::{Codings, Project, read_table};
use crate::report::agreement;

/// Whom to compare, in which sources, about which codes.
#[derive(Debug, Args)]
pub struct Whom {
    /// The coders [default: all who coded by hand].
    #[arg(long, value_delimiter = ',', value_name = "A,B,..")]
    coders: Vec<String>,
    /// The codes, with those below them [default: all that these coders used].
    #[arg(long, value_delimiter = ',', value_name = "CODE,..")]
    codes: Vec<String>,
    /// Only sources in which anything answers this, in the query language.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Option<String>,
}

/// Whom to compare, and on what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  quotebook agreement
  quotebook agreement --coders ana,bek --codes push --unit sentence
  quotebook agreement --measure all --format csv
  quotebook agreement --ratings ratings.csv --level ordinal
  quotebook agreement --spans spans.csv --length 12000")]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// Take this coder as the key, and compare each of the others with them.
    #[arg(long, value_name = "CODER")]
    against: Option<String>,
    /// What coders are compared on [default: respondent, with character beside it].
    #[arg(long, value_enum)]
    unit: Option<UnitName>,
    /// The coefficients: names, or `all`; gamma and gamma_cat take long and must be named.
    #[arg(long, value_delimiter = ',', value_name = "NAME,..")]
    measure: Vec<String>,
    /// Share of their union that two segments have in common to be one.
    #[arg(long, default_value_t = 0.5, value_name = "SHARE")]
    overlap: f64,
    /// Whether units that nobody gave the code count.
    #[arg(long, value_enum, default_value_t = Uncoded::Include)]
    uncoded: Uncoded,
    /// Seed of the intervals that are drawn.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How often they are drawn.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    replicates: usize,
    /// A table instead of the project: unit, coder, value; or a column for each coder.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["spans", "coders", "codes", "filter", "unit"])]
    ratings: Option<PathBuf>,
    /// What the values of --ratings are.
    #[arg(long, value_enum, default_value_t = Level::Nominal, requires = "ratings")]
    level: Level,
    /// The categories of --ratings, in order [default: those that occur].
    #[arg(
        long,
        value_delimiter = ',',
        requires = "ratings",
        value_name = "A,B,.."
    )]
    categories: Vec<String>,
    /// A table instead of the project: source, coder, code, start, end in characters.
    #[arg(long, value_name = "FILE", requires = "length", conflicts_with_all = ["coders", "codes", "filter", "unit"])]
    spans: Option<PathBuf>,
    /// Characters of each text of --spans.
    #[arg(long, value_name = "N", requires = "spans")]
    length: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum UnitName {
    Respondent,
    Source,
    Paragraph,
    Sentence,
    Character,
    Segment,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Uncoded {
    Include,
    Exclude,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Level {
    Nominal,
    Ordinal,
    Interval,
    Ratio,
}

impl UnitName {
    fn unit(self) -> Unit {
        match self {
            Self::Respondent => Unit::Respondent,
            Self::Source => Unit::Source,
            Self::Paragraph => Unit::Paragraph,
            Self::Sentence => Unit::Sentence,
            Self::Character => Unit::Character,
            Self::Segment => Unit::Segment,
        }
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    if !(args.overlap > 0.0 && args.overlap <= 1.0) {
        bail!(
            "`{}` is not a share, expected a number above 0 and at most 1",
            args.overlap
        );
    }
    for name in &args.measure {
        let known = comparison::names();
        if name != "all" && !known.contains(&name.as_str()) {
            let hint = match nearest(name, known).first() {
                Some(near) => format!(", did you mean `{near}`?"),
                None => String::new(),
            };
            bail!("there is no measure `{name}`{hint}");
        }
    }
    let comparisons = match (&args.ratings, &args.spans, args.length) {
        (Some(path), ..) => vec![of_ratings(path, args)?],
        (_, Some(path), Some(length)) => vec![of_spans(path, length, args)?],
        _ => of_project(context, args)?,
    };
    context.document(
        || agreement::json(&comparisons),
        || agreement::records(&comparisons),
        || agreement::report(&comparisons),
    )?;
    Ok(Answer::Yes)
}

fn drawing(args: &Arguments) -> Drawing {
    Drawing {
        what: "bootstrap by source",
        replicates: args.replicates,
        seed: args.seed,
    }
}

/// The names that are asked for: those given, all, or the usual ones.
fn wanted(args: &Arguments, usual: Vec<String>, all: Vec<String>) -> Vec<String> {
    match args.measure.as_slice() {
        [] => usual,
        names if names.iter().any(|name| name == "all") => all,
        names => names.to_vec(),
    }
}

fn of_ratings(path: &Path, args: &Arguments) -> anyhow::Result<Comparison> {
    let read = read_table(path)?;
    let level = match args.level {
        Level::Nominal => "nominal",
        Level::Ordinal => "ordinal",
        Level::Interval => "interval",
        Level::Ratio => "ratio",
    };
    let rated = table::ratings(&read.columns, &read.rows, level, &args.categories)?;
    // A scale has everything that the ones before it have.
    let levels = OF_LEVELS
        .iter()
        .map(|(name, _)| *name)
        .position(|it| it == level);
    let of_level: Vec<String> = OF_LEVELS[..levels.map_or(0, |at| at + 1)]
        .iter()
        .flat_map(|(_, names)| names.iter().map(|it| (*it).to_owned()))
        .collect();
    let mut usual = comparison::usual(rated.coders.len());
    usual.extend(
        of_level
            .iter()
            .filter(|it| it.starts_with("krippendorff"))
            .cloned(),
    );
    let mut all: Vec<String> = comparison::all(Unit::Source);
    all.extend(of_level);
    let names = wanted(args, usual, all);
    if rated.ratings.pairable().next().is_none() {
        bail!("no unit was rated by two coders, expected the same units from each of them");
    }
    Ok(comparison::of_table(
        &rated.ratings,
        rated.coders,
        &names,
        drawing(args),
    ))
}

fn of_spans(path: &Path, length: usize, args: &Arguments) -> anyhow::Result<Comparison> {
    let read = read_table(path)?;
    let spanned = table::spans(&read.columns, &read.rows, length)?;
    let mut usual = comparison::usual(spanned.coders.len());
    let of_spans = [
        "u_alpha_nominal",
        "u_alpha_binary",
        "span_f1_iou50",
        "char_f1",
    ];
    usual.extend(of_spans.map(str::to_owned));
    let names = wanted(args, usual, comparison::all(Unit::Character));
    let (coders, codes) = (spanned.coders, &spanned.codes);
    Ok(comparison::of_marks(
        &spanned.continua,
        coders,
        codes,
        &names,
        drawing(args),
    ))
}

fn of_project(context: &Context, args: &Arguments) -> anyhow::Result<Vec<Comparison>> {
    let chosen = Chosen::new(context, &args.whom)?;
    let compare = |unit: Unit, coders: &[CoderId]| {
        let question = Question {
            overlap: args.overlap,
            uncoded: args.uncoded == Uncoded::Include,
            ..chosen.question(unit, coders)?
        };
        let names = wanted(args, comparison::usual(coders.len()), comparison::all(unit));
        Ok(comparison::of_question(&question, &names, drawing(args)))
    };
    let unit = args.unit.map(UnitName::unit);
    if let Some(key) = &args.against {
        let scope = chosen
            .project
            .scope(&chosen.study, &[], &[], std::slice::from_ref(key))?;
        let key = scope.coders[0];
        let others = chosen.coders.iter().filter(|it| **it != key);
        let unit = unit.unwrap_or(Unit::Respondent);
        return others.map(|other| compare(unit, &[key, *other])).collect();
    }
    match unit {
        Some(unit) => Ok(vec![compare(unit, &chosen.coders)?]),
        None => [Unit::Respondent, Unit::Character]
            .map(|unit| compare(unit, &chosen.coders))
            .into_iter()
            .collect(),
    }
}

/// What is compared, read from the project.
pub(super) struct Chosen {
    pub(super) project: Project,
    pub(super) study: Study,
    pub(super) texts: BTreeMap<SourceId, String>,
    pub(super) coders: Vec<CoderId>,
    codes: Vec<CodeId>,
}

impl Chosen {
    pub(super) fn new(context: &Context, whom: &Whom) -> anyhow::Result<Self> {
        let project = context.project()?;
        let study = project.study(context.moment, &Codings::All)?;
        let scope = project.scope(&study, &[], &whom.codes, &whom.coders)?;
        let sources = match &whom.filter {
            Some(query) => Some(project.sources_where(&study, query, context.moment)?),
            None => None,
        };
        let mut coders: Vec<CoderId> = Vec::new();
        for id in scope.coders {
            if !coders.contains(&id) {
                coders.push(id);
            }
        }
        if coders.is_empty() {
            let has_coded = |id| study.codings.values().any(|coding| coding.coder == id);
            let people = study.coders.values().filter(|it| it.name != RULES);
            let mut people: Vec<_> = people.filter(|it| has_coded(it.id)).collect();
            people.sort_by(|a, b| natural(&a.name, &b.name));
            coders = people.into_iter().map(|it| it.id).collect();
        }
        if coders.len() < 2 {
            let name = coders.first().and_then(|id| study.coders.get(id));
            let there = name.map_or("none who has coded".to_owned(), |it| {
                format!("one: `{}`", it.name)
            });
            bail!("agreement needs at least two coders, there is {there}");
        }
        let is_wanted = |id: CodeId| scope.codes.is_empty() || scope.codes.contains(&id);
        let is_used = |id: CodeId| {
            let mut codings = study.codings.values();
            codings.any(|it| it.code == id && coders.contains(&it.coder))
        };
        let codes = study.codebook().into_iter().map(|code| code.id);
        let codes: Vec<CodeId> = codes.filter(|id| is_wanted(*id) && is_used(*id)).collect();
        if codes.is_empty() {
            bail!("none of these codes is used by these coders");
        }
        let coded: BTreeSet<SourceId> = study.codings.values().map(|it| it.source).collect();
        let mut texts = BTreeMap::new();
        for source in study.sources.values().filter(|it| coded.contains(&it.id)) {
            if sources
                .as_ref()
                .is_none_or(|sources| sources.contains(&source.id))
            {
                texts.insert(source.id, project.text(source)?);
            }
        }
        Ok(Self {
            project,
            study,
            texts,
            coders,
            codes,
        })
    }

    /// These coders compared on a unit; refused when no two of them have looked at one source.
    pub(super) fn question(&self, unit: Unit, coders: &[CoderId]) -> anyhow::Result<Question<'_>> {
        let question = Question {
            study: &self.study,
            texts: &self.texts,
            coders: coders.to_vec(),
            codes: self.codes.clone(),
            unit,
            overlap: 0.5,
            uncoded: true,
        };
        if question.common().is_empty() {
            bail!("no source was coded by two of these coders, so there is nothing to compare");
        }
        Ok(question)
    }
}
