//! Exports that are archives: written piece by piece into a file that takes its place when it is whole.

use std::fs::File;
use std::io::{BufWriter, Seek as _};
use std::path::Path;
use std::sync::atomic::AtomicBool;

use super::{ExportError, Library, Order, Place, Written, failed, ours};
use crate::export::{Options, refi};
use crate::files::{self, Outcome, Pending};
use crate::model::ArticleId;
use crate::store::Store;

/// Bytes of notes that wait in memory before they wait in a file.
const WAITING: usize = 4 << 20;

pub(super) fn to_place(
    store: &Store,
    order: &Order,
    place: &Place,
    cancel: &AtomicBool,
    each: &mut dyn FnMut(Written),
) -> Result<(), ExportError> {
    let path = match place {
        Place::File(path) => path.clone(),
        Place::Folder(folder) => {
            files::make_folder(folder).map_err(|source| failed(folder, source))?;
            folder.join(order.format.file_name())
        }
    };
    if !ours::may_replace(&path, order.format) {
        each(Written { path, outcome: Outcome::Refused });
        return Ok(());
    }
    let outcome = put(store, order, &path, cancel)?;
    each(Written { path, outcome });
    Ok(())
}

fn put(store: &Store, order: &Order, path: &Path, cancel: &AtomicBool) -> Result<Outcome, ExportError> {
    let of_path = |source| failed(path, source);
    let mut pending = Pending::beside(path).map_err(of_path)?;
    to_file(store, order, cancel, pending.as_file())?;
    if pending.is_there().map_err(of_path)? {
        return Ok(Outcome::Unchanged);
    }
    pending.finish().map_err(of_path)?;
    Ok(Outcome::Written)
}

pub(super) fn to_file(
    store: &Store,
    order: &Order,
    cancel: &AtomicBool,
    file: &mut File,
) -> Result<(), ExportError> {
    let mut source = Library { store, cancel };
    let options = Options { stamp: order.stamp.then(|| store.clock().stamp()), ..Options::default() };
    let mut notes = tempfile::SpooledTempFile::new(WAITING);
    file.rewind()?;
    refi::write(&mut source, &order.wanted, &options, &mut notes, BufWriter::new(file))
}

impl refi::Texts for Library<'_> {
    fn text(&mut self, article: ArticleId) -> Result<String, ExportError> {
        self.check()?;
        Ok(self.store.document(article)?.text.to_string())
    }
}
