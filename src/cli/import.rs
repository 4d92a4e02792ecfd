//! `quotebook import`

use std::path::PathBuf;

use super::arguments::Format;
use super::{Answer, Context};
use crate::jobs::imported::{outcome, records};
use crate::project::{Fate, ImportAnswer, ImportOptions, Outcome, Told};

/// What to import.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Notes: .txt .md .docx .odt .rtf .html .pdf, subtitles .srt .vtt. Lists of respondents, open answers, codebooks and codings: .csv .xlsx .ods, SPSS .sav and .zsav; codebooks also .toml, our own coded segments also .jsonl. Projects of other programs: .qdpx .qde .qdc (REFI-QDA), .sqlite3 (Taguette), folders of QualCoder and qualitative-coding, .rqda, .requal, .ann (brat), .jsonld and .json (Web Annotations), .tsv of WebAnno (INCEpTION). Tables of coded segments of ATLAS.ti, MAXQDA, NVivo, Taguette, Dedoose and Dovetail are known by their headings, others by --map.\n\nExamples:\n  quotebook import\n  quotebook import answers.xlsx --map \"Why did you leave?=text,ID=respondent\""
)]
pub struct Arguments {
    /// Files and folders [default: corpus and codebook of the project].
    paths: Vec<PathBuf>,
    /// What columns of a sheet are for: COLUMN=ROLE,.. (roles: respondent, source, text, title, category, gender, age, attribute, coder, code, start, end, name, parent, definition, rules, skip).
    #[arg(long, value_name = "COLUMN=ROLE,..")]
    map: Option<String>,
    /// Refuse codings whose code or coder is new.
    #[arg(long)]
    no_new: bool,
    /// Say what would be imported, and change nothing.
    #[arg(long)]
    dry_run: bool,
    /// What registers, routes and places in the files say holds, whatever was set here since they were last imported.
    #[arg(long)]
    anyway: bool,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let options = ImportOptions {
        map: args.map.clone(),
        no_new: args.no_new,
        dictionaries: false,
        dry_run: args.dry_run,
        anyway: args.anyway,
    };
    import(context, &args.paths, &options)
}

/// Imports and says what became of every file.
pub(super) fn import(
    context: &Context,
    paths: &[PathBuf],
    options: &ImportOptions,
) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    let answer = project.import(&who, paths, options)?;
    if !options.dry_run && answer.has_news() {
        project.refresh_index()?;
    }
    match context.format {
        Format::Text => context.write(text(&answer, options.dry_run).as_bytes())?,
        _ => context.list(records(&answer), "Import")?,
    }
    Ok(if answer.is_whole() {
        Answer::Yes
    } else {
        Answer::No
    })
}

/// Files that are the same are counted, not listed: what is new shall be seen.
fn text(answer: &ImportAnswer, dry_run: bool) -> String {
    let mut lines = String::new();
    let mut same = 0;
    for file in &answer.files {
        let (word, what) = outcome(file);
        if file.outcome == Outcome::Same {
            same += 1;
            continue;
        }
        lines.push_str(&format!("{word:8} {}: {what}\n", file.file));
        let refused = file
            .told
            .iter()
            .filter(|told| matches!(told, Told::Refused(_)))
            .count();
        let mut shown = 0;
        for told in &file.told {
            match told {
                Told::Remark(remark) => lines.push_str(&format!("         {remark}\n")),
                Told::Changed(what) => lines.push_str(&format!("         changed: {what}\n")),
                Told::LeftOut(what) => lines.push_str(&format!("         left out: {what}\n")),
                Told::Lost(loss) => {
                    let word = match loss.fate {
                        Fate::Changed => "changed",
                        Fate::LeftOut => "left out",
                    };
                    lines.push_str(&format!("         {word}: {loss}\n"));
                }
                Told::Refused(_) if shown == 10 => {}
                Told::Refused(reason) => {
                    shown += 1;
                    lines.push_str(&format!("         refused: {reason}\n"));
                }
            }
        }
        if refused > shown {
            lines.push_str(&format!(
                "         and {} more refused (--format json lists all)\n",
                refused - shown
            ));
        }
    }
    if same > 0 {
        lines.push_str(&format!("same     {same} files as before\n"));
    }
    for remark in &answer.remarks {
        lines.push_str(&format!("note     {remark}\n"));
    }
    if answer.files.is_empty() {
        lines.push_str("no files found; put notes into corpus/ and codes into codebook/, or name a file or folder\n");
    }
    if dry_run {
        lines.push_str("nothing was changed (--dry-run)\n");
    }
    lines
}
