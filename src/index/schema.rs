//! What the index keeps of a passage: its words with their positions, who speaks, and where it stands.
//! No text: that is the project's.

use tantivy::schema::{
    FAST, Field, IndexRecordOption, NumericOptions, STRING, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::model::words::{Words, words};

/// Name under which tantivy knows how words are read.
pub const WORDS: &str = "words";
/// Stands before the part that a speaker has in the interview, where no label can begin so.
pub const ROLE: char = '@';

/// The fields of a passage.
#[derive(Clone, Copy)]
pub struct Fields {
    pub words: Field,
    /// The speaker's label in its `key` form, and the part that the speaker has.
    pub speaker: Field,
}

/// Names of the numbers that are kept of a passage, in the order of `Numbers`.
pub const NUMBERS: [&str; 6] = ["source", "passage", "start", "end", "said", "characters"];
/// Name of the column with the speaker's label as it stands in the text.
pub const LABEL: &str = "label";

pub fn schema() -> (Schema, Fields) {
    let mut schema = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(WORDS)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = schema.add_text_field(
        "words",
        TextOptions::default().set_indexing_options(indexing),
    );
    let speaker = schema.add_text_field("speaker", STRING);
    for name in NUMBERS {
        schema.add_u64_field(name, NumericOptions::default().set_fast());
    }
    schema.add_text_field(LABEL, FAST);
    (schema.build(), Fields { words, speaker })
}

/// Reads words for tantivy.
#[derive(Clone)]
pub struct WordReader {
    token: Token,
}

impl WordReader {
    pub fn new() -> Self {
        Self {
            token: Token::default(),
        }
    }
}

/// The words of one passage, for tantivy.
pub struct WordStream<'a> {
    words: Words<'a>,
    token: &'a mut Token,
}

impl Tokenizer for WordReader {
    type TokenStream<'a> = WordStream<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> WordStream<'a> {
        self.token.reset();
        WordStream {
            words: words(text, None),
            token: &mut self.token,
        }
    }
}

impl TokenStream for WordStream<'_> {
    fn advance(&mut self) -> bool {
        let Some(span) = self.words.next_into(&mut self.token.text) else {
            return false;
        };
        self.token.offset_from = span.start;
        self.token.offset_to = span.end;
        self.token.position = self.token.position.wrapping_add(1);
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}
