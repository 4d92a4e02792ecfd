//! XML as a tree of elements with bounded depth and size. Elements and attributes go by their local
//! names, whatever their namespace; entities of the document's own are refused.

use std::collections::BTreeSet;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesRef, BytesStart, Event};

/// How deep the XML may be nested. Word processors and coding programs stay far below.
pub const DEEPEST: usize = 400;
/// How many elements and attributes a tree may have: some 100,000 codings.
const MOST: usize = 1_500_000;
/// How many different names elements and attributes may have. REFI-QDA has a hundred.
const MOST_NAMES: usize = 1_000;

/// Why XML was not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("its XML {0}")]
pub struct XmlError(String);

/// One element with everything in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// Name without prefix.
    pub name: Arc<str>,
    attributes: Vec<(Arc<str>, Box<str>)>,
    /// Elements in it, in the order of the document.
    pub children: Vec<Element>,
    /// Its own words, those of its children not counted; line ends are LF.
    pub words: String,
}

impl Element {
    /// An attribute by its local name. Line breaks in it are as written in the file.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(it, _)| **it == *name);
        found.map(|(_, value)| value.as_ref())
    }

    /// Local names of its attributes, in the order of the document.
    pub fn attribute_names(&self) -> impl Iterator<Item = &str> {
        self.attributes.iter().map(|(name, _)| name.as_ref())
    }

    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| *child.name == *name)
    }

    /// All children of this name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children
            .iter()
            .filter(move |child| *child.name == *name)
    }
}

/// The root element of a document.
pub fn tree(xml: &str) -> Result<Element, XmlError> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut growing = Growing::default();
    loop {
        let event = reader.read_event().map_err(|error| {
            let at = reader.buffer_position();
            XmlError(format!("cannot be read at byte {at}: {error}"))
        })?;
        match event {
            Event::Start(tag) => {
                let element = growing.element(&tag)?;
                growing.open.push(element);
                if growing.open.len() > DEEPEST {
                    return Err(XmlError(format!("is nested deeper than {DEEPEST} levels")));
                }
            }
            Event::Empty(tag) => {
                let element = growing.element(&tag)?;
                growing.put(element);
            }
            Event::End(_) => {
                if let Some(element) = growing.open.pop() {
                    growing.put(element);
                }
            }
            Event::Text(words) => growing.say(&words.xml10_content()),
            Event::CData(words) => growing.say(&words.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = reference(&name).ok_or_else(|| {
                    XmlError(format!("uses the entity `{}`, expected none", &*name))
                })?;
                growing.say(letter.encode_utf8(&mut [0; 4]));
            }
            Event::DocType(_) => {
                return Err(XmlError("declares entities, expected none".to_owned()));
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    match growing.root {
        Some(root) if growing.open.is_empty() => Ok(root),
        Some(_) | None => Err(XmlError("ends before its last element does".to_owned())),
    }
}

/// The tree so far.
#[derive(Default)]
struct Growing {
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
    names: BTreeSet<Arc<str>>,
}

impl Growing {
    fn element(&mut self, tag: &BytesStart<'_>) -> Result<Element, XmlError> {
        let name = self.name(tag.local_name().as_ref())?;
        let mut attributes = Vec::new();
        for attribute in tag.attributes() {
            let attribute = attribute.map_err(|error| XmlError(format!("has {error}")))?;
            let value =
                unescape(&attribute.value).map_err(|error| XmlError(format!("has {error}")))?;
            let value = value.replace("\r\n", "\n");
            let key = self.name(attribute.key.local_name().as_ref())?;
            attributes.push((key, value.into_boxed_str()));
        }
        Ok(Element {
            name,
            attributes,
            children: Vec::new(),
            words: String::new(),
        })
    }

    fn name(&mut self, name: &str) -> Result<Arc<str>, XmlError> {
        self.count += 1;
        if self.count > MOST {
            let why = format!("has more than {MOST} elements and attributes");
            return Err(XmlError(why));
        }
        if let Some(known) = self.names.get(name) {
            return Ok(known.clone());
        }
        if self.names.len() == MOST_NAMES {
            let why = format!("has more than {MOST_NAMES} names of elements and attributes");
            return Err(XmlError(why));
        }
        let fresh: Arc<str> = name.into();
        self.names.insert(fresh.clone());
        Ok(fresh)
    }

    fn say(&mut self, words: &str) {
        if let Some(element) = self.open.last_mut() {
            element.words.push_str(words);
        }
    }

    fn put(&mut self, mut element: Element) {
        // White space between elements is layout.
        if !element.children.is_empty() && element.words.trim().is_empty() {
            element.words = String::new();
        }
        match self.open.last_mut() {
            Some(above) => above.children.push(element),
            None => _ = self.root.get_or_insert(element),
        }
    }
}

/// A character reference or one of XML's own five names; no others can exist without a DOCTYPE.
pub fn reference(name: &BytesRef<'_>) -> Option<char> {
    let letter = name.resolve_char_ref().ok().flatten();
    letter.or_else(|| resolve_predefined_entity(name)?.chars().next())
}

/// Words as they stand in an attribute or between tags, line breaks and tabs included; what XML 1.0
/// cannot hold (2.2) becomes U+FFFD.
pub fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push_str("&#10;"),
            '\r' => out.push_str("&#13;"),
            '\t' => out.push_str("&#9;"),
            other if is_held(other) => out.push(other),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// Whether XML 1.0 can hold a character (2.2).
pub(super) fn is_held(letter: char) -> bool {
    match letter {
        '\t' | '\n' | '\r' => true,
        '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_go_by_local_names_and_line_breaks_in_attributes_stay() {
        let xml = "\u{feff}<?xml version='1.0'?><q:a xmlns:q='u' n='1 &amp; 2\nx'><!-- no --><b>one<![CDATA[ <two>]]></b>\n <b/></q:a>";
        let root = tree(xml).expect("tree");
        assert_eq!((&*root.name, root.get("n")), ("a", Some("1 & 2\nx")));
        assert_eq!(root.words, "");
        let words: Vec<_> = root.all("b").map(|it| it.words.as_str()).collect();
        assert_eq!(words, ["one <two>", ""]);
    }

    #[test]
    fn what_is_escaped_reads_as_it_was() {
        let words = "a \"b\" <c> & 'd'\n\te\u{2028}";
        let xml = format!("<a n=\"{0}\">{0}</a>", escaped(words));
        let root = tree(&xml).expect("tree");
        assert_eq!((root.get("n"), root.words.as_str()), (Some(words), words));
        assert_eq!(escaped("\u{1}"), "\u{fffd}");
    }

    #[test]
    fn hostile_xml_is_refused() {
        for (xml, why) in [
            ("<a>".repeat(500), "deeper"),
            (
                "<!DOCTYPE a [<!ENTITY b 'bb'>]><a>&b;</a>".to_owned(),
                "declares",
            ),
            ("<a>&b;</a>".to_owned(), "entity"),
            ("<a><b></a>".to_owned(), "cannot be read"),
            ("<a>".to_owned(), "ends before"),
            (String::new(), "ends before"),
            (format!("<a>{}</a>", "<b/>".repeat(MOST)), "more than"),
            (
                (0..1100).map(|at| format!("<n{at}/>")).collect(),
                "names of elements",
            ),
        ] {
            let said = tree(&xml).expect_err(why).to_string();
            assert!(said.contains(why), "{said}");
        }
    }
}
