//! The query language as a tree. What is written where is kept, so that a name that the project does
//! not know can be pointed at.

/// A query, read but not yet looked up in any project.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    /// All of these in one passage.
    And(Vec<Query>),
    /// Any of these.
    Or(Vec<Query>),
    /// Passages and sources that do not answer this.
    Not(Box<Query>),
    /// Segments of the left that stand so to a segment of the right.
    Related(Box<Query>, Relation, Box<Query>),
    /// Words in the text.
    Words(Words),
    /// A regular expression over the text of a passage.
    Regex(Pattern),
    /// A property of the source, its respondent, its speakers or its codings.
    Field(Field),
}

/// How two segments of one source stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// They share at least one character.
    Overlaps,
    /// The left lies inside the right.
    Within,
    /// The left ends before the right begins, at most so many passages earlier (0: the same one).
    Before(usize),
}

/// Words that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Words {
    /// One after the other, or near each other.
    pub slots: Vec<Slot>,
    /// In any order, with at most so many other words between the first and the last of them;
    /// `None`: one right after the other.
    pub near: Option<usize>,
    /// Slots (by number) that a hyphen must stand before, as `"time-consuming"` asks; the index does
    /// not know hyphens, so the text is looked at.
    pub hyphens: Vec<usize>,
}

/// One word of a query, folded as the words of texts are.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Every form of the word, in the language of the source.
    Forms(String),
    /// This form only.
    Exact(String),
    /// Every word that begins so.
    Prefix(String),
    /// Every word at most so many letters away (put in, left out, changed, swapped), 1 or 2.
    Fuzzy(String, u8),
}

/// A regular expression that compiles.
#[derive(Debug, Clone)]
pub struct Pattern(pub regex::Regex);

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.0.as_str() == other.0.as_str()
    }
}

/// `name:value`.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where it begins in the query, in characters from 0.
    pub at: usize,
    /// The name before the colon.
    pub name: String,
    /// What is asked of it.
    pub test: Test,
}

/// What is asked of a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// This value; letter case is ignored.
    Is(String),
    /// A value that begins so.
    Begins(String),
    /// Any value at all.
    Known,
    /// Between two values. Numbers, dates and words are ordered each in their own way.
    Range(Bound, Bound),
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// Up to this value, itself included.
    Included(String),
    /// Up to this value, itself left out.
    Excluded(String),
    /// No end.
    Open,
}

/// Why a query cannot be read or answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("in the query at character {}: expected {expected}, found {found}", .at + 1)]
pub struct QueryError {
    /// Where, in characters from 0.
    pub at: usize,
    /// What would have been right.
    pub expected: String,
    /// What stands there.
    pub found: String,
    /// The nearest names that would have been right.
    pub near: Vec<String>,
}

impl Query {
    /// Every field in the query.
    pub fn fields(&self) -> Vec<&Field> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().flat_map(Self::fields).collect(),
            Self::Not(part) => part.fields(),
            Self::Related(left, _, right) => {
                left.fields().into_iter().chain(right.fields()).collect()
            }
            Self::Words(_) | Self::Regex(_) => Vec::new(),
            Self::Field(field) => vec![field],
        }
    }

    /// Whether any part asks about the words of the texts.
    pub fn asks_for_text(&self) -> bool {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks_for_text),
            Self::Not(part) => part.asks_for_text(),
            Self::Related(left, _, right) => left.asks_for_text() || right.asks_for_text(),
            Self::Words(_) | Self::Regex(_) => true,
            Self::Field(field) => field.name == "speaker",
        }
    }
}
