//! `quotebook export` for programs that reckon and for people who read: coded segments as tables, codes
//! by respondent for SPSS, texts with what is coded in them as a page; and starters beside data.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;

use super::Context;
use crate::analysis::matrix::{Of, matrix};
use crate::analysis::sample::{Part, Sample};
use crate::model::coding::Coding;
use crate::model::study::Study;
use crate::project::{Codings, ExportAnswer, Fate, Loss};
use crate::report::highlights::page;
use crate::report::records_parquet::parquet;
use crate::report::sav::sav;
use crate::report::segments::{Attributes, records};
use crate::report::starters::{self, Data};
use crate::report::{self, render_marked};

/// Forms of data and of reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Csv,
    Xlsx,
    Jsonl,
    Parquet,
    Sav,
    Html,
}

impl Form {
    /// What the ending of a file asks for.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_string_lossy().to_lowercase();
        Some(match ending.as_str() {
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            "jsonl" => Self::Jsonl,
            "parquet" => Self::Parquet,
            "sav" => Self::Sav,
            "html" | "htm" => Self::Html,
            _ => return None,
        })
    }

    fn data(self) -> Option<Data> {
        Some(match self {
            Self::Csv => Data::Csv,
            Self::Jsonl => Data::Jsonl,
            Self::Parquet => Data::Parquet,
            Self::Sav => Data::Sav,
            Self::Xlsx | Self::Html => return None,
        })
    }
}

/// What was written, and the names of the starters beside it.
pub(super) struct Written {
    pub(super) answer: ExportAnswer,
    pub(super) starters: Vec<String>,
    /// Scripts of these names that were there before and stay.
    pub(super) kept: Vec<String>,
}

/// Writes the file and, if asked for, starters beside it.
pub(super) fn run(
    context: &Context,
    path: &Path,
    form: Form,
    with_starters: bool,
) -> anyhow::Result<Written> {
    let project = context.project()?;
    let mut study = project.study(context.moment, &Codings::All)?;
    project.conceal_answers(&mut study)?;
    project.tell_less(&mut study)?;
    let codings: Vec<&Coding> = study.codings.values().collect();
    let segments = || project.coded_segments(&study, &codings);
    let table = |attributes| -> anyhow::Result<report::records::Records> {
        context.checked(records(&segments()?, attributes, context.is_public()))
    };
    let bytes = match form {
        Form::Csv => table(Attributes::Columns)?.csv().into_bytes(),
        Form::Jsonl => table(Attributes::Nested)?.jsonl().into_bytes(),
        Form::Parquet => parquet(&table(Attributes::Columns)?)?,
        Form::Xlsx => {
            let report = table(Attributes::Columns)?.report("Coded segments");
            let mark = context.mark_of_file()?;
            render_marked(&report, report::Format::Xlsx, mark.as_deref())
        }
        Form::Sav if context.is_public() => bail!(
            "codes of single respondents are not for everybody, expected `quotebook table matrix --public`, which keeps small cells back"
        ),
        Form::Sav => {
            let sample = Sample::new(&study, &Part::default());
            sav(&matrix(&sample, Of::Respondents, false))?
        }
        Form::Html => {
            let title = project.settings().title.trim();
            let title = if title.is_empty() {
                "Coded texts"
            } else {
                title
            };
            let mark = context.mark_of_file()?;
            let texts = project.coded_texts(&study)?;
            page(title, &study, &texts, mark.as_deref()).into_bytes()
        }
    };
    context.write_to(path, &bytes)?;
    let (mut starters, mut kept) = (Vec::new(), Vec::new());
    if let (Some(data), true) = (form.data(), with_starters) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let scripts = [
            ("R", starters::r(data, &name)),
            ("py", starters::python(data, &name)),
        ];
        for (ending, script) in scripts {
            let beside = path.with_extension(ending);
            let shown = beside.display().to_string();
            // Somebody may have worked on it.
            match std::fs::read(&beside) {
                Ok(there) if there != script.as_bytes() => kept.push(shown),
                Ok(_) => {}
                Err(_) => {
                    context.write_to(&beside, script.as_bytes())?;
                    starters.push(shown);
                }
            }
        }
    }
    Ok(Written {
        answer: ExportAnswer {
            counts: counts(&study, form),
            losses: losses(&study, form),
        },
        starters,
        kept,
    })
}

fn counts(study: &Study, form: Form) -> Vec<(&'static str, usize)> {
    let sources: BTreeSet<_> = study.codings.values().map(|it| it.source).collect();
    let codes: BTreeSet<_> = study.codings.values().map(|it| it.code).collect();
    match form {
        Form::Sav => vec![
            ("respondents", study.respondents.len()),
            ("attributes", study.attributes.len()),
            ("codes", study.codes.len()),
        ],
        Form::Csv | Form::Xlsx | Form::Jsonl | Form::Parquet | Form::Html => vec![
            ("codings", study.codings.len()),
            ("sources", sources.len()),
            ("codes", codes.len()),
        ],
    }
}

/// What the form does not hold.
fn losses(study: &Study, form: Form) -> Vec<Loss> {
    let coded: BTreeSet<_> = study.codings.values().map(|it| it.source).collect();
    let used: BTreeSet<_> = study.codings.values().map(|it| it.code).collect();
    let unused = study
        .codebook()
        .into_iter()
        .filter(|it| !used.contains(&it.id));
    let sources = study.sources.values().filter(|it| !coded.contains(&it.id));
    let quiet: BTreeSet<_> = study
        .sources
        .values()
        .filter(|it| coded.contains(&it.id))
        .filter_map(|it| it.respondent)
        .collect();
    let respondents = study
        .respondents
        .values()
        .filter(|it| !quiet.contains(&it.id));
    let all = match form {
        Form::Sav => vec![
            (
                "coding",
                study.codings.len(),
                "the matrix says of each respondent which codes there are, not where",
                Vec::new(),
            ),
            (
                "memo",
                study.memos.len(),
                "SPSS data hold variables alone",
                Vec::new(),
            ),
        ],
        Form::Csv | Form::Xlsx | Form::Jsonl | Form::Parquet | Form::Html => {
            let codes: Vec<String> = unused.map(|it| it.key.clone()).collect();
            let sources: Vec<String> = sources.map(|it| it.name.clone()).collect();
            let people: Vec<String> = respondents.map(|it| it.name.clone()).collect();
            let why = "nothing is coded with it, in it or of them";
            vec![
                ("code", codes.len(), why, codes),
                ("source", sources.len(), why, sources),
                ("respondent", people.len(), why, people),
            ]
        }
    };
    all.into_iter()
        .filter(|it| it.1 > 0)
        .map(|(noun, count, why, names)| Loss {
            fate: Fate::LeftOut,
            noun: noun.to_owned(),
            why: why.to_owned(),
            count,
            names: names.into_iter().take(3).collect(),
        })
        .collect()
}
