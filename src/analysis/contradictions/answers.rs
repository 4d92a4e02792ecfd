//! The register's side: whether answers are those of a rule, and how a number stands to an answer.

use std::collections::BTreeMap;

use crate::model::respondent::{Respondent, Value};
use crate::model::rule::Compare;

/// Whether every attribute has one of its values.
pub(super) fn fits(set: &BTreeMap<String, Vec<String>>, respondent: &Respondent) -> bool {
    set.iter().all(|(name, wanted)| {
        let value = respondent.value(name);
        value.is_some_and(|value| wanted.iter().any(|it| is(value, it)))
    })
}

/// Whether a value is `wanted`: the same words, letter case aside, the same number, or within a bound.
fn is(value: &Value, wanted: &str) -> bool {
    let wanted = wanted.trim();
    let bounds = [
        ("<=", Compare::AtMost, true),
        (">=", Compare::AtLeast, true),
    ];
    let strict = [
        ("<", Compare::AtLeast, false),
        (">", Compare::AtMost, false),
    ];
    for (sign, compare, holds) in bounds.into_iter().chain(strict) {
        if let Some(bound) = wanted.strip_prefix(sign) {
            let bound = bound.trim().parse::<f64>().ok();
            let (Some(bound), Some(number)) = (bound, value.number()) else {
                return false;
            };
            let within = match compare {
                Compare::AtMost => number <= bound,
                _ => number >= bound,
            };
            return within == holds;
        }
    }
    match (value.number(), wanted.parse::<f64>()) {
        (Some(number), Ok(wanted)) => number == wanted,
        _ => value.to_string().trim().to_lowercase() == wanted.to_lowercase(),
    }
}

/// Whether `said` stands to the register's answers as it must; `None` where they are no numbers.
pub(super) fn stands(compare: Compare, said: f64, answers: &[&Value]) -> Option<bool> {
    let number = |value: &Value| match value {
        Value::Number(number) => Some(*number),
        Value::Date(date) => Some(f64::from(date.year())),
        Value::Text(text) => text.trim().parse().ok(),
    };
    let first = number(answers.first()?)?;
    Some(match compare {
        Compare::Equal => said == first,
        Compare::AtMost => said <= first,
        Compare::AtLeast => said >= first,
        Compare::BirthYear => {
            let age = number(answers.get(1)?)?.floor();
            [age, age + 1.0].contains(&(first - said))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_bounds_are_told() {
        let text = Value::Text("No ".to_owned());
        let number = Value::Number(3.0);
        assert!(is(&text, "no") && !is(&text, "yes"));
        assert!(is(&number, "3") && is(&number, ">=3") && is(&number, "<4") && is(&number, "> 2"));
        assert!(
            !is(&number, "<3") && !is(&number, ">3") && !is(&number, "<=2") && !is(&text, "<3")
        );
    }

    #[test]
    fn numbers_stand_as_they_must() {
        let seventeen = Value::Number(17.0);
        let day = Value::Date(jiff::civil::date(2025, 3, 1));
        assert_eq!(stands(Compare::Equal, 16.0, &[&seventeen]), Some(false));
        assert_eq!(stands(Compare::AtMost, 17.0, &[&seventeen]), Some(true));
        assert_eq!(stands(Compare::AtLeast, 16.0, &[&seventeen]), Some(false));
        assert_eq!(stands(Compare::AtMost, 2026.0, &[&day]), Some(false));
        for (year, holds) in [
            (2008.0, true),
            (2007.0, true),
            (2009.0, false),
            (2006.0, false),
        ] {
            assert_eq!(
                stands(Compare::BirthYear, year, &[&day, &seventeen]),
                Some(holds)
            );
        }
        assert_eq!(
            stands(Compare::Equal, 1.0, &[&Value::Text("many".to_owned())]),
            None
        );
    }
}
