//! Quotations in a draft, by their marks: any usual pair, unlike ones, nested ones, and marks that
//! were never closed. Whether a quotation is a claim is decided elsewhere.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::pattern;
use crate::model::span::Span;

/// The longest quotation, in bytes.
const LONGEST: usize = 20_000;

/// A quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotation {
    /// With its marks.
    pub outer: Span,
    /// Without them.
    pub inner: Span,
}

/// Kinds of opening marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    /// `“`
    Curly,
    /// `„`
    Low,
    /// `«`
    Angled,
    /// `‹`
    SmallAngled,
    /// `"`
    Straight,
    /// `‘`, `‚` and `'`
    Single,
    /// `’` at both ends, which only counts where somebody signs it.
    Raised,
    /// Any other that one closing mark belongs to.
    With(&'static str),
}

/// Opening marks of several letters, with what closes them.
const LONG: &[(&str, &str)] = &[("<<", ">>"), ("``", "''"), ("<q>", "</q>")];
/// Marks that a quotation without any other sign may begin with.
pub const MARKS: &[char] = &['“', '„', '«', '"', '‘', '”', '‹', '»', '›', '「', '『', '`'];

/// A letter with its neighbours.
#[derive(Clone, Copy)]
struct At<'t> {
    text: &'t str,
    at: usize,
    letter: char,
}

impl At<'_> {
    fn before(self) -> char {
        self.text[..self.at].chars().next_back().unwrap_or('\n')
    }

    fn after(self) -> char {
        let next = self.at + self.letter.len_utf8();
        self.text[next..].chars().next().unwrap_or('\n')
    }

    /// Whether a mark that may be either opens here.
    fn may_open(self) -> bool {
        let before = self.before();
        let apart = before.is_whitespace() || "([{—–-/*_>«“„‘‹\"".contains(before);
        apart && !self.after().is_whitespace()
    }

    /// Whether a mark that may be either closes here.
    fn may_close(self) -> bool {
        !self.before().is_whitespace() && !self.after().is_alphanumeric()
    }

    /// Whether a closing mark stands where only an opening one can: some keyboards know one of the two.
    fn may_open_only(self) -> bool {
        self.before().is_whitespace() && self.after().is_alphanumeric()
    }

    /// The kind of mark that opens here, and its length in bytes.
    fn opening(self) -> Option<(Opening, usize)> {
        let rest = &self.text[self.at..];
        let long = LONG.iter().find_map(|(mark, close)| {
            let behind = rest.strip_prefix(mark)?.chars().next()?;
            let begins = !behind.is_whitespace() && !"`<".contains(behind);
            (begins && !self.before().is_alphanumeric() && !"`<".contains(self.before()))
                .then_some((Opening::With(close), mark.len()))
        });
        let one = || Some((self.kind()?, self.letter.len_utf8()));
        long.or_else(one)
    }

    fn kind(self) -> Option<Opening> {
        let inward = || self.may_open() && !",.;:!?)".contains(self.after());
        match self.letter {
            '»' if inward() => Some(Opening::With("«")),
            '›' if inward() => Some(Opening::With("‹")),
            '「' => Some(Opening::With("」")),
            '『' => Some(Opening::With("』")),
            '’' if self.may_open() && self.after().is_uppercase() => Some(Opening::Raised),
            '“' => Some(Opening::Curly),
            '”' if self.may_open() => Some(Opening::Curly),
            '„' | '‟' => Some(Opening::Low),
            '«' => Some(Opening::Angled),
            '‹' => Some(Opening::SmallAngled),
            '"' | '″' | '＂' if self.may_open() => Some(Opening::Straight),
            '‘' | '‚' if self.may_open() => Some(Opening::Single),
            '\'' if self.may_open() && self.after().is_alphanumeric() => Some(Opening::Single),
            _ => None,
        }
    }
}

/// The quotations of `text` outside of `taken`, outermost only, in order. `signed` are brackets that
/// name a respondent: a quotation that is still open there ends there.
pub fn quotations(text: &str, signed: &[Span], taken: &[Span]) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut next = 0;
    for (at, letter) in text.char_indices() {
        if at < next {
            continue;
        }
        if let Some(block) = taken.iter().find(|it| it.start <= at && at < it.end) {
            next = block.end;
            continue;
        }
        let Some((opening, long)) = (At { text, at, letter }).opening() else {
            continue;
        };
        let start = at + long;
        if let Some((end, close)) = closing(text, start, opening, signed) {
            let (outer, inner) = (
                Span {
                    start: at,
                    end: close,
                },
                Span { start, end },
            );
            if inner.trimmed(text).is_some() {
                found.push(Quotation { outer, inner });
                next = close;
            }
        }
    }
    found
}

/// Where a quotation that was opened before `from` ends, and where its closing mark ends.
fn closing(text: &str, from: usize, opening: Opening, signed: &[Span]) -> Option<(usize, usize)> {
    let limit = signed.iter().map(|it| it.start).find(|at| *at >= from);
    let mut depth = 1_usize;
    let mut straight = false;
    let mut line_end: Option<usize> = None;
    let mut single: Option<(usize, usize)> = None;
    for (offset, letter) in text[from..].char_indices() {
        let at = from + offset;
        let here = At { text, at, letter };
        let unclosed = || single.or_else(|| unclosed(text, from, at, opening));
        if Some(at) == limit {
            return unclosed();
        }
        if offset > LONGEST {
            return None;
        }
        match letter {
            '\n' if line_end.is_some_and(|end| text[end..at].trim().is_empty())
                && !goes_on(text, from, at, opening)
                && !closes_later(text, at, limit, opening) =>
            {
                return single
                    .or_else(|| signed_or_none(text, from, at, limit, opening))
                    .or_else(|| left_open(text, from, at, opening));
            }
            '\n' => line_end = Some(at),
            _ => {}
        }
        if !letter.is_whitespace() && letter != '>' {
            line_end = line_end.filter(|_| letter == '\n');
        }
        let end = at + letter.len_utf8();
        match opening {
            Opening::With(mark) if text[at..].starts_with(mark) => {
                return Some((at, at + mark.len()));
            }
            Opening::Raised
                if letter == '’'
                    && here.may_close()
                    && limit.is_some_and(|limit| is_between(&text[end..limit])) =>
            {
                return Some((at, end));
            }
            Opening::With(_) | Opening::Raised => continue,
            _ => {}
        }
        let closes = match opening {
            Opening::Curly => matches!(letter, '”' | '″') && !here.may_open_only(),
            Opening::Low => matches!(letter, '“' | '”' | '‟'),
            Opening::Angled => letter == '»',
            Opening::SmallAngled => letter == '›',
            Opening::Straight => matches!(letter, '”' | '“') && here.may_close(),
            Opening::Single | Opening::Raised | Opening::With(_) => false,
        };
        let opens = match opening {
            Opening::Curly => letter == '“' && !begins_paragraph(text, at),
            Opening::Low => letter == '„' && !begins_paragraph(text, at),
            Opening::Angled => letter == '«' && !begins_paragraph(text, at),
            _ => false,
        };
        if opens {
            depth += 1;
        } else if closes {
            depth -= 1;
            if depth == 0 || limit.is_some_and(|limit| is_between(&text[end..limit])) {
                return Some((at, end));
            }
        } else if letter == '"' && !matches!(opening, Opening::Single) {
            if opening == Opening::Straight {
                if here.may_close() {
                    return Some((at, end));
                }
            } else if here.may_open() && !here.may_close() {
                straight = true;
            } else if straight {
                straight = false;
            } else if here.may_close() && depth == 1 {
                return Some((at, end));
            }
        } else if opening == Opening::Single
            && matches!(letter, '’' | '\'' | '‘')
            && here.may_close()
        {
            // The end of a plural's possessive looks the same; what a quotation ends with does not.
            let sure = ".!?,…".contains(here.before())
                || limit.is_some_and(|limit| is_between(&text[end..limit]))
                || here.after() == '\n';
            if sure {
                return Some((at, end));
            }
            single = single.or(Some((at, end)));
        }
    }
    single
        .or_else(|| signed_or_none(text, from, text.len(), limit, opening))
        .or_else(|| left_open(text, from, text.len(), opening))
}

/// A quotation that begins its paragraph, or that a colon leads in, and that nobody closes: it ends with
/// its paragraph.
fn left_open(text: &str, from: usize, end: usize, opening: Opening) -> Option<(usize, usize)> {
    let sure = matches!(opening, Opening::Curly | Opening::Low | Opening::Angled);
    let at = text[..from].char_indices().next_back().map_or(0, |it| it.0);
    let led = || text[..at].trim_end().ends_with(':');
    let stops = text[from..end].trim_end().ends_with(['.', '!', '?', '…']);
    (sure && stops && (begins_paragraph(text, at) || led()))
        .then(|| unclosed(text, from, end, opening))?
}

/// How far behind a paragraph the mark may stand that closes what it opened, in bytes.
const LATER: usize = 4_000;

/// Whether the next mark behind the blank line before byte `at` closes what is open there.
fn closes_later(text: &str, at: usize, limit: Option<usize>, opening: Opening) -> bool {
    let end = limit.unwrap_or(text.len()).min(at + LATER);
    let rest = &text[at..text.floor_char_boundary(end)];
    for (offset, letter) in rest.char_indices() {
        let here = At {
            text,
            at: at + offset,
            letter,
        };
        match (opening, letter) {
            // A heading begins another part of the text.
            (_, '#') if begins_paragraph(text, here.at) => return false,
            (Opening::Curly, '”') => return !here.may_open_only(),
            (Opening::Low, '“' | '”') => return !here.may_open_only(),
            (Opening::Angled, '»') => return true,
            (Opening::Straight, '"') => return here.may_close() && !here.may_open(),
            (Opening::Curly | Opening::Straight, '“')
            | (Opening::Low, '„')
            | (Opening::Angled, '«') => return false,
            _ => {}
        }
    }
    false
}

/// A quotation that nobody closed before `end`, unless it was only a term.
fn unclosed(text: &str, from: usize, end: usize, opening: Opening) -> Option<(usize, usize)> {
    let sure = matches!(
        opening,
        Opening::Curly | Opening::Low | Opening::Angled | Opening::SmallAngled
    );
    if !sure {
        return None;
    }
    let end = from + text[from..end].trim_end().len();
    (end > from).then_some((end, end))
}

/// Where a paragraph ends before the quotation does, it is one only if a bracket signs it there.
fn signed_or_none(
    text: &str,
    from: usize,
    end: usize,
    limit: Option<usize>,
    opening: Opening,
) -> Option<(usize, usize)> {
    let near = limit.is_some_and(|limit| limit >= end && is_between(&text[end..limit]));
    near.then(|| unclosed(text, from, end, opening)).flatten()
}

/// The number or sign of a note at the beginning of a text: `[1]`, `[^1]`, `¹`, `*`, or small figures that
/// have lost their shape: `”1 (306, ..)`.
static REFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"^(?:<sup>\[?\d{1,3}\]?</sup>|\[\^?\d{1,3}(?:\s?[,–-]\s?\d{1,3})*\]|[⁰¹²³⁴-⁹]+|[*†‡§]{1,3}|\d{1,3}(?:,\d{1,3})*)",
    )
});

/// How much of `text` only leads from a quotation to what signs it: space, punctuation, and the number
/// of a note.
pub fn led_over(text: &str) -> usize {
    let mut at = 0;
    let mut noted = false;
    while let Some(letter) = text[at..].chars().next() {
        let glued = at == 0 || !text[..at].ends_with(char::is_whitespace);
        let note = REFERENCE
            .find(&text[at..])
            // Figures stand right behind the mark, and nothing goes on behind them.
            .filter(|it| {
                let figures = it.as_str().starts_with(|it: char| it.is_ascii_digit());
                let next = text[at + it.end()..].chars().next();
                !figures || (glued && !next.is_some_and(char::is_alphanumeric))
            });
        match note {
            Some(note) if !noted => {
                at += note.end();
                noted = true;
            }
            _ if is_pause(letter) => at += letter.len_utf8(),
            _ => break,
        }
    }
    at
}

fn is_pause(letter: char) -> bool {
    letter.is_whitespace() || ".,;:!?…—–-*_>”’\"'»“".contains(letter)
}

/// Whether only space and punctuation, and perhaps the number of a note, stand between a quotation and
/// what signs it.
pub fn is_between(text: &str) -> bool {
    text.len() <= 24
        && led_over(text) == text.len()
        && text.chars().filter(|it| is_pause(*it)).count() <= 12
}

fn begins_paragraph(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches([' ', '>', '\t']);
    before.is_empty() || before.ends_with("\n\n") || before.ends_with('\n')
}

/// Whether a quotation goes on behind the blank line before byte `at`: the layout has cut a sentence
/// in two, or the next paragraph repeats the opening mark.
fn goes_on(text: &str, from: usize, at: usize, opening: Opening) -> bool {
    let said = text[from..at].trim_end();
    let next = text[at..].trim_start_matches(['\n', ' ', '>', '\t']);
    let mark = match opening {
        Opening::Curly => '“',
        Opening::Low => '„',
        Opening::Angled => '«',
        Opening::SmallAngled => '‹',
        Opening::Straight => '"',
        Opening::Single => '‘',
        Opening::Raised | Opening::With(_) => return false,
    };
    let cut = said.ends_with(|it: char| it.is_alphanumeric() || ",;-–—".contains(it));
    // A mark that opens again where the last paragraph was closed would be another quotation.
    next.starts_with(mark)
        || (cut && !next.starts_with('#'))
        || next.starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        let found = quotations(text, &[], &[]);
        found.iter().map(|it| &text[it.inner.range()]).collect()
    }

    #[test]
    fn every_usual_pair_of_marks_is_known() {
        for (open, close) in [
            ("“", "”"),
            ("„", "“"),
            ("«", "»"),
            ("\"", "\""),
            ("‹", "›"),
            ("‘", "’"),
            ("'", "'"),
            ("“", "\""),
            ("\"", "”"),
            ("„", "”"),
            ("”", "”"),
        ] {
            let text =
                format!("She said: {open}We didn't go to my parents' house.{close} Then she left.");
            assert_eq!(
                inner(&text),
                ["We didn't go to my parents' house."],
                "{open}{close}"
            );
        }
    }

    #[test]
    fn nested_quotations_belong_to_the_outer_one() {
        for text in [
            "“He said “no” and left.” Then",
            "“He said ‘no’ and left.” Then",
            "“He said \"no\" and left.” Then",
            "«Он сказал: „нет“ и ушёл.» Потом",
            "«Он сказал: «нет» и ушёл.» Потом",
            "„Er sagte ‚nein‘ und ging.“ Dann",
            "\"He said 'no' and left.\" Then",
            "‘He said “no” and left.’ Then",
        ] {
            assert_eq!(inner(text).len(), 1, "{text} {:?}", inner(text));
            assert!(inner(text)[0].ends_with('.'), "{text}");
        }
    }

    #[test]
    fn a_quotation_may_go_on_behind_a_blank_line() {
        let text = "“We had no coal and\n\nFigure 3. Coal\n\nno wood.” Then “more.”";
        assert_eq!(inner(text).len(), 2);
        let again = "“We left.\n\n“We came back.” Then";
        assert_eq!(inner(again), ["We left.\n\n“We came back."]);
        let never = "“We left.\n\nThe town is old. “We came back.” Then";
        assert_eq!(inner(never), ["We left.", "We came back."]);
        for one in [
            "“We left.\n\nThen we came back.” The town",
            "\"We left.\n\nThen we came back.\" The town",
            "„We left.\n\nThen we came back.“ The town",
            "«We left.\n\nThen we came back.» The town",
        ] {
            assert_eq!(inner(one), ["We left.\n\nThen we came back."], "{one}");
        }
    }

    #[test]
    fn marks_of_other_languages_and_of_plain_text_are_known() {
        for (open, close) in [
            ("»", "«"),
            ("›", "‹"),
            ("「", "」"),
            ("<<", ">>"),
            ("``", "''"),
            ("<q>", "</q>"),
        ] {
            let text = format!("She said: {open}We didn't go.{close} Then she left.");
            assert_eq!(inner(&text), ["We didn't go."], "{open}{close}");
        }
        let raised = "’We left.’ (306, female, 15) It was ’Big’ then.";
        let sign = Span {
            start: raised.find('(').expect("it"),
            end: raised.find(')').expect("it") + 1,
        };
        let found = quotations(raised, &[sign], &[]);
        assert_eq!(found.len(), 1);
        assert_eq!(&raised[found[0].inner.range()], "We left.");
    }

    #[test]
    fn an_open_quotation_ends_where_a_bracket_signs_it() {
        let text = "“We left. (306, female)\n\nThe town.";
        let signed = [Span {
            start: text.find('(').expect("it"),
            end: 26,
        }];
        let found = quotations(text, &signed, &[]);
        assert_eq!(&text[found[0].inner.range()], "We left.");
    }

    #[test]
    fn the_number_of_a_note_may_stand_before_what_signs() {
        for between in [
            "", " ", ". ", "[1] ", "¹ ", " [^12] ", "1 ", "12. ", ".[1], ", "*",
        ] {
            assert!(is_between(between), "{between}");
        }
        for between in [" 12 ", " and ", "[1] [two] ", "1st ", " (1) "] {
            assert!(!is_between(between), "{between}");
        }
    }

    #[test]
    fn apostrophes_and_inches_open_nothing() {
        assert!(inner("It's the parents' house; rock 'n roll; 5\" wide.").is_empty());
    }
}
