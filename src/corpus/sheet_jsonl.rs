//! JSON Lines as a sheet: one object a line, a column for each name. Lists of words are joined; objects
//! inside are no cells.

use serde_json::{Map, Value};

use super::sheet::{Budget, Cell, MAX_COLUMNS, Sheet};
use super::sheet_error::SheetError;

/// Reads JSON Lines.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected: "JSON Lines",
        reason,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(error.to_string()))?;
    let mut columns: Vec<String> = Vec::new();
    let mut objects: Vec<(usize, Map<String, Value>)> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        if line.trim().is_empty() {
            continue;
        }
        let object: Map<String, Value> = serde_json::from_str(line)
            .map_err(|error| damaged(format!("line {number}: {error}")))?;
        for name in object.keys() {
            if !columns.contains(name) {
                columns.push(name.clone());
            }
        }
        if columns.len() > MAX_COLUMNS {
            return Err(SheetError::TooLarge {
                name: name.to_owned(),
                what: format!("{} columns", columns.len()),
                most: MAX_COLUMNS,
            });
        }
        objects.push((number, object));
    }
    let mut budget = Budget::new(name);
    let mut grid = vec![(0, columns.iter().map(|it| Cell::of(it)).collect())];
    for (number, object) in &objects {
        budget.cells(columns.len())?;
        let cells = columns
            .iter()
            .map(|name| object.get(name).map_or(Cell::Empty, cell));
        grid.push((*number, cells.collect()));
    }
    Sheet::from_grid(name, "UTF-8", grid)
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::String(words) => Cell::of(words),
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Value::Bool(is) => Cell::of(if *is { "true" } else { "false" }),
        Value::Array(all) => {
            let words = all.iter().filter_map(Value::as_str).collect::<Vec<_>>();
            Cell::of(&words.join("\n\n"))
        }
        Value::Null | Value::Object(_) => Cell::Empty,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_row_and_a_name_a_column() {
        let text = "{\"b\":\"x\",\"a\":3,\"memos\":[\"m\",\"n\"]}\n\n{\"a\":null,\"c\":true}\n";
        let sheet = read("t.jsonl", text.as_bytes()).expect("sheet");
        assert_eq!(sheet.columns, ["a", "b", "memos", "c"]);
        assert_eq!(sheet.words()[0], ["3", "x", "m\n\nn", ""]);
        assert_eq!((sheet.number(1), sheet.words()[1][3].as_str()), (3, "true"));
        let error = read("t.jsonl", b"{\"a\":1}\n[]\n").expect_err("no object");
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
