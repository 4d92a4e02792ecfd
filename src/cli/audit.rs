//! `quotebook audit`

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::arguments::Format;
use super::disclosure::Audience;
use super::table::{Chosen, Which};
use super::{Answer, Context};
use crate::analysis::crosstab::{Asked, Percent, crosstab};
use crate::analysis::frequency::{Count, WordStarts, tally};
use crate::analysis::groups::{BandOf, Groups};
use crate::audit::attribution::Vocabulary;
use crate::audit::draft::{Counting, Draft};
use crate::audit::examine::{Judged, Library, by_itself, examine};
use crate::audit::finding::Finding;
use crate::audit::numbers::{Cell, Checked, Standing, check};
use crate::audit::recognise::recognise;
use crate::model::respondent::RespondentId;
use crate::model::span::Span;
use crate::project::{Codings, Project, ProjectError, Remark, leave_out, read_draft};
use crate::report::{audit, numbers as report};

/// Sources that are looked at for words that do not stand where they should.
const LIKELIEST: usize = 6;

/// More values than these are no groups of a report.
const FEW: usize = 16;

/// The draft, and what it is held against.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every quotation with its attribution is a claim. Each is looked up in the notes of the respondent that
it names, and anywhere else if it is not there. Omissions (...) and [insertions] are no findings.

Examples:
  quotebook audit report.docx
  quotebook audit report.md --format json
  quotebook audit report.docx --numbers
  quotebook audit report.md -o findings.html
  quotebook audit report.docx --for public
  quotebook audit report.docx -o report-with-comments.docx
  quotebook audit somebody-elses-report.txt --corpus-free")]
pub struct Arguments {
    /// The report: .docx, .odt, .rtf, .html, .md, .txt or .pdf.
    #[arg(value_name = "DRAFT")]
    draft: PathBuf,
    /// Only look for what the draft says against itself; needs no project.
    #[arg(long)]
    corpus_free: bool,
    /// Hold numbers against today's tables too: every "N (x %)", "N of M" and "x %" whose sentence, or
    /// whose row and column, names a code or a group of respondents, also where N and % have columns of
    /// their own. An answer written as a sheet (`-o numbers.xlsx`, `--format csv`) lists these only.
    #[arg(long, conflicts_with = "corpus_free")]
    numbers: bool,
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
    let same = |path: &std::path::Path| {
        let whole = |path: &std::path::Path| path.canonicalize().ok();
        whole(path).is_some() && whole(path) == whole(&args.draft)
    };
    let places = [context.output(), args.comments.as_deref()];
    if let Some(path) = places.into_iter().flatten().find(|it| same(it)) {
        anyhow::bail!(
            "`{}` is the draft itself, expected another file for the answer",
            path.display()
        );
    }
    let read = read_draft(&args.draft)?;
    for remark in &read.remarks {
        context.tell(&format!("{}: {remark}", args.draft.display()));
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
                context.tell("no project here: the draft is only held against itself");
                by_itself(&draft, &Vocabulary::default())
            }
        },
    };
    if let Some(path) = &args.comments {
        context.write_to(path, &read.with_comments(&remarks(&judged))?)?;
    }
    let numbers = match args.numbers {
        true => Some(check(&draft, &cells(context)?)),
        false => None,
    };
    let numbers = numbers.as_deref();
    let name = args.draft.file_name().unwrap_or_default().to_string_lossy();
    let is_word = |path: &std::path::Path| {
        path.extension()
            .is_some_and(|it| it.eq_ignore_ascii_case("docx"))
    };
    match context.format {
        Format::Docx if is_word(&args.draft) => {
            context.write(&read.with_comments(&remarks(&judged))?)?
        }
        _ => context
            .document(
                || audit::json(&judged, numbers),
                || numbers.map_or_else(|| audit::records(&judged), report::records),
                || audit::report(&judged, numbers, &name),
            )
            .map_err(of_the_draft)?,
    }
    let differs = |it: &Checked| it.standing == Standing::Differs;
    let moved = numbers.is_some_and(|it| it.iter().any(differs));
    Ok(
        match judged.iter().all(|it| it.findings.is_empty()) && !moved {
            true => Answer::Yes,
            false => Answer::No,
        },
    )
}

/// What must not leave the project stands in the answer since it stands in the draft.
fn of_the_draft(error: anyhow::Error) -> anyhow::Error {
    match error.downcast::<ProjectError>() {
        Ok(ProjectError::Advised { says, .. }) => ProjectError::Advised {
            says: format!("the draft cannot be shown in public: {says}"),
            advice: "correct these words in the draft, for everybody has public numbers there; without --public the audit shows all that it finds to the team",
        }
        .into(),
        Ok(other) => other.into(),
        Err(error) => error,
    }
}

fn against(
    context: &Context,
    project: &Project,
    draft: &Draft,
    audience: Option<Audience>,
) -> anyhow::Result<Vec<Judged>> {
    let mut study = project.study(context.moment, &Codings::None)?;
    // Whose translations those of the project are is known by their codings.
    if !study.translations.is_empty() {
        study = project.study(context.moment, &Codings::All)?;
    }
    let template = project.template(&study)?;
    let concealed = project.concealed(&study)?;
    let library: Library<'_, ProjectError> = Library {
        text: &|source| project.text(source),
        likeliest: &|questions| project.likeliest(&study, questions, LIKELIEST, context.moment),
        concealed: &concealed,
    };
    let mut judged = examine(draft, &study, project.settings(), &template, &library)?;
    let thresholds = &project.settings().disclosure;
    let threshold = audience.map(|it| match it {
        Audience::Team => thresholds.team,
        Audience::Public => thresholds.public,
    });
    let excluded = project.excluded(&study, &[])?;
    let mut kept = study.clone();
    leave_out(&mut kept, &excluded);
    recognise(&mut judged, draft, [&kept, &study], threshold, &concealed);
    Ok(judged)
}

/// The cells that numbers can be tied to: respondents with each code, and respondents, all and by every
/// attribute with a few values.
fn cells(context: &Context) -> anyhow::Result<Vec<Cell>> {
    let chosen = Chosen::new(&context.part(), &Which::default())?;
    let (study, sample) = (&chosen.study, chosen.sample());
    let tally = tally(&sample, Count::Respondents, &WordStarts::new());
    let mut found = Vec::new();
    let mut groupings = vec![Groups::none()];
    for attribute in study.register() {
        let names = std::slice::from_ref(&attribute.name);
        let groups = Groups::new(study, &sample.respondents, names, &BandOf::new());
        groupings.extend(groups.ok().filter(|it| it.names.len() <= FEW));
    }
    for groups in &groupings {
        let table = crosstab(study, &tally, groups, Percent::Column, &Asked::new());
        let all = table.heads.first().map_or(0, |it| it.base);
        // All together come with the first grouping, which is none.
        let skip = usize::from(!groups.names.is_empty());
        for (at, head) in table.heads.iter().enumerate().skip(skip) {
            if head.is_missing {
                continue;
            }
            let group = head.name.join(", ");
            if !group.is_empty() {
                found.push(Cell {
                    code: None,
                    group: group.clone(),
                    within: None,
                    n: head.base,
                    base: all,
                });
            }
            found.extend(table.lines.iter().filter_map(|line| {
                let (code, share) = (study.codes.get(&line.row.code)?, line.cells[at]);
                Some(Cell {
                    code: Some(code.name.clone()),
                    group: group.clone(),
                    within: None,
                    n: share.n,
                    base: share.base,
                })
            }));
        }
    }
    for one in &groupings {
        for other in groupings
            .iter()
            .filter(|it| it.attributes != one.attributes)
        {
            found.extend(crossed(one, other, &sample.respondents));
        }
    }
    Ok(found)
}

/// The groups of one attribute within those of another, of all there and of those who have a value.
fn crossed(one: &Groups, other: &Groups, people: &[RespondentId]) -> Vec<Cell> {
    let mut counts: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    let (mut whole, mut known): (BTreeMap<usize, u64>, BTreeMap<usize, u64>) = Default::default();
    for who in people {
        let (Some(group), Some(within)) = (one.of(Some(*who)), other.of(Some(*who))) else {
            continue;
        };
        *whole.entry(within).or_default() += 1;
        if !one.is_missing(group) {
            *known.entry(within).or_default() += 1;
            *counts.entry((group, within)).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    let has_value = |groups: &Groups, at: &usize| !groups.is_missing(*at);
    for within in (0..other.names.len()).filter(|it| has_value(other, it)) {
        for group in (0..one.names.len()).filter(|it| has_value(one, it)) {
            let base = |all: &BTreeMap<usize, u64>| all.get(&within).copied().unwrap_or(0);
            let mut bases = vec![base(&known), base(&whole)];
            bases.dedup();
            found.extend(bases.into_iter().map(|base| Cell {
                code: None,
                group: one.names[group].join(", "),
                within: Some(other.names[within].join(", ")),
                n: counts.get(&(group, within)).copied().unwrap_or(0),
                base,
            }));
        }
    }
    found
}

/// A remark at every finding.
fn remarks(judged: &[Judged]) -> Vec<Remark> {
    let of = |it: &Judged| -> Vec<Remark> {
        let at = |words: Span| Span {
            start: it.claim.span.start + words.start,
            end: it.claim.span.start + words.end,
        };
        let remark = |finding: &Finding| Remark {
            words: finding.words.map_or(it.claim.span, at),
            text: audit::lines(finding),
        };
        it.findings.iter().map(remark).collect()
    };
    judged.iter().flat_map(of).collect()
}
