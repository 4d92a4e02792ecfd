//! Tables in a draft: rows whose cells are parted by strokes or tabs, what the heads of the columns say
//! that they hold, and the numbers in columns of their own.

use std::collections::BTreeSet;

use super::draft::Draft;
use crate::model::span::Span;
use crate::model::words::words;

/// The longest line before a table that may be its caption, in bytes.
const CAPTION: usize = 300;

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// The line before it, if it names the table.
    caption: Option<Span>,
    /// Rows above the first that holds a number.
    heads: Vec<Vec<Span>>,
    /// The other rows. Cells may be empty.
    rows: Vec<Vec<Span>>,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// Anything.
    Words,
    /// How many.
    Count,
    /// Per cent.
    Percent,
    /// How many, and per cent in brackets.
    Both,
}

/// A number of a table: one cell, or a cell with a count and one with per cent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// The cell with the count.
    pub count: Option<Span>,
    /// The cell with the per cent; that of the count, where both stand in it.
    pub percent: Option<Span>,
}

/// What stands at the ends of the row and of the column of a cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of the row.
    pub row: String,
    /// Of the column.
    pub column: String,
    /// Above the table.
    pub caption: String,
    /// Whether the table is about agreement between coders: its numbers count no respondents.
    pub of_agreement: bool,
}

/// The tables of a draft, in order.
pub fn tables(draft: &Draft) -> Vec<Table> {
    let text = &draft.text;
    let mut found: Vec<Table> = Vec::new();
    let mut open: Vec<Vec<Span>> = Vec::new();
    let (mut caption, mut above): (Option<Span>, Option<Span>) = (None, None);
    let (mut at, mut blank) = (0, false);
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let span = Span { start, end: at };
        let strokes = line.trim_start_matches(['>', ' ']).matches('|').count();
        if line.trim().is_empty() {
            blank = true;
            continue;
        }
        let is_row = strokes > 1 || (strokes == 1 && !open.is_empty()) || line.contains('\t');
        // Rows of word processors are paragraphs; those that are typed follow line by line.
        let ends = !is_row || (blank && strokes > 0);
        if ends && !open.is_empty() {
            found.extend(table(text, caption, std::mem::take(&mut open)));
        }
        if is_row {
            if open.is_empty() {
                caption = above.take();
            }
            let cells = cells(text, span, strokes > 0);
            let rule = |it: &Span| text[it.range()].chars().all(|it| "-:= ".contains(it));
            if !cells.iter().all(rule) {
                open.push(cells);
            }
        } else {
            above = span.trimmed(text).filter(|it| it.end - it.start <= CAPTION);
        }
        blank = false;
    }
    found.extend(table(text, caption, open));
    found
}

fn table(text: &str, caption: Option<Span>, rows: Vec<Vec<Span>>) -> Option<Table> {
    let first = rows.iter().position(|row| {
        row.iter()
            .skip(1)
            .any(|it| begins_with_figure(&text[it.range()]))
    })?;
    if first == 0 || !rows.iter().any(|row| row.len() > 1) {
        return None;
    }
    let is_caption = |it: &Span| {
        let lower = text[it.range()]
            .trim_start_matches(['#', '*', '_', ' '])
            .to_lowercase();
        ["table", "таблица", "табл", "кесте", "tab."]
            .iter()
            .any(|name| lower.starts_with(name))
            || lower.starts_with(|it: char| it.is_ascii_digit()) && lower.ends_with("кесте")
    };
    let (heads, rows) = rows.split_at(first);
    Some(Table {
        caption: caption.filter(is_caption),
        heads: heads.to_vec(),
        rows: rows.to_vec(),
    })
}

fn begins_with_figure(cell: &str) -> bool {
    cell.starts_with(|it: char| it.is_ascii_digit())
}

/// The cells of a line, without the space around them.
fn cells(text: &str, line: Span, strokes: bool) -> Vec<Span> {
    let mut whole = line;
    whole.end = line.start + text[line.range()].trim_end_matches(['\n', '\r']).len();
    let sign = if strokes { '|' } else { '\t' };
    let mut found = Vec::new();
    let mut start = whole.start;
    for part in text[whole.range()].split(sign) {
        let end = start + part.len();
        let inner = Span { start, end }.trimmed(text);
        found.push(inner.unwrap_or(Span { start, end: start }));
        start = end + sign.len_utf8();
    }
    let is_empty = |it: &Span| it.start == it.end;
    // Strokes stand around a row too.
    if strokes {
        if found
            .first()
            .is_some_and(|it| is_empty(it) || &text[it.range()] == ">")
        {
            found.remove(0);
        }
        if found.last().is_some_and(is_empty) {
            found.pop();
        }
    }
    found
}

/// The words of a head that say what the column holds; the rest says of whom.
fn holds(head: &str) -> Holds {
    const COUNTS: &[&str] = &[
        "n",
        "no",
        "nr",
        "number",
        "numbers",
        "count",
        "counts",
        "frequency",
        "freq",
        "число",
        "количество",
        "кол",
        "чел",
        "абс",
        "саны",
    ];
    const PERCENTS: &[&str] = &[
        "percent",
        "percentage",
        "per",
        "cent",
        "share",
        "pct",
        "процент",
        "проценты",
        "доля",
        "пайыз",
        "үлесі",
    ];
    let all: BTreeSet<String> = words(head, None).map(|it| it.folded).collect();
    let any = |list: &[&str]| list.iter().any(|it| all.contains(*it));
    match (any(COUNTS), head.contains('%') || any(PERCENTS)) {
        (true, true) => Holds::Both,
        (true, false) => Holds::Count,
        (false, true) => Holds::Percent,
        (false, false) => Holds::Words,
    }
}

/// The words of a head that do not say what the column holds.
fn of_whom(head: &str) -> Vec<String> {
    let all = words(head, None).map(|it| it.folded);
    all.filter(|it| holds(it) == Holds::Words).collect()
}

impl Table {
    /// Its numbers that stand in columns of their own, row by row.
    pub fn entries(&self, text: &str) -> Vec<Entry> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let columns: Vec<Holds> = (0..width).map(|at| self.holds(text, at)).collect();
        let mut found = Vec::new();
        for row in &self.rows {
            let mut at = 1;
            while at < row.len() {
                let cell = |at: usize, what: Holds| {
                    let cell = *row.get(at).filter(|_| columns[at] == what)?;
                    is_number(&text[cell.range()], what).then_some(cell)
                };
                let beside = at + 1 < row.len() && self.is_pair(text, at);
                let (entry, taken) = match columns[at] {
                    Holds::Words => (None, 1),
                    Holds::Both => {
                        let both = cell(at, Holds::Both);
                        (both.map(|it| (Some(it), Some(it))), 1)
                    }
                    Holds::Count if beside && columns[at + 1] == Holds::Percent => {
                        let pair = (cell(at, Holds::Count), cell(at + 1, Holds::Percent));
                        (Some(pair), 2)
                    }
                    Holds::Percent if beside && columns[at + 1] == Holds::Count => {
                        let pair = (cell(at + 1, Holds::Count), cell(at, Holds::Percent));
                        (Some(pair), 2)
                    }
                    Holds::Count => (Some((cell(at, Holds::Count), None)), 1),
                    Holds::Percent => (Some((None, cell(at, Holds::Percent))), 1),
                };
                if let Some((count, percent)) = entry.filter(|it| it.0.is_some() || it.1.is_some())
                {
                    found.push(Entry { count, percent });
                }
                at += taken;
            }
        }
        found
    }

    /// What stands at the ends of the row and the column of the cell at byte `at`; `None` where none of
    /// its cells stands there.
    pub fn heads(&self, text: &str, at: usize) -> Option<Heads> {
        let here = |row: &&Vec<Span>| row.iter().any(|it| it.start <= at && at < it.end);
        let row = self.rows.iter().find(here)?;
        let column = row.iter().position(|it| it.start <= at && at < it.end)?;
        let head = row.iter().find(|it| it.start < it.end)?;
        Some(Heads {
            row: match column {
                0 => String::new(),
                _ => text[head.range()].to_owned(),
            },
            column: self.column(text, column).join(" "),
            of_agreement: self.is_of_agreement(text),
            caption: self
                .caption
                .map_or_else(String::new, |it| text[it.range()].to_owned()),
        })
    }

    /// What the column holds: what its lowest head says, or the caption where no head says anything.
    fn holds(&self, text: &str, column: usize) -> Holds {
        let told = |column: usize| {
            let heads = self.column(text, column);
            let told = heads.iter().rev().map(|it| holds(it));
            told.into_iter()
                .find(|it| *it != Holds::Words)
                .unwrap_or(Holds::Words)
        };
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let all = (1..width).all(|at| told(at) == Holds::Words);
        match (column, self.caption.filter(|_| all)) {
            (0, _) => Holds::Words,
            // A caption has a number of its own.
            (_, Some(caption)) if text[caption.range()].contains('%') => {
                match holds(&text[caption.range()]) {
                    Holds::Both => Holds::Both,
                    _ => Holds::Percent,
                }
            }
            _ => told(column),
        }
    }

    /// The heads of a column, the upper first. A head without words is that on its left: it goes over
    /// several columns.
    fn column(&self, text: &str, column: usize) -> Vec<String> {
        let width = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let last = self.heads.len().saturating_sub(1);
        let cycle = self.cycle(text, width);
        let head = |(level, row): (usize, &Vec<Span>)| {
            // A corner without words may be missing, and a head may go over several columns.
            let at = match (row.len(), column) {
                (len, _) if len >= width => column,
                (_, 0) => return None,
                (len, _) if len + 1 == width => column - 1,
                (len, _) => {
                    // The first may be the corner or the first of those that go over columns.
                    let over = |corner: usize| {
                        let heads = len.checked_sub(corner).filter(|it| *it > 0)?;
                        ((width - 1) % heads == 0).then(|| (corner, (width - 1) / heads))
                    };
                    let both = [over(1), over(0)];
                    let mut all = both.into_iter().flatten();
                    let (corner, over) = all.clone().find(|it| it.1 == cycle).or(all.next())?;
                    corner + (column - 1) / over
                }
            };
            let upper = level < last;
            let from = if upper { 1.min(at) } else { at };
            let cell = (from..=at)
                .rev()
                .filter_map(|at| row.get(at))
                .find(|it| it.start < it.end)?;
            Some(text[cell.range()].to_owned())
        };
        let mut found: Vec<String> = self.heads.iter().enumerate().filter_map(head).collect();
        // Under `Children N` a `%` beside it without words of its own is of the same people.
        if found.iter().all(|it| of_whom(it).is_empty())
            && let Some(row) = self.heads.last().filter(|row| row.len() >= width)
        {
            let left = row.get(1..column).unwrap_or_default().iter().rev();
            let named = left.map(|it| of_whom(&text[it.range()]));
            if let Some(words) = named.into_iter().find(|it| !it.is_empty()) {
                found.insert(0, words.join(" "));
            }
        }
        found
    }

    /// Whether its heads name measures of agreement.
    fn is_of_agreement(&self, text: &str) -> bool {
        let measures = [
            "agreement",
            "kappa",
            "κ",
            "alpha",
            "α",
            "ac1",
            "gwet",
            "согласие",
            "каппа",
        ];
        let mut heads = self.heads.iter().flatten();
        heads.any(|it| {
            words(&text[it.range()], None).any(|it| measures.contains(&it.folded.as_str()))
        })
    }

    /// After how many columns the lowest heads come again: 2 for `N`, `%`, `N`, `%`.
    fn cycle(&self, text: &str, width: usize) -> usize {
        let all: Vec<&str> = match self.heads.last() {
            Some(row) => row.iter().map(|it| &text[it.range()]).collect(),
            None => return width,
        };
        let heads = &all[all.len().saturating_sub(width.saturating_sub(1))..];
        let comes_again = |by: &usize| heads.windows(by + 1).all(|some| some[0] == some[*by]);
        (1..heads.len()).find(comes_again).unwrap_or(width)
    }

    /// Whether two columns beside each other are of the same people.
    fn is_pair(&self, text: &str, column: usize) -> bool {
        let of = |column: usize| of_whom(&self.column(text, column).join(" "));
        of(column) == of(column + 1)
    }
}

/// Whether a cell is a number and nothing else.
fn is_number(cell: &str, what: Holds) -> bool {
    let plain = |it: &str| {
        !it.is_empty()
            && it
                .chars()
                .all(|it| it.is_ascii_digit() || ",. \u{a0}\u{202f}".contains(it))
    };
    let cell = cell.trim_matches(['*', '_', ' ']);
    match what {
        Holds::Words => false,
        Holds::Count => plain(cell) && !cell.contains('.'),
        Holds::Percent => plain(cell.trim_end_matches(['%', ' ', '\u{a0}'])),
        Holds::Both => cell.split_once('(').is_some_and(|(count, rest)| {
            plain(count.trim()) && plain(rest.trim_end_matches([')', '%', ' ', '\u{a0}']))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let cell = |it: Option<Span>| it.map_or("-", |it| &text[it.range()]);
        let mut all = Vec::new();
        for table in tables(&draft) {
            for it in table.entries(text) {
                let at = it.count.or(it.percent).expect("a cell").start;
                let heads = table.heads(text, at).expect("heads");
                all.push(format!(
                    "{} / {}: {} {}",
                    heads.row,
                    heads.column,
                    cell(it.count),
                    cell(it.percent)
                ));
            }
        }
        all
    }

    #[test]
    fn numbers_stand_under_heads_that_say_what_they_are() {
        assert_eq!(
            shown(
                "| Factor | N | % |\n|---|--:|--:|\n| Poverty | 12 | 34.3 |\n| Violence | 1,204 | 7 % |\n| Other | – | – |\n"
            ),
            ["Poverty / N: 12 34.3", "Violence / N: 1,204 7 %"]
        );
        // As word processors give them.
        assert_eq!(
            shown("Фактор\tЧисло\t%\n\nБедность\t12\t34,3\n\nThe end."),
            ["Бедность / Число: 12 34,3"]
        );
        assert_eq!(
            shown("Factor\tPercent\tn\n\nPoverty\t34.3\t12\n"),
            ["Poverty / n: 12 34.3"]
        );
        assert_eq!(
            shown("| Factor | n (%) |\n|---|---|\n| Poverty | 12 (34.3) |\n"),
            ["Poverty / n (%): 12 (34.3) 12 (34.3)"]
        );
        assert_eq!(
            shown(
                "Table 3. Factors by category, %\n\n| Factor | Migrants |\n|---|---|\n| Poverty | 34.3 |\n"
            ),
            ["Poverty / Migrants: - 34.3"]
        );
    }

    #[test]
    fn heads_may_go_over_several_columns() {
        let expected = [
            "Poverty / Children N: 12 34.3",
            "Poverty / Migrants N: 5 9.1",
        ];
        for text in [
            "| Factor | Children | | Migrants | |\n|---|---|---|---|---|\n| | N | % | N | % |\n| Poverty | 12 | 34.3 | 5 | 9.1 |\n",
            "\tChildren\tMigrants\n\n\tN\t%\tN\t%\n\nPoverty\t12\t34.3\t5\t9.1\n",
            "Factor\tChildren\tMigrants\n\nN\t%\tN\t%\n\nPoverty\t12\t34.3\t5\t9.1\n",
            "Children\tMigrants\n\nN\t%\tN\t%\n\nPoverty\t12\t34.3\t5\t9.1\n",
            "Factor\tChildren\tMigrants\n\n\tN\t%\tN\t%\n\nPoverty\t12\t34.3\t5\t9.1\n",
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
        assert_eq!(
            shown(
                "| Factor | Children, N | Children, % | Migrants, N | Migrants, % |\n|---|---|---|---|---|\n| Poverty | 12 | 34.3 | 5 | 9.1 |\n"
            ),
            [
                "Poverty / Children, N: 12 34.3",
                "Poverty / Migrants, N: 5 9.1"
            ]
        );
        assert_eq!(
            shown(
                "| Factor | Children N | % | Migrants N | % |\n|---|---|---|---|---|\n| Poverty | 12 | 34.3 | 5 | 9.1 |\n"
            ),
            [
                "Poverty / Children N: 12 34.3",
                "Poverty / Migrants N: 5 9.1"
            ]
        );
    }

    #[test]
    fn what_is_no_table_of_numbers_is_none() {
        for text in [
            "One | or the other\nand a line with a\ttab.\n",
            "| Name | Place |\n|---|---|\n| Dana | 12 |\n",
            "| 1 | 2 |\n| 3 | 4 |\n",
            "a\tb\n\nc\td\n",
        ] {
            assert!(shown(text).is_empty(), "{text} {:?}", shown(text));
        }
    }
}
