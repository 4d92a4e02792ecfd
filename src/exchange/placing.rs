//! Positions of a whole project: what speaks for a way to count is added up over all its texts, and then
//! every selection is put in its place.

use std::collections::BTreeMap;

use super::foreign::{Place, Read, Text};
use super::positions::{self, Asked, Reading, Weighing};
use crate::model::source::SourceId;

/// Decides how positions are counted, and puts every selection and moment at its bytes. `raws` holds the
/// texts as they came; `prefer` is how the program is known to count.
pub fn place(raws: &BTreeMap<SourceId, String>, prefer: Reading, read: &mut Read) {
    let texts = || read.project.sources.iter().flat_map(|it| &it.texts);
    let weighings: BTreeMap<SourceId, Weighing> = texts()
        .filter_map(|text| Some((text.id, Weighing::of(raws.get(&text.id)?, &asked(text)))))
        .collect();
    let evidence: Vec<_> = weighings.values().map(Weighing::evidence).collect();
    let (prefer, _) = positions::best(positions::sum(&evidence), prefer);
    for source in &mut read.project.sources {
        for text in &mut source.texts {
            let (Some(raw), Some(weighing)) = (raws.get(&text.id), weighings.get(&text.id)) else {
                continue;
            };
            let shown = [&text.name, &source.name];
            let shown = shown.into_iter().find(|it| !it.is_empty());
            let shown = shown.map_or("", |it| it.as_str());
            let (spans, placing) = weighing.placed(shown, prefer);
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
                match spans.next().flatten() {
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

fn asked(text: &Text) -> Vec<Asked> {
    let all = text.selections.iter().filter_map(|it| match it.place {
        Place::Nowhere { start, end } => Some(Asked {
            start,
            end,
            quote: it.name.clone(),
        }),
        _ => None,
    });
    all.collect()
}
