//! What pages count: comments, shares, readers. Lines come folded.

use super::rules::{is_number, words};

/// What is counted, in the languages of most pages.
const COUNTED: &[&str] = &[
    "comment",
    "comments",
    "share",
    "shares",
    "responses",
    "replies",
    "views",
    "likes",
    "retweets",
    "restacks",
    "reposts",
    "reactions",
    "claps",
    "followers",
    "subscribers",
    "upvotes",
    "kommentare",
    "kommentar",
    "commentaires",
    "commentaire",
    "partages",
    "comentarios",
    "comentario",
    "comentários",
    "commenti",
    "reacties",
    "komentarzy",
    "комментариев",
    "комментария",
    "комментарий",
    "просмотров",
    "accesses",
    "citations",
    "altmetric",
    "downloads",
    "條評論",
    "条评论",
    "則評論",
    "則留言",
    "次阅读",
    "件のコメント",
];
/// The same before their number.
const BEFORE: &[&str] = &[
    "comments",
    "comment",
    "shares",
    "share",
    "views",
    "kommentare",
    "commentaires",
    "comentarios",
    "commenti",
    "комментарии",
    "комментариев",
    "просмотров",
    "просмотры",
    "阅读",
    "閱讀",
    "评论",
    "評論",
    "点赞",
    "點閱",
    "浏览",
    "コメント",
    "댓글",
];

/// Whether a line is no more than a count: `12 comments`, `1. no comments`, `comments (3)`, `1.2k shares`.
pub(super) fn is_count(line: &str) -> bool {
    let words: Vec<&str> = words(line).collect();
    match words.as_slice() {
        [count, what] => {
            (COUNTED.contains(what) && (is_number(count) || *count == "no"))
                || (BEFORE.contains(count) && is_number(what))
        }
        [place, "no" | "one", "comments" | "comment"] => is_number(place),
        ["there", "are" | "is", count, "comments" | "comment", ..] => is_number(count) && words.len() <= 8,
        [count, "comment(s", "last", "by", ..] => is_number(count) && line.len() <= 160,
        [count, "comments" | "responses" | "thoughts", "on" | "to", ..] => {
            is_number(count) && line.len() <= 160 && line.contains('"')
        }
        _ => false,
    }
}

/// Whether a line names what is counted beside it.
pub(super) fn names_counted(line: &str) -> bool {
    COUNTED.contains(&line)
}

/// Whether a line is a number and nothing else, as a page counts with: `35`, `1.2k`. Two places are enough behind a
/// point, and a year may be one as well.
pub(super) fn is_bare(line: &str) -> bool {
    const LONGEST: usize = 7;
    line.len() <= LONGEST
        && is_number(line)
        && line.starts_with(|c: char| c.is_ascii_digit())
        && !line.ends_with(['.', ','])
}

/// Whether a line is a sign that parts others, and nothing else.
pub(super) fn is_sign(line: &str) -> bool {
    matches!(line, "·" | "∙" | "•" | "|" | "›" | "»" | "/")
}

/// How long a text takes to read: `5 min read`, `Lesezeit: 4 Minuten`.
pub(super) fn is_reading_time(line: &str) -> bool {
    const MINUTES: &[&str] = &[
        "min", "mins", "minute", "minutes", "minuten", "minutos", "minuti", "minuto", "мин", "минут",
        "минуты",
    ];
    const READ: &[&str] = &[
        "read", "reading", "listen", "читать", "слушать", "lecture", "lectura", "lettura", "leitura",
        "lesezeit", "leestijd", "чтение", "чтения", "läsning",
    ];
    const BESIDE: &[&str] = &["time", "temps", "tempo", "tiempo", "de", "di", "estimated", "время", "на"];
    const MOST: usize = 6;
    let words: Vec<&str> = words(line).collect();
    let is_glued = |word: &str| {
        word.strip_suffix("-minute")
            .or(word.strip_suffix("-min"))
            .or(word.strip_suffix("min"))
            .is_some_and(is_number)
    };
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let numbers = words.iter().filter(|word| is_number(word) || is_glued(word)).count();
    let is_known = |word: &&str| {
        is_number(word)
            || is_glued(word)
            || MINUTES.contains(word)
            || READ.contains(word)
            || BESIDE.contains(word)
    };
    words.len() <= MOST
        && numbers == 1
        && has(READ)
        && (has(MINUTES) || words.iter().any(|word| is_glued(word)))
        && words.iter().all(is_known)
}
