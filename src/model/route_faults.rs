//! What is wrong with a route: a time out of order, a stop before birth or after the interview, an
//! origin that is not first. Only what cannot be is a fault; what is not known is none.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

use super::respondent::{Respondent, Value};
use super::route::{Stop, StopKind};
use super::study::Study;
use super::when::When;

/// Names of the attribute that says when a respondent was interviewed, the first that is there.
pub const INTERVIEWED: [&str; 6] = [
    "interview_date",
    "date_of_interview",
    "interviewed",
    "interviewed_on",
    "дата_интервью",
    "сұхбат_күні",
];

/// Names of the attribute that says when a respondent was born, the first that is there.
pub const BORN: [&str; 7] = [
    "birth_date",
    "date_of_birth",
    "born",
    "birth_year",
    "year_of_birth",
    "дата_рождения",
    "год_рождения",
];

/// What the register says about a respondent's time on earth.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Life {
    /// The days between which the respondent was born, as far as it is known.
    pub born: Option<(Date, Date)>,
    /// The day of the interview.
    pub interviewed: Option<Date>,
    /// The age at the interview, in whole years.
    pub age: Option<u8>,
}

impl Life {
    /// What the register says: the day or year of birth, or else the age at the day of the interview.
    pub fn of(respondent: &Respondent) -> Self {
        let first = |names: &[&str]| names.iter().find_map(|it| respondent.value(it)).cloned();
        let interviewed = match first(&INTERVIEWED) {
            Some(Value::Date(day)) => Some(day),
            Some(Value::Number(_) | Value::Text(_)) | None => None,
        };
        let age = respondent.value("age").and_then(Value::number);
        let age = age
            .filter(|it| (0.0..=120.0).contains(it))
            .map(|it| it as u8);
        let said = match first(&BORN) {
            Some(Value::Date(day)) => Some((day, day)),
            Some(Value::Number(year)) if (1900.0..=2100.0).contains(&year) => {
                let day = |month, day| Date::new(year as i16, month, day).ok();
                day(1, 1).zip(day(12, 31))
            }
            _ => None,
        };
        let born = said.or_else(|| {
            let (day, age) = (interviewed?, i32::from(age?));
            let last = day.checked_sub(age.years()).ok()?;
            let first = day.checked_sub((age + 1).years()).ok()?;
            Some((first.tomorrow().ok()?, last))
        });
        Self {
            born,
            interviewed,
            age,
        }
    }
}

/// Something that cannot be in a route. Stops are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The stop.
    pub stop: usize,
    /// The name of its place.
    pub place: String,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong with a stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// An origin after other stops.
    OriginLate,
    /// A transit after this destination.
    TransitLate(String),
    /// Reached before the stop before it.
    Backwards {
        /// When this one was reached.
        at: String,
        /// The stop that was reached later, though it is before it.
        stop: usize,
        /// Its place.
        before: String,
        /// When that one was reached.
        was: String,
    },
    /// Reached before the respondent was born.
    BeforeBirth {
        /// When.
        at: String,
        /// The last day on which the respondent may have been born.
        born: String,
    },
    /// Reached after the interview.
    AfterInterview {
        /// When.
        at: String,
        /// The day of the interview, or the age then.
        interviewed: String,
    },
    /// The place of the stop before it.
    Twice,
    /// A stay that goes beyond what came after it.
    StayTooLong {
        /// How long.
        stayed: String,
        /// When it began.
        at: String,
        /// The interview, or the stop that was reached before the stay ended, and when.
        until: String,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stop, place, kind } = self;
        write!(f, "stop {stop} (`{place}`) ")?;
        match kind {
            FaultKind::OriginLate => {
                write!(
                    f,
                    "is an origin after other stops, expected one origin, first"
                )
            }
            FaultKind::TransitLate(destination) => write!(
                f,
                "is a transit after the destination `{destination}`, expected transits before it"
            ),
            FaultKind::Backwards {
                at,
                stop,
                before,
                was,
            } => write!(
                f,
                "was reached at `{at}`, before stop {stop} (`{before}`, `{was}`), expected stops in the order of time"
            ),
            FaultKind::BeforeBirth { at, born } => write!(
                f,
                "was reached at `{at}`, before the respondent was born (by `{born}`), expected a later time"
            ),
            FaultKind::AfterInterview { at, interviewed } => write!(
                f,
                "was reached at `{at}`, after the interview (`{interviewed}`), expected an earlier time"
            ),
            FaultKind::StayTooLong { stayed, at, until } => write!(
                f,
                "was the place of a stay of `{stayed}` from `{at}`, which goes beyond {until}, expected a shorter stay"
            ),
            FaultKind::Twice => write!(
                f,
                "is the place of the stop before it, expected one stop with the whole stay"
            ),
        }
    }
}

/// What is wrong with a route; `stops` are in their order.
pub fn faults(study: &Study, stops: &[&Stop], life: Life) -> Vec<Fault> {
    let name = |stop: &Stop| {
        let place = study.places.get(&stop.place);
        place.map_or_else(String::new, |it| it.name.clone())
    };
    let mut found = Vec::new();
    let mut destination: Option<&Stop> = None;
    let mut latest: Option<(usize, Date)> = None;
    let mut oldest: Option<(usize, u8)> = None;
    for (at, stop) in stops.iter().enumerate() {
        let mut tell = |kind| {
            found.push(Fault {
                stop: at + 1,
                place: name(stop),
                kind,
            });
        };
        if let Some(before) = at.checked_sub(1).map(|it| stops[it])
            && before.place == stop.place
        {
            tell(FaultKind::Twice);
        }
        match (stop.kind, destination) {
            (StopKind::Origin, _) if at > 0 => tell(FaultKind::OriginLate),
            (StopKind::Transit, Some(it)) => tell(FaultKind::TransitLate(name(it))),
            _ => {}
        }
        if stop.kind == StopKind::Destination {
            destination = destination.or(Some(stop));
        }
        let Some(arrived) = stop.arrived else {
            continue;
        };
        if let (When::Age(then), Some(age)) = (arrived, life.age)
            && then > age
        {
            tell(FaultKind::AfterInterview {
                at: arrived.to_string(),
                interviewed: format!("age {age}"),
            });
            continue;
        }
        // Days of two ages that follow each other overlap, so that ages are held against each other.
        let mut is_younger = false;
        if let When::Age(age) = arrived {
            match oldest {
                Some((before, older)) if age < older => {
                    is_younger = true;
                    tell(FaultKind::Backwards {
                        at: arrived.to_string(),
                        before: name(stops[before]),
                        stop: before + 1,
                        was: format!("age {older}"),
                    });
                }
                _ => oldest = Some((at, age)),
            }
        }
        let Some((first, last)) = arrived.days(life.born) else {
            continue;
        };
        if let Some((_, born)) = life.born.filter(|(born, _)| last < *born) {
            tell(FaultKind::BeforeBirth {
                at: arrived.to_string(),
                born: born.to_string(),
            });
        }
        if let Some(day) = life.interviewed.filter(|day| first > *day) {
            tell(FaultKind::AfterInterview {
                at: arrived.to_string(),
                interviewed: day.to_string(),
            });
        }
        match latest {
            Some(_) if is_younger => {}
            Some((before, day)) if last < day => tell(FaultKind::Backwards {
                at: arrived.to_string(),
                stop: before + 1,
                before: name(stops[before]),
                was: stops[before]
                    .arrived
                    .map_or_else(String::new, |it| it.to_string()),
            }),
            _ => latest = Some((at, first)),
        }
    }
    for (at, stop) in stops.iter().enumerate() {
        found.extend(too_long(at, stops, life, &name).map(|kind| Fault {
            stop: at + 1,
            place: name(stop),
            kind,
        }));
    }
    found
}

/// A stay that ended after the next stop was reached, or after the interview.
fn too_long(
    at: usize,
    stops: &[&Stop],
    life: Life,
    name: &impl Fn(&Stop) -> String,
) -> Option<FaultKind> {
    /// The part of a stay that it lasted at least, however people round it.
    const AT_LEAST: f64 = 0.8;
    /// Days of a year on average.
    const YEAR: f64 = 365.2425;
    let (arrived, stayed) = (stops[at].arrived?, stops[at].stayed?);
    let days = stayed.days() * AT_LEAST;
    let beyond_age = |age: u8| match arrived {
        When::Age(then) => f64::from(then) + days / YEAR >= f64::from(age) + 1.0,
        When::Day(_) | When::Month { .. } | When::Year(_) => false,
    };
    let beyond_day = |last: Date| {
        let first = arrived.days(life.born).map(|it| it.0);
        let spent = first.and_then(|it| it.until(last).ok());
        spent.is_some_and(|it| f64::from(it.get_days()) < days)
    };
    let told = |until: String| FaultKind::StayTooLong {
        stayed: stayed.to_string(),
        at: arrived.to_string(),
        until,
    };
    let next = (at + 1..stops.len()).find_map(|it| Some((it, stops[it].arrived?)));
    if let Some((next, reached)) = next {
        let beyond = match (arrived, reached) {
            (When::Age(_), When::Age(age)) => beyond_age(age),
            _ => reached
                .days(life.born)
                .is_some_and(|(_, last)| beyond_day(last)),
        };
        if beyond {
            return Some(told(format!(
                "when stop {} (`{}`) was reached (`{reached}`)",
                next + 1,
                name(stops[next])
            )));
        }
    }
    if let Some(age) = life.age.filter(|age| beyond_age(*age)) {
        return Some(told(format!("the interview (`age {age}`)")));
    }
    let day = life.interviewed.filter(|day| beyond_day(*day))?;
    Some(told(format!("the interview (`{day}`)")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;
    use crate::model::place::Place;

    const PLACES: [&str; 3] = ["Alpha", "Beta", "Gamma"];

    fn study() -> Study {
        let mut study = Study::default();
        for (at, name) in PLACES.iter().enumerate() {
            study.put(
                Place {
                    id: Id::from_uuid(Uuid::from_u128(at as u128)),
                    name: (*name).to_owned(),
                    aliases: Default::default(),
                    country: String::new(),
                    at: None,
                }
                .into(),
            );
        }
        study
    }

    /// Told faults of a route written as `Alpha origin 2019`, one stop after the other.
    fn told(route: &[(usize, StopKind, &str)], life: Life) -> Vec<String> {
        let stops: Vec<Stop> = (1..)
            .zip(route)
            .map(|(order, (place, kind, at))| {
                let id = Id::from_uuid(Uuid::from_u128(100 + u128::from(order)));
                let place = Id::from_uuid(Uuid::from_u128(*place as u128));
                Stop {
                    kind: *kind,
                    arrived: (!at.is_empty()).then(|| at.parse().expect("time")),
                    ..Stop::new(id, Id::from_uuid(Uuid::nil()), order, place)
                }
            })
            .collect();
        let faults = faults(&study(), &stops.iter().collect::<Vec<_>>(), life);
        faults.iter().map(ToString::to_string).collect()
    }

    fn life(age: f64, interviewed: &str) -> Life {
        let values = BTreeMap::from([
            ("age".to_owned(), Value::Number(age)),
            (
                "interview_date".to_owned(),
                Value::Date(interviewed.parse().expect("day")),
            ),
        ]);
        Life::of(&Respondent {
            id: Id::from_uuid(Uuid::nil()),
            name: "306".to_owned(),
            values,
        })
    }

    use StopKind::{Destination, Origin, Transit};

    #[test]
    fn a_route_that_can_be_has_no_faults() {
        let life = life(15.0, "2025-04-24");
        let route = [
            (0, Origin, ""),
            (1, Transit, "age 13"),
            (2, Destination, "2024"),
        ];
        assert_eq!(told(&route, life), [""; 0]);
        // What may have been in order is: within one year, or at an age that fits.
        let route = [
            (0, Origin, "2023"),
            (1, Transit, "2023-02"),
            (2, Destination, "age 13"),
        ];
        assert_eq!(told(&route, life), [""; 0]);
        // Two destinations, one after the other.
        let route = [(0, Origin, ""), (1, Destination, ""), (2, Destination, "")];
        assert_eq!(told(&route, life), [""; 0]);
    }

    #[test]
    fn a_stay_that_goes_beyond_the_next_stop_or_the_interview_is_a_fault() {
        let with = |route: &[(usize, StopKind, &str, &str)]| {
            let stops: Vec<Stop> = (1..)
                .zip(route)
                .map(|(order, (place, kind, at, stay))| Stop {
                    kind: *kind,
                    arrived: (!at.is_empty()).then(|| at.parse().expect("time")),
                    stayed: (!stay.is_empty()).then(|| stay.parse().expect("stay")),
                    ..Stop::new(
                        Id::from_uuid(Uuid::from_u128(100 + u128::from(order))),
                        Id::from_uuid(Uuid::nil()),
                        order,
                        Id::from_uuid(Uuid::from_u128(*place as u128)),
                    )
                })
                .collect();
            let stops: Vec<&Stop> = stops.iter().collect();
            let found = faults(&study(), &stops, life(17.0, "2025-04-24"));
            found.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        let impossible = [
            (0, Origin, "", ""),
            (1, Transit, "age 16", "5 years"),
            (2, Destination, "age 16", "40 years"),
        ];
        assert_eq!(
            with(&impossible),
            [
                "stop 2 (`Beta`) was the place of a stay of `5 years` from `age 16`, which goes beyond when stop 3 (`Gamma`) was reached (`age 16`), expected a shorter stay",
                "stop 3 (`Gamma`) was the place of a stay of `40 years` from `age 16`, which goes beyond the interview (`age 17`), expected a shorter stay",
            ]
        );
        let by_days = [
            (0, Origin, "2024-05", "6 months"),
            (1, Destination, "2024-07", "2 years"),
        ];
        assert_eq!(with(&by_days).len(), 2);
        let possible = [
            (0, Origin, "age 13", "1 year"),
            (1, Transit, "2024-05-12", "3 weeks"),
            (2, Destination, "2024-06-01", "11 months"),
        ];
        assert_eq!(with(&possible), [""; 0]);
    }

    #[test]
    fn ages_that_run_backwards_by_one_year_are_a_fault_whether_the_birth_is_known_or_not() {
        let route = [
            (0, Origin, "age 14"),
            (1, Transit, ""),
            (2, Destination, "age 13"),
        ];
        let says = [
            "stop 3 (`Gamma`) was reached at `age 13`, before stop 1 (`Alpha`, `age 14`), expected stops in the order of time",
        ];
        assert_eq!(told(&route, life(15.0, "2025-04-24")), says);
        assert_eq!(told(&route, Life::default()), says);
        let same = [(0, Origin, "age 14"), (1, Destination, "age 14")];
        assert_eq!(told(&same, life(15.0, "2025-04-24")), [""; 0]);
    }

    #[test]
    fn what_cannot_be_says_where_and_why() {
        let life = life(15.0, "2025-04-24");
        assert_eq!(
            told(&[(0, Origin, "2023"), (1, Transit, "2022-12")], life),
            [
                "stop 2 (`Beta`) was reached at `2022-12`, before stop 1 (`Alpha`, `2023`), expected stops in the order of time"
            ]
        );
        assert_eq!(
            told(&[(0, Origin, "2008")], life),
            [
                "stop 1 (`Alpha`) was reached at `2008`, before the respondent was born (by `2010-04-24`), expected a later time"
            ]
        );
        assert_eq!(told(&[(0, Origin, "2009")], life), [""; 0]);
        assert_eq!(
            told(&[(0, Origin, "2025-05")], life),
            [
                "stop 1 (`Alpha`) was reached at `2025-05`, after the interview (`2025-04-24`), expected an earlier time"
            ]
        );
        assert_eq!(
            told(&[(0, Origin, "age 16")], life),
            [
                "stop 1 (`Alpha`) was reached at `age 16`, after the interview (`age 15`), expected an earlier time"
            ]
        );
        assert_eq!(
            told(
                &[
                    (0, Transit, ""),
                    (1, Origin, ""),
                    (1, Destination, ""),
                    (2, Transit, "")
                ],
                life
            ),
            [
                "stop 2 (`Beta`) is an origin after other stops, expected one origin, first",
                "stop 3 (`Beta`) is the place of the stop before it, expected one stop with the whole stay",
                "stop 4 (`Gamma`) is a transit after the destination `Beta`, expected transits before it",
            ]
        );
    }
}
