//! How coding went on: codings per day, week, month or year, coder by coder. Days are those of UTC, so
//! that a study has one timeline wherever it is read.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, ToSpan};

use super::sample::Sample;
use crate::model::coding::CoderId;

/// At most so many stretches; where there would be more, they are longer.
const MOST: usize = 60;

/// How long a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// One day.
    Day,
    /// Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// A calendar year.
    Year,
}

impl Stretch {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The first day of the stretch that `day` is in.
    fn begin(self, day: Date) -> Date {
        let back = |days: i8| day.checked_sub(i64::from(days).days()).unwrap_or(day);
        match self {
            Self::Day => day,
            Self::Week => back(day.weekday().since(Weekday::Monday)),
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
        }
    }

    fn length(self) -> Span {
        match self {
            Self::Day => 1.day(),
            Self::Week => 1.week(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        }
    }

    /// Every stretch from the first day to the last, those in which nothing was done too; `None` when
    /// there are more than can be shown.
    fn between(self, first: Date, last: Date, most: usize) -> Option<Vec<Date>> {
        let mut stretches = Vec::new();
        let mut day = self.begin(first);
        while day <= last {
            if stretches.len() == most {
                return None;
            }
            stretches.push(day);
            match day.checked_add(self.length()) {
                Ok(next) => day = next,
                Err(_) => break,
            }
        }
        Some(stretches)
    }

    /// The last day of the stretch that begins with `day`.
    pub fn last(self, day: Date) -> Date {
        let next = day.checked_add(self.length());
        next.and_then(|it| it.yesterday()).unwrap_or(day)
    }

    /// What a stretch that begins with `day` is called.
    pub fn label(self, day: Date) -> String {
        match self {
            Self::Day | Self::Week => day.to_string(),
            Self::Month => format!("{:04}-{:02}", day.year(), day.month()),
            Self::Year => format!("{:04}", day.year()),
        }
    }
}

/// Codings over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// How long each stretch is.
    pub stretch: Stretch,
    /// Who coded, by their names.
    pub coders: Vec<CoderId>,
    /// The first day of each stretch, and how many codings each coder made in it.
    pub stretches: Vec<(Date, Vec<u64>)>,
}

/// The timeline of the codings of a sample, in the shortest stretches of which there are not too many.
pub fn timeline(sample: &Sample<'_>) -> Timeline {
    let ids: BTreeSet<CoderId> = sample.codings.iter().map(|it| it.coder).collect();
    let mut coders: Vec<CoderId> = ids.into_iter().collect();
    let name = |id: &CoderId| sample.study.coders.get(id).map(|it| it.name.clone());
    coders.sort_by_key(name);
    let days: Vec<(Date, usize)> = sample
        .codings
        .iter()
        .filter_map(|it| {
            let day = TimeZone::UTC.to_datetime(it.at).date();
            let coder = coders.iter().position(|id| *id == it.coder)?;
            Some((day, coder))
        })
        .collect();
    let first = days.iter().map(|(day, _)| *day).min();
    let last = days.iter().map(|(day, _)| *day).max();
    let (Some(first), Some(last)) = (first, last) else {
        return Timeline {
            stretch: Stretch::Day,
            coders,
            stretches: Vec::new(),
        };
    };
    let fits = [Stretch::Day, Stretch::Week, Stretch::Month]
        .into_iter()
        .find_map(|it| Some((it, it.between(first, last, MOST)?)));
    let (stretch, begins) = fits.unwrap_or_else(|| {
        let all = Stretch::Year.between(first, last, usize::MAX);
        (Stretch::Year, all.unwrap_or_default())
    });
    let mut counts: BTreeMap<Date, Vec<u64>> = begins
        .into_iter()
        .map(|begin| (begin, vec![0; coders.len()]))
        .collect();
    for (day, coder) in days {
        if let Some(row) = counts.get_mut(&stretch.begin(day)) {
            row[coder] += 1;
        }
    }
    Timeline {
        stretch,
        coders,
        stretches: counts.into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("day")
    }

    #[test]
    fn stretches_begin_where_people_say_they_do_and_none_is_left_out() {
        assert_eq!(Stretch::Week.begin(day("2025-03-05")), day("2025-03-03"));
        assert_eq!(Stretch::Week.begin(day("2025-03-03")), day("2025-03-03"));
        assert_eq!(Stretch::Month.begin(day("2024-02-29")), day("2024-02-01"));
        let weeks = Stretch::Week.between(day("2024-12-31"), day("2025-01-14"), 9);
        let weeks = weeks.expect("few");
        assert_eq!(
            weeks.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["2024-12-30", "2025-01-06", "2025-01-13"]
        );
        assert_eq!(
            Stretch::Day.between(day("2025-01-01"), day("2025-01-04"), 3),
            None
        );
        let months = Stretch::Month.between(day("2024-11-30"), day("2025-02-01"), 9);
        assert_eq!(months.map(|it| it.len()), Some(4));
    }
}
