//! SPSS data files: value labels become values, variable labels are kept, missing is missing.
//! Rows are counted as SPSS counts cases, from 1. Knows nothing of what the variables are for.

use std::collections::BTreeMap;
use std::io::{self, Cursor, Read, Seek, SeekFrom};

use ambers::{MissingSpec, SpssMetadata, Value};
use arrow_array::{
    Array, Date32Array, DurationMicrosecondArray, Float64Array, RecordBatch, StringViewArray,
    TimestampMicrosecondArray,
};
use jiff::SignedDuration;
use jiff::civil::date;

use super::sheet::{Budget, Cell, MAX_BYTES, Sheet};
use super::sheet_error::SheetError;

/// Name of the thread that an outside reader works in. That it breaks off is an answer like any other,
/// which nobody needs to hear of twice.
pub const READER: &str = "reader";
/// Rows held by the reader at a time.
const BATCH: usize = 1_000;
/// SPSS counts seconds from 1582-10-14; this many days lie between that and 1970-01-01.
const EPOCH_DAYS: f64 = 141_428.0;

/// Reads a `.sav` or `.zsav` file.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    let damaged = |reason: String| SheetError::Damaged {
        name: name.to_owned(),
        expected: "an SPSS file",
        reason,
    };
    // The reader trusts sizes inside the file in a few places and then panics rather than answer.
    // One bad file must not stop an import, and nothing that it touched outlives the call.
    let broken = || Err(damaged("it contradicts itself".to_owned()));
    std::thread::scope(|scope| {
        let reader = std::thread::Builder::new()
            .name(READER.to_owned())
            .spawn_scoped(scope, || table(name, bytes));
        match reader {
            Ok(reader) => reader.join().unwrap_or_else(|_| broken()),
            Err(error) => Err(damaged(error.to_string())),
        }
    })
}

fn table(name: &str, bytes: &[u8]) -> Result<Sheet, SheetError> {
    let damaged = |error: ambers::error::SpssError| SheetError::Damaged {
        name: name.to_owned(),
        expected: "an SPSS file",
        reason: error.to_string(),
    };
    let guarded = Guarded {
        inner: Cursor::new(bytes),
        checked: false,
    };
    let mut scanner = ambers::scan_sav_from_reader(guarded, BATCH).map_err(damaged)?;
    let columns = scanner.metadata().variable_names.clone();
    let header = columns.iter().map(|name| Cell::of(name)).collect();
    let mut grid: Vec<(usize, Vec<Cell>)> = vec![(0, header)];
    let mut hidden = BTreeMap::new();
    let mut budget = Budget::new(name);
    while let Some(batch) = scanner.next_batch().map_err(damaged)? {
        budget.cells(batch.num_rows() * columns.len())?;
        let first = grid.len();
        let rows =
            (0..batch.num_rows()).map(|row| (first + row, Vec::with_capacity(columns.len())));
        grid.extend(rows);
        for column in &columns {
            let missing = fill(&mut grid[first..], &batch, scanner.metadata(), column);
            for (_, row) in &grid[first..] {
                budget.words(row.last().unwrap_or(&Cell::Empty), 1)?;
            }
            *hidden.entry(column.clone()).or_insert(0) += missing;
        }
    }
    let metadata = scanner.metadata().clone();
    let mut sheet = Sheet::from_grid(name, &metadata.file_encoding, grid)?;
    sheet.labels = sheet
        .columns
        .iter()
        .map(|column| label(&metadata, column))
        .collect();
    sheet
        .remarks
        .extend(metadata.warnings.iter().map(|it| format!("`{name}`: {it}")));
    for (column, count) in hidden.into_iter().filter(|(_, count)| *count > 0) {
        sheet.remarks.push(format!(
            "`{column}` of `{name}`: {count} values that the file declares missing stay missing"
        ));
    }
    Ok(sheet)
}

fn label(metadata: &SpssMetadata, column: &str) -> Option<String> {
    let label = metadata.label(column)?.trim();
    (!label.is_empty()).then(|| label.to_owned())
}

/// Appends one column's cells to the rows; gives the number of user-missing values.
fn fill(
    rows: &mut [(usize, Vec<Cell>)],
    batch: &RecordBatch,
    metadata: &SpssMetadata,
    column: &str,
) -> usize {
    let Some(array) = batch.column_by_name(column) else {
        return 0;
    };
    let any = array.as_any();
    let labels = metadata.value_labels(column);
    let missing = metadata
        .variable_missing_values
        .get(column)
        .map_or(&[][..], Vec::as_slice);
    let mut hidden = 0;
    for (at, (_, row)) in rows.iter_mut().enumerate() {
        if array.is_null(at) {
            row.push(Cell::Empty);
            continue;
        }
        // As the file stores it: a number, or words, and what to show when there is no label.
        let (stored, shown) = if let Some(array) = any.downcast_ref::<Float64Array>() {
            // Labels are found by the bits of their value, where 0 and -0 differ.
            let number = array.value(at);
            let cell = match number {
                number if number.is_finite() => Cell::Number(number),
                number if number.is_nan() => Cell::Empty,
                // Words, to be told.
                number => Cell::Text(number.to_string()),
            };
            (Value::Numeric(number + 0.0), cell)
        } else if let Some(array) = any.downcast_ref::<StringViewArray>() {
            let text = array.value(at);
            (Value::String(text.trim_end().to_owned()), Cell::of(text))
        } else if let Some(array) = any.downcast_ref::<Date32Array>() {
            let days = f64::from(array.value(at));
            (Value::Numeric((days + EPOCH_DAYS) * 86_400.0), day(days))
        } else if let Some(array) = any.downcast_ref::<TimestampMicrosecondArray>() {
            #[expect(
                clippy::cast_precision_loss,
                reason = "SPSS stores seconds as f64 itself"
            )]
            let seconds = array.value(at) as f64 / 1e6;
            (
                Value::Numeric(seconds + EPOCH_DAYS * 86_400.0),
                day((seconds / 86_400.0).floor()),
            )
        } else if let Some(array) = any.downcast_ref::<DurationMicrosecondArray>() {
            let duration = SignedDuration::from_micros(array.value(at));
            (
                Value::Numeric(duration.as_secs_f64()),
                Cell::Text(clock(duration)),
            )
        } else {
            (Value::Numeric(f64::NAN), Cell::Empty)
        };
        if missing.iter().any(|spec| is_missing(&stored, spec)) {
            hidden += 1;
            row.push(Cell::Empty);
            continue;
        }
        let named = labels.and_then(|labels| labels.get(&stored));
        row.push(named.map_or(shown, |label| Cell::of(label.trim())));
    }
    hidden
}

fn clock(duration: SignedDuration) -> String {
    let minutes = duration.as_mins();
    format!("{:02}:{:02}", minutes / 60, (minutes % 60).abs())
}

fn day(days: f64) -> Cell {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "days of four-digit years fit"
    )]
    let span = jiff::Span::new().try_days(days as i64);
    match span.and_then(|span| date(1970, 1, 1).checked_add(span)) {
        Ok(day) => Cell::Date(day),
        Err(_) => Cell::Empty,
    }
}

fn is_missing(stored: &Value, spec: &MissingSpec) -> bool {
    match (stored, spec) {
        #[expect(clippy::float_cmp, reason = "a missing value is one stored value")]
        (Value::Numeric(number), MissingSpec::Value(value)) => number == value,
        (Value::Numeric(number), MissingSpec::Range { lo, hi }) => lo <= number && number <= hi,
        (Value::String(text), MissingSpec::StringValue(value)) => text == value.trim_end(),
        (Value::Numeric(_), MissingSpec::StringValue(_))
        | (Value::String(_), MissingSpec::Value(_) | MissingSpec::Range { .. }) => false,
    }
}

/// The file as the reader sees it. A `.zsav` lists the unpacked size of every block in a trailer,
/// and the reader sets that much memory aside before it looks; the first jump into the file goes
/// to that trailer, so the sizes are added up there.
struct Guarded<'b> {
    inner: Cursor<&'b [u8]>,
    checked: bool,
}

impl Read for Guarded<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.inner.read(buffer)
    }
}

impl Seek for Guarded<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        if let SeekFrom::Start(at @ 1..) = to
            && !self.checked
        {
            self.checked = true;
            self.check_trailer(at)?;
        }
        self.inner.seek(to)
    }
}

impl Guarded<'_> {
    fn check_trailer(&self, at: u64) -> io::Result<()> {
        let bad = |reason: &str| {
            Err(io::Error::other(format!(
                "its list of packed blocks {reason}"
            )))
        };
        let trailer = usize::try_from(at)
            .ok()
            .and_then(|at| self.inner.get_ref().get(at..));
        let Some((head, blocks)) = trailer.and_then(|trailer| trailer.split_at_checked(24)) else {
            return bad("is cut short");
        };
        let number = |bytes: &[u8]| bytes.try_into().map(i32::from_le_bytes).unwrap_or(-1);
        let count = usize::try_from(number(&head[20..24])).unwrap_or(usize::MAX);
        if count > blocks.len() / 24 {
            return bad("is cut short");
        }
        let mut unpacked = 0;
        for block in blocks.chunks_exact(24).take(count) {
            let sizes = (number(&block[16..20]), number(&block[20..24]));
            let (Ok(size), Ok(_)) = (usize::try_from(sizes.0), usize::try_from(sizes.1)) else {
                return bad("has a negative size");
            };
            unpacked += size;
            if unpacked > MAX_BYTES {
                return bad(&format!("unpacks to more than {MAX_BYTES} bytes"));
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use ambers::Compression;
    use arrow_array::ArrayRef;

    use super::*;

    /// A file of invented cases, written by the library's own writer.
    fn file(compression: Compression) -> Vec<u8> {
        let columns: Vec<(&str, ArrayRef, bool)> = vec![
            (
                "case_no",
                Arc::new(Float64Array::from(vec![306.0, 307.0, 308.0])),
                true,
            ),
            (
                "lamp",
                Arc::new(Float64Array::from(vec![Some(1.0), Some(9.0), None])),
                true,
            ),
            (
                "town",
                Arc::new(StringViewArray::from(vec!["N", "S", "XX"])),
                true,
            ),
            (
                "seen",
                Arc::new(Date32Array::from(vec![Some(20_189), None, Some(-1)])),
                true,
            ),
        ];
        let batch = RecordBatch::try_from_iter_with_nullable(columns).expect("a table");
        let mut metadata = SpssMetadata::from_arrow_schema(&batch.schema());
        metadata
            .variable_labels
            .insert("lamp".into(), "Is there a lamp?".into());
        let labels = [
            (Value::Numeric(1.0), "yes, лампа".into()),
            (Value::Numeric(9.0), "no answer".into()),
        ];
        metadata
            .variable_value_labels
            .insert("lamp".into(), labels.into_iter().collect());
        let labels = [(Value::String("N".into()), "North".into())];
        metadata
            .variable_value_labels
            .insert("town".into(), labels.into_iter().collect());
        metadata
            .variable_missing_values
            .insert("lamp".into(), vec![MissingSpec::Value(9.0)]);
        metadata
            .variable_missing_values
            .insert("town".into(), vec![MissingSpec::StringValue("XX".into())]);
        let mut bytes = Cursor::new(Vec::new());
        ambers::write_sav_to_writer(&mut bytes, &batch, &metadata, compression, None)
            .expect("written");
        bytes.into_inner()
    }

    #[test]
    fn labels_become_values_and_missing_stays_missing() {
        for compression in [Compression::None, Compression::Bytecode, Compression::Zlib] {
            let sheet = read("t.sav", &file(compression)).expect("a sheet");
            assert_eq!(sheet.columns, ["case_no", "lamp", "town", "seen"]);
            assert_eq!(sheet.labels[1].as_deref(), Some("Is there a lamp?"));
            let rows = [
                ["306", "yes, лампа", "North", "2025-04-11"],
                ["307", "", "S", ""],
                ["308", "", "", "1969-12-31"],
            ];
            assert_eq!(sheet.words(), rows, "{compression:?}");
            assert_eq!(sheet.numbers, [1, 2, 3]);
        }
    }

    #[test]
    fn damaged_files_are_errors() {
        for compression in [Compression::None, Compression::Bytecode, Compression::Zlib] {
            let whole = file(compression);
            for cut in (0..whole.len()).step_by(7) {
                drop(read("t.sav", &whole[..cut]));
                let mut changed = whole.clone();
                changed[cut] = changed[cut].wrapping_add(0x7f);
                drop(read("t.sav", &changed));
            }
            assert!(matches!(
                read("t.sav", &whole[..90]),
                Err(SheetError::Damaged { .. })
            ));
        }
    }

    #[test]
    fn blocks_that_unpack_to_too_much_are_refused() {
        let mut bytes = file(Compression::Zlib);
        let trailer = bytes.len() - 24;
        bytes[trailer + 16..trailer + 20].copy_from_slice(&i32::MAX.to_le_bytes());
        let error = read("t.zsav", &bytes).expect_err("too large");
        assert!(
            error.to_string().contains("unpacks to more than"),
            "{error}"
        );
    }
}
