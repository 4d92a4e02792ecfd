//! What readers marked in a PDF becomes codings: a short comment names codes, a long one is a memo.

use std::collections::HashSet;

use super::codings::FreshNames;
use super::{Importing, Told, count};
use crate::corpus::pdf::Highlight;
use crate::model::coding::Coding;
use crate::model::hash::Hash;
use crate::model::memo::{Memo, Thing};
use crate::model::operation::Change;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::project::{ProjectError, fresh, now};

/// The code of marks whose comment names none.
const MARKED: &str = "highlight";
/// The longest name of a code, in characters.
const NAME: usize = 60;

impl Importing<'_> {
    /// Takes the marks on a source. Those that are there already are left alone.
    pub(super) fn highlights(
        &mut self,
        source: &Source,
        text: &str,
        highlights: &[Highlight],
        told: &mut Vec<Told>,
    ) -> Result<(), ProjectError> {
        if highlights.is_empty() {
            return Ok(());
        }
        let codings = self.study.codings.values();
        let here = codings.filter(|it| it.source == source.id);
        let mut seen: HashSet<_> = here.map(|it| (it.span, it.code, it.coder)).collect();
        let mut fresh_names = FreshNames::default();
        let (mut made, mut again, mut bare) = (0, 0, 0);
        for highlight in highlights {
            let author = match highlight.author.as_str() {
                "" => self.who.to_owned(),
                author => author.to_owned(),
            };
            let span = Span {
                start: highlight.start,
                end: highlight.end,
            };
            if span.start == span.end {
                bare += 1;
                let memo = format!("Page {}: {}", highlight.page, highlight.comment);
                self.memo_once(Thing::Source(source.id), memo, &author)?;
                continue;
            }
            let (names, memo) = codes(&highlight.comment);
            let coder = match self.coder_for(&author, &mut fresh_names)? {
                Ok(coder) => coder,
                Err(reason) => {
                    told.push(Told::Refused(format!(
                        "a mark on page {}: {reason}",
                        highlight.page
                    )));
                    continue;
                }
            };
            for name in names {
                let (code, definition) = match self.code_for(&name, &mut fresh_names)? {
                    Ok(code) => code,
                    Err(reason) => {
                        told.push(Told::Refused(format!(
                            "a mark on page {}: {reason}",
                            highlight.page
                        )));
                        continue;
                    }
                };
                if !seen.insert((span, code, coder)) {
                    again += 1;
                    continue;
                }
                made += 1;
                let coding = Coding {
                    id: fresh(),
                    source: source.id,
                    version: source.version,
                    span,
                    code,
                    definition,
                    coder,
                    at: now(),
                    words: Hash::of(span.of(text).unwrap_or_default().as_bytes()),
                };
                let about = Thing::Coding(coding.id);
                self.put(Change::made(coding))?;
                if !memo.is_empty() {
                    self.memo_once(about, memo.clone(), &author)?;
                }
            }
        }
        fresh_names.tell(told);
        told.push(Told::Remark(format!(
            "{} from marks: {made} new, {again} there before",
            count(made + again, "coding")
        )));
        if bare > 0 {
            told.push(Told::Remark(format!(
                "{} on no words, kept as memos of the source",
                count(bare, "mark")
            )));
        }
        Ok(())
    }

    /// Writes a memo unless it is there.
    fn memo_once(&mut self, about: Thing, text: String, author: &str) -> Result<(), ProjectError> {
        let mut memos = self.study.memos.values();
        if memos.any(|it| it.about == about && it.text == text) {
            return Ok(());
        }
        self.put(Change::made(Memo {
            id: fresh(),
            about,
            text,
            author: author.to_owned(),
            at: now(),
        }))
    }
}

/// The codes that a comment names, and what else it says. A line is a name if it is short; single
/// words between commas are a name each.
fn codes(comment: &str) -> (Vec<String>, String) {
    let lines = comment.lines().map(str::trim).filter(|it| !it.is_empty());
    let is_name = |line: &&str| line.chars().count() <= NAME && !line.ends_with(['.', '!', '?']);
    let (names, rest): (Vec<&str>, Vec<&str>) = lines.partition(is_name);
    if !rest.is_empty() || names.is_empty() {
        return (vec![MARKED.to_owned()], comment.trim().to_owned());
    }
    let mut found: Vec<String> = Vec::new();
    for name in names {
        let parts: Vec<&str> = name.split([',', ';']).map(str::trim).collect();
        let single = |part: &&str| !part.is_empty() && !part.contains(char::is_whitespace);
        match parts.iter().all(single) {
            true => found.extend(parts.iter().map(|it| (*it).to_owned())),
            false => found.push(name.to_owned()),
        }
    }
    found.dedup();
    (found, String::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_comments_name_codes_and_long_ones_are_memos() {
        let names = |comment| codes(comment).0;
        assert_eq!(names("push"), ["push"]);
        assert_eq!(names("push\nfear of debt"), ["push", "fear of debt"]);
        assert_eq!(names("push, pull"), ["push", "pull"]);
        assert_eq!(names("fear, of debt"), ["fear, of debt"]);
        assert_eq!(codes(""), (vec![MARKED.to_owned()], String::new()));
        let long = "She says so twice, and takes it back later.";
        assert_eq!(codes(long), (vec![MARKED.to_owned()], long.to_owned()));
    }
}
