//! Words that a page shows once its readers open them: the answer below a question, the rest of an article behind a
//! button, the sheets of a row of tabs. They are of the article; menus, windows and requests that wait to be shown are not.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use dom_query::NodeRef;

use super::foreign::Shown;
use super::part::{self, Part};
use super::scan::hidden::{self, OPENED, UNSEEN};
use super::scan::unscripted;
use super::{node, remainder};
use crate::text::grapheme::char_floor;

/// Characters without white space that tell something, and that are told at length.
const TOLD: usize = 30;
const ARTICLE: usize = 300;
/// Sentences of what tells something by itself, and of what does so side by side.
const SENTENCES: usize = 2;
const ROW: usize = 4;
/// Headings that lead to other pages: so many are above teasers of those.
const TEASERS: usize = 2;
/// Letters (bytes) of what is hidden that are looked at for a request, where it says no more than so many (characters).
const FIRST: usize = 300;
const REQUEST: usize = 400;

/// Names of what waits to be shown and is none of an article.
const APART: &[&str] = &[
    "menu", "submenu", "nav", "navbar", "navigation", "dropdown", "modal", "dialog", "popup", "popover",
    "lightbox", "overlay", "tooltip", "tooltips", "toast", "alert", "cookie", "cookies", "consent", "gdpr",
    "onetrust", "cmp", "search", "searchform", "share", "sharing", "social", "newsletter", "subscribe",
    "subscription", "signup", "login", "signin", "register", "paywall", "template", "language", "languages",
    "lang", "drawer", "offcanvas", "banner", "loading", "loader", "spinner", "error", "errors", "success",
    "terms", "privacy", "sr", "visuallyhidden", "screenreader", "noprint", "feedback", "captcha",
];
const ROLES: &[&str] = &[
    "dialog", "alertdialog", "alert", "status", "menu", "menubar", "navigation", "search", "tooltip",
    "listbox", "banner", "contentinfo",
];

/// What an element tells.
#[derive(Debug, Default)]
struct Said {
    /// Characters without white space: all, and those of links, forms and menus.
    all: usize,
    elsewhere: usize,
    sentences: usize,
    /// Headings that lead to other pages.
    teasers: usize,
    /// How it begins.
    first: String,
}

impl Said {
    fn of(node: &NodeRef<'_>) -> Self {
        let mut said = Self::default();
        said.add(node, false);
        said
    }

    /// Adds what an element tells. O(nodes).
    fn add(&mut self, node: &NodeRef<'_>, elsewhere: bool) {
        for child in node.children_it(false) {
            if child.is_text() {
                self.text(&child, elsewhere);
            } else if child.is_element() && !child.has_attr("hidden") {
                let name = node::name(&child);
                let leads = match name.as_str() {
                    "a" => node::leads_away(&child),
                    name => matches!(name, "form" | "nav" | "menu" | "footer" | "dialog"),
                };
                let before = self.elsewhere;
                self.add(&child, elsewhere || leads);
                self.teasers +=
                    usize::from(node::is_heading(&child) && (elsewhere || self.elsewhere > before));
                if node::is_block(&name) {
                    self.first.push(' ');
                }
            }
        }
    }

    fn text(&mut self, node: &NodeRef<'_>, elsewhere: bool) {
        let length = super::pick::length(node);
        self.all += length;
        self.elsewhere += if elsewhere { length } else { 0 };
        node::look_at_text(node, |text| {
            let left = FIRST.saturating_sub(self.first.len());
            self.first.push_str(text.get(..char_floor(text, left)).unwrap_or_default());
            self.sentences += if elsewhere { 0 } else { sentences(text) };
        });
    }

    /// Whether it has more to read than ways to other pages, and asks for nothing.
    fn is_told(&self) -> bool {
        self.all >= TOLD
            && self.elsewhere * 4 < self.all
            && self.teasers < TEASERS
            && !(self.all < REQUEST && unscripted::asks(&self.first))
    }
}

/// How many sentences end in a text.
fn sentences(text: &str) -> usize {
    let mut ends = 0;
    let mut letters = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        letters += usize::from(c.is_alphanumeric());
        let is_closed = |next: Option<&char>| {
            next.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | '’' | '\'' | ')' | '»'))
        };
        let is_end = match c {
            '.' | '!' | '?' | '…' | '؟' | '।' => is_closed(chars.peek()),
            '。' | '！' | '？' => true,
            _ => false,
        };
        // `No.` and `Mr.` are short.
        if is_end && (letters >= TOLD / 2 || !c.is_ascii() && letters >= SENTENCES) {
            ends += 1;
            letters = 0;
        }
    }
    ends
}

/// Shows what is opened in the page, and all that tells something where that is most of what the page tells. What else
/// tells something is marked as words that are not seen at once. O(nodes × depth).
/// What is in another language than the words of the page is neither: `language` is what the page says it is in.
pub(super) fn show(body: &NodeRef<'_>, opened: &HashSet<String>, language: Option<&str>) {
    let mut words = None;
    let mut is_other =
        |node: &NodeRef<'_>| words.get_or_insert_with(|| Shown::of(body, language)).is_other(node);
    let mut walk = Walk {
        opened,
        is_other: &mut is_other,
        told: 0,
        texts: HashSet::new(),
        shown: Vec::new(),
        kept_back: Vec::new(),
    };
    walk.below(body, true);
    let Walk { told, mut texts, shown, mut kept_back, .. } = walk;
    // What stands in the page besides, as that for small screens does, tells nothing.
    kept_back.retain_mut(|(node, all)| {
        let new = new(node, &mut texts);
        let is_new = new * 2 > *all;
        *all = new;
        is_new
    });
    for node in shown {
        node.remove_attr("hidden");
        if node.attr("id").is_some_and(|id| opened.contains(&*id)) {
            node.remove_attr("id");
        }
        remainder::clear(&node);
    }
    let hidden: usize = kept_back.iter().map(|(_, all)| all).sum();
    for (node, _) in kept_back {
        node.remove_attr("hidden");
        if hidden < ARTICLE.max(told) {
            node.remove_attrs(&["class", "id", "role"]);
            node.rename("object");
            node.set_attr("name", unscripted::NAME);
        }
    }
}

/// A number that hardly two texts have that tell something.
fn number(text: &NodeRef<'_>) -> Option<u64> {
    node::look_at_text(text, |text| {
        let mut hasher = DefaultHasher::new();
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        let length = letters.inspect(|c| c.hash(&mut hasher)).count();
        (length >= TOLD).then(|| hasher.finish())
    })
}

/// Characters of the texts below an element that are not among these, and are from now on.
fn new(node: &NodeRef<'_>, texts: &mut HashSet<u64>) -> usize {
    let below = node.descendants_it().filter(NodeRef::is_text);
    below
        .filter(|text| number(text).is_none_or(|number| texts.insert(number)))
        .map(|text| super::pick::length(&text))
        .sum()
}

/// What is hidden and stands side by side.
#[derive(Default)]
struct Row<'a> {
    hidden: Vec<(NodeRef<'a>, Said)>,
    sentences: usize,
}

struct Walk<'a, 'b> {
    opened: &'b HashSet<String>,
    /// Whether what is hidden is in another language than what is shown.
    is_other: &'b mut dyn FnMut(&NodeRef<'_>) -> bool,
    /// Characters of what is not hidden and leads nowhere.
    told: usize,
    /// What its texts are, as numbers of them.
    texts: HashSet<u64>,
    /// What is hidden no more.
    shown: Vec<NodeRef<'a>>,
    /// What tells something and is not opened by what stands above it, and its characters.
    kept_back: Vec<(NodeRef<'a>, usize)>,
}

impl<'a> Walk<'a, '_> {
    /// Walks over what an element holds. `counts`: whether its words are told, and lead nowhere.
    fn below(&mut self, node: &NodeRef<'a>, counts: bool) {
        let mut row = Row::default();
        for child in node.children_it(false) {
            if child.is_text() {
                self.texts.extend(number(&child));
                self.told += if counts { super::pick::length(&child) } else { 0 };
                continue;
            }
            let name = node::name(&child);
            if !child.is_element() || is_apart(&child, &name) {
                continue;
            }
            if child.has_attr("hidden") && !self.is_shown(&child, &name, &mut row) {
                continue;
            }
            self.keep_back(std::mem::take(&mut row));
            self.below(&child, counts && name != "a" && !node::is_heading(&child));
        }
        self.keep_back(row);
    }

    /// Keeps what is hidden in a row, if it is sentences.
    fn keep_back(&mut self, row: Row<'a>) {
        let is_told = row.sentences >= ROW;
        let told = row.hidden.into_iter().filter(|(_, said)| is_told || said.sentences >= SENTENCES);
        self.kept_back.extend(told.map(|(node, said)| (node, said.all)));
    }

    /// Whether what is hidden stands below what opens it and tells something: then it is hidden no more.
    fn is_shown(&mut self, node: &NodeRef<'a>, name: &str, row: &mut Row<'a>) -> bool {
        let said = Said::of(node);
        let attribute = |key: &str| node.attr(key).unwrap_or_default();
        let is_called = node.attr("id").is_some_and(|id| self.opened.contains(&*id));
        let goes_on = !node::is_block(name) && said.elsewhere == 0 && remainder::is_one(node);
        if !(said.is_told() || goes_on && !unscripted::asks(&said.first))
            || is_of_other(node, name, is_called)
        {
            return false;
        }
        let is_opened_by_name = is_called || attribute("role").eq_ignore_ascii_case("tabpanel");
        let is_named = || {
            let own = [attribute("class"), attribute("id")];
            own.iter().any(|name| hidden::is_named(name)) || names_sheet(node)
        };
        let hidden = attribute("hidden");
        let is_opened = match said.sentences {
            // What is said in a film is told beside the article.
            _ if is_transcript(node) => false,
            _ if goes_on => true,
            0 => is_opened_by_name && said.all >= 2 * TOLD,
            _ => is_opened_by_name || (&*hidden == OPENED && name != "p") || is_named(),
        };
        let may_come = is_opened || said.sentences > 0;
        if may_come && (self.is_other)(node) {
            return false;
        }
        if is_opened {
            self.shown.push(*node);
        } else if said.sentences > 0 && &*hidden != UNSEEN && node::is_block(name) {
            row.sentences += said.sentences;
            row.hidden.push((*node, said));
        }
        is_opened
    }
}

/// Whether an element is named as what is opened: a sheet among tabs, an answer.
fn names_sheet(node: &NodeRef<'_>) -> bool {
    let labels = node::labels_of(node, &["class", "id"]);
    let has = |words: &[&str]| labels.iter().any(|label| words.contains(&label.as_str()));
    let is_tab = labels.windows(2).any(
        |pair| matches!(pair, [a, b] if a == "tab" && matches!(b.as_str(), "pane" | "panel" | "content")),
    );
    is_tab || has(&["panel", "tabpanel", "answer", "faq", "more", "moretext"])
}

fn is_transcript(node: &NodeRef<'_>) -> bool {
    let mut labels = node::labels_of(node, &["class", "id"]).into_iter();
    labels.any(|label| label.contains("transcript"))
}

/// Whether no part of an article stands in such an element, hidden or not.
fn is_apart(node: &NodeRef<'_>, name: &str) -> bool {
    matches!(name, "nav" | "menu" | "footer" | "header" | "dialog" | "object")
        || node.attr("role").is_some_and(|role| ROLES.contains(&role.to_ascii_lowercase().as_str()))
}

/// Whether what is hidden is named as something that waits to be shown and is none of the article. Where its id is what
/// it `is_called` by to be opened, that says what it is about.
fn is_of_other(node: &NodeRef<'_>, name: &str, is_called: bool) -> bool {
    let is_other = |part: Part| {
        matches!(part, Part::Frame | Part::Comments | Part::Tools | Part::Appeal | Part::Film | Part::Gallery)
    };
    let labels = || if is_called { node::labels_of(node, &["class", "role"]) } else { node::labels(node) };
    let is_named = || labels().iter().any(|label| APART.contains(&label.as_str()));
    matches!(name, "form" | "aside" | "address")
        || is_named()
        || (!is_called && part::of(node, name).is_some_and(is_other))
}
