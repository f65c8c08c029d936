//! What a link says to those who do not see where it leads: that it opens in another window, or leads out of the site. It is
//! none of its sentence.

use dom_query::NodeRef;

use super::node;

/// Characters of such a note, its words, and the elements of a link among which it is looked for.
const LONGEST: usize = 60;
const WORDS: usize = 8;
const NEAR: usize = 8;

#[rustfmt::skip]
const NEW: &[&str] = &[
    "new", "neues", "neuem", "neuen", "nouvel", "nouvelle", "nuevo", "nueva", "nuovo", "nuova", "novo", "nova", "nieuw", "nieuwe",
    "ny", "nytt", "nyt", "nowej", "nowym", "новом", "новой",
];
#[rustfmt::skip]
const WINDOW: &[&str] = &[
    "tab", "window", "fenster", "fenêtre", "onglet", "ventana", "pestaña", "finestra", "scheda", "janela", "aba", "guia",
    "venster", "tabblad", "fönster", "flik", "vindue", "fane", "vindu", "oknie", "karcie", "окне", "вкладке",
];
#[rustfmt::skip]
const OPENS: &[&str] = &[
    "opens", "open", "öffnet", "ouvre", "abre", "apre", "opent", "öppnas", "åbner", "åpnes", "otwiera", "откроется",
    "открывается",
];
const EAST: &[&str] = &["新窗口", "新視窗", "新标签页", "新しいウィンドウ", "新しいタブ", "별도창", "새 창"];
#[rustfmt::skip]
const OUT: &[&str] = &[
    "external link", "link is external", "opens external website", "opens external site", "externer link", "lien externe",
    "enlace externo", "link esterno", "link externo", "externe link", "extern länk",
];
/// Words by which an element is known that is read out and not shown.
const UNSEEN: &[&str] = &["sr", "visually", "hidden", "screen", "screenreader", "assistive", "a11y"];

/// Takes such notes out of a page. O(elements), as the looks are bounded.
pub(super) fn leave_out(body: &NodeRef<'_>) {
    let links: Vec<NodeRef<'_>> = body.descendants_it().filter(|node| node.has_name("a")).collect();
    for link in links {
        let within = link.descendants_it().take(NEAR).filter(|below| is_note(below));
        let within: Vec<NodeRef<'_>> = within.take(1).collect();
        let after = link.next_element_sibling().filter(|next| next.has_name("span") && is_note(next));
        let is_all = |note: &NodeRef<'_>| node::few_words(note, LONGEST) == node::few_words(&link, LONGEST);
        for note in within.into_iter().filter(|note| !is_all(note)).chain(after) {
            note.remove_from_parent();
        }
    }
}

/// Whether an element says no more than that.
fn is_note(element: &NodeRef<'_>) -> bool {
    if !element.is_element() || element.has_name("a") {
        return false;
    }
    let Some(words) = node::few_words(element, LONGEST).filter(|words| !words.is_empty()) else {
        return false;
    };
    let is_unseen = || node::labels(element).iter().any(|label| UNSEEN.contains(&label.as_str()));
    tells(&words) && (words.starts_with('(') || is_opening(&words) || is_unseen())
}

fn parted(words: &str) -> impl Iterator<Item = String> {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

fn tells(words: &str) -> bool {
    let has = |list: &[&str]| parted(words).any(|word| list.contains(&word.as_str()));
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_window = parted(words).nth(WORDS).is_none() && has(NEW) && has(WINDOW);
    is_window || EAST.iter().any(|phrase| words.contains(phrase)) || OUT.contains(&bare.as_str())
}

fn is_opening(words: &str) -> bool {
    let first = parted(words).take(2).any(|word| OPENS.contains(&word.as_str()));
    first || EAST.iter().any(|phrase| words.contains(phrase))
}
