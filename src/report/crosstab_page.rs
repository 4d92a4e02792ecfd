//! Codes by group as a page for people: the table under families, the one of residuals, and what a
//! reader must know.

use super::behind::{Behind, Leads};
use super::crosstab::{Document, SEED};
use super::shares::{counted, kept_back, percent, probability, titled};
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::crosstab::{Crosstab, Line, Percent};
use crate::analysis::fisher::DRAWN;
use crate::analysis::frequency::Count;
use crate::analysis::sample::Sample;
use crate::analysis::significance::{SMALL, Test};
use crate::model::codebook::Code;

/// Residuals beyond it are called out.
const FAR: f64 = 1.96;

/// What a test says, and what it does not.
const MEANING: &str = "p is the probability of differences at least as large if groups differed by \
chance alone. That holds for respondents drawn at random and independently of each other; for a \
sample chosen otherwise it says how large a difference is beside chance, not that it holds for \
people who were not interviewed.";

impl Document<'_> {
    /// The table for people, and the one of residuals where tests are asked for.
    pub fn report(&self) -> Report {
        let mut blocks = vec![Block::Table(self.main())];
        if self.asking.test {
            blocks.push(Block::Table(self.of_residuals()));
        }
        Report {
            title: String::new(),
            blocks,
        }
    }

    fn main(&self) -> Table {
        let table = self.table;
        let mut columns = vec![Column::text("Code")];
        for head in &table.heads {
            let group = titled(&head.name, head.base);
            columns.push(Column::number(count_head(table.count)).under(&group));
            if table.percent == Percent::Asked {
                columns.push(Column::number("of").under(&group));
            }
            columns.push(Column::number("%").under(&group));
            if self.asking.limits {
                columns.push(Column::text("95 % limits").under(&group));
            }
        }
        if self.asking.test {
            columns.extend(["Test", "p", "p (Holm)", "V"].map(|name| match name {
                "Test" => Column::text(name),
                _ => Column::number(name),
            }));
        }
        let width = columns.len();
        let by = match table.attributes.is_empty() {
            true => String::new(),
            false => format!(" by {}", table.attributes.join(" and ")),
        };
        let (of_rows, rows) = by_family(self.sample, &table.lines, |at, name| {
            let cells = self.row(at, name);
            debug_assert_eq!(cells.len(), width, "as many cells as columns");
            cells
        });
        let behind = (0..).zip(of_rows).flat_map(|(row, line)| {
            let code = line.and_then(|at| Some((at, self.sample.code(&table.lines[at].row)?)));
            let of = |(at, code): (usize, &Code)| self.behind(row, at, &code.key);
            code.map_or_else(Vec::new, of)
        });
        Table {
            caption: format!("Codes{by}: {}", table.count.name()),
            columns,
            behind: behind.collect(),
            rows,
            notes: self.notes(),
        }
    }

    /// The quotes that the counts of a row are of; groups that no query can name have none.
    fn behind(&self, row: usize, line: usize, code: &str) -> Vec<Behind> {
        let percent_asked = usize::from(self.table.percent == Percent::Asked);
        let wide = 2 + percent_asked + usize::from(self.asking.limits);
        let heads = self.table.heads.iter().enumerate();
        heads
            .filter_map(|(at, head)| {
                self.table.lines[line].cells[at].told().filter(|n| *n > 0)?;
                let query = head.query.clone()?;
                Some(Leads::quotes(code, query).from(row, 1 + at * wide))
            })
            .collect()
    }

    fn row(&self, at: usize, name: String) -> Vec<Cell> {
        let mut cells = vec![Cell::Text(name)];
        for share in &self.table.lines[at].cells {
            cells.push(counted(share.told()));
            if self.table.percent == Percent::Asked {
                cells.push(counted(share.told_base()));
            }
            cells.push(percent(*share));
            if self.asking.limits {
                cells.push(match self.limits(*share) {
                    Some((low, high)) => Cell::Text(format!("{low:.1}–{high:.1}")),
                    None => Cell::Empty,
                });
            }
        }
        match &self.tests[at] {
            None if !self.asking.test => {}
            Some(Ok((it, corrected))) => {
                let name = match it.test {
                    Test::ChiSquare => format!("χ²({}) = {:.2}", it.df, it.chi_square),
                    Test::Fisher => "Fisher".to_owned(),
                    Test::FisherDrawn => "Fisher, drawn".to_owned(),
                };
                cells.extend([Cell::Text(name), probability(it.p), probability(*corrected)]);
                cells.push(Cell::Number {
                    value: it.cramer_v,
                    decimals: 2,
                });
            }
            Some(Err(_)) | None => {
                cells.push(Cell::Text("none".to_owned()));
                cells.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            }
        }
        cells
    }

    fn of_residuals(&self) -> Table {
        let tested = || self.table.heads.iter().skip(1).filter(|it| !it.is_missing);
        let mut columns = vec![Column::text("Code")];
        columns.extend(tested().map(|head| Column::number(head.name.join(" · "))));
        let row = |at: usize, name: String| {
            let mut cells = vec![Cell::Text(name)];
            let residuals = self
                .residuals(at)
                .into_iter()
                .zip(&self.table.heads)
                .skip(1);
            let residuals = residuals.filter(|(_, head)| !head.is_missing);
            cells.extend(residuals.map(|(it, _)| match it {
                Some(value) => Cell::Number { value, decimals: 1 },
                None => Cell::Empty,
            }));
            cells
        };
        Table {
            caption: "Which groups differ: adjusted standardised residuals".to_owned(),
            columns,
            rows: by_family(self.sample, &self.table.lines, row).1,
            notes: vec![format!(
                "Haberman (1973). Above {FAR} the group has the code more often than the table as a whole would \
                 have it, below -{FAR} less often."
            )],
            ..Table::default()
        }
    }

    pub(super) fn notes(&self) -> Vec<String> {
        let table = self.table;
        let mut notes = vec![base_note(table)];
        notes.extend(table.suppressed.iter().flat_map(kept_back));
        if table.lines.iter().any(|line| line.row.is_parent) {
            notes.push("A family, and any code that others are below, counts whoever has it or any of those.".to_owned());
        }
        let without = self.sample.without_codings();
        let least = table.suppressed.as_ref().map_or(1, |it| it.threshold);
        if without as u64 >= least && table.count == Count::Respondents {
            notes.push(format!(
                "{without} of {} respondents have no coding of these codes by these coders, and count as not \
                 having them; whether somebody has read them the table does not know.",
                self.sample.respondents.len()
            ));
        }
        let nobodys = self
            .sample
            .sources
            .iter()
            .filter(|id| self.sample.respondent(**id).is_none())
            .count();
        if nobodys > 0 {
            notes.push(match table.count {
                Count::Respondents => {
                    format!("{nobodys} sources of which the respondent is not known are left out.")
                }
                _ => format!("Of {nobodys} sources the respondent is not known."),
            });
        }
        let aside: Vec<String> = table
            .lines
            .iter()
            .filter_map(|line| {
                let n = line.not_asked.filter(|n| *n > 0)?;
                Some(format!("{} ({n})", self.sample.code(&line.row)?.key))
            })
            .collect();
        if !aside.is_empty() {
            notes.push(format!(
                "Not counted, because they were not asked, though they have the code: {}.",
                aside.join(", ")
            ));
        }
        if self.asking.limits {
            notes.push(
                "Limits of 95 %: Wilson (1927); they too are for respondents drawn at random."
                    .to_owned(),
            );
        }
        if self.asking.test {
            let number = self.tests.iter().flatten().flatten().count();
            notes.push(format!(
                "Tested for each code: do the groups (those with a missing value aside) differ in the share of \
                 respondents who have it? Pearson's chi-square; Fisher's exact test where an expected count is \
                 below {SMALL}; V is Cramér's. p (Holm) is corrected for {number} tests (Holm 1979)."
            ));
            if self
                .tests
                .iter()
                .flatten()
                .flatten()
                .any(|(it, _)| it.test == Test::FisherDrawn)
            {
                notes.push(format!(
                    "Where there were too many tables to walk, {} were drawn by chance (seed {SEED}).",
                    DRAWN
                ));
            }
            notes.push(MEANING.to_owned());
        }
        notes
    }
}

/// Rows with a heading for each family that has codes below it, which is then summed up below them.
fn by_family(
    sample: &Sample<'_>,
    lines: &[Line],
    cells: impl Fn(usize, String) -> Vec<Cell>,
) -> (Vec<Option<usize>>, Vec<Row>) {
    let mut rows = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let total = |(at, name): (usize, String)| {
        let row = Row::Total(cells(at, format!("Any of {name}")));
        (Some(at), row)
    };
    for (at, line) in lines.iter().enumerate() {
        let name = sample
            .code(&line.row)
            .map_or_else(String::new, |it| it.name.clone());
        if line.row.depth == 0 {
            rows.extend(open.take().map(total));
            if line.row.is_parent {
                rows.push((None, Row::Heading(name.clone())));
                open = Some((at, name));
                continue;
            }
        }
        let indent = "  ".repeat(line.row.depth.saturating_sub(1));
        rows.push((Some(at), Row::Cells(cells(at, indent + &name))));
    }
    rows.extend(open.map(total));
    rows.into_iter().unzip()
}

fn base_note(table: &Crosstab) -> String {
    let whole = match table.count {
        Count::Respondents => "respondents with notes",
        Count::Sources => "sources",
        Count::Segments => "different segments with any code of the table",
        Count::Words => "words",
    };
    match table.percent {
        Percent::Column => format!("Percentages are of the {whole} in the column (N)."),
        Percent::Row => format!(
            "Percentages are of the {} that have the code, whose number stands under All.",
            table.count.name()
        ),
        Percent::Total => format!("Percentages are of all {whole} of the table (N under All)."),
        Percent::Asked => {
            format!("Percentages are of the {whole} in the column to whom the code applies (of).")
        }
    }
}

fn count_head(count: Count) -> &'static str {
    match count {
        Count::Respondents | Count::Sources => "N",
        Count::Segments => "segments",
        Count::Words => "words",
    }
}
