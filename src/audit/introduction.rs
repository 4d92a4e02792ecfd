//! Who a sentence beside a quotation says has spoken: `Respondent 306, a 15-year-old girl, said:`.

use std::sync::LazyLock;

use regex::Regex;

use super::ages::ages_within;
use super::attribution::{Attribution, Vocabulary, is_year, pattern, squeezed};
use super::genders::gender;

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
/// ` and 307`, behind somebody's name.
static AND: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix) ^ \s* (?: and | & | и | және ) \s*
          (?: respondents? | респондент\p{L}* )? \s* (?: no\.? | № )? \s*
          ( (?: \p{L}{1,5} [-_/]? ){0,3} \d{1,6} \p{L}? ) \b \s* (\p{L}*)",
    )
});

/// Words of a sentence that says something of somebody.
const VERBS: &[&str] = &[
    " is ",
    " was ",
    " has ",
    " had ",
    " lives ",
    " lived ",
    " left ",
    " went ",
    " told us of ",
    " came ",
];

/// A respondent's name with where it ends, and the names of others that are given with it.
struct Named {
    name: String,
    end: usize,
    also: Vec<String>,
}

impl Vocabulary {
    /// Reads a sentence beside a quotation: `Respondent 306, a 15-year-old girl, said:`.
    pub fn read_sentence(&self, sentence: &str) -> Option<Attribution> {
        let flat = sentence.replace(['\n', '>', '*', '\u{a0}'], " ");
        if let Some(found) = self.bare(&flat) {
            return Some(found);
        }
        let named = self.named_in(&flat)?;
        let mut found = Attribution {
            text: flat.split_whitespace().collect::<Vec<_>>().join(" "),
            respondent: Some(named.name),
            also: named.also,
            ..Attribution::default()
        };
        found.categories = self.categories_in(&flat);
        let is_person = |word: &str| gender(word).is_some() || self.ends_category(word);
        let ages = ages_within(&flat, &is_person);
        found.ages.extend(nearest(&ages, named.end));
        let pronoun = |it: &str| ["he", "she", "m", "f", "w", "м", "ж"].contains(&it);
        let mut at = 0;
        let mut genders: Vec<(usize, String)> = Vec::new();
        for word in flat.split(|it: char| !it.is_alphabetic()) {
            let start = at;
            let end = start + word.len();
            at = end + flat[end..].chars().next().map_or(0, char::len_utf8);
            if gender(word).is_some() && !pronoun(&word.to_lowercase()) {
                genders.push((start, word.to_owned()));
            }
        }
        found.genders.extend(nearest(&genders, named.end));
        Some(found)
    }

    /// Whether words do nothing but name a respondent, as before a colon: `Respondent 306`, `Respondent 306, a girl
    /// of 15`.
    pub(super) fn introduces(&self, words: &str) -> bool {
        let flat = words.trim().replace('\n', " ");
        let at_front = NAMED.find(&flat).is_some_and(|it| it.start() == 0);
        at_front && !VERBS.iter().any(|verb| flat.contains(verb))
    }

    /// Who is named; of several the last, or all that are named together.
    fn named_in(&self, flat: &str) -> Option<Named> {
        let mut found: Option<Named> = None;
        for it in NAMED.captures_iter(flat) {
            let (whole, name) = (it.get(0)?, it.get(1)?);
            let together = found
                .as_ref()
                .is_some_and(|last| last.end >= whole.end() && !last.also.is_empty());
            if !together {
                let mut named = Named {
                    name: name.as_str().to_owned(),
                    end: name.end(),
                    also: Vec::new(),
                };
                while let Some(more) = AND.captures(&flat[named.end..]) {
                    // `and 12 other girls` is a number.
                    let counts = ["other", "more", "друг"]
                        .iter()
                        .any(|it| more[2].to_lowercase().starts_with(it));
                    if counts || !self.may_name(&more[1]) {
                        break;
                    }
                    named.also.push(more[1].to_owned());
                    named.end += more.get(1)?.end();
                }
                found = Some(named);
            }
        }
        let plain = |name: String, end: usize| Named {
            name,
            end,
            also: Vec::new(),
        };
        let known = || {
            let lower = flat.to_lowercase();
            let at = ["respondent", "респондент"]
                .iter()
                .find_map(|it| Some(lower.find(it)? + it.len()))?;
            let rest = flat.get(at..)?;
            let word = rest
                .split(|it: char| !it.is_alphanumeric() && it != '-')
                .find(|it| !it.is_empty())?;
            Some(plain(self.respondent(word)?.clone(), at + rest.find(word)?))
        };
        let numbered = || {
            // `Act № 306` is no person.
            let of_person = |it: &regex::Captures<'_>| {
                let before = it.get(0).map_or("", |it| flat[..it.start()].trim_end());
                let word = before.rsplit(|it: char| !it.is_alphabetic()).next();
                it.get(2).is_some()
                    || word.is_none_or(|it| {
                        it.is_empty() || gender(it).is_some() || self.ends_category(it)
                    })
            };
            let found = NUMBERED.captures_iter(flat).find(of_person)?;
            let name = found.get(1).or(found.get(2))?;
            Some(plain(name.as_str().to_owned(), name.end()))
        };
        found.or_else(known).or_else(numbered)
    }

    /// The categories that are mentioned, those aside that are a part of another one.
    fn categories_in(&self, flat: &str) -> Vec<String> {
        let whole = squeezed(flat);
        let all: Vec<(&String, &String)> = self
            .categories()
            .filter(|(key, _)| whole.contains(key.as_str()) && key.chars().count() > 3)
            .collect();
        let part = |key: &str| {
            all.iter()
                .any(|(other, _)| *other != key && other.contains(key))
        };
        let mut names: Vec<String> = all
            .iter()
            .filter(|(key, _)| !part(key))
            .map(|(_, name)| (*name).clone())
            .collect();
        names.dedup();
        names
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

/// Of what describes people the first behind the name, or else the last before it: a sentence may speak
/// of others too.
fn nearest<T: Clone>(all: &[(usize, T)], name: usize) -> Option<T> {
    let behind = all.iter().find(|it| it.0 >= name);
    behind
        .or(all.iter().rfind(|it| it.0 < name))
        .map(|it| it.1.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(sentence: &str) -> String {
        let vocabulary = Vocabulary::new(
            ["306", "307", "12"],
            [
                "vulnerable child",
                "migrant",
                "migrant worker",
                "trafficking victim",
            ],
        );
        let Some(it) = vocabulary.read_sentence(sentence) else {
            return "nobody".to_owned();
        };
        let mut names = vec![it.respondent.unwrap_or_else(|| "?".to_owned())];
        names.extend(it.also);
        let gender: Vec<_> = it.genders.iter().map(|it| gender(it)).collect();
        format!(
            "{} {:?} {gender:?} {:?}",
            names.join("+"),
            it.categories,
            it.ages
        )
    }

    #[test]
    fn a_sentence_may_say_who_speaks() {
        for (sentence, expected) in [
            (
                "Respondent 306, a 15-year-old girl, put it so: ",
                "306 [] [Some(Female)] [15]",
            ),
            (
                "As respondent no. 306 (vulnerable child, female, 15 years) said, ",
                "306 [\"vulnerable child\"] [Some(Female)] [15]",
            ),
            (
                "Респондент № 306, девочка 15 лет, говорит: ",
                "306 [] [Some(Female)] [15]",
            ),
            (
                "Respondent 306, a trafficking victim of 15, told us: ",
                "306 [\"trafficking victim\"] [] [15]",
            ),
            (
                "Респондент 306, девочка пятнадцати лет, говорит: ",
                "306 [] [Some(Female)] [15]",
            ),
            ("306 (female, 15): ", "306 [] [Some(Female)] [15]"),
            ("As two sex workers explained in 2009, ", "nobody"),
        ] {
            assert_eq!(shown(sentence), expected, "{sentence}");
        }
    }

    #[test]
    fn what_a_sentence_says_of_others_is_not_said_of_the_one_who_speaks() {
        assert_eq!(
            shown("Respondent 306, a girl of 15 whose brother, a boy aged 9, was ill, said: "),
            "306 [] [Some(Female)] [15]"
        );
        assert_eq!(
            shown(
                "A woman sent us respondent 306, a migrant worker and a man of 40 years, who said: "
            ),
            "306 [\"migrant worker\"] [Some(Male)] [40]"
        );
        assert_eq!(
            shown("Respondent 306, a girl who had left 2 years ago, said: "),
            "306 [] [Some(Female)] []"
        );
    }

    #[test]
    fn two_may_be_named_together() {
        for sentence in [
            "Respondents 306 and 307 said: ",
            "Respondent 306 and respondent 307 said: ",
            "Both respondents 306 & 307 told us, ",
            "Респонденты 306 и 307 говорят: ",
        ] {
            assert_eq!(shown(sentence), "306+307 [] [] []", "{sentence}");
        }
        assert_eq!(
            shown("Respondent 306 and 12 other girls said: "),
            "306 [] [] []"
        );
    }
}
