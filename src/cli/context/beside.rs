//! What goes along with an answer: notes below it, reasons that its record has, and what its tables show of
//! respondents.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::arguments::Format;
use super::Context;
use crate::analysis::disclosure::shown::ShownCount;
use crate::model::export::spelled;
use crate::report::tongue::Tongue;
use crate::report::{Block, Report};

/// What tables show of respondents that are only reckoned.
#[derive(Debug, Default)]
pub struct Collected {
    /// Their counts.
    pub counts: Vec<ShownCount>,
    /// Commands of which it is not known.
    pub open: Vec<String>,
}

/// What is known of earlier commands; `None` where it cannot be known.
pub type Earlier = BTreeMap<String, Option<Rc<Collected>>>;

/// An answer that is kept instead of written.
#[derive(Debug, Default)]
pub struct Kept {
    /// As blocks, where it is for people.
    pub blocks: Vec<Block>,
    /// As a file, where it is in another form than text.
    pub bytes: Vec<u8>,
    /// What was said beside it.
    pub told: Vec<String>,
}

impl Context {
    /// The same with figures in this language.
    pub fn labelled(self, tongue: Tongue) -> Self {
        Self {
            tongue: Some(tongue),
            ..self
        }
    }

    /// The language that figures are labelled in, if it is not that of the study.
    pub fn tongue(&self) -> Option<Tongue> {
        self.tongue
    }

    /// Has the answer say something below it, once.
    pub fn below(&self, words: String) {
        let mut below = self.below.borrow_mut();
        if !below.contains(&words) {
            below.push(words);
        }
    }

    /// Has the answer say `words` below it instead of what begins so.
    pub fn instead_below(&self, begins: &str, words: &str) {
        let mut below = self.below.borrow_mut();
        for it in below.iter_mut().filter(|it| it.starts_with(begins)) {
            words.clone_into(it);
        }
    }

    /// What is said below an answer; to machines, which read no notes, it is said beside it.
    pub(super) fn told_below(&self) -> Vec<String> {
        let below = self.below.take();
        let for_machines = matches!(
            self.format,
            Format::Json
                | Format::Jsonl
                | Format::Csv
                | Format::Sav
                | Format::Parquet
                | Format::Svg
                | Format::Png
        );
        if for_machines {
            below
                .iter()
                .for_each(|it| self.tell(&format!("note: {it}")));
        }
        below
    }

    /// A part whose answer is not wanted, only what its tables show of respondents.
    pub fn collector(&self) -> Self {
        Self {
            collected: Some(Rc::default()),
            ..self.part()
        }
    }

    /// Collects what a table shows; false where it is not only reckoned.
    pub fn collect(&self, counts: &[ShownCount]) -> bool {
        if let Some(collected) = &self.collected {
            collected.borrow_mut().counts.extend_from_slice(counts);
        }
        self.collected.is_some()
    }

    /// Whether answers are only reckoned.
    pub fn collects(&self) -> bool {
        self.collected.is_some()
    }

    /// Remembers a command of which it is not known what it shows; false where nothing is collected.
    pub fn collect_open(&self, command: &str) -> bool {
        if let Some(collected) = &self.collected {
            collected.borrow_mut().open.push(command.to_owned());
        }
        self.collected.is_some()
    }

    /// What was collected.
    pub fn collected(self) -> Collected {
        self.collected.map(|it| it.take()).unwrap_or_default()
    }

    /// What an earlier command has shown, reckoned by `reckon` where it is not known yet.
    pub fn earlier(
        &self,
        command: &str,
        reckon: impl FnOnce() -> Option<Collected>,
    ) -> Option<Rc<Collected>> {
        let known = self.earlier.borrow().get(command).cloned();
        known.unwrap_or_else(|| {
            let found = reckon().map(Rc::new);
            let mut earlier = self.earlier.borrow_mut();
            earlier.insert(command.to_owned(), found.clone());
            found
        })
    }

    /// What other tables of this answer have shown.
    pub fn shown_before(&self) -> Vec<Vec<ShownCount>> {
        self.shown.borrow().clone()
    }

    /// Remembers what a table of this answer shows.
    pub fn show(&self, counts: Vec<ShownCount>) {
        self.shown.borrow_mut().push(counts);
    }

    /// Allows the answer and its parts to print quotes of people who may be recognised, for a reason.
    pub fn allow_recognisable(&self, because: &str) {
        *self.allowed.borrow_mut() = Some(because.to_owned());
    }

    /// Why this answer may print quotes of people who may be recognised: `own` or that of the whole;
    /// `None` where it may not. An empty reason is none. The record of what leaves has the reason.
    pub fn recognisable_because(&self, own: Option<&str>) -> Option<String> {
        let whole = self.allowed.borrow();
        let because = own.or(whole.as_deref()).map(str::trim);
        let because = because.filter(|it| !it.is_empty())?.to_owned();
        let mut reasons = self.reasons.borrow_mut();
        if !reasons.contains(&because) {
            reasons.push(because.clone());
        }
        Some(because)
    }

    /// The command as the record has it: with the reasons that were given in parts of it.
    pub(super) fn recorded(&self) -> String {
        let mut command = self.command.clone();
        for because in self.reasons.borrow().iter() {
            let told =
                self::command(["--allow-recognisable".to_owned(), because.clone()].into_iter());
            if !command.contains(&told) {
                command.push(' ');
                command.push_str(&told);
            }
        }
        command
    }
}

/// The arguments as one line, without those that say where files are.
pub(super) fn command(args: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut args = args.peekable();
    let places = ["-o", "--output", "--project"];
    while let Some(word) = args.next() {
        let is_place = |place: &str| {
            let rest = word.strip_prefix(place);
            rest.is_some_and(|rest| !rest.is_empty() && (place.len() == 2 || rest.starts_with('=')))
        };
        if places.contains(&word.as_str()) {
            args.next();
        } else if !places.iter().any(|place| is_place(place)) {
            words.push(spelled(&word));
        }
    }
    words.join(" ")
}

/// A report with what is said below it.
pub(super) fn with_notes(mut report: Report, below: Vec<String>) -> Report {
    report.blocks.extend(below.into_iter().map(Block::Note));
    report
}
