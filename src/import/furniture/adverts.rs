//! Lines that announce advertisements, in lower case. A sentence of the one word ends in a full stop.

const ANNOUNCED: &[&str] = &[
    "advertisement",
    "advertisements",
    "anzeige",
    "werbung",
    "publicité",
    "la suite après la publicité",
    "la suite après cette publicité",
    "la suite de l'article après la publicité",
    "publicidad",
    "publicidade",
    "continua após a publicidade",
    "pubblicità",
    "continua dopo la pubblicità",
    "advertentie",
    "lees verder onder de advertentie",
    "artikel gaat verder onder de advertentie",
    "reklama",
    "dalsza część artykułu pod reklamą",
    "dalsza część tekstu pod reklamą",
    "annons",
    "artikeln fortsätter efter annonsen",
    "annonce",
    "artiklen fortsætter efter annoncen",
    "annonse",
    "artikkelen fortsetter under annonsen",
    "artikkelen fortsetter etter annonsen",
    "mainos",
    "реклама",
    "广告",
    "広告",
    "광고",
];

/// Whether a line does no more than that.
pub(super) fn announces(line: &str) -> bool {
    const MARKS: [char; 8] = ['-', '–', '—', '(', ')', '[', ']', ':'];
    let bare = line.trim_matches(|c: char| c.is_whitespace() || MARKS.contains(&c));
    ANNOUNCED.contains(&bare)
}
