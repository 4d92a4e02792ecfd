//! What of a study stays here whatever is exported: each kind of record that a form of file has no place
//! for is counted, so that the loss report says everything that did not travel.

use std::collections::BTreeSet;

use crate::exchange::losses::Losses;
use crate::model::memo::Thing;
use crate::model::redaction::State;
use crate::model::study::Study;

/// What carries a study to others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carrier {
    /// A project of REFI-QDA.
    Refi,
    /// Texts and codings of brat.
    Brat,
    /// Web Annotations.
    Annotations,
    /// Tables of coded segments.
    Segments,
    /// A table of respondents.
    Matrix,
    /// A page of texts with what is coded in them.
    Page,
}

impl Carrier {
    /// Why there is no place for something.
    fn alone(self) -> &'static str {
        match self {
            Self::Refi => "the standard has no place for it",
            Self::Brat => "brat has texts and codings alone",
            Self::Annotations => "annotations are of codings alone",
            Self::Segments => "the table has coded segments alone",
            Self::Matrix => "the table has attributes and codes of respondents alone",
            Self::Page => "the page has texts and codings alone",
        }
    }

    /// Whether respondents have their values there.
    fn has_values(self) -> bool {
        matches!(self, Self::Refi | Self::Segments | Self::Matrix)
    }

    /// Whether the words of sources are there.
    fn has_words(self) -> bool {
        !matches!(self, Self::Matrix)
    }
}

/// Names of the rounds in which coders do not see what others did.
pub fn blind(study: &Study) -> impl Iterator<Item = &str> {
    let open = study.rounds.values().filter(|it| it.revealed.is_none());
    open.map(|it| it.name.as_str())
}

/// Everything of the study that the carrier has no place for, but for what its writer tells itself.
pub fn staying(study: &Study, carrier: Carrier) -> Losses {
    let mut losses = Losses::default();
    let blind: Vec<&str> = blind(study).collect();
    if !blind.is_empty() {
        let why = format!(
            "they are not shown before round `{}` is revealed; whether there are any is not told",
            blind.join("`, `")
        );
        losses.withheld("what other coders did", &why);
        if carrier == Carrier::Matrix {
            let why = "it says of what you see; others may have coded the same respondents";
            losses.withheld("`not coded` of a code", why);
        }
    }
    let alone = carrier.alone();
    let lost = match carrier {
        Carrier::Refi => 0,
        Carrier::Brat | Carrier::Annotations | Carrier::Segments => {
            let memos = study.memos.values();
            memos
                .filter(|it| !matches!(it.about, Thing::Coding(_)))
                .count()
        }
        Carrier::Matrix | Carrier::Page => study.memos.len(),
    };
    losses.missing("memo", lost, alone);
    let routes: BTreeSet<_> = study.stops.values().map(|it| it.respondent).collect();
    losses.missing("route", routes.len(), alone);
    losses.missing("place", study.places.len(), alone);
    let (resting, bare): (Vec<_>, Vec<_>) = study
        .classifications
        .values()
        .partition(|it| !it.because.is_empty());
    let why = match carrier.has_values() {
        true => {
            "what they come to are values of respondents; who classified, why and by which words stays here"
        }
        false => alone,
    };
    losses.missing("classification with evidence", resting.len(), why);
    losses.missing("classification without evidence", bare.len(), why);
    let standings = || study.standings.values();
    let stars = standings().filter(|it| it.starred).count();
    losses.missing("star", stars, alone);
    let statuses = standings().filter(|it| it.status.is_some()).count();
    losses.missing("status of a quote", statuses, alone);
    let notes = standings().filter(|it| !it.note.trim().is_empty()).count();
    losses.missing("note on a quote", notes, alone);
    let why = match carrier.has_words() {
        true => "words leave as they stand in the source",
        false => alone,
    };
    losses.missing("edited quote", study.edits.len(), why);
    losses.missing("translation of a quote", study.translations.len(), alone);
    losses.missing("settled disagreement", study.decisions.len(), alone);
    losses.missing("settled contradiction", study.contradictions.len(), alone);
    let (holding, others): (Vec<_>, Vec<_>) = study
        .redactions
        .values()
        .partition(|it| it.state == State::Accepted);
    let why = match carrier.has_words() {
        true => {
            "what is printed instead stands in the text; the words and who took them out stay here"
        }
        false => alone,
    };
    losses.missing("redaction", holding.len(), why);
    losses.missing("redaction that does not hold", others.len(), alone);
    losses.missing("round of coding", study.rounds.len(), alone);
    losses.missing("assignment", study.assignments.len(), alone);
    losses
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use uuid::Uuid;

    use super::*;
    use crate::model::id::Id;
    use crate::model::memo::Memo;
    use crate::model::standing::{Standing, Status};

    #[test]
    fn each_kind_is_counted_once_and_what_is_not_there_is_not_told() {
        let mut study = Study::default();
        assert!(staying(&study, Carrier::Brat).is_empty());
        for (number, about) in
            (1..).zip([Thing::Project, Thing::Coding(Id::from_uuid(Uuid::nil()))])
        {
            let id = Id::from_uuid(Uuid::from_u128(number));
            let memo = Memo {
                id,
                about,
                author: "ana".to_owned(),
                text: "Look again.".to_owned(),
                at: Timestamp::UNIX_EPOCH,
            };
            study.memos.insert(id, memo);
        }
        let id = Id::from_uuid(Uuid::from_u128(3));
        let standing = Standing {
            id,
            coding: Id::from_uuid(Uuid::nil()),
            starred: true,
            status: Some(Status::Used),
            note: String::new(),
            by: "ana".to_owned(),
            at: Timestamp::UNIX_EPOCH,
        };
        study.standings.insert(id, standing);
        let said = |carrier| {
            let losses = staying(&study, carrier);
            losses.iter().map(ToString::to_string).collect::<Vec<_>>()
        };
        assert_eq!(
            said(Carrier::Brat),
            [
                "1 memo: brat has texts and codings alone",
                "1 star: brat has texts and codings alone",
                "1 status of a quote: brat has texts and codings alone"
            ]
        );
        assert!(said(Carrier::Page)[0].starts_with("2 memos: "));
        assert!(said(Carrier::Refi)[0].starts_with("1 star: "));
    }
}
