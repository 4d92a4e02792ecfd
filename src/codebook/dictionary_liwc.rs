//! LIWC's `.dic`: categories with numbers between two lines of `%`, indented where they are below
//! another; then a word in each line with the numbers of its categories.

use std::collections::BTreeMap;

use super::dictionary::{Category, DEEPEST, wrong};
use super::error::CodebookError;

/// Reads the categories with their words.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Category>, CodebookError> {
    let mut lines = text
        .lines()
        .zip(1..)
        .filter(|(line, _)| !line.trim().is_empty());
    // The first line is the mark that brought the file here.
    lines.next();
    let mut found: Vec<(usize, Category)> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut closed = false;
    for (line, number) in lines.by_ref() {
        if line.trim() == "%" {
            closed = true;
            break;
        }
        let (id, name) = line.trim().split_once(char::is_whitespace).ok_or_else(|| {
            wrong(
                file,
                number,
                &format!(
                    "`{}` is no category, expected a number and a name",
                    line.trim()
                ),
            )
        })?;
        if !is_number(id) {
            return Err(wrong(
                file,
                number,
                &format!("`{id}` is not a number of a category, expected digits"),
            ));
        }
        let depth = line.chars().take_while(|it| it.is_whitespace()).count();
        let category = Category {
            name: name.trim().to_owned(),
            ..Category::default()
        };
        if places.insert(id, found.len()).is_some() {
            return Err(wrong(
                file,
                number,
                &format!("category `{id}` is there twice, expected every number once"),
            ));
        }
        found.push((depth, category));
    }
    if !closed {
        return Err(wrong(
            file,
            1,
            "the list of categories has no end, expected a second line with `%`",
        ));
    }
    for (line, number) in lines {
        let line = line.trim();
        let parts = line
            .split_once('\t')
            .or_else(|| line.split_once(char::is_whitespace));
        let Some((word, ids)) = parts else {
            return Err(wrong(
                file,
                number,
                &format!("`{line}` names no category, expected a word and numbers"),
            ));
        };
        for id in ids.split_whitespace() {
            let place = places.get(id);
            let place = place.ok_or_else(|| {
                wrong(
                    file,
                    number,
                    &format!(
                        "`{id}` is not a category of this file, expected a number from its head"
                    ),
                )
            })?;
            found[*place].1.words.push(word.trim().to_owned());
        }
    }
    Ok(tree(found))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|it| it.is_ascii_digit())
}

/// A category is below the nearest one before it that is indented less.
pub(super) fn tree(flat: Vec<(usize, Category)>) -> Vec<Category> {
    let mut open: Vec<(usize, Category)> = Vec::new();
    let mut done = Vec::new();
    let close = |open: &mut Vec<(usize, Category)>, done: &mut Vec<Category>| {
        if let Some((_, category)) = open.pop() {
            match open.last_mut() {
                Some((_, above)) => above.below.push(category),
                None => done.push(category),
            }
        }
    };
    for (depth, category) in flat {
        while open.last().is_some_and(|(above, _)| *above >= depth) || open.len() > DEEPEST {
            close(&mut open, &mut done);
        }
        open.push((depth, category));
    }
    while !open.is_empty() {
        close(&mut open, &mut done);
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "%\n1\tNeeds\n\t2\tFood\n\t3\tWarmth (home)\n4\tPeople\n%\nbread\t1 2\ncoal*\t1\t3\nno money\t1\naunt\t4\n";

    #[test]
    fn words_stand_in_all_their_categories() {
        let found = read("d.dic", TEXT).expect("a dictionary");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].words, ["bread", "coal*", "no money"]);
        let below: Vec<_> = found[0]
            .below
            .iter()
            .map(|it| (it.name.as_str(), it.words.len()))
            .collect();
        assert_eq!(below, [("Food", 1), ("Warmth (home)", 1)]);
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (from, to, why) in [
            (
                "aunt\t4",
                "aunt\t9",
                "line 10 of `d.dic`: `9` is not a category",
            ),
            (
                "aunt\t4",
                "aunt",
                "line 10 of `d.dic`: `aunt` names no category",
            ),
            ("4\tPeople", "4", "line 5 of `d.dic`: `4` is no category"),
            (
                "4\tPeople",
                "x\tPeople",
                "line 5 of `d.dic`: `x` is not a number",
            ),
            (
                "4\tPeople",
                "1\tPeople",
                "line 5 of `d.dic`: category `1` is there twice",
            ),
            (
                "\n%\nbread",
                "\nbread",
                "line 6 of `d.dic`: `bread` is not a number",
            ),
        ] {
            let error = read("d.dic", &TEXT.replace(from, to))
                .expect_err(why)
                .to_string();
            assert!(error.starts_with(why), "{error}");
        }
    }
}
