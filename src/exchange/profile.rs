//! For whom a project is written: where programs differ, and how each wants it.

use super::positions::{Reading, STANDARD, Unit};

/// The program that shall read a project.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Profile {
    /// By the letter of the standard.
    #[default]
    Standard,
    /// NVivo on Windows: UTF-16 units, line ends of two characters that count as two.
    Nvivo,
    /// MAXQDA: line ends of two characters that count as one; values on sources.
    Maxqda,
    /// ATLAS.ti: memos stand alone, as a reference on a source makes it drop them; values on sources.
    Atlasti,
    /// QualCoder: every number is a decimal one.
    Qualcoder,
}

impl Profile {
    /// How positions are counted.
    pub fn reading(self) -> Reading {
        match self {
            Self::Nvivo => Reading {
                unit: Unit::Utf16,
                ..STANDARD
            },
            Self::Maxqda => Reading {
                folded: true,
                ..STANDARD
            },
            Self::Standard | Self::Atlasti | Self::Qualcoder => STANDARD,
        }
    }

    /// Whether lines of texts end with CR LF.
    pub fn has_wide_line_ends(self) -> bool {
        matches!(self, Self::Nvivo | Self::Maxqda)
    }

    /// Whether words in the text of a PDF are shown as coded. NVivo and MAXQDA know areas on its pages alone.
    pub fn codes_text_of_pdf(self) -> bool {
        matches!(self, Self::Standard | Self::Atlasti | Self::Qualcoder)
    }

    /// Whether memos on sources are written without a reference to them.
    pub fn drops_memos_on_sources(self) -> bool {
        matches!(self, Self::Atlasti)
    }

    /// Whether the values of cases are read from the sources of the case.
    pub fn reads_values_on_sources(self) -> bool {
        matches!(self, Self::Maxqda | Self::Atlasti)
    }

    /// Whether whole numbers are written as decimal ones.
    pub fn has_one_kind_of_number(self) -> bool {
        matches!(self, Self::Qualcoder)
    }
}
