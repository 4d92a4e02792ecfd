//! brat stand-off: for each coder a folder with the texts and beside each its annotations, in Unicode
//! characters, the end not included. Names of types may hold few signs; the others are written as `_`,
//! their hexadecimal number and `_`, which can be read back.

use std::collections::{BTreeMap, BTreeSet};

use super::ExchangeError;
use super::foreign::{Foreign, Place, Text};
use super::losses::Losses;
use crate::archive::{Limits, Zip, pack};
use crate::model::codebook::CodeId;
use crate::model::coding::CoderId;
use crate::model::span::Positions;

/// Whether a zip file holds annotations of brat.
pub fn is_one(bytes: &[u8]) -> bool {
    let limits = Limits {
        members: 400_000,
        member_mib: 0,
        all_mib: 0,
        expansion: 0,
    };
    let zip = Zip::open(bytes, limits);
    zip.is_ok_and(|it| it.names().iter().any(|name| name.ends_with(".ann")))
}

/// Writes a zip of folders.
pub fn write(project: &Foreign) -> Result<(Vec<u8>, Losses), ExchangeError> {
    let mut losses = Losses::default();
    let types = types(project);
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut taken = BTreeSet::new();
    let coders: Vec<(Option<CoderId>, String)> = project
        .users
        .iter()
        .map(|user| (Some(user.id), free(&mut taken, &user.name)))
        .collect();
    let used = |coder: Option<CoderId>| {
        let mut all = project.sources.iter().flat_map(|it| &it.texts);
        all.any(|text| {
            text.selections
                .iter()
                .any(|it| it.codings.iter().any(|it| it.made.by == coder))
        })
    };
    let mut documents = BTreeSet::new();
    let names: BTreeMap<_, String> = project
        .sources
        .iter()
        .flat_map(|source| source.texts.iter().map(move |text| (text.id, &source.name)))
        .map(|(id, name)| (id, free(&mut documents, name)))
        .collect();
    for (coder, folder) in coders.iter().filter(|(coder, _)| used(*coder)) {
        for text in project.sources.iter().flat_map(|it| &it.texts) {
            let (Some(words), Some(name)) = (&text.words, names.get(&text.id)) else {
                continue;
            };
            let path = format!("{folder}/{name}");
            files.insert(format!("{path}.txt"), words.clone());
            let annotations = annotations(project, text, words, *coder, &types);
            files.insert(format!("{path}.ann"), annotations);
        }
        let mut entities = "[entities]\n".to_owned();
        types
            .values()
            .for_each(|it| entities.push_str(&format!("{it}\n")));
        entities.push_str("\n[relations]\n\n[events]\n\n[attributes]\n");
        files.insert(format!("{folder}/annotation.conf"), entities);
    }
    for case in &project.cases {
        losses.left_out("respondent", &case.name, "brat has texts and codings alone");
    }
    let dated = project.codings().filter(|it| it.made.at.is_some());
    dated.for_each(|_| losses.left_out("date of a coding", "", "brat keeps none"));
    for code in &project.codes {
        let why = "brat has names of codes alone";
        if !code.description.is_empty() {
            losses.left_out("definition of a code", &code.name, why);
        }
        if code.color.is_some() {
            losses.left_out("color of a code", &code.name, why);
        }
    }
    for (coder, folder) in coders.iter().filter(|(coder, _)| !used(*coder)) {
        let user = project.users.iter().find(|it| Some(it.id) == *coder);
        let name = user.map_or(folder.as_str(), |it| it.name.as_str());
        losses.left_out(
            "coder without codings",
            name,
            "brat has a folder for each who coded",
        );
    }
    let members = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()));
    Ok((pack(members)?, losses))
}

fn annotations(
    project: &Foreign,
    text: &Text,
    words: &str,
    coder: Option<CoderId>,
    types: &BTreeMap<CodeId, String>,
) -> String {
    let positions = Positions::of(words);
    let mut lines = String::new();
    let (mut number, mut notes) = (0, 0);
    for selection in &text.selections {
        let Place::Words(span) = selection.place else {
            continue;
        };
        for coding in selection.codings.iter().filter(|it| it.made.by == coder) {
            number += 1;
            let (start, end) = (positions.chars(span.start), positions.chars(span.end));
            let kind = types.get(&coding.code).map_or("code", String::as_str);
            let shown = one_line(span.of(words).unwrap_or_default());
            lines.push_str(&format!("T{number}\t{kind} {start} {end}\t{shown}\n"));
            for memo in project
                .memos
                .iter()
                .filter(|it| coding.notes.contains(&it.id))
            {
                notes += 1;
                let words = one_line(&memo.words);
                lines.push_str(&format!("#{notes}\tAnnotatorNotes T{number}\t{words}\n"));
            }
        }
    }
    lines
}

/// brat shows a line end as a blank; the position says where it is.
fn one_line(words: &str) -> String {
    words.replace(['\n', '\r', '\t'], " ")
}

/// Names of types: the names of codes from the top down.
fn types(project: &Foreign) -> BTreeMap<CodeId, String> {
    let mut paths: BTreeMap<CodeId, String> = BTreeMap::new();
    for code in &project.codes {
        let above = code.parent.and_then(|parent| paths.get(&parent));
        let path = match above {
            Some(above) => format!("{above}/{}", code.name),
            None => code.name.clone(),
        };
        paths.insert(code.id, path);
    }
    paths
        .into_iter()
        .map(|(id, path)| (id, escaped(&path)))
        .collect()
}

/// `Work lost/at home` is `Work_20_lost_2f_at_20_home`.
fn escaped(name: &str) -> String {
    let mut out = String::new();
    for letter in name.chars() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' => out.push(letter),
            other => out.push_str(&format!("_{:x}_", u32::from(other))),
        }
    }
    out
}

/// A name of a file that no other has.
fn free(taken: &mut BTreeSet<String>, name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() || "-_. ".contains(letter) {
                letter
            } else {
                '_'
            }
        })
        .collect();
    let plain = plain.trim_matches(['.', ' ']);
    let plain = if plain.is_empty() { "_" } else { plain };
    let mut free = plain.to_owned();
    for number in 2.. {
        if taken.insert(free.to_lowercase()) {
            break;
        }
        free = format!("{plain}-{number}");
    }
    free
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_types_can_be_read_back() {
        assert_eq!(escaped("Work lost/at_home"), "Work_20_lost_2f_at_5f_home");
        assert_eq!(escaped("Уголь"), "_423__433__43e__43b__44c_");
    }
}
