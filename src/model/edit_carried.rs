//! Carries an edit to the next version of a text. It goes along where what was left out or replaced is
//! still the same and still stands between the same words; where a correction touches that, nobody but
//! a reader can say what the quote should be, and the edit stays behind.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::carry::{Carried, carry};
use super::edit::{Done, Splice, Stretch};
use super::hash::Hash;
use super::span::Span;

/// What ends a sentence.
const ENDS: [char; 5] = ['.', '!', '?', '…', '\n'];

/// The stretch as it stands in `new`, the text of `version`, given that it stands in `old`.
pub fn carried(stretch: &Stretch, old: &str, new: &str, version: u32) -> Option<Stretch> {
    let before = stretch.of(old)?;
    let span = match carry(old, new, &[stretch.span]).first()? {
        Carried::Kept(span) | Carried::Moved(span) => *span,
        Carried::Lost => return None,
    };
    let after = span.of(new)?;
    let borders = Borders::of(before, after);
    let mut splices = Vec::with_capacity(stretch.splices.len());
    for splice in &stretch.splices {
        let (from, to) = (
            splice.span.start - stretch.span.start,
            splice.span.end - stretch.span.start,
        );
        let is_cut = matches!(splice.done, Done::Omitted { .. }) && from < to;
        let (was, is_first, is_last) = (before.get(from..to)?, from == 0, to == before.len());
        // What is cut off at the ends may change, but not in the sentence that is cut.
        let (start, end) = match is_cut && is_first != is_last {
            true if is_first => (0, borders.before_word(to)?),
            true => (borders.behind_word(from)?, after.len()),
            false => (borders.now(from)?, borders.now(to)?),
        };
        let now = after.get(start..end)?;
        let same = match is_cut && is_first != is_last {
            true if is_first => was.rsplit(ENDS).next() == now.rsplit(ENDS).next(),
            true => was.split(ENDS).next() == now.split(ENDS).next(),
            false => was == now,
        };
        if !same {
            return None;
        }
        splices.push(Splice {
            span: Span {
                start: span.start + start,
                end: span.start + end,
            },
            done: splice.done.clone(),
        });
    }
    Some(Stretch {
        source: stretch.source,
        version,
        span,
        words: Hash::of(after.as_bytes()),
        splices,
    })
}

/// A word, or what stands between words.
struct Token {
    start: usize,
    end: usize,
    is_word: bool,
}

/// Where the borders between the words of one text are in another.
struct Borders {
    /// The tokens of the old text.
    old: Vec<Token>,
    /// Where each token of the new text begins, and the end.
    new: Vec<usize>,
    /// For every old token the new one that it survives as.
    survives: Vec<Option<usize>>,
}

impl Borders {
    fn of(old: &str, new: &str) -> Self {
        let before: Vec<(usize, &str)> = old.split_word_bound_indices().collect();
        let after: Vec<(usize, &str)> = new.split_word_bound_indices().collect();
        let words = |tokens: &[(usize, &str)]| -> Vec<String> {
            tokens.iter().map(|it| it.1.to_owned()).collect()
        };
        let hunks = capture_diff_slices(Algorithm::Myers, &words(&before), &words(&after));
        let mut survives = vec![None; before.len()];
        for hunk in hunks {
            if let DiffOp::Equal {
                old_index,
                new_index,
                len,
            } = hunk
            {
                for step in 0..len {
                    survives[old_index + step] = Some(new_index + step);
                }
            }
        }
        Self {
            old: before
                .iter()
                .map(|(start, token)| Token {
                    start: *start,
                    end: start + token.len(),
                    is_word: token.chars().any(char::is_alphanumeric),
                })
                .collect(),
            new: after.iter().map(|it| it.0).chain([new.len()]).collect(),
            survives,
        }
    }

    /// Where a border before a word is now, if the word and what stands between are still there.
    fn before_word(&self, at: usize) -> Option<usize> {
        let behind = self.old.partition_point(|it| it.start < at);
        let word = (behind..self.old.len()).find(|it| self.old[*it].is_word)?;
        let first = self.survives[behind]?;
        let follow = (behind..=word).all(|it| self.survives[it] == Some(first + it - behind));
        let begins = self.old[behind].start == at;
        (follow && begins).then(|| self.new[first])
    }

    /// Where a border behind a word is now, if the word and what stands between are still there.
    fn behind_word(&self, at: usize) -> Option<usize> {
        let behind = self.old.partition_point(|it| it.end <= at);
        let word = (0..behind).rev().find(|it| self.old[*it].is_word)?;
        let first = self.survives[word]?;
        let follow = (word..behind).all(|it| self.survives[it] == Some(first + it - word));
        let ends = self.old[behind - 1].end == at;
        (follow && ends).then(|| self.new[first + behind - word])
    }

    /// Where byte `at` of the old text is now, if the words on both sides of it are still there with
    /// nothing else between them.
    fn now(&self, at: usize) -> Option<usize> {
        let behind = self.old.partition_point(|it| it.start < at);
        let token = |number: usize| self.survives.get(number).copied().flatten();
        let inside = behind.checked_sub(1).filter(|it| self.old[*it].end > at);
        if let Some(number) = inside {
            return Some(self.new[token(number)?] + at - self.old[number].start);
        }
        let is_word = |number: &usize| self.old[*number].is_word;
        let before = (0..behind).rev().find(is_word);
        let after = (behind..self.old.len()).find(is_word);
        // Tokens of the old text from the word before to the word behind, or to its ends.
        let first = before.map_or(Some(0), token)?;
        let from = before.unwrap_or(0);
        let to = after.map_or(self.old.len(), |it| it + 1);
        let follow = (from..to).all(|number| token(number) == Some(first + number - from));
        let ends = after.is_some() || first + to - from + 1 == self.new.len();
        (follow && ends).then(|| self.new[first + behind - from])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::id::Id;
    use proptest::prelude::*;
    use uuid::Uuid;

    const OLD: &str = "It was so. We had no coal, hardly any wood, and my aunt was ill. We left.";

    fn at(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("words");
        Span {
            start,
            end: start + words.len(),
        }
    }

    fn stretch() -> Stretch {
        let words = "We had no coal, hardly any wood, and my aunt was ill.";
        let splice = |words: &str, done| Splice {
            span: at(OLD, words),
            done,
        };
        let omitted = Done::Omitted {
            sign: true,
            stop: String::new(),
        };
        Stretch {
            source: Id::from_uuid(Uuid::nil()),
            version: 1,
            span: at(OLD, words),
            words: Hash::of(words.as_bytes()),
            splices: vec![
                splice("hardly any wood, ", omitted),
                splice("my aunt", Done::Put("she".to_owned())),
            ],
        }
    }

    #[test]
    fn an_edit_goes_along_where_its_cuts_are_the_same() {
        let new = OLD
            .replace("It was so.", "It was exactly so, as I said.")
            .replace("We had no", "At home we had no");
        let found = carried(&stretch(), OLD, &new, 2).expect("carried");
        assert_eq!(found.version, 2);
        assert!(found.of(&new).is_some());
        let words: Vec<_> = found
            .splices
            .iter()
            .map(|it| it.span.of(&new).expect("words"))
            .collect();
        assert_eq!(words, ["hardly any wood, ", "my aunt"]);
    }

    #[test]
    fn what_is_cut_off_at_the_ends_may_change_in_other_sentences() {
        let words = "It was so. We had no coal, hardly any wood, and my aunt was ill.";
        let omitted = |span| Splice {
            span,
            done: Done::Omitted {
                sign: false,
                stop: String::new(),
            },
        };
        let stretch = Stretch {
            span: at(OLD, words),
            words: Hash::of(words.as_bytes()),
            splices: vec![
                omitted(at(OLD, "It was so. We ")),
                omitted(at(OLD, ", and my aunt was ill.")),
            ],
            ..stretch()
        };
        let now = |old: &str, new: &str| carried(&stretch, OLD, &OLD.replace(old, new), 2);
        assert!(now("It was so.", "It was hard, so hard.").is_some());
        assert!(now("aunt was ill.", "aunt was ill, very. Yes.").is_none());
        assert!(now("We left.", "We left at last.").is_some());
        assert!(now("We had", "We never had").is_none());
        assert!(now("was so. We", "was so. They").is_none());
    }

    #[test]
    fn it_stays_behind_where_a_correction_touches_what_is_cut() {
        for (old, new) in [
            ("hardly any wood", "not any wood"),
            ("hardly any wood", "hardly any dry wood"),
            ("my aunt was", "my aunt never was"),
            ("coal, hardly", "coal, not hardly"),
            ("my aunt", "my uncle"),
            ("We had no coal, hardly any wood, and my aunt was ill.", ""),
        ] {
            let corrected = OLD.replace(old, new);
            assert_ne!(corrected, OLD);
            assert_eq!(carried(&stretch(), OLD, &corrected, 2), None, "{new}");
        }
    }

    proptest! {
        #[test]
        fn what_stands_around_a_stretch_changes_nothing_in_it(before in "\\PC{0,12}", after in "\\PC{0,12}") {
            let new = format!("{before} zz. {OLD} {after}");
            if let Some(found) = carried(&stretch(), OLD, &new, 2) {
                prop_assert_eq!(found.of(&new), stretch().of(OLD));
                for (now, was) in found.splices.iter().zip(stretch().splices) {
                    prop_assert_eq!(now.span.of(&new), was.span.of(OLD));
                    prop_assert_eq!(&now.done, &was.done);
                }
            }
        }
    }
}
