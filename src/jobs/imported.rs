//! What an import did, in words: the same for a terminal, a program and a page.

use serde_json::json;

use crate::project::{Fate, FileAnswer, ImportAnswer, Outcome, Told};
use crate::report::records::Records;

/// What became of a file: one word, and what it was or why not.
pub fn outcome(file: &FileAnswer) -> (&'static str, &str) {
    match &file.outcome {
        Outcome::New(what) => ("new", what),
        Outcome::Changed(what) => ("changed", what),
        Outcome::Same => ("same", ""),
        Outcome::Ignored => ("ignored", "not a kind of file that is imported"),
        Outcome::Refused(reason) => ("refused", reason),
    }
}

/// One row for each file, with what else is to be heard about it.
pub fn records(answer: &ImportAnswer) -> Records {
    let mut records = Records::new(&[
        "file", "outcome", "what", "remarks", "changed", "left_out", "refused",
    ]);
    for file in &answer.files {
        let (word, what) = outcome(file);
        let (mut remarks, mut refused) = (Vec::new(), Vec::new());
        let (mut changed, mut left_out): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
        for told in &file.told {
            match told {
                Told::Remark(remark) => remarks.push(remark),
                Told::Changed(what) => changed.push(what.clone()),
                Told::LeftOut(what) => left_out.push(what.clone()),
                Told::Lost(loss) => match loss.fate {
                    Fate::Changed => changed.push(loss.whole()),
                    Fate::LeftOut => left_out.push(loss.whole()),
                },
                Told::Refused(reason) => refused.push(reason),
            }
        }
        records.rows.push(vec![
            json!(file.file),
            json!(word),
            json!(what),
            json!(remarks),
            json!(changed),
            json!(left_out),
            json!(refused),
        ]);
    }
    records
}
