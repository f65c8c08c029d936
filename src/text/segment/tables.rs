//! Abbreviations and first words, in a few languages. Small on purpose: what is not here
//! is decided by the letter that follows.

/// What a word before a full stop says about the end of a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Abbreviation {
    /// Something always follows: `Mr.`, `e.g.`, `v.`
    Never,
    /// A number follows, else it was a word: `No. 5`, `Art. 12`.
    Number,
    /// A day or a year follows, else it may end a sentence: `Oct. 15`.
    Month,
    /// Ends a sentence only before a word that begins one: `U.S.`, `Inc.`, `Jr.`
    Starter,
    /// Ends one before a capital, but not before a title or an office: `Calif.`, `etc.`
    Place,
    /// The Russian year or town: ends one behind a number, `в 1999 г.`, `в г. Орле`.
    Year,
    /// The time of the day: not before a day, a month or a zone.
    Hour,
}

use Abbreviation::{Hour, Month, Never, Number, Place, Starter, Year};

/// Titles that stand before a name.
const TITLES: &[&str] = &[
    "Mr", "Mrs", "Ms", "Mx", "Dr", "Drs", "Prof", "Profs", "Gen", "Lt", "Ltc", "Col", "Maj", "Capt", "Cmdr",
    "Cdr", "Cpt", "Sgt", "Cpl", "Pvt", "Pfc", "Adm", "Brig", "Sen", "Sens", "Rep", "Reps", "Gov", "Govs",
    "Rev", "Hon", "Pres", "Amb", "Supt", "Det", "Insp", "Messrs", "Mmes", "Mme", "Mlle", "Mgr", "MM", "Sra",
    "Srta", "Dra", "Dña", "Lic", "Gral", "Hr", "Fr", "Sig", "Dott", "Vice-Adm", "Asst", "Atty", "Wm", "Chas",
    "Geo", "Jos", "Treas", "Comdr", "Lieut", "Ald", "Del", "Dep", "г-н", "г-жа", "проф", "акад", "им", "ул",
    "гр", "тов", "sig", "dott", "sra", "sr",
];

/// Words that are never the last of a sentence.
const NEVER: &[&str] = &[
    "P.S", "P.P.S", "N.B", "Av", "Hrn", "u.s.w", "e.g", "i.e", "eg", "ie", "cf", "viz", "vs", "v", "ca",
    "approx", "resp", "al-", "esp", "incl", "z.B", "d.h", "u.a", "o.ä", "bzw", "vgl", "evtl", "ggf", "sog",
    "inkl", "zzgl", "bspw", "Nr", "Str", "Abs", "p.ex", "p.ej", "c.-à-d", "c.à.d", "av", "núm", "pág",
    "págs", "aprox", "Avda", "Ud", "Uds", "EE", "см", "ср", "рис", "напр", "т.е", "т.н", "т.ч", "т",
];

/// Words before a number.
const NUMBER: &[&str] = &[
    "no", "doc", "docs", "cir", "apt", "h", "ste", "rm", "ext", "tel", "lot", "nos", "art", "arts", "p",
    "pp", "fig", "figs", "vol", "vols", "ch", "chap", "sec", "sect", "eq", "par", "para", "paras", "pt",
    "ser", "bd", "kap", "s", "st", "est", "b", "c", "d", "r", "fl", "ed", "tab", "ex", "app", "nr", "num",
    "cap", "стр", "гл", "ст", "п", "с", "д", "кв", "оп", "§",
];

const MONTHS: &[&str] = &[
    "Jan", "Feb", "Febr", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Okt", "Nov", "Dec",
    "Dez", "Mon", "Tue", "Tues", "Wed", "Weds", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun", "janv", "févr",
    "juill", "déc",
];

const STARTER: &[&str] = &[
    "Com", "Messieurs", "Inc", "Corp", "Co", "Cos", "Ltd", "Bros", "Plc", "Jr", "Sr", "Esq", "Mt", "Ft",
    "St", "Ste", "Ave", "Blvd", "Rd", "Univ", "Dept", "Depts", "Assn", "Assoc", "Inst", "Intl", "Natl",
    "Govt", "Comm", "Cie", "Ph.D", "al", "eds", "trans", "Vol", "Ed", "Bhd", "Pty", "Pvt", "Mfg", "Gebr",
    "UU", "млн", "млрд", "тыс", "руб", "Mio", "Mrd", "Hwy", "Bldg", "Sq", "Twp", "Cty",
];

const PLACES: &[&str] = &[
    "etc", "Calif", "Fla", "Conn", "Mass", "Ore", "Wash", "Ariz", "Ill", "Va", "Pa", "Md", "Ga", "La",
    "Tenn", "Tex", "Okla", "Colo", "Minn", "Wis", "Wisc", "Mich", "Kan", "Neb", "Nev", "Mo", "Mont", "Ala",
    "Ark", "Ind", "Ky", "Vt", "Miss", "Wyo", "Que", "Ont",
];

/// Words with which sentences begin and names do not, by rough frequency.
const STARTERS: &[&str] = &[
    "The", "It", "He", "In", "But", "A", "I", "This", "They", "We", "She", "At", "On", "And", "As", "That",
    "For", "If", "There", "When", "These", "Those", "While", "What", "After", "Since", "By", "With", "His",
    "Her", "Its", "Their", "Our", "My", "Your", "You", "Some", "Many", "Most", "Few", "All", "Both", "Each",
    "Every", "No", "Not", "None", "Nor", "Only", "Even", "Yet", "So", "Or", "An", "Another", "Other",
    "Others", "Several", "Such", "Still", "Then", "Now", "Here", "Once", "Who", "Why", "How", "Where",
    "Which", "Whether", "Although", "Though", "Because", "Before", "Until", "Unless", "Despite", "During",
    "Under", "Over", "Between", "Among", "From", "To", "Without", "Within", "Like", "Unlike", "Instead",
    "However", "Meanwhile", "Moreover", "Furthermore", "Additionally", "Also", "Thus", "Therefore", "Hence",
    "Nevertheless", "Nonetheless", "Indeed", "Perhaps", "Maybe", "Finally", "Later", "Earlier", "Last",
    "Today", "Yesterday", "Tomorrow", "Recently", "According", "Asked", "Nobody", "Nothing", "Everyone",
    "Everybody", "Everything", "Someone", "Something", "One", "Two", "Three", "Is", "Are", "Was", "Were",
    "Do", "Does", "Did", "Has", "Have", "Had", "Can", "Could", "Would", "Should", "Let", "Given", "Critics",
    "Officials", "Analysts", "Experts", "Investors", "Shares", "People", "Police", "Nearly", "Almost",
    "More", "Much", "Ever", "Neither", "Either", "Just", "Rather", "Surely", "Clearly", "Of", "Through",
    "Throughout", "Against", "Beyond", "Any", "Anyone", "It’s", "It's", "That’s", "That's", "He’s", "He's",
    "There’s", "There's", "I’m", "I'm", "We’re", "We're", "They’re", "They're", "Don’t", "Don't",
];

/// First words of other languages. They also occur in names (`Le Pen`), so initials and
/// titles do not ask for them.
const FOREIGN: &[&str] = &[
    "Der", "Die", "Das", "Ein", "Eine", "Es", "Er", "Sie", "Wir", "Ich", "Im", "Am", "Auf", "Bei", "Mit",
    "Nach", "Von", "Zu", "Für", "Aber", "Und", "Doch", "Auch", "Dann", "Damit", "Dies", "Diese", "Dieser",
    "Wenn", "Als", "Seit", "Nur", "Noch", "Man", "Le", "La", "Les", "Un", "Une", "Il", "Elle", "Ils",
    "Elles", "Ce", "Cette", "Ces", "Dans", "En", "Mais", "Et", "Pour", "Nous", "Vous", "Selon", "Après",
    "El", "Los", "Las", "Una", "Por", "Pero", "Según", "Con", "Se", "Su", "Este", "Esta", "Para", "Aunque",
    "Cuando", "В", "На", "Он", "Она", "Они", "Это", "По", "Но", "И", "Для", "Как", "После", "Если", "Мы",
    "Я", "Что", "Также", "Однако", "При", "С", "Эти", "Этот", "Так",
];

/// Words that are counted by letters: `Plan B`, `World War I`.
const LETTERED: &[&str] = &[
    "War", "Plan", "Vitamin", "vitamin", "Part", "Type", "type", "Class", "Phase", "Grade", "Group", "Title",
    "Route", "Chapter", "Appendix", "Section", "Exhibit", "Hepatitis", "hepatitis", "Annex", "Option",
    "Team", "Schedule", "Category", "Table", "and", "than", "or",
];

/// Verbs that follow a quotation.
const SAYING: &[&str] = &[
    "asked", "asks", "said", "says", "wrote", "writes", "shouted", "cried", "replied", "wondered", "tweeted",
    "added", "yelled", "demanded", "exclaimed", "answered", "joked", "screamed", "whispered", "inquired",
    "quipped", "called", "read", "chanted",
];

/// Days, months and zones that go with an hour.
const TIMES: &[&str] = &[
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "January", "February",
    "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    "Eastern", "Central", "Pacific", "Mountain", "EST", "EDT", "ET", "CST", "CDT", "CT", "PST", "PDT", "PT",
    "MST", "GMT", "UTC", "CET", "CEST", "BST", "Moscow", "Greenwich", "Universal",
];

/// Small words before a German ordinal: `am 3. Oktober`.
const ORDINAL: &[&str] = &[
    "am", "der", "die", "dem", "den", "des", "vom", "zum", "im", "das", "ab", "bis", "und", "seit", "Am",
    "Der", "Die", "Vom", "Im",
];

const GERMAN_MONTHS: &[&str] = &[
    "Januar", "Februar", "März", "Mai", "Juni", "Juli", "Oktober", "Dezember", "Jänner", "April", "August",
    "September", "November",
];

/// Names with a mark of their own.
const MARKED: &[&str] = &["Yahoo", "Jeopardy", "Yum"];

/// What the word, without its last full stop, is short for.
pub fn abbreviation(word: &str) -> Option<Abbreviation> {
    let is = |list: &[&str]| list.contains(&word);
    if is(TITLES) || is(NEVER) {
        return Some(Never);
    }
    if is(MONTHS) {
        return Some(Month);
    }
    if matches!(word, "г" | "гг") {
        return Some(Year);
    }
    if is(PLACES) {
        return Some(Place);
    }
    if is(STARTER) {
        return Some(Starter);
    }
    let mut letters = word.chars();
    if letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() {
        return None;
    }
    let lower = word.to_lowercase();
    if matches!(lower.as_str(), "a.m" | "p.m" | "am" | "pm") && word.contains('.') {
        return Some(Hour);
    }
    NUMBER.contains(&lower.as_str()).then_some(Number)
}

pub fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
        || matches!(word, "President" | "Governor" | "Senator" | "Democrat" | "Republican" | "Attorney")
}

pub fn is_starter(word: &str) -> bool {
    STARTERS.contains(&word)
}

pub fn is_foreign_starter(word: &str) -> bool {
    FOREIGN.contains(&word)
}

pub fn is_lettered(word: &str) -> bool {
    LETTERED.contains(&word)
}

pub fn is_saying(word: &str) -> bool {
    SAYING.contains(&word)
}

pub fn is_time(word: &str) -> bool {
    TIMES.contains(&word)
}

pub fn is_ordinal_word(word: &str) -> bool {
    ORDINAL.contains(&word)
}

pub fn is_german_month(word: &str) -> bool {
    GERMAN_MONTHS.contains(&word)
}

pub fn is_marked(word: &str) -> bool {
    MARKED.contains(&word)
}
