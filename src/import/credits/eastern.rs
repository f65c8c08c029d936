//! Who wrote and for whom, as pages in Chinese and Japanese say it.

use super::super::clean;

/// Characters of such a line, and of a name in it.
const LONGEST_LINE: usize = 100;
const LONGEST_NAME: usize = 20;
/// Characters of the name of a person, and of the name of a paper before the word for who reports.
const PERSON: std::ops::RangeInclusive<usize> = 2..=4;
const PAPER: usize = 6;

/// The outlet and the author that a line names: `来源：东海新闻网 作者：李梅`, `文/李梅`, `記者陳大文／東港報導`.
pub(in crate::import) fn of_source(line: &str) -> (Option<String>, Option<String>) {
    const SOURCE: &[&str] = &["来源：", "来源:", "來源：", "來源:"];
    const AUTHOR: &[&str] = &["作者：", "作者:", "作者｜", "作者|"];
    if line.is_ascii() || line.chars().count() > LONGEST_LINE || line.contains('。') {
        return (None, None);
    }
    let named = |labels: &[&str]| {
        let (_, rest) = labels.iter().find_map(|label| line.split_once(label))?;
        let rest = rest.trim_start();
        let name = rest.split(ends).next().unwrap_or_default();
        let fits = (2..=LONGEST_NAME).contains(&name.chars().count())
            && is_of_east(name)
            // The next label is no name.
            && !rest.get(name.len()..).is_some_and(|after| after.starts_with([':', '：']));
        fits.then(|| clean::line(name))
    };
    (named(SOURCE), named(AUTHOR).or_else(|| written(line)).or_else(|| reported(line)))
}

fn ends(c: char) -> bool {
    c.is_whitespace() || "|｜/／:：;；,，(（】]".contains(c)
}

fn is_of_east(name: &str) -> bool {
    name.starts_with(|c: char| c > '\u{2e80}')
}

fn is_person(name: &str) -> bool {
    PERSON.contains(&name.chars().count()) && name.chars().all(|c| c.is_alphabetic() && c > '\u{2e80}')
}

/// `文/李梅`, `文｜李梅`, `撰文：李梅`
fn written(line: &str) -> Option<String> {
    const BY: &[&str] = &["撰文", "文"];
    let line = line.trim_start_matches(['（', '(', '【', '[', ' ']);
    let rest = BY.iter().find_map(|by| line.strip_prefix(by))?.trim_start();
    let name = rest.strip_prefix(['/', '／', '｜', '|', '：', ':'])?.trim_start().split(ends).next()?;
    is_person(name).then(|| name.to_owned())
}

/// `記者陳大文／東港報導`, `本报记者 李梅`, `記者 山田太郎`: what is only called so begins with the same words (`記者会見`).
fn reported(line: &str) -> Option<String> {
    let line = line.trim_start_matches(['（', '(', '【', '[', '〔', ' ']);
    let (paper, rest) = ["记者", "記者"].iter().find_map(|word| line.split_once(word))?;
    let has_paper = !paper.is_empty();
    if paper.chars().count() > PAPER || paper.contains(|c: char| !c.is_alphabetic()) {
        return None;
    }
    let own = rest.trim_start_matches([' ', '\u{3000}', '：', ':', '·']);
    let name = own.split(ends).next().unwrap_or_default();
    let after = own.get(name.len()..).unwrap_or_default();
    let is_parted = own.len() < rest.len() || after.starts_with(['／', '/', '｜', '|']);
    let is_told = after.is_empty()
        || after.starts_with(['／', '/', '｜', '|', '】', ']', '）', ' ', '\u{3000}', '（', '('])
            && after.chars().count() <= PAPER * 2;
    (is_person(name) && is_told && (is_parted || has_paper)).then(|| name.to_owned())
}
