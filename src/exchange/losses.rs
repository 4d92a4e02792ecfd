//! The loss report: what was changed or left out on the way from one program to another, and why.
//! Equal cases are counted, not listed.

use std::collections::BTreeSet;
use std::fmt;

/// What became of something that did not come through as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It is there in another form.
    Changed,
    /// It is not there.
    LeftOut,
}

/// Things of one kind that had one fate for one reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// What became of them.
    pub fate: Fate,
    /// The kind of thing, one of them: `selection`, `set`.
    pub noun: String,
    /// Why, and what it is now.
    pub why: String,
    /// How many; 0 where it is not told.
    pub count: usize,
    /// What they are called, where they have names; the text shows the first few.
    pub names: Vec<String>,
}

/// How many names a loss shows, and how many characters of each.
const SHOWN: usize = 3;
const LENGTH: usize = 60;

/// All losses, in the order in which they were first met.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Something that is there in another form.
    pub fn changed(&mut self, noun: &str, name: &str, why: &str) {
        self.add(Fate::Changed, noun, name, why);
    }

    /// Something that is not there.
    pub fn left_out(&mut self, noun: &str, name: &str, why: &str) {
        self.add(Fate::LeftOut, noun, name, why);
    }

    fn add(&mut self, fate: Fate, noun: &str, name: &str, why: &str) {
        let known = self
            .0
            .iter_mut()
            .find(|it| it.fate == fate && it.noun == noun && it.why == why);
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match known {
            Some(loss) => {
                loss.count += 1;
                loss.names.extend(Some(name).filter(|it| !it.is_empty()));
            }
            None => self.0.push(Loss {
                fate,
                noun: noun.to_owned(),
                why: why.to_owned(),
                count: 1,
                names: Some(name).filter(|it| !it.is_empty()).into_iter().collect(),
            }),
        }
    }

    /// So many that are not there; nothing where there are none.
    pub fn missing(&mut self, noun: &str, count: usize, why: &str) {
        if count > 0 {
            self.0.push(Loss {
                fate: Fate::LeftOut,
                noun: noun.to_owned(),
                why: why.to_owned(),
                count,
                names: Vec::new(),
            });
        }
    }

    /// Some that are not there, whose number is not told.
    pub fn withheld(&mut self, noun: &str, why: &str) {
        self.0.push(Loss {
            fate: Fate::LeftOut,
            noun: noun.to_owned(),
            why: why.to_owned(),
            count: 0,
            names: Vec::new(),
        });
    }

    /// Those of another step behind these.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Every loss.
    pub fn iter(&self) -> impl Iterator<Item = &Loss> {
        self.0.iter()
    }

    /// Whether everything came through as it was.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// `2 picture selections (photo.jpg): areas of pictures hold no words`.
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names: Vec<String> = Vec::new();
        for name in &self.names {
            let name = match name.char_indices().nth(LENGTH) {
                Some((at, _)) => format!("{}…", &name[..at]),
                None => name.clone(),
            };
            if !names.contains(&name) {
                names.push(name);
            }
            if names.len() == SHOWN {
                break;
            }
        }
        if !names.is_empty() && self.count > names.len() {
            names.push("…".to_owned());
        }
        f.write_str(&self.said(&names))
    }
}

impl Loss {
    /// The same with every name, for programs.
    pub fn whole(&self) -> String {
        let mut seen = BTreeSet::new();
        let names = self.names.iter().filter(|it| seen.insert(it.as_str()));
        self.said(&names.cloned().collect::<Vec<_>>())
    }

    fn said(&self, names: &[String]) -> String {
        if self.count == 0 {
            return format!("{}: {}", self.noun, self.why);
        }
        let noun = match self.count {
            1 => self.noun.clone(),
            _ => many(&self.noun),
        };
        let names = match names {
            [] => String::new(),
            names => format!(" ({})", names.join(", ")),
        };
        format!("{} {noun}{names}: {}", self.count, self.why)
    }
}

/// `selection of a recording` is `selections of a recording`, `set` is `sets`.
fn many(noun: &str) -> String {
    let ends = [
        " of ",
        " on ",
        " with ",
        " without ",
        " inside ",
        " to ",
        " that ",
    ];
    let end = ends.iter().filter_map(|it| noun.find(it)).min();
    let (head, tail) = noun.split_at(end.unwrap_or(noun.len()));
    format!("{head}s{tail}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_cases_are_counted_and_the_first_are_named() {
        let mut losses = Losses::default();
        for name in ["a", "b", "b", "c", "d"] {
            losses.left_out("graph", name, "drawings have no place here");
        }
        losses.changed("set", "e", "a memo now");
        for _ in 0..2 {
            losses.left_out("selection of a recording", "", "no words");
        }
        losses.left_out("code without codings", "f", "none");
        losses.left_out("code without codings", "g", "none");
        losses.missing("star", 0, "none");
        losses.withheld("what others did", "not yet");
        let all: Vec<String> = losses.iter().map(Loss::whole).collect();
        assert_eq!(all[0], "5 graphs (a, b, c, d): drawings have no place here");
        let said: Vec<String> = losses.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "5 graphs (a, b, c, …): drawings have no place here",
                "1 set (e): a memo now",
                "2 selections of a recording: no words",
                "2 codes without codings (f, g): none",
                "what others did: not yet"
            ]
        );
    }
}
