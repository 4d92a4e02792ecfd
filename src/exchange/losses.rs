//! The loss report: what was changed or left out on the way from one program to another, and why.
//! Equal cases are counted, not listed.

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
    /// How many.
    pub count: usize,
    /// What the first few are called.
    pub names: Vec<String>,
}

/// How many names a loss shows.
const SHOWN: usize = 3;

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
        let name: String = match name.char_indices().nth(60) {
            Some((at, _)) => format!("{}…", &name[..at]),
            None => name.to_owned(),
        };
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        match known {
            Some(loss) => {
                loss.count += 1;
                if loss.names.len() < SHOWN && !name.is_empty() && !loss.names.contains(&name) {
                    loss.names.push(name);
                }
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
        write!(f, "{} ", self.count)?;
        match self.count {
            1 => f.write_str(&self.noun)?,
            _ => f.write_str(&many(&self.noun))?,
        }
        if !self.names.is_empty() {
            let more = if self.count > self.names.len() {
                ", …"
            } else {
                ""
            };
            write!(f, " ({}{more})", self.names.join(", "))?;
        }
        write!(f, ": {}", self.why)
    }
}

/// `selection of a recording` is `selections of a recording`, `set` is `sets`.
fn many(noun: &str) -> String {
    let ends = [" of ", " with ", " inside ", " to "];
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
        let said: Vec<String> = losses.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "5 graphs (a, b, c, …): drawings have no place here",
                "1 set (e): a memo now",
                "2 selections of a recording: no words"
            ]
        );
    }
}
