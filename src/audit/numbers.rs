//! Numbers in a draft: every "N (x %)", "N of M" and "x %", tied to the cell of a table of the project
//! that its sentence, or its row and column, names, and held against what the table says today.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::Draft;
use crate::model::sentence::sentences;
use crate::model::span::Span;
use crate::model::words::words;

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
        match (&self.code, self.group.as_str()) {
            (Some(code), "") => format!("{code}, all"),
            (Some(code), group) => format!("{code}, {group}"),
            (None, group) => format!("respondents: {group}"),
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

/// The numbers of a draft, in order.
pub fn numbers(draft: &Draft) -> Vec<Number> {
    let found = PATTERNS.captures_iter(&draft.text).filter_map(|it| {
        let whole = it.get(0)?;
        let named = |names: [&str; 3]| names.iter().find_map(|name| it.name(name));
        let count = |names| -> Option<u64> {
            let digits = named(names)?.as_str().chars().filter(char::is_ascii_digit);
            digits.collect::<String>().parse().ok()
        };
        let percent = named(["p1", "p2", "p3"]).map(|it| it.as_str().replace(',', "."));
        let decimals = percent.as_deref().and_then(|it| it.split_once('.'));
        Some(Number {
            span: Span {
                start: whole.start(),
                end: whole.end(),
            },
            n: count(["n1", "n2", "n3"]),
            base: count(["b2", "b3", "b3"]),
            percent: percent.as_deref().and_then(|it| it.parse().ok()),
            decimals: decimals.map_or(0, |(_, behind)| behind.len()),
        })
    });
    found.collect()
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
    let check = |number: Number| {
        let around = Around::of(draft, number.span);
        let code = around.nearest(&codes);
        let group = around.nearest(&groups);
        let named = code.is_some() || group.is_some();
        let of = |group: &str, base: Option<u64>| {
            let fits = |it: &&Cell| base.is_none_or(|base| base == it.base);
            let mut cells = cells.iter().filter(|it| it.code.as_deref() == code);
            cells.find(|it| it.group == group && fits(it))
        };
        // The base may say that all are meant, whatever group is named beside; one that no cell has any
        // more is the base of the cell that is named.
        let near = group.unwrap_or_default();
        let cell = of(near, number.base)
            .or_else(|| of("", number.base))
            .or_else(|| of(near, None))
            .filter(|_| named);
        Checked {
            standing: cell.map_or(Standing::Untied, |cell| standing(&number, cell)),
            place: draft.place(number.span.start),
            printed: number.span.of(&draft.text).unwrap_or_default().to_owned(),
            cell: cell.cloned(),
            number,
        }
    };
    numbers(draft).into_iter().map(check).collect()
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

/// What stands near a number: its sentence, or the head of its row and of its column.
struct Around {
    /// Folded words with their distance from the number, in bytes.
    words: Vec<(String, usize)>,
}

impl Around {
    fn of(draft: &Draft, number: Span) -> Self {
        let text = &draft.text;
        let paragraphs = draft.paragraphs();
        let whole = Span {
            start: 0,
            end: text.len(),
        };
        let here = paragraphs
            .iter()
            .find(|it| it.start <= number.start && number.end <= it.end);
        let paragraph = here.copied().unwrap_or(whole);
        let line_start = text[..number.start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[number.end..]
            .find('\n')
            .map_or(text.len(), |at| number.end + at);
        let line = &text[line_start..line_end];
        let parts = match line.contains('|') || line.contains('\t') {
            true => {
                let parted = |it: char| it == '|' || it == '\t';
                let column = line[..number.start - line_start].matches(parted).count();
                let first = text[paragraph.start..line_end]
                    .lines()
                    .next()
                    .unwrap_or_default();
                let cell = |line: &str, at: usize| {
                    let found = line.split(parted).nth(at).unwrap_or_default().trim();
                    found.to_owned()
                };
                let row = line.split(parted).map(str::trim).find(|it| !it.is_empty());
                vec![
                    (row.unwrap_or_default().to_owned(), 0),
                    (cell(first, column), 0),
                ]
            }
            false => {
                let all = sentences(text, paragraph);
                let sentence = all
                    .iter()
                    .find(|it| it.start <= number.start && number.start < it.end);
                let sentence = sentence.copied().unwrap_or(paragraph);
                let mut parts = Vec::new();
                for word in words(&text[sentence.range()], None) {
                    let at = sentence.start + word.span.start;
                    // The number itself names nothing.
                    if (number.start..number.end).contains(&at) {
                        continue;
                    }
                    let apart = match at < number.start {
                        // What a number counts stands behind it more often than before it.
                        true => (number.start - at) * 3 / 2,
                        false => at.saturating_sub(number.end),
                    };
                    parts.push((word.folded, apart));
                }
                return Self { words: parts };
            }
        };
        let words_of = |(part, apart): &(String, usize)| -> Vec<(String, usize)> {
            words(part, None).map(|it| (it.folded, *apart)).collect()
        };
        Self {
            words: parts.iter().flat_map(words_of).collect(),
        }
    }

    /// The name all of whose words are here in some form, the nearest; of several as near the longest.
    fn nearest<'n>(&self, names: &[&'n str]) -> Option<&'n str> {
        let apart = |name: &str| -> Option<usize> {
            let mut farthest = 0;
            let mut any = false;
            for word in words(name, None) {
                let same = self
                    .words
                    .iter()
                    .filter(|(it, _)| is_form(&word.folded, it));
                farthest = farthest.max(same.map(|(_, apart)| *apart).min()?);
                any = true;
            }
            any.then_some(farthest)
        };
        let found = names.iter().filter_map(|name| Some((apart(name)?, *name)));
        found
            .min_by_key(|(apart, name)| (*apart, usize::MAX - name.len(), *name))
            .map(|(_, name)| name)
    }
}

/// Whether a name can be told from other words: not a number, and no plain yes or no.
fn says_something(name: &str) -> bool {
    let plain = ["yes", "no", "да", "нет", "иә", "жоқ"];
    name.chars().any(char::is_alphabetic) && !plain.contains(&name.to_lowercase().as_str())
}

/// Whether two words are forms of one: they begin alike, and little follows.
fn is_form(name: &str, word: &str) -> bool {
    let letters = |it: &str| it.chars().count();
    let same = name
        .chars()
        .zip(word.chars())
        .take_while(|(a, b)| a == b)
        .count();
    let long = letters(name).max(letters(word));
    name == word || (same >= 4 && long - same <= 3) || (same >= 3 && long - same <= 1)
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
            n,
            base,
        };
        vec![
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
            let found = numbers(&draft(text));
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
}
