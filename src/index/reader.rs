//! The letters of a query, read one after the other.

use super::query::QueryError;

/// What is left to read.
pub struct Reader {
    letters: Vec<char>,
    /// Where, in characters from 0.
    pub at: usize,
    /// How many parentheses are open.
    pub depth: usize,
}

impl Reader {
    /// From the beginning of `text`.
    pub fn new(text: &str) -> Self {
        Self {
            letters: text.chars().collect(),
            at: 0,
            depth: 0,
        }
    }

    /// Takes `word` if it stands here by itself.
    pub fn keyword(&mut self, word: &str) -> bool {
        let found = self.is_keyword(word);
        if found {
            self.at += word.len();
        }
        found
    }

    pub fn is_keyword(&mut self, word: &str) -> bool {
        self.word_ahead().0 == word
    }

    /// The run of letters ahead that ends at white space or a parenthesis, and where it ends.
    pub fn word_ahead(&mut self) -> (String, usize) {
        self.blank();
        let rest = &self.letters[self.at..];
        let ends = |letter: &char| letter.is_whitespace() || "()\"".contains(*letter);
        let end = rest.iter().position(ends).unwrap_or(rest.len());
        (rest[..end].iter().collect(), self.at + end)
    }

    pub fn blank(&mut self) {
        self.take_while(char::is_whitespace);
    }

    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let start = self.at;
        while self.peek().is_some_and(&wanted) {
            self.at += 1;
        }
        self.letters[start..self.at].iter().collect()
    }

    pub fn expect(&mut self, letter: char, expected: &str) -> Result<(), QueryError> {
        self.blank();
        if self.peek() != Some(letter) {
            return Err(self.error(expected));
        }
        self.at += 1;
        Ok(())
    }

    pub fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    pub fn next(&mut self) -> Option<char> {
        let letter = self.peek();
        self.at += 1;
        letter
    }

    pub fn error(&mut self, expected: &str) -> QueryError {
        self.blank();
        self.at = self.at.min(self.letters.len());
        let rest: String = self.letters[self.at..].iter().take(20).collect();
        let found = match rest.is_empty() {
            true => "the end".to_owned(),
            false => format!("`{rest}`"),
        };
        QueryError {
            at: self.at,
            expected: expected.to_owned(),
            found,
            near: Vec::new(),
        }
    }

    /// One end of a range.
    pub fn range_value(&mut self) -> Result<String, QueryError> {
        self.blank();
        if self.peek() == Some('"') {
            return self.quoted();
        }
        let value = self.take_while(|letter| !letter.is_whitespace() && !"]}()\"".contains(letter));
        match value.is_empty() {
            true => Err(self.error("a value or `*`")),
            false => Ok(value),
        }
    }

    /// A bare value.
    pub fn value(&mut self) -> Result<String, QueryError> {
        let value = self.take_while(|letter| !letter.is_whitespace() && !"()\"".contains(letter));
        match value.is_empty() {
            true => Err(self.error("a value right after the colon")),
            false => Ok(value),
        }
    }

    /// What stands between quotation marks; typographic ones, which a word processor puts in, are
    /// as good.
    pub fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        let close = match self.next() {
            Some('«') => "»",
            Some('"') => "\"",
            _ => "”“\"",
        };
        let inner = self.take_while(|letter| !close.contains(letter));
        match self.next() {
            Some(_) => Ok(inner),
            None => {
                self.at = start;
                Err(self.error("a second quotation mark"))
            }
        }
    }
}
