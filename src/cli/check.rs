//! `quotebook check`

use super::history::count;
use super::{Answer, Context};
use crate::analysis::register::doubts;
use crate::jobs::contradicted::{Contradictions, left_out};
use crate::model::classification::{State, outcomes};
use crate::model::route::routes;
use crate::model::route_faults::{Life, faults};
use crate::project::{Codings, IndexState, Project};

/// How thoroughly.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// Also fold the whole journal anew and compare it with the tables.
    #[arg(long)]
    deep: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let project = context.project()?;
    let mut faults: Vec<String> = project
        .faults(args.deep)?
        .iter()
        .map(ToString::to_string)
        .collect();
    let state = match faults.is_empty() {
        true => project.index_state(&project.study(None, &Codings::None)?, true)?,
        false => IndexState::Behind,
    };
    if state == IndexState::Damaged {
        faults.push("the index is damaged; the next search makes it anew".to_owned());
    }
    if faults.is_empty() {
        let what = if args.deep {
            "chain, texts, codings and tables"
        } else {
            "chain, texts and codings"
        };
        let index = match state {
            IndexState::Whole => "; the index is whole",
            _ => "; the index is made by the next search",
        };
        let mut lines = format!("sound: {what} are as the journal says{index}\n");
        let idle = project.idle_edits()?;
        for it in &idle {
            lines.push_str(&format!(
                "edit of coding `{}` in source `{}` does not stand at its words: {}\n",
                it.coding, it.source, it.reason
            ));
        }
        for line in to_look_at(context, &project)? {
            lines.push_str(&line);
            lines.push('\n');
        }
        context.write(lines.as_bytes())?;
        if idle.is_empty() {
            return Ok(Answer::Yes);
        }
        eprintln!(
            "{} printed with the words of the source until edited anew by `quotebook quote edit`",
            count(idle.len(), "quote")
        );
        return Ok(Answer::No);
    }
    let lines: String = faults.iter().map(|fault| format!("{fault}\n")).collect();
    context.write(lines.as_bytes())?;
    eprintln!(
        "{} faults; a backup made earlier can be put in place of quotebook.db",
        faults.len()
    );
    Ok(Answer::No)
}

/// What is no damage and still waits for people: doubts about the register, classifications that differ,
/// and contradictions that are open.
fn to_look_at(context: &Context, project: &Project) -> anyhow::Result<Vec<String>> {
    let all = Contradictions::of(project, context.moment)?;
    let study = &all.study;
    let mut lines: Vec<String> = doubts(study)
        .into_iter()
        .map(|it| {
            format!(
                "register: respondent {}: {}: {}",
                it.respondents.join(", "),
                it.kind.name(),
                it.says
            )
        })
        .collect();
    let (misfits, unasked) = project.misfits(study)?;
    lines.extend(unasked.iter().map(|it| left_out(it)));
    lines.extend(all.wrong.iter().map(|it| left_out(it)));
    let misfits = misfits.into_iter();
    lines.extend(misfits.map(|it| format!("register: respondent {}: {}", it.respondent, it.says)));
    for (id, stops) in routes(study) {
        let Some(respondent) = study.respondents.get(&id) else {
            continue;
        };
        let wrong = faults(study, &stops, Life::of(respondent)).into_iter();
        lines.extend(wrong.map(|it| format!("route: respondent {}: {it}", respondent.name)));
    }
    let unsettled = outcomes(study)
        .into_values()
        .filter(|it| it.state == State::Unsettled)
        .count();
    if unsettled > 0 {
        lines.push(format!(
            "{} differ and are not settled (`quotebook classifications --conflicts`)",
            count(unsettled, "classification")
        ));
    }
    for it in all.open() {
        lines.push(format!(
            "contradiction {}: respondent {}: {}: {}, “{}”",
            it.name(),
            all.respondent(it),
            Contradictions::says(it),
            Contradictions::register(it),
            all.sentence(it)
        ));
    }
    Ok(lines)
}
