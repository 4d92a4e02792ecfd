//! Errors as people read them: what is wrong, what it was caused by, and what to do.

use std::fmt::Write;

use crate::analysis::bands::BandError;
use crate::analysis::groups::GroupError;
use crate::jobs::contradicted::Wrong;
use crate::project::{IndexError, ProjectError};

/// The lines for standard error.
pub fn explain(error: &anyhow::Error) -> String {
    let mut lines = format!("error: {error}\n");
    let mut last = error.to_string();
    for cause in error.chain().skip(1) {
        let cause = cause.to_string();
        // An error that only passes another one on would say it twice.
        if cause != last {
            let _ = writeln!(lines, "  caused by: {cause}");
        }
        last = cause;
    }
    if let Some(hint) = error.chain().find_map(hint) {
        let _ = writeln!(lines, "  hint: {hint}");
    }
    lines
}

fn hint(cause: &(dyn std::error::Error + 'static)) -> Option<String> {
    if let Some(GroupError::Bands(BandError::NotNumbers { name, of, .. })) =
        cause.downcast_ref::<GroupError>()
    {
        let first = of.first().map_or("", |it| it.0.as_str());
        return Some(format!(
            "correct the answers in the register, for example `quotebook respondents set {first} {name}=NUMBER`, or on the page of respondents; an empty answer is none"
        ));
    }
    let error = match cause.downcast_ref::<Wrong>() {
        Some(Wrong::Project(error)) => error,
        Some(Wrong::Rule(_)) => return None,
        None => cause.downcast_ref::<ProjectError>()?,
    };
    match error {
        ProjectError::Index(IndexError::Query(error)) if !error.near.is_empty() => {
            Some(format!("did you mean `{}`?", error.near.join("`, `")))
        }
        ProjectError::Index(IndexError::Query(_)) => {
            Some("`quotebook search --help` shows the query language".to_owned())
        }
        ProjectError::Within { inner, .. } => hint(inner.as_ref()),
        ProjectError::NotFound(_) => Some(
            "make a project with `quotebook init`, or name one with `--project DIR`".to_owned(),
        ),
        ProjectError::Doubtful(_) => {
            Some("type it again, or `--anyway` takes it all the same".to_owned())
        }
        ProjectError::Advised { advice, .. } => Some((*advice).to_owned()),
        ProjectError::Exists(_) => Some("add notes with `quotebook import`".to_owned()),
        ProjectError::Unknown {
            noun: "source",
            near,
            ..
        } if near.is_empty() => Some("`quotebook sources` lists them".to_owned()),
        ProjectError::Unknown {
            noun: "code", near, ..
        } if near.is_empty() => {
            Some("`quotebook codes` lists them, `quotebook codebook add` makes one".to_owned())
        }
        ProjectError::Unknown {
            noun: "place",
            near,
            ..
        } => Some(match near.is_empty() {
            true => "`quotebook places` lists them, `quotebook place add` and `--new` make one"
                .to_owned(),
            false => format!(
                "did you mean `{}`? `--new` makes a new place",
                near.join("`, `")
            ),
        }),
        ProjectError::Unknown {
            noun: "contradiction",
            near,
            ..
        } if near.is_empty() => Some(
            "`quotebook contradictions --all` lists them; one is gone when a side was corrected"
                .to_owned(),
        ),
        ProjectError::Unknown {
            noun: "operation", ..
        } => Some("`quotebook history` lists them".to_owned()),
        ProjectError::Rule { .. } => Some(
            "choose another value, or correct the register first: import it again, or settle a contradiction with `--register`".to_owned(),
        ),
        ProjectError::Unclassified { near, .. } if !near.is_empty() => {
            Some(format!("`--attribute {}`", near.join("` or `--attribute ")))
        }
        ProjectError::Unknown { near, .. } | ProjectError::Value { near, .. }
            if !near.is_empty() =>
        {
            Some(format!("did you mean `{}`?", near.join("`, `")))
        }
        ProjectError::Words { count: 0, .. } => {
            Some("the words must be as they stand in the source, letter by letter".to_owned())
        }
        ProjectError::Words { .. } => {
            Some("say which one with `--nth N`, or give more words".to_owned())
        }
        ProjectError::CodeInUse { .. } => Some(
            "`--uncode` removes its codings, `--recode CODE` gives them another code".to_owned(),
        ),
        ProjectError::Undo { .. } => {
            Some("`quotebook history` shows what was done since; take that back first".to_owned())
        }
        _ => None,
    }
}
