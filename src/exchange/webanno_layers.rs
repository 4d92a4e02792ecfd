//! The columns of a WebAnno TSV file: layers, their features, and the annotations that reach over one
//! token or several.

use std::collections::BTreeMap;

use super::foreign::Read;

/// Layers that say of every token what it is in grammar; nobody codes with them.
const GRAMMAR: [&str; 4] = [
    ".api.lexmorph.",
    ".api.segmentation.",
    ".api.syntax.",
    ".api.transform.",
];

/// What a layer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Spans,
    Grammar,
    Chains,
    Relations,
}

/// A layer: its name without what stands before the last point, and a name for each of its columns,
/// `None` for those of slots.
pub(super) struct Layer {
    holds: Holds,
    pub(super) name: String,
    pub(super) columns: Vec<Option<String>>,
}

impl Layer {
    /// Reads a line of the header.
    pub(super) fn of(line: &str) -> Option<Self> {
        let kinds = [
            ("#T_SP=", Holds::Spans),
            ("#T_CH=", Holds::Chains),
            ("#T_RL=", Holds::Relations),
        ];
        let (rest, holds) = kinds
            .iter()
            .find_map(|(head, holds)| Some((line.strip_prefix(head)?, *holds)))?;
        let mut parts = rest.split('|');
        let whole = parts.next().unwrap_or_default();
        let mut columns: Vec<Option<String>> = Vec::new();
        let mut slot = false;
        for part in parts.map(str::trim) {
            // Behind the role of a slot stands what it points to.
            let is_slot = part.starts_with("ROLE_");
            columns.push((!is_slot && !slot && !part.is_empty()).then(|| part.to_owned()));
            slot = is_slot;
        }
        if columns.is_empty() {
            columns.push(Some(String::new()));
        }
        let holds = match holds {
            Holds::Spans if GRAMMAR.iter().any(|it| whole.contains(it)) => Holds::Grammar,
            other => other,
        };
        let name = whole.rsplit('.').next().unwrap_or(whole).trim().to_owned();
        Some(Self {
            holds,
            name,
            columns,
        })
    }
}

/// One annotation on its way together: the tokens it reaches over and what its columns say.
pub(super) struct Reach {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) values: Vec<Option<String>>,
}

/// Every annotation with the layer that it is of, in the order of their first tokens.
pub(super) fn reaches(
    layers: &[Layer],
    rows: &[Vec<&str>],
    read: &mut Read,
) -> Vec<(usize, Reach)> {
    let mut found: Vec<(usize, Reach)> = Vec::new();
    // Those that reach over several tokens, by layer and number.
    let mut open: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (token, cells) in rows.iter().enumerate() {
        let mut column = 0;
        for (of, layer) in layers.iter().enumerate() {
            let width = layer.columns.len();
            let stacks: Vec<Vec<Value>> = (column..column + width)
                .map(|at| cells.get(at).map_or_else(Vec::new, |it| values(it)))
                .collect();
            column += width;
            let height = stacks.iter().map(Vec::len).max().unwrap_or(0);
            for level in 0..height {
                let at = || stacks.iter().map(|it| it.get(level));
                if at().all(|it| it.is_none_or(|it| !it.is_there)) {
                    continue;
                }
                let number = at().flatten().find_map(|it| it.number.clone());
                let words = at().map(|it| it.and_then(|it| it.words.clone()));
                let known = number.clone().and_then(|it| open.get(&(of, it)).copied());
                match known {
                    Some(known) => {
                        let reach = &mut found[known].1;
                        reach.last = token;
                        for (value, words) in reach.values.iter_mut().zip(words) {
                            if value.is_none() {
                                *value = words;
                            }
                        }
                    }
                    None => {
                        if let Some(number) = number {
                            open.insert((of, number), found.len());
                        }
                        let (first, last) = (token, token);
                        let values = words.collect();
                        found.push((
                            of,
                            Reach {
                                first,
                                last,
                                values,
                            },
                        ));
                    }
                }
            }
        }
    }
    found.retain(|(of, reach)| {
        let layer = &layers[*of];
        let (noun, why) = match layer.holds {
            Holds::Spans => {
                let slots = layer.columns.iter().zip(&reach.values);
                let filled = slots.filter(|(name, value)| name.is_none() && value.is_some());
                if filled.count() > 0 {
                    let why = "codings have no slots here";
                    read.losses.left_out("slot", &layer.name, why);
                }
                return true;
            }
            Holds::Grammar => ("annotation of grammar", "grammar is not coded here"),
            Holds::Chains => ("link of a chain", "there are no chains here"),
            Holds::Relations => ("relation", "there are no relations here"),
        };
        read.losses.left_out(noun, &layer.name, why);
        false
    });
    found
}

/// One value of a cell.
struct Value {
    /// Whether there is an annotation at all.
    is_there: bool,
    /// What it says; `None` for a star.
    words: Option<String>,
    /// The number in brackets.
    number: Option<String>,
}

/// The values that are stacked in a cell: `*[3]|work[4]`.
fn values(cell: &str) -> Vec<Value> {
    let all = split(cell, '|').into_iter().map(|value| {
        let open = match value.ends_with(']') && !value.ends_with("\\]") {
            true => value.rfind('[').filter(|at| !value[..*at].ends_with('\\')),
            false => None,
        };
        let (bare, number) = match open {
            Some(at) => (&value[..at], value[at + 1..].strip_suffix(']')),
            None => (value, None),
        };
        Value {
            is_there: !matches!(bare, "_" | ""),
            words: (!matches!(bare, "_" | "*" | "")).then(|| bare.to_owned()),
            number: number.map(str::to_owned),
        }
    });
    all.collect()
}

/// Parts between signs that are not escaped.
pub(super) fn split(text: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut from, mut escaped) = (Vec::new(), 0, false);
    for (at, letter) in text.char_indices() {
        if letter == sign && !escaped {
            parts.push(&text[from..at]);
            from = at + letter.len_utf8();
        }
        escaped = letter == '\\' && !escaped;
    }
    parts.push(&text[from..]);
    parts
}

/// `\_` is `_`, `\->` is `->`.
pub(super) fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut letters = words.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => match letters.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            other => out.push(other),
        }
    }
    out
}
