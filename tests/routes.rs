//! Routes and places: stops by hand and from tables, what cannot be, spellings brought together.

use serde_json::Value as Json;

use crate::sandbox::Sandbox;

const REGISTER: &str = "ID,category,gender,age,interview_date\n\
    1,child,female,15,2025-04-24\n\
    2,child,male,16,2025-04-25\n\
    3,adult,male,24,2025-04-26\n";

const ROUTES: &str = "respondent,order,place,kind,arrived,stay,how\n\
    1,1,Aysary,origin,,,\n\
    1,2,Kizilorda,transit,age 13,3 months,by bus\n\
    1,3,Tashkent,destination,age 14,,\n\
    2,1,Aisary,origin,,,\n\
    2,2,Kyzylorda,destination,2024,1 year,\n";

fn study() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("corpus/respondents.csv", REGISTER);
    for name in ["1", "2", "3"] {
        let text = "We lived at the station in Kizilorda. The lamp was broken.\n";
        sandbox.write(&format!("corpus/{name}.txt"), text);
    }
    sandbox.ok(&["import"]);
    sandbox
}

fn route(sandbox: &Sandbox, respondent: &str) -> Vec<Json> {
    sandbox.json(&["route", "show", respondent])
}

fn names(route: &[Json]) -> Vec<&str> {
    route.iter().filter_map(|it| it["place"].as_str()).collect()
}

#[test]
fn a_route_is_made_by_hand_shown_changed_and_taken_back() {
    let sandbox = study();
    sandbox.ok(&["route", "add", "1", "Aysary", "--kind", "origin", "--new"]);
    let said = sandbox.run(&["route", "add", "1", "Aisary", "--kind", "transit"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("there is no place `Aisary` in the project")
            && said.err.contains("did you mean `Aysary`?"),
        "{}",
        said.err
    );
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Tashkent",
        "--kind",
        "destination",
        "--new",
        "--arrived",
        "age 14",
    ]);
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Kizilorda",
        "--kind",
        "transit",
        "--new",
        "--at",
        "2",
        "--arrived",
        "13",
        "--stayed",
        "3 months",
        "--how",
        "by bus",
        "--with",
        "an uncle",
        "--because",
        "1:We lived at the station",
    ]);
    let stops = route(&sandbox, "1");
    assert_eq!(names(&stops), ["Aysary", "Kizilorda", "Tashkent"]);
    assert_eq!(stops[1]["evidence"][0]["text"], "We lived at the station");
    assert_eq!(stops[1]["arrived"], "age 13");
    assert_eq!(
        (&stops[1]["how"], &stops[1]["with"]),
        (&"by bus".into(), &"an uncle".into())
    );
    let shown = sandbox.ok(&["route", "show", "1"]);
    assert!(shown.contains("“We lived at the station”"), "{shown}");

    sandbox.ok(&[
        "route",
        "edit",
        "1",
        "2",
        "--stayed",
        "",
        "--arrived",
        "age 14",
    ]);
    let stops = route(&sandbox, "1");
    assert_eq!(
        (&stops[1]["stay"], &stops[1]["arrived"]),
        (&Json::Null, &"age 14".into())
    );
    sandbox.ok(&["route", "remove", "1", "2"]);
    assert_eq!(names(&route(&sandbox, "1")), ["Aysary", "Tashkent"]);
    sandbox.ok(&["undo"]);
    assert_eq!(route(&sandbox, "1"), stops);
    // A corrected text takes what rests on it along.
    sandbox.write(
        "corpus/1.txt",
        "At first. We lived at the station in Kizilorda.\n",
    );
    sandbox.ok(&["import"]);
    let stops = route(&sandbox, "1");
    assert_eq!(
        (
            &stops[1]["evidence"][0]["start"],
            &stops[1]["evidence"][0]["text"]
        ),
        (&10.into(), &"We lived at the station".into())
    );
    sandbox.ok(&["route", "remove", "1", "--all"]);
    assert_eq!(sandbox.run(&["route", "show", "1"]).code, 1);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn a_route_that_cannot_be_says_why_and_changes_nothing() {
    let sandbox = study();
    sandbox.ok(&["route", "add", "1", "Aysary", "--kind", "origin", "--new"]);
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Kyzylorda",
        "--kind",
        "destination",
        "--new",
        "--arrived",
        "2023",
    ]);
    let before = route(&sandbox, "1");
    let history = sandbox.json(&["history"]).len();
    for (args, expected) in [
        (
            &["Osh", "--kind", "transit", "--new"] as &[&str],
            "stop 3 (`Osh`) is a transit after the destination `Kyzylorda`, expected transits before it",
        ),
        (
            &["Osh", "--kind", "origin", "--new"],
            "is an origin after other stops, expected one origin, first",
        ),
        (
            &[
                "Osh",
                "--kind",
                "destination",
                "--new",
                "--arrived",
                "2022-05",
            ],
            "was reached at `2022-05`, before stop 2 (`Kyzylorda`, `2023`), expected stops in the order of time",
        ),
        (
            &[
                "Osh",
                "--kind",
                "destination",
                "--new",
                "--arrived",
                "2025-05-01",
            ],
            "after the interview (`2025-04-24`)",
        ),
        (
            &[
                "Osh",
                "--kind",
                "destination",
                "--new",
                "--arrived",
                "age 17",
            ],
            "after the interview (`age 15`)",
        ),
        (
            &[
                "Osh",
                "--kind",
                "transit",
                "--new",
                "--at",
                "2",
                "--arrived",
                "1999",
            ],
            "before the respondent was born",
        ),
        (
            &["Osh", "--kind", "transit", "--new", "--at", "9"],
            "no place for a stop `9`, expected a number from 1 to 3",
        ),
        (
            &["Osh", "--kind", "transit", "--new", "--arrived", "soon"],
            "`soon` is not a time, expected a form like 2019-05-12, 2019-05, 2019 or `age 14`",
        ),
        (
            &["Osh", "--kind", "transit", "--new", "--stayed", "long"],
            "`long` is not a length of time",
        ),
        (
            &[
                "Kyzylorda",
                "--kind",
                "destination",
                "--because",
                "1:no such words",
            ],
            "the words stand 0 times",
        ),
        (
            &["??", "--kind", "transit", "--new"],
            "`??` is no name of a place",
        ),
    ] {
        let said = sandbox.run(&[&["route", "add", "1"], args].concat());
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains(expected), "{args:?}\n{}", said.err);
    }
    for (args, expected) in [
        (
            &["route", "add", "9", "Osh", "--kind", "origin", "--new"] as &[&str],
            "no respondent `9`",
        ),
        (
            &["route", "edit", "1", "5", "--how", "x"],
            "no place for a stop `5`",
        ),
        (
            &["route", "edit", "3", "1", "--how", "x"],
            "respondent `3` has no route",
        ),
        (
            &["place", "add", "kyzylorda"],
            "`kyzylorda` is a place already",
        ),
        (
            &["place", "add", "Osh", "--coordinates", "91,0"],
            "`91,0` is no place on earth",
        ),
        (
            &["place", "remove", "Kyzylorda"],
            "is on the routes of 1 respondents",
        ),
        (
            &["places", "merge", "Kyzylorda", "Kyzylorda"],
            "is a spelling of `Kyzylorda` already",
        ),
    ] {
        let said = sandbox.run(args);
        assert_eq!(said.code, 2, "{args:?}");
        assert!(said.err.contains(expected), "{args:?}\n{}", said.err);
    }
    assert_eq!(route(&sandbox, "1"), before);
    assert_eq!(sandbox.json(&["history"]).len(), history);
    // Whoever knows better than the register may say so; it is told wherever the route is shown.
    sandbox.ok(&[
        "route",
        "add",
        "1",
        "Osh",
        "--kind",
        "destination",
        "--new",
        "--arrived",
        "age 17",
        "--anyway",
    ]);
    assert!(
        sandbox
            .ok(&["route", "show", "1"])
            .contains("after the interview (`age 15`)")
    );
    // What was kept all the same is in nobody's way.
    sandbox.ok(&["route", "edit", "1", "1", "--how", "on foot"]);
}

#[test]
fn a_table_of_stops_is_imported_once_whatever_the_order_of_its_rows() {
    let sandbox = study();
    sandbox.write("corpus/routes.csv", ROUTES);
    let dry = sandbox.ok(&["import", "--dry-run"]);
    assert!(
        dry.contains("5 stops of 2 respondents: 5 new, 0 changed, 0 refused"),
        "{dry}"
    );
    assert_eq!(sandbox.run(&["route", "show", "1"]).code, 1);
    let said = sandbox.ok(&["import"]);
    assert!(said.contains("`Aysary` looks like `Aisary`"), "{said}");
    assert_eq!(
        names(&route(&sandbox, "1")),
        ["Aysary", "Kizilorda", "Tashkent"]
    );
    let history = sandbox.json(&["history"]).len();
    // The same rows, otherwise ordered and under another name, change nothing.
    let mut rows: Vec<&str> = ROUTES.lines().collect();
    rows[1..].reverse();
    sandbox.write("again.csv", &(rows.join("\n") + "\n"));
    let said = sandbox.ok(&["import", "again.csv"]);
    assert!(said.contains("0 new, 0 changed"), "{said}");
    assert_eq!(
        sandbox.json(&["history"]).len(),
        history + 1,
        "only that the file was read"
    );
    // A row that changes, changes one stop; what the table has no column for stays.
    sandbox.write("less.csv", "respondent,order,place\n1,2,Kyzylorda\n");
    sandbox.ok(&["import", "less.csv"]);
    let stops = route(&sandbox, "1");
    assert_eq!(names(&stops), ["Aysary", "Kyzylorda", "Tashkent"]);
    assert_eq!(stops[1]["how"], "by bus");
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn rows_that_cannot_be_are_refused_respondent_by_respondent() {
    let sandbox = study();
    sandbox.write(
        "bad.csv",
        "respondent,order,place,kind,arrived,evidence\n\
         1,1,Aysary,origin,,\n\
         1,2,Osh,transit,2023,\n\
         1,3,Tashkent,destination,2022,\n\
         2,1,Osh,origin,,the lamp was broken\n\
         3,1,Osh,origin,,We lived at the station\n\
         3,2,Tashkent,destination,,\n\
         8,1,Osh,origin,,\n",
    );
    let said = sandbox.run(&["import", "bad.csv"]);
    assert_eq!(said.code, 1, "{}", said.out);
    for expected in [
        "row 4: respondent `1`: stop 3 (`Tashkent`) was reached at `2022`, before stop 2 (`Osh`, `2023`)",
        "row 5: `the lamp was broken` stands not just once in a source of respondent `2`",
        "row 8: there is no respondent `8`",
        "7 stops of 4 respondents: 2 new, 0 changed, 3 refused",
    ] {
        assert!(said.out.contains(expected), "{expected}\n{}", said.out);
    }
    let stops = route(&sandbox, "3");
    assert_eq!(stops[0]["evidence"][0]["text"], "We lived at the station");
    assert_eq!(stops[1]["kind"], "destination");
    assert_eq!(sandbox.run(&["route", "show", "1"]).code, 1);
    // `Aysary` was only on a route that was refused.
    assert_eq!(sandbox.json(&["places"]).len(), 2);
    let said = sandbox.run(&["import", "bad.csv", "--no-new", "--dry-run"]);
    assert!(
        said.out.contains("there is no place `Aysary`"),
        "{}",
        said.out
    );
    // A row that cannot be read takes its route with it.
    sandbox.write(
        "hole.csv",
        "respondent,order,place\n2,1,Osh\n2,x,Tashkent\n",
    );
    let said = sandbox.run(&["import", "hole.csv"]);
    assert!(
        said.out.contains("expected the number of the stop, from 1"),
        "{}",
        said.out
    );
    assert_eq!(sandbox.run(&["route", "show", "2"]).code, 1);
}

#[test]
fn spellings_are_suggested_and_brought_together_only_when_somebody_says_so() {
    let sandbox = study();
    sandbox.write("corpus/routes.csv", ROUTES);
    sandbox.ok(&["import"]);
    assert_eq!(sandbox.json(&["places"]).len(), 5, "never by themselves");
    let pairs = sandbox.json(&["places", "--suggest"]);
    let pairs: Vec<[&str; 2]> = pairs
        .iter()
        .filter_map(|it| Some([it["place"].as_str()?, it["other"].as_str()?]))
        .collect();
    assert_eq!(pairs, [["Aisary", "Aysary"], ["Kizilorda", "Kyzylorda"]]);
    sandbox.ok(&["places", "merge", "Kyzylorda", "Kizilorda"]);
    sandbox.ok(&["places", "merge", "Aysary", "Aisary"]);
    assert_eq!(names(&route(&sandbox, "2")), ["Aysary", "Kyzylorda"]);
    assert_eq!(sandbox.run(&["places", "--suggest"]).code, 1);
    // The old table knows the old spellings, and changes nothing.
    sandbox.write("again.csv", ROUTES);
    assert!(
        sandbox
            .ok(&["import", "again.csv"])
            .contains("0 new, 0 changed")
    );
    sandbox.ok(&["undo"]);
    sandbox.ok(&["check", "--deep"]);
}

#[test]
fn places_of_two_countries_are_one_only_anyway_and_a_code_is_a_country() {
    let sandbox = study();
    let add =
        |name: &str, country: &str| sandbox.run(&["place", "add", name, "--country", country]);
    assert_eq!(add("Kyzylorda", "KZ").err.matches("note:").count(), 0);
    let said = add("Kizilorda", "Қазақстан").err;
    assert!(said.contains("there is `Kyzylorda` already"), "{said}");
    add("Tashkent", "Uzbekistan");
    let said = sandbox.run(&["places", "merge", "Kyzylorda", "Tashkent"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("`Kyzylorda` lies in `KZ`") && said.err.contains("--anyway"),
        "{}",
        said.err
    );
    sandbox.ok(&["places", "merge", "Kyzylorda", "Kizilorda"]);
    sandbox.ok(&["places", "merge", "Kyzylorda", "Tashkent", "--anyway"]);
    let add = [
        "route",
        "add",
        "1",
        "Kyzylordo",
        "--kind",
        "origin",
        "--new",
    ];
    let said = sandbox.run(&add).err;
    assert!(said.contains("there is `Kyzylorda` already"), "{said}");
}

#[test]
fn check_lists_what_cannot_be_on_routes_that_were_kept_anyway() {
    let sandbox = study();
    let add = ["route", "add", "1", "Aysary", "--kind", "origin", "--new"];
    sandbox.ok(&[&add[..], &["--arrived", "age 14"]].concat());
    let add = [
        "route",
        "add",
        "1",
        "Tashkent",
        "--kind",
        "destination",
        "--new",
    ];
    let backwards = [&add[..], &["--arrived", "age 13"]].concat();
    assert_eq!(sandbox.run(&backwards).code, 2);
    sandbox.ok(&[&backwards[..], &["--anyway"]].concat());
    let said = sandbox.ok(&["check"]);
    assert!(
        said.contains("route: respondent 1: stop 2 (`Tashkent`) was reached at `age 13`"),
        "{said}"
    );
}

#[test]
fn a_list_of_places_describes_them_and_comes_back_as_it_was() {
    let sandbox = study();
    sandbox.write("routes.csv", ROUTES);
    sandbox.write(
        "places.csv",
        "place,aliases,country,latitude,longitude\n\
         Kyzylorda,Kizilorda; Қызылорда,Kazakhstan,44.85,65.51\n\
         Tashkent,,Uzbekistan,41.31,69.28\n",
    );
    // Both lie beside the settings; places are read before routes.
    sandbox.ok(&["import"]);
    assert_eq!(
        names(&route(&sandbox, "1")),
        ["Aysary", "Kyzylorda", "Tashkent"]
    );
    let unknown = sandbox.json(&["places", "--unknown"]);
    assert_eq!(names(&unknown), ["Aisary", "Aysary"]);
    let list = sandbox.ok(&["places", "--format", "csv"]);
    sandbox.write("out.csv", &list);
    let said = sandbox.ok(&["import", "out.csv"]);
    assert!(said.contains("4 places: 0 new, 0 changed"), "{said}");
    // A spelling that has become a place of its own is brought together by the list that says so.
    sandbox.write(
        "places.csv",
        "place,aliases,country\nAysary,Aisary,Kazakhstan\n",
    );
    let said = sandbox.ok(&["import"]);
    assert!(
        said.contains("`Aisary` is a spelling of `Aysary` now, 1 stop with it"),
        "{said}"
    );
    assert_eq!(names(&route(&sandbox, "2")), ["Aysary", "Kyzylorda"]);
    sandbox.write(
        "gazetteer.csv",
        "name,country,lat,lon\nAysary,Kazakhstan,51.1,71.4\nAisary,Kazakhstan,53.2,69.9\nOsh,Kyrgyzstan,40.5,72.8\n",
    );
    let found = sandbox.json(&["places", "--gazetteer", "gazetteer.csv"]);
    assert_eq!(found.len(), 2, "{found:?}");
    let said = sandbox.run(&["place", "locate", "Aysary", "--gazetteer", "gazetteer.csv"]);
    assert!(
        said.code == 2 && said.err.contains("expected one: `--nth N`"),
        "{}",
        said.err
    );
    sandbox.ok(&[
        "place",
        "locate",
        "Aysary",
        "--gazetteer",
        "gazetteer.csv",
        "--nth",
        "2",
    ]);
    let places = sandbox.json(&["places"]);
    assert_eq!(
        (&places[0]["place"], &places[0]["latitude"]),
        (&"Aysary".into(), &51.1.into())
    );
    let said = sandbox.run(&["places", "--gazetteer", "corpus/respondents.csv"]);
    assert!(
        said.code == 2 && said.err.contains("is no gazetteer"),
        "{}",
        said.err
    );
}

#[test]
fn two_copies_that_describe_one_route_come_together() {
    let one = study();
    one.write("routes.csv", ROUTES);
    let folder = tempfile::TempDir::new().expect("folder");
    let copy = folder.path().join("copy.db");
    let copy = copy.to_str().expect("path");
    one.ok(&["backup", copy]);
    let other = Sandbox::new();
    std::fs::remove_file(other.path().join("quotebook.db")).expect("gone");
    std::fs::copy(copy, other.path().join("quotebook.db")).expect("copied");
    other.write("routes.csv", ROUTES);
    one.ok(&["import", "routes.csv"]);
    other.ok(&["import", "routes.csv"]);
    other.ok(&["place", "edit", "Kyzylorda", "--country", "Kazakhstan"]);
    one.ok(&["place", "alias", "Kyzylorda", "Қызылорда"]);
    other.ok(&["place", "alias", "Kyzylorda", "Кызылорда"]);
    one.ok(&["route", "add", "2", "Osh", "--kind", "destination", "--new"]);
    one.ok(&[
        "merge",
        other.path().join("quotebook.db").to_str().expect("path"),
    ]);
    assert_eq!(
        names(&route(&one, "1")),
        ["Aysary", "Kizilorda", "Tashkent"]
    );
    assert_eq!(names(&route(&one, "2")), ["Aisary", "Kyzylorda", "Osh"]);
    let places = one.json(&["places"]);
    let place = places
        .iter()
        .find(|it| it["place"] == "Kyzylorda")
        .expect("there");
    assert_eq!(place["country"], "Kazakhstan");
    assert_eq!(
        place["aliases"],
        serde_json::json!(["Кызылорда", "Қызылорда"])
    );
    one.ok(&["check", "--deep"]);
}

/// Six respondents in two groups on known places.
fn counted() -> Sandbox {
    let sandbox = Sandbox::new();
    let mut register = "ID,category,gender,age\n".to_owned();
    let mut routes = "respondent,order,place,kind,stay\n".to_owned();
    for who in 1..=9 {
        let category = if who % 3 == 0 { "adult" } else { "child" };
        register.push_str(&format!("{who},{category},female,20\n"));
        let text = "We went on by bus. The lamp was broken.\n";
        sandbox.write(&format!("corpus/{who}.txt"), text);
    }
    for who in 1..=8 {
        routes.push_str(&format!("{who},1,Айсары,origin,\n"));
        match who {
            1..=5 => {
                routes.push_str(&format!("{who},2,Кызылорда,transit,{who} weeks\n"));
                routes.push_str(&format!("{who},3,Tashkent,destination,\n"));
            }
            6 | 7 => routes.push_str(&format!("{who},2,Кызылорда,destination,1 year\n")),
            _ => {}
        }
    }
    sandbox.write("corpus/respondents.csv", &register);
    sandbox.write("routes.csv", &routes);
    sandbox.write(
        "places.csv",
        "place,country,latitude,longitude\n\
         Айсары,Казахстан,51.0,72.0\n\
         Кызылорда,Казахстан,44.85,65.51\n\
         Tashkent,Uzbekistan,41.31,69.28\n",
    );
    sandbox.ok(&["import"]);
    sandbox
}

#[test]
fn tables_of_routes_count_respondents_and_add_up() {
    let sandbox = counted();
    let json = |args: &[&str]| -> Json {
        let args = [args, &["--format", "json"]].concat();
        serde_json::from_str(&sandbox.ok(&args)).expect("JSON")
    };
    let all = json(&["routes", "--by", "category"]);
    assert_eq!(all["base"], 8, "one of nine has no route");
    let sum = |part: &str| -> i64 {
        let lines = all[part].as_array().expect("lines");
        lines
            .iter()
            .filter_map(|it| it["cells"][0]["n"].as_i64())
            .sum()
    };
    assert_eq!((sum("destinations"), sum("crossing")), (8, 8));
    let first = &all["destinations"][0];
    assert_eq!(
        (&first["place"], &first["cells"][0]["n"]),
        (&"Tashkent".into(), &5.into())
    );
    assert_eq!(first["origins"][0]["place"], "Айсары");
    assert_eq!(first["transits"][0]["cells"][0]["n"], 5);
    assert_eq!(all["crossing"][1]["cells"][0]["n"], 5);
    assert_eq!(
        (&all["corridors"][0]["to"], &all["corridors"][0]["n"]),
        (&"Кызылорда".into(), &7.into())
    );
    let stay = &all["stays"][0];
    assert_eq!(
        (&stay["median"], &stay["n"], &stay["base"]),
        (&21.0.into(), &5.into(), &5.into())
    );
    assert_eq!((&stay["low"], &stay["high"]), (&7.0.into(), &35.0.into()));

    let text = sandbox.ok(&["routes"]);
    for expected in [
        "Destinations (N = 8 respondents with a route)",
        "To Tashkent (N=5)",
        "Айсары → Кызылорда → Tashkent",
        "3 weeks",
    ] {
        assert!(text.contains(expected), "{expected}\n{text}");
    }
    assert_eq!(json(&["routes", "--to", "tashkent"])["base"], 5);
    assert_eq!(json(&["routes", "--to", "Казахстан"])["base"], 2);
    assert_eq!(json(&["routes", "--where", "category:adult"])["base"], 2);
    let said = sandbox.run(&["routes", "--to", "Toshkent"]);
    assert!(
        said.code == 2 && said.err.contains("did you mean `Tashkent`?"),
        "{}",
        said.err
    );
    assert_eq!(sandbox.run(&["routes", "--to", "Айсары"]).code, 1);
}

#[test]
fn small_numbers_are_hidden_in_tables_and_figures_alike() {
    let sandbox = counted();
    let text = sandbox.ok(&["routes", "--suppress", "3"]);
    assert!(text.contains("<3"), "{text}");
    // Two went to Кызылорда and one nowhere; no row tells the one or the other.
    let (table, _) = text.split_once("Internal and").expect("tables");
    for line in table
        .lines()
        .filter(|it| it.starts_with("Кызылорда") || it.starts_with("no dest"))
    {
        assert!(line.contains("<3"), "{line}");
    }
    assert!(
        text.contains("not shown, each of fewer than 3 respondents"),
        "{text}"
    );
    let json: Json =
        serde_json::from_str(&sandbox.ok(&["routes", "--suppress", "3", "--format", "json"]))
            .expect("JSON");
    let hidden = &json["destinations"][1];
    assert_eq!(
        (&hidden["place"], &hidden["cells"][0]["n"]),
        (&"Кызылорда".into(), &Json::Null)
    );
    assert_eq!(hidden["origins"][0]["cells"][0]["base"], Json::Null);
    let csv = sandbox.ok(&["plot", "map", "--suppress", "6", "--format", "csv"]);
    assert!(!csv.contains("Tashkent"), "{csv}");
    assert!(csv.contains("Айсары,Кызылорда,7"), "{csv}");
    let csv = sandbox.ok(&["plot", "routes", "--suppress", "6", "--format", "csv"]);
    assert!(csv.contains("others"), "{csv}");
}

#[test]
fn routes_are_drawn_as_a_flow_and_on_a_map_in_the_letters_of_the_study() {
    let sandbox = counted();
    for kind in ["map", "routes"] {
        let svg = sandbox.ok(&["plot", kind, "--format", "svg"]);
        assert!(svg.contains("Кызылорда") && svg.contains("<desc>"), "{svg}");
        assert_eq!(
            svg,
            sandbox.ok(&["plot", kind, "--format", "svg"]),
            "the same bytes"
        );
        sandbox.ok(&["plot", kind, "-o", "figure.png"]);
        let png = std::fs::read(sandbox.path().join("figure.png")).expect("file");
        assert!(png.starts_with(b"\x89PNG"));
        sandbox.ok(&["plot", kind, "-o", "figure.docx"]);
    }
    let svg = sandbox.ok(&["plot", "map", "--format", "svg"]);
    assert!(svg.contains("КАЗАХСТАН") && svg.contains(" km\n"), "{svg}");
    // What cannot be drawn is said.
    sandbox.ok(&["place", "edit", "Tashkent", "--coordinates", "none"]);
    let svg = sandbox.ok(&["plot", "map", "--format", "svg"]);
    assert!(
        svg.contains("Not drawn, without coordinates: Tashkent"),
        "{svg}"
    );
    let said = sandbox.run(&["plot", "map", "--format", "json"]);
    assert!(
        said.err
            .contains("1 place is not drawn, without coordinates: Tashkent"),
        "{}",
        said.err
    );
    let rows: Vec<Json> = serde_json::from_str(&said.out).expect("JSON");
    for row in &rows {
        let is_place = row["kind"] == "place";
        assert_eq!(
            (is_place, !is_place),
            (!row["place"].is_null(), !row["from"].is_null()),
            "{row}"
        );
    }
    assert!(
        rows.iter().any(|it| it["kind"] == "arrow") && rows.iter().any(|it| it["kind"] == "place")
    );
    // A figure in another language has countries and places in its letters.
    sandbox.write("quotebook.toml", "language = \"kk\"\n");
    let svg = sandbox.ok(&["plot", "map", "--format", "svg"]);
    assert!(svg.contains("ҚАЗАҚСТАН"), "{svg}");
    sandbox.write(
        "places.csv",
        "place,aliases,country\nTashkent,Ташкент,Uzbekistan\n",
    );
    sandbox.ok(&["import"]);
    let svg = sandbox.ok(&["plot", "routes", "--format", "svg"]);
    assert!(
        svg.contains("Ташкент") && !svg.contains("Tashkent"),
        "{svg}"
    );
    sandbox.write("quotebook.toml", "");
    let bare = study();
    assert_eq!(bare.run(&["plot", "map", "--format", "svg"]).code, 1);
    bare.write("routes.csv", ROUTES);
    bare.ok(&["import"]);
    let said = bare.run(&["plot", "map", "-o", "map.svg"]);
    assert_eq!(
        (said.code, bare.path().join("map.svg").exists()),
        (1, false)
    );
    // A report may hold them.
    sandbox.write(
        "report.toml",
        "title = \"Routes\"\n[[section]]\ntitle = \"Where to\"\ncontent = [\"routes --to Tashkent\", \"plot map\"]\n",
    );
    let report = sandbox.ok(&["report", "report.toml", "--format", "md"]);
    assert!(report.contains("To Tashkent (N=5)"), "{report}");
}

#[test]
fn an_archive_has_routes_and_places_as_tables_that_are_read_again() {
    let sandbox = counted();
    sandbox.ok(&["archive", "study.zip"]);
    let bytes = std::fs::read(sandbox.path().join("study.zip")).expect("file");
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("zip");
    for name in ["places.csv", "routes.csv"] {
        let mut text = String::new();
        let mut file = zip.by_name(name).expect(name);
        std::io::Read::read_to_string(&mut file, &mut text).expect("text");
        sandbox.write("again.csv", &text);
        let said = sandbox.ok(&["import", "again.csv"]);
        assert!(said.contains("0 new, 0 changed"), "{said}");
        std::fs::remove_file(sandbox.path().join("again.csv")).expect("gone");
    }
}

#[test]
fn places_that_notes_name_are_candidates_until_they_are_on_the_route() {
    let sandbox = study();
    sandbox.write(
        "corpus/2.txt",
        "Мы поехали в Ташкент, а потом из Кызылорды домой. В Ташкенте было жарко.\n",
    );
    sandbox.write(
        "places.csv",
        "place,aliases,country\nKyzylorda,Kizilorda,Kazakhstan\nTashkent,,Uzbekistan\n",
    );
    sandbox.ok(&["import"]);
    let found = sandbox.json(&["routes", "--candidates"]);
    let told: Vec<_> = found
        .iter()
        .map(|it| {
            (
                it["respondent"].as_str(),
                it["place"].as_str(),
                it["mentions"].as_i64(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [
            (Some("1"), Some("Kyzylorda"), Some(1)),
            (Some("2"), Some("Tashkent"), Some(2)),
            (Some("2"), Some("Kyzylorda"), Some(1)),
            (Some("3"), Some("Kyzylorda"), Some(1)),
        ]
    );
    let (start, end) = (&found[1]["start"], &found[1]["end"]);
    assert_eq!((start, end), (&13.into(), &20.into()), "characters");
    let because = format!("2:{start}-{end}");
    sandbox.ok(&[
        "route",
        "add",
        "2",
        "Tashkent",
        "--kind",
        "destination",
        "--because",
        &because,
    ]);
    assert_eq!(route(&sandbox, "2")[0]["evidence"][0]["text"], "Ташкент");
    assert_eq!(sandbox.json(&["routes", "--candidates"]).len(), 3);
    assert_eq!(
        sandbox
            .json(&["routes", "--candidates", "--where", "gender:male age:16"])
            .len(),
        1
    );
    let named = sandbox.json(&["places", "--found"]);
    assert_eq!(
        (
            &named[0]["place"],
            &named[0]["respondents"],
            &named[1]["mentions"]
        ),
        (&"Kyzylorda".into(), &3.into(), &2.into())
    );
    sandbox.write(
        "g.csv",
        "name,country,lat,lon\nTashkent,Uzbekistan,41.3,69.3\nOsh,Kyrgyzstan,40.5,72.8\n",
    );
    assert_eq!(
        sandbox
            .json(&["places", "--found", "--gazetteer", "g.csv"])
            .len(),
        1
    );
    assert_eq!(
        sandbox.json(&["places"]).len(),
        2,
        "a gazetteer adds nothing by itself"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 12, ..Default::default() })]

    #[test]
    fn the_order_of_rows_and_a_second_import_change_nothing(
        lengths in proptest::collection::vec(1usize..6, 1..4),
        seed in proptest::prelude::any::<u64>(),
    ) {
        use quotebook::project::{Codings, ImportOptions, Project};
        let mut rows = Vec::new();
        for (who, length) in lengths.iter().enumerate() {
            for order in 1..=*length {
                let place = ["Alpha", "Beta", "Gamma", "Delta", "Epsilon"][(who + order) % 5];
                rows.push(format!("{who},{order},{place},,age {},{order} weeks", 9 + order));
            }
        }
        let register: String = (0..lengths.len()).map(|who| format!("{who},20\n")).collect();
        let header = "respondent,order,place,kind,arrived,stay\n";
        let mut shuffled = rows.clone();
        let mut state = seed;
        for at in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(at, (state >> 33) as usize % (at + 1));
        }
        let routes = |rows: &[String], again: Option<&[String]>| {
            let folder = tempfile::TempDir::new().expect("folder");
            let mut project = Project::init(folder.path()).expect("project");
            let path = |name: &str| folder.path().join(name);
            std::fs::write(path("corpus/respondents.csv"), format!("ID,age\n{register}")).expect("file");
            std::fs::write(path("routes.csv"), format!("{header}{}\n", rows.join("\n"))).expect("file");
            project.import("ana", &[], &ImportOptions::default()).expect("import");
            if let Some(rows) = again {
                std::fs::write(path("again.csv"), format!("{header}{}\n", rows.join("\n"))).expect("file");
                project.import("ana", &[path("again.csv")], &ImportOptions::default()).expect("import");
            }
            let study = project.study(None, &Codings::None).expect("study");
            let mut told: Vec<String> = study
                .stops
                .values()
                .map(|it| {
                    let who = &study.respondents[&it.respondent].name;
                    let place = &study.places[&it.place].name;
                    format!("{who} {} {place} {} {:?} {:?}", it.order, it.kind.name(), it.arrived, it.stayed)
                })
                .collect();
            told.sort();
            told
        };
        let once = routes(&rows, None);
        proptest::prop_assert_eq!(once.len(), rows.len());
        proptest::prop_assert_eq!(&once, &routes(&shuffled, None));
        proptest::prop_assert_eq!(&once, &routes(&rows, Some(&shuffled)));
    }
}

#[test]
fn a_list_of_places_says_where_it_puts_a_place_into_another_country() {
    let sandbox = study();
    sandbox.write(
        "places.csv",
        "place,aliases,country\nTashkent,,Uzbekistan\nOsh,,Kirgizstun\nUzgen,,Kyrgyzstan\nOmsk,,Russia\n",
    );
    let said = sandbox.ok(&["import"]);
    assert!(
        said.contains("country `Kirgizstun` of 1 place looks like `Kyrgyzstan`"),
        "{said}"
    );
    sandbox.write(
        "places.csv",
        "place,aliases,country\nTashkent,Omsk; Toshkent,KZ\nOsh,,\n",
    );
    let said = sandbox.run(&["import"]);
    assert_eq!(said.code, 1, "a spelling was refused: {}", said.out);
    for told in [
        "changed: row 2: place `Tashkent` lies in `KZ` now, before in `Uzbekistan`",
        "refused: row 2: `Omsk` lies in `Russia` and `Tashkent` in `KZ`",
    ] {
        assert!(said.out.contains(told), "{told}: {}", said.out);
    }
    let places = sandbox.json(&["places"]);
    let country = |name: &str| {
        let place = places.iter().find(|it| it["place"] == name);
        place.expect(name)["country"].clone()
    };
    assert_eq!(
        (country("Osh"), country("Omsk")),
        ("Kirgizstun".into(), "Russia".into())
    );
    // A new place on a route that is edited says what it may be, too.
    sandbox.ok(&["route", "add", "1", "Osh", "--kind", "origin"]);
    let said = sandbox.run(&["route", "edit", "1", "1", "--place", "Tashkend", "--new"]);
    assert!(
        said.err.contains("there is `Tashkent` already"),
        "{}",
        said.err
    );
}

#[test]
fn a_year_in_the_notes_is_held_against_when_the_stop_was_reached() {
    let sandbox = study();
    let text = "I: And then?\n\nR: In 2022 I came to Osh. We moved to Tashkent in 2023.\n";
    sandbox.write("corpus/1.txt", text);
    sandbox.write(
        "routes.csv",
        "respondent,order,place,kind,arrived\n1,1,Osh,origin,2022-05\n1,2,Tashkent,destination,2024\n",
    );
    sandbox.ok(&["import"]);
    let found = sandbox.json(&["contradictions"]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["rule"], "route/arrived");
    assert_eq!(
        found[0]["register"]["route"],
        "Osh (2022-05) → Tashkent (2024)"
    );
    let name = found[0]["contradiction"].as_str().expect("a name");
    let said = sandbox.run(&[
        "contradictions",
        "settle",
        &name[..5],
        "--both",
        "--because",
        "x",
    ]);
    assert!(
        said.code == 2 && said.err.contains(&format!("did you mean `{name}`?")),
        "{}",
        said.err
    );
    sandbox.ok(&[
        "contradictions",
        "settle",
        name,
        "--both",
        "--because",
        "two winters",
    ]);
    let open = || sandbox.run(&["contradictions"]).code;
    assert_eq!(open(), 1, "it is settled");
    sandbox.ok(&["route", "edit", "1", "2", "--arrived", "2024-02"]);
    assert_eq!(open(), 0, "the route has changed, and it is open again");
    sandbox.ok(&["route", "edit", "1", "2", "--arrived", "2023-11"]);
    assert_eq!(open(), 1);
}

#[test]
fn figures_are_labelled_in_the_language_of_the_study() {
    let sandbox = Sandbox::new();
    sandbox.ok(&["demo", "study"]);
    let settings = std::fs::read_to_string(sandbox.path().join("study/quotebook.toml"));
    let settings = settings.expect("settings");
    let plots: &[&[&str]] = &[
        &["bars", "--by", "category", "--codes", "push"],
        &["stacked", "household", "--by", "category"],
        &["stacked", "--codes", "push"],
        &["heatmap", "--codes", "push,harm"],
        &["network", "--least", "2"],
        &["portrait"],
        &["timeline"],
        &["saturation"],
        &["sankey", "gender", "push/poverty"],
        &["flow"],
        &["routes"],
        &["map"],
    ];
    let drawn = |args: &[&str], format: &str| {
        let args = [&["plot"], args, &["--project", "study", "--format", format]].concat();
        sandbox.ok(&args)
    };
    // Words of the program that stand in figures, as they are in English.
    let english = [
        "respondents",
        "Codes",
        "codes",
        "Thickness",
        "mostly",
        "Borders",
        " km",
        "codings",
        "Highest",
        "interview",
        "first word",
        "Origin",
        "Strongest",
        "kept",
        "interviewed",
        "by category",
    ];
    for (language, word) in [
        ("ru", "респондент"),
        ("kk", "респондент"),
        ("en", "respondents"),
    ] {
        let own = format!("language = \"{language}\"\n{settings}");
        sandbox.write("study/quotebook.toml", &own);
        let mut all = String::new();
        for args in plots {
            let svg = drawn(args, "svg");
            let left = english.iter().filter(|it| svg.contains(**it));
            let left: Vec<_> = left.collect();
            assert_eq!(
                left.is_empty(),
                language != "en",
                "{args:?} {language}: {left:?}"
            );
            all.push_str(&svg);
        }
        assert!(all.to_lowercase().contains(word), "{language}");
        assert!(
            drawn(&["flow"], "csv").contains("respondents"),
            "machines read English"
        );
    }
    sandbox.write(
        "study/quotebook.toml",
        &format!("language = \"xx\"\n{settings}"),
    );
    let said = sandbox.run(&["plot", "flow", "--project", "study"]);
    assert!(
        said.code == 2 && said.err.contains("expected one of `en`, `ru`, `kk`"),
        "{}",
        said.err
    );
}

#[test]
fn what_a_hand_set_outlasts_a_table_that_says_what_it_said_before() {
    const PLACES: &str = "name,country,latitude,longitude\n\
        Aysary,Kazakhstan,50,60\nTashkent,Uzbekistan,41,69\n";
    let sandbox = study();
    sandbox.write("corpus/places.csv", PLACES);
    sandbox.write("corpus/routes.csv", ROUTES);
    sandbox.ok(&["import"]);
    sandbox.ok(&["respondents", "set", "1", "age=14"]);
    sandbox.ok(&["respondents", "set", "2", "age=17"]);
    sandbox.ok(&["route", "edit", "1", "2", "--how", "on foot"]);
    sandbox.ok(&["route", "remove", "2", "1"]);
    sandbox.ok(&[
        "place",
        "edit",
        "Tashkent",
        "--name",
        "Tashkent City",
        "--coordinates",
        "10,10",
    ]);
    // Each file changes elsewhere.
    sandbox.write(
        "corpus/places.csv",
        &format!("{PLACES}Semey,Kazakhstan,,\n"),
    );
    sandbox.write(
        "corpus/routes.csv",
        &format!("{ROUTES}3,1,Semey,origin,,,\n"),
    );
    sandbox.write(
        "corpus/respondents.csv",
        &REGISTER.replace("3,adult,male,24", "3,adult,male,25"),
    );
    let said = sandbox.ok(&["import"]);
    for part in [
        "respondent 3: age was 24, is 25",
        "kept 2 answers set here, which the file has not changed: 1: age 14 (file: 15); 2: age 17 (file: 16)",
        "kept 2 routes set here, which the file has not changed: 1; 2",
        "kept 1 place set here, which the file has not changed: Tashkent City:",
    ] {
        assert!(said.contains(part), "{part}: {said}");
    }
    assert_eq!(route(&sandbox, "1")[1]["how"], "on foot");
    assert_eq!(names(&route(&sandbox, "2")), ["Kyzylorda"]);
    let places = sandbox.ok(&["places", "--format", "csv"]);
    assert!(
        places.contains("Tashkent City") && places.contains("10"),
        "{places}"
    );
    // What both have changed stays and is told, and is taken only anyway.
    sandbox.write(
        "corpus/respondents.csv",
        &REGISTER.replace("female,15", "female,16"),
    );
    sandbox.write("corpus/routes.csv", &ROUTES.replace("by bus", "by train"));
    let said = sandbox.run(&["import"]);
    for part in [
        "respondent 1: age (14 here, 16 in the file, 15 before) was changed both",
        "respondent 3: age was 25, is 24",
        "respondent `1`: the route was changed both here and in the file",
    ] {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert_eq!(route(&sandbox, "1")[1]["how"], "on foot");
    let said = sandbox.ok(&["import", "--anyway"]);
    assert!(
        said.contains("respondent `1`, stop 2: changed how"),
        "{said}"
    );
    assert!(said.contains("respondent 1: age was 14, is 16"), "{said}");
    assert_eq!(names(&route(&sandbox, "2")), ["Aisary", "Kyzylorda"]);
    sandbox.ok(&["check", "--deep"]);
}
