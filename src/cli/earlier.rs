//! Public tables held against those that have left the project before.

use std::collections::BTreeSet;

use anyhow::bail;
use clap::Parser;

use super::arguments::{Cli, Command};
use super::context::Collected;
use super::history::count;
use super::{Context, balance, plot, report, table};
use crate::analysis::disclosure::earlier::difference;
use crate::analysis::disclosure::shown::{PEOPLE, ShownCount};
use crate::analysis::disclosure::together::{Weighed, weigh};
use crate::model::export::Export;
use crate::project::{Codings, Project};

/// Refuses a public table that together with an earlier one would tell of a few, and has the answer say
/// what it was held against.
pub(super) fn hold(
    context: &Context,
    project: &Project,
    shown: Vec<ShownCount>,
    threshold: u64,
) -> anyhow::Result<()> {
    if !context.is_public() || context.collect(&shown) {
        return Ok(());
    }
    let refuse = |before: &[ShownCount], whose: &str| -> anyhow::Result<()> {
        match difference(&shown, before, threshold) {
            None => Ok(()),
            Some(it) => bail!(
                "beside {whose} this table would tell of fewer than {threshold} respondents (`{}` there, `{}` here, of {}), expected the same filter, groups and bands, or groups that differ by at least {threshold}",
                it.before,
                it.now,
                it.what
            ),
        }
    };
    let mut all: Vec<ShownCount> = Vec::new();
    for before in context.shown_before() {
        refuse(&before, "another table of this report")?;
        all.extend(before);
    }
    let earlier = public_exports(project)?;
    let mut held = 0;
    let mut open: Vec<String> = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    for export in earlier.iter().filter(|it| seen.insert(&it.command)) {
        let Some((cli, kind)) = parsed(&export.command) else {
            open.push(kind_of(&export.command));
            continue;
        };
        match kind {
            Kind::NoCounts => continue,
            Kind::Unknown => open.push(kind_of(&export.command)),
            Kind::Counts => {
                let reckon = || recomputed(context, &cli);
                let Some(before) = context.earlier(&export.command, reckon) else {
                    open.push(kind_of(&export.command));
                    continue;
                };
                open.extend(before.open.iter().cloned());
                if before.counts.is_empty() {
                    continue;
                }
                held += 1;
                let day = export.at.strftime("%Y-%m-%d");
                refuse(&before.counts, &format!("`{}` of {day}", export.file))?;
                all.extend_from_slice(&before.counts);
            }
        }
    }
    let tables = match held {
        0 => "the other tables of this report".to_owned(),
        n => count(n, "earlier public file"),
    };
    let weighed = match all.is_empty() {
        true => Weighed::Nothing,
        false => weigh(&shown, &all, threshold),
    };
    match weighed {
        Weighed::Told { what } => bail!(
            "together with {tables} this table would tell of fewer than {threshold} respondents (of {}), expected the same filter, groups and bands as before, or fewer of them",
            match what.as_str() {
                PEOPLE => "how many there are",
                code => code,
            }
        ),
        Weighed::TooLarge => context.below(format!(
            "Held against {tables}, two by two and as the project is today; what more than two tell together is too much to be weighed."
        )),
        Weighed::Nothing if held > 0 => context.below(format!(
            "Held against {tables}, all together and as the project is today."
        )),
        Weighed::Nothing => {}
    }
    tell_open(context, open);
    context.show(shown);
    Ok(())
}

/// Has the answer say that it is not held against earlier ones, where there are any.
pub(super) fn not_held(context: &Context, project: &Project, kind: &str) -> anyhow::Result<()> {
    if !context.is_public() || context.collect_open(kind) {
        return Ok(());
    }
    let has_counts = |it: &&Export| !matches!(parsed(&it.command), Some((_, Kind::NoCounts)));
    let earlier = public_exports(project)?;
    let open = earlier.iter().filter(has_counts);
    tell_open(context, open.map(|it| kind_of(&it.command)).collect());
    Ok(())
}

/// Names what was not weighed.
fn tell_open(context: &Context, mut open: Vec<String>) {
    let many = open.len();
    open.sort();
    open.dedup();
    if many > 0 {
        context.below(format!(
            "Not held against {} (`{}`): what both tell together of a few respondents is not known.",
            count(many, "earlier public file"),
            open.join("`, `")
        ));
    }
}

/// The first words of a command: what kind of answer it gives.
fn kind_of(command: &str) -> String {
    let words = words(command).into_iter();
    let words = words.take_while(|it| !it.starts_with('-') && !it.contains('.'));
    words.take(2).collect::<Vec<_>>().join(" ")
}

/// What was written for everybody before.
fn public_exports(project: &Project) -> anyhow::Result<Vec<Export>> {
    let study = project.study(None, &Codings::None)?;
    let mut all: Vec<Export> = study.exports.into_values().collect();
    all.retain(|it| {
        it.command
            .split(' ')
            .any(|word| word.starts_with("--public"))
    });
    all.sort_by_key(|it| (it.at, it.id));
    Ok(all)
}

/// What an earlier command counts.
enum Kind {
    /// Respondents, in a table or figure.
    Counts,
    /// Something, in a way that is not known any more.
    Unknown,
    /// Nothing.
    NoCounts,
}

/// An earlier command, read again; `None` where the program has changed so that it does not read.
fn parsed(command: &str) -> Option<(Cli, Kind)> {
    let cli = Cli::try_parse_from(std::iter::once("quotebook".to_owned()).chain(words(command)));
    let cli = cli.ok()?;
    let kind = match &cli.command {
        Command::Table(_) | Command::Plot(_) | Command::Balance(_) | Command::Report(_)
            if cli.global.as_of.is_none() =>
        {
            Kind::Counts
        }
        Command::Table(_)
        | Command::Plot(_)
        | Command::Report(_)
        | Command::Routes(_)
        | Command::Balance(_)
        | Command::Agreement(_)
        | Command::Quotes(_)
        | Command::Search(_)
        | Command::Respondents(_)
        | Command::Export(_) => Kind::Unknown,
        _ => Kind::NoCounts,
    };
    Some((cli, kind))
}

/// What an earlier command counts, reckoned once more; `None` where that is not known any more.
fn recomputed(context: &Context, cli: &Cli) -> Option<Collected> {
    let collector = context.collector();
    let done = match &cli.command {
        Command::Table(args) => table::run(&collector, args),
        Command::Plot(args) => plot::run(&collector, args),
        Command::Balance(args) => balance::run(&collector, args),
        Command::Report(args) => report::run(&collector, args),
        _ => return None,
    };
    let collected = collector.collected();
    let is_known = !collected.counts.is_empty() || !collected.open.is_empty();
    done.ok().filter(|_| is_known).map(|_| collected)
}

/// The words of a command as the record has it: those with other signs stand in single quotes.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let (mut quoted, mut escaped) = (false, false);
    for letter in command.chars() {
        match letter {
            _ if escaped => {
                word.get_or_insert_default().push(letter);
                escaped = false;
            }
            '\\' if !quoted => escaped = true,
            '\'' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            letter => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_recorded_command_is_read_word_by_word() {
        let recorded = "table --where 'age:[10 TO 14]' --by category '' 'it'\\''s'";
        assert_eq!(
            words(recorded),
            [
                "table",
                "--where",
                "age:[10 TO 14]",
                "--by",
                "category",
                "",
                "it's"
            ]
        );
    }
}
