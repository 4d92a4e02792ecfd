//! Whether words that stand somewhere are those that were stored, and where words begin and end.

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

/// Whether a line starts or ends at a byte.
pub(super) fn is_line(text: &str, at: usize) -> bool {
    at == 0 || at == text.len() || text[..at].ends_with('\n') || text[at..].starts_with('\n')
}
