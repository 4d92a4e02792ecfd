//! `quotebook quote edit`: from what shall be printed to an edit, which is shown before it is kept.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;
use serde_json::json;

use super::super::{Answer, Context};
use crate::audit::editing::{Original, Part, Proposal, Ready, Refusal, propose};

use crate::model::coding::CodingId;
use crate::model::edit::Edit;
use crate::model::edited::{Edited, worded};
use crate::model::id::Id;
use crate::model::rendering::{Form, Rendered};
use crate::model::source::SourceId;
use crate::model::span::Span;
use crate::model::study::Study;
use crate::project::{Codings, Project, ProjectError, QuotedPart};
use crate::report::records::Records;
use crate::report::{Block, QuoteBlock, Report};

/// Sources that are looked at for words that are not those of the codings.
const LIKELIEST: usize = 6;

/// What shall be printed.
#[derive(Debug, Args)]
#[command(after_help = "\
Type the quote as it shall be printed. What you leave out gets the sign of omission and what you put in
gets brackets, whether you type them or not, as the house style in `quotebook.toml` has them. Several
codings of one respondent may make one quote.

Examples:
  quotebook quote edit 1a2b3c4d --text 'We had no coal ... and my aunt was ill.' --dry-run
  quotebook quote edit 1a2b3c4d --text '[In winter] we had no coal.'
  quotebook quote edit 1a2b3c4d 5e6f7a8b --text-file quote.txt
  quotebook quote edit 1a2b3c4d --remove")]
pub struct EditArguments {
    /// Ids of codings, as `quotebook quotes --positions` shows them.
    #[arg(required = true, value_name = "CODING")]
    codings: Vec<String>,
    /// The quote as it shall be printed.
    #[arg(long, conflicts_with = "text_file")]
    text: Option<String>,
    /// A file with the quote; `-` reads what is typed or piped in.
    #[arg(long, value_name = "FILE")]
    text_file: Option<PathBuf>,
    /// Only show what would be kept.
    #[arg(long)]
    dry_run: bool,
    /// Keep it although a word that denies is lost, put in or moved.
    #[arg(long, requires = "because")]
    force: bool,
    /// Why that is right; the methods page prints it.
    #[arg(long, value_name = "REASON", requires = "force")]
    because: Option<String>,
    /// Take the edit away; the quote has the words of its source again.
    #[arg(long, conflicts_with_all = ["text", "text_file", "dry_run", "force"])]
    remove: bool,
}

pub(super) fn run(context: &Context, args: &EditArguments) -> anyhow::Result<Answer> {
    if args.remove {
        return plain(context, &args.codings);
    }
    let mut project = context.project()?;
    let who = context.coder(&project);
    let typed = typed(args.text.as_deref(), args.text_file.as_ref())?;
    let (ids, parts) = project.quoted(&args.codings)?;
    let study = project.study(None, &Codings::All)?;
    let proposal = proposal(&project, &study, &typed, &parts)?;
    let because = reason(args, &proposal)?;
    if proposal.unlisted {
        let language = parts.first().and_then(|it| it.source.language.as_deref());
        eprintln!(
            "note: words that deny are not known in `{}`; see for yourself that none is lost",
            language.unwrap_or("this language")
        );
    }
    let edit = Edit {
        id: Id::from_uuid(uuid::Uuid::nil()),
        codings: ids.clone(),
        stretches: proposal.stretches,
        because: because.clone(),
        by: who.clone(),
        at: jiff::Timestamp::UNIX_EPOCH,
    };
    show(context, &project, &study, &edit, &parts)?;
    if args.dry_run {
        eprintln!("nothing is kept: this is a dry run");
        return Ok(Answer::Yes);
    }
    match project.edit_quote(&who, &ids, &edit.stretches, because)? {
        true => eprintln!("kept"),
        false => eprintln!("nothing changed: it is edited in this way already"),
    }
    Ok(Answer::Yes)
}

/// Takes edits away.
pub(super) fn plain(context: &Context, codings: &[String]) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    let who = context.coder(&project);
    match project.unedit(&who, codings)? {
        0 => eprintln!("nothing changed: there is no edit"),
        1 => eprintln!("1 quote has the words of its source again"),
        n => eprintln!("{n} quotes have the words of their sources again"),
    }
    Ok(Answer::Yes)
}

/// The words that are given, in the command or in a file.
pub(super) fn typed(text: Option<&str>, file: Option<&PathBuf>) -> anyhow::Result<String> {
    let typed = match (text, file) {
        (Some(text), _) => text.to_owned(),
        (None, Some(path)) if path.as_os_str() == "-" => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.context("what is piped in cannot be read as UTF-8")?;
            text
        }
        (None, Some(path)) => std::fs::read_to_string(path)
            .with_context(|| format!("`{}` cannot be read as UTF-8", path.display()))?,
        (None, None) => bail!("there are no words, expected `--text` or `--text-file`"),
    };
    match typed.trim() {
        "" => bail!("the words are empty, expected those that shall be printed"),
        text => Ok(text.trim_start_matches('\u{feff}').to_owned()),
    }
}

fn proposal(
    project: &Project,
    study: &Study,
    typed: &str,
    parts: &[QuotedPart],
) -> anyhow::Result<Proposal> {
    let settings = project.settings();
    let own = parts.iter().map(|it| Part {
        source: &it.source,
        text: it.text.clone(),
        spans: it.spans.clone(),
    });
    let original = Original::new(own.collect(), &settings.interviewers)
        .context("there is no coding, expected at least one")?;
    let others = |questions: &[String]| -> Result<Vec<Ready>, ProjectError> {
        let mut ready: Vec<Ready> = Vec::new();
        for id in project
            .likeliest(study, questions, LIKELIEST, None)?
            .into_iter()
            .flatten()
        {
            if let Some(source) = study.sources.get(&id)
                && ready.iter().all(|it| it.id != id)
            {
                let text = project.text(source)?;
                ready.push(Ready::of(source, text, &settings.interviewers));
            }
        }
        Ok(ready)
    };
    let furthest = settings.audit.furthest;
    match propose(typed, &original, &settings.style, furthest, &others)? {
        Ok(proposal) => Ok(proposal),
        Err(refusals) => {
            let reasons: Vec<String> = refusals.iter().map(|it| refused(study, it)).collect();
            bail!("{}", reasons.join("; "))
        }
    }
}

/// A refusal in words.
fn refused(study: &Study, refusal: &Refusal) -> String {
    match refusal {
        Refusal::NothingKept => {
            "none of these words stands in the coding, expected words of it".to_owned()
        }
        Refusal::Unused => {
            "one of the codings gives no word to the quote, expected words of each".to_owned()
        }
        Refusal::Reordered(words) => format!(
            "`{words}` stands in the source before what comes before it here, or behind what comes behind it, expected the order of the source"
        ),
        Refusal::Outside(words) => format!(
            "`{words}` was said, but not in the words that are coded, expected the codings of all words"
        ),
        Refusal::Interviewer(words) => {
            format!("`{words}` is what the interviewer said, expected words of the respondent")
        }
        Refusal::Other(words, who) => {
            let name = who.and_then(|id| study.respondents.get(&id));
            let name = name.map_or("somebody else".to_owned(), |it| format!("`{}`", it.name));
            format!("`{words}` is what {name} said, expected words of one respondent")
        }
        Refusal::Nobodys(words) => format!(
            "`{words}` is not in the source, expected words of it, or square brackets around your own"
        ),
        Refusal::Distant(ours, theirs, count) => format!(
            "`{ours}` leaves out {count} words within one sentence, where the source has `{theirs}`, expected fragments that stand nearer to each other"
        ),
    }
}

/// The reason that is kept, where a word that denies does not stand as it was said.
fn reason(args: &EditArguments, proposal: &Proposal) -> anyhow::Result<Option<String>> {
    let because = args.because.as_deref().map(str::trim);
    if proposal.denials.is_empty() {
        if args.force {
            eprintln!("nothing had to be forced: the reason is not kept");
        }
        return Ok(None);
    }
    match because.filter(|it| !it.is_empty() && args.force) {
        Some(because) => Ok(Some(because.to_owned())),
        None => {
            let found = proposal
                .denials
                .iter()
                .map(|(ours, theirs)| format!("the quote has `{ours}`, the source `{theirs}`"));
            bail!(
                "a word that denies is lost, put in or moved: {}; expected the denials of the source, or `--force --because REASON`",
                found.collect::<Vec<_>>().join("; ")
            )
        }
    }
}

/// Shows an edit: as it is printed, and what is done to the source.
fn show(
    context: &Context,
    project: &Project,
    study: &Study,
    edit: &Edit,
    parts: &[QuotedPart],
) -> anyhow::Result<()> {
    let codings: Vec<_> = edit
        .codings
        .iter()
        .filter_map(|id: &CodingId| study.codings.get(id))
        .collect();
    let texts = |id| {
        let part = parts.iter().find(|it| it.source.id == id)?;
        Some(part.text.as_str())
    };
    let first = parts.first().context("there is no source")?;
    let span = first.spans.first().copied().unwrap_or(Span {
        start: 0,
        end: first.text.len(),
    });
    let style = &project.settings().style;
    // It is shown as it will be printed: without what is redacted.
    let concealed = project.concealed(study)?;
    let mut masks = BTreeMap::new();
    for part in parts {
        let mask = project.mask(study, &part.source, &part.text)?;
        masks.insert(part.source.id, (mask, part.text.as_str()));
    }
    let hidden = |id: SourceId, at: Span| {
        let (mask, text) = masks.get(&id)?;
        mask.touches(at).then(|| mask.words(text, at).into_owned())
    };
    let place = (first.text.as_str(), span);
    let words = |form| {
        worded(
            study,
            Some(edit),
            &codings,
            place,
            texts,
            hidden,
            (style, form, &concealed),
        )
    };
    let (printed, marked) = (words(Form::Printed), words(Form::Marked));
    let who = first.source.respondent;
    let respondent = who.and_then(|id| study.respondents.get(&id));
    let attribution = project.template(study)?.fill(respondent);
    let quote = |shown: Rendered, attribution: String| {
        Block::Quote(QuoteBlock {
            text: shown.text,
            marks: shown.marks,
            attribution,
            language: first.source.language.clone(),
            quotation: style.marks(first.source.language.as_deref()).cloned(),
            ..QuoteBlock::default()
        })
    };
    let mut records = Records::new(&[
        "text",
        "attribution",
        "source_text",
        "edit",
        "start",
        "end",
        "words",
        "with",
    ]);
    let changes = printed.edited.iter().flat_map(|it: &Edited| &it.changes);
    for it in changes {
        records.rows.push(vec![
            json!(printed.shown.text),
            json!(attribution),
            json!(printed.source),
            json!(it.kind.name()),
            json!(it.start),
            json!(it.end),
            json!(it.text),
            json!(it.with),
        ]);
    }
    context.answer(
        || records,
        || Report {
            title: String::new(),
            blocks: vec![
                quote(printed.shown, attribution),
                Block::Note("What is done to the words of the source:".to_owned()),
                quote(marked.shown, String::new()),
            ],
        },
    )
}
