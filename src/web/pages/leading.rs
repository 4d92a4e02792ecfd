//! Where the cells of tables and the marks of figures lead on the page, with the settings that the
//! answer was asked for with.

use super::answers::address;
use super::in_path;
use crate::report::behind::{Behind, Leads};

/// Settings that choose some of the quotes that answer; which, no address can say.
const CHOOSING: [&str; 6] = ["pick", "spread", "length", "most", "limit", "seed"];

/// Where a cell of what `form` answers leads; `None` where no page shows just what it stands for.
pub(super) fn leading(
    form: &str,
    it: &Behind,
    said: &[(String, String)],
    attributes: &[String],
) -> Option<String> {
    let value = |name: &str| {
        let found = said.iter().find(|(known, _)| known == name);
        found.map_or("", |(_, value)| value.trim())
    };
    match &it.leads {
        Leads::Quotes { query, .. } if form == "balance" => {
            if CHOOSING.iter().any(|it| !value(it).is_empty()) {
                return None;
            }
            let asked = [query, value("query"), value("where")];
            let asked = asked.iter().filter(|it| !it.is_empty());
            let asked: Vec<String> = asked.map(|it| format!("({it})")).collect();
            Some(quotes(&[
                ("code", value("code")),
                ("query", &asked.join(" AND ")),
                ("coder", value("by-coder")),
                ("starred", value("starred")),
                ("status", value("status")),
                ("excluded", value("excluded")),
            ]))
        }
        Leads::Quotes { codes, query } => {
            let codes = codes.join(",");
            let codes = if codes.is_empty() {
                value("codes")
            } else {
                &codes
            };
            // A table is of the sources that answer, quotes are of passages that do.
            Some(quotes(&[
                ("code", codes),
                ("query", query),
                ("coder", value("coders")),
                ("within", value("where")),
                ("excluded", value("excluded")),
            ]))
        }
        Leads::Coded { coder, days } => Some(quotes(&[
            ("code", value("codes")),
            ("coder", coder),
            ("within", value("where")),
            ("excluded", value("excluded")),
            ("coded_from", &days.0.to_string()),
            ("coded_to", &days.1.to_string()),
        ])),
        Leads::Respondents(names) => match names.as_slice() {
            [one] => Some(format!("/respondents/{}", in_path(one))),
            names => Some(format!("/respondents?of={}", in_path(&names.join("\n")))),
        },
        Leads::Passages(query) => {
            let asked = value("where");
            let whole = match (is_of_respondents(asked, attributes), asked) {
                (_, "") => query.clone(),
                (true, asked) => format!("({query}) AND ({asked})"),
                (false, _) => return None,
            };
            Some(format!("/search?query={}", in_path(&whole)))
        }
        Leads::Source { name, at } => {
            let at = at.map_or_else(String::new, |at| format!("?at={at}"));
            Some(format!("/sources/{}{at}", in_path(name)))
        }
    }
}

fn quotes(asked: &[(&str, &str)]) -> String {
    let asked = asked
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    format!("/quotes?{}", address(&asked.collect::<Vec<_>>()))
}

/// Whether a query asks for nothing but attributes, so that a passage answers where its respondent does.
fn is_of_respondents(query: &str, attributes: &[String]) -> bool {
    let mut rest = query.to_owned();
    for name in attributes {
        let term = format!(
            r#"\b{}:("[^"]*"|\[[^\]]*\]|[^\s()"\[]+)"#,
            regex::escape(name)
        );
        if let Ok(term) = regex::Regex::new(&term) {
            rest = term.replace_all(&rest, " ").into_owned();
        }
    }
    let joins = |it: &str| matches!(it, "AND" | "OR" | "NOT");
    rest.split([' ', '(', ')'])
        .all(|it| it.is_empty() || joins(it))
}

#[cfg(test)]
mod tests {
    use super::{is_of_respondents, leading};
    use crate::report::behind::Leads;

    #[test]
    fn only_attributes_are_of_respondents() {
        let attributes = ["age".to_owned(), "category".to_owned()];
        for (query, is) in [
            ("age:[10 TO 14] AND NOT category:\"a b (c)\"", true),
            ("(category:a OR age:12)", true),
            ("category:a work", false),
            ("place:Almaty", false),
            ("coverage:12", false),
        ] {
            assert_eq!(is_of_respondents(query, &attributes), is, "{query}");
        }
    }

    #[test]
    fn what_a_cell_stands_for_is_asked_for_with_the_settings_of_its_table() {
        let said = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let settings = [said("where", "coal"), said("coders", "ana,beka")];
        let quotes = Leads::quotes("push/debt", "age:[8 TO 11}").from(0, 1);
        assert_eq!(
            leading("table-codes", &quotes, &settings, &[]).as_deref(),
            Some(
                "/quotes?code=push%2Fdebt&query=age%3A%5B8%20TO%2011%7D&coder=ana%2Cbeka&within=coal"
            )
        );
        let people = Leads::Respondents(vec!["7".to_owned(), "a, b".to_owned()]).from(0, 1);
        assert_eq!(
            leading("table-factors", &people, &[], &[]).as_deref(),
            Some("/respondents?of=7%0Aa%2C%20b")
        );
        // Which passages are meant depends on other passages of their sources.
        let words = Leads::Passages("\"coal\"".to_owned()).from(0, 1);
        assert_eq!(leading("table-words", &words, &settings, &[]), None);
        // Some of the quotes that answer.
        let picked = [said("pick", "3")];
        let quoted = Leads::Quotes {
            codes: Vec::new(),
            query: "gender:\"female\"".to_owned(),
        };
        assert_eq!(leading("balance", &quoted.from(0, 5), &picked, &[]), None);
    }
}
