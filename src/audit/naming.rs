//! What respondents are called in an attribution, and the parts of one.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::pattern;

/// What a number in a bracket may be called.
pub(super) static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: both | оба | обе )? \s* (?: respondents? | interviewees? | participants? | informants? | interviews? | cases? | id | child
          | int\. | resp\. | kii | idi | fgd | респ\. | инф\. | инт\. | [rр] (?: \. \s? | \s )
          | респондент\p{L}* | информант\p{L}* | участни\p{L}* | интервью | код | сұхбат | жауап \s* беруші )?
          [\s-]* (?: no\.? | number | nr\.? | № | \# | : | номер )? \s* ( (?: \p{L}{1,5} [-_/]? ){0,3} \d{1,6} \p{L}? ) $",
    )
});
/// A name that says of itself that it is one, so that it may stand anywhere.
pub(super) static LATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: (?: respondent | interviewee | participant | informant | interview
          | int\. | resp\. | респ\. | инф\. | инт\. | респондент | информант | участни\p{L}* | интервью | сұхбат )
          [\s-]* (?: no\.? | № | \# )? | no\.? | nr\. | № | \# )
          \s* ( (?: \p{L}{1,5} [-_/]? ){0,3} \d{1,6} \p{L}? ) $
        | ^ ( [rрp] -? \d{1,6} ) $
        | ^ ( \d{1,6} ) [\s-]* (?: respondent | респондент | қатысушы ) $",
    )
});
/// What begins a list of names.
pub(super) static LISTED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: both \s+ )? (?: respondents | interviewees | participants | interviews | респонденты ) \b",
    )
});
/// `both respondents 12 and 14`, `12 & 14`.
pub(super) static TOGETHER: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?ix) ^ (.*?) \s* (?: \b and \b | & | \b и \b | \b және \b ) \s* (.*) $")
});
/// What is said of people in a form with names for each entry, `gender: F`.
const ENTRIES: &[&str] = &[
    "gender",
    "sex",
    "category",
    "group",
    "place",
    "пол",
    "категория",
    "группа",
    "место",
    "жынысы",
    "санаты",
];

/// The parts of `id: 306`, `gender: F` and `306: F: 15`.
pub(super) fn entries(part: &str) -> Vec<String> {
    let Some((name, value)) = part.split_once(':') else {
        return vec![part.to_owned()];
    };
    let key = name.trim().trim_end_matches('.').to_lowercase();
    let mut rest = entries(value);
    if ENTRIES.contains(&key.as_str()) {
        return rest;
    }
    if !name.trim().is_empty()
        && name
            .chars()
            .all(|it| it.is_alphabetic() || " .".contains(it))
    {
        if let Some(first) = rest.first_mut() {
            *first = format!("{} {}", name.trim(), first.trim());
        }
        return rest;
    }
    rest.insert(0, name.to_owned());
    rest
}

/// The name in a part that says of itself that it is one.
pub(super) fn late(part: &str) -> Option<String> {
    let found = LATE.captures(part)?;
    let name = found.get(1).or(found.get(2)).or(found.get(3))?;
    Some(name.as_str().to_owned())
}

/// Whether a number is called a respondent behind it, as `306-респондент`.
pub(super) fn ends_as_name(part: &str) -> bool {
    part.starts_with(|it: char| it.is_ascii_digit())
}
