//! A table of stops on respondents' ways. Whether the respondents and places are known, and whether
//! a route can be, is for the project to say.

use jiff::ToSpan;
use jiff::civil::Date;

use super::register::respondent_name;
use super::role::ColumnMap;
use super::role_words::{Column, plain};
use super::sheet::{Cell, Sheet};
use super::sheet_error::SheetError;
use crate::model::route::StopKind;
use crate::model::stay_words::rough;
use crate::model::when::{NotStay, NotWhen, Stay, When};

/// One row of a table of stops. What the table has no column for is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct StopRow {
    /// The row in the file.
    pub row: usize,
    /// The respondent's name.
    pub respondent: String,
    /// Where on the way, from 1; `None` where the row does not say, and the order of rows holds.
    pub order: Option<u32>,
    /// The place as it is spelled here.
    pub place: String,
    /// What the stop is; `None` where the row does not say.
    pub kind: Option<StopKind>,
    /// When it was reached.
    pub arrived: Option<Option<When>>,
    /// How long the respondent stayed.
    pub stayed: Option<Option<Stay>>,
    /// By what means it was reached.
    pub how: Option<String>,
    /// In whose company.
    pub with: Option<String>,
    /// Words of the notes that speak of it; several are parted by ` | `.
    pub evidence: Option<Vec<String>>,
}

/// A row that is no stop, and whose it would have been, if it says so.
pub type Refused = (Option<String>, SheetError);

/// A table of stops, read.
#[derive(Debug, Default)]
pub struct Stops {
    /// The rows that are stops.
    pub rows: Vec<StopRow>,
    /// Those that are none.
    pub refused: Vec<Refused>,
    /// Rows, by their numbers in the file, without a respondent: taken for that of the row above, as
    /// where cells are merged.
    pub filled: Vec<usize>,
    /// Words that are taken for something more exact than they are, and where.
    pub taken: Vec<String>,
}

/// Reads stops from a sheet. One bad row does not hide the others: each is refused by itself.
pub fn routes(sheet: &Sheet, map: &ColumnMap) -> Result<Stops, SheetError> {
    let (respondent, place) = (
        map.need(sheet, Column::Respondent)?,
        map.need(sheet, Column::Place)?,
    );
    let mut stops = Stops::default();
    let mut above: Option<(usize, String)> = None;
    for row in 0..sheet.rows.len() {
        let number = sheet.number(row);
        let mut who = respondent_name(sheet.cell(row, respondent));
        if let (None, Some((before, name))) = (&who, &above)
            && before + 1 == number
        {
            who = Some(name.clone());
            stops.filled.push(number);
        }
        above = who.clone().map(|name| (number, name));
        match stop(
            sheet,
            map,
            (respondent, place),
            row,
            who.clone(),
            &mut stops.taken,
        ) {
            Ok(stop) => stops.rows.push(stop),
            Err(error) => stops.refused.push((who, error)),
        }
    }
    Ok(stops)
}

/// The day that a number stands for where a cell lost its form: Excel counts days from the end of 1899.
fn day_of(cell: &Cell) -> Option<When> {
    let Cell::Number(days) = cell else {
        return None;
    };
    let is_day = days.fract() == 0.0 && (20_000.0..60_000.0).contains(days);
    let first = Date::constant(1899, 12, 30);
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a whole number below 60,000"
    )]
    let day = is_day.then(|| first.checked_add((*days as i32).days()));
    day?.ok().map(When::Day)
}

/// Seasons, of which only the year is kept.
const SEASONS: [&str; 16] = [
    "spring",
    "summer",
    "autumn",
    "winter",
    "весна",
    "весной",
    "лето",
    "летом",
    "осень",
    "осенью",
    "зима",
    "зимой",
    "көктем",
    "жаз",
    "күз",
    "қыс",
];

/// What stands after one of `words`, lower case.
fn after<'w>(said: &'w str, words: &[&str]) -> Option<&'w str> {
    let (first, rest) = said.split_once(char::is_whitespace)?;
    words
        .contains(&first.to_lowercase().as_str())
        .then(|| rest.trim())
}

fn told(sheet: &Sheet, row: usize, word: &str, taken: &dyn std::fmt::Display) -> String {
    format!("row {}: `{word}` is taken for `{taken}`", sheet.number(row))
}

fn stop(
    sheet: &Sheet,
    map: &ColumnMap,
    (respondent, place): (usize, usize),
    row: usize,
    who: Option<String>,
    taken: &mut Vec<String>,
) -> Result<StopRow, SheetError> {
    let wrong = |column: usize, expected: &'static str| SheetError::Cell {
        name: sheet.name.clone(),
        row: sheet.number(row),
        column: sheet.columns[column].clone(),
        found: sheet.cell(row, column).to_string(),
        expected,
    };
    let words = |column: Column| {
        let at = map.at(column)?;
        Some((at, sheet.cell(row, at).words()))
    };
    let text = |column: Column| words(column).map(|(_, words)| words.unwrap_or_default());
    let place_named = sheet.cell(row, place).words();
    let order = match map.at(Column::Order) {
        None => None,
        Some(at) if sheet.cell(row, at).is_empty() => None,
        Some(at) => {
            let number = respondent_name(sheet.cell(row, at)).and_then(|it| it.parse().ok());
            let number = number.filter(|it| (1..=999).contains(it));
            Some(number.ok_or_else(|| wrong(at, "the number of the stop, from 1"))?)
        }
    };
    let kind = match words(Column::Kind) {
        Some((at, Some(word))) => {
            let kind = StopKind::parse(&word);
            Some(kind.ok_or_else(|| wrong(at, "origin, transit or destination"))?)
        }
        _ => None,
    };
    let arrived = match words(Column::Arrived) {
        Some((at, Some(word))) => {
            let known = day_of(sheet.cell(row, at)).map_or_else(|| word.parse(), Ok);
            let read = known.or_else(|error| {
                let year: When = after(&word, &SEASONS).ok_or(error)?.parse()?;
                taken.push(told(sheet, row, &word, &year));
                Ok::<When, NotWhen>(year)
            });
            Some(Some(read.map_err(|_| {
                wrong(at, "a time like 2019-05-12, 2019-05, 2019 or `age 14`")
            })?))
        }
        Some((_, None)) => Some(None),
        None => None,
    };
    let stayed = match words(Column::Stay) {
        Some((at, Some(word))) => {
            // A bare number is in the unit that the heading names.
            let unit = plain(&sheet.columns[at]);
            let unit = unit.rsplit(' ').next().unwrap_or_default();
            let exact = |word: &str| -> Result<Stay, NotStay> {
                word.parse().or_else(|_| format!("{word} {unit}").parse())
            };
            let read = exact(&word).or_else(|error| {
                let stay = rough(&word, unit).ok_or(error)?;
                taken.push(told(sheet, row, &word, &stay));
                Ok::<Stay, NotStay>(stay)
            });
            Some(Some(read.map_err(|_| {
                wrong(
                    at,
                    "a number of days, weeks, months or years like `3 months`",
                )
            })?))
        }
        Some((_, None)) => Some(None),
        None => None,
    };
    let evidence = text(Column::Evidence).map(|it| {
        let parts = it.split(" | ").map(|it| it.trim().to_owned());
        parts.filter(|it| !it.is_empty()).collect()
    });
    Ok(StopRow {
        row: sheet.number(row),
        respondent: who.ok_or_else(|| wrong(respondent, "the name of a respondent"))?,
        order,
        place: place_named.ok_or_else(|| wrong(place, "the name of a place"))?,
        kind,
        arrived,
        stayed,
        how: text(Column::How),
        with: text(Column::With),
        evidence,
    })
}

#[cfg(test)]
mod tests {
    use super::super::role::{Role, decide};
    use super::super::sheet;
    use super::*;

    fn read(text: &str) -> (Vec<StopRow>, Vec<Refused>) {
        let sheet = sheet::read("r.csv", text.as_bytes()).expect("a sheet");
        let (role, map) = decide(&sheet, &[]).expect("a role");
        assert_eq!(role, Role::Routes);
        let stops = routes(&sheet, &map).expect("routes");
        assert!(stops.filled.is_empty() && stops.taken.is_empty());
        (stops.rows, stops.refused)
    }

    #[test]
    fn stops_are_read_with_what_the_table_says() {
        let (rows, refused) = read(
            "respondent,order,place,kind,arrived,stay_months,how\n\
             306,1,Aysary,origin,,,\n306.0,2.0,Kyzylorda,destination,age 14,3,by bus\n",
        );
        assert_eq!((rows.len(), refused.len()), (2, 0));
        let (first, second) = (&rows[0], &rows[1]);
        assert_eq!(first.respondent, second.respondent);
        assert_eq!((first.arrived, first.stayed), (Some(None), Some(None)));
        assert_eq!(second.order, Some(2));
        assert_eq!(
            second.stayed.flatten().map(|it| it.to_string()).as_deref(),
            Some("3 months")
        );
        assert_eq!(second.how.as_deref(), Some("by bus"));
        assert_eq!((&second.with, &second.evidence), (&None, &None));
        let (rows, _) = read("Респондент;Порядок;Место;Вид;Срок\n306;1;Айсары;транзит;2 недели\n");
        assert_eq!(rows[0].kind, Some(StopKind::Transit));
        assert_eq!(rows[0].stayed.flatten().map(|it| it.days()), Some(14.0));
    }

    #[test]
    fn merged_cells_days_as_numbers_and_missing_numbers_are_read() {
        let words = |it: &str| Cell::of(it);
        let rows = [
            ["Маршруты", "", "", "", "", ""].map(words).to_vec(),
            [
                "№ респондента",
                "№ п/п",
                "Нас. пункт",
                "Тип остановки",
                "Дата прибытия",
                "Срок пребывания",
            ]
            .map(words)
            .to_vec(),
            ["1", "1", "Айсары", "откуда", "", ""].map(words).to_vec(),
            vec![
                Cell::Empty,
                Cell::Number(2.0),
                words("Тараз"),
                words("куда"),
                Cell::Number(43586.0),
                words("полгода"),
            ],
            ["", "", "", "", "", ""].map(words).to_vec(),
            ["", "", "Тараз", "куда", "", ""].map(words).to_vec(),
        ];
        let grid = (1..).zip(rows).collect();
        let sheet = Sheet::from_grid("r.xlsx", "UTF-8", grid).expect("a sheet");
        assert_eq!(sheet.columns.len(), 6);
        assert!(sheet.remarks[0].contains("row 1 of `r.xlsx` stands above the table"));
        let (role, map) = decide(&sheet, &[]).expect("a role");
        assert_eq!(role, Role::Routes);
        let stops = routes(&sheet, &map).expect("routes");
        assert_eq!((stops.rows.len(), stops.filled), (2, vec![4]));
        let second = &stops.rows[1];
        assert_eq!((second.respondent.as_str(), second.order), ("1", Some(2)));
        assert_eq!(second.kind, Some(StopKind::Destination));
        let arrived = second.arrived.flatten().map(|it| it.to_string());
        assert_eq!(arrived.as_deref(), Some("2019-05-01"));
        // Below an empty line nobody is meant.
        assert_eq!(stops.refused.len(), 1);
        assert!(stops.refused[0].1.to_string().contains("row 6"));
    }

    #[test]
    fn what_is_not_exact_is_taken_and_told() {
        let text = "respondent,order,place,kind,arrived,stay\n\
                    306,1,Alpha,origin,весна 2020,около года\n306,2,Beta,,summer 2021,about 2 weeks\n";
        let sheet = sheet::read("r.csv", text.as_bytes()).expect("a sheet");
        let (_, map) = decide(&sheet, &[]).expect("a role");
        let stops = routes(&sheet, &map).expect("routes");
        assert_eq!(stops.refused.len(), 0);
        let first = &stops.rows[0];
        assert_eq!(first.arrived.flatten(), Some(When::Year(2020)));
        assert_eq!(
            first.stayed.flatten().map(|it| it.to_string()).as_deref(),
            Some("1 year")
        );
        let expected = [
            "row 2: `весна 2020` is taken for `2020`",
            "row 2: `около года` is taken for `1 year`",
            "row 3: `summer 2021` is taken for `2021`",
            "row 3: `about 2 weeks` is taken for `2 weeks`",
        ];
        assert_eq!(stops.taken, expected);
    }

    #[test]
    fn a_table_with_numbered_rows_is_no_route_by_that() {
        for heading in ["№ п/п", "Этап"] {
            let text =
                format!("{heading};Респондент;Город;Возраст\n1;306;Айсары;15\n2;307;Тараз;16\n");
            let sheet = sheet::read("r.csv", text.as_bytes()).expect("a sheet");
            assert_eq!(decide(&sheet, &[]).expect("a role").0, Role::Register);
        }
    }

    #[test]
    fn a_bad_cell_is_named_with_what_was_expected() {
        for (row, expected) in [
            (
                "306,x,Alpha,,,",
                "row 2, column `order` of `r.csv` holds `x`, expected the number of the stop, from 1",
            ),
            (
                "306,1,Alpha,halt,,",
                "row 2, column `kind` of `r.csv` holds `halt`, expected origin, transit or destination",
            ),
            (
                "306,1,Alpha,,soon,",
                "row 2, column `arrived` of `r.csv` holds `soon`, expected a time like 2019-05-12, 2019-05, 2019 or `age 14`",
            ),
            (
                "306,1,Alpha,,,a while",
                "row 2, column `stay` of `r.csv` holds `a while`, expected a number of days, weeks, months or years like `3 months`",
            ),
            (
                "306,1,,,,",
                "row 2, column `place` of `r.csv` holds ``, expected the name of a place",
            ),
        ] {
            let (rows, refused) = read(&format!(
                "respondent,order,place,kind,arrived,stay\n{row}\n307,1,Alpha,,,\n"
            ));
            assert_eq!((rows.len(), refused.len()), (1, 1), "{row}");
            assert_eq!(refused[0].1.to_string(), expected);
            assert_eq!(refused[0].0.as_deref(), Some("306"));
        }
    }
}
