//! XML for other programs: indented, every value escaped, an element without content closed in place.

use super::xml::{escaped, is_held};

/// A document in the making.
#[derive(Debug)]
pub struct XmlWriter {
    out: String,
    depth: usize,
    replaced: usize,
}

/// What begins every document: UTF-8 without byte order mark.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\" standalone=\"yes\"?>";

impl Default for XmlWriter {
    fn default() -> Self {
        Self {
            out: DECLARATION.to_owned(),
            depth: 0,
            replaced: 0,
        }
    }
}

impl XmlWriter {
    /// An element with its attributes (those without a value are left out) and what `inside` writes.
    pub fn element(
        &mut self,
        name: &str,
        attributes: &[(&str, Option<String>)],
        inside: impl FnOnce(&mut Self),
    ) {
        self.open(name, attributes);
        let begun = self.out.len();
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        if self.out.len() == begun {
            self.out.insert(begun - 1, '/');
            return;
        }
        self.line();
        self.out.push_str(&format!("</{name}>"));
    }

    /// A container that is left out when nothing is written into it.
    pub fn container(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        let before = self.out.len();
        self.open(name, &[]);
        let begun = self.out.len();
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        if self.out.len() == begun {
            self.out.truncate(before);
            return;
        }
        self.line();
        self.out.push_str(&format!("</{name}>"));
    }

    /// An element without content.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, Option<String>)]) {
        self.element(name, attributes, |_| {});
    }

    /// An element that holds words.
    pub fn words(&mut self, name: &str, words: &str) {
        self.open(name, &[]);
        self.say(words);
        self.out.push_str(&format!("</{name}>"));
    }

    /// The document, which ends with a line end, and how many characters XML could not hold.
    pub fn finish(mut self) -> (String, usize) {
        self.out.push('\n');
        (self.out, self.replaced)
    }

    fn open(&mut self, name: &str, attributes: &[(&str, Option<String>)]) {
        self.line();
        self.out.push_str(&format!("<{name}"));
        for (name, value) in attributes {
            if let Some(value) = value {
                self.out
                    .push_str(&format!(" {name}=\"{}\"", escaped(value)));
            }
        }
        self.out.push('>');
    }

    fn say(&mut self, words: &str) {
        self.replaced += words.chars().filter(|it| !is_held(*it)).count();
        self.out.push_str(&escaped(words));
    }

    fn line(&mut self) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', 2 * self.depth));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_close_in_place_and_empty_containers_stay_out() {
        let mut xml = XmlWriter::default();
        xml.element(
            "a",
            &[("x", Some("1 < 2".to_owned())), ("y", None)],
            |xml| {
                xml.container("none", |_| {});
                xml.container("some", |xml| xml.empty("b", &[]));
                xml.words("c", " d\n");
            },
        );
        let expected = format!(
            "{DECLARATION}\n<a x=\"1 &lt; 2\">\n  <some>\n    <b/>\n  </some>\n  <c> d&#10;</c>\n</a>\n"
        );
        assert_eq!(xml.finish(), (expected, 0));
    }
}
