use super::*;
use crate::text::{Offset, Span};

mod marked;

fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

fn split(text: &str) -> Vec<&str> {
    sentences(text, whole(text)).map(|s| s.of(text)).collect()
}

/// Checks that a text with `‖` at each start of a sentence is split there and nowhere else.
fn check(marked: &str) {
    let text = marked.replace('‖', "");
    let want: Vec<&str> = marked.split('‖').map(str::trim).collect();
    assert_eq!(split(&text), want);
}

#[test]
fn abbreviations_do_not_end_a_sentence() {
    check(
        "Lt. Col. Michelle Baldanza spoke on Oct. 15 at 3 p.m. on the lawn. ‖Sen. John McCain (R-AZ) left.",
    );
    check(
        "The U.S. Secretary of State came to the U.S. ‖At the same time J. R. Smith v. Brown Inc. was heard.",
    );
    check("See No. 5, p. 12, and Jones et al. for 3.5 percent. ‖Then rest.");
}

#[test]
fn quotations_belong_to_the_sentence_before() {
    check("“NO!!!!!” he said. ‖“Is it true?” ‖Nobody knew. ‖“It is.” ‖So it was.");
}

#[test]
fn between_rows_a_line_feed_ends_a_sentence() {
    let text = "Name  Inc.\nAlpha  one. Two\nand  three\n";
    let rows = Bounds { span: whole(text), rows: true };
    let all: Vec<&str> = sentences(text, rows).map(|s| s.of(text)).collect();
    assert_eq!(all, ["Name  Inc.", "Alpha  one.", "Two", "and  three"]);
    for at in 0..text.len() {
        let found = sentence_at(text, rows, Offset(at)).of(text);
        assert!(all.contains(&found), "{at}: {found:?}");
        assert_eq!(object_sentence(text, rows, Offset(at), false).map(|s| s.of(text)), Some(found));
    }
    let starts: Vec<usize> =
        std::iter::successors(Some(Offset(0)), |at| next_sentence(text, rows, *at)).map(|at| at.0).collect();
    assert_eq!(starts, [0, 11, 23, 27]);
    assert_eq!(prev_sentence(text, rows, Offset(27)), Some(Offset(23)));
    assert_eq!(split(text), ["Name  Inc.\nAlpha  one.", "Two\nand  three"]);
}

#[test]
fn motions_go_from_start_to_start() {
    let text = "  One here. Two there!  Three ";
    let block = whole(text);
    assert_eq!(sentence_at(text, block, Offset(0)).of(text), "One here.");
    assert_eq!(sentence_at(text, block, Offset(11)).of(text), "One here.");
    assert_eq!(sentence_at(text, block, Offset(text.len())).of(text), "Three");
    let mut at = Offset(0);
    let mut starts = Vec::new();
    while let Some(next) = next_sentence(text, block, at) {
        assert!(next > at);
        starts.push(next.0);
        at = next;
    }
    assert_eq!(starts, [2, 12, 24]);
    assert_eq!(prev_sentence(text, block, Offset(24)), Some(Offset(12)));
    assert_eq!(prev_sentence(text, block, Offset(13)), Some(Offset(12)));
    assert_eq!(prev_sentence(text, block, Offset(2)), None);
}

mod generated;

fn walk(text: &str, big: bool, step: fn(&str, Span, Offset, bool) -> Offset, from: usize) -> Vec<usize> {
    let mut at = Offset(from);
    let mut places = Vec::new();
    loop {
        let next = step(text, whole(text), at, big);
        if next == at {
            return places;
        }
        places.push(next.0);
        at = next;
    }
}

#[test]
fn words_go_as_in_vim() {
    let text = "don’t stop, J.R.\n\nnext: 情報カタ end";
    let starts = |big| {
        walk(text, big, next_word, 0).iter().map(|&i| cluster::char_at(text, i).unwrap()).collect::<String>()
    };
    assert_eq!(starts(false), "s,J.R.n:情報カed");
    assert_eq!(starts(true), "sJn情ed");
    let ends = walk(text, false, word_end, 0)
        .iter()
        .map(|&i| cluster::char_at(text, i).unwrap())
        .collect::<String>();
    assert_eq!(ends, "tp,J.R.t:情報タd");
    let back = walk(text, false, prev_word, text.len())
        .iter()
        .map(|&i| cluster::char_at(text, i).unwrap())
        .collect::<String>();
    assert_eq!(back, "eカ報情:n.R.J,sd");
}

fn object(marked: &str, get: impl Fn(&str, Span, Offset) -> Option<Span>) -> Option<String> {
    let at = marked.find('^').unwrap();
    let text = marked.replace('^', "");
    get(&text, whole(&text), Offset(at)).map(|s| s.of(&text).to_owned())
}

#[test]
fn a_word_takes_the_space_behind_it_or_before() {
    let iw = |m| object(m, |t, b, a| object_word(t, b, a, false));
    let aw = |m| object(m, |t, b, a| object_word(t, b, a, true));
    assert_eq!(iw("one tw^o three").as_deref(), Some("two"));
    assert_eq!(aw("one tw^o three").as_deref(), Some("two "));
    assert_eq!(aw("one t^wo").as_deref(), Some(" two"));
    assert_eq!(aw("one^  two").as_deref(), Some("  two"));
    assert_eq!(iw("one^  two").as_deref(), Some("  "));
    assert_eq!(iw("it^’s").as_deref(), Some("it’s"));
    assert_eq!(iw("^"), None);
}

#[test]
fn a_sentence_takes_the_space_behind_it_or_before() {
    let is = |m| object(m, |t, b, a| object_sentence(t, b, a, false));
    let asent = |m| object(m, |t, b, a| object_sentence(t, b, a, true));
    assert_eq!(is("One.  T^wo. Three.").as_deref(), Some("Two."));
    assert_eq!(asent("One.  T^wo. Three.").as_deref(), Some("Two. "));
    assert_eq!(asent("One.  T^wo.").as_deref(), Some("  Two."));
    assert_eq!(is(" ^ "), None);
}

#[test]
fn quotations_are_found_in_several_languages() {
    let inner = |m| object(m, |t, b, a| object_quotes(t, b, a, false));
    let outer = |m| object(m, |t, b, a| object_quotes(t, b, a, true));
    assert_eq!(inner("He said “it’s ^so” there.").as_deref(), Some("it’s so"));
    assert_eq!(outer("He said “it’s ^so” there.").as_deref(), Some("“it’s so”"));
    assert_eq!(inner("“Outer ‘in^ner’ outer”").as_deref(), Some("inner"));
    assert_eq!(inner("“Outer ‘inner’ ou^ter”").as_deref(), Some("Outer ‘inner’ outer"));
    assert_eq!(inner("Er sagte: „J^a“, und").as_deref(), Some("Ja"));
    assert_eq!(inner("« Ou^i »").as_deref(), Some(" Oui "));
    assert_eq!(inner("»J^a«").as_deref(), Some("Ja"));
    assert_eq!(inner("a \"b\" c \"d^d\" e").as_deref(), Some("dd"));
    assert_eq!(inner("a \"b\" c^c \"dd\" e").as_deref(), Some("dd"));
    assert_eq!(inner("a \"b\" c^c. More \"dd\" e"), None);
    assert_eq!(inner("the dogs’ bo^ne, the ’90s and Bob's"), None);
    assert_eq!(inner("She said 'it isn't s^o' twice").as_deref(), Some("it isn't so"));
}

#[test]
fn brackets_nest() {
    let inner = |m, k| object(m, move |t, b, a| object_brackets(t, b, a, k, false));
    let outer = |m, k| object(m, move |t, b, a| object_brackets(t, b, a, k, true));
    assert_eq!(inner("a (b (c) d^d) e", '(').as_deref(), Some("b (c) dd"));
    assert_eq!(outer("a (b ^(c) dd) e", ')').as_deref(), Some("(c)"));
    assert_eq!(outer("a (b (c^) dd) e", 'b').as_deref(), Some("(c)"));
    assert_eq!(outer("a (b (c)^ dd) e", 'b').as_deref(), Some("(b (c) dd)"));
    assert_eq!(inner("[1, {2^}, 3]", '{').as_deref(), Some("2"));
    assert_eq!(inner("[1, {2^}, 3]", '[').as_deref(), Some("1, {2}, 3"));
    assert_eq!(inner("<a^> b", '<').as_deref(), Some("a"));
    assert_eq!(inner("a^ (b)", '('), None);
    assert_eq!(inner("(^)", '('), None);
    assert_eq!(inner("(a^)", 'x'), None);
}

#[test]
fn the_table_of_ends_agrees_with_uax_29() {
    use unicode_segmentation::UnicodeSegmentation;
    let ends = |c: char| format!("a{c} b").split_sentence_bounds().count() == 2;
    let breaks = ['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}'];
    let missing: Vec<char> =
        ('!'..='\u{ffff}').filter(|&c| !breaks.contains(&c) && ends(c) && chars::end(c).is_none()).collect();
    assert_eq!(missing, Vec::<char>::new());
}

#[test]
fn between_chinese_and_japanese_letters_a_sign_of_ascii_ends_a_sentence() {
    check("船停了!‖谁去问?‖没有人去.‖第1.2节写了3.5元。‖完");
    check("船は止まった!‖なぜ?‖誰も知らない。");
    check("他问“为什么?”没有人答。‖iOS!好 a?b 版");
}
