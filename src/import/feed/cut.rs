//! Words that say that they go on elsewhere: `Foo … [more]`.

/// What a link to the rest is called, before which stands an ellipsis, or which stands in brackets.
const REST: &[&str] =
    &["more", "read more", "continue reading", "mehr", "weiterlesen", "lire la suite", "suite"];
/// Those of them that need neither.
const PLAIN: &[&str] = &["read more", "continue reading", "weiterlesen", "lire la suite"];
/// Bytes of the longest of all that words may end with; a link to the rest is not longer.
const LONGEST: usize = 48;

/// The words without what says that they go on elsewhere; all of them where nothing says so.
pub fn whole(words: &str) -> &str {
    let mut rest = words.trim_end();
    let mut is_cut = false;
    while let Some(before) = without(rest) {
        (rest, is_cut) = (before.trim_end(), true);
    }
    if is_cut { rest } else { words }
}

/// The words without the last sign or link that says so.
fn without(words: &str) -> Option<&str> {
    if let Some(before) = ellipsis(words) {
        return Some(before);
    }
    if let Some(before) = words.strip_suffix(['»', '→']) {
        return Some(before);
    }
    for (open, close) in [('[', ']'), ('(', ')')] {
        let Some((before, inner)) = words.strip_suffix(close).and_then(|words| words.rsplit_once(open))
        else {
            continue;
        };
        let said = inner.trim_matches(|c: char| c.is_whitespace() || "….»→".contains(c));
        let is_rest = inner.len() <= LONGEST && (said.is_empty() || is_one(said, REST));
        // Nothing in brackets says nothing.
        return Some(before).filter(|_| is_rest && !inner.trim().is_empty());
    }
    let named =
        |before: &&str| PLAIN.iter().any(|one| words.get(before.len()..).is_some_and(|end| same(end, one)));
    let at = |length: usize| words.len().checked_sub(length).and_then(|at| words.get(..at));
    let before = REST.iter().filter_map(|one| at(one.len())).find(|before| {
        let end = words.get(before.len()..).unwrap_or_default();
        is_one(end, REST) && ellipsis(before.trim_end()).is_some()
    });
    before.or_else(|| PLAIN.iter().filter_map(|one| at(one.len())).find(named))
}

fn ellipsis(words: &str) -> Option<&str> {
    words.strip_suffix('…').or_else(|| words.strip_suffix("...").map(|words| words.trim_end_matches('.')))
}

fn is_one(said: &str, all: &[&str]) -> bool {
    all.iter().any(|one| same(said, one))
}

fn same(a: &str, b: &str) -> bool {
    a.eq_ignore_ascii_case(b)
}

/// Whether words end as those do that go on elsewhere; they may be markup.
pub(super) fn breaks_off(body: &str) -> bool {
    let mut end = String::new();
    let mut rest = body.trim_end();
    // The last words, without tags.
    while end.len() < LONGEST && !rest.is_empty() {
        if let Some(tag) = rest.strip_suffix('>') {
            let Some((before, _)) = tag.rsplit_once('<') else { break };
            rest = before;
            continue;
        }
        let from = rest.rfind('>').map_or(0, |at| at + 1);
        let words = rest.get(from..).unwrap_or_default();
        end.insert_str(0, words);
        rest = rest.get(..from).unwrap_or_default();
    }
    let end =
        end.replace("&hellip;", "…").replace("&#8230;", "…").replace("&#x2026;", "…").replace("&nbsp;", " ");
    let end = end.trim_end();
    whole(end).len() < end.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_words_go_on_is_told_from_them() {
        for cut in [
            "It fell …",
            "It fell…",
            "It fell...",
            "It fell [...]",
            "It fell […]",
            "It fell … [more]",
            "It fell (more…)",
            "It fell [Read more]",
            "It fell… more",
            "It fell … Continue reading →",
            "It fell [mehr »]",
            "It fell . . . […]",
        ] {
            assert!(whole(cut).trim_end_matches([' ', '.']) == "It fell", "{cut}: {}", whole(cut));
        }
        for all in
            ["It fell.", "It wanted more", "It fell (and more)", "It fell []", "It fell [1]", "", "It fell. "]
        {
            assert_eq!(whole(all), all);
        }
    }

    #[test]
    fn markup_breaks_off_where_its_words_do() {
        for cut in [
            "<p>It fell &hellip; <a href='/a'>[more]</a></p>",
            "It fell&#8230;",
            "<p>It fell</p><p><a>Read <b>more</b></a></p>",
        ] {
            assert!(breaks_off(cut), "{cut}");
        }
        for all in ["<p>It fell.</p>", "<p>It fell.</p><img alt='more...'>", "a > b", ""] {
            assert!(!breaks_off(all), "{all}");
        }
    }
}
