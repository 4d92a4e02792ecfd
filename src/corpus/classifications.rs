//! A table of classifications made elsewhere: who put which respondent into which value, because of
//! what. Whether there are such respondents, values and words is for the project to check.

use super::register::respondent_name;
use super::role_words::plain;
use super::sheet::Sheet;
use super::sheet_error::SheetError;

/// One row of a table of classifications.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClassificationRow {
    /// The row in the file.
    pub row: usize,
    /// The respondent's name.
    pub respondent: String,
    /// The attribute; `None` when the table does not say.
    pub attribute: Option<String>,
    /// The value.
    pub value: String,
    /// Which of the value's reasons.
    pub reason: Option<String>,
    /// Who classified; `None` when the table does not say.
    pub coder: Option<String>,
    /// What it rests on, as `SOURCE:START-END` or in words.
    pub because: Vec<String>,
    /// A note.
    pub note: String,
}

/// Headings that make a sheet a table of classifications, and how else they may be called.
const NEEDED: [(&str, &[&str]); 3] = [
    ("respondent", &["respondent", "respondent id", "респондент"]),
    ("value", &["value", "class", "classification", "значение"]),
    ("because", &["because", "evidence", "основание"]),
];

/// Whether the headings are those of a table of classifications.
pub fn is_one(sheet: &Sheet) -> bool {
    NEEDED
        .iter()
        .all(|(_, names)| column(sheet, names).is_some())
}

fn column(sheet: &Sheet, names: &[&str]) -> Option<usize> {
    let headings = || sheet.columns.iter().map(|it| plain(it));
    names
        .iter()
        .find_map(|name| headings().position(|heading| heading == *name))
}

/// Reads classifications from a sheet; rows without a respondent or a value are refused one by one.
pub fn classifications(
    sheet: &Sheet,
) -> Result<Vec<Result<ClassificationRow, SheetError>>, SheetError> {
    let need = |(role, names): (&'static str, &[&str])| {
        let found = column(sheet, names);
        found.ok_or_else(|| SheetError::Needs {
            name: sheet.name.clone(),
            role,
        })
    };
    let [respondent, value, because] = NEEDED;
    let (respondent, value, because) = (need(respondent)?, need(value)?, need(because)?);
    let attribute = column(sheet, &["attribute"]);
    let coder = column(sheet, &["coder", "classifier"]);
    let reason = column(sheet, &["reason"]);
    let note = column(sheet, &["note", "comment"]);
    let row = |row: usize| {
        let wrong = |column: usize, expected: &'static str| SheetError::Cell {
            name: sheet.name.clone(),
            row: sheet.number(row),
            column: sheet.columns[column].clone(),
            found: sheet.cell(row, column).to_string(),
            expected,
        };
        let words = |column: Option<usize>| sheet.cell(row, column?).words();
        Ok(ClassificationRow {
            row: sheet.number(row),
            respondent: respondent_name(sheet.cell(row, respondent))
                .ok_or_else(|| wrong(respondent, "the name of a respondent"))?,
            value: words(Some(value)).ok_or_else(|| wrong(value, "a value"))?,
            because: words(Some(because)).map_or_else(Vec::new, |it| places(&it)),
            attribute: words(attribute),
            reason: words(reason),
            coder: words(coder),
            note: words(note).unwrap_or_default(),
        })
    };
    Ok((0..sheet.rows.len()).map(row).collect())
}

/// `306:12-40; 306:90-120` are two places; anything else is one, in words.
fn places(cell: &str) -> Vec<String> {
    let is_place = |part: &str| {
        let digits = |it: &str| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let range = part
            .rsplit_once(':')
            .and_then(|(_, range)| range.split_once('-'));
        range.is_some_and(|(start, end)| digits(start) && digits(end))
    };
    let parts: Vec<&str> = cell.split(';').map(str::trim).collect();
    match parts.iter().all(|it| is_place(it)) {
        true => parts.into_iter().map(str::to_owned).collect(),
        false => vec![cell.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::super::sheet::read;
    use super::*;

    #[test]
    fn rows_are_read_and_places_told_from_words() {
        let text = "respondent,coder,value,reason,because,note\n\
                    306.0,ana,left,,306:1-9; 306:12-40,\n\
                    307,bek,stayed,,we stayed; it rained,Hm.\n\
                    308,,,,,\n";
        let sheet = read("c.csv", text.as_bytes()).expect("a sheet");
        assert!(is_one(&sheet));
        let rows = classifications(&sheet).expect("rows");
        let first = rows[0].as_ref().expect("a row");
        assert_eq!((first.respondent.as_str(), first.row), ("306", 2));
        assert_eq!(first.because, ["306:1-9", "306:12-40"]);
        let second = rows[1].as_ref().expect("a row");
        assert_eq!(second.because, ["we stayed; it rained"]);
        assert_eq!((second.note.as_str(), &second.attribute), ("Hm.", &None));
        let error = rows[2].as_ref().expect_err("no value");
        assert!(
            error.to_string().contains("row 4, column `value`"),
            "{error}"
        );
        let register = read("r.csv", b"respondent,age\n1,2\n").expect("a sheet");
        assert!(!is_one(&register));
    }
}
