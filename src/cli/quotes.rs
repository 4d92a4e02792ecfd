//! `quotebook quotes`

use clap::ValueEnum;

use super::recognisable::{Allowed, weigh_quotes};
use super::selection::Selection;
use super::{Answer, Context};
use crate::model::rendering::Form;
use crate::project::Codings;
use crate::report::quotes::{self, Layout, Tongues};

/// Which quotes, and how.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  quotebook quotes --code push/poverty\n  quotebook quotes coal --where 'gender:female age:<15'\n  quotebook quotes --code harm --by category -o quotes.html\n  quotebook quotes --code push --limit 10 --seed 1 --format csv\n  quotebook quotes --code push --pick 3 --length 8-60 --most 2"
)]
pub struct Arguments {
    #[command(flatten)]
    selection: Selection,
    /// What the quotes are put under.
    #[arg(long, value_enum, default_value = "theme")]
    by: By,
    /// Passages of context on each side.
    #[arg(long, value_name = "N", default_value_t = 0)]
    context: usize,
    /// At most so many quotes.
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Also say where each quote stands and who coded it.
    #[arg(long)]
    positions: bool,
    /// The form of edited quotes: as printed; clean, without marks; the source with marks; the source.
    #[arg(long, value_enum, default_value = "printed")]
    form: FormName,
    /// Whether translations are printed (`quotebook quote translate`).
    #[arg(long, value_enum, default_value = "none")]
    translation: Translated,
    #[command(flatten)]
    allowed: Allowed,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FormName {
    Printed,
    Clean,
    Marked,
    Source,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Translated {
    /// Only the speaker's words.
    None,
    /// Only the translation, where there is one.
    Only,
    /// The speaker's words, then the translation.
    Both,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum By {
    Theme,
    Category,
    Respondent,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    if args.selection.seed().is_some() && args.limit.is_none() && !args.selection.picks() {
        anyhow::bail!("`--seed` repeats a choice, expected `--limit` or `--pick` with it");
    }
    let form = match args.form {
        FormName::Printed => Form::Printed,
        FormName::Clean => Form::Clean,
        FormName::Marked => Form::Marked,
        FormName::Source => Form::Source,
    };
    let selection = &args.selection;
    let found = selection.quotes(context, form, args.context, args.limit)?;
    let tongues = match args.translation {
        Translated::None => Tongues::Original,
        Translated::Only => Tongues::Translation,
        Translated::Both => Tongues::Both,
    };
    let project = context.project()?;
    let style = &project.settings().style;
    if context.is_public() {
        let mut study = project.study(context.moment, &Codings::All)?;
        selection.keep(&project, &mut study)?;
        weigh_quotes(context, &project, &study, &found, &args.allowed)?;
        if !found.is_empty() {
            context.tell("note: no table is held against quotes: who counts those of a code may learn a number that a table keeps back");
        }
    }
    let by = match args.by {
        By::Theme => quotes::By::Theme,
        By::Category => quotes::By::Category,
        By::Respondent => quotes::By::Respondent,
    };
    context.answer(
        || quotes::records(&found),
        || {
            let places = args.positions;
            let layout = Layout {
                by,
                places,
                style,
                tongues,
                counts: !context.is_public(),
            };
            quotes::report("", &found, layout)
        },
    )?;
    if found.is_empty() {
        eprintln!("no quotes found");
        return Ok(Answer::No);
    }
    Ok(Answer::Yes)
}
