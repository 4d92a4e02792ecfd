//! What belongs to the page and not to the text: page numbers, running heads and captions that fall
//! between the lines of a paragraph when a text is taken from laid-out pages.

use std::collections::HashMap;

use crate::model::span::Span;

/// The longest running head, in characters.
const LONGEST: usize = 90;
/// How often a line must come again to be a running head.
const REPEATED: usize = 3;

/// Lines of `text` that belong to the page: those that hold only a number, those that come again and
/// again with other numbers, and the captions of figures and tables that cut a sentence in two.
pub fn furniture(text: &str) -> Vec<Span> {
    let mut at = 0;
    let lines: Vec<(Span, &str)> = text
        .split('\n')
        .map(|line| {
            let start = at;
            at += line.len() + 1;
            (
                Span {
                    start,
                    end: start + line.len(),
                },
                line.trim(),
            )
        })
        .collect();
    let mut seen: HashMap<String, usize> = HashMap::new();
    for (_, line) in lines.iter().filter(|(_, line)| is_short(line)) {
        *seen.entry(shape(line)).or_default() += 1;
    }
    let inside = |number: usize| {
        let (_, above) = lines[..number]
            .iter()
            .rev()
            .find(|(_, it)| !it.is_empty())?;
        let (_, below) = lines[number + 1..].iter().find(|(_, it)| !it.is_empty())?;
        let goes_on = above.ends_with(|it: char| it.is_alphanumeric() || matches!(it, ',' | '-'));
        let lower = below.starts_with(char::is_lowercase);
        Some(goes_on && lower)
    };
    (0..lines.len())
        .filter(|number| {
            let line = lines[*number].1;
            let number_only = !line.is_empty()
                && line.len() <= 9
                && line
                    .chars()
                    .all(|it| it.is_ascii_digit() || "-–— |".contains(it))
                && line.chars().any(|it| it.is_ascii_digit());
            let heads = || {
                is_short(line)
                    && seen[&shape(line)] >= REPEATED
                    && line.chars().any(char::is_alphabetic)
            };
            number_only || ((heads() || is_caption(line)) && inside(*number).unwrap_or(false))
        })
        .map(|number| lines[number].0)
        .collect()
}

fn is_short(line: &str) -> bool {
    !line.is_empty() && line.chars().count() <= LONGEST
}

/// The line without its numbers.
fn shape(line: &str) -> String {
    line.chars()
        .filter(|it| !it.is_ascii_digit())
        .flat_map(char::to_lowercase)
        .collect()
}

/// `Figure 3.2. Number of ..`, `Таблица 4`.
fn is_caption(line: &str) -> bool {
    let lower = line.to_lowercase();
    let named = [
        "figure",
        "table",
        "fig.",
        "chart",
        "рисунок",
        "рис.",
        "таблица",
        "табл.",
        "сурет",
        "кесте",
    ]
    .iter()
    .find_map(|name| lower.strip_prefix(name));
    named.is_some_and(|rest| {
        rest.trim_start()
            .starts_with(|it: char| it.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        furniture(text)
            .into_iter()
            .filter_map(|it| it.of(text))
            .collect()
    }

    #[test]
    fn numbers_heads_and_captions_between_lines_are_the_pages() {
        let text = "We left for the\n57\ntown that we had\n\nFigure 3.2. Why people move\nseen from the\nMOVES OF 2019\nhill, and the\nMOVES OF 2019\nroad to it was\nMOVES OF 2019\nlong.";
        assert_eq!(
            found(text),
            [
                "57",
                "Figure 3.2. Why people move",
                "MOVES OF 2019",
                "MOVES OF 2019",
                "MOVES OF 2019"
            ]
        );
    }

    #[test]
    fn lines_of_the_text_are_not() {
        let text = "Table 3 stood at the door.\nI was 17\nI was 17\nI was 17\nYes.";
        assert!(found(text).is_empty());
    }
}
