//! One attribute by group: how many respondents have each value, how many have none, and mean, median
//! and range of numbers. Who was not asked is not missing.

use std::collections::BTreeSet;

use super::crosstab::Share;
use super::disclosure::tables::Suppressed;
use super::groups::{BandOf, GroupError, Groups, values};
use super::summary::{Summary, summary};
use crate::model::respondent::{RespondentId, Value};
use crate::model::study::Study;

/// What a percentage of respondents with a value is a percentage of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    /// Those in the group who have a value.
    Valid,
    /// Those who have this value, in all groups.
    Row,
    /// Everybody with a value.
    Total,
    /// Those in the group who were asked, whether they answered or not.
    Asked,
}

/// The table. The first column is all.
#[derive(Debug, Clone, PartialEq)]
pub struct AttributeTable {
    /// The attribute.
    pub name: String,
    /// The attributes that make the groups.
    pub attributes: Vec<String>,
    /// What the shares are of.
    pub of: Of,
    /// Name and number of respondents of each column.
    pub heads: Vec<(Vec<String>, u64)>,
    /// The values in order, with a share of each column.
    pub lines: Vec<(String, Vec<Share>)>,
    /// Who has a value, of everybody in the column.
    pub valid: Vec<Share>,
    /// Who was asked and has none.
    pub missing: Vec<Share>,
    /// Who was not asked; `None` when everybody was.
    pub not_asked: Option<Vec<Share>>,
    /// Numbers in a few numbers, in each column; empty when the attribute holds none.
    pub summaries: Vec<Option<Summary>>,
    /// For a test: numbers of respondents, a row for each value and a column for each group whose
    /// value is known.
    pub known: Vec<Vec<u64>>,
    /// Names of the respondents of each cell: of the values, then those with any, those without, and
    /// those who were not asked.
    pub people: Vec<Vec<Vec<String>>>,
    /// What was kept back, where small counts are.
    pub suppressed: Option<Suppressed>,
}

/// The table of an attribute among `people`. `asked` says whom the question was put to; a value of
/// somebody who was not asked does not count.
pub fn attribute_table(
    study: &Study,
    people: &[RespondentId],
    name: &str,
    bands: &BandOf<'_>,
    groups: &Groups,
    of: Of,
    asked: Option<&BTreeSet<RespondentId>>,
) -> Result<AttributeTable, GroupError> {
    let was_asked = |id: &RespondentId| asked.is_none_or(|set| set.contains(id));
    let answering: Vec<RespondentId> = people.iter().copied().filter(|id| was_asked(id)).collect();
    let found = values(study, &answering, name, bands.get(name).copied())?;
    let width = groups.names.len() + 1;
    let columns_of = |id: RespondentId| [Some(0), groups.of(Some(id)).map(|at| at + 1)];
    let count = |who: &mut dyn Iterator<Item = RespondentId>| {
        let mut sums = vec![0u64; width];
        for column in who.flat_map(columns_of).flatten() {
            sums[column] += 1;
        }
        sums
    };
    let everybody = count(&mut people.iter().copied());
    let valid = count(&mut found.of.keys().copied());
    let put_to = count(&mut answering.iter().copied());
    let kept: Vec<usize> = (0..width)
        .filter(|at| *at == 0 || everybody[*at] > 0)
        .collect();
    let shares = |counts: &[u64], bases: &[u64]| -> Vec<Share> {
        let cell = |at: &usize| Share::of(counts[*at], bases[*at]);
        kept.iter().map(cell).collect()
    };
    let counts: Vec<Vec<u64>> = (0..found.names.len())
        .map(|value| {
            let having = found.of.iter().filter(|(_, at)| **at == value);
            count(&mut having.map(|(id, _)| *id))
        })
        .collect();
    let line = |(name, counts): (&String, &Vec<u64>)| {
        let bases = match of {
            Of::Valid => valid.clone(),
            Of::Row => vec![counts[0]; width],
            Of::Total => vec![valid[0]; width],
            Of::Asked => put_to.clone(),
        };
        (name.clone(), shares(counts, &bases))
    };
    let names = |who: Vec<RespondentId>| -> Vec<Vec<String>> {
        let in_column = |column: &usize| {
            let here = who
                .iter()
                .filter(|id| columns_of(**id).contains(&Some(*column)));
            let known = here.filter_map(|id| study.respondents.get(id));
            known.map(|it| it.name.clone()).collect()
        };
        kept.iter().map(in_column).collect()
    };
    let among = |is: &dyn Fn(&RespondentId) -> bool| -> Vec<RespondentId> {
        people.iter().copied().filter(is).collect()
    };
    let valued = |id: &RespondentId| found.of.contains_key(id);
    let mut cells: Vec<Vec<Vec<String>>> = (0..found.names.len())
        .map(|value| names(among(&|id| found.of.get(id) == Some(&value))))
        .collect();
    cells.push(names(among(&valued)));
    cells.push(names(among(&|id| was_asked(id) && !valued(id))));
    cells.push(names(among(&|id| !was_asked(id))));
    let known_groups: Vec<usize> = kept
        .iter()
        .copied()
        .filter(|at| *at > 0 && !groups.is_missing(at - 1))
        .collect();
    let known = counts
        .iter()
        .map(|counts| known_groups.iter().map(|at| counts[*at]).collect());
    let minus =
        |a: &[u64], b: &[u64]| -> Vec<u64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let head = |at: &usize| {
        let name = at
            .checked_sub(1)
            .map_or_else(Vec::new, |at| groups.names[at].clone());
        (name, everybody[*at])
    };
    Ok(AttributeTable {
        name: name.to_owned(),
        attributes: groups.attributes.clone(),
        of,
        heads: kept.iter().map(head).collect(),
        lines: found.names.iter().zip(&counts).map(line).collect(),
        missing: shares(&minus(&put_to, &valid), &everybody),
        valid: shares(&valid, &everybody),
        not_asked: asked.map(|_| shares(&minus(&everybody, &put_to), &everybody)),
        summaries: summaries(study, &answering, name, groups, &kept),
        known: known.collect(),
        people: cells,
        suppressed: None,
    })
}

/// Mean, median and range of the numbers in each column; nothing when there are no numbers.
fn summaries(
    study: &Study,
    people: &[RespondentId],
    name: &str,
    groups: &Groups,
    kept: &[usize],
) -> Vec<Option<Summary>> {
    let numbers: Vec<(Option<usize>, f64)> = people
        .iter()
        .filter_map(|id| {
            let number = study
                .respondents
                .get(id)?
                .value(name)
                .and_then(Value::number)?;
            Some((groups.of(Some(*id)).map(|at| at + 1), number))
        })
        .collect();
    if numbers.is_empty() {
        return Vec::new();
    }
    let of_column = |column: &usize| {
        let here = numbers
            .iter()
            .filter(|(own, _)| *column == 0 || *own == Some(*column));
        summary(&here.map(|(_, number)| *number).collect::<Vec<_>>())
    };
    kept.iter().map(of_column).collect()
}

#[cfg(test)]
mod tests {
    use super::super::example::{interview, study, word};
    use super::*;
    use crate::model::respondent::Kind;

    #[test]
    fn missing_and_not_asked_are_two_things() {
        let mut it = study(
            &[
                ("category", Kind::Text),
                ("job", Kind::Text),
                ("age", Kind::Number),
            ],
            &[],
        );
        let people = [
            ("1", "v", Some("baker"), 20.0),
            ("2", "v", None, 30.0),
            ("3", "w", Some("smith"), 40.0),
            ("4", "w", None, 8.0),
        ];
        for (name, category, job, age) in people {
            let mut values = vec![("category", word(category)), ("age", Value::Number(age))];
            values.extend(job.map(|job| ("job", word(job))));
            interview(&mut it, name, &values, &[]);
        }
        let ids: Vec<_> = it.respondents.keys().copied().collect();
        let groups =
            Groups::new(&it, &ids, &["category".to_owned()], &BandOf::new()).expect("groups");
        let adults: BTreeSet<_> = it
            .respondents
            .values()
            .filter(|it| it.value("age").and_then(Value::number) > Some(17.0))
            .map(|it| it.id)
            .collect();
        let table = |name: &str, bands: &BandOf<'_>, of| {
            attribute_table(&it, &ids, name, bands, &groups, of, Some(&adults)).expect("a table")
        };
        let n = |cells: &[Share]| cells.iter().map(|it| (it.n, it.base)).collect::<Vec<_>>();
        let job = table("job", &BandOf::new(), Of::Valid);
        assert_eq!(n(&job.lines[0].1), [(1, 2), (1, 1), (0, 1)]);
        assert_eq!(n(&job.valid), [(2, 4), (1, 2), (1, 2)]);
        assert_eq!(n(&job.missing), [(1, 4), (1, 2), (0, 2)]);
        assert_eq!(
            n(job.not_asked.as_deref().expect("asked")),
            [(1, 4), (0, 2), (1, 2)]
        );
        assert!(job.summaries.is_empty());
        assert_eq!(job.known, [[1, 0], [0, 1]]);
        let asked = table("job", &BandOf::new(), Of::Asked);
        assert_eq!(n(&asked.lines[0].1), [(1, 3), (1, 2), (0, 1)]);
        let age = table("age", &BandOf::from([("age", "20-29,30+")]), Of::Valid);
        assert_eq!(age.lines[1].0, "30+");
        assert_eq!(n(&age.lines[1].1), [(2, 3), (1, 2), (1, 1)]);
        assert_eq!(
            age.summaries[0].map(|it| (it.mean, it.lowest)),
            Some((30.0, 20.0))
        );
    }
}
