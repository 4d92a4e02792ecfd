//! `quotebook export` for programs that reckon and for people who read: coded segments as tables, codes
//! by respondent for SPSS, texts with what is coded in them as a page; and starters beside data.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::bail;

use super::Context;
use super::recognisable::{Allowed, weigh_codes, weigh_people};
use crate::analysis::matrix::{Of, matrix};
use crate::analysis::sample::{Part, Sample};
use crate::model::coding::Coding;
use crate::model::natural::natural;
use crate::model::study::Study;
use crate::project::{
    Carrier, Codings, EXCLUDED, ExportAnswer, Loss, Losses, blind, leave_out, staying,
};
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

/// What was asked for beside the file.
pub(super) struct Asked<'a> {
    pub(super) starters: bool,
    /// Also those whom a classification excludes.
    pub(super) excluded: bool,
    pub(super) allowed: &'a Allowed,
}

/// Writes the file and, if asked for, starters beside it.
pub(super) fn run(
    context: &Context,
    path: &Path,
    form: Form,
    asked: &Asked<'_>,
) -> anyhow::Result<Written> {
    let project = context.project()?;
    let mut study = project.study(context.moment, &Codings::All)?;
    // What is redacted of those who are left out may be named by others.
    project.conceal_written(&mut study)?;
    let excluded = match asked.excluded {
        true => BTreeSet::new(),
        false => project.excluded(&study, &[])?,
    };
    leave_out(&mut study, &excluded);
    if context.is_public() && form != Form::Sav {
        let sources = study.codings.values();
        let sources = sources.filter_map(|it| study.sources.get(&it.source));
        let people = sources.filter_map(|it| it.respondent).collect();
        weigh_people(context, &project, &study, &people, asked.allowed)?;
        weigh_codes(context, &project, &study, asked.allowed)?;
    }
    project.tell_less(&mut study)?;
    let codings: Vec<&Coding> = study.codings.values().collect();
    let segments = || project.coded_segments(&study, &codings);
    let table = |attributes| -> anyhow::Result<report::records::Records> {
        context.checked(records(&segments()?, attributes, context.is_public()))
    };
    let mut rows = Vec::new();
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
            let matrix = matrix(&sample, Of::Respondents, false);
            rows.clone_from(&matrix.names);
            sav(&matrix)?
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
    if let (Some(data), true) = (form.data(), asked.starters) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let scripts = [
            ("R", starters::r(data, &name)),
            ("py", starters::python(data, &name)),
        ];
        for (ending, script) in scripts {
            let mut beside = path.with_extension(ending);
            // One that reads another file of that name is no starter of this one.
            let is_of_another =
                |there: &[u8]| starters::is_of_another(&String::from_utf8_lossy(there), &name);
            if std::fs::read(&beside).is_ok_and(|there| is_of_another(&there)) {
                beside = path.with_file_name(format!("{name}.{ending}"));
            }
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
            counts: counts(&study, form, rows.len()),
            losses: losses(&study, form, &rows, excluded.len()),
        },
        starters,
        kept,
    })
}

fn counts(study: &Study, form: Form, rows: usize) -> Vec<(&'static str, usize)> {
    let sources: BTreeSet<_> = study.codings.values().map(|it| it.source).collect();
    let codes: BTreeSet<_> = study.codings.values().map(|it| it.code).collect();
    match form {
        Form::Sav => vec![
            ("respondents", rows),
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

/// What the form does not hold; `rows` are the respondents of a matrix, and so many were excluded.
fn losses(study: &Study, form: Form, rows: &[String], excluded: usize) -> Vec<Loss> {
    let coded: BTreeSet<_> = study.codings.values().map(|it| it.source).collect();
    let used: BTreeSet<_> = study.codings.values().map(|it| it.code).collect();
    let mut losses = Losses::default();
    losses.missing("respondent", excluded, EXCLUDED);
    let carrier = match form {
        Form::Sav => {
            let there: BTreeSet<&str> = rows.iter().map(String::as_str).collect();
            let mut people: Vec<&str> = study
                .respondents
                .values()
                .map(|it| it.name.as_str())
                .filter(|it| !there.contains(it))
                .collect();
            people.sort_by(|a, b| natural(a, b));
            for name in people {
                let why = "nothing is known of their codes: they have no source";
                losses.left_out("respondent", name, why);
            }
            let why = "the matrix says of each respondent which codes there are, not where";
            losses.missing("coding", study.codings.len(), why);
            Carrier::Matrix
        }
        Form::Csv | Form::Xlsx | Form::Jsonl | Form::Parquet | Form::Html => {
            let why = match blind(study).next() {
                None => "nothing is coded with it, in it or of them",
                Some(_) => "nothing that you see is coded with it, in it or of them",
            };
            for code in study.codebook().iter().filter(|it| !used.contains(&it.id)) {
                losses.left_out("code", &code.key, why);
            }
            for source in study.sources.values().filter(|it| !coded.contains(&it.id)) {
                losses.left_out("source", &source.name, why);
            }
            let heard = study.sources.values().filter(|it| coded.contains(&it.id));
            let heard: BTreeSet<_> = heard.filter_map(|it| it.respondent).collect();
            for it in study
                .respondents
                .values()
                .filter(|it| !heard.contains(&it.id))
            {
                losses.left_out("respondent", &it.name, why);
            }
            match form {
                Form::Html => Carrier::Page,
                _ => Carrier::Segments,
            }
        }
    };
    if carrier == Carrier::Segments {
        for source in study.sources.values().filter(|it| coded.contains(&it.id)) {
            let why = "the table has the words that are coded alone";
            losses.left_out("text of a source", &source.name, why);
        }
    }
    let codes = study.codes.values();
    let defined = codes.filter(|it| {
        [&it.definition, &it.use_when, &it.not_when, &it.example]
            .iter()
            .any(|it| !it.trim().is_empty())
    });
    // The page has them beside its texts.
    if carrier != Carrier::Page {
        let why = "the codebook has it: `quotebook codebook export`";
        losses.missing("definition of a code", defined.count(), why);
    }
    let ruled = study.codes.values().filter(|it| !it.rules.is_empty());
    let why = "rules for autocoding have no place there";
    losses.missing("code with rules", ruled.count(), why);
    if carrier != Carrier::Page {
        let colored = study.codes.values().filter(|it| it.color.is_some());
        let why = "the table has no colors";
        losses.missing("color of a code", colored.count(), why);
    }
    losses.append(staying(study, carrier));
    losses.iter().cloned().collect()
}
