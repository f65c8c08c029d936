//! The library in numbers.

use super::Cli;

/// Two articles, of a month and of none: Trade/Flour and War on one passage, War on another, and one bare.
fn library() -> Cli {
    let cli = Cli::new();
    cli.write(
        "a.md",
        "---\ntitle: Mills\npublished: 2017-07-12\n---\n\n# Mills\n\nFlour ran out. The mill burnt.\n",
    );
    cli.write("b.md", "# =Quay\n\nNobody came. The quay was shut.\n");
    for name in ["a.md", "b.md"] {
        cli.ok(["import".into(), cli.path(name)]);
    }
    cli.ok(["annotate", "Mills", "--quote", "Flour ran out.", "--theme", "Trade/Flour", "--theme", "War"]);
    cli.ok(["annotate", "Mills", "--quote", "The mill burnt.", "--theme", "War", "--note", "When?"]);
    cli.ok(["annotate", "Quay", "--quote", "The quay was shut.", "--theme", "War"]);
    cli.ok(["annotate", "Quay", "--quote", "Nobody came."]);
    cli
}

#[test]
fn everything_is_counted() {
    let cli = library();
    let [counts] = &cli.json(["stats"])[..] else { panic!("one object") };
    let of = |key: &str| counts[key].as_u64().unwrap_or(99);
    let keys =
        ["articles", "unread", "reading", "done", "starred", "annotated", "annotations", "untagged", "notes"];
    assert_eq!(keys.map(of), [2, 2, 0, 0, 0, 2, 4, 1, 1], "{counts}");
    assert_eq!((of("unplaced"), of("themes"), of("unused")), (0, 3, 0));
    assert!(of("words") > 8);
    let text = cli.ok(["stats"]);
    assert!(
        text.contains("       4  annotations  1 with a note, 1 without a theme, 0 not placed\n"),
        "{text}"
    );
    assert!(text.contains("       3  War  (on 2 articles)\n"), "{text}");
    assert!(
        text.contains("       1  Trade + War\n") && text.contains("       1  Trade/Flour + War\n"),
        "{text}"
    );
    assert!(!text.contains("Trade + Trade/Flour"), "{text}");
}

#[test]
fn themes_are_set_against_articles_months_and_each_other() {
    let cli = library();
    let cells = |matrix: &str, keys: [&str; 2]| -> Vec<String> {
        let cells = cli.json(["stats", "--matrix", matrix]);
        let cell = |cell: &serde_json::Value| {
            let column = &cell[keys[0]];
            let column = column["title"].as_str().or(column.as_str()).unwrap_or("null").to_owned();
            format!("{} {column} {}", cell["theme"].as_str().unwrap(), cell[keys[1]])
        };
        cells.iter().map(cell).collect()
    };
    assert_eq!(
        cells("theme-article", ["article", "annotations"]),
        ["Trade Mills 1", "Trade/Flour Mills 1", "War Mills 2", "War =Quay 1"]
    );
    assert_eq!(cells("theme-theme", ["with", "annotations"]), ["Trade War 1", "Trade/Flour War 1"]);
    assert_eq!(
        cells("theme-month", ["month", "articles"]),
        ["Trade 2017-07 1", "Trade/Flour 2017-07 1", "War null 1", "War 2017-07 1"]
    );
    assert!(cli.ok(["stats", "--matrix", "theme-month"]).contains("       1  War · undated\n"));
    assert!(cli.ok(["stats", "--matrix", "theme-article"]).contains("       2  War · 1 Mills\n"));
    let table = |matrix| cli.ok(["stats", "--csv", "--matrix", matrix]);
    assert_eq!(
        table("theme-article"),
        "theme,1 Mills,2 =Quay\r\nTrade,1,0\r\nTrade/Flour,1,0\r\nWar,2,1\r\n"
    );
    assert_eq!(table("theme-month"), "theme,undated,2017-07\r\nTrade,0,1\r\nTrade/Flour,0,1\r\nWar,1,2\r\n");
    assert_eq!(
        table("theme-theme"),
        "theme,Trade,Trade/Flour,War\r\nTrade,0,0,1\r\nTrade/Flour,0,0,1\r\nWar,1,1,0\r\n"
    );
    cli.fails(2, ["stats", "--csv"]);
    cli.fails(2, ["stats", "--csv", "--matrix", "theme-month", "--json"]);
}
