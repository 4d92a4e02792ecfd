//! Cells that are too small to be shown: a number of one or two respondents may tell who they are. What
//! follows from the others by subtraction is hidden too.

/// Whether so few respondents are too few to be shown. Nobody tells nothing of anybody.
pub fn is_small(n: u64, least: u64) -> bool {
    n > 0 && n < least
}

/// Which cells of a table are hidden. Every row has all respondents first and then the groups that make
/// them up; rows add up to a line of totals that is shown. After the small cells, the next smallest of a
/// row or column is hidden wherever a single hidden one would follow from the rest.
pub fn hidden(rows: &[Vec<u64>], least: u64) -> Vec<Vec<bool>> {
    let mut hidden: Vec<Vec<bool>> = rows
        .iter()
        .map(|row| row.iter().map(|n| is_small(*n, least)).collect())
        .collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    loop {
        let mut more = None;
        for (at, row) in rows.iter().enumerate() {
            // All and the groups: one hidden among them follows from the others.
            if row.len() > 2 && hidden[at].iter().filter(|it| **it).count() == 1 {
                let open = (1..row.len()).filter(|it| !hidden[at][*it] && row[*it] > 0);
                let least = open.min_by_key(|it| row[*it]);
                more = more.or(least.map(|column| (at, column)));
            }
            // One group alone is the same as all.
            if row.len() == 2 && hidden[at][0] != hidden[at][1] {
                more = more.or(Some((at, usize::from(hidden[at][0]))));
            }
        }
        for column in 0..columns {
            let count = hidden.iter().filter(|it| it[column]).count();
            if count == 1 {
                let open =
                    (0..rows.len()).filter(|at| !hidden[*at][column] && rows[*at][column] > 0);
                let least = open.min_by_key(|at| rows[*at][column]);
                more = more.or(least.map(|at| (at, column)));
            }
        }
        match more {
            Some((row, column)) => hidden[row][column] = true,
            None => return hidden,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_follows_from_the_rest_is_hidden_too() {
        // 20, 7 and 2 add up to 29 that is shown: 2 alone would follow.
        assert_eq!(
            hidden(&[vec![20], vec![7], vec![2], vec![0]], 5),
            [[false], [true], [true], [false]]
        );
        assert_eq!(hidden(&[vec![20], vec![7]], 5), [[false], [false]]);
        // Two small ones cover each other.
        assert_eq!(
            hidden(&[vec![20], vec![3], vec![2]], 5),
            [[false], [true], [true]]
        );
        // All, and two groups.
        let found = hidden(&[vec![20, 12, 8], vec![14, 11, 3], vec![30, 15, 15]], 5);
        assert!(
            found[1][2] && found[1].iter().filter(|it| **it).count() > 1,
            "{found:?}"
        );
        assert!(found.iter().filter(|it| it[2]).count() > 1, "{found:?}");
    }

    proptest! {
        #[test]
        fn no_single_hidden_cell_follows_from_the_others(
            groups in prop::collection::vec(prop::collection::vec(0u64..12, 2), 2..6),
            least in 1u64..8,
        ) {
            let rows: Vec<Vec<u64>> = groups
                .iter()
                .map(|row| std::iter::once(row.iter().sum()).chain(row.iter().copied()).collect())
                .collect();
            let hidden = hidden(&rows, least);
            for (row, marks) in rows.iter().zip(&hidden) {
                for (n, mark) in row.iter().zip(marks) {
                    prop_assert!(*mark || !is_small(*n, least));
                }
                let open = (1..row.len()).filter(|at| !marks[*at] && row[*at] > 0).count();
                prop_assert!(marks.iter().filter(|it| **it).count() != 1 || open == 0);
            }
        }
    }
}
