//! Words for groups of people as they are compared: one and many are the same word.

use super::attribution::squeezed;

/// What is left of a category when its words are singular and in one order: `trafficking victims`, `victim
/// of trafficking` and `Trafficking victim` are one.
pub fn category_key(words: &str) -> String {
    let lower = words.to_lowercase().replace('ё', "е");
    let mut all: Vec<String> = words_of(&lower).map(singular).collect();
    all.retain(|it| !["of", "the", "a", "an"].contains(&it.as_str()));
    all.sort_unstable();
    all.join(" ")
}

/// What is left of it when a line end may have parted its words, which then keep their order.
pub fn broken_key(words: &str) -> String {
    let all: String = words_of(&words.to_lowercase().replace('ё', "е"))
        .map(singular)
        .collect();
    singular(&squeezed(&all))
}

/// Whether two ways to write a category are of one.
pub fn is_same(one: &str, other: &str) -> bool {
    category_key(one) == category_key(other) || broken_key(one) == broken_key(other)
}

fn words_of(text: &str) -> impl Iterator<Item = &str> {
    text.split(|it: char| !it.is_alphanumeric())
        .filter(|it| !it.is_empty())
}

fn singular(word: &str) -> String {
    if word.is_ascii() {
        return english(word);
    }
    match word {
        "дети" | "детей" | "детям" | "детьми" | "детях" | "ребенка" | "ребенку" | "ребенком" =>
        {
            return "ребенок".to_owned();
        }
        "люди" | "людей" | "людям" | "людьми" | "человека" => {
            return "человек".to_owned();
        }
        "ребенок" | "человек" => return word.to_owned(),
        _ => {}
    }
    let mut stem = word;
    for endings in [KAZAKH, RUSSIAN] {
        let ending = endings.iter().find(|ending| {
            let rest = stem.strip_suffix(**ending);
            rest.is_some_and(|rest| rest.chars().count() >= 4)
        });
        stem = ending.and_then(|it| stem.strip_suffix(it)).unwrap_or(stem);
    }
    stem.to_owned()
}

fn english(word: &str) -> String {
    let with = |end: &str, one: &str| word.strip_suffix(end).map(|stem| format!("{stem}{one}"));
    if let Some(one) = with("children", "child")
        .or_else(|| with("women", "woman"))
        .or_else(|| with("men", "man"))
        .or_else(|| with("people", "person"))
    {
        return one;
    }
    let plain = word.len() > 3 && !["ss", "us", "is"].iter().any(|it| word.ends_with(it));
    let hissing = ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|it| word.ends_with(it));
    let stem = match plain {
        true if word.len() > 4 && word.ends_with("ies") => with("ies", "y"),
        true if hissing => with("es", ""),
        true => with("s", ""),
        false => None,
    };
    stem.unwrap_or_else(|| word.to_owned())
}

/// Endings of the plural.
const KAZAKH: &[&str] = &["лар", "лер", "дар", "дер", "тар", "тер"];

/// Endings of nouns and adjectives, the longer first.
const RUSSIAN: &[&str] = &[
    "ами", "ями", "ого", "его", "ому", "ему", "ыми", "ими", "ов", "ев", "ей", "ам", "ям", "ах",
    "ях", "ых", "их", "ым", "им", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ую", "юю",
    "ом", "ем", "а", "е", "и", "о", "у", "ы", "э", "ю", "я", "й", "ь",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_and_many_are_the_same_category_and_others_are_not() {
        for (one, many) in [
            ("trafficking victim", "Trafficking victims"),
            ("trafficking victim", "victims of trafficking"),
            ("victim of trafficking", "victims of trafficking"),
            ("vulnerable child", "vulnerable children"),
            ("sex worker", "sex workers"),
            ("single woman", "single women"),
            ("refugee family", "refugee families"),
            ("жертва торговли людьми", "жертвы торговли людьми"),
            ("уязвимый ребёнок", "уязвимые дети"),
            ("сезонный рабочий", "сезонные рабочие"),
            ("мигрант", "мигрантов"),
            ("бала", "балалар"),
        ] {
            assert_eq!(category_key(one), category_key(many), "{one} {many}");
        }
        for (one, many) in [
            ("trafficking victim", "traf-\nficking vic-\ntims"),
            ("vulnerable child", "vulner-\nable chil-\ndren"),
        ] {
            assert_eq!(broken_key(one), broken_key(many), "{one} {many}");
        }
        for (one, other) in [
            ("trafficking victim", "trafficked child"),
            ("sex worker", "seasonal worker"),
            ("homeless", "homeles"),
            ("уязвимый ребенок", "уязвимая женщина"),
        ] {
            assert_ne!(category_key(one), category_key(other), "{one} {other}");
        }
    }
}
