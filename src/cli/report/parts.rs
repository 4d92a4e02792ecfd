//! From a description to blocks: every command of it is run in the report's own context, and its
//! answer is kept instead of written.

use anyhow::{Context as _, bail};
use clap::Parser;

use super::super::arguments::{Cli, Command, Global};
use super::super::{
    Context, agreement, balance, disagreements, list, places, plot, quotes, routes, search, table,
};
use super::description::{Description, Section, words};
use crate::report::Block;

/// Has what a command shows of respondents collected; what shows no counts of them is left out.
fn counts(part: &Context, command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Table(args) => table::run(part, args).map(|_| ()),
        Command::Plot(args) => plot::run(part, args).map(|_| ()),
        Command::Balance(args) => balance::run(part, args).map(|_| ()),
        Command::Agreement(_) => {
            part.collect_open("agreement");
            Ok(())
        }
        Command::Quotes(_) => {
            part.collect_open("quotes");
            Ok(())
        }
        Command::Search(_) => {
            part.collect_open("search");
            Ok(())
        }
        Command::Respondents(_) => {
            part.collect_open("respondents");
            Ok(())
        }
        Command::Routes(_) => {
            part.collect_open("routes");
            Ok(())
        }
        Command::Places(_) => {
            part.collect_open("places");
            Ok(())
        }
        _ => Ok(()),
    }
}

/// The blocks of all sections.
pub(super) fn blocks(context: &Context, description: &Description) -> anyhow::Result<Vec<Block>> {
    let mut blocks = paragraphs(&description.text);
    for section in &description.section {
        blocks.extend(
            of_section(context, section)
                .with_context(|| format!("section `{}` cannot be made", section.title))?,
        );
    }
    Ok(blocks)
}

fn of_section(context: &Context, section: &Section) -> anyhow::Result<Vec<Block>> {
    let level = section.level + 1;
    let mut blocks = vec![Block::Heading {
        level,
        text: section.title.clone(),
    }];
    blocks.extend(paragraphs(&section.text));
    for command in &section.content {
        let answer = answer(context, command, level)
            .with_context(|| format!("`{command}` has no answer"))?;
        blocks.extend(answer);
    }
    Ok(blocks)
}

/// The writer's words, paragraph by paragraph.
fn paragraphs(text: &str) -> Vec<Block> {
    let parts = text
        .split("\n\n")
        .map(str::trim)
        .filter(|it| !it.is_empty());
    parts
        .map(|it| Block::Paragraph(it.split_whitespace().collect::<Vec<_>>().join(" ")))
        .collect()
}

/// The answer of a command as blocks, its headings below `level`. An answer of nothing is said to be
/// one.
pub(super) fn answer(context: &Context, command: &str, level: u8) -> anyhow::Result<Vec<Block>> {
    let words = words(command)?;
    let words = words
        .iter()
        .map(String::as_str)
        .filter(|it| *it != "quotebook");
    let cli = Cli::try_parse_from(std::iter::once("quotebook").chain(words)).map_err(|error| {
        let said = error.to_string();
        let first = said.lines().next().unwrap_or_default();
        anyhow::anyhow!("{}", first.trim_start_matches("error: ").to_owned())
    })?;
    let Global {
        project: None,
        format: None,
        output: None,
        as_of: None,
        ..
    } = &cli.global
    else {
        bail!("`--project`, `--format`, `--output` and `--as-of` are for the whole report");
    };
    let part = context.part();
    if context.collects() {
        return counts(&part, &cli.command).map(|()| Vec::new());
    }
    match &cli.command {
        Command::Quotes(args) => quotes::run(&part, args),
        Command::Table(args) => table::run(&part, args),
        Command::Plot(args) => plot::run(&part, args),
        Command::Agreement(args) => agreement::run(&part, args),
        Command::Disagreements(args) => disagreements::run(&part, args),
        Command::Balance(args) => balance::run(&part, args),
        Command::Search(args) => search::run(&part, args),
        Command::Respondents(args) => list::respondents(&part, args),
        Command::Routes(args) => routes::run(&part, args),
        Command::Places(args) if !args.changes() => places::run(&part, args),
        Command::Codes(args) => list::codes(&part, args),
        Command::Coders => list::coders(&part),
        _ => bail!(
            "this command is not for reports, expected one of quotes, table, plot, agreement, \
             disagreements, balance, search, respondents, routes, places, codes, coders"
        ),
    }?;
    let kept = part.into_kept();
    kept.told.iter().for_each(|words| context.tell(words));
    let mut blocks = kept.blocks;
    if blocks.is_empty() {
        blocks.push(Block::Note(format!("Nothing to show: {command}")));
    }
    for block in &mut blocks {
        if let Block::Heading { level: own, .. } = block {
            *own = (*own + level - 1).min(6);
        }
    }
    Ok(blocks)
}
