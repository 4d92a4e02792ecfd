//! A gazetteer that the user has: a sheet of places, or the tab-separated dump of GeoNames
//! (geonames.org, `readme.txt` of its export: 19 columns without a header). Read line by line, because
//! such dumps are long.

use super::places;
use super::role::{self, ColumnMap};
use super::sheet::{self, Cell};
use crate::model::gazetteer::Entry;
use crate::model::place::Coordinates;

/// Columns of the dump of GeoNames.
const COLUMNS: usize = 19;

/// Reads a gazetteer; `name` is the file's.
pub fn read(name: &str, bytes: &[u8]) -> Result<Vec<Entry>, String> {
    if let Ok(text) = std::str::from_utf8(bytes)
        && let Some(first) = text.lines().find(|it| !it.trim().is_empty())
        && is_dump(first)
    {
        return Ok(text.lines().filter_map(of_dump).collect());
    }
    let sheet = sheet::read(name, bytes).map_err(|it| it.to_string())?;
    let (role, map) = role::decide(&sheet, &[]).map_err(|it| it.to_string())?;
    let expected = || {
        format!(
            "`{name}` is no gazetteer, expected columns for name, country, latitude and longitude, or the tab-separated form of GeoNames"
        )
    };
    if role != role::Role::Places {
        return Err(expected());
    }
    let entries = of_sheet(&sheet, &map)?;
    match entries.is_empty() {
        true => Err(expected()),
        false => Ok(entries),
    }
}

fn of_sheet(sheet: &sheet::Sheet, map: &ColumnMap) -> Result<Vec<Entry>, String> {
    let (rows, _) = places::places(sheet, map).map_err(|it| it.to_string())?;
    let entry = |row: places::PlaceRow| {
        Some(Entry {
            at: row.at?,
            name: row.name,
            aliases: row.aliases,
            country: row.country.unwrap_or_default(),
            population: 0,
        })
    };
    Ok(rows.into_iter().filter_map(entry).collect())
}

fn is_dump(line: &str) -> bool {
    let cells: Vec<&str> = line.split('\t').collect();
    cells.len() == COLUMNS && cells[0].parse::<u64>().is_ok()
}

/// A line of the dump; only populated places and administrative areas are of use.
fn of_dump(line: &str) -> Option<Entry> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != COLUMNS || !matches!(cells[6], "P" | "A") {
        return None;
    }
    let degrees = |at: usize| places::degrees(&Cell::of(cells[at]));
    let aliases = std::iter::once(cells[2]).chain(cells[3].split(','));
    let mut aliases: Vec<String> = aliases
        .map(|it| it.trim().to_owned())
        .filter(|it| !it.is_empty() && *it != cells[1])
        .collect();
    aliases.sort();
    aliases.dedup();
    Some(Entry {
        name: cells[1].to_owned(),
        aliases,
        country: country(cells[8]).to_owned(),
        at: Coordinates::new(degrees(4)?, degrees(5)?)?,
        population: cells[14].parse().unwrap_or(0),
    })
}

/// Countries by their codes of two letters (ISO 3166-1): Central Asia, and where its people go. Others
/// keep their code.
const COUNTRIES: [(&str, &str); 40] = [
    ("AE", "United Arab Emirates"),
    ("AF", "Afghanistan"),
    ("AM", "Armenia"),
    ("AZ", "Azerbaijan"),
    ("BD", "Bangladesh"),
    ("BG", "Bulgaria"),
    ("BY", "Belarus"),
    ("CN", "China"),
    ("CZ", "Czechia"),
    ("DE", "Germany"),
    ("EE", "Estonia"),
    ("ES", "Spain"),
    ("FR", "France"),
    ("GB", "United Kingdom"),
    ("GE", "Georgia"),
    ("IN", "India"),
    ("IQ", "Iraq"),
    ("IR", "Iran"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KG", "Kyrgyzstan"),
    ("KR", "South Korea"),
    ("KZ", "Kazakhstan"),
    ("LT", "Lithuania"),
    ("LV", "Latvia"),
    ("MD", "Moldova"),
    ("MN", "Mongolia"),
    ("NP", "Nepal"),
    ("PK", "Pakistan"),
    ("PL", "Poland"),
    ("RO", "Romania"),
    ("RU", "Russia"),
    ("SA", "Saudi Arabia"),
    ("SY", "Syria"),
    ("TJ", "Tajikistan"),
    ("TM", "Turkmenistan"),
    ("TR", "Turkey"),
    ("UA", "Ukraine"),
    ("US", "United States of America"),
    ("UZ", "Uzbekistan"),
];

/// The name of a country, or the code itself.
fn country(code: &str) -> &str {
    let known = COUNTRIES.iter().find(|(known, _)| *known == code);
    known.map_or(code, |(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dump_of_geonames_and_a_sheet_say_the_same() {
        let dump = "1519922\tKyzylorda\tKyzylorda\tKzyl-Orda,Қызылорда,Кызылорда\t44.85\t65.5\tP\tPPLA\tKZ\t\t05\t\t\t\t300000\t\t128\tAsia/Qyzylorda\t2024-01-01\n\
                    9\tSyr Darya\tSyr Darya\t\t44\t65\tH\tSTM\tKZ\t\t\t\t\t\t0\t\t\tAsia/Qyzylorda\t2024-01-01\n";
        let entries = read("KZ.txt", dump.as_bytes()).expect("a dump");
        assert_eq!(entries.len(), 1, "a river is no place of a route");
        assert_eq!(
            (entries[0].population, entries[0].country.as_str()),
            (300_000, "Kazakhstan")
        );
        assert_eq!(entries[0].aliases, ["Kzyl-Orda", "Кызылорда", "Қызылорда"]);
        let sheet = "name,country,lat,lon\nKyzylorda,KZ,44.85,65.5\nNowhere,KZ,,\n";
        let entries = read("towns.csv", sheet.as_bytes()).expect("a sheet");
        assert_eq!(
            (entries.len(), entries[0].at),
            (1, Coordinates::new(44.85, 65.5).expect("on earth"))
        );
        let error = read("x.csv", b"respondent,age\n1,2\n").expect_err("a register");
        assert!(error.contains("is no gazetteer"), "{error}");
    }
}
