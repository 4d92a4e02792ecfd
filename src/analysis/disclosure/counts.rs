//! Which counts of tables that belong together are kept back. A table by two attributes is reckoned as
//! if the tables by each of them, and that of all together, were printed too, each as it is made here;
//! so that none of them gives back what another keeps.

use std::collections::BTreeSet;

use super::suppress::{State, System};

/// What a total costs beside the count of a group: readers miss it more.
const TOTAL: u64 = 100_000;

/// Why a table cannot be printed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unprintable {
    /// There are too few respondents.
    #[error(
        "the table is about {0} respondents, expected at least {1} where small counts are suppressed"
    )]
    Few(u64, u64),
    /// There are too many attributes.
    #[error(
        "the table is by {0} attributes, expected at most two where small counts are suppressed"
    )]
    Attributes(usize),
    /// Whatever is kept back of it can be worked out from smaller tables.
    #[error(
        "small counts of the table could be worked out from smaller tables, whatever of it is kept back; expected fewer groups, wider bands or fewer codes"
    )]
    Bare,
}

/// Lines of counts and how they stand to each other. Line 0 is how many there are in each column, and
/// column 0 all of them.
#[derive(Debug, Clone, Default)]
pub struct Counts {
    /// The counts, line by line; every line has as many columns.
    pub lines: Vec<Vec<u64>>,
    /// The value of each attribute for every column but the first.
    pub groups: Vec<Vec<String>>,
    /// A line and the lines that add up to it.
    pub sums: Vec<(usize, Vec<usize>)>,
    /// The first line is at most the second.
    pub below: Vec<(usize, usize)>,
    /// The first line is a share of the second, so that those who are not in it are told too: they must
    /// not be few either.
    pub shares: Vec<(usize, usize)>,
    /// The first line is at most the others together, as far as it is.
    pub covered: Vec<(usize, Vec<usize>)>,
}

/// What is kept back: lines of columns, line 0 (the number of respondents) first.
pub type Hidden = Vec<Vec<bool>>;

/// A column of the tables that belong together: the sum of some columns of the table.
type Columns = Vec<usize>;

impl Counts {
    /// What of these counts is kept back. Whole columns are where line 0 is.
    pub fn hidden(&self, threshold: u64) -> Result<Hidden, Unprintable> {
        let all = self.lines[0][0];
        if all < threshold {
            return Err(Unprintable::Few(all, threshold));
        }
        let width = self.groups.first().map_or(0, Vec::len);
        if width > 2 {
            return Err(Unprintable::Attributes(width));
        }
        let everybody: Columns = vec![0];
        let whole = self.level(threshold, &[], &[everybody])?;
        let total = (vec![0], whole);
        let own: Vec<Columns> = (1..=self.groups.len()).map(|at| vec![at]).collect();
        let known: Vec<(Columns, Hidden)> = match width {
            2 => {
                let mut known = vec![total.clone()];
                for attribute in 0..2 {
                    let margins = self.margins(attribute);
                    let level = self.above(threshold, std::slice::from_ref(&total), &margins)?;
                    known.extend(margins.into_iter().zip(level));
                }
                known
            }
            _ => vec![total],
        };
        let mut hidden: Hidden = self.lines.iter().map(|_| vec![false]).collect();
        for (line, own) in hidden.iter_mut().zip(&known[0].1) {
            line[0] = own[0];
        }
        for column in self.above(threshold, &known, &own)? {
            for (line, cell) in hidden.iter_mut().zip(column) {
                line.push(cell[0]);
            }
        }
        Ok(hidden)
    }

    /// For each value of an attribute the columns that have it.
    fn margins(&self, attribute: usize) -> Vec<Columns> {
        let mut found: Vec<(&str, Columns)> = Vec::new();
        for (at, name) in self.groups.iter().enumerate() {
            match found
                .iter_mut()
                .find(|(known, _)| *known == name[attribute])
            {
                Some((_, columns)) => columns.push(at + 1),
                None => found.push((&name[attribute], vec![at + 1])),
            }
        }
        found.into_iter().map(|(_, columns)| columns).collect()
    }

    /// What is kept back of `fresh` columns where `known` ones are printed: for each column its lines.
    fn above(
        &self,
        threshold: u64,
        known: &[(Columns, Hidden)],
        fresh: &[Columns],
    ) -> Result<Vec<Hidden>, Unprintable> {
        let level = self.level(threshold, known, fresh)?;
        Ok((0..fresh.len())
            .map(|at| level.iter().map(|line| vec![line[at]]).collect())
            .collect())
    }

    /// What is kept back of `fresh` columns: for each line its columns.
    fn level(
        &self,
        threshold: u64,
        known: &[(Columns, Hidden)],
        fresh: &[Columns],
    ) -> Result<Hidden, Unprintable> {
        let columns: Vec<&Columns> = known.iter().map(|it| &it.0).chain(fresh).collect();
        let before = |line: usize, column: usize| match known.get(column) {
            Some((_, hidden)) if hidden[line][0] => State::Hidden,
            Some(_) => State::Printed,
            None => State::Free,
        };
        // First how many there are in each column: where that is kept back, the column is.
        let mut system = System::default();
        let places = self.add(&mut system, &[0], &columns, threshold, &before);
        system.suppress(threshold);
        let left_out: Vec<bool> = places[0].iter().map(|at| system.is_hidden(*at)).collect();
        let lines: Vec<usize> = (0..self.lines.len()).collect();
        let state = |line: usize, column: usize| match (line, left_out[column]) {
            (_, true) => State::Hidden,
            (0, false) => State::Printed,
            (_, false) => before(line, column),
        };
        let mut system = System::default();
        let places = self.add(&mut system, &lines, &columns, threshold, &state);
        if !system.suppress(threshold).is_empty() {
            return Err(Unprintable::Bare);
        }
        let is_hidden = |at: &usize| system.is_hidden(*at);
        Ok(places
            .iter()
            .map(|line| line[known.len()..].iter().map(is_hidden).collect())
            .collect())
    }

    /// Adds the counts of these lines in these columns, with everything that is known about them.
    fn add(
        &self,
        system: &mut System,
        lines: &[usize],
        columns: &[&Columns],
        threshold: u64,
        state: &dyn Fn(usize, usize) -> State,
    ) -> Vec<Vec<usize>> {
        let n = |line: usize, column: &Columns| -> u64 {
            column.iter().map(|at| self.lines[line][*at]).sum()
        };
        let mut places = Vec::new();
        for line in lines {
            let of_line = columns.iter().enumerate().map(|(at, column)| {
                let cost = if at == 0 { TOTAL } else { column.len() as u64 };
                let few_without = self.shares.iter().any(|(share, of)| {
                    let without = n(*of, column).saturating_sub(n(*line, column));
                    share == line && (1..threshold).contains(&without)
                });
                let state = match state(*line, at) {
                    State::Free if few_without => State::Hidden,
                    state => state,
                };
                system.count(n(*line, column), state, cost)
            });
            places.push(of_line.collect::<Vec<usize>>());
        }
        for line in &places {
            for (whole, parts) in sums_of(columns) {
                system.sum(line[whole], parts.iter().map(|at| line[*at]).collect());
            }
        }
        if lines.len() < 2 {
            return places;
        }
        for (column, _) in columns.iter().enumerate() {
            let at = |line: &usize| places[*line][column];
            for (whole, parts) in &self.sums {
                system.sum(at(whole), parts.iter().map(at).collect());
            }
            for (small, large) in self.below.iter().chain(&self.shares) {
                system.at_most(at(small), at(large));
            }
            for (whole, parts) in &self.covered {
                system.covered(at(whole), parts.iter().map(at).collect());
            }
        }
        places
    }
}

/// Which columns are the sums of which others. Columns of one kind (the values of one attribute, or
/// of two crossed) follow one another and do not overlap; those of a kind that lie in a column add up
/// to it where they fill it.
fn sums_of(columns: &[&Columns]) -> Vec<(usize, Vec<usize>)> {
    let all: BTreeSet<usize> = columns.iter().flat_map(|it| it.iter().copied()).collect();
    let has_groups = all.len() > 1;
    let own: Vec<BTreeSet<usize>> = columns
        .iter()
        .map(|it| match it.as_slice() {
            [0] if has_groups => all.iter().copied().filter(|it| *it > 0).collect(),
            some => some.iter().copied().collect(),
        })
        .collect();
    let mut kinds: Vec<Vec<usize>> = Vec::new();
    let mut covered: BTreeSet<usize> = BTreeSet::new();
    for (at, part) in own.iter().enumerate() {
        if kinds.is_empty() || !part.is_disjoint(&covered) {
            kinds.push(Vec::new());
            covered.clear();
        }
        covered.extend(part);
        if let Some(kind) = kinds.last_mut() {
            kind.push(at);
        }
    }
    let mut found = Vec::new();
    for (whole, wanted) in own.iter().enumerate() {
        for kind in kinds.iter().filter(|it| !it.contains(&whole)) {
            let inside = kind.iter().copied().filter(|at| own[*at].is_subset(wanted));
            let parts: Vec<usize> = inside.collect();
            let together: BTreeSet<usize> = parts
                .iter()
                .flat_map(|at| own[*at].iter().copied())
                .collect();
            if together == *wanted {
                found.push((whole, parts));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Whoever is counted: a value of each of two attributes, and which codes they have: the family,
    /// and two codes below it.
    type Person = (usize, usize, [bool; 3]);

    /// What everybody may read: for each line and each set of columns its count, or a gap.
    type Published = Vec<(usize, Columns, Option<u64>)>;

    /// Base, family and two codes by these columns; each column is the people in some cells of the
    /// square of both attributes.
    fn counts(people: &[Person], columns: &[(Vec<String>, Columns)]) -> Counts {
        let in_cell = |cell: usize, (a, b, _): &Person| cell == 1 + a * 2 + b;
        let line = |has: &dyn Fn(&Person) -> bool| -> Vec<u64> {
            let of = |cells: &Columns| {
                let here =
                    |it: &&Person| cells == &[0] || cells.iter().any(|cell| in_cell(*cell, it));
                people.iter().filter(here).filter(|it| has(it)).count() as u64
            };
            std::iter::once(of(&vec![0]))
                .chain(columns.iter().map(|(_, it)| of(it)))
                .collect()
        };
        Counts {
            lines: vec![
                line(&|_| true),
                line(&|it| it.2.contains(&true)),
                line(&|it| it.2[1]),
                line(&|it| it.2[2]),
            ],
            groups: columns.iter().map(|(name, _)| name.clone()).collect(),
            shares: vec![(1, 0), (2, 0), (3, 0)],
            below: vec![(2, 1), (3, 1)],
            covered: vec![(1, vec![2, 3])],
            ..Counts::default()
        }
    }

    fn named(name: &[&str], cells: &[usize]) -> (Vec<String>, Columns) {
        (
            name.iter().map(|it| (*it).to_owned()).collect(),
            cells.to_vec(),
        )
    }

    /// The four tables that can be printed of two attributes, each made by itself.
    fn published(people: &[Person], threshold: u64) -> Option<Published> {
        let tables = [
            vec![],
            vec![named(&["a0"], &[1, 2]), named(&["a1"], &[3, 4])],
            vec![named(&["b0"], &[1, 3]), named(&["b1"], &[2, 4])],
            vec![
                named(&["a0", "b0"], &[1]),
                named(&["a0", "b1"], &[2]),
                named(&["a1", "b0"], &[3]),
                named(&["a1", "b1"], &[4]),
            ],
        ];
        let mut all = Published::new();
        for table in tables {
            let table: Vec<_> = table
                .into_iter()
                .filter(|(_, cells)| {
                    people
                        .iter()
                        .any(|(a, b, _)| cells.contains(&(1 + a * 2 + b)))
                })
                .collect();
            let counts = counts(people, &table);
            let hidden = match counts.hidden(threshold) {
                Ok(hidden) => hidden,
                // It is not printed.
                Err(Unprintable::Bare) => continue,
                Err(_) => return None,
            };
            let columns = std::iter::once(vec![0]).chain(table.into_iter().map(|it| it.1));
            for (at, cells) in columns.enumerate() {
                for (line, values) in counts.lines.iter().enumerate() {
                    all.push((
                        line,
                        cells.clone(),
                        (!hidden[line][at]).then_some(values[at]),
                    ));
                }
            }
        }
        Some(all)
    }

    fn value(line: &[u64], cells: &Columns) -> u64 {
        match cells.as_slice() {
            [0] => line.iter().sum(),
            some => some.iter().map(|cell| line[cell - 1]).sum(),
        }
    }

    /// Every way of filling the four cells of a line that agrees with what is printed of it.
    fn ways(line: usize, all: &Published, most: u64) -> Vec<[u64; 4]> {
        let mut found = Vec::new();
        let agrees = |way: &[u64; 4]| {
            let of_line = all.iter().filter(|it| it.0 == line);
            of_line
                .into_iter()
                .all(|(_, cells, n)| n.is_none_or(|n| value(way, cells) == n))
        };
        for a in 0..=most {
            for b in 0..=most - a {
                for c in 0..=most - a - b {
                    for d in 0..=most - a - b - c {
                        let way = [a, b, c, d];
                        if agrees(&way) {
                            found.push(way);
                        }
                    }
                }
            }
        }
        found
    }

    fn within(small: &[u64; 4], large: &[u64; 4]) -> bool {
        small.iter().zip(large).all(|(a, b)| a <= b)
    }

    /// Whether the truth is that nobody has the family without a code below it, cell by cell, which is
    /// what somebody may know.
    fn covers(family: &[u64; 4], one: &[u64; 4], other: &[u64; 4], known: bool) -> bool {
        !known || (0..4).all(|at| family[at] <= one[at] + other[at])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        /// The attack: everything that is printed in four tables is put together, and every whole
        /// solution is tried. No count that is kept back has fewer possible values than the threshold.
        #[test]
        fn nothing_that_is_kept_back_can_be_worked_out_from_all_tables_together(
            people in proptest::collection::vec((0usize..2, 0usize..2, any::<[bool; 3]>()), 4..14), threshold in 2u64..5)
        {
            // The family is had by whoever has a code below it; own codings of the family are rare.
            let people: Vec<Person> = people;
            let Some(all) = published(&people, threshold) else { return Ok(()); };
            let most = people.len() as u64;
            let lines: Vec<Vec<[u64; 4]>> = (0..4).map(|line| ways(line, &all, most)).collect();
            let truth: Vec<[u64; 4]> = {
                let cell = |line: usize, at: usize| people.iter().filter(|(a, b, has)| 1 + a * 2 + b == at + 1 && match line {
                    0 => true, 1 => has.contains(&true), 2 => has[1], _ => has[2],
                }).count() as u64;
                (0..4).map(|line| std::array::from_fn(|at| cell(line, at))).collect()
            };
            let known = covers(&truth[1], &truth[2], &truth[3], true);
            for line in 0..4 {
                for (_, cells, n) in all.iter().filter(|it| it.0 == line && it.2.is_none()) {
                    // A nought is printed wherever it may be: it tells of nobody.
                    if value(&truth[line], cells) == 0 {
                        continue;
                    }
                    let mut possible: BTreeSet<u64> = BTreeSet::new();
                    for way in &lines[line] {
                        let n = value(way, cells);
                        if possible.contains(&n) {
                            continue;
                        }
                        // Is there a whole solution with it?
                        let pick = |at: usize| if at == line { std::slice::from_ref(way) } else { &lines[at][..] };
                        let fits = pick(1).iter().any(|family| {
                            pick(0).iter().any(|base| within(family, base))
                                && pick(2).iter().filter(|it| within(it, family)).any(|one| {
                                    pick(3).iter().any(|other| within(other, family) && covers(family, one, other, known))
                                })
                        });
                        if fits {
                            possible.insert(n);
                        }
                    }
                    let (least, greatest) = (possible.first().copied().unwrap_or(0), possible.last().copied().unwrap_or(0));
                    prop_assert!(greatest - least >= threshold, "line {} {:?} of {:?}: {:?}, printed {:?}", line, cells, n, possible, all);
                }
            }
            // And no small count is printed.
            prop_assert!(all.iter().all(|(_, _, n)| n.is_none_or(|n| n == 0 || n >= threshold)));
        }

        /// Larger tables: Gaussian elimination finds no count that the sums determine.
        #[test]
        fn elimination_finds_nothing(
            cells in proptest::collection::vec(proptest::collection::vec(0u64..20, 3..8), 1..6), threshold in 2u64..12)
        {
            let width = cells[0].len();
            let lines: Vec<Vec<u64>> = cells.iter().map(|line| (0..width).map(|at| line.get(at).copied().unwrap_or(1)).collect()).collect();
            // An attribute: its values add up to everybody, group by group.
            let base: Vec<u64> = (0..width).map(|at| lines.iter().map(|line| line[at]).sum()).collect();
            let with_total = |line: &Vec<u64>| std::iter::once(line.iter().sum()).chain(line.iter().copied()).collect::<Vec<u64>>();
            let counts = Counts {
                lines: std::iter::once(&base).chain(&lines).map(with_total).collect(),
                groups: (0..width).map(|at| vec![at.to_string()]).collect(),
                sums: vec![(0, (1..=lines.len()).collect())],
                ..Counts::default()
            };
            let Ok(hidden) = counts.hidden(threshold) else { return Ok(()); };
            let place = |line: usize, at: usize| line * (width + 1) + at;
            let many = (lines.len() + 1) * (width + 1);
            let mut rows: Vec<Vec<f64>> = Vec::new();
            for line in 0..=lines.len() {
                let mut row = vec![0.0; many];
                row[place(line, 0)] = 1.0;
                (1..=width).for_each(|at| row[place(line, at)] = -1.0);
                rows.push(row);
            }
            for at in 0..=width {
                let mut row = vec![0.0; many];
                row[place(0, at)] = 1.0;
                (1..=lines.len()).for_each(|line| row[place(line, at)] = -1.0);
                rows.push(row);
            }
            // Printed counts are known: only what is kept back is left.
            let open: Vec<usize> = (0..many).filter(|it| hidden[it / (width + 1)][it % (width + 1)]).collect();
            let mut rows: Vec<Vec<f64>> = rows.iter().map(|row| open.iter().map(|at| row[*at]).collect()).collect();
            let mut top = 0;
            for column in 0..open.len() {
                let Some(pivot) = (top..rows.len()).find(|it| rows[*it][column].abs() > 1e-9) else { continue; };
                rows.swap(top, pivot);
                let factor = rows[top][column];
                rows[top].iter_mut().for_each(|it| *it /= factor);
                let chosen = rows[top].clone();
                for (at, row) in rows.iter_mut().enumerate() {
                    let factor = row[column];
                    if at != top && factor != 0.0 {
                        row.iter_mut().zip(&chosen).for_each(|(it, own)| *it -= factor * own);
                    }
                }
                top += 1;
            }
            for row in &rows {
                let left: Vec<usize> = (0..open.len()).filter(|at| row[*at].abs() > 1e-9).collect();
                // A nought that is kept back beside others tells of nobody.
                if let [at] = left.as_slice() {
                    let (line, column) = (open[*at] / (width + 1), open[*at] % (width + 1));
                    prop_assert!(counts.lines[line][column] == 0, "one count is determined: {:?} {:?}", counts, hidden);
                }
            }
        }
    }

    #[test]
    fn a_small_count_takes_another_with_it_and_noughts_stay() {
        let group = |name: &str| vec![name.to_owned()];
        let counts = Counts {
            lines: vec![
                vec![80, 20, 20, 40],
                vec![33, 3, 12, 18],
                vec![40, 0, 20, 20],
            ],
            groups: vec![group("x"), group("y"), group("z")],
            shares: vec![(1, 0), (2, 0)],
            ..Counts::default()
        };
        let hidden = counts.hidden(5).expect("enough");
        assert_eq!(hidden[0], [false; 4]);
        assert_eq!(hidden[1], [false, true, true, false]);
        assert_eq!(hidden[2], [false; 4]);
        assert_eq!(counts.hidden(81), Err(Unprintable::Few(80, 81)));
    }

    #[test]
    fn a_group_of_few_is_left_out_with_another_one() {
        let group = |name: &str| vec![name.to_owned()];
        let counts = Counts {
            lines: vec![vec![42, 2, 15, 25], vec![30, 1, 12, 17]],
            groups: vec![group("x"), group("y"), group("z")],
            shares: vec![(1, 0)],
            ..Counts::default()
        };
        let hidden = counts.hidden(5).expect("enough");
        assert_eq!(hidden[0], [false, true, true, false]);
        assert_eq!(hidden[1], [false, true, true, false]);
    }
}
