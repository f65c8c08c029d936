//! To a character, and again.

use super::super::{App, Find};
use crate::command::Command;
use crate::text::Offset;

/// What one of `f F t T` looks for.
fn meant(command: Command, character: char) -> Find {
    let backward = matches!(command, Command::FindCharacterBack | Command::TillCharacterBack);
    let till = matches!(command, Command::TillCharacter | Command::TillCharacterBack);
    Find { character, backward, till }
}

pub fn go(app: &mut App, command: Command, count: Option<usize>, character: char) {
    let find = meant(command, character);
    app.last_find = Some(find);
    to(app, find, count, false);
}

pub fn again(app: &mut App, turned: bool, count: Option<usize>) {
    if let Some(find) = last(app, turned) {
        to(app, find, count, true);
    }
}

fn last(app: &App, turned: bool) -> Option<Find> {
    app.last_find.map(|find| Find { backward: find.backward != turned, ..find })
}

fn to(app: &mut App, find: Find, count: Option<usize>, again: bool) {
    let Some(reader) = &mut app.reader else { return };
    match reader.find(find, count.unwrap_or(1), again) {
        Some(at) => reader.put_cursor(at),
        None => complain(app, find, count),
    }
}

fn complain(app: &mut App, find: Find, count: Option<usize>) {
    let side = if find.backward { "before" } else { "after" };
    app.complain(match count {
        Some(n) if n > 1 => {
            format!("The paragraph has fewer than {n} “{}” {side} this place.", find.character)
        }
        _ => format!("There is no “{}” {side} this place in the paragraph.", find.character),
    });
}

/// Where one of the commands leads as the motion of an operator, and whether what is there belongs
/// to it. `Err`: nowhere, which is said already.
pub fn reach(
    app: &mut App,
    command: Command,
    count: Option<usize>,
    character: Option<char>,
) -> Result<(Offset, bool), ()> {
    let find = match (command, character) {
        (Command::RepeatFind, _) => last(app, false),
        (Command::RepeatFindBack, _) => last(app, true),
        (_, Some(character)) => {
            let find = meant(command, character);
            app.last_find = Some(find);
            Some(find)
        }
        _ => None,
    };
    let again = character.is_none();
    let (Some(find), Some(reader)) = (find, &app.reader) else { return Err(()) };
    if let Some(at) = reader.find(find, count.unwrap_or(1), again) {
        return Ok((at, !find.backward));
    }
    complain(app, find, count);
    Err(())
}
