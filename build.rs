//! How the program is linked on Linux.
//!
//! A program that may be loaded anywhere has its tables of addresses written anew at each start: 39,000
//! of them here, an eighth of the time until an article can be read, and 700 KB that no two running
//! programs share. The price is that its own code and data lie where one can foretell; libraries, stacks
//! and heap do not. Rust keeps what is read from outside in its bounds all the same.
//!
//! The one thing that Rust wants of GCC, how a panic finds its way, goes into the program, as
//! `-static-libgcc` puts it into those of C: a library less to look for, to map and to bind at each start.
#![expect(clippy::disallowed_methods, reason = "so a build script asks")]

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // A program without libraries is linked in a way of its own, which this would break.
    let is_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo:rustc-link-arg-bins=-no-pie");
        if let (true, Some(folder)) = (has_libgcc(), std::env::var_os("OUT_DIR")) {
            take_libgcc_in(Path::new(&folder));
        }
    }
}

/// Whether the compiler that links has the library that can be taken in.
fn has_libgcc() -> bool {
    let linker = std::env::var_os("RUSTC_LINKER").unwrap_or_else(|| "cc".into());
    let told = Command::new(linker).arg("-print-file-name=libgcc_eh.a").output();
    told.is_ok_and(|told| Path::new(String::from_utf8_lossy(&told.stdout).trim()).is_absolute())
}

/// Rust asks for `gcc_s` by name; in this folder, which is looked in first, that is the library to take in.
fn take_libgcc_in(folder: &Path) {
    if std::fs::write(folder.join("libgcc_s.so"), "INPUT(-lgcc_eh -lgcc)\n").is_ok() {
        println!("cargo:rustc-link-search=native={}", folder.display());
    }
}
