//! The noun of every table: a caption, columns under groups, rows of typed cells, notes. A cell keeps
//! its number, so that a sheet can reckon with it; how it is written follows from its column.

use serde_json::{Value as Json, json};

use super::behind::Behind;
use super::records::Records;

/// A table.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What it shows, with its base; empty for a bare list.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// What a reader must know to read it, one sentence or more each.
    pub notes: Vec<String>,
    /// What its cells stand for: where a page can lead.
    pub behind: Vec<Behind>,
}

/// One column.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Column {
    /// Heading over all neighbours with the same group; may be empty.
    pub group: String,
    /// Its own heading.
    pub name: String,
    /// Whether it holds numbers: these stand at its right edge.
    pub number: bool,
}

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// Words across the whole table, for example the name of a family of codes.
    Heading(String),
    /// Cells, one for each column.
    Cells(Vec<Cell>),
    /// Cells that sum up what stands above them, one for each column.
    Total(Vec<Cell>),
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Words.
    Text(String),
    /// A number.
    Number {
        /// The number itself, not rounded.
        value: f64,
        /// How many decimals a reader sees.
        decimals: u8,
    },
    /// A share of a hundred.
    Percent {
        /// 0 to 100, not rounded.
        value: f64,
        /// How many decimals a reader sees.
        decimals: u8,
    },
}

impl Column {
    /// A column of words without a group.
    pub fn text(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            ..Self::default()
        }
    }

    /// A column of numbers without a group.
    pub fn number(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            number: true,
            ..Self::default()
        }
    }

    /// The same column under a group.
    pub fn under(self, group: impl Into<String>) -> Self {
        Self {
            group: group.into(),
            ..self
        }
    }

    /// Group and name in one line, as a flat table names the column.
    pub fn flat(&self) -> String {
        format!("{} {}", self.group, self.name).trim().to_owned()
    }

    /// What a reader sees of `cell` in this column. Under a heading that says `%`, percentages have
    /// no sign of their own.
    pub fn shows(&self, cell: &Cell) -> String {
        match cell {
            Cell::Percent { value, decimals } if self.name.trim_end().ends_with('%') => {
                written(*value, *decimals)
            }
            other => other.shown(),
        }
    }
}

impl Cell {
    /// A whole number.
    pub fn count(count: usize) -> Self {
        Self::Number {
            value: count as f64,
            decimals: 0,
        }
    }

    /// What a reader sees where no heading helps.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number { value, decimals } => written(*value, *decimals),
            Self::Percent { value, decimals } => format!("{} %", written(*value, *decimals)),
        }
    }

    /// `text` as the number or percentage that it is written as, if it would be written the same
    /// again; all else stays text (`007` is a name).
    fn of_number(text: String) -> Self {
        let percent = text.strip_suffix(" %");
        let digits = percent.unwrap_or(&text);
        let decimals = digits.split_once('.').map_or(0, |(_, it)| it.len());
        let cell = match (digits.parse::<f64>(), u8::try_from(decimals)) {
            (Ok(value), _) if !value.is_finite() => return Self::of_words(text),
            (Ok(value), Ok(decimals)) if percent.is_some() => Self::Percent { value, decimals },
            (Ok(value), Ok(decimals)) => Self::Number { value, decimals },
            _ => return Self::of_words(text),
        };
        match cell.shown() == text {
            true => cell,
            false => Self::of_words(text),
        }
    }

    fn of_words(text: String) -> Self {
        match text.is_empty() {
            true => Self::Empty,
            false => Self::Text(text),
        }
    }

    fn json(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(text) => json!(text),
            Self::Number { value, .. } | Self::Percent { value, .. } => {
                match value.fract() == 0.0 && value.abs() < 9e15 {
                    true => json!(*value as i64),
                    false => json!(value),
                }
            }
        }
    }
}

/// `value` with so many decimals. What rounds to nothing has no sign.
fn written(value: f64, decimals: u8) -> String {
    let text = format!("{value:.*}", usize::from(decimals));
    match text.strip_prefix('-') {
        Some(rest) if rest.chars().all(|it| matches!(it, '0' | '.')) => rest.to_owned(),
        _ => text,
    }
}

impl Table {
    /// A bare table of words: its columns (the flag says that one holds numbers) and rows. What is
    /// written as a number in a column of numbers becomes one.
    pub fn of_text<N: Into<String>>(
        columns: impl IntoIterator<Item = (N, bool)>,
        rows: Vec<Vec<String>>,
    ) -> Self {
        let columns: Vec<Column> = columns
            .into_iter()
            .map(|(name, number)| match number {
                true => Column::number(name),
                false => Column::text(name),
            })
            .collect();
        let cells = |row: Vec<String>| {
            let typed = row.into_iter().zip(&columns);
            let typed = typed.map(|(text, column)| match column.number {
                true => Cell::of_number(text),
                false => Cell::of_words(text),
            });
            Row::Cells(typed.collect())
        };
        let rows = rows.into_iter().map(cells).collect();
        Self {
            columns,
            rows,
            ..Self::default()
        }
    }

    /// The headings above the columns' own: each with how many columns it stands over. Columns
    /// without a group are each by themselves. Empty where no column has a group.
    pub fn groups(&self) -> Vec<(&str, usize)> {
        if self.columns.iter().all(|it| it.group.is_empty()) {
            return Vec::new();
        }
        self.columns
            .chunk_by(|one, next| !one.group.is_empty() && one.group == next.group)
            .map(|run| (run[0].group.as_str(), run.len()))
            .collect()
    }

    /// The rows of several tables for machines. Where there is more than one, each row says in
    /// `table` whose it is.
    pub fn all_records(tables: &[Self]) -> Records {
        if let [only] = tables {
            return only.records();
        }
        let mut all = Records {
            columns: vec!["table".to_owned()],
            rows: Vec::new(),
        };
        for table in tables {
            let records = table.records();
            let places: Vec<usize> = records
                .columns
                .into_iter()
                .map(|name| {
                    let known = all.columns.iter().skip(1).position(|it| *it == name);
                    known.map_or_else(
                        || {
                            all.columns.push(name);
                            all.columns.len() - 1
                        },
                        |at| at + 1,
                    )
                })
                .collect();
            for values in records.rows {
                let mut row = vec![Json::Null; all.columns.len()];
                row[0] = json!(table.caption);
                for (at, value) in places.iter().zip(values) {
                    row[*at] = value;
                }
                all.rows.push(row);
            }
        }
        for row in &mut all.rows {
            row.resize(all.columns.len(), Json::Null);
        }
        all
    }

    /// The rows for machines: columns are named by group and name, numbers are not rounded, and what
    /// stands across the table goes into a column `heading` of its own.
    pub fn records(&self) -> Records {
        let headed = self.rows.iter().any(|row| matches!(row, Row::Heading(_)));
        let mut records = Records::default();
        records.columns.extend(headed.then(|| "heading".to_owned()));
        records
            .columns
            .extend(self.columns.iter().map(Column::flat));
        let mut heading = Json::Null;
        for row in &self.rows {
            match row {
                Row::Heading(text) => heading = json!(text),
                Row::Cells(cells) | Row::Total(cells) => {
                    let total = matches!(row, Row::Total(_));
                    let above = if total { Json::Null } else { heading.clone() };
                    let mut values = Vec::with_capacity(records.columns.len());
                    values.extend(headed.then_some(above));
                    values.extend(cells.iter().map(Cell::json));
                    records.rows.push(values);
                }
            }
        }
        records
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// A table with everything that a table can have.
    pub(in crate::report) fn example() -> Table {
        let pair = |group: &str| {
            [
                Column::number("N").under(group),
                Column::number("%").under(group),
            ]
        };
        let cells = |name: &str, counts: [(usize, usize); 2]| {
            let mut cells = vec![Cell::Text(name.to_owned())];
            for (count, base) in counts {
                cells.push(Cell::count(count));
                cells.push(Cell::Percent {
                    value: 100.0 * count as f64 / base as f64,
                    decimals: 1,
                });
            }
            cells
        };
        let mut columns = vec![Column::text("Code")];
        columns.extend(pair("All (N=468)"));
        columns.extend(pair("Vulnerable child (N=259)"));
        Table {
            caption: "Codes by category".to_owned(),
            columns,
            rows: vec![
                Row::Heading("Push factors".to_owned()),
                Row::Cells(cells("Кедейлік <үй>", [(169, 468), (69, 259)])),
                Row::Cells(cells("=1+1 & debt", [(3, 468), (0, 259)])),
                Row::Total(cells("Any", [(170, 468), (69, 259)])),
            ],
            notes: vec!["Percentages are of respondents.".to_owned()],
            ..Table::default()
        }
    }

    #[test]
    fn what_is_written_as_a_number_is_one_and_a_name_stays_a_name() {
        let table = Table::of_text(
            [("id", false), ("n", true)],
            [
                "12",
                "-0.50",
                "007",
                "1e3",
                "20 %",
                "",
                "NaN",
                "0.81 (.7–.9)",
            ]
            .map(|text| vec![text.to_owned(), text.to_owned()])
            .to_vec(),
        );
        let cell = |row: &Row| match row {
            Row::Cells(cells) => cells.clone(),
            Row::Heading(_) | Row::Total(_) => Vec::new(),
        };
        let cells: Vec<_> = table.rows.iter().map(cell).collect();
        assert_eq!(cells[0][0], Cell::Text("12".to_owned()));
        assert_eq!(cells[0][1], Cell::count(12));
        let number = |value, decimals| Cell::Number { value, decimals };
        assert_eq!(cells[1][1], number(-0.5, 2));
        assert_eq!(cells[2][1], Cell::Text("007".to_owned()));
        assert_eq!(cells[3][1], Cell::Text("1e3".to_owned()));
        let percent = Cell::Percent {
            value: 20.0,
            decimals: 0,
        };
        assert_eq!(cells[4][1], percent);
        assert_eq!(cells[5][1], Cell::Empty);
        assert_eq!(cells[6][1], Cell::Text("NaN".to_owned()));
        assert_eq!(cells[7][1], Cell::Text("0.81 (.7–.9)".to_owned()));
    }

    #[test]
    fn what_rounds_to_nothing_has_no_sign_and_a_percent_column_needs_none() {
        let tiny = Cell::Number {
            value: -0.001,
            decimals: 2,
        };
        assert_eq!(tiny.shown(), "0.00");
        let share = Cell::Percent {
            value: 100.0 * 69.0 / 259.0,
            decimals: 1,
        };
        assert_eq!(Column::number("share").shows(&share), "26.6 %");
        assert_eq!(Column::number("%").shows(&share), "26.6");
    }

    #[test]
    fn machines_get_flat_names_and_numbers_that_are_not_rounded() {
        insta::assert_snapshot!(example().records().csv(), @r"
        heading,Code,All (N=468) N,All (N=468) %,Vulnerable child (N=259) N,Vulnerable child (N=259) %
        Push factors,Кедейлік <үй>,169,36.111111111111114,69,26.64092664092664
        Push factors,'=1+1 & debt,3,0.6410256410256411,0,0
        ,Any,170,36.324786324786324,69,26.64092664092664
        ");
    }
}
