//! Small counts are kept back: whom a table is for, and from which number on it shows counts.

use anyhow::bail;
use clap::Args;

use super::super::Context;
use super::super::disclosure::Audience;
use super::chosen::keep_excluded_back;
use crate::project::Project;

/// Whom it is for.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct Suppress {
    /// Keep back counts of fewer respondents than the threshold for these readers (`[disclosure]` in
    /// quotebook.toml), and as many others as it takes that none can be worked out [default: `public`
    /// with --public, else none].
    #[arg(long, value_enum, value_name = "READERS")]
    suppress: Option<Audience>,
}

impl Suppress {
    /// The threshold, where there is one. In public it is never that of the team.
    pub(in crate::cli) fn threshold(
        &self,
        context: &Context,
        project: &Project,
    ) -> anyhow::Result<Option<u64>> {
        let settings = &project.settings().disclosure;
        let threshold = match (context.is_public(), self.suppress) {
            (true, _) | (false, Some(Audience::Public)) => settings.public,
            (false, Some(Audience::Team)) => settings.team,
            (false, None) => return Ok(None),
        };
        if threshold < 2 {
            bail!(
                "the threshold in quotebook.toml is {threshold}, expected at least 2 to keep counts back"
            );
        }
        keep_excluded_back(context);
        Ok(Some(threshold as u64))
    }
}
