//! `postil doctor`

use std::path::Path;

use serde::Serialize;

use super::context::Context;
use super::restore::beside;
use super::stop::Stop;
use crate::store::{Store, copies_beside};

/// Backups that are named at most.
const MOST: usize = 5;

/// Look over the library and the configuration; changes nothing unless it is to repair
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    postil doctor\n  \
    postil doctor --json\n  \
    postil doctor --repair       builds anew what the library is searched by\n\n\
    Before a repair, a copy of the library is put beside it: NAME.before-N.postil. Nothing is deleted: articles, \
    annotations, themes and history stay as they are, and what a repair cannot mend is told as before.")]
pub(super) struct Args {
    /// Build the search tables and indexes anew
    #[arg(long)]
    repair: bool,
}

#[derive(Debug, Serialize)]
struct CheckJson<'a> {
    check: &'a str,
    ok: bool,
    detail: &'a str,
    mend: Option<&'a str>,
}

pub(super) fn run(cx: &mut Context, args: &Args) -> Result<(), Stop> {
    let path = cx.library()?;
    put(cx, &CheckJson { check: "library", ok: true, detail: &path.to_string_lossy(), mend: None })?;
    match cx.store() {
        Ok(mut store) => {
            if args.repair {
                repair(cx, &mut store, &path)?;
            }
            let checks = store.doctor();
            for check in &checks {
                put(
                    cx,
                    &CheckJson { check: check.check, ok: check.ok, detail: &check.detail, mend: check.mend },
                )?;
            }
            if checks.iter().any(|check| !check.ok && WANTS_BACKUP.contains(&check.check)) {
                cx.remark(&format!("{}; what the library holds now is kept beside it", backups(&path)));
            }
        }
        Err(Stop::Failed(why) | Stop::Refused(why)) => {
            // The advice of an error to look the library over is what is being done.
            let damage = why.strip_suffix(" (`postil doctor` checks the library)");
            let mend = damage.map(|_| {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                format!("Move it away, with {name}-wal where that is there. Then {}.", backups(&path))
            });
            let detail = damage.map_or_else(|| why.clone(), |damage| format!("{damage}."));
            put(cx, &CheckJson { check: "file", ok: false, detail: &detail, mend: mend.as_deref() })?;
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

/// The checks that find damage which nothing mends but a backup.
const WANTS_BACKUP: [&str; 4] = ["file", "integrity", "references", "texts"];

/// How a backup is taken over, and those that lie beside the library: the end of a sentence.
fn backups(library: &Path) -> String {
    let found: Vec<String> =
        copies_beside(library).iter().take(MOST).map(|path| path.display().to_string()).collect();
    let there = match found.as_slice() {
        [] => "none lies beside the library, so it is wherever you put one".to_owned(),
        [one] => format!("beside the library lies {one}"),
        all => format!("beside the library lie, the newest first, {}", all.join(", ")),
    };
    format!("`postil restore FILE` takes over a backup: {there}")
}

/// Mends what can be mended, with a copy of all before it; says what was wrong and is not any more.
fn repair(cx: &mut Context, store: &mut Store, path: &Path) -> Result<(), Stop> {
    let wrong = |store: &Store| -> Vec<&'static str> {
        store.doctor().into_iter().filter(|check| !check.ok).map(|check| check.check).collect()
    };
    let before = wrong(store);
    let aside = beside(path);
    store.backup(&aside)?;
    store.repair()?;
    let after = wrong(store);
    let mended: Vec<&str> = before.into_iter().filter(|check| !after.contains(check)).collect();
    let what = if mended.is_empty() {
        "Nothing was wrong that can be mended".to_owned()
    } else {
        format!("Mended: {}", mended.join(", "))
    };
    let detail = format!(
        "{what}. The search tables and indexes were built anew; a copy of the library as it was is in {}.",
        aside.display()
    );
    put(cx, &CheckJson { check: "repair", ok: true, detail: &detail, mend: None })
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
