//! From what a person types to a query.

use regex::RegexBuilder;

use super::query::{Bound, Field, Pattern, Query, QueryError, Relation, Slot, Test, Words};
use super::reader::Reader;
use crate::model::words::words;

/// Most letters that a fuzzy word may be away.
const FARTHEST: u8 = 2;
/// How deep parentheses may stand in each other.
const DEEPEST: usize = 100;
/// The size that a regular expression may compile to, in bytes.
const LARGEST_PATTERN: usize = 4 << 20;

/// Reads a query.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let mut reader = Reader::new(text);
    let query = reader.or()?;
    match reader.peek() {
        None => Ok(query),
        Some(_) => Err(reader.error("the end, `AND` or `OR`")),
    }
}

impl Reader {
    fn or(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.and()?];
        while self.keyword("OR") {
            parts.push(self.and()?);
        }
        Ok(one_or(parts, Query::Or))
    }

    fn and(&mut self) -> Result<Query, QueryError> {
        let mut parts = vec![self.not()?];
        loop {
            let and = self.keyword("AND");
            let ends = self.peek().is_none_or(|letter| letter == ')') || self.is_keyword("OR");
            if !and && ends {
                return Ok(one_or(parts, Query::And));
            }
            parts.push(self.not()?);
        }
    }

    fn not(&mut self) -> Result<Query, QueryError> {
        if !self.keyword("NOT") {
            return self.related();
        }
        self.deeper(|reader| Ok(Query::Not(Box::new(reader.not()?))))
    }

    fn related(&mut self) -> Result<Query, QueryError> {
        let mut left = self.part()?;
        while let Some(relation) = self.relation()? {
            let right = self.part()?;
            left = Query::Related(Box::new(left), relation, Box::new(right));
        }
        Ok(left)
    }

    fn relation(&mut self) -> Result<Option<Relation>, QueryError> {
        if self.keyword("OVERLAPS") {
            return Ok(Some(Relation::Overlaps));
        }
        if self.keyword("WITHIN") {
            return Ok(Some(Relation::Within));
        }
        let (word, end) = self.word_ahead();
        let Some(rest) = word.strip_prefix("BEFORE") else {
            return Ok(None);
        };
        let passages = match rest.strip_prefix('/') {
            None if rest.is_empty() => Some(usize::MAX),
            None => return Ok(None),
            Some(number) => number.parse().ok(),
        };
        let Some(passages) = passages else {
            self.at += "BEFORE/".len();
            return Err(self.error("a number of passages, as in `BEFORE/3`"));
        };
        self.at = end;
        Ok(Some(Relation::Before(passages)))
    }

    fn part(&mut self) -> Result<Query, QueryError> {
        self.blank();
        match self.peek() {
            Some('(') => self.deeper(|reader| {
                reader.at += 1;
                let query = reader.or()?;
                reader.expect(')', "`)`")?;
                Ok(query)
            }),
            Some('"' | '“' | '”' | '«' | '„') => self.phrase(),
            Some('/') => self.regex(),
            Some(letter) if letter != ')' => self.word(),
            _ => Err(self.error("a word, a `\"phrase\"`, a field such as `code:` or `(`")),
        }
    }

    fn word(&mut self) -> Result<Query, QueryError> {
        for keyword in ["AND", "OR", "OVERLAPS", "WITHIN"] {
            if self.is_keyword(keyword) {
                return Err(self.error(&format!("a word or a field before and after `{keyword}`")));
            }
        }
        let start = self.at;
        let raw =
            self.take_while(|letter| !letter.is_whitespace() && !"()\"“”«»„:".contains(letter));
        if self.peek() == Some(':') && is_name(&raw) {
            self.at += 1;
            return self.field(start, raw.to_lowercase());
        }
        if raw.is_empty() {
            return Err(self.error("a word, a `\"phrase\"` or a field such as `code:`"));
        }
        let (bare, slot): (&str, fn(String, u8) -> Slot) = match raw.rsplit_once('~') {
            Some((bare, letters)) => {
                let letters = if letters.is_empty() {
                    Some(1)
                } else {
                    letters.parse().ok()
                };
                let Some(letters) = letters.filter(|letters| (1..=FARTHEST).contains(letters))
                else {
                    self.at -= raw.chars().count() - bare.chars().count();
                    return Err(self.error("`~1` or `~2` after a word"));
                };
                let fuzzy: fn(String, u8) -> Slot = Slot::Fuzzy;
                return self.slots(start, bare, fuzzy, letters);
            }
            None => match raw.strip_suffix('*') {
                Some(bare) => (bare, |word, _| Slot::Prefix(word)),
                None => (raw.as_str(), |word, _| Slot::Forms(word)),
            },
        };
        self.slots(start, bare, slot, 0)
    }

    /// Words of `bare`, the last of which is as `last` says; the same again as Uzbek reads it, where
    /// that is another reading.
    fn slots(
        &mut self,
        start: usize,
        bare: &str,
        last: fn(String, u8) -> Slot,
        letters: u8,
    ) -> Result<Query, QueryError> {
        let read = |language| {
            let mut found: Vec<String> = words(bare, language).map(|word| word.folded).collect();
            let end = found.pop()?;
            let whole = !matches!(last(String::new(), letters), Slot::Forms(_));
            let slots = found
                .into_iter()
                .map(if whole { Slot::Exact } else { Slot::Forms });
            let slots = slots.chain([last(end, letters)]).collect();
            Some(Query::Words(Words {
                slots,
                near: None,
                hyphens: Vec::new(),
            }))
        };
        let readings: Vec<Query> = [read(None), read(Some("uz"))]
            .into_iter()
            .flatten()
            .collect();
        match readings.as_slice() {
            [] => {
                self.at = start;
                Err(self.error("a word with letters or digits"))
            }
            [one, other] if one != other => Ok(Query::Or(readings)),
            [one, ..] => Ok(one.clone()),
        }
    }

    fn phrase(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        let inner = self.quoted()?;
        let near = match self.peek() {
            Some('~') => {
                self.at += 1;
                let digits = self.take_while(|letter| letter.is_ascii_digit());
                let near = digits.parse().map_err(|_| {
                    self.error("how many words may stand between, as in `\"a b\"~3`")
                })?;
                Some(near)
            }
            _ => None,
        };
        let read = |language| {
            let slots: Vec<Slot> = words(&inner, language)
                .map(|word| match inner[word.span.end..].starts_with('*') {
                    true => Slot::Prefix(word.folded),
                    false => Slot::Exact(word.folded),
                })
                .collect();
            let spans: Vec<_> = words(&inner, language).map(|word| word.span).collect();
            let hyphens = (1..)
                .zip(spans.windows(2))
                .filter(|(_, pair)| is_hyphen(&inner[pair[0].end..pair[1].start]))
                .map(|(slot, _)| slot)
                .collect();
            (!slots.is_empty()).then_some(Query::Words(Words {
                slots,
                near,
                hyphens,
            }))
        };
        match (read(None), read(Some("uz"))) {
            (Some(one), Some(other)) if one != other => Ok(Query::Or(vec![one, other])),
            (Some(one), _) => Ok(one),
            _ => {
                self.at = start;
                Err(self.error("words between the quotation marks"))
            }
        }
    }

    fn regex(&mut self) -> Result<Query, QueryError> {
        let start = self.at;
        self.at += 1;
        let mut inner = String::new();
        loop {
            match self.next() {
                None => {
                    self.at = start;
                    return Err(self.error("a second `/` that ends the regular expression"));
                }
                Some('/') => break,
                Some('\\') if self.peek() == Some('/') => {
                    self.at += 1;
                    inner.push('/');
                }
                // Whatever follows a backslash is not the end.
                Some('\\') => {
                    inner.push('\\');
                    inner.extend(self.next());
                }
                Some(letter) => inner.push(letter),
            }
        }
        let pattern = RegexBuilder::new(&inner)
            .case_insensitive(true)
            .size_limit(LARGEST_PATTERN)
            .build();
        let pattern = pattern.map_err(|error| QueryError {
            at: start,
            expected: "a regular expression".to_owned(),
            found: format!("`/{inner}/`: {}", last_line(&error.to_string())),
            near: Vec::new(),
        })?;
        Ok(Query::Regex(Pattern(pattern)))
    }

    fn field(&mut self, at: usize, name: String) -> Result<Query, QueryError> {
        let field = |test| {
            Query::Field(Field {
                at,
                name: name.clone(),
                test,
            })
        };
        match self.peek() {
            Some('(') => self.deeper(|reader| {
                reader.at += 1;
                let mut parts = Vec::new();
                loop {
                    reader.blank();
                    parts.push(field(reader.test()?));
                    reader.blank();
                    if reader.peek() == Some(')') {
                        reader.at += 1;
                        return Ok(one_or(parts, Query::Or));
                    }
                    if !reader.keyword("OR") {
                        return Err(reader.error("`OR` or `)`"));
                    }
                }
            }),
            _ => Ok(field(self.test()?)),
        }
    }

    fn test(&mut self) -> Result<Test, QueryError> {
        match self.peek() {
            Some('"' | '“' | '”' | '«' | '„') => Ok(Test::Is(self.quoted()?)),
            Some('[' | '{') => self.range(),
            Some('>' | '<') => {
                let sign = self.next();
                let equal = self.peek() == Some('=');
                self.at += usize::from(equal);
                let value = self.value()?;
                let bound = if equal {
                    Bound::Included(value)
                } else {
                    Bound::Excluded(value)
                };
                Ok(match sign {
                    Some('>') => Test::Range(bound, Bound::Open),
                    _ => Test::Range(Bound::Open, bound),
                })
            }
            _ => {
                let value = self.value()?;
                Ok(match value.strip_suffix('*') {
                    Some("") => Test::Known,
                    Some(start) => Test::Begins(start.to_owned()),
                    None => Test::Is(value),
                })
            }
        }
    }

    fn range(&mut self) -> Result<Test, QueryError> {
        let open = self.next();
        let low = self.bound(open == Some('['))?;
        if !self.keyword("TO") {
            return Err(self.error("`TO`, as in `[10 TO 14]`"));
        }
        let value = self.range_value()?;
        self.blank();
        let included = match self.next() {
            Some(']') => true,
            Some('}') => false,
            _ => {
                self.at -= 1;
                return Err(self.error("`]`"));
            }
        };
        Ok(Test::Range(low, bound(value, included)))
    }

    fn bound(&mut self, included: bool) -> Result<Bound, QueryError> {
        Ok(bound(self.range_value()?, included))
    }

    fn deeper(
        &mut self,
        inner: impl FnOnce(&mut Self) -> Result<Query, QueryError>,
    ) -> Result<Query, QueryError> {
        if self.depth == DEEPEST {
            return Err(self.error("fewer parentheses within each other"));
        }
        self.depth += 1;
        let query = inner(self);
        self.depth -= 1;
        query
    }
}

fn one_or(mut parts: Vec<Query>, many: fn(Vec<Query>) -> Query) -> Query {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

fn bound(value: String, included: bool) -> Bound {
    match (value.as_str(), included) {
        ("*", _) => Bound::Open,
        (_, true) => Bound::Included(value),
        (_, false) => Bound::Excluded(value),
    }
}

/// Whether what stands between two words is a hyphen, in any of its forms.
pub fn is_hyphen(between: &str) -> bool {
    matches!(
        between,
        "-" | "\u{2010}" | "\u{2011}" | "\u{2013}" | "\u{2212}"
    )
}

/// Names of fields: letters, digits, `_`, `-` and `.`, beginning with a letter.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
        && word
            .chars()
            .all(|letter| letter.is_alphanumeric() || "_-.".contains(letter))
}

/// The library says what is wrong in its last line.
fn last_line(message: &str) -> &str {
    let line = message.lines().last().unwrap_or(message);
    line.strip_prefix("error: ").unwrap_or(line)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
