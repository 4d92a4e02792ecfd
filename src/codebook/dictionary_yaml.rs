//! Dictionaries in YAML, as quanteda writes them: maps are categories, lists and single words are
//! words. Read as a stream of events; references to other places are refused, so that a small file
//! stays small.

use saphyr_parser::{Event, Parser};

use super::dictionary::{Category, DEEPEST, wrong};
use super::error::CodebookError;

/// What stands open.
enum Open {
    /// A map of categories; the name that waits for its value.
    Map(Category, Option<String>),
    /// A list of words.
    List(Vec<String>),
}

/// Reads the categories with their words.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Category>, CodebookError> {
    let mut open: Vec<Open> = Vec::new();
    let mut done: Option<Category> = None;
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| wrong(file, error.marker().line(), error.info()))?;
        let line = span.start.line();
        match event {
            Event::MappingStart(..) => {
                if open.len() > DEEPEST {
                    return Err(wrong(file, line, "categories stand too deep in each other"));
                }
                let name = match open.last() {
                    None => String::new(),
                    Some(Open::Map(_, Some(name))) => name.clone(),
                    Some(Open::Map(_, None)) => {
                        return Err(wrong(file, line, "a name is a map, expected words"));
                    }
                    Some(Open::List(_)) => {
                        return Err(wrong(file, line, "a list holds a map, expected words only"));
                    }
                };
                let category = Category {
                    name,
                    ..Category::default()
                };
                open.push(Open::Map(category, None));
            }
            Event::MappingEnd => {
                if let Some(Open::Map(category, _)) = open.pop() {
                    match open.last_mut() {
                        Some(Open::Map(above, name)) => {
                            *name = None;
                            above.below.push(category);
                        }
                        Some(Open::List(_)) => {}
                        None => done = Some(category),
                    }
                }
            }
            Event::SequenceStart(..) => match open.last() {
                Some(Open::Map(_, Some(_))) => open.push(Open::List(Vec::new())),
                _ => {
                    return Err(wrong(
                        file,
                        line,
                        "a list stands alone, expected it under the name of a category",
                    ));
                }
            },
            Event::SequenceEnd => {
                if let Some(Open::List(words)) = open.pop() {
                    put(&mut open, words);
                }
            }
            Event::Scalar(word, ..) => match open.last_mut() {
                Some(Open::List(words)) => words.push(word.into_owned()),
                Some(Open::Map(_, waiting @ None)) => *waiting = Some(word.into_owned()),
                Some(Open::Map(..)) => {
                    // Several words may stand in one value, one after the other.
                    let words = word.split_whitespace().map(str::to_owned).collect();
                    put(&mut open, words);
                }
                None => {
                    return Err(wrong(
                        file,
                        line,
                        "it is one word, expected categories with words",
                    ));
                }
            },
            Event::Alias(_) => {
                return Err(wrong(
                    file,
                    line,
                    "it refers to another place (`*`), expected the words themselves",
                ));
            }
            _ => {}
        }
    }
    match done {
        Some(root) => Ok(root.below),
        None => Err(wrong(
            file,
            1,
            "nothing is in it, expected categories with words",
        )),
    }
}

/// Words as the value of the name that waits: a category without any below it.
fn put(open: &mut [Open], words: Vec<String>) {
    if let Some(Open::Map(above, name)) = open.last_mut() {
        let name = name.take().unwrap_or_default();
        above.below.push(Category {
            name,
            words,
            below: Vec::new(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_categories_and_lists_are_words() {
        let text = "Needs:\n  Food: [bread, 'no money']\n  Warmth:\n    - coal*\n    - \"теплый дом\"\nPeople: aunt uncle\n";
        let found = read("d.yml", text).expect("a dictionary");
        assert_eq!(found[0].below[0].words, ["bread", "no money"]);
        assert_eq!(found[0].below[1].words, ["coal*", "теплый дом"]);
        assert_eq!(
            (found[1].name.as_str(), &found[1].words[..]),
            ("People", &["aunt".to_owned(), "uncle".to_owned()][..])
        );
    }

    #[test]
    fn what_is_no_dictionary_is_refused_by_its_line() {
        for (text, why) in [
            (
                "a: &x [b]\nc: *x\n",
                "line 2 of `d.yml`: it refers to another place",
            ),
            ("- a\n- b\n", "line 1 of `d.yml`: a list stands alone"),
            ("a:\n  - b: c\n", "line 2 of `d.yml`: a list holds a map"),
            ("word", "line 1 of `d.yml`: it is one word"),
            ("", "line 1 of `d.yml`: nothing is in it"),
            ("a: [b\n", "line "),
        ] {
            let error = read("d.yml", text).expect_err(text).to_string();
            assert!(error.starts_with(why), "{error}");
        }
        let deep: String = (0..200)
            .map(|at| format!("{}a:\n", " ".repeat(at)))
            .collect();
        assert!(read("d.yml", &deep).is_err());
    }
}
