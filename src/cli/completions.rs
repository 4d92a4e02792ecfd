//! `quotebook completions`, `quotebook man`

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Answer, Cli};

/// For which shell.
#[derive(Debug, clap::Args)]
pub struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn completions(args: &Arguments) -> anyhow::Result<Answer> {
    clap_complete::generate(
        args.shell,
        &mut Cli::command(),
        "quotebook",
        &mut std::io::stdout(),
    );
    Ok(Answer::Yes)
}

pub(super) fn man() -> anyhow::Result<Answer> {
    clap_mangen::Man::new(Cli::command()).render(&mut std::io::stdout())?;
    Ok(Answer::Yes)
}
