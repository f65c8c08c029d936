//! postil: close reading in the terminal. This page is the guide for who opens the source for
//! the first time.
//!
//! # The rooms
//! From the inside out; a room uses those before it and never those behind it. The test
//! `tests/it/architecture.rs` holds the exact table and fails on any other import.
//!
//! - [`text`]: the geometry of text. Clusters, words, sentences, rows and cells. Knows nothing of ours.
//! - [`model`]: what postil is about, as pure values: article, document, annotation, theme, edit, query.
//! - [`import`] makes documents of bytes, [`export`] makes text of what a library holds; both pure.
//! - [`store`]: SQLite, the one truth. Applies every [`model::Edit`] in one place, with the journal
//!   that undo and redo replay.
//! - [`files`] reads and writes files safely; [`job`] is the work that takes time: import, export, starters.
//! - [`command`]: what can be asked, as a table; keys and chords; the reference made from it; the tutor's lessons in words.
//!   [`config`] binds keys, reads settings and [`skin`]s.
//! - [`app`]: what state the screen is in. [`app::App::update`] takes in a message and says what is to be done.
//! - [`view`]: how it looks. Draws what the app prepared, and changes nothing.
//! - [`shell`]: where the screen meets the machine: loop, terminal, worker threads, editor; the glimpse that a
//!   start shows before the library is open.
//! - [`cli`]: the command line, one file a subcommand.
//! - [`paths`] alone reads the environment, [`clock`] alone the time; [`seeds`] are the starters; [`databases`]
//!   knows which are open, since nobody else may open such a file; in [`contain`] a panic is a failure and no end.
//!
//! # The life of a key
//! The input thread sends [`app::Msg::Key`]. The app looks it up in the keymap, from the overlay on
//! top to the pane to everywhere, and gets a [`command::Command`]; `app/act` carries it out or says why
//! it cannot be done now. What needs the store leaves as [`app::Effect::Ask`] with a ticket; the
//! worker answers with an [`app::Outcome`]. Keys that act on what an answer brings wait for it, in
//! order. Then `prepare` lays out what shows, and the view draws it once, if anything changed.
//!
//! # Adding a command
//! 1. A row in `command/table.rs`: variant, name, one line on what it does.
//! 2. The compiler names the one place in `app/act/mod.rs` that has to handle it; the act itself
//!    goes into the file of its group. If it cannot always run, `refusal` says why.
//! 3. A key in `assets/config.toml`, and a row for that key in `tests/it/keys.rs`, which says what it does.
//! 4. `UPDATE_DOCS=1 cargo test --test it` renders it into README and man page.
//!
//! # Adding a kind of change
//! A variant of [`model::Edit`], handled in `store/apply`; undo needs nothing more, since the journal
//! records the rows that change.

pub mod app;
pub mod cli;
pub mod clock;
pub mod command;
pub mod config;
pub mod contain;
pub mod databases;
pub mod export;
pub mod files;
pub mod import;
pub mod job;
pub mod model;
pub mod paths;
pub mod seeds;
pub mod shell;
pub mod skin;
pub mod store;
pub mod text;
pub mod view;
