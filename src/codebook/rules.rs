//! The rules of one code in one cell of a table.

/// Rules stand on lines of their own, or on one line with `;` between them (outside of quotes and
/// regular expressions).
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut rules = vec![String::new()];
    let lines = text.contains('\n');
    let (mut quoted, mut regex, mut escaped) = (false, false, false);
    for char in text.chars() {
        let fresh = rules
            .last()
            .is_some_and(|rule| rule.ends_with([' ', '(']) || rule.is_empty());
        match char {
            '\n' => rules.push(String::new()),
            ';' if !lines && !quoted && !regex => rules.push(String::new()),
            _ => {
                match char {
                    '"' if !regex && !escaped => quoted = !quoted,
                    '/' if regex && !escaped => regex = false,
                    '/' if !quoted && !regex && fresh => regex = true,
                    _ => {}
                }
                if let Some(rule) = rules.last_mut() {
                    rule.push(char);
                }
            }
        }
        escaped = char == '\\' && !escaped;
    }
    let trimmed = rules.iter().map(|rule| rule.trim().to_owned());
    trimmed.filter(|rule| !rule.is_empty()).collect()
}

/// The rules as one cell that [`split`] takes apart again: one on a line.
pub(crate) fn join(rules: &[String]) -> String {
    let mut text = rules.join("\n");
    // A line end says that `;` is part of the rule.
    if rules.len() == 1 && text.contains(';') {
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_split_outside_of_quotes_and_regular_expressions() {
        let rules = split("lamp; \"a; b\"; /x\\/;y/; c");
        assert_eq!(rules, ["lamp", "\"a; b\"", "/x\\/;y/", "c"]);
        for rules in [vec![], vec!["a; b"], vec!["a", "b; c"]] {
            let rules: Vec<_> = rules.into_iter().map(str::to_owned).collect();
            assert_eq!(split(&join(&rules)), rules);
        }
    }
}
