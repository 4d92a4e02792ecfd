//! Which numbers of a report are not what they were: two reports of one description, table by table.

use std::collections::BTreeMap;

use super::Report;
use super::table::{Cell, Column, Row, Table};

/// A number that has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The caption of its table or figure.
    pub table: String,
    /// Its row; empty for the head of a column, with its base.
    pub row: String,
    /// Its column.
    pub column: String,
    /// What was read there; empty where the place is new.
    pub before: String,
    /// What is read there now; empty where the place is gone.
    pub after: String,
}

/// Table, which of that name, row, which of that name, and column.
type Place = (String, usize, String, usize, String);

/// The numbers that differ, in the order of the tables' names, rows and columns.
pub fn moved(before: &Report, after: &Report) -> Vec<Moved> {
    let (before, mut after) = (numbers(before), numbers(after));
    let mut found: BTreeMap<Place, (String, String)> = BTreeMap::new();
    for (place, old) in before {
        let new = after.remove(&place).unwrap_or_default();
        if old != new {
            found.insert(place, (old, new));
        }
    }
    for (place, new) in after.into_iter().filter(|(_, new)| !new.is_empty()) {
        found.insert(place, (String::new(), new));
    }
    let moved = |((table, _, row, _, column), (before, after))| Moved {
        table,
        row,
        column,
        before,
        after,
    };
    found.into_iter().map(moved).collect()
}

/// Every number with its place. Heads are numbers too where they name their base.
fn numbers(report: &Report) -> BTreeMap<Place, String> {
    let mut numbers = BTreeMap::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for table in report.tables() {
        let name = without_base(&table.caption).to_owned();
        let which = seen.entry(name.clone()).or_default();
        of_table(&table, &name, *which, &mut numbers);
        *which += 1;
    }
    numbers
}

fn of_table(table: &Table, name: &str, which: usize, numbers: &mut BTreeMap<Place, String>) {
    let column = |it: &Column| {
        let names = [without_base(&it.group), without_base(&it.name)];
        names.join(" ").trim().to_owned()
    };
    let head = |it: &Column| {
        let based = [&it.group, &it.name]
            .into_iter()
            .find(|it| without_base(it) != it.as_str());
        based.cloned()
    };
    for it in &table.columns {
        if let Some(head) = head(it) {
            let place = (name.to_owned(), which, String::new(), 0, column(it));
            numbers.insert(place, head);
        }
    }
    let mut heading = String::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for row in &table.rows {
        let cells = match row {
            Row::Heading(text) => {
                heading.clone_from(text);
                continue;
            }
            Row::Cells(cells) | Row::Total(cells) => cells,
        };
        let label = cells.iter().find_map(|cell| match cell {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        });
        let label = without_base(label.unwrap_or_default());
        let row = match heading.as_str() {
            "" => label.to_owned(),
            heading => format!("{heading} › {label}"),
        };
        let again = seen.entry(row.clone()).or_default();
        for (cell, it) in cells.iter().zip(&table.columns) {
            if matches!(cell, Cell::Number { .. } | Cell::Percent { .. }) {
                let place = (name.to_owned(), which, row.clone(), *again, column(it));
                numbers.insert(place, cell.shown());
            }
        }
        *again += 1;
    }
}

/// A name without the base that stands after it in brackets: the base may move, the name stays.
fn without_base(name: &str) -> &str {
    let base = ["(N=", "(N =", "(n =", "(n="];
    let from = base.iter().filter_map(|it| name.find(it)).min();
    from.map_or(name, |at| name[..at].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Block;
    use crate::report::table::tests::example;

    #[test]
    fn numbers_are_found_by_their_names_although_bases_move() {
        let report = |table: Table| Report {
            title: String::new(),
            blocks: vec![Block::Table(table)],
        };
        let before = report(example());
        assert_eq!(moved(&before, &before), []);
        let mut table = example();
        for column in &mut table.columns {
            column.group = column.group.replace("468", "470");
        }
        table.rows.remove(2);
        if let Row::Cells(cells) = &mut table.rows[1] {
            cells[3] = Cell::count(70);
        }
        let found = moved(&before, &report(table));
        let lines: Vec<String> = found
            .iter()
            .map(|it| format!("{} | {} | {} → {}", it.row, it.column, it.before, it.after))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
         | All % | All (N=468) → All (N=470)
         | All N | All (N=468) → All (N=470)
        Push factors › =1+1 & debt | All % | 0.6 % → 
        Push factors › =1+1 & debt | All N | 3 → 
        Push factors › =1+1 & debt | Vulnerable child % | 0.0 % → 
        Push factors › =1+1 & debt | Vulnerable child N | 0 → 
        Push factors › Кедейлік <үй> | Vulnerable child N | 69 → 70
        ");
    }
}
