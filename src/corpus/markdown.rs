//! Markdown and plain text: as they stand, without the lines of front matter at the top.

use std::collections::BTreeMap;

use super::note::Note;

/// Takes `name: value` lines between two lines of three hyphens off the top of `text`.
pub fn front_matter(text: String, encoding: String) -> Note {
    let mut note = Note {
        text,
        encoding,
        front_matter: BTreeMap::new(),
        remarks: Vec::new(),
        ..Note::default()
    };
    let Some(rest) = note.text.strip_prefix("---\n") else {
        return note;
    };
    let Some((head, body)) = rest.split_once("\n---\n") else {
        return note;
    };
    let pairs: Option<BTreeMap<_, _>> = head
        .lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((
                name.trim().to_lowercase(),
                value.trim().trim_matches(['"', '\'']).to_owned(),
            ))
        })
        .collect();
    // Three hyphens may also be a ruled line; then all of it is text.
    if let Some(pairs) = pairs {
        note.front_matter = pairs;
        note.text = body.trim_start_matches('\n').to_owned();
    }
    note
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_taken_off_and_a_ruled_line_is_not() {
        let note = front_matter(
            "---\nRespondent: 214\nlanguage: \"en\"\n---\n\n# Talk\n".to_owned(),
            "UTF-8".to_owned(),
        );
        assert_eq!(note.front_matter["respondent"], "214");
        assert_eq!(note.front_matter["language"], "en");
        assert_eq!(note.text, "# Talk\n");
        let ruled = "---\nA sentence.\n---\nMore.";
        assert_eq!(
            front_matter(ruled.to_owned(), "UTF-8".to_owned()).text,
            ruled
        );
    }
}
