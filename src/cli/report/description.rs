//! What a report shall hold, as people write it: a TOML file of sections, whose contents are commands
//! in the very words of the command line.

use anyhow::{Context as _, bail};
use serde::Deserialize;

/// A whole report.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Description {
    /// Its title.
    #[serde(default)]
    pub(super) title: String,
    /// Words before the first section; an empty line ends a paragraph.
    #[serde(default)]
    pub(super) text: String,
    /// Whether it ends with how it came about.
    #[serde(default = "yes")]
    pub(super) methods: bool,
    /// The sections, in order.
    #[serde(default)]
    pub(super) section: Vec<Section>,
}

/// One section.
#[derive(Debug, Clone, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    /// Its heading.
    pub(super) title: String,
    /// 1 for a section, 2 for one below it.
    #[serde(default = "one")]
    pub(super) level: u8,
    /// The writer's words; an empty line ends a paragraph.
    #[serde(default)]
    pub(super) text: String,
    /// Commands whose answers stand here, in order, such as `quotes --code push/poverty --pick 3`.
    #[serde(default)]
    pub(super) content: Vec<String>,
}

fn yes() -> bool {
    true
}

fn one() -> u8 {
    1
}

impl Description {
    /// Reads a description; says where it is wrong.
    pub(super) fn parse(text: &str) -> anyhow::Result<Self> {
        let description: Self = toml::from_str(text).context(
            "expected `title`, `text`, `methods` and `[[section]]` with `title`, `text`, `content`",
        )?;
        for section in &description.section {
            if !(1..=3).contains(&section.level) {
                bail!(
                    "section `{}` is of level {}, expected 1 to 3",
                    section.title,
                    section.level
                );
            }
        }
        Ok(description)
    }
}

/// The words of a command as a shell would part them: at spaces, but not between quotation marks of
/// either kind.
pub(super) fn words(command: &str) -> anyhow::Result<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut inside = None;
    for letter in command.chars() {
        match (inside, letter) {
            (Some(mark), letter) if letter == mark => inside = None,
            (Some(_), letter) => word.get_or_insert_default().push(letter),
            (None, '\'' | '"') => {
                inside = Some(letter);
                word.get_or_insert_default();
            }
            (None, letter) if letter.is_whitespace() => words.extend(word.take()),
            (None, letter) => word.get_or_insert_default().push(letter),
        }
    }
    if let Some(mark) = inside {
        bail!("a quotation mark is not closed, expected another `{mark}`");
    }
    words.extend(word);
    Ok(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_a_shell_does() {
        let parted = words(r#"quotes  --where 'category:"vulnerable child"' "" --pick 3"#);
        assert_eq!(
            parted.expect("words"),
            [
                "quotes",
                "--where",
                r#"category:"vulnerable child""#,
                "",
                "--pick",
                "3"
            ]
        );
        let open = words("quotes 'coal").expect_err("open").to_string();
        assert_eq!(open, "a quotation mark is not closed, expected another `'`");
    }

    #[test]
    fn a_description_says_what_it_does_not_understand() {
        let good = Description::parse("title = \"T\"\n[[section]]\ntitle = \"S\"\n").expect("good");
        assert!(good.methods);
        assert_eq!(good.section[0].level, 1);
        let bad = Description::parse("[[section]]\ntitle = \"S\"\nquots = []\n");
        assert!(format!("{:#}", bad.expect_err("bad")).contains("quots"));
        let deep = Description::parse("[[section]]\ntitle = \"S\"\nlevel = 7\n");
        let deep = deep.expect_err("deep").to_string();
        assert_eq!(deep, "section `S` is of level 7, expected 1 to 3");
    }
}
