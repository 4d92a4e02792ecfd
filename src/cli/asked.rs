//! Commands as forms for the page, and what they answer. Only these commands, and only settings that
//! say neither where files are nor who asks.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use clap::builder::ValueParser;
use clap::{ArgAction, CommandFactory, Parser, ValueEnum};

use super::arguments::{Cli, Command, Format, Global};
use super::{Context, agreement, audit, balance, disagreements, hint, plot, routes, settle, table};
use crate::web::{Answered, Answers, Asked, Field, Form, Kind, Noun};

/// The commands; those that have commands below them stand for all of these.
const COMMANDS: [&str; 8] = [
    "table",
    "plot",
    "routes",
    "balance",
    "agreement",
    "disagreements",
    "settle",
    "audit",
];

/// Settings of a bare table, which a page has no place for.
const OF_A_TABLE: [&str; 3] = ["level", "categories", "length"];

/// What the page can ask of the project in `root`.
pub(super) fn answers(root: &Path) -> Answers {
    let root = root.to_owned();
    let forms = forms();
    let known = forms.clone();
    Answers {
        forms,
        ask: Box::new(move |asked| {
            let form = known.iter().find(|form| form.name == asked.form);
            let answer = form
                .with_context(|| format!("no command `{}` answers the page", asked.form))
                .and_then(|form| answer(&root, form, asked));
            answer.map_err(|error| hint::explain(&error))
        }),
    }
}

fn forms() -> Vec<Form> {
    let cli = Cli::command();
    let mut forms = Vec::new();
    for command in COMMANDS.iter().filter_map(|name| cli.find_subcommand(name)) {
        let below: Vec<_> = command
            .get_subcommands()
            .filter(|it| it.get_name() != "help")
            .collect();
        match below.is_empty() {
            true => forms.push(form(command.get_name().to_owned(), command)),
            false => forms.extend(
                below
                    .into_iter()
                    .map(|it| form(format!("{}-{}", command.get_name(), it.get_name()), it)),
            ),
        }
    }
    forms
}

fn form(name: String, command: &clap::Command) -> Form {
    let path = ValueParser::path_buf().type_id();
    let shown = command.get_arguments().filter(|it| {
        let is_of_a_table = name == "agreement" && OF_A_TABLE.contains(&it.get_id().as_str());
        let is_file = it.get_value_parser().type_id() == path;
        let is_of_all = matches!(
            it.get_action(),
            ArgAction::Help | ArgAction::HelpShort | ArgAction::HelpLong | ArgAction::Version
        );
        !(it.is_hide_set() || it.is_global_set() || is_of_all || is_file || is_of_a_table)
    });
    let fields = shown.map(field).collect();
    Form {
        name,
        about: command
            .get_about()
            .map(ToString::to_string)
            .unwrap_or_default(),
        fields,
    }
}

fn field(arg: &clap::Arg) -> Field {
    let value = arg
        .get_value_names()
        .and_then(|it| it.first())
        .map_or("", |it| it.as_str());
    let choices: Vec<String> = arg
        .get_possible_values()
        .iter()
        .map(|it| it.get_name().to_owned())
        .collect();
    let noun = match arg.get_id().as_str() {
        "codes" | "code" => Some(Noun::Codes),
        "coders" | "by_coder" | "against" => Some(Noun::Coders),
        "by" | "attribute" | "name" | "order" => Some(Noun::Attributes),
        _ if value == "QUERY" => Some(Noun::Query),
        _ if value.starts_with("CODE") => Some(Noun::Codes),
        _ if value.starts_with("ATTRIBUTE") => Some(Noun::Attributes),
        _ => None,
    };
    Field {
        name: arg.get_long().unwrap_or(arg.get_id().as_str()).to_owned(),
        help: arg.get_help().map(ToString::to_string).unwrap_or_default(),
        kind: match arg.get_action() {
            ArgAction::SetTrue => Kind::Switch,
            _ if !choices.is_empty() => Kind::Choice(choices),
            _ => Kind::Words(noun),
        },
        default: arg
            .get_default_values()
            .first()
            .map(|it| it.to_string_lossy().into_owned()),
        required: arg.is_required_set(),
    }
}

/// The words of the command line that a question stands for. Settings can bring in no other ones:
/// each is one word behind its own name, and names are those of the form.
fn words(form: &Form, asked: &Asked, file: Option<&Path>) -> anyhow::Result<Vec<String>> {
    let mut words: Vec<String> = form.name.split('-').map(str::to_owned).collect();
    let command = Cli::command();
    let mut parts = form.name.split('-');
    let command = parts.try_fold(&command, |at, part| at.find_subcommand(part));
    let mut places = Vec::new();
    for (name, value) in asked
        .settings
        .iter()
        .filter(|(_, value)| !value.trim().is_empty())
    {
        let Some(field) = form.fields.iter().find(|it| it.name == *name) else {
            bail!("`{}` has no setting `{name}`", form.name);
        };
        let has_name =
            command.is_some_and(|it| it.get_arguments().any(|it| it.get_long() == Some(name)));
        match (&field.kind, has_name) {
            (Kind::Switch, _) => words.push(format!("--{name}")),
            (_, true) => words.push(format!("--{name}={}", value.trim())),
            (_, false) => places.extend(
                value
                    .split([',', ' '])
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned),
            ),
        }
    }
    if !places.is_empty() || file.is_some() {
        words.push("--".to_owned());
        words.extend(places);
        words.extend(file.map(|it| it.to_string_lossy().into_owned()));
    }
    Ok(words)
}

fn answer(root: &Path, form: &Form, asked: &Asked) -> anyhow::Result<Answered> {
    // Dropped with its file when the answer is there.
    let folder =
        tempfile::tempdir().context("there is no place for a file that is looked at once")?;
    let file = match &asked.file {
        Some((name, bytes)) => Some(laid_down(folder.path(), name, bytes)?),
        None => None,
    };
    let words = words(form, asked, file.as_deref())?;
    let cli =
        Cli::try_parse_from(std::iter::once("quotebook").chain(words.iter().map(String::as_str)))
            .map_err(|error| {
            let said = error.to_string();
            let told: Vec<&str> = said
                .lines()
                .take_while(|line| !line.is_empty())
                .map(str::trim)
                .collect();
            anyhow::anyhow!(
                "{}",
                told.join(" ").trim_start_matches("error: ").to_owned()
            )
        })?;
    let format = match &asked.format {
        None => None,
        Some(name) => Some(
            Format::from_str(name, false)
                .map_err(|_| anyhow::anyhow!("`{name}` is not a format"))?,
        ),
    };
    // A file has a name when people take it with them; programs read the answer where they are.
    let output = asked
        .format
        .as_ref()
        .filter(|_| format != Some(Format::Json));
    let context = Context::new(Global {
        project: Some(root.to_owned()),
        coder: Some(asked.coder.clone()),
        format,
        output: output.map(|ending| PathBuf::from(format!("{}.{ending}", form.name))),
        as_of: asked.moment.map(|it| it.to_string()),
        public: None,
    })?
    .kept(&words);
    let context = match context.format {
        Format::Text => context.labelled(asked.language),
        _ => context,
    };
    if context.format.is_figure() && !matches!(cli.command, Command::Plot(_)) {
        bail!("the answer is not one figure, expected another format than .svg and .png");
    }
    match &cli.command {
        Command::Table(args) => table::run(&context, args),
        Command::Plot(args) => plot::run(&context, args),
        Command::Routes(args) => routes::run(&context, args),
        Command::Balance(args) => balance::run(&context, args),
        Command::Agreement(args) => agreement::run(&context, args),
        Command::Disagreements(args) => disagreements::run(&context, args),
        // Nobody sits at the keyboard of the server.
        Command::Settle(args) if args.is_at_the_keyboard() => {
            bail!("expected `list`, or `case` with `decision` and `reason`")
        }
        Command::Settle(args) => settle::run(&context, args),
        Command::Audit(args) => audit::run(&context, args),
        _ => bail!("this command does not answer the page"),
    }?;
    let kept = context.into_kept();
    Ok(Answered {
        blocks: kept.blocks,
        bytes: kept.bytes,
        told: kept.told,
    })
}

/// A file under its own name, or as much of it as is a name anywhere.
fn laid_down(folder: &Path, name: &str, bytes: &[u8]) -> anyhow::Result<PathBuf> {
    let plain = |it: char| it.is_alphanumeric() || " ._-()".contains(it);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().filter(|it| plain(*it)).collect();
    let name = name.trim_matches(['.', ' ']);
    if name.is_empty() {
        bail!("the file has no name, expected one such as report.docx");
    }
    let path = folder.join(name);
    std::fs::write(&path, bytes)
        .with_context(|| format!("`{name}` cannot be laid down to be read"))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use super::{Asked, forms, words};

    fn asked(form: &str, settings: &[(&str, &str)]) -> anyhow::Result<Vec<String>> {
        let all = forms();
        let found = all.iter().find(|it| it.name == form).expect(form);
        let settings = settings
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        words(
            found,
            &Asked {
                settings: settings.collect(),
                ..Asked::default()
            },
            None,
        )
    }

    #[test]
    fn no_form_names_a_file_or_a_person_who_asks() {
        for form in forms() {
            for field in &form.fields {
                for name in [
                    "project", "output", "public", "ratings", "spans", "export", "import",
                    "comments", "draft", "coder", "format",
                ] {
                    assert_ne!(field.name, name, "{}", form.name);
                }
                assert!(!field.help.is_empty(), "{} {}", form.name, field.name);
            }
        }
    }

    #[test]
    fn a_setting_is_one_word_behind_its_own_name() {
        assert_eq!(
            asked(
                "table-codes",
                &[("by", "category --output=x"), ("test", "on"), ("codes", "")]
            )
            .expect("words"),
            ["table", "codes", "--by=category --output=x", "--test"]
        );
        assert_eq!(
            asked(
                "plot-sankey",
                &[("attributes", "category,gender"), ("title", "-o x")]
            )
            .map_err(drop)
            .ok(),
            None,
        );
        assert!(asked("table-codes", &[("output", "/tmp/x")]).is_err());
    }
}
