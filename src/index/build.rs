//! Making an index out of the texts.

use std::path::Path;

use rayon::prelude::*;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::{NoMergePolicy, UserOperation};
use tantivy::schema::Schema;
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};
use tantivy::{Directory, IndexSettings, TantivyDocument};

use super::schema::{self, Fields, LABEL, NUMBERS, ROLE, WORDS, WordReader};
use super::{IndexError, Texts};
use crate::model::passage::passages;
use crate::model::source::Source;
use crate::model::speaker;
use crate::model::words::with_plain_apostrophes;

/// Threads that write, and the memory that each may fill before it writes a segment, in bytes.
const WRITERS: usize = 2;
const MEMORY: usize = 24 << 20;
/// Texts that are read ahead.
const AHEAD: usize = 16;

/// What an index is made from.
pub struct Input<'i> {
    /// The sources in reading order.
    pub sources: &'i [&'i Source],
    /// Their texts.
    pub texts: Texts<'i>,
    /// Labels of the interviewers, as the settings have them.
    pub interviewers: &'i [String],
}

/// Writes an index into an empty folder.
pub fn on_disk(folder: &Path, input: &Input<'_>, payload: &str) -> Result<(), IndexError> {
    let directory = MmapDirectory::open(folder).map_err(IndexError::unusable)?;
    write(directory, input, payload).map(drop)
}

/// Makes an index in memory.
pub fn in_memory(input: &Input<'_>, payload: &str) -> Result<tantivy::Index, IndexError> {
    write(tantivy::directory::RamDirectory::create(), input, payload)
}

/// Registers how words are read.
pub fn tokenizers() -> TokenizerManager {
    let tokenizers = TokenizerManager::new();
    // The library asks for `default` where a field has no words at all.
    for name in ["raw", "default"] {
        tokenizers.register(name, tantivy::tokenizer::RawTokenizer::default());
    }
    tokenizers.register(WORDS, TextAnalyzer::builder(WordReader::new()).build());
    tokenizers
}

fn write(
    directory: impl Into<Box<dyn Directory>>,
    input: &Input<'_>,
    payload: &str,
) -> Result<tantivy::Index, IndexError> {
    let (schema, fields) = schema::schema();
    let index = tantivy::Index::builder()
        .schema(schema.clone())
        .settings(IndexSettings::default())
        .tokenizers(tokenizers())
        .open_or_create(directory)
        .map_err(IndexError::unusable)?;
    let mut writer = index
        .writer_with_num_threads(WRITERS, WRITERS * MEMORY)
        .map_err(IndexError::unusable)?;
    writer.set_merge_policy(Box::new(NoMergePolicy));
    let numbered: Vec<(u64, &Source)> = (0..).zip(input.sources.iter().copied()).collect();
    for ahead in numbered.chunks(AHEAD) {
        let mut texts = Vec::with_capacity(ahead.len());
        for (_, source) in ahead {
            texts.push((input.texts)(source).map_err(IndexError::Text)?);
        }
        ahead
            .par_iter()
            .zip(texts)
            .try_for_each(|((ordinal, source), text)| {
                let documents =
                    documents(&schema, fields, *ordinal, source, &text, input.interviewers);
                // All passages of a source go to one segment, in order.
                writer
                    .run(documents.into_iter().map(UserOperation::Add))
                    .map(drop)
            })
            .map_err(IndexError::unusable)?;
    }
    let mut commit = writer.prepare_commit().map_err(IndexError::unusable)?;
    commit.set_payload(payload);
    commit.commit().map_err(IndexError::unusable)?;
    Ok(index)
}

fn documents(
    schema: &Schema,
    fields: Fields,
    ordinal: u64,
    source: &Source,
    text: &str,
    interviewers: &[String],
) -> Vec<TantivyDocument> {
    let all = passages(text);
    let asking = speaker::interviewers(text, &all, interviewers);
    let numbers = NUMBERS.map(|name| schema.get_field(name).ok());
    let label = schema.get_field(LABEL).ok();
    let uzbek = source.language.as_deref() == Some("uz");
    let (mut counted, mut characters) = (0, 0);
    (0..)
        .zip(all)
        .map(|(number, passage)| {
            characters += text[counted..passage.span.start].chars().count() as u64;
            counted = passage.span.start;
            let mut document = TantivyDocument::default();
            let values = [
                ordinal,
                number,
                passage.span.start as u64,
                passage.span.end as u64,
                passage.words.start as u64,
                characters,
            ];
            for (field, value) in numbers.iter().zip(values) {
                field
                    .iter()
                    .for_each(|field| document.add_u64(*field, value));
            }
            let words = passage.words.of(text).unwrap_or_default();
            match uzbek {
                true => document.add_text(fields.words, with_plain_apostrophes(words)),
                false => document.add_text(fields.words, words),
            }
            if let Some(name) = &passage.speaker {
                let key = speaker::key(name);
                let role = if asking.contains(&key) {
                    "interviewer"
                } else {
                    "respondent"
                };
                document.add_text(fields.speaker, format!("{ROLE}{role}"));
                document.add_text(fields.speaker, key);
                label
                    .iter()
                    .for_each(|label| document.add_text(*label, name));
            } else if passage.heading {
                document.add_text(fields.speaker, format!("{ROLE}heading"));
            }
            document
        })
        .collect()
}
