//! Who is said to have spoken: what stands in brackets, behind a dash or in a sentence beside a
//! quotation, in the study's template or near it, however lines and letters are broken.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use crate::model::span::Span;

/// What names a respondent beside a quotation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Attribution {
    /// As it stands in the draft.
    pub text: String,
    /// Where it stands in the draft.
    pub span: Option<Span>,
    /// The respondent's name or number.
    pub respondent: Option<String>,
    /// Every category that is given.
    pub categories: Vec<String>,
    /// Every word for a gender that is given.
    pub genders: Vec<String>,
    /// Every age that is given, in years.
    pub ages: Vec<u32>,
    /// Parts that are none of these.
    pub others: Vec<String>,
}

/// What the study calls people and things.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Names of the respondents by what is left of them when squeezed; empty where no study is known.
    respondents: HashMap<String, String>,
    /// Values of the attribute `category`, likewise.
    categories: BTreeMap<String, String>,
}

/// A gender that the words of a draft and of a register are compared by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    /// Woman or girl.
    Female,
    /// Man or boy.
    Male,
}

const FEMALE: &[&str] = &[
    "female",
    "woman",
    "girl",
    "f",
    "w",
    "fem",
    "жен",
    "женский",
    "женщина",
    "женщины",
    "девочка",
    "девочки",
    "девочке",
    "девушка",
    "девушки",
    "девушке",
    "ж",
    "әйел",
    "қыз",
    "қызбала",
    "ayol",
    "qiz",
    "she",
    "младшаядевочка",
];
const MALE: &[&str] = &[
    "male",
    "man",
    "boy",
    "m",
    "муж",
    "мужской",
    "мужчина",
    "мужчины",
    "мальчик",
    "мальчика",
    "мальчику",
    "юноша",
    "юноши",
    "парень",
    "м",
    "ер",
    "еркек",
    "ұл",
    "ұлбала",
    "erkak",
    "ogil",
    "he",
];

/// The gender that a word names.
pub fn gender(word: &str) -> Option<Gender> {
    let word = squeezed(word);
    if FEMALE.contains(&word.as_str()) {
        Some(Gender::Female)
    } else if MALE.contains(&word.as_str()) {
        Some(Gender::Male)
    } else {
        None
    }
}

/// Letters and digits only, lower case, `ё` as `е`: what is left when a line end has parted a word.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(|it| if it == 'ё' { 'е' } else { it })
        .collect()
}

/// A pattern that is part of this program.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that the tests run"
)]
fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern reads")
}

/// `15`, `15 years`, `15 y ears`, `aged 15`, `15-year-old`, `15 лет`, `15-летняя`, `15 жаста`.
static AGE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: age[d]? \s* | возраст \s* )? (\d{1,3}) [\s-]*
        (?: y \s* e \s* a \s* r \s* s? (?: [\s-]* o \s* l \s* d )? | y\.?\s?o\.? | y\.? | yrs?\.?
          | лет | л\.? | год[а]? | г\.? | лет\p{L}* | жас\p{L}* | yosh\p{L}* )? $",
    )
});
/// An age somewhere in a sentence; here the unit is needed.
static AGE_WITHIN: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) (?: \b aged? \s+ (\d{1,3}) \b )
        | \b (\d{1,3}) [\s-]* (?: years? (?:[\s-]*old)? | y\.o\. | лет\p{L}* | года? | жас\p{L}* ) (?:\b|$)",
    )
});
/// `Respondent 306`, `респондент № 306`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) \b (?: respondents? | interviewee | participant | informant | респондент\p{L}*
          | информант\p{L}* | участни\p{L}* | сұхбат\p{L}* ) \s*
          (?: no\.? | number | nr\.? | № | \# | id | номер )? \s*
          ( (?: \p{L}{1,5} [-_/]? ){0,3} \d{1,6} \p{L}? ) \b",
    )
});
/// `№ 306 респондент`.
static NUMBERED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) (?: № | \# ) \s* (\d{1,6}) \b | \b (\d{1,6}) (?: -\p{L}+ )? \s+ (?: respondent | респондент )",
    )
});
/// What a number in a bracket may be called.
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ (?: respondents? | interviewee | participant | informant | interview | case | id | child
          | респондент\p{L}* | информант\p{L}* | участни\p{L}* | интервью | код | сұхбат | жауап \s* беруші )?
          \s* (?: no\.? | number | nr\.? | № | \# | : | номер )? \s* ( (?: \p{L}{1,5} [-_/]? ){0,3} \d{1,6} \p{L}? ) $",
    )
});

/// Whether a number is more likely a year than a respondent's.
fn is_year(text: &str) -> bool {
    text.parse::<u32>()
        .is_ok_and(|it| (1900..2100).contains(&it))
}

impl Vocabulary {
    /// The names of respondents and the values of `category`.
    pub fn new<'n>(
        respondents: impl IntoIterator<Item = &'n str>,
        categories: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let pair = |it: &str| (squeezed(it), it.to_owned());
        Self {
            respondents: respondents.into_iter().map(pair).collect(),
            categories: categories.into_iter().map(pair).collect(),
        }
    }

    fn respondent(&self, word: &str) -> Option<&String> {
        self.respondents.get(&squeezed(word))
    }

    fn category(&self, words: &str) -> Option<&String> {
        self.categories.get(&squeezed(words))
    }

    /// Reads what stands in a bracket or behind a dash; `None` where it names nobody.
    pub fn read(&self, inner: &str) -> Option<Attribution> {
        let flat = inner.replace(['\n', '>', '*', '\u{a0}'], " ");
        let mut found = Attribution {
            text: inner.trim().to_owned(),
            ..Attribution::default()
        };
        let parts: Vec<&str> = flat
            .split([',', ';', '|', '–', '—'])
            .flat_map(|part| part.split(" - "))
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        for (at, part) in parts.iter().enumerate() {
            self.read_part(part, at == 0, &mut found);
        }
        self.settle(&mut found);
        let known = found.categories.len() + found.genders.len() + found.ages.len();
        let alone = |name: &String| {
            parts.len() == 1
                && (self.respondent(name).is_some()
                    || (self.respondents.is_empty() && !is_year(name)))
        };
        let names = match &found.respondent {
            Some(name) => known > 0 || alone(name),
            None => known > 1,
        };
        names.then_some(found)
    }

    fn read_part(&self, part: &str, first: bool, found: &mut Attribution) {
        if first {
            let name = self.respondent(part).cloned();
            let lead = || LEAD.captures(part).map(|it| it[1].to_owned());
            if let Some(name) = name.or_else(lead) {
                found.respondent = Some(name);
                return;
            }
        }
        if let Some(category) = self.category(part) {
            found.categories.push(category.clone());
        } else if gender(part).is_some() {
            found.genders.push(part.to_owned());
        } else if let Some(age) = AGE.captures(part).and_then(|it| it[1].parse().ok()) {
            found.ages.push(age);
        } else if !self.read_several(part, first, found) {
            found.others.push(part.to_owned());
        }
    }

    /// A part in which commas are missing: `female 25 years`, `306 vulnerable child female 15`.
    fn read_several(&self, part: &str, first: bool, found: &mut Attribution) -> bool {
        let words: Vec<&str> = part.split_whitespace().collect();
        let mut rest = words.as_slice();
        let mut read = Attribution::default();
        while !rest.is_empty() {
            let longest = |test: &dyn Fn(&str) -> bool| {
                (1..=rest.len())
                    .rev()
                    .find(|count| test(&rest[..*count].join(" ")))
            };
            let taken = if let Some(count) = longest(&|it| self.category(it).is_some()) {
                read.categories
                    .extend(self.category(&rest[..count].join(" ")).cloned());
                count
            } else if let Some(count) = longest(&|it| gender(it).is_some()) {
                read.genders.push(rest[..count].join(" "));
                count
            } else if let Some((count, age)) =
                longest(&|it| AGE.is_match(it) && !(first && rest.len() == words.len())).and_then(
                    |count| {
                        Some((
                            count,
                            AGE.captures(&rest[..count].join(" "))?[1].parse().ok()?,
                        ))
                    },
                )
            {
                read.ages.push(age);
                count
            } else if first && rest.len() == words.len() && LEAD.is_match(rest[0]) {
                read.respondent = LEAD.captures(rest[0]).map(|it| it[1].to_owned());
                1
            } else if ["a", "an", "of", "old", "и"].contains(&rest[0]) {
                1
            } else {
                return false;
            };
            rest = &rest[taken..];
        }
        found.respondent = found.respondent.take().or(read.respondent);
        found.categories.extend(read.categories);
        found.genders.extend(read.genders);
        found.ages.extend(read.ages);
        true
    }

    /// What only the whole shows: a number that came late, a category that the study does not know.
    fn settle(&self, found: &mut Attribution) {
        if found.respondent.is_none() && found.ages.len() > 1 {
            let name = found
                .ages
                .iter()
                .position(|age| self.respondent(&age.to_string()).is_some());
            if let Some(at) = name {
                found.respondent = Some(found.ages.remove(at).to_string());
            }
        }
        let known = !found.genders.is_empty() || !found.ages.is_empty();
        if found.categories.is_empty() && found.respondent.is_some() && known {
            let words =
                |it: &String| it.chars().any(char::is_alphabetic) && it.chars().count() <= 60;
            if let Some(at) = found.others.iter().position(words) {
                found.categories.push(found.others.remove(at));
            }
        }
    }

    /// Reads a sentence beside a quotation: `Respondent 306, a 15-year-old girl, said:`.
    pub fn read_sentence(&self, sentence: &str) -> Option<Attribution> {
        let flat = sentence.replace(['\n', '>', '*', '\u{a0}'], " ");
        let numbered = || {
            let found = NUMBERED.captures(&flat)?;
            Some(found.get(1).or(found.get(2))?.as_str().to_owned())
        };
        let named = || {
            let mut words = flat.split(|it: char| !it.is_alphanumeric() && it != '-');
            let after = ["respondent", "респондент"];
            words
                .by_ref()
                .find(|it| after.contains(&it.to_lowercase().as_str()))?;
            self.respondent(words.find(|it| !it.is_empty())?).cloned()
        };
        if let Some(found) = self.bare(&flat) {
            return Some(found);
        }
        let respondent = NAMED
            .captures_iter(&flat)
            .last()
            .map(|it| it[1].to_owned())
            .or_else(named)
            .or_else(numbered)?;
        let mut found = Attribution {
            text: flat.split_whitespace().collect::<Vec<_>>().join(" "),
            respondent: Some(respondent),
            ..Attribution::default()
        };
        found.ages.extend(
            AGE_WITHIN
                .captures_iter(&flat)
                .filter_map(|it| it.get(1).or(it.get(2))?.as_str().parse::<u32>().ok()),
        );
        let pronoun =
            |it: &str| ["he", "she", "m", "f", "w", "м", "ж"].contains(&it.to_lowercase().as_str());
        let words = flat.split(|it: char| !it.is_alphabetic());
        found.genders.extend(
            words
                .filter(|it| gender(it).is_some() && !pronoun(it))
                .map(str::to_owned),
        );
        found.genders.dedup_by_key(|it| gender(it));
        let whole = squeezed(&flat);
        let mentioned = |key: &str| whole.contains(key) && key.chars().count() > 3;
        let all = self.categories.iter();
        let all = all.filter(|(key, _)| mentioned(key));
        found.categories.extend(all.map(|(_, name)| name.clone()));
        Some(found)
    }

    /// `306 (female, 15):`, a number with a bracket that describes the person.
    fn bare(&self, text: &str) -> Option<Attribution> {
        let (before, bracket) = text.rsplit_once('(')?;
        let (inner, rest) = bracket.split_once(')')?;
        let name = before.split_whitespace().next_back()?;
        let numbered =
            !name.is_empty() && name.bytes().all(|it| it.is_ascii_digit()) && !is_year(name);
        let described = self.read(&format!("{name}, {inner}"))?;
        let near = rest.chars().count() < 40;
        (near && (numbered || self.respondent(name).is_some())).then_some(described)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vocabulary() -> Vocabulary {
        Vocabulary::new(["306", "R12"], ["vulnerable child", "уязвимый ребёнок"])
    }

    fn shown(found: Option<Attribution>) -> String {
        let Some(it) = found else {
            return "nobody".to_owned();
        };
        let name = it.respondent.unwrap_or_else(|| "?".to_owned());
        let gender: Vec<_> = it
            .genders
            .iter()
            .map(|it| gender(it).expect("gender"))
            .collect();
        format!("{name} {:?} {gender:?} {:?}", it.categories, it.ages)
    }

    #[test]
    fn the_template_and_what_is_near_it_are_read() {
        let expected = "306 [\"vulnerable child\"] [Female] [15]";
        for inner in [
            "306, vulnerable child, female, 15 years",
            "306, vulnerable child, female, 15",
            "306, vulner-\nable child, fe-\nmale, 15 y ears",
            "306, vulnerable child, female 15 years",
            "Respondent 306; Vulnerable Child; girl; aged 15",
            "№ 306 – vulnerable child – F – 15 y.o.",
            "306 vulnerable child female 15",
            "306, vulnerable child, 15-year-old girl",
        ] {
            assert_eq!(shown(vocabulary().read(inner)), expected, "{inner}");
        }
        assert_eq!(
            shown(vocabulary().read("306, уязвимый ребенок, девочка, 15 лет")),
            "306 [\"уязвимый ребёнок\"] [Female] [15]"
        );
        assert_eq!(shown(vocabulary().read("r12")), "R12 [] [] []");
    }

    #[test]
    fn a_bracket_that_names_nobody_is_none_and_one_without_number_is_half() {
        for inner in [
            "Smith, 2015",
            "see Table 3.10",
            "ha-ha-ha",
            "2009",
            "p. 15",
            "my aunt and uncle",
        ] {
            assert_eq!(shown(vocabulary().read(inner)), "nobody", "{inner}");
        }
        assert_eq!(
            shown(vocabulary().read("girl, 15 years")),
            "? [] [Female] [15]"
        );
        assert_eq!(
            shown(vocabulary().read("777, seasonal worker, male, 30 years")),
            "777 [\"seasonal worker\"] [Male] [30]"
        );
    }

    #[test]
    fn a_sentence_may_say_who_speaks() {
        for (sentence, expected) in [
            (
                "Respondent 306, a 15-year-old girl, put it so: ",
                "306 [] [Female] [15]",
            ),
            (
                "As respondent no. 306 (vulnerable child, female, 15 years) said, ",
                "306 [\"vulnerable child\"] [Female] [15]",
            ),
            (
                "Респондент № 306, девочка 15 лет, говорит: ",
                "306 [] [Female] [15]",
            ),
            ("306 (female, 15): ", "306 [] [Female] [15]"),
            ("As two sex workers explained in 2009, ", "nobody"),
        ] {
            assert_eq!(
                shown(vocabulary().read_sentence(sentence)),
                expected,
                "{sentence}"
            );
        }
    }
}
