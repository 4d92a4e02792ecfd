//! Words that were said: how often, how evenly, by group, and near a word.

use serde_json::{Value as Json, json};

use super::behind::{Behind, Leads};
use super::records::Records;
use super::shares::whole;
use super::table::{Cell, Column, Row, Table};
use super::{Block, Report};
use crate::analysis::dispersion::{gries_dp, juilland_d};
use crate::analysis::groups::Groups;
use crate::analysis::keyness::{self, log_likelihood, log_ratio};
use crate::analysis::words::{Frequencies, Frequency};
use crate::model::said::Said;

pub use super::near::Near;

/// Below this log-likelihood a word is not called key: p < 0.0001 (Rayson and Garside 2000).
const KEY: f64 = 15.13;

/// Frequencies with what they are of.
pub struct Words<'w> {
    /// The words.
    pub said: &'w Said,
    /// Their frequencies.
    pub found: &'w Frequencies,
    /// The groups.
    pub groups: &'w Groups,
    /// How many of the list are shown, and how many key words of each group.
    pub limit: usize,
    /// What was left out, in words.
    pub left_out: String,
}

/// A word of a group against the rest.
struct Key<'w> {
    word: &'w Frequency,
    here: u64,
    g2: f64,
    ratio: f64,
}

impl<'w> Words<'w> {
    fn name(&self, it: &Frequency) -> &'w str {
        &self.said.words[it.word].folded
    }

    fn of_group(&self, it: &Frequency, group: usize) -> keyness::Frequencies {
        keyness::Frequencies {
            here: it.by_group[group],
            size: self.found.sizes[group],
            there: it.n - it.by_group[group],
            rest: self.found.size - self.found.sizes[group],
        }
    }

    fn spread(&self, it: &Frequency) -> (Option<f64>, Option<f64>) {
        let sizes: Vec<u64> = self.said.sources.iter().map(|it| it.size).collect();
        let mut times = vec![0; sizes.len()];
        for (place, here) in &self.said.words[it.word].times {
            times[*place] = *here;
        }
        (juilland_d(&times, &sizes), gries_dp(&times, &sizes))
    }

    /// Groups in which anything was said.
    fn filled(&self) -> impl Iterator<Item = usize> {
        (0..self.groups.names.len()).filter(|at| self.found.sizes[*at] > 0)
    }

    /// Words that are more frequent in a group than in the rest, the surest first.
    fn key_words(&self, group: usize) -> Vec<Key<'w>> {
        let key = |word: &'w Frequency| {
            let of = self.of_group(word, group);
            let (g2, ratio) = (log_likelihood(of)?, log_ratio(of)?);
            let here = of.here;
            (ratio > 0.0 && g2 >= KEY).then_some(Key {
                word,
                here,
                g2,
                ratio,
            })
        };
        let mut keys: Vec<Key<'w>> = self.found.words.iter().filter_map(key).collect();
        keys.sort_by(|a, b| {
            b.g2.total_cmp(&a.g2)
                .then_with(|| self.name(a.word).cmp(self.name(b.word)))
        });
        keys
    }

    fn group(&self, at: usize) -> Json {
        let names = self.groups.attributes.iter().cloned();
        names
            .zip(self.groups.names[at].iter().map(|it| json!(it)))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }

    /// One object: at most `limit` words, and as many key words of each group.
    pub fn json(&self) -> String {
        let words = self.found.words.iter().take(self.limit).map(|it| {
            let (d, dp) = self.spread(it);
            let groups = self.filled().map(|at| {
                let of = self.of_group(it, at);
                json!({
                    "group": self.group(at), "n": of.here, "base": of.size,
                    "per_10000": per(of.here, of.size),
                    "log_likelihood": log_likelihood(of), "log_ratio": log_ratio(of),
                })
            });
            json!({
                "word": self.name(it), "n": it.n, "base": self.found.size,
                "per_10000": per(it.n, self.found.size), "respondents": it.respondents,
                "juilland_d": d, "gries_dp": dp, "groups": groups.collect::<Vec<_>>(),
            })
        });
        let keys = self.filled().map(|at| {
            let keys = self.key_words(at);
            let words = keys.iter().take(self.limit).map(|it| {
                json!({
                    "word": self.name(it.word), "n": it.here,
                    "log_likelihood": it.g2, "log_ratio": it.ratio,
                })
            });
            json!({ "group": self.group(at), "base": self.found.sizes[at], "words": words.collect::<Vec<_>>() })
        });
        let object = json!({
            "unit": "words",
            "base": self.found.size,
            "respondents": self.found.respondents,
            "different": self.found.words.len(),
            "by": self.groups.attributes,
            "words": words.collect::<Vec<_>>(),
            "key": keys.collect::<Vec<_>>(),
            "notes": [self.left_out],
        });
        // Names are strings and numbers are finite, so nothing here can fail to be written.
        serde_json::to_string_pretty(&object).unwrap_or_default() + "\n"
    }

    /// One row for each word and group, all together first.
    pub fn records(&self) -> Records {
        let mut columns = vec!["word"];
        columns.extend(self.groups.attributes.iter().map(String::as_str));
        columns.extend([
            "n",
            "base",
            "per_10000",
            "respondents",
            "juilland_d",
            "gries_dp",
            "log_likelihood",
            "log_ratio",
        ]);
        let mut records = Records::new(&columns);
        for it in self.found.words.iter().take(self.limit) {
            let (d, dp) = self.spread(it);
            let mut row = vec![json!(self.name(it))];
            row.extend(self.groups.attributes.iter().map(|_| json!("all")));
            row.extend([
                json!(it.n),
                json!(self.found.size),
                json!(per(it.n, self.found.size)),
                json!(it.respondents),
                json!(d),
                json!(dp),
            ]);
            row.extend([Json::Null, Json::Null]);
            records.rows.push(row);
            for at in self.filled() {
                let of = self.of_group(it, at);
                let mut row = vec![json!(self.name(it))];
                row.extend(self.groups.names[at].iter().map(|it| json!(it)));
                row.extend([json!(of.here), json!(of.size), json!(per(of.here, of.size))]);
                row.extend([Json::Null, Json::Null, Json::Null]);
                row.extend([json!(log_likelihood(of)), json!(log_ratio(of))]);
                records.rows.push(row);
            }
        }
        records
    }

    /// The passages in which a word of a group stands; of everybody where there is none.
    fn passages(&self, it: &Frequency, group: Option<usize>) -> Option<Leads> {
        let word = format!("\"{}\"", self.name(it));
        match group {
            None => Some(Leads::Passages(word)),
            Some(at) if it.by_group[at] > 0 => {
                let group = self.groups.queries[at].as_ref()?;
                Some(Leads::Passages(format!("{word} AND {group}")))
            }
            Some(_) => None,
        }
    }

    /// The most frequent words, then the key words of each group.
    pub fn report(&self) -> Report {
        let mut blocks = vec![Block::Table(self.list())];
        for at in self.filled() {
            let keys = self.key_words(at);
            let row = |it: &Key<'_>| {
                let of = self.of_group(it.word, at);
                Row::Cells(vec![
                    Cell::Text(self.name(it.word).to_owned()),
                    whole(it.here),
                    decimal(per(of.here, of.size), 1),
                    decimal(per(of.there, of.rest), 1),
                    decimal(it.g2, 1),
                    decimal(it.ratio, 2),
                ])
            };
            let name = self.groups.names[at].join(" · ");
            let shown = keys.iter().take(self.limit).enumerate();
            let behind = shown.filter_map(|(row, it)| {
                let leads = self.passages(it.word, Some(at))?;
                Some(leads.from(row, 1))
            });
            let behind = behind.collect();
            blocks.push(Block::Table(Table {
                caption: format!(
                    "Key words of {name} ({} words) against the rest",
                    self.found.sizes[at]
                ),
                columns: vec![
                    Column::text("Word"),
                    Column::number("n"),
                    Column::number("per 10,000"),
                    Column::number("rest"),
                    Column::number("G²"),
                    Column::number("log ratio"),
                ],
                rows: keys.iter().take(self.limit).map(row).collect(),
                notes: match keys.is_empty() {
                    true => vec![format!("No word reaches G² = {KEY} (p < 0.0001).")],
                    false => Vec::new(),
                },
                behind,
            }));
        }
        Report {
            title: String::new(),
            blocks,
        }
    }

    /// What the numbers of the list stand for.
    fn behind(&self) -> Vec<Behind> {
        let mut behind = Vec::new();
        for (row, it) in self.found.words.iter().take(self.limit).enumerate() {
            let all = self.passages(it, None);
            behind.extend(all.map(|leads| leads.from(row, 1)));
            for (place, at) in self.filled().enumerate() {
                let group = self.passages(it, Some(at));
                behind.extend(group.map(|leads| leads.from(row, 6 + 2 * place)));
            }
        }
        behind
    }

    fn list(&self) -> Table {
        let mut columns = vec![
            Column::text("Word"),
            Column::number("n"),
            Column::number("per 10,000"),
            Column::number("respondents"),
            Column::number("D"),
            Column::number("DP"),
        ];
        for at in self.filled() {
            let group = format!(
                "{} ({} words)",
                self.groups.names[at].join(" · "),
                self.found.sizes[at]
            );
            columns.push(Column::number("n").under(&group));
            columns.push(Column::number("per 10,000").under(&group));
        }
        let value = |it: Option<f64>| it.map_or(Cell::Empty, |value| decimal(value, 2));
        let row = |it: &Frequency| {
            let (d, dp) = self.spread(it);
            let mut cells = vec![
                Cell::Text(self.name(it).to_owned()),
                whole(it.n),
                decimal(per(it.n, self.found.size), 1),
                whole(it.respondents),
                value(d),
                value(dp),
            ];
            for at in self.filled() {
                cells.push(whole(it.by_group[at]));
                cells.push(decimal(per(it.by_group[at], self.found.sizes[at]), 1));
            }
            Row::Cells(cells)
        };
        let mut notes = vec![
            self.left_out.clone(),
            "D (Juilland): 1 is evenly spread over the sources; DP (Gries): 0 is.".to_owned(),
        ];
        if self.found.words.len() > self.limit {
            notes.push(format!(
                "The first {} of {} different words.",
                self.limit,
                self.found.words.len()
            ));
        }
        if !self.groups.names.is_empty() {
            notes.push(format!(
                "Key words are more frequent in the group than in all other groups together, with G² of at least {KEY} \
                 (Rayson and Garside 2000; p < 0.0001 for words drawn at random, which words of one person are not). \
                 A log ratio of 1 is twice as often (Hardie 2014)."
            ));
        }
        Table {
            caption: format!(
                "Words (N={} words of {} respondents)",
                self.found.size, self.found.respondents
            ),
            columns,
            rows: self.found.words.iter().take(self.limit).map(row).collect(),
            behind: self.behind(),
            notes,
        }
    }
}

fn per(n: u64, size: u64) -> f64 {
    match size {
        0 => 0.0,
        size => 10_000.0 * n as f64 / size as f64,
    }
}

pub(super) fn decimal(value: f64, decimals: u8) -> Cell {
    Cell::Number { value, decimals }
}
