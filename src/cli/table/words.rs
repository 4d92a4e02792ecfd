//! `quotebook table words`

use std::collections::{BTreeSet, HashSet};

use anyhow::bail;
use clap::Args;

use super::super::earlier::not_held;
use super::super::{Answer, Context};
use super::{Chosen, Grouping, Kept, Suppress, Which, empty};
use crate::analysis::collocations::{Window, collocations};
use crate::analysis::groups::Groups;
use crate::analysis::sample::Sample;
use crate::analysis::stop_words::stop_words;
use crate::analysis::words::{frequencies, numbered};
use crate::model::nearest::nearest;
use crate::model::said::{Said, Whose};
use crate::model::source::SourceId;
use crate::model::words::words;
use crate::report::words as report;

/// Whose words, and which.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Only respondents that answer this, in the query language, and of their sources those in which
    /// anything answers; may be given several times.
    #[arg(long = "where", value_name = "QUERY")]
    filter: Vec<String>,
    #[command(flatten)]
    kept: Kept,
    #[command(flatten)]
    grouping: Grouping,
    /// What stands near this word (`coal`, `coal*`) instead of all words.
    #[arg(long, value_name = "WORD", conflicts_with_all = ["by", "band"])]
    near: Option<String>,
    /// With --near: so many words before and after.
    #[arg(long, default_value_t = 5, value_name = "N")]
    window: usize,
    /// With --near: only words that stand there so many times.
    #[arg(long, default_value_t = 2, value_name = "N")]
    least: u64,
    /// Show at most so many words.
    #[arg(long, default_value_t = 50, value_name = "N")]
    limit: usize,
    /// Keep words that say little (`the`, `and`).
    #[arg(long)]
    stop_words: bool,
    /// Leave out these words too.
    #[arg(long, value_delimiter = ',', value_name = "WORD,..")]
    without: Vec<String>,
    /// Everybody's words, not only those of respondents.
    #[arg(long)]
    all_words: bool,
    #[command(flatten)]
    suppress: Suppress,
}

pub(super) fn run(context: &Context, args: &Arguments) -> anyhow::Result<Answer> {
    let which = Which {
        filter: args.filter.clone(),
        kept: args.kept,
        ..Which::default()
    };
    let chosen = Chosen::without_codings(context, &which)?;
    not_held(context, &chosen.project, "table words")?;
    let threshold = args.suppress.threshold(context, &chosen.project)?;
    if threshold.is_some() && (args.near.is_some() || !args.grouping.by.is_empty()) {
        bail!(
            "small counts are those of respondents, expected no `--near` and no `--by` where they are suppressed"
        );
    }
    let sample = chosen.sample();
    let (groups, _) = chosen.groups(&sample.respondents, &args.grouping, None)?;
    let whose = match args.all_words {
        true => Whose::All,
        false => Whose::Respondents,
    };
    let said = chosen
        .project
        .said(&sample.sources, whose, context.moment)?;
    if said.words.is_empty() {
        let nothing = || {
            context.list(
                crate::report::records::Records::new(&["word", "n", "base"]),
                "",
            )
        };
        return empty(context, "nobody here says anything", nothing);
    }
    let (stop, left_out) = left_out(args, &chosen, &sample);
    match &args.near {
        Some(node) => near(context, args, &chosen, &said, node, &stop, left_out),
        None => all(context, args, &said, (&groups, threshold), &stop, left_out),
    }
}

fn all(
    context: &Context,
    args: &Arguments,
    said: &Said,
    (groups, threshold): (&Groups, Option<u64>),
    stop: &HashSet<String>,
    mut left_out: String,
) -> anyhow::Result<Answer> {
    let mut found = frequencies(said, groups, stop);
    if let Some(threshold) = threshold {
        let before = found.words.len();
        found.words.retain(|it| it.respondents >= threshold);
        left_out += &format!(
            " Without {} words that fewer than {threshold} respondents say.",
            before - found.words.len()
        );
    }
    let document = report::Words {
        said,
        found: &found,
        groups,
        limit: args.limit,
        left_out,
    };
    let write = || {
        context.document(
            || document.json(),
            || document.records(),
            || document.report(),
        )
    };
    if found.words.is_empty() {
        return empty(context, "only words that are left out were said", write);
    }
    write()?;
    Ok(Answer::Yes)
}

fn near(
    context: &Context,
    args: &Arguments,
    chosen: &Chosen,
    said: &Said,
    node: &str,
    stop: &HashSet<String>,
    left_out: String,
) -> anyhow::Result<Answer> {
    let folded: Vec<String> = words(node, None).map(|it| it.folded).collect();
    let [word] = folded.as_slice() else {
        bail!("`{node}` is not one word, expected a form like `coal` or `coal*`");
    };
    let is_node = |other: &String| match node.ends_with('*') {
        true => other.starts_with(word.as_str()),
        false => other == word,
    };
    let places = (0..)
        .zip(&said.words)
        .filter(|(_, other)| is_node(&other.folded));
    let node_numbers: HashSet<usize> = places.map(|(place, _)| place).collect();
    if node_numbers.is_empty() {
        let near = nearest(word, said.words.iter().map(|it| it.folded.as_str()));
        let hint = match near.as_slice() {
            [] => String::new(),
            near => format!(
                ", expected a word that was said, such as `{}`",
                near.join("` or `")
            ),
        };
        bail!("nobody here says `{node}`{hint}");
    }
    // Passages without the node say nothing about what is near it.
    let there = node_numbers.iter().flat_map(|it| &said.words[*it].times);
    let there: BTreeSet<SourceId> = there.map(|(at, _)| said.sources[*at].source).collect();
    let there: Vec<SourceId> = there.into_iter().collect();
    let mut texts = chosen.project.texts(&chosen.study, &there)?;
    for (id, text) in &mut texts {
        if let Some(source) = chosen.study.sources.get(id) {
            let mask = chosen.project.mask(&chosen.study, source, text)?;
            *text = mask.blanked(text).into_owned();
        }
    }
    let passages = numbered(said, &texts);
    let window = Window {
        each: args.window,
        least: args.least,
    };
    let found = collocations(said, &passages, &node_numbers, window, stop);
    let document = report::Near {
        said,
        found: &found,
        node,
        window: args.window,
        limit: args.limit,
        left_out,
    };
    let write = || context.answer(|| document.records(), || document.report());
    if found.words.is_empty() {
        return empty(
            context,
            &format!("no word stands near `{node}` {} times or more", args.least),
            write,
        );
    }
    write()?;
    Ok(Answer::Yes)
}

/// The words that are left out, and a sentence about them.
fn left_out(args: &Arguments, chosen: &Chosen, sample: &Sample<'_>) -> (HashSet<String>, String) {
    let languages: BTreeSet<&str> = sample
        .sources
        .iter()
        .filter_map(|id| chosen.study.sources.get(id)?.language.as_deref())
        .collect();
    let whose = match args.all_words {
        true => "Everybody's words",
        false => "Words of respondents, not of those who ask",
    };
    let (mut stop, sentence) = match args.stop_words {
        true => (HashSet::new(), format!("{whose}.")),
        false => {
            let (stop, without) = stop_words(languages.iter().copied());
            let mut sentence = format!(
                "{whose}, without words that say little (lists for {}).",
                languages
                    .iter()
                    .filter(|it| !without.contains(it))
                    .copied()
                    .collect::<Vec<_>>()
                    .join(", ")
            );
            if !without.is_empty() {
                sentence += &format!(" There is no list for {}.", without.join(", "));
            }
            (stop, sentence)
        }
    };
    for word in &args.without {
        stop.extend(words(word, None).map(|it| it.folded));
    }
    (stop, sentence)
}
