//! The official schemas of REFI-QDA, as far as they go: order and number of children, required and
//! known attributes, the form of values. Enough XML Schema for the two files, and no more.

use std::cell::RefCell;
use std::collections::BTreeMap;

use quotebook::archive::{Element, tree};
use regex::Regex;

use crate::shared::shared;

/// A schema.
pub(crate) struct Schema {
    root: Element,
    forms: RefCell<BTreeMap<String, Regex>>,
}

impl Schema {
    /// `Project` or `Codebook`.
    pub(crate) fn of(name: &str) -> Self {
        let path = shared("data/refi/xsd").join(format!("{name}.xsd"));
        let text = std::fs::read_to_string(path).expect("schema");
        Self {
            root: tree(&text).expect("schema"),
            forms: RefCell::default(),
        }
    }

    /// Everything that is wrong with a document.
    pub(crate) fn faults(&self, xml: &str) -> Vec<String> {
        let document = tree(xml).expect("XML");
        let declared = self.root.child("element").expect("root element");
        let mut faults = Vec::new();
        if declared.get("name") != Some(&*document.name) {
            faults.push(format!("the root is {}", document.name));
        }
        let kind = declared.get("type").expect("type");
        self.element(&document, kind, &mut faults);
        faults
    }

    fn element(&self, element: &Element, kind: &str, faults: &mut Vec<String>) {
        let all = self.root.all("complexType");
        let Some(kind) = all.into_iter().find(|it| it.get("name") == Some(kind)) else {
            if !self.is_value(kind, element.words.trim()) || !element.children.is_empty() {
                faults.push(format!("{}: {} is no {kind}", element.name, element.words));
            }
            return;
        };
        self.attributes(element, kind, faults);
        let Some(model) = kind
            .children
            .iter()
            .find(|it| matches!(&*it.name, "sequence" | "choice"))
        else {
            if !element.children.is_empty() {
                faults.push(format!("{} has children", element.name));
            }
            return;
        };
        let mut at = 0;
        self.particle(element, model, &mut at, faults);
        if let Some(left) = element.children.get(at) {
            faults.push(format!(
                "{} cannot stand there in {}",
                left.name, element.name
            ));
        }
        let kinds = kinds_of(model);
        for child in &element.children {
            if let Some(kind) = kinds.get(&*child.name) {
                self.element(child, kind, faults);
            }
        }
    }

    /// Takes children from `at` as a particle of the content model allows.
    fn particle(
        &self,
        element: &Element,
        particle: &Element,
        at: &mut usize,
        faults: &mut Vec<String>,
    ) {
        let least: usize = particle
            .get("minOccurs")
            .map_or(1, |it| it.parse().expect("number"));
        let most = match particle.get("maxOccurs") {
            Some("unbounded") => usize::MAX,
            Some(number) => number.parse().expect("number"),
            None => 1,
        };
        let parts = || {
            particle
                .children
                .iter()
                .filter(|it| matches!(&*it.name, "element" | "sequence" | "choice"))
        };
        let mut count = 0;
        while count < most {
            let before = *at;
            match &*particle.name {
                "element" => {
                    let next = element.children.get(*at);
                    if next.is_none_or(|it| Some(&*it.name) != particle.get("name")) {
                        break;
                    }
                    *at += 1;
                }
                "sequence" => parts().for_each(|it| self.particle(element, it, at, faults)),
                _ => {
                    let next = element.children.get(*at).map(|it| it.name.clone());
                    let fits = parts().find(|it| it.get("name") == next.as_deref());
                    if let Some(part) = fits {
                        self.particle(element, part, at, faults);
                    }
                }
            }
            count += 1;
            if *at == before {
                break;
            }
        }
        let optional = particle.name.as_ref() != "element"
            && parts().all(|it| it.get("minOccurs") == Some("0"));
        let unfilled = particle.name.as_ref() == "element" && count < least;
        let empty = particle.get("maxOccurs") == Some("unbounded")
            && particle.name.as_ref() != "element"
            && *at == 0
            && !optional;
        if unfilled || empty {
            let name = particle.get("name").unwrap_or("anything");
            faults.push(format!("{} lacks {name}", element.name));
        }
    }

    fn attributes(&self, element: &Element, kind: &Element, faults: &mut Vec<String>) {
        let known: BTreeMap<&str, &Element> = kind
            .all("attribute")
            .map(|it| (it.get("name").expect("name"), it))
            .collect();
        for name in element.attribute_names() {
            let Some(declared) = known.get(name) else {
                if name != "xmlns" {
                    faults.push(format!("{} has an attribute {name}", element.name));
                }
                continue;
            };
            let value = element.get(name).expect("value");
            let kind = declared.get("type").expect("type");
            if !self.is_value(kind, value) {
                faults.push(format!("{} {name}: {value} is no {kind}", element.name));
            }
        }
        for (name, declared) in known {
            if declared.get("use") == Some("required") && element.get(name).is_none() {
                faults.push(format!("{} lacks {name}", element.name));
            }
        }
    }

    fn is_value(&self, kind: &str, value: &str) -> bool {
        let mut forms = self.forms.borrow_mut();
        let form = forms
            .entry(kind.to_owned())
            .or_insert_with(|| Regex::new(&format!("^({})$", self.form(kind))).expect("form"));
        form.is_match(value)
    }

    fn form(&self, kind: &str) -> String {
        match kind {
            "xsd:string" => "(?s).*".to_owned(),
            "xsd:integer" => r"[-+]?\d+".to_owned(),
            "xsd:decimal" => r"[-+]?(\d+(\.\d*)?|\.\d+)".to_owned(),
            "xsd:boolean" => "true|false|0|1".to_owned(),
            "xsd:date" => r"-?\d{4,}-\d\d-\d\d".to_owned(),
            "xsd:dateTime" => {
                r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)?".to_owned()
            }
            own => {
                let mut types = self.root.all("simpleType");
                let found = types.find(|it| it.get("name") == Some(own)).expect(own);
                let rule = found.child("restriction").expect("restriction");
                let values = rule.all("pattern").chain(rule.all("enumeration"));
                let values: Vec<_> = values.filter_map(|it| it.get("value")).collect();
                values.join("|")
            }
        }
    }
}

/// Types of the elements that a content model names.
fn kinds_of(model: &Element) -> BTreeMap<String, String> {
    let mut kinds = BTreeMap::new();
    let mut waiting = vec![model];
    while let Some(part) = waiting.pop() {
        if let (Some(name), Some(kind)) = (part.get("name"), part.get("type")) {
            kinds.insert(name.to_owned(), kind.to_owned());
        }
        waiting.extend(&part.children);
    }
    kinds
}

#[test]
fn the_check_itself_finds_faults() {
    let guid = "guid='10000000-0000-4000-8000-000000000001'";
    let schema = Schema::of("Project");
    let faults = |inside: &str| {
        schema.faults(&format!(
            "<Project xmlns='urn:QDA-XML:project:1.0' name='x'>{inside}</Project>"
        ))
    };
    assert!(faults("").is_empty());
    assert!(faults(&format!("<Users><User {guid}/></Users>")).is_empty());
    for (wrong, said) in [
        ("<Users/>".to_owned(), "Users lacks User"),
        (
            format!("<Notes><Note {guid}/></Notes><Users><User {guid}/></Users>"),
            "cannot stand there",
        ),
        ("<Users><User/></Users>".to_owned(), "User lacks guid"),
        (
            "<Users><User guid='1'/></Users>".to_owned(),
            "is no GUIDType",
        ),
        ("<Sources/>".to_owned(), "Sources lacks"),
        (
            format!("<Users><User {guid} age='1'/></Users>"),
            "has an attribute age",
        ),
        (
            format!("<Sources><TextSource {guid}><Coding {guid}/></TextSource></Sources>"),
            "Coding lacks CodeRef",
        ),
    ] {
        let found = faults(&wrong).join("; ");
        assert!(found.contains(said), "{wrong}: {found}");
    }
}
