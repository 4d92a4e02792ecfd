//! Tables that follow each other in public: what one shows and another one shows of a few respondents
//! more or less tells how many of these few it is true of. Counts are held against each other pair by
//! pair: one thing, of two groups by the same attributes, one inside the other, as another filter or
//! other bands make them, so that a refusal can name the two. What all tables tell together is weighed in `together`.

use std::collections::BTreeMap;

use super::shown::ShownCount;

/// Two counts that together tell of a few.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What is counted.
    pub what: String,
    /// The group of the earlier table.
    pub before: String,
    /// The group of this one.
    pub now: String,
}

/// The first two counts whose difference is of fewer than `threshold` respondents, or tells that of a
/// few something is true of so few.
pub fn difference(now: &[ShownCount], before: &[ShownCount], threshold: u64) -> Option<Difference> {
    let few = |n: usize| n > 0 && (n as u64) < threshold;
    let mut by_what: BTreeMap<&str, Vec<&ShownCount>> = BTreeMap::new();
    for it in before {
        by_what.entry(&it.what).or_default().push(it);
    }
    for it in now {
        for other in by_what.get(it.what.as_str()).into_iter().flatten() {
            let (small, large) = match it.of.len() <= other.of.len() {
                true => (it, *other),
                false => (*other, it),
            };
            if small.of == large.of || !small.of.is_subset(&large.of) {
                continue;
            }
            let left = large.of.len() - small.of.len();
            let counted = large.counted.len().abs_diff(small.counted.len());
            // Nobody of them, and all of a few, is told as well.
            if few(left) || few(counted) {
                return Some(Difference {
                    what: it.what.clone(),
                    before: other.group.clone(),
                    now: it.group.clone(),
                });
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::analysis::crosstab::{Asked, Percent, crosstab};
    use crate::analysis::disclosure::shown::{Base, of_crosstab};
    use crate::analysis::disclosure::tables::suppress_crosstab;
    use crate::analysis::example::{interview, study, word};
    use crate::analysis::frequency::{Count, WordStarts, tally};
    use crate::analysis::groups::{BandOf, Groups};
    use crate::analysis::sample::{Part, Sample};
    use crate::model::respondent::{Kind, RespondentId, Value};
    use crate::model::study::Study;

    /// Forty people of ages 10 to 19, half of them with the code.
    fn people() -> Study {
        let attributes = [("age", Kind::Number), ("gender", Kind::Text)];
        let mut it = study(&attributes, &["cold"]);
        for number in 0..40 {
            let age = Value::Number(f64::from(10 + number % 10));
            let gender = word(if number % 2 == 0 { "female" } else { "male" });
            let codings: &[_] = match number % 4 < 2 {
                true => &[("ana", "cold", 0, 5)],
                false => &[],
            };
            interview(
                &mut it,
                &format!("{number:02}"),
                &[("age", age), ("gender", gender)],
                codings,
            );
        }
        it
    }

    /// What a table of everybody in `ages` shows, by bands if there are any.
    fn shown(
        study: &Study,
        ages: std::ops::RangeInclusive<i64>,
        bands: Option<&str>,
    ) -> Vec<ShownCount> {
        let here = study.respondents.values().filter(|it| {
            let age = it.value("age").and_then(Value::number).unwrap_or_default();
            ages.contains(&(age as i64))
        });
        let part = Part {
            respondents: Some(here.map(|it| it.id).collect()),
            ..Part::default()
        };
        let sample = Sample::new(study, &part);
        let by: Vec<String> = bands.iter().map(|_| "age".to_owned()).collect();
        let bands: BandOf<'_> = bands.iter().map(|it| ("age", *it)).collect();
        let groups = Groups::new(study, &sample.respondents, &by, &bands).expect("groups");
        let counted = tally(&sample, Count::Respondents, &WordStarts::new());
        let mut table = crosstab(study, &counted, &groups, Percent::Column, &Asked::new());
        suppress_crosstab(study, &mut table, 5).expect("a table");
        let base = Base {
            study,
            filter: part.respondents.map(|who| (["age".to_owned()].into(), who)),
            coders: Vec::new(),
            bands: &bands,
        };
        of_crosstab(&base, &sample, &groups, &table)
    }

    #[test]
    fn another_filter_or_other_bands_that_leave_a_few_are_told() {
        let study = people();
        let all = shown(&study, 10..=19, None);
        assert_eq!(difference(&all, &all, 5), None, "the same table again");
        let without = shown(&study, 10..=18, None);
        let told = difference(&without, &all, 5).expect("four people of 19");
        assert_eq!((told.before.as_str(), told.now.as_str()), ("all", "all"));
        assert!(difference(&all, &without, 5).is_some(), "in either order");
        assert_eq!(difference(&shown(&study, 10..=14, None), &all, 5), None);
        let bands = shown(&study, 10..=19, Some("10-13,14-19"));
        assert_eq!(difference(&bands, &all, 5), None);
        let other = shown(&study, 10..=19, Some("10-14,15-19"));
        let told = difference(&other, &bands, 5).expect("four people of 14");
        assert_eq!(
            (told.before.as_str(), told.now.as_str()),
            ("10–13", "10–14")
        );
    }

    #[test]
    fn so_few_with_the_code_among_enough_are_told_too() {
        let id = |number| RespondentId::from_uuid(uuid::Uuid::from_u128(number));
        let set = |range: std::ops::Range<u128>| -> BTreeSet<_> { range.map(id).collect() };
        let count = |of, counted| ShownCount {
            what: "cold".to_owned(),
            key: "cold".to_owned(),
            conditions: Vec::new(),
            group: "all".to_owned(),
            of,
            counted,
        };
        let large = [count(set(0..40), set(0..20))];
        assert!(difference(&[count(set(0..25), set(0..18))], &large, 5).is_some());
        assert!(difference(&[count(set(0..25), set(0..10))], &large, 5).is_none());
        // Groups that are not inside one another tell nothing by themselves.
        assert!(difference(&[count(set(2..45), set(2..20))], &large, 5).is_none());
    }
}
