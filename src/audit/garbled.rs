//! Parts of an attribution that were meant as a gender or an age and cannot be read as one.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::pattern;

/// `15 yearz`, `12-13 years`, `12½ years`, `12.5 years`.
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: aged? \s+ )? \d{1,3} \s* (?: [-‐‑/] \s* \d{1,3} | [½¼¾] | [.,] \d )? \s*
        (?: y[e\p{L}]{2,7} | лет | год\p{L}{0,2} ) \.? (?: \s* old )? $
        | ^ (?: aged? \s+ )? \d{1,3} \s* [½¼¾] $",
    )
});

/// Words for genders that are long enough to be known by most of their letters.
const WORDS: &[&str] = &[
    "female",
    "woman",
    "male",
    "girl",
    "женщина",
    "мужчина",
    "девочка",
    "девушка",
    "мальчик",
    "юноша",
];

/// Whether a part that says nothing that is known is near an age or a word for a gender.
pub fn is_garbled(part: &str) -> bool {
    let word: Vec<char> = part.trim().to_lowercase().chars().collect();
    let near = |known: &&str| {
        let known: Vec<char> = known.chars().collect();
        // Of a short word only the order of the letters may be another: `Mali` is a place.
        match known.len() > 4 {
            true => word != known && is_one_off(&word, &known),
            false => word != known && is_swapped(&word, &known),
        }
    };
    // The one plural that is one letter off.
    let is_plural = part.trim().eq_ignore_ascii_case("women");
    !is_plural && (AGE.is_match(part.trim()) || WORDS.iter().any(near))
}

/// Whether two neighbours have changed places.
fn is_swapped(one: &[char], other: &[char]) -> bool {
    let Some(at) = one.iter().zip(other).position(|(a, b)| a != b) else {
        return false;
    };
    one.len() == other.len()
        && at + 1 < one.len()
        && one[at] == other[at + 1]
        && one[at + 1] == other[at]
        && one[at + 2..] == other[at + 2..]
}

/// Whether one letter is too many, too few or another, or two have changed places.
fn is_one_off(one: &[char], other: &[char]) -> bool {
    let same = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (rest, known) = (&one[same..], &other[same..]);
    let skip = |it: &[char]| it.get(1..).map(<[char]>::to_vec);
    // A letter more at the end makes a plural.
    let plural = known.is_empty() && rest == ['s'];
    let more = skip(rest).is_some_and(|it| it == known) && !plural;
    let fewer = skip(known).is_some_and(|it| it == rest);
    let changed = !rest.is_empty() && skip(rest) == skip(known);
    more || fewer || changed || is_swapped(one, other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_told_from_what_is_something_else() {
        for part in [
            "femlae",
            "femle",
            "femalee",
            "gril",
            "15 yearz",
            "12-13 years",
            "12½ years",
            "12½",
            "12.5 years",
            "девчка",
        ] {
            assert!(is_garbled(part), "{part}");
        }
        for part in [
            "female",
            "Mali",
            "Shakirkent",
            "2 brothers",
            "group 3",
            "girls",
            "wave 2",
            "first talk",
            "human",
            "women",
        ] {
            assert!(!is_garbled(part), "{part}");
        }
    }
}
