//! Tests of reading queries.

use proptest::prelude::*;

use super::*;

fn shown(text: &str) -> String {
    fn show(query: &Query) -> String {
        let list = |parts: &[Query]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
        match query {
            Query::And(parts) => format!("(and {})", list(parts)),
            Query::Or(parts) => format!("(or {})", list(parts)),
            Query::Not(part) => format!("(not {})", show(part)),
            Query::Related(left, relation, right) => {
                format!("({relation:?} {} {})", show(left), show(right))
            }
            Query::Words(words) => {
                let slots: Vec<String> = words.slots.iter().map(|it| format!("{it:?}")).collect();
                let near = words.near.map_or(String::new(), |near| format!("~{near}"));
                slots.join("+").replace('"', "") + &near
            }
            Query::Regex(pattern) => format!("/{}/", pattern.0),
            Query::Field(field) => {
                format!("{}@{}={:?}", field.name, field.at, field.test).replace('"', "")
            }
        }
    }
    parse(text).map_or_else(|error| error.to_string(), |query| show(&query))
}

#[test]
fn words_phrases_nearness_prefixes_and_fuzziness() {
    assert_eq!(shown("Coal"), "Forms(coal)");
    assert_eq!(shown("\"No  Money!\""), "Exact(no)+Exact(money)");
    assert_eq!(shown("«Нет денег»"), "Exact(нет)+Exact(денег)");
    assert_eq!(shown("\"coal winter\"~3"), "Exact(coal)+Exact(winter)~3");
    assert_eq!(shown("Бедн*"), "Prefix(бедн)");
    assert_eq!(shown("\"no mon*\""), "Exact(no)+Prefix(mon)");
    assert_eq!(
        shown("mony~1 mony~2 mony~"),
        "(and Fuzzy(mony, 1) Fuzzy(mony, 2) Fuzzy(mony, 1))"
    );
    assert_eq!(shown("co-founder"), "Forms(co)+Forms(founder)");
    assert_eq!(shown("o‘zbek"), "Forms(oʻzbek)");
    assert_eq!(shown("o'zbek"), "(or Forms(o)+Forms(zbek) Forms(oʻzbek))");
}

#[test]
fn not_binds_closer_than_and_and_and_closer_than_or() {
    assert_eq!(
        shown("a b OR NOT c AND d"),
        "(or (and Forms(a) Forms(b)) (and (not Forms(c)) Forms(d)))"
    );
    assert_eq!(shown("(a OR b) c"), "(and (or Forms(a) Forms(b)) Forms(c))");
    assert_eq!(shown("and or not"), "(and Forms(and) Forms(or) Forms(not))");
}

#[test]
fn fields_ranges_and_relations() {
    assert_eq!(shown("code:push/poverty"), "code@0=Is(push/poverty)");
    assert_eq!(
        shown("x category:\"vulnerable child\""),
        "(and Forms(x) category@2=Is(vulnerable child))"
    );
    assert_eq!(
        shown("age:[10 TO 14]"),
        "age@0=Range(Included(10), Included(14))"
    );
    assert_eq!(shown("age:{10 TO *]"), "age@0=Range(Excluded(10), Open)");
    assert_eq!(shown("age:>=15"), "age@0=Range(Included(15), Open)");
    assert_eq!(
        shown("place:Kok* place:*"),
        "(and place@0=Begins(Kok) place@11=Known)"
    );
    assert_eq!(
        shown("gender:(female OR male)"),
        "(or gender@0=Is(female) gender@0=Is(male))"
    );
    assert_eq!(
        shown("code:a OVERLAPS code:b"),
        "(Overlaps code@0=Is(a) code@16=Is(b))"
    );
    assert_eq!(
        shown("code:a BEFORE/3 (code:b OR code:c)"),
        "(Before(3) code@0=Is(a) (or code@17=Is(b) code@27=Is(c)))"
    );
    assert_eq!(
        shown("/had (no|little) \\/ \\d+/"),
        "/had (no|little) / \\d+/"
    );
}

#[test]
fn a_mistake_is_pointed_at() {
    for (query, message) in [
        (
            "",
            "in the query at character 1: expected a word, a `\"phrase\"`, a field such as `code:` or `(`, found the end",
        ),
        (
            "(coal",
            "in the query at character 6: expected `)`, found the end",
        ),
        (
            "coal)",
            "in the query at character 5: expected the end, `AND` or `OR`, found `)`",
        ),
        (
            "coal AND",
            "in the query at character 9: expected a word, a `\"phrase\"`, a field such as `code:` or `(`, found the end",
        ),
        (
            "OR coal",
            "in the query at character 1: expected a word or a field before and after `OR`, found `OR coal`",
        ),
        (
            "\"coal",
            "in the query at character 1: expected a second quotation mark, found `\"coal`",
        ),
        (
            "age:[10 14]",
            "in the query at character 9: expected `TO`, as in `[10 TO 14]`, found `14]`",
        ),
        (
            "coal~9",
            "in the query at character 5: expected `~1` or `~2` after a word, found `~9`",
        ),
        (
            "a BEFORE/x b",
            "in the query at character 10: expected a number of passages, as in `BEFORE/3`, found `x b`",
        ),
        (
            "code: a",
            "in the query at character 7: expected a value right after the colon, found `a`",
        ),
        (
            "/a(/",
            "in the query at character 1: expected a regular expression, found `/a(/`: unclosed group",
        ),
    ] {
        assert_eq!(shown(query), message, "{query}");
    }
    assert!(parse(&"(".repeat(100_000)).is_err());
    assert!(parse(&"NOT ".repeat(100_000)).is_err());
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_the_reader_stumble(text in "[a-zё\"/():\\[\\]~*>= 0-9«»'-]{0,30}") {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at <= text.chars().count());
        }
    }
}
