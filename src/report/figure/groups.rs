//! Bars and distributions by group.

use super::{by, capital, headed, in_words, name};
use crate::analysis::attributes::AttributeTable;
use crate::analysis::crosstab::{Crosstab, Share};
use crate::analysis::factors::FactorTable;
use crate::model::study::Study;
use crate::report::behind::{Behind, Leads};
use crate::report::chart::{Chart, Grid, Kind};
use crate::report::table::Cell;
use crate::report::tongue::Tongue;

/// Which numbers bars show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Shares in per cent.
    Percent,
    /// Counts.
    Number,
}

fn cell(share: Share, shown: Shown) -> Cell {
    match (shown, share.percent()) {
        _ if share.hidden => Cell::Empty,
        (Shown::Number, _) => Cell::Number {
            value: share.n as f64,
            decimals: 0,
        },
        (Shown::Percent, Some(value)) => Cell::Percent { value, decimals: 1 },
        (Shown::Percent, None) => Cell::Empty,
    }
}

/// Columns that are drawn: all together only where there are no groups.
fn drawn(heads: usize) -> std::ops::Range<usize> {
    usize::from(heads > 1)..heads
}

/// Codes by group, as bars or as a heat map. Codes above others are left out: their numbers are not of
/// a kind with those below them.
pub fn by_group(
    study: &Study,
    table: &Crosstab,
    shown: Shown,
    heat: bool,
    tongue: Tongue,
) -> Chart {
    let columns = drawn(table.heads.len());
    let counted = tongue.word(table.count.name());
    let measure = match shown {
        Shown::Percent => tongue.say("% of {0}", &[&counted]),
        Shown::Number => counted.to_owned(),
    };
    let lines = table.lines.iter().filter(|line| !line.row.is_parent);
    let rows = lines.map(|line| {
        let cells = line.cells[columns.clone()].iter();
        let cells = cells.map(|share| cell(*share, shown)).collect();
        (name(study, line.row.code), cells)
    });
    let mut behind: Vec<Behind> = Vec::new();
    let shown_lines = table.lines.iter().filter(|line| !line.row.is_parent);
    for (row, line) in shown_lines.enumerate() {
        let Some(code) = study.codes.get(&line.row.code) else {
            continue;
        };
        for (at, column) in columns.clone().enumerate() {
            let there = line.cells[column].told().filter(|n| *n > 0);
            let query = there.and(table.heads[column].query.clone());
            behind.extend(query.map(|it| Leads::quotes(&code.key, it).from(row, at + 1)));
        }
    }
    let heads = table.heads[columns.clone()].iter();
    let grid = Grid {
        rows_are: tongue.word("Code").to_owned(),
        measure,
        columns: heads.map(|it| headed(&it.name, it.base, tongue)).collect(),
        rows: rows.collect(),
    };
    let base = table.heads.first().map_or(0, |it| it.base);
    let by = by(&table.attributes, tongue);
    let kind = if heat { "Heat map" } else { "Bar chart" };
    Chart {
        title: tongue.say("Codes{0}", &[&by]),
        caption: capital(&tongue.say(
            "{0} with each code{1} (N = {2} {0})",
            &[&counted, &by, &base],
        )),
        alt: in_words(kind, &grid, tongue),
        tongue,
        behind,
        kind: match heat {
            true => Kind::HeatMap(grid),
            false => Kind::Bars(grid),
        },
    }
}

/// How many codes of the families each respondent has: one bar for each group (and family).
pub fn factors(study: &Study, table: &FactorTable, tongue: Tongue) -> Chart {
    let step = |number: usize| match number == table.up_to {
        true => tongue.say("{0} or more", &[&number]),
        false => number.to_string(),
    };
    let mut rows = Vec::new();
    let mut behind = Vec::new();
    for family in &table.families {
        for (at, (group, base)) in table.heads.iter().enumerate() {
            for (codes, line) in family.lines.iter().enumerate() {
                let people = Leads::people(&family.people[codes][at]);
                let people = line[at].told().and(people);
                behind.extend(people.map(|it| it.from(rows.len(), codes + 1)));
            }
            let cells = family
                .lines
                .iter()
                .map(|line| cell(line[at], Shown::Percent));
            let group = headed(group, *base, tongue);
            let label = match table.families.len() {
                1 => group,
                _ => format!("{}: {group}", name(study, family.family)),
            };
            rows.push((label, cells.collect()));
        }
    }
    let grid = Grid {
        rows_are: tongue.word("Group").to_owned(),
        measure: tongue.say("% of {0}", &[&tongue.word("respondents")]),
        columns: (0..=table.up_to)
            .map(|it| tongue.say("{0} codes", &[&step(it)]))
            .collect(),
        rows,
    };
    let families: Vec<String> = table
        .families
        .iter()
        .map(|it| name(study, it.family))
        .collect();
    let base = table.heads.first().map_or(0, |it| it.1);
    let by = by(&table.attributes, tongue);
    Chart {
        title: tongue.say("Codes per respondent{0}: {1}", &[&by, &families.join(", ")]),
        caption: tongue.say(
            "How many different codes each respondent has{0} (N = {1} respondents)",
            &[&by, &base],
        ),
        alt: in_words("Stacked bar chart", &grid, tongue),
        tongue,
        behind,
        kind: Kind::Stacked(grid),
    }
}

/// The values of an attribute: one bar for each group.
pub fn attribute(table: &AttributeTable, tongue: Tongue) -> Chart {
    let rows = table.heads.iter().enumerate().map(|(at, (group, _))| {
        let cells = table
            .lines
            .iter()
            .map(|(_, shares)| cell(shares[at], Shown::Percent));
        // Shares are of those with a value.
        (headed(group, table.valid[at].n, tongue), cells.collect())
    });
    let mut behind = Vec::new();
    for (value, ((_, shares), people)) in table.lines.iter().zip(&table.people).enumerate() {
        for (row, (share, people)) in shares.iter().zip(people).enumerate() {
            let people = share.told().and(Leads::people(people));
            behind.extend(people.map(|it| it.from(row, value + 1)));
        }
    }
    let grid = Grid {
        rows_are: tongue.word("Group").to_owned(),
        measure: tongue.say("% of respondents with a value of {0}", &[&table.name]),
        columns: table.lines.iter().map(|(value, _)| value.clone()).collect(),
        rows: rows.collect(),
    };
    let valid = table.valid.first().map_or(0, |it| it.n);
    let by = by(&table.attributes, tongue);
    Chart {
        title: capital(&format!("{}{by}", table.name)),
        caption: capital(&tongue.say(
            "{0}{1} (N = {2} respondents with a value)",
            &[&table.name, &by, &valid],
        )),
        alt: in_words("Stacked bar chart", &grid, tongue),
        tongue,
        behind,
        kind: Kind::Stacked(grid),
    }
}
