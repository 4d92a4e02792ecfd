//! One word of a query against one word of a text.

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder};

use super::languages::Stems;
use super::query::Slot;

/// The languages of the sources; a source knows its own by number, 0 for none that is known here.
pub struct Languages {
    known: Vec<(String, Option<Stems>)>,
}

/// Which languages a word answers in, one bit each.
pub type In = u64;
/// In every language.
pub const ANY: In = u64::MAX;

/// A word of a query, made ready.
pub enum Wanted {
    /// This word, or one with one of these stems in the language of the same place.
    Forms(String, Vec<Option<String>>),
    /// This word.
    Exact(String),
    /// Words that begin so.
    Prefix(String),
    /// Words that the automaton takes (Schulz and Mihov 2002).
    Fuzzy(Box<DFA>),
}

impl Languages {
    /// The languages named, each once. More than 63 cannot be told apart; the rest have no stems.
    pub fn new<'l>(tags: impl IntoIterator<Item = &'l str>) -> Self {
        let mut known: Vec<(String, Option<Stems>)> = vec![(String::new(), None)];
        for tag in tags {
            if known.len() < 64 && !known.iter().any(|(it, _)| it == tag) {
                known.push((tag.to_owned(), Stems::of(tag)));
            }
        }
        Self { known }
    }

    /// The number of a language.
    pub fn number(&self, tag: Option<&str>) -> usize {
        tag.and_then(|tag| self.known.iter().position(|(it, _)| it == tag))
            .unwrap_or(0)
    }

    /// Makes a word of a query ready.
    pub fn wanted(&self, slot: &Slot) -> Wanted {
        match slot {
            Slot::Forms(word) => {
                let stems = self
                    .known
                    .iter()
                    .map(|(_, stems)| stems.as_ref().map(|stems| stems.stem(word).into_owned()));
                Wanted::Forms(word.clone(), stems.collect())
            }
            Slot::Exact(word) => Wanted::Exact(word.clone()),
            Slot::Prefix(word) => Wanted::Prefix(word.clone()),
            Slot::Fuzzy(word, letters) => {
                let builder = LevenshteinAutomatonBuilder::new(*letters, true);
                Wanted::Fuzzy(Box::new(builder.build_dfa(word)))
            }
        }
    }

    /// In which languages `word`, as it stands in a text, is the word that is wanted.
    pub fn answers(&self, wanted: &Wanted, word: &str) -> In {
        let all = |yes: bool| if yes { ANY } else { 0 };
        match wanted {
            Wanted::Exact(exact) => all(word == exact),
            Wanted::Prefix(start) => all(word.starts_with(start.as_str())),
            Wanted::Fuzzy(automaton) => all(matches!(automaton.eval(word), Distance::Exact(_))),
            Wanted::Forms(exact, _) if word == exact => ANY,
            Wanted::Forms(_, wanted) => (0..)
                .zip(self.known.iter().zip(wanted))
                .filter(|(_, ((_, stems), wanted))| match (stems, wanted) {
                    (Some(stems), Some(wanted)) => {
                        stems.may_have(word, wanted) && stems.stem(word) == *wanted
                    }
                    _ => false,
                })
                .fold(0, |bits, (number, _)| bits | 1 << number),
        }
    }

    /// Beginnings that, taken together, every word begins with that can answer; one that begins with
    /// another of them is left out.
    pub fn beginnings<'w>(&self, wanted: &'w Wanted) -> Vec<&'w str> {
        let mut beginnings: Vec<&str> = match wanted {
            Wanted::Exact(word) | Wanted::Prefix(word) => vec![word],
            Wanted::Fuzzy(_) => vec![""],
            Wanted::Forms(word, stems) => {
                let of = self
                    .known
                    .iter()
                    .zip(stems)
                    .filter_map(|((_, stems), wanted)| {
                        Some(stems.as_ref()?.beginning(wanted.as_ref()?))
                    });
                of.chain([word.as_str()]).collect()
            }
        };
        beginnings.sort_unstable();
        beginnings.dedup_by(|next, before| next.starts_with(*before));
        beginnings
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(slot: Slot, word: &str) -> In {
        let languages = Languages::new(["en", "ru", "kk"]);
        let wanted = languages.wanted(&slot);
        let found = languages.answers(&wanted, word);
        let reached = languages
            .beginnings(&wanted)
            .iter()
            .any(|it| word.starts_with(it));
        assert!(found == 0 || reached, "{slot:?} {word}");
        found
    }

    #[test]
    fn a_form_answers_in_the_languages_in_which_it_is_the_same_word() {
        assert_eq!(answers(Slot::Forms("quarrel".into()), "quarrels"), 1 << 1);
        assert_eq!(answers(Slot::Forms("бедность".into()), "бедности"), 1 << 2);
        assert_eq!(answers(Slot::Forms("coal".into()), "coal"), ANY);
        assert_eq!(answers(Slot::Forms("die".into()), "dying"), 1 << 1);
        assert_eq!(answers(Slot::Forms("coal".into()), "coat"), 0);
    }

    #[test]
    fn prefixes_and_fuzzy_words_answer_in_every_language() {
        assert_eq!(answers(Slot::Prefix("кедей".into()), "кедейлік"), ANY);
        assert_eq!(answers(Slot::Fuzzy("money".into(), 1), "mony"), ANY);
        assert_eq!(answers(Slot::Fuzzy("money".into(), 1), "moeny"), ANY);
        assert_eq!(answers(Slot::Fuzzy("money".into(), 1), "many"), 0);
        assert_eq!(answers(Slot::Exact("poor".into()), "poorer"), 0);
    }
}
