//! What can be wrong with a claim, and what the verdict on it is.

use crate::model::span::Span;

/// What is wrong with a claim. One cause gives one finding: its most telling name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fault {
    /// Words are printed in place of others, or sentences are cut otherwise than they were said.
    AlteredWords,
    /// A word that denies was lost, added or moved.
    NegationLost,
    /// Words are left out without a mark.
    UnmarkedOmission,
    /// Words are put in without square brackets.
    UnmarkedInsertion,
    /// The fragments stand in another order.
    Reordered,
    /// What is left out within one sentence is so much that the sentence is a new one.
    DistantFragments,
    /// Some of the words are another respondent's.
    MixedRespondents,
    /// Some of the words are the interviewer's.
    InterviewerWords,
    /// The words are another respondent's.
    WrongRespondent,
    /// The register gives this respondent another age.
    WrongAge,
    /// The register gives this respondent another gender.
    WrongGender,
    /// The register gives this respondent another category.
    WrongCategory,
    /// The register does not know this respondent.
    UnknownRespondent,
    /// Nobody is named.
    NoAttribution,
    /// Another claim of the draft says something else.
    Contradicts,
    /// What names the respondent cannot be read.
    MalformedAttribution,
    /// The words are in no source.
    NotFound,
    /// The attribution or the words tell who it is.
    Recognisable,
}

impl Fault {
    /// Its name in reports and for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::AlteredWords => "altered_words",
            Self::NegationLost => "negation_lost",
            Self::UnmarkedOmission => "unmarked_omission",
            Self::UnmarkedInsertion => "unmarked_insertion",
            Self::Reordered => "reordered",
            Self::DistantFragments => "distant_fragments",
            Self::MixedRespondents => "mixed_respondents",
            Self::InterviewerWords => "interviewer_words",
            Self::WrongRespondent => "wrong_respondent",
            Self::WrongAge => "wrong_age",
            Self::WrongGender => "wrong_gender",
            Self::WrongCategory => "wrong_category",
            Self::UnknownRespondent => "unknown_respondent",
            Self::NoAttribution => "no_attribution",
            Self::Contradicts => "contradicts",
            Self::MalformedAttribution => "malformed_attribution",
            Self::NotFound => "not_found",
            Self::Recognisable => "recognisable",
        }
    }

    /// Whether it is about the words, not about who said them.
    pub fn is_of_words(self) -> bool {
        match self {
            Self::AlteredWords
            | Self::NegationLost
            | Self::UnmarkedOmission
            | Self::UnmarkedInsertion
            | Self::Reordered
            | Self::DistantFragments
            | Self::MixedRespondents
            | Self::InterviewerWords => true,
            Self::WrongRespondent
            | Self::WrongAge
            | Self::WrongGender
            | Self::WrongCategory
            | Self::UnknownRespondent
            | Self::NoAttribution
            | Self::Contradicts
            | Self::MalformedAttribution
            | Self::NotFound
            | Self::Recognisable => false,
        }
    }
}

/// One thing that is wrong with a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub fault: Fault,
    /// The draft's words against the source's, or what the draft says against what is known.
    pub detail: String,
    /// What should stand there, where that can be said.
    pub expected: Option<String>,
    /// The words that it is about, bytes of the claim; `None` where it is about the whole of it.
    pub words: Option<Span>,
}

impl Finding {
    /// A finding about a whole claim.
    pub fn new(fault: Fault, detail: String, expected: Option<String>) -> Self {
        Self {
            fault,
            detail,
            expected,
            words: None,
        }
    }

    /// It, about some words of the claim.
    pub fn at(self, words: Option<Span>) -> Self {
        Self { words, ..self }
    }
}

/// The answer on a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// The words stand there as printed.
    Exact,
    /// Every change is marked.
    Edited,
    /// Changes are not marked, or change what was said.
    Altered,
    /// The words are not of the one who is named, or that one is not as described.
    Misattributed,
    /// The words are in no source.
    NotFound,
}

impl Verdict {
    /// Its name in reports and for machines.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Edited => "edited",
            Self::Altered => "altered",
            Self::Misattributed => "misattributed",
            Self::NotFound => "not_found",
        }
    }
}
