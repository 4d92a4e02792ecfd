//! Who signs which quotation: the bracket behind it, a line behind a dash, or the sentence that it
//! stands in.

use std::sync::LazyLock;

use regex::Regex;

use super::attribution::{Attribution, Vocabulary, pattern};
use super::quotations::{Quotation, is_between, led_over};
use super::speech::gives;
use crate::model::span::Span;

/// The longest bracket that may sign a quotation, in bytes.
const BRACKET: usize = 240;
/// The longest sentence before or after a quotation that may sign it, in bytes.
const SENTENCE: usize = 400;
/// The longest words of speech between a quotation and the bracket that signs it, in bytes.
const SPEECH: usize = 160;
/// The longest remark between two halves of one quotation, in bytes.
const ASIDE: usize = 80;

/// Brackets that name a respondent and say something about them, with what they say.
pub fn signs(text: &str, vocabulary: &Vocabulary) -> Vec<(Span, Attribution)> {
    let mut found: Vec<(Span, Attribution)> = Vec::new();
    for (start, letter) in text
        .char_indices()
        .filter(|(_, it)| matches!(it, '(' | '['))
    {
        if let Some((span, it)) = bracket(text, start, letter, vocabulary)
            && it.respondent.is_some()
            && it.categories.len() + it.genders.len() + it.ages.len() > 0
        {
            found.push((span, it));
        }
    }
    found
}

/// The bracket that opens at `start`, read; one that is not closed ends with its sentence.
fn bracket(
    text: &str,
    start: usize,
    open: char,
    vocabulary: &Vocabulary,
) -> Option<(Span, Attribution)> {
    let close = if open == '(' { ')' } else { ']' };
    let from = start + 1;
    let rest = &text[from..text.floor_char_boundary(from + BRACKET)];
    let cut = || {
        let end = unclosed(rest, open);
        Some((end, false, vocabulary.read(&rest[..end])?))
    };
    let whole = closed(rest, open, close).and_then(|end| {
        // The number of a page may have fallen into it.
        let inner = PAGE.replace_all(&rest[..end], "\n");
        Some((end, true, vocabulary.read(&inner)?))
    });
    let told = |it: &Attribution| {
        let known = it.categories.len() + it.genders.len() + it.ages.len();
        (known, std::cmp::Reverse(it.others.len()))
    };
    let (end, is_closed, mut found) = match (whole, rest.find("\n\n")) {
        (Some(whole), Some(paragraph)) if paragraph < whole.0 => match cut() {
            // The layout may have cut it in two; else another bracket was closed there.
            Some(cut) if told(&cut.2) > told(&whole.2) => cut,
            _ => whole,
        },
        (Some(whole), _) => whole,
        (None, paragraph) => match closed(rest, open, close) {
            Some(end) if paragraph.is_none_or(|it| end < it) => return None,
            _ => cut()?,
        },
    };
    let span = Span {
        start,
        end: from + end + usize::from(is_closed),
    };
    found.text = text[span.range()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    found.span = Some(span);
    Some((span, found))
}

/// A line with nothing but the number of a page.
static PAGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\n\s*\n\s*\d{1,4}\s*\n\s*\n"));
/// Where a sentence ends and another begins.
static STOP: LazyLock<Regex> = LazyLock::new(|| pattern(r"[.!?]\s+\p{Lu}"));

/// Where what stands in a bracket ends, other brackets inside it closed.
fn closed(rest: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in rest.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return Some(at),
            }
        }
    }
    None
}

/// Where a bracket ends that nobody closed: with its sentence or its paragraph, or before another bracket
/// or quotation.
fn unclosed(rest: &str, open: char) -> usize {
    let other = rest.find([open, '“', '«', '„', '"']);
    let stop = STOP.find(rest).map(|it| it.start());
    let ends = [rest.find("\n\n"), other, stop];
    let end = ends.into_iter().flatten().min().unwrap_or(rest.len());
    rest[..end].trim_end().len()
}

/// For every quotation who signs it.
pub fn attributed(
    text: &str,
    found: &[Quotation],
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Vec<Option<Attribution>> {
    let mut all: Vec<Option<Attribution>> = (0..found.len())
        .map(|at| {
            let next = found.get(at + 1).map_or(text.len(), |it| it.outer.start);
            let last = at.checked_sub(1).map_or(0, |at| found[at].outer.end);
            behind(text, found[at].outer.end, next, signs, vocabulary)
                .or_else(|| ahead(text, last, found[at].outer.start, signs, vocabulary))
        })
        .collect();
    // Two halves of one quotation around `, she said,` are signed once.
    for at in (1..found.len()).rev() {
        let between = found[at - 1].outer.end..found[at].outer.start;
        let Some(between) = text.get(between) else {
            continue;
        };
        let halves = between.len() <= ASIDE
            && !between.contains(['.', '!', '?', '\n', '('])
            && between
                .trim_start()
                .starts_with(|it: char| it.is_lowercase() || ",–—".contains(it));
        if halves && all[at - 1].is_none() {
            all[at - 1] = all[at].clone();
        }
    }
    all
}

/// What signs a quotation behind it: a bracket, a line behind a dash, or the rest of the sentence.
fn behind(
    text: &str,
    end: usize,
    next: usize,
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    let rest = text.get(end..next)?;
    if let Some((_, found)) = signs
        .iter()
        .find(|it| it.0.start >= end && it.0.start < next.max(end + 1))
        && let Some(span) = found.span
        && is_between(&text[end..span.start])
    {
        return Some(found.clone());
    }
    // A bracket that names nobody, or says no more than a number, which may also be that of a note.
    let space = rest.len() - rest.trim_start_matches([' ', '\n', '.', ',']).len();
    for skip in [led_over(rest), space] {
        let at = end + skip;
        if let Some(open) = text[at..]
            .chars()
            .next()
            .filter(|it| matches!(it, '(' | '['))
            && skip <= 24
            && let Some((_, found)) = bracket(text, at, open, vocabulary)
        {
            return Some(found);
        }
    }
    let line_end = |from: usize| text[from..next].find("\n\n").map_or(next, |it| from + it);
    // `she explained (306, ..)`.
    if let Some((span, found)) = named(text, (end, line_end(end)), vocabulary).next()
        && speaks(&text[end..span.start])
    {
        return Some(found);
    }
    let trimmed = rest.trim_start_matches([' ', '\n', '>', '.', ',', '*', '_']);
    if trimmed.starts_with(['—', '–', '-']) {
        let from = next - trimmed.len();
        let line = text[from..line_end(from)].trim_start_matches(['—', '–', '-', ' ']);
        let line = line
            .split('\n')
            .next()
            .unwrap_or(line)
            .trim()
            .trim_end_matches('.');
        let listed = vocabulary.read(line);
        let named = listed.as_ref().is_some_and(|it| it.respondent.is_some());
        let told = || vocabulary.read_sentence(line);
        if let Some(found) = listed.clone().filter(|_| named).or_else(told).or(listed) {
            return Some(found);
        }
    }
    if let Some(found) = in_next_cell(rest, vocabulary) {
        return Some(found);
    }
    // `.. no coal." R306, F, 15`
    let line = rest.trim_start_matches([' ', '.', ',']).lines().next();
    let line = line.unwrap_or_default().trim_end_matches([' ', '.']);
    if line.len() <= ASIDE
        && let Some(found) = vocabulary.read(line)
        && found.respondent.is_some()
        && found.others.is_empty()
        && found.genders.len() + found.ages.len() > 0
    {
        return Some(found);
    }
    let sentence = &text[end..line_end(end)];
    let stop = sentence
        .find(". ")
        .or_else(|| sentence.find(".\n"))
        .unwrap_or(sentence.len());
    let sentence = &sentence[..stop];
    let goes_on = sentence
        .trim_start()
        .starts_with(|it: char| it.is_lowercase() || ",–—-(".contains(it))
        || sentence
            .trim_start()
            .to_lowercase()
            .starts_with("respondent")
        || sentence
            .trim_start()
            .to_lowercase()
            .starts_with("респондент");
    (goes_on && sentence.len() <= SENTENCE)
        .then(|| vocabulary.read_sentence(sentence))
        .flatten()
}

/// Who is named in the cells of a table behind a quotation: in the next, or in all that follow.
fn in_next_cell(rest: &str, vocabulary: &Vocabulary) -> Option<Attribution> {
    let row = rest.lines().next()?.trim_start_matches([' ', '*', '_']);
    let row = row.strip_prefix(['|', '\t'])?;
    let cells: Vec<&str> = row.split(['|', '\t']).map(str::trim).collect();
    in_cells(&cells, vocabulary)
}

/// Who is named in the cells of a table before a quotation.
fn in_cell_before(before: &str, vocabulary: &Vocabulary) -> Option<Attribution> {
    let row = before
        .rsplit('\n')
        .next()?
        .trim_end_matches([' ', '*', '_']);
    let row = row.strip_suffix(['|', '\t'])?;
    let mut cells: Vec<&str> = row.split(['|', '\t']).map(str::trim).collect();
    cells.retain(|it| !it.is_empty());
    cells.reverse();
    let one = in_cells(&cells[..cells.len().min(1)], vocabulary);
    cells.reverse();
    one.or_else(|| in_cells(&cells, vocabulary))
}

fn in_cells(cells: &[&str], vocabulary: &Vocabulary) -> Option<Attribution> {
    let first = cells.first()?.trim_matches(['(', ')', '[', ']']);
    let is_whole = |it: &Attribution| it.respondent.is_some() && it.others.is_empty();
    let told = |it: &Attribution| it.categories.len() + it.genders.len() + it.ages.len();
    let one = vocabulary.read(first).filter(is_whole);
    let all = vocabulary.read(&cells.join(", ")).filter(is_whole);
    match (one, all) {
        (Some(one), Some(all)) if told(&all) > told(&one) => Some(all),
        (one, all) => one.or(all),
    }
}

/// Brackets between two places that name somebody, with more than a number or of somebody who is known.
fn named(
    text: &str,
    (from, to): (usize, usize),
    vocabulary: &Vocabulary,
) -> impl Iterator<Item = (Span, Attribution)> {
    let opens = text[from..to].match_indices(['(', '[']);
    opens.filter_map(move |(at, open)| {
        let mut found = bracket(text, from + at, open.chars().next()?, vocabulary)?;
        let name = found.1.respondent.clone()?;
        let known = found.1.categories.len() + found.1.genders.len() + found.1.ages.len();
        let inside = found.0.end <= to;
        vocabulary.add_outside(&text[from..found.0.start], &mut found.1);
        // `a boy (12)` may be an age.
        let number = name.parse::<u32>().is_ok_and(|it| it <= 100);
        let outside = !found.1.ages.is_empty() || (!found.1.genders.is_empty() && !number);
        let is_known = known > 0 || vocabulary.respondent(&name).is_some();
        let is_told = || vocabulary.may_name(&name) && outside;
        (inside && (is_known || is_told())).then_some(found)
    })
}

/// Whether words give a quotation to the one whom the bracket behind them names, in the same sentence.
fn speaks(between: &str) -> bool {
    let goes_on = between
        .trim_start()
        .starts_with(|it: char| it.is_lowercase() || ",–—-".contains(it));
    let ends = between.contains(['(', '[', '!', '?', ';']) || STOP.is_match(between);
    goes_on && !ends && between.len() <= SPEECH && gives(between)
}

/// What signs a quotation ahead of it: the sentence that leads it in, in its own paragraph or, where
/// that ends with a colon or a comma, in the one before. A bracket that signs another quotation does
/// not count.
fn ahead(
    text: &str,
    last: usize,
    start: usize,
    signs: &[(Span, Attribution)],
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    let mut from = last;
    if let Some((sign, _)) = signs
        .iter()
        .find(|it| it.0.start >= last && it.0.end <= start)
        && is_between(&text[last..sign.start])
    {
        from = sign.end;
    }
    let lead = text.get(from..start)?;
    let whole = lead.trim_end_matches([' ', '\n', '>', '\t', '*', '_']);
    let apart = lead[whole.len()..].contains("\n\n");
    if apart && !whole.ends_with([',', ':', ';']) {
        return None;
    }
    let paragraph = whole.rfind("\n\n").map_or(0, |at| at + 2);
    let sentence = &whole[paragraph..];
    let stop = [". ", ".\n", "! ", "? "]
        .iter()
        .filter_map(|stop| {
            // `no. 306` and the like end no sentence.
            let ends = |at: &usize| {
                let word = sentence[..*at]
                    .rsplit(|it: char| !it.is_alphabetic())
                    .next();
                !word.is_some_and(|it| it.eq_ignore_ascii_case("no"))
            };
            let all = sentence.match_indices(stop).map(|(at, _)| at);
            all.filter(ends).last().map(|at| (at, stop))
        })
        .map(|(at, stop)| at + stop.len())
        .max();
    let begin = from + paragraph + stop.unwrap_or(0);
    let sentence = &sentence[stop.unwrap_or(0)..];
    // `as she explained (306, ..): `
    if let Some((span, found)) = named(text, (begin, start), vocabulary).last() {
        let (before, behind) = (&text[begin..span.start], text[span.end..start].trim());
        let leads = is_between(behind) || (behind.len() <= ASIDE && gives(behind));
        if leads && !behind.contains(['(', '[']) && (gives(before) || gives(behind)) {
            return Some(found);
        }
    }
    let listed = || {
        let name = sentence.trim_end().strip_suffix(':')?;
        let found = vocabulary.read(name).filter(|_| name.len() <= ASIDE);
        found.filter(|it| it.respondent.is_some() && it.genders.len() + it.ages.len() > 0)
    };
    if let Some(found) = in_cell_before(&text[from..start], vocabulary) {
        return Some(found);
    }
    (sentence.len() <= SENTENCE)
        .then(|| vocabulary.read_sentence(sentence).or_else(listed))
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::super::claims::claims;
    use super::super::draft::Draft;
    use super::super::genders::gender;
    use super::super::people::malformed;
    use super::*;
    use proptest::prelude::*;

    /// Every claim with who signs it: name, gender and age, and what is malformed.
    fn shown(text: &str) -> Vec<String> {
        let draft = Draft {
            text: text.to_owned(),
            ..Draft::default()
        };
        let vocabulary = Vocabulary::new(["12", "14", "306", "307"], ["vulnerable child"]);
        let who = |it: &Attribution| {
            let mut names: Vec<&str> = it.respondent.as_deref().into_iter().collect();
            names.extend(it.also.iter().map(String::as_str));
            let genders: Vec<_> = it.genders.iter().filter_map(|it| gender(it)).collect();
            let wrong = malformed(it).map_or_else(String::new, |it| format!(" ({})", it.detail));
            format!("{} {genders:?} {:?}{wrong}", names.join("+"), it.ages)
        };
        let all = claims(&draft, &vocabulary).into_iter();
        all.map(|it| it.attribution.as_ref().map_or_else(|| "-".to_owned(), who))
            .collect()
    }

    #[test]
    fn a_bracket_signs_over_notes_and_words_of_speech() {
        for text in [
            "“We had no coal.” (306, vulnerable child, female, 15 y/o)",
            "“We had no coal.”[1] (306, vulnerable child, female, 15 yrs)",
            "“We had no coal.”¹ (306, vulnerable children, female, 15)",
            "“We had no coal.”12 (306, vulnerable child, female, 15)",
            "“We had no coal”[^1]. (306, vulnerable child, female, fifteen years old)",
            "“We had no coal”<sup>3</sup> (306, vulnerable child, female, 15)",
            "“We had no coal” * (306, vulnerable child, female, 15)",
            "“We had no coal,” she explained (306, vulnerable child, female, 15).",
            "“We had no coal,” as one girl from the north told us (306, vulnerable child, female, 15).",
            "“We had no coal” — she said [306, vulnerable child, female, 15].",
            "As one girl explained (306, vulnerable child, female, 15), “We had no coal.”",
            "One girl (306, vulnerable child, female, 15) said: “We had no coal.”",
            "> We had no coal. (306, vulnerable child, female, 15)[1]",
            "“We had no coal,” said the girl (306; 15; female).",
            "«Угля у нас не было», — рассказала девочка (306, vulnerable child, female, 15).",
            "“We had no coal.” (306, vulnerable child (first talk), female, 15)",
        ] {
            assert_eq!(shown(text), ["306 [Female] [15]"], "{text}");
        }
    }

    #[test]
    fn a_number_alone_names_somebody_who_is_known() {
        for text in [
            "The girl (306) said that “we had no coal that winter.”",
            "“We had no coal that winter,” said the girl (306).",
        ] {
            assert_eq!(shown(text), ["306 [Female] []"], "{text}");
        }
        assert_eq!(shown("“We had no coal that winter.” (306)"), ["306 [] []"]);
        assert_eq!(
            shown("As the girl said (999), “we had no coal that winter.”"),
            ["-"]
        );
    }

    #[test]
    fn a_bracket_that_is_about_something_else_signs_nothing() {
        for text in [
            "The so-called “hot spots of the town” were well known to one girl (306, vulnerable child, female, 15).",
            "Others left (307, vulnerable child, male, 16), while “the hot spots of the town” stayed.",
            "The “hot spots of the town” are many. One girl said so (306, vulnerable child, female, 15).",
        ] {
            assert_eq!(shown(text), ["-"], "{text}");
        }
    }

    #[test]
    fn what_stands_before_a_bracket_describes_whom_it_names() {
        for text in [
            "A 15-year-old girl (306) said: “We had no coal.”",
            "A girl of 15 (respondent 306) said: “We had no coal.”",
            "“We had no coal,” said a 15-year-old girl (306).",
            "Девочка 15 лет (306) сказала: «Угля у нас не было.»",
        ] {
            assert_eq!(shown(text), ["306 [Female] [15]"], "{text}");
        }
        for text in [
            "When the man came, a neighbour (306) said: “We had no coal.”",
            "As the boy told a neighbour (306), who said: “We had no coal.”",
            "The boy’s neighbour (306) said: “We had no coal.”",
            "A boy and a girl (306) said: “We had no coal.”",
        ] {
            assert_eq!(shown(text), ["306 [] []"], "{text}");
        }
        let draft = Draft {
            text: "A 15-year-old girl (306) said: “We had no coal.”".to_owned(),
            ..Draft::default()
        };
        let found = claims(&draft, &Vocabulary::default());
        let who = found[0].attribution.as_ref().expect("somebody");
        assert_eq!(
            (who.respondent.as_deref(), who.ages.as_slice()),
            (Some("306"), &[15][..])
        );
    }

    #[test]
    fn the_next_cell_of_a_table_signs() {
        for text in [
            "| “We had no coal.” | 306, vulnerable child, female, 15 years |",
            "“We had no coal.”\t306, vulnerable child, female, 15 years",
            "| “We had no coal.” | 306 | vulnerable child | female | 15 |",
            "| 306, vulnerable child, female, 15 years | “We had no coal.” |",
            "| We had no coal. | 306, vulnerable child, female, 15 years |",
            "“We had no coal.” — Girl, 15, vulnerable child (306)",
        ] {
            assert_eq!(shown(text), ["306 [Female] [15]"], "{text}");
        }
    }

    #[test]
    fn one_bracket_may_sign_two_quotations_and_name_two() {
        assert_eq!(
            shown(
                "They had “no coal at all in winter” and “nobody who helped us” (both 306, vulnerable child, female, 15)."
            ),
            ["306 [Female] [15]", "306 [Female] [15]"]
        );
        assert_eq!(
            shown("“We had no coal.” (both respondents 12 and 14)"),
            [
                "12+14 [] [] (`(both respondents 12 and 14)` names several respondents, and not whose words these are)"
            ]
        );
    }

    #[test]
    fn a_bracket_that_nobody_closed_is_told_from_one_that_is_cut_in_two() {
        let wrong = |told: &str| format!("306 [Female] [15] (`{told}` is not closed)");
        for text in [
            "“We had no coal.” (306, vulnerable child, female, 15 years\n\nThe town (in the north) is old.",
            "“We had no coal.” (306, vulnerable child, female, 15 years\n\nThe town is 1) old and 2) cold.",
            "“We had no coal.” (306, vulnerable child, female, 15 years\n\n“We left.” (307, vulnerable child, male, 9)",
            "“We had no coal.” (306, vulnerable child, female, 15 years. The town (in the north) is old.",
            "“We had no coal.” (306, vulnerable child, female, 15 years",
        ] {
            assert_eq!(
                shown(text)[0],
                wrong("(306, vulnerable child, female, 15 years"),
                "{text}"
            );
        }
        assert_eq!(
            shown("“We had no coal.” [306, vulnerable child, female, 15\n\nThe end."),
            [wrong("[306, vulnerable child, female, 15")]
        );
        for text in [
            "“We had no coal.” (306, vulnerable\n\n57\n\nchild, female, 15 years)",
            "“We had no coal.” (306, vulnerable child, female, 15\n\n57\n\nyears)",
            "“We had no coal.” (306, vulnerable child,\n\nfemale, 15 years)",
        ] {
            assert_eq!(shown(text), ["306 [Female] [15]"], "{text}");
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_it_stumble(text in "(“|”|\"|«|»|‘|’|\\(|\\)|\\[|\\]|306|, |female|15|\n\n|\n> |— |¹|\\. |; | said | We had no coal|fifteen|летняя|respondent |and ){0,30}") {
            shown(&text);
        }
    }
}
