//! `quotebook export`

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::arguments::Format;
use super::export_data::{self, Form, Written};
use super::recognisable::{Allowed, weigh_codes, weigh_people};
use super::{Answer, Context};
use crate::project::{Codings, ExportAnswer, ExportRequest, Fate, Loss, Profile, leave_out};
use crate::report::records::Records;

/// What to write, for whom.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The answer says what could not travel and what it is now.\n\nExamples:\n  quotebook export study.qdpx --for nvivo\n  quotebook export codes.qdc\n  quotebook export codings.jsonld\n  quotebook export segments.csv\n  quotebook export texts.html"
)]
pub struct Arguments {
    /// The file to write, one that exists is replaced: `.qdpx` (the whole project, REFI-QDA), `.qdc` (the codebook), `.jsonld` (codings as W3C Web Annotations), `.brat.zip` (texts and codings as brat keeps them); `.csv`, `.xlsx`, `.jsonl` or `.parquet` (coded segments), `.sav` (codes by respondent), `.html` (texts with what is coded in them).
    file: PathBuf,
    /// The program that shall read it.
    #[arg(long = "for", value_enum, default_value_t, value_name = "PROGRAM")]
    profile: Reader,
    /// Put Word files and PDFs beside the texts; they may show what was taken out of a text later.
    #[arg(long)]
    originals: bool,
    /// Put no scripts in R and Python that read it beside .csv, .jsonl, .parquet and .sav.
    #[arg(long)]
    no_starters: bool,
    /// Also respondents whom a classification excludes. Otherwise they are left out of what is for
    /// everybody, and of tables and pages always.
    #[arg(long)]
    excluded: bool,
    #[command(flatten)]
    allowed: Allowed,
}

/// Programs with habits of their own.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
enum Reader {
    /// Any program that follows the standard.
    #[default]
    Standard,
    /// NVivo on Windows.
    Nvivo,
    /// MAXQDA.
    Maxqda,
    /// ATLAS.ti.
    Atlasti,
    /// QualCoder.
    Qualcoder,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    if let Some(form) = Form::of(&args.file) {
        let asked = export_data::Asked {
            starters: !args.no_starters,
            excluded: args.excluded,
            allowed: &args.allowed,
        };
        let written = export_data::run(context, &args.file, form, &asked)?;
        return tell(context, args, &written);
    }
    let excluded = args.excluded || !context.is_public();
    let request = ExportRequest {
        profile: match args.profile {
            Reader::Standard => Profile::Standard,
            Reader::Nvivo => Profile::Nvivo,
            Reader::Maxqda => Profile::Maxqda,
            Reader::Atlasti => Profile::Atlasti,
            Reader::Qualcoder => Profile::Qualcoder,
        },
        originals: args.originals,
        moment: context.moment,
        kept: !excluded,
    };
    let project = context.project()?;
    let (bytes, answer) = project.exported(&args.file, &request)?;
    let ending = args.file.extension();
    if context.is_public() && !ending.is_some_and(|it| it.eq_ignore_ascii_case("qdc")) {
        let mut study = project.study(context.moment, &Codings::All)?;
        if !excluded {
            let out = project.excluded(&study, &[])?;
            leave_out(&mut study, &out);
        }
        let people = study.respondents.keys().copied().collect();
        weigh_people(context, &project, &study, &people, &args.allowed)?;
        weigh_codes(context, &project, &study, &args.allowed)?;
    }
    context.write_to(&args.file, &bytes)?;
    let written = Written {
        answer,
        starters: Vec::new(),
        kept: Vec::new(),
    };
    tell(context, args, &written)
}

fn tell(context: &Context, args: &Arguments, written: &Written) -> anyhow::Result<Answer> {
    let file = args.file.display().to_string();
    match context.format {
        Format::Text => context.write(text(&file, written).as_bytes())?,
        _ => context.list(records(&file, written), "Export")?,
    }
    Ok(Answer::Yes)
}

fn what(answer: &ExportAnswer) -> String {
    let counts = answer.counts.iter();
    if answer.counts.iter().all(|(_, count)| *count == 0) {
        return "nothing is in it: no sources, codes, codings or respondents".to_owned();
    }
    let parts: Vec<String> = counts
        .map(|(noun, count)| {
            let noun = if *count == 1 {
                noun.trim_end_matches('s')
            } else {
                noun
            };
            format!("{count} {noun}")
        })
        .collect();
    parts.join(", ")
}

fn text(file: &str, written: &Written) -> String {
    let answer = &written.answer;
    let mut lines = format!("wrote    {file}: {}\n", what(answer));
    if !written.starters.is_empty() {
        let names = written.starters.join(", ");
        lines.push_str(&format!("         beside it, to begin from: {names}\n"));
    }
    if !written.kept.is_empty() {
        let names = written.kept.join(", ");
        lines.push_str(&format!("         was there and stays: {names}\n"));
    }
    for loss in &answer.losses {
        let word = match loss.fate {
            Fate::Changed => "changed",
            Fate::LeftOut => "left out",
        };
        lines.push_str(&format!("         {word}: {loss}\n"));
    }
    lines
}

fn records(file: &str, written: &Written) -> Records {
    let answer = &written.answer;
    let mut records = Records::new(&["file", "what", "changed", "left_out", "starters"]);
    let said = |fate| {
        let of_fate = answer.losses.iter().filter(|it| it.fate == fate);
        of_fate.map(Loss::whole).collect::<Vec<_>>()
    };
    records.rows.push(vec![
        json!(file),
        json!(what(answer)),
        json!(said(Fate::Changed)),
        json!(said(Fate::LeftOut)),
        json!(written.starters),
    ]);
    records
}
