//! What holds for the program as a whole: one binary, a file per topic.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "a test that fails shall panic"
)]

mod adding;
mod architecture;
mod boards;
mod books;
mod cli;
mod command_line;
mod copying;
mod cost;
mod docs;
mod drafts;
mod feeds;
mod feeds_later;
mod feeds_one;
mod feeds_panel;
mod fetching;
mod finders;
mod finding;
mod folding;
mod fuzzed;
mod hands;
mod haste;
mod keys;
mod lists;
mod locked;
mod looks;
mod marking;
mod mending;
mod model;
mod mouse;
mod moved;
mod notes;
mod originals;
mod page;
mod pictures;
mod pipe;
mod projects;
mod range;
mod reading;
mod readme;
mod rust_source;
mod seeds;
mod session;
mod shelves;
mod sidebar;
mod snapshots;
mod stumbles;
mod surveys;
mod svg;
mod tagging;
mod terminal;
mod themes;
mod tutor;
mod web;
mod wide;
