//! Words that stand near a word.

use serde_json::json;

use super::behind::{Behind, Leads};
use super::records::Records;
use super::shares::whole;
use super::table::{Cell, Column, Row, Table};
use super::words::decimal;
use super::{Block, Report};
use crate::analysis::collocations::{Collocate, Collocations};
use crate::model::said::Said;

/// Collocations with what they are of.
pub struct Near<'w> {
    /// The words.
    pub said: &'w Said,
    /// What was found.
    pub found: &'w Collocations,
    /// The word that the others are near to, as asked for.
    pub node: &'w str,
    /// Words on each side.
    pub window: usize,
    /// How many are shown.
    pub limit: usize,
    /// What was left out, in words.
    pub left_out: String,
}

impl Near<'_> {
    /// The passages in which the words stand near each other. A beginning of words stands in no
    /// question about words that are near.
    fn behind(&self) -> Vec<Behind> {
        let is_word = !self.node.ends_with('*');
        let shown = self.found.words.iter().take(self.limit).enumerate();
        let lead = |(row, it): (usize, &Collocate)| {
            let word = &self.said.words[it.word].folded;
            let near = self.window.saturating_sub(1);
            Leads::Passages(format!("\"{} {word}\"~{near}", self.node)).from(row, 1)
        };
        shown.filter(|_| is_word).map(lead).collect()
    }

    /// One row for each word.
    pub fn records(&self) -> Records {
        let mut records = Records::new(&[
            "word",
            "n",
            "base",
            "expected",
            "log_likelihood",
            "mi",
            "log_dice",
        ]);
        records
            .rows
            .extend(self.found.words.iter().take(self.limit).map(|it| {
                vec![
                    json!(self.said.words[it.word].folded),
                    json!(it.n),
                    json!(it.all),
                    json!(it.expected),
                    json!(it.log_likelihood),
                    json!(it.mi),
                    json!(it.log_dice),
                ]
            }));
        records
    }

    /// The table for people.
    pub fn report(&self) -> Report {
        let row = |it: &Collocate| {
            Row::Cells(vec![
                Cell::Text(self.said.words[it.word].folded.clone()),
                whole(it.n),
                whole(it.all),
                decimal(it.expected, 1),
                decimal(it.log_likelihood, 1),
                decimal(it.mi, 2),
                decimal(it.log_dice, 2),
            ])
        };
        let table = Table {
            caption: format!(
                "Words near `{}` (n={}, at most {} words away, N={} words)",
                self.node, self.found.node, self.window, self.found.size
            ),
            columns: vec![
                Column::text("Word"),
                Column::number("near"),
                Column::number("of all"),
                Column::number("expected"),
                Column::number("G²"),
                Column::number("MI"),
                Column::number("log Dice"),
            ],
            rows: self.found.words.iter().take(self.limit).map(row).collect(),
            notes: vec![
                self.left_out.clone(),
                "Only words that stand there more often than chance would have them; never across passages.".to_owned(),
            ],
            behind: self.behind(),
        };
        Report {
            title: String::new(),
            blocks: vec![Block::Table(table)],
        }
    }
}
