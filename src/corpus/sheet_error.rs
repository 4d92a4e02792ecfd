//! What can be wrong with a sheet. Rows are counted as a spreadsheet counts them: the header is
//! row 1 (or where it stands), and columns go by their heading.

/// Why a sheet was refused. Nothing of it has been imported.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SheetError {
    /// The ending says nothing that can be read as a sheet.
    #[error("`{name}` is not a sheet, expected .csv, .tsv, .xlsx, .ods, .sav or .zsav")]
    Kind {
        /// The file.
        name: String,
    },
    /// The bytes are not what the ending promises.
    #[error("`{name}` cannot be read as {expected}: {reason}")]
    Damaged {
        /// The file.
        name: String,
        /// What its ending promises.
        expected: &'static str,
        /// What the reader met.
        reason: String,
    },
    /// Unpacks to more than anybody's sheet holds.
    #[error("`{name}` is too large: {what}, expected at most {most}")]
    TooLarge {
        /// The file.
        name: String,
        /// What there is too much of.
        what: String,
        /// The limit.
        most: usize,
    },
    /// No cell is filled.
    #[error("`{name}` is empty, expected a row of column names")]
    Empty {
        /// The file.
        name: String,
    },
    /// A row that is longer or shorter than the header.
    #[error("row {row} of `{name}` has {found} cells, expected {expected} as in the header")]
    Ragged {
        /// The file.
        name: String,
        /// The row.
        row: usize,
        /// Its cells.
        found: usize,
        /// Cells in the header.
        expected: usize,
    },
    /// A quotation mark is opened and never closed.
    #[error("row {row} of `{name}` opens a quotation mark that is never closed, expected a `\"`")]
    OpenQuote {
        /// The file.
        name: String,
        /// The row that opens it.
        row: usize,
    },
    /// `--map` cannot be read.
    #[error("`{part}` is not a mapping, expected column=role with a role of {roles}")]
    Map {
        /// What was given.
        part: String,
        /// The roles there are.
        roles: String,
    },
    /// `--map` names a column that is not there.
    #[error("`{name}` has no column `{column}`, expected one of {columns}")]
    NoColumn {
        /// The file.
        name: String,
        /// What was named.
        column: String,
        /// What is there.
        columns: String,
    },
    /// Two columns for one role.
    #[error(
        "`{name}` has two columns for `{role}`: `{first}` and `{second}`, expected one; say which with `--map {first}={role},{second}=attribute`"
    )]
    TwoColumns {
        /// The file.
        name: String,
        /// The role.
        role: &'static str,
        /// The one.
        first: String,
        /// The other.
        second: String,
    },
    /// Long texts beside attributes: either may be meant.
    #[error(
        "`{name}` holds long texts in `{column}` beside `{attribute}`, expected open answers or a register; say `--map {column}=text` or `--map {column}=attribute`"
    )]
    TextsOrRegister {
        /// The file.
        name: String,
        /// The column of long texts.
        column: String,
        /// What a register has.
        attribute: String,
    },
    /// The header says nothing that is known.
    #[error(
        "`{name}` has the columns {columns}, expected one for the respondent (register, open answers), for code and definition (codebook) or for source, code, start and end (codings); say which with `--map COLUMN=ROLE`"
    )]
    NoRole {
        /// The file.
        name: String,
        /// What is there.
        columns: String,
    },
    /// A role that this kind of sheet needs.
    #[error(
        "`{name}` has no column for `{role}`, expected one; say which with `--map COLUMN={role}`"
    )]
    Needs {
        /// The file.
        name: String,
        /// The role.
        role: &'static str,
    },
    /// One cell is not what its column needs.
    #[error("row {row}, column `{column}` of `{name}` holds `{found}`, expected {expected}")]
    Cell {
        /// The file.
        name: String,
        /// The row.
        row: usize,
        /// The column's heading.
        column: String,
        /// What it holds.
        found: String,
        /// What it should hold.
        expected: &'static str,
    },
    /// Two rows contradict each other about one respondent.
    #[error(transparent)]
    Contradiction(#[from] Box<Contradiction>),
}

/// `age `15` and `16`, and the gender `male` and nothing`.
fn each(attributes: &[(String, String, String)]) -> String {
    let said = |value: &String| match value.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{value}`"),
    };
    let all = attributes.iter();
    let all = all.map(|(name, one, other)| format!("{name} {} and {}", said(one), said(other)));
    all.collect::<Vec<_>>().join(", and the ")
}

/// What two rows say about one respondent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "rows {first} and {second} of `{name}` give respondent `{respondent}` the {}, expected one value{}",
    each(attributes),
    if attributes.len() > 1 { " of each" } else { "" }
)]
pub struct Contradiction {
    /// The file.
    pub name: String,
    /// The respondent.
    pub respondent: String,
    /// The earlier row.
    pub first: usize,
    /// The later row.
    pub second: usize,
    /// Every attribute in which they differ, with what the earlier and what the later row says; empty is
    /// no answer.
    pub attributes: Vec<(String, String, String)>,
}
