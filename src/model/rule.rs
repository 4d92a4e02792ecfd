//! Rules for where the notes and the register may contradict each other. A rule is data: what is looked
//! for in the notes, what the register says beside it, and examples that show what it finds and what it
//! must leave alone.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A file of rules.
#[derive(Debug, Clone, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// The rules, in order.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

/// One rule. It looks for words (`pattern`), for codings (`codes`) or for what answers a query, and
/// holds them against a number (`attribute` and `number`), against answers (`register`) or against the
/// respondent's route (`route`).
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The file that it stands in, as people find it.
    #[serde(skip)]
    pub file: String,
    /// Its name, for example `age/left-home`. Unique.
    pub id: String,
    /// What differs, as a sentence for people.
    pub says: String,
    /// BCP 47 tags of the languages that it is for; none for all. Sources whose language nobody knows,
    /// or in whose language there are no rules, are read by all of them.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Whose words are read.
    #[serde(default)]
    pub words_of: WordsOf,
    /// Regular expressions, letter case aside, in one sentence. `{number}` stands for a number in
    /// digits or words, `{year}` for a year; either is the number that is compared.
    #[serde(default)]
    pub pattern: Vec<String>,
    /// A sentence in which one of these is found is left alone.
    #[serde(default)]
    pub unless: Vec<String>,
    /// Keys of codes, each with what is below it.
    #[serde(default)]
    pub codes: Vec<String>,
    /// In the query language.
    #[serde(default)]
    pub query: Option<String>,
    /// Attributes that the number is compared with; the first that the register has counts.
    #[serde(default)]
    pub attribute: Vec<String>,
    /// How the number must stand to the attribute.
    #[serde(default)]
    pub number: Option<Compare>,
    /// Answers that contradict the words: any of these sets, in which every attribute has one of its
    /// values (words, numbers, or bounds such as `<18`, `>=3`).
    #[serde(default)]
    pub register: Vec<BTreeMap<String, Vec<String>>>,
    /// What of the respondent's route is held against the words. For the order every pattern has
    /// `{earlier}` and `{later}`, each a word with which a place on the route begins; for years
    /// `{place}`, such a word, and `{year}`.
    #[serde(default)]
    pub route: Option<OfRoute>,
    /// What it finds, and what it must leave alone.
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

/// Whose words are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WordsOf {
    /// What the respondent says, without what others are quoted with.
    #[default]
    Respondent,
    /// What the interviewer writes about the respondent: remarks in brackets, and what stands before,
    /// between and after the turns.
    Notes,
    /// How the notes call the respondent: the label before the turns.
    Label,
    /// All of the text.
    Anyone,
}

/// How a number in the notes must stand to the register's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Compare {
    /// They are the same.
    Equal,
    /// The notes' is not higher. Of a date its year counts.
    AtMost,
    /// The notes' is not lower.
    AtLeast,
    /// It is a year of birth: with the year of the first attribute and the age in the second it makes
    /// that age, whether the birthday has been or not.
    BirthYear,
}

/// What of a route is held against the notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OfRoute {
    /// The order of its stops: every stop at one place before every stop at the other.
    Order,
    /// When its stops were reached: no stop at the place may have been reached in the year, and of all
    /// of them it is known when they were.
    Arrived,
}

/// A text and what the register says beside it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// What is said, by the one whose words the rule reads.
    #[serde(default)]
    pub text: String,
    /// Codes that it has.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Places of the respondent's route, in their order.
    #[serde(default)]
    pub route: Vec<String>,
    /// When they were reached, in the same order: `2019-05`, `age 14`, or nothing.
    #[serde(default)]
    pub arrived: Vec<String>,
    /// What the register says.
    #[serde(default)]
    pub register: BTreeMap<String, Answer>,
    /// Whether that is a contradiction.
    pub contradicts: bool,
}

/// One answer of the register in an example.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(untagged)]
pub enum Answer {
    /// A number.
    Number(f64),
    /// Words, or a date such as `2025-04-11`.
    Text(String),
}
