//! The language that the words of figures are in. The English words name what is said; the other
//! languages have it in `CATALOGUE`, with the parts in the order that they need.

mod catalogue;

use std::fmt::Display;

use catalogue::CATALOGUE;

/// A language that figures can be labelled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// Russian.
    Russian,
    /// Kazakh.
    Kazakh,
}

impl Tongue {
    /// The one of a BCP 47 tag; `None` for a language that there are no words in.
    pub fn of(tag: &str) -> Option<Self> {
        match tag
            .split('-')
            .next()
            .unwrap_or_default()
            .to_lowercase()
            .as_str()
        {
            "en" => Some(Self::English),
            "ru" => Some(Self::Russian),
            "kk" => Some(Self::Kazakh),
            _ => None,
        }
    }

    /// Its BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Russian => "ru",
            Self::Kazakh => "kk",
        }
    }

    /// What `english` is called; words that the catalogue does not have, such as those of the study,
    /// stay as they are.
    pub fn word(self, english: &str) -> &str {
        let place = match self {
            Self::English => return english,
            Self::Russian => 1,
            Self::Kazakh => 2,
        };
        let known = CATALOGUE.iter().find(|it| it[0] == english);
        known.map_or(english, |it| it[place])
    }

    /// What `english` says, with the parts in place of `{0}`, `{1}` and so on.
    pub fn say(self, english: &str, parts: &[&dyn Display]) -> String {
        let mut said = String::new();
        let mut rest = self.word(english);
        while let Some((before, after)) = rest.split_once('{') {
            said.push_str(before);
            let (number, behind) = after.split_once('}').unwrap_or((after, ""));
            if let Some(part) = number.parse::<usize>().ok().and_then(|it| parts.get(it)) {
                said.push_str(&part.to_string());
            }
            rest = behind;
        }
        said.push_str(rest);
        said
    }

    /// A number that was written as English writes it, with the comma of the decimals and the spaces between
    /// thousands that the language has; from ten thousand on, thousands are set apart.
    pub fn number(self, written: &str) -> String {
        let (comma, space) = match self {
            Self::English => (".", ","),
            Self::Russian | Self::Kazakh => (",", "\u{a0}"),
        };
        let (whole, decimals) = match written.split_once('.') {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (written, None),
        };
        let digits = whole.trim_start_matches('-');
        let mut said = whole[..whole.len() - digits.len()].to_owned();
        for (at, digit) in digits.chars().enumerate() {
            let left = digits.len() - at;
            if at > 0 && left % 3 == 0 && digits.len() > 4 {
                said.push_str(space);
            }
            said.push(digit);
        }
        if let Some(decimals) = decimals {
            // Psychologists leave out the nought of a share, only in English.
            if digits.is_empty() && self != Self::English {
                said.push('0');
            }
            said.push_str(comma);
            said.push_str(decimals);
        }
        said
    }

    /// The numbers of a text that consists of nothing else, such as `0.97 (.92–1)`; other texts as they are.
    pub fn numerals(self, text: &str) -> String {
        let is_of_numbers = |it: char| it.is_ascii_digit() || " .-–<>≥≤()%+±".contains(it);
        let has_digit = text.contains(|it: char| it.is_ascii_digit());
        if self == Self::English || !has_digit || !text.chars().all(is_of_numbers) {
            return text.to_owned();
        }
        let mut said = String::new();
        let mut number = String::new();
        for letter in text.chars() {
            if letter.is_ascii_digit() || letter == '.' {
                number.push(letter);
            } else {
                said.push_str(&self.number(&std::mem::take(&mut number)));
                said.push(letter);
            }
        }
        said + &self.number(&number)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn places(text: &str) -> BTreeSet<&str> {
        let parts = text.split('{').skip(1);
        parts.filter_map(|it| it.split('}').next()).collect()
    }

    #[test]
    fn what_is_said_has_the_same_parts_in_every_language_and_is_there_once() {
        let mut seen = BTreeSet::new();
        for [english, russian, kazakh] in CATALOGUE {
            assert!(seen.insert(*english), "{english} is there twice");
            for other in [russian, kazakh] {
                assert_eq!(places(english), places(other), "{english}: {other}");
                assert!(!other.trim().is_empty(), "{english}");
                let ends = |it: &str| (it.starts_with(' '), it.starts_with(';'));
                assert_eq!(ends(english), ends(other), "{english}: {other}");
            }
        }
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        for (tongue, written, said) in [
            (Tongue::English, "12345.5", "12,345.5"),
            (Tongue::Russian, "-12345.5", "-12\u{a0}345,5"),
            (Tongue::Kazakh, "9999", "9999"),
            (Tongue::Russian, ".92", "0,92"),
            (Tongue::Russian, "", ""),
        ] {
            assert_eq!(tongue.number(written), said);
        }
        assert_eq!(Tongue::Russian.numerals("0.97 (.92–1)"), "0,97 (0,92–1)");
        assert_eq!(Tongue::Russian.numerals("push 1.5"), "push 1.5");
    }

    #[test]
    fn parts_stand_where_the_language_wants_them() {
        let said = |tongue: Tongue| tongue.say(" by {0}", &[&"category"]);
        assert_eq!(said(Tongue::English), " by category");
        assert_eq!(said(Tongue::Russian), " по: category");
        assert_eq!(said(Tongue::Kazakh), " – category бойынша");
        assert_eq!(
            Tongue::Russian.word("Taraz"),
            "Taraz",
            "a word of the study"
        );
        assert_eq!(Tongue::of("ru-KZ"), Some(Tongue::Russian));
        assert_eq!(Tongue::of("de"), None);
        for tag in crate::model::settings::LABELLED {
            assert!(Tongue::of(tag).is_some(), "{tag}");
        }
        // What the study says is no pattern.
        assert_eq!(Tongue::Kazakh.say(" by {0}", &[&"{1}"]), " – {1} бойынша");
    }
}
