//! Looking for damage: nothing here changes anything.

use std::collections::BTreeSet;

use super::journal::went_apart;
use super::merge::{self, Folded};
use super::{Codings, Store, StoreError, texts};
use crate::model::hash::Hash;
use crate::model::study::Study;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// SQLite finds the file damaged.
    #[error("the database file is damaged: {0}")]
    File(String),
    /// The hash chain does not hold.
    #[error("operation {0} of the journal is not what was written: its hash does not fit")]
    Chain(i64),
    /// The journal does not add up.
    #[error("operation `{operation}` does not follow from those before it: {reason}")]
    Fold {
        /// The operation.
        operation: String,
        /// What does not fit.
        reason: String,
    },
    /// The tables are not what the journal says.
    #[error("table `{0}` is not what the journal adds up to")]
    Table(&'static str),
    /// A text is missing or changed.
    #[error("the stored {what} of source `{source_name}` is not what was imported")]
    Text {
        /// The source.
        source_name: String,
        /// Text or file.
        what: &'static str,
    },
    /// A coding points at other words than it was made on.
    #[error("coding `{coding}` in source `{source_name}` does not stand at its words")]
    Words {
        /// The coding.
        coding: String,
        /// The source.
        source_name: String,
    },
}

impl Store {
    /// Everything that is wrong with the database. `deep` also folds the journal anew and compares.
    pub fn faults(&self, deep: bool) -> Result<Vec<Fault>, StoreError> {
        let mut faults = Vec::new();
        let mut statement = self.connection.prepare("PRAGMA integrity_check(20)")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let line: String = row.get(0)?;
            if line != "ok" {
                faults.push(Fault::File(line));
            }
        }
        faults.extend(self.broken_links()?.into_iter().map(Fault::Chain));
        let study = self.study(&Codings::All)?;
        self.check_texts(&study, &mut faults)?;
        if deep {
            self.check_fold(&study, &mut faults)?;
        }
        Ok(faults)
    }

    fn check_texts(&self, study: &Study, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        for source in study.sources.values() {
            let fault = |what| Fault::Text {
                source_name: source.name.clone(),
                what,
            };
            let whole = |hash| -> Result<Option<Vec<u8>>, StoreError> {
                let bytes = texts::read(&self.connection, hash)?;
                Ok(bytes.filter(|bytes| Hash::of(bytes) == hash))
            };
            if source.original != source.text && whole(source.original)?.is_none() {
                faults.push(fault("file"));
            }
            let Some(text) = whole(source.text)?.and_then(|bytes| String::from_utf8(bytes).ok())
            else {
                faults.push(fault("text"));
                continue;
            };
            let codings = study
                .codings
                .values()
                .filter(|coding| coding.source == source.id);
            for coding in codings {
                let words = coding
                    .span
                    .of(&text)
                    .map(|words| Hash::of(words.as_bytes()));
                if words != Some(coding.words) || coding.version != source.version {
                    faults.push(Fault::Words {
                        coding: coding.id.short(),
                        source_name: source.name.clone(),
                    });
                }
            }
        }
        let known: BTreeSet<_> = study.sources.keys().collect();
        let strays = study
            .codings
            .values()
            .filter(|coding| !known.contains(&coding.source));
        faults.extend(strays.map(|coding| Fault::Words {
            coding: coding.id.short(),
            source_name: coding.source.short(),
        }));
        Ok(())
    }

    fn check_fold(&self, study: &Study, faults: &mut Vec<Fault>) -> Result<(), StoreError> {
        let entries = self.journal()?;
        let Folded {
            study: folded,
            clashes,
            ..
        } = merge::fold(&self.connection, &entries);
        // In one copy everything was done in the knowledge of what was there.
        let apart = went_apart(&entries);
        let clashes = clashes.into_iter().filter(|_| !apart);
        faults.extend(clashes.map(|clash| Fault::Fold {
            operation: clash.operation.short(),
            reason: clash.to_string(),
        }));
        faults.extend(folded.differs(study).into_iter().map(Fault::Table));
        Ok(())
    }
}
