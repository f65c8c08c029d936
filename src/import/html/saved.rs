//! The address of a page that a browser stored: it says in a comment at the top of the file from where it has the page.

use super::super::address;

/// What a comment begins with that Chromium and Internet Explorer write, before the length of the address in brackets.
const SAVED: &str = "saved from url=(";
/// The first line of one that the extension `SingleFile` writes, and what its line with the address begins with.
const SINGLE_FILE: &str = "Page saved with SingleFile";
const LINE: &str = "url:";

/// The address of the web in a comment, if it has one from where the page was stored.
pub(super) fn address(comment: &str) -> Option<String> {
    let comment = comment.trim();
    let said = if let Some(rest) = comment.strip_prefix(SAVED) {
        let (length, address) = rest.split_once(')')?;
        // Two hyphens would end the comment.
        length.bytes().all(|b| b.is_ascii_digit()).then(|| address.replace("-%2D", "--"))?
    } else {
        let mut lines = comment.strip_prefix(SINGLE_FILE)?.lines();
        lines.find_map(|line| line.trim().strip_prefix(LINE))?.to_owned()
    };
    address::join(None, &said).filter(|found| address::is_web(found))
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn the_address_of_a_stored_page_is_read() {
        for (comment, read) in [
            (" saved from url=(0029)https://pier.example/a/story ", Some("https://pier.example/a/story")),
            (" saved from url=(0027)https://pier.example/a-%2Db ", Some("https://pier.example/a--b")),
            (
                "\n Page saved with SingleFile \n url: https://pier.example/b \n saved date: Mon Jan 01 2024 10:00:00\n",
                Some("https://pier.example/b"),
            ),
            // What is no address of the web is none here, either.
            (" saved from url=(0014)about:internet ", None),
            (" saved from url=(0022)file:///home/a/b.html ", None),
            (" saved from url=(0011)//pier.example ", None),
            (" saved from url=(x)https://pier.example/ ", None),
            (" saved from url=https://pier.example/ ", None),
            (" url: https://pier.example/ ", None),
            (" Page saved with SingleFile \n saved date: https://pier.example/ ", None),
            (" saved from url=(0030)https://pier.example/\u{202e}moc ", None),
        ] {
            assert_eq!(address(comment).as_deref(), read, "{comment:?}");
        }
    }
}
