//! Whether words that stand somewhere are those that were stored, and where words begin and end.

use crate::model::span::Span;

/// Whether the stored words are those found: white space is one blank, byte order marks are nothing,
/// and words cut with an ellipsis count as far as they go.
pub fn agrees(found: &str, stored: &str) -> bool {
    let plain = |words: &str| {
        let words = words.replace('\u{feff}', "");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    if found == stored && stored.chars().any(char::is_alphanumeric) {
        return true;
    }
    let (found, stored) = (plain(found), plain(stored));
    if stored.is_empty() {
        return false;
    }
    let cut = stored
        .strip_suffix('…')
        .or_else(|| stored.strip_suffix("..."))
        .map(str::trim_end);
    found == stored || cut.is_some_and(|cut| !cut.is_empty() && found.starts_with(cut))
}

/// Whether words start at a byte: nothing of a word before, no blank behind.
pub(super) fn starts(text: &str, at: usize) -> bool {
    let (before, after) = around(text, at);
    !before.is_some_and(char::is_alphanumeric) && after.is_some_and(|it| !it.is_whitespace())
}

/// Whether words end at a byte: no blank before, nothing of a word behind.
pub(super) fn ends(text: &str, at: usize) -> bool {
    let (before, after) = around(text, at);
    !after.is_some_and(char::is_alphanumeric) && before.is_some_and(|it| !it.is_whitespace())
}

fn around(text: &str, at: usize) -> (Option<char>, Option<char>) {
    let before = text[..at].chars().next_back();
    (before, text[at..].chars().next())
}

/// Stored names that are not the words at their place: those that may be labels, and those that are
/// words, for they stand elsewhere in the text or are many.
pub(super) fn misplaced(
    text: &str,
    spans: &[Option<Span>],
    quotes: &[String],
) -> (Vec<String>, Vec<String>) {
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut whole = None;
    let (mut labels, mut words) = (Vec::new(), Vec::new());
    for (span, quote) in spans.iter().zip(quotes) {
        let found = span.and_then(|it| it.of(text));
        let Some(found) = found.filter(|it| !quote.trim().is_empty() && !agrees(it, quote)) else {
            continue;
        };
        let quote = plain(quote);
        let bare = quote.trim_end_matches(['…', '.']).trim_end();
        // Programs that name a selection after its first words cut them as they please.
        if !bare.is_empty() && plain(found).starts_with(bare) {
            continue;
        }
        let whole = whole.get_or_insert_with(|| plain(text));
        let is_many = bare.split(' ').count() > 2;
        let is_elsewhere = || bare.chars().count() > 3 && whole.contains(bare);
        match is_many || is_elsewhere() {
            true => words.push(quote),
            false => labels.push(quote),
        }
    }
    (labels, words)
}

/// Whether a line starts or ends at a byte.
pub(super) fn is_line(text: &str, at: usize) -> bool {
    at == 0 || at == text.len() || text[..at].ends_with('\n') || text[at..].starts_with('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn starts_are_at_starts_of_words_and_ends_at_their_ends() {
        let text = "We \"left\", he said.";
        let of = |is: fn(&str, usize) -> bool| -> Vec<usize> {
            (0..=text.len()).filter(|at| is(text, *at)).collect()
        };
        assert_eq!(of(starts), [0, 3, 4, 9, 11, 14]);
        assert_eq!(of(ends), [2, 8, 9, 10, 13, 18, 19]);
    }

    #[test]
    fn names_that_are_words_of_another_place_are_told_from_labels() {
        let text = "We left home. The road was long.";
        let spans = [(0, 2), (3, 7), (8, 12), (14, 22)];
        let spans = spans.map(|(start, end)| Some(Span { start, end }));
        let quotes = ["We", "home", "note 7", "The"].map(str::to_owned);
        let (labels, words) = misplaced(text, &spans, &quotes);
        assert_eq!(
            (labels, words),
            (vec!["note 7".to_owned()], vec!["home".to_owned()])
        );
    }
}
