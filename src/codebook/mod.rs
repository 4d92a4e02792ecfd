//! Edge: codebook files to codes and back. Knows nothing of projects and databases.
pub mod check;
pub mod entry;
pub mod error;
pub mod slug;
pub mod table;
pub mod toml;
