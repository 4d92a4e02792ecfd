//! qualitative-coding: a folder with plain texts, a codebook of nested lists and a database in which
//! lines are coded. The name of a code is its key; of one that stands at several places the first is
//! taken.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::{Database, number, selection, text_source, words};
use crate::exchange::ExchangeError;
use crate::exchange::foreign::{Code, Coding, Made, Place, Read, User, named};
use crate::exchange::losses::Losses;
use crate::exchange::positions::canonical;
use crate::model::codebook::CodeId;
use crate::model::id::Id;
use crate::model::span::Span;

/// The largest text that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// Reads the database; `path` leads to it.
pub(super) fn read(database: &Database, path: &Path) -> Result<Read, ExchangeError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let settings = small(&folder.join("settings.yaml")).unwrap_or_default();
    let mut read = Read::default();
    read.project.program = match setting(&settings, "qc_version") {
        Some(version) => format!("qualitative-coding {version}"),
        None => "qualitative-coding".to_owned(),
    };
    let project = folder
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    read.project.name.clone_from(&project);
    let id = |kind: &str, what: &str| named(&format!("qc {kind}"), &format!("{project}\n{what}"));
    let codebook = inside(
        folder,
        setting(&settings, "codebook").unwrap_or("codebook.yaml"),
    );
    let codebook = codebook.and_then(|path| small(&path)).unwrap_or_default();
    read.project.codes = codes(&codebook, &id, &mut read.losses);
    let used = database.rows(
        "SELECT DISTINCT code_id FROM coded_line ORDER BY code_id",
        |row| words(row, 0),
    )?;
    for name in used {
        let own: CodeId = Id::from_uuid(id("code", &name));
        if !read.project.codes.iter().any(|it| it.id == own) {
            read.project.codes.push(code(own, None, name));
        }
    }
    read.project.users = database.rows("SELECT name FROM coder ORDER BY name", |row| {
        let name = words(row, 0)?;
        Ok(User {
            id: Id::from_uuid(id("coder", &name)),
            name,
            initials: String::new(),
        })
    })?;
    let corpus = inside(folder, setting(&settings, "corpus_dir").unwrap_or("corpus"));
    let mut lines: HashMap<String, Vec<Span>> = HashMap::new();
    let mut places = HashMap::new();
    let documents = database.rows("SELECT file_path FROM document ORDER BY file_path", |row| {
        words(row, 0)
    })?;
    for file in documents {
        let path = corpus.as_deref().and_then(|corpus| inside(corpus, &file));
        let bytes = path.and_then(|path| bytes(&path));
        let text = bytes
            .as_ref()
            .and_then(|bytes| Some(canonical(std::str::from_utf8(bytes).ok()?)));
        if text.is_none() {
            let why = "its text is not in the folder, or is not UTF-8";
            read.losses.left_out("source", &file, why);
        }
        let own = Id::from_uuid(id("document", &file));
        if let Some(bytes) = bytes {
            read.originals.insert(own, bytes);
        }
        lines.insert(
            file.clone(),
            text.as_deref().map_or_else(Vec::new, lines_of),
        );
        places.insert(file.clone(), read.project.sources.len());
        let source = text_source(own, file, text, Made::default(), Vec::new());
        read.project.sources.push(source);
    }
    let coded = database.rows(
        "SELECT DISTINCT c.id, c.line, c.coder_id, c.code_id, i.document_id FROM coded_line c \
         JOIN coded_line_location_association a ON a.coded_line_id = c.id \
         JOIN location l ON l.id = a.location_id JOIN document_index i ON i.id = l.document_index_id \
         ORDER BY i.document_id, c.line, c.id",
        |row| Ok(([number(row, 0)?, number(row, 1)?], [words(row, 2)?, words(row, 3)?, words(row, 4)?])),
    )?;
    let mut seen = HashSet::new();
    for ([number, line], [coder, code, file]) in coded {
        if !seen.insert((number, file.clone())) {
            continue;
        }
        let span = usize::try_from(line)
            .ok()
            .and_then(|line| lines.get(&file)?.get(line).copied());
        let (Some(span), Some(at)) = (span, places.get(&file)) else {
            let why = "its line is not in the text, or is empty";
            read.losses
                .left_out("coding", &format!("{file} line {line}"), why);
            continue;
        };
        let made = Made {
            by: Some(Id::from_uuid(id("coder", &coder))),
            at: None,
        };
        let own = id("line", &format!("{file} {number}"));
        let coding = Coding {
            id: Id::from_uuid(own),
            code: Id::from_uuid(id("code", &code)),
            made,
            notes: Vec::new(),
        };
        let mut selection = selection(
            own,
            (0, 0),
            String::new(),
            String::new(),
            vec![coding],
            made,
        );
        selection.place = match span.end > span.start {
            true => Place::Words(span),
            false => Place::Nowhere {
                start: line,
                end: line,
            },
        };
        read.project.sources[*at].texts[0]
            .selections
            .push(selection);
    }
    Ok(read)
}

fn code(id: CodeId, parent: Option<CodeId>, name: String) -> Code {
    Code {
        id,
        parent,
        name,
        description: String::new(),
        color: None,
        codable: true,
        notes: Vec::new(),
    }
}

/// Lines of a text without their ends.
fn lines_of(text: &str) -> Vec<Span> {
    let mut start = 0;
    let lines = text.split('\n').map(|line| {
        let span = Span {
            start,
            end: start + line.len(),
        };
        start = span.end + 1;
        span
    });
    lines.collect()
}

/// Nested lists of names: `- name`, or `- name:` with a list below it, each level further in.
fn codes(yaml: &str, id: &impl Fn(&str, &str) -> uuid::Uuid, losses: &mut Losses) -> Vec<Code> {
    let mut codes: Vec<Code> = Vec::new();
    let mut above: Vec<(usize, CodeId)> = Vec::new();
    for line in yaml.lines() {
        let indent = line.len() - line.trim_start().len();
        let Some(item) = line.trim().strip_prefix("- ") else {
            continue;
        };
        let name = item.trim().trim_end_matches(':').trim();
        let quoted = name.len() > 1 && (name.starts_with('"') || name.starts_with('\''));
        let name = if quoted {
            &name[1..name.len() - 1]
        } else {
            name
        };
        while above.last().is_some_and(|(at, _)| *at >= indent) {
            above.pop();
        }
        let own: CodeId = Id::from_uuid(id("code", name));
        if codes.iter().any(|it| it.id == own) {
            let why = "the code stands at another place already";
            losses.left_out("place of a code", name, why);
        } else {
            let parent = above
                .last()
                .map(|(_, parent)| *parent)
                .filter(|it| *it != own);
            codes.push(code(own, parent, name.to_owned()));
        }
        above.push((indent, own));
    }
    codes
}

/// The value of a line `name: value`.
fn setting<'s>(settings: &'s str, name: &str) -> Option<&'s str> {
    let mut lines = settings.lines();
    let found = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(':'))?;
    Some(found.trim().trim_matches(['"', '\''])).filter(|it| !it.is_empty())
}

/// A path below a folder; one that leads out of it is none.
fn inside(folder: &Path, name: &str) -> Option<PathBuf> {
    let path = Path::new(name);
    let plain = path
        .components()
        .all(|part| matches!(part, std::path::Component::Normal(_)));
    plain.then(|| folder.join(path))
}

fn small(path: &Path) -> Option<String> {
    String::from_utf8(bytes(path)?).ok()
}

/// A file that is no link.
fn bytes(path: &Path) -> Option<Vec<u8>> {
    let found = std::fs::symlink_metadata(path).ok()?;
    if !found.is_file() || found.len() > LARGEST {
        return None;
    }
    std::fs::read(path).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_lists_become_a_tree() {
        let mut losses = Losses::default();
        let yaml = "- greeting\n- places:\n  - park\n  - 'the: bus'\n- greeting\n- last\n";
        let codes = codes(yaml, &|kind, what| named(kind, what), &mut losses);
        let found: Vec<_> = codes
            .iter()
            .map(|it| (it.name.as_str(), it.parent.is_some()))
            .collect();
        let expected = [
            ("greeting", false),
            ("places", false),
            ("park", true),
            ("the: bus", true),
            ("last", false),
        ];
        assert_eq!(found, expected);
        assert_eq!(losses.iter().count(), 1);
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        let folder = Path::new("f");
        assert_eq!(inside(folder, "a/b.txt"), Some(PathBuf::from("f/a/b.txt")));
        assert_eq!(inside(folder, "../b.txt"), None);
        assert_eq!(inside(folder, "/etc/hostname"), None);
    }
}
