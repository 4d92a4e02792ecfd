//! The claims of a draft: quotations and block quotes, each with who is said to have spoken.

use super::attribution::{Attribution, Vocabulary};
use super::draft::Draft;
use super::furniture::furniture;
use super::printed::Printed;
use super::quotations::{MARKS, Quotation, is_between, quotations};
use super::signatures::{attributed, signs};
use super::unmarked::unmarked;
use super::words::words;
use crate::model::span::Span;

/// A quotation of fewer words that nobody signed is a term, not a claim.
const TERM: usize = 4;
/// The longest name behind a dash at the end of a block quote, in bytes.
const SIGNATURE: usize = 160;

/// One quotation of a draft with its attribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its number in order of appearance, from 1.
    pub number: usize,
    /// Where it stands, as a reader finds it.
    pub place: String,
    /// Its words, without quotation marks: bytes of the draft.
    pub span: Span,
    /// Its words on one line, without lines of the page.
    pub quote: String,
    /// Who is said to have spoken; `None` where nobody is.
    pub attribution: Option<Attribution>,
}

/// Finds the claims of `draft`. `vocabulary` is what the study calls people and things.
pub fn claims(draft: &Draft, vocabulary: &Vocabulary) -> Vec<Claim> {
    let text = &draft.text;
    let signs = signs(text, vocabulary);
    let signed: Vec<Span> = signs.iter().map(|it| it.0).collect();
    let blocks = blocks(draft, &signs, vocabulary);
    let taken: Vec<Span> = blocks.iter().map(|it| it.outer).collect();
    let mut found: Vec<Quotation> = quotations(text, &signed, &taken);
    found.extend(blocks);
    found.sort_by_key(|it| it.outer.start);
    let more = unmarked(draft, &signs, &found, vocabulary);
    // A term in marks inside another quotation is a part of it.
    let is_term = |it: &Quotation| words(&text[it.inner.range()]).len() < TERM;
    found.retain(|it| !is_term(it) || !more.iter().any(|other| it.outer.within(other.outer)));
    found.extend(more);
    found.sort_by_key(|it| it.outer.start);
    let attributions = attributed(text, &found, &signs, vocabulary);
    let page = furniture(text);
    let kept = found.iter().zip(attributions).filter(|(it, attribution)| {
        let count = words(&text[it.inner.range()]).len();
        count > 0 && (attribution.is_some() || count >= TERM)
    });
    kept.enumerate()
        .map(|(at, (it, attribution))| {
            let span = it.inner.trimmed(text).unwrap_or(it.inner);
            Claim {
                number: at + 1,
                place: draft.place(span.start),
                quote: flat(text, span, &page),
                span,
                attribution,
            }
        })
        .collect()
}

/// The claim's words as they are compared: taken apart, lines of the page known. `page` are those of
/// the whole draft.
pub fn printed(draft: &Draft, claim: &Claim, page: &[Span]) -> Printed {
    let lines: Vec<Span> = page
        .iter()
        .filter(|line| line.overlaps(claim.span))
        .map(|line| Span {
            start: line.start.saturating_sub(claim.span.start),
            end: line.end.min(claim.span.end) - claim.span.start,
        })
        .collect();
    Printed::of(&draft.text[claim.span.range()], &lines)
}

/// The lines of `draft` that belong to the page.
pub fn page(draft: &Draft) -> Vec<Span> {
    furniture(&draft.text)
}

fn flat(text: &str, span: Span, page: &[Span]) -> String {
    let mut out = String::new();
    let mut at = span.start;
    for line in page.iter().filter(|line| line.within(span)) {
        out.push_str(&text[at..line.start]);
        at = line.end;
    }
    out.push_str(&text[at..span.end]);
    // A hyphen at the end of a line has parted a word.
    let mut whole = String::new();
    for line in out
        .lines()
        .map(|line| line.trim_start_matches([' ', '>', '\t']).trim_end())
    {
        let parted = whole.ends_with('-')
            && whole.trim_end_matches('-').ends_with(char::is_alphabetic)
            && line.starts_with(char::is_lowercase);
        if parted {
            whole.pop();
        } else if !whole.is_empty() && !line.is_empty() {
            whole.push(' ');
        }
        whole.push_str(line);
    }
    whole.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Block quotes, those aside that quotation marks enclose anyway.
fn blocks(draft: &Draft, signs: &[(Span, Attribution)], vocabulary: &Vocabulary) -> Vec<Quotation> {
    let text = &draft.text;
    let mut spans = Vec::new();
    let mut open: Option<Span> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = Span {
            start: at,
            end: at + line.len(),
        };
        at = span.end;
        // A quote of several paragraphs is signed behind the last.
        let begins = line.trim_start().starts_with('>');
        let ended = open.is_some_and(|open| is_signed(text, open, signs));
        match (begins, open) {
            (true, Some(before)) if !ended => open = Some(before.union(span)),
            (true, _) => spans.extend(open.replace(span)),
            (false, _) if line.trim().is_empty() && !ended => {}
            (false, _) => spans.extend(open.take()),
        }
    }
    spans.extend(open);
    spans
        .into_iter()
        .filter_map(|span| {
            let outer = span.trimmed(text)?;
            let lead = text[outer.range()].len()
                - text[outer.range()]
                    .trim_start_matches(['>', ' ', '*', '_', '\n'])
                    .len();
            let start = outer.start + lead;
            let marked = text[start..outer.end].starts_with(MARKS);
            (!marked).then(|| {
                signed_end(
                    text,
                    Span {
                        start,
                        end: outer.end,
                    },
                    signs,
                    vocabulary,
                )
            })?
        })
        .collect()
}

/// Whether a block ends with what signs it.
fn is_signed(text: &str, block: Span, signs: &[(Span, Attribution)]) -> bool {
    let end = block.start + text[block.range()].trim_end().len();
    let bracket = signs
        .iter()
        .rfind(|it| it.0.start >= block.start && it.0.end <= end);
    let last = text[block.start..end]
        .lines()
        .next_back()
        .unwrap_or_default();
    bracket.is_some_and(|it| is_between(&text[it.0.end..end]))
        || last.trim_start_matches([' ', '>']).starts_with(['—', '–'])
}

/// A block from its first word to what signs it: a bracket, or a last line behind a dash.
fn signed_end(
    text: &str,
    block: Span,
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Option<Quotation> {
    let sign = signs.iter().map(|it| it.0).rfind(|it| it.within(block));
    let closes = sign.filter(|it| is_between(&text[it.end..block.end]));
    let dash = || {
        let at = text[block.range()].rfind('\n')?;
        let line = text[block.start + at..block.end].trim_start_matches(['\n', '>', ' ', '*', '_']);
        line.starts_with(['—', '–', '-'])
            .then_some(block.start + at)
    };
    // `.. no coal. — Respondent 306, girl, 15`
    let inline = || {
        let from = text.ceil_char_boundary(block.end.saturating_sub(SIGNATURE).max(block.start));
        let marks = ["— ", "– "].map(|mark| text[from..block.end].rfind(mark));
        let at = from + marks.into_iter().flatten().max()?;
        let name = text[at..block.end].trim_start_matches(['—', '–', ' ']);
        let found = vocabulary.read(name.trim_end_matches(['.', ' ', '\n']))?;
        let told = found.respondent.is_some() && found.genders.len() + found.ages.len() > 0;
        (told
            && text[block.start..at]
                .trim_end()
                .ends_with(['.', '!', '?', '…']))
        .then_some(at)
    };
    let end = closes.map(|it| it.start).or_else(dash).or_else(inline);
    let end = end.unwrap_or(block.end);
    let inner = Span {
        start: block.start,
        end,
    }
    .trimmed(text)?;
    Some(Quotation {
        outer: inner,
        inner,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let vocabulary = Vocabulary::new([], ["vulnerable child"]);
        claims(&draft, &vocabulary)
            .into_iter()
            .map(|it| {
                let who = it.attribution.map_or_else(
                    || "-".to_owned(),
                    |it| {
                        format!(
                            "{} {:?} {:?}",
                            it.respondent.unwrap_or_else(|| "?".to_owned()),
                            it.genders,
                            it.ages
                        )
                    },
                );
                format!("{} | {who}", it.quote)
            })
            .collect()
    }

    #[test]
    fn quotations_come_with_the_bracket_behind_them() {
        let text = "As one said, “We had no coal.” (306, vulnerable child, female, 15 years) Another:\n\n“It was a hard win-\nter.” (12, vulner-\nable child, male, 9\nyears). So-called ‘hot spots’ are known.";
        assert_eq!(
            shown(text),
            [
                "We had no coal. | 306 [\"female\"] [15]",
                "It was a hard winter. | 12 [\"male\"] [9]"
            ]
        );
    }

    #[test]
    fn a_sentence_before_or_behind_may_sign() {
        assert_eq!(
            shown(
                "Respondent 306, a 15-year-old girl, said: “We had no coal.” Then “nobody helped us at all.”"
            ),
            [
                "We had no coal. | 306 [\"girl\"] [15]",
                "nobody helped us at all. | -"
            ]
        );
        assert_eq!(
            shown("“We had no coal,” said respondent 306, a girl aged 15. It was cold."),
            ["We had no coal, | 306 [\"girl\"] [15]"]
        );
        assert_eq!(
            shown("«Угля у нас не было», — говорит респондент 306, девочка 15 лет."),
            ["Угля у нас не было | 306 [\"девочка\"] [15]"]
        );
        assert_eq!(
            shown(
                "“We had,” she said, “no coal at all.” (306, vulnerable child, female, 15 years)"
            )
            .len(),
            2
        );
    }

    #[test]
    fn block_quotes_need_no_marks() {
        assert_eq!(
            shown(
                "One said:\n\n> We had no coal.\n> I told him “no” and left. (306, vulnerable child, female, 15)\n\nThe end."
            ),
            ["We had no coal. I told him “no” and left. | 306 [\"female\"] [15]"]
        );
        assert_eq!(
            shown("> We had no coal that year.\n> — 306, vulnerable child, female, 15\n"),
            ["We had no coal that year. | 306 [\"female\"] [15]"]
        );
        assert_eq!(
            shown("> We had no coal that year. — Respondent 306, girl, 15\n"),
            ["We had no coal that year. | 306 [\"girl\"] [15]"]
        );
        assert_eq!(
            shown(
                "> We had no coal.\n\n> We left. (306, vulnerable child, female, 15)\n\n> It was cold in there. (307, vulnerable child, male, 9)\n"
            ),
            [
                "We had no coal. We left. | 306 [\"female\"] [15]",
                "It was cold in there. | 307 [\"male\"] [9]"
            ]
        );
        assert_eq!(
            shown(
                "As one explained,\n\nMy father kept goats. We left. (306, vulnerable child, male, 16 years)\n\nOthers left (307, vulnerable child, male, 16 years)."
            ),
            ["My father kept goats. We left. | 306 [\"male\"] [16]"]
        );
    }

    #[test]
    fn marks_that_are_missing_do_not_swallow_the_next_claim() {
        let text = "“We had no coal. (306, vulnerable child, female, 15 years)\n\nThe town is old.\n\n“We left.” (307, vulnerable child, male, 9 years)";
        assert_eq!(
            shown(text),
            [
                "We had no coal. | 306 [\"female\"] [15]",
                "We left. | 307 [\"male\"] [9]"
            ]
        );
        let text = "“We had no coal.” (306, vulnerable child, female, 15 years\n\nThe town is old.";
        assert_eq!(shown(text), ["We had no coal. | 306 [\"female\"] [15]"]);
    }

    #[test]
    fn a_bracket_without_a_number_signs_by_halves() {
        assert_eq!(
            shown("“We had no coal.” (girl, 15 years)"),
            ["We had no coal. | ? [\"girl\"] [15]"]
        );
    }
}
