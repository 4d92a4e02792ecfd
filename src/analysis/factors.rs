//! How many factors a respondent names: 0, 1, 2, 3 or more codes of a family, group by group.

use std::collections::BTreeSet;

use super::crosstab::Share;
use super::disclosure::tables::Suppressed;
use super::groups::Groups;
use super::sample::Sample;
use super::summary::{Summary, summary};
use crate::model::codebook::CodeId;

/// The factors of one family.
#[derive(Debug, Clone, PartialEq)]
pub struct Factors {
    /// The family.
    pub family: CodeId,
    /// Different codes below it that a respondent could have.
    pub codes: usize,
    /// For `0, 1, .. up_to - 1, up_to+` codes: a share of each column.
    pub lines: Vec<Vec<Share>>,
    /// Names of the respondents of each cell of `lines`.
    pub people: Vec<Vec<Vec<String>>>,
    /// Codes per respondent, in each column; `None` where nobody is.
    pub summaries: Vec<Option<Summary>>,
}

/// The columns and the families.
#[derive(Debug, Clone, PartialEq)]
pub struct FactorTable {
    /// The attributes that make the groups.
    pub attributes: Vec<String>,
    /// Name and base of each column; the first is all.
    pub heads: Vec<(Vec<String>, u64)>,
    /// From this number on, numbers of codes are put together.
    pub up_to: usize,
    /// The families.
    pub families: Vec<Factors>,
    /// What was kept back, where small counts are.
    pub suppressed: Option<Suppressed>,
}

/// For each family how many different codes below it a respondent has by direct codings. A code above
/// others counts as one of its own when it was given itself; the family itself is no factor, unless it
/// has nothing below it. Everybody of the sample is counted, those without any code too.
pub fn factors(
    sample: &Sample<'_>,
    families: &[CodeId],
    groups: &Groups,
    up_to: usize,
) -> FactorTable {
    let width = groups.names.len() + 1;
    let columns: Vec<Option<usize>> = sample
        .respondents
        .iter()
        .map(|id| groups.of(Some(*id)).map(|at| at + 1))
        .collect();
    let mut bases = vec![0u64; width];
    bases[0] = sample.respondents.len() as u64;
    for column in columns.iter().flatten() {
        bases[*column] += 1;
    }
    let kept: Vec<usize> = (0..width).filter(|at| *at == 0 || bases[*at] > 0).collect();
    let places = sample.places();
    let of_family = |family: &CodeId| {
        let mut below: BTreeSet<CodeId> =
            sample.study.with_descendants(*family).into_iter().collect();
        if below.len() > 1 {
            below.remove(family);
        }
        let mut named: Vec<BTreeSet<CodeId>> = vec![BTreeSet::new(); sample.respondents.len()];
        for coding in sample.codings.iter().filter(|it| below.contains(&it.code)) {
            let who = sample.respondent(coding.source);
            if let Some(place) = who.and_then(|id| places.get(&id)) {
                named[*place].insert(coding.code);
            }
        }
        let numbers: Vec<usize> = named.iter().map(BTreeSet::len).collect();
        let in_column = |column: usize| {
            let people = numbers.iter().zip(&columns);
            people
                .filter(move |(_, own)| column == 0 || **own == Some(column))
                .map(|(number, _)| *number)
        };
        let names = |wanted: usize, column: usize| {
            let people = sample.respondents.iter().zip(&numbers).zip(&columns);
            let here = people.filter(|((_, number), own)| {
                (**number).min(up_to) == wanted && (column == 0 || **own == Some(column))
            });
            let name = |id| Some(sample.study.respondents.get(id)?.name.clone());
            here.filter_map(|((id, _), _)| name(id)).collect::<Vec<_>>()
        };
        let people = |wanted: usize| kept.iter().map(|it| names(wanted, *it)).collect();
        let line = |wanted: usize| {
            let cell = |column: &usize| {
                let here = in_column(*column).filter(|it| (*it).min(up_to) == wanted);
                Share::of(here.count() as u64, bases[*column])
            };
            kept.iter().map(cell).collect()
        };
        let summed = |column: &usize| {
            let numbers: Vec<f64> = in_column(*column).map(|it| it as f64).collect();
            summary(&numbers)
        };
        Factors {
            family: *family,
            codes: below.len(),
            lines: (0..=up_to).map(line).collect(),
            people: (0..=up_to).map(people).collect(),
            summaries: kept.iter().map(summed).collect(),
        }
    };
    let head = |column: &usize| {
        let name = column
            .checked_sub(1)
            .map_or_else(Vec::new, |at| groups.names[at].clone());
        (name, bases[*column])
    };
    FactorTable {
        attributes: groups.attributes.clone(),
        heads: kept.iter().map(head).collect(),
        up_to,
        families: families.iter().map(of_family).collect(),
        suppressed: None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{code, interview, study, word};
    use super::super::groups::BandOf;
    use super::super::sample::Part;
    use super::*;
    use crate::model::respondent::Kind;

    #[test]
    fn different_codes_are_counted_per_respondent() {
        let mut it = study(
            &[("category", Kind::Text)],
            &["push", "push/a", "push/a/x", "push/b", "push/c", "alone"],
        );
        let of = |category: &str| vec![("category", word(category))];
        interview(
            &mut it,
            "1",
            &of("v"),
            &[
                ("ana", "push/a", 0, 5),
                ("ben", "push/a", 9, 12),
                ("ana", "push/b", 0, 5),
            ],
        );
        interview(
            &mut it,
            "2",
            &of("v"),
            &[("ana", "push", 0, 5), ("ana", "alone", 0, 5)],
        );
        interview(
            &mut it,
            "3",
            &of("w"),
            &[
                ("ana", "push/a", 0, 5),
                ("ana", "push/a/x", 0, 5),
                ("ana", "push/b", 0, 5),
                ("ana", "push/c", 0, 5),
            ],
        );
        let sample = Sample::new(&it, &Part::default());
        let groups = Groups::new(
            &it,
            &sample.respondents,
            &["category".to_owned()],
            &BandOf::new(),
        )
        .expect("groups");
        let found = factors(
            &sample,
            &[code(&it, "push"), code(&it, "alone")],
            &groups,
            3,
        );
        let heads: Vec<_> = found
            .heads
            .iter()
            .map(|(name, base)| (name.join(""), *base))
            .collect();
        assert_eq!(
            heads,
            [(String::new(), 3), ("v".to_owned(), 2), ("w".to_owned(), 1)]
        );
        let push = &found.families[0];
        let numbers = |of: &Factors| -> Vec<Vec<u64>> {
            of.lines
                .iter()
                .map(|it| it.iter().map(|cell| cell.n).collect())
                .collect()
        };
        assert_eq!(numbers(push), [[1, 1, 0], [0, 0, 0], [1, 1, 0], [1, 0, 1]]);
        assert_eq!(push.codes, 4);
        let all = push.summaries[0].expect("people");
        assert_eq!(
            (all.mean, all.median, all.lowest, all.highest),
            (2.0, 2.0, 0.0, 4.0)
        );
        // A family without codes below it is itself the factor.
        assert_eq!(numbers(&found.families[1])[..2], [[2, 1, 1], [1, 1, 0]]);
    }
}
