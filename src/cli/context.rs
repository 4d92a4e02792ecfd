//! What a command runs in: the arguments that all commands share, turned into meaning once.

mod beside;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context as _, bail};
use jiff::Timestamp;

use super::arguments::{Format, Global};
use super::ending::by_ending;
use super::moment::moment;
use super::public::Public;
use super::terminal::{colour, terminal, width};
use crate::analysis::disclosure::shown::ShownCount;
use crate::project::{Leave, Project, write_whole};
use crate::report::records::Records;
use crate::report::records_parquet::parquet as rows_as_parquet;
use crate::report::tongue::Tongue;
use crate::report::{self, Report, render_marked};
pub(super) use beside::{Collected, Kept};
use beside::{Earlier, command, with_notes};

/// The shared arguments, understood.
pub struct Context {
    project: Option<PathBuf>,
    coder: Option<String>,
    output: Option<PathBuf>,
    /// How to write the answer.
    pub format: Format,
    /// The moment that the question is about; `None` is now.
    pub moment: Option<Timestamp>,
    /// The command with its arguments, without the places of files.
    command: String,
    /// Where the project is that was opened, and who opened it.
    opened: Rc<RefCell<Option<(PathBuf, String)>>>,
    /// What is said beside an answer.
    remark: RefCell<Option<String>>,
    /// What has been said on standard error.
    told: RefCell<BTreeSet<String>>,
    /// What is said below an answer, in the answer itself where it is one for people.
    below: RefCell<Vec<String>>,
    /// Why quotes of people who may be recognised may be printed.
    allowed: RefCell<Option<String>>,
    /// Why they were, in the answer and all its parts.
    reasons: Rc<RefCell<Vec<String>>>,
    /// What the tables of this answer show of respondents, in public.
    shown: Rc<RefCell<Vec<Vec<ShownCount>>>>,
    /// What earlier commands have shown, reckoned once.
    earlier: Rc<RefCell<Earlier>>,
    /// Where it is collected of a table that is only reckoned.
    collected: Option<Rc<RefCell<Collected>>>,
    /// Where answers are kept that are not written by themselves.
    part: Option<RefCell<Kept>>,
    /// The language that figures are labelled in, if it is not that of the study.
    tongue: Option<Tongue>,
    /// How it is written for everybody.
    public: Option<Rc<Public>>,
}

impl Context {
    /// Reads the shared arguments; a time that is none and an ending that is no format are errors.
    pub fn new(global: Global) -> anyhow::Result<Self> {
        let format = match (global.format, &global.output) {
            (Some(format), _) => format,
            (None, Some(path)) => by_ending(path)?,
            (None, None) => Format::Text,
        };
        if format.is_binary() && global.output.is_none() && terminal() {
            bail!("a terminal cannot show this format, expected a file to write it to: `-o FILE`");
        }
        Ok(Self {
            project: global.project,
            coder: global.coder.filter(|coder| !coder.trim().is_empty()),
            output: global.output,
            format,
            moment: global.as_of.as_deref().map(moment).transpose()?,
            command: command(std::env::args().skip(1)),
            opened: Rc::default(),
            remark: RefCell::default(),
            told: RefCell::default(),
            below: RefCell::default(),
            allowed: RefCell::default(),
            reasons: Rc::default(),
            shown: Rc::default(),
            earlier: Rc::default(),
            collected: None,
            part: None,
            tongue: None,
            public: global.public.map(|key| Rc::new(Public::new(key))),
        })
    }

    /// The same project for a part of a larger answer: what is answered is kept, not written.
    pub fn part(&self) -> Self {
        Self {
            project: self.project.clone(),
            coder: self.coder.clone(),
            output: None,
            format: Format::Text,
            moment: self.moment,
            command: self.command.clone(),
            opened: self.opened.clone(),
            remark: RefCell::default(),
            told: RefCell::default(),
            below: RefCell::default(),
            allowed: self.allowed.clone(),
            reasons: self.reasons.clone(),
            shown: self.shown.clone(),
            earlier: self.earlier.clone(),
            collected: self.collected.clone(),
            part: Some(RefCell::default()),
            tongue: self.tongue,
            public: self.public.clone(),
        }
    }

    /// The same command for another front door: what is answered is kept, not written. A file is
    /// recorded as one that leaves the project, under the name of the output.
    pub fn kept(self, words: &[String]) -> Self {
        Self {
            command: command(words.iter().cloned()),
            part: Some(RefCell::default()),
            ..self
        }
    }

    /// What was answered and not written.
    pub fn into_kept(self) -> Kept {
        let remark = self.remark.take();
        let mut kept = self.part.map(RefCell::into_inner).unwrap_or_default();
        kept.told.extend(remark);
        kept
    }

    /// The same project at another moment.
    pub fn at(&self, moment: Timestamp) -> Self {
        Self {
            moment: Some(moment),
            shown: Rc::default(),
            earlier: Rc::default(),
            ..self.part()
        }
    }

    /// When the file that the answer goes to was last written; `None` where there is none.
    pub fn written(&self) -> Option<Timestamp> {
        let about = std::fs::metadata(self.output.as_ref()?).ok()?;
        Timestamp::try_from(about.modified().ok()?).ok()
    }

    /// Opens the project.
    pub fn project(&self) -> anyhow::Result<Project> {
        let root = match &self.project {
            Some(root) => root.clone(),
            None => Project::find(&std::env::current_dir().context("the current folder is gone")?)?,
        };
        let project = Project::open(&root)?;
        let coder = self.coder(&project);
        let rounds = project.rounds()?;
        let blind = rounds.iter().filter(|round| round.revealed.is_none());
        let names: Vec<&str> = blind.map(|round| round.name.as_str()).collect();
        if !names.is_empty() {
            *self.remark.borrow_mut() = Some(format!(
                "note: until `{}` is revealed, `{coder}` sees only their own codings and memos",
                names.join("`, `")
            ));
        }
        *self.opened.borrow_mut() = Some((root, coder.clone()));
        let project = project.seen_by(&coder);
        match &self.public {
            Some(public) => public.project(project, self.moment),
            None => Ok(project),
        }
    }

    /// Says something beside an answer.
    pub fn tell(&self, words: &str) {
        match &self.part {
            Some(part) => part.borrow_mut().told.push(words.to_owned()),
            None => {
                // Parts of one answer say the same; it is heard once.
                let mut told = self.told.borrow_mut();
                if told.insert(words.to_owned()) {
                    eprintln!("{words}");
                }
            }
        }
    }

    /// The file that the answer goes to.
    pub fn output(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    /// Opens the project, if there is one here; one that is named must be there.
    pub fn project_if_any(&self) -> anyhow::Result<Option<Project>> {
        let here = std::env::current_dir().context("the current folder is gone")?;
        match (&self.project, Project::find(&here)) {
            (None, Err(_)) => Ok(None),
            _ => self.project().map(Some),
        }
    }

    /// Whether it is written for everybody.
    pub fn is_public(&self) -> bool {
        self.public.is_some()
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
            Format::Json => self.document(|| records().json(), Records::default, report),
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
        let below = self.told_below();
        let report = || with_notes(report(), below);
        if let (Some(part), Format::Text) = (&self.part, self.format) {
            part.borrow_mut().blocks.extend(report().blocks);
            return Ok(());
        }
        if let Some(remark) = self.remark.take() {
            self.tell(&remark);
        }
        let mark = self.mark()?;
        let render = |report: &Report, format| render_marked(report, format, mark.as_deref());
        let bytes = match self.format {
            Format::Json => json().into_bytes(),
            Format::Sav => {
                bail!("this answer is no matrix, expected `quotebook table matrix` for .sav")
            }
            Format::Parquet => rows_as_parquet(&self.checked(records())?)?,
            Format::Jsonl => self.checked(records())?.jsonl().into_bytes(),
            Format::Csv => self.checked(records())?.csv().into_bytes(),
            Format::Text => {
                let colour = self.output.is_none() && colour();
                let width = width();
                render(
                    &self.checked_report(report())?,
                    report::Format::Text { width, colour },
                )
            }
            Format::Md => render(&self.checked_report(report())?, report::Format::Markdown),
            Format::Html => render(&self.checked_report(report())?, report::Format::Html),
            Format::Docx => render(&self.checked_report(report())?, report::Format::Docx),
            Format::Odt => render(&self.checked_report(report())?, report::Format::Odt),
            Format::Tex => render(&self.checked_report(report())?, report::Format::Latex),
            // What is no table is one sheet of rows.
            Format::Xlsx => {
                let mut report = self.checked_report(report())?;
                if report.tables().next().is_none() {
                    report = self.checked(records())?.report(&report.title);
                }
                render(&report, report::Format::Xlsx)
            }
            Format::Svg | Format::Png => match (report().figure(), self.format) {
                (Some(chart), Format::Svg) => report::chart::svg(chart).into_bytes(),
                (Some(chart), _) => {
                    // Letters in a picture are seen by nobody but people.
                    self.look_at(report::chart::svg(chart).as_bytes())?;
                    chart.picture().png
                }
                (None, _) => bail!("the answer is not one figure, expected another format"),
            },
        };
        self.write(&bytes)
    }

    /// Writes a list that is shown to people as a table.
    pub fn list(&self, records: Records, title: &str) -> anyhow::Result<()> {
        let report = match self.format {
            Format::Json | Format::Jsonl | Format::Csv | Format::Parquet => Report::default(),
            Format::Text => records.report(""),
            _ => records.report(title),
        };
        self.answer(|| records, || report)
    }

    /// Who takes something out of the project, and how.
    pub fn leave<'l>(&'l self, who: &'l str) -> Leave<'l> {
        Leave {
            who,
            command: &self.command,
        }
    }

    /// The mark of a document that leaves the project that was opened.
    fn mark(&self) -> anyhow::Result<Option<String>> {
        match self.output {
            Some(_) => self.mark_of_file(),
            None => Ok(None),
        }
    }

    /// The mark of a document that is written to a file that the command names.
    pub(super) fn mark_of_file(&self) -> anyhow::Result<Option<String>> {
        let opened = self.opened.borrow();
        let Some((root, who)) = opened.as_ref() else {
            return Ok(None);
        };
        let project = Project::open(root)?.seen_by(who);
        Ok(Some(project.mark(&self.recorded())?))
    }

    /// Writes a file. What comes out of a project is recorded there.
    pub fn write_to(&self, path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
        self.look_at(bytes)?;
        match self.opened.borrow().as_ref() {
            None => write_whole(path, bytes)?,
            Some((root, who)) => {
                let mut project = Project::open(root)?.seen_by(who);
                let command = self.recorded();
                let leave = Leave {
                    command: &command,
                    ..self.leave(who)
                };
                project.write_out(path, bytes, leave)?;
            }
        }
        Ok(())
    }

    /// Refuses bytes for everybody in which anything names somebody.
    fn look_at(&self, bytes: &[u8]) -> anyhow::Result<()> {
        match &self.public {
            Some(public) => public.refuse(&public.secrets()?.in_bytes(bytes)),
            None => Ok(()),
        }
    }

    /// Refuses rows for everybody in which anything names somebody.
    pub fn checked(&self, records: Records) -> anyhow::Result<Records> {
        if let Some(public) = &self.public {
            public.refuse(&public.secrets()?.in_records(&records))?;
        }
        Ok(records)
    }

    /// Refuses a report for everybody in whose tables anything names somebody.
    fn checked_report(&self, report: Report) -> anyhow::Result<Report> {
        if let Some(public) = &self.public {
            public.refuse(&public.secrets()?.in_report(&report))?;
        }
        Ok(report)
    }

    /// Writes an answer to where it shall go.
    pub fn write(&self, bytes: &[u8]) -> anyhow::Result<()> {
        use std::io::Write;
        self.look_at(bytes)?;
        match (&self.part, &self.output) {
            (Some(part), name) => {
                if let (Some(name), Some((root, who))) = (name, self.opened.borrow().as_ref()) {
                    let mut project = Project::open(root)?.seen_by(who);
                    project.record_download(name, bytes, self.leave(who))?;
                }
                part.borrow_mut().bytes.extend_from_slice(bytes);
                Ok(())
            }
            (None, Some(path)) => self.write_to(path, bytes),
            (None, None) => {
                let mut out = std::io::stdout().lock();
                out.write_all(bytes)?;
                Ok(out.flush()?)
            }
        }
    }
}
