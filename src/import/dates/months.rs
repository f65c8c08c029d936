//! Months in other languages than English.

/// For each month, its names and short forms in lower case, as dates use them.
const NAMES: [&[&str]; 12] = [
    &[
        "januar", "jänner", "janvier", "janv", "enero", "ene", "gennaio", "gen", "janeiro", "januari", "января",
        "янв", "stycznia", "sty", "ocak", "oca", "januara", "januára", "ledna", "يناير", "جانفي", "січня",
        "tammikuuta", "ianuarie", "január", "gener", "xaneiro", "ιανουαρίου", "януари", "јануар", "јануара",
        "ינואר", "जनवरी", "jaanuar", "janúar",
    ],
    &[
        "februar", "feber", "février", "févr", "fév", "febrero", "febbraio", "fevereiro", "fev", "februari",
        "февраля", "фев", "февр", "lutego", "lut", "şubat", "şub", "února", "februára", "februara", "فبراير",
        "شباط", "فيفري", "лютого", "helmikuuta", "februarie", "február", "febrer", "febreiro", "φεβρουαρίου",
        "февруари", "фебруар", "פברואר", "फ़रवरी", "फरवरी", "veebruar", "febrúar",
    ],
    &[
        "märz", "mär", "mars", "marzo", "março", "maart", "mrt", "марта", "мар", "marca", "mart", "marta",
        "marts", "března", "مارس", "آذار", "березня", "maaliskuuta", "martie", "március", "març", "maret",
        "mac", "μαρτίου", "март", "מרץ", "מרס", "मार्च", "märts",
    ],
    &[
        "avril", "avr", "abril", "abr", "aprile", "april", "апреля", "апр", "kwietnia", "kwi", "nisan", "nis",
        "dubna", "apríla", "aprila", "أبريل", "ابريل", "إبريل", "نيسان", "أفريل", "квітня", "huhtikuuta",
        "aprilie", "április", "απριλίου", "април", "אפריל", "अप्रैल", "aprill", "apríl",
    ],
    &[
        "mai", "mayo", "maggio", "mag", "maio", "mei", "maj", "мая", "май", "maja", "mája", "mayıs", "května",
        "مايو", "أيار", "ماي", "травня", "toukokuuta", "május", "maig", "μαΐου", "μαίου", "мај", "маја", "מאי",
        "मई", "maí",
    ],
    &[
        "juni", "juin", "junio", "giugno", "giu", "junho", "июня", "июн", "czerwca", "cze", "haziran", "haz",
        "června", "júna", "juna", "يونيو", "يونيه", "حزيران", "جوان", "червня", "kesäkuuta", "iunie", "június",
        "juny", "xuño", "ιουνίου", "юни", "јун", "јуна", "יוני", "जून", "juuni", "júní",
    ],
    &[
        "juli", "juillet", "juil", "julio", "luglio", "lug", "julho", "июля", "июл", "lipca", "lip", "temmuz",
        "tem", "července", "júla", "jula", "يوليو", "يوليه", "تموز", "جويلية", "липня", "heinäkuuta", "iulie",
        "július", "juliol", "xullo", "ιουλίου", "юли", "јул", "јула", "יולי", "जुलाई", "juuli", "júlí",
    ],
    &[
        "août", "aout", "agosto", "ago", "augustus", "augusti", "augusta", "августа", "авг", "sierpnia", "sie",
        "ağustos", "ağu", "srpna", "avgusta", "avgust", "أغسطس", "اغسطس", "آب", "أوت", "серпня", "elokuuta",
        "augusztus", "agost", "agustus", "ogos", "αυγούστου", "август", "אוגוסט", "अगस्त", "ágúst",
    ],
    &[
        "septembre", "septiembre", "setiembre", "settembre", "set", "setembro", "сентября", "сен", "сент",
        "września", "wrz", "eylül", "eyl", "září", "septembra", "septembar", "سبتمبر", "أيلول", "вересня",
        "syyskuuta", "septembrie", "szeptember", "setembre", "σεπτεμβρίου", "септември", "септембра", "ספטמבר",
        "सितंबर", "सितम्बर",
    ],
    &[
        "oktober", "okt", "octobre", "octubre", "ottobre", "ott", "outubro", "out", "октября", "окт",
        "października", "paź", "ekim", "eki", "října", "októbra", "oktobra", "oktobar", "أكتوبر", "اكتوبر",
        "жовтня", "lokakuuta", "octombrie", "október", "οκτωβρίου", "октомври", "октобра", "אוקטובר", "अक्टूबर",
        "अक्तूबर", "oktoober",
    ],
    &[
        "novembre", "noviembre", "novembro", "ноября", "ноя", "нояб", "listopada", "lis", "kasım", "kas",
        "listopadu", "novembra", "novembar", "نوفمبر", "листопада", "marraskuuta", "noiembrie", "νοεμβρίου",
        "ноември", "новембра", "נובמבר", "नवंबर", "नवम्बर", "nóvember",
    ],
    &[
        "dezember", "dez", "décembre", "déc", "diciembre", "dic", "dicembre", "dezembro", "december",
        "desember", "декабря", "дек", "grudnia", "gru", "aralık", "ara", "prosince", "decembra", "decembar",
        "ديسمبر", "грудня", "joulukuuta", "decembrie", "desembre", "disember", "δεκεμβρίου", "декември",
        "децембра", "דצמבר", "दिसंबर", "दिसम्बर", "detsember",
    ],
];

/// The number of the month of that name.
pub(super) fn other(word: &str) -> Option<u8> {
    // `3 d’abril`, `12 במאי`: of and in, written together with the month.
    let bare = ["d'", "d’", "ב"].iter().find_map(|of| word.strip_prefix(of));
    let is = |names: &&&[&str]| names.contains(&word) || bare.is_some_and(|bare| names.contains(&bare));
    let found = NAMES.iter().position(|names| is(&names))?;
    u8::try_from(found + 1).ok()
}
