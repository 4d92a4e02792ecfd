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
