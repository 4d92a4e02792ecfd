//! Positions of a whole project: what speaks for a way to count is added up over all its texts, and then
//! every selection is put in its place.

use std::collections::BTreeMap;

use super::foreign::{Anchor, Place, Read, SelectionId, Text};
use super::positions::{self, Asked, Reading, Unit, Weighing, agrees, canonical};
use crate::model::source::SourceId;
use crate::model::span::Span;

/// Decides how positions are counted, and puts every selection and moment at its bytes. `raws` holds the
/// texts as they came; `prefer` is how the program is known to count.
pub fn place(raws: &BTreeMap<SourceId, String>, prefer: Reading, read: &mut Read) {
    let texts = || read.project.sources.iter().flat_map(|it| &it.texts);
    let weighings: BTreeMap<SourceId, Weighing> = texts()
        .filter_map(|text| {
            let asked = asked(text, &read.anchors);
            Some((text.id, Weighing::of(raws.get(&text.id)?, &asked)))
        })
        .collect();
    let evidence: Vec<_> = weighings.values().map(Weighing::evidence).collect();
    let (prefer, _) = positions::best(positions::sum(&evidence), prefer);
    let mut searched = 0_u64;
    for source in &mut read.project.sources {
        for text in &mut source.texts {
            let (Some(raw), Some(weighing)) = (raws.get(&text.id), weighings.get(&text.id)) else {
                continue;
            };
            let shown = [&text.name, &source.name];
            let shown = shown.into_iter().find(|it| !it.is_empty());
            let shown = shown.map_or("", |it| it.as_str());
            let (spans, mut placing) = weighing.placed(shown, prefer);
            // Where words are looked for around their places, that is told selection by selection.
            if read.anchors.is_empty() {
                weighing.contradict(&spans, &mut placing);
            }
            let of_moments: Vec<i64> = text.moments.iter().map(|it| it.at.unwrap_or(-1)).collect();
            let bytes = Weighing::bytes(raw, placing.reading, &of_moments);
            for (moment, byte) in text.moments.iter_mut().zip(bytes) {
                moment.at = byte.map(|byte| byte as i64);
            }
            let mut spans = spans.into_iter();
            for selection in &mut text.selections {
                let Place::Nowhere { start, end } = selection.place else {
                    continue;
                };
                let anchor = read.anchors.get(&selection.id);
                let placed = match is_bare(start, anchor) {
                    true => None,
                    false => spans.next().flatten(),
                };
                if let Some(anchor) = anchor {
                    if searched > MOST_SEARCHED {
                        let why = "there are too many words to look for in so long a text";
                        read.losses.left_out("selection", shown, why);
                        continue;
                    }
                    searched += weighing.words.len() as u64;
                    match anchored(&weighing.words, anchor, placed) {
                        Ok((span, why)) => {
                            selection.place = Place::Words(span);
                            if let Some(why) = why.filter(|_| start >= 0) {
                                read.losses.changed("selection", shown, why);
                            }
                        }
                        Err(why) => read.losses.left_out("selection", shown, &why),
                    }
                    continue;
                }
                match placed {
                    Some(span) => {
                        selection.place = Place::Words(span);
                        if start > end {
                            let why = "its end came before its start; they are turned";
                            read.losses.changed("selection", shown, why);
                        }
                    }
                    None => {
                        let why = if start == end {
                            "it is empty"
                        } else {
                            "its positions are not in the text"
                        };
                        read.losses.left_out("selection", shown, why);
                    }
                }
            }
            if placing.selections > 0 {
                read.placings.push(placing);
            }
        }
    }
}

/// Whether a selection says by its words alone where it is.
fn is_bare(start: i64, anchor: Option<&Anchor>) -> bool {
    start < 0 && anchor.is_some()
}

fn asked(text: &Text, anchors: &BTreeMap<SelectionId, Anchor>) -> Vec<Asked> {
    let all = text.selections.iter().filter_map(|it| match it.place {
        Place::Nowhere { start, end } if !is_bare(start, anchors.get(&it.id)) => Some(Asked {
            start,
            end,
            quote: it.name.clone(),
        }),
        _ => None,
    });
    all.collect()
}

/// Not more text than this, in bytes, is gone through for words: some seconds.
const MOST_SEARCHED: u64 = 16 << 30;

/// How many characters more must agree around one place than around any other.
const MARGIN: usize = 8;

/// Where the words of an anchor stand: at their position if they do; otherwise at the only place that
/// has them, or at the one around which clearly most agrees, and then what is to be said about it.
fn anchored(
    words: &str,
    anchor: &Anchor,
    placed: Option<Span>,
) -> Result<(Span, Option<&'static str>), String> {
    let at_position = placed.filter(|it| agrees(it.of(words).unwrap_or_default(), &anchor.exact));
    if let Some(span) = at_position {
        return Ok((span, None));
    }
    let exact = canonical(&anchor.exact);
    let mut found: Vec<(usize, usize)> = words
        .match_indices(exact.as_str())
        .map(|(at, _)| (around(words, at, at + exact.len(), anchor), at))
        .collect();
    found.sort_unstable_by_key(|(agreeing, at)| (std::cmp::Reverse(*agreeing), *at));
    let best = match found.as_slice() {
        [] => return Err("its words do not stand in the text".to_owned()),
        [(_, only)] => *only,
        [(most, best), (next, _), ..] if *most >= next + MARGIN => *best,
        all => {
            let times = all.len();
            return Err(format!(
                "its words stand {times} times in the text, none of them at its position"
            ));
        }
    };
    let span = Span::new(words, best, best + exact.len());
    let why = "its words do not stand at its position; they were found by what stands around them";
    span.map(|span| (span, Some(why)))
        .map_err(|_| "its words do not stand in the text".to_owned())
}

/// How many characters before and after a place are those of the anchor.
fn around(words: &str, start: usize, end: usize, anchor: &Anchor) -> usize {
    let alike = |(a, b): &(char, char)| a == b || a.is_whitespace() && b.is_whitespace();
    let before = words[..start]
        .chars()
        .rev()
        .zip(anchor.prefix.chars().rev());
    let after = words[end..].chars().zip(anchor.suffix.chars());
    before.take_while(alike).count() + after.take_while(alike).count()
}

/// `UTF-16 units, CR LF as two, byte order mark not counted`.
impl std::fmt::Display for Reading {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let unit = match self.unit {
            Unit::Characters => "characters",
            Unit::Utf16 => "UTF-16 units",
            Unit::Bytes => "bytes",
        };
        let lines = if self.folded { "one" } else { "two" };
        let mark = if self.mark { "" } else { "not " };
        write!(f, "{unit}, CR LF as {lines}, byte order mark {mark}counted")
    }
}
