//! The letters of a PDF with their places, and the highlights that readers left in it. Whatever the
//! file holds besides is not looked at.

use std::collections::HashSet;

use hayro_interpret::font::GlyphRun;
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, Name, String as Words};
use hayro_interpret::hayro_syntax::page::{Page, Rotation};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};

/// One letter, or several that are one sign of the font (`fi`). Points, upwards from the lower left
/// corner of the upright page.
#[derive(Debug, Clone, PartialEq)]
pub struct Glyph {
    /// The letters.
    pub letters: String,
    /// Where it begins.
    pub x: f64,
    /// Where the next letter would begin.
    pub end: f64,
    /// Its base line.
    pub y: f64,
    /// Size of the font.
    pub size: f64,
}

/// Words that a reader marked.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The rectangles: left, bottom, right, top.
    pub areas: Vec<[f64; 4]>,
    /// What the reader wrote.
    pub comment: String,
    /// Who the reader is.
    pub author: String,
}

/// One page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Its letters in the order of the file.
    pub glyphs: Vec<Glyph>,
    /// What is marked on it.
    pub marked: Vec<Marked>,
    /// Letters that are no letters of any script, and those that do not stand upright.
    pub unread: usize,
}

/// The pages of a PDF.
pub fn sheets(bytes: Vec<u8>) -> Result<Vec<Sheet>, String> {
    let pdf = Pdf::new(bytes).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
            "it is locked with a password, expected one that opens without".to_owned()
        }
        LoadPdfError::Decryption(_) => "it is encrypted in a way that is not known".to_owned(),
        LoadPdfError::Invalid => "it is no PDF, or a damaged one".to_owned(),
    })?;
    let cache = InterpreterCache::new();
    let mut sheets = Vec::new();
    for page in pdf.pages().iter() {
        let mut sheet = Reading {
            upright: upright(page),
            ..Reading::default()
        };
        let mut context = Context::new(
            Affine::IDENTITY,
            Rect::new(0.0, 0.0, 1.0, 1.0),
            &cache,
            pdf.xref(),
            InterpreterSettings::default(),
        );
        interpret_page(page, &mut context, &mut sheet);
        sheet.sheet.marked = marked(page, sheet.upright);
        sheets.push(sheet.sheet);
    }
    Ok(sheets)
}

/// From the page as it is written to the page as it is read.
fn upright(page: &Page<'_>) -> Affine {
    let quarter = std::f64::consts::FRAC_PI_2;
    match page.rotation() {
        Rotation::None => Affine::IDENTITY,
        Rotation::Horizontal => Affine::rotate(-quarter),
        Rotation::Flipped => Affine::rotate(2.0 * quarter),
        Rotation::FlippedHorizontal => Affine::rotate(quarter),
    }
}

/// Takes the letters while the page is drawn.
#[derive(Default)]
struct Reading {
    sheet: Sheet,
    upright: Affine,
    /// Letters are sometimes drawn twice in one place, to look bold.
    drawn: HashSet<(String, i64, i64)>,
}

impl Device<'_> for Reading {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, '_>, props: DrawProps<'_>, _: &DrawMode) {
        for glyph in run.glyphs() {
            let place = self.upright * props.transform * glyph.transform();
            let [a, b, _, d, _, _] = place.as_coeffs();
            let letters = match glyph.as_unicode() {
                Some(BfString::Char(letter)) => letter.to_string(),
                Some(BfString::String(letters)) => letters.to_string(),
                None => String::new(),
            };
            if letters.is_empty() || letters.contains('\0') || a <= 0.0 || b.abs() > a.abs() * 0.2 {
                self.sheet.unread += 1;
                continue;
            }
            let advance = match &**glyph {
                hayro_interpret::font::Glyph::Outline(it) => it.advance_width(),
                hayro_interpret::font::Glyph::Type3(it) => it.advance_width(),
            };
            let begin = place * Point::ZERO;
            let end = place * Point::new(f64::from(advance.unwrap_or(500.0)), 0.0);
            let size = d.abs() * 1000.0;
            let known = |at: f64| (at * 2.0).round() as i64;
            let key = (letters.clone(), known(begin.x), known(begin.y));
            if !begin.is_finite() || !end.is_finite() || !self.drawn.insert(key) {
                continue;
            }
            self.sheet.glyphs.push(Glyph {
                letters,
                x: begin.x,
                end: end.x.max(begin.x),
                y: begin.y,
                size,
            });
        }
    }

    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'_>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'_, '_>, _: ImageDrawProps<'_>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The marks on a page.
fn marked(page: &Page<'_>, upright: Affine) -> Vec<Marked> {
    let Some(notes) = page.raw().get::<Array<'_>>("Annots") else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for note in notes.iter::<Dict<'_>>() {
        let kind = note.get::<Name<'_>>("Subtype");
        let kinds = |names: &[&[u8]]| kind.as_ref().is_some_and(|it| names.contains(&it.as_ref()));
        let numbers = |key: &str| -> Vec<f64> {
            let numbers = note.get::<Array<'_>>(key);
            numbers.map_or_else(Vec::new, |it| it.iter::<f64>().collect())
        };
        let numbers = if kinds(&[b"Highlight", b"Underline", b"Squiggly", b"StrikeOut"]) {
            numbers("QuadPoints")
        } else if kinds(&[b"Square", b"Circle"]) {
            match numbers("Rect").as_slice() {
                [a, b, c, d] => vec![*a, *b, *c, *b, *a, *d, *c, *d],
                _ => Vec::new(),
            }
        } else {
            continue;
        };
        let areas = numbers.chunks_exact(8).map(|corners| {
            let corners = corners.chunks_exact(2);
            let points = corners.map(|it| upright * Point::new(it[0], it[1]));
            let none = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
            points.fold(none, |[left, bottom, right, top], it| {
                [
                    left.min(it.x),
                    bottom.min(it.y),
                    right.max(it.x),
                    top.max(it.y),
                ]
            })
        });
        let words = |key: &str| note.get::<Words<'_>>(key);
        found.push(Marked {
            areas: areas.collect(),
            comment: words("Contents").map_or_else(String::new, |it| text(it.as_bytes())),
            author: words("T").map_or_else(String::new, |it| text(it.as_bytes())),
        });
    }
    found
}

/// A text string: UTF-16 or UTF-8 with a mark, else (nearly) Latin-1.
fn text(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(),
    };
    text.replace("\r\n", "\n")
        .replace('\r', "\n")
        .trim()
        .to_owned()
}
