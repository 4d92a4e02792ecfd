//! `quotebook routes`

use std::collections::BTreeMap;

use anyhow::bail;
use clap::Args;

use super::earlier::not_held;
use super::history::count;
use super::table::{Chosen, Grouping, Kept, Which, keep_excluded_back};
use super::{Answer, Context};
use crate::analysis::groups::Groups;
use crate::analysis::place_names::{self, Candidate, PlaceNames};
use crate::analysis::routes::{To, Ways, chains, corridors, stays, table};
use crate::model::country::key;
use crate::model::natural::natural;
use crate::model::nearest::nearest;
use crate::model::place::Place;
use crate::model::route_faults::{Life, faults};
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::model::toponym::like;
use crate::project::Codings;
use crate::report::places;
use crate::report::routes::Document;

/// Which routes, and how they are counted.
#[derive(Debug, Args)]
#[command(after_help = "\
Respondents are counted, not journeys: each once at the last destination of the route, so that
destinations add up to all who have a route.

Examples:
  quotebook routes --by category
  quotebook routes --to Tashkent --suppress 5 -o routes.docx
  quotebook routes --to Uzbekistan
  quotebook plot map -o map.svg")]
pub struct Arguments {
    #[command(flatten)]
    pub(super) chosen: ChosenWays,
    #[command(flatten)]
    grouping: Grouping,
    /// Places that the notes of respondents name and that are not on their routes, to be looked at;
    /// `route add .. --because SOURCE:START-END` takes one.
    #[arg(long, conflicts_with_all = ["to", "by", "band", "suppress"])]
    candidates: bool,
    /// At most so many corridors and whole routes.
    #[arg(long, value_name = "N", default_value_t = 20)]
    limit: usize,
}

/// Whose routes.
#[derive(Debug, Args)]
pub(super) struct ChosenWays {
    /// Only routes that lead to this place, or to a place in this country.
    #[arg(long, value_name = "PLACE|COUNTRY")]
    to: Option<String>,
    /// Only respondents that answer this, in the query language; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    kept: Kept,
    /// Do not show numbers of fewer respondents than these, nor what would tell them: a number, or the
    /// threshold for these readers (`[disclosure]` in quotebook.toml) [default: `public` with --public,
    /// else none].
    #[arg(long, value_name = "N|team|public")]
    suppress: Option<Least>,
}

/// From which number on counts are shown.
#[derive(Debug, Clone, Copy)]
enum Least {
    /// The threshold within the team.
    Team,
    /// The threshold in public.
    Public,
    /// This one.
    Number(u64),
}

impl std::str::FromStr for Least {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "team" => Ok(Self::Team),
            "public" => Ok(Self::Public),
            number => number
                .parse()
                .map(Self::Number)
                .map_err(|_| "expected a number, `team` or `public`".to_owned()),
        }
    }
}

impl ChosenWays {
    /// From which number on counts are shown; 0 for all. In public never from a smaller one than that of
    /// the settings.
    pub(super) fn least(&self, context: &Context, chosen: &Chosen) -> u64 {
        let settings = &chosen.project.settings().disclosure;
        let least = match self.suppress {
            None => 0,
            Some(Least::Team) => settings.team as u64,
            Some(Least::Public) => settings.public as u64,
            Some(Least::Number(number)) => number,
        };
        if least > 0 {
            keep_excluded_back(context);
        }
        match context.is_public() {
            true => least.max(settings.public as u64),
            false => least,
        }
    }

    /// The project and the study that is asked, as it may be shown.
    pub(super) fn chosen(&self, context: &Context) -> anyhow::Result<Chosen> {
        let which = Which {
            filter: self.filter.clone(),
            kept: self.kept,
            ..Which::default()
        };
        let mut chosen = Chosen::without_codings(context, &which)?;
        chosen.project.conceal(&mut chosen.study)?;
        not_held(context, &chosen.project, "routes")?;
        Ok(chosen)
    }

    /// The ways that are asked for.
    pub(super) fn ways<'s>(
        &self,
        context: &Context,
        chosen: &'s Chosen,
    ) -> anyhow::Result<Ways<'s>> {
        let to = match &self.to {
            None => To::Anywhere,
            // Who asks knows the names.
            Some(word) => {
                let study = chosen.project.study(context.moment, &Codings::None)?;
                to(&study, word)?
            }
        };
        Ok(Ways::new(
            &chosen.study,
            chosen.part.respondents.as_ref(),
            &to,
        ))
    }
}

fn to(study: &Study, word: &str) -> anyhow::Result<To> {
    if let Some(place) = study.place_called(word) {
        return Ok(To::Place(place.id));
    }
    let countries = || study.places.values().map(|it| it.country.as_str());
    if countries().any(|it| !it.is_empty() && key(it) == key(word)) {
        return Ok(To::Country(word.to_owned()));
    }
    let mut near: Vec<String> = like(word, study.places.values())
        .iter()
        .map(|it| it.0.name.clone())
        .collect();
    near.extend(nearest(
        word,
        study
            .places
            .values()
            .flat_map(Place::spellings)
            .chain(countries()),
    ));
    near.retain(|it| !it.is_empty());
    near.dedup();
    near.truncate(3);
    match near.as_slice() {
        [] => bail!(
            "there is no place and no country `{word}` in the project, expected one of `quotebook places`"
        ),
        near => bail!(
            "there is no place and no country `{word}` in the project (did you mean `{}`?)",
            near.join("`, `")
        ),
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let chosen = args.chosen.chosen(context)?;
    if args.candidates {
        return candidates(context, &chosen);
    }
    let ways = args.chosen.ways(context, &chosen)?;
    if ways.people.is_empty() {
        return none(context, &chosen.study);
    }
    tell_faults(context, &ways);
    let (groups, _) = chosen.groups(&ways.people, &args.grouping, None)?;
    let least = args.chosen.least(context, &chosen);
    refuse_few(&ways, &groups, least)?;
    let table = table(&ways, &groups);
    let (corridors, chains, stays) = (corridors(&ways), chains(&ways), stays(&ways));
    let document = Document {
        groups: &groups,
        ways: &ways,
        table: &table,
        corridors: &corridors,
        chains: &chains,
        stays: &stays,
        limit: args.limit,
        least,
    };
    context.document(
        || document.json(),
        || document.records(),
        || document.report(),
    )?;
    Ok(Answer::Yes)
}

/// Refuses tables whose bases are themselves too small to be shown.
pub(super) fn refuse_few(ways: &Ways<'_>, groups: &Groups, least: u64) -> anyhow::Result<()> {
    if (ways.people.len() as u64) < least {
        bail!(
            "fewer than {least} respondents have such a route, expected at least {least} where small numbers are hidden"
        );
    }
    let sizes = (0..groups.names.len()).map(|group| {
        let here = ways
            .people
            .iter()
            .filter(|id| groups.of(Some(**id)) == Some(group));
        (group, here.count() as u64)
    });
    for (group, size) in sizes {
        if size > 0 && size < least {
            bail!(
                "fewer than {least} respondents with a route are `{}`, expected larger groups where small numbers are hidden",
                groups.names[group].join(", ")
            );
        }
    }
    Ok(())
}

/// Says whose routes cannot be as they stand: kept all the same, or come together from two copies.
fn tell_faults(context: &Context, ways: &Ways<'_>) {
    let wrong: Vec<&str> = ways
        .people
        .iter()
        .filter_map(|id| ways.study.respondents.get(id))
        .filter(|it| !faults(ways.study, ways.stops(it.id), Life::of(it)).is_empty())
        .map(|it| it.name.as_str())
        .collect();
    if let Some(first) = wrong.first() {
        context.tell(&format!(
            "note: {} cannot be as {} ({}); `quotebook route show {first}` says why",
            count(wrong.len(), "route"),
            if wrong.len() == 1 {
                "it stands"
            } else {
                "they stand"
            },
            wrong.join(", ")
        ));
    }
}

/// Lists what may be stops.
fn candidates(context: &Context, chosen: &Chosen) -> anyhow::Result<Answer> {
    let study = &chosen.study;
    let wanted = chosen.part.respondents.as_ref();
    let sources: Vec<SourceId> = study
        .sources
        .values()
        .filter(|it| wanted.is_none_or(|all| it.respondent.is_some_and(|id| all.contains(&id))))
        .map(|it| it.id)
        .collect();
    let texts = chosen.project.texts(study, &sources)?;
    let true_names = chosen.project.study(context.moment, &Codings::None)?;
    let names = PlaceNames::new(true_names.places.values());
    let mut found = place_names::candidates(study, &names, &texts);
    let name = |it: &Candidate| {
        study
            .respondents
            .get(&it.respondent)
            .map_or("", |it| it.name.as_str())
    };
    found.sort_by(|a, b| natural(name(a), name(b)));
    let mut printed = BTreeMap::new();
    for (id, text) in &texts {
        if let Some(source) = study.sources.get(id) {
            printed.insert(*id, chosen.project.mask(study, source, text)?);
        }
    }
    context.list(
        places::candidates(study, &found, &texts, &printed),
        "Candidates for stops",
    )?;
    if found.is_empty() {
        context.tell("the notes name no known place that is not on a route");
    }
    Ok(if found.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    })
}

/// Says why there are no routes.
pub(super) fn none(context: &Context, study: &Study) -> anyhow::Result<Answer> {
    match study.stops.is_empty() {
        true => {
            context.tell("no respondent has a route; `quotebook route add` and `import` make them")
        }
        false => context.tell("no respondent here has such a route"),
    }
    Ok(Answer::No)
}
