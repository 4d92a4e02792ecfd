//! Separated text: `.csv` and `.tsv`. The delimiter is guessed from the first rows, the encoding
//! from the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::sheet::{Budget, Cell, MAX_COLUMNS, Sheet};
use super::sheet_error::SheetError;
use crate::model::cell::unguarded;

/// Reads separated text; `delimiter` is guessed when it is not given.
pub(crate) fn read(name: &str, bytes: &[u8], delimiter: Option<u8>) -> Result<Sheet, SheetError> {
    let (text, encoding) = decode(bytes);
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected: "separated text",
        reason,
    };
    if text.contains('\0') {
        return Err(damaged("it holds NUL bytes".to_owned()));
    }
    // Excel lets a file say its delimiter in a first line of its own.
    let (said, body, skipped) = match text.split_once('\n') {
        Some((first, rest)) if first.trim_end().len() == 5 && first.starts_with("sep=") => {
            (first.as_bytes().get(4).copied(), rest, 1)
        }
        _ => (None, text.as_str(), 0),
    };
    let delimiter = delimiter.or(said).unwrap_or_else(|| guess(body));
    let mut reader = reader(body, delimiter);
    let mut grid = Vec::new();
    let mut width = 0;
    let mut budget = Budget::new(name);
    for (at, record) in reader.records().enumerate() {
        let row = at + 1 + skipped;
        let record = record.map_err(|error| damaged(format!("row {row}: {error}")))?;
        let mut fields: Vec<Cell> = record.iter().map(unguarded).map(Cell::of).collect();
        if grid.is_empty() && fields.iter().all(Cell::is_empty) {
            continue;
        }
        if grid.is_empty() {
            width = fields.len();
        }
        // Spreadsheet programs pad rows with empty cells, and a row of nothing is no row.
        while fields.len() > width && fields.last().is_some_and(Cell::is_empty) {
            fields.pop();
        }
        let nothing = fields.iter().all(Cell::is_empty);
        if nothing {
            continue;
        }
        if fields.len() != width {
            return Err(if at > 0 && never_closed(body, delimiter) {
                SheetError::OpenQuote {
                    name: name.to_owned(),
                    row,
                }
            } else {
                SheetError::Ragged {
                    name: name.to_owned(),
                    row,
                    found: fields.len(),
                    expected: width,
                }
            });
        }
        if width > MAX_COLUMNS {
            return Err(SheetError::TooLarge {
                name: name.to_owned(),
                what: format!("{width} columns"),
                most: MAX_COLUMNS,
            });
        }
        budget.cells(width)?;
        grid.push((row, fields));
    }
    if never_closed(body, delimiter) {
        let row = grid.last().map_or(1, |(row, _)| *row);
        return Err(SheetError::OpenQuote {
            name: name.to_owned(),
            row,
        });
    }
    Sheet::from_grid(name, encoding, grid)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// Whether the text ends inside a quoted cell: the reader would hand out the rest of the file as
/// one cell without a word, and all rows in it would be lost.
fn never_closed(text: &str, delimiter: u8) -> bool {
    let (mut inside, mut fresh) = (false, true);
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if inside {
            if byte == b'"' {
                if bytes.peek() == Some(&b'"') {
                    bytes.next();
                } else {
                    inside = false;
                }
            }
            continue;
        }
        if byte == b'"' && fresh {
            inside = true;
        }
        fresh = byte == delimiter || byte == b'\n' || byte == b'\r';
    }
    inside
}

/// The delimiter that cuts the first rows most evenly into more than one cell.
fn guess(text: &str) -> u8 {
    let mut best = (0, b',');
    for delimiter in [b',', b';', b'\t', b'|'] {
        let mut widths = reader(text, delimiter)
            .into_records()
            .take(20)
            .map_while(Result::ok)
            .map(|record| record.len());
        let Some(first) = widths.next().filter(|width| *width > 1) else {
            continue;
        };
        let (all, even) = widths.fold((1, 1), |(all, even), width| {
            (all + 1, even + usize::from(width == first))
        });
        // Evenness decides; among equals the finer cut is the better one.
        let score = even * 1_000_000 / all + first.min(1000);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

/// Text and the name of its encoding: a byte order mark, then UTF-16 by its NULs, then UTF-8 when
/// it is valid, then the likeliest of the 8-bit encodings.
fn decode(bytes: &[u8]) -> (String, &'static str) {
    let named = |encoding: &'static Encoding, bytes: &[u8]| {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        (text.into_owned(), encoding.name())
    };
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return named(encoding, &bytes[length..]);
    }
    // Text has no NULs; UTF-16 has them in the same half of every pair, if only in its line ends.
    let head = &bytes[..bytes.len().min(1 << 16)];
    let nuls = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|it| **it == 0)
            .count()
    };
    match (nuls(0), nuls(1)) {
        (0, 1..) => return named(UTF_16LE, bytes),
        (1.., 0) => return named(UTF_16BE, bytes),
        _ => {}
    }
    if std::str::from_utf8(bytes).is_ok() {
        return named(UTF_8, bytes);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    named(detector.guess(None, Utf8Detection::Deny), bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(text: &str) -> Sheet {
        read("t.csv", text.as_bytes(), None).expect("a sheet")
    }

    #[test]
    fn the_delimiter_is_guessed() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "id,lamp\n1,\"a, b; c\"\n2,\"two\nlines\"\n"
                .replace(",lamp", &format!("{delimiter}lamp"));
            let text = text
                .replace("1,", &format!("1{delimiter}"))
                .replace("2,", &format!("2{delimiter}"));
            assert_eq!(sheet(&text).columns, ["id", "lamp"], "{delimiter:?}");
            assert_eq!(sheet(&text).words()[1], ["2", "two\nlines"]);
        }
        assert_eq!(sheet("sep=;\nid;lamp\n1;on\n").columns, ["id", "lamp"]);
        assert_eq!(sheet("lamp\non\n").columns, ["lamp"]);
    }

    #[test]
    fn words_for_nothing_are_words() {
        let words = sheet("id,text\n1,None\n2,NA\n3,null\n").words();
        assert_eq!(words, [["1", "None"], ["2", "NA"], ["3", "null"]]);
    }

    #[test]
    fn encodings_are_detected_and_named() {
        let text = "номер,ответ\n1,Мы купили новую лампу и поставили её на стол\n";
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        let read = read("t.csv", &cyrillic, None).expect("a sheet");
        assert_eq!(read.encoding, "windows-1251");
        assert_eq!(read.columns, ["номер", "ответ"]);
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for mark in [&b"\xff\xfe"[..], b""] {
            let bytes = [mark, &wide].concat();
            let read = super::read("t.csv", &bytes, None).expect("a sheet");
            assert_eq!(read.encoding, "UTF-16LE");
            assert_eq!(read.columns, ["номер", "ответ"]);
        }
        assert_eq!(sheet("\u{feff}id,lamp\n1,on\n").columns, ["id", "lamp"]);
    }

    #[test]
    fn a_ragged_row_and_an_open_quote_are_named() {
        let error = read("t.csv", b"id,lamp\n1,on,\n2,off,dim\n", None).expect_err("ragged");
        assert_eq!(
            error.to_string(),
            "row 3 of `t.csv` has 3 cells, expected 2 as in the header"
        );
        let error = read("t.csv", b"id,lamp\n1,on\n2,\"off\n3,on\n", None).expect_err("open");
        assert!(
            matches!(error, SheetError::OpenQuote { row: 3, .. }),
            "{error}"
        );
        assert!(read("t.csv", b"id,lamp\n1,o\0\0n\n", None).is_err());
    }
}
