//! Which rules can find anything in a part of a text at all: those whose patterns cannot do without some
//! words, one of which stands there. All are looked for at once, so that only the few parts that have them
//! are told into sentences and read by the patterns themselves.

use regex::{RegexSet, RegexSetBuilder};
use regex_syntax::hir::literal::Extractor;
use regex_syntax::hir::{Hir, HirKind};

use super::Compiled;

/// A pattern that needs one of more words than this is not worth the looking for them.
const MOST: usize = 200;
/// Words are good enough from so many letters on; then the fewer the better.
const LONG: usize = 5;
/// Bytes that a search may remember itself with.
const MEMORY: usize = 16 << 20;

/// The words that rules cannot do without.
pub(super) struct Literals {
    set: RegexSet,
    /// The place in the set of the words of each rule; `None` where the rule may find something anywhere.
    of: Vec<Option<usize>>,
}

impl Literals {
    /// Of rules, in their order.
    pub fn of(rules: &[Compiled]) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut of = Vec::new();
        for rule in rules {
            let needed = rule.patterns().map(|it| needed_by(it.as_str()));
            let words: Option<Vec<Vec<String>>> = needed.collect();
            of.push(words.filter(|it| !it.is_empty()).map(|words| {
                let words: Vec<String> =
                    words.concat().iter().map(|it| regex::escape(it)).collect();
                patterns.push(words.join("|"));
                patterns.len() - 1
            }));
        }
        let made = RegexSetBuilder::new(patterns)
            .case_insensitive(true)
            .dfa_size_limit(MEMORY)
            .build();
        match made {
            Ok(set) => Self { set, of },
            // Too many words for one search: every rule reads everything.
            Err(_) => Self {
                set: RegexSet::empty(),
                of: vec![None; rules.len()],
            },
        }
    }

    /// Which rules, by their order, can find something in `said`.
    pub fn within(&self, said: &str) -> Vec<bool> {
        let found = self.set.matches(said);
        let may = |it: &Option<usize>| it.is_none_or(|at| found.matched(at));
        self.of.iter().map(may).collect()
    }
}

/// Words of which one stands in whatever `pattern` matches, letter case aside; `None` where there are no
/// such words that are worth looking for.
fn needed_by(pattern: &str) -> Option<Vec<String>> {
    let words = needed(&regex_syntax::parse(pattern).ok()?)?;
    (worth(&words).0 > 1).then_some(words)
}

/// How good words are to look for: letters of the shortest, then how few they are.
fn worth(words: &[String]) -> (usize, std::cmp::Reverse<usize>) {
    let letters = words.iter().map(|it| it.chars().count()).min();
    let letters = letters.unwrap_or(0).min(LONG);
    (letters, std::cmp::Reverse(words.len()))
}

fn needed(part: &Hir) -> Option<Vec<String>> {
    let inner = match part.kind() {
        HirKind::Concat(parts) => {
            let after = (1..parts.len()).map(|at| Hir::concat(parts[at..].to_vec()));
            let begin = after.filter_map(|it| beginnings(&it));
            let whole = parts.iter().filter_map(needed);
            begin.chain(whole).max_by_key(|it| worth(it))
        }
        HirKind::Alternation(parts) => {
            let all: Option<Vec<Vec<String>>> = parts.iter().map(needed).collect();
            all.map(|it| it.concat()).filter(|it| it.len() <= MOST)
        }
        HirKind::Capture(inner) => needed(&inner.sub),
        HirKind::Repetition(inner) if inner.min > 0 => needed(&inner.sub),
        HirKind::Repetition(_)
        | HirKind::Literal(_)
        | HirKind::Class(_)
        | HirKind::Look(_)
        | HirKind::Empty => None,
    };
    let own = beginnings(part);
    own.into_iter().chain(inner).max_by_key(|it| worth(it))
}

/// What a match of `part` begins with, one of these; `None` where that may be too much.
fn beginnings(part: &Hir) -> Option<Vec<String>> {
    let mut extractor = Extractor::new();
    extractor.limit_total(MOST);
    let found = extractor.extract(part);
    let literals = found.literals()?;
    let words = literals
        .iter()
        .map(|it| String::from_utf8(it.as_bytes().to_vec()));
    words
        .collect::<Result<Vec<String>, _>>()
        .ok()
        .filter(|it| !it.is_empty() && it.iter().all(|it| !it.is_empty()))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::{Compiled, compile};
    use super::*;
    use crate::model::rule::Rule;

    static READY: LazyLock<(Vec<Compiled>, Literals)> = LazyLock::new(|| {
        let rules = rules();
        let literals = Literals::of(&rules);
        (rules, literals)
    });

    fn rules() -> Vec<Compiled> {
        let patterns: [&[&str]; 5] = [
            &[r"\bI(?:['’]m| am) (?:already |now )?{number} years? old\b"],
            &[
                r"\bmy (?:(?:own|little|elder) )*(?:brothers?|sisters?)\b",
                r"^\W*she (?:\w+ly )?(?:laugh|cri|smil)\w*",
            ],
            &[r"(?:^|[^\p{L}])я(?:\s+(?:не|уже)){0,3}\s+\p{L}{2,}(?:ла|лась)(?:[^\p{L}]|$)"],
            &[r"\w+ed\b|\d+"],
            &[r"(?:^|[^\p{L}])сіңлім\p{L}*"],
        ];
        let rule = |(at, pattern): (usize, &&[&str])| {
            let number = pattern[0].contains("{number}");
            let held = match number {
                true => "attribute = [\"age\"]\nnumber = \"equal\"",
                false => "register = [{ gender = [\"male\"] }]",
            };
            let text = format!("id = \"{at}\"\nsays = \"x\"\npattern = {pattern:?}\n{held}");
            toml::from_str::<Rule>(&text).expect("a rule")
        };
        compile(patterns.iter().enumerate().map(rule).collect()).expect("rules")
    }

    #[test]
    fn the_longest_words_that_a_pattern_cannot_do_without_are_looked_for() {
        let needed = |pattern: &str| {
            let mut words = needed_by(pattern).unwrap_or_default();
            words.sort();
            words
        };
        assert_eq!(needed(r"\bI(?:['’]m| am) \d+ years? old\b"), [" year"]);
        assert_eq!(
            needed(r"\bmy (?:own )*(?:brothers?|sister)\b"),
            ["brother", "sister"]
        );
        assert_eq!(needed(r"(?:мен|біз) барды"), [" барды"]);
        assert_eq!(needed(r"(?:\w+ed|came) home"), [" home"]);
        assert!(needed(r"\d+|come").is_empty() && needed(r"(?:word)?\w").is_empty());
    }

    proptest! {
        #[test]
        fn whatever_a_rule_finds_is_never_passed_over(
            words in prop::collection::vec(
                prop::sample::select(vec![
                    "I", "I'm", "I am", "16", "years old", "YEAR", "My", "little", "brother", "SISTERS", "she",
                    "slowly", "Laughed", "Я", "уже", "не", "ушла", "Сіңлімді", "wanted", ".", ",",
                ]),
                0..9,
            ),
        ) {
            let (rules, literals) = &*READY;
            let said = words.join(" ");
            let may = literals.within(&said);
            for (rule, may) in rules.iter().zip(may) {
                prop_assert!(may || rule.patterns().all(|it| !it.is_match(&said)), "{said}");
            }
        }
    }
}
