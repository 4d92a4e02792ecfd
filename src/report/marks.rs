//! Quotation marks, as each language prints them (CLDR, delimiters).

use super::{QuoteBlock, Setting};
use crate::model::rendering::Mark;

/// Opening and closing marks, outer and inner.
type Marks = [&'static str; 4];

const ENGLISH: Marks = ["“", "”", "‘", "’"];
const ANGLED: Marks = ["«", "»", "“", "”"];
const RUSSIAN: Marks = ["«", "»", "„", "“"];
const GERMAN: Marks = ["„", "“", "‚", "‘"];

fn marks(language: Option<&str>) -> Marks {
    match language.unwrap_or("en").split('-').next().unwrap_or("en") {
        "ru" | "uk" | "be" | "ky" | "tg" => RUSSIAN,
        "kk" | "ar" | "fa" | "fr" | "es" | "it" | "pt" | "no" | "hy" | "el" | "az" => ANGLED,
        "de" | "cs" | "sk" | "bg" | "lt" | "is" | "ka" => GERMAN,
        _ => ENGLISH,
    }
}

/// The words of a quotation in its quotation marks, in parts: what is marked as left out or put in, and
/// what is not. Where the words hold the very marks that stand around them, they become the inner ones,
/// so that nobody takes the end of a quotation inside for the end of it all.
pub fn parts(quote: &QuoteBlock) -> Vec<(String, Option<Mark>)> {
    let own = marks(quote.language.as_deref());
    let [open, close, inner_open, inner_close] = match &quote.quotation {
        Some(it) => [&it.outer.0, &it.outer.1, &it.inner.0, &it.inner.1].map(String::as_str),
        None => own,
    };
    let is_block = quote.setting == Setting::Block;
    let words = |part: &str| match is_block {
        true => part.to_owned(),
        false => part.replace(open, inner_open).replace(close, inner_close),
    };
    let mut parts = Vec::new();
    let mut at = 0;
    for (start, end, mark) in &quote.marks {
        parts.push((words(&quote.text[at..*start]), None));
        parts.push((words(&quote.text[*start..*end]), Some(*mark)));
        at = *end;
    }
    parts.push((words(&quote.text[at..]), None));
    if !is_block {
        parts.insert(0, (open.to_owned(), None));
        parts.push((close.to_owned(), None));
    }
    // Letters of one kind are one part.
    let mut joined: Vec<(String, Option<Mark>)> = Vec::new();
    for (part, mark) in parts.into_iter().filter(|it| !it.0.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.1 == mark => last.0.push_str(&part),
            _ => joined.push((part, mark)),
        }
    }
    joined
}

/// The words of a quotation on paper that knows neither lines through words nor under them: what is left
/// out stands in `{-` and `-}`, what is put in in `{+` and `+}`.
pub fn plain(quote: &QuoteBlock) -> String {
    let part = |(text, mark): (String, Option<Mark>)| match mark {
        None => text,
        Some(Mark::LeftOut) => format!("{{-{text}-}}"),
        Some(Mark::PutIn) => format!("{{+{text}+}}"),
    };
    parts(quote).into_iter().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_has_marks_of_its_own_and_block_quotes_have_none() {
        let mut quote = QuoteBlock {
            text: "He said ‘no’ and left home.".to_owned(),
            marks: vec![(8, 16, Mark::LeftOut), (21, 25, Mark::PutIn)],
            quotation: "‘ ’ “ ”".to_owned().try_into().ok(),
            ..QuoteBlock::default()
        };
        assert_eq!(plain(&quote), "‘He said {-“no”-} and {+left+} home.’");
        quote.setting = Setting::Block;
        quote.marks.clear();
        assert_eq!(plain(&quote), "He said ‘no’ and left home.");
    }

    #[test]
    fn every_language_has_its_marks_and_inner_ones_differ() {
        for (text, language, expected) in [
            ("He said “no” and left.", None, "“He said ‘no’ and left.”"),
            ("Мама сказала: «Иди».", Some("ru"), "«Мама сказала: „Иди“.»"),
            ("Үйге қайттым.", Some("kk"), "«Үйге қайттым.»"),
            ("Ich ging.", Some("de-AT"), "„Ich ging.“"),
        ] {
            let quote = QuoteBlock {
                text: text.to_owned(),
                language: language.map(str::to_owned),
                ..QuoteBlock::default()
            };
            assert_eq!(plain(&quote), expected);
        }
    }
}
