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

/// Whether a word starts or ends at a byte.
pub(super) fn is_border(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric))
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
