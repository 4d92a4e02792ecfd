//! How tables and figures lie on a printed page (A4): how wide columns are, and whether the sheet is
//! turned.

use super::Block;
use super::letters;
use super::table::{Row, Table};

/// Margins on every side, in twentieths of a point (twips): 2.5 cm.
pub const MARGIN: u32 = 1418;
/// Short and long edge of the sheet in twips.
pub const SHEET: [u32; 2] = [11906, 16838];
/// Size of letters in tables, in points; heads are bold, and so much wider.
const SIZE: f64 = 9.0;
const BOLD: f64 = 1.12;
/// What stands left and right of the words of a cell together, in twips.
const PADDING: f64 = 190.0;
/// No column is wider for its words' sake than this, nor is there more room for a single word; twips.
const WIDEST: f64 = 5600.0;
const LONGEST_WORD: f64 = 2600.0;

/// A table as it lies on the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// Whether the sheet is turned for it.
    pub landscape: bool,
    /// Width of each column in twips.
    pub widths: Vec<u32>,
    /// Whether there is so little room that its letters must be smaller.
    pub small: bool,
}

/// Width of what is printed on a sheet, in twips.
pub fn room(landscape: bool) -> u32 {
    SHEET[usize::from(landscape)] - 2 * MARGIN
}

/// How `table` lies on a page: upright where its words have room, else turned.
pub fn lay(table: &Table) -> Laid {
    let asked = asked(table);
    let sum = |of: fn(&(u32, u32)) -> u32| asked.iter().map(of).sum::<u32>();
    let (least, natural) = (sum(|it| it.0), sum(|it| it.1));
    let landscape = least > room(false);
    let room = room(landscape);
    let widths = asked.iter().map(|(low, high)| {
        if natural <= room {
            *high
        } else if least <= room {
            low + u32::try_from(
                u64::from(high - low) * u64::from(room - least) / u64::from(natural - least).max(1),
            )
            .unwrap_or(0)
        } else {
            u32::try_from(u64::from(*low) * u64::from(room) / u64::from(least.max(1))).unwrap_or(1)
        }
    });
    Laid {
        landscape,
        widths: widths.collect(),
        small: least > room,
    }
}

/// What each column needs at least, and what it would take if there were room; in twips.
fn asked(table: &Table) -> Vec<(u32, u32)> {
    let whole = |text: &str| letters::width(text, SIZE) * 20.0;
    let longest_word = |text: &str| {
        let words = text.split([' ', '\n', '\t', '-', '/']).map(whole);
        words.fold(0.0, f64::max).min(LONGEST_WORD)
    };
    let mut asked: Vec<(f64, f64)> = table
        .columns
        .iter()
        .map(|it| BOLD * longest_word(&it.name))
        .map(|head| (head, head))
        .collect();
    for row in &table.rows {
        if let Row::Cells(cells) | Row::Total(cells) = row {
            let bold = if matches!(row, Row::Total(_)) {
                BOLD
            } else {
                1.0
            };
            for ((cell, column), (low, high)) in cells.iter().zip(&table.columns).zip(&mut asked) {
                let text = column.shows(cell);
                *high = (bold * whole(&text)).min(WIDEST).max(*high);
                let least = match column.number && text.len() < 20 {
                    true => whole(&text),
                    false => longest_word(&text),
                };
                *low = (bold * least).max(*low);
            }
        }
    }
    let mut at = 0;
    for (group, many) in table.groups() {
        let each = BOLD * longest_word(group) / many as f64;
        for (low, high) in &mut asked[at..at + many] {
            *low = low.max(each);
            *high = high.max(each);
        }
        at += many;
    }
    let twips = |width: f64| (width + PADDING).ceil() as u32;
    asked
        .into_iter()
        .map(|(low, high)| (twips(low), twips(high.max(low))))
        .collect()
}

/// Whether each block stands on a turned sheet: wide tables, and what leads up to them.
pub fn turned(blocks: &[Block]) -> Vec<bool> {
    let mut turned: Vec<bool> = blocks
        .iter()
        .map(|block| matches!(block, Block::Table(table) if lay(table).landscape))
        .collect();
    for at in (1..blocks.len()).rev() {
        let leads = matches!(blocks[at - 1], Block::Heading { .. });
        if leads {
            turned[at - 1] = turned[at];
        }
    }
    turned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::tests::example;

    #[test]
    fn columns_fit_on_the_sheet_which_is_turned_only_when_it_must() {
        let laid = lay(&example());
        assert!(!laid.landscape && !laid.small);
        assert!(laid.widths.iter().sum::<u32>() <= room(false));

        let many = |columns: usize| {
            let row = vec!["1234567".to_owned(); columns];
            let names = (0..columns).map(|at| (format!("column{at}"), true));
            Table::of_text(names, vec![row])
        };
        let wide = lay(&many(12));
        assert!(wide.landscape && !wide.small);
        let widest = lay(&many(60));
        assert!(widest.landscape && widest.small);
        for laid in [wide, widest] {
            assert!(laid.widths.iter().sum::<u32>() <= room(true));
            assert!(laid.widths.iter().all(|it| *it > 0));
        }
    }

    #[test]
    fn long_words_share_the_room_that_numbers_leave() {
        let words = "a long answer that goes on ".repeat(10);
        let row = vec!["name".to_owned(), words, "12".to_owned()];
        let columns = [("a", false), ("b", false), ("n", true)];
        let laid = lay(&Table::of_text(columns, vec![row]));
        assert!(!laid.landscape);
        assert!(laid.widths[1] > 4 * laid.widths[0], "{laid:?}");
        assert!(laid.widths[2] > 400, "{laid:?}");
    }

    #[test]
    fn a_heading_goes_with_the_wide_table_after_it() {
        let row = vec!["1234567".to_owned(); 12];
        let names = (0..12).map(|at| (format!("column{at}"), true));
        let blocks = [
            Block::Paragraph("before".to_owned()),
            Block::Heading {
                level: 2,
                text: "wide".to_owned(),
            },
            Block::Table(Table::of_text(names, vec![row])),
            Block::Paragraph("after".to_owned()),
        ];
        assert_eq!(turned(&blocks), [false, true, true, false]);
    }
}
