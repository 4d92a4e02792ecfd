//! Passages: the paragraphs and speaker turns of a text. They are computed from the text alone, by
//! one rule, so that they need not be stored and cannot disagree with it.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::span::Span;
use super::speaker;

/// One paragraph or speaker turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The whole passage, the speaker's label included.
    pub span: Span,
    /// What was said: the passage without its label. Equal to `span` where there is no label, or
    /// nothing after it.
    pub words: Span,
    /// Who speaks, as the label names them; a paragraph without a label belongs to the speaker
    /// before it.
    pub speaker: Option<String>,
    /// Whether it is a heading (Markdown's `#`).
    pub heading: bool,
}

/// Widths, in characters, that people and programs break lines at.
const WIDTHS: RangeInclusive<usize> = 40..=100;

/// A line of the text, without the white space around it.
struct Line<'t> {
    start: usize,
    text: &'t str,
    /// Columns of white space before it.
    indent: usize,
    /// The speaker's label at its start, and how many bytes it takes with what follows it.
    label: Option<(&'t str, usize)>,
}

impl Line<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Columns up to its end.
    fn width(&self) -> usize {
        self.indent + self.text.chars().count()
    }
}

/// The passages of `text`, in order. A blank line ends a passage. A line goes on with the one before
/// it only in text that was broken into lines of one width, where the first word of the next line
/// would not have fitted; a speaker's label, a heading and a list mark always begin a passage.
pub fn passages(text: &str) -> Vec<Passage> {
    let lines = lines(text);
    let labels = accepted_labels(&lines);
    let width = broken_at(&lines);

    let mut found: Vec<Passage> = Vec::new();
    let mut speaker: Option<String> = None;
    let mut open: Option<Span> = None;
    let mut words = 0;
    let mut heading = false;
    let mut last: Option<&Line<'_>> = None;
    for line in &lines {
        if line.text.is_empty() {
            // A label alone on its line waits for what is said below it.
            if open.is_some_and(|open| words < open.end) {
                finish(text, &mut found, &mut open, words, &speaker, heading);
            }
            last = None;
            continue;
        }
        let label = line
            .label
            .filter(|(label, _)| labels.contains_key(&speaker::key(label)));
        let waits = open.is_some_and(|open| words >= open.end);
        let goes_on = label.is_none()
            && (waits || last.is_some_and(|before| continues(before, line, width)))
            && open.is_some();
        if !goes_on {
            finish(text, &mut found, &mut open, words, &speaker, heading);
            words = line.start;
            heading = false;
        }
        if let Some((label, taken)) = label {
            speaker = Some(label.to_owned());
            words = line.start + taken;
        } else if is_heading(line.text) {
            speaker = None;
            heading = true;
        }
        let here = Span {
            start: line.start,
            end: line.end(),
        };
        open = Some(open.map_or(here, |open| open.union(here)));
        last = Some(line);
    }
    finish(text, &mut found, &mut open, words, &speaker, heading);
    found
}

fn finish(
    text: &str,
    found: &mut Vec<Passage>,
    open: &mut Option<Span>,
    words: usize,
    speaker: &Option<String>,
    heading: bool,
) {
    let Some(span) = open.take().and_then(|span| span.trimmed(text)) else {
        return;
    };
    let said = Span::new(text, words.max(span.start), span.end).ok();
    found.push(Passage {
        span,
        words: said.and_then(|said| said.trimmed(text)).unwrap_or(span),
        speaker: speaker.clone(),
        heading,
    });
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    text.split('\n')
        .map(|raw| {
            let at = start;
            start += raw.len() + 1;
            let line = raw.trim_start();
            let lead = &raw[..raw.len() - line.len()];
            let line = line.trim_end();
            Line {
                start: at + lead.len(),
                text: line,
                indent: lead.chars().count(),
                label: speaker::label(line),
            }
        })
        .collect()
}

/// Labels that are speakers: words for the roles of an interview, and whatever opens two lines.
fn accepted_labels(lines: &[Line<'_>]) -> HashMap<String, usize> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for (label, _) in lines.iter().filter_map(|line| line.label) {
        *counts.entry(speaker::key(label)).or_default() += 1;
    }
    counts.retain(|label, count| {
        speaker::role(label).is_some() || (*count >= 2 && !speaker::is_remark(label))
    });
    counts
}

/// The width that the lines of a text are broken at; `None` where a line end is a paragraph's end.
/// Broken text is told by its lines: most of those with another one below are so full that the next
/// word would not have fitted.
fn broken_at(lines: &[Line<'_>]) -> Option<usize> {
    let width = lines
        .iter()
        .map(Line::width)
        .max()
        .filter(|width| WIDTHS.contains(width))?;
    let pairs = || {
        lines
            .windows(2)
            .filter(|pair| !pair[0].text.is_empty() && !pair[1].text.is_empty())
    };
    let full = pairs()
        .filter(|pair| is_full(&pair[0], &pair[1], width))
        .count();
    (full * 5 >= pairs().count() * 3 && full > 0).then_some(width)
}

fn is_full(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let first_word = next
        .text
        .split_whitespace()
        .next()
        .map_or(0, |word| word.chars().count());
    line.width() + 1 + first_word > width
}

fn continues(before: &Line<'_>, line: &Line<'_>, width: Option<usize>) -> bool {
    let begins = is_heading(line.text) || is_heading(before.text) || is_list_item(line.text);
    !begins
        && line.indent <= before.indent
        && width.is_some_and(|width| is_full(before, line, width))
}

fn is_heading(line: &str) -> bool {
    let rest = line.trim_start_matches('#');
    rest.len() < line.len() && line.len() - rest.len() <= 6 && rest.starts_with(' ')
}

fn is_list_item(line: &str) -> bool {
    let after_number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let number = after_number.len() < line.len() && line.len() - after_number.len() <= 3;
    ["- ", "* ", "• ", "– "]
        .iter()
        .any(|mark| line.starts_with(mark))
        || (number && (after_number.starts_with(". ") || after_number.starts_with(") ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every passage as `speaker|words`.
    fn shown(text: &str) -> Vec<String> {
        passages(text)
            .iter()
            .map(|it| {
                let words = it.words.of(text).expect("words");
                format!("{}|{words}", it.speaker.as_deref().unwrap_or("-"))
            })
            .collect()
    }

    #[test]
    fn turns_know_their_speaker_and_so_do_the_paragraphs_after_them() {
        let text =
            "Interview 12\n\nInterviewer: Where was it?\n\nRespondent: At home.\n\nIn the yard.\n";
        let expected = [
            "-|Interview 12",
            "Interviewer|Where was it?",
            "Respondent|At home.",
            "Respondent|In the yard.",
        ];
        assert_eq!(shown(text), expected);
    }

    #[test]
    fn one_turn_a_line_needs_no_blank_lines() {
        assert_eq!(
            shown("P1: Hello 🙂\nP2: Hi.\nP1: Bye.\nP2: Bye."),
            ["P1|Hello 🙂", "P2|Hi.", "P1|Bye.", "P2|Bye."]
        );
    }

    #[test]
    fn bold_labels_and_labels_on_a_line_of_their_own_are_labels() {
        let text = "**Ana:** Yes.\n\n**Ben**: No.\n\n**Ana:**\n\nPerhaps.\n\nBEN:\nWell.";
        assert_eq!(
            shown(text),
            ["Ana|Yes.", "Ben|No.", "Ana|Perhaps.", "BEN|Well."]
        );
    }

    #[test]
    fn a_note_a_time_and_an_address_are_not_speakers() {
        let text =
            "Note: it rained.\n\nAt 10:30 we met.\n\nhttps://example.org/a\n\nNote: it snowed.";
        assert!(
            passages(text).iter().all(|it| it.speaker.is_none()),
            "{:?}",
            shown(text)
        );
    }

    #[test]
    fn text_broken_into_lines_of_one_width_is_joined_and_other_text_is_not() {
        let broken = "We walked to the well in the early hours of\nthat morning and came back home with two of\nthe blue buckets of water.\nThen it rained.";
        assert_eq!(passages(broken).len(), 2, "{:?}", shown(broken));
        let sentences =
            "Short one.\nA sentence that is a good deal longer than the others here.\nShort.";
        assert_eq!(passages(sentences).len(), 3);
    }

    #[test]
    fn russian_and_kazakh_labels_are_known_even_once() {
        let text = "Интервьюер: Где?\n\nРеспондент: Дома.";
        assert_eq!(shown(text), ["Интервьюер|Где?", "Респондент|Дома."]);
        assert_eq!(shown("И: Где?\nР: Дома."), ["И|Где?", "Р|Дома."]);
        assert_eq!(
            shown("Сұхбат алушы: Қайда?\nЖауап: Үйде.")[1],
            "Жауап|Үйде."
        );
    }

    proptest! {
        #[test]
        fn passages_are_in_order_apart_and_leave_out_only_white_space(text in "([A-Za-zа-я:*# -]{0,12}[\n ]{0,3}){0,20}") {
            let mut end = 0;
            for passage in passages(&text) {
                prop_assert!(passage.span.start >= end);
                prop_assert!(text[end..passage.span.start].trim().is_empty());
                prop_assert!(passage.words.within(passage.span));
                prop_assert_eq!(passage.span.trimmed(&text), Some(passage.span));
                end = passage.span.end;
            }
            prop_assert!(text[end..].trim().is_empty());
        }
    }
}
