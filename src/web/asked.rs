//! What the page asks of commands. Tables, figures, coefficients and the audit are made by the commands
//! that make them, with the arguments that they have: a page shows these as a form. The command line
//! gives `Answers` to the server; nothing here runs anything.

use crate::report::Block;
use crate::report::tongue::Tongue;

/// A command as a form.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its name, for example `table-codes`.
    pub name: String,
    /// What it does, in one line.
    pub about: String,
    /// What can be set.
    pub fields: Vec<Field>,
}

/// One setting.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name, for example `by`.
    pub name: String,
    /// What it means.
    pub help: String,
    /// What it takes.
    pub kind: Kind,
    /// What it is if nothing is said.
    pub default: Option<String>,
    /// Whether something must be said.
    pub required: bool,
}

/// What a setting takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// On or off.
    Switch,
    /// One of these.
    Choice(Vec<String>),
    /// Words; of the study, if it says so.
    Words(Option<Noun>),
}

/// What words of a setting name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noun {
    /// Keys of codes, with commas.
    Codes,
    /// Attributes, with commas.
    Attributes,
    /// Coders, with commas.
    Coders,
    /// A query.
    Query,
}

/// One question.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// The name of its form.
    pub form: String,
    /// Settings by name; an empty one is none.
    pub settings: Vec<(String, String)>,
    /// Who asks.
    pub coder: String,
    /// The moment that it is about; `None` is now.
    pub moment: Option<jiff::Timestamp>,
    /// The form of a file, for example `docx`; `None` for blocks.
    pub format: Option<String>,
    /// The language of the page, which figures on it are labelled in; files are in that of the study.
    pub language: Tongue,
    /// A file that it is about: its name and its bytes.
    pub file: Option<(String, Vec<u8>)>,
}

/// An answer.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// For people.
    pub blocks: Vec<Block>,
    /// The file, where one was asked for.
    pub bytes: Vec<u8>,
    /// What was said beside it.
    pub told: Vec<String>,
}

/// Asks a command; what went wrong is told as the command line tells it.
type Ask = dyn Fn(&Asked) -> Result<Answered, String> + Send + Sync;

/// The commands that a page can ask.
pub struct Answers {
    /// All of them.
    pub forms: Vec<Form>,
    /// Asks one.
    pub ask: Box<Ask>,
}

impl Answers {
    /// The form of this name.
    pub(super) fn form(&self, name: &str) -> Option<&Form> {
        self.forms.iter().find(|form| form.name == name)
    }
}
