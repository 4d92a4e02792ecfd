//! Codes by group: for every code how many of each group have it, of how many. No share is without
//! its base.

use std::collections::{BTreeMap, BTreeSet};

use super::disclosure::tables::Suppressed;
use super::frequency::{Count, Tally};
use super::groups::Groups;
use super::sample::Row;
use crate::model::codebook::CodeId;
use crate::model::respondent::RespondentId;
use crate::model::study::Study;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub n: u64,
    /// Of how many.
    pub base: u64,
    /// Whether both are kept back, so that neither stands here.
    pub hidden: bool,
}

impl Share {
    /// A share that is kept back.
    pub const HIDDEN: Self = Self {
        n: 0,
        base: 0,
        hidden: true,
    };

    /// So many of so many.
    pub fn of(n: u64, base: u64) -> Self {
        Self {
            n,
            base,
            hidden: false,
        }
    }

    /// How many, where that is told.
    pub fn told(self) -> Option<u64> {
        (!self.hidden).then_some(self.n)
    }

    /// Of how many, where that is told.
    pub fn told_base(self) -> Option<u64> {
        (!self.hidden).then_some(self.base)
    }

    /// In per cent of the base; `None` when the base is empty.
    pub fn percent(self) -> Option<f64> {
        (self.base > 0).then(|| 100.0 * self.n as f64 / self.base as f64)
    }
}

/// What a percentage is a percentage of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Percent {
    /// Of everybody in the group.
    Column,
    /// Of everybody who has the code.
    Row,
    /// Of everybody in the table.
    Total,
    /// Of everybody in the group whom the question was put to. Who has the code without having been
    /// asked is not counted.
    Asked,
}

impl Percent {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Column => "column",
            Self::Row => "row",
            Self::Total => "total",
            Self::Asked => "asked",
        }
    }
}

/// To whom codes apply: a code that is not in it applies to everybody.
pub type Asked = BTreeMap<CodeId, BTreeSet<RespondentId>>;

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The group's value of each attribute; empty for all together.
    pub name: Vec<String>,
    /// Everybody (or everything) in it.
    pub base: u64,
    /// Whether a value is missing.
    pub is_missing: bool,
    /// The group in the query language, empty for all; `None` where it cannot be written so.
    pub query: Option<String>,
}

/// One code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The code.
    pub row: Row,
    /// As many as there are heads.
    pub cells: Vec<Share>,
    /// How many have the code and were not asked; counted only where shares are of those asked. `None`
    /// where that is kept back.
    pub not_asked: Option<u64>,
}

/// The table. The first column is all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosstab {
    /// What is counted.
    pub count: Count,
    /// What the shares are of.
    pub percent: Percent,
    /// The attributes that make the groups.
    pub attributes: Vec<String>,
    /// The columns.
    pub heads: Vec<Head>,
    /// The rows.
    pub lines: Vec<Line>,
    /// What was kept back, where small counts are.
    pub suppressed: Option<Suppressed>,
}

impl Crosstab {
    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.cells[0].n == 0)
    }

    /// Counts of those with the code and of those without, group by group, for a test: groups whose
    /// value is missing are left out.
    pub fn two_rows(&self, line: &Line) -> Vec<Vec<u64>> {
        let groups = || {
            let cells = line.cells.iter().zip(&self.heads).skip(1);
            cells
                .filter(|(_, head)| !head.is_missing)
                .map(|(cell, _)| cell)
        };
        let base = |cell: &Share, head: &Head| match self.percent {
            Percent::Asked => cell.base,
            Percent::Column | Percent::Row | Percent::Total => head.base,
        };
        let heads = self.heads.iter().skip(1).filter(|it| !it.is_missing);
        vec![
            groups().map(|cell| cell.n).collect(),
            groups()
                .zip(heads)
                .map(|(cell, head)| base(cell, head) - cell.n)
                .collect(),
        ]
    }
}

/// The table of a tally by groups. In shares of a row the base is what the row counts in all columns;
/// in shares of those asked a code without a set of its own takes that of the code above it.
pub fn crosstab(
    study: &Study,
    tally: &Tally,
    groups: &Groups,
    percent: Percent,
    asked: &Asked,
) -> Crosstab {
    let width = groups.names.len() + 1;
    let columns: Vec<Option<usize>> = tally
        .items
        .iter()
        .map(|item| groups.of(item.respondent).map(|at| at + 1))
        .collect();
    let sums = |values: &mut dyn Iterator<Item = (usize, u64)>| {
        let mut sums = vec![0u64; width];
        for (item, value) in values {
            sums[0] += value;
            if let Some(column) = columns[item] {
                sums[column] += value;
            }
        }
        sums
    };
    let bases = sums(&mut tally.items.iter().map(|it| it.size).enumerate());
    let lines = tally.lines.iter().map(|line| {
        let applies = match percent {
            Percent::Asked => asked_of(study, line.row.code, asked),
            Percent::Column | Percent::Row | Percent::Total => None,
        };
        let was_asked = |item: usize| {
            applies.is_none_or(|set| {
                tally.items[item]
                    .respondent
                    .is_some_and(|it| set.contains(&it))
            })
        };
        let counts = || line.counts.iter().copied().enumerate();
        let counted = sums(&mut counts().filter(|(at, _)| was_asked(*at)));
        let all: u64 = line.counts.iter().sum();
        let of_asked = || {
            let sizes = tally.items.iter().map(|it| it.size).enumerate();
            sums(&mut sizes.filter(|(at, _)| was_asked(*at)))
        };
        let bases = match percent {
            Percent::Column => bases.clone(),
            Percent::Row => vec![counted[0]; width],
            Percent::Total => vec![bases[0]; width],
            Percent::Asked => of_asked(),
        };
        let not_asked = all - counted[0];
        let cells = counted.into_iter().zip(bases);
        Line {
            row: line.row,
            cells: cells.map(|(n, base)| Share::of(n, base)).collect(),
            not_asked: Some(not_asked),
        }
    });
    let mut table = Crosstab {
        count: tally.count,
        percent,
        attributes: groups.attributes.clone(),
        lines: lines.collect(),
        heads: heads(groups, &bases),
        suppressed: None,
    };
    // Groups of nobody are not columns.
    let kept: Vec<bool> = table
        .heads
        .iter()
        .enumerate()
        .map(|(at, it)| at == 0 || it.base > 0)
        .collect();
    let mut keep = kept.iter();
    table.heads.retain(|_| keep.next().copied().unwrap_or(true));
    for line in &mut table.lines {
        let mut keep = kept.iter();
        line.cells.retain(|_| keep.next().copied().unwrap_or(true));
    }
    table
}

fn heads(groups: &Groups, bases: &[u64]) -> Vec<Head> {
    let all = Head {
        name: Vec::new(),
        base: bases[0],
        is_missing: false,
        query: Some(String::new()),
    };
    let of_group = groups.names.iter().enumerate().map(|(at, name)| Head {
        name: name.clone(),
        base: bases[at + 1],
        is_missing: groups.is_missing(at),
        query: groups.queries[at].clone(),
    });
    std::iter::once(all).chain(of_group).collect()
}

/// To whom a code applies: its own set, or that of the nearest code above that has one.
fn asked_of<'a>(
    study: &Study,
    code: CodeId,
    asked: &'a Asked,
) -> Option<&'a BTreeSet<RespondentId>> {
    let mut next = Some(code);
    // As many steps as there are codes, so that a damaged tree does not go round for ever.
    for _ in 0..=study.codes.len() {
        let id = next?;
        if let Some(set) = asked.get(&id) {
            return Some(set);
        }
        next = study.codes.get(&id)?.parent;
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::bands::BandError;
    use super::super::example::{code, interview, study, word};
    use super::super::frequency::{CodedWords, WordStarts, tally};
    use super::super::groups::{BandOf, GroupError};
    use super::super::sample::{Part, Sample};
    use super::*;
    use crate::model::respondent::{Kind, Value};

    const ATTRIBUTES: [(&str, Kind); 3] = [
        ("category", Kind::Text),
        ("school", Kind::Text),
        ("age", Kind::Number),
    ];
    const CODES: [&str; 5] = ["push", "push/poverty", "push/debt", "pull", "pull/work"];

    /// Four respondents; of the fourth the category is not known.
    fn small() -> Study {
        let mut it = study(&ATTRIBUTES, &CODES);
        let yes = |category: &str, school: &str, age: f64| {
            vec![
                ("category", word(category)),
                ("school", word(school)),
                ("age", Value::Number(age)),
            ]
        };
        interview(
            &mut it,
            "1",
            &yes("b", "yes", 9.0),
            &[
                ("ana", "push/poverty", 0, 10),
                ("ben", "push/poverty", 0, 10),
                ("ben", "push/debt", 5, 20),
            ],
        );
        interview(
            &mut it,
            "2",
            &yes("a", "no", 12.0),
            &[
                ("ana", "push/poverty", 0, 10),
                ("ana", "push/poverty", 40, 50),
            ],
        );
        interview(
            &mut it,
            "3",
            &yes("a", "yes", 15.0),
            &[("ben", "pull/work", 0, 10)],
        );
        interview(&mut it, "4", &[("age", Value::Number(30.0))], &[]);
        it
    }

    fn table(
        study: &Study,
        part: &Part,
        count: Count,
        percent: Percent,
        asked: &Asked,
    ) -> Crosstab {
        let sample = Sample::new(study, part);
        let by = ["category".to_owned()];
        let groups = Groups::new(study, &sample.respondents, &by, &BandOf::new()).expect("groups");
        let starts: WordStarts = sample
            .sources
            .iter()
            .map(|id| {
                let starts = (0..60).step_by(5).collect();
                (*id, CodedWords { size: 12, starts })
            })
            .collect();
        crosstab(
            study,
            &tally(&sample, count, &starts),
            &groups,
            percent,
            asked,
        )
    }

    /// Every line as `key n/base n/base ..`.
    fn shown(study: &Study, table: &Crosstab) -> Vec<String> {
        let line = |line: &Line| {
            let cells: Vec<String> = line
                .cells
                .iter()
                .map(|it| format!("{}/{}", it.n, it.base))
                .collect();
            format!("{} {}", study.codes[&line.row.code].key, cells.join(" "))
        };
        table.lines.iter().map(line).collect()
    }

    #[test]
    fn respondents_count_once_and_parents_have_what_is_below_them() {
        let study = small();
        let found = table(
            &study,
            &Part::default(),
            Count::Respondents,
            Percent::Column,
            &Asked::new(),
        );
        let heads: Vec<(String, u64)> = found
            .heads
            .iter()
            .map(|it| (it.name.join(" "), it.base))
            .collect();
        let named = |name: &str, base| (name.to_owned(), base);
        assert_eq!(
            heads,
            [
                named("", 4),
                named("a", 2),
                named("b", 1),
                named("missing", 1)
            ]
        );
        let expected = [
            "push 2/4 1/2 1/1 0/1",
            "push/poverty 2/4 1/2 1/1 0/1",
            "push/debt 1/4 0/2 1/1 0/1",
            "pull 1/4 1/2 0/1 0/1",
            "pull/work 1/4 1/2 0/1 0/1",
        ];
        assert_eq!(shown(&study, &found), expected);
        assert_eq!(found.two_rows(&found.lines[1]), [[1, 1], [1, 0]]);
    }

    #[test]
    fn a_source_of_nobody_known_is_among_the_missing() {
        let mut study = small();
        if let Some(source) = study.sources.values_mut().next() {
            source.respondent = None;
        }
        let part = Part::default();
        let found = table(
            &study,
            &part,
            Count::Sources,
            Percent::Column,
            &Asked::new(),
        );
        // Of the first respondent nothing is left, and so is no group of theirs.
        assert_eq!(shown(&study, &found)[0], "push 2/4 1/2 1/2");
        assert_eq!(found.heads[2].name, ["missing"]);
        let people = table(
            &study,
            &part,
            Count::Respondents,
            Percent::Column,
            &Asked::new(),
        );
        assert_eq!(shown(&study, &people)[0], "push 1/3 1/2 0/1");
    }

    #[test]
    fn segments_and_words_of_several_coders_count_once() {
        let study = small();
        let found = table(
            &study,
            &Part::default(),
            Count::Segments,
            Percent::Column,
            &Asked::new(),
        );
        assert_eq!(
            shown(&study, &found)[..3],
            [
                "push 4/5 2/3 2/2 0/0",
                "push/poverty 3/5 2/3 1/2 0/0",
                "push/debt 1/5 0/3 1/2 0/0"
            ]
            .map(|it| it.trim_end_matches(" 0/0").to_owned())
        );
        let found = table(
            &study,
            &Part::default(),
            Count::Words,
            Percent::Column,
            &Asked::new(),
        );
        // Words begin at 0, 5, 10, ..: 0-10 holds two, 5-20 three, together four.
        assert_eq!(
            shown(&study, &found)[..3],
            [
                "push 8/48 4/24 4/12 0/12",
                "push/poverty 6/48 4/24 2/12 0/12",
                "push/debt 3/48 0/24 3/12 0/12"
            ]
        );
        let ana = Part {
            coders: vec![study.coder_named("ana").expect("ana").id],
            ..Part::default()
        };
        let found = table(
            &study,
            &ana,
            Count::Segments,
            Percent::Column,
            &Asked::new(),
        );
        assert_eq!(shown(&study, &found)[0], "push 3/3 2/2 1/1");
    }

    #[test]
    fn the_base_follows_what_is_asked_for() {
        let study = small();
        let part = Part {
            codes: study.with_descendants(code(&study, "push")),
            ..Part::default()
        };
        let rows = table(
            &study,
            &part,
            Count::Respondents,
            Percent::Row,
            &Asked::new(),
        );
        assert_eq!(shown(&study, &rows)[0], "push 2/2 1/2 1/2 0/2");
        let total = table(
            &study,
            &part,
            Count::Respondents,
            Percent::Total,
            &Asked::new(),
        );
        assert_eq!(shown(&study, &total)[0], "push 2/4 1/4 1/4 0/4");
        // Who goes to school was asked; respondent 2 has the code all the same and does not count.
        let school =
            |it: &&crate::model::respondent::Respondent| it.value("school") == Some(&word("yes"));
        let set = study
            .respondents
            .values()
            .filter(school)
            .map(|it| it.id)
            .collect();
        let asked = Asked::from([(code(&study, "push"), set)]);
        let found = table(&study, &part, Count::Respondents, Percent::Asked, &asked);
        assert_eq!(shown(&study, &found)[1], "push/poverty 1/2 0/1 1/1 0/0");
        assert_eq!(found.lines[1].not_asked, Some(1));
    }

    #[test]
    fn groups_that_cannot_be_say_why() {
        let study = small();
        let sample = Sample::new(&study, &Part::default());
        let groups = |by: &str, bands: &BandOf<'_>| {
            Groups::new(&study, &sample.respondents, &[by.to_owned()], bands)
        };
        let error = groups("place", &BandOf::new()).expect_err("nobody");
        assert_eq!(
            error.to_string(),
            "no respondent here has a value for `place`, expected one of the attributes that are filled in: category, school, age"
        );
        let error = groups("category", &BandOf::from([("category", "5")])).expect_err("words");
        assert!(matches!(
            error,
            GroupError::Bands(BandError::NotNumbers { .. })
        ));
        // Who is looked for in the register is named.
        let says = error.to_string();
        assert!(says.contains("for respondent 1 (`b`)"), "{says}");
        let error = groups("age", &BandOf::from([("age", "8-12,14+")])).expect_err("a gap");
        assert!(
            matches!(error, GroupError::Bands(BandError::Gap(..))),
            "{error}"
        );
        let bands = BandOf::from([("age", "<10,10-19,20+")]);
        let both = ["category".to_owned(), "age".to_owned()];
        let crossed = Groups::new(&study, &sample.respondents, &both, &bands).expect("groups");
        let names: Vec<String> = crossed.names.iter().map(|it| it.join("+")).collect();
        assert_eq!(
            names,
            ["a+10–19", "b+<10", "missing+20+", "missing+missing"]
        );
    }

    proptest! {
        #[test]
        fn columns_add_up_and_the_order_of_coders_changes_nothing(
            people in proptest::collection::vec(
                (0usize..4, proptest::collection::vec((0usize..3, 0usize..5, 0usize..50, 1usize..30), 0..6)),
                1..15,
            ),
        ) {
            let mut one = study(&ATTRIBUTES, &CODES);
            let mut other = study(&ATTRIBUTES, &CODES);
            for (at, (category, codings)) in people.iter().enumerate() {
                let values = match category {
                    3 => Vec::new(),
                    at => vec![("category", word(["a", "b", "c"][*at]))],
                };
                let made = |coders: [&'static str; 3]| -> Vec<(&'static str, &'static str, usize, usize)> {
                    codings.iter().map(|(coder, code, start, length)| (coders[*coder], CODES[*code], *start, start + length)).collect()
                };
                interview(&mut one, &at.to_string(), &values, &made(["ana", "ben", "cem"]));
                let mut turned = made(["cem", "ana", "ben"]);
                turned.reverse();
                interview(&mut other, &at.to_string(), &values, &turned);
            }
            prop_assume!(people.iter().any(|(category, _)| *category < 3));
            for count in [Count::Respondents, Count::Sources, Count::Segments, Count::Words] {
                for percent in [Percent::Column, Percent::Row, Percent::Total, Percent::Asked] {
                    let found = table(&one, &Part::default(), count, percent, &Asked::new());
                    prop_assert_eq!(&found, &table(&other, &Part::default(), count, percent, &Asked::new()));
                    let bases: u64 = found.heads[1..].iter().map(|it| it.base).sum();
                    prop_assert_eq!(bases, found.heads[0].base);
                    for line in &found.lines {
                        let sum: u64 = line.cells[1..].iter().map(|it| it.n).sum();
                        prop_assert_eq!(sum, line.cells[0].n);
                        for cell in &line.cells {
                            prop_assert!(cell.n <= cell.base);
                            let back = cell.percent().map(|it| it * cell.base as f64 / 100.0);
                            prop_assert!(back.is_none_or(|it| (it - cell.n as f64).abs() < 1e-9));
                        }
                    }
                }
            }
        }
    }
}
