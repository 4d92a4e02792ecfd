//! Two respondents who may be one person by what identifies people: name, day of birth, gender, age and
//! place. Others may be registered twice with other answers to all the rest. What is doubtful is not told.

use std::collections::{BTreeMap, BTreeSet};

use super::spelling::nearly;
use crate::model::respondent::{Kind, Respondent};
use crate::model::study::Study;

/// What an answer says about who somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Identifies {
    Name,
    Birth,
    Gender,
    Age,
    Place,
}

/// So many identifying answers must two people have in common.
const SHARED: usize = 4;
/// So many pairs as alike may be expected by chance in the whole register, at most.
const BY_CHANCE: f64 = 0.05;
/// In fewer respondents no value can be called rare.
const FEW: usize = 20;

/// Parts of the name of a day of birth.
pub(super) const BIRTH: &[&str] = &[
    "birth",
    "birthday",
    "birthdate",
    "born",
    "dob",
    "рождения",
    "туған",
];

/// Parts of the names of attributes (`place_of_birth` has three), and what such an attribute says.
const WORDS: &[(Identifies, &[&str])] = &[
    (
        Identifies::Name,
        &[
            "name",
            "firstname",
            "surname",
            "nickname",
            "initials",
            "фио",
            "имя",
            "фамилия",
            "инициалы",
            "аты",
            "есімі",
        ],
    ),
    (Identifies::Birth, BIRTH),
    (Identifies::Gender, &["gender", "sex", "пол", "жынысы"]),
    (Identifies::Age, &["age", "возраст", "жасы"]),
    (
        Identifies::Place,
        &[
            "place",
            "town",
            "city",
            "village",
            "region",
            "district",
            "oblast",
            "country",
            "birthplace",
            "место",
            "город",
            "село",
            "область",
            "район",
            "страна",
            "қала",
            "ауыл",
        ],
    ),
];

/// Words that make a name or an age that of somebody or something else.
const OTHERS: &[&str] = &[
    "mother",
    "father",
    "parent",
    "interviewer",
    "school",
    "file",
    "code",
    "project",
    "group",
    "left",
];

/// What an attribute of this name says about who somebody is, if it does.
fn identifies(name: &str, kind: Kind) -> Option<Identifies> {
    let name = name.to_lowercase();
    let parts: Vec<&str> = name.split('_').collect();
    if parts.iter().any(|it| OTHERS.contains(it)) {
        return None;
    }
    let is = |of: &Identifies| {
        let words = WORDS.iter().filter(|it| it.0 == *of).flat_map(|it| it.1);
        words.into_iter().any(|it| parts.contains(it))
    };
    // A place of birth is a place, and an age band is no age.
    match kind {
        Kind::Date => is(&Identifies::Birth).then_some(Identifies::Birth),
        Kind::Number => match () {
            () if name == "age" || parts == ["возраст"] => Some(Identifies::Age),
            () => None,
        },
        Kind::Text => [Identifies::Place, Identifies::Name, Identifies::Gender]
            .into_iter()
            .find(is),
    }
}

/// Pairs (places in `people`) who agree in every identifying answer that both have, with the names of
/// these attributes: at least four, a name or the day of birth among them or two values that nobody else
/// has, and more than chance would give.
pub fn pairs<'s>(study: &'s Study, people: &[&Respondent]) -> Vec<(usize, usize, Vec<&'s str>)> {
    let known: Vec<(&str, Identifies)> = study
        .register()
        .into_iter()
        .filter_map(|it| Some((it.name.as_str(), identifies(&it.name, it.kind)?)))
        .collect();
    let answers: Vec<Vec<Option<String>>> = people
        .iter()
        .map(|it| {
            let value = |name: &str| Some(folded(&it.value(name)?.to_string()));
            known.iter().map(|(name, _)| value(name)).collect()
        })
        .collect();
    let mut holders: BTreeMap<(usize, &str), Vec<usize>> = BTreeMap::new();
    for (person, answers) in answers.iter().enumerate() {
        for (at, answer) in answers.iter().enumerate() {
            if let Some(answer) = answer.as_deref().filter(|it| !it.is_empty()) {
                holders.entry((at, answer)).or_default().push(person);
            }
        }
    }
    let is_name = |at: usize| matches!(known[at].1, Identifies::Name | Identifies::Birth);
    let rare = |who: &[usize]| who.len() == 2 && people.len() >= FEW;
    let mut tried: BTreeSet<(usize, usize)> = BTreeSet::new();
    for ((at, _), who) in &holders {
        // A name that very many have is a word for something else.
        let many = who.len() > 2.max(people.len() / 10);
        if rare(who) || is_name(*at) && !many {
            for (place, one) in who.iter().enumerate() {
                tried.extend(who[place + 1..].iter().map(|other| (*one, *other)));
            }
        }
    }
    let n = people.len() as f64;
    let all_pairs = n * (n - 1.0) / 2.0;
    let is_one = |(one, other): (usize, usize)| -> Option<(usize, usize, Vec<&'s str>)> {
        let mut shared = Vec::new();
        // The least likely answer of each kind counts: a village tells its district.
        let mut shares: BTreeMap<Identifies, f64> = BTreeMap::new();
        let mut alone: BTreeSet<Identifies> = BTreeSet::new();
        let mut slipped = false;
        for (at, (name, says)) in known.iter().enumerate() {
            let (Some(mine), Some(theirs)) = (&answers[one][at], &answers[other][at]) else {
                continue;
            };
            if mine != theirs {
                // Of a name one slip says nothing, where the rest is the same; but twins may be called
                // nearly alike.
                let may_slip = *says == Identifies::Name && !is_first_name(name);
                if !slipped && may_slip && nearly(mine, theirs) {
                    slipped = true;
                    continue;
                }
                return None;
            }
            let who = holders.get(&(at, mine.as_str()))?;
            let share = who.len() as f64 / n;
            let least = shares.entry(*says).or_insert(share);
            *least = least.min(share);
            if rare(who) {
                alone.insert(*says);
            }
            shared.push(*name);
        }
        let chance: f64 = shares.values().map(|it| it * it).product();
        let (named, born) = (
            shares.contains_key(&Identifies::Name),
            shares.contains_key(&Identifies::Birth),
        );
        let is_told = named || born || alone.len() > 1;
        let unlikely = named && born || chance * all_pairs < BY_CHANCE;
        (shared.len() >= SHARED && is_told && unlikely).then_some((one, other, shared))
    };
    tried.into_iter().filter_map(is_one).collect()
}

fn is_first_name(attribute: &str) -> bool {
    const WORDS: [&str; 6] = ["first", "firstname", "given", "имя", "есімі", "аты"];
    let name = attribute.to_lowercase();
    name.split('_').any(|it| WORDS.contains(&it))
}

fn folded(value: &str) -> String {
    let words: Vec<&str> = value.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_tell_who_somebody_is_by_their_names() {
        let of = |name: &str, kind| identifies(name, kind);
        assert_eq!(of("first_name", Kind::Text), Some(Identifies::Name));
        assert_eq!(of("mother_name", Kind::Text), None);
        assert_eq!(of("date_of_birth", Kind::Date), Some(Identifies::Birth));
        assert_eq!(of("дата_рождения", Kind::Date), Some(Identifies::Birth));
        assert_eq!(of("place_of_birth", Kind::Text), Some(Identifies::Place));
        assert_eq!(of("interview_date", Kind::Date), None);
        assert_eq!(of("age", Kind::Number), Some(Identifies::Age));
        assert_eq!(of("age_left_home", Kind::Number), None);
    }
}
