//! Words in cells of separated text that a spreadsheet program would take for a formula: an apostrophe
//! before them says that they are words, and is taken away again when such a table is read.

use std::borrow::Cow;

/// What formulas begin with.
const SIGNS: [char; 4] = ['=', '+', '-', '@'];

/// What stands behind the apostrophes of a cell, if it begins as formulas do.
fn behind(text: &str) -> Option<&str> {
    Some(text.trim_start_matches('\'')).filter(|it| it.starts_with(SIGNS))
}

/// Numbers, and a sign alone, are what they look like to every program.
fn is_harmless(text: &str) -> bool {
    let number = text.replace(',', ".").parse::<f64>();
    text.len() == 1 || number.is_ok_and(f64::is_finite)
}

/// Words as a cell holds them: `=1+1` is `'=1+1`.
pub fn guarded(text: &str) -> Cow<'_, str> {
    match behind(text) {
        Some(rest) if rest.len() < text.len() || !is_harmless(rest) => {
            Cow::Owned(format!("'{text}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// The words of a cell: the reverse of `guarded`.
pub fn unguarded(cell: &str) -> &str {
    let words = cell.strip_prefix('\'').filter(|_| behind(cell).is_some());
    words.unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_would_be_a_formula_is_words() {
        for text in ["=1+1", "+7 701", "-we left", "@home", "'=1", "=", "''-5"] {
            let guarded = guarded(text);
            let harmless = text.len() == 1;
            assert_eq!(guarded.starts_with('\''), !harmless, "{text}");
            assert_eq!(unguarded(&guarded), text);
        }
        for text in ["", "-5", "+2.5", "-2,5", "-", "'tis", "a=b", "–", "5"] {
            assert_eq!(guarded(text), text);
            assert_eq!(unguarded(text), text);
        }
    }

    proptest! {
        #[test]
        fn every_cell_comes_back(text in "['=+@0-9a,.-]{0,6}") {
            let written = guarded(&text);
            prop_assert_eq!(unguarded(&written), text.as_str());
        }
    }
}
