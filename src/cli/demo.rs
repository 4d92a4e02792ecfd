//! `quotebook demo`

use std::path::PathBuf;

use super::{Answer, Context};
use crate::analysis::crosstab::{Asked, Percent, crosstab};
use crate::analysis::frequency::{Count, WordStarts, tally};
use crate::analysis::groups::{BandOf, Groups};
use crate::analysis::sample::{Part, Sample};
use crate::model::study::Study;
use crate::project::{Codings, Project, QuoteRequest};
use crate::report::crosstab::{Asking, Document};
use crate::report::quotes::{self, By, Layout, Tongues};
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
    let layout = Layout {
        by: By::Theme,
        places: false,
        style: &project.settings().style,
        tongues: Tongues::Original,
        counts: true,
    };
    blocks.extend(quotes::report("", &found, layout).blocks);
    blocks.extend(by_category(&study)?);
    blocks.push(Block::Heading {
        level: 2,
        text: "What to try next".to_owned(),
    });
    for line in [
        format!("cd {folder}"),
        "quotebook open".to_owned(),
        "quotebook quotes --code push/alcohol --by category".to_owned(),
        "quotebook search 'coal OR уголь' --kwic".to_owned(),
        "quotebook search 'code:path OVERLAPS code:pull age:<18'".to_owned(),
        "quotebook autocode --dry-run".to_owned(),
        "quotebook table --by category --test".to_owned(),
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

/// How many respondents of each category name each factor, of how many.
fn by_category(study: &Study) -> anyhow::Result<Vec<Block>> {
    let family = study.code_called(FAMILY).map(|code| code.id);
    let part = Part {
        codes: family.map_or_else(Vec::new, |id| study.with_descendants(id)),
        ..Part::default()
    };
    let sample = Sample::new(study, &part);
    let by = ["category".to_owned()];
    let groups = Groups::new(study, &sample.respondents, &by, &BandOf::new())?;
    let counted = tally(&sample, Count::Respondents, &WordStarts::new());
    let table = crosstab(study, &counted, &groups, Percent::Column, &Asked::new());
    let document = Document::new(&sample, &table, Asking::default());
    Ok(document.report().blocks)
}
