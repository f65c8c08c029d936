//! What readers say below an article, where nothing but its heading says so: `Comments (12)`, `Leserkommentare`. It is that
//! only where it also looks so, with names, times or ways to answer again and again: documentation has a section on
//! comments, too.

use std::collections::HashSet;

use dom_query::{NodeId, NodeRef};

use super::{beside, node, people};

/// Headings of a page that are looked at, and characters of one.
const HEADINGS: usize = 200;
const LONGEST: usize = 80;
/// Elements around a heading, and siblings below it, among which the comments are looked for.
const AROUND: usize = 4;
const BELOW: usize = 60;
/// Elements of a section that are looked at, and signs that make it a discussion.
const NEAR: usize = 400;
const SIGNS: usize = 2;
/// Characters of a way to answer.
const ANSWER: usize = 16;

/// Words of headings above what readers say, beside a number at most.
const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "all comments",
    "reader comments",
    "readers' comments",
    "user comments",
    "latest comments",
    "recent comments",
    "top comments",
    "your comments",
    "article comments",
    "join the discussion",
    "join the conversation",
    "what readers say",
    "kommentare",
    "leserkommentare",
    "kommentarer",
    "lesermeinungen",
    "commentaires",
    "les commentaires",
    "vos commentaires",
    "vos réactions",
    "comentarios",
    "los comentarios",
    "comentários",
    "commenti",
    "i commenti",
    "reacties",
    "alle reacties",
    "komentarze",
    "komentáře",
    "komentari",
    "kommentit",
    "yorumlar",
    "okur yorumları",
    "комментарии",
    "коментарі",
    "التعليقات",
    "تعليقات",
    "评论",
    "网友评论",
    "全部评论",
    "最新评论",
    "热门评论",
    "評論",
    "留言",
    "コメント",
    "댓글",
    "전체 댓글",
];
/// Words by which readers answer each other.
const ANSWERS: &[&str] = &[
    "reply",
    "reply to this",
    "respond",
    "like",
    "report",
    "report abuse",
    "permalink",
    "flag",
    "antworten",
    "melden",
    "répondre",
    "signaler",
    "responder",
    "denunciar",
    "rispondi",
    "segnala",
    "beantwoorden",
    "odpowiedz",
    "odpovědět",
    "svar",
    "svara",
    "vastaa",
    "yanıtla",
    "ответить",
    "відповісти",
    "رد",
    "回复",
    "回覆",
    "举报",
    "返信",
    "답글",
    "신고",
];

/// The elements below `body` that are discussions. O(headings × what is looked at of a section).
pub(super) fn find(body: &NodeRef<'_>) -> HashSet<NodeId> {
    let mut found = HashSet::new();
    let headings = body.descendants_it().filter(NodeRef::is_element).filter(node::is_heading);
    for heading in headings.take(HEADINGS).filter(says_comments) {
        let around = heading.ancestors_it(Some(AROUND));
        let around = around.take_while(|around| !around.has_name("body") && !beside::holds_article(around));
        let count = count(&heading);
        let is_one = |around: &NodeRef<'_>| is_discussion(around) || holds_as_many(around, count);
        let section = around.filter(|around| leads(around, &heading)).find(is_one);
        match section {
            Some(section) => {
                found.insert(section.id);
            }
            None => found.extend(below(&heading, count)),
        }
    }
    found
}

/// Whether words are a way to answer what somebody said.
pub(super) fn is_answer(words: &str) -> bool {
    words.len() <= ANSWER * 4 && ANSWERS.contains(&words.trim().to_lowercase().as_str())
}

/// Whether a heading says `Comments`, or how many.
fn says_comments(heading: &NodeRef<'_>) -> bool {
    let Some(words) = node::few_words(heading, LONGEST) else { return false };
    let folded: String = words.chars().flat_map(char::to_lowercase).collect();
    let is_mark =
        |c: char| c.is_whitespace() || c.is_ascii_digit() || "()[]:：.,·|#-–（）条則条件개".contains(c);
    let bare = folded.trim_matches(is_mark).replace('’', "'");
    COMMENTS.contains(&bare.as_str())
}

/// Whether a heading is the first that an element has.
fn leads(around: &NodeRef<'_>, heading: &NodeRef<'_>) -> bool {
    let mut near = around.descendants_it().filter(NodeRef::is_element).take(NEAR);
    near.find(node::is_heading).is_some_and(|first| first.id == heading.id)
}

/// Whether people talk in an element.
pub(super) fn is_discussion(node: &NodeRef<'_>) -> bool {
    signs(node) >= SIGNS
}

/// How many comments a heading says that there are.
fn count(heading: &NodeRef<'_>) -> Option<usize> {
    let words = node::few_words(heading, LONGEST)?;
    let mut numbers = words.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    numbers.next().filter(|_| numbers.next().is_none())?.parse().ok().filter(|count| *count > 0)
}

/// Whether an element is or holds a list of so many items.
fn holds_as_many(node: &NodeRef<'_>, count: Option<usize>) -> bool {
    let is_list = |list: &NodeRef<'_>| list.has_name("ul") || list.has_name("ol");
    let items =
        |list: NodeRef<'_>| list.children_it(false).filter(|item| item.has_name("li")).take(NEAR).count();
    let lists = std::iter::once(*node).chain(node.descendants_it().take(NEAR)).filter(is_list);
    count.is_some_and(|count| lists.map(items).any(|items| items == count))
}

/// The elements below a heading, up to the next, that are discussions together.
fn below(heading: &NodeRef<'_>, count: Option<usize>) -> Vec<NodeId> {
    let mut next = heading.next_element_sibling();
    let (mut found, mut sum) = (Vec::new(), 0);
    while let Some(sibling) = next.filter(|n| found.len() < BELOW && !node::is_heading(n)) {
        if beside::holds_article(&sibling) {
            break;
        }
        let signs = if holds_as_many(&sibling, count) { SIGNS } else { signs(&sibling) };
        if signs > 0 {
            found.push(sibling.id);
        }
        sum += signs;
        next = sibling.next_element_sibling();
    }
    if sum >= SIGNS { found } else { Vec::new() }
}

/// How often an element shows that people talk in it: of times, pairs of names and ways to answer those there are most of.
fn signs(node: &NodeRef<'_>) -> usize {
    let (mut times, mut people, mut answers) = (0, 0, 0);
    for below in node.descendants_it().filter(NodeRef::is_element).take(NEAR) {
        times += usize::from(below.has_name("time"));
        people += usize::from(people::is_called_one(&below));
        let is_short = || below.descendants_it().take(4).count() < 4;
        answers += usize::from(
            !node::is_block(&node::name(&below))
                && is_short()
                && node::few_words(&below, ANSWER).is_some_and(|words| is_answer(&words)),
        );
    }
    // Names are also told of whom a text cites.
    times.max(people / 2).max(answers)
}
