//! `quotebook redact`

mod finding;

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use clap::{Args, Subcommand, ValueEnum};
use serde_json::json;

use super::history::count;
use super::list::finish;
use super::{Answer, Context};
use crate::analysis::disclosure::patterns::{self, Pattern};
use crate::model::redact::{bracketed, places_of};
use crate::model::redaction::{Origin, RedactionId, State};
use crate::project::{Codings, Project, RedactionLine};
use crate::report::records::Records;
use finding::{Texts, accepted, by_hand, rows, suggestions};

/// Which words, and what is printed for them.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Words that are redacted are printed as [name of town] by every command, in every format; so are they in
quotes as of an earlier day. Archives, backups and bundles keep the truth.

Examples:
  quotebook redact 306 'Verkhny Log' --as 'name of village'
  quotebook redact 306 120..131 --as 'name of village'
  quotebook redact --list words.csv          (two columns: words, what is printed for them)
  quotebook redact --rules phone,email,date
  quotebook redact 306 --rules phone
  quotebook redact --suggest --gazetteer places.csv
  quotebook redact --log --open
  quotebook redact accept 'Сергеевке' 1a2b3c4d --as 'name of village'
  quotebook redact dismiss --all")]
pub struct Arguments {
    #[command(subcommand)]
    judge: Option<Judge>,
    /// The source, or `*` for all. With --list, --rules or --suggest only this one is looked at.
    #[arg(value_name = "SOURCE")]
    source: Option<String>,
    /// The words, wherever they stand in it as whole words, or their place in characters:
    /// `START..END`.
    #[arg(value_name = "WORDS")]
    words: Option<String>,
    /// What is printed for them, in brackets.
    #[arg(long = "as", value_name = "WORDS")]
    shown: Option<String>,
    /// Words of this table (.csv, .xlsx): words, and what is printed for them.
    #[arg(long, value_name = "FILE")]
    list: Option<PathBuf>,
    /// Words of these forms.
    #[arg(long, value_enum, value_delimiter = ',', value_name = "FORM,..")]
    rules: Vec<Rule>,
    /// Suggest words that may name somebody: those with a capital letter where ordinary words have
    /// none, and with --gazetteer those of a list.
    #[arg(long)]
    suggest: bool,
    /// With --suggest: names of places and people in a table, in any of their forms in Russian,
    /// Kazakh and English texts: name, and what is printed for it.
    #[arg(long, value_name = "FILE", requires = "suggest")]
    gazetteer: Option<PathBuf>,
    /// What is redacted, suggested and dismissed, with the words. It stays in the project.
    #[arg(long)]
    log: bool,
    /// With --log: only what nobody has judged.
    #[arg(long, requires = "log")]
    open: bool,
}

#[derive(Debug, Subcommand)]
enum Judge {
    /// Suggestions hold: the words are not printed.
    Accept(Which),
    /// Suggestions are harmless: the words are printed.
    Dismiss(Which),
    /// Take redactions away, as if the words had never been marked.
    Remove(Which),
}

/// Which redactions.
#[derive(Debug, Args)]
struct Which {
    /// Ids, or words: these wherever they are suggested.
    #[arg(value_name = "ID|WORDS", required_unless_present = "all")]
    what: Vec<String>,
    /// Everything that nobody has judged.
    #[arg(long)]
    all: bool,
    /// What is printed for the words instead of what was suggested.
    #[arg(long = "as", value_name = "WORDS")]
    shown: Option<String>,
}

/// A form of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Rule {
    /// Telephone numbers.
    Phone,
    /// E-mail addresses.
    Email,
    /// Days: `12.05.2019`, `12 May`, `12 мая 2019`.
    Date,
}

impl Rule {
    fn pattern(self) -> Pattern {
        match self {
            Self::Phone => Pattern::Phone,
            Self::Email => Pattern::Email,
            Self::Date => Pattern::Date,
        }
    }
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let mut project = context.project()?;
    if let Some(judge) = &args.judge {
        return judged(context, &mut project, judge);
    }
    let study = project.study(None, &Codings::None)?;
    if args.log {
        return log(context, &project, args.open);
    }
    let texts = Texts::read(&project, &study)?;
    let looks = args.list.is_some() || !args.rules.is_empty() || args.suggest;
    let one = match (&args.source, &args.words) {
        (Some(name), None) if !looks => bail!(
            "nothing is said of what to redact in `{name}`, expected its words, or one of --list, --rules and --suggest"
        ),
        (Some(name), None) => Some(name.as_str()).filter(|it| *it != "*"),
        _ => None,
    };
    let texts = match one {
        Some(name) => texts.only(name)?,
        None => texts,
    };
    let mut found = Vec::new();
    if let (Some(source), Some(words)) = (&args.source, &args.words) {
        found.extend(by_hand(&texts, source, words, args.shown.as_deref())?);
    }
    if let Some(path) = &args.list {
        for (words, shown) in rows(path, args.shown.as_deref())? {
            texts.each(|source, text| {
                let spans = places_of(text, &words).into_iter();
                found.extend(spans.map(|it| accepted(source, it, &shown, Origin::List)));
            });
        }
    }
    for rule in &args.rules {
        let pattern = rule.pattern();
        let shown = args.shown.as_deref().unwrap_or(pattern.shown());
        texts.each(|source, text| {
            let spans = patterns::found(text, pattern).into_iter();
            found.extend(spans.map(|it| accepted(source, it, shown, pattern.origin())));
        });
    }
    if args.suggest {
        found.extend(suggestions(&texts, args.gazetteer.as_deref())?);
    }
    if args.source.is_none() && !looks {
        bail!(
            "nothing to redact, expected a source and words, or one of --list, --rules, --suggest and --log"
        );
    }
    let marked = project.redact(&context.coder(&project), &found)?;
    let open = open(&project)?;
    eprintln!(
        "{}{}",
        match marked {
            0 => "nothing new".to_owned(),
            n => format!("marked {}", count(n, "place")),
        },
        match open {
            0 => String::new(),
            n => format!(
                "; {} to be judged (`redact --log --open`), until then nothing leaves for the public",
                count(n, "suggestion")
            ),
        }
    );
    Ok(if found.is_empty() {
        Answer::No
    } else {
        Answer::Yes
    })
}

/// Suggestions that nobody has judged.
fn open(project: &Project) -> anyhow::Result<usize> {
    let study = project.study(None, &Codings::None)?;
    let open = study
        .redactions
        .values()
        .filter(|it| it.state == State::Open);
    Ok(open.count())
}

fn judged(context: &Context, project: &mut Project, judge: &Judge) -> anyhow::Result<Answer> {
    let (Judge::Accept(which) | Judge::Dismiss(which) | Judge::Remove(which)) = judge;
    let study = project.study(None, &Codings::None)?;
    let lines = project.redactions(&study)?;
    let mut ids: Vec<RedactionId> = Vec::new();
    if which.all {
        let open = lines.iter().filter(|it| it.redaction.state == State::Open);
        ids.extend(open.map(|it| it.redaction.id));
    }
    for what in &which.what {
        let named: Vec<&RedactionLine> = lines.iter().filter(|it| is_named(it, what)).collect();
        if named.is_empty() {
            bail!(
                "there is no redaction `{what}`, expected an id or words as `redact --log` shows them"
            );
        }
        ids.extend(named.into_iter().map(|it| it.redaction.id));
    }
    let who = context.coder(project);
    let shown = which.shown.as_deref();
    let changed = match judge {
        Judge::Accept(_) => project.judge_redactions(&who, &ids, State::Accepted, shown)?,
        Judge::Dismiss(_) => project.judge_redactions(&who, &ids, State::Dismissed, None)?,
        Judge::Remove(_) => project.remove_redactions(&who, &ids)?,
    };
    match changed {
        0 => eprintln!("nothing changed"),
        n => eprintln!(
            "saved for {}; {} left to be judged",
            count(n, "place"),
            open(project)?
        ),
    }
    Ok(Answer::Yes)
}

fn is_named(line: &RedactionLine, what: &str) -> bool {
    let id = line.redaction.id;
    let whole = places_of(&line.words, what);
    id.short() == what.to_lowercase()
        || id.to_string() == what
        || whole
            .iter()
            .any(|it| it.of(&line.words).map(str::len) == Some(line.words.trim().len()))
}

fn log(context: &Context, project: &Project, open: bool) -> anyhow::Result<Answer> {
    let study = project.study(context.moment, &Codings::None)?;
    let lines = project.redactions(&study)?;
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for line in &lines {
        *times.entry(line.words.to_lowercase()).or_default() += 1;
    }
    let mut records = Records::new(&[
        "redaction",
        "source",
        "start",
        "end",
        "text",
        "shown",
        "state",
        "origin",
        "times",
        "by",
        "at",
    ]);
    for line in lines
        .iter()
        .filter(|it| !open || it.redaction.state == State::Open)
    {
        let it = &line.redaction;
        records.rows.push(vec![
            json!(it.id.short()),
            json!(line.source),
            json!(line.place.0),
            json!(line.place.1),
            json!(line.words),
            json!(bracketed(&it.shown)),
            json!(it.state.name()),
            json!(it.origin.name()),
            json!(times.get(&line.words.to_lowercase())),
            json!(it.by),
            json!(it.at.to_string()),
        ]);
    }
    finish(context, records, "Redactions")
}
