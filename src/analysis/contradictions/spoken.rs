//! Whose words are whose: what the respondent says in the first person, and what the interviewer notes
//! about the respondent. What is doubtful is nobody's.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::literals::Literals;
use crate::model::passage::{Passage, passages};
use crate::model::rule::WordsOf;
use crate::model::sentence::sentences;
use crate::model::source::Source;
use crate::model::span::Span;
use crate::model::speaker::{Role, interviewers, key, opens_turn, role};

/// The parts of a text that a rule may read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The text with quotations blanked, byte for byte, so that places stay.
    pub masked: String,
    /// What the respondent says.
    pub own: Vec<Span>,
    /// What is noted about the respondent.
    pub notes: Vec<Span>,
    /// The label before the respondent's first turn.
    pub label: Option<Span>,
    /// Every passage.
    pub all: Vec<Span>,
    /// Of each kind of parts that was asked for, what the rules can find something in: told once for all
    /// of them.
    may: [OnceCell<Vec<May>>; 4],
}

/// A part, and which rules (in their order) can find something in it.
type May = (Span, Vec<bool>);

/// Endings of tables whose open answers are the respondent's own words.
const TABLES: &[&str] = &["csv", "tsv", "xlsx", "xlsm", "ods", "sav", "zsav"];
/// What opens a remark of the interviewer.
const REMARKS: &[&str] = &[
    "note:",
    "notes:",
    "nb:",
    "remark:",
    "примечание:",
    "заметка:",
    "ескерту:",
    "(",
    "[",
];

/// Words of people who speak of themselves, lower case, by languages. Where a language is not here,
/// nobody is taken for an observer.
const OWN: &[(&str, &[&str])] = &[
    (
        "en",
        &["i", "my", "me", "mine", "myself", "we", "our", "us"],
    ),
    (
        "ru",
        &[
            "я",
            "меня",
            "мне",
            "мной",
            "мой",
            "моя",
            "моё",
            "мое",
            "мои",
            "моего",
            "моей",
            "моих",
            "моему",
            "мою",
            "мы",
            "нас",
            "нам",
            "наш",
            "наша",
            "наши",
        ],
    ),
    (
        "kk",
        &[
            "мен",
            "мені",
            "менің",
            "маған",
            "менде",
            "менен",
            "біз",
            "бізді",
            "біздің",
            "бізге",
        ],
    ),
];
/// How words begin that only who writes about a respondent uses.
const OBSERVED: &[&str] = &["respondent", "interviewee", "респондент"];

/// Whether a text without any speaker's label is the account of the respondent, rather than notes about
/// them: somebody speaks of themselves, outside quotations, and nobody of "the respondent".
fn is_account(source: &Source, masked: &str, parts: &[Span]) -> bool {
    let tag = source.language.as_deref();
    let known = |it: &&(&str, &[&str])| tag.is_none_or(|tag| tag == it.0);
    let own: Vec<&str> = OWN
        .iter()
        .filter(known)
        .flat_map(|it| it.1)
        .copied()
        .collect();
    let mut speaks = own.is_empty();
    for part in parts {
        let said = part.of(masked).unwrap_or_default().to_lowercase();
        for word in said.split(|it: char| !it.is_alphanumeric()) {
            if OBSERVED.iter().any(|it| word.starts_with(it)) {
                return false;
            }
            speaks |= own.contains(&word);
        }
    }
    speaks
}

/// Tells the words of a source apart.
pub fn spoken(source: &Source, text: &str, set: &[String]) -> Spoken {
    let all = passages(text);
    let asking = interviewers(text, &all, set);
    let labels: BTreeSet<String> = all
        .iter()
        .filter_map(|it| it.speaker.as_deref())
        .map(key)
        .filter(|it| !asking.contains(it))
        .collect();
    // Where several answer, nobody knows who of them the register is about, unless a label says so.
    let named: BTreeSet<String> = match labels.len() {
        0 | 1 => labels,
        _ => {
            let says = |it: &&String| role(it) == Some(Role::Respondent);
            labels.iter().filter(says).cloned().collect()
        }
    };
    let from_table = source
        .file
        .rsplit_once('.')
        .is_some_and(|(_, ending)| TABLES.contains(&ending.to_lowercase().as_str()));
    let silent = all.iter().all(|it| it.speaker.is_none());
    let masked = masked(text);
    // What looks like a label and is none may be a turn of anybody, or a line of a form.
    let is_telling = |it: &Passage| {
        !it.heading && !is_remark(text, it) && !opens_turn(it.span.of(text).unwrap_or_default())
    };
    let account = silent && {
        let telling = all.iter().filter(|it| is_telling(it));
        let parts: Vec<Span> = telling.map(|it| it.words).collect();
        from_table || is_account(source, &masked, &parts)
    };
    let (mut own, mut notes) = (Vec::new(), Vec::new());
    let mut first: Option<Span> = None;
    for passage in all.iter().filter(|it| !it.heading) {
        let speaker = passage.speaker.as_deref().map(key);
        match speaker {
            _ if is_remark(text, passage) => notes.push(passage.span),
            Some(label) if named.len() == 1 && named.contains(&label) => {
                let remarks = brackets(text, passage.words);
                own.extend(without(passage.words, &remarks));
                notes.extend(remarks);
                let before = Span {
                    start: passage.span.start,
                    end: passage.words.start,
                };
                first = first.or(Some(before).filter(|it| it.start < it.end));
            }
            Some(_) => {}
            None if account && (from_table || is_telling(passage)) => {
                let remarks = brackets(text, passage.words);
                own.extend(without(passage.words, &remarks));
                notes.extend(remarks);
            }
            None => notes.push(passage.span),
        }
    }
    Spoken {
        masked,
        own,
        notes,
        label: first,
        all: all.iter().map(|it| it.span).collect(),
        may: Default::default(),
    }
}

impl Spoken {
    /// The parts that are read.
    pub fn parts(&self, words_of: WordsOf) -> Vec<Span> {
        match words_of {
            WordsOf::Respondent => self.own.clone(),
            WordsOf::Notes => self.notes.clone(),
            WordsOf::Label => self.label.into_iter().collect(),
            WordsOf::Anyone => self.all.clone(),
        }
    }

    /// The sentences, in the masked text, of those parts in which a rule (by its place among all) can find
    /// something.
    pub(super) fn sentences(
        &self,
        words_of: WordsOf,
        literals: &Literals,
        rule: usize,
    ) -> Vec<Span> {
        let place = match words_of {
            WordsOf::Respondent => 0,
            WordsOf::Notes => 1,
            WordsOf::Label => 2,
            WordsOf::Anyone => 3,
        };
        let parts = self.may[place].get_or_init(|| {
            let parts = self.parts(words_of).into_iter();
            let may = |part: Span| {
                (
                    part,
                    literals.within(part.of(&self.masked).unwrap_or_default()),
                )
            };
            parts.map(may).collect()
        });
        let may = |it: &&May| it.1.get(rule).is_none_or(|it| *it);
        parts
            .iter()
            .filter(may)
            .flat_map(|(part, _)| sentences(&self.masked, *part))
            .collect()
    }
}

fn is_remark(text: &str, passage: &Passage) -> bool {
    let said = passage.span.of(text).unwrap_or_default().to_lowercase();
    REMARKS.iter().any(|it| said.starts_with(it))
}

/// Remarks in square brackets within `words`.
fn brackets(text: &str, words: Span) -> Vec<Span> {
    let said = words.of(text).unwrap_or_default();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = said[at..].find('[').map(|it| at + it) {
        let Some(close) = said[open..].find(']').map(|it| open + it + 1) else {
            break;
        };
        found.push(Span {
            start: words.start + open,
            end: words.start + close,
        });
        at = close;
    }
    found
}

/// What is left of `words` without `remarks`, which are in order.
fn without(words: Span, remarks: &[Span]) -> Vec<Span> {
    let mut left = Vec::new();
    let mut start = words.start;
    for remark in remarks {
        left.push(Span {
            start,
            end: remark.start,
        });
        start = remark.end;
    }
    left.push(Span {
        start,
        end: words.end,
    });
    left.retain(|it| it.start < it.end);
    left
}

/// The text with what stands in quotation marks blanked and with spaces for line ends; a quotation ends
/// with its line.
fn masked(text: &str) -> String {
    if !text.contains(['“', '„', '«', '"', '‘']) {
        return text.replace('\n', " ");
    }
    let mut masked = String::with_capacity(text.len());
    let mut closing: Option<char> = None;
    let mut last = ' ';
    for letter in text.chars() {
        let closes = closing == Some(letter) || letter == '\n';
        if closing.is_some() && closes {
            closing = None;
        } else if closing.is_none() {
            closing = match letter {
                '“' | '„' => Some('”'),
                '«' => Some('»'),
                '"' if !last.is_alphanumeric() => Some('"'),
                '‘' => Some('’'),
                _ => None,
            };
        }
        match closing {
            Some(_) if !letter.is_whitespace() => {
                masked.extend(std::iter::repeat_n(' ', letter.len_utf8()));
            }
            Some(_) | None if letter == '\n' => masked.push(' '),
            Some(_) | None => masked.push(letter),
        }
        last = letter;
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::super::tests::source;
    use super::*;

    fn parts(text: &str, file: &str) -> (Vec<String>, Vec<String>) {
        let spoken = spoken(&source(file), text, &[]);
        let of = |spans: &[Span]| {
            let words = spans.iter().filter_map(|it| it.of(&spoken.masked));
            words.map(|it| it.trim().to_owned()).collect::<Vec<_>>()
        };
        (of(&spoken.own), of(&spoken.notes))
    }

    #[test]
    fn turns_remarks_and_quotations_are_told_apart() {
        let text = "Interview 4. She came late.\n\nI: When?\n\nR: I was nine. He said “I was ten” then. [She laughs.]\n\n\
                    Note: He waited outside.\n";
        let (own, notes) = parts(text, "corpus/4.txt");
        assert_eq!(own.len(), 1, "{own:?}");
        assert!(
            own[0].starts_with("I was nine. He said") && !own[0].contains("ten"),
            "{own:?}"
        );
        assert_eq!(
            notes,
            [
                "Interview 4. She came late.",
                "[She laughs.]",
                "Note: He waited outside."
            ]
        );
    }

    #[test]
    fn several_who_answer_are_nobody_and_tables_are_the_respondents_own() {
        let two = "A: I am nine.\n\nB: I am ten.\n\nA: Yes.\n\nB: Yes.\n";
        let (own, _) = parts(
            &two.replace("A:", "Ada:").replace("B:", "Bo:"),
            "corpus/4.txt",
        );
        assert!(own.is_empty(), "{own:?}");
        let (own, notes) = parts("I am nine.", "corpus/answers.csv");
        assert_eq!((own.len(), notes.len()), (1, 0));
    }

    #[test]
    fn without_labels_all_is_the_respondents_account_unless_it_is_about_them() {
        let text = "# Interview 4\n\nCity: Aland\n\nI am nine. He said “I am ten” then. [She laughs.]\n\n\
                    My sister stayed.\n\nNote: He waited outside.\n";
        let (own, notes) = parts(text, "corpus/4.docx");
        assert_eq!(own.len(), 2, "{own:?}");
        assert!(own[0].starts_with("I am nine.") && !own[0].contains("ten"));
        assert_eq!(own[1], "My sister stayed.");
        let expected = ["City: Aland", "[She laughs.]", "Note: He waited outside."];
        assert_eq!(notes, expected);
        for about in [
            "She left home at sixteen. Her sister stayed. “I was nine,” she said.",
            "I spoke with the respondent at school. My sister drove me there.",
        ] {
            let (own, notes) = parts(about, "corpus/4.docx");
            assert_eq!((own.len(), notes.len()), (0, 1), "{about}");
        }
        let (own, _) = parts("Dana: And you?\n\nAsel: I am nine.\n", "corpus/4.txt");
        assert!(
            own.is_empty(),
            "each speaks once, and who they are is not known: {own:?}"
        );
    }
}
