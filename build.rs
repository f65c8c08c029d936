//! How the program is linked on Linux.
//!
//! A program that may be loaded anywhere has its tables of addresses written anew at each start: 39,000
//! of them here, an eighth of the time until an article can be read, and 700 KB that no two running
//! programs share. The price is that its own code and data lie where one can foretell; libraries, stacks
//! and heap do not. Rust keeps what is read from outside in its bounds all the same.
#![expect(clippy::disallowed_methods, reason = "so a build script asks")]

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let target = |what: &str| std::env::var(format!("CARGO_CFG_TARGET_{what}")).unwrap_or_default();
    // A program without libraries is linked in a way of its own, which this would break.
    let is_static = target("FEATURE").split(',').any(|feature| feature == "crt-static");
    if target("OS") == "linux" && target("ENV") == "gnu" && !is_static {
        println!("cargo:rustc-link-arg-bins=-no-pie");
    }
}
