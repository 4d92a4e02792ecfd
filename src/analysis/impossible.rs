//! Values of the register that cannot be: ages that nobody reaches, days out of their order, numbers far
//! from all others. Each is held against what else the register says of the same respondent.

use jiff::civil::Date;

use super::identity::BIRTH;
use super::register::{Doubt, Doubtful, doubt};
use crate::model::respondent::{Attribute, Kind, Respondent, Value};
use crate::model::study::Study;

/// Nobody is older (Jeanne Calment reached 122).
const OLDEST: f64 = 122.0;
/// Nobody has more brothers, sisters or children.
const MOST: f64 = 40.0;
/// Numbers that programs and forms write where there is no answer.
const NO_ANSWER: [f64; 13] = [
    77.0, 88.0, 97.0, 98.0, 99.0, 777.0, 888.0, 997.0, 998.0, 999.0, 7777.0, 8888.0, 9999.0,
];
/// In fewer respondents no number can be called far from the others.
const FEW: usize = 20;
/// Interviews of one study lie within so many years of their middle.
const YEARS: i16 = 10;

/// Every value that cannot be, by the attributes in their order.
pub fn values(study: &Study, people: &[&Respondent]) -> Vec<Doubt> {
    let register = study.register();
    let born = of_birth(&register);
    let met = register.iter().find(|it| is_interview(it));
    let age = register.iter().find(|it| it.name == "age");
    let [among_days, among_ages] =
        [met, age].map(|it| Among::of(it.map_or("", |it| it.name.as_str()), people));
    let mut found = Vec::new();
    for attribute in &register {
        let name = attribute.name.as_str();
        let among = Among::of(name, people);
        for respondent in people {
            let Some(value) = respondent.value(name) else {
                continue;
            };
            let mut expected = by_itself(attribute, value, &among)
                .or_else(|| beside_the_age(name, value, respondent));
            if expected.is_none() && born.is_some_and(|it| it.name == name) {
                // What cannot be by itself says nothing of the day of birth.
                let day = met.and_then(|it| {
                    let day = respondent.value(&it.name)?;
                    let is_far = among_days.far_from_the_middle(day).is_some();
                    (!is_far && by_itself(it, day, &among_days).is_none()).then_some(day)
                });
                let years = age.and_then(|it| {
                    let years = respondent.value("age")?;
                    by_itself(it, years, &among_ages).is_none().then_some(years)
                });
                expected = beside_the_interview(value, day, years.and_then(Value::number));
            }
            if expected.is_none() && is_interview(attribute) {
                expected = among.far_from_the_middle(value);
            }
            if let Some(expected) = expected {
                let says = format!("`{name}` is `{value}`, expected {expected}");
                let who = [respondent.name.as_str()];
                found.push(doubt(Doubtful::Impossible, &who, Some(name), says));
            }
        }
    }
    found
}

/// The day of birth.
fn of_birth<'s>(register: &[&'s Attribute]) -> Option<&'s Attribute> {
    const OTHERS: [&str; 5] = ["mother", "father", "child", "матери", "отца"];
    let is_birth = |it: &&&Attribute| {
        it.kind == Kind::Date && has_part(&it.name, BIRTH) && !has_part(&it.name, &OTHERS)
    };
    register.iter().find(is_birth).copied()
}

fn is_interview(attribute: &Attribute) -> bool {
    attribute.kind == Kind::Date && has_part(&attribute.name, &["interview", "интервью", "сұхбат"])
}

/// What is expected in place of a value that cannot be, whoever has it.
fn by_itself(attribute: &Attribute, value: &Value, among: &Among) -> Option<String> {
    let name = attribute.name.as_str();
    let is_age = name == "age" || name.starts_with("age_") || name.ends_with("_age");
    let is_people = has_part(name, &["siblings", "brothers", "sisters", "children"]);
    match value {
        Value::Number(number) if is_age && !(0.0..=OLDEST).contains(number) => {
            Some(format!("an age from 0 to {OLDEST}"))
        }
        Value::Number(number) if is_age && number.fract() != 0.0 && among.is_whole() => {
            Some("whole years, as of the others".to_owned())
        }
        Value::Number(number) if (is_people || is_count(name)) && *number < 0.0 => {
            Some("a number from 0".to_owned())
        }
        Value::Number(number) if is_people && (number.fract() != 0.0 || *number > MOST) => {
            Some(format!("a whole number from 0 to {MOST}"))
        }
        Value::Number(number) if among.is_no_answer(*number) => Some(format!(
            "an answer, or none: all others are at most {}",
            among.largest
        )),
        Value::Date(date) if !(1900..=2100).contains(&date.year()) => {
            Some("a date from 1900 to 2100".to_owned())
        }
        Value::Text(_) if attribute.kind != Kind::Text => {
            Some(format!("a {}", attribute.kind.name()))
        }
        Value::Number(_) | Value::Date(_) | Value::Text(_) => None,
    }
}

/// An age at something that is above the age.
fn beside_the_age(name: &str, value: &Value, respondent: &Respondent) -> Option<String> {
    let age = respondent.value("age").and_then(Value::number)?;
    // An age that cannot be is told of itself.
    let is_above = name.starts_with("age_") && age > 0.0 && value.number()? > age;
    is_above.then(|| format!("at most the age, {age}"))
}

/// A day of birth behind the interview, or one that does not make the age on that day, give or take a
/// year.
fn beside_the_interview(value: &Value, met: Option<&Value>, age: Option<f64>) -> Option<String> {
    let (Value::Date(born), Some(Value::Date(met))) = (value, met) else {
        return None;
    };
    if born > met {
        return Some(format!("a day before the interview, {met}"));
    }
    let age = age?;
    let years = f64::from(full_years(*born, *met));
    ((years - age.floor()).abs() > 1.0)
        .then(|| format!("a day that makes the age, {age}: it makes {years} on {met}"))
}

fn full_years(from: Date, to: Date) -> i16 {
    let had_birthday = (to.month(), to.day()) >= (from.month(), from.day());
    to.year() - from.year() - i16::from(!had_birthday)
}

/// What an attribute is for all respondents.
struct Among {
    /// How many have a number.
    many: usize,
    /// How many of these are not whole.
    broken: usize,
    /// The largest number that is not one of those that stand for no answer.
    largest: f64,
    /// The year in the middle of all days.
    middle: Option<i16>,
}

impl Among {
    fn of(name: &str, people: &[&Respondent]) -> Self {
        let values = || people.iter().filter_map(|it| it.value(name));
        let numbers = || values().filter_map(Value::number);
        let mut years: Vec<i16> = values()
            .filter_map(|it| match it {
                Value::Date(date) => Some(date.year()),
                Value::Number(_) | Value::Text(_) => None,
            })
            .collect();
        years.sort_unstable();
        let real = numbers().filter(|it| !NO_ANSWER.contains(it));
        Self {
            many: numbers().count(),
            broken: numbers().filter(|it| it.fract() != 0.0).count(),
            largest: real.fold(0.0, f64::max),
            middle: years
                .get(years.len() / 2)
                .copied()
                .filter(|_| years.len() >= FEW),
        }
    }

    /// Whether nearly all numbers are whole.
    fn is_whole(&self) -> bool {
        self.broken * FEW <= self.many
    }

    /// Whether a number stands for no answer: it is one of those, and all others are far below.
    fn is_no_answer(&self, number: f64) -> bool {
        self.many >= FEW && NO_ANSWER.contains(&number) && number > 2.0 * self.largest
    }

    fn far_from_the_middle(&self, value: &Value) -> Option<String> {
        let (Value::Date(date), Some(middle)) = (value, self.middle) else {
            return None;
        };
        let is_far = date.year().abs_diff(middle) > YEARS.unsigned_abs();
        is_far.then(|| format!("a day near those of the others, who were met around {middle}"))
    }
}

/// Attributes that count something.
fn is_count(name: &str) -> bool {
    has_part(
        name,
        &["number", "count", "months", "years", "days", "grade"],
    )
}

fn has_part(name: &str, parts: &[&str]) -> bool {
    name.to_lowercase()
        .split('_')
        .any(|part| parts.contains(&part))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::register::tests::study;
    use super::*;
    use crate::model::natural::natural;

    fn told(rows: &[(&str, &[(&str, Value)])]) -> Vec<String> {
        let study = study(rows);
        let mut people: Vec<&Respondent> = study.respondents.values().collect();
        people.sort_by(|a, b| natural(&a.name, &b.name));
        let found = values(&study, &people);
        let mut told: Vec<String> = found
            .iter()
            .map(|it| format!("{} {}", it.respondents[0], it.says))
            .collect();
        told.sort();
        told
    }

    #[test]
    fn days_are_held_against_each_other_and_against_the_age() {
        let met = ("interview_date", Value::Date(date(2025, 3, 1)));
        let person = |born: Date, age: f64| {
            vec![
                ("date_of_birth", Value::Date(born)),
                ("age", Value::Number(age)),
                met.clone(),
            ]
        };
        let rows = [
            ("1", person(date(2010, 3, 1), 15.0)),
            ("2", person(date(2010, 3, 2), 15.0)),
            ("3", person(date(1980, 2, 1), 15.0)),
            ("4", person(date(2030, 5, 1), 15.0)),
            ("6", person(date(2010, 3, 1), 0.0)),
            ("8", person(date(2010, 3, 1), 13.0)),
            // What cannot be by itself is told once.
            ("7", person(date(2010, 3, 1), -15.0)),
            // The age was asked of somebody else's day, perhaps: a year is no contradiction.
            ("5", person(date(2010, 3, 1), 14.0)),
        ];
        let rows: Vec<(&str, &[(&str, Value)])> = rows
            .iter()
            .map(|(name, it)| (*name, it.as_slice()))
            .collect();
        let told = told(&rows);
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[4].starts_with("8 `date_of_birth`"));
        assert!(told[2].starts_with("6 `date_of_birth`") && told[3].starts_with("7 `age`"));
        assert!(told[0].starts_with("3 ") && told[0].contains("it makes 45 on 2025-03-01"));
        assert!(told[1].starts_with("4 ") && told[1].contains("before the interview"));
    }

    #[test]
    fn numbers_far_from_all_others_are_told() {
        let mut rows: Vec<(String, Vec<(&str, Value)>)> = (0..30u16)
            .map(|at| {
                let met = Value::Date(date(2025, 1 + (at % 6) as i8, 3));
                let numbers = [("age", 9 + at % 14), ("siblings", at % 7)];
                let mut values: Vec<(&str, Value)> = numbers
                    .map(|(name, it)| (name, Value::Number(f64::from(it))))
                    .to_vec();
                values.push(("interview_date", met));
                (format!("R{at}"), values)
            })
            .collect();
        for (at, attribute, value) in [
            (3, 0, Value::Number(99.0)),
            (4, 0, Value::Number(15.5)),
            (5, 1, Value::Number(60.0)),
            (6, 1, Value::Number(2.5)),
            (7, 2, Value::Date(date(1925, 3, 3))),
        ] {
            rows[at].1[attribute].1 = value;
        }
        let rows: Vec<(&str, &[(&str, Value)])> = rows
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice()))
            .collect();
        let told = told(&rows);
        let who: Vec<&str> = told.iter().filter_map(|it| it.split(' ').next()).collect();
        assert_eq!(who, ["R3", "R4", "R5", "R6", "R7"], "{told:?}");
        // In a study of old people 99 is an age.
        let old: Vec<(String, [(&str, Value); 1])> = (0..30)
            .map(|at| {
                (
                    format!("R{at}"),
                    [("age", Value::Number(70.0 + f64::from(at)))],
                )
            })
            .collect();
        let old: Vec<(&str, &[(&str, Value)])> = old
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice()))
            .collect();
        assert_eq!(self::told(&old), [""; 0]);
    }
}
