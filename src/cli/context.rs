//! What a command runs in: the arguments that all commands share, turned into meaning once.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::arguments::{Format, Global};
use crate::project::{Project, write_whole};
use crate::report::records::Records;
use crate::report::{self, Report, render};

/// The shared arguments, understood.
pub struct Context {
    project: Option<PathBuf>,
    coder: Option<String>,
    output: Option<PathBuf>,
    /// How to write the answer.
    pub format: Format,
    /// The moment that the question is about; `None` is now.
    pub moment: Option<Timestamp>,
}

impl Context {
    /// Reads the shared arguments; a time that is none and an ending that is no format are errors.
    pub fn new(global: Global) -> anyhow::Result<Self> {
        let by_ending = |path: &PathBuf| -> anyhow::Result<Format> {
            let ending = path
                .extension()
                .map(|ending| ending.to_string_lossy().to_lowercase());
            Ok(match ending.as_deref() {
                Some("json") => Format::Json,
                Some("csv") => Format::Csv,
                Some("md") => Format::Md,
                Some("html" | "htm") => Format::Html,
                Some("docx") => Format::Docx,
                Some("txt") | None => Format::Text,
                Some(other) => {
                    bail!("`.{other}` is not a format, expected .txt, .md, .html, .csv or .json")
                }
            })
        };
        let format = match (global.format, &global.output) {
            (Some(format), _) => format,
            (None, Some(path)) => by_ending(path)?,
            (None, None) => Format::Text,
        };
        Ok(Self {
            project: global.project,
            coder: global.coder.filter(|coder| !coder.trim().is_empty()),
            output: global.output,
            format,
            moment: global.as_of.as_deref().map(moment).transpose()?,
        })
    }

    /// Opens the project.
    pub fn project(&self) -> anyhow::Result<Project> {
        let root = match &self.project {
            Some(root) => root.clone(),
            None => Project::find(&std::env::current_dir().context("the current folder is gone")?)?,
        };
        Ok(Project::open(&root)?)
    }

    /// Opens the project, if there is one here; one that is named must be there.
    pub fn project_if_any(&self) -> anyhow::Result<Option<Project>> {
        let here = std::env::current_dir().context("the current folder is gone")?;
        match (&self.project, Project::find(&here)) {
            (None, Err(_)) => Ok(None),
            _ => self.project().map(Some),
        }
    }

    /// Who does what is done now.
    pub fn coder(&self, project: &Project) -> String {
        let user = || {
            std::env::var("USER")
                .or_else(|_| std::env::var("USERNAME"))
                .ok()
        };
        self.coder
            .clone()
            .or_else(|| project.settings().coder.clone())
            .or_else(user)
            .unwrap_or_else(|| "unknown".to_owned())
    }

    /// Writes an answer that is a list: rows for machines, a document for people. Only the one that
    /// is asked for is made.
    pub fn answer(
        &self,
        records: impl FnOnce() -> Records,
        report: impl FnOnce() -> Report,
    ) -> anyhow::Result<()> {
        match self.format {
            Format::Json => self.write(records().json().as_bytes()),
            _ => self.document(String::new, records, report),
        }
    }

    /// Writes an answer that is more than a list, with a form of its own for machines.
    pub fn document(
        &self,
        json: impl FnOnce() -> String,
        records: impl FnOnce() -> Records,
        report: impl FnOnce() -> Report,
    ) -> anyhow::Result<()> {
        let page = |format| render(&report(), format);
        self.write(&match self.format {
            Format::Json => json().into_bytes(),
            // Only commands that make a Word file of their own come as far as here.
            Format::Docx => bail!("`.docx` is not a format of this answer"),
            Format::Csv => records().csv().into_bytes(),
            Format::Md => page(report::Format::Markdown),
            Format::Html => page(report::Format::Html),
            Format::Text => page(report::Format::Text {
                width: width(),
                colour: self.output.is_none() && colour(),
            }),
        })
    }

    /// Writes a list that is shown to people as a table.
    pub fn list(&self, records: Records, title: &str) -> anyhow::Result<()> {
        let title = match self.format {
            Format::Text => "",
            _ => title,
        };
        let report = match self.format {
            Format::Json | Format::Csv => Report::default(),
            _ => records.report(title),
        };
        self.answer(|| records, || report)
    }

    /// Writes an answer to where it shall go.
    pub fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        use std::io::Write;
        match &self.output {
            Some(path) => Ok(write_whole(path, bytes)?),
            None => {
                let mut out = std::io::stdout().lock();
                out.write_all(bytes)?;
                Ok(out.flush()?)
            }
        }
    }
}

/// Columns of the terminal; a file is written for 100.
fn width() -> usize {
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0).max(40))
}

/// Whether standard output is a terminal that may show colours (no-color.org).
fn colour() -> bool {
    use std::io::IsTerminal;
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|it| it.is_empty())
}

/// A time as people write it. A day means the end of that day, where this computer is.
fn moment(text: &str) -> anyhow::Result<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let local = |time: DateTime| Ok(TimeZone::system().to_timestamp(time)?);
    if let Ok(day) = text.parse::<Date>()
        && text.len() <= 10
    {
        let end = local(day.tomorrow()?.at(0, 0, 0, 0))?;
        return Ok(end.checked_sub(1.microsecond())?);
    }
    match text.parse::<DateTime>() {
        Ok(time) => local(time),
        Err(_) => {
            bail!("`{text}` is not a time, expected a form like 2026-11-20 or 2026-11-20T14:30")
        }
    }
}
