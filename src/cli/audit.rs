//! `quotebook audit`

use std::path::PathBuf;

use super::arguments::Format;
use super::disclosure::Audience;
use super::{Answer, Context};
use crate::audit::attribution::Vocabulary;
use crate::audit::draft::{Counting, Draft};
use crate::audit::examine::{Judged, Library, by_itself, examine};
use crate::audit::recognise::recognise;
use crate::project::{Codings, Project, ProjectError, Remark, read_draft, write_whole};
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
  quotebook audit report.docx --for public
  quotebook audit report.docx -o report-with-comments.docx
  quotebook audit somebody-elses-report.txt --corpus-free")]
pub struct Arguments {
    /// The report: .docx, .odt, .rtf, .html, .md or .txt.
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Only look for what the draft says against itself; needs no project.
    #[arg(long)]
    corpus_free: bool,
    /// Also write a copy of a .docx draft with a comment at every finding.
    #[arg(long, value_name = "FILE.docx")]
    comments: Option<PathBuf>,
    /// Also find attributions that fewer respondents share than the threshold for these readers
    /// (`[disclosure]` in quotebook.toml). Words that are redacted are always found.
    #[arg(
        long = "for",
        value_enum,
        value_name = "READERS",
        conflicts_with = "corpus_free"
    )]
    audience: Option<Audience>,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let read = read_draft(&args.draft)?;
    for remark in &read.remarks {
        eprintln!("{}: {remark}", args.draft.display());
    }
    let draft = Draft {
        text: read.text.clone(),
        counting: match read.has_lines {
            true => Counting::Lines,
            false => Counting::Paragraphs,
        },
    };
    let judged = match args.corpus_free {
        true => by_itself(&draft, &Vocabulary::default()),
        false => match context.project_if_any()? {
            Some(project) => against(context, &project, &draft, args.audience)?,
            None => {
                eprintln!("no project here: the draft is only held against itself");
                by_itself(&draft, &Vocabulary::default())
            }
        },
    };
    if let Some(path) = &args.comments {
        write_whole(path, &read.with_comments(&remarks(&judged))?)?;
    }
    let name = args.draft.file_name().unwrap_or_default().to_string_lossy();
    let is_word = |path: &std::path::Path| {
        path.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("docx"))
    };
    match context.format {
        Format::Docx if is_word(&args.draft) => {
            context.write(&read.with_comments(&remarks(&judged))?)?
        }
        _ => context.document(
            || audit::json(&judged),
            || audit::records(&judged),
            || audit::report(&judged, &name),
        )?,
    }
    Ok(match judged.iter().all(|it| it.findings.is_empty()) {
        true => Answer::Yes,
        false => Answer::No,
    })
}

fn against(
    context: &Context,
    project: &Project,
    draft: &Draft,
    audience: Option<Audience>,
) -> anyhow::Result<Vec<Judged>> {
    let study = project.study(context.moment, &Codings::None)?;
    let template = project.template(&study)?;
    let library: Library<'_, ProjectError> = Library {
        text: &|source| project.text(source),
        likeliest: &|questions| project.likeliest(&study, questions, LIKELIEST, context.moment),
    };
    let mut judged = examine(draft, &study, project.settings(), &template, &library)?;
    let thresholds = &project.settings().disclosure;
    let threshold = audience.map(|it| match it {
        Audience::Team => thresholds.team,
        Audience::Public => thresholds.public,
    });
    let concealed = project.concealed(&study)?;
    recognise(&mut judged, draft, &study, threshold, &concealed);
    Ok(judged)
}

/// A remark at every finding.
fn remarks(judged: &[Judged]) -> Vec<Remark> {
    let of = |it: &Judged| -> Vec<Remark> {
        let lines = it.findings.iter().map(audit::lines);
        lines
            .map(|text| Remark {
                words: it.claim.span,
                text,
            })
            .collect()
    };
    judged.iter().flat_map(of).collect()
}
