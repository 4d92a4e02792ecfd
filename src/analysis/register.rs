//! Whether the register can be right: identities that are nearly the same, values that cannot be,
//! spellings that are nearly another one, and people who look like one person twice. Nothing is changed;
//! what is found is for people to look at.

use std::collections::BTreeMap;

use super::{identity, impossible, spelling};
use crate::model::hash::Hash;
use crate::model::natural::natural;
use crate::model::respondent::{Respondent, RespondentId};
use crate::model::study::Study;

/// Something in the register to look at.
#[derive(Debug, Clone, PartialEq)]
pub struct Doubt {
    /// What kind of doubt.
    pub kind: Doubtful,
    /// Names of the respondents, in their order.
    pub respondents: Vec<String>,
    /// The attribute, where it is about one.
    pub attribute: Option<String>,
    /// What is wrong, and what was expected, for people.
    pub says: String,
}

/// Kinds of doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubtful {
    /// Two names that are one but for spaces, signs, zeros or letter case.
    Name,
    /// A value that cannot be.
    Impossible,
    /// A rare value that is spelled nearly as a common one.
    Spelling,
    /// Two respondents who look like one person.
    Twice,
}

impl Doubtful {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "double id",
            Self::Impossible => "impossible value",
            Self::Spelling => "spelling",
            Self::Twice => "one person twice",
        }
    }
}

/// So many answers must two respondents share to look like one person.
const SHARED: usize = 5;
/// So many pairs as alike may be expected by chance in the whole register, at most.
const BY_CHANCE: f64 = 0.05;

/// Everything in the register to look at, by kinds, then by respondents.
pub fn doubts(study: &Study) -> Vec<Doubt> {
    let mut people: Vec<&Respondent> = study.respondents.values().collect();
    people.sort_by(|a, b| natural(&a.name, &b.name));
    let mut all = names(&people);
    all.extend(impossible::values(study, &people));
    all.extend(spelling::slips_of(study, &people));
    all.extend(twice(study, &people));
    all
}

pub(super) fn doubt(kind: Doubtful, who: &[&str], attribute: Option<&str>, says: String) -> Doubt {
    Doubt {
        kind,
        respondents: who.iter().map(|it| (*it).to_owned()).collect(),
        attribute: attribute.map(str::to_owned),
        says,
    }
}

/// `306`, `0306` and `R-306` against `R306`: what is left without signs, spaces, case and leading zeros.
fn names(people: &[&Respondent]) -> Vec<Doubt> {
    let bare = |name: &str| {
        let kept = name.chars().filter(|it| it.is_alphanumeric());
        let kept: String = kept.flat_map(char::to_lowercase).collect();
        let digits = kept
            .find(|it: char| it.is_ascii_digit())
            .unwrap_or(kept.len());
        let (letters, number) = kept.split_at(digits);
        format!("{letters}{}", number.trim_start_matches('0'))
    };
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for it in people {
        alike.entry(bare(&it.name)).or_default().push(&it.name);
    }
    let several = alike.into_values().filter(|names| names.len() > 1);
    several
        .map(|names| {
            let says = format!(
                "`{}` are nearly one name, expected one respondent or names that differ",
                names.join("`, `")
            );
            doubt(Doubtful::Name, &names, None, says)
        })
        .collect()
}

/// Pairs with the same text, and pairs that give every answer alike where that is hardly by chance: the
/// answers are taken as independent, and the pairs to be expected are counted in the whole register.
fn twice(study: &Study, people: &[&Respondent]) -> Vec<Doubt> {
    let mut found = Vec::new();
    let mut texts: BTreeMap<Hash, Vec<RespondentId>> = BTreeMap::new();
    for source in study.sources.values().filter(|it| it.characters > 200) {
        if let Some(id) = source.respondent {
            texts.entry(source.text).or_default().push(id);
        }
    }
    for ids in texts.into_values() {
        let mut who: Vec<&str> = people
            .iter()
            .filter(|it| ids.contains(&it.id))
            .map(|it| it.name.as_str())
            .collect();
        who.dedup();
        if who.len() > 1 {
            let says =
                "the same notes, word for word, expected other words from other people".to_owned();
            found.push(doubt(Doubtful::Twice, &who, None, says));
        }
    }
    let n = people.len() as f64;
    let mut shares: BTreeMap<(&str, String), f64> = BTreeMap::new();
    for respondent in people {
        for (name, value) in &respondent.values {
            *shares.entry((name, value.to_string())).or_default() += 1.0 / n;
        }
    }
    let mut alike: BTreeMap<Vec<(&str, String)>, Vec<&str>> = BTreeMap::new();
    for respondent in people.iter().filter(|it| it.values.len() >= SHARED) {
        let answers = respondent.values.iter();
        let key = answers
            .map(|(name, value)| (name.as_str(), value.to_string()))
            .collect();
        alike.entry(key).or_default().push(&respondent.name);
    }
    for (answers, who) in alike.into_iter().filter(|(_, who)| who.len() > 1) {
        let chance: f64 = answers
            .iter()
            .filter_map(|it| shares.get(it))
            .map(|it| it * it)
            .product();
        if chance * n * (n - 1.0) / 2.0 < BY_CHANCE {
            let says = format!(
                "all {} answers are the same, expected two people to differ somewhere",
                answers.len()
            );
            found.push(doubt(Doubtful::Twice, &who, None, says));
        }
    }
    for (one, other, same) in identity::pairs(study, people) {
        let who = [one, other].map(|at| people[at].name.as_str());
        let is_told = |it: &Doubt| {
            who.iter()
                .all(|who| it.respondents.iter().any(|it| it == who))
        };
        if !found.iter().any(is_told) {
            let says = format!(
                "the same `{}`, expected one respondent or people who differ in one of them",
                same.join("`, `")
            );
            found.push(doubt(Doubtful::Twice, &who, None, says));
        }
    }
    found
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::civil::date;
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;
    use crate::model::respondent::{Attribute, Kind, Value};

    pub fn study(rows: &[(&str, &[(&str, Value)])]) -> Study {
        let mut study = Study::default();
        for (number, (name, values)) in (1..).zip(rows) {
            let id = Id::from_uuid(Uuid::from_u128(number));
            let values = values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect();
            let name = (*name).to_owned();
            study
                .respondents
                .insert(id, Respondent { id, name, values });
        }
        let mut known: Vec<(String, Kind)> = Vec::new();
        for respondent in study.respondents.values() {
            for (name, value) in &respondent.values {
                if known.iter().all(|it| it.0 != *name) {
                    known.push((name.clone(), value.kind()));
                }
            }
        }
        for (number, (name, kind)) in (1..).zip(known) {
            let id = Id::from_uuid(Uuid::from_u128(number));
            let (label, order) = (name.clone(), 0);
            study.attributes.insert(
                id,
                Attribute {
                    id,
                    name,
                    label,
                    kind,
                    order,
                },
            );
        }
        study
    }

    pub fn text(it: &str) -> Value {
        Value::Text(it.to_owned())
    }

    pub fn found(study: &Study) -> Vec<(Doubtful, String)> {
        doubts(study)
            .into_iter()
            .map(|it| (it.kind, it.respondents.join(" ")))
            .collect()
    }

    #[test]
    fn names_that_are_one_and_values_that_cannot_be() {
        let number = Value::Number;
        let study = study(&[
            (
                "306",
                &[("age", number(17.0)), ("age_left_home", number(19.0))],
            ),
            ("0306", &[("age", number(-1.0))]),
            ("R-7", &[("age", number(400.0)), ("siblings", number(-2.0))]),
            (
                "r 7",
                &[("age", number(12.0)), ("age_left_home", number(12.0))],
            ),
            ("8", &[("interview_date", Value::Date(date(1025, 3, 1)))]),
        ]);
        let found = found(&study);
        let of = |kind| {
            let these = found.iter().filter(|it| it.0 == kind);
            these.map(|it| it.1.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(of(Doubtful::Name), ["0306 306", "r 7 R-7"]);
        let mut impossible = of(Doubtful::Impossible);
        impossible.sort_unstable();
        assert_eq!(impossible, ["0306", "306", "8", "R-7", "R-7"]);
        assert_eq!(found.len(), 7);
    }

    #[test]
    fn one_person_twice_is_alike_beyond_chance() {
        let person = |town: &str, day: i8| {
            vec![
                ("age", Value::Number(f64::from(day))),
                ("gender", text("female")),
                ("town", text(town)),
                ("day", Value::Date(date(2025, 3, day))),
                ("siblings", Value::Number(3.0)),
            ]
        };
        let mut rows: Vec<(String, Vec<(&str, Value)>)> = (1..=20)
            .map(|it| (it.to_string(), person(&format!("Town{}", it % 7), it)))
            .collect();
        rows.push(("77".to_owned(), person("Town3", 3)));
        let of = |rows: &[(String, Vec<(&str, Value)>)]| {
            let rows: Vec<(&str, &[(&str, Value)])> = rows
                .iter()
                .map(|(name, it)| (name.as_str(), it.as_slice()))
                .collect();
            found(&study(&rows))
        };
        assert_eq!(of(&rows), [(Doubtful::Twice, "3 77".to_owned())]);
        // What all have in common says nothing.
        let same: Vec<(String, Vec<(&str, Value)>)> = (1..=20)
            .map(|it| (it.to_string(), person("Town1", 1)))
            .collect();
        assert!(of(&same).is_empty());
    }

    #[test]
    fn who_has_the_name_the_birthday_and_the_place_of_another_may_be_the_same() {
        let person = |name: &str, town: &str, born: i8, poor: &str| {
            vec![
                ("name", text(name)),
                ("gender", text("female")),
                ("age", Value::Number(15.0 + f64::from(born % 3))),
                ("date_of_birth", Value::Date(date(2008, 3, born))),
                ("town", text(town)),
                ("family_poor", text(poor)),
            ]
        };
        let mut rows: Vec<(String, Vec<(&str, Value)>)> = (1..=20)
            .map(|it| {
                let (name, town) = (format!("Asel {it}"), format!("Town{}", it % 7));
                (it.to_string(), person(&name, &town, it, "yes"))
            })
            .collect();
        // Neither a namesake who was born on another day, nor a twin, is the same.
        rows.push(("70".to_owned(), person("Asel 4", "Town4", 7, "yes")));
        rows.push(("71".to_owned(), person("Dana 5", "Town5", 5, "yes")));
        let of = |rows: &[(String, Vec<(&str, Value)>)]| {
            let rows: Vec<(&str, &[(&str, Value)])> = rows
                .iter()
                .map(|(name, it)| (name.as_str(), it.as_slice()))
                .collect();
            found(&study(&rows))
        };
        assert!(of(&rows).is_empty(), "{:?}", of(&rows));
        rows.push(("77".to_owned(), person(" asel  3", "Town3", 3, "no")));
        assert_eq!(of(&rows), [(Doubtful::Twice, "3 77".to_owned())]);
        // Where one has no answer, the rest decides.
        if let Some(last) = rows.last_mut() {
            last.1.remove(2);
        }
        assert_eq!(of(&rows).len(), 1);
        if let Some(last) = rows.last_mut() {
            last.1
                .retain(|it| ["name", "gender", "town"].contains(&it.0));
        }
        assert!(of(&rows).is_empty(), "three answers are too few");
        rows.push((
            "80".to_owned(),
            person("Dinara Saparova", "Town9", 9, "yes"),
        ));
        rows.push(("81".to_owned(), person("Dinara Saparov", "Town9", 9, "no")));
        assert_eq!(of(&rows), [(Doubtful::Twice, "80 81".to_owned())]);
    }
}
