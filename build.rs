//! How the program is linked on Linux.
//!
//! A program that may be loaded anywhere has its tables of addresses written anew at each start: 39,000
//! of them here, an eighth of the time until an article can be read, and 700 KB that no two running
//! programs share. Libraries, stacks and heap stay at places that nobody can foretell.
#![expect(clippy::disallowed_methods, reason = "so a build script asks")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    if target("OS") == "linux" && target("ENV") == "gnu" {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
