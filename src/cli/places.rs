//! `quotebook places`

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Subcommand};
use uuid::Uuid;

use super::history::count;
use super::{Answer, Context};
use crate::analysis::place_names::{PlaceNames, named};
use crate::analysis::places::{alike, used};
use crate::model::gazetteer::Gazetteer;
use crate::model::id::Id;
use crate::model::place::Place;
use crate::model::source::SourceId;
use crate::model::study::Study;
use crate::project::{Codings, Project, read_gazetteer};
use crate::report::places;
use crate::report::records::Records;

/// Which places.
#[derive(Debug, Args)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Nothing is brought together by itself: `--suggest` says which places may be one, `places merge` makes
them one. `quotebook places -o places.csv` writes a table that `quotebook import` reads again.

Examples:
  quotebook places --suggest
  quotebook places merge Kyzylorda Kizilorda
  quotebook places --unknown --gazetteer KZ.txt"
)]
pub struct Arguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// Only places of which nobody has said in which country or where they lie.
    #[arg(long)]
    unknown: bool,
    /// Places that may be one, spelled differently.
    #[arg(long, conflicts_with = "gazetteer")]
    suggest: bool,
    /// Places that the notes name, in any of their spellings and cases; with --gazetteer, places of it.
    #[arg(long, conflicts_with = "suggest")]
    found: bool,
    /// What places may be in a gazetteer: a table of places, or a file of GeoNames.
    #[arg(long, value_name = "FILE")]
    gazetteer: Option<PathBuf>,
    /// Names as they are, also those that are redacted; for those who work in the project, as
    /// `redact --log` is.
    #[arg(long)]
    true_names: bool,
}

impl Arguments {
    /// Whether it changes anything rather than list it.
    pub(super) fn changes(&self) -> bool {
        self.action.is_some()
    }
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make places one: the others become spellings of the first, and their stops are stops there.
    Merge {
        /// The place whose name stays.
        place: String,
        /// The others.
        #[arg(required = true)]
        others: Vec<String>,
        /// Although they lie in different countries.
        #[arg(long)]
        anyway: bool,
    },
}

/// Places that notes name.
fn found(project: &Project, mut study: Study, args: &Arguments) -> anyhow::Result<Records> {
    if let Some(file) = &args.gazetteer {
        // Places of the study are told from others by their ids, which a gazetteer has not.
        study.places.clear();
        for (number, it) in (1..).zip(read_gazetteer(file)?) {
            let id = Id::from_uuid(Uuid::from_u128(number));
            let place = Place {
                id,
                name: it.name,
                aliases: it.aliases.into_iter().collect(),
                country: it.country,
                at: Some(it.at),
            };
            study.places.insert(id, place);
        }
    }
    let sources: Vec<SourceId> = study.sources.keys().copied().collect();
    let texts = project.texts(&study, &sources)?;
    let mut all = used(&study);
    all.retain(|it| !args.unknown || it.place.is_unknown());
    let names = PlaceNames::new(all.iter().map(|it| it.place));
    let named = named(&study, &names, &texts);
    // Looked for under their names, printed as they may be.
    let shown = shown(project, &study, args)?;
    let mut all = used(&shown);
    all.retain(|it| !args.unknown || it.place.is_unknown());
    Ok(places::named(&all, &named))
}

/// The study as it is printed: without the words that are redacted, unless they are asked for.
fn shown(project: &Project, study: &Study, args: &Arguments) -> anyhow::Result<Study> {
    let mut shown = study.clone();
    if !args.true_names {
        project.conceal(&mut shown)?;
    }
    Ok(shown)
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    if let Some(Action::Merge {
        place,
        others,
        anyway,
    }) = &args.action
    {
        let who = context.coder(&project);
        let moved = project.merge_places(&who, place, others, *anyway)?;
        eprintln!("saved: {} moved to `{place}`", count(moved, "stop"));
        return Ok(Answer::Yes);
    }
    if args.true_names && context.is_public() {
        bail!("redacted names are not for everybody, expected no `--true-names` in public");
    }
    let study = project.study(context.moment, &Codings::None)?;
    let shown = shown(&project, &study, args)?;
    let unknown = args.unknown;
    let wanted = |it: &Place| !unknown || it.is_unknown();
    let records = if args.found {
        found(&project, study, args)?
    } else if args.suggest {
        let mut pairs = alike(&study);
        pairs.retain(|it| wanted(it.one) || wanted(it.other));
        places::suggestions(&pairs, &shown)
    } else if let Some(file) = &args.gazetteer {
        let gazetteer = Gazetteer::new(read_gazetteer(file)?);
        let all = used(&study);
        let name = |it: &Place| shown.places.get(&it.id).map_or("", |it| it.name.as_str());
        let asked = all.iter().map(|it| it.place).filter(|it| wanted(it));
        // What has coordinates needs none.
        let asked: Vec<_> = asked.filter(|it| it.at.is_none()).collect();
        places::located(&asked, &gazetteer, &name)
    } else {
        let mut all = used(&shown);
        all.retain(|it| wanted(it.place));
        places::records(&all)
    };
    let any = !records.rows.is_empty();
    context.list(records, "Places")?;
    if !any {
        eprintln!("no such place");
    }
    Ok(if any { Answer::Yes } else { Answer::No })
}
