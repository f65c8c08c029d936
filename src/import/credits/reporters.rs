//! Who reported, as pages in Chinese say it: `本报记者 陈立秋 吴海棠`, `电（记者马青山）`.

/// Words before the names of those who reported, longest first.
const LABELS: &[&str] = &[
    "新华社记者", "本报通讯员", "本报记者", "本网记者", "本刊记者", "本台记者", "特约记者", "见习记者",
    "实习记者", "通讯员", "記者", "记者", "撰文", "撰稿",
];
/// Letters of a name.
const NAME: std::ops::RangeInclusive<usize> = 2..=4;
/// Letters of a line of names, and those at the beginning of a report among which they stand.
const LINE: usize = 60;
const HEAD: usize = 80;
/// Words that are as long as a name and none.
const NOBODY: &[&str] =
    &["报道", "報道", "摄影", "摄影报道", "综合报道", "编辑", "责编", "整理", "实习生", "文字"];

/// The names of a line that has nothing else but the words before them.
pub(in crate::import) fn reporters(line: &str) -> Option<Vec<String>> {
    let mut rest = line.trim();
    if rest.chars().count() > LINE || !LABELS.iter().any(|label| rest.starts_with(label)) {
        return None;
    }
    let mut names: Vec<String> = Vec::new();
    let is_between = |c: char| c.is_whitespace() || ":：、，,;；/|｜".contains(c);
    loop {
        rest = rest.trim_start_matches(is_between);
        if let Some(after) = LABELS.iter().find_map(|label| rest.strip_prefix(label)) {
            rest = after;
            continue;
        }
        let word = rest.split(is_between).next().unwrap_or_default();
        if word.is_empty() {
            break;
        }
        if NOBODY.contains(&word) && !names.is_empty() {
            break;
        }
        if !is_name(word) || NOBODY.contains(&word) {
            return None;
        }
        if !names.iter().any(|name| name == word) {
            names.push(word.to_owned());
        }
        rest = rest.get(word.len()..).unwrap_or_default();
    }
    Some(names).filter(|names| !names.is_empty())
}

/// The names in parentheses at the beginning of a report.
pub(in crate::import) fn reporting(line: &str) -> Option<Vec<String>> {
    let end = line.char_indices().nth(HEAD).map_or(line.len(), |(at, _)| at);
    let head = line.get(..end)?;
    let mut rest = head;
    while let Some((_, after)) = rest.split_once(['(', '（']) {
        let (aside, after) = after.split_once([')', '）'])?;
        if let Some(names) = reporters(aside) {
            return Some(names);
        }
        rest = after;
    }
    None
}

fn is_name(word: &str) -> bool {
    // A name of a people in the west has a dot in it: `阿依古丽·买买提`.
    let is_dotted = word.contains('·') && word.chars().count() <= 16;
    (NAME.contains(&word.chars().count()) || is_dotted)
        && word.chars().all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | '·'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_behind_what_says_that_they_reported() {
        for (line, names) in [
            ("本报记者 陈立秋 吴海棠", &["陈立秋", "吴海棠"][..]),
            ("记者：陈立秋、吴海棠", &["陈立秋", "吴海棠"]),
            ("记者马青山", &["马青山"]),
            ("本报记者 陈立秋 通讯员 吴海棠", &["陈立秋", "吴海棠"]),
            ("本报记者 陈立秋 报道", &["陈立秋"]),
            ("记者从镇里获悉，戏台将重新开演", &[]),
            ("记者 陈立秋 摄", &[]),
            ("记者", &[]),
            ("陈立秋 吴海棠", &[]),
        ] {
            assert_eq!(reporters(line).unwrap_or_default(), names, "{line}");
        }
    }

    #[test]
    fn a_report_names_them_in_its_head() {
        for (line, names) in [
            ("新闻社西宁1月22日电（记者马青山）凌晨三点，小站外零下二十八度。", &["马青山"][..]),
            ("（东江1月22日）本报讯 (记者 陈立秋 吴海棠) 锣声一响。", &["陈立秋", "吴海棠"]),
            ("图为戏台（记者 陈立秋 摄）。", &[]),
            ("凌晨三点（记者到达时", &[]),
        ] {
            assert_eq!(reporting(line).unwrap_or_default(), names, "{line}");
        }
    }
}
