//! What part of a page an element is, by its name and labels (words of its class, id and role).

use dom_query::NodeRef;

use super::super::plain::is_sentence;
use super::node;
use super::pick::Weights;
use super::scan::tags;

/// What part of a page a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Part {
    /// Nothing that is known not to be the article.
    #[default]
    Body,
    /// What a picture shows.
    Caption,
    /// Pictures in a row, of which an article may hold more than it has words.
    Gallery,
    /// What shows a film: its name, its controls.
    Film,
    /// What is shown where no script runs.
    Unscripted,
    /// Who made a picture.
    PictureCredit,
    /// Names, dates and the like about the article itself.
    Credit,
    /// Who wrote it, at length.
    Biography,
    /// Asks for something: a letter's address, money.
    Appeal,
    /// A further article, told at length.
    Further,
    /// Related articles and other teasers.
    Related,
    /// Sharing, tools, labels.
    Tools,
    Comments,
    /// Menus, the foot of the page, advertisements.
    Frame,
}

impl Part {
    /// Whether nobody misses it in an article.
    pub(super) fn is_frame(self) -> bool {
        self >= Self::Related
    }

    /// Whether it stands beside articles under a heading that says so: comments, related articles.
    pub(super) fn is_beside(self) -> bool {
        matches!(self, Self::Appeal | Self::Related | Self::Tools | Self::Comments | Self::Frame)
    }

    /// Whether labels that say so are often those of something else.
    pub(super) fn is_doubtful(self) -> bool {
        matches!(
            self,
            Self::Gallery
                | Self::Film
                | Self::Credit
                | Self::Appeal
                | Self::Related
                | Self::Tools
                | Self::Frame
        )
    }
}

/// Elements of a section among which its heading is looked for.
const NEAR: usize = 12;
/// Elements around a text among which a link is looked for, and characters of what is none.
const POINTER: usize = 8;
const READ_MORE: usize = 16;
/// Elements around a heading among which the section is looked for that it stands above.
const ABOVE: usize = 4;
/// Nodes of that section which are looked at, and characters of a heading that says something by itself.
const SECTION: usize = 400;
const LABEL: usize = 80;

/// The part that an element begins, if it says so.
pub(super) fn of(node: &NodeRef<'_>, name: &str) -> Option<Part> {
    match name {
        "nav" | "menu" | "footer" => return Some(Part::Frame),
        "figcaption" | "caption" => return Some(Part::Caption),
        "address" if names_contributors(node) => return Some(Part::Credit),
        "h1" | "body" | "html" | "main" | "article" => return None,
        _ => {}
    }
    let part = told(&node::labels(node))?;
    // What has a heading is no line below a picture.
    let is_line = matches!(part, Part::Caption | Part::PictureCredit);
    (!is_line || heading(node).is_none()).then_some(part)
}

/// Whether an address says, for those who hear the page, that it tells who wrote.
pub(super) fn names_contributors(node: &NodeRef<'_>) -> bool {
    has(
        &node::labels_of(node, &[tags::SAID_OF]),
        &["author", "authors", "contributor", "contributors", "byline"],
    )
}

/// Whether an element is named as what asks its readers to subscribe, to sign up or to give.
pub(super) fn is_appeal(node: &NodeRef<'_>) -> bool {
    let labels = node::labels(node).into_iter().chain(node::labels_of(node, &[tags::SAID_OF]));
    beside(&own(&labels.collect::<Vec<_>>())) == Some(Part::Appeal)
}

/// Whether labels are those of what an author says of the text.
pub(super) fn is_note(labels: &[String]) -> bool {
    pair(labels, &["author", "authors"], &["note", "notes"])
}

fn told(labels: &[String]) -> Option<Part> {
    let labels = &own(labels)[..];
    // A formula with a menu of its own is no menu.
    if is_article(labels) || has(labels, &["math", "mathjax", "katex", "mathml"]) {
        return None;
    }
    beside(labels).or_else(|| about(labels))
}

/// The labels without those that tell what stands beside or within: `page-with-sidebar`, `no-nav`. What is not
/// printed (`no-print`) is called so for itself.
fn own(labels: &[String]) -> Vec<String> {
    const WITH: &[&str] = &["with", "without", "has", "no"];
    let is_of_other = |at: &usize| {
        at.checked_sub(1).and_then(|at| labels.get(at)).is_some_and(|b| WITH.contains(&b.as_str()))
    };
    labels
        .iter()
        .enumerate()
        .filter(|(at, label)| *label == "print" || !is_of_other(at))
        .map(|(_, label)| label.clone())
        .collect()
}

fn heading<'a>(node: &NodeRef<'a>) -> Option<NodeRef<'a>> {
    node.descendants_it().filter(NodeRef::is_element).take(NEAR).find(node::is_heading)
}

/// Whether nothing but the id of a section tells what part it is, and that is made of its heading: it says
/// what the section is about, as in `<section id="copyright"><h2>2.3. Copyright</h2>`.
pub(super) fn is_about(node: &NodeRef<'_>) -> bool {
    is_slug(node, "id") && told(&node::labels_of(node, &["class", "role", "itemprop"])).is_none()
}

/// Whether what is called related leads nowhere, as `linked` characters of it do, and is called as its heading:
/// `<div class="page-recommendations"><h2>Recommendations</h2>`.
pub(super) fn is_of_its_own(part: Part, node: &NodeRef<'_>, linked: usize) -> bool {
    let heading = || heading(node).and_then(|heading| node::few_words(&heading, LABEL));
    let is_label = |heading: String| node::labels(node).contains(&heading.to_lowercase());
    part == Part::Related && linked == 0 && heading().is_some_and(is_label)
}

/// Which of id and class of a section are made of its heading, where nothing else tells what part it is.
pub(super) fn slugs(node: &NodeRef<'_>) -> Vec<&'static str> {
    let slugs: Vec<&str> = ["id", "class"].into_iter().filter(|key| is_slug(node, key)).collect();
    let others: Vec<&str> =
        ["id", "class", "role", "itemprop"].into_iter().filter(|key| !slugs.contains(key)).collect();
    if told(&node::labels_of(node, &others)).is_none() { slugs } else { Vec::new() }
}

/// Whether the labels of an element tell that it is a part beside an article or about it.
pub(super) fn is_named(node: &NodeRef<'_>) -> bool {
    told(&node::labels(node)).is_some()
}

/// Whether an attribute of a section is made of its heading.
fn is_slug(node: &NodeRef<'_>, key: &str) -> bool {
    let Some(name) = node::attribute(node, key) else { return false };
    let heading = heading(node).and_then(|heading| node::few_words(&heading, name.len() * 2 + 40));
    let Some(heading) = heading else { return false };
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
    let (name, heading): (String, String) = (letters(&name), letters(&heading));
    !name.is_empty() && name == heading
}

/// Whether a heading stands above links and hardly more, of which nothing is the article: it is as little.
pub(super) fn is_above_links(heading: &NodeRef<'_>, weights: &Weights) -> bool {
    let own = weights.of(heading);
    let mut sections = heading.ancestors_it(Some(ABOVE)).map(|above| (weights.of(&above), above));
    let Some((section, node)) = sections.find(|(weight, _)| weight.all > own.all) else { return false };
    let linked = section.linked - own.linked.min(section.linked);
    section.kept == 0
        && linked * 2 >= section.all - own.all
        && !is_lead(heading)
        // What sums up the article stands among names and ways to share it.
        && !node.descendants_it().take(SECTION).any(|below| below.has_name("h1"))
        && node::few_words(heading, LABEL).is_some_and(|words| !is_sentence(&words))
}

/// Whether a heading says no more than what kind of remark it stands above: a warning, a tip. The element
/// around it is called so.
pub(super) fn is_sign(heading: &NodeRef<'_>) -> bool {
    const REMARKS: &[&str] =
        &["note", "tip", "hint", "important", "caution", "warning", "danger", "attention", "admonition"];
    let Some(around) = heading.parent() else { return false };
    has(&node::labels_of(&around, &["class"]), REMARKS)
        && node::few_words(heading, 24).is_some_and(|words| words.split_whitespace().count() <= 2)
}

/// Whether an element says no more than the heading of another page, and perhaps to read more there.
pub(super) fn is_pointer(node: &NodeRef<'_>) -> bool {
    let Some(heading) = heading(node) else { return false };
    let is_link = |node: &NodeRef<'_>| node.has_name("a") && node::leads_away(node);
    let is_other = |text: &NodeRef<'_>| {
        !text.ancestors_it(Some(POINTER)).any(|above| above.id == heading.id || is_link(&above))
    };
    let texts = node.descendants_it().filter(NodeRef::is_text).filter(is_other);
    let other: usize = texts.map(|text| node::look_at_text(&text, |text| text.trim().chars().count())).sum();
    other <= READ_MORE && node.descendants_it().any(|below| is_link(&below))
}

/// What an element is named that a block stands in, beside the part of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Named {
    #[default]
    Nothing,
    /// The lines between title and article that sum it up.
    Lead,
    /// Words of the article that are shown large beside it once more.
    Pulled,
}

pub(super) fn named(node: &NodeRef<'_>, name: &str) -> Named {
    if is_lead(node) {
        return Named::Lead;
    }
    let labels = node::labels_of(node, &["class"]);
    let is_pulled = has(&labels, &["pullquote", "pullquotes"])
        || pair(&labels, &["pull", "pulled"], &["quote", "quotes"])
        // What stands aside and is a quote may be of what another has said.
        || (name == "aside" && !has(&labels, &["quote", "quoted", "reply"]));
    if is_pulled { Named::Pulled } else { Named::Nothing }
}

fn is_lead(node: &NodeRef<'_>) -> bool {
    const LEADS: &[&str] = &[
        "standfirst", "dek", "deck", "subtitle", "subhead", "subheadline", "subheading", "lede", "lead",
        "leadin", "excerpt", "intro", "introduction",
    ];
    let labels = node::labels_of(node, &["class", "itemprop", "data-gu-name"]);
    has(&labels, LEADS)
        || pair(
            &labels,
            &["article", "entry", "post", "story"],
            &["desc", "description", "summary", "chapo", "abstract"],
        )
        || node.attr("itemprop").is_some_and(|prop| matches!(&*prop, "alternativeHeadline" | "description"))
}

/// Whether an element holds notes that belong to the article.
pub(super) fn is_notes(node: &NodeRef<'_>) -> bool {
    has(&node::labels(node), &["footnote", "footnotes", "endnote", "endnotes"])
}

fn has(labels: &[String], words: &[&str]) -> bool {
    labels.iter().any(|label| words.contains(&label.as_str()))
}

/// Whether one of the first words comes right before one of the second.
fn pair(labels: &[String], first: &[&str], second: &[&str]) -> bool {
    labels.windows(2).any(|pair| match pair {
        [a, b] => first.contains(&a.as_str()) && second.contains(&b.as_str()),
        _ => false,
    })
}

/// Whether the labels say that the element is the article, or notes that belong to it.
fn is_article(labels: &[String]) -> bool {
    has(labels, &["articlebody", "entrycontent"])
        || pair(labels, &["article", "entry", "post", "story"], &["body", "content", "text"])
        || has(labels, &["footnote", "footnotes", "references", "reflist", "endnotes"])
}

/// Parts that stand beside an article.
fn beside(labels: &[String]) -> Option<Part> {
    if has(
        labels,
        &[
            "nav", "navigation", "navbar", "menu", "submenu", "breadcrumb", "breadcrumbs", "pagination",
            "pager", "sitemap", "masthead", "cookie", "cookies", "gdpr", "advert", "adverts",
            "advertisement", "advertising", "adsbygoogle", "sponsored", "dfp", "skip", "contentinfo",
            "banner", "modal", "popup", "overlay", "editsection", "noprint", "navbox", "gutter", "lineno",
            "linenumbers",
        ],
    ) || (labels.iter().any(|l| l == "ad" || l == "ads") && labels.len() <= 8)
        || (has(labels, &["footer", "foot"])
            && !has(labels, &["article", "entry", "post", "content", "asset", "story"]))
    {
        return Some(Part::Frame);
    }
    if (has(labels, &["comments", "commentlist", "disqus", "respond", "commentform"])
        && !has(labels, &["byline", "author", "meta"]))
        || pair(
            labels,
            &["comment"],
            &["list", "form", "section", "area", "body", "content", "item", "thread", "respond"],
        )
    {
        return Some(Part::Comments);
    }
    if has(
        labels,
        &[
            "share", "sharing", "sharebar", "sharedaddy", "social", "addthis", "addtoany", "toolbar",
            "tools", "print", "rating", "ratings", "likes", "tags", "taglist", "tagcloud", "hashtags",
            "keywords", "toc", "tableofcontents", "poll", "polls", "polldaddy", "tablist", "hatnote",
            "upvote", "downvote", "votecell", "votecount", "jumpbox",
        ],
    ) || pair(
        labels,
        &["post", "entry", "article", "story"],
        &["tags", "tools", "actions", "share", "nav", "topics", "categories"],
    ) || pair(labels, &["tag", "topic", "category"], &["list", "links"])
        || pair(labels, &["cat"], &["links"])
        || pair(labels, &["vote"], &["count", "cell", "buttons", "arrow", "up", "down", "box"])
        || pair(labels, &["online"], &["list", "users"])
    {
        return Some(Part::Tools);
    }
    if has(
        labels,
        &[
            "related", "recommended", "recommendations", "recommend", "recirc", "recirculation", "outbrain",
            "taboola", "trending", "popular", "mostread", "readmore", "relatedposts", "yarpp", "zergnet",
            "teaser", "teasers", "promo", "sidebar", "widget", "widgets", "seealso", "relacionado",
            "relacionados", "relacionada", "relacionadas", "correlati", "verwandte",
        ],
    ) || pair(
        labels,
        &["read", "more", "see", "also"],
        &["more", "also", "stories", "articles", "news", "from", "like", "read"],
    ) || pair(labels, &["most"], &["read", "popular", "viewed"])
        || pair(labels, &["next", "previous", "prev"], &["article", "post", "story"])
        || has(labels, &["complementary"])
    {
        return Some(Part::Related);
    }
    if has(
        labels,
        &[
            "newsletter", "newsletters", "subscribe", "subscription", "signup", "optin", "donate",
            "donation", "mailchimp", "membership", "cta", "signin", "login", "register",
        ],
    ) || pair(labels, &["sign"], &["up"])
    {
        return Some(Part::Appeal);
    }
    None
}

const PICTURE: &[&str] = &["photo", "image", "img", "picture", "media", "video"];

/// Parts that tell more of an article.
fn about(labels: &[String]) -> Option<Part> {
    if has(labels, &["bio", "biography", "authorbox", "authorbio", "aboutauthor", "postauthor"])
        || pair(labels, &["author"], &["bio", "box", "info", "description", "profile", "card", "about"])
        || pair(labels, &["about"], &["author", "authors", "the"])
        || has(labels, &["postprofile", "userprofile", "userinfo", "userdetails", "postuser"])
        || pair(labels, &["post", "message", "user", "poster"], &["profile", "user", "card", "stats"])
    {
        return Some(Part::Biography);
    }
    if has(
        labels,
        &[
            "byline", "bylines", "dateline", "timestamp", "pubdate", "postmeta", "entrymeta",
            "datepublished", "datemodified", "published", "postdate", "postinfo",
        ],
    ) || pair(
        labels,
        &["post", "entry", "article", "story", "content"],
        &["meta", "date", "info", "author", "byline", "header", "time", "details", "published"],
    ) || pair(labels, &["author"], &["name", "names", "link", "line"])
        || pair(labels, &["publish", "published", "publication", "pub"], &["date", "time", "on", "at"])
        || (has(labels, &["author"]) && !has(labels, &["content", "body"]) && !is_note(labels))
    {
        return Some(Part::Credit);
    }
    if has(labels, &["gallery", "galleries", "slideshow", "slideshows", "photogallery", "imagegallery"]) {
        return Some(Part::Gallery);
    }
    if pair(labels, &["video"], &["player", "wrapper", "container", "embed", "box"]) {
        return Some(Part::Film);
    }
    if has(labels, &["credit", "credits", "photocredit", "copyright"])
        || pair(labels, PICTURE, &["credit", "credits", "source", "info", "by"])
    {
        return Some(Part::PictureCredit);
    }
    if has(
        labels,
        &["caption", "captions", "figcaption", "cutline", "imgcaption", "thumbcaption", "gallerytext"],
    ) || pair(labels, PICTURE, &["caption", "description", "text"])
        || pair(labels, &["wp"], &["caption"])
    {
        return Some(Part::Caption);
    }
    None
}
