//! Yoshikoder's `.ykd`: XML with a `cnode` for each category and a `pnode` for each pattern.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::dictionary::{Category, DEEPEST, wrong};
use super::error::CodebookError;

/// Reads the categories with their words.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Category>, CodebookError> {
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Category> = vec![Category::default()];
    let mut dictionary = false;
    loop {
        let line = |reader: &Reader<&[u8]>| {
            let end = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
            let before = text.as_bytes().iter().take(end);
            before.filter(|byte| **byte == b'\n').count() + 1
        };
        let event = reader
            .read_event()
            .map_err(|error| wrong(file, line(&reader), &error.to_string()))?;
        match event {
            Event::Start(tag) | Event::Empty(tag) if tag.local_name().as_ref() == "pnode" => {
                let word = attribute(file, line(&reader), &tag, "name")?;
                if let Some(category) = open.last_mut() {
                    category.words.push(word);
                }
            }
            Event::Start(tag) if tag.local_name().as_ref() == "cnode" => {
                if open.len() > DEEPEST {
                    return Err(wrong(
                        file,
                        line(&reader),
                        "categories stand too deep in each other",
                    ));
                }
                open.push(Category {
                    name: attribute(file, line(&reader), &tag, "name")?,
                    ..Category::default()
                });
            }
            Event::Start(tag) if tag.local_name().as_ref() == "dictionary" => dictionary = true,
            Event::End(tag) if tag.local_name().as_ref() == "cnode" => {
                if let Some(done) = open.pop()
                    && let Some(above) = open.last_mut()
                {
                    above.below.push(done);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !dictionary || open.len() != 1 {
        return Err(wrong(
            file,
            1,
            "it is no Yoshikoder dictionary, expected `<dictionary>` with `<cnode>` in it",
        ));
    }
    let root = open.pop().unwrap_or_default();
    Ok(root.below)
}

fn attribute(
    file: &str,
    line: usize,
    tag: &BytesStart<'_>,
    name: &str,
) -> Result<String, CodebookError> {
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|error| wrong(file, line, &error.to_string()))?;
        if attribute.key.local_name().as_ref() == name {
            let value = quick_xml::escape::unescape(&attribute.value)
                .map_err(|error| wrong(file, line, &error.to_string()))?;
            return Ok(value.trim().to_owned());
        }
    }
    Err(wrong(
        file,
        line,
        &format!("a category or pattern has no `{name}`, expected one"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_become_categories_and_words() {
        let text = "<?xml version=\"1.0\"?>\n<dictionary style=\"050805\"><cnode name=\"Needs\"><cnode name=\"Food &amp; warmth\"><pnode name=\"bread\"/><pnode name=\"coal*\"></pnode></cnode><pnode name=\"no money\"/></cnode></dictionary>";
        let found = read("d.ykd", text).expect("a dictionary");
        assert_eq!(
            (found[0].name.as_str(), &found[0].words[..]),
            ("Needs", &["no money".to_owned()][..])
        );
        assert_eq!(found[0].below[0].name, "Food & warmth");
        assert_eq!(found[0].below[0].words, ["bread", "coal*"]);
    }

    #[test]
    fn other_xml_and_deep_xml_are_refused() {
        for text in [
            "<a/>",
            "<dictionary><cnode name=\"x\">",
            "<dictionary><cnode/></dictionary>x<cnode></dictionary>",
            "no xml",
        ] {
            assert!(read("d.ykd", text).is_err(), "{text}");
        }
        let deep = format!("<dictionary>{}", "<cnode name=\"x\">".repeat(100_000));
        assert!(
            read("d.ykd", &deep)
                .expect_err("deep")
                .to_string()
                .contains("too deep")
        );
    }
}
