//! `quotebook balance`

use super::earlier::hold;
use super::selection::{Selection, length, respondents};
use super::table::{Chosen, Suppress};
use super::{Answer, Context};
use crate::analysis::balance::{Said, balance};
use crate::analysis::disclosure::rows::suppress_balance;
use crate::analysis::disclosure::shown::of_balance;
use crate::analysis::groups::BandOf;
use crate::report::balance as report;

/// Of which quotes, and what is often.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Shows whether quotes stand for the sample: those that `quotebook quotes` prints with the same arguments.\n\nExamples:\n  quotebook balance --code push --pick 3\n  quotebook balance --spread category,gender --often 3 -o balance.html"
)]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// More quotes of one respondent than these are named.
    #[arg(long, value_name = "N", default_value_t = 2)]
    often: usize,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.selection.which())?;
    let request = args.selection.request(context);
    let found = chosen.project.quotes_in(&chosen.study, &request)?;
    let quotes = args.selection.picked(&chosen.study, found)?;
    if quotes.is_empty() {
        context.tell("no quotes found");
        return Ok(Answer::No);
    }
    let sample = chosen.sample();
    let groupings = args.selection.groupings(&chosen.study)?;
    let named = respondents(&chosen.study);
    let said: Vec<Said> = quotes
        .iter()
        .map(|quote| Said {
            code: quote.code,
            respondent: quote
                .respondent
                .as_deref()
                .and_then(|name| named.get(name))
                .copied(),
            words: length(quote),
        })
        .collect();
    let mut found = balance(&sample, &said, &groupings, args.often);
    if let Some(threshold) = Suppress::default().threshold(context, &chosen.project)? {
        let gone = suppress_balance(&mut found, threshold)?;
        if gone > 0 {
            context.tell(&format!(
                "kept back: {gone} groups of fewer than {threshold} respondents, or that would give one back"
            ));
        }
        let asked = BandOf::new();
        let base = chosen.base(&asked);
        hold(
            context,
            &chosen.project,
            of_balance(&base, &sample, &found),
            threshold,
        )?;
    }
    let study = &chosen.study;
    context.document(
        || report::json(study, &found),
        || report::records(&found),
        || report::report(study, &found),
    )?;
    Ok(Answer::Yes)
}
