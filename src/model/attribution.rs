//! The bracket after a quote: a template filled with what is known about a respondent.
//!
//! `{respondent}` is the respondent's name, `{page}` the page that the words begin on in a source with
//! pages, any other name in braces is an attribute, `{age|age not
//! known}` gives words for a missing value. Without such words the part between two commas that a
//! missing value stands in is left out, so that no empty pair of commas is ever printed. `{{` and
//! `}}` are braces.

use super::respondent::Respondent;

/// What the page of a source is called.
const PAGE: &str = "page";

/// A template that has been understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    /// What stands before the first part, usually an opening bracket.
    open: String,
    parts: Vec<Vec<Piece>>,
    /// What stands after the last part.
    close: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Words(String),
    Value {
        name: String,
        missing: Option<String>,
    },
}

/// A template that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{template}` is not an attribution: at character {position}, {reason}")]
pub struct TemplateError {
    /// The template.
    pub template: String,
    /// Where, in characters from 1.
    pub position: usize,
    /// What is wrong and what was expected.
    pub reason: &'static str,
}

impl Template {
    /// Reads a template.
    pub fn parse(template: &str) -> Result<Self, TemplateError> {
        let wrong = |position: usize, reason| TemplateError {
            template: template.to_owned(),
            position: position + 1,
            reason,
        };
        let mut parts = vec![Vec::new()];
        let mut words = String::new();
        let mut letters = template.chars().enumerate().peekable();
        let flush = |words: &mut String, parts: &mut Vec<Vec<Piece>>| {
            if let (false, Some(part)) = (words.is_empty(), parts.last_mut()) {
                part.push(Piece::Words(std::mem::take(words)));
            }
        };
        while let Some((at, letter)) = letters.next() {
            match letter {
                '{' | '}' if letters.peek().is_some_and(|(_, next)| *next == letter) => {
                    letters.next();
                    words.push(letter);
                }
                '{' => {
                    flush(&mut words, &mut parts);
                    let mut inside = String::new();
                    loop {
                        match letters.next() {
                            Some((_, '}')) => break,
                            Some((at, '{')) => {
                                return Err(wrong(at, "expected `}` before another `{`"));
                            }
                            Some((_, letter)) => inside.push(letter),
                            None => return Err(wrong(at, "the brace is not closed, expected `}`")),
                        }
                    }
                    let (name, missing) = match inside.split_once('|') {
                        Some((name, missing)) => (name, Some(missing.to_owned())),
                        None => (inside.as_str(), None),
                    };
                    if name.trim().is_empty() {
                        return Err(wrong(at, "expected a name between the braces"));
                    }
                    let piece = Piece::Value {
                        name: name.trim().to_owned(),
                        missing,
                    };
                    if let Some(part) = parts.last_mut() {
                        part.push(piece);
                    }
                }
                '}' => {
                    return Err(wrong(
                        at,
                        "this brace was not opened, expected `}}` for a brace",
                    ));
                }
                ',' => {
                    flush(&mut words, &mut parts);
                    parts.push(Vec::new());
                }
                _ => words.push(letter),
            }
        }
        flush(&mut words, &mut parts);
        let (open, close) = frame(&mut parts);
        Ok(Self { open, parts, close })
    }

    /// Names of the attributes that the template asks for.
    pub fn attributes(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flatten().filter_map(|piece| match piece {
            Piece::Value { name, .. } if name != "respondent" && name != PAGE => {
                Some(name.as_str())
            }
            _ => None,
        })
    }

    /// The template as people write it, without the parts that these attributes stand in.
    pub fn without(&self, dropped: &[&str]) -> String {
        let braces = |words: &str| words.replace('{', "{{").replace('}', "}}");
        let is_kept = |part: &&Vec<Piece>| {
            let names = part.iter().filter_map(|piece| match piece {
                Piece::Value { name, .. } => Some(name.as_str()),
                Piece::Words(_) => None,
            });
            !names.into_iter().any(|it| dropped.contains(&it))
        };
        let written = |part: &Vec<Piece>| -> String {
            let piece = |piece: &Piece| match piece {
                Piece::Words(words) => braces(words),
                Piece::Value {
                    name,
                    missing: Some(words),
                } => format!("{{{name}|{words}}}"),
                Piece::Value {
                    name,
                    missing: None,
                } => format!("{{{name}}}"),
            };
            part.iter().map(piece).collect()
        };
        let parts: Vec<String> = self
            .parts
            .iter()
            .filter(is_kept)
            .map(|part| written(part).trim().to_owned())
            .collect();
        format!(
            "{}{}{}",
            braces(&self.open),
            parts.join(", "),
            braces(&self.close)
        )
    }

    /// The attribution of what `respondent` said; of an unknown respondent it says just that.
    pub fn fill(&self, respondent: Option<&Respondent>) -> String {
        self.fill_at(respondent, None)
    }

    /// The attribution of what stands on a page, for sources that have pages.
    pub fn fill_at(&self, respondent: Option<&Respondent>, page: Option<usize>) -> String {
        let value = |name: &str| match (name, respondent) {
            (PAGE, _) => page.map(|page| page.to_string()),
            ("respondent", Some(respondent)) => Some(respondent.name.clone()),
            ("respondent", None) => Some("respondent unknown".to_owned()),
            (name, respondent) => respondent?.value(name).map(ToString::to_string),
        };
        let parts: Vec<String> = self
            .parts
            .iter()
            .filter_map(|part| {
                let mut text = String::new();
                for piece in part {
                    match piece {
                        Piece::Words(words) => text.push_str(words),
                        Piece::Value { name, missing } => match (value(name), missing) {
                            (Some(value), _) => text.push_str(&value),
                            (None, Some(words)) if respondent.is_some() => text.push_str(words),
                            (None, _) => return None,
                        },
                    }
                }
                let text = text.trim();
                (!text.is_empty()).then(|| text.to_owned())
            })
            .collect();
        if parts.is_empty() {
            return String::new();
        }
        format!("{}{}{}", self.open, parts.join(", "), self.close)
    }
}

/// Takes the brackets off the first and the last part, so that they stay when the part goes.
fn frame(parts: &mut [Vec<Piece>]) -> (String, String) {
    let mut open = String::new();
    if let Some(Piece::Words(words)) = parts.first_mut().and_then(|part| part.first_mut()) {
        let rest = words
            .trim_start_matches(['(', '[', '–', '—', '-', ' '])
            .to_owned();
        open = words[..words.len() - rest.len()].to_owned();
        *words = rest;
    }
    let mut close = String::new();
    if let Some(Piece::Words(words)) = parts.last_mut().and_then(|part| part.last_mut()) {
        let rest = words.trim_end_matches([')', ']', '.']).to_owned();
        close = words[rest.len()..].to_owned();
        *words = rest;
    }
    (open, close)
}

#[cfg(test)]
mod tests {
    use super::super::id::Id;
    use super::super::respondent::Value;
    use super::super::settings::ATTRIBUTION;
    use super::*;
    use proptest::prelude::*;

    fn respondent(values: &[(&str, Value)]) -> Respondent {
        Respondent {
            id: Id::from_uuid(uuid::Uuid::nil()),
            name: "306".to_owned(),
            values: values
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
        }
    }

    fn text(words: &str) -> Value {
        Value::Text(words.to_owned())
    }

    #[test]
    fn pages_stand_where_there_are_any() {
        let template = Template::parse("({respondent}, {gender}, p. {page})").expect("template");
        assert_eq!(template.attributes().collect::<Vec<_>>(), ["gender"]);
        let who = respondent(&[("gender", text("female"))]);
        assert_eq!(template.fill_at(Some(&who), Some(4)), "(306, female, p. 4)");
        assert_eq!(template.fill_at(Some(&who), None), "(306, female)");
        assert_eq!(
            template.fill_at(None, Some(4)),
            "(respondent unknown, p. 4)"
        );
    }

    #[test]
    fn a_quote_is_attributed_as_the_report_does() {
        let all = [
            ("category", text("vulnerable child")),
            ("gender", text("female")),
            ("age", Value::Number(15.0)),
        ];
        let template = Template::parse(ATTRIBUTION).expect("template");
        assert_eq!(
            template.fill(Some(&respondent(&all))),
            "(306, vulnerable child, female, 15 years)"
        );
        assert_eq!(
            template.fill(Some(&respondent(&all[1..2]))),
            "(306, female)"
        );
        assert_eq!(template.fill(Some(&respondent(&[]))), "(306)");
        assert_eq!(template.fill(None), "(respondent unknown)");
    }

    #[test]
    fn a_template_may_have_words_for_what_is_missing() {
        let template =
            Template::parse("[{respondent}, {age|age not known}] {{x}}").expect("template");
        assert_eq!(
            template.fill(Some(&respondent(&[]))),
            "[306, age not known] {x}"
        );
    }

    #[test]
    fn a_template_without_an_attribute_is_the_same_bracket_with_less_in_it() {
        let template = Template::parse(ATTRIBUTION).expect("template");
        assert_eq!(template.without(&[]), ATTRIBUTION);
        assert_eq!(
            template.without(&["category", "age"]),
            "({respondent}, {gender})"
        );
        let odd = Template::parse("[{{{respondent}}}, {age|no age}]").expect("template");
        assert_eq!(odd.without(&[]), "[{{{respondent}}}, {age|no age}]");
    }

    #[test]
    fn a_template_that_cannot_be_understood_is_refused_with_the_place() {
        let place = |template| Template::parse(template).expect_err("wrong").position;
        assert_eq!(
            [place("({age"), place("a } b"), place("{}"), place("{a{b}")],
            [2, 3, 1, 3]
        );
    }

    proptest! {
        #[test]
        fn no_attribution_has_an_empty_part(known in proptest::collection::vec(any::<bool>(), 3), order in Just(["{category}", "{gender}", "{age} years", "{respondent}"]).prop_shuffle()) {
            let template = Template::parse(&format!("({})", order.join(", "))).expect("template");
            let all = [("category", text("a")), ("gender", text("b")), ("age", Value::Number(9.0))];
            let some: Vec<_> = all.into_iter().zip(known).filter(|(_, known)| *known).map(|(value, _)| value).collect();
            let filled = template.fill(Some(&respondent(&some)));
            prop_assert!(filled.starts_with('(') && filled.ends_with(')'), "{}", filled);
            prop_assert!(!filled.contains(", ,") && !filled.contains("(,") && !filled.contains(", )"), "{}", filled);
        }
    }
}
