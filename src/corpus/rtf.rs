//! Rich Text Format: paragraphs and tables in reading order. Footnotes, comments, deleted and hidden
//! text stay out. Read group by group without recursion, however deep they are nested.

use encoding_rs::Encoding;

use super::note::Note;
use super::note_error::NoteError;

/// The largest file that is read, pictures included.
const LARGEST_MIB: usize = 64;
/// Groups that may be open at once.
const DEEPEST: usize = 10_000;

/// Groups that are not text.
const SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "headerl",
    "headerr",
    "headerf",
    "footer",
    "footerl",
    "footerr",
    "footerf",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "colorschememapping",
    "datastore",
    "latentstyles",
    "fldinst",
    "xmlnstbl",
    "filetbl",
    "revtbl",
    "bkmkstart",
    "bkmkend",
    "nonshppict",
    "pntext",
    "listtext",
    "sp",
    "sn",
    "sv",
];

/// What holds until the end of a group.
#[derive(Clone, Copy, Default)]
struct State {
    skipped: bool,
    /// How many bytes stand in for a letter after `\u`.
    stand_in: usize,
    font: u32,
}

/// What is read so far.
struct Body {
    blocks: Vec<String>,
    paragraph: String,
    row: Vec<String>,
    /// Bytes in the encoding of the text, not yet letters.
    bytes: Vec<u8>,
    /// Half of a letter beyond the 16-bit ones.
    half: Option<u16>,
    encoding: &'static Encoding,
    fonts: Vec<(u32, &'static Encoding)>,
    footnotes: usize,
    comments: usize,
    deleted: usize,
    list_item: bool,
}

/// Reads an `.rtf`.
pub fn read(bytes: &[u8]) -> Result<Note, NoteError> {
    if bytes.len() > LARGEST_MIB << 20 {
        return Err(NoteError::Large {
            what: "the file",
            limit: LARGEST_MIB,
        });
    }
    if !bytes.starts_with(b"{\\rtf") {
        return Err(NoteError::Rtf("does not begin with `{\\rtf`"));
    }
    let mut body = Body {
        blocks: Vec::new(),
        paragraph: String::new(),
        row: Vec::new(),
        bytes: Vec::new(),
        half: None,
        encoding: encoding_rs::WINDOWS_1252,
        fonts: Vec::new(),
        footnotes: 0,
        comments: 0,
        deleted: 0,
        list_item: false,
    };
    body.read(bytes)?;
    let mut remarks = Vec::new();
    for (count, what, became) in [
        (body.deleted, "tracked deletion", "read as accepted"),
        (body.comments, "comment", "left out"),
        (body.footnotes, "footnote", "left out"),
    ] {
        if count > 0 {
            let many = if count == 1 { "" } else { "s" };
            remarks.push(format!("{count} {what}{many} {became}"));
        }
    }
    Ok(Note {
        text: body.blocks.join("\n\n") + "\n",
        encoding: body.encoding.name().to_owned(),
        front_matter: Default::default(),
        remarks,
        ..Note::default()
    })
}

impl Body {
    fn read(&mut self, all: &[u8]) -> Result<(), NoteError> {
        let mut at = 0;
        let mut groups: Vec<State> = Vec::new();
        let mut now = State {
            stand_in: 1,
            ..State::default()
        };
        // Bytes still to be passed over after `\u`; a group that may be unknown (`\*`).
        let (mut passing, mut optional, mut in_fonts) = (0_usize, false, None);
        while let Some(byte) = all.get(at).copied() {
            at += 1;
            match byte {
                b'{' => {
                    groups.push(now);
                    if groups.len() > DEEPEST {
                        return Err(NoteError::Rtf("nests its groups deeper than 10000 levels"));
                    }
                    passing = 0;
                }
                b'}' => {
                    self.flush(now);
                    if in_fonts == Some(groups.len()) {
                        in_fonts = None;
                    }
                    now = groups.pop().unwrap_or(now);
                    (passing, optional) = (0, false);
                    if groups.is_empty() {
                        break;
                    }
                }
                b'\\' => {
                    let (word, number, next) = control(all, at);
                    at = next;
                    match word {
                        "'" => match (passing, number) {
                            (0, Some(byte)) if !now.skipped => self.bytes.push(byte as u8),
                            (0, _) => {}
                            _ => passing -= 1,
                        },
                        "bin" => at = at.saturating_add(number.unwrap_or(0).max(0) as usize),
                        "*" => optional = true,
                        "fonttbl" => {
                            in_fonts = Some(groups.len());
                            now.skipped = true;
                        }
                        "f" => {
                            self.flush(now);
                            now.font = number.unwrap_or(0).max(0) as u32;
                        }
                        "fcharset" if in_fonts.is_some() => {
                            if let Some(encoding) = charset(number.unwrap_or(0)) {
                                self.fonts.push((now.font, encoding));
                            }
                        }
                        "uc" => now.stand_in = number.unwrap_or(1).clamp(0, 16) as usize,
                        "u" => {
                            if !now.skipped {
                                self.flush(now);
                                self.unit(number.unwrap_or(0) as u16);
                            }
                            passing = now.stand_in;
                        }
                        _ => self.control(word, number, &mut now, optional),
                    }
                    if word != "*" {
                        optional = false;
                    }
                }
                b'\r' | b'\n' => {}
                _ if passing > 0 => passing -= 1,
                _ if now.skipped => {}
                byte => self.bytes.push(byte),
            }
        }
        self.flush(now);
        self.end_paragraph();
        Ok(())
    }

    fn control(&mut self, word: &str, number: Option<i64>, now: &mut State, optional: bool) {
        self.flush(*now);
        if let "footnote" | "annotation" | "deleted" = word {
            if !now.skipped && number != Some(0) {
                let count = match word {
                    "footnote" => &mut self.footnotes,
                    "annotation" => &mut self.comments,
                    _ => &mut self.deleted,
                };
                *count += 1;
            }
            now.skipped |= number != Some(0);
            return;
        }
        let known = ["shppict", "fldrslt"].contains(&word);
        if SKIPPED.contains(&word) || (optional && !known) {
            // The mark of an item is written anew, the same for every kind of list.
            self.list_item |= matches!(word, "listtext" | "pntext") && !now.skipped;
            now.skipped = true;
        }
        if word == "ansicpg" {
            let name = format!("windows-{}", number.unwrap_or(1252));
            self.encoding = match number {
                Some(65001) => encoding_rs::UTF_8,
                Some(866) => encoding_rs::IBM866,
                _ => Encoding::for_label(name.as_bytes()).unwrap_or(self.encoding),
            };
        }
        if word == "v" {
            now.skipped |= number != Some(0);
        }
        if now.skipped {
            return;
        }
        match word {
            "par" | "sect" | "page" => self.end_paragraph(),
            "line" => self.paragraph.push('\n'),
            "tab" => self.paragraph.push('\t'),
            "cell" => {
                let cell = std::mem::take(&mut self.paragraph);
                self.row.push(cell.trim().replace('\n', " "));
            }
            "row" => {
                let row = std::mem::take(&mut self.row).join("\t");
                if !row.trim().is_empty() {
                    self.blocks.push(row);
                }
            }
            "~" => self.paragraph.push('\u{a0}'),
            "_" => self.paragraph.push('\u{2011}'),
            "emdash" => self.paragraph.push('—'),
            "endash" => self.paragraph.push('–'),
            "lquote" => self.paragraph.push('‘'),
            "rquote" => self.paragraph.push('’'),
            "ldblquote" => self.paragraph.push('“'),
            "rdblquote" => self.paragraph.push('”'),
            "bullet" => self.paragraph.push('•'),
            "\\" | "{" | "}" => self.paragraph.push_str(word),
            _ => {}
        }
    }

    /// A unit of UTF-16.
    fn unit(&mut self, unit: u16) {
        let units: Vec<u16> = self.half.take().into_iter().chain([unit]).collect();
        if (0xd800..0xdc00).contains(&unit) {
            self.half = Some(unit);
            return;
        }
        let letters = char::decode_utf16(units).flatten();
        self.paragraph
            .extend(letters.filter(|letter| !letter.is_control()));
    }

    /// Turns the bytes that wait into letters, in the encoding of their font.
    fn flush(&mut self, now: State) {
        if self.bytes.is_empty() {
            return;
        }
        let of_font = self.fonts.iter().find(|(font, _)| *font == now.font);
        let encoding = of_font.map_or(self.encoding, |(_, encoding)| *encoding);
        let (letters, _, _) = encoding.decode(&self.bytes);
        self.paragraph.extend(
            letters
                .chars()
                .filter(|letter| !letter.is_control() || *letter == '\t'),
        );
        self.bytes.clear();
    }

    fn end_paragraph(&mut self) {
        // Paragraphs of a cell belong to it; the cell ends them.
        if !self.row.is_empty() {
            self.paragraph.push(' ');
            return;
        }
        let paragraph = std::mem::take(&mut self.paragraph);
        let item = std::mem::take(&mut self.list_item);
        let words = paragraph.trim();
        if !words.is_empty() {
            let lead = if item { "- " } else { "" };
            self.blocks.push(format!("{lead}{words}"));
        }
    }
}

/// The control word or sign at `at`, its number, and where what follows begins. The number of `'` is
/// the byte that two hexadecimal digits give.
fn control(all: &[u8], at: usize) -> (&str, Option<i64>, usize) {
    let letters = all[at..]
        .iter()
        .take(32)
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    if letters == 0 {
        let word = std::str::from_utf8(all.get(at..at + 1).unwrap_or_default()).unwrap_or_default();
        if word != "'" {
            // A line end behind a backslash is a paragraph's end.
            let word = if matches!(word, "\n" | "\r") {
                "par"
            } else {
                word
            };
            return (word, None, (at + 1).min(all.len()));
        }
        let digits = all
            .get(at + 1..at + 3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        let byte = digits.and_then(|digits| i64::from_str_radix(digits, 16).ok());
        return (word, byte, (at + 3).min(all.len()));
    }
    let word = std::str::from_utf8(&all[at..at + letters]).unwrap_or_default();
    let mut end = at + letters;
    let minus = usize::from(all.get(end) == Some(&b'-'));
    let digits = all[end + minus..]
        .iter()
        .take(10)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let mut number = None;
    if digits > 0 {
        let text = std::str::from_utf8(&all[end..end + minus + digits]).unwrap_or_default();
        number = text.parse().ok();
        end += minus + digits;
    }
    if all.get(end) == Some(&b' ') {
        end += 1;
    }
    (word, number, end)
}

/// The encoding that a font's character set stands for (RTF 1.9.1, `\fcharset`).
fn charset(number: i64) -> Option<&'static Encoding> {
    Some(match number {
        0 => encoding_rs::WINDOWS_1252,
        128 => encoding_rs::SHIFT_JIS,
        161 => encoding_rs::WINDOWS_1253,
        162 => encoding_rs::WINDOWS_1254,
        177 => encoding_rs::WINDOWS_1255,
        178 => encoding_rs::WINDOWS_1256,
        186 => encoding_rs::WINDOWS_1257,
        204 => encoding_rs::WINDOWS_1251,
        238 => encoding_rs::WINDOWS_1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(rtf: &str) -> String {
        read(rtf.as_bytes()).expect("rtf").text
    }

    #[test]
    fn paragraphs_letters_and_tables_come_in_reading_order() {
        let rtf = r"{\rtf1\ansi\ansicpg1251\uc1{\fonttbl{\f0\fcharset204 Times;}{\f1\fcharset0 Arial;}}{\*\generator x;}\f0 \'cd\'e5\'f2 \u1076?\u1077?\'ed\'e5\'e3.\par{\f1 caf\'e9} \{a\}\line b\par \trowd one\cell two\cell\row \u-10179?\u-8704?\par}";
        assert_eq!(text(rtf), "Нет денег.\n\ncafé {a}\nb\n\none\ttwo\n\n😀\n");
    }

    #[test]
    fn notes_and_deleted_text_stay_out_and_that_is_said() {
        let note = read(
            br"{\rtf1 We met{\footnote a note}{\deleted  never}{\*\annotation hm}{\v hidden}.\par}",
        )
        .expect("rtf");
        assert_eq!(note.text, "We met.\n");
        assert_eq!(
            note.remarks,
            [
                "1 tracked deletion read as accepted",
                "1 comment left out",
                "1 footnote left out"
            ]
        );
    }

    #[test]
    fn hostile_files_are_refused() {
        let deep = format!("{{\\rtf1{}", "{".repeat(100_000));
        assert!(matches!(read(deep.as_bytes()), Err(NoteError::Rtf(_))));
        assert!(matches!(read(b"no"), Err(NoteError::Rtf(_))));
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(inner in "(\\\\[a-z'*\\\\{}]{1,8}-?[0-9]{0,12} ?|[{}a-f0-9 я\n]{0,5}){0,20}") {
            let _ = read(format!("{{\\rtf1{inner}").as_bytes());
        }
    }
}
