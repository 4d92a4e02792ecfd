//! `quotebook serve`, `quotebook open`

use anyhow::Context as _;
use clap::Args;

use super::asked::answers;
use super::{Answer, Context};
use crate::web::{Serving, serve};

/// Where the page is served.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  quotebook serve\n  quotebook open --coder ana\n\nOnly this computer can reach the page. Each link lets one browser in; the next one is printed when it is used. Ctrl+C ends it; everything that the page called saved is on the disk."
)]
pub struct Arguments {
    /// The port [default: 4750, or one that is free].
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1024..))]
    port: Option<u16>,
}

/// What is said above the first link.
const FIRST: &str = "open this link in a browser of this computer; leave this window open while you work, and end it with Ctrl+C:";
/// What is said above the others.
const NEXT: &str = "let in; for one more browser:";

pub(super) fn run(
    context: &Context,
    args: &Arguments,
    open_browser: bool,
) -> anyhow::Result<Answer> {
    if context.moment.is_some() {
        anyhow::bail!("the page shows the project as it is now, expected no `--as-of` with it");
    }
    let project = context.project()?;
    let serving = Serving {
        root: project.root().to_owned(),
        coder: context.coder(&project),
        port: args.port,
        answers: answers(project.root()),
    };
    drop(project);
    let first = std::sync::atomic::AtomicBool::new(true);
    serve(serving, move |link| {
        use std::io::Write;
        let is_first = first.swap(false, std::sync::atomic::Ordering::Relaxed);
        eprintln!("{}", if is_first { FIRST } else { NEXT });
        // Whoever reads the links may have gone; the page goes on.
        let mut out = std::io::stdout().lock();
        let _ = writeln!(out, "{link}").and_then(|()| out.flush());
        if is_first && open_browser && open::that(link).is_err() {
            eprintln!("no browser could be started, open the link in one");
        }
    })
    .context("the page is not there")?;
    Ok(Answer::Yes)
}
