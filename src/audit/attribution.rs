//! Who is said to have spoken: what stands in brackets or behind a dash, in the study's template or
//! near it, however lines and letters are broken.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use regex::Regex;

use super::ages::age;
use super::categories::{broken_key, category_key};
use super::garbled::is_garbled;
use super::genders::gender;
use super::naming::{LATE, LEAD, LISTED, TOGETHER, ends_as_name, entries, late};
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
    /// The names of others who are named together with the respondent.
    pub also: Vec<String>,
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
    /// The same by what is left of their singular; `None` where that is the same for two of them.
    singular: BTreeMap<String, Option<String>>,
}

/// Letters and digits only, lower case, `ё` as `е`: what is left when a line end has parted a word.
pub fn squeezed(text: &str) -> String {
    text.chars()
        .filter(|it| it.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .map(|it| if it == 'ё' { 'е' } else { it })
        .collect()
}

/// What a number may be called that is the name of a respondent.
const LEADS: &[&str] = &[
    "r",
    "id",
    "no",
    "resp",
    "respondent",
    "int",
    "interview",
    "interviewee",
    "participant",
    "informant",
    "case",
    "р",
    "респ",
    "респондент",
    "инф",
    "информант",
    "инт",
    "интервью",
    "сұхбат",
];

/// What is left of a respondent's name when it is squeezed and does not say that it is one: `R306` and
/// `No. 306` are 306.
pub fn name_key(name: &str) -> String {
    let key = squeezed(name);
    let number = key.trim_start_matches(char::is_alphabetic);
    let lead = &key[..key.len() - number.len()];
    match LEADS.contains(&lead) && !number.is_empty() {
        true => number.to_owned(),
        false => key,
    }
}

/// A pattern that is part of this program.
#[expect(
    clippy::expect_used,
    reason = "the patterns are constants that the tests run"
)]
pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern reads")
}

/// `15 y/o`, whose stroke parts nothing.
static YEARS_OLD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)\by\s?/\s?o\b\.?"));
/// `F15`, `15f`.
static SHORT: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?ix) ^ (?: ([fmжм]) [\s/-]? (\d{1,2}) | (\d{1,2}) [\s/-]? ([fmжм]) ) $")
});

/// Words of an attribution that say nothing that is compared.
const PASSED: &[&str] = &[
    "a",
    "an",
    "of",
    "old",
    "и",
    "anonymous",
    "adolescent",
    "teenage",
    "young",
    "little",
];
/// Whether a number is more likely a year than a respondent's.
pub(super) fn is_year(text: &str) -> bool {
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
        let mut vocabulary = Self {
            respondents: respondents.into_iter().map(pair).collect(),
            ..Self::default()
        };
        for name in categories {
            vocabulary.call(name, name);
        }
        vocabulary
    }

    /// Has a category called `words` too, as in another language.
    pub fn call(&mut self, category: &str, words: &str) {
        self.categories
            .entry(squeezed(words))
            .or_insert_with(|| category.to_owned());
        let same = |it: &mut Option<String>| {
            if it.as_deref() != Some(category) {
                *it = None;
            }
        };
        for key in [category_key(words), broken_key(words)] {
            let entry = self.singular.entry(key).and_modify(same);
            entry.or_insert_with(|| Some(category.to_owned()));
        }
    }

    /// The respondent of this name.
    pub(super) fn respondent(&self, word: &str) -> Option<&String> {
        self.respondents.get(&squeezed(word))
    }

    /// Whether somebody may be called so.
    pub(super) fn may_name(&self, word: &str) -> bool {
        self.respondents.is_empty() || self.respondent(word).is_some()
    }

    /// The categories by what is left of them when squeezed.
    pub(super) fn categories(&self) -> impl Iterator<Item = (&String, &String)> {
        self.categories.iter()
    }

    /// Whether a category ends with this word.
    pub(super) fn ends_category(&self, word: &str) -> bool {
        let key = squeezed(word);
        key.chars().count() > 3 && self.categories.keys().any(|it| it.ends_with(&key))
    }

    fn category(&self, words: &str) -> Option<&String> {
        let by_singular = |key: String| self.singular.get(&key)?.as_ref();
        self.categories
            .get(&squeezed(words))
            .or_else(|| by_singular(category_key(words)))
            .or_else(|| by_singular(broken_key(words)))
    }

    /// Reads what stands in a bracket or behind a dash; `None` where it names nobody.
    pub fn read(&self, inner: &str) -> Option<Attribution> {
        let flat = inner.replace(['\n', '>', '*', '\u{a0}'], " ");
        // A bracket inside says something by itself.
        let flat = YEARS_OLD.replace_all(&flat, "yo").replace(['(', ')'], ",");
        let mut found = Attribution {
            text: inner.trim().to_owned(),
            ..Attribution::default()
        };
        // `306/female/15`, but no date.
        let strokes = flat.matches('/').count() > 1
            && !flat.contains(',')
            && flat.chars().any(char::is_alphabetic);
        let lines = flat.matches('_').count() > 1 && !flat.contains(',');
        let parts: Vec<String> = flat
            .split(|it: char| {
                ",;|–—".contains(it) || (strokes && it == '/') || (lines && it == '_')
            })
            .flat_map(|part| part.split(" - "))
            .flat_map(entries)
            .map(|part| part.trim().to_owned())
            .filter(|part| !part.is_empty())
            .collect();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        // `respondents 12, 14`.
        let listed = parts.first().is_some_and(|it| LISTED.is_match(it));
        let names = parts.iter().skip(1).take_while(|it| {
            let figures = it.bytes().all(|it| it.is_ascii_digit());
            listed && figures && self.may_name(it)
        });
        let names: Vec<String> = names.map(|it| (*it).to_owned()).collect();
        for (at, part) in parts.iter().enumerate() {
            if at == 0 || at > names.len() {
                self.read_part(part, at == 0, &mut found);
            }
        }
        found.also.extend(names);
        self.settle(&mut found);
        let known = found.categories.len() + found.genders.len() + found.ages.len();
        let alone = |name: &String| {
            parts.len() == 1
                && (self.respondent(name).is_some()
                    || (self.respondents.is_empty() && !is_year(name)))
        };
        let together = !found.also.is_empty();
        let names = match &found.respondent {
            Some(name) => known > 0 || together || alone(name),
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
            if self.read_together(part, found) {
                return;
            }
        }
        if found.respondent.is_none()
            && let Some(name) = late(part).filter(|_| !first || ends_as_name(part))
        {
            found.respondent = Some(name);
            return;
        }
        if let Some(category) = self.category(part) {
            found.categories.push(category.clone());
        } else if gender(part).is_some() {
            found.genders.push(part.to_owned());
        } else if let Some(age) = age(part) {
            found.ages.push(age);
        } else if let Some(it) = SHORT.captures(part) {
            let one = |at, other| it.get(at).or(it.get(other)).map(|it| it.as_str());
            found.genders.extend(one(1, 4).map(str::to_owned));
            found
                .ages
                .extend(one(2, 3).and_then(|it| it.parse::<u32>().ok()));
        } else if !self.read_several(part, first, found) {
            found.others.push(part.to_owned());
        }
    }

    /// A part that names several people: `both respondents 12 and 14`.
    fn read_together(&self, part: &str, found: &mut Attribution) -> bool {
        let mut names: Vec<String> = Vec::new();
        let mut rest = part;
        while let Some(it) = TOGETHER.captures(rest) {
            let Some(name) = LEAD.captures(&it[1]) else {
                return false;
            };
            names.push(name[1].to_owned());
            rest = it.get(2).map_or("", |it| it.as_str());
        }
        let Some(last) = LEAD.captures(rest) else {
            return false;
        };
        names.push(last[1].to_owned());
        if names.len() < 2 || !names.iter().all(|it| self.may_name(it) && !is_year(it)) {
            return false;
        }
        found.respondent = Some(names.remove(0));
        found.also = names;
        true
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
            } else if let Some(count) =
                longest(&|it| age(it).is_some() && !(first && rest.len() == words.len()))
            {
                read.ages.extend(age(&rest[..count].join(" ")));
                count
            } else if first && rest.len() == words.len() && LEAD.is_match(rest[0]) {
                read.respondent = LEAD.captures(rest[0]).map(|it| it[1].to_owned());
                1
            } else if let Some(count) = longest(&|it| LATE.is_match(it)) {
                read.respondent = late(&rest[..count].join(" "));
                count
            } else if PASSED.contains(&rest[0].to_lowercase().as_str()) {
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
        // `Girl, 15, vulnerable child (306)`.
        if found.respondent.is_none() && found.genders.len() + found.ages.len() > 1 {
            let named = |it: &String| {
                let figures = it.bytes().all(|it| it.is_ascii_digit());
                figures && !is_year(it) && self.may_name(it)
            };
            let last = found.others.iter().rposition(named);
            found.respondent = last.map(|at| found.others.remove(at));
        }
        let known = !found.genders.is_empty() || !found.ages.is_empty();
        if found.categories.is_empty() && found.respondent.is_some() && known {
            let words = |it: &String| {
                it.chars().any(char::is_alphabetic) && it.chars().count() <= 60 && !is_garbled(it)
            };
            if let Some(at) = found.others.iter().position(words) {
                found.categories.push(found.others.remove(at));
            }
        }
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
    fn a_category_may_have_names_in_other_languages() {
        let mut vocabulary = vocabulary();
        vocabulary.call("vulnerable child", "дитя в опасности");
        vocabulary.call("vulnerable child", "қорғансыз бала");
        let expected = "306 [\"vulnerable child\"] [Female] [15]";
        for inner in [
            "306, vulnerable child, female, 15 years",
            "306, дитя в опасности, девочка, 15 лет",
            "№ 306, қорғансыз балалар, қыз, 15 жас",
        ] {
            assert_eq!(shown(vocabulary.read(inner)), expected, "{inner}");
        }
        let found =
            vocabulary.read_sentence("Респондент 306, дитя в опасности, девочка 15 лет, говорит: ");
        assert_eq!(shown(found), expected);
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
    fn ages_marks_and_plurals_are_read_in_all_their_forms() {
        let expected = "306 [\"vulnerable child\"] [Female] [15]";
        for inner in [
            "306, vulnerable child, female, 15 y/o",
            "306, vulnerable child, female, 15 yrs",
            "306, vulnerable child, female, 15 yrs old",
            "306, vulnerable child, female, fifteen years old",
            "306, vulnerable child, a fifteen-year-old girl",
            "306, vulnerable children, female, 15",
            "306, vulner-\nable chil-\ndren, female, 15",
            "306, уязвимые дети, девочка, пятнадцати лет",
            "306/vulnerable child/female/15",
            "female, 15 years, vulnerable child, respondent 306",
            "vulnerable child no. 306, female, 15",
            "№ 306, vulnerable child, female, 15",
            "306, vulnerable child, F15",
            "306, vulnerable child (female, 15)",
            "both 306, vulnerable child, female, 15",
        ] {
            let found = shown(vocabulary().read(inner));
            let found = found.replace("уязвимый ребёнок", "vulnerable child");
            assert_eq!(found, expected, "{inner}");
        }
        assert_eq!(shown(vocabulary().read("12/05/2019")), "nobody");
    }

    #[test]
    fn two_who_are_named_together_are_both_named() {
        for inner in [
            "both respondents 306 and R12",
            "306 & R12",
            "306 и R12, female",
        ] {
            let found = vocabulary().read(inner).expect("somebody");
            let mut names = [&found.respondent.into_iter().collect(), &found.also]
                .map(|it: &Vec<String>| it.join(" "));
            names.sort_unstable();
            assert_eq!(names, ["306", "R12"], "{inner}");
        }
        let listed = Vocabulary::new(["12", "14"], []).read("respondents 12, 14");
        assert_eq!(listed.map(|it| it.also), Some(vec!["14".to_owned()]));
        assert_eq!(shown(vocabulary().read("306 and 2009")), "nobody");
        assert_eq!(shown(vocabulary().read("pages 3 and 4")), "nobody");
    }
}
