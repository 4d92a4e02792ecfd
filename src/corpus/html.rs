//! Pages: headings, paragraphs, lists and tables in reading order. Scripts, styles and what stands in
//! the head stay out. The page is read as a stream of tags, however deep they are nested.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::archive::WIDEST;
use super::encoding;
use super::note::Note;
use super::note_error::NoteError;

/// How far into a file its encoding may be declared (HTML standard, 4.2.5.4).
const DECLARED: usize = 1024;

/// Tags that begin and end a block.
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
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "blockquote",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "figure",
    "figcaption",
    "address",
    "fieldset",
    "form",
    "hr",
    "pre",
    "body",
    "html",
    "title",
    "center",
];
/// Tags whose content is not read.
const SKIPPED: &[&str] = &[
    "script", "style", "title", "textarea", "noscript", "iframe", "template", "select",
];

/// Reads an `.html`.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    read_as(bytes, false)
}

/// Reads an `.html`; `marks` puts `> ` before block quotes, and gives cells without words, and for a cell
/// that goes over several columns or rows, as many cells.
pub fn read_as(bytes: &[u8], marks: bool) -> Result<Note, NoteError> {
    let clean = without_controls(bytes);
    let bytes = clean.as_slice();
    let (text, encoding) = match declared(bytes) {
        Some(encoding) => {
            let (text, _, _) = encoding.decode(bytes);
            encoding::decode(text.as_bytes()).map(|(text, _)| (text, encoding.name().to_owned()))
        }
        None => encoding::decode(bytes),
    }?;
    let page = Page {
        marks,
        ..Page::default()
    };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(page)), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from(text.as_str()));
    let _ = tokenizer.feed(&queue);
    tokenizer.end();
    let mut page = tokenizer.sink.0.into_inner();
    page.end_block();
    let mut text = page.blocks.join("\n\n");
    text.push('\n');
    Ok(Note {
        text,
        encoding,
        front_matter: Default::default(),
        remarks: Vec::new(),
        ..Note::default()
    })
}

/// The page without control characters, which browsers do not show; old printing programs left
/// some. A page in UTF-16, or with a zero in it, stays as it is.
fn without_controls(bytes: &[u8]) -> Vec<u8> {
    let is_control = |byte: &u8| matches!(byte, 1..=8 | 14..=31 | 127);
    match bytes.contains(&0) {
        true => bytes.to_vec(),
        false => bytes
            .iter()
            .copied()
            .filter(|byte| !is_control(byte))
            .collect(),
    }
}

/// The encoding that the page names, unless its bytes are UTF-8 or have a mark of their own.
fn declared(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    if std::str::from_utf8(bytes).is_ok() || encoding_rs::Encoding::for_bom(bytes).is_some() {
        return None;
    }
    let head = &bytes[..bytes.len().min(DECLARED)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let (_, name) = head.split_once("charset=")?;
    let name = name.trim_start_matches(['"', '\'', ' ']);
    let end = name.find(|letter: char| !letter.is_ascii_alphanumeric() && !"-_:.".contains(letter));
    encoding_rs::Encoding::for_label(&name.as_bytes()[..end.unwrap_or(name.len())])
}

#[derive(Default)]
struct Sink(RefCell<Page>);

/// What is read so far.
#[derive(Default)]
struct Page {
    /// Whether block quotes are marked, and how deep inside them.
    marks: bool,
    quoted: usize,
    blocks: Vec<String>,
    block: String,
    /// Blocks before the figure that was opened last.
    figure: usize,
    /// Opens the next block: `- ` for an item of a list.
    lead: &'static str,
    /// The tag whose content is being left out.
    skipped: Option<String>,
    /// How deep inside `<pre>`, where white space is text.
    verbatim: usize,
    /// For drafts: the column of the row that is next, and for how many rows more each column is covered.
    column: usize,
    covered: Vec<usize>,
    /// Columns that the open cell covers besides its own.
    more: usize,
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut page = self.0.borrow_mut();
        match token {
            Token::CharacterTokens(words) if page.skipped.is_none() => page.say(&words),
            Token::TagToken(tag) => {
                page.tag(&tag);
                if tag.kind == TagKind::StartTag {
                    return raw(&tag);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Content that is no markup must be read as such, or a `<` in a script would open a tag.
fn raw(tag: &Tag) -> TokenSinkResult<()> {
    match &*tag.name {
        "script" => TokenSinkResult::RawData(RawKind::ScriptData),
        "style" | "noscript" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
        "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
        _ => TokenSinkResult::Continue,
    }
}

impl Page {
    fn tag(&mut self, tag: &Tag) {
        let name = &*tag.name;
        let starts = tag.kind == TagKind::StartTag;
        if let Some(skipped) = &self.skipped {
            if !starts && skipped == name {
                self.skipped = None;
            }
            return;
        }
        if starts && SKIPPED.contains(&name) {
            self.skipped = Some(name.to_owned());
            return;
        }
        if self.marks {
            self.place(tag, starts);
        }
        match name {
            "br" => self.block.push('\n'),
            "q" if self.marks => self.block.push(if starts { '“' } else { '”' }),
            // Who is quoted, where the words are over.
            "cite" if starts && self.quoted > 0 && self.ends_sentence() => {
                self.block.push_str("\n— ");
            }
            "td" | "th" if starts && !self.marks && !self.block.is_empty() => self.block.push('\t'),
            _ if BLOCKS.contains(&name) => {
                // Paragraphs inside a cell or an item belong to it.
                if !(name == "p"
                    && (self.block.ends_with('\t')
                        || (self.block.is_empty() && !self.lead.is_empty())))
                {
                    self.end_block();
                }
                match (name, starts) {
                    ("figure", true) => self.figure = self.blocks.len(),
                    ("figcaption", true) if self.marks && self.follows_quote() => self.lead = "— ",
                    ("figcaption", false) => self.lead = "",
                    ("li", true) => self.lead = "- ",
                    ("li", false) => self.lead = "",
                    ("blockquote", true) => self.quoted += 1,
                    ("blockquote", false) => self.quoted = self.quoted.saturating_sub(1),
                    ("pre", true) => self.verbatim += 1,
                    ("pre", false) => self.verbatim = self.verbatim.saturating_sub(1),
                    _ => {}
                }
            }
            _ => {}
        }
    }

    /// Whether a sentence or a quotation has just ended.
    fn ends_sentence(&self) -> bool {
        let words = self.block.trim_end();
        self.marks && words.ends_with(['.', '!', '?', '…', '”', '»', '"', '’'])
    }

    /// Whether the last block of the figure is a quotation.
    fn follows_quote(&self) -> bool {
        let own = self.blocks.get(self.figure..).unwrap_or_default();
        let last = own.last().map_or("", String::as_str);
        last.starts_with("> ") || last.ends_with(['”', '»', '"'])
    }

    /// Keeps cells under each other: a tab before every cell but the first of its row.
    fn place(&mut self, tag: &Tag, starts: bool) {
        let number = |name: &str| -> usize {
            let mut all = tag.attrs.iter();
            let found = all.find(|it| &*it.name.local == name);
            let number = found.and_then(|it| it.value.trim().parse::<usize>().ok());
            number.unwrap_or(1).clamp(1, WIDEST)
        };
        match &*tag.name {
            "table" if starts => (self.column, self.more, self.covered) = (0, 0, Vec::new()),
            "tr" => {
                for _ in 0..std::mem::take(&mut self.more) {
                    self.next_column();
                }
                if starts {
                    // What is covered behind the last cell of the row above is covered in it.
                    let end = self.column.min(self.covered.len());
                    if self.column > 0 {
                        for rows in &mut self.covered[end..] {
                            *rows = rows.saturating_sub(1);
                        }
                    }
                    self.column = 0;
                }
            }
            "td" | "th" if starts => {
                self.next_column();
                for _ in 0..std::mem::take(&mut self.more) {
                    self.next_column();
                }
                while let Some(rows) = self.covered.get_mut(self.column - 1).filter(|it| **it > 0) {
                    *rows -= 1;
                    self.next_column();
                }
                let (columns, rows) = (number("colspan"), number("rowspan"));
                let end = self.column - 1 + columns;
                if self.covered.len() < end {
                    self.covered.resize(end, 0);
                }
                self.covered[self.column - 1..end].fill(rows - 1);
                self.more = columns - 1;
            }
            _ => {}
        }
    }

    fn next_column(&mut self) {
        if self.column > 0 {
            self.block.push('\t');
        }
        self.column += 1;
    }

    fn say(&mut self, words: &str) {
        if self.verbatim > 0 {
            self.block.push_str(words);
            return;
        }
        for letter in words.chars() {
            match letter {
                ' ' | '\t' | '\n' | '\r' | '\u{c}' => {
                    if !self.block.is_empty() && !self.block.ends_with([' ', '\n', '\t']) {
                        self.block.push(' ');
                    }
                }
                other => self.block.push(other),
            }
        }
    }

    fn end_block(&mut self) {
        let block = std::mem::take(&mut self.block);
        let words = match self.verbatim {
            0 if self.marks && block.contains('\t') => block.trim_matches(' '),
            0 => block.trim(),
            _ => block.trim_matches('\n').trim_end(),
        };
        if !words.trim().is_empty() {
            let lead = std::mem::take(&mut self.lead);
            self.blocks.push(match self.marks && self.quoted > 0 {
                true => format!("> {}", words.replace('\n', "\n> ")),
                false => format!("{lead}{words}"),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(page: &str) -> String {
        read(page.as_bytes()).expect("page").text
    }

    #[test]
    fn blocks_come_in_reading_order_and_scripts_stay_out() {
        let page = "<!DOCTYPE html><html><head><title>x</title><style>p{}</style><script>if (a<b) {}</script></head>\
            <body><h1>Talk &amp; tea</h1><p>We had\n  <b>no</b> money<br>at all.</p><!-- no -->\
            <ul><li><p>first</p></li><li>second</li></ul><table><tr><td>a</td><td><p>b</p></td></tr></table>\
            <pre>one\n  two</pre>end &#1071;";
        assert_eq!(
            text(page),
            "Talk & tea\n\nWe had no money\nat all.\n\n- first\n\n- second\n\na\tb\n\none\n  two\n\nend Я\n"
        );
    }

    #[test]
    fn what_a_page_says_is_a_quotation_or_who_is_quoted_is_marked_in_a_draft() {
        let page = "<p>She said <q>We left.</q></p><figure><blockquote><p>We came back.</p></blockquote>\
            <figcaption>312, girl, 12</figcaption></figure>\
            <blockquote>We stayed. <cite>312, girl, 12</cite></blockquote>\
            <blockquote>I read <cite>The Sea</cite> twice.</blockquote>\
            <figure><img><figcaption>A map</figcaption></figure>";
        assert_eq!(
            read_as(page.as_bytes(), true).expect("page").text,
            "She said “We left.”\n\n> We came back.\n\n— 312, girl, 12\n\n> We stayed. \n> — 312, girl, 12\n\n> I read The Sea twice.\n\nA map\n"
        );
        assert!(!text(page).contains(['“', '—', '>']));
    }

    #[test]
    fn cells_of_drafts_stand_under_each_other() {
        let page = "<table><tr><th rowspan=2>Code</th><th colspan=2>All</th><th colspan=2>Girls</th></tr>\
            <tr><th>N</th><th>%</th><th>N</th><th>%</th></tr><tr><th colspan=5>Push</th></tr>\
            <tr><td>Debt<td>9<td><td>3<td>21.4</table>";
        assert_eq!(
            read_as(page.as_bytes(), true).expect("page").text,
            "Code\tAll\t\tGirls\t\n\n\tN\t%\tN\t%\n\nPush\t\t\t\t\n\nDebt\t9\t\t3\t21.4\n"
        );
        assert!(text(page).starts_with("Code\tAll\tGirls\n\nN\t%"));
    }

    #[test]
    fn the_encoding_that_a_page_names_is_taken() {
        let mut page = b"<meta charset=\"koi8-r\"><p>".to_vec();
        page.extend(encoding_rs::KOI8_R.encode("Денег нет").0.iter());
        let note = read(&page).expect("page");
        assert_eq!(
            (note.text.as_str(), note.encoding.as_str()),
            ("Денег нет\n", "KOI8-R")
        );
    }

    #[test]
    fn a_page_nested_ten_thousand_deep_is_read() {
        assert_eq!(text(&format!("{}in", "<div><i>".repeat(100_000))), "in\n");
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(page in "(</?[a-z]{1,6}[ =\"'>]?|&[#a-z0-9]{0,6};?|[<>!\\-a-z \n]{0,6}){0,20}") {
            let _ = read(page.as_bytes());
        }
    }
}
