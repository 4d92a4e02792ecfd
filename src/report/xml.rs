//! Text in XML and HTML.

use std::borrow::Cow;

/// `text` as content or attribute of XML 1.0: signs of markup are escaped, and what no XML file may
/// hold (control characters) becomes U+FFFD, so that nothing vanishes unseen.
pub fn escaped(text: &str) -> Cow<'_, str> {
    let plain = |letter: char| !matches!(letter, '&' | '<' | '>' | '"') && is_allowed(letter);
    if text.chars().all(plain) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            letter if is_allowed(letter) => out.push(letter),
            _ => out.push('\u{fffd}'),
        }
    }
    Cow::Owned(out)
}

/// XML 1.0, production 2 (Char); a `char` is never a surrogate.
fn is_allowed(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r')
        || (letter >= ' ' && !matches!(letter, '\u{fffe}' | '\u{ffff}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_escaped_and_what_xml_forbids_is_marked() {
        assert_eq!(
            escaped("a < b & \"c\" > d"),
            "a &lt; b &amp; &quot;c&quot; &gt; d"
        );
        assert_eq!(escaped("a\u{1}b\u{ffff}\n"), "a\u{fffd}b\u{fffd}\n");
        assert!(matches!(escaped("Қызыл үй"), Cow::Borrowed(_)));
    }
}
