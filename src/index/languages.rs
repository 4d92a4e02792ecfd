//! Which forms of a word are one word, language by language.

use std::borrow::Cow;

use frostem::{Algorithm, Stemmer};

/// The stemmer of one language. The algorithms are those of Snowball (Porter 2001).
pub struct Stems {
    stemmer: Stemmer,
    /// Whether it only cuts or changes the end of a word, so that the forms of a word begin alike.
    cuts_ends: bool,
}

/// Languages with a Snowball stemmer, and whether it only changes the ends of words. Where it also
/// folds accents or takes prefixes off, forms of one word may begin differently.
const KNOWN: &[(&str, Algorithm, bool)] = &[
    ("ar", Algorithm::Arabic, false),
    ("hy", Algorithm::Armenian, true),
    ("eu", Algorithm::Basque, true),
    ("ca", Algorithm::Catalan, false),
    ("cs", Algorithm::Czech, true),
    ("da", Algorithm::Danish, true),
    ("nl", Algorithm::Dutch, false),
    ("en", Algorithm::English, true),
    ("eo", Algorithm::Esperanto, false),
    ("et", Algorithm::Estonian, true),
    ("fi", Algorithm::Finnish, true),
    ("fr", Algorithm::French, false),
    ("de", Algorithm::German, false),
    ("el", Algorithm::Greek, false),
    ("hi", Algorithm::Hindi, true),
    ("hu", Algorithm::Hungarian, true),
    ("id", Algorithm::Indonesian, false),
    ("ga", Algorithm::Irish, false),
    ("it", Algorithm::Italian, false),
    ("lt", Algorithm::Lithuanian, true),
    ("ne", Algorithm::Nepali, true),
    ("no", Algorithm::Norwegian, true),
    ("nb", Algorithm::Norwegian, true),
    ("fa", Algorithm::Persian, false),
    ("pl", Algorithm::Polish, true),
    ("pt", Algorithm::Portuguese, false),
    ("ro", Algorithm::Romanian, false),
    ("ru", Algorithm::Russian, true),
    ("sr", Algorithm::Serbian, false),
    ("es", Algorithm::Spanish, false),
    ("sv", Algorithm::Swedish, true),
    ("ta", Algorithm::Tamil, false),
    ("tr", Algorithm::Turkish, true),
    ("yi", Algorithm::Yiddish, false),
];

impl Stems {
    /// The stemmer of a language (BCP 47); `None` where there is none.
    pub fn of(language: &str) -> Option<Self> {
        let base = language.split(['-', '_']).next().unwrap_or(language);
        let (_, algorithm, cuts_ends) = KNOWN.iter().find(|(tag, _, _)| *tag == base)?;
        Some(Self {
            stemmer: Stemmer::new(*algorithm),
            cuts_ends: *cuts_ends,
        })
    }

    /// The stem of a folded word.
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        self.stemmer.stem(word)
    }

    /// The letters that every form with this stem begins with. English changes the whole of some
    /// short words (`dying`, `skies`), so a short stem shares its first letter only.
    pub fn beginning<'s>(&self, stem: &'s str) -> &'s str {
        if !self.cuts_ends {
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
