//! A draft: the text of a report with what is known about its layout.

use crate::model::span::Span;

/// A report that is being audited, as plain text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Draft {
    /// The text, paragraphs parted by blank lines or, in plain text, as it stands. The lines of block
    /// quotes begin with `>`.
    pub text: String,
    /// How places in it are counted.
    pub counting: Counting,
}

/// How a reader finds a place in a draft.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Counting {
    /// By lines, as in an editor.
    #[default]
    Lines,
    /// By paragraphs, as in a word processor.
    Paragraphs,
}

impl Draft {
    /// The place of byte `at`, in words: `line 12`.
    pub fn place(&self, at: usize) -> String {
        let before = self.text.get(..at).unwrap_or(&self.text);
        match self.counting {
            Counting::Lines => format!("line {}", before.matches('\n').count() + 1),
            Counting::Paragraphs => {
                let whole = before
                    .split("\n\n")
                    .filter(|it| !it.trim().is_empty())
                    .count();
                let inside = !before.is_empty() && !before.ends_with("\n\n");
                format!("paragraph {}", whole + usize::from(!inside))
            }
        }
    }

    /// The paragraphs: what stands between blank lines, without the white space around it.
    pub fn paragraphs(&self) -> Vec<Span> {
        let mut found = Vec::new();
        let mut start = 0;
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let end = at + line.len();
            if line.trim().is_empty() {
                found.extend(self.trimmed(start, at));
                start = end;
            }
            at = end;
        }
        found.extend(self.trimmed(start, at));
        found
    }

    fn trimmed(&self, start: usize, end: usize) -> Option<Span> {
        Span { start, end }.trimmed(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_as_readers_count_them() {
        let text = "# One\n\nTwo\nand more.\n\nThree.\n".to_owned();
        let mut draft = Draft {
            text,
            ..Draft::default()
        };
        let at = draft.text.find("Three").expect("there");
        assert_eq!(draft.place(at), "line 6");
        assert_eq!(draft.place(0), "line 1");
        draft.counting = Counting::Paragraphs;
        assert_eq!(draft.place(at), "paragraph 3");
        assert_eq!(draft.place(0), "paragraph 1");
        assert_eq!(draft.place(8), "paragraph 2");
        let shown = draft
            .paragraphs()
            .iter()
            .map(|it| it.of(&draft.text))
            .collect::<Vec<_>>();
        assert_eq!(
            shown,
            [Some("# One"), Some("Two\nand more."), Some("Three.")]
        );
    }
}
