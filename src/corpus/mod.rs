//! Edge: files to text. One file per kind. Knows nothing of projects, databases or the full-text index.
pub mod answers;
pub mod codings;
mod docx;
pub mod encoding;
pub mod language;
mod markdown;
pub mod note;
pub mod note_error;
pub mod register;
pub mod role;
pub mod role_words;
pub mod sheet;
mod sheet_csv;
pub mod sheet_error;
mod sheet_ods;
mod sheet_xlsx;
mod sheet_zip;
mod spss;
