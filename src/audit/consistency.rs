//! What a draft says about itself: one respondent described in two ways, one quotation under two
//! names.

use std::collections::HashMap;

use super::attribution::{Attribution, name_key, squeezed};
use super::categories::broken_key;
use super::claims::Claim;
use super::finding::{Fault, Finding};
use super::genders::gender;
use super::words::words;

/// Shorter quotations may come twice by chance, in words.
const CHANCE: usize = 5;

/// For every claim what other claims say against it. `is_settled` tells that a register decides about
/// an attribute of a respondent, so that the draft need not be asked.
pub fn contradictions(
    claims: &[Claim],
    is_settled: impl Fn(&str, &str) -> bool,
) -> Vec<Option<Finding>> {
    let mut found: Vec<Vec<String>> = vec![Vec::new(); claims.len()];
    let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
    let mut by_words: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let Some(name) = claim
            .attribution
            .as_ref()
            .and_then(|it| it.respondent.as_ref())
        else {
            continue;
        };
        // What is said of two is not said of one of them.
        if claim
            .attribution
            .as_ref()
            .is_some_and(|it| it.also.is_empty())
        {
            by_name.entry(name_key(name)).or_default().push(at);
        }
        let all = words(&claim.quote);
        if all.len() >= CHANCE {
            let forms: Vec<&str> = (0..all.len()).map(|it| all.form(it)).collect();
            by_words.entry(forms.join(" ")).or_default().push(at);
        }
    }
    let of = |at: usize| claims[at].attribution.as_ref();
    for same in by_name.values() {
        for (what, value) in ATTRIBUTES {
            let name = of(same[0])
                .and_then(|it| it.respondent.as_deref())
                .unwrap_or_default();
            if is_settled(name, what) {
                continue;
            }
            for one in same {
                let Some(mine) = of(*one).and_then(value) else {
                    continue;
                };
                let others = same.iter().filter_map(|other| {
                    let theirs = value(of(*other)?)?;
                    (theirs.0 != mine.0)
                        .then(|| format!("claim {} `{}`", claims[*other].number, theirs.1))
                });
                let others: Vec<String> = others.collect();
                if !others.is_empty() {
                    found[*one].push(format!(
                        "{name} has the {what} `{}` here, and in {}",
                        mine.1,
                        listed(&others)
                    ));
                }
            }
        }
    }
    for same in by_words.values() {
        for one in same {
            let mine = of(*one)
                .and_then(|it| it.respondent.as_deref())
                .unwrap_or_default();
            let others: Vec<String> = same
                .iter()
                .filter_map(|other| {
                    let theirs = of(*other)?.respondent.as_deref()?;
                    (name_key(theirs) != name_key(mine))
                        .then(|| format!("claim {} under {theirs}", claims[*other].number))
                })
                .collect();
            if !others.is_empty() && !is_settled(mine, "words") {
                found[*one].push(format!(
                    "the same words stand here under {mine}, and in {}",
                    listed(&others)
                ));
            }
        }
    }
    let finding = |details: Vec<String>| Finding::new(Fault::Contradicts, details.join("; "), None);
    found
        .into_iter()
        .map(|details| (!details.is_empty()).then(|| finding(details)))
        .collect()
}

fn listed(others: &[String]) -> String {
    let mut some: Vec<&str> = others.iter().map(String::as_str).collect();
    some.dedup();
    some.join(", ")
}

/// How a value is compared, and how it is shown.
type Given = (String, String);
/// Name of an attribute, and how it is taken from an attribution.
type OfAttribution = (&'static str, fn(&Attribution) -> Option<Given>);

const ATTRIBUTES: [OfAttribution; 3] = [
    ("age", |it| {
        it.ages
            .first()
            .map(|age| (age.to_string(), age.to_string()))
    }),
    ("gender", |it| {
        let word = it.genders.first()?;
        let key = gender(word).map_or_else(|| squeezed(word), |it| format!("{it:?}"));
        Some((key, word.clone()))
    }),
    ("category", |it| {
        let word = it.categories.first()?;
        Some((broken_key(word), word.clone()))
    }),
];

#[cfg(test)]
mod tests {
    use super::super::attribution::Vocabulary;
    use super::super::claims::claims;
    use super::super::draft::Draft;
    use super::*;

    fn details(text: &str) -> Vec<String> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let all = contradictions(&claims(&draft, &Vocabulary::default()), |_, _| false);
        all.into_iter().flatten().map(|it| it.detail).collect()
    }

    #[test]
    fn one_respondent_written_in_several_ways_contradicts_nobody() {
        let text = "“We had no coal.” (306, vulnerable child, female, 15 years)\n\n“We left in May.” (R306, vulner-\nable child, girl, 15 y/o)\n\n“It was cold.” (No. 306, vulnerable children, F, fifteen)\n\n“We had no coal that winter at all.” (306)\n\n“We had no coal that winter at all.” (R306)";
        assert!(details(text).is_empty(), "{:?}", details(text));
    }

    #[test]
    fn two_ages_of_one_respondent_contradict_each_other() {
        let text = "“We had no coal.” (306, vulnerable child, female, 15 years)\n\n“We left in May.” (R306, vulnerable child, girl, fourteen years old)";
        assert_eq!(
            details(text),
            [
                "306 has the age `15` here, and in claim 2 `14`",
                "306 has the age `14` here, and in claim 1 `15`"
            ]
        );
    }
}
