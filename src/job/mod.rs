//! Work on a library that the screen and the command line share.

pub mod library;
