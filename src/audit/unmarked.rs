//! Quotations without quotation marks: paragraphs that somebody signs, in a bracket or a line behind a dash, or
//! that a sentence leads in which names who speaks.

use super::attribution::{Attribution, Vocabulary};
use super::draft::Draft;
use super::quotations::{MARKS, Quotation, is_between};
use super::speech::gives;
use super::words::words;
use crate::model::span::Span;

/// A quotation that nothing but its place tells has at least so many words.
const LEAST: usize = 4;
/// The longest name of who speaks before a colon, in bytes.
const NAME: usize = 100;
/// The longest line that signs what stands above it, in bytes.
const LINE: usize = 160;

/// Paragraphs without quotation marks that are quotations all the same.
pub fn unmarked(
    draft: &Draft,
    signs: &[(Span, Attribution)],
    found: &[Quotation],
    vocabulary: &Vocabulary,
) -> Vec<Quotation> {
    let text = &draft.text;
    let paragraphs = draft.paragraphs();
    let mut more = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let before = at.checked_sub(1).map(|at| &text[paragraphs[at].range()]);
        let next = paragraphs.get(at + 1).copied();
        let page = Page {
            text,
            found,
            vocabulary,
        };
        let signed = signed(&page, signs, *paragraph, before);
        let other = || {
            // A word or two in marks are a term.
            let is_term = |it: &Quotation| words(&text[it.inner.range()]).len() < LEAST;
            let is_free = !found
                .iter()
                .any(|it| it.outer.overlaps(*paragraph) && !is_term(it));
            let may_be = is_free && is_prose(&text[paragraph.range()]);
            may_be.then(|| page.placed(*paragraph, before, next, signs))?
        };
        more.extend(signed.or_else(other));
        more.extend(cells(&page, *paragraph));
    }
    more
}

/// Cells of a table that the next cell signs with more than a number.
fn cells(page: &Page<'_>, paragraph: Span) -> Vec<Quotation> {
    let mut more = Vec::new();
    let mut last: Option<Span> = None;
    let mut start = paragraph.start;
    let ends = page.text[paragraph.range()].match_indices(['|', '\t', '\n']);
    let ends = ends.map(|(at, mark)| (paragraph.start + at, mark));
    for (end, mark) in ends.chain([(paragraph.end, "\n")]) {
        let cell = Span { start, end };
        start = (end + 1).min(paragraph.end);
        let inner = page.text.get(cell.range()).unwrap_or_default();
        let signs = || {
            let read = page.vocabulary.read(inner.trim().trim_matches(['(', ')']));
            read.is_some_and(|it| {
                let told = it.categories.len() + it.genders.len() + it.ages.len();
                it.respondent.is_some() && told > 1 && it.others.is_empty()
            })
        };
        if let Some(said) = last.and_then(|it| it.trimmed(page.text))
            && words(&page.text[said.range()]).len() >= LEAST
            && !page.found.iter().any(|it| it.outer.overlaps(said))
            && signs()
        {
            more.push(Quotation {
                outer: said,
                inner: said,
            });
        }
        last = (mark != "\n").then_some(cell);
    }
    more
}

struct Page<'p> {
    text: &'p str,
    found: &'p [Quotation],
    vocabulary: &'p Vocabulary,
}

/// A paragraph that ends with a bracket, and speaks in the first person or is led in.
fn signed(
    page: &Page<'_>,
    signs: &[(Span, Attribution)],
    paragraph: Span,
    before: Option<&str>,
) -> Option<Quotation> {
    let (text, found) = (page.text, page.found);
    let (sign, _) = signs.iter().rfind(|it| it.0.within(paragraph))?;
    let used = found.iter().any(|it| {
        it.outer.overlaps(paragraph)
            && it.outer.end <= sign.start
            && is_between(&text[it.outer.end..sign.start])
    });
    if used || !is_between(&text[sign.end..paragraph.end]) {
        return None;
    }
    let behind = found.iter().any(|it| it.outer.within(paragraph));
    // What another quotation in the paragraph is followed by is the writer's.
    let span = Span {
        start: paragraph.start,
        end: sign.start,
    };
    let said = &text[span.range()];
    let closed = said.trim_end().ends_with(['”', '»', '"']);
    let led = before.is_some_and(|it| it.ends_with([',', ':']));
    let inner = match closed {
        true => {
            let said = said.trim_end();
            let mark = said.chars().next_back().map_or(0, char::len_utf8);
            Span {
                end: span.start + said.len() - mark,
                ..span
            }
        }
        false => span,
    };
    let is_one = closed || (!behind && (led || in_first_person(said)));
    let inner = inner.trimmed(text).filter(|_| is_one)?;
    Some(Quotation {
        outer: Span {
            end: sign.start,
            ..inner
        },
        inner,
    })
}

impl Page<'_> {
    /// A paragraph that is a quotation for what stands before it or behind it.
    fn placed(
        &self,
        paragraph: Span,
        before: Option<&str>,
        next: Option<Span>,
        signs: &[(Span, Attribution)],
    ) -> Option<Quotation> {
        let words_of = &self.text[paragraph.range()];
        let span = if let Some(colon) = self.names(words_of) {
            // `Respondent 306, girl, 15: We had no coal.`
            Span {
                start: paragraph.start + colon,
                ..paragraph
            }
        } else if let Some(line) = words_of
            .rfind('\n')
            .filter(|at| self.signs(&words_of[*at..]))
        {
            // A last line behind a dash, or in brackets.
            Span {
                end: paragraph.start + line,
                ..paragraph
            }
        } else if before.is_some_and(|it| self.leads(it)) || self.is_signed(words_of, next, signs) {
            paragraph
        } else {
            return None;
        };
        let inner = span.trimmed(self.text)?;
        let said = &self.text[inner.range()];
        let marked = said.starts_with(MARKS);
        (!marked && words(said).len() >= LEAST).then_some(Quotation {
            outer: inner,
            inner,
        })
    }

    /// Whether the paragraph behind does nothing but sign: with more than a number, or one that speaks in the first
    /// person.
    fn is_signed(&self, words: &str, next: Option<Span>, signs: &[(Span, Attribution)]) -> bool {
        next.is_some_and(|next| {
            let bracket = signs.iter().any(|(sign, _)| *sign == next);
            let line = &self.text[next.range()];
            let told = || self.signer(line).is_some_and(|it| is_described(&it));
            bracket || told() || (self.signs(line) && in_first_person(words))
        })
    }

    /// Where the words of a paragraph begin that opens with who speaks and a colon.
    fn names(&self, words: &str) -> Option<usize> {
        let colon = words.find(':')?;
        let (name, rest) = (&words[..colon], &words[colon + 1..]);
        // `no. 306` ends no sentence.
        let stops = name.match_indices(". ").any(|(at, _)| {
            let next = name[at + 2..].chars().next();
            next.is_some_and(char::is_uppercase)
        });
        let is_name = name.len() <= NAME && !stops && !name.contains(['\n', '“', '«', '"']);
        let apart = rest.starts_with([' ', '\n']);
        let told = || {
            let listed = self.vocabulary.read(name);
            listed.is_some_and(|it| it.respondent.is_some() && is_described(&it))
                || self.vocabulary.introduces(name)
        };
        (is_name && apart && told()).then_some(colon + 1)
    }

    /// Whether a line does nothing but sign what stands above it.
    fn signs(&self, line: &str) -> bool {
        self.signer(line).is_some()
    }

    /// Whom a line names that does nothing but sign what stands above it.
    fn signer(&self, line: &str) -> Option<Attribution> {
        let line = line.trim().trim_start_matches(['>', ' ']);
        let name = line.trim_start_matches(['—', '–', '-', ' ']);
        let dashed = name.len() < line.len();
        let whole = line.starts_with('(') && line.ends_with([')', '.']);
        let may_be = line.len() <= LINE && !line.contains('\n') && (dashed || whole);
        let read = || self.vocabulary.read(name.trim_matches(['(', ')', '.']));
        let found = may_be.then(read)??;
        found.respondent.is_some().then_some(found)
    }

    /// Whether a paragraph ends with a sentence that names who says what follows.
    fn leads(&self, paragraph: &str) -> bool {
        let last = paragraph.rfind(['.', '!', '?']).map_or(0, |at| at + 1);
        // `no. 306` ends no sentence.
        let whole = paragraph.len() <= LINE;
        let sentence = if whole { paragraph } else { &paragraph[last..] };
        sentence.ends_with(':')
            && (gives(sentence) || self.vocabulary.introduces(sentence.trim_end_matches(':')))
            && self
                .vocabulary
                .read_sentence(sentence)
                .is_some_and(|it| it.respondent.is_some())
    }
}

fn is_described(it: &Attribution) -> bool {
    it.categories.len() + it.genders.len() + it.ages.len() > 0
}

/// Whether a paragraph is no heading, item of a list, table or block quote.
fn is_prose(paragraph: &str) -> bool {
    let marks = ['#', '>', '|', '*', '•', '+', '=', '(', '<'];
    let figures = paragraph.trim_start_matches(|it: char| it.is_ascii_digit());
    let is_item = figures.len() < paragraph.len() && figures.starts_with(['.', ')']);
    // `[1]` is a note; `[N]ow` a capital that was changed.
    let letter = paragraph.strip_prefix('[').and_then(|it| it.chars().next());
    !is_item
        && letter.is_none_or(char::is_alphabetic)
        && !paragraph.starts_with("- ")
        && !paragraph.starts_with(marks)
        && !paragraph.contains(" | ")
        && !paragraph.contains('\t')
}

fn in_first_person(text: &str) -> bool {
    let all = words(text);
    (0..all.len()).any(|at| {
        matches!(
            all.form(at),
            "i" | "me"
                | "my"
                | "we"
                | "our"
                | "us"
                | "я"
                | "мне"
                | "меня"
                | "мой"
                | "моя"
                | "моей"
                | "мы"
                | "нас"
                | "нам"
                | "мен"
                | "маған"
                | "менің"
                | "біз"
                | "біздің"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::super::claims::claims;
    use super::super::genders::gender;
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let vocabulary = Vocabulary::new(["12", "306", "307"], ["vulnerable child"]);
        let who = |it: &Attribution| {
            let name = it.respondent.clone().unwrap_or_default();
            let genders: Vec<_> = it.genders.iter().filter_map(|it| gender(it)).collect();
            format!("{name} {genders:?} {:?}", it.ages)
        };
        let all = claims(&draft, &vocabulary).into_iter();
        all.map(|it| {
            let who = it.attribution.as_ref().map_or_else(|| "-".to_owned(), who);
            format!("{} | {who}", it.quote)
        })
        .collect()
    }

    #[test]
    fn a_paragraph_is_a_quotation_where_somebody_is_named_before_or_behind_it() {
        let expected = "The barn had no light and the wind came in. | 306 [Female] [15]";
        for text in [
            "Respondent 306, a 15-year-old girl, said:\n\nThe barn had no light and the wind came in.\n\nOthers left.",
            "As respondent no. 306 (vulnerable child, female, 15 years) told us:\n\nThe barn had no light and the wind came in.",
            "Winters are long. Respondent 306, a girl of 15, recalled:\n\n    The barn had no light and\n    the wind came in.\n\nOthers left.",
            "Respondent 306, girl, 15: The barn had no light and the wind came in.\n\nOthers left.",
            "Girl, 15, Almaty (No. 306): The barn had no light and the wind came in.",
            "306, vulnerable child, female, 15 years: The barn had no light and the wind came in.",
            "The barn had no light and the wind came in.\n— Respondent 306, girl, 15\n\nOthers left.",
            "The barn had no light and the wind came in.\n(306, vulnerable child, female, 15)\n\nOthers left.",
        ] {
            assert_eq!(shown(text), [expected], "{text}");
        }
        for text in [
            "We slept in the barn that year.\n\n— Respondent 306, girl, 15\n\nOthers left.",
            "We slept in the barn that year.\n\n(306, vulnerable child, female, 15 years)\n\nOthers left.",
            "We slept in the barn that year.\n\n(Respondent 306, girl, 15 years)\n\nOthers left.",
        ] {
            assert_eq!(
                shown(text),
                ["We slept in the barn that year. | 306 [Female] [15]"],
                "{text}"
            );
        }
        assert_eq!(
            shown(
                "Respondent 306, a girl of 15, told us:\n\nThey took our coats “for order” and it was cold."
            ),
            ["They took our coats “for order” and it was cold. | 306 [Female] [15]"]
        );
        assert_eq!(
            shown(
                "Респондент 306, девочка 15 лет, рассказывает:\n\nВ сарае не было света, и дул ветер.\n\nДругие ушли."
            ),
            ["В сарае не было света, и дул ветер. | 306 [Female] [15]"]
        );
    }

    #[test]
    fn what_the_writer_says_of_somebody_is_no_quotation() {
        for text in [
            "Respondent 306 is a girl of 15. She lives in the north of the country.\n\nThe barn had no light and the wind came in.",
            "We spoke with respondent 306, a girl of 15:\n\n1. at home, in the presence of her aunt;\n2. at school.",
            "Method: We spoke with every child for an hour or two.",
            "Respondent 306 told us of three things:\n\n- the barn, which had no light\n- the long way to school\n",
            "Table 12: The number of children in each of the groups.",
            "The barn had no light and the wind came in. Others say so too.\n\nRespondent 306, girl, 15, is one of them.",
            "The children (306, vulnerable child, female, 15 years, and others) went to school every day.",
            "— the barn had no light and the wind came in.",
        ] {
            assert_eq!(shown(text), Vec::<String>::new(), "{text}");
        }
    }
}
