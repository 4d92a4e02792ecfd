//! The numbers of a draft beside today's tables.

use serde_json::{Value, json};

use super::Block;
use super::records::Records;
use super::table::Table;
use crate::audit::numbers::{Cell, Checked, Standing};

/// One object for each number.
pub fn json(checked: &[Checked]) -> Vec<Value> {
    let object = |it: &Checked| {
        let cell = it.cell.as_ref();
        json!({
            "place": it.place,
            "printed": it.printed,
            "what": cell.map(Cell::what),
            "n": cell.map(|it| it.n),
            "base": cell.map(|it| it.base),
            "percent": cell.and_then(Cell::percent),
            "verdict": it.standing.name(),
        })
    };
    checked.iter().map(object).collect()
}

/// One row for each number.
pub fn records(checked: &[Checked]) -> Records {
    let names = [
        "place", "printed", "what", "n", "base", "percent", "verdict",
    ];
    let mut records = Records::new(&names);
    let row = |it: Value| names.iter().map(|name| it[*name].clone()).collect();
    records.rows.extend(json(checked).into_iter().map(row));
    records
}

/// For people: how many hold, and a table of all that were tied to a cell.
pub fn blocks(checked: &[Checked]) -> Vec<Block> {
    let count = |standing| checked.iter().filter(|it| it.standing == standing).count();
    let mut blocks = vec![
        Block::Heading {
            level: 2,
            text: "Numbers".to_owned(),
        },
        Block::Paragraph(format!(
            "{} numbers: {} as the tables say today, {} other, {} that name no code or group of the project.",
            checked.len(),
            count(Standing::Holds),
            count(Standing::Differs),
            count(Standing::Untied)
        )),
    ];
    let tied: Vec<Vec<String>> = checked
        .iter()
        .filter_map(|it| {
            let cell = it.cell.as_ref()?;
            let percent = cell.percent().map(|it| format!(" ({it:.1} %)"));
            Some(vec![
                it.place.clone(),
                it.printed.clone(),
                cell.what(),
                format!("{} of {}{}", cell.n, cell.base, percent.unwrap_or_default()),
                it.standing.name().to_owned(),
            ])
        })
        .collect();
    if !tied.is_empty() {
        let columns = [
            ("place", false),
            ("printed", false),
            ("what it counts", false),
            ("today", false),
            ("verdict", false),
        ];
        blocks.push(Block::Table(Table::of_text(columns, tied)));
        blocks.push(Block::Note(
            "A number is tied to the code and the group that stand nearest to it in its sentence, or to the heads of its row and column; look at those that differ.".to_owned(),
        ));
    }
    blocks
}
