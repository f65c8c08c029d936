//! Where entries stand beside a text: level with their passages as far as they can, each giving way with
//! the rows of its note before another is pushed off its passage. Rows only; nothing is drawn here.

use std::ops::Range;

/// What an entry needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// The row on which its passage begins.
    pub level: u16,
    /// Rows that it has before another one gives way to it; at least 1.
    pub least: u16,
    /// Rows of all there is to show; not fewer.
    pub whole: u16,
}

/// Where an entry stands, and how many rows of it show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// Which of the wishes.
    pub of: usize,
    pub y: u16,
    pub rows: u16,
}

/// In the order of the text, within `rows` of the screen. The chosen one is whole as far as its neighbours
/// keep a row each. Those for which there is not a row are left out, the farthest from it first.
pub fn beside(wishes: &[Wish], chosen: Option<usize>, rows: Range<u16>) -> Vec<Stand> {
    let room = rows.end.saturating_sub(rows.start);
    let mut all = first_rows(wishes, chosen, room);
    let level = |stand: &Stand| wishes.get(stand.of).map_or(0, |wish| wish.level);
    let mut free = rows.start;
    for stand in &mut all {
        stand.y = level(stand).max(free);
        free = stand.y.saturating_add(stand.rows);
    }
    let mut limit = rows.end;
    for stand in all.iter_mut().rev() {
        stand.y = stand.y.min(limit.saturating_sub(stand.rows));
        limit = stand.y;
    }
    // What is free below each it takes for what else it has to show, but for a row of air.
    let mut next = None;
    for stand in all.iter_mut().rev() {
        let free = next.unwrap_or(rows.end).saturating_sub(stand.y);
        let whole = wishes.get(stand.of).map_or(0, |wish| wish.whole);
        let air = u16::from(next.is_some());
        stand.rows = if whole <= free { whole } else { stand.rows.max(free.saturating_sub(air)) };
        next = Some(stand.y);
    }
    // One that is off its passage anyway leaves a row of air above it, where that costs no other anything.
    let (mut at, mut next) = (all.len(), None);
    while let Some(i) = at.checked_sub(1) {
        at = i;
        let above = i.checked_sub(1).and_then(|i| all.get(i)).map(|above| above.y + above.rows);
        let Some(stand) = all.get_mut(i) else { break };
        let end = stand.y + stand.rows;
        let spare = next.map_or(rows.end, |next: u16| next.saturating_sub(1)).saturating_sub(end);
        if above == Some(stand.y) && stand.y != level(stand) && spare > 0 {
            stand.y += 1;
        }
        next = Some(stand.y);
    }
    all
}

/// The rows each has to begin with, in so much room, and which have any.
fn first_rows(wishes: &[Wish], chosen: Option<usize>, room: u16) -> Vec<Stand> {
    for is_short in [false, true] {
        let of = |(of, wish): (usize, &Wish)| {
            let rows = match (chosen == Some(of), is_short) {
                (true, _) => wish.whole.min(room),
                (false, false) => wish.least,
                (false, true) => 1,
            };
            Stand { of, y: 0, rows }
        };
        let all: Vec<Stand> = wishes.iter().enumerate().map(of).collect();
        if all.iter().map(|stand| usize::from(stand.rows)).sum::<usize>() <= usize::from(room) {
            return all;
        }
    }
    let (mut first, mut last) = chosen.map_or((0, 0), |chosen| (chosen, chosen + 1));
    let mut left = room;
    let mut rows = 1;
    if let Some(wish) = chosen.and_then(|chosen| wishes.get(chosen)) {
        let neighbours = u16::from(first > 0) + u16::from(last < wishes.len());
        rows = wish.whole.min(room.saturating_sub(neighbours)).max(1);
        left = room.saturating_sub(rows);
    }
    while left > 0 && (first > 0 || last < wishes.len()) {
        if last < wishes.len() {
            last += 1;
            left -= 1;
        }
        if first > 0 && left > 0 {
            first -= 1;
            left -= 1;
        }
    }
    let of = |of| Stand { of, y: 0, rows: if chosen == Some(of) { rows } else { 1 } };
    (first..last).map(of).collect()
}

/// Below each other, with a row of air between them, from the first on as far as there is room: the chosen
/// one whole while those beside it show a row each, the others with `few` rows below their first, and with
/// more where there is room for more of all.
pub fn below(wishes: &[Wish], chosen: Option<usize>, few: u16, rows: Range<u16>) -> Vec<Stand> {
    let room = rows.end.saturating_sub(rows.start);
    let at = chosen.filter(|at| *at < wishes.len());
    let beside = |of: usize| at.is_some_and(|at| of + 1 == at || of == at + 1);
    let neighbours = (0..wishes.len()).filter(|of| beside(*of)).count();
    let spared = u16::try_from(neighbours * 2).unwrap_or(u16::MAX);
    let kept = at
        .and_then(|at| wishes.get(at))
        .map_or(0, |wish| wish.whole.min(room.saturating_sub(spared)).max(wish.least.min(room)).max(1));
    // The rows of one, where those beside the chosen one have at most `near`, and all others `far`.
    let rows_of = |of: usize, wish: &Wish, near: u16, far: u16| match at {
        Some(at) if at == of => kept,
        Some(_) if beside(of) => wish.whole.min(near),
        _ => wish.whole.min(far),
    };
    let sum = |near: u16, far: u16, until: usize| {
        let shown = wishes.iter().enumerate().take(until);
        let rows: usize = shown.map(|(of, wish)| usize::from(rows_of(of, wish, near, far)) + 1).sum();
        rows.saturating_sub(1)
    };
    let fits = |near: u16, until: usize| sum(near, near, until) <= usize::from(room);
    let most = wishes.iter().map(|wish| wish.whole).max().unwrap_or(1);
    let all_fit = (few + 1..=most.max(few + 1)).rev().find(|most| fits(*most, wishes.len()));
    let upto = at.map_or(1, |at| at + 2);
    let near = all_fit.or_else(|| (1..=few + 1).rev().find(|near| fits(*near, upto))).unwrap_or(1);
    let far = all_fit.unwrap_or(few + 1);
    // Where there is no room for one before it and for air, the chosen one is all there is.
    let first = at.filter(|_| room < 3).unwrap_or(0);
    let mut y = rows.start;
    let mut out = Vec::new();
    for (of, wish) in wishes.iter().enumerate().skip(first) {
        let shown = rows_of(of, wish, near, far).min(rows.end.saturating_sub(y));
        if shown == 0 {
            break;
        }
        out.push(Stand { of, y, rows: shown });
        y = y.saturating_add(shown).saturating_add(1);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(level: u16, least: u16, whole: u16) -> Wish {
        Wish { level, least, whole }
    }

    fn rows(stands: &[Stand]) -> Vec<(usize, u16, u16)> {
        stands.iter().map(|stand| (stand.of, stand.y, stand.rows)).collect()
    }

    #[test]
    fn notes_give_way_before_an_entry_is_pushed_off_its_passage() {
        let crowded = [wish(3, 2, 9), wish(6, 2, 9), wish(8, 2, 4)];
        assert_eq!(rows(&beside(&crowded, None, 1..20)), [(0, 3, 2), (1, 6, 2), (2, 8, 4)]);
        // The chosen one is whole, and pushes those below it.
        assert_eq!(rows(&beside(&crowded, Some(1), 1..22)), [(0, 3, 2), (1, 6, 9), (2, 16, 4)]);
    }

    #[test]
    fn at_the_bottom_the_chosen_one_is_whole_while_its_neighbours_keep_a_row() {
        let crowded = [wish(3, 2, 9), wish(6, 2, 9), wish(8, 2, 4)];
        assert_eq!(rows(&beside(&crowded, Some(1), 1..12)), [(0, 1, 1), (1, 2, 9), (2, 11, 1)]);
        assert_eq!(rows(&beside(&crowded, Some(1), 1..6)), [(0, 1, 1), (1, 2, 3), (2, 5, 1)]);
        assert_eq!(rows(&beside(&crowded, None, 1..3)), [(0, 1, 1), (1, 2, 1)]);
    }

    #[test]
    fn whatever_crowds_them_they_stay_in_order_apart_and_on_the_screen() {
        for seed in 0..20_000_u32 {
            // Numbers that are spread, from nothing but their place in the row.
            let draw = |n: u32, below: u32| {
                let mixed =
                    (seed.wrapping_mul(0x9e37_79b9) ^ n.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35);
                u16::try_from((mixed >> 11) % below).unwrap()
            };
            let count = u32::from(draw(0, 9));
            let (top, end) = (draw(1, 3), 3 + draw(2, 30));
            let mut wishes: Vec<Wish> = (0..count)
                .map(|i| {
                    let least = 1 + draw(10 * i + 3, 2);
                    wish(top + draw(10 * i + 4, 30), least, least + draw(10 * i + 5, 12))
                })
                .collect();
            wishes.sort_by_key(|wish| wish.level);
            let chosen = (count > 0 && draw(6, 3) > 0).then(|| usize::from(draw(7, count)));
            let (beside, below) = (beside(&wishes, chosen, top..end), below(&wishes, chosen, 3, top..end));
            let shows = |stands: &[Stand]| chosen.is_none_or(|at| stands.iter().any(|stand| stand.of == at));
            assert!(shows(&beside), "{wishes:?} {chosen:?} {top}..{end}: {beside:?}");
            // In rows the chosen one is the first or the second.
            assert!(shows(&below) || chosen.is_some_and(|at| at > 1), "{chosen:?} {below:?}");
            for stands in [&beside, &below] {
                let mut free = top;
                for stand in stands {
                    assert!(
                        stand.y >= free && stand.rows > 0,
                        "{wishes:?} {chosen:?} {top}..{end}: {stands:?}"
                    );
                    assert!(stand.rows <= wishes[stand.of].whole);
                    free = stand.y + stand.rows;
                }
                assert!(free <= end.max(top) || stands.is_empty(), "{stands:?}");
                assert!(stands.windows(2).all(|two| two[0].of + 1 == two[1].of), "{stands:?}");
                assert_eq!(stands.is_empty(), wishes.is_empty(), "{wishes:?} {top}..{end}");
            }
            let at = chosen.and_then(|at| beside.iter().find(|stand| stand.of == at));
            if let Some(at) = at.filter(|at| at.rows < wishes[at.of].whole) {
                let others = beside.iter().filter(|stand| stand.of != at.of);
                assert!(others.clone().all(|stand| stand.rows == 1), "{wishes:?} {chosen:?}: {beside:?}");
                assert!(others.count() <= 2, "{beside:?}");
            }
        }
    }
}
