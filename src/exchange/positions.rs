//! Positions of other programs. Nobody says what they count, so it is tested: Unicode characters,
//! UTF-16 units or bytes; CR LF as one or two; with or without the byte order mark. The evidence is
//! the stored words of selections and where words begin and end.

pub use super::words_there::agrees;
use super::words_there::{is_border, is_line, misplaced};
use crate::model::span::Span;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Unicode characters, as the standard asks (REFI-QDA 1.5, 10.2).
    Characters,
    /// UTF-16 code units, as NVivo on Windows does.
    Utf16,
    /// Bytes of UTF-8, as Taguette does.
    Bytes,
}

/// How positions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What is counted.
    pub unit: Unit,
    /// CR LF counts as one.
    pub folded: bool,
    /// The byte order mark counts.
    pub mark: bool,
}

/// The letter of the standard.
pub const STANDARD: Reading = Reading {
    unit: Unit::Characters,
    folded: false,
    mark: false,
};

/// How sure a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Most stored words speak against every reading.
    Contradicted,
    /// Several readings differ and nothing speaks for the one that was taken.
    Doubtful,
    /// Words begin and end where selections do under this reading, not under others; or only under
    /// this one all selections are in the text.
    Likely,
    /// Stored words are found under this reading, not under others.
    Confirmed,
    /// All readings mean the same.
    Alike,
}

/// How the positions in one text were read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placing {
    /// What the text is called.
    pub text: String,
    /// The reading that was taken.
    pub reading: Reading,
    /// How sure it is.
    pub confidence: Confidence,
    /// Selections in the text.
    pub selections: usize,
    /// Those with stored words or a label.
    pub quoted: usize,
    /// Those whose stored words stand where they should.
    pub confirmed: usize,
    /// Starts and ends at a word border, of twice `selections`.
    pub borders: usize,
    /// Stored words that do not stand where they should, where nearly all others do.
    pub misplaced: Vec<String>,
}

/// A selection as another program wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// First position.
    pub start: i64,
    /// One past the last.
    pub end: i64,
    /// The words that it says stand there; may be a label.
    pub quote: String,
}

/// One text with its selections.
pub struct Weighing {
    /// The text without mark and with LF line ends.
    pub words: String,
    quotes: Vec<String>,
    /// Every reading, and which of the ways to place all selections it comes to.
    readings: Vec<(Reading, usize)>,
    ways: Vec<Way>,
}

/// The spans of all selections, and what speaks for them.
struct Way {
    spans: Vec<Option<Span>>,
    evidence: Evidence,
}

/// Evidence for a reading.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    inside: usize,
    confirmed: usize,
    borders: usize,
    lines: usize,
}

impl Evidence {
    /// What ends of selections say: a word border once, the start or end of a line once more.
    fn ends(self) -> usize {
        self.borders + self.lines
    }
}

/// The text with LF line ends and without byte order marks; QualCoder writes up to three.
pub fn canonical(raw: &str) -> String {
    let raw = raw.trim_start_matches('\u{feff}');
    raw.replace("\r\n", "\n").replace('\r', "\n")
}

/// What a text does not have, so that some readings of it are the same.
struct Simpler {
    ascii: bool,
    no_pairs: bool,
    no_mark: bool,
}

impl Simpler {
    fn of(raw: &str) -> Self {
        Self {
            ascii: raw.is_ascii(),
            no_pairs: !raw.contains("\r\n"),
            no_mark: !raw.starts_with('\u{feff}'),
        }
    }

    fn as_plain(&self, reading: Reading) -> Reading {
        Reading {
            unit: if self.ascii {
                Unit::Characters
            } else {
                reading.unit
            },
            folded: reading.folded && !self.no_pairs,
            mark: reading.mark && !self.no_mark,
        }
    }
}

/// All readings, the standard's first.
fn readings() -> impl Iterator<Item = Reading> {
    [Unit::Characters, Unit::Utf16, Unit::Bytes]
        .into_iter()
        .flat_map(|unit| {
            [(false, false), (true, false), (false, true), (true, true)]
                .map(|(folded, mark)| Reading { unit, folded, mark })
        })
}

impl Weighing {
    /// Reads every selection in `raw` (with its mark and line ends) under every reading.
    pub fn of(raw: &str, asked: &[Asked]) -> Self {
        let words = canonical(raw);
        let mut all: Vec<i64> = asked.iter().flat_map(|it| [it.start, it.end]).collect();
        all.sort_unstable();
        all.dedup();
        let spans = |reading| -> Vec<Option<Span>> {
            let bytes = bytes_at(raw, reading, &all);
            let at = |position| {
                let index = all.binary_search(&position).ok()?;
                bytes[index]
            };
            let span = |it: &Asked| {
                let (start, end) = (it.start.min(it.end), it.start.max(it.end));
                Span::new(&words, at(start)?, at(end)?).ok()
            };
            asked.iter().map(span).collect()
        };
        let simpler = Simpler::of(raw);
        let quotes: Vec<String> = asked.iter().map(|it| it.quote.clone()).collect();
        let mut readings: Vec<(Reading, usize)> = Vec::new();
        let mut ways: Vec<Way> = Vec::new();
        for reading in self::readings() {
            let same = readings
                .iter()
                .find(|(known, _)| simpler.as_plain(*known) == simpler.as_plain(reading));
            let way = same.map_or(ways.len(), |(_, way)| *way);
            if way == ways.len() {
                let spans = spans(reading);
                let evidence = weigh(&words, &spans, &quotes);
                ways.push(Way { spans, evidence });
            }
            readings.push((reading, way));
        }
        Self {
            quotes,
            words,
            readings,
            ways,
        }
    }

    /// What speaks for each reading, in the order of `readings`.
    pub fn evidence(&self) -> Vec<(Reading, Evidence)> {
        let weighed = self.readings.iter();
        weighed
            .map(|(reading, way)| (*reading, self.ways[*way].evidence))
            .collect()
    }

    /// The spans under the best reading; `prefer` is taken where the evidence is even.
    pub fn placed(&self, name: &str, prefer: Reading) -> (Vec<Option<Span>>, Placing) {
        let weighed = self.evidence();
        let most_inside = weighed.iter().map(|(_, it)| it.inside).max().unwrap_or(0);
        let fitting: Vec<usize> = (0..weighed.len())
            .filter(|at| weighed[*at].1.inside == most_inside)
            .collect();
        let (best, evidence) = best(fitting.iter().map(|at| weighed[*at]), prefer);
        let at = weighed.iter().position(|(it, _)| *it == best).unwrap_or(0);
        let spans_of = |at: usize| &self.ways[self.readings[at].1].spans;
        let spans = spans_of(at);
        let mut others = fitting
            .iter()
            .filter(|other| spans_of(**other) != spans)
            .map(|other| weighed[*other].1)
            .peekable();
        let confidence = if others.peek().is_none() {
            match fitting.len() == weighed.len() {
                true => Confidence::Alike,
                false if evidence.confirmed > 0 => Confidence::Confirmed,
                false => Confidence::Likely,
            }
        } else {
            let (mut confirmed, mut ends) = (0, 0);
            for other in others {
                confirmed = confirmed.max(other.confirmed);
                ends = ends.max(other.ends());
            }
            if evidence.confirmed > confirmed {
                Confidence::Confirmed
            } else if clearly(evidence.ends(), ends, 2 * spans.len()) {
                Confidence::Likely
            } else {
                Confidence::Doubtful
            }
        };
        let placing = Placing {
            text: name.to_owned(),
            reading: best,
            confidence,
            selections: spans.len(),
            quoted: self.quotes.iter().filter(|it| !it.is_empty()).count(),
            confirmed: evidence.confirmed,
            borders: evidence.borders,
            misplaced: Vec::new(),
        };
        (spans.clone(), placing)
    }

    /// Notes what stored words say against their places.
    pub fn contradict(&self, spans: &[Option<Span>], placing: &mut Placing) {
        let (labels, words) = misplaced(&self.words, spans, &self.quotes);
        let others = labels.len() + words.len();
        if words.len() > placing.confirmed {
            placing.confidence = Confidence::Contradicted;
        } else if placing.confirmed >= 3 * others {
            placing.misplaced = words.into_iter().chain(labels).collect();
        }
    }

    /// Byte of each position under a reading; `None` outside the text or inside a character.
    pub fn bytes(raw: &str, reading: Reading, positions: &[i64]) -> Vec<Option<usize>> {
        let mut sorted = positions.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let bytes = bytes_at(raw, reading, &sorted);
        let at = |position: &i64| sorted.binary_search(position).ok().and_then(|at| bytes[at]);
        positions.iter().map(at).collect()
    }
}

fn weigh(words: &str, spans: &[Option<Span>], quotes: &[String]) -> Evidence {
    let mut evidence = Evidence::default();
    for (span, quote) in spans.iter().zip(quotes) {
        let Some(span) = span else { continue };
        evidence.inside += 1;
        let found = span.of(words).unwrap_or_default();
        evidence.confirmed += usize::from(agrees(found, quote));
        evidence.borders +=
            usize::from(is_border(words, span.start)) + usize::from(is_border(words, span.end));
        evidence.lines +=
            usize::from(is_line(words, span.start)) + usize::from(is_line(words, span.end));
    }
    evidence
}

/// The reading for which most speaks: most stored words, then clearly more word borders, then
/// `prefer`.
pub fn best(
    weighed: impl IntoIterator<Item = (Reading, Evidence)>,
    prefer: Reading,
) -> (Reading, Evidence) {
    let all: Vec<_> = weighed.into_iter().collect();
    let most = all.iter().map(|(_, it)| it.confirmed).max().unwrap_or(0);
    let left = || all.iter().filter(move |(_, it)| it.confirmed == most);
    let preferred = left()
        .find(|(reading, _)| *reading == prefer)
        .or_else(|| left().next())
        .copied()
        .unwrap_or((prefer, Evidence::default()));
    let most = left().map(|(_, it)| it.ends()).max().unwrap_or(0);
    let ends = 2 * preferred.1.inside;
    if clearly(most, preferred.1.ends(), ends) {
        let leading = left().find(|(_, it)| it.ends() == most);
        return leading.copied().unwrap_or(preferred);
    }
    preferred
}

/// Whether `more` word borders of `ends` cannot well be chance: a tenth of them, at least three.
fn clearly(more: usize, less: usize, ends: usize) -> bool {
    more >= less + (ends / 10).max(3)
}

/// Adds up evidence of many texts.
pub fn sum(of: &[Vec<(Reading, Evidence)>]) -> Vec<(Reading, Evidence)> {
    let add = |at: usize, reading: Reading| {
        let mut total = Evidence::default();
        for (_, one) in of.iter().filter_map(|text| text.get(at)) {
            total.inside += one.inside;
            total.confirmed += one.confirmed;
            total.borders += one.borders;
            total.lines += one.lines;
        }
        (reading, total)
    };
    readings()
        .enumerate()
        .map(|(at, reading)| add(at, reading))
        .collect()
}

/// For sorted positions, the byte of the canonical text.
fn bytes_at(raw: &str, reading: Reading, sorted: &[i64]) -> Vec<Option<usize>> {
    let mut found = vec![None; sorted.len()];
    let mut next = sorted.partition_point(|position| *position < 0);
    let (mut count, mut byte) = (0_i64, 0_usize);
    let mut letters = raw.chars().peekable();
    let (mut first, mut leading) = (true, true);
    loop {
        while next < sorted.len() && sorted[next] <= count {
            if sorted[next] == count {
                found[next] = Some(byte);
            }
            next += 1;
        }
        let Some(letter) = letters.next() else {
            return found;
        };
        if next == sorted.len() {
            return found;
        }
        leading &= letter == '\u{feff}';
        let is_mark = first && leading;
        first = false;
        let opens_pair = letter == '\r' && letters.peek() == Some(&'\n');
        let width = match reading.unit {
            Unit::Characters => 1,
            Unit::Utf16 => letter.len_utf16(),
            Unit::Bytes => letter.len_utf8(),
        };
        let counts = if is_mark {
            reading.mark
        } else {
            !(opens_pair && reading.folded)
        };
        count += if counts { width as i64 } else { 0 };
        byte += match letter {
            _ if leading || opens_pair => 0,
            '\r' => 1,
            other => other.len_utf8(),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn asked(start: i64, end: i64, quote: &str) -> Asked {
        let quote = quote.to_owned();
        Asked { start, end, quote }
    }

    #[test]
    fn stored_words_decide() {
        let raw = "👍 We left.\r\nThe road was long.\r\n";
        // The same words under two ways of counting.
        for (at, unit, folded) in [
            (asked(11, 19, "The road"), Unit::Characters, true),
            (asked(12, 20, "The road"), Unit::Characters, false),
            (asked(13, 21, "The road"), Unit::Utf16, false),
            (asked(15, 23, "The road"), Unit::Bytes, false),
        ] {
            let (spans, placing) = Weighing::of(raw, &[at]).placed("t", STANDARD);
            let span = spans[0].expect("inside");
            assert_eq!(span.of(&canonical(raw)), Some("The road"));
            assert_eq!(
                placing.reading,
                Reading {
                    unit,
                    folded,
                    mark: false
                }
            );
            assert_eq!(placing.confidence, Confidence::Confirmed);
        }
    }

    #[test]
    fn word_borders_decide_where_no_words_are_stored() {
        let raw = "🙂 one 🙂 two 🙂 three 🙂 four 🙂 five";
        let utf16 = |word: &str| {
            let byte = raw.find(word).expect("word");
            let start = raw[..byte].encode_utf16().count() as i64;
            asked(start, start + word.len() as i64, "")
        };
        let all = ["two", "three", "four", "five"].map(utf16);
        let (spans, placing) = Weighing::of(raw, &all).placed("t", STANDARD);
        assert_eq!(spans[1].and_then(|it| it.of(raw)), Some("three"));
        assert_eq!(placing.reading.unit, Unit::Utf16);
        assert_eq!(placing.confidence, Confidence::Likely);
    }

    #[test]
    fn where_nothing_speaks_the_standard_is_taken_and_doubt_is_said() {
        let raw = "🙂 ab cd ef";
        let (spans, placing) = Weighing::of(raw, &[asked(2, 4, "a label")]).placed("t", STANDARD);
        assert_eq!(spans[0].and_then(|it| it.of(raw)), Some("ab"));
        assert_eq!(placing.confidence, Confidence::Doubtful);
        let plain = Weighing::of("ab cd", &[asked(0, 2, "")]).placed("t", STANDARD);
        assert_eq!(plain.1.confidence, Confidence::Alike);
    }

    #[test]
    fn reversed_selections_are_turned_and_empty_ones_are_nowhere() {
        let all = [
            asked(5, 3, ""),
            asked(2, 2, ""),
            asked(-1, 2, ""),
            asked(3, 99, ""),
        ];
        let (spans, _) = Weighing::of("ab cd", &all).placed("t", STANDARD);
        assert_eq!(spans[0], Some(Span { start: 3, end: 5 }));
        assert_eq!(spans[1..], [None, None, None]);
    }

    #[test]
    fn quotes_agree_up_to_white_space_and_an_ellipsis() {
        assert!(agrees("two\n  words", "two words"));
        assert!(agrees("two words and more", "two words…"));
        assert!(!agrees("two words and more", "two words"));
        assert!(!agrees("", "…") && !agrees("a", ""));
    }

    proptest! {
        #[test]
        fn a_position_of_every_reading_comes_back(raw in "\u{feff}{0,3}[aé🙂 \r\n]{0,40}") {
            let text = canonical(&raw);
            for reading in readings() {
                let bytes = Weighing::bytes(&raw, reading, &(0..200).collect::<Vec<_>>());
                for byte in bytes.iter().flatten() {
                    prop_assert!(text.is_char_boundary(*byte));
                }
                let mut found: Vec<_> = bytes.into_iter().flatten().collect();
                prop_assert!(found.is_sorted());
                found.dedup();
                // Every border of the text is reached.
                let borders = text.char_indices().count() + 1;
                prop_assert_eq!(found.len(), borders);
            }
        }
    }
}
