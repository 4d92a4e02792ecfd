//! Bare tables from files, for questions that need no project.

use std::path::Path;

use super::ProjectError;
use crate::corpus::sheet;

/// A table as it was written.
#[derive(Debug, Clone)]
pub struct BareTable {
    /// Headings.
    pub columns: Vec<String>,
    /// Cells, as many in each row as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// Reads a .csv, .xlsx or .ods file (or SPSS).
pub fn read_table(path: &Path) -> Result<BareTable, ProjectError> {
    let bytes = std::fs::read(path).map_err(ProjectError::file(path, "read"))?;
    let name = path
        .file_name()
        .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let sheet =
        sheet::read(&name, &bytes).map_err(|error| ProjectError::Refused(error.to_string()))?;
    Ok(BareTable {
        rows: sheet.words(),
        columns: sheet.columns,
    })
}
