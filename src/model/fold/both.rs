//! What becomes of one thing of which two copies say something.

use crate::model::contradiction::Contradiction;
use crate::model::record::Record;
use crate::model::source::Source;

/// What belongs together to the last word, so that the later one holds as a whole: what it says and
/// what the other one said, in short.
pub(super) fn one_thought(after: &Record, current: &Record) -> Option<(String, String)> {
    match (after, current) {
        (Record::Edit(new), Record::Edit(now)) => Some(match new.is_as(now) {
            true => (String::new(), String::new()),
            false => (
                format!("the later edit, by {}", new.by),
                format!("the one by {}", now.by),
            ),
        }),
        (Record::Contradiction(new), Record::Contradiction(now)) => {
            let said = |it: &Contradiction| format!("{}: {}", it.verdict.name(), it.reason);
            Some((said(new), said(now)))
        }
        (Record::Translation(new), Record::Translation(now)) => {
            Some((new.text.clone(), now.text.clone()))
        }
        _ => None,
    }
}

/// Two texts for one source, made apart: the later one holds, as a version after both.
pub(super) fn reconcile(new: &mut Source, now: &Source, before: Option<&Record>) -> bool {
    let was = match before {
        Some(Record::Source(was)) => Some(was.text),
        _ => None,
    };
    let theirs = Some(new.text) != was && new.text != now.text;
    if theirs && Some(now.text) != was {
        new.version = now.version.max(new.version) + 1;
    }
    theirs
}

/// Whether a source is a file of its own, not one of many answers in a table.
pub(super) fn is_note(source: &Source) -> bool {
    let file = source.file.rsplit(['/', '\\']).next().unwrap_or_default();
    file.rsplit_once('.').map_or(file, |(stem, _)| stem) == source.name
}
