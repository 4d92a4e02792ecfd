//! The mark that a document bears in its properties, whoever saved it last.

use crate::archive::{Limits, Zip};
use crate::model::export::PROPERTY;

/// Properties are small.
const LIMITS: Limits = Limits {
    members: 10_000,
    member_mib: 4,
    all_mib: 16,
    expansion: 200,
};

/// Marks in a file: in its text, or in the properties of a document that is a zip archive.
pub fn marks(bytes: &[u8]) -> Vec<String> {
    let Ok(mut archive) = Zip::open(bytes, LIMITS) else {
        return marks_in(&String::from_utf8_lossy(bytes));
    };
    let mut found = Vec::new();
    for name in archive.names() {
        if (name.starts_with("docProps/") || name == "meta.xml")
            && let Ok(Some(part)) = archive.read(&name)
        {
            found.extend(marks_in(&String::from_utf8_lossy(&part)));
        }
    }
    found
}

/// Every 16 hexadecimal digits that stand by themselves, somewhere behind the name of the property.
fn marks_in(text: &str) -> Vec<String> {
    let Some((_, after)) = text.split_once(PROPERTY) else {
        return Vec::new();
    };
    let words = after.split(|letter: char| !letter.is_ascii_alphanumeric());
    let is_mark = |word: &&str| word.len() == 16 && word.chars().all(|it| it.is_ascii_hexdigit());
    words.filter(is_mark).map(str::to_owned).collect()
}
