//! `quotebook search`

use std::collections::BTreeSet;

use serde_json::json;

use super::arguments::Format;
use super::recognisable::{Allowed, weigh_people};
use super::selection::LEFT_OUT;
use super::table::Kept;
use super::{Answer, Context};
use crate::model::respondent::RespondentId;
use crate::project::{Codings, Project, SearchRequest, leave_out};
use crate::report::records::Records;
use crate::report::search::{self, Counts};

/// What to look for, and how to show it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The query language:
  coal                      every form of the word, in the language of the notes
  \"no money\"                these words, exactly so
  \"coal winter\"~5           near each other, at most 5 words between
  quarrel*  mony~1          words that begin so; words at most 1 (or 2) letters away
  /had (no|little) \\w+/     a regular expression
  a b, a AND b, a OR b, NOT a, ( )
  code:push/poverty         coded with it or with a code below it
  coder:ana                 coded by her; with code: both are about one coding
  age:[10 TO 14]  age:>=15  category:\"vulnerable child\"  place:Kok*  place:*
  source:306  respondent:306  language:ru  speaker:interviewer
  code:a OVERLAPS code:b    also WITHIN, and BEFORE/3 (at most 3 passages before)

Examples:
  quotebook search 'coal OR firewood' --kwic
  quotebook search '\"no money\" NOT speaker:interviewer gender:female'
  quotebook search 'code:push/poverty age:<15' --format json")]
pub struct Arguments {
    /// What to look for, in the query language.
    #[arg(required = true, num_args = 1.., value_name = "QUERY")]
    query: Vec<String>,
    /// Show what is found in the middle of its line.
    #[arg(long)]
    kwic: bool,
    /// The best passages first, instead of reading order.
    #[arg(long)]
    ranked: bool,
    /// Show at most so many passages; all are counted.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Only say how much is found.
    #[arg(long, conflicts_with = "kwic")]
    count: bool,
    #[command(flatten)]
    kept: Kept,
    #[command(flatten)]
    allowed: Allowed,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let found = project.search(&SearchRequest {
        query: args.query.join(" "),
        ranked: args.ranked,
        limit: if args.count { Some(0) } else { args.limit },
        moment: context.moment,
        kept: context.is_public() && !args.kept.excluded,
    })?;
    if found.left_out {
        context.tell(LEFT_OUT);
    }
    // What few have is counted nowhere in public.
    let least = match context.is_public() {
        true => project.settings().disclosure.public,
        false => 0,
    };
    let counts = Counts {
        passages: found.passages,
        sources: found.sources,
        respondents: found.respondents,
        least,
    };
    if found.passages == 0 && context.format == Format::Text {
        eprintln!("nothing found");
    } else if args.count {
        let mut records = Records::new(&["passages", "sources", "respondents"]);
        let numbers = [counts.passages, counts.sources, counts.respondents];
        let shown = |n: usize| json!((!counts.are_few()).then_some(n));
        records.rows.push(numbers.map(shown).to_vec());
        if counts.are_few() {
            context.below(format!("Of fewer than {least} respondents."));
        }
        context.list(records, "")?;
    } else {
        let whose = found
            .hits
            .iter()
            .filter_map(|it| found.study.sources.get(&it.source));
        let people: BTreeSet<_> = whose.filter_map(|it| it.respondent).collect();
        weigh_search(context, &project, args, &people)?;
        let template = project.template(&found.study)?;
        let (study, hits) = (&found.study, &found.hits);
        context.answer(
            || search::records(study, hits, &template),
            || match args.kwic {
                true => search::kwic(study, hits, counts),
                false => search::report(study, hits, counts, &template),
            },
        )?;
    }
    Ok(match found.passages {
        0 => Answer::No,
        _ => Answer::Yes,
    })
}

/// Weighs what passages tell of who speaks: their attributions are those of quotes.
fn weigh_search(
    context: &Context,
    project: &Project,
    args: &Arguments,
    people: &BTreeSet<RespondentId>,
) -> anyhow::Result<()> {
    if !context.is_public() {
        return Ok(());
    }
    let mut study = project.study(context.moment, &Codings::None)?;
    if !args.kept.excluded {
        let excluded = project.excluded(&study, &[args.query.join(" ")])?;
        leave_out(&mut study, &excluded);
    }
    weigh_people(context, project, &study, people, &args.allowed)
}
