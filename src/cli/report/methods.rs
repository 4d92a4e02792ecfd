//! The methods page: what the project knows about how the report came about.

use super::super::Context;
use super::super::table::{Chosen, Which};
use super::parts::answer;
use crate::analysis::groups::filled;
use crate::model::export::ACTION;
use crate::project::QuoteRequest;
use crate::report::Block;
use crate::report::methods::{self, Position, Protocol};

/// Attributes by which the sample is described, with how their values are put together.
const SAMPLE: [(&str, &str); 3] = [
    ("category", ""),
    ("gender", " --by category"),
    ("age", " --band age:5"),
];
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The blocks below the heading.
pub(super) fn blocks(context: &Context) -> anyhow::Result<Vec<Block>> {
    let chosen = Chosen::new(&context.part(), &Which::default())?;
    let sample = chosen.sample();
    let heading = |text: &str| Block::Heading {
        level: 3,
        text: text.to_owned(),
    };
    let mut blocks = vec![
        heading("Sample"),
        Block::Paragraph(format!(
            "{} respondents with notes, {} sources.",
            sample.respondents.len(),
            sample.sources.len()
        )),
    ];
    let everybody: Vec<_> = chosen.study.respondents.keys().copied().collect();
    let known = filled(&chosen.study, &everybody);
    let has = |name: &str| known.iter().any(|it| it == name);
    for (name, how) in SAMPLE.iter().filter(|(name, _)| has(name)) {
        let how = if has("category") {
            how
        } else {
            how.trim_start_matches(" --by category")
        };
        blocks.extend(answer(context, &format!("table attribute {name}{how}"), 3)?);
    }
    blocks.push(heading("Coders"));
    blocks.push(Block::Table(methods::coders(&sample)));
    let agree = methods::people(&sample).len() > 1;
    blocks.push(heading("Agreement"));
    if agree {
        match answer(context, "agreement --unit respondent", 3) {
            Ok(agreement) => blocks.extend(agreement),
            Err(error) => blocks.push(Block::Note(format!("No coefficient: {error:#}."))),
        }
    } else {
        blocks.push(Block::Note(
            "Agreement takes two coders; here there are fewer.".to_owned(),
        ));
    }
    blocks.push(heading("Codebook"));
    blocks.push(Block::Table(methods::codebook(&sample)));
    blocks.push(heading("Quotes"));
    let settings = chosen.project.settings();
    blocks.push(methods::editing(&settings.attribution));
    let request = QuoteRequest {
        moment: context.moment,
        ..QuoteRequest::default()
    };
    let quotes = chosen.project.quotes_in(&chosen.study, &request)?;
    blocks.extend(Protocol::of(&quotes).blocks(&settings.style));
    blocks.push(heading("Software and state of the project"));
    let history = chosen.project.history(None)?;
    let then = |at| context.moment.is_none_or(|moment| at <= moment);
    let made: Vec<_> = history
        .iter()
        .filter(|it| then(it.entry.operation.at) && it.entry.operation.action != ACTION)
        .collect();
    let position = made.last().map(|it| Position {
        operations: made.len(),
        hash: it.entry.hash.to_string(),
        at: it.entry.operation.at,
    });
    blocks.push(methods::software(VERSION, position.as_ref()));
    blocks.push(heading("COREQ"));
    blocks.push(Block::Table(methods::coreq(&sample, VERSION, agree)));
    Ok(blocks)
}
