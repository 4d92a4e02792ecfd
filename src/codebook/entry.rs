//! One code as a codebook file words it: no ids, no versions, parents by key.

use std::collections::BTreeMap;

use super::error::CodebookError;

/// A code or a family. A family has no parent.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// What queries call it, for example `push/poverty`.
    pub key: String,
    /// What readers call it.
    pub name: String,
    /// Key of the code above.
    pub parent: Option<String>,
    /// What it means.
    pub definition: String,
    /// When to use it.
    pub use_when: String,
    /// When not to use it.
    pub not_when: String,
    /// Words that show it well.
    pub example: String,
    /// Rules for autocoding, in the query language.
    pub rules: Vec<String>,
    /// `#rrggbb`.
    pub color: Option<String>,
    /// To whom it applies, in the query language.
    pub asked: Option<String>,
}

/// The codes of several files as one codebook; a key that two of them define is refused.
pub fn join(files: Vec<(String, Vec<Entry>)>) -> Result<Vec<Entry>, CodebookError> {
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    let mut all = Vec::new();
    for (file, entries) in files {
        for entry in entries {
            if let Some(first) = seen.insert(entry.key.clone(), file.clone()) {
                return Err(CodebookError::Twice {
                    key: entry.key,
                    first,
                    second: file,
                });
            }
            all.push(entry);
        }
    }
    Ok(all)
}

/// Whether the text is a color as browsers and spreadsheets write it: `#b5541c`.
pub(crate) fn is_color(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or("");
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Why a key cannot be one; `None` when it can.
pub(crate) fn wrong_key(key: &str) -> Option<String> {
    let fine = |char: char| char.is_alphanumeric() || "-_.+&'".contains(char);
    let parts = || key.split('/');
    let good = parts().all(|part| !part.is_empty() && part.chars().all(fine));
    (!good).then(|| {
        format!("`{key}` is not a key, expected letters, digits, `-`, `_` and `.`, with `/` between levels, such as `push/poverty`")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_defined_once() {
        let entry = |key: &str| Entry {
            key: key.to_owned(),
            ..Entry::default()
        };
        let good = vec![
            ("a".to_owned(), vec![entry("lamp")]),
            ("b".to_owned(), vec![entry("shelf")]),
        ];
        assert_eq!(join(good).map(|all| all.len()), Ok(2));
        let bad = vec![
            ("a".to_owned(), vec![entry("lamp")]),
            ("b".to_owned(), vec![entry("lamp")]),
        ];
        let error = join(bad).expect_err("twice");
        assert_eq!(
            error.to_string(),
            "code `lamp` is defined twice: in `a` and in `b`, expected once"
        );
    }

    #[test]
    fn keys_and_colors_are_checked() {
        for key in ["lamp", "lamp/on-2", "свет/лампа", "a_b.c"] {
            assert_eq!(wrong_key(key), None, "{key}");
        }
        for key in ["", "/", "a//b", "a b", "a:b", "\"a\"", "a*"] {
            assert!(wrong_key(key).is_some(), "{key}");
        }
        assert!(
            is_color("#b5541c") && !is_color("b5541c") && !is_color("#b5541") && !is_color("red")
        );
    }
}
