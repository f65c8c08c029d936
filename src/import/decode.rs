//! Bytes to characters. A byte order mark decides; then valid UTF-8; then a guess from the bytes.
//! What is no text at all is refused by what it looks like.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

use super::error::ImportError;
use super::sniff;

/// Bytes that the guess is made from, beginning a little before the first that is not ASCII.
const SAMPLE: usize = 4 << 20;

/// The characters of `bytes`, without a byte order mark, otherwise as they are. O(bytes).
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    if bytes.is_empty() {
        return Err(ImportError::Empty);
    }
    if let Some(refused) = sniff::foreign(bytes) {
        return Err(refused);
    }
    let text = characters(bytes);
    if is_binary(&text) {
        return Err(ImportError::Binary { what: sniff::binary(bytes) });
    }
    Ok(text)
}

/// Whether bytes begin with a byte order mark.
pub(super) fn is_marked(bytes: &[u8]) -> bool {
    Encoding::for_bom(bytes).is_some() || bytes.starts_with(UTF_32BE)
}

/// The marks of UTF-32. No text in UTF-16 begins with a zero, as the first would be there.
const UTF_32LE: &[u8] = b"\xff\xfe\0\0";
const UTF_32BE: &[u8] = b"\0\0\xfe\xff";

/// UTF-32, which no standard of the web knows: four bytes a character, with a mark.
fn utf32(bytes: &[u8]) -> Option<String> {
    let (body, read): (_, fn([u8; 4]) -> u32) = match bytes.strip_prefix(UTF_32LE) {
        Some(body) => (body, u32::from_le_bytes),
        None => (bytes.strip_prefix(UTF_32BE)?, u32::from_be_bytes),
    };
    let one = |unit: &[u8]| char::from_u32(read(unit.try_into().ok()?));
    Some(body.chunks(4).map(|unit| one(unit).unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn characters(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(text) = utf32(bytes) {
        return Cow::Owned(text);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let body = bytes.get(length..).unwrap_or_default();
        return encoding.decode_without_bom_handling(body).0;
    }
    if let Some(wide) = unmarked_utf16(bytes) {
        return wide.decode_without_bom_handling(bytes).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_damaged_utf8(bytes) => String::from_utf8_lossy(bytes),
        Err(error) => guess(bytes, error.valid_up_to()).decode_without_bom_handling(bytes).0,
    }
}

/// UTF-16 of mostly ASCII shows as a zero in every other byte.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let zeros = |odd: usize| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 2 * 3 / 4;
    if head.len() < 8 || even.max(odd) <= many || even.min(odd) * 20 > even.max(odd) {
        return None;
    }
    Some(if odd > even { UTF_16LE } else { UTF_16BE })
}

/// UTF-8 with a few broken places (a copy cut off, a stray byte) is still UTF-8: reading it as
/// something else would spoil every accent in it.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut wide, mut broken, mut cut) = (0_usize, 0_usize, false);
    for chunk in bytes.utf8_chunks() {
        wide += chunk.valid().bytes().filter(|b| *b >= 0xC0).count();
        cut = !chunk.invalid().is_empty();
        broken += usize::from(cut);
    }
    (broken == 1 && cut && wide > 0) || wide >= broken * 8
}

fn guess(bytes: &[u8], first: usize) -> &'static Encoding {
    let from = first.saturating_sub(64);
    let sample = bytes.get(from..bytes.len().min(from + SAMPLE)).unwrap_or(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether there are too many characters that no text has. Escape, bell and backspace are not
/// counted: recordings of terminals are full of them and yet text.
fn is_binary(text: &str) -> bool {
    let (mut zeros, mut odd, mut all) = (0_usize, 0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        match c {
            '\0' => zeros += 1,
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{7}' | '\u{8}' | '\u{1b}' | '\u{85}' => {}
            '\u{fffd}' => odd += 1,
            c if c.is_control() => odd += 1,
            _ => {}
        }
    }
    (zeros > 8 && zeros * 200 > all) || (zeros + odd > 2 && (zeros + odd) * 20 > all)
}
