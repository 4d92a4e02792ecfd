//! An answer of a command in the language of the page: captions, heads, notes, the program's own words in
//! cells, and numbers as that language writes them. Figures come with their words already.

use maud::{Markup, PreEscaped, html};

use super::{Place, tell, told_in};
use crate::model::country::called;
use crate::report::Block;
use crate::report::behind::Behind;
use crate::report::html::fragment;
use crate::report::table::{Cell, Column, Row, Table};
use crate::web::language::Language;

/// The blocks as a part of a page. `link` says where a cell leads. What no message tells is marked as English.
pub(in crate::web) fn answer(
    language: Language,
    blocks: &[Block],
    link: &dyn Fn(&Behind) -> Option<String>,
) -> Markup {
    let told = blocks.iter().flat_map(|it| block(language, it));
    html! {
        @for (block, is_told) in told {
            @let part = PreEscaped(fragment(std::slice::from_ref(&block), link));
            @if is_told { (part) } @else { div lang="en" { (part) } }
        }
    }
}

/// A block and what stands below it, each with whether its words are told.
fn block(language: Language, block: &Block) -> Vec<(Block, bool)> {
    if language == Language::En {
        return vec![(block.clone(), true)];
    }
    let text = |english: &str| match tell(language, english) {
        Some(told) => (told, true),
        None => (english.to_owned(), english.is_empty()),
    };
    match block {
        Block::Heading { level, text: words } => {
            let (text, is_told) = text(words);
            let level = *level;
            vec![(Block::Heading { level, text }, is_told)]
        }
        Block::Paragraph(words) => {
            let (words, is_told) = text(words);
            vec![(Block::Paragraph(words), is_told)]
        }
        Block::Note(words) => {
            let (words, is_told) = text(words);
            vec![(Block::Note(words), is_told)]
        }
        Block::Table(table) => {
            let (caption, is_told) = caption(language, table);
            let notes = table.notes.iter().map(|it| text(it));
            let notes = notes.map(|(words, is_told)| (Block::Note(words), is_told));
            let table = self::table(language, table, caption);
            std::iter::once((Block::Table(table), is_told))
                .chain(notes)
                .collect()
        }
        Block::Quote(_) | Block::Passage { .. } | Block::Chart(_) => vec![(block.clone(), true)],
    }
}

/// What stands above a table, and whether it is told. A caption may be the name of what the table is about.
fn caption(language: Language, table: &Table) -> (String, bool) {
    let about = table.columns.first().map_or("", |it| it.name.as_str());
    let english = table.caption.as_str();
    let is_name = english
        .strip_prefix(about)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(": "));
    if is_name {
        return (english.to_owned(), true);
    }
    let told = tell(language, english);
    match told.or_else(|| told_in(language, Place::Caption, english, 0)) {
        Some(told) => (told, true),
        None => (english.to_owned(), false),
    }
}

/// The table without its notes, which stand below it.
fn table(language: Language, table: &Table, caption: String) -> Table {
    let word = |place: Place, english: &str| {
        told_in(language, place, english, 0).unwrap_or_else(|| english.to_owned())
    };
    let columns = table.columns.iter().map(|it| Column {
        group: word(Place::Head, &it.group),
        name: word(Place::Head, &it.name),
        number: it.number,
    });
    let cells = |cells: &[Cell]| {
        let all = cells.iter().zip(&table.columns).enumerate();
        let shown = all.map(|(at, (cell, column))| {
            let place = if at == 0 { Place::Label } else { Place::Cell };
            let shown = column.shows(cell);
            match cell {
                Cell::Empty => Cell::Empty,
                Cell::Text(text) if column.name == "Country" => {
                    Cell::Text(called(text, language.tag()).unwrap_or(text).to_owned())
                }
                Cell::Text(text) => Cell::Text(
                    told_in(language, place, text, 0)
                        .unwrap_or_else(|| language.tongue().numerals(text)),
                ),
                Cell::Number { .. } | Cell::Percent { .. } => {
                    Cell::Text(language.tongue().numerals(&shown))
                }
            }
        });
        shown.collect::<Vec<Cell>>()
    };
    Table {
        caption,
        columns: columns.collect(),
        rows: table
            .rows
            .iter()
            .map(|row| match row {
                Row::Heading(text) => Row::Heading(word(Place::Label, text)),
                Row::Cells(all) => Row::Cells(cells(all)),
                Row::Total(all) => Row::Total(cells(all)),
            })
            .collect(),
        notes: Vec::new(),
        behind: table.behind.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_and_numbers_follow_and_words_of_the_study_stay() {
        let table = Table {
            caption: "Codes by a: b: respondents".to_owned(),
            columns: vec![
                Column::text("Code"),
                Column::number("%").under("All (N=12)"),
            ],
            rows: vec![
                Row::Cells(vec![
                    Cell::Text("no home. 3.5".to_owned()),
                    Cell::Percent {
                        value: 12.345,
                        decimals: 1,
                    },
                ]),
                Row::Total(vec![
                    Cell::Text("Any of Codes".to_owned()),
                    Cell::Text(".92–1".to_owned()),
                ]),
            ],
            notes: vec!["nobody knows".to_owned()],
            ..Table::default()
        };
        let page = answer(Language::Ru, &[Block::Table(table)], &|_| None).into_string();
        for part in [
            "<caption>Коды по: a: b (респонденты)</caption>",
            "Все (N=12)",
            ">no home. 3.5<",
            ">12,3<",
            ">Что-либо из: Codes<",
            ">0,92–1<",
            "<div lang=\"en\"><p class=\"note\">nobody knows</p>",
        ] {
            assert!(page.contains(part), "{part} in {page}");
        }
    }
}
