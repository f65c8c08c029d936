use proptest::prelude::*;

use super::parse::LONGEST;
use super::*;

fn word(text: &str) -> Expr {
    Expr::Term(Term::Word(text.into()))
}

fn ok(text: &str) -> Expr {
    parse(text).unwrap_or_else(|e| panic!("{text:?}: {e}\n{}", e.point(text))).expr
}

#[test]
fn terms_are_read() {
    assert_eq!(parse("  "), Ok(Query::default()));
    assert_eq!(ok("syria"), word("syria"));
    assert_eq!(ok("\"air  strikes\""), Expr::Term(Term::Phrase("air  strikes".into())));
    assert_eq!(ok("“air strikes”"), Expr::Term(Term::Phrase("air strikes".into())));
    assert_eq!(ok("„air strikes“"), Expr::Term(Term::Phrase("air strikes".into())));
    assert_eq!(ok("theme:Syria/air"), Expr::Term(Term::Theme("Syria/air".into())));
    assert_eq!(ok("Theme:“Intelligence sharing”"), Expr::Term(Term::Theme("Intelligence sharing".into())));
    assert_eq!(ok(r#"theme:"and\/or""#), Expr::Term(Term::Theme(r"and\/or".into())));
    assert_eq!(ok("by:name"), Expr::Term(Term::By("name".into())));
    assert_eq!(ok("collection:\"a book\""), Expr::Term(Term::Collection("a book".into())));
    assert_eq!(ok("in:outlet"), Expr::Term(Term::In("outlet".into())));
    assert_eq!(ok("title:word"), Expr::Term(Term::Title("word".into())));
    assert_eq!(ok("note:word"), Expr::Term(Term::Note("word".into())));
    assert_eq!(ok("is:UNREAD"), Expr::Term(Term::Is(Is::Unread)));
    assert_eq!(ok("since:2017-01"), Expr::Term(Term::Since(Date::parse("2017-01").unwrap())));
    assert_eq!(ok("10:30"), word("10:30"));
    assert_eq!(ok("counter-terrorism"), word("counter-terrorism"));
    assert_eq!(ok("情報共有"), word("情報共有"));
    assert_eq!(ok("don't"), word("don't"));
}

#[test]
fn terms_are_combined() {
    let [a, b, c] = ["a", "b", "c"].map(|text| move || word(text));
    assert_eq!(ok("a b c"), Expr::All(vec![a(), b(), c()]));
    assert_eq!(ok("a b OR c"), Expr::Any(vec![Expr::All(vec![a(), b()]), c()]));
    assert_eq!(ok("a (b OR c)"), Expr::All(vec![a(), Expr::Any(vec![b(), c()])]));
    assert_eq!(ok("(a (b)) c"), Expr::All(vec![a(), b(), c()]));
    assert_eq!(ok("-(a OR b)"), Expr::Not(Box::new(Expr::Any(vec![a(), b()]))));
    assert_eq!(ok("-(-a)"), a());
    assert_eq!(ok("-\"a\""), Expr::Not(Box::new(Expr::Term(Term::Phrase("a".into())))));
    assert_eq!(ok("-theme:x"), Expr::Not(Box::new(Expr::Term(Term::Theme("x".into())))));
    // What is said twice asks for nothing more; the last is the one that may still be being typed.
    assert_eq!(ok("a b a A"), Expr::All(vec![b(), a(), word("A")]));
    assert_eq!(ok("a OR b OR a"), Expr::Any(vec![b(), a()]));
    assert_eq!(ok("a a"), a());
    assert_eq!(ok("a or b"), Expr::All(vec![a(), word("or"), b()]));
    assert_eq!(ok("\"OR\""), Expr::Term(Term::Phrase("OR".into())));
}

#[test]
fn mistakes_point_at_their_place() {
    for (text, at, says) in [
        ("syria colour:red", 6, "no field colour:"),
        (":x", 0, "name of a field"),
        ("a \"b c", 2, "not closed"),
        ("a “b c", 2, "not closed"),
        ("a (b OR c", 2, "not closed"),
        ("a b)", 3, "closes nothing"),
        ("()", 1, "hold nothing"),
        ("a OR", 4, "missing at the end"),
        ("OR a", 0, "before this OR"),
        ("a OR OR b", 5, "before this OR"),
        ("(a OR )", 6, "before this parenthesis"),
        ("a -", 3, "after this -"),
        ("a - b", 3, "after this -"),
        ("--a", 1, "two say nothing"),
        ("-OR a", 1, "before this OR"),
        ("a AND b", 2, "AND is not needed"),
        ("NOT b", 0, "NOT is written as -"),
        ("theme:", 6, "missing after theme:"),
        ("theme: syria", 6, "missing after theme:"),
        ("theme:\"\"", 6, "missing after theme:"),
        ("theme:/", 6, "more than slashes"),
        ("theme:(a OR b)", 6, "not built yet"),
        ("is:blue", 3, "unread, reading, done, starred, annotated"),
        ("since:2017-13", 6, "not a date"),
        ("since:2017-02-30", 6, "not a date"),
        ("until:17-1-1", 6, "not a date"),
        ("until:2017-01-01-01", 6, "not a date"),
        ("until:+017", 6, "not a date"),
        ("a & b", 2, "no letter"),
        ("\"\"", 0, "no letter"),
        ("by:-", 3, "no letter"),
        ("terror*s", 6, "only at the end of a word"),
        ("*terror", 0, "only at the end of a word"),
        ("terror**", 6, "only at the end of a word"),
        ("a terror-*", 9, "only at the end of a word"),
        ("note:te*r", 7, "only at the end of a word"),
        ("by:terror*", 9, "by: needs no *"),
        ("* a", 0, "no letter"),
        ("ab\"cd\"", 2, "space is missing before"),
        ("\"ab\"cd", 4, "space is missing after"),
        ("\"ab\"\"cd\"", 4, "space is missing after"),
        ("情報 )", 7, "closes nothing"),
    ] {
        let error = parse(text).expect_err(text);
        assert_eq!(error.at, at, "{text:?}: {error}");
        assert!(error.message.contains(says), "{text:?}: {error}");
    }
    let deep = "(".repeat(5000);
    assert!(parse(&deep).expect_err("too deep").message.contains("64"));
    assert!(parse(&format!("{}a{}", "-(".repeat(5000), ")".repeat(5000))).is_err());
}

#[test]
fn the_caret_stands_under_the_place() {
    let text = "情報\t)";
    assert_eq!(parse(text).unwrap_err().point(text), "情報 )\n     ^");
    let text = "a OR";
    assert_eq!(parse(text).unwrap_err().point(text), "a OR\n    ^");
}

#[test]
fn dates_bound_what_is_published() {
    let within = |since: &str, published: &str| published >= Date::parse(since).unwrap().from().as_str();
    let until = |until: &str, published: &str| published <= Date::parse(until).unwrap().to().as_str();
    for published in ["2017", "2017-01", "2017-01-01", "2017-07-12", "2018"] {
        assert!(within("2017", published) && within("2017-01", published) && within("2017-01-01", published));
    }
    assert!(
        !within("2017", "2016-12-31") && !within("2017-01-02", "2017-01-01") && !within("2017-07", "2017")
    );
    assert!(within("2017-07-01", "2017-07") && !within("2017-07-02", "2017-07"));
    for published in ["2016", "2017", "2017-07", "2017-07-11", "2017-07-12"] {
        assert!(until("2017", published) && until("2017-07", published) && until("2017-07-12", published));
    }
    assert!(!until("2017-07-12", "2017-07-13") && !until("2017-07", "2017-08") && !until("2017", "2018"));
    assert!(!until("2017-12-31", "2018") && until("2017-12", "2017-12-31"));
}

#[test]
fn what_is_printed_is_what_one_types() {
    for text in [
        "",
        "syria \"air strikes\" -theme:Syria/air",
        "a (b OR -c d) until:2017-07-12",
        "terror* -counter-ter* note:be*",
        "-(a b) OR theme:\"intelligence sharing\" is:starred",
        r#"theme:"a\/b (c)" by:"A \"B\" C" in:x\"#,
    ] {
        assert_eq!(print(&parse(text).unwrap()), text);
    }
}

fn term() -> impl Strategy<Value = Term> {
    let words = r#"[a-zé情0-9"“”\\/*:() -]{0,6}[a-z情0-9][a-zé“"\\/ (]{0,4}"#;
    let date = (0i16..=9999, 1i8..=12, 1i8..=28, 0..3u8).prop_map(|(y, m, d, parts)| {
        let text = format!("{y:04}-{m:02}-{d:02}");
        Date::parse(text.get(..[4, 7, 10][usize::from(parts)]).unwrap()).unwrap()
    });
    prop_oneof![
        "[a-zé情0-9.'/\\\\][a-zé情0-9.'/\\\\-]{0,6}[a-z0-9]".prop_map(Term::Word),
        "[a-zé情0-9.'/\\\\][a-zé情0-9.'/\\\\-]{0,6}[a-z0-9]".prop_map(Term::Beginning),
        "[a-zé情0-9.'/:\\\\-]{0,6}[a-z0-9]".prop_map(Term::NoteBeginning),
        words.prop_map(Term::Phrase),
        words.prop_map(Term::Theme),
        words.prop_map(Term::By),
        words.prop_map(Term::In),
        words.prop_map(Term::Collection),
        words.prop_map(Term::Title),
        words.prop_map(Term::Note),
        (0..Is::EACH.len()).prop_map(|i| Term::Is(Is::EACH[i])),
        date.clone().prop_map(Term::Since),
        date.prop_map(Term::Until),
    ]
}

fn expr() -> impl Strategy<Value = Expr> {
    term().prop_map(Expr::Term).prop_recursive(5, 40, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..5).prop_map(Expr::all),
            prop::collection::vec(inner.clone(), 1..5).prop_map(Expr::any),
            inner.prop_map(Expr::negate),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_back(expr in expr()) {
        let query = Query::from(expr);
        let text = print(&query);
        prop_assert_eq!(parse(&text), Ok(query), "{}", text);
    }

    #[test]
    fn nothing_typed_makes_it_fall(text in r#"([a-c情]|OR|AND|-|\(|\)|"|“|\\|:|theme:|is:|since:|2017| |\*|\n){0,16}"#) {
        match parse(&text) {
            Ok(query) => prop_assert_eq!(parse(&print(&query)), Ok(query)),
            Err(error) => {
                prop_assert!(text.is_char_boundary(error.at), "{:?}", error);
                prop_assert!(error.point(&text).ends_with('^'));
            }
        }
    }
}

#[test]
fn what_is_still_typed_may_end_within_a_phrase() {
    for typed in ["a \"b c", "a “b c"] {
        let begun = Expr::Term(Term::Beginning("b c".to_owned()));
        let Expr::All(parts) = parse_typed(typed).unwrap().expr else { panic!("{typed}") };
        assert_eq!(parts.last(), Some(&begun), "{typed}");
    }
    assert_eq!(parse_typed("b\u{ad}c \"d\""), parse("bc \"d\"").map(Query::typing));
    assert!(parse_typed("a (b").is_err() && parse_typed("a)").is_err());
}

#[test]
fn soft_hyphens_are_no_part_of_what_is_sought_in_texts_and_one_of_names() {
    let same = |text: &str, other: &str| assert_eq!(parse(text), parse(other), "{text:?}");
    same("fer\u{ad}ry", "ferry");
    same("fer\u{ad}r* \"old b\u{ad}oat\"", "ferr* \"old boat\"");
    let named = parse("theme:so\u{ad}ft").unwrap().expr;
    assert_eq!(named, Expr::Term(Term::Theme("so\u{ad}ft".to_owned())));
    // Errors point at their place in what was typed.
    assert_eq!(parse("a\u{ad}b (def").unwrap_err().at, "a\u{ad}b ".len());
    assert!(parse("\u{ad}").is_err());
}

#[test]
fn words_that_are_too_long_are_refused_with_a_sentence() {
    for unit in ["a", "港", "ab-", "in "] {
        let most = unit.repeat(LONGEST / unit.len());
        for query in [format!("\"{most}\""), format!("note:\"{most}\"")] {
            assert!(parse(&query).is_ok(), "{unit}");
        }
        let long = unit.repeat(LONGEST / unit.len() + 2);
        for query in [format!("\"{long}\""), format!("b (note:\"{long}\" OR c)"), format!("-\"{long}\"")] {
            let error = parse(&query).unwrap_err();
            assert!(error.message.contains("too long"), "{error}");
            assert!(error.at <= query.len() && parse_typed(&query).is_err());
        }
    }
    let error = parse(&format!("quay {}", "x".repeat(LONGEST + 1))).unwrap_err();
    assert_eq!(error.at, "quay ".len());
    // Many words are not one that is long.
    assert!(parse(&"in ".repeat(LONGEST)).is_ok());
}
