//! Sentences (UAX 29).

use unicode_segmentation::UnicodeSegmentation;

use super::span::Span;

/// The sentences of `words`, a part of `text`, with the white space after them. A line end inside a
/// paragraph does not end a sentence.
pub fn sentences(text: &str, words: Span) -> Vec<Span> {
    let said = words.of(text).unwrap_or_default().replace('\n', " ");
    said.split_sentence_bound_indices()
        .map(|(at, sentence)| Span {
            start: words.start + at,
            end: words.start + at + sentence.len(),
        })
        .collect()
}

/// The sentence of `words`, a part of `text`, in which `mark` stands; all of them where it stands in
/// several.
pub fn sentence_around(text: &str, words: Span, mark: Span) -> Span {
    let around = sentences(text, words)
        .into_iter()
        .filter(|sentence| sentence.overlaps(mark));
    let whole = around
        .reduce(|all, sentence| all.union(sentence))
        .unwrap_or(words);
    whole.trimmed(text).unwrap_or(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_is_found_across_line_ends_and_without_its_neighbours() {
        let text = "R: It was cold. There was no\nmoney for coal. We left.";
        let words = Span::new(text, 3, text.len()).expect("words");
        let at = text.find("money").expect("there");
        let mark = Span::new(text, at, at + 5).expect("mark");
        let sentence = sentence_around(text, words, mark);
        assert_eq!(sentence.of(text), Some("There was no\nmoney for coal."));
        let all = Span::new(text, 5, text.len() - 2).expect("most");
        assert_eq!(sentence_around(text, words, all).of(text), Some(&text[3..]));
    }
}
