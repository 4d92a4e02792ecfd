//! `quotebook demo`

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::{Answer, Context};
use crate::model::respondent::RespondentId;
use crate::model::study::Study;
use crate::project::{Codings, Project, QuoteRequest};
use crate::report::quotes::{self, By};
use crate::report::table::Table;
use crate::report::{Block, Report};

/// The theme that is shown, and how many of its quotes.
const THEME: &str = "push/basic-needs";
const SHOWN: usize = 6;
/// The family that is counted.
const FAMILY: &str = "push";

/// Where the example study shall be.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The folder; made if it is missing.
    #[arg(default_value = "quotebook-demo")]
    folder: PathBuf,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let (project, answer) = Project::demo(&args.folder)?;
    let study = project.study(None, &Codings::All)?;
    let folder = args.folder.display();
    let what = match answer.has_news() {
        true => "An invented study was imported into",
        false => "The example study is there already, in",
    };
    let mut blocks = vec![Block::Paragraph(format!(
        "{what} `{folder}`: {} interviews, {} respondents, {} codes, {} codings of {} coders.",
        study.sources.len(),
        study.respondents.len(),
        study.codes.len(),
        study.codings.len(),
        study.coders.len()
    ))];
    let found = project.quotes(&QuoteRequest {
        codes: vec![THEME.to_owned()],
        limit: Some(SHOWN),
        seed: Some(1),
        ..QuoteRequest::default()
    })?;
    blocks.extend(quotes::report("", &found, By::Theme, false).blocks);
    blocks.push(Block::Heading {
        level: 2,
        text: "Push factors by category (respondents)".to_owned(),
    });
    blocks.push(by_category(&study));
    blocks.push(Block::Heading {
        level: 2,
        text: "What to try next".to_owned(),
    });
    for line in [
        format!("cd {folder}"),
        "quotebook quotes --code push/alcohol --by category".to_owned(),
        "quotebook search 'coal OR уголь' --kwic".to_owned(),
        "quotebook search 'code:path OVERLAPS code:pull age:<18'".to_owned(),
        "quotebook autocode --dry-run".to_owned(),
        "quotebook agreement --codes push".to_owned(),
        "quotebook quotes --code harm -o harm.html".to_owned(),
        "quotebook history".to_owned(),
    ] {
        blocks.push(Block::Paragraph(line));
    }
    let title = project.settings().title.clone();
    context.answer(|| quotes::records(&found), || Report { title, blocks })?;
    Ok(Answer::Yes)
}

/// How many respondents of each category name each factor.
fn by_category(study: &Study) -> Block {
    let category = |id: RespondentId| {
        let who = study.respondents.get(&id)?;
        who.value("category").map(ToString::to_string)
    };
    let speaking: BTreeSet<RespondentId> = study
        .sources
        .values()
        .filter_map(|it| it.respondent)
        .collect();
    let categories: BTreeSet<String> = speaking.iter().filter_map(|id| category(*id)).collect();
    let among = |people: &BTreeSet<RespondentId>, name: &String| {
        let fits = |id: &&RespondentId| category(**id).as_ref() == Some(name);
        people.iter().filter(fits).count()
    };
    let names = ["code", "all"]
        .into_iter()
        .chain(categories.iter().map(String::as_str));
    let columns = names
        .enumerate()
        .map(|(at, name)| (name.to_owned(), at > 0));
    // The base comes first, so that no number stands without it.
    let mut base = vec![
        "respondents with notes (N)".to_owned(),
        speaking.len().to_string(),
    ];
    base.extend(categories.iter().map(|it| among(&speaking, it).to_string()));
    let mut rows = vec![base];
    let family = study
        .code_called(FAMILY)
        .map(|code| study.with_descendants(code.id))
        .unwrap_or_default();
    for code in study.codebook() {
        if !family.contains(&code.id) || code.parent.is_none() {
            continue;
        }
        let people: BTreeSet<RespondentId> = study
            .codings
            .values()
            .filter(|coding| coding.code == code.id)
            .filter_map(|coding| study.sources.get(&coding.source)?.respondent)
            .collect();
        let mut row = vec![code.name.clone(), people.len().to_string()];
        row.extend(categories.iter().map(|it| among(&people, it).to_string()));
        rows.push(row);
    }
    Block::Table(Table::of_text(columns, rows))
}
