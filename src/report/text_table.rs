//! Tables for a terminal. A list (no caption) is for glancing: one line for each row, what is too
//! long is cut. A table with a caption belongs to a report and loses nothing: its cells wrap. What is
//! wider than the terminal goes on below, with its first column repeated.

use unicode_width::UnicodeWidthStr;

use super::table::{Cell, Row, Table};
use super::text::{cut, wrapped};

/// Columns that no column of words is made narrower than.
const NARROWEST: usize = 12;
/// Room that the heading of a group may ask for beyond its longest word.
const GROUP: usize = 18;
/// Spaces between columns.
const GAP: usize = 2;

/// Appends `table` in lines of at most `width` columns.
pub fn write(out: &mut String, table: &Table, width: usize) {
    let lines = |out: &mut String, text: &str| {
        for line in wrapped(text, width) {
            out.push_str(&format!("{line}\n"));
        }
    };
    lines(out, &table.caption);
    let widths = widths(table, width);
    let mut panels = panels(table, &widths, width).into_iter().peekable();
    while let Some(panel) = panels.next() {
        let panel = Panel {
            table,
            widths: &widths,
            columns: panel,
        };
        panel.write(out);
        if panels.peek().is_some() {
            out.push('\n');
        }
    }
    for note in &table.notes {
        lines(out, note);
    }
    out.push('\n');
}

fn is_list(table: &Table) -> bool {
    table.caption.is_empty()
}

/// How wide each column is.
fn widths(table: &Table, width: usize) -> Vec<usize> {
    let longest_word = |text: &str| text.split_whitespace().map(UnicodeWidthStr::width).max();
    let mut widths: Vec<usize> = table
        .columns
        .iter()
        .map(|column| match is_list(table) {
            true => column.name.width(),
            false => longest_word(&column.name).unwrap_or(0),
        })
        .collect();
    for row in &table.rows {
        if let Row::Cells(cells) | Row::Total(cells) = row {
            for ((wide, cell), column) in widths.iter_mut().zip(cells).zip(&table.columns) {
                *wide = (*wide).max(column.shows(cell).width());
            }
        }
    }
    // A group has room over its columns: for its longest word, and for a short line.
    let mut at = 0;
    for (group, many) in table.groups() {
        let over = at..at + many;
        let room = widths[over.clone()].iter().sum::<usize>() + GAP * (many - 1);
        let wanted = longest_word(group)
            .unwrap_or(0)
            .max(group.width().min(GROUP));
        let missing = wanted.saturating_sub(room);
        for (place, wide) in widths[over.clone()].iter_mut().enumerate() {
            *wide += missing / many + usize::from(place < missing % many);
        }
        at = over.end;
    }
    // The widest column gives way until the table fits, but stays readable. Numbers of a report's
    // table never give way.
    let natural = widths.clone();
    let too_wide = |widths: &[usize]| {
        widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1) > width
    };
    while too_wide(&widths) {
        let may = widths
            .iter_mut()
            .zip(&table.columns)
            .filter(|(_, column)| is_list(table) || !column.number)
            .map(|(wide, _)| wide)
            .max();
        match may {
            Some(widest) if *widest > NARROWEST => *widest -= 1,
            _ => break,
        }
    }
    // What must go on below anyway has room.
    if too_wide(&widths) {
        let half = (width / 2).max(NARROWEST);
        widths = natural.into_iter().map(|it| it.min(half)).collect();
    }
    widths
}

/// Which columns stand beside one another; the first column begins each panel. Columns of a group
/// stay together where that is possible.
fn panels(table: &Table, widths: &[usize], width: usize) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    let groups = table.groups();
    let each: Vec<usize> = match groups.is_empty() {
        true => vec![1; widths.len()],
        false => groups.iter().map(|(_, many)| *many).collect(),
    };
    for many in each {
        runs.push((at..at + many).collect());
        at += many;
    }
    let wide = |columns: &[usize]| -> usize { columns.iter().map(|at| widths[*at] + GAP).sum() };
    let mut panels: Vec<Vec<usize>> = vec![Vec::new()];
    for run in runs {
        let alone = wide(&run) + widths[0] + GAP > width + GAP;
        let parts = match alone && run.len() > 1 {
            true => run.into_iter().map(|at| vec![at]).collect(),
            false => vec![run],
        };
        for part in parts {
            let last = panels.len() - 1;
            let holds = &mut panels[last];
            // Nothing but the repeated column before it: there is no better place.
            let fresh = holds.len() <= 1;
            if fresh || wide(holds) + wide(&part) <= width + GAP {
                holds.extend(part);
            } else {
                panels.push([vec![0], part].concat());
            }
        }
    }
    panels
}

/// Some columns of a table, beside one another.
struct Panel<'t> {
    table: &'t Table,
    widths: &'t [usize],
    columns: Vec<usize>,
}

impl Panel<'_> {
    fn write(&self, out: &mut String) {
        let whole = self.columns.iter().map(|at| self.widths[*at] + GAP);
        let whole = whole.sum::<usize>().saturating_sub(GAP);
        let rule = format!("{}\n", "─".repeat(whole));
        if !is_list(self.table) {
            out.push_str(&rule);
        }
        self.groups(out);
        let head = |at: usize| self.table.columns[at].name.clone();
        self.lines(out, &head, true);
        if !is_list(self.table) {
            out.push_str(&rule);
        }
        for row in &self.table.rows {
            match row {
                Row::Heading(text) => {
                    for line in wrapped(text, whole.max(NARROWEST)) {
                        out.push_str(&format!("{line}\n"));
                    }
                }
                Row::Cells(cells) => self.cells(out, cells),
                Row::Total(cells) => {
                    out.push_str(&rule);
                    self.cells(out, cells);
                }
            }
        }
        if !is_list(self.table) {
            out.push_str(&rule);
        }
    }

    /// The headings above the heads, each at the start of its columns.
    fn groups(&self, out: &mut String) {
        if self.table.groups().is_empty() {
            return;
        }
        let group = |at: &usize| self.table.columns[*at].group.as_str();
        let runs = self
            .columns
            .chunk_by(|one, next| !group(one).is_empty() && group(one) == group(next));
        let heads: Vec<(Vec<String>, usize)> = runs
            .map(|run| {
                let room = run.iter().map(|at| self.widths[*at] + GAP).sum::<usize>() - GAP;
                (wrapped(group(&run[0]), room), room)
            })
            .collect();
        let deepest = heads.iter().map(|(lines, _)| lines.len()).max();
        for line in 0..deepest.unwrap_or(0) {
            let mut text = String::new();
            for (lines, room) in &heads {
                let words = lines.get(line).map_or("", String::as_str);
                let rest = room.saturating_sub(words.width());
                text.push_str(&format!("{words}{}", " ".repeat(rest + GAP)));
            }
            out.push_str(&format!("{}\n", text.trim_end()));
        }
    }

    fn cells(&self, out: &mut String, cells: &[Cell]) {
        let shown = |at: usize| {
            let column = &self.table.columns[at];
            cells
                .get(at)
                .map_or_else(String::new, |cell| column.shows(cell))
        };
        self.lines(out, &shown, false);
    }

    /// One row, in as many lines as its longest cell takes.
    fn lines(&self, out: &mut String, shown: &dyn Fn(usize) -> String, foot: bool) {
        let cells: Vec<(usize, Vec<String>)> = self
            .columns
            .iter()
            .map(|at| {
                let text = shown(*at);
                let lines = match is_list(self.table) {
                    true => vec![cut(&text.replace('\n', " "), self.widths[*at])],
                    false => wrapped(&text, self.widths[*at]),
                };
                (*at, lines)
            })
            .collect();
        let deepest = cells.iter().map(|(_, lines)| lines.len()).max();
        let deepest = deepest.unwrap_or(0).max(1);
        for line in 0..deepest {
            let mut text = String::new();
            for (at, lines) in &cells {
                // Heads stand on the line above their column, cells begin with their row.
                let skipped = if foot { deepest - lines.len() } else { 0 };
                let words = line.checked_sub(skipped).and_then(|it| lines.get(it));
                let words = words.map_or("", String::as_str);
                let rest = " ".repeat(self.widths[*at].saturating_sub(words.width()));
                text.push_str(&match self.table.columns[*at].number {
                    true => format!("{rest}{words}  "),
                    false => format!("{words}{rest}  "),
                });
            }
            out.push_str(&format!("{}\n", text.trim_end()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::Column;
    use crate::report::table::tests::example;

    fn shown(table: &Table, width: usize) -> String {
        let mut out = String::new();
        write(&mut out, table, width);
        let widest = out.lines().map(UnicodeWidthStr::width).max();
        assert!(widest.unwrap_or(0) <= width, "{out}");
        out
    }

    #[test]
    fn a_table_has_its_caption_groups_headings_total_and_notes() {
        insta::assert_snapshot!(shown(&example(), 80), @r"
        Codes by category
        ──────────────────────────────────────────────
                       All (N=468)  Vulnerable child
                                    (N=259)
        Code              N      %        N          %
        ──────────────────────────────────────────────
        Push factors
        Кедейлік <үй>   169   36.1       69       26.6
        =1+1 & debt       3    0.6        0        0.0
        ──────────────────────────────────────────────
        Any             170   36.3       69       26.6
        ──────────────────────────────────────────────
        Percentages are of respondents.
        ");
    }

    #[test]
    fn what_is_too_wide_goes_on_below_with_its_first_column() {
        insta::assert_snapshot!(shown(&example(), 34), @r"
        Codes by category
        ──────────────────────────
                       All (N=468)
        Code              N      %
        ──────────────────────────
        Push factors
        Кедейлік <үй>   169   36.1
        =1+1 & debt       3    0.6
        ──────────────────────────
        Any             170   36.3
        ──────────────────────────

        ─────────────────────────────────
                       Vulnerable child
                       (N=259)
        Code                 N          %
        ─────────────────────────────────
        Push factors
        Кедейлік <үй>       69       26.6
        =1+1 & debt          0        0.0
        ─────────────────────────────────
        Any                 69       26.6
        ─────────────────────────────────
        Percentages are of respondents.
        ");
    }

    #[test]
    fn words_wrap_in_a_table_and_are_cut_in_a_list_and_wide_letters_take_two_columns() {
        let words = "我们没有钱买煤 и дров тоже не было всю зиму";
        let rows = vec![vec![words.to_owned(), "12".to_owned()]];
        let mut table = Table::of_text([("words", false), ("n", true)], rows);
        insta::assert_snapshot!(shown(&table, 30), @r"
        words                        n
        我们没有钱买煤 и дров тож…  12
        ");
        table.caption = "Caption".to_owned();
        insta::assert_snapshot!(shown(&table, 30), @r"
        Caption
        ──────────────────────────────
        words                        n
        ──────────────────────────────
        我们没有钱买煤 и дров тоже  12
        не было всю зиму
        ──────────────────────────────
        ");
    }

    #[test]
    fn a_table_without_rows_or_columns_is_no_reason_to_fail() {
        let mut table = Table::default();
        assert_eq!(shown(&table, 40), "\n\n");
        table.columns.push(Column::text("a"));
        assert_eq!(shown(&table, 40), "a\n\n");
    }
}
