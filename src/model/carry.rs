//! Carries spans from one version of a text to the next, by the words that both have in common.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_segmentation::UnicodeSegmentation;

use super::span::Span;

/// What became of a span in the new text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carried {
    /// The same words at the same place.
    Kept(Span),
    /// The same words, or most of them, at another place or with changes inside.
    Moved(Span),
    /// Fewer than half of its words are left.
    Lost,
}

/// Where each of `spans` stands in `new`. The texts are compared word by word; a span follows the
/// words that survive, takes changes between them along, and is lost when fewer than half survive.
pub fn carry(old: &str, new: &str, spans: &[Span]) -> Vec<Carried> {
    let before: Vec<(usize, &str)> = old.split_word_bound_indices().collect();
    let after: Vec<(usize, &str)> = new.split_word_bound_indices().collect();
    let old_words: Vec<&str> = before.iter().map(|token| token.1).collect();
    let new_words: Vec<&str> = after.iter().map(|token| token.1).collect();
    let hunks = capture_diff_slices(Algorithm::Myers, &old_words, &new_words);
    // For every old token the new one that it survives as.
    let mut survives: Vec<Option<usize>> = vec![None; before.len()];
    for hunk in &hunks {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = *hunk
        {
            for step in 0..len {
                survives[old_index + step] = Some(new_index + step);
            }
        }
    }
    let place = |span: Span| {
        let first = before.partition_point(|token| token.0 + token.1.len() <= span.start);
        let last = before.partition_point(|token| token.0 < span.end);
        let is_word = |token: &usize| before[*token].1.chars().any(char::is_alphanumeric);
        let mut all: Vec<usize> = (first..last).filter(is_word).collect();
        if all.is_empty() {
            all = (first..last).collect();
        }
        let left: Vec<usize> = all
            .iter()
            .copied()
            .filter(|token| survives[*token].is_some())
            .collect();
        if left.is_empty() || left.len() * 2 < all.len() {
            return Carried::Lost;
        }
        let survivor = |token: usize| survives[token].map(|new| (token, new));
        let (Some((start_old, start_new)), Some((end_old, end_new))) = (
            (first..last).find_map(survivor),
            (first..last).rev().find_map(survivor),
        ) else {
            return Carried::Lost;
        };
        // A span may begin or end inside a token; it keeps its distance from the token's ends.
        let start = after[start_new].0 + span.start.saturating_sub(before[start_old].0);
        let (old_end, new_end) = (
            before[end_old].0 + before[end_old].1.len(),
            after[end_new].0 + after[end_new].1.len(),
        );
        let end = new_end - old_end.saturating_sub(span.end);
        match Span::new(new, start, end)
            .ok()
            .and_then(|found| found.trimmed(new))
        {
            None => Carried::Lost,
            Some(found) if found == span && found.of(new) == span.of(old) => Carried::Kept(found),
            Some(found) => Carried::Moved(found),
        }
    };
    spans.iter().map(|span| place(*span)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str, words: &str) -> Span {
        let start = text.find(words).expect("words stand in the text");
        Span::new(text, start, start + words.len()).expect("span")
    }

    #[test]
    fn a_span_follows_its_words() {
        let old = "We had no coal. The lamp was broken. I left in May.";
        let new = "In winter we had no coal. The lamp was broken. I left in June.";
        let spans = [
            at(old, "The lamp was broken."),
            at(old, "I left in May."),
            at(old, "had no coal"),
        ];
        let carried: Vec<_> = carry(old, new, &spans)
            .into_iter()
            .map(|carried| match carried {
                Carried::Kept(span) | Carried::Moved(span) => span.of(new),
                Carried::Lost => None,
            })
            .collect();
        let expected = [
            Some("The lamp was broken."),
            Some("I left in June."),
            Some("had no coal"),
        ];
        assert_eq!(carried, expected);
    }

    #[test]
    fn a_span_whose_words_are_gone_is_lost() {
        let old = "One thing. My brother bakes bread. Another thing.";
        let new = "One thing. Another thing.";
        assert_eq!(
            carry(old, new, &[at(old, "My brother bakes bread.")]),
            [Carried::Lost]
        );
    }

    proptest! {
        #[test]
        fn in_the_same_text_every_span_is_kept(text in "[a-zа-я ,.]{1,80}", a in 0usize..80, b in 0usize..80) {
            if let Ok(span) = Span::from_chars(&text, a.min(b), a.max(b))
                && span.trimmed(&text) == Some(span) {
                prop_assert_eq!(carry(&text, &text, &[span]), vec![Carried::Kept(span)]);
            }
        }

        #[test]
        fn words_put_before_move_a_span_and_change_nothing_in_it(text in "[a-zа-я ,.]{1,80}", a in 0usize..80, b in 0usize..80) {
            let new = format!("Qq zz. {text}");
            if let Ok(span) = Span::from_chars(&text, a.min(b), a.max(b))
                && span.trimmed(&text) == Some(span) {
                match carry(&text, &new, &[span])[0] {
                    Carried::Moved(found) => prop_assert!(found.of(&new).is_some()),
                    other => prop_assert!(matches!(other, Carried::Lost), "{:?}", other),
                }
            }
        }
    }
}
