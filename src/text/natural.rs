//! The order of names that have numbers in them, as people count: 8, 79, 80.

use std::cmp::Ordering;

/// Compares two names letter by letter, but runs of ASCII digits by the number they write, however long; a name is
/// folded before. Names that differ in leading zeros alone are in the order of their bytes.
pub fn compare(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let (number, after) = digits(left);
        let (against, behind) = digits(right);
        if !number.is_empty() && !against.is_empty() {
            let (number, against) = (number.trim_start_matches('0'), against.trim_start_matches('0'));
            match number.len().cmp(&against.len()).then_with(|| number.cmp(against)) {
                Ordering::Equal => (left, right) = (after, behind),
                apart => return apart,
            }
            continue;
        }
        let (mut letters, mut others) = (left.chars(), right.chars());
        match (letters.next(), others.next()) {
            (None, None) => return one.cmp(other),
            (letter, against) if letter == against => (left, right) = (letters.as_str(), others.as_str()),
            (letter, against) => return letter.cmp(&against),
        }
    }
}

/// The digits that a text begins with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.split_at_checked(end).unwrap_or((text, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_as_numbers_wherever_they_stand() {
        let mut names = ["80", "a10b", "79", "8", "a 9", "a9c", "a9b", "007", "7", "", "b", "é2", "é10"];
        names.sort_by(|a, b| compare(a, b));
        assert_eq!(names, ["", "007", "7", "8", "79", "80", "a 9", "a9b", "a9c", "a10b", "b", "é2", "é10"]);
        let long = "9".repeat(99);
        assert_eq!(compare(&long, &format!("1{long}")), Ordering::Less);
        assert_eq!(compare("1.10", "1.9"), Ordering::Greater);
    }

    proptest::proptest! {
        /// Sorting needs an order that holds together.
        #[test]
        fn it_is_an_order(a in "[a0129 é]{0,6}", b in "[a0129 é]{0,6}", c in "[a0129 é]{0,6}") {
            proptest::prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            proptest::prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            if compare(&a, &b).is_le() && compare(&b, &c).is_le() {
                proptest::prop_assert!(compare(&a, &c).is_le());
            }
        }
    }
}
