//! Routes for machines: one object. What people are not shown, machines are not either.

use serde_json::{Value as Json, json};

use super::Document;
use crate::analysis::crosstab::Share;
use crate::analysis::routes::{Line, hidden, is_small};
use crate::model::place::PlaceId;
use crate::report::shares::group;

impl Document<'_> {
    /// One object.
    pub fn json(&self) -> String {
        let table = self.table;
        let cells = |n: &[u64], bases: &[u64], shut: &[bool], closed: &[bool]| -> Vec<Json> {
            let cell = |at: usize| {
                let group = group(&table.heads[at].0, &table.attributes);
                let (n, base) = (n[at], bases[at]);
                // A base that is hidden itself is not said here either.
                let base_said = (!closed[at]).then_some(base);
                match shut[at] {
                    true => {
                        json!({ "group": group, "n": Json::Null, "base": base_said, "hidden": true })
                    }
                    false => json!({
                        "group": group, "n": n, "base": base_said, "percent": Share::of(n, base).percent(),
                    }),
                }
            };
            (0..n.len()).map(cell).collect()
        };
        let open = vec![false; table.heads.len()];
        let bases: Vec<u64> = table.heads.iter().map(|it| it.1).collect();
        let shut = |lines: Vec<Vec<u64>>| hidden(&lines, self.least);
        let place = |it: Option<PlaceId>| it.map(|it| self.ways.name(it));
        let destinations = table.destinations.iter().zip(self.closed()).map(|(it, closed)| {
            let part = |kind: &str, lines: &[Line]| -> Vec<Json> {
                let marks = self.marks(kind, lines, &closed);
                let lines = lines.iter().zip(marks).map(|(line, marks)| {
                    json!({ "place": place(line.place), "cells": cells(&line.n, &it.n, &marks, &closed) })
                });
                lines.collect()
            };
            json!({
                "place": place(it.place), "country": self.country(it.place),
                "cells": cells(&it.n, &bases, &closed, &open),
                "origins": part("origin", &it.origins), "transits": part("transit", &it.transits),
            })
        });
        let marks = shut(table.crossing.iter().map(|it| it.1.clone()).collect());
        let crossing = table.crossing.iter().zip(&marks).map(|((kind, n), marks)| {
            json!({ "route": kind.name(), "cells": cells(n, &bases, marks, &open) })
        });
        let base = self.base();
        let shown = |n: &u64| !is_small(*n, self.least);
        let share = |n: u64| Share::of(n, base).percent();
        let corridors = self.corridors.iter().filter(|it| shown(&it.n)).map(|it| {
            json!({
                "from": self.ways.name(it.from), "to": self.ways.name(it.to),
                "border": it.crossing.name(), "n": it.n, "base": base, "percent": share(it.n),
            })
        });
        let chains = self.chains.iter().filter(|it| shown(&it.n)).map(|it| {
            let places: Vec<&str> = it.places.iter().map(|it| self.ways.name(*it)).collect();
            json!({ "places": places, "n": it.n, "base": base, "percent": share(it.n) })
        });
        let stays = self.stays.iter().filter(|it| shown(&(it.people as u64))).map(|it| {
            let extreme = |days: f64| (self.least == 0).then_some(days);
            json!({
                "kind": it.kind.name(), "place": place(it.place), "n": it.days.n, "base": it.stops,
                "unit": "days", "median": it.days.median, "low": extreme(it.days.lowest), "high": extreme(it.days.highest),
            })
        });
        let object = json!({
            "unit": "respondents",
            "base": base,
            "by": table.attributes,
            "fewer_than_hidden": self.least,
            "destinations": destinations.collect::<Vec<_>>(),
            "crossing": crossing.collect::<Vec<_>>(),
            "corridors": corridors.collect::<Vec<_>>(),
            "chains": chains.collect::<Vec<_>>(),
            "stays": stays.collect::<Vec<_>>(),
        });
        // Names are strings and numbers are finite, so nothing here can fail to be written.
        serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
    }
}
