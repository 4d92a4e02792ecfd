//! House style: how quotes are printed.

use std::collections::BTreeMap;

use serde::Deserialize;

/// How quotes are printed. Every setting has a default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Style {
    /// What stands where words are left out.
    pub omission: Sign,
    /// Whether a sign without brackets follows its word without a space: `word... Next`.
    pub attached: bool,
    /// What stands around words that are put in.
    pub brackets: Brackets,
    /// Whether it is marked that a capital letter became a small one, or a small one a capital.
    pub capitals: Capitals,
    /// Quotation marks by language (BCP 47); those of other languages are as the language prints them.
    pub quotation: BTreeMap<String, Quotation>,
    /// Quotes of so many words and more are block quotes without quotation marks, shorter ones stand in
    /// the text. `None`: every quote is set apart and has quotation marks.
    pub block: Option<usize>,
}

/// The sign of omission. The audit of drafts knows all of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Sign {
    /// `...`
    #[default]
    #[serde(rename = "...")]
    Dots,
    /// `…`
    #[serde(rename = "…")]
    Ellipsis,
    /// `[...]`
    #[serde(rename = "[...]")]
    SquareDots,
    /// `[…]`
    #[serde(rename = "[…]")]
    SquareEllipsis,
    /// `(...)`
    #[serde(rename = "(...)")]
    RoundDots,
    /// `(…)`
    #[serde(rename = "(…)")]
    RoundEllipsis,
}

impl Sign {
    /// As it is printed.
    pub fn text(self) -> &'static str {
        match self {
            Self::Dots => "...",
            Self::Ellipsis => "…",
            Self::SquareDots => "[...]",
            Self::SquareEllipsis => "[…]",
            Self::RoundDots => "(...)",
            Self::RoundEllipsis => "(…)",
        }
    }
}

/// Brackets around words that are put in. Round ones are the speaker's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
pub enum Brackets {
    /// `[words]`
    #[default]
    #[serde(rename = "[]")]
    Square,
    /// `⟨words⟩`
    #[serde(rename = "⟨⟩")]
    Angled,
}

impl Brackets {
    /// Opening and closing.
    pub fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::Square => ("[", "]"),
            Self::Angled => ("⟨", "⟩"),
        }
    }
}

/// What becomes of a changed capital.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Capitals {
    /// It is printed like any letter.
    #[default]
    Plain,
    /// It stands in brackets: `[t]hey`.
    Marked,
}

/// Quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Quotation {
    /// Around a quote.
    pub outer: (String, String),
    /// Around a quotation inside.
    pub inner: (String, String),
}

/// Quotation marks that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` are no quotation marks, expected an opening and a closing one with a space between them, and perhaps the inner ones, like `“ ” ‘ ’`"
)]
pub struct QuotationError(String);

impl TryFrom<String> for Quotation {
    type Error = QuotationError;

    fn try_from(text: String) -> Result<Self, QuotationError> {
        let marks: Vec<&str> = text.split_whitespace().collect();
        let short = |it: &&str| it.chars().count() <= 2 && !it.chars().any(char::is_alphanumeric);
        if !marks.iter().all(short) {
            return Err(QuotationError(text));
        }
        let pair = |open: &str, close: &str| (open.to_owned(), close.to_owned());
        match *marks.as_slice() {
            [open, close] => Ok(Self {
                outer: pair(open, close),
                inner: match open {
                    "“" | "\"" => pair("‘", "’"),
                    _ => pair("“", "”"),
                },
            }),
            [open, close, inner, end] => Ok(Self {
                outer: pair(open, close),
                inner: pair(inner, end),
            }),
            _ => Err(QuotationError(text)),
        }
    }
}

impl Style {
    /// The quotation marks that are set for a language, else for the language without its country.
    pub fn marks(&self, language: Option<&str>) -> Option<&Quotation> {
        let tag = language.unwrap_or("en");
        let bare = tag.split('-').next().unwrap_or(tag);
        self.quotation.get(tag).or_else(|| self.quotation.get(bare))
    }

    /// In words, for the methods page.
    pub fn description(&self) -> String {
        let (open, close) = self.brackets.pair();
        let capitals = match self.capitals {
            Capitals::Plain => "A changed capital letter at a cut is not marked",
            Capitals::Marked => "A changed capital letter at a cut stands in brackets",
        };
        let block = match self.block {
            Some(words) => format!("Quotes of {words} words and more are block quotes"),
            None => "Quotes are set apart from the text".to_owned(),
        };
        format!(
            "{} stands where words are left out, {open}brackets{close} around words that are put in. \
             {capitals}. {block}.",
            self.omission.text()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct File {
        style: Style,
    }

    fn read(text: &str) -> Result<Style, toml::de::Error> {
        toml::from_str::<File>(text).map(|it| it.style)
    }

    #[test]
    fn a_style_is_read_and_what_is_no_mark_is_refused() {
        let style = read(
            "[style]\nomission = '[…]'\nbrackets = '⟨⟩'\ncapitals = 'marked'\nblock = 40\n[style.quotation]\nen = '‘ ’'\n'de-CH' = '« » ‹ ›'\n",
        )
        .expect("style");
        assert_eq!(style.omission.text(), "[…]");
        assert_eq!(style.marks(None).map(|it| it.inner.0.as_str()), Some("“"));
        let swiss = style.marks(Some("de-CH")).expect("marks");
        assert_eq!(swiss.inner, ("‹".to_owned(), "›".to_owned()));
        assert_eq!(style.marks(Some("de")), None);
        for wrong in [
            "omission = '--'",
            "brackets = '()'",
            "quotation = { en = '“' }",
            "quotation = { en = 'a b' }",
            "sign = '...'",
        ] {
            assert!(read(&format!("[style]\n{wrong}")).is_err(), "{wrong}");
        }
    }
}
