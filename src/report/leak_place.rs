//! Where a short number stands like the name of somebody: 306 may be a count, `Respondent 306` is none.

use super::leak::LETTERS;

/// Words before the number of a respondent or a source.
const LABELS: &[&str] = &[
    "respondent",
    "interview",
    "informant",
    "participant",
    "source",
    "case",
    "id",
    "file",
    "респондент",
    "респондента",
    "информант",
    "участник",
    "интервью",
    "анкета",
    "сұхбат",
    "қатысушы",
];
/// What may stand between such a word and the number, at most.
const BETWEEN: usize = 3;

/// Whether a short number stands where names stand: after a word like `respondent`, at the head of an
/// attribution, or alone between quotation marks.
pub(super) fn stands_like_a_name(
    text: &str,
    start: usize,
    end: usize,
    before: Option<&str>,
) -> bool {
    let (left, right) = (&text[..start], &text[end..]);
    let word_end = left.trim_end_matches([' ', ':', '#', '№', '"', '\u{a0}', '.']);
    let labelled = before.is_some_and(|it| LABELS.contains(&it))
        && word_end.ends_with(char::is_alphabetic)
        && left[word_end.len()..].chars().count() <= BETWEEN;
    let numbered = left.trim_end_matches([' ', '\u{a0}']).ends_with(['№', '#']);
    let opened = left.ends_with(['(', '[']);
    let after = right.strip_prefix(',').map(str::trim_start);
    let long = text[start..end].chars().count() >= LETTERS;
    let heads = opened
        && (after.is_some_and(|it| it.starts_with(char::is_alphabetic))
            || (long && right.starts_with([')', ']'])));
    let quoted = left.ends_with('"') && right.starts_with('"');
    labelled || numbered || heads || quoted
}
