//! `postil doctor`

use serde::Serialize;

use super::context::Context;
use super::stop::Stop;

/// Look over the library and the configuration; changes nothing
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  postil doctor\n  postil doctor --json")]
pub(super) struct Args {}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    check: &'a str,
    ok: bool,
    detail: &'a str,
    mend: Option<&'a str>,
}

pub(super) fn run(cx: &mut Context, _: &Args) -> Result<(), Stop> {
    let path = cx.library()?;
    put(cx, &CheckJson { check: "library", ok: true, detail: &path.to_string_lossy(), mend: None })?;
    match cx.store() {
        Ok(store) => {
            for check in store.doctor() {
                put(
                    cx,
                    &CheckJson { check: check.check, ok: check.ok, detail: &check.detail, mend: check.mend },
                )?;
            }
        }
        Err(Stop::Failed(why) | Stop::Refused(why)) => {
            put(cx, &CheckJson { check: "file", ok: false, detail: &why, mend: None })?;
        }
        Err(stop) => return Err(stop),
    }
    let mend = "Mend the lines; `postil config --print-default` shows what can be set.";
    match cx.config() {
        Ok((_, mistakes)) => {
            if mistakes.is_empty() {
                put(cx, &CheckJson { check: "config", ok: true, detail: "No mistakes.", mend: None })?;
            }
            for mistake in mistakes {
                let detail = mistake.to_string();
                put(cx, &CheckJson { check: "config", ok: false, detail: &detail, mend: Some(mend) })?;
            }
        }
        Err(Stop::Failed(why) | Stop::Refused(why)) => {
            put(cx, &CheckJson { check: "config", ok: false, detail: &why, mend: None })?;
        }
        Err(stop) => return Err(stop),
    }
    Ok(())
}

fn put(cx: &mut Context, check: &CheckJson<'_>) -> Result<(), Stop> {
    let word = if check.ok { "ok" } else { "WRONG" };
    let mend = check.mend.map_or_else(String::new, |mend| format!(" {mend}"));
    cx.put(check, &format!("{word:<5}  {:<10}  {}{mend}", check.check, check.detail))?;
    if !check.ok {
        cx.fail(check.check, format!("{}{mend}", check.detail));
    }
    Ok(())
}
