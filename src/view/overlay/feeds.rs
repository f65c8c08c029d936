//! The feeds that are subscribed: their articles, when they were fetched, and what went wrong with it.

use ratatui::layout::Rect;

use super::{chosen_row, first_whole, page};
use crate::app::{App, Feeds, Spot};
use crate::model::Subscription;
use crate::text::grapheme;
use crate::view::paint::{Pen, flow};
use crate::view::skin::Skin;

/// Where there are fewer cells, a time is a day and the count a number.
const NARROW: u16 = 60;

/// Rows that are told of a failure at most.
const FAILURE: usize = 3;

pub fn draw(app: &App, feeds: &Feeds, skin: &Skin, pen: &mut Pen<'_>) {
    let title = match feeds.rows.len() {
        0 => "Feeds".to_owned(),
        1 => "1 feed".to_owned(),
        n => format!("{n} feeds"),
    };
    let inner = page(app, &title, skin, pen);
    if feeds.rows.is_empty() {
        let text = if feeds.loaded {
            "No feed yet; a subscribes to one. What it brings becomes articles, and R fetches what is new."
        } else {
            "Reading…"
        };
        let room = Rect { y: inner.y + 1, height: 3.min(inner.height.saturating_sub(1)), ..inner };
        pen.flow(room, text, skin.dim());
        return;
    }
    let wrong: Vec<Vec<String>> =
        feeds.rows.iter().map(|row| wrong(&row.feed, inner.width.saturating_sub(2))).collect();
    let heights = wrong.iter().map(|wrong| 2 + wrong.len() + 1);
    let top = first_whole(heights, feeds.cursor, inner.height);
    let mut y = inner.y;
    for (i, (row, wrong)) in feeds.rows.iter().zip(&wrong).enumerate().skip(top) {
        let room = inner.bottom().saturating_sub(y);
        if room == 0 {
            break;
        }
        let height = u16::try_from(2 + wrong.len()).unwrap_or(2).min(room);
        let entry = Rect { y, height, ..inner };
        pen.spot(entry, || Spot::Row(i));
        let chosen = i == feeds.cursor;
        if chosen {
            chosen_row(entry, skin, pen);
        }
        let dim = if chosen { skin.text() } else { skin.dim() };
        let narrow = inner.width < NARROW;
        let mut lines = vec![
            (0, row.feed.name(), count(&row.feed, narrow), skin.text()),
            (2, row.feed.address(), fetched(&row.feed, narrow), dim),
        ];
        lines.extend(wrong.iter().map(|line| (2, line.as_str(), String::new(), skin.error())));
        for (at, (indent, text, right, style)) in (0..height).zip(lines) {
            let line = Rect { y: y + at, height: 1, ..entry };
            let width = u16::try_from(grapheme::str_width(&right)).unwrap_or(0);
            pen.line(Rect { x: line.right().saturating_sub(width), width, ..line }, &right, dim);
            let gap = if width > 0 { width + 2 } else { 0 };
            let left = Rect { x: line.x + indent, width: line.width.saturating_sub(indent + gap), ..line };
            pen.line(left, text, style);
        }
        y += height + 1;
    }
}

fn count(feed: &Subscription, narrow: bool) -> String {
    match feed.articles {
        n if narrow => n.to_string(),
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    }
}

fn fetched(feed: &Subscription, narrow: bool) -> String {
    match (&feed.state.fetched, narrow) {
        (None, true) => "never".to_owned(),
        (None, false) => "never fetched".to_owned(),
        (Some(at), true) => at.get(..10).unwrap_or(at).to_owned(),
        (Some(at), false) => format!("fetched {}", minute(at)),
    }
}

/// What went wrong the last time, and whether it is asked again.
fn wrong(feed: &Subscription, width: u16) -> Vec<String> {
    let Some(failure) = &feed.state.failure else { return Vec::new() };
    let rests = feed.state.rests.as_ref().map(|until| format!("; left alone until {}", minute(until)));
    let gone = feed.state.gone.then(|| "; gone for good, and asked no more".to_owned());
    flow(&format!("Failed: {failure}{}", gone.or(rests).unwrap_or_default()), width, FAILURE)
}

/// A time without its seconds, in UTC as it is stored.
fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}
