//! WordStat's `.cat` and `.dic`: categories and words in one tree of tabs; a word has its weight in
//! brackets after it, a category has none.

use super::dictionary::{Category, wrong};
use super::dictionary_liwc::tree;
use super::error::CodebookError;

/// Reads the categories with their words.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Category>, CodebookError> {
    let mut flat: Vec<(usize, Category)> = Vec::new();
    for (line, number) in text.lines().zip(1..) {
        // Rules of nearness begin with `@`; they have no counterpart that would mean the same.
        let said = line.trim();
        if said.is_empty() || said.starts_with("//") {
            continue;
        }
        if said.starts_with('@') {
            return Err(wrong(
                file,
                number,
                &format!("`{said}` is a rule of nearness, expected words and categories only"),
            ));
        }
        let depth = line.chars().take_while(|it| it.is_whitespace()).count();
        let Some(word) = weighted(said) else {
            let category = Category {
                name: said.to_owned(),
                ..Category::default()
            };
            flat.push((depth, category));
            continue;
        };
        let above = flat.iter_mut().rev().find(|(above, _)| *above < depth);
        let Some((_, above)) = above else {
            return Err(wrong(
                file,
                number,
                &format!("the word `{word}` is in no category, expected one above it"),
            ));
        };
        above.words.push(word.to_owned());
    }
    Ok(tree(flat))
}

/// `POOR (1)` is the word `POOR`.
fn weighted(text: &str) -> Option<&str> {
    let (word, weight) = text.strip_suffix(')')?.rsplit_once('(')?;
    weight.trim().parse::<f64>().ok()?;
    Some(word.trim()).filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tabs_make_the_tree_and_weights_make_words() {
        let text = "NEEDS\n\tFOOD\n\t\tBREAD (1)\n\t\tNO_MONEY (1)\n\tWARMTH (home)\n\t\tCOAL* (0.5)\nPEOPLE\n\tAUNT (1)\n";
        let found = read("d.cat", text).expect("a dictionary");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].below[0].words, ["BREAD", "NO_MONEY"]);
        assert_eq!(found[0].below[1].name, "WARMTH (home)");
        assert_eq!(found[0].below[1].words, ["COAL*"]);
        assert_eq!(found[1].words, ["AUNT"]);
    }

    #[test]
    fn what_has_no_counterpart_is_refused_by_its_line() {
        let error = read("d.cat", "A\n\t@NEAR [x] (1)\n").expect_err("a rule");
        assert!(
            error.to_string().starts_with("line 2 of `d.cat`: `@NEAR"),
            "{error}"
        );
        let error = read("d.cat", "BREAD (1)\n").expect_err("alone");
        assert!(error.to_string().contains("is in no category"), "{error}");
    }
}
