//! What stands behind a cell of a table or a mark of a figure, so that a page can lead there: quotes,
//! people, passages or a source. Documents that leave know nothing of it.

use jiff::civil::Date;

/// What a cell stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Behind {
    /// Its row, from 0; headings count.
    pub row: usize,
    /// Its column, from 0.
    pub column: usize,
    /// Where it leads.
    pub leads: Leads,
}

/// Where a cell leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leads {
    /// To quotes.
    Quotes {
        /// Keys of codes, each with what is below it; none for every code.
        codes: Vec<String>,
        /// What quotes must answer, in the query language; empty for everybody's.
        query: String,
    },
    /// To quotes that a coder coded on these days.
    Coded {
        /// Name of the coder.
        coder: String,
        /// The first day and the last, of UTC.
        days: (Date, Date),
    },
    /// To these respondents, by name.
    Respondents(Vec<String>),
    /// To passages that answer this, in the query language.
    Passages(String),
    /// To a source, at a character of it.
    Source {
        /// Its name.
        name: String,
        /// Counted from 0.
        at: Option<usize>,
    },
}

impl Leads {
    /// To the quotes of one code that answer `query`.
    pub fn quotes(code: &str, query: impl Into<String>) -> Self {
        Self::Quotes {
            codes: vec![code.to_owned()],
            query: query.into(),
        }
    }

    /// To these respondents, if there are any.
    pub fn people(names: &[String]) -> Option<Self> {
        (!names.is_empty()).then(|| Self::Respondents(names.to_vec()))
    }

    /// From a cell to here.
    pub fn from(self, row: usize, column: usize) -> Behind {
        Behind {
            row,
            column,
            leads: self,
        }
    }
}

/// `name:"value"` in the query language; `None` where the value cannot be written so.
pub fn term(name: &str, value: &str) -> Option<String> {
    (!value.contains('"')).then(|| format!("{name}:\"{value}\""))
}

/// Any of these values, in the query language; `None` for none, or where one cannot be written.
pub fn any(name: &str, values: &[String]) -> Option<String> {
    let terms: Option<Vec<String>> = values.iter().map(|it| term(name, it)).collect();
    terms.filter(|it| !it.is_empty()).map(|it| it.join(" OR "))
}
