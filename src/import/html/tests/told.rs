//! Words that are of the article although what holds them is called, or is, something that is none of it mostly.

use super::{WORDS, article, blocks, page};

fn shown(html: &str) -> Vec<String> {
    blocks(&page(html)).iter().map(|block| block.2.to_owned()).collect()
}

#[test]
fn buttons_among_words_are_words() {
    for (within, told) in [
        (
            "<p>The pilot did <button class=term>not</button> leave the pier.",
            "The pilot did not leave the pier.",
        ),
        (
            "<p><button type=button>Ballast</button> is what keeps a boat upright.",
            "Ballast is what keeps a boat upright.",
        ),
        (
            "<p>They asked for more <button><span>ballast</span><svg></svg></button>.",
            "They asked for more ballast.",
        ),
        ("<ul><li>a load of <button>ballast</button></ul>", "a load of ballast"),
        (
            "<div>The pilot did <button>not</button> leave the pier.</div>",
            "The pilot did not leave the pier.",
        ),
        (
            "<h3 class=q><button class='accordion-button collapsed' aria-expanded=false>Who paid for it?</button></h3><p>Nobody did, then or later.",
            "Who paid for it?",
        ),
    ] {
        let found = shown(&article(within));
        assert!(found.iter().any(|block| block == told), "{within}: {found:#?}");
    }
    let table =
        shown(&article("<table><tr><th>Load<th>Days<tr><td>old <button>ballast</button><td>9</table>"));
    assert!(table.iter().any(|block| block.contains("old ballast")), "{table:#?}");
}

#[test]
fn buttons_that_stand_alone_or_beside_what_is_told_are_none() {
    for within in [
        "<p><button>Recount</button></p>",
        "<div><button>Recount</button> <button>Recount it</button></div>",
        "<div>Nine of ten <button>Recount</button></div>",
        "<p>The boats stayed where they were. <button>Recount</button></p>",
        "<h3>The last boat <button class=copy-link>Recount</button></h3><p>It came in late.</p>",
        "<p>The boats stayed <button>Follow Recount</button></p>",
        "<p>The boats <button class='anchor'>Recount</button> stayed.</p>",
        "<pre>haul --all <button>Recount</button></pre>",
        "<form><p>Your boat <button>Recount</button></p></form>",
        "<ul><li><button>Recount</button><li><button>Recount</button></ul>",
        "<p>The boats <button style='display:none'>Recount</button> stayed.</p>",
    ] {
        let found = shown(&article(within));
        assert!(!found.iter().any(|block| block.contains("Recount")), "{within}: {found:#?}");
    }
}
