//! `quotebook disagreements`

use clap::{Args, ValueEnum};

use super::chosen::{Chosen, Whom};
use super::{Answer, Context};
use crate::analysis::agreement::decisions::Unit;
use crate::analysis::agreement::disagreements::{confusion, of};
use crate::report::disagreements::{self, Case};

/// Whose differences, and in which order.
#[derive(Debug, Args)]
pub struct Arguments {
    #[command(flatten)]
    whom: Whom,
    /// The order.
    #[arg(long, value_enum, default_value_t = Sort::Cost)]
    sort: Sort,
    /// Show at most so many; all are counted.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sort {
    /// What costs most agreement first.
    Cost,
    /// Reading order.
    Source,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let chosen = Chosen::new(context, &args.whom)?;
    let question = chosen.question(Unit::Character, &chosen.coders)?;
    let mut cases: Vec<Case<'_>> = Vec::new();
    chosen.tell_compared(context, &question);
    let looked = question.looked_at_by_two();
    let confusion = confusion(looked.iter().map(|(_, it, who)| (it, who.as_slice())));
    for (id, continuum, who) in looked {
        let known = (
            chosen.study.sources.get(&id),
            chosen.texts.get(&id),
            chosen.masks.get(&id),
        );
        let (Some(source), Some(text), Some(mask)) = known else {
            continue;
        };
        let found = of(&continuum, &who).into_iter();
        cases.extend(found.map(|difference| Case {
            source,
            text,
            mask,
            difference,
        }));
    }
    if args.sort == Sort::Cost {
        cases.sort_by_key(|case| std::cmp::Reverse(case.difference.cost));
    }
    let names = disagreements::Names::new(&chosen.study, &question.coders, &question.codes);
    let shown = &cases[..args.limit.unwrap_or(usize::MAX).min(cases.len())];
    context.answer(
        || disagreements::records(&names, shown),
        || disagreements::report(&names, &confusion, &cases, shown),
    )?;
    Ok(if cases.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    })
}
