//! What ureq does not unpack: by other names of what it knows, and `deflate`. Servers write names there that say
//! nothing of how the page is packed, which then is not.

use std::io::{self, Read};
use std::sync::atomic::AtomicBool;

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{FetchError, Network, read};

/// Bytes of a page by which it is told from what is packed.
const LOOK: usize = 4096;

/// A page that is said to be packed in the way of a name, unpacked up to the limit.
pub(super) fn unpack(
    name: &str,
    bytes: Vec<u8>,
    network: &Network,
    stop: &AtomicBool,
) -> Result<Vec<u8>, FetchError> {
    let packed = bytes.as_slice();
    let reader: Box<dyn Read + '_> = match name.to_ascii_lowercase().as_str() {
        "identity" => return Ok(bytes),
        "gzip" | "x-gzip" => Box::new(MultiGzDecoder::new(packed)),
        // Many servers leave out what belongs around it.
        "deflate" if is_zlib(packed) => Box::new(ZlibDecoder::new(packed)),
        "deflate" => Box::new(DeflateDecoder::new(packed)),
        _ => return if is_plain(packed) { Ok(bytes) } else { Err(FetchError::Packed) },
    };
    let failed = |error: io::Error| FetchError::Unpacking(error.to_string());
    match read(reader, network, stop, failed) {
        Err(FetchError::Unpacking(_)) if is_plain(packed) => Ok(bytes),
        unpacked => unpacked,
    }
}

/// Whether bytes begin as RFC 1950 has it.
fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [way, rest, ..] if way & 15 == 8 && u16::from_be_bytes([*way, *rest]).is_multiple_of(31))
}

/// Whether bytes read as text in some encoding: none of them is a control character. So many that are packed have some.
fn is_plain(bytes: &[u8]) -> bool {
    let head = bytes.get(..LOOK).unwrap_or(bytes);
    // Escapes begin the characters of some encodings.
    !head.iter().any(|byte| byte.is_ascii_control() && !byte.is_ascii_whitespace() && *byte != 0x1b)
}
