//! Bands of numbers: `8-10,11-13,23+` as people write them, or bands of one width. Numbers are taken
//! in whole units, as ages are: 10.7 is 10.

use std::fmt;

/// Bands that follow one another without gap.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    bands: Vec<Band>,
}

/// One band; both ends belong to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Band {
    /// `None` where it is open below.
    from: Option<i64>,
    /// `None` where it is open above.
    to: Option<i64>,
}

/// What is wrong with bands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BandError {
    /// It does not read.
    #[error("`{0}` is not a band, expected a form like `8-10`, `<8`, `23+` or a width such as `5`")]
    Form(String),
    /// Two bands have a number in common.
    #[error("the bands `{0}` and `{1}` overlap, expected every number in one band")]
    Overlap(String, String),
    /// Numbers between two bands are in none.
    #[error("between the bands `{0}` and `{1}` there is a gap, expected every number in a band")]
    Gap(String, String),
    /// A value lies in no band.
    #[error("`{value}` lies in none of the bands {bands}, expected every value in one")]
    Outside {
        /// The value.
        value: String,
        /// The bands.
        bands: String,
    },
    /// The attribute is not a number.
    #[error("`{name}` holds {kind} for {}, expected numbers for bands", listed(of))]
    NotNumbers {
        /// The attribute.
        name: String,
        /// What it holds.
        kind: &'static str,
        /// Of whom, and what.
        of: Vec<(String, String)>,
    },
}

/// The first of those whose answers are no numbers, with these.
fn listed(of: &[(String, String)]) -> String {
    const LISTED: usize = 5;
    let shown = of.iter().take(LISTED);
    let shown: Vec<String> = shown
        .map(|(who, value)| format!("respondent {who} (`{value}`)"))
        .collect();
    match of.len().saturating_sub(LISTED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

impl Bands {
    /// Reads `8-10,11-13,14+`, or a width such as `5`, which needs the numbers that are there.
    pub fn parse(text: &str, numbers: &[f64]) -> Result<Self, BandError> {
        if let Ok(width) = text.trim().parse::<i64>() {
            return match width {
                1.. => Ok(Self::of_width(width, numbers)),
                _ => Err(BandError::Form(text.to_owned())),
            };
        }
        let mut bands = Vec::new();
        for part in text.split(',') {
            bands.push(band(part.trim()).ok_or_else(|| BandError::Form(part.trim().to_owned()))?);
        }
        bands.sort_by_key(|it| (it.from.is_some(), it.from));
        for pair in bands.windows(2) {
            let (one, next) = (pair[0], pair[1]);
            let names = || (one.to_string(), next.to_string());
            let (name, other) = names();
            match (one.to, next.from) {
                (Some(to), Some(from)) if from == to + 1 => {}
                (Some(to), Some(from)) if from > to + 1 => return Err(BandError::Gap(name, other)),
                _ => return Err(BandError::Overlap(name, other)),
            }
        }
        let bands = Self { bands };
        match numbers.iter().find(|it| bands.find(**it).is_none()) {
            Some(value) => Err(BandError::Outside {
                value: value.to_string(),
                bands: bands.names().join(", "),
            }),
            None => Ok(bands),
        }
    }

    /// Bands that begin at multiples of `width`, from the smallest number to the largest.
    fn of_width(width: i64, numbers: &[f64]) -> Self {
        let starts = numbers.iter().map(|it| whole(*it).div_euclid(width));
        let (first, last) = (starts.clone().min().unwrap_or(0), starts.max().unwrap_or(0));
        let band = |at: i64| Band {
            from: Some(at * width),
            to: Some(at * width + width - 1),
        };
        Self {
            bands: (first..=last).map(band).collect(),
        }
    }

    /// Which band a number is in, from 0.
    pub fn find(&self, number: f64) -> Option<usize> {
        let number = whole(number);
        self.bands.iter().position(|band| {
            band.from.is_none_or(|from| from <= number) && band.to.is_none_or(|to| number <= to)
        })
    }

    /// The names of the bands, in order.
    pub fn names(&self) -> Vec<String> {
        self.bands.iter().map(ToString::to_string).collect()
    }
}

/// The whole units of a number; what is beyond counting stays at the end.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, which is meant"
)]
fn whole(number: f64) -> i64 {
    (number.floor() as i64).clamp(-1_000_000_000, 1_000_000_000)
}

fn band(text: &str) -> Option<Band> {
    let number = |text: &str| -> Option<i64> {
        let number = text.trim().parse().ok()?;
        (-1_000_000_000..=1_000_000_000)
            .contains(&number)
            .then_some(number)
    };
    if let Some(from) = text.strip_suffix('+') {
        let from = Some(number(from)?);
        return Some(Band { from, to: None });
    }
    if let Some(to) = text.strip_prefix('<') {
        let to = Some(number(to)? - 1);
        return Some(Band { from: None, to });
    }
    // The dash between two numbers is not the sign of the first.
    let dash = text
        .char_indices()
        .skip(1)
        .find(|(_, it)| *it == '-' || *it == '–');
    let Some((at, dash)) = dash else {
        let only = Some(number(text)?);
        return Some(Band {
            from: only,
            to: only,
        });
    };
    let (from, to) = (number(&text[..at])?, number(&text[at + dash.len_utf8()..])?);
    (from <= to).then_some(Band {
        from: Some(from),
        to: Some(to),
    })
}

/// `8–10`, `7`, `<8`, `23+`.
impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (Some(from), Some(to)) if from == to => write!(f, "{from}"),
            (Some(from), Some(to)) => write!(f, "{from}–{to}"),
            (Some(from), None) => write!(f, "{from}+"),
            (None, Some(to)) => write!(f, "<{}", to + 1),
            (None, None) => f.write_str("all"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_and_find_their_numbers() {
        let bands = Bands::parse("11-13, 8-10,<8,14+", &[3.0, 10.7, 90.0]).expect("bands");
        assert_eq!(bands.names(), ["<8", "8–10", "11–13", "14+"]);
        let places = [3.0, 8.0, 10.7, 11.0, 14.0].map(|it| bands.find(it));
        assert_eq!(places, [0, 1, 1, 2, 3].map(Some));
        let fives = Bands::parse("5", &[8.0, 19.9]).expect("bands");
        assert_eq!(fives.names(), ["5–9", "10–14", "15–19"]);
        let below = Bands::parse("-5--1,0,1-4", &[-3.0]).expect("bands");
        assert_eq!(below.names(), ["-5–-1", "0", "1–4"]);
    }

    #[test]
    fn bands_that_overlap_or_leave_gaps_are_refused() {
        for (text, why) in [
            ("8-10,10-13", "the bands `8–10` and `10–13` overlap"),
            ("8+,11-13", "the bands `8+` and `11–13` overlap"),
            (
                "8-10,12-13",
                "between the bands `8–10` and `12–13` there is a gap",
            ),
            ("8-10,11", "`14` lies in none of the bands 8–10, 11"),
            ("8-x", "`8-x` is not a band"),
            ("10-8", "`10-8` is not a band"),
            ("0", "`0` is not a band"),
            ("", "`` is not a band"),
        ] {
            let error = Bands::parse(text, &[14.0]).expect_err(text).to_string();
            assert!(error.starts_with(why), "{error}");
        }
    }
}
