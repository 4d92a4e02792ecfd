//! The last look at what is written for everybody: does anything in it name a respondent, a source, a
//! file, a coder, a path of this computer or an inner id, or words that are redacted? It reads the
//! finished bytes, also inside archives, and the values that numbers are rounded from.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{Cursor, Read};
use std::sync::LazyLock;

use regex::Regex;
use uuid::Uuid;

use super::Report;
use super::leak_place::stands_like_a_name;
use super::records::Records;
use super::table::{Cell, Row};
use crate::model::id::Id;
use crate::model::natural::natural;
use crate::model::operation::Record;
use crate::model::redact::Concealed;
use crate::model::study::Study;
use crate::model::words::words;

/// More of an archive than this is not written by this program.
const MOST: u64 = 1 << 30;
/// A number of fewer digits may be a count: it is a name only where it stands like one.
const DIGITS: usize = 5;
/// A word of fewer letters may be any word.
pub(super) const LETTERS: usize = 3;

/// Columns in which names stand.
const COLUMNS: &[&str] = &[
    "respondent",
    "source",
    "file",
    "coder",
    "coders",
    "other_coder",
    "author",
    "by",
    "actor",
];

/// What kind of secret it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The inner number of a respondent.
    Respondent,
    /// The name of a source.
    Source,
    /// The name of a file.
    File,
    /// The name of somebody who worked on it.
    Coder,
    /// A place on this computer.
    Path,
    /// An id of the journal.
    Id,
    /// Words that are redacted.
    Redacted,
}

impl Kind {
    /// In words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Respondent => "respondent",
            Self::Source => "source",
            Self::File => "file",
            Self::Coder => "coder",
            Self::Path => "path",
            Self::Id => "inner id",
            Self::Redacted => "redacted words",
        }
    }
}

/// Something that must not be there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// What it is.
    pub kind: Kind,
    /// The words.
    pub words: String,
    /// Where: a line, a column, a part of the archive.
    pub place: String,
}

/// What must not be seen.
#[derive(Debug, Clone, Default)]
pub struct Secrets {
    /// Names in folded words, by their first one.
    names: BTreeMap<String, Vec<(Vec<String>, Kind)>>,
    /// Names that may be other words, by what they look like.
    weak: BTreeMap<String, Kind>,
    paths: Vec<String>,
    ids: HashSet<Uuid>,
    short_ids: HashSet<String>,
}

static UUID: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}").ok()
});
static HOME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:/(?:home|Users|root)/|[A-Za-z]:\\Users\\)[\w.-]+").ok());
static VALUE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r#"="([^"<>]*)""#).ok());
static TAG: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"<[^<>]*>").ok());

impl Secrets {
    /// Everything in `study` that must not be seen, the redacted words, and places on this computer.
    /// `harmless` words are no secrets.
    pub fn new(
        study: &Study,
        concealed: &[Concealed],
        paths: &[String],
        harmless: &[String],
    ) -> Self {
        let mut it = Self {
            paths: paths
                .iter()
                .filter(|path| path.len() > 4)
                .cloned()
                .collect(),
            ..Self::default()
        };
        let harmless: BTreeSet<Vec<String>> = harmless.iter().map(|it| folded(it)).collect();
        let mut add = |name: &str, kind| {
            let parts = folded(name);
            if !parts.is_empty() && !harmless.contains(&parts) {
                it.add(parts, kind);
            }
        };
        for who in study.respondents.values() {
            add(&who.name, Kind::Respondent);
        }
        for source in study.sources.values() {
            add(&source.name, Kind::Source);
            add(file_name(&source.file), Kind::File);
        }
        for file in study.files.values() {
            add(file_name(&file.name), Kind::File);
        }
        let coders = study.coders.values().filter(|it| it.is_person());
        coders.for_each(|it| add(&it.name, Kind::Coder));
        study
            .memos
            .values()
            .for_each(|it| add(&it.author, Kind::Coder));
        for words in concealed {
            add(&words.words, Kind::Redacted);
        }
        for record in study.records() {
            let is_inner = match &record {
                Record::Attribute(_) | Record::Code(_) | Record::Place(_) => false,
                Record::Respondent(_)
                | Record::Source(_)
                | Record::Coder(_)
                | Record::Coding(_)
                | Record::Memo(_)
                | Record::File(_)
                | Record::Assignment(_)
                | Record::Decision(_)
                | Record::Standing(_)
                | Record::Edit(_)
                | Record::Translation(_)
                | Record::Export(_)
                | Record::Classification(_)
                | Record::Contradiction(_)
                | Record::Redaction(_)
                | Record::Stop(_)
                | Record::Round(_) => true,
            };
            if is_inner {
                it.ids.insert(record.uuid());
                it.short_ids
                    .insert(Id::<Record>::from_uuid(record.uuid()).short());
            }
        }
        it
    }

    fn add(&mut self, parts: Vec<String>, kind: Kind) {
        if let [word] = parts.as_slice() {
            let digits = word.chars().all(|it| it.is_ascii_digit());
            let length = word.chars().count();
            if (digits && length < DIGITS) || length < LETTERS {
                self.weak.insert(word.clone(), kind);
                return;
            }
        }
        let known = self.names.entry(parts[0].clone()).or_default();
        if !known.iter().any(|(other, _)| *other == parts) {
            known.push((parts, kind));
        }
    }

    /// What leaks in the bytes of a file.
    pub fn in_bytes(&self, bytes: &[u8]) -> Vec<Leak> {
        let mut found = BTreeSet::new();
        self.look(bytes, "", &mut found);
        sorted(found)
    }

    /// What leaks in the columns of a report's tables in which names stand.
    pub fn in_report(&self, report: &Report) -> Vec<Leak> {
        let mut found = BTreeSet::new();
        for table in report.tables() {
            let named = table.columns.iter().enumerate();
            for (at, column) in named.filter(|(_, it)| is_of_names(&it.name)) {
                for row in &table.rows {
                    let (Row::Cells(cells) | Row::Total(cells)) = row else {
                        continue;
                    };
                    if let Some(Cell::Text(cell)) = cells.get(at) {
                        self.cell(cell, &column.name, &mut found);
                    }
                }
            }
        }
        sorted(found)
    }

    fn cell(&self, cell: &str, column: &str, found: &mut BTreeSet<Leak>) {
        for word in folded(cell) {
            if let Some(kind) = self.weak.get(&word) {
                found.insert(leak(*kind, cell, &format!("column `{column}`")));
            }
        }
    }

    /// What leaks in the columns of a list in which names stand.
    pub fn in_records(&self, records: &Records) -> Vec<Leak> {
        let mut found = BTreeSet::new();
        let named = records.columns.iter().enumerate();
        for (at, column) in named.filter(|(_, it)| is_of_names(it)) {
            for row in &records.rows {
                let cell = match &row[at] {
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                self.cell(&cell, column, &mut found);
            }
        }
        sorted(found)
    }

    fn look(&self, bytes: &[u8], inside: &str, found: &mut BTreeSet<Leak>) {
        if bytes.starts_with(b"PK\x03\x04")
            && let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(bytes))
        {
            for at in 0..archive.len() {
                let Ok(entry) = archive.by_index(at) else {
                    continue;
                };
                let name = entry.name().map(|it| it.into_owned()).unwrap_or_default();
                let place = match inside {
                    "" => name.clone(),
                    inside => format!("{inside} > {name}"),
                };
                self.text(&name, &place, found);
                let mut content = Vec::new();
                if entry.take(MOST).read_to_end(&mut content).is_ok() {
                    self.look(&content, &place, found);
                }
            }
            return;
        }
        if bytes.starts_with(b"\x89PNG") {
            return;
        }
        let text = String::from_utf8_lossy(bytes);
        let (Some(tag), Some(value), true) = (
            TAG.as_ref(),
            VALUE.as_ref(),
            text.trim_start().starts_with('<'),
        ) else {
            self.text(&text, inside, found);
            return;
        };
        // What is between tags, which may cut words, and what is in them, their own names aside.
        for it in value.captures_iter(&text) {
            self.text(&it[1], inside, found);
        }
        {
            for between in ["", " "] {
                let bare = tag.replace_all(&text, between);
                let bare = bare
                    .replace("&amp;", "&")
                    .replace("&quot;", "\"")
                    .replace("&#39;", "'");
                self.text(&bare, inside, found);
            }
        }
    }

    fn text(&self, text: &str, inside: &str, found: &mut BTreeSet<Leak>) {
        let here: Vec<_> = words(text, None).collect();
        let place = |byte: usize| match inside {
            "" => format!("line {}", text[..byte].matches('\n').count() + 1),
            inside => inside.to_owned(),
        };
        for (at, word) in here.iter().enumerate() {
            let start = word.span.start;
            for (parts, kind) in self.names.get(&word.folded).into_iter().flatten() {
                let Some(some) = here.get(at..at + parts.len()) else {
                    continue;
                };
                if some.iter().zip(parts).all(|(it, part)| it.folded == *part) {
                    let end = some[parts.len() - 1].span.end;
                    found.insert(leak(*kind, &text[start..end], &place(start)));
                }
            }
            if let Some(kind) = self.weak.get(&word.folded)
                && stands_like_a_name(
                    text,
                    start,
                    word.span.end,
                    at.checked_sub(1).map(|at| here[at].folded.as_str()),
                )
            {
                found.insert(leak(*kind, &text[start..word.span.end], &place(start)));
            }
            if self.short_ids.contains(&word.folded) {
                found.insert(leak(Kind::Id, &word.folded, &place(start)));
            }
        }
        for it in UUID.iter().flat_map(|it| it.find_iter(text)) {
            if it
                .as_str()
                .parse()
                .is_ok_and(|id: Uuid| self.ids.contains(&id))
            {
                found.insert(leak(Kind::Id, it.as_str(), &place(it.start())));
            }
        }
        for it in HOME.iter().flat_map(|it| it.find_iter(text)) {
            found.insert(leak(Kind::Path, it.as_str(), &place(it.start())));
        }
        for path in &self.paths {
            if let Some(at) = text.find(path.as_str()) {
                found.insert(leak(Kind::Path, path, &place(at)));
            }
        }
    }
}

fn is_of_names(column: &str) -> bool {
    COLUMNS.contains(&column.to_lowercase().as_str())
}

fn folded(text: &str) -> Vec<String> {
    words(text, None).map(|it| it.folded).collect()
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn leak(kind: Kind, words: &str, place: &str) -> Leak {
    Leak {
        kind,
        words: words.to_owned(),
        place: place.to_owned(),
    }
}

fn sorted(found: BTreeSet<Leak>) -> Vec<Leak> {
    let mut all: Vec<Leak> = found.into_iter().collect();
    all.sort_by(|a, b| natural(&a.place, &b.place).then(a.cmp(b)));
    all
}

#[cfg(test)]
mod tests {
    use super::super::docx;
    use super::super::{Block, QuoteBlock};
    use super::*;
    use crate::model::coding::Coder;
    use crate::model::respondent::Respondent;

    fn secrets() -> Secrets {
        let mut study = Study::default();
        for (at, name) in ["306", "12", "R-077"].iter().enumerate() {
            let id = Id::from_uuid(Uuid::from_u128(at as u128 + 1));
            let name = (*name).to_owned();
            let values = BTreeMap::new();
            study
                .respondents
                .insert(id, Respondent { id, name, values });
        }
        let id = Id::from_uuid(Uuid::from_u128(90));
        let name = "Zhanibek".to_owned();
        study.coders.insert(id, Coder { id, name });
        Secrets::new(
            &study,
            &[],
            &["/srv/interviews".to_owned()],
            &["Will".to_owned()],
        )
    }

    fn words_of(text: &str) -> Vec<String> {
        let found = secrets().in_bytes(text.as_bytes()).into_iter();
        found.map(|it| it.words).collect()
    }

    #[test]
    fn a_number_is_a_name_only_where_it_stands_like_one() {
        for text in [
            "“No coal.” (306, worker, female)",
            "Respondent 306 said so",
            "interview: 306",
            "{\"respondent\": \"306\"}",
            "№ 306",
            "as (306) says",
            "[12, a worker]",
        ] {
            assert_eq!(words_of(text).len(), 1, "{text}");
        }
        for text in [
            "306 of 571 (53.6 %)",
            "N = 306",
            "(12 quotes of 9 respondents)",
            "12, 306",
            "\"n\": 306",
            "(12, 30)",
        ] {
            assert_eq!(words_of(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn names_files_paths_and_ids_are_found_whatever_their_spelling() {
        assert_eq!(words_of("by ZHANIBEK, r-077"), ["r-077", "ZHANIBEK"]);
        assert_eq!(words_of("see /srv/interviews/x"), ["/srv/interviews"]);
        assert_eq!(words_of("in /home/someone/notes"), ["/home/someone"]);
        let id = Uuid::from_u128(1).to_string();
        assert!(words_of(&format!("<x id=\"{id}\"/>")).contains(&id));
        assert_eq!(words_of("<p>Zhani<b>bek</b></p>"), ["Zhanibek"]);
    }

    #[test]
    fn archives_are_opened_and_the_place_is_told() {
        let quote = QuoteBlock {
            text: "No coal, said Zhanibek.".to_owned(),
            ..QuoteBlock::default()
        };
        let report = Report {
            title: String::new(),
            blocks: vec![Block::Quote(quote)],
        };
        let found = secrets().in_bytes(&docx::render(&report, None));
        assert_eq!(found[0].place, "word/document.xml");
        assert_eq!(found[0].kind, Kind::Coder);
    }

    #[test]
    fn columns_of_names_are_looked_at_in_lists() {
        let mut records = Records::new(&["respondent", "n"]);
        records
            .rows
            .push(vec![serde_json::json!("12"), serde_json::json!(306)]);
        let found = secrets().in_records(&records);
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].words.as_str(), found[0].place.as_str()),
            ("12", "column `respondent`")
        );
    }
}
