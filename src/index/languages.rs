//! Which forms of a word are one word, language by language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

/// The stemmer of one language. The algorithms are those of Snowball (Porter 2001).
pub struct Stems {
    stemmer: Stemmer,
    changes: Changes,
}

/// What a stemmer changes, which says how the forms of one word begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Changes {
    /// Only the ends of words.
    Ends,
    /// Also accents, so that forms may begin with the same letter under another accent.
    Accents,
    /// Also beginnings, or the script.
    All,
}
use Changes::{Accents, All, Ends};

/// Languages with a Snowball stemmer, and what that changes.
const KNOWN: &[(&str, Algorithm, Changes)] = &[
    ("ar", Algorithm::Arabic, All),
    ("hy", Algorithm::Armenian, Ends),
    ("eu", Algorithm::Basque, Ends),
    ("ca", Algorithm::Catalan, Accents),
    ("cs", Algorithm::Czech, Ends),
    ("da", Algorithm::Danish, Ends),
    ("nl", Algorithm::Dutch, All),
    ("en", Algorithm::English, Ends),
    ("eo", Algorithm::Esperanto, All),
    ("et", Algorithm::Estonian, Ends),
    ("fi", Algorithm::Finnish, Ends),
    ("fr", Algorithm::French, Accents),
    ("de", Algorithm::German, Accents),
    ("el", Algorithm::Greek, Accents),
    ("hi", Algorithm::Hindi, Ends),
    ("hu", Algorithm::Hungarian, Ends),
    ("id", Algorithm::Indonesian, All),
    ("ga", Algorithm::Irish, All),
    ("it", Algorithm::Italian, Accents),
    ("lt", Algorithm::Lithuanian, Ends),
    ("ne", Algorithm::Nepali, Ends),
    ("no", Algorithm::Norwegian, Ends),
    ("nb", Algorithm::Norwegian, Ends),
    ("fa", Algorithm::Persian, All),
    ("pl", Algorithm::Polish, Ends),
    ("pt", Algorithm::Portuguese, Accents),
    ("ro", Algorithm::Romanian, Accents),
    ("ru", Algorithm::Russian, Ends),
    ("sr", Algorithm::Serbian, All),
    ("es", Algorithm::Spanish, Accents),
    ("sv", Algorithm::Swedish, Ends),
    ("ta", Algorithm::Tamil, All),
    ("tr", Algorithm::Turkish, Ends),
    ("yi", Algorithm::Yiddish, All),
];

impl Stems {
    /// The stemmer of a language (BCP 47); `None` where there is none.
    pub fn of(language: &str) -> Option<Self> {
        let base = language.split(['-', '_']).next().unwrap_or(language);
        let (_, algorithm, changes) = KNOWN.iter().find(|(tag, _, _)| *tag == base)?;
        Some(Self {
            stemmer: Stemmer::new(*algorithm),
            changes: *changes,
        })
    }

    /// The stem of a folded word.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.stemmer.stem(word)
    }

    /// Whether a word can have this stem at all, by its first letter; cheaper than its stem.
    pub fn may_have(&self, word: &str, stem: &str) -> bool {
        let first = |word: &str| word.nfd().next();
        match self.changes {
            Ends => word.starts_with(self.beginning(stem)),
            Accents => first(word) == first(stem),
            All => true,
        }
    }

    /// The letters that every form with this stem begins with. English changes the whole of some
    /// short words (`dying`, `skies`), so a short stem shares its first letter only.
    pub fn beginning<'s>(&self, stem: &'s str) -> &'s str {
        if self.changes != Ends {
            return "";
        }
        let letters = if stem.chars().count() <= 3 { 1 } else { 2 };
        let end = stem
            .char_indices()
            .nth(letters)
            .map_or(stem.len(), |(at, _)| at);
        &stem[..end]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_have_one_stem() {
        let english = Stems::of("en").expect("en");
        assert_eq!(
            english.stem("quarrels"),
            english.stem("quarrelled").replace("ll", "l")
        );
        assert_eq!(english.stem("families"), english.stem("family"));
        let russian = Stems::of("ru-RU").expect("ru");
        assert_eq!(russian.stem("бедности"), russian.stem("бедность"));
        assert!(Stems::of("kk").is_none());
    }

    #[test]
    fn where_only_ends_change_the_forms_begin_with_the_beginning_of_the_stem() {
        for (tag, words) in [
            (
                "en",
                [
                    "dying",
                    "lying",
                    "skies",
                    "ponies",
                    "generously",
                    "news",
                    "idly",
                    "early",
                ],
            ),
            (
                "ru",
                [
                    "лучшие",
                    "шел",
                    "детей",
                    "ссорились",
                    "бил",
                    "мамы",
                    "домой",
                    "их",
                ],
            ),
            (
                "tr",
                [
                    "kitaplar",
                    "evden",
                    "adam",
                    "çocuklar",
                    "gitti",
                    "su",
                    "yol",
                    "ile",
                ],
            ),
        ] {
            let stems = Stems::of(tag).expect("known");
            for word in words {
                let stem = stems.stem(word);
                assert!(
                    word.starts_with(stems.beginning(&stem)),
                    "{tag} {word} {stem}"
                );
            }
        }
    }
}
