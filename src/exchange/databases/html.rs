//! The text of a page as Taguette counts it: its text nodes joined, in bytes. Paragraphs that nothing
//! separates would run into each other; a line end is put between them, and positions are moved along.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Tags that begin or end a block.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "table",
    "tr",
    "blockquote",
    "pre",
    "br",
    "hr",
];

/// A page as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct PageText {
    /// Its text nodes joined; positions count bytes of this.
    pub(super) joined: String,
    /// Bytes of `joined` before which a line end is missing.
    breaks: Vec<usize>,
}

impl PageText {
    /// The text with a line end wherever a block begins without one.
    pub(super) fn text(&self) -> String {
        let mut text = String::with_capacity(self.joined.len() + self.breaks.len());
        let mut from = 0;
        for at in &self.breaks {
            text.push_str(&self.joined[from..*at]);
            text.push('\n');
            from = *at;
        }
        text.push_str(&self.joined[from..]);
        text
    }

    /// Where the selection between two bytes of `joined` stands in the text.
    pub(super) fn moved(&self, start: i64, end: i64) -> (i64, i64) {
        let before = |at: i64| self.breaks.partition_point(|it| (*it as i64) < at) as i64;
        let up_to = |at: i64| self.breaks.partition_point(|it| (*it as i64) <= at) as i64;
        (start + up_to(start), end + before(end))
    }
}

/// Reads a page, or a part of one.
pub(super) fn page(html: &str) -> PageText {
    let tokenizer = Tokenizer::new(Sink::default(), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    let joined = &page.joined;
    page.breaks.retain(|at| {
        *at > 0
            && *at < joined.len()
            && !joined[..*at].ends_with('\n')
            && !joined[*at..].starts_with('\n')
    });
    page.breaks.dedup();
    page
}

#[derive(Default)]
struct Sink(RefCell<PageText>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) => page.joined.push_str(&words),
            Token::TagToken(tag) if BLOCKS.contains(&&*tag.name) => {
                let at = page.joined.len();
                page.breaks.push(at);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_nodes_are_joined_and_blocks_stand_apart() {
        let page = page("<p>One &amp; “two”</p><p>three</p>\n<p>four<br>five <b>six</b></p>");
        assert_eq!(page.joined, "One & “two”three\nfourfive six");
        assert_eq!(page.text(), "One & “two”\nthree\nfour\nfive six");
        let words = |start: usize, end: usize| {
            let (start, end) = page.moved(start as i64, end as i64);
            page.text()[start as usize..end as usize].to_owned()
        };
        for word in ["One", "“two”", "three", "four", "five", "six"] {
            let at = page.joined.find(word).expect(word);
            assert_eq!(words(at, at + word.len()), word);
        }
        assert_eq!(words(0, page.joined.len()), page.text());
    }
}
