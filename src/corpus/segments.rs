//! Tables of coded segments as other programs list them: the document, the words and the codes on them,
//! without positions. Where the words stand is for the project to find, which has the texts.

use jiff::Timestamp;

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::{Column, plain};
use super::segments_beside::Beside;
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
    /// The codes, each from the top down, where the table tells them apart.
    pub paths: Vec<Vec<String>>,
    /// How many codes the list holds, where the table says so.
    pub count: Option<usize>,
    /// Who coded; `None` when the table does not say.
    pub coder: Option<String>,
    /// Where the words begin, as the program counts, where the table says so.
    pub start: Option<usize>,
    /// What somebody wrote on it.
    pub comment: Option<String>,
    /// When it was coded, where the table says so.
    pub at: Option<Timestamp>,
    /// Whether it says so in a way that can be read in several ways or in none.
    pub undated: bool,
}

/// Headings of one program's table.
struct Shape {
    /// Spellings of the headings for source, words and code; the first that is there counts.
    columns: [(&'static [&'static str], Column); 3],
    /// Headings of which one must be there too, where the others would suit any table.
    beside: &'static [&'static str],
    /// Headings that may name the coder.
    coders: &'static [&'static str],
}

const SHAPES: &[Shape] = &[
    // Taguette.
    Shape {
        columns: [
            (&["document"], Column::Source),
            (&["content"], Column::Text),
            (&["tag"], Column::Code),
        ],
        beside: &[],
        coders: &[],
    },
    // ATLAS.ti.
    Shape {
        columns: [
            (&["document"], Column::Source),
            (&["text content", "quotation content"], Column::Text),
            (&["codes"], Column::Code),
        ],
        beside: &[],
        coders: &["created by", "creator"],
    },
    // MAXQDA.
    Shape {
        columns: [
            (&["document name"], Column::Source),
            (&["segment"], Column::Text),
            (&["code"], Column::Code),
        ],
        beside: &[],
        coders: &["created by", "author", "modified by"],
    },
    // OpenQDA: the selections of a project.
    Shape {
        columns: [
            (&["source", "source name", "file"], Column::Source),
            (&["selection"], Column::Text),
            // What it calls the category is the name of the code.
            (&["code", "code name", "code category"], Column::Code),
        ],
        beside: &["start pos", "start position"],
        coders: &["created by"],
    },
    // Dedoose: the excerpts of a project.
    Shape {
        columns: [
            (&["media title", "resource title"], Column::Source),
            (&["excerpt copy", "excerpt"], Column::Text),
            (&["codes applied combined", "codes applied"], Column::Code),
        ],
        beside: &[],
        coders: &["excerpt creator"],
    },
    // Dovetail: highlights, whose notes have been called data and documents since.
    Shape {
        columns: [
            (
                &[
                    "note title",
                    "note",
                    "data title",
                    "document title",
                    "document",
                ],
                Column::Source,
            ),
            (
                &["highlight", "highlight text", "highlight content"],
                Column::Text,
            ),
            (
                &["tags", "highlight tags", "tag titles", "tag"],
                Column::Code,
            ),
        ],
        beside: &[],
        coders: &["highlight created by", "created by", "creator", "author"],
    },
    // NVivo: references coded, as its reports list them.
    Shape {
        columns: [
            (
                &[
                    "file name",
                    "source name",
                    "document name",
                    "file",
                    "source",
                ],
                Column::Source,
            ),
            (
                &[
                    "coded text",
                    "reference text",
                    "text",
                    "content",
                    "reference",
                ],
                Column::Text,
            ),
            (
                &[
                    "hierarchical name",
                    "code name",
                    "node name",
                    "code",
                    "node",
                ],
                Column::Code,
            ),
        ],
        beside: &[
            "coverage",
            "coded by initials",
            "coded by",
            "reference number",
            "number of coding references",
        ],
        coders: &["coded by", "coded by initials"],
    },
];

/// What the columns are for, if the table is one that a program is known to write.
pub fn recognised(sheet: &Sheet) -> Option<Vec<(String, Column)>> {
    let find = |heading: &&str| sheet.columns.iter().find(|it| plain(it) == **heading);
    SHAPES.iter().find_map(|shape| {
        let column = |(headings, role): &(&[&str], Column)| {
            Some((headings.iter().find_map(find)?.clone(), *role))
        };
        let found: Option<Vec<(String, Column)>> = shape.columns.iter().map(column).collect();
        let mut wishes = found?;
        let beside = shape.beside.is_empty() || shape.beside.iter().find_map(find).is_some();
        let coder = shape.coders.iter().find_map(find);
        wishes.extend(coder.map(|heading| (heading.clone(), Column::Coder)));
        beside.then_some(wishes)
    })
}

/// Columns that say of one code each whether it is applied, as Dedoose writes them: where they are, and
/// the code.
fn applied(sheet: &Sheet) -> Vec<(usize, Vec<String>)> {
    let code = |heading: &String| {
        let name = heading.trim().strip_prefix("Code:")?;
        Some(path(name.trim().strip_suffix("Applied")?.trim()))
    };
    let columns = sheet.columns.iter().enumerate();
    columns
        .filter_map(|(at, heading)| Some((at, code(heading)?)))
        .collect()
}

/// `Nodes\\Push\\Poverty` and `Push > Poverty` are `Push`, `Poverty`; what has neither is one name.
fn path(name: &str) -> Vec<String> {
    let parts = name.split('\\').flat_map(|it| it.split(" > "));
    let parts = parts.map(str::trim).filter(|it| !it.is_empty());
    let mut parts: Vec<String> = parts.map(str::to_owned).collect();
    if parts.len() > 1 && ["Nodes", "Codes"].contains(&parts[0].as_str()) {
        parts.remove(0);
    }
    parts
}

/// Rows, what is wrong with others, and headings of columns that nothing is made of.
pub type Segments = (Vec<SegmentRow>, Vec<SheetError>, Vec<String>);

/// Reads the rows; those without source, words or codes are refused one by one.
pub fn segments(sheet: &Sheet, map: &ColumnMap) -> Result<Segments, SheetError> {
    let source = map.need(sheet, Column::Source)?;
    let text = map.need(sheet, Column::Text)?;
    let code = map.need(sheet, Column::Code)?;
    let coder = map.at(Column::Coder);
    let count = sheet
        .columns
        .iter()
        .position(|it| plain(it) == "number of codes");
    let start = sheet
        .columns
        .iter()
        .position(|it| ["start pos", "start position"].contains(&plain(it).as_str()));
    let applied = applied(sheet);
    let beside = Beside::of(sheet, map, |at| {
        [count, start].contains(&Some(at)) || applied.iter().any(|it| it.0 == at)
    });
    let yes = ["true", "1", "yes", "x"];
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
            let is_applied = |column: usize| {
                let cell = sheet.cell(row, column).words();
                cell.is_some_and(|it| yes.contains(&it.to_lowercase().as_str()))
            };
            let on = applied.iter().filter(|(column, _)| is_applied(*column));
            let mut paths: Vec<Vec<String>> = on.map(|(_, path)| path.clone()).collect();
            let codes = match sheet.cell(row, code).words() {
                Some(codes) => codes,
                None if !paths.is_empty() => String::new(),
                None => return Err(wrong(code, "one code at least")),
            };
            if paths.is_empty() && path(&codes).len() > 1 {
                paths.push(path(&codes));
            }
            let (at, undated) = beside.at(sheet, row);
            Ok(SegmentRow {
                comment: beside.comment(sheet, row),
                at,
                undated,
                row: sheet.number(row),
                source: words(source, "the name of a source")?,
                text: words(text, "the words of a segment")?,
                codes,
                paths,
                count: count
                    .and_then(|column| respondent_name(sheet.cell(row, column)))
                    .and_then(|number| number.parse().ok()),
                coder: coder.and_then(|column| sheet.cell(row, column).words()),
                start: start
                    .and_then(|column| respondent_name(sheet.cell(row, column)))
                    .and_then(|number| number.parse().ok()),
            })
        };
        match read() {
            Ok(segment) => rows.push(segment),
            Err(error) => refused.push(error),
        }
    }
    Ok((rows, refused, beside.unread))
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
            (
                "source,code,category,created by,start pos,end pos,selection\nb1.odt,work,push,ana,0,7,We left\n",
                Some("ana"),
            ),
            (
                "file;code category;created by;created at;last update;start pos;end pos;selection\nb1.odt;work;ana;2026-01-02;;0;7;\"\"\"We left\"\"\"\n",
                Some("ana"),
            ),
            (
                "Highlight ID,Highlight,Note title,Tags,Created by\n1,We left,b1.odt,work,ana\n",
                Some("ana"),
            ),
            (
                "File Name,Code,Coverage,Reference Number,Coded By Initials,Text\nb1.odt,work,0.02,1,ana,We left\n",
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
            let (rows, refused, _) = segments(&sheet, &map).expect("rows");
            assert!(refused.is_empty());
            assert_eq!(
                (rows[0].source.as_str(), rows[0].codes.as_str()),
                ("b1.odt", "work")
            );
            assert_eq!(
                (rows[0].text.trim_matches('"'), rows[0].coder.as_deref()),
                ("We left", coder)
            );
        }
        for table in [
            "respondent,answer\nb1,We left\n",
            "source,code,start,end,text\nb1,work,0,7,We left\n",
        ] {
            let sheet = read("t.csv", table.as_bytes()).expect("sheet");
            assert_eq!(recognised(&sheet), None);
        }
    }

    #[test]
    fn codes_with_a_column_each_are_told_apart() {
        let table = "Media Title,Excerpt Range,Excerpt Creator,Excerpt Copy,Codes Applied Combined,\
            Code: Work Applied,Code: Work Range,Code: Work\\Lost, again Applied\n\
            b1.docx,0-7,ana,We left,\"Work, Lost, again\",True,,True\n\
            b1.docx,8-9,ana,home,,False,,False\n";
        let table = table.replace(
            "Code: Work\\Lost, again Applied",
            "\"Code: Work\\Lost, again Applied\"",
        );
        let sheet = read("t.csv", table.as_bytes()).expect("sheet");
        let (role, map) = decide(&sheet, &recognised(&sheet).expect("known")).expect("role");
        assert_eq!(role, Role::Segments);
        let (rows, refused, _) = segments(&sheet, &map).expect("rows");
        assert_eq!((rows.len(), refused.len()), (1, 1));
        assert_eq!(rows[0].paths, [vec!["Work"], vec!["Work", "Lost, again"]]);
        assert_eq!(rows[0].coder.as_deref(), Some("ana"));
        assert_eq!(path(r"Nodes\\Push\\Poverty"), ["Push", "Poverty"]);
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
