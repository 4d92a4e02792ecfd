//! Words of a form that tells what they are: e-mail addresses, telephone numbers, days.

use std::sync::LazyLock;

use regex::Regex;

use crate::model::redaction::Origin;
use crate::model::span::Span;

/// A form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// `aigul@example.org`.
    Email,
    /// `+7 701 000 00 00`, `8 (701) 000-00-00`.
    Phone,
    /// `12.05.2019`, `12 May`, `12 мая 2019`.
    Date,
}

impl Pattern {
    /// Where such words were found.
    pub fn origin(self) -> Origin {
        match self {
            Self::Email => Origin::Email,
            Self::Phone => Origin::Phone,
            Self::Date => Origin::Date,
        }
    }

    /// What is printed for them.
    pub fn shown(self) -> &'static str {
        match self {
            Self::Email => "e-mail address",
            Self::Phone => "phone number",
            Self::Date => "date",
        }
    }
}

/// Fewer digits are no telephone number, nor are more (ITU-T E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Names of months as they stand in a day, in English, Russian and Kazakh.
const MONTHS: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|\
sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|января|февраля|марта|апреля|мая|июня|июля|\
августа|сентября|октября|ноября|декабря|қаңтар|ақпан|наурыз|сәуір|мамыр|маусым|шілде|тамыз|\
қыркүйек|қазан|қараша|желтоқсан";

#[expect(
    clippy::expect_used,
    reason = "the patterns are constants, which a test compiles"
)]
fn compiled(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a constant that compiles")
}

static EMAIL: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"[\p{L}\d._%+-]*[\p{L}\d]@[\p{L}\d][\p{L}\d.-]*\.\p{L}{2,}"));
static PHONE: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?:\+\s?)?\(?\d[\d \u{a0}().-]{4,}\d"));
static NUMERIC: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r"\b(?:(\d{4})[-./](\d{1,2})[-./](\d{1,2})|(\d{1,2})[-./](\d{1,2})[-./](?:\d{4}|\d{2}))\b",
    )
});
static WRITTEN: LazyLock<Regex> = LazyLock::new(|| {
    compiled(&format!(
        r"(?i)\b(?:\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+(?:{MONTHS})|(?:{MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b)\.?(?:,?\s+\d{{4}}\b)?"
    ))
});

/// Where words of this form stand in `text`, in order.
pub fn found(text: &str, pattern: Pattern) -> Vec<Span> {
    let span = |it: regex::Match<'_>| Span {
        start: it.start(),
        end: it.end(),
    };
    match pattern {
        Pattern::Email => EMAIL.find_iter(text).map(span).collect(),
        Pattern::Date => {
            let numeric = NUMERIC.captures_iter(text).filter_map(|it| {
                let number = |at: usize| it.get(at)?.as_str().parse::<u32>().ok();
                let (one, other) = match number(1) {
                    Some(_) => (number(2)?, number(3)?),
                    None => (number(4)?, number(5)?),
                };
                // A day and a month, in either order.
                let (low, high) = (one.min(other), one.max(other));
                ((1..=12).contains(&low) && high <= 31).then(|| it.get(0).map(span))?
            });
            let written = WRITTEN.find_iter(text).map(span);
            let mut all: Vec<Span> = numeric.chain(written).collect();
            all.sort();
            all
        }
        Pattern::Phone => {
            let days = found(text, Pattern::Date);
            PHONE
                .find_iter(text)
                .filter(|it| is_phone(text, it))
                .map(span)
                .filter(|it| !days.iter().any(|day| day.overlaps(*it)))
                .collect()
        }
    }
}

fn is_phone(text: &str, found: &regex::Match<'_>) -> bool {
    let words = found.as_str();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let cut = inside(text[..found.start()].chars().next_back())
        || inside(text[found.end()..].chars().next());
    // `1 000 000` is a sum of money, `1.5 - 2.5` and the like are measures.
    let groups: Vec<&str> = words.split([' ', '\u{a0}']).collect();
    let is_sum =
        groups.len() > 1 && groups[0].len() <= 3 && groups[1..].iter().all(|it| it.len() == 3);
    let plain = words.chars().all(|it| it.is_ascii_digit() || it == '.');
    let telling = words.starts_with('+') || words.contains('(') || digits >= 10 || !plain;
    DIGITS.contains(&digits) && !cut && telling && (!is_sum || words.starts_with('+'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, pattern: Pattern) -> Vec<&str> {
        found(text, pattern)
            .into_iter()
            .filter_map(|it| it.of(text))
            .collect()
    }

    #[test]
    fn forms_are_found_and_their_neighbours_are_not() {
        let text = "Write to aigul.b@example.org, or call +7 701 000 11 22 or 8(701)000-11-22 after 12.05.2019. \
                    Born on 3 May 2007, 14 мая; 2019-05-12; not 31.02.1 nor 99.99.2019. It cost 1 000 000 or 250000 \
                    tenge, 12 years, 3 to 4 weeks, in 2019.";
        assert_eq!(words(text, Pattern::Email), ["aigul.b@example.org"]);
        assert_eq!(
            words(text, Pattern::Phone),
            ["+7 701 000 11 22", "8(701)000-11-22"]
        );
        assert_eq!(
            words(text, Pattern::Date),
            ["12.05.2019", "3 May 2007", "14 мая", "2019-05-12"]
        );
        assert_eq!(
            words("on May 3rd, 2007 or the 4th of June", Pattern::Date),
            ["May 3rd, 2007", "4th of June"]
        );
        assert_eq!(words("5 мамыр 2018", Pattern::Date), ["5 мамыр 2018"]);
    }
}
