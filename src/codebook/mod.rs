//! Edge: codebook files to codes and back. Knows nothing of projects and databases.
pub mod check;
pub mod dictionary;
mod dictionary_liwc;
mod dictionary_wordstat;
mod dictionary_yaml;
mod dictionary_yoshikoder;
pub mod entry;
pub mod error;
mod headings;
mod listed;
mod rules;
pub mod slug;
pub mod table;
mod table_header;
pub mod toml;
