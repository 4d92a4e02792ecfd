//! `quotebook place`

use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Subcommand};

use super::{Answer, Context};
use crate::model::gazetteer::Gazetteer;
use crate::model::place::Coordinates;
use crate::model::place_doubts::doubts;
use crate::model::toponym::like;
use crate::project::{Codings, PlaceEdit, Project, read_gazetteer};

/// What to say of a place.
#[derive(Debug, Args)]
#[command(after_help = "\
Many places at once are described in a table: `quotebook import places.csv`, with the columns name,
aliases (parted by ;), country, latitude and longitude.

Examples:
  quotebook place add Kyzylorda --country Kazakhstan --coordinates 44.85,65.51
  quotebook place alias Kyzylorda Кызылорда Қызылорда
  quotebook place locate Aysary --gazetteer KZ.txt")]
pub struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Make a place.
    Add {
        /// Its name.
        name: String,
        #[command(flatten)]
        about: About,
        /// Another spelling; may be given several times.
        #[arg(long, value_name = "SPELLING")]
        alias: Vec<String>,
    },
    /// Change what is known of a place.
    Edit {
        /// The place, by any of its spellings.
        place: String,
        /// Another name; the one before becomes a spelling.
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        about: About,
    },
    /// Say how a place is spelled too.
    Alias {
        /// The place, by any of its spellings.
        place: String,
        /// The spellings.
        #[arg(required = true)]
        spellings: Vec<String>,
    },
    /// Take spellings away from a place.
    Unalias {
        /// The place, by any of its spellings.
        place: String,
        /// The spellings.
        #[arg(required = true)]
        spellings: Vec<String>,
    },
    /// Take country and coordinates from a gazetteer.
    Locate {
        /// The place, by any of its spellings.
        place: String,
        /// A table of places, or the tab-separated file of a country from GeoNames.
        #[arg(long, value_name = "FILE")]
        gazetteer: PathBuf,
        /// Which of the places that are found there, from 1.
        #[arg(long, value_name = "N")]
        nth: Option<usize>,
        /// The country, where the gazetteer has only its code.
        #[arg(long)]
        country: Option<String>,
    },
    /// Take away a place that is on no route.
    Remove {
        /// The place, by any of its spellings.
        place: String,
    },
}

#[derive(Debug, Args)]
struct About {
    /// The country that it lies in.
    #[arg(long)]
    country: Option<String>,
    /// Degrees north and east: `44.85,65.51`; `none` takes them away.
    #[arg(long, value_name = "LATITUDE,LONGITUDE", allow_hyphen_values = true)]
    coordinates: Option<String>,
}

impl About {
    fn edit(&self) -> anyhow::Result<PlaceEdit> {
        let at = match self.coordinates.as_deref().map(str::trim) {
            None => None,
            Some("none") => Some(None),
            Some(text) => {
                let numbers = text.split_once([',', ' ', ';']).and_then(|(north, east)| {
                    let (north, east) = (north.trim().parse().ok()?, east.trim().parse().ok()?);
                    Coordinates::new(north, east)
                });
                match numbers {
                    Some(at) => Some(Some(at)),
                    None => bail!(
                        "`{text}` is no place on earth, expected degrees north (-90 to 90) and east (-180 to 180) like `44.85,65.51`"
                    ),
                }
            }
        };
        Ok(PlaceEdit {
            country: self.country.clone(),
            at,
            ..PlaceEdit::default()
        })
    }
}

/// Names of places that a name which is no place yet may be a spelling of, the likest three.
pub(super) fn alike(project: &Project, name: &str) -> anyhow::Result<Vec<String>> {
    let study = project.study(None, &Codings::None)?;
    if study.place_called(name).is_some() {
        return Ok(Vec::new());
    }
    let near = like(name, study.places.values()).into_iter().take(3);
    let near: Vec<_> = near.map(|(place, _)| place.id).collect();
    let mut shown = study;
    project.conceal(&mut shown)?;
    let names = near.iter().filter_map(|id| shown.places.get(id));
    Ok(names.map(|it| it.name.clone()).collect())
}

/// Says which places a new one may be. Nothing is brought together.
pub(super) fn say_alike(name: &str, near: &[String]) {
    if let Some(first) = near.first() {
        eprintln!(
            "note: there is `{}` already; if `{name}` is the same place: `quotebook places merge {first:?} {name:?}`",
            near.join("`, `")
        );
    }
}

/// Says what can hardly be of a place.
fn say_doubts(project: &Project, name: &str) -> anyhow::Result<()> {
    let study = project.study(None, &Codings::None)?;
    for says in doubts(&study, project.place_called(&study, name)?) {
        eprintln!("note: {says}");
    }
    Ok(())
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let (place, edit) = match &args.action {
        Action::Add { name, about, alias } => {
            let edit = PlaceEdit {
                aliases: alias.clone(),
                ..about.edit()?
            };
            let near = alike(&project, name)?;
            project.add_place(&who, name, &edit)?;
            eprintln!("saved: place `{name}`");
            say_alike(name, &near);
            say_doubts(&project, name)?;
            return Ok(Answer::Yes);
        }
        Action::Remove { place } => {
            project.remove_place(&who, place)?;
            eprintln!("removed place `{place}`");
            return Ok(Answer::Yes);
        }
        Action::Edit { place, name, about } => (
            place,
            PlaceEdit {
                name: name.clone(),
                ..about.edit()?
            },
        ),
        Action::Alias { place, spellings } => (
            place,
            PlaceEdit {
                aliases: spellings.clone(),
                ..PlaceEdit::default()
            },
        ),
        Action::Unalias { place, spellings } => (
            place,
            PlaceEdit {
                no_aliases: spellings.clone(),
                ..PlaceEdit::default()
            },
        ),
        Action::Locate {
            place,
            gazetteer,
            nth,
            country,
        } => {
            let known_there = Gazetteer::new(read_gazetteer(gazetteer)?);
            let study = project.study(None, &Codings::None)?;
            let known = project.place_called(&study, place)?;
            let found = known_there.suggest(known);
            let chosen = match (nth, found.as_slice()) {
                (_, []) => bail!(
                    "`{}` knows no place that sounds like `{place}`, expected another gazetteer or `place edit --coordinates`",
                    gazetteer.display()
                ),
                (None, [only]) => *only,
                (Some(nth), all) if (1..=all.len()).contains(nth) => all[nth - 1],
                (_, all) => {
                    for (number, it) in (1..).zip(all) {
                        eprintln!("{number:3} {it}");
                    }
                    bail!(
                        "{} places there may be `{place}`, expected one: `--nth N`",
                        all.len()
                    );
                }
            };
            eprintln!("found: {chosen}");
            let edit = PlaceEdit {
                country: country.clone().or_else(|| Some(chosen.country.clone())),
                at: Some(Some(chosen.at)),
                ..PlaceEdit::default()
            };
            (place, edit)
        }
    };
    match project.edit_place(&who, place, &edit)? {
        true => {
            eprintln!("saved: place `{place}`");
            say_doubts(&project, place)?;
        }
        false => eprintln!("nothing changed"),
    }
    Ok(Answer::Yes)
}
