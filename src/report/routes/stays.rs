//! How long respondents stayed, kind by kind and place by place.

use super::Document;
use crate::analysis::routes::{StayLine, is_small};
use crate::model::when::Stay;
use crate::report::table::{Cell, Column, Row, Table};

impl Document<'_> {
    pub(super) fn lengths(&self) -> Option<Table> {
        let small = |it: &&StayLine| is_small(it.people as u64, self.least);
        let shown: Vec<&StayLine> = self.stays.iter().filter(|it| !small(it)).collect();
        let left = self.stays.len() - shown.len();
        let length = |days: f64| Cell::Text(Stay::of_days(days).to_string());
        // The shortest and the longest are one person's.
        let extreme = |days: f64| match self.least {
            0 => length(days),
            _ => Cell::Empty,
        };
        let row = |it: &&StayLine| {
            Row::Cells(vec![
                Cell::Text(it.kind.name().to_owned()),
                Cell::Text(it.place.map_or("all", |it| self.ways.name(it)).to_owned()),
                Cell::count(it.days.n),
                Cell::count(it.stops),
                length(it.days.median),
                extreme(it.days.lowest),
                extreme(it.days.highest),
            ])
        };
        let mut notes = vec!["n: stops of which the length is known, of so many.".to_owned()];
        if left > 0 {
            notes.push(format!(
                "{left} rows not shown, each of fewer than {} respondents.",
                self.least
            ));
        }
        (!self.stays.is_empty()).then(|| Table {
            caption: "How long respondents stayed".to_owned(),
            columns: vec![
                Column::text("Stop"),
                Column::text("Place"),
                Column::number("n"),
                Column::number("Stops"),
                Column::text("Median"),
                Column::text("Shortest"),
                Column::text("Longest"),
            ],
            rows: shown.iter().map(row).collect(),
            notes,
            ..Table::default()
        })
    }
}
