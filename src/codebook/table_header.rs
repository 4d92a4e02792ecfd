//! What the columns of a table of codes are for, told by their headings.

use super::error::CodebookError;
use super::headings::{
    ASKED, CODE, COLOR, DEFINITION, EXAMPLE, KEY, NAME, NOT, PARENT, PATH, PATTERN, RULES, USE,
};
use super::listed::{Listed, listed};

/// Where the columns are.
pub(super) struct Header {
    pub(super) key: Option<usize>,
    pub(super) code: Option<usize>,
    pub(super) path: Option<usize>,
    pub(super) name: Option<usize>,
    pub(super) parent: Option<usize>,
    pub(super) definition: Option<usize>,
    pub(super) use_when: Option<usize>,
    pub(super) not_when: Option<usize>,
    pub(super) example: Option<usize>,
    pub(super) color: Option<usize>,
    pub(super) asked: Option<usize>,
    pub(super) rules: Option<usize>,
    pub(super) pattern: Option<usize>,
    /// Whether the column of codes holds keys and not names.
    pub(super) codes_are_keys: bool,
}

/// The codes of a list that shows by its looks what hangs below what; `None` where the table says it
/// otherwise or nothing hangs below anything.
pub(super) fn shown(
    header: &Header,
    columns: &[String],
    rows: &[Vec<String>],
) -> Option<Vec<Option<Listed>>> {
    let at = match (header.name, header.code) {
        (Some(at), None) | (None, Some(at)) => at,
        _ => return None,
    };
    // The groups of ATLAS.ti stand beside each other, a code may be in many.
    let groups = |at: usize| columns.get(at).is_some_and(|it| is_group(it));
    let parent = header.parent.filter(|at| !groups(*at));
    if header.key.or(header.path).or(parent).is_some() {
        return None;
    }
    let headed = |at: &usize| columns.get(*at) == Some(&format!("column {}", at + 1));
    let levels: Vec<usize> = std::iter::once(at)
        .chain((at + 1..).take_while(headed))
        .collect();
    listed(&levels, rows)
}

fn is_group(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    let number = heading.strip_prefix("code group ");
    number.is_some_and(|it| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Headings of columns that hold something which a code of ours has no place for: numbers of
/// quotations, groups, dates.
pub fn unread(columns: &[String], rows: &[Vec<String>]) -> Vec<String> {
    let Ok(header) = header("", columns) else {
        return Vec::new();
    };
    let listed = shown(&header, columns, rows).is_some();
    let read = |at: usize| {
        let heading = plain(&columns[at]);
        let known = [
            KEY, CODE, PATH, NAME, DEFINITION, USE, NOT, EXAMPLE, COLOR, ASKED, RULES, PATTERN,
        ];
        known.iter().any(|it| it.contains(&heading.as_str()))
            || !listed && header.parent == Some(at)
            || listed && heading == format!("column {}", at + 1)
    };
    let filled = |at: usize| {
        let cell = |row: &Vec<String>| row.get(at).is_some_and(|it| !it.trim().is_empty());
        rows.iter().any(cell)
    };
    (0..columns.len())
        .filter(|at| !read(*at) && filled(*at))
        .map(|at| columns[at].clone())
        .collect()
}

/// A heading as the lists of known ones write it.
fn plain(heading: &str) -> String {
    let spaced = heading.to_lowercase().replace(['_', '-', ':', '?'], " ");
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where the columns are, by their headings.
pub(super) fn header(file: &str, columns: &[String]) -> Result<Header, CodebookError> {
    let headings: Vec<_> = columns.iter().map(|it| plain(it)).collect();
    let find = |what: &'static str, spellings: &[&str]| {
        let mut places = spellings.iter().flat_map(|word| {
            headings
                .iter()
                .enumerate()
                .filter(move |(_, it)| it == word)
                .map(|(at, _)| at)
        });
        let first = places.next();
        // A second column of exactly the same heading is a doubt; another spelling is only worse.
        match (first, places.next()) {
            (Some(one), Some(other)) if headings[one] == headings[other] => {
                Err(CodebookError::TwoColumns {
                    file: file.to_owned(),
                    what,
                    first: columns[one].clone(),
                    second: columns[other].clone(),
                })
            }
            _ => Ok(first),
        }
    };
    let header = Header {
        key: find("key", KEY)?,
        code: find("code", CODE)?,
        path: find("path", PATH)?,
        name: find("name", NAME)?,
        parent: find("parent", PARENT)?,
        definition: find("definition", DEFINITION)?,
        use_when: find("use", USE)?,
        not_when: find("exclusion", NOT)?,
        example: find("example", EXAMPLE)?,
        color: find("color", COLOR)?,
        asked: find("persons asked", ASKED)?,
        rules: find("rules", RULES)?,
        pattern: find("patterns", PATTERN)?,
        codes_are_keys: false,
    };
    if header
        .key
        .or(header.code)
        .or(header.path)
        .or(header.name)
        .is_none()
    {
        return Err(CodebookError::NoCode {
            file: file.to_owned(),
        });
    }
    Ok(header)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_that_say_nothing_of_a_code_are_named() {
        let columns = ["Code", "column 2", "Density", "Groups", "Comment"].map(str::to_owned);
        let row = |row: [&str; 5]| row.map(str::to_owned).to_vec();
        let rows = [
            row(["● Push", "", "0", "", "x"]),
            row(["", "● Harm", "1", "", ""]),
        ];
        assert_eq!(unread(&columns, &rows), ["Density"]);
        assert_eq!(
            unread(
                &super::super::table::COLUMNS.map(str::to_owned),
                &[vec!["x".to_owned(); 10]]
            ),
            [""; 0]
        );
    }
}
