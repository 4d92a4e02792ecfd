//! Names that look like another one, for "did you mean".

/// Up to three of `names` that look most like `word`.
pub fn nearest<'n>(word: &str, names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let word = word.to_lowercase();
    let mut scored: Vec<(f32, &str)> = names
        .into_iter()
        .map(|name| {
            let lower = name.to_lowercase();
            let ratio = similar::TextDiff::from_chars(word.as_str(), lower.as_str()).ratio();
            let holds = !word.is_empty() && lower.contains(&word);
            (if holds { ratio.max(0.75) } else { ratio }, name)
        })
        .filter(|(ratio, _)| *ratio >= 0.6)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    scored
        .into_iter()
        .take(3)
        .map(|(_, name)| name.to_owned())
        .collect()
}
