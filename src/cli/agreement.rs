//! `quotebook agreement`

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::bail;
use clap::{Args, ValueEnum};

use super::chosen::{Chosen, Whom, periods};
use super::table::Suppress;
use super::{Answer, Context};
use crate::analysis::agreement::bootstrap::Drawing;
use crate::analysis::agreement::classified::classified;
use crate::analysis::agreement::comparison::{self, Comparison};
use crate::analysis::agreement::decisions::{Question, Unit};
use crate::analysis::agreement::measured::OF_LEVELS;
use crate::analysis::agreement::table;
use crate::model::coding::CoderId;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::project::{Codings, read_table};
use crate::report::agreement;

/// Whom to compare, and on what.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  quotebook agreement
  quotebook agreement --coders ana,bek --codes push --unit sentence
  quotebook agreement --measure all --format csv
  quotebook agreement --attribute category
  quotebook agreement --ratings ratings.csv --level ordinal
  quotebook agreement --spans spans.csv --length 12000")]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// Take this coder as the key, and compare each of the others with them.
    #[arg(long, value_name = "CODER")]
    against: Option<String>,
    /// Part by part, to see drift: by `week` of coding (the default), or in so many batches of sources
    /// as coded.
    #[arg(
        long,
        value_name = "week|N",
        num_args = 0..=1,
        default_missing_value = "week",
        conflicts_with = "against"
    )]
    over_time: Option<String>,
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
    /// What is drawn: whole sources (or respondents), because units within one hang together, or units.
    #[arg(long, value_enum, default_value_t = Resample::Source)]
    resample: Resample,
    /// How often they are drawn.
    #[arg(long, default_value_t = 1000, value_name = "N")]
    replicates: usize,
    /// How far classifiers of respondents agree on this attribute, instead of on codes.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["ratings", "spans", "codes", "unit", "against", "over_time"])]
    attribute: Option<String>,
    /// A table instead of the project: unit, coder, value; or a column for each coder.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["spans", "coders", "codes", "filter", "unit", "against", "over_time"])]
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
    #[arg(long, value_name = "FILE", requires = "length", conflicts_with_all = ["coders", "codes", "filter", "unit", "against", "over_time"])]
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
enum Resample {
    Source,
    Unit,
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
    let mut comparisons = match (&args.ratings, &args.spans, args.length) {
        _ if args.attribute.is_some() => vec![of_classifiers(context, args)?],
        (Some(path), ..) => vec![of_ratings(path, args)?],
        (_, Some(path), Some(length)) => vec![of_spans(path, length, args)?],
        _ => of_project(context, args)?,
    };
    if context.is_public() && args.ratings.is_none() && args.spans.is_none() {
        withhold(context, &mut comparisons)?;
    }
    context.document(
        || agreement::json(&comparisons),
        || agreement::records(&comparisons),
        || agreement::report(&comparisons),
    )?;
    Ok(Answer::Yes)
}

/// Takes out what is of fewer respondents than the threshold in public: codes and values that fewer have,
/// and comparisons on fewer.
fn withhold(context: &Context, comparisons: &mut Vec<Comparison>) -> anyhow::Result<()> {
    let project = context.project()?;
    let Some(threshold) = Suppress::default().threshold(context, &project)? else {
        return Ok(());
    };
    let study = project.study(context.moment, &Codings::All)?;
    let with_code = |key: &str| -> u64 {
        let Some(code) = study.code_called(key) else {
            return 0;
        };
        let below = study.with_descendants(code.id);
        let here = study.codings.values().filter(|it| below.contains(&it.code));
        let sources = here.filter_map(|it| study.sources.get(&it.source));
        let people: BTreeSet<_> = sources.filter_map(|it| it.respondent).collect();
        people.len() as u64
    };
    let few = |n: f64| n > 0.0 && n < threshold as f64;
    let mut withheld = 0;
    let before = comparisons.len();
    comparisons.retain(|it| !is_of_people(it) || !few(it.n));
    withheld += before - comparisons.len();
    for it in comparisons.iter_mut() {
        let (of_people, classified) = (is_of_people(it), it.classified);
        let before = it.codes.len();
        it.codes.retain(|code| {
            // Who has not got it is told as well.
            let counts = code.coded.iter().flat_map(|n| [*n, code.n - n]);
            let open = !of_people || !few(code.n) && !counts.into_iter().any(few);
            open && (classified || with_code(&code.code) >= threshold)
        });
        withheld += before - it.codes.len();
    }
    if comparisons.is_empty() {
        bail!(
            "the coders were compared on fewer than {threshold} respondents, expected at least {threshold} in public"
        );
    }
    if withheld > 0 {
        context.below(format!(
            "Withheld: {withheld} rows that are of fewer than {threshold} respondents."
        ));
    }
    Ok(())
}

/// Whether its units are respondents or their sources.
fn is_of_people(it: &Comparison) -> bool {
    it.classified || ["respondent", "source"].contains(&it.unit.as_str())
}

fn drawing(args: &Arguments) -> Drawing {
    Drawing {
        what: match args.resample {
            Resample::Source => "bootstrap by source",
            Resample::Unit => "bootstrap by unit",
        },
        units: args.resample == Resample::Unit,
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

/// Classifiers compared on the respondents that at least two of them classified.
fn of_classifiers(context: &Context, args: &Arguments) -> anyhow::Result<Comparison> {
    let project = context.project()?;
    let study = project.study(context.moment, &Codings::None)?;
    let attribute = args.attribute.as_deref().unwrap_or_default();
    let mut coders = project.scope(&study, &[], &[], &args.whom.coders)?.coders;
    if coders.is_empty() {
        let has = |id| {
            let mut all = study.classifications.values();
            all.any(|it| it.coder == id && it.attribute == attribute)
        };
        let people = study.coders.values().filter(|it| it.is_person());
        let mut people: Vec<_> = people.filter(|it| has(it.id)).collect();
        people.sort_by(|a, b| natural(&a.name, &b.name));
        coders = people.into_iter().map(|it| it.id).collect();
    }
    let scheme = project.settings().classification.get(attribute);
    let declared = scheme.into_iter().flat_map(|it| &it.values);
    let declared: Vec<String> = declared.map(|it| it.name.clone()).collect();
    let found = classified(&study, attribute, &coders, &declared);
    if found.common() == 0 {
        bail!(
            "no respondent was classified by two people on `{attribute}`, expected the same respondents from each of them"
        );
    }
    let names = wanted(
        args,
        comparison::usual(coders.len()),
        comparison::all(Unit::Source),
    );
    Ok(found.compared(&names, drawing(args)))
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
    let mut chosen = Chosen::new(context, &args.whom)?;
    if args.whom.coders.is_empty() && args.against.is_none() {
        chosen.without_passers_by(context)?;
    }
    chosen.tell_untouched(context)?;
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
    if let Some(parts) = &args.over_time {
        let unit = unit.unwrap_or(Unit::Respondent);
        let whole = chosen.question(unit, &chosen.coders)?;
        let texts = &chosen.texts;
        let mut compared = Vec::new();
        for (period, sources) in periods(&chosen, &whole.common(), parts)? {
            let texts = texts.iter().filter(|(id, _)| sources.contains(id));
            let texts = texts.map(|(id, text)| (*id, text.clone())).collect();
            let question = Question {
                texts: &texts,
                overlap: args.overlap,
                uncoded: args.uncoded == Uncoded::Include,
                ..chosen.question(unit, &chosen.coders)?
            };
            let names = wanted(
                args,
                comparison::usual(chosen.coders.len()),
                comparison::all(unit),
            );
            compared.push(Comparison {
                period: Some(period),
                ..comparison::of_question(&question, &names, drawing(args))
            });
        }
        return Ok(compared);
    }
    match unit {
        Some(unit) => Ok(vec![compare(unit, &chosen.coders)?]),
        None => [Unit::Respondent, Unit::Character]
            .map(|unit| compare(unit, &chosen.coders))
            .into_iter()
            .collect(),
    }
}
