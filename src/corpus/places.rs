//! A list of places: name, country, coordinates and other spellings.

use super::role::ColumnMap;
use super::role_words::Column;
use super::sheet::{Cell, Sheet};
use super::sheet_error::SheetError;
use crate::model::place::Coordinates;

/// One row of a list of places. What the list has no column for is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRow {
    /// The row in the file.
    pub row: usize,
    /// The name.
    pub name: String,
    /// Other spellings.
    pub aliases: Vec<String>,
    /// The country; empty where the row does not say.
    pub country: Option<String>,
    /// Where it lies.
    pub at: Option<Coordinates>,
}

/// Reads places from a sheet. One bad row does not hide the others: each is refused by itself.
pub fn places(
    sheet: &Sheet,
    map: &ColumnMap,
) -> Result<(Vec<PlaceRow>, Vec<SheetError>), SheetError> {
    let name = match map.at(Column::Place).or(map.at(Column::Name)) {
        Some(at) => at,
        None => map.need(sheet, Column::Place)?,
    };
    let (mut rows, mut refused) = (Vec::new(), Vec::new());
    for row in 0..sheet.rows.len() {
        match place(sheet, map, name, row) {
            Ok(place) => rows.push(place),
            Err(error) => refused.push(error),
        }
    }
    Ok((rows, refused))
}

fn place(sheet: &Sheet, map: &ColumnMap, name: usize, row: usize) -> Result<PlaceRow, SheetError> {
    let wrong = |column: usize, expected: &'static str| SheetError::Cell {
        name: sheet.name.clone(),
        row: sheet.number(row),
        column: sheet.columns[column].clone(),
        found: sheet.cell(row, column).to_string(),
        expected,
    };
    let words = |column: Column| sheet.cell(row, map.at(column)?).words();
    let named = sheet.cell(row, name).words();
    let at = match (map.at(Column::Latitude), map.at(Column::Longitude)) {
        (Some(north), Some(east)) => {
            let cells = [sheet.cell(row, north), sheet.cell(row, east)];
            match cells.map(Cell::is_empty) {
                [true, true] => None,
                [true, false] => return Err(wrong(north, "a latitude beside the longitude")),
                [false, true] => return Err(wrong(east, "a longitude beside the latitude")),
                [false, false] => {
                    let latitude = degrees(cells[0]).filter(|it| it.abs() <= 90.0);
                    let latitude =
                        latitude.ok_or_else(|| wrong(north, "degrees from -90 to 90"))?;
                    let longitude = degrees(cells[1]).filter(|it| it.abs() <= 180.0);
                    let longitude =
                        longitude.ok_or_else(|| wrong(east, "degrees from -180 to 180"))?;
                    Coordinates::new(latitude, longitude)
                }
            }
        }
        _ => None,
    };
    let aliases = words(Column::Aliases).unwrap_or_default();
    let aliases = aliases.split([';', '|']).map(|it| it.trim().to_owned());
    Ok(PlaceRow {
        row: sheet.number(row),
        name: named.ok_or_else(|| wrong(name, "the name of a place"))?,
        aliases: aliases.filter(|it| !it.is_empty()).collect(),
        country: map
            .at(Column::Country)
            .map(|_| words(Column::Country).unwrap_or_default()),
        at,
    })
}

/// `44.85`, `44,85`, `-12`.
pub(super) fn degrees(cell: &Cell) -> Option<f64> {
    let number: f64 = match cell {
        Cell::Number(number) => *number,
        Cell::Text(text) => text.trim().replace(',', ".").parse().ok()?,
        Cell::Empty | Cell::Date(_) => return None,
    };
    number.is_finite().then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::role::{Role, decide};
    use super::super::sheet;
    use super::*;

    fn read(text: &str) -> (Vec<PlaceRow>, Vec<SheetError>) {
        let sheet = sheet::read("p.csv", text.as_bytes()).expect("a sheet");
        let (role, map) = decide(&sheet, &[]).expect("a role");
        assert_eq!(role, Role::Places);
        places(&sheet, &map).expect("places")
    }

    #[test]
    fn places_are_read_under_either_heading() {
        for header in [
            "name,country,latitude,longitude,aliases",
            "place,country,lat,lon,spellings",
        ] {
            let (rows, refused) = read(&format!(
                "{header}\nKyzylorda,Kazakhstan,44.85,65.51,Kizilorda; Қызылорда\nAysary,,,,\n"
            ));
            assert_eq!((rows.len(), refused.len()), (2, 0));
            assert_eq!(rows[0].aliases, ["Kizilorda", "Қызылорда"]);
            assert_eq!(rows[0].at, Coordinates::new(44.85, 65.51));
            assert_eq!((rows[1].at, rows[1].country.as_deref()), (None, Some("")));
        }
        let (rows, _) = read("Место;Страна;Широта;Долгота\nШымкент;Казахстан;42,32;69,59\n");
        assert_eq!(rows[0].at, Coordinates::new(42.32, 69.59));
    }

    #[test]
    fn coordinates_that_are_none_are_refused() {
        for (row, expected) in [
            ("Alpha,91,20", "degrees from -90 to 90"),
            ("Alpha,20,200", "degrees from -180 to 180"),
            ("Alpha,20,", "a longitude beside the latitude"),
            ("Alpha,north,20", "degrees from -90 to 90"),
            (",20,20", "the name of a place"),
        ] {
            let (rows, refused) = read(&format!("place,latitude,longitude\n{row}\nBeta,1,1\n"));
            assert_eq!((rows.len(), refused.len()), (1, 1), "{row}");
            assert!(refused[0].to_string().ends_with(expected), "{}", refused[0]);
        }
    }
}
