//! How an edit is printed. The words of a source and what is done to them become pieces in order, each
//! with its place in the source; every form of a quote is made of these pieces, and what a redaction
//! hides can be taken from them by its place.

use std::borrow::Cow;

use super::edit::{Done, Edit, Splice};
use super::source::SourceId;
use super::span::Span;
use super::style::{Capitals, Style};

/// Forms of a quote.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Form {
    /// With signs of omission and brackets.
    #[default]
    Printed,
    /// What is kept and put in, without any mark of it.
    Clean,
    /// All words of the source, those left out and those put in marked.
    Marked,
    /// The words of the source, as if nothing were edited.
    Source,
}

impl Form {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Clean => "clean",
            Self::Marked => "marked",
            Self::Source => "source",
        }
    }
}

/// One piece of an edited quote. The pieces of a stretch that have a place are the whole of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Words as they stand in the source.
    Kept {
        /// The source.
        source: SourceId,
        /// Where in it.
        span: Span,
        /// The words.
        text: Cow<'t, str>,
    },
    /// Something is done to the words at a place.
    Spliced {
        /// The source.
        source: SourceId,
        /// Where in it; may be empty.
        span: Span,
        /// The words there; may be empty.
        text: Cow<'t, str>,
        /// What is done.
        done: &'t Done,
    },
    /// The next stretch does not go on where the last one ended.
    Gap,
    /// The next stretch goes on where the last one ended.
    Seam,
}

/// The pieces of an edited quote; `None` where the edit does not stand at its words. `texts` hands out
/// the texts of the sources.
pub fn pieces<'t>(
    edit: &'t Edit,
    texts: impl Fn(SourceId) -> Option<&'t str>,
) -> Option<Vec<Piece<'t>>> {
    let mut pieces = Vec::new();
    let mut last: Option<(SourceId, usize)> = None;
    for stretch in &edit.stretches {
        let source = stretch.source;
        let text = texts(source)?;
        stretch.of(text)?;
        if let Some((before, end)) = last {
            let between = text.get(end..stretch.span.start);
            let follows = before == source && between.is_some_and(|it| it.trim().is_empty());
            pieces.push(if follows { Piece::Seam } else { Piece::Gap });
        }
        last = Some((source, stretch.span.end));
        let mut at = stretch.span.start;
        let keep = |pieces: &mut Vec<Piece<'t>>, from: usize, to: usize| {
            let span = Span {
                start: from,
                end: to,
            };
            if from < to {
                pieces.push(Piece::Kept {
                    source,
                    span,
                    text: text[from..to].into(),
                });
            }
        };
        for Splice { span, done } in &stretch.splices {
            keep(&mut pieces, at, span.start);
            pieces.push(Piece::Spliced {
                source,
                span: *span,
                text: text[span.range()].into(),
                done,
            });
            at = span.end;
        }
        keep(&mut pieces, at, stretch.span.end);
    }
    Some(pieces)
}

/// The pieces with what is printed in place of words that must not be. `shown` says what that is for the
/// words at a place of a source, the others there included; `None` where all of them are printed.
pub fn masked<'t>(
    pieces: Vec<Piece<'t>>,
    shown: impl Fn(SourceId, Span) -> Option<String>,
) -> Vec<Piece<'t>> {
    let mut out: Vec<Piece<'t>> = Vec::with_capacity(pieces.len());
    let mut pieces = pieces.into_iter().peekable();
    while let Some(mut piece) = pieces.next() {
        match &mut piece {
            Piece::Gap | Piece::Seam => {}
            // A letter that is hidden is hidden with its word, not printed small or capital.
            Piece::Spliced {
                source,
                span,
                done: Done::Letter(_),
                ..
            } => {
                if let Some(alone) = shown(*source, *span) {
                    let follows = |next: &Piece<'_>| matches!(next, Piece::Kept { span: next, .. } if next.start == span.end);
                    let whole = match pieces.next_if(follows) {
                        Some(Piece::Kept { span: next, .. }) => span.union(next),
                        _ => *span,
                    };
                    piece = Piece::Kept {
                        source: *source,
                        span: whole,
                        text: shown(*source, whole).unwrap_or(alone).into(),
                    };
                }
            }
            Piece::Kept { source, span, text }
            | Piece::Spliced {
                source, span, text, ..
            } => {
                if let Some(words) = shown(*source, *span) {
                    *text = words.into();
                }
            }
        }
        out.push(piece);
    }
    out
}

/// What became of a part of a rendered quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// It is left out.
    LeftOut,
    /// It is put in.
    PutIn,
}

/// A quote as it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rendered {
    /// The words.
    pub text: String,
    /// What is marked in them otherwise than by signs: bytes of the words, in order.
    pub marks: Vec<(usize, usize, Mark)>,
}

/// Pieces in a form.
pub fn render(pieces: &[Piece<'_>], style: &Style, form: Form) -> Rendered {
    match form {
        Form::Printed => unmarked(printed(pieces, Some(style), " ")),
        Form::Clean => unmarked(printed(pieces, None, "\n")),
        Form::Marked => marked(pieces),
        Form::Source => unmarked(source(pieces)),
    }
}

fn unmarked(text: String) -> Rendered {
    Rendered {
        text,
        marks: Vec::new(),
    }
}

/// The words of the source: an edit turned back.
pub fn source(pieces: &[Piece<'_>]) -> String {
    let mut out = String::new();
    for piece in pieces {
        match piece {
            Piece::Kept { text, .. } | Piece::Spliced { text, .. } => out.push_str(text),
            Piece::Gap | Piece::Seam => out.push('\n'),
        }
    }
    out
}

/// What is kept and put in, in one line: what a translation is of.
pub fn in_one_line(pieces: &[Piece<'_>]) -> String {
    printed(pieces, None, " ")
}

/// What is kept and put in; with a style also the marks. `apart` stands between stretches that do not
/// follow on each other where no sentence ends.
fn printed(pieces: &[Piece<'_>], style: Option<&Style>, apart: &str) -> String {
    let mut out = Line {
        attached: style
            .is_some_and(|it| it.attached && !it.omission.text().starts_with(['[', '('])),
        ..Line::default()
    };
    let omission = style.map_or("", |it| it.omission.text());
    let put = style.map_or(("", ""), |it| it.brackets.pair());
    let letter = match style.map(|it| it.capitals) {
        Some(Capitals::Marked) => put,
        Some(Capitals::Plain) | None => ("", ""),
    };
    for piece in pieces {
        match piece {
            Piece::Kept { text, .. } => out.keep(text),
            Piece::Gap => {
                out.omit("", omission);
                let ends = out.text.ends_with(['.', '!', '?', '…', '”', '»', '"']);
                if !ends && apart == "\n" && !out.text.is_empty() {
                    out.text.push_str(apart);
                }
            }
            Piece::Seam => out.part(),
            Piece::Spliced { done, .. } => match done {
                Done::Letter(it) => out.keep(&format!("{}{it}{}", letter.0, letter.1)),
                // What stands for redacted words has its brackets.
                Done::Put(words) if is_bracketed(words) => out.put(words),
                Done::Put(words) => out.put(&format!("{}{words}{}", put.0, put.1)),
                Done::Omitted { sign, stop } => {
                    out.omit(stop, if *sign { omission } else { "" });
                }
            },
        }
    }
    out.text.trim_end().to_owned()
}

/// A line in the making, with one space where something was cut.
#[derive(Default)]
struct Line {
    text: String,
    /// Whether the next words do not follow on the last ones in the source.
    parted: bool,
    /// Whether a sign of omission follows its word without a space.
    attached: bool,
    /// Where the last sign of omission ends, so that two in a row are one.
    signed: Option<usize>,
}

impl Line {
    fn part(&mut self) {
        let end = self.text.trim_end().len();
        self.text.truncate(end);
        self.parted = true;
    }

    fn keep(&mut self, words: &str) {
        let words = if self.parted {
            words.trim_start()
        } else {
            words
        };
        if words.is_empty() {
            return;
        }
        if self.parted {
            self.space(words);
        }
        self.text.push_str(words);
        self.parted = false;
    }

    fn put(&mut self, words: &str) {
        self.part();
        self.space(words);
        self.text.push_str(words);
    }

    fn omit(&mut self, stop: &str, sign: &str) {
        self.part();
        self.text.push_str(stop);
        if sign.is_empty() || self.signed == Some(self.text.len()) {
            return;
        }
        // Behind a full stop a space tells its dot from those of the sign.
        if !self.attached || self.text.ends_with(['.', '…']) {
            self.space(sign);
        }
        self.text.push_str(sign);
        self.signed = Some(self.text.len());
    }

    /// A space before `next`, unless one of both sides takes none.
    fn space(&mut self, next: &str) {
        let closes = next.starts_with([',', '.', ';', ':', '!', '?', ')', '”', '»', '’'])
            && !next.starts_with("..");
        let opens = self.text.ends_with(['(', '“', '«', '„', '‘']);
        if !self.text.is_empty() && !closes && !opens && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
    }
}

/// All words of the source, those left out and those put in marked.
fn marked(pieces: &[Piece<'_>]) -> Rendered {
    let mut all = Rendered::default();
    let mut add = |text: &str, mark: Option<Mark>| {
        let start = all.text.len();
        all.text.push_str(text);
        if let Some(mark) = mark.filter(|_| !text.trim().is_empty()) {
            // White space at the ends is not struck through.
            let from = start + (text.len() - text.trim_start().len());
            let to = start + text.trim_end().len();
            all.marks.push((from, to, mark));
        }
        all.text.ends_with(char::is_whitespace)
    };
    let mut spaced = true;
    let mut waits = false;
    for piece in pieces {
        match piece {
            Piece::Kept { text, .. } => {
                if waits && !text.starts_with(char::is_whitespace) && begins_a_word(text) {
                    add(" ", None);
                }
                waits = false;
                spaced = add(text, None);
            }
            Piece::Gap | Piece::Seam => {
                waits = false;
                spaced = add("\n", None);
            }
            Piece::Spliced { text, done, .. } => {
                if !text.is_empty() {
                    waits = false;
                    spaced = add(text, Some(Mark::LeftOut));
                }
                match done {
                    Done::Letter(letter) => {
                        spaced = add(letter, Some(Mark::PutIn));
                    }
                    Done::Put(words) => {
                        if !spaced {
                            add(" ", None);
                        }
                        spaced = add(words, Some(Mark::PutIn));
                        waits = true;
                    }
                    Done::Omitted { stop, .. } if !stop.is_empty() => {
                        spaced = add(stop, Some(Mark::PutIn));
                    }
                    Done::Omitted { .. } => {}
                }
            }
        }
    }
    all
}

fn is_bracketed(words: &str) -> bool {
    let inner = words.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    inner.is_some_and(|it| !it.contains(['[', ']']))
}

fn begins_a_word(text: &str) -> bool {
    text.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::edit::Stretch;
    use crate::model::hash::Hash;
    use crate::model::id::Id;
    use uuid::Uuid;

    const TEXT: &str =
        "Well, They had no coal, no wood and (so he said) no lamp. My aunt came. We left.";

    fn at(words: &str) -> Span {
        let start = TEXT.find(words).expect("words");
        Span {
            start,
            end: start + words.len(),
        }
    }

    fn edit(stretches: &[(&str, &[(Span, Done)])]) -> Edit {
        let stretch = |(words, splices): &(&str, &[(Span, Done)])| Stretch {
            source: Id::from_uuid(Uuid::nil()),
            version: 1,
            span: at(words),
            words: Hash::of(words.as_bytes()),
            splices: splices
                .iter()
                .map(|(span, done)| Splice {
                    span: *span,
                    done: done.clone(),
                })
                .collect(),
        };
        Edit {
            id: Id::from_uuid(Uuid::nil()),
            codings: Vec::new(),
            stretches: stretches.iter().map(stretch).collect(),
            because: None,
            by: String::new(),
            at: jiff::Timestamp::UNIX_EPOCH,
        }
    }

    fn shown(edit: &Edit, style: &Style, form: Form) -> String {
        let pieces = pieces(edit, |_| Some(TEXT)).expect("stands");
        let Rendered { text, marks } = render(&pieces, style, form);
        let mut shown = text.clone();
        for (start, end, mark) in marks.into_iter().rev() {
            let sign = match mark {
                Mark::LeftOut => '-',
                Mark::PutIn => '+',
            };
            shown.insert(end, sign);
            shown.insert(start, sign);
        }
        shown
    }

    fn omitted(sign: bool, stop: &str) -> Done {
        let stop = stop.to_owned();
        Done::Omitted { sign, stop }
    }

    #[test]
    fn every_form_is_made_of_the_same_pieces() {
        let one: &[(Span, Done)] = &[
            (at("Well, "), omitted(false, "")),
            (at("T"), Done::Letter("t".to_owned())),
            (at(" no wood and (so he said)"), omitted(true, "")),
            (at("lamp"), Done::Put("oil".to_owned())),
        ];
        let whole = "Well, They had no coal, no wood and (so he said) no lamp.";
        let edit = edit(&[(whole, one), ("We left.", &[])]);
        let plain = Style::default();
        let strict = Style {
            omission: crate::model::style::Sign::SquareEllipsis,
            capitals: Capitals::Marked,
            ..Style::default()
        };
        assert_eq!(
            shown(&edit, &plain, Form::Printed),
            "they had no coal, ... no [oil]. ... We left."
        );
        assert_eq!(
            shown(&edit, &strict, Form::Printed),
            "[t]hey had no coal, […] no [oil]. […] We left."
        );
        assert_eq!(
            shown(&edit, &plain, Form::Clean),
            "they had no coal, no oil. We left."
        );
        assert_eq!(
            shown(&edit, &plain, Form::Marked),
            "-Well,- -T-+t+hey had no coal, -no wood and (so he said)- no -lamp- +oil+.\nWe left."
        );
        assert_eq!(
            shown(&edit, &plain, Form::Source),
            format!("{whole}\nWe left.")
        );
    }

    #[test]
    fn stretches_that_end_in_no_sentence_stand_in_lines_of_their_own_in_the_clean_form() {
        let style = Style::default();
        let two = edit(&[("They had no coal", &[]), ("no wood and", &[])]);
        assert_eq!(
            shown(&two, &style, Form::Clean),
            "They had no coal\nno wood and"
        );
        assert_eq!(
            shown(&two, &style, Form::Printed),
            "They had no coal ... no wood and"
        );
    }

    #[test]
    fn cuts_take_no_space_before_a_comma_and_two_signs_are_one() {
        let cuts: &[(Span, Done)] = &[
            (at("no coal"), Done::Put("nothing".to_owned())),
            (at("and (so he said) no lamp."), omitted(true, ".")),
        ];
        let whole = "They had no coal, no wood and (so he said) no lamp.";
        let edit = edit(&[(whole, cuts), ("We left.", &[])]);
        assert_eq!(
            shown(&edit, &Style::default(), Form::Printed),
            "They had [nothing], no wood. ... We left."
        );
    }

    #[test]
    fn a_sign_may_follow_its_word_without_a_space_but_no_full_stop() {
        let whole = "Well, They had no coal, no wood and (so he said) no lamp.";
        let style = Style {
            attached: true,
            ..Style::default()
        };
        let cuts: &[(Span, Done)] = &[
            (at("Well, "), omitted(true, "")),
            (at(", no wood and (so he said)"), omitted(true, "")),
        ];
        assert_eq!(
            shown(&edit(&[(whole, cuts)]), &style, Form::Printed),
            "... They had no coal... no lamp."
        );
        let cuts: &[(Span, Done)] = &[(
            at(", no wood and (so he said) no lamp."),
            omitted(true, "."),
        )];
        assert_eq!(
            shown(&edit(&[(whole, cuts)]), &style, Form::Printed),
            "Well, They had no coal. ..."
        );
    }

    #[test]
    fn what_is_hidden_is_hidden_in_every_form_with_its_first_letter() {
        let cuts: &[(Span, Done)] = &[
            (at("T"), Done::Letter("t".to_owned())),
            (at("no wood and (so he said) "), omitted(true, "")),
        ];
        let whole = "They had no coal, no wood and (so he said) no lamp.";
        let edit = edit(&[(whole, cuts)]);
        let hidden = [at("They"), at("he said"), at("lamp")];
        let shown = |_: SourceId, span: Span| {
            let inside: Vec<&Span> = hidden.iter().filter(|it| it.overlaps(span)).collect();
            let mut words = span.of(TEXT).expect("words").to_owned();
            for it in inside.iter().rev() {
                let range =
                    it.start.max(span.start) - span.start..it.end.min(span.end) - span.start;
                words.replace_range(range, "[x]");
            }
            (!inside.is_empty()).then_some(words)
        };
        let pieces = masked(pieces(&edit, |_| Some(TEXT)).expect("stands"), shown);
        let words = |form| render(&pieces, &Style::default(), form).text;
        assert_eq!(words(Form::Printed), "[x] had no coal, ... no [x].");
        assert_eq!(
            words(Form::Marked),
            "[x] had no coal, no wood and (so [x]) no [x]."
        );
        assert_eq!(words(Form::Source), words(Form::Marked));
    }

    #[test]
    fn an_edit_beside_its_words_has_no_pieces() {
        let edit = edit(&[("We left.", &[])]);
        assert!(pieces(&edit, |_| Some("We went.")).is_none());
        let outside: &[(Span, Done)] = &[(at("Well"), omitted(true, ""))];
        let edit = self::edit(&[("We left.", outside)]);
        assert!(pieces(&edit, |_| Some(TEXT)).is_none());
    }
}
