//! What stands in place of a film for those whose browser does not show it. Lines come folded.

/// Longer lines (bytes) say more.
const LONGEST: usize = 300;

/// What is lacking: such a line names one.
const LACKING: &[&str] = &[
    "flash", "javascript", "java plug", "plug-in", "plugin", "quicktime", "silverlight", "realplayer",
    "media player", "video player", "audio player", "html5", "browser", "navigateur", "navegador",
    "przeglądark", "webbläsare", "tarayıcı", "браузер", "浏览器", "瀏覽器", "ブラウザ", "브라우저",
];

/// What such a line says of that.
const SAID: &[&str] = &[
    "support",
    "requires",
    "required",
    "you need",
    "enable",
    "install",
    "upgrade",
    "download",
    "cannot",
    "can't",
    "unable",
    "doesn't",
    "does not",
    "nicht",
    "benötig",
    "aktivier",
    "pas en charge",
    "activer",
    "no soporta",
    "no admite",
    "não suporta",
    "non supporta",
    "ondersteunt",
    "obsługuje",
    "stöder",
    "не поддерж",
    "включите",
    "不支持",
    "不支援",
    "対応",
    "지원",
];

/// Whether a line says so.
pub(super) fn asks(line: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|word| line.contains(word));
    line.len() <= LONGEST && has(LACKING) && has(SAID)
}
