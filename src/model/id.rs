//! Ids that follow from what they are ids of.

use uuid::{Builder, Uuid};

/// The first bytes of a digest as a UUID, of version 8, which leaves to us what it is made of.
pub fn id_of(digest: impl IntoIterator<Item = u8>) -> Uuid {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(digest).for_each(|(byte, digit)| *byte = digit);
    Builder::from_custom_bytes(bytes).into_uuid()
}
