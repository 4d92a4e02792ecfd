//! Lengths of stay that are told roughly, or in two units, and what they are taken for.

use super::when::{Stay, Unit};

/// Words that say that a length of time is not exact.
const ABOUT: [&str; 11] = [
    "about",
    "around",
    "approx.",
    "approximately",
    "almost",
    "около",
    "примерно",
    "приблизительно",
    "почти",
    "порядка",
    "шамамен",
];

/// What a rough length is taken for: `about 2 months`, `1-2 weeks` (what is between), `2 years 3 months`.
/// A number without a unit is in `unit`, as the heading of a column may name it.
pub fn rough(said: &str, unit: &str) -> Option<Stay> {
    let lower = said.trim().to_lowercase();
    let exact = |text: &str| -> Option<Stay> {
        let read = text.parse().or_else(|_| format!("{text} {unit}").parse());
        read.ok()
    };
    if let Some((first, rest)) = lower.split_once(char::is_whitespace)
        && ABOUT.contains(&first)
    {
        let rest = rest.trim();
        // `около года`
        let one = || format!("1 {rest}").parse().ok();
        return exact(rest).or_else(one).or_else(|| rough(rest, unit));
    }
    between(&lower, &exact).or_else(|| years_and_months(&lower))
}

/// `1-2 weeks`: the middle.
fn between(text: &str, exact: &impl Fn(&str) -> Option<Stay>) -> Option<Stay> {
    let (low, rest) = text.split_once(['-', '–', '—'])?;
    let low: f64 = low.trim().replace(',', ".").parse().ok()?;
    let high = exact(rest.trim())?;
    (low < high.number).then(|| Stay {
        number: (low + high.number) / 2.0,
        unit: high.unit,
    })
}

/// `2 years 3 months`, `2 года и 3 месяца`: months.
fn years_and_months(text: &str) -> Option<Stay> {
    let words: Vec<&str> = text
        .split([' ', ','])
        .filter(|it| !["", "and", "и"].contains(it))
        .collect();
    let [years, of, months, and] = words.as_slice() else {
        return None;
    };
    let years: Stay = format!("{years} {of}").parse().ok()?;
    let months: Stay = format!("{months} {and}").parse().ok()?;
    let fits = years.unit == Unit::Years && months.unit == Unit::Months;
    fits.then_some(Stay {
        number: years.number * 12.0 + months.number,
        unit: Unit::Months,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rough_lengths_are_taken_for_the_nearest_exact_one() {
        for (said, expected) in [
            ("about 2 months", Some("2 months")),
            ("около года", Some("1 year")),
            ("1-2 weeks", Some("1.5 weeks")),
            ("about 1–2 weeks", Some("1.5 weeks")),
            ("2 years 3 months", Some("27 months")),
            ("2 years and 3 months", Some("27 months")),
            ("2 weeks 3 months", None),
            ("3-2 weeks", None),
            ("long", None),
        ] {
            let read = rough(said, "").map(|it| it.to_string());
            assert_eq!(read.as_deref(), expected, "{said}");
        }
        assert_eq!(rough("1-3", "months").map(|it| it.number), Some(2.0));
    }
}
