//! Letters to lines, and lines to the order in which people read them: columns one after the other,
//! what stands across them in between.

use super::glyphs::Glyph;

/// A line of one column: its letters from left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Letters, with spaces put in where there is room for one.
    pub letters: Vec<Letter>,
    /// Left border.
    pub x: f64,
    /// Right border.
    pub end: f64,
    /// Base line.
    pub y: f64,
    /// Size of its largest letters.
    pub size: f64,
    /// How long its first word is.
    pub first: f64,
}

/// One letter of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it says.
    pub words: String,
    /// Which glyph of the page it is; `None` for a space that is only room.
    pub glyph: Option<usize>,
}

impl Line {
    /// Its words.
    pub fn text(&self) -> String {
        self.letters.iter().map(|it| it.words.as_str()).collect()
    }
}

/// Room of this part of the font's size is a space.
const SPACE: f64 = 0.18;
/// Room of so many sizes parts two columns (or two cells of a table).
const GAP: f64 = 1.0;
/// Base lines that differ by less than this part of the size are one.
const LEVEL: f64 = 0.12;
/// Letters that are smaller by this part, and not farther up or down than `SHIFT` sizes, belong to the
/// line that they stand at (footnote marks).
const SMALLER: f64 = 0.87;
const SHIFT: f64 = 0.6;
/// So many lines on each side make a column.
const COLUMN: usize = 4;
/// A line of a column is as long as so many sizes; cells of a table, numbers and bullets are not.
const LONG: f64 = 8.0;
/// So many pieces at one height are a row of a table.
const CELLS: usize = 4;

/// The lines of a page in reading order.
pub fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let pieces = with_small_letters(pieces(glyphs), glyphs);
    let lines = pieces.iter().map(|piece| line(piece, glyphs));
    ordered(lines.filter(|line| !line.letters.is_empty()).collect())
}

/// Glyphs of one base line without much room between them.
struct Piece {
    glyphs: Vec<usize>,
    x: f64,
    end: f64,
    y: f64,
    size: f64,
}

fn pieces(glyphs: &[Glyph]) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..glyphs.len()).collect();
    order.sort_by(|a, b| glyphs[*b].y.total_cmp(&glyphs[*a].y).then(a.cmp(b)));
    let mut rows: Vec<(f64, Vec<usize>)> = Vec::new();
    for at in order {
        let it = &glyphs[at];
        match rows.last_mut() {
            Some((y, row)) if (*y - it.y).abs() <= LEVEL * it.size.max(1.0) => row.push(at),
            _ => rows.push((it.y, vec![at])),
        }
    }
    let mut found: Vec<Piece> = Vec::new();
    for (y, mut row) in rows {
        row.sort_by(|a, b| glyphs[*a].x.total_cmp(&glyphs[*b].x).then(a.cmp(b)));
        let mut piece: Option<Piece> = None;
        for at in row {
            let it = &glyphs[at];
            if it.letters.trim().is_empty() {
                // A blank that is drawn is room that was left, and no more than one letter of it.
                if let Some(piece) = &mut piece {
                    piece.glyphs.push(at);
                    piece.end = piece.end.max(it.end.min(it.x + it.size));
                }
                continue;
            }
            let size = piece
                .as_ref()
                .map_or(it.size, |piece| piece.size.max(it.size));
            if piece
                .as_ref()
                .is_some_and(|piece| it.x - piece.end > GAP * size)
            {
                found.extend(piece.take());
            }
            let piece = piece.get_or_insert_with(|| Piece {
                glyphs: Vec::new(),
                x: it.x,
                end: it.x,
                y,
                size: 0.0,
            });
            piece.glyphs.push(at);
            piece.end = piece.end.max(it.end);
            piece.size = piece.size.max(it.size);
        }
        found.extend(piece);
    }
    found
}

/// Puts small raised or lowered letters into the line that they stand at.
fn with_small_letters(pieces: Vec<Piece>, glyphs: &[Glyph]) -> Vec<Piece> {
    let of = |small: &Piece| {
        let near = pieces.iter().enumerate().filter(|(_, large)| {
            let at_it = small.x >= large.x - 1.0 && small.x <= large.end + 0.4 * large.size;
            let off = (large.y - small.y).abs();
            small.size < large.size * SMALLER && off <= SHIFT * large.size && at_it
        });
        near.min_by(|(_, a), (_, b)| {
            let off = |it: &Piece| (it.y - small.y).abs();
            off(a).total_cmp(&off(b))
        })
    };
    let homes: Vec<Option<usize>> = pieces.iter().map(|it| of(it).map(|(at, _)| at)).collect();
    let mut guests: Vec<Vec<usize>> = vec![Vec::new(); pieces.len()];
    for (piece, home) in pieces.iter().zip(&homes) {
        if let Some(home) = home {
            // One that is a guest itself cannot have guests: then both go to its host.
            guests[homes[*home].unwrap_or(*home)].extend(&piece.glyphs);
        }
    }
    let all = pieces.into_iter().zip(guests).zip(homes);
    let hosts = all.filter(|(_, home)| home.is_none());
    hosts
        .map(|((mut piece, guests), _)| {
            piece.glyphs.extend(guests);
            piece
                .glyphs
                .sort_by(|a, b| glyphs[*a].x.total_cmp(&glyphs[*b].x).then(a.cmp(b)));
            let ends = piece.glyphs.iter().map(|it| glyphs[*it].end);
            piece.end = ends.fold(piece.end, f64::max);
            piece
        })
        .collect()
}

/// The letters of a piece, with spaces.
fn line(piece: &Piece, glyphs: &[Glyph]) -> Line {
    let mut letters: Vec<Letter> = Vec::new();
    let mut end = piece.x;
    for at in &piece.glyphs {
        let it = &glyphs[*at];
        let blank = it.letters.trim().is_empty();
        let apart = it.x - end > SPACE * it.size.max(piece.size * 0.7);
        if (blank || apart) && letters.last().is_some_and(|it| it.words != " ") {
            letters.push(Letter {
                words: " ".to_owned(),
                glyph: blank.then_some(*at),
            });
        }
        if !blank {
            letters.push(Letter {
                words: plain(&it.letters),
                glyph: Some(*at),
            });
            end = end.max(it.end);
        }
    }
    while letters.last().is_some_and(|it| it.words == " ") {
        letters.pop();
    }
    let word = letters.iter().take_while(|it| it.words != " ");
    let ends = word.filter_map(|it| it.glyph).map(|at| glyphs[at].end);
    Line {
        first: ends.fold(piece.x, f64::max) - piece.x,
        letters,
        x: piece.x,
        end: piece.end,
        y: piece.y,
        size: piece.size,
    }
}

/// Signs of the font that stand for several letters, as letters.
fn plain(letters: &str) -> String {
    let mut plain = String::with_capacity(letters.len());
    for letter in letters.chars() {
        match letter {
            '\u{fb00}' => plain.push_str("ff"),
            '\u{fb01}' => plain.push_str("fi"),
            '\u{fb02}' => plain.push_str("fl"),
            '\u{fb03}' => plain.push_str("ffi"),
            '\u{fb04}' => plain.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => plain.push_str("st"),
            control if control.is_control() => plain.push(' '),
            other => plain.push(other),
        }
    }
    plain
}

/// Lines in reading order: from the top; where a gutter runs down, the left side first.
fn ordered(mut lines: Vec<Line>) -> Vec<Line> {
    lines.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let Some(gutter) = gutter(&lines) else {
        return lines;
    };
    let in_table = cells(&lines);
    let mut found = Vec::with_capacity(lines.len());
    let (mut left, mut right): (Vec<Line>, Vec<Line>) = (Vec::new(), Vec::new());
    let close = |left: &mut Vec<Line>, right: &mut Vec<Line>, found: &mut Vec<Line>| {
        // A side may have columns of its own.
        found.extend(ordered(std::mem::take(left)));
        found.extend(ordered(std::mem::take(right)));
    };
    for (line, in_table) in lines.into_iter().zip(in_table) {
        if line.end <= gutter && !in_table {
            left.push(line);
        } else if line.x >= gutter && !in_table {
            right.push(line);
        } else {
            close(&mut left, &mut right, &mut found);
            found.push(line);
        }
    }
    close(&mut left, &mut right, &mut found);
    found
}

/// Which lines are cells of a table.
fn cells(lines: &[Line]) -> Vec<bool> {
    let level = |line: &Line| {
        lines
            .iter()
            .filter(|it| (it.y - line.y).abs() < 1.0)
            .count()
    };
    lines.iter().map(|line| level(line) >= CELLS).collect()
}

/// Where the fewest long lines stand across, if there are columns on both sides of it.
fn gutter(lines: &[Line]) -> Option<f64> {
    let long: Vec<&Line> = lines
        .iter()
        .filter(|it| it.end - it.x > LONG * it.size)
        .collect();
    let mut candidates: Vec<f64> = long.iter().map(|line| line.x - 0.5).collect();
    candidates.sort_by(f64::total_cmp);
    candidates.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    let mut best: Option<(usize, usize, f64)> = None;
    for x in candidates {
        let left: Vec<&&Line> = long.iter().filter(|it| it.end <= x).collect();
        let right: Vec<&&Line> = long.iter().filter(|it| it.x >= x).collect();
        let across = long.len() - left.len() - right.len();
        let fewer = left.len().min(right.len());
        // Columns stand side by side; a list and what follows it do not.
        let beside = right.iter().filter(|line| {
            let level = |other: &&&&Line| (other.y - line.y).abs() < 40.0;
            left.iter().any(|other| level(&other))
        });
        if fewer < COLUMN || across * 3 > long.len() || beside.count() * 3 < fewer * 2 {
            continue;
        }
        let balance = left.len().abs_diff(right.len());
        if best.is_none_or(|(fewest, even, _)| (across, balance) < (fewest, even)) {
            best = Some((across, balance, x));
        }
    }
    best.map(|it| it.2)
}
