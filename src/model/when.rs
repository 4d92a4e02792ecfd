//! Times as people tell them: a day, a month, a year or an age; and how long somebody stayed.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// When something was, as exactly as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// On this day.
    Day(Date),
    /// In this month.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// In this year.
    Year(i16),
    /// At this age, in whole years.
    Age(u8),
}

/// The oldest age that is taken for one.
pub const OLDEST: u8 = 120;

/// Why a time was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a time, expected a form like 2019-05-12, 2019-05, 2019 or `age 14`")]
pub struct NotWhen(pub String);

/// Why a length of time was not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a length of time, expected a number of days, weeks, months or years like `3 months`"
)]
pub struct NotStay(pub String);

impl When {
    /// The first and the last day that it may have been; an age needs the days between which the
    /// person was born.
    pub fn days(self, born: Option<(Date, Date)>) -> Option<(Date, Date)> {
        match self {
            Self::Day(day) => Some((day, day)),
            Self::Month { year, month } => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Year(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
            Self::Age(age) => {
                let (first, last) = born?;
                let from = first.checked_add(i32::from(age).years()).ok()?;
                let to = last.checked_add((i32::from(age) + 1).years()).ok()?;
                Some((from, to.yesterday().ok()?))
            }
        }
    }
}

/// `2019-05-12`, `2019-05`, `2019`, `age 14`: what [`When::from_str`] reads.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month { year, month } => write!(f, "{year}-{month:02}"),
            Self::Year(year) => write!(f, "{year}"),
            Self::Age(age) => write!(f, "age {age}"),
        }
    }
}

/// Words for an age, before or after its number.
const AGED: [&str; 10] = [
    "age",
    "aged",
    "years old",
    "years",
    "y",
    "возраст",
    "лет",
    "года",
    "год",
    "жас",
];

/// Words that say nothing beside a year or a month.
const BESIDE: [&str; 13] = [
    "in", "at", "the", "of", "year", "в", "г", "год", "года", "году", "ж", "жыл", "жылы",
];

/// The months, by how their names begin in English, Russian and Kazakh.
const MONTHS: [&[&str]; 12] = [
    &["jan", "янв", "қаңтар"],
    &["feb", "фев", "ақпан"],
    &["mar", "март", "наурыз"],
    &["apr", "апр", "сәуір"],
    &["may", "май", "мая", "мае", "мамыр"],
    &["jun", "июн", "маусым"],
    &["jul", "июл", "шілде"],
    &["aug", "авг", "тамыз"],
    &["sep", "сен", "қыркүйек"],
    &["oct", "окт", "қазан"],
    &["nov", "ноя", "қараша"],
    &["dec", "дек", "желтоқсан"],
];

/// `12 мая 2019 г.` as `12.5.2019`, `May 2019` as `5.2019`, `в 14 лет` as `14 лет`; what has no words
/// stays as it is. `None` for words that are no months.
fn numbered(text: &str) -> Option<String> {
    if !text.chars().any(char::is_alphabetic) {
        return Some(text.to_owned());
    }
    let words = text.split(|it: char| it.is_whitespace() || it == ',');
    let words = words.map(|it| it.trim_end_matches('.'));
    let (mut numbers, mut months): (Vec<&str>, Vec<usize>) = Default::default();
    for word in words.filter(|it| !it.is_empty() && !BESIDE.contains(it)) {
        if word.chars().any(char::is_alphabetic) {
            let is_this = |names: &&[&str]| names.iter().any(|it| word.starts_with(it));
            months.push(MONTHS.iter().position(is_this)? + 1);
        } else {
            numbers.push(word);
        }
    }
    match (months.as_slice(), numbers.as_slice()) {
        ([], [number]) => Some((*number).to_owned()),
        ([month], [year]) => Some(format!("{month}.{year}")),
        ([month], [day, year]) => Some(format!("{day}.{month}.{year}")),
        _ => None,
    }
}

impl FromStr for When {
    type Err = NotWhen;

    fn from_str(text: &str) -> Result<Self, NotWhen> {
        let wrong = || NotWhen(text.trim().to_owned());
        let lower = text.trim().to_lowercase();
        let lower = lower.strip_prefix("в ").unwrap_or(&lower);
        let lower = lower.strip_prefix("at ").unwrap_or(lower).trim();
        let bare = AGED.iter().find_map(|word| {
            lower
                .strip_prefix(word)
                .or_else(|| lower.strip_suffix(word))
                .map(str::trim)
                .filter(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
        });
        if let Some(age) = bare.filter(|it| it.len() < 4) {
            let age: u8 = age.parse().map_err(|_| wrong())?;
            return (age <= OLDEST).then_some(Self::Age(age)).ok_or_else(wrong);
        }
        let lower = numbered(lower).ok_or_else(wrong)?;
        let parts: Vec<&str> = lower.split(['-', '.', '/']).collect();
        let digits = |part: &&str| {
            (1..=4).contains(&part.len()) && part.bytes().all(|it| it.is_ascii_digit())
        };
        if !parts.iter().all(digits) {
            return Err(wrong());
        }
        let number = |part: &str| part.parse::<i16>().map_err(|_| wrong());
        let small = |part: &str| part.parse::<i8>().map_err(|_| wrong());
        let year = |part: &str| match number(part)? {
            year if part.len() == 4 && (1900..=2100).contains(&year) => Ok(year),
            _ => Err(wrong()),
        };
        match parts.as_slice() {
            [one] if one.len() == 4 => Ok(Self::Year(year(one)?)),
            [one] => match one.parse::<u8>() {
                Ok(age) if age <= OLDEST => Ok(Self::Age(age)),
                _ => Err(wrong()),
            },
            [one, other] => {
                let (year, month) = match one.len() == 4 {
                    true => (year(one)?, small(other)?),
                    false => (year(other)?, small(one)?),
                };
                (1..=12)
                    .contains(&month)
                    .then_some(Self::Month { year, month })
                    .ok_or_else(wrong)
            }
            [one, month, other] => {
                let (year, day) = match one.len() == 4 {
                    true => (year(one)?, small(other)?),
                    false => (year(other)?, small(one)?),
                };
                let day = Date::new(year, small(month)?, day);
                day.map(Self::Day).map_err(|_| wrong())
            }
            _ => Err(wrong()),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// How long somebody stayed, in the unit in which it was told.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stay {
    /// How many.
    pub number: f64,
    /// Of what.
    pub unit: Unit,
}

/// Units of a stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Days.
    Days,
    /// Weeks.
    Weeks,
    /// Months.
    Months,
    /// Years.
    Years,
}

impl Unit {
    /// Its days: years and months are those of the Gregorian calendar on average.
    fn days(self) -> f64 {
        match self {
            Self::Days => 1.0,
            Self::Weeks => 7.0,
            Self::Months => 365.2425 / 12.0,
            Self::Years => 365.2425,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Days => "day",
            Self::Weeks => "week",
            Self::Months => "month",
            Self::Years => "year",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        match word {
            "d" | "day" | "days" | "день" | "дня" | "дней" | "дн" | "күн" => {
                Some(Self::Days)
            }
            "w" | "wk" | "week" | "weeks" | "неделя" | "неделю" | "недели" | "недель" | "нед"
            | "апта" => Some(Self::Weeks),
            "m" | "mo" | "month" | "months" | "месяц" | "месяца" | "месяцев" | "мес" | "ай" => {
                Some(Self::Months)
            }
            "y" | "yr" | "year" | "years" | "год" | "года" | "лет" | "жыл" => {
                Some(Self::Years)
            }
            _ => None,
        }
    }
}

impl Stay {
    /// The same in days.
    pub fn days(self) -> f64 {
        self.number * self.unit.days()
    }

    /// A length in days in the largest unit of which it is at least one, rounded to halves: as people
    /// say it.
    pub fn of_days(days: f64) -> Self {
        let units = [Unit::Years, Unit::Months, Unit::Weeks, Unit::Days];
        let fits = |unit: &Unit| days / unit.days() >= 0.999;
        let unit = units.into_iter().find(fits).unwrap_or(Unit::Days);
        Self {
            number: (days / unit.days() * 2.0).round() / 2.0,
            unit,
        }
    }
}

/// `1 month`, `2.5 years`: what [`Stay::from_str`] reads.
impl fmt::Display for Stay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let s = if self.number == 1.0 { "" } else { "s" };
        write!(f, "{} {}{s}", self.number, self.unit.name())
    }
}

/// Numbers as words, as lengths of time are told.
const COUNTS: [(f64, &[&str]); 8] = [
    (0.5, &["half a", "пол", "полу", "жарты"]),
    (1.0, &["a", "one", "один", "одна", "одну", "бір"]),
    (1.5, &["полтора", "полторы", "полутора", "бір жарым"]),
    (2.0, &["two", "два", "две", "екі"]),
    (3.0, &["three", "три", "үш"]),
    (4.0, &["four", "четыре", "төрт"]),
    (5.0, &["five", "пять", "бес"]),
    (6.0, &["six", "шесть", "алты"]),
];

/// Units that, alone, stand for one of them.
const ONE: [&str; 12] = [
    "day",
    "week",
    "month",
    "year",
    "день",
    "неделя",
    "неделю",
    "месяц",
    "год",
    "апта",
    "ай",
    "жыл",
];

/// `a week`, `неделю`, `полтора года`, `полгода`.
fn in_words(text: &str) -> Option<Stay> {
    let unit = |word: &str| Unit::parse(word.trim().trim_end_matches('.'));
    if let Some(unit) = unit(text).filter(|_| ONE.contains(&text)) {
        return Some(Stay { number: 1.0, unit });
    }
    COUNTS.iter().find_map(|(number, words)| {
        words.iter().find_map(|word| {
            let rest = text.strip_prefix(word)?;
            // `полгода` is one word.
            let parted = rest.starts_with(char::is_whitespace) || word.starts_with("пол");
            let unit = unit(rest).filter(|_| parted)?;
            Some(match (*number, unit) {
                (0.5, Unit::Years) => Stay {
                    number: 6.0,
                    unit: Unit::Months,
                },
                (number, unit) => Stay { number, unit },
            })
        })
    })
}

impl FromStr for Stay {
    type Err = NotStay;

    fn from_str(text: &str) -> Result<Self, NotStay> {
        let wrong = || NotStay(text.trim().to_owned());
        let lower = text.trim().to_lowercase();
        if let Some(stay) = in_words(&lower) {
            return Ok(stay);
        }
        let end = lower
            .find(|it: char| !it.is_ascii_digit() && it != '.' && it != ',')
            .unwrap_or(lower.len());
        let (number, unit) = lower.split_at(end);
        let number: f64 = number.replace(',', ".").parse().map_err(|_| wrong())?;
        let unit = Unit::parse(unit.trim().trim_end_matches('.')).ok_or_else(wrong)?;
        let fits = number.is_finite() && number * unit.days() <= f64::from(OLDEST) * 366.0;
        fits.then_some(Self { number, unit }).ok_or_else(wrong)
    }
}

impl Serialize for Stay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        for (text, expected) in [
            ("2019-05-12", "2019-05-12"),
            ("12.05.2019", "2019-05-12"),
            ("05.2019", "2019-05"),
            ("2019/5", "2019-05"),
            ("2019", "2019"),
            ("14", "age 14"),
            ("Age 14", "age 14"),
            ("14 лет", "age 14"),
            ("14 жас", "age 14"),
            ("в 14 лет", "age 14"),
            ("at age 14", "age 14"),
            ("2019 г.", "2019"),
            ("2019 год", "2019"),
            ("в 2019 году", "2019"),
            ("2019 жылы", "2019"),
            ("май 2019", "2019-05"),
            ("в мае 2019 г.", "2019-05"),
            ("мамыр 2019", "2019-05"),
            ("May 2019", "2019-05"),
            ("12 мая 2019 г.", "2019-05-12"),
            ("May 12, 2019", "2019-05-12"),
        ] {
            let read: When = text.parse().expect(text);
            assert_eq!(read.to_string(), expected);
            assert_eq!(expected.parse(), Ok(read));
        }
        for text in [
            "",
            "2019-13",
            "31.02.2019",
            "130",
            "soon",
            "99999",
            "1719",
            "-5",
            "2019-05-12-1",
        ] {
            assert!(text.parse::<When>().is_err(), "{text}");
        }
    }

    #[test]
    fn an_age_is_a_stretch_of_days_once_the_birth_is_known() {
        let day = |text: &str| text.parse::<Date>().expect("day");
        let born = Some((day("2008-06-22"), day("2009-06-21")));
        let days = When::Age(14).days(born).expect("days");
        assert_eq!(days, (day("2022-06-22"), day("2024-06-20")));
        assert_eq!(When::Age(14).days(None), None);
        let month = When::Month {
            year: 2024,
            month: 2,
        }
        .days(None)
        .expect("days");
        assert_eq!(month.1, day("2024-02-29"));
    }

    #[test]
    fn stays_are_read_in_the_unit_in_which_they_were_told() {
        for (text, days) in [
            ("10 d", 10.0),
            ("2 weeks", 14.0),
            ("2 недели", 14.0),
            ("1 мес.", 30.436875),
            ("1,5 years", 547.86375),
            ("неделю", 7.0),
            ("полгода", 182.62125),
            ("полтора года", 547.86375),
            ("две недели", 14.0),
            ("a year", 365.2425),
            ("бір апта", 7.0),
        ] {
            let stay: Stay = text.parse().expect(text);
            assert!((stay.days() - days).abs() < 1e-9, "{text}: {}", stay.days());
            assert_eq!(stay.to_string().parse(), Ok(stay));
        }
        for text in [
            "",
            "long",
            "3",
            "3 moons",
            "-2 days",
            "900 years",
            "nan days",
            "лет",
            "около года",
            "2-3 недели",
        ] {
            assert!(text.parse::<Stay>().is_err(), "{text}");
        }
        for (days, shown) in [
            (0.5, "0.5 days"),
            (7.0, "1 week"),
            (30.4, "4.5 weeks"),
            (61.0, "2 months"),
            (365.2425, "1 year"),
        ] {
            assert_eq!(Stay::of_days(days).to_string(), shown);
        }
    }
}
