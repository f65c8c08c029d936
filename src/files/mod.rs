//! Files and folders: walking, reading with limits, writing so that a file is whole or as it was.
//! What could block for ever (a named pipe, a device) is refused before it is opened.

mod beside;
mod complete;
mod database;
mod error;
mod export_folder;
pub mod fetch;
pub mod pdf;
mod read;
mod run;
mod walk;
mod write;

pub use beside::Beside;
pub use complete::complete;
pub use database::is_of_database;
pub use error::FileError;
pub use export_folder::{ExportFolder, Outcome, WantedFile, YOURS, has_yours, id_in};
pub use read::{open, read_limited, read_stdin, read_stream, read_unless};
pub use walk::{Problem, Walk, walk};
pub use write::{Pending, make_folder, write_atomic};
