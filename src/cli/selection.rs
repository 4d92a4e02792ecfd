//! Which quotes a command is about: those that answer, and of these the ones that are picked.

use std::collections::HashMap;

use anyhow::bail;
use clap::Args;
use rayon::prelude::{IntoParallelRefIterator, ParallelIterator};

use super::Context;
use super::quote::StatusName;
use super::table::{Kept, Which, is_attribute};
use crate::analysis::groups::{BandOf, Groups, filled};
use crate::analysis::pick::{Candidate, Strata, Wish, pick};
use crate::model::quote::Quote;
use crate::model::rendering::Form;
use crate::model::respondent::{Kind, RespondentId, Value};
use crate::model::study::Study;
use crate::model::words::words;
use crate::project::{Project, QuoteRequest, leave_out};

/// What quotes are spread over if nothing else is asked for, where respondents have it.
const SPREAD: [&str; 4] = ["category", "gender", "age", "place"];
/// A spread over numbers is one over so many bands.
const BANDS: f64 = 4.0;

/// What is said of those who are excluded, where they are left out in public.
pub(super) const LEFT_OUT: &str =
    "note: respondents who are excluded are left out; `--excluded` takes them in";

/// Which quotes.
#[derive(Debug, Args)]
pub(super) struct Selection {
    /// Only quotes that answer this, in the query language (see `quotebook search --help`).
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Only quotes that answer this too; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    kept: Kept,
    /// Only quotes under this code and what is below it; may be given several times.
    #[arg(long, value_name = "CODE")]
    code: Vec<String>,
    /// Only quotes that this coder coded; may be given several times.
    #[arg(long, value_name = "CODER")]
    by_coder: Vec<String>,
    /// Only starred quotes (`quotebook quote star`).
    #[arg(long)]
    starred: bool,
    /// Only quotes that have come so far (`quotebook quote status`).
    #[arg(long, value_enum)]
    status: Option<StatusName>,
    /// Pick so many quotes for each code: starred ones first, spread as the respondents
    /// with the code are, and nobody too often in the whole.
    #[arg(long, value_name = "N")]
    pick: Option<usize>,
    /// With --pick: the attributes to spread over [default: category, gender, age and place].
    #[arg(long, value_delimiter = ',', value_name = "ATTRIBUTE,..")]
    spread: Vec<String>,
    /// With --pick: only quotes of so many words, such as `5-60`.
    #[arg(long, value_name = "MIN-MAX", requires = "pick")]
    length: Option<String>,
    /// With --pick: at most so many quotes of one respondent in the whole.
    #[arg(long, value_name = "N", requires = "pick")]
    most: Option<usize>,
    /// With --pick or --limit: choose by chance, in a way that this number repeats.
    #[arg(long, value_name = "NUMBER")]
    seed: Option<u64>,
}

impl Selection {
    /// Whether quotes are picked.
    pub(super) fn picks(&self) -> bool {
        self.pick.is_some()
    }

    /// The seed of chance.
    pub(super) fn seed(&self) -> Option<u64> {
        self.seed
    }

    /// The codes and coders, for what quotes are compared with.
    pub(super) fn which(&self) -> Which {
        Which {
            codes: self.code.clone(),
            coders: self.by_coder.clone(),
            kept: self.kept,
            ..Which::default()
        }
    }

    /// The quotes in a form, with so much context; `limit` and its seed only where nothing is picked.
    pub(super) fn quotes(
        &self,
        context: &Context,
        form: Form,
        around: usize,
        limit: Option<usize>,
    ) -> anyhow::Result<Vec<Quote>> {
        let project = context.project()?;
        let request = QuoteRequest {
            form,
            context: around,
            limit: limit.filter(|_| !self.picks()),
            ..self.request(context)
        };
        let (study, fewer) = match self.kept.excluded {
            true => (project.study_of_quotes(&request)?, false),
            false => project.kept_study_of_quotes(&request)?,
        };
        if fewer {
            context.tell("note: quotes of respondents who are excluded are left out; `--excluded` prints them too");
        }
        let found = project.quotes_in(&study, &request)?;
        let mut picked = self.picked(&study, found)?;
        picked.truncate(limit.unwrap_or(usize::MAX));
        Ok(picked)
    }

    /// Takes those out of the study whom a classification excludes, unless they are asked for; says
    /// whether any of them has been coded.
    pub(super) fn keep(&self, project: &Project, study: &mut Study) -> anyhow::Result<bool> {
        if self.kept.excluded {
            return Ok(false);
        }
        let excluded = project.excluded(study, &self.queries())?;
        let before = study.codings.len();
        leave_out(study, &excluded);
        Ok(study.codings.len() < before)
    }

    /// What is asked for.
    pub(super) fn request(&self, context: &Context) -> QuoteRequest {
        QuoteRequest {
            queries: self.queries(),
            codes: self.code.clone(),
            coders: self.by_coder.clone(),
            starred: self.starred,
            status: self.status.map(StatusName::status),
            seed: self.seed,
            moment: context.moment,
            ..QuoteRequest::default()
        }
    }

    /// Of these quotes those that are picked, or all if none are to be picked.
    pub(super) fn picked(&self, study: &Study, found: Vec<Quote>) -> anyhow::Result<Vec<Quote>> {
        let Some(each) = self.pick else {
            return Ok(found);
        };
        let wish = Wish {
            each,
            length: self.length()?,
            most: self.most,
            seed: self.seed,
        };
        let named = respondents(study);
        let candidates: Vec<Candidate> = found
            .par_iter()
            .map(|quote| {
                let who = quote.respondent.as_deref();
                Candidate {
                    code: quote.code,
                    respondent: who.and_then(|name| named.get(name)).copied(),
                    words: length(quote),
                    starred: quote.starred,
                }
            })
            .collect();
        let groupings = self.groupings(study)?;
        let people: Vec<_> = study.respondents.keys().copied().collect();
        let strata: Strata = groupings
            .iter()
            .map(|groups| {
                let known = people
                    .iter()
                    .filter_map(|id| Some((*id, groups.of(Some(*id))?)));
                known.filter(|(_, at)| !groups.is_missing(*at)).collect()
            })
            .collect();
        let picked = pick(&candidates, &strata, wish);
        let mut quotes: Vec<Option<Quote>> = found.into_iter().map(Some).collect();
        Ok(picked
            .into_iter()
            .filter_map(|at| quotes[at].take())
            .collect())
    }

    /// The groups that quotes are spread over, an attribute each; numbers in a few bands.
    pub(super) fn groupings(&self, study: &Study) -> anyhow::Result<Vec<Groups>> {
        let people: Vec<_> = study.respondents.keys().copied().collect();
        let there = filled(study, &people);
        let names: Vec<String> = match self.spread.is_empty() {
            true => SPREAD
                .into_iter()
                .map(str::to_owned)
                .filter(|it| there.contains(it))
                .collect(),
            false => self.spread.clone(),
        };
        let mut groupings = Vec::new();
        for name in names {
            is_attribute(study, &name)?;
            let is_number = study
                .attributes
                .values()
                .any(|it| it.name == name && it.kind == Kind::Number);
            let width = is_number.then(|| {
                let values = study.respondents.values().filter_map(|it| it.value(&name));
                width(&values.filter_map(Value::number).collect::<Vec<_>>())
            });
            let bands: BandOf<'_> = width
                .iter()
                .map(|width| (name.as_str(), width.as_str()))
                .collect();
            groupings.push(Groups::new(
                study,
                &people,
                std::slice::from_ref(&name),
                &bands,
            )?);
        }
        Ok(groupings)
    }

    /// The words of the query are one query, as they are for `search`.
    fn queries(&self) -> Vec<String> {
        let mut queries = self.filter.clone();
        if !self.query.is_empty() {
            queries.push(self.query.join(" "));
        }
        queries
    }

    fn length(&self) -> anyhow::Result<(usize, usize)> {
        let Some(text) = &self.length else {
            return Ok((0, usize::MAX));
        };
        let bounds = text.split_once('-').and_then(|(low, high)| {
            let bound = |text: &str, open: usize| match text.trim() {
                "" => Some(open),
                text => text.parse().ok(),
            };
            Some((bound(low, 0)?, bound(high, usize::MAX)?))
        });
        match bounds {
            Some((low, high)) if low <= high => Ok((low, high)),
            _ => bail!(
                "`{text}` is not a length in words, expected a form like `5-60`, `-60` or `5-`"
            ),
        }
    }
}

/// Respondents by name.
pub(super) fn respondents(study: &Study) -> HashMap<&str, RespondentId> {
    let all = study.respondents.values();
    all.map(|it| (it.name.as_str(), it.id)).collect()
}

/// Words of a quote.
pub(super) fn length(quote: &Quote) -> usize {
    words(&quote.text, quote.language.as_deref()).how_many()
}

/// A width that makes a few bands of these numbers.
fn width(numbers: &[f64]) -> String {
    let lowest = numbers.iter().copied().fold(f64::INFINITY, f64::min);
    let highest = numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    match numbers {
        [] => "1".to_owned(),
        _ => format!(
            "{}",
            ((highest.floor() - lowest.floor() + 1.0) / BANDS)
                .ceil()
                .max(1.0)
        ),
    }
}
