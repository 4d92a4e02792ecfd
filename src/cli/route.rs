//! `quotebook route`

use clap::{Args, Subcommand, ValueEnum};

use super::history::count;
use super::place::{alike, say_alike};
use super::{Answer, Context};
use crate::model::route::{StopKind, route_of};
use crate::model::stay_words::rough;
use crate::model::when::Stay;
use crate::project::{Codings, Project, StopEdit};
use crate::report::route;

/// What to do with a respondent's way.
#[derive(Debug, Args)]
#[command(after_help = "\
A table of stops is imported like any other: `quotebook import routes.csv`, with the columns
respondent, order, place, kind, arrived, stay, how, with and evidence (words of the notes); only the
first three must be there. A row without a respondent, as where cells are merged, is of the one above;
where no stop has a number the order of rows holds; other headings are named by `--map HEADING=ROLE`.

Segments are named by the id of a coding, or as SOURCE:START-END in characters, or SOURCE:words.

Examples:
  quotebook route add 306 Aysary --kind origin --new
  quotebook route add 306 Kyzylorda --kind transit --arrived 'age 14' --stayed '3 months' --how 'by bus'
  quotebook route edit 306 2 --stayed '4 months' --because '306:we lived at the station'
  quotebook route show 306")]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Show a respondent's stops in their order.
    Show {
        /// The respondent.
        respondent: String,
    },
    /// Add a stop at the end, or where --at says.
    Add {
        /// The respondent.
        respondent: String,
        /// The place, by any of its spellings.
        place: String,
        /// What the place was to the respondent.
        #[arg(long, value_enum)]
        kind: KindName,
        /// The place is new.
        #[arg(long)]
        new: bool,
        #[command(flatten)]
        about: About,
    },
    /// Change what is known of a stop, or move it with --at.
    Edit {
        /// The respondent.
        respondent: String,
        /// The stop, from 1.
        stop: usize,
        /// Another place.
        #[arg(long)]
        place: Option<String>,
        /// The place is new.
        #[arg(long, requires = "place")]
        new: bool,
        /// Another kind.
        #[arg(long, value_enum)]
        kind: Option<KindName>,
        #[command(flatten)]
        about: About,
    },
    /// Take a stop away, or with --all the whole route.
    Remove {
        /// The respondent.
        respondent: String,
        /// The stop, from 1.
        #[arg(required_unless_present = "all")]
        stop: Option<usize>,
        /// All stops.
        #[arg(long, conflicts_with = "stop")]
        all: bool,
    },
}

/// What is known of a stop. An empty text takes away what was known.
#[derive(Debug, Args)]
struct About {
    /// Where on the way it is, from 1.
    #[arg(long, value_name = "N")]
    at: Option<usize>,
    /// When it was reached: `2019-05-12`, `2019-05`, `2019` or `age 14`.
    #[arg(long, value_name = "TIME")]
    arrived: Option<String>,
    /// How long the respondent stayed: `3 months`.
    #[arg(long, value_name = "LENGTH")]
    stayed: Option<String>,
    /// By what means it was reached.
    #[arg(long, value_name = "TEXT")]
    how: Option<String>,
    /// In whose company.
    #[arg(long, value_name = "TEXT")]
    with: Option<String>,
    /// Segments that speak of it; may be given several times.
    #[arg(long, value_name = "SEGMENT")]
    because: Vec<String>,
    /// Keep it although the register says that it cannot be.
    #[arg(long)]
    anyway: bool,
}

/// What a place is on a way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum KindName {
    /// Where it begins.
    Origin,
    /// Passed through.
    Transit,
    /// Arrived at.
    Destination,
}

impl KindName {
    fn kind(self) -> StopKind {
        match self {
            Self::Origin => StopKind::Origin,
            Self::Transit => StopKind::Transit,
            Self::Destination => StopKind::Destination,
        }
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match &args.action {
        Action::Show { respondent } => return show(context, &project, respondent),
        Action::Add {
            respondent,
            place,
            kind,
            new,
            about,
        } => {
            let edit = StopEdit {
                place: Some(place.clone()),
                kind: Some(kind.kind()),
                new_place: *new,
                ..edit(about)?
            };
            let near = if *new {
                alike(&project, place)?
            } else {
                Vec::new()
            };
            let number = project.add_stop(&who, respondent, &edit)?;
            eprintln!("saved: stop {number} of the route of {respondent}");
            say_alike(place, &near);
        }
        Action::Edit {
            respondent,
            stop,
            place,
            new,
            kind,
            about,
        } => {
            let edit = StopEdit {
                place: place.clone(),
                kind: kind.map(KindName::kind),
                new_place: *new,
                ..edit(about)?
            };
            let wanted = place.as_deref().filter(|_| *new);
            let near = match wanted {
                Some(place) => alike(&project, place)?,
                None => Vec::new(),
            };
            let number = project.edit_stop(&who, respondent, *stop, &edit)?;
            eprintln!("saved: stop {number} of the route of {respondent}");
            say_alike(wanted.unwrap_or_default(), &near);
        }
        Action::Remove {
            respondent, stop, ..
        } => {
            let gone = project.remove_stops(&who, respondent, *stop)?;
            eprintln!("removed {}", count(gone, "stop"));
        }
    }
    Ok(Answer::Yes)
}

fn edit(about: &About) -> anyhow::Result<StopEdit> {
    fn read<T: std::str::FromStr>(text: &Option<String>) -> Result<Option<Option<T>>, T::Err> {
        match text.as_deref().map(str::trim) {
            None => Ok(None),
            Some("") => Ok(Some(None)),
            Some(text) => text.parse().map(|it| Some(Some(it))),
        }
    }
    Ok(StopEdit {
        arrived: read(&about.arrived)?,
        stayed: match about.stayed.as_deref().and_then(|it| {
            let exact = it.trim().is_empty() || it.parse::<Stay>().is_ok();
            rough(it, "").filter(|_| !exact)
        }) {
            Some(stay) => {
                let said = about.stayed.as_deref().unwrap_or_default();
                eprintln!("note: `{said}` is taken for `{stay}`");
                Some(Some(stay))
            }
            None => read(&about.stayed)?,
        },
        how: about.how.clone(),
        with: about.with.clone(),
        because: (!about.because.is_empty()).then(|| about.because.clone()),
        at: about.at,
        anyway: about.anyway,
        ..StopEdit::default()
    })
}

fn show(context: &Context, project: &Project, name: &str) -> anyhow::Result<Answer> {
    let mut study = project.study(context.moment, &Codings::None)?;
    project.conceal(&mut study)?;
    let respondent = project.respondent_called(&study, name)?;
    if route_of(&study, respondent.id).is_empty() {
        eprintln!("respondent `{name}` has no route");
        return Ok(Answer::No);
    }
    let texts = project.texts(&study, &route::sources_of(&study, respondent.id))?;
    context.answer(
        || route::records(&study, respondent, &texts),
        || route::report(&study, respondent, &texts),
    )?;
    Ok(Answer::Yes)
}
