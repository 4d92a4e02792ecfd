//! Bytes to text: finds the encoding, and makes line ends and byte order marks one thing.

use encoding_rs::{
    Encoding, KOI8_R, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252, X_MAC_CYRILLIC,
};

use super::note_error::NoteError;

/// The largest text file that is read.
const LARGEST_MIB: usize = 64;

/// The text in `bytes` and the name of its encoding.
pub fn decode(bytes: &[u8]) -> Result<(String, String), NoteError> {
    if bytes.len() > LARGEST_MIB << 20 {
        return Err(NoteError::Large {
            what: "the file",
            limit: LARGEST_MIB,
        });
    }
    let (text, encoding) = decoded(bytes)?;
    if let Some(at) =
        text.find(|letter: char| letter.is_control() && !"\n\r\t\u{b}\u{c}\u{85}".contains(letter))
    {
        return Err(NoteError::Binary { at });
    }
    Ok((one_line_end(text), encoding.to_owned()))
}

fn decoded(bytes: &[u8]) -> Result<(String, &'static str), NoteError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return strictly(encoding, &bytes[mark..]).ok_or(NoteError::Binary { at: mark });
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return strictly(encoding, bytes).ok_or(NoteError::Binary { at: 0 });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok((text.to_owned(), "UTF-8")),
        Err(error) => {
            if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
                return Err(NoteError::Binary { at });
            }
            eight_bit(bytes).ok_or(NoteError::Binary {
                at: error.valid_up_to(),
            })
        }
    }
}

fn strictly(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static str)> {
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((text.into_owned(), encoding.name()))
}

/// Text in UTF-16 without a mark has a zero in every other byte of its spaces and line ends.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let pairs = || bytes.chunks_exact(2).take(2000);
    let count = |space: [u8; 2]| pairs().filter(|pair| *pair == space).count();
    let (little, big) = (
        count([b' ', 0]) + count([b'\n', 0]),
        count([0, b' ']) + count([0, b'\n']),
    );
    let likely = pairs().count() / 40 + 1;
    if little >= likely && little > big {
        Some(UTF_16LE)
    } else if big >= likely {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The eight-bit encoding under which the letters look most like words: chosen by how well each
/// candidate's letters follow one another, because the encodings have all bytes in common.
fn eight_bit(bytes: &[u8]) -> Option<(String, &'static str)> {
    [WINDOWS_1251, KOI8_R, X_MAC_CYRILLIC, WINDOWS_1252]
        .into_iter()
        .filter_map(|encoding| strictly(encoding, bytes))
        .map(|(text, name)| (likeness(&text), text, name))
        .filter(|(likeness, ..)| *likeness > 0.0)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, text, name)| (text, name))
}

/// Average over the non-ASCII characters: common letters count for, signs and capitals inside words
/// count against.
fn likeness(text: &str) -> f64 {
    let (mut sum, mut count, mut before) = (0.0, 0.0, ' ');
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if !letter.is_ascii() {
            let after = letters.peek().copied().unwrap_or(' ');
            let inside = before.is_alphabetic() || after.is_alphabetic();
            let capital_inside = letter.is_uppercase() && before.is_lowercase();
            let mixed = letter.is_alphabetic()
                && is_cyrillic(letter)
                && (before.is_ascii_alphabetic() || after.is_ascii_alphabetic());
            sum += match letter {
                _ if capital_inside || mixed || letter.is_control() => -3.0,
                'о' | 'е' | 'а' | 'и' | 'н' | 'т' | 'с' | 'л' | 'в' | 'р' => 1.5,
                'А'..='я' | 'ё' => 0.6,
                'Ё' | '«' | '»' | '—' | '–' | '“' | '”' | '’' | '…' | '№' | '\u{a0}' => {
                    0.3
                }
                'à' | 'á' | 'â' | 'ä' | 'ç' | 'è' | 'é' | 'ê' | 'ë' | 'í' | 'î' | 'ï' | 'ñ'
                | 'ó' | 'ô' | 'ö' | 'ù' | 'ú' | 'û' | 'ü' | 'ß' => {
                    if before.is_ascii_alphabetic() || after.is_ascii_alphabetic() {
                        1.0
                    } else {
                        -0.5
                    }
                }
                _ if letter.is_alphabetic() => -0.3,
                _ if inside => -1.0,
                _ => -0.2,
            };
            count += 1.0;
        }
        before = letter;
    }
    if count == 0.0 { 0.0 } else { sum / count }
}

fn is_cyrillic(letter: char) -> bool {
    ('\u{400}'..='\u{52f}').contains(&letter)
}

/// CR LF, CR and Unicode's line and paragraph signs become LF; form feeds become blank lines.
fn one_line_end(text: String) -> String {
    if !text.contains([
        '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}', '\u{feff}',
    ]) {
        return text;
    }
    text.replace("\r\n", "\n")
        .replace(['\r', '\u{b}', '\u{85}', '\u{2028}'], "\n")
        .replace(['\u{c}', '\u{2029}'], "\n\n")
        .replace('\u{feff}', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "Мы жили у бабушки, потом мама нашла работу в городе. Я ходила в школу, «но не каждый день» — так вышло.";

    #[test]
    fn russian_is_read_in_every_encoding_that_old_computers_left() {
        for encoding in [WINDOWS_1251, KOI8_R, X_MAC_CYRILLIC] {
            for text in [
                RUSSIAN,
                "Я жил дома. Потом уехал.",
                "ВОПРОС: Где вы жили? ОТВЕТ: Дома, у мамы.",
            ] {
                let (bytes, _, lost) = encoding.encode(text);
                assert!(!lost || encoding == KOI8_R, "{}", encoding.name());
                if !lost {
                    let (read, name) = decode(&bytes).expect("text");
                    assert_eq!((read.as_str(), name.as_str()), (text, encoding.name()));
                }
            }
        }
    }

    #[test]
    fn western_letters_are_windows_1252() {
        let text = "The café was closed, she said “naïve” – that’s all.";
        let (bytes, ..) = WINDOWS_1252.encode(text);
        assert_eq!(
            decode(&bytes).expect("text"),
            (text.to_owned(), "windows-1252".to_owned())
        );
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let text = "Она сказала: да.\nI agreed.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(
            decode(&little).expect("le"),
            (text.to_owned(), "UTF-16LE".to_owned())
        );
        assert_eq!(
            decode(&big).expect("be"),
            (text.to_owned(), "UTF-16BE".to_owned())
        );
        let marked = [&[0xFF, 0xFE], little.as_slice()].concat();
        assert_eq!(decode(&marked).expect("mark").0, text);
    }

    #[test]
    fn line_ends_and_marks_become_one_thing() {
        let (text, name) = decode(b"\xEF\xBB\xBFa\r\nb\rc\n").expect("text");
        assert_eq!((text.as_str(), name.as_str()), ("a\nb\nc\n", "UTF-8"));
    }

    #[test]
    fn what_is_not_text_is_refused() {
        assert!(matches!(
            decode(b"ab\0cd"),
            Err(NoteError::Binary { at: 2 })
        ));
        assert!(decode(&[0x89, b'P', b'N', b'G', 0, 1, 2, 0xFF]).is_err());
    }
}
