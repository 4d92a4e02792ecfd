//! What tables of coded segments say beside source, words and codes: comments, dates, and columns that
//! have no place here.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::role::ColumnMap;
use super::role_words::plain;
use super::sheet::{Cell, Sheet};

/// Headings of comments on a segment, the first that is there.
const COMMENTS: &[&str] = &[
    "comment",
    "comments",
    "quotation comment",
    "memo",
    "memos",
    "excerpt memo",
    "excerpt memos",
];
/// Headings of when it was coded.
const DATES: &[&str] = &[
    "created",
    "created at",
    "creation date",
    "date created",
    "created on",
    "excerpt date",
    "coded on",
];
/// How programs write moments that do not write them as `2026-01-31 12:00:00`.
const MOMENTS: &[&str] = &["%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"];

/// Columns beside those with a role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Beside {
    comment: Option<usize>,
    at: Option<usize>,
    /// Headings of filled columns that nothing is made of.
    pub unread: Vec<String>,
}

impl Beside {
    /// Finds them; `read` says which columns are read for something else.
    pub fn of(sheet: &Sheet, map: &ColumnMap, read: impl Fn(usize) -> bool) -> Self {
        let is_free = |at: usize| map.role(at).is_none() && !read(at);
        let find = |headings: &[&str]| {
            let at = |heading: &&str| sheet.columns.iter().position(|it| plain(it) == **heading);
            headings.iter().filter_map(at).find(|at| is_free(*at))
        };
        let (comment, at) = (find(COMMENTS), find(DATES));
        let is_filled =
            |column: usize| (0..sheet.rows.len()).any(|row| !sheet.cell(row, column).is_empty());
        let unread = (0..sheet.columns.len())
            .filter(|it| is_free(*it) && ![comment, at].contains(&Some(*it)) && is_filled(*it));
        Self {
            unread: unread.map(|it| sheet.columns[it].clone()).collect(),
            comment,
            at,
        }
    }

    /// The comment on the segment of a row.
    pub fn comment(&self, sheet: &Sheet, row: usize) -> Option<String> {
        let said = sheet.cell(row, self.comment?).to_string();
        let said = said.trim();
        (!said.is_empty()).then(|| said.to_owned())
    }

    /// When it was coded, and whether a date is there that can be read in several ways or in none.
    pub fn at(&self, sheet: &Sheet, row: usize) -> (Option<Timestamp>, bool) {
        let Some(cell) = self.at.map(|at| sheet.cell(row, at)) else {
            return (None, false);
        };
        let at = moment(cell);
        (at, at.is_none() && !cell.is_empty())
    }
}

/// A moment, or the beginning of a day; one without a zone is taken as UTC.
fn moment(cell: &Cell) -> Option<Timestamp> {
    let civil = |it: DateTime| TimeZone::UTC.to_timestamp(it).ok();
    let words = match cell {
        Cell::Date(date) => return civil(date.at(0, 0, 0, 0)),
        other => other.words()?,
    };
    let words = words.trim();
    let day = |form: &str| Date::strptime(form, words).ok().map(|it| it.at(0, 0, 0, 0));
    let one = |form: &&str| DateTime::strptime(form, words).ok();
    if let Ok(at) = words.parse::<Timestamp>() {
        return Some(at);
    }
    let civil_at = words
        .parse::<DateTime>()
        .ok()
        .or_else(|| MOMENTS.iter().find_map(one))
        .or_else(|| day("%Y-%m-%d"))
        .or_else(|| day("%d.%m.%Y"));
    civil(civil_at?)
}

#[cfg(test)]
mod tests {
    use super::super::role::decide;
    use super::super::segments::{recognised, segments};
    use super::super::sheet::read;
    use super::*;

    #[test]
    fn moments_are_read_where_they_mean_one_thing() {
        let of = |words: &str| moment(&Cell::Text(words.to_owned())).map(|it| it.to_string());
        for words in [
            "2026-01-31T12:05:00Z",
            "2026-01-31 12:05:00",
            "31.01.2026 12:05",
            "31.01.2026 12:05:00",
        ] {
            assert_eq!(
                of(words).as_deref(),
                Some("2026-01-31T12:05:00Z"),
                "{words}"
            );
        }
        assert_eq!(of("31.01.2026").as_deref(), Some("2026-01-31T00:00:00Z"));
        assert_eq!(of("3/4/2026"), None);
        assert_eq!(of("soon"), None);
    }

    #[test]
    fn comments_and_dates_are_read_and_the_other_columns_named() {
        let table = "Document name,Code,Segment,Comment,Weight score,Created by,Created,Area\n\
            b1,work,We left,why?,50,ana,31.01.2026 12:05,\nb1,work,home,,,ana,3/4/2026,\n";
        let sheet = read("t.csv", table.as_bytes()).expect("sheet");
        let (_, map) = decide(&sheet, &recognised(&sheet).expect("known")).expect("role");
        let (rows, _, unread) = segments(&sheet, &map).expect("rows");
        assert_eq!(rows[0].comment.as_deref(), Some("why?"));
        assert_eq!(
            (&rows[1].comment, rows[1].at, rows[1].undated),
            (&None, None, true)
        );
        assert!(rows[0].at.is_some() && !rows[0].undated);
        assert_eq!(unread, ["Weight score"]);
    }
}
