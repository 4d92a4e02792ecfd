//! `quotebook audit`

use std::path::PathBuf;

use super::{Answer, Context};
use crate::audit::attribution::Vocabulary;
use crate::audit::draft::{Counting, Draft};
use crate::audit::examine::{Judged, Library, by_itself, examine};
use crate::project::{Codings, Project, ProjectError, read_draft};
use crate::report::audit;

/// Sources that are looked at for words that do not stand where they should.
const LIKELIEST: usize = 6;

/// The draft, and what it is held against.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every quotation with its attribution is a claim. Each is looked up in the notes of the respondent that
it names, and anywhere else if it is not there. Omissions (...) and [insertions] are no findings.

Examples:
  quotebook audit report.docx
  quotebook audit report.md --format json
  quotebook audit report.md -o findings.html
  quotebook audit somebody-elses-report.txt --corpus-free")]
pub struct Arguments {
    /// The report: .docx, .odt, .rtf, .html, .md or .txt.
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Only look for what the draft says against itself; needs no project.
    #[arg(long)]
    corpus_free: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let read = read_draft(&args.draft)?;
    for remark in &read.remarks {
        eprintln!("{}: {remark}", args.draft.display());
    }
    let draft = Draft {
        text: read.text,
        quoted: Vec::new(),
        counting: match read.has_lines {
            true => Counting::Lines,
            false => Counting::Paragraphs,
        },
    };
    let judged = match args.corpus_free {
        true => by_itself(&draft, &Vocabulary::default()),
        false => match context.project_if_any()? {
            Some(project) => against(context, &project, &draft)?,
            None => {
                eprintln!("no project here: the draft is only held against itself");
                by_itself(&draft, &Vocabulary::default())
            }
        },
    };
    let name = args.draft.file_name().unwrap_or_default().to_string_lossy();
    context.document(
        || audit::json(&judged),
        || audit::records(&judged),
        || audit::report(&judged, &name),
    )?;
    Ok(match judged.iter().all(|it| it.findings.is_empty()) {
        true => Answer::Yes,
        false => Answer::No,
    })
}

fn against(context: &Context, project: &Project, draft: &Draft) -> anyhow::Result<Vec<Judged>> {
    let study = project.study(context.moment, &Codings::None)?;
    let template = project.template(&study)?;
    let library: Library<'_, ProjectError> = Library {
        text: &|source| project.text(source),
        likeliest: &|questions| project.likeliest(&study, questions, LIKELIEST, context.moment),
    };
    Ok(examine(
        draft,
        &study,
        project.settings(),
        &template,
        &library,
    )?)
}
