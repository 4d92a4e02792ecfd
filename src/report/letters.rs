//! How much room words take, measured in the font that they are drawn with.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// The font of every figure, and the measure of every table's columns: DejaVu Sans, which has Latin, Greek, Cyrillic (Kazakh letters
/// included), Georgian, Armenian, Arabic and Hebrew letters. It is built in, so that figures are the
/// same on every computer. It is wider than most, so that what fits in it fits in others.
pub fn font() -> &'static [u8] {
    dejavu::sans::regular()
}

/// Width of `text` in pixels at `size` pixels. A letter that the font lacks is taken for a wide one.
pub fn width(text: &str, size: f64) -> f64 {
    let Ok(font) = FontRef::new(font()) else {
        return size * text.chars().count() as f64;
    };
    let map = font.charmap();
    let metrics = font.glyph_metrics(Size::new(1.0), LocationRef::default());
    let letter = |letter: char| {
        let glyph = map.map(letter).filter(|id| id.to_u32() > 0);
        let wide = glyph.and_then(|id| metrics.advance_width(id));
        wide.map_or(1.0, f64::from)
    };
    size * text.chars().map(letter).sum::<f64>()
}

/// `text` in at most `most` lines of at most `room` pixels; a longer word is broken, and what is left
/// over ends in an ellipsis.
pub fn wrapped(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let joined = match lines[last].is_empty() {
            true => word.to_owned(),
            false => format!("{} {word}", lines[last]),
        };
        if width(&joined, size) <= room {
            lines[last] = joined;
            continue;
        }
        if !lines[last].is_empty() {
            lines.push(String::new());
        }
        for letter in word.chars() {
            let last = lines.len() - 1;
            let mut longer = lines[last].clone();
            longer.push(letter);
            if width(&longer, size) > room && !lines[last].is_empty() {
                lines.push(letter.to_string());
            } else {
                lines[last] = longer;
            }
        }
    }
    if lines.len() > most.max(1) {
        lines.truncate(most.max(1));
        if let Some(last) = lines.last_mut() {
            while !last.is_empty() && width(&format!("{last}…"), size) > room {
                last.pop();
            }
            *last = format!("{}…", last.trim_end());
        }
    }
    lines
}

/// `name` in at most `most` lines of at most `room` pixels, and its number in brackets after it, which
/// is never left out.
pub fn numbered(name: &str, number: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let tail = format!(" ({number})");
    let mut lines = wrapped(name, size, room, most);
    let fits = lines
        .last()
        .is_some_and(|last| width(&format!("{last}{tail}"), size) <= room);
    if !fits {
        lines = wrapped(name, size, room - width(&tail, size), most);
    }
    if let Some(last) = lines.last_mut() {
        last.push_str(&tail);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_letter_that_our_studies_are_written_with() {
        let font = FontRef::new(font()).expect("font");
        let map = font.charmap();
        let letters = "ӘәҒғҚқҢңӨөҰұҮүҺһІіЁёЪъЭэЇїЄєҐґЎўҲҳҶҷӢӣӮӯŽžŞşĞğİıÇçƏəʻ“”«»„–—…№%→";
        for letter in letters.chars() {
            let glyph = map.map(letter).map(|id| id.to_u32());
            assert!(glyph.is_some_and(|id| id > 0), "{letter}");
        }
    }

    #[test]
    fn lines_keep_to_their_room_and_lose_nothing_unseen() {
        let text = "Потребности семьи не удовлетворялись: топливо, одежда, обувь";
        for room in [60.0, 120.0, 300.0] {
            let lines = wrapped(text, 13.0, room, 99);
            assert!(lines.iter().all(|it| width(it, 13.0) <= room), "{lines:?}");
            let letters = |text: &str| text.replace(' ', "");
            assert_eq!(letters(&lines.concat()), letters(text));
        }
        let cut = wrapped(text, 13.0, 120.0, 2);
        assert_eq!(cut.len(), 2);
        assert!(
            cut[1].ends_with('…') && width(&cut[1], 13.0) <= 120.0,
            "{cut:?}"
        );
        assert_eq!(wrapped("", 13.0, 50.0, 2), [""]);
        for lines in [
            numbered(text, "468", 13.0, 120.0, 2),
            numbered(text, "468", 13.0, 120.0, 9),
        ] {
            assert!(lines.iter().all(|it| width(it, 13.0) <= 120.0), "{lines:?}");
            assert!(lines.last().expect("line").ends_with(" (468)"), "{lines:?}");
        }
    }
}
