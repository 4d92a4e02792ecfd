//! Documents that are zip archives: the same parts give the same bytes.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// One file inside a document.
pub struct Part {
    /// Its path inside.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it is stored as it is (pictures are packed already).
    pub stored: bool,
}

impl Part {
    /// A part of text.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            bytes: text.into().into_bytes(),
            stored: false,
        }
    }

    /// A part that is stored as it is.
    pub fn stored(name: impl Into<String>, bytes: Vec<u8>) -> Self {
        Self {
            name: name.into(),
            bytes,
            stored: true,
        }
    }
}

/// The archive of `parts`, in their order. Every entry bears the first time that zip can tell.
pub fn package(parts: &[Part]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for part in parts {
        let method = match part.stored {
            true => CompressionMethod::Stored,
            false => CompressionMethod::Deflated,
        };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default());
        archive
            .start_file(part.name.as_str(), options)
            .expect("names of parts are short and each is used once");
        archive
            .write_all(&part.bytes)
            .expect("memory can be written to");
    }
    archive
        .finish()
        .expect("memory can be written to")
        .into_inner()
}
