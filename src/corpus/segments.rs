//! Tables of coded segments as other programs list them: the document, the words and the codes on them,
//! without positions. Where the words stand is for the project to find, which has the texts.

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::{Column, plain};
use super::sheet::Sheet;
use super::sheet_error::SheetError;

/// One row of a table of segments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SegmentRow {
    /// The row in the file.
    pub row: usize,
    /// The source's name, as the other program calls it.
    pub source: String,
    /// The words.
    pub text: String,
    /// One code, or several as one list.
    pub codes: String,
    /// How many codes the list holds, where the table says so.
    pub count: Option<usize>,
    /// Who coded; `None` when the table does not say.
    pub coder: Option<String>,
}

/// Headings of one program's table: its name, and which heading is for what.
type Shape = (
    &'static str,
    &'static [(&'static str, Column)],
    &'static [&'static str],
);

/// Tables that programs export. Besides source, text and code, headings that may name the coder.
const SHAPES: &[Shape] = &[
    (
        "Taguette",
        &[
            ("document", Column::Source),
            ("content", Column::Text),
            ("tag", Column::Code),
        ],
        &[],
    ),
    (
        "ATLAS.ti",
        &[
            ("document", Column::Source),
            ("text content", Column::Text),
            ("codes", Column::Code),
        ],
        &["created by", "creator"],
    ),
    (
        "ATLAS.ti",
        &[
            ("document", Column::Source),
            ("quotation content", Column::Text),
            ("codes", Column::Code),
        ],
        &["created by", "creator"],
    ),
    (
        "MAXQDA",
        &[
            ("document name", Column::Source),
            ("segment", Column::Text),
            ("code", Column::Code),
        ],
        &["created by", "author", "modified by"],
    ),
];

/// What the columns are for, if the table is one that a program is known to write.
pub fn recognised(sheet: &Sheet) -> Option<Vec<(String, Column)>> {
    let find = |heading: &str| sheet.columns.iter().find(|it| plain(it) == heading);
    for (_, headings, coders) in SHAPES {
        let found: Option<Vec<(String, Column)>> = headings
            .iter()
            .map(|(heading, role)| Some((find(heading)?.clone(), *role)))
            .collect();
        if let Some(mut wishes) = found {
            let coder = coders.iter().find_map(|heading| find(heading));
            wishes.extend(coder.map(|heading| (heading.clone(), Column::Coder)));
            return Some(wishes);
        }
    }
    None
}

/// Reads the rows; those without source, words or codes are refused one by one.
pub fn segments(
    sheet: &Sheet,
    map: &ColumnMap,
) -> Result<(Vec<SegmentRow>, Vec<SheetError>), SheetError> {
    let source = map.need(sheet, Column::Source)?;
    let text = map.need(sheet, Column::Text)?;
    let code = map.need(sheet, Column::Code)?;
    let coder = map.at(Column::Coder);
    let count = sheet
        .columns
        .iter()
        .position(|it| plain(it) == "number of codes");
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for row in 0..sheet.rows.len() {
        let wrong = |column: usize, expected| SheetError::Cell {
            name: sheet.name.clone(),
            row: sheet.number(row),
            column: sheet.columns[column].clone(),
            found: sheet.cell(row, column).to_string(),
            expected,
        };
        let words = |column: usize, expected| {
            let cell = sheet.cell(row, column).words();
            cell.ok_or_else(|| wrong(column, expected))
        };
        let read = || -> Result<SegmentRow, SheetError> {
            Ok(SegmentRow {
                row: sheet.number(row),
                source: words(source, "the name of a source")?,
                text: words(text, "the words of a segment")?,
                codes: words(code, "one code at least")?,
                count: count
                    .and_then(|column| respondent_name(sheet.cell(row, column)))
                    .and_then(|number| number.parse().ok()),
                coder: coder.and_then(|column| sheet.cell(row, column).words()),
            })
        };
        match read() {
            Ok(segment) => rows.push(segment),
            Err(error) => refused.push(error),
        }
    }
    Ok((rows, refused))
}

/// The names in a list of codes. Names may hold the comma that parts them, so the longest known name
/// is taken each time; `None` when the list cannot be told apart.
pub fn names<'c>(codes: &'c str, count: Option<usize>, known: &[&str]) -> Option<Vec<&'c str>> {
    if count == Some(1) || known.contains(&codes) {
        return Some(vec![codes]);
    }
    let mut found = Vec::new();
    let mut rest = codes.trim();
    while !rest.is_empty() {
        let ends = |name: &&&str| {
            let after = rest.strip_prefix(**name);
            after.is_some_and(|it| it.is_empty() || it.starts_with([',', ';', '\n']))
        };
        let longest = known.iter().filter(ends).max_by_key(|name| name.len());
        let length = match longest {
            Some(name) => name.len(),
            None => rest.find([',', ';', '\n']).unwrap_or(rest.len()),
        };
        found.push(rest[..length].trim());
        rest = rest[length..]
            .trim_start_matches([',', ';', '\n'])
            .trim_start();
    }
    found.retain(|name| !name.is_empty());
    (count.is_none_or(|count| count == found.len()) && !found.is_empty()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::super::role::{Role, decide};
    use super::super::sheet::read;
    use super::*;

    #[test]
    fn tables_of_other_programs_are_known_by_their_headings() {
        for (text, coder) in [
            ("id,document,tag,content\n1,b1.odt,work,We left\n", None),
            (
                "Number;Reference;Name;Text Content;Document;Codes;Number of Codes\n1:1;;;We left;b1.odt;work;1\n",
                None,
            ),
            (
                "Document group\tDocument name\tCode\tSegment\tCreated by\nx\tb1.odt\twork\tWe left\tana\n",
                Some("ana"),
            ),
        ] {
            let name = if text.contains('\t') {
                "t.tsv"
            } else {
                "t.csv"
            };
            let sheet = read(name, text.as_bytes()).expect("sheet");
            let wishes = recognised(&sheet).expect("known");
            let (role, map) = decide(&sheet, &wishes).expect("role");
            assert_eq!(role, Role::Segments, "{text}");
            let (rows, refused) = segments(&sheet, &map).expect("rows");
            assert!(refused.is_empty());
            assert_eq!(
                (rows[0].source.as_str(), rows[0].codes.as_str()),
                ("b1.odt", "work")
            );
            assert_eq!(
                (rows[0].text.as_str(), rows[0].coder.as_deref()),
                ("We left", coder)
            );
        }
        let sheet = read("t.csv", b"respondent,answer\nb1,We left\n").expect("sheet");
        assert_eq!(recognised(&sheet), None);
    }

    #[test]
    fn names_that_hold_commas_are_told_by_the_codebook() {
        let known = ["Bread, cake", "Bread", "Work"];
        assert_eq!(
            names("Bread, cake, Work", None, &known),
            Some(vec!["Bread, cake", "Work"])
        );
        assert_eq!(
            names("Bread, Work, New", Some(3), &known),
            Some(vec!["Bread", "Work", "New"])
        );
        assert_eq!(names("Old, new", Some(1), &known), Some(vec!["Old, new"]));
        assert_eq!(names("One, two, three", Some(2), &known), None);
    }
}
