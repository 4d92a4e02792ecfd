//! Numbers in a draft: every "N (x %)", "N of M" and "x %", and those in columns of their own, tied to the
//! cell of a table of the project that its sentence, or its row and column, names, and held against what
//! the table says today.

use std::sync::LazyLock;

use regex::Regex;

use super::around::{Around, OF_WHOM, says_something};
use super::draft::Draft;
use super::draft_tables::{Entry, Heads, Table, tables};
use crate::model::span::Span;

/// A number as it is printed.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// Where it stands.
    pub span: Span,
    /// How many.
    pub n: Option<u64>,
    /// Of how many.
    pub base: Option<u64>,
    /// In per cent.
    pub percent: Option<f64>,
    /// Digits behind the point of the per cent.
    pub decimals: usize,
}

/// A cell of a table of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// The code that is counted; none where respondents are.
    pub code: Option<String>,
    /// The group that is counted, or counted in; empty for all.
    pub group: String,
    /// The group within which it is counted, where that is not everybody.
    pub within: Option<String>,
    /// How many.
    pub n: u64,
    /// Of how many.
    pub base: u64,
}

impl Cell {
    /// In per cent; `None` when the base is empty.
    pub fn percent(&self) -> Option<f64> {
        (self.base > 0).then(|| 100.0 * self.n as f64 / self.base as f64)
    }

    /// What it counts, in words.
    pub fn what(&self) -> String {
        match (&self.code, self.group.as_str(), &self.within) {
            (Some(code), "", _) => format!("{code}, all"),
            (Some(code), group, _) => format!("{code}, {group}"),
            (None, group, None) => format!("respondents: {group}"),
            (None, group, Some(within)) => format!("respondents: {group}, of {within}"),
        }
    }
}

/// How a number stands to today's tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is what the table says.
    Holds,
    /// The table says something else.
    Differs,
    /// Nothing near it names a code or a group of the project.
    Untied,
}

impl Standing {
    /// In a word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::Differs => "differs",
            Self::Untied => "untied",
        }
    }
}

/// A number with the cell that it was tied to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The number.
    pub number: Number,
    /// The place in the draft, in words.
    pub place: String,
    /// As it is printed.
    pub printed: String,
    /// The cell.
    pub cell: Option<Cell>,
    /// How it stands.
    pub standing: Standing,
}

const DIGITS: &str = r"\d{1,3}(?:[\x20\u{a0}\u{202f},]\d{3})+|\d+";
const CENT: &str = r"(?:%|per\x20?cent\b|процент\p{L}*|пайыз\p{L}*)";

static PATTERNS: LazyLock<Regex> = LazyLock::new(|| {
    let pattern = format!(
        r"(?x)(?i)
        \b(?P<n1>{DIGITS}) \s* \( \s* (?P<p1>\d+(?:[.,]\d+)?) \s* {CENT} \s* \)
      | \b(?P<n2>{DIGITS}) \s+ (?:out\s+of|of|из) \s+ (?:the\s+|all\s+)? (?P<b2>{DIGITS})\b
        (?: [^.;\n()]{{0,40}} \( \s* (?P<p2>\d+(?:[.,]\d+)?) \s* {CENT} \s* \) )?
      | \b(?P<p3>\d+(?:[.,]\d+)?) \s* {CENT} (?: \s* \( \s* (?P<n3>{DIGITS}) (?: \s* (?:/|of|из) \s* (?P<b3>{DIGITS}) )? \s* \) )?
    "
    );
    Regex::new(&pattern).expect("the pattern is written above")
});

/// A number at the beginning of a text.
static FIGURE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(&format!(r"^(?:(?x){DIGITS})\b")).expect("the pattern is written above")
});

/// Numbers that are years rather than people.
const YEARS: std::ops::RangeInclusive<u64> = 1900..=2100;

/// The numbers of a draft, in order; `tables` are those of the draft.
fn numbers(draft: &Draft, tables: &[Table]) -> Vec<Number> {
    let in_columns = tables.iter().flat_map(|it| it.entries(&draft.text));
    let mut all: Vec<Number> = in_columns
        .filter_map(|it| of_entry(&draft.text, it))
        .collect();
    let found = PATTERNS.captures_iter(&draft.text).filter_map(|it| {
        let whole = it.get(0)?;
        let named = |names: [&str; 3]| names.iter().find_map(|name| it.name(name));
        let count = |names| count_of(named(names)?.as_str());
        let percent = named(["p1", "p2", "p3"]).map(|it| it.as_str());
        let (percent, decimals) = percent.map_or((None, 0), percent_of);
        Some(Number {
            span: Span {
                start: whole.start(),
                end: whole.end(),
            },
            n: count(["n1", "n2", "n3"]),
            base: count(["b2", "b3", "b3"]),
            percent,
            decimals,
        })
    });
    let found: Vec<Number> = found
        .filter(|it| !all.iter().any(|other| other.span.overlaps(it.span)))
        .collect();
    all.extend(found);
    // `, of whom 5 were migrants`.
    let begun = OF_WHOM.find_iter(&draft.text).filter_map(|it| {
        let rest = &draft.text[it.end()..];
        let start = it.end() + (rest.len() - rest.trim_start().len());
        let figure = FIGURE.find(&draft.text[start..])?;
        let n = count_of(figure.as_str()).filter(|it| !YEARS.contains(it));
        Some(Number {
            span: Span {
                start,
                end: start + figure.end(),
            },
            n: Some(n?),
            base: None,
            percent: None,
            decimals: 0,
        })
    });
    let begun: Vec<Number> = begun
        .filter(|it| !all.iter().any(|other| other.span.overlaps(it.span)))
        .collect();
    all.extend(begun);
    all.sort_by_key(|it| it.span.start);
    all
}

fn count_of(printed: &str) -> Option<u64> {
    let digits = printed.chars().filter(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}

/// A number in per cent, and its digits behind the point.
fn percent_of(printed: &str) -> (Option<f64>, usize) {
    let plain: String = printed
        .chars()
        .map(|it| if it == ',' { '.' } else { it })
        .filter(|it| it.is_ascii_digit() || *it == '.')
        .collect();
    let behind = plain.split_once('.').map_or(0, |(_, behind)| behind.len());
    (plain.parse().ok(), behind)
}

/// What stands in cells of their own, or as `12 (34.3)` in one.
fn of_entry(text: &str, entry: Entry) -> Option<Number> {
    let cell = |it: Span| &text[it.range()];
    let (count, percent) = match (entry.count, entry.percent) {
        (Some(one), Some(other)) if one == other => cell(one).split_once('(').unzip(),
        (count, percent) => (count.map(cell), percent.map(cell)),
    };
    let (percent, decimals) = percent.map_or((None, 0), percent_of);
    let spans = entry.count.into_iter().chain(entry.percent);
    Some(Number {
        span: spans.reduce(Span::union)?,
        n: count.and_then(count_of),
        base: None,
        percent,
        decimals,
    })
}

/// Names that a number is tied by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Named<'n> {
    code: Option<&'n str>,
    group: Option<&'n str>,
    /// The group within which the group is counted, in a table of respondents by two attributes.
    within: Option<&'n str>,
}

/// Ties every number to a cell and compares.
pub fn check(draft: &Draft, cells: &[Cell]) -> Vec<Checked> {
    let mut codes: Vec<&str> = cells.iter().filter_map(|it| it.code.as_deref()).collect();
    let mut groups: Vec<&str> = cells.iter().map(|it| it.group.as_str()).collect();
    for names in [&mut codes, &mut groups] {
        names.sort_unstable();
        names.dedup();
        names.retain(|it| says_something(it));
    }
    let tables = tables(draft);
    let paragraphs = draft.paragraphs();
    let all = numbers(draft, &tables);
    let spans: Vec<Span> = all.iter().map(|it| it.span).collect();
    let check = |number: Number| {
        let heads = tables
            .iter()
            .find_map(|it| it.heads(&draft.text, number.span.start));
        let named = match heads {
            Some(heads) => by_heads(&heads, &codes, &groups),
            None => {
                let (what, whom) = Around::in_sentence(draft, &paragraphs, number.span, &spans);
                Named {
                    code: what.nearest(&codes),
                    group: whom.nearest(&groups),
                    within: None,
                }
            }
        };
        let cell = cell(&number, named, cells);
        Checked {
            standing: cell.map_or(Standing::Untied, |cell| standing(&number, cell)),
            place: draft.place(number.span.start),
            printed: number
                .span
                .of(&draft.text)
                .unwrap_or_default()
                .replace('\t', " | "),
            cell: cell.cloned(),
            number,
        }
    };
    all.into_iter().map(check).collect()
}

/// The cell that a number with these names is of. Codes of two families may have one name, and a share
/// may be of the column or of the row: of several cells it is the one that the number fits.
fn cell<'c>(number: &Number, named: Named<'_>, cells: &'c [Cell]) -> Option<&'c Cell> {
    if named == Named::default() {
        return None;
    }
    let best = |mut found: Vec<&'c Cell>| {
        let fits = |it: &&Cell| standing(number, it) == Standing::Holds;
        let at = found.iter().position(fits).unwrap_or(0);
        (at < found.len()).then(|| found.swap_remove(at))
    };
    let near = named.group.unwrap_or_default();
    if let Some(within) = named.within {
        let is = |it: &&Cell| {
            let inner = it.within.as_deref();
            (it.group == near && inner == Some(within))
                || (it.group == within && inner == Some(near))
        };
        return best(cells.iter().filter(is).collect());
    }
    let of = |group: &str, base: Option<u64>| {
        let is = |it: &&Cell| {
            it.within.is_none()
                && it.code.as_deref() == named.code
                && it.group == group
                && base.is_none_or(|base| base == it.base)
        };
        best(cells.iter().filter(is).collect())
    };
    // The base may say that all are meant, whatever group is named beside; one that no cell has any
    // more is the base of the cell that is named.
    of(near, number.base)
        .or_else(|| of("", number.base))
        .or_else(|| of(near, None))
}

/// What a cell of a table in the draft is about. The row names a code or a group, the column or the
/// caption the other, or a second group; a row that names neither, such as a total, is tied to nothing,
/// nor is a table about agreement.
fn by_heads<'n>(heads: &Heads, codes: &[&'n str], groups: &[&'n str]) -> Named<'n> {
    if heads.of_agreement {
        return Named::default();
    }
    let all = [
        "all",
        "total",
        "overall",
        "everybody",
        "всего",
        "итого",
        "все",
        "барлығы",
    ];
    let (row, column, caption) = (
        Around::all(&heads.row),
        Around::all(&heads.column),
        Around::all(&heads.caption),
    );
    if let Some(code) = row.nearest(codes) {
        let of_all = column.has(&all);
        let group = column.nearest(groups);
        let told = || caption.nearest(groups).filter(|_| !of_all);
        return Named {
            code: Some(code),
            group: group.or_else(told),
            within: None,
        };
    }
    match row.nearest(groups) {
        Some(group) => {
            let code = column.nearest(codes).or_else(|| caption.nearest(codes));
            let within = column.nearest(groups);
            Named {
                code,
                group: Some(group),
                within: within.filter(|it| code.is_none() && *it != group),
            }
        }
        None => Named::default(),
    }
}

/// Whether what is printed is what the cell says, at as many digits as are printed.
fn standing(number: &Number, cell: &Cell) -> Standing {
    let n = number.n.is_none_or(|n| n == cell.n);
    let base = number.base.is_none_or(|base| base == cell.base);
    let half = 0.5 * 10_f64.powi(-(number.decimals as i32));
    let percent = number.percent.is_none_or(|printed| {
        // Half a digit up or down, and what binary fractions add to it.
        cell.percent()
            .is_some_and(|today| (today - printed).abs() <= half + 1e-9)
    });
    match n && base && percent {
        true => Standing::Holds,
        false => Standing::Differs,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit::draft::Counting;

    fn draft(text: &str) -> Draft {
        Draft {
            text: text.to_owned(),
            counting: Counting::Paragraphs,
        }
    }

    fn cells() -> Vec<Cell> {
        let cell = |code: Option<&str>, group: &str, n, base| Cell {
            code: code.map(str::to_owned),
            group: group.to_owned(),
            within: None,
            n,
            base,
        };
        let of = |within: &str, base| Cell {
            within: Some(within.to_owned()),
            ..cell(None, "girl", 30, base)
        };
        vec![
            cell(None, "girl", 200, 468),
            of("migrant", 106),
            Cell {
                group: "migrant".to_owned(),
                ..of("girl", 200)
            },
            cell(Some("Poverty"), "", 169, 468),
            cell(Some("Poverty"), "vulnerable child", 69, 259),
            cell(Some("Poverty"), "migrant", 46, 106),
            cell(Some("Violence at home"), "", 54, 468),
            cell(None, "vulnerable child", 259, 468),
        ]
    }

    fn said(text: &str) -> Vec<(String, &'static str)> {
        let checked = check(&draft(text), &cells());
        let of = |it: &Checked| {
            let what = it.cell.as_ref().map_or_else(String::new, Cell::what);
            (what, it.standing.name())
        };
        checked.iter().map(of).collect()
    }

    #[test]
    fn numbers_are_found_in_their_usual_forms() {
        let of = |text: &str| {
            let draft = draft(text);
            let found = numbers(&draft, &tables(&draft));
            found
                .into_iter()
                .map(|it| (it.n, it.base, it.percent, it.decimals))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("69 (26.6 %)"), [(Some(69), None, Some(26.6), 1)]);
        assert_eq!(
            of("1,204 (26 per cent)"),
            [(Some(1204), None, Some(26.0), 0)]
        );
        assert_eq!(
            of("69 of the 259 (26,6%)"),
            [(Some(69), Some(259), Some(26.6), 1)]
        );
        assert_eq!(of("36.1% of them"), [(None, None, Some(36.1), 1)]);
        assert_eq!(of("26.6% (69/259)"), [(Some(69), Some(259), Some(26.6), 1)]);
        assert_eq!(
            of("69 из 259 (26,6 процента)"),
            [(Some(69), Some(259), Some(26.6), 1)]
        );
        assert_eq!(of("In 2019 the 15-year-old girl"), []);
    }

    #[test]
    fn a_sentence_says_what_its_number_counts() {
        let poverty = "Poverty, vulnerable child".to_owned();
        assert_eq!(
            said("Poverty was named by 69 (26.6 %) of the vulnerable children."),
            [(poverty.clone(), "holds")]
        );
        assert_eq!(
            said("Poverty was named by 70 (27.0 %) of the vulnerable children."),
            [(poverty.clone(), "differs")]
        );
        assert_eq!(
            said("It rained on 12 % of the days."),
            [(String::new(), "untied")]
        );
        assert_eq!(
            said("In all, 54 (11.5 %) told of violence at home and 169 (36.1%) of poverty."),
            [
                ("Violence at home, all".to_owned(), "holds"),
                ("Poverty, all".to_owned(), "holds")
            ]
        );
        assert_eq!(
            said("Of the sample 259 of 468 are vulnerable children."),
            [("respondents: vulnerable child".to_owned(), "holds")]
        );
        // The base has moved.
        assert_eq!(
            said("Poverty moved 69 of 260 vulnerable children."),
            [(poverty, "differs")]
        );
    }

    #[test]
    fn a_number_counts_those_that_stand_with_it() {
        let cell = |group: &str, standing| (format!("Poverty, {group}"), standing);
        for text in [
            "Poverty: 69 of 259 vulnerable children (26.6 %), 46 of 106 migrants (43.4 %).",
            "Poverty moved vulnerable children (69 of 259), migrants (46 of 106).",
            "Poverty moved 69 (26.6 %) of the vulnerable children and 46 (43.4 %) of the migrants.",
        ] {
            let expected = [cell("vulnerable child", "holds"), cell("migrant", "holds")];
            assert_eq!(said(text), expected, "{text}");
        }
        assert_eq!(
            said("Poverty: N = 169 (36.1 %), of whom 45 were migrants and in 2019 none."),
            [cell("all", "holds"), cell("migrant", "differs")]
        );
        assert_eq!(
            said("Poverty: 169 (36.1 %), including 46 (43.4 %) of the migrants."),
            [cell("all", "holds"), cell("migrant", "holds")]
        );
    }

    #[test]
    fn a_table_of_two_groups_is_of_the_one_within_the_other() {
        let of = |what: &str, standing| (format!("respondents: {what}"), standing);
        assert_eq!(
            said(
                "| sex | All N | % | migrants N | % |\n|---|---|---|---|---|\n| girl | 200 | 42.7 | 30 | 28.3 |\n"
            ),
            [of("girl", "holds"), of("girl, of migrant", "holds")]
        );
        assert_eq!(
            said("| category | girls N | % |\n|---|---|---|\n| migrant | 30 | 15.0 |\n"),
            [of("migrant, of girl", "holds")]
        );
        assert_eq!(
            said("| category | girls N | % |\n|---|---|---|\n| migrant | 31 | 15.5 |\n")[0].1,
            "differs"
        );
        // Nothing is known of girls among vulnerable children.
        assert_eq!(
            said("| category | girls N |\n|---|---|\n| vulnerable child | 30 |\n")[0].1,
            "untied"
        );
        assert_eq!(
            said("| code | n | kappa |\n|---|---|---|\n| Poverty | 39 | 0.8 |\n")[0].1,
            "untied"
        );
    }

    #[test]
    fn a_cell_is_named_by_its_row_and_column() {
        let table = "| Factor | All | Vulnerable children | Migrants |\n|---|---|---|---|\n| Poverty | 169 (36.1 %) | 69 (26.6 %) | 45 (42.5 %) |\n";
        assert_eq!(
            said(table),
            [
                ("Poverty, all".to_owned(), "holds"),
                ("Poverty, vulnerable child".to_owned(), "holds"),
                ("Poverty, migrant".to_owned(), "differs")
            ]
        );
    }

    #[test]
    fn numbers_in_columns_of_their_own_are_tied_by_row_and_column() {
        let expected = [
            ("Poverty, vulnerable child".to_owned(), "holds"),
            ("Poverty, migrant".to_owned(), "differs"),
        ];
        for table in [
            "| Factor | Vulnerable children | | Migrants | |\n|---|---|---|---|---|\n| | N | % | N | % |\n| Poverty | 69 | 26.6 | 45 | 42.5 |\n",
            "\tVulnerable children\tMigrants\n\n\tn\tPercent\tn\tPercent\n\nPoverty\t69\t26.6\t45\t42.5\n",
            "Factor\tVulnerable children, N\tVulnerable children, %\tMigrants, N\tMigrants, %\n\nPoverty\t69\t26,6 %\t45\t42,5 %\n",
            "Table 2. Poverty\n\n| Category | Число | % |\n|---|---|---|\n| Vulnerable children | 69 | 26.6 |\n| Migrants | 45 | 42.5 |\n",
        ] {
            assert_eq!(said(table), expected, "{table}");
        }
        assert_eq!(
            said(
                "| Factor | N | % |\n|---|---|---|\n| Poverty | 169 | 36.1 |\n| Violence at home | 54 | 12.5 |\n"
            ),
            [
                ("Poverty, all".to_owned(), "holds"),
                ("Violence at home, all".to_owned(), "differs")
            ]
        );
        assert_eq!(
            said(
                "Table 4. Reasons of vulnerable children\n\n| Factor | N | % |\n|---|---|---|\n| Poverty | 69 | 26.6 |\n"
            ),
            [("Poverty, vulnerable child".to_owned(), "holds")]
        );
        assert_eq!(
            said("| Category | N | % |\n|---|---|---|\n| Vulnerable children | 259 | 55.3 |\n"),
            [("respondents: vulnerable child".to_owned(), "holds")]
        );
    }

    #[test]
    fn totals_and_rows_that_name_nothing_are_tied_to_nothing() {
        for table in [
            "| Factor | Vulnerable children | |\n|---|---|---|\n| | N | % |\n| Total | 259 | 100.0 |\n",
            "| Factor | Vulnerable children |\n|---|---|\n| Total | 259 (100 %) |\n",
            "| Weather | N | % |\n|---|---|---|\n| Rain | 12 | 34.3 |\n",
        ] {
            assert_eq!(said(table), [(String::new(), "untied")], "{table}");
        }
    }
}
