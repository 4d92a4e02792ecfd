//! Captions: SubRip (`.srt`) and WebVTT (`.vtt`). The words in order, with their speakers; numbers,
//! times, styles and notes stay out.

use super::note::Note;
use super::note_error::NoteError;

/// A pause, in milliseconds, that ends a paragraph where nobody is named and a sentence has ended.
const PAUSE: u64 = 2_000;
/// So many bytes make a paragraph there even without a pause.
const LONG: usize = 600;

/// One caption.
struct Cue {
    start: u64,
    end: u64,
    speaker: Option<String>,
    words: String,
}

/// Reads captions. Cues of one speaker that follow each other are one turn, `Name: words`.
pub fn read(text: &str, encoding: String) -> Result<Note, NoteError> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut cues = Vec::new();
    for block in text.split("\n\n") {
        let mut lines = block.lines().skip_while(|line| !line.contains("-->"));
        let Some((start, end)) = lines.next().and_then(times) else {
            continue;
        };
        for line in lines {
            let (voice, words) = plain(line);
            match cues.last_mut() {
                // A line goes on with the cue that it is in, unless another voice speaks.
                Some(Cue {
                    start: of,
                    words: said,
                    speaker,
                    ..
                }) if *of == start && (voice.is_none() || voice == *speaker) => {
                    said.push(' ');
                    said.push_str(&words);
                }
                _ => cues.push(Cue {
                    start,
                    end,
                    speaker: voice,
                    words,
                }),
            }
        }
    }
    if cues.is_empty() {
        return Err(NoteError::Captions);
    }
    Ok(Note {
        text: turns(&cues),
        encoding,
        front_matter: Default::default(),
        remarks: Vec::new(),
        ..Note::default()
    })
}

fn turns(cues: &[Cue]) -> String {
    let mut text = String::new();
    let mut speaker: Option<&str> = None;
    let (mut quiet_since, mut begins) = (0, 0);
    for cue in cues.iter().filter(|cue| !cue.words.trim().is_empty()) {
        let goes_on = match (speaker, cue.speaker.as_deref()) {
            (one, Some(other)) => one == Some(other),
            // A cue without a voice belongs to the voice before it.
            (Some(_), None) => true,
            (None, None) => {
                let ended = text.ends_with(['.', '!', '?', '…']);
                let pause = cue.start.saturating_sub(quiet_since) >= PAUSE;
                !(ended && (pause || text.len() - begins >= LONG))
            }
        };
        if !text.is_empty() {
            text.push_str(if goes_on { " " } else { "\n\n" });
        }
        if !goes_on {
            begins = text.len();
        }
        if let Some(name) = cue.speaker.as_deref().filter(|_| !goes_on) {
            text.push_str(name);
            text.push_str(": ");
            speaker = Some(name);
        }
        text.push_str(cue.words.trim());
        quiet_since = cue.end;
    }
    text.push('\n');
    text
}

/// `00:01:02,500 --> 00:01:04.000 line:0` in milliseconds.
fn times(line: &str) -> Option<(u64, u64)> {
    let (start, rest) = line.split_once("-->")?;
    Some((time(start.trim())?, time(rest.split_whitespace().next()?)?))
}

fn time(text: &str) -> Option<u64> {
    let (clock, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    let mut seconds = 0_u64;
    for part in clock.split(':') {
        seconds = seconds
            .checked_mul(60)?
            .checked_add(part.trim().parse().ok()?)?;
    }
    let thousandths: u64 = format!("{fraction:0<3}").get(..3)?.parse().ok()?;
    seconds.checked_mul(1000)?.checked_add(thousandths)
}

/// The voice of a line (`<v Ana>`, `>> Ana:`) and its words without tags and with entities read.
fn plain(line: &str) -> (Option<String>, String) {
    let mut voice = None;
    let mut words = String::new();
    let mut rest = line;
    while let Some(open) = rest.find('<') {
        words.push_str(&rest[..open]);
        let Some(close) = rest[open..].find('>').map(|at| open + at) else {
            rest = &rest[open..];
            break;
        };
        let tag = &rest[open + 1..close];
        let (kind, name) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        if kind.split('.').next() == Some("v") && !name.trim().is_empty() {
            voice = Some(name.trim().to_owned());
        } else if !is_tag(tag) {
            words.push_str(&rest[open..=close]);
        }
        rest = &rest[close + 1..];
    }
    words.push_str(rest);
    for (entity, letter) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&nbsp;", " "),
        ("&lrm;", ""),
        ("&rlm;", ""),
        ("&amp;", "&"),
    ] {
        words = words.replace(entity, letter);
    }
    if let Some(said) = words.trim_start().strip_prefix(">>") {
        if let Some((name, after)) = said
            .split_once(':')
            .filter(|(name, _)| name.split_whitespace().count() <= 4)
        {
            voice = Some(name.trim().to_owned());
            words = after.trim_start().to_owned();
        } else {
            words = said.trim_start().to_owned();
        }
    }
    (voice, words)
}

/// Tags of captions: a class, a style, a language, a time; anything else in `<>` was said.
fn is_tag(tag: &str) -> bool {
    let name = tag.trim_start_matches('/');
    let base = name.split(['.', ' ']).next().unwrap_or(name);
    ["c", "i", "b", "u", "v", "ruby", "rt", "lang", "font"].contains(&base.to_lowercase().as_str())
        || time(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(captions: &str) -> String {
        read(captions, "UTF-8".to_owned()).expect("captions").text
    }

    #[test]
    fn cues_of_one_voice_are_one_turn() {
        let vtt = "WEBVTT\n\nNOTE made by hand\n\n1\n00:00.000 --> 00:02.000\n<v Ana>Why did you <i>leave</i>?\n\n00:03.000 --> 00:05.000 line:0\n<v.loud Ben>No money &amp; no coal,\r\nthat is why.\n\n00:05.000 --> 00:06.000\n<v Ben>I left.\n";
        assert_eq!(
            text(vtt),
            "Ana: Why did you leave?\n\nBen: No money & no coal, that is why. I left.\n"
        );
    }

    #[test]
    fn without_voices_a_paragraph_ends_with_a_sentence_before_a_pause() {
        let srt = "1\r\n00:00:00,000 --> 00:00:02,000\r\nWe had\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nno coal.\r\n\r\n3\r\n00:00:09,000 --> 00:00:10,000\r\nSo I left.\r\n";
        assert_eq!(text(srt), "We had no coal.\n\nSo I left.\n");
    }

    #[test]
    fn a_file_without_cues_is_refused() {
        assert!(matches!(
            read("WEBVTT\n\nhello", String::new()),
            Err(NoteError::Captions)
        ));
    }

    proptest! {
        #[test]
        fn nothing_makes_the_reader_stumble(text in "([0-9:.,<>v A-z&;-]{0,12}\n{0,2}(00:01 --> 00:02\n)?){0,8}") {
            let _ = read(&text, String::new());
        }
    }
}
