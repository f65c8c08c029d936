//! 2,000 annotations found again in a text of 3 MB that was edited all over.

use postil::model::anchor::{Sought, context, replace_all};
use postil::text::Span;

fn main() {
    divan::main();
}

/// A sentence of its own words for each number.
fn sentence(n: u64) -> String {
    const NAMES: [&str; 12] = [
        "harbour", "council", "winter", "ledger", "bridge", "pilot", "orchard", "signal", "paper", "engine",
        "meadow", "letter",
    ];
    let word = |k: u64| {
        let k = (n * 31 + k).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 33;
        let name = usize::try_from(k % 12).ok().and_then(|i| NAMES.get(i)).unwrap_or(&"");
        format!("{name} {}", k % 997)
    };
    format!("The {} of {} saw {} near {}, and {} too.", word(1), word(2), word(3), word(4), word(5))
}

/// The sentences joined; every `every`th one with a word changed, or left out.
fn text(count: u64, every: u64, edited: bool) -> String {
    let mut text = String::new();
    for n in 0..count {
        let own = sentence(n);
        match (edited && n % every == 0, n % (2 * every) == 0) {
            (true, true) => continue,
            (true, false) => text.push_str(&own.replace(" saw ", " met ")),
            _ => text.push_str(&own),
        }
        text.push_str(if n % 8 == 7 { "\n\n" } else { " " });
    }
    text
}

#[divan::bench(args = [1, 2, 1000], sample_count = 3, sample_size = 1)]
fn two_thousand_in_three_megabytes(bencher: divan::Bencher, every: u64) {
    let count = 37_000;
    let (old, new) = (text(count, every, false), text(count, every, true));
    let marked: Vec<(Span, (String, String))> = (0..2_000)
        .filter_map(|i| {
            let own = sentence(i * 18);
            let at = old.find(&own)?;
            let span = Span::new(at, at + own.len());
            Some((span, context(&old, span)))
        })
        .collect();
    let sought: Vec<Sought<'_>> = marked
        .iter()
        .map(|(was, (prefix, suffix))| Sought { quote: was.of(&old), prefix, suffix, was: *was })
        .collect();
    bencher.bench_local(|| replace_all(&old, &new, &sought));
}
