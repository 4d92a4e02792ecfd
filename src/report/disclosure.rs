//! Who can be recognised by attributions, and what telling less would lose.

use serde_json::{Value as Json, json};

use super::records::Records;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::disclosure::attributions::{Gathered, Recognisable};
use crate::analysis::disclosure::generalise::{Way, Wish};
use crate::model::attribution::Template;
use crate::model::quote::Quote;

/// What was found, with what it takes to say it.
pub struct Document<'d> {
    /// The quotes.
    pub quotes: &'d [Quote],
    /// Who can be recognised.
    pub found: &'d Recognisable,
    /// Thresholds within the team and in public.
    pub thresholds: (usize, usize),
    /// The one that the answer is about.
    pub threshold: usize,
    /// Ways of telling less, where they are asked for.
    pub ways: &'d [(Wish, Way)],
    /// The attribution that tells less is made from.
    pub template: &'d Template,
}

impl Document<'_> {
    fn told(&self, it: &Gathered) -> Json {
        let values = it
            .told
            .iter()
            .map(|(name, value)| (name.clone(), json!(value)));
        Json::Object(values.collect())
    }

    fn below(&self, threshold: usize) -> Json {
        let people = self.found.respondents.iter().filter(|it| it.k < threshold);
        json!({ "threshold": threshold, "quotes": self.found.below(threshold), "respondents": people.count() })
    }

    /// One object: a summary, respondents, quotes and ways of telling less.
    pub fn json(&self) -> String {
        let respondents = self.found.respondents.iter().map(|it| {
            json!({
                "respondent": it.respondent, "attribution": it.attribution, "attributes": self.told(it),
                "n": it.k, "base": self.found.people, "with_codes": it.with_codes,
                "quotes": it.quotes, "codes": it.codes,
            })
        });
        let quotes = self.quotes.iter().zip(&self.found.quotes).map(|(quote, k)| {
            json!({
                "respondent": quote.respondent, "attribution": quote.attribution, "code": quote.key,
                "source": quote.source, "start": quote.start, "end": quote.end,
                "n": k, "base": self.found.people,
            })
        });
        let ways = self.ways.iter().map(|(wish, way)| {
            json!({
                "way": wish.name(), "attribution": self.template.without(&way.dropped()), "bands": way.bands(),
                "loss_bits": way.loss, "smallest": way.smallest, "below": way.below, "reaches": way.below == 0,
            })
        });
        let object = json!({
            "summary": {
                "unit": "respondents", "base": self.found.people, "quotes": self.quotes.len(),
                "respondents": self.found.respondents.len(),
                "team": self.below(self.thresholds.0), "public": self.below(self.thresholds.1),
            },
            "respondents": respondents.collect::<Vec<_>>(),
            "quotes": quotes.collect::<Vec<_>>(),
            "generalise": ways.collect::<Vec<_>>(),
        });
        // Names are strings and numbers are finite, so nothing here can fail to be written.
        serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
    }

    /// One row for each respondent that is quoted; with ways, one for each of them.
    pub fn records(&self) -> Records {
        if !self.ways.is_empty() {
            let mut records = Records::new(&[
                "way",
                "attribution",
                "bands",
                "loss_bits",
                "smallest",
                "below",
            ]);
            records.rows.extend(self.ways.iter().map(|(wish, way)| {
                vec![
                    json!(wish.name()),
                    json!(self.template.without(&way.dropped())),
                    json!(way.bands()),
                    json!(way.loss),
                    json!(way.smallest),
                    json!(way.below),
                ]
            }));
            return records;
        }
        let mut records = Records::new(&[
            "respondent",
            "attribution",
            "n",
            "base",
            "with_codes",
            "quotes",
            "codes",
            "verdict",
        ]);
        records.rows.extend(self.found.respondents.iter().map(|it| {
            vec![
                json!(it.respondent),
                json!(it.attribution),
                json!(it.k),
                json!(self.found.people),
                json!(it.with_codes),
                json!(it.quotes),
                json!(it.codes),
                json!(self.verdict(it.k)),
            ]
        }));
        records
    }

    fn verdict(&self, k: usize) -> &'static str {
        let (team, public) = self.thresholds;
        match (k < team, k < public) {
            (true, _) => "recognisable",
            (false, true) => "team only",
            (false, false) => "fine",
        }
    }

    /// For people.
    pub fn report(&self) -> Report {
        let (team, public) = self.thresholds;
        let mut blocks = vec![Block::Paragraph(format!(
            "{} of {}: {} stand under an attribution that fewer than {team} of {} respondents share (the \
             threshold within the team), {} under one that fewer than {public} share (in public).",
            counted(self.quotes.len(), "quote"),
            counted(self.found.respondents.len(), "respondent"),
            self.found.below(team),
            self.found.people,
            self.found.below(public),
        ))];
        blocks.push(Block::Table(self.people()));
        if !self.ways.is_empty() {
            blocks.push(Block::Table(self.of_ways()));
        }
        Report {
            title: "Who can be recognised".to_owned(),
            blocks,
        }
    }

    fn people(&self) -> Table {
        let columns = vec![
            Column::text("Attribution"),
            Column::number("shared by"),
            Column::number("with these codes"),
            Column::number("quotes"),
            Column::text("codes quoted"),
            Column::text("verdict"),
        ];
        let row = |it: &Gathered| {
            Row::Cells(vec![
                Cell::Text(it.attribution.clone()),
                Cell::count(it.k),
                Cell::count(it.with_codes),
                Cell::count(it.quotes),
                Cell::Text(it.codes.iter().cloned().collect::<Vec<_>>().join(", ")),
                Cell::Text(self.verdict(it.k).to_owned()),
            ])
        };
        Table {
            caption: "What each number gathers over all its quotes".to_owned(),
            columns,
            rows: self.found.respondents.iter().map(row).collect(),
            notes: vec![format!(
                "Shared by: respondents of the study, of {}, of whom all is true that the attribution tells beside \
                 the number; what is not told of somebody is taken as not known. With these codes: of these, those \
                 who have every code that is quoted of this one.",
                self.found.people
            )],
            ..Table::default()
        }
    }

    fn of_ways(&self) -> Table {
        let columns = vec![
            Column::text("Telling less"),
            Column::text("Attribution"),
            Column::text("Bands"),
            Column::number("loss, bits"),
            Column::number("shared by at least"),
            Column::number("respondents below"),
        ];
        let row = |(wish, way): &(Wish, Way)| {
            let bands = way.bands().into_iter();
            let bands = bands.map(|(name, width)| format!("{name}: {width} wide"));
            Row::Cells(vec![
                Cell::Text(wish.name().to_owned()),
                Cell::Text(self.template.without(&way.dropped())),
                Cell::Text(bands.collect::<Vec<_>>().join(", ")),
                Cell::Number {
                    value: way.loss,
                    decimals: 2,
                },
                Cell::count(way.smallest),
                Cell::count(way.below),
            ])
        };
        Table {
            caption: format!(
                "What would be told so that at least {} respondents share it",
                self.threshold
            ),
            columns,
            rows: self.ways.iter().map(row).collect(),
            notes: vec![
                "Of each kind the way that reaches the threshold for everybody who is quoted and loses least, or \
                 leaves the fewest below it. Loss: how much less the attribution tells of a respondent of the study, \
                 as entropy (Shannon 1948)."
                    .to_owned(),
            ],
            ..Table::default()
        }
    }
}

fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
