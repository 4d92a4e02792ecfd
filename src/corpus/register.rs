//! The register: who the respondents are and what is known about each. Types are inferred per
//! column; values stay as written; contradictions are refused rather than settled.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::role::ColumnMap;
use super::role_words::{Column, plain};
use super::sheet::{Cell, Sheet};
use super::sheet_error::{Contradiction, SheetError};
use crate::model::respondent::{Kind, Value};

/// What a register says.
#[derive(Debug, Clone, PartialEq)]
pub struct Register {
    /// Attributes in the order of the columns.
    pub attributes: Vec<NewAttribute>,
    /// One for every respondent, or for every source of a respondent.
    pub rows: Vec<RegisterRow>,
    /// What the user should know.
    pub remarks: Vec<String>,
    /// Cells that are kept as words in columns that are nearly all dates or numbers.
    pub as_words: Vec<String>,
}

/// An attribute as the register words it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewAttribute {
    /// The name for queries, for example `attends_school`.
    pub name: String,
    /// The heading, or what the variable asks.
    pub label: String,
    /// What its values are.
    pub kind: Kind,
}

/// One row of the register.
#[derive(Debug, Clone, PartialEq)]
pub struct RegisterRow {
    /// The row in the file.
    pub row: usize,
    /// The respondent.
    pub respondent: String,
    /// The source that holds the respondent's words, where the register says so.
    pub source: Option<String>,
    /// Values by attribute name; a missing value is absent.
    pub values: BTreeMap<String, Value>,
}

/// Words that stand for "no value" in a column of numbers or dates; in a column of words they are words.
const NOTHING: [&str; 11] = [
    "na",
    "n/a",
    "n.a.",
    "none",
    "null",
    "nan",
    "-",
    "–",
    "—",
    ".",
    "нет данных",
];

/// Reads the register from a sheet.
pub fn register(sheet: &Sheet, map: &ColumnMap) -> Result<Register, SheetError> {
    let source = map.at(Column::Source);
    let who = match (map.at(Column::Respondent), source) {
        (Some(column), _) | (None, Some(column)) => column,
        (None, None) => map.need(sheet, Column::Respondent)?,
    };
    let mut remarks = sheet.remarks.clone();
    let mut rows = Vec::new();
    let mut at_row = Vec::new();
    for row in 0..sheet.rows.len() {
        let Some(respondent) = respondent_name(sheet.cell(row, who)) else {
            return Err(SheetError::Cell {
                name: sheet.name.clone(),
                row: sheet.number(row),
                column: sheet.columns[who].clone(),
                found: String::new(),
                expected: "the respondent's number or name",
            });
        };
        let source = source.and_then(|column| respondent_name(sheet.cell(row, column)));
        rows.push(RegisterRow {
            row: sheet.number(row),
            respondent,
            source,
            values: BTreeMap::new(),
        });
        at_row.push(row);
    }
    let mut attributes: Vec<NewAttribute> = Vec::new();
    let mut as_words = Vec::new();
    for (column, heading) in sheet.columns.iter().enumerate() {
        let standard = match map.role(column) {
            Some(role @ (Column::Category | Column::Gender | Column::Age)) => Some(role),
            Some(Column::Attribute) | None => None,
            Some(_) => continue,
        };
        let name = standard.map_or_else(|| attribute_name(heading), |role| role.name().to_owned());
        if let Some(other) = attributes.iter().find(|it| it.name == name) {
            return Err(SheetError::TwoColumns {
                name: sheet.name.clone(),
                role: standard.map_or("attribute", Column::name),
                first: other.label.clone(),
                second: heading.clone(),
            });
        }
        let age = standard == Some(Column::Age);
        let (kind, told) = match age {
            true => (Kind::Number, None),
            false => kind(sheet, column, who),
        };
        as_words.extend(told);
        for (entry, row) in rows.iter_mut().zip(&at_row) {
            let cell = sheet.cell(*row, column);
            if let Some(value) = value(cell, kind) {
                if age && let Some(remark) = odd_age(&value, entry, heading) {
                    remarks.push(remark);
                }
                entry.values.insert(name.clone(), value);
            }
        }
        let label = sheet.labels[column]
            .clone()
            .unwrap_or_else(|| heading.clone());
        attributes.push(NewAttribute { name, label, kind });
    }
    let rows = once(sheet, rows, &mut remarks)?;
    Ok(Register {
        attributes,
        rows,
        remarks,
        as_words,
    })
}

/// The name of a respondent, so that `306`, `"306 "` and `306.0` are one person.
pub fn respondent_name(cell: &Cell) -> Option<String> {
    let words = cell.words()?;
    let whole = words.split_once('.').filter(|(whole, rest)| {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
        digits(whole) && !rest.is_empty() && rest.bytes().all(|it| it == b'0')
    });
    let words = whole.map_or(words.as_str(), |(whole, _)| whole);
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// `Attends school?` is `attends_school` in a query.
pub fn attribute_name(heading: &str) -> String {
    let name = plain(heading).replace(' ', "_");
    if name.is_empty() {
        "attribute".to_owned()
    } else {
        name
    }
}

/// So many of ten filled cells must be dates (or numbers) for those that are none to be slips.
const NEARLY_ALL: usize = 8;

/// Numbers when every filled cell is one, dates when nearly every one is, words otherwise; and what is to
/// be told of cells that are none though nearly all are.
fn kind(sheet: &Sheet, column: usize, who: usize) -> (Kind, Option<String>) {
    let filled: Vec<usize> = (0..sheet.rows.len())
        .filter(|row| {
            let cell = sheet.cell(*row, column);
            !cell.is_empty() && !is_nothing(cell)
        })
        .collect();
    let none_of = |is: &dyn Fn(&Cell) -> bool| -> Vec<usize> {
        let odd = filled.iter().filter(|row| !is(sheet.cell(**row, column)));
        odd.copied().collect()
    };
    let nearly = |odd: &[usize]| (filled.len() - odd.len()) * 10 >= filled.len() * NEARLY_ALL;
    let heading = &sheet.columns[column];
    let named = |odd: &[usize]| {
        let cells = odd.iter().take(5).map(|row| {
            let cell = sheet.cell(*row, column).words().unwrap_or_default();
            let whose = respondent_name(sheet.cell(*row, who)).unwrap_or_default();
            format!(
                "row {} (respondent {whose}) is `{cell}`",
                sheet.number(*row)
            )
        });
        let cells = cells.collect::<Vec<_>>().join(", ");
        match odd.len().saturating_sub(5) {
            0 => cells,
            more => format!("{cells} and {more} more"),
        }
    };
    let no_dates = none_of(&|it| date(it).is_some());
    let no_numbers = none_of(&|it| number(it).is_some());
    if filled.is_empty() {
        return (Kind::Text, None);
    }
    if no_numbers.is_empty() {
        return (Kind::Number, None);
    }
    // A column of days is nothing else, and one slip must not make words of all of them.
    if nearly(&no_dates) {
        let told = (!no_dates.is_empty()).then(|| {
            format!(
                "`{heading}`: {}, kept as words, expected a day such as 2025-04-11 or an empty cell",
                named(&no_dates)
            )
        });
        return (Kind::Date, told);
    }
    let beyond = |row: &usize| is_beyond(sheet.cell(*row, column));
    let told = (nearly(&no_numbers) || no_numbers.iter().all(beyond)).then(|| {
        format!(
            "`{heading}` is kept as words, not as numbers: {}, expected a number or an empty cell",
            named(&no_numbers)
        )
    });
    (Kind::Text, told)
}

fn value(cell: &Cell, kind: Kind) -> Option<Value> {
    if cell.is_empty() || kind != Kind::Text && is_nothing(cell) {
        return None;
    }
    let typed = match kind {
        Kind::Number => number(cell).map(Value::Number),
        Kind::Date => date(cell).map(Value::Date),
        Kind::Text => None,
    };
    typed.or_else(|| cell.words().map(Value::Text))
}

fn is_nothing(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if NOTHING.contains(&text.trim().to_lowercase().as_str()))
}

/// `15`, `-2`, `2.5` and `2,5`; not `007`, which is a label, and not `1e5` or `1,706`.
fn number(cell: &Cell) -> Option<f64> {
    let text = match cell {
        Cell::Number(number) => return Some(*number).filter(|it| it.is_finite()),
        Cell::Text(text) => text.trim(),
        Cell::Empty | Cell::Date(_) => return None,
    };
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, part) = match digits.split_once(['.', ',']) {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let all = |text: &str| !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    let labelled = whole.len() > 1 && whole.starts_with('0');
    let thousands = digits.contains(',') && part.is_some_and(|part| part.len() > 2);
    if !all(whole) || labelled || thousands || part.is_some_and(|part| !all(part)) {
        return None;
    }
    let number = text.replace(',', ".").parse().ok();
    number.filter(|it: &f64| it.is_finite())
}

/// Whether a cell is a number that no program reckons with: hundreds of digits.
fn is_beyond(cell: &Cell) -> bool {
    let words = cell.words().unwrap_or_default().replace(',', ".");
    words.parse().is_ok_and(f64::is_infinite)
}

/// `2025-04-11` and `11.04.2025`.
fn date(cell: &Cell) -> Option<Date> {
    let text = match cell {
        Cell::Date(date) => return Some(*date),
        Cell::Text(text) => text.trim(),
        Cell::Empty | Cell::Number(_) => return None,
    };
    let mut parts = text.split(['-', '.']);
    let (first, month, last) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, day) = if text.contains('-') {
        (first, last)
    } else {
        (last, first)
    };
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

fn odd_age(value: &Value, entry: &RegisterRow, heading: &str) -> Option<String> {
    let RegisterRow {
        row, respondent, ..
    } = entry;
    let why = match value {
        Value::Number(age) if *age < 0.0 => "is negative",
        Value::Number(age) if age.fract() != 0.0 => "is not a whole number of years",
        Value::Number(age) if *age > 120.0 => "is more than 120",
        Value::Number(_) => return None,
        Value::Text(_) | Value::Date(_) => "is not a number and is kept as words",
    };
    Some(format!(
        "row {row}: `{heading}` of respondent `{respondent}` is `{value}`, which {why}"
    ))
}

/// Respondents once, or once for each of their sources; rows that disagree are refused.
fn once(
    sheet: &Sheet,
    rows: Vec<RegisterRow>,
    remarks: &mut Vec<String>,
) -> Result<Vec<RegisterRow>, SheetError> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut told = BTreeSet::new();
    let mut kept: Vec<RegisterRow> = Vec::new();
    for row in rows {
        let Some(known) = first.get(&row.respondent).and_then(|at| kept.get(*at)) else {
            first.insert(row.respondent.clone(), kept.len());
            told.insert((row.respondent.clone(), row.source.clone()));
            kept.push(row);
            continue;
        };
        let names: BTreeSet<&String> = known.values.keys().chain(row.values.keys()).collect();
        let said = |row: &RegisterRow, name: &String| {
            let value = row.values.get(name);
            value.map_or_else(String::new, ToString::to_string)
        };
        let differ = names
            .into_iter()
            .filter(|name| known.values.get(*name) != row.values.get(*name))
            .map(|name| (name.clone(), said(known, name), said(&row, name)));
        let differ: Vec<_> = differ.collect();
        if !differ.is_empty() {
            let contradiction = Contradiction {
                name: sheet.name.clone(),
                respondent: row.respondent.clone(),
                first: known.row,
                second: row.row,
                attributes: differ,
            };
            return Err(Box::new(contradiction).into());
        }
        if !told.insert((row.respondent.clone(), row.source.clone())) {
            remarks.push(format!(
                "row {}: respondent `{}` is there twice, with the same values",
                row.row, row.respondent
            ));
        } else {
            kept.push(row);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::super::role::decide;
    use super::super::sheet;
    use super::*;

    fn read(text: &str) -> Result<Register, SheetError> {
        let sheet = sheet::read("r.csv", text.as_bytes())?;
        let (_, map) = decide(&sheet, &[])?;
        register(&sheet, &map)
    }

    #[test]
    fn kinds_are_inferred_and_names_normalised() {
        let text = "ID;Sex;Возраст;Attends school?;Seen on;Room;Weight;Note\n\
                    306;female;15;yes;11.04.2025;007;2,5;None\n\
                    307.0;Male;NA;;2025-04-12;012;3;\n";
        let register = read(text).expect("a register");
        let kinds: Vec<_> = register
            .attributes
            .iter()
            .map(|it| (it.name.as_str(), it.kind))
            .collect();
        let expected = [
            ("gender", Kind::Text),
            ("age", Kind::Number),
            ("attends_school", Kind::Text),
            ("seen_on", Kind::Date),
            ("room", Kind::Text),
            ("weight", Kind::Number),
            ("note", Kind::Text),
        ];
        assert_eq!(kinds, expected);
        assert_eq!(register.attributes[1].label, "Возраст");
        let (first, second) = (&register.rows[0], &register.rows[1]);
        assert_eq!(
            (first.respondent.as_str(), second.respondent.as_str()),
            ("306", "307")
        );
        assert_eq!(first.values["age"], Value::Number(15.0));
        assert_eq!(first.values["note"], Value::Text("None".to_owned()));
        assert_eq!(second.values["gender"], Value::Text("Male".to_owned()));
        assert!(!second.values.contains_key("age") && !second.values.contains_key("note"));
        assert_eq!(second.values["seen_on"].to_string(), "2025-04-12");
    }

    #[test]
    fn a_contradiction_names_both_rows() {
        let error = read("respondent,age\n306,15\n307,9\n\"306 \",17\n").expect_err("two ages");
        assert_eq!(
            error.to_string(),
            "rows 2 and 4 of `r.csv` give respondent `306` the age `15` and `17`, expected one value"
        );
        let register = read("respondent,age\n306,15\n306,15\n").expect("the same");
        assert_eq!((register.rows.len(), register.remarks.len()), (1, 1));
        let register = read("respondent,source,age\n306,a,15\n306,b,15\n").expect("two sources");
        assert_eq!(register.rows.len(), 2);
        assert!(read("respondent,age\n,15\n").is_err());
        let error = read("ID;Sex;Age;Town\n306;f;15;Aland\n306;m;15;\n").expect_err("two genders");
        assert_eq!(
            error.to_string(),
            "rows 2 and 3 of `r.csv` give respondent `306` the gender `f` and `m`, and the town `Aland` and nothing, \
             expected one value of each"
        );
    }

    #[test]
    fn odd_ages_are_remarked_and_kept() {
        let register =
            read("respondent,age\n1,-3\n2,9.5\n3,about ten\n4,11\n").expect("a register");
        assert_eq!(register.remarks.len(), 3);
        assert_eq!(
            register.remarks[0],
            "row 2: `age` of respondent `1` is `-3`, which is negative"
        );
        assert_eq!(
            register.rows[2].values["age"],
            Value::Text("about ten".to_owned())
        );
        assert_eq!(register.attributes[0].kind, Kind::Number);
    }

    #[test]
    fn cells_that_are_no_date_or_number_among_many_are_told() {
        let mut text = "respondent,seen on,siblings,town,grade\n".to_owned();
        for row in 1..=9 {
            text.push_str(&format!(
                "{row},2025-03-0{row},{row},Town {row},{}\n",
                row % 2
            ));
        }
        text.push_str("10,31.02.2025,many,7,NA\n");
        let register = read(&text).expect("a register");
        assert_eq!(
            register.as_words,
            [
                "`seen on`: row 11 (respondent 10) is `31.02.2025`, kept as words, expected a day such as 2025-04-11 or an empty cell",
                "`siblings` is kept as words, not as numbers: row 11 (respondent 10) is `many`, expected a number or an empty cell",
            ]
        );
        assert_eq!(
            register.rows[9].values["seen_on"],
            Value::Text("31.02.2025".to_owned()),
            "as it is written"
        );
        let kinds: Vec<Kind> = register.attributes.iter().map(|it| it.kind).collect();
        let (date, text) = (Kind::Date, Kind::Text);
        assert_eq!(
            kinds,
            [date, text, text, Kind::Number],
            "the other days are days"
        );
        let all_dates = read("respondent,day\n1,2025-03-01\n2,\n").expect("a register");
        assert!(all_dates.as_words.is_empty());
        let words = read("respondent,note\n1,2025-03-01\n2,later\n3,no\n").expect("a register");
        assert!(words.as_words.is_empty(), "{:?}", words.as_words);
    }

    #[test]
    fn a_number_beyond_all_numbers_is_kept_as_words_and_told() {
        let beyond = "9".repeat(310);
        let read = read(&format!(
            "respondent,age,income\n1,{beyond},{beyond}\n2,9,5\n"
        ));
        let register = read.expect("a register");
        let words = Some(&Value::Text(beyond.clone()));
        let first = &register.rows[0].values;
        assert_eq!((first.get("age"), first.get("income")), (words, words));
        assert!(
            register
                .remarks
                .iter()
                .any(|it| it.contains("kept as words"))
        );
        assert_eq!(register.as_words.len(), 1, "{:?}", register.as_words);
        assert!(register.as_words[0].starts_with("`income` is kept as words"));
    }

    #[test]
    fn what_looks_like_a_number_may_be_a_label() {
        for text in ["007", "1e5", "1,706", "NaN", "inf", "1 000", "--1", "."] {
            assert_eq!(number(&Cell::of(text)), None, "{text}");
        }
        assert_eq!(number(&Cell::of(&"9".repeat(310))), None, "beyond");
        for (text, value) in [("0", 0.0), ("0.5", 0.5), ("-2", -2.0), ("2,5", 2.5)] {
            assert_eq!(number(&Cell::of(text)), Some(value));
        }
        for text in ["31.02.2025", "2025-13-01", "1.2.25", "2025-04-11-1"] {
            assert_eq!(date(&Cell::of(text)), None, "{text}");
        }
    }
}
