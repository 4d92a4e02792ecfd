//! Values of the register that are nearly another one: slips, other alphabets, words cut short. What is
//! doubtful is not told: a slip is rare beside what it is one of.

use std::collections::BTreeMap;

use super::register::{Doubt, Doubtful, doubt};
use crate::model::respondent::{Kind, Respondent};
use crate::model::study::Study;

/// Attributes with more different values than these are names of their own, where likeness says little.
const DISTINCT: usize = 400;
/// A slip is so many times rarer than the value that it is one of.
const OFTEN: usize = 3;
/// A word cut short is so many times rarer than the whole word: it may be a value of its own.
const SHORTENED: usize = 10;
/// Words less alike than this are no slips of one another (Winkler 1990).
const ALIKE: f64 = 0.9;

/// Every rare value that is nearly a common one, or the beginning of one, or no word at all.
pub fn slips_of(study: &Study, people: &[&Respondent]) -> Vec<Doubt> {
    let mut found = Vec::new();
    for attribute in study.register().iter().filter(|it| it.kind == Kind::Text) {
        let name = attribute.name.as_str();
        let mut holders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for respondent in people {
            if let Some(value) = respondent.value(name) {
                holders
                    .entry(value.to_string())
                    .or_default()
                    .push(&respondent.name);
            }
        }
        // Free answers and names of their own have no common spelling.
        for (value, who) in &holders {
            if !value.chars().any(char::is_alphanumeric) {
                let says = format!(
                    "`{name}` is `{value}`, expected a word, a number, or no answer at all"
                );
                found.push(doubt(Doubtful::Spelling, who, Some(name), says));
            }
        }
        let is_free = holders.len() > DISTINCT || holders.len() * 2 > people.len().max(8);
        if is_free {
            continue;
        }
        for (rare, who) in &holders {
            let common = holders.iter().filter(|(other, of)| {
                *other != rare
                    && nearly(rare, other)
                    && match folded(rare) == folded(other) {
                        true => of.len() > who.len(),
                        // One person's town may be near another's: a slip is rare beside what it is one of.
                        false => of.len() >= OFTEN * who.len() && who.len() <= 2.max(of.len() / 5),
                    }
            });
            let common = common.max_by_key(|it| it.1.len());
            if let Some((common, of)) = common.or_else(|| shortened(rare, who.len(), &holders)) {
                let says = format!(
                    "`{name}` is `{rare}`, expected `{common}` as of {} others, or a value that is not so near",
                    of.len()
                );
                found.push(doubt(Doubtful::Spelling, who, Some(name), says));
            }
        }
    }
    found
}

/// The one common value that a rare one, of up to three letters, is the beginning of: `f` of `female`.
fn shortened<'h, 'v>(
    rare: &str,
    who: usize,
    holders: &'h BTreeMap<String, Vec<&'v str>>,
) -> Option<(&'h String, &'h Vec<&'v str>)> {
    let begin = folded(rare);
    let is_longer = |it: &String| {
        let word = folded(it);
        word.len() > begin.len() + 1 && word.starts_with(&begin)
    };
    let is_common = |of: &Vec<&str>| of.len() >= SHORTENED * who;
    let mut longer = holders
        .iter()
        .filter(|it| is_common(it.1) && is_longer(it.0));
    let found = longer.next()?;
    let is_short = (1..=3).contains(&begin.len()) && begin.iter().all(|it| it.is_alphabetic());
    (is_short && longer.next().is_none()).then_some(found)
}

/// A value without spaces, signs and letter case, with one letter for those of two alphabets that look
/// the same.
fn folded(value: &str) -> Vec<char> {
    const CYRILLIC: &str = "авсекмнортхуіё";
    const LATIN: &str = "abcekmhoptxyie";
    let lower = value.to_lowercase();
    let letters = lower.chars().filter(|it| it.is_alphanumeric());
    let one = |letter: char| {
        let at = CYRILLIC.chars().position(|it| it == letter);
        at.and_then(|at| LATIN.chars().nth(at)).unwrap_or(letter)
    };
    letters.map(one).collect()
}

/// Whether two values are one but for a slip: letter case, spaces and signs, a letter of the other
/// alphabet, or one letter more, less, other or in another place (Damerau 1964), in long words two, where
/// they are alike as a whole ([`likeness`]). Digits are no slips.
pub fn nearly(one: &str, other: &str) -> bool {
    let (one, other) = (folded(one), folded(other));
    let digits = |it: &[char]| {
        it.iter()
            .filter(|it| it.is_numeric())
            .copied()
            .collect::<Vec<_>>()
    };
    if digits(&one) != digits(&other) {
        return false;
    }
    let shorter = one.len().min(other.len());
    let within = |most: usize| slips(&one, &other) <= most && likeness(&one, &other) >= ALIKE;
    match (one == other, shorter) {
        (true, _) => true,
        // A letter that is missing, no other one: `mal` and `male`, not `son` and `sun`.
        (false, 3) => one.len() != other.len() && within(1),
        (false, ..=2) => false,
        (false, 4..=9) => within(1),
        (false, _) => one.first() == other.first() && within(2),
    }
}

/// How alike two words are, from 0 to 1: letters in common and in order (Jaro 1989), more for the same
/// beginning (Winkler 1990, with 0.1 for each of up to four letters).
fn likeness(one: &[char], other: &[char]) -> f64 {
    let reach = (one.len().max(other.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; other.len()];
    let mut mine = Vec::new();
    for (at, letter) in one.iter().enumerate() {
        let mut near = at.saturating_sub(reach)..other.len().min(at + reach + 1);
        if let Some(place) = near.find(|it| !taken[*it] && other[*it] == *letter) {
            taken[place] = true;
            mine.push(*letter);
        }
    }
    if mine.is_empty() {
        return 0.0;
    }
    let theirs = other.iter().zip(&taken).filter(|it| *it.1).map(|it| it.0);
    let moved = mine.iter().zip(theirs).filter(|(a, b)| a != b).count();
    let common = mine.len() as f64;
    let share = |of: &[char]| common / of.len() as f64;
    let jaro = (share(one) + share(other) + (common - moved as f64 / 2.0) / common) / 3.0;
    let begin = one.iter().zip(other).take(4).take_while(|(a, b)| a == b);
    jaro + begin.count() as f64 * 0.1 * (1.0 - jaro)
}

/// Letters more, less, other or changed with their neighbour: optimal string alignment.
fn slips(one: &[char], other: &[char]) -> usize {
    let width = other.len() + 1;
    let mut rows: Vec<Vec<usize>> = vec![(0..width).collect()];
    for (at, letter) in one.iter().enumerate() {
        let mut row = vec![at + 1; width];
        for (place, beside) in other.iter().enumerate() {
            let change = rows[at][place] + usize::from(letter != beside);
            row[place + 1] = change.min(rows[at][place + 1] + 1).min(row[place] + 1);
            let swapped =
                at > 0 && place > 0 && one[at - 1] == *beside && other[place - 1] == *letter;
            if swapped {
                row[place + 1] = row[place + 1].min(rows[at - 1][place - 1] + 1);
            }
        }
        rows.push(row);
    }
    rows[one.len()][other.len()]
}

#[cfg(test)]
mod tests {
    use super::super::register::doubts;
    use super::super::register::tests::{found, study, text};
    use super::*;
    use crate::model::respondent::Value;

    #[test]
    fn slips_are_told_from_other_words() {
        for (one, other) in [
            ("femal", "female"),
            ("Female", "female"),
            ("mael", "male"),
            ("vulnerable chil", "vulnerable child"),
            ("sergeyevka oblast", "sergeevka oblast"),
            ("emale", "female"),
            ("жен", "жeн"),
            ("да", "дa"),
            ("fеmale", "female"),
        ] {
            assert!(nearly(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("male", "female"),
            ("yes", "yet"),
            ("group 1", "group 2"),
            ("mother only", "father only"),
            ("north", "south"),
            ("Bland", "Aland"),
            ("город", "голод"),
        ] {
            assert!(!nearly(one, other), "{one} {other}");
        }
        let mut rows: Vec<(String, Vec<(&str, Value)>)> = (0..20)
            .map(|it| {
                (
                    it.to_string(),
                    vec![("gender", text(if it % 2 == 0 { "female" } else { "male" }))],
                )
            })
            .collect();
        rows.push(("99".to_owned(), vec![("gender", text("femal"))]));
        let rows: Vec<(&str, &[(&str, Value)])> = rows
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice()))
            .collect();
        let study = study(&rows);
        assert_eq!(found(&study), [(Doubtful::Spelling, "99".to_owned())]);
        assert!(
            doubts(&study)[0]
                .says
                .contains("expected `female` as of 10 others")
        );
    }

    #[test]
    fn a_slip_is_rare_beside_what_it_is_one_of() {
        let with = |town: usize, slip: usize, value: &str| {
            let towns = (0..town).map(|_| "Sergeevka");
            let slips = (0..slip).map(|_| value);
            let rest = (0..20).map(|_| "Karabulak");
            let rows: Vec<(String, [(&str, Value); 1])> = towns
                .chain(slips)
                .chain(rest)
                .enumerate()
                .map(|(at, it)| (format!("R{at}x"), [("town", text(it))]))
                .collect();
            let rows: Vec<(&str, &[(&str, Value)])> = rows
                .iter()
                .map(|(name, it)| (name.as_str(), it.as_slice()))
                .collect();
            found(&study(&rows)).len()
        };
        assert_eq!(with(3, 1, "Sergeyevka"), 1);
        assert_eq!(with(2, 1, "Sergeyevka"), 0, "two and one are two towns");
        assert_eq!(with(5, 2, "Sergeyevka"), 0);
        // Another letter case is the same word, however many have it.
        assert_eq!(with(5, 4, "sergeevka "), 1);
    }

    #[test]
    fn likeness_is_that_of_the_literature() {
        let of = |one: &str, other: &str| {
            let letters = |it: &str| it.chars().collect::<Vec<_>>();
            likeness(&letters(one), &letters(other))
        };
        // Winkler 1990, table 1.
        for (one, other, expected) in [
            ("martha", "marhta", 0.961),
            ("dwayne", "duane", 0.840),
            ("dixon", "dicksonx", 0.813),
        ] {
            assert!((of(one, other) - expected).abs() < 5e-4, "{one} {other}");
        }
        assert_eq!((of("a", "b"), of("word", "word")), (0.0, 1.0));
    }

    #[test]
    fn a_word_cut_short_and_a_sign_are_told() {
        let mut rows: Vec<(String, Vec<(&str, Value)>)> = (0..40)
            .map(|at| {
                let gender = if at % 2 == 0 { "female" } else { "male" };
                (format!("R{at}x"), vec![("gender", text(gender))])
            })
            .collect();
        for (name, value) in [("96", "femal"), ("97", "f"), ("98", "?"), ("99", "nb")] {
            rows.push((name.to_owned(), vec![("gender", text(value))]));
        }
        let rows: Vec<(&str, &[(&str, Value)])> = rows
            .iter()
            .map(|(name, it)| (name.as_str(), it.as_slice()))
            .collect();
        let mut told: Vec<String> = found(&study(&rows)).into_iter().map(|it| it.1).collect();
        told.sort();
        assert_eq!(told, ["96", "97", "98"]);
    }
}
