//! Lines to paragraphs: words broken at line ends are made whole, running heads and page numbers are
//! left out, and every letter keeps its place.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::glyphs::Sheet;
use super::lines::{Line, lines};
use super::{Extract, Highlight};
use crate::model::span::Span;

/// Room of so many times the usual distance of lines parts paragraphs.
const APART: f64 = 1.35;
/// A line that begins so many sizes farther in begins a paragraph.
const INDENT: f64 = 0.8;
/// A head or foot stands on so many pages.
const RUNNING: usize = 3;
/// A mark whose words are less than this part of what lies between its ends is several.
const FILLED: f64 = 0.5;

/// A paragraph: the lines of it, each with its page.
struct Paragraph {
    lines: Vec<(usize, Line)>,
    set_in: bool,
}

/// The text of the pages.
pub fn extract(sheets: &[Sheet]) -> Extract {
    let mut pages: Vec<Vec<Line>> = sheets.iter().map(|it| lines(&it.glyphs)).collect();
    let mut remarks = Vec::new();
    let heads = without_running_heads(&mut pages);
    if heads > 0 {
        remarks.push(format!("{heads} running heads and page numbers left out"));
    }
    let unread: usize = sheets.iter().map(|it| it.unread).sum();
    if unread > 0 {
        remarks.push(format!(
            "{unread} letters left out that stand askew or are no letters"
        ));
    }
    let vocabulary = vocabulary(&pages);
    let paragraphs = paragraphs(pages);
    let mut writing = Writing {
        extract: Extract::default(),
        places: HashMap::new(),
        vocabulary,
    };
    for paragraph in &paragraphs {
        writing.paragraph(paragraph);
    }
    let Writing {
        mut extract,
        places,
        ..
    } = writing;
    // Pages without words begin where the next one does.
    extract.pages.resize(sheets.len(), extract.text.len());
    for (page, sheet) in sheets.iter().enumerate() {
        for marked in &sheet.marked {
            let inside = sheet.glyphs.iter().enumerate().filter(|(_, glyph)| {
                let (x, y) = ((glyph.x + glyph.end) / 2.0, glyph.y + glyph.size * 0.3);
                let holds = |[left, bottom, right, top]: &[f64; 4]| {
                    (*left..=*right).contains(&x) && (*bottom..=*top).contains(&y)
                };
                marked.areas.iter().any(holds)
            });
            let spans = inside.filter_map(|(glyph, _)| places.get(&(page, glyph)).copied());
            let mut found = joined(spans.collect(), &extract.text);
            if found.is_empty() && !marked.comment.is_empty() {
                // A comment beside the words is one on the page.
                let begin = extract.pages.get(page).copied().unwrap_or_default();
                found.push(Span {
                    start: begin,
                    end: begin,
                });
            }
            extract
                .highlights
                .extend(found.into_iter().map(|span| Highlight {
                    start: span.start,
                    end: span.end,
                    page: page + 1,
                    comment: marked.comment.clone(),
                    author: marked.author.clone(),
                }));
        }
    }
    extract.remarks = remarks;
    extract
}

/// Letters that are marked as one span, or as several where much stands between that is not marked.
fn joined(mut spans: Vec<Span>, text: &str) -> Vec<Span> {
    spans.sort_unstable();
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else {
        return Vec::new();
    };
    let whole = Span {
        start: first.start,
        end: last.end,
    };
    let letters: usize = spans.iter().map(|it| it.end - it.start).sum();
    let all = text[whole.range()]
        .bytes()
        .filter(|it| !it.is_ascii_whitespace())
        .count();
    let mut found: Vec<Span> = Vec::new();
    if letters as f64 >= all as f64 * FILLED {
        found.push(whole);
    } else {
        for span in spans {
            match found.last_mut() {
                Some(last) if text[last.end..span.start.max(last.end)].trim().is_empty() => {
                    last.end = last.end.max(span.end);
                }
                _ => found.push(span),
            }
        }
    }
    found
        .into_iter()
        .filter_map(|it| it.trimmed(text))
        .collect()
}

/// Takes lines away that stand on many pages at the same height at the top or the bottom, whatever
/// numbers they bear. Gives how many.
fn without_running_heads(pages: &mut [Vec<Line>]) -> usize {
    let key = |line: &Line| {
        let words: String = line
            .text()
            .chars()
            .filter(|it| !it.is_ascii_digit())
            .collect();
        (
            words.split_whitespace().collect::<String>(),
            line.y.round() as i64,
        )
    };
    let edges = |page: &Vec<Line>| -> HashSet<usize> {
        let mut order: Vec<usize> = (0..page.len()).collect();
        order.sort_by(|a, b| page[*b].y.total_cmp(&page[*a].y));
        let edge = |at: &usize| (page[order[0]].y - page[*at].y).abs() < 40.0;
        let foot = |at: &usize| (page[order[order.len() - 1]].y - page[*at].y).abs() < 40.0;
        order
            .iter()
            .copied()
            .filter(|at| edge(at) || foot(at))
            .collect()
    };
    let mut seen: BTreeMap<(String, i64), usize> = BTreeMap::new();
    for page in pages.iter().filter(|it| !it.is_empty()) {
        let of_page: HashSet<_> = edges(page).into_iter().map(|at| key(&page[at])).collect();
        for key in of_page {
            // Left and right pages differ by a point or two.
            *seen.entry(key).or_default() += 1;
        }
    }
    let filled = pages.iter().filter(|it| !it.is_empty()).count();
    let mut gone = 0;
    for page in pages.iter_mut().filter(|it| !it.is_empty()) {
        let edge = edges(page);
        let mut at = 0;
        page.retain(|line| {
            let times = seen.get(&key(line)).copied().unwrap_or(0);
            let running = times >= RUNNING.min(filled.max(2)) && edge.contains(&at);
            at += 1;
            gone += usize::from(running);
            !running
        });
    }
    gone
}

/// Words as they stand within lines, to tell whether a hyphen at a line's end is one of its own.
fn vocabulary(pages: &[Vec<Line>]) -> HashSet<String> {
    let mut found = HashSet::new();
    for line in pages.iter().flatten() {
        let text = line.text();
        let words: Vec<&str> = text.split_whitespace().collect();
        for word in words.iter().take(words.len().saturating_sub(1)) {
            found.insert(bare(word));
        }
    }
    found
}

fn bare(word: &str) -> String {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
        .to_lowercase()
}

/// Where paragraphs begin: after room, farther in, or in another size.
fn paragraphs(pages: Vec<Vec<Line>>) -> Vec<Paragraph> {
    let usual = usual_distance(&pages);
    let mut found: Vec<Paragraph> = Vec::new();
    let mut column: Option<(f64, f64)> = None;
    for (page, lines) in pages.into_iter().enumerate() {
        let borders: Vec<(f64, f64)> = lines.iter().map(|it| (it.x, it.end)).collect();
        for (at, line) in lines.into_iter().enumerate() {
            let last = found.last().and_then(|it| it.lines.last());
            let left = left_border(&borders, at);
            let begins = match last {
                None => true,
                Some((of, last)) => {
                    let down = last.y - line.y;
                    let same_place = *of == page && down > 0.0 && line.x < last.end + 1.0;
                    let other = (last.size - line.size).abs() > 0.6 && down.abs() > 1.0;
                    let level = *of == page && down.abs() < 1.0;
                    let indented = line.x > left + INDENT * line.size;
                    let was_indented =
                        column.is_some_and(|(border, x)| x > border + INDENT * line.size);
                    match (level, same_place) {
                        // Cells of a row.
                        (true, _) => false,
                        (_, true) => {
                            let room = right_border(&borders, at) - last.end;
                            let broken = last.text().ends_with(['-', '\u{ad}', '\u{2010}']);
                            let fits = !broken && line.first + 0.5 * line.size < room;
                            let apart = down > usual * APART;
                            other || apart || fits || (indented && !was_indented) || speaks(&line)
                        }
                        // Another column or page: the sentence may go on.
                        (_, false) => other || indented || !goes_on(last, &line),
                    }
                }
            };
            column = Some((left, line.x));
            let set_in = line.x > left + INDENT * line.size;
            match found.last_mut() {
                Some(paragraph) if !begins => {
                    paragraph.set_in &= set_in;
                    paragraph.lines.push((page, line));
                }
                _ => found.push(Paragraph {
                    lines: vec![(page, line)],
                    set_in,
                }),
            }
        }
    }
    found
}

/// The left border of the lines around: the farthest left that is as far as several others.
fn left_border(borders: &[(f64, f64)], at: usize) -> f64 {
    let (x, end) = borders[at];
    let around = borders[at.saturating_sub(12)..(at + 13).min(borders.len())].iter();
    // Only lines of the same column.
    let near: Vec<f64> = around
        .filter(|it| it.0 < end && it.1 > x && (it.0 - x).abs() < 80.0)
        .map(|it| it.0)
        .collect();
    let count = |border: f64| near.iter().filter(|it| (**it - border).abs() < 2.0).count();
    let many = near.iter().copied().filter(|it| count(*it) >= 2);
    many.fold(x, f64::min)
}

/// The right border of the lines around: the farthest right that any of the same column goes.
fn right_border(borders: &[(f64, f64)], at: usize) -> f64 {
    let (x, end) = borders[at];
    let around = borders[at.saturating_sub(12)..(at + 13).min(borders.len())].iter();
    let column = around.filter(|it| it.0 < end && it.1 > x && (it.0 - x).abs() < 80.0);
    column.map(|it| it.1).fold(end, f64::max)
}

/// Whether a line begins with the label of a speaker: a few words and a colon.
fn speaks(line: &Line) -> bool {
    let text = line.text();
    let Some((label, said)) = text.split_once(':') else {
        return false;
    };
    let begins = label.chars().next().is_some_and(char::is_uppercase);
    begins && label.chars().count() <= 24 && label.split(' ').count() <= 3 && said.starts_with(' ')
}

/// Whether a sentence is open at the end of one line and goes on in the other.
fn goes_on(last: &Line, next: &Line) -> bool {
    let (last, next) = (last.text(), next.text());
    let open = !last.ends_with(['.', '!', '?', ':', ';', '…', '»', '”', '"', ')']);
    let begins = next.chars().find(|it| it.is_alphanumeric());
    last.ends_with('-') || (open && begins.is_some_and(|it| !it.is_uppercase()))
}

/// Lines are not nearer to each other than this, in half points.
const LEAST: i64 = 16;

/// The distance of lines from the one above within a paragraph: the smallest that is usual.
fn usual_distance(pages: &[Vec<Line>]) -> f64 {
    let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
    for page in pages {
        for pair in page.windows(2) {
            let down = pair[0].y - pair[1].y;
            if (4.0..60.0).contains(&down) {
                *counts.entry((down * 2.0).round() as i64).or_default() += 1;
            }
        }
    }
    // Where most paragraphs are a line long, most distances are those between paragraphs.
    let most = counts.values().max().copied().unwrap_or_default();
    let lines = counts
        .iter()
        .find(|(distance, count)| **distance >= LEAST && **count * 10 >= most);
    lines.map_or(14.0, |(distance, _)| *distance as f64 / 2.0)
}

/// The text as far as it is written.
struct Writing {
    extract: Extract,
    /// Where the letters of each page are.
    places: HashMap<(usize, usize), Span>,
    vocabulary: HashSet<String>,
}

impl Writing {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        if !self.extract.text.is_empty() {
            self.extract.text.push_str("\n\n");
        }
        let begin = self.extract.text.len();
        for (number, (page, line)) in paragraph.lines.iter().enumerate() {
            if number > 0 {
                self.join(line);
            }
            while self.extract.pages.len() <= *page {
                self.extract.pages.push(self.extract.text.len());
            }
            for letter in &line.letters {
                let start = self.extract.text.len();
                self.extract.text.push_str(&letter.words);
                let end = self.extract.text.len();
                if let Some(glyph) = letter.glyph.filter(|_| letter.words != " ") {
                    self.places.insert((*page, glyph), Span { start, end });
                }
            }
        }
        if paragraph.set_in {
            self.extract.set_in.push(begin);
        }
    }

    /// What stands between the end of one line and the next: a space, or nothing where a word is broken.
    fn join(&mut self, next: &Line) {
        let text = &mut self.extract.text;
        let Some(hyphen) = text
            .chars()
            .next_back()
            .filter(|it| "-\u{ad}\u{2010}".contains(*it))
        else {
            text.push(' ');
            return;
        };
        let stem = &text[..text.len() - hyphen.len_utf8()];
        let first = stem
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default()
            .to_owned();
        let next = next.text();
        let second = next.split_whitespace().next().unwrap_or_default();
        let broken = first.ends_with(char::is_alphabetic) && second.starts_with(char::is_lowercase);
        let hyphenated = self
            .vocabulary
            .contains(&bare(&format!("{first}-{second}")));
        let whole = self.vocabulary.contains(&bare(&format!("{first}{second}")));
        if hyphen == '\u{ad}' || (broken && (whole || !hyphenated)) {
            text.truncate(text.len() - hyphen.len_utf8());
            // The hyphen is in no word any more.
            let end = text.len();
            self.places.retain(|_, span| span.end <= end);
        }
    }
}
