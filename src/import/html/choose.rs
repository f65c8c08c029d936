//! Which blocks of a page are its article, which are furniture, and which are left out.
//!
//! Readability's word counts, and three things mend it: what it dropped between paragraphs that it kept
//! comes back, what it kept of other parts of the page is marked as furniture, and where it found next
//! to nothing the whole page is taken.

use super::super::plain::{Placed, is_sentence};
use super::super::{credits, dates, furniture};
use super::below::{list_after, sources_after, unscripted_after};
use super::blocks::Found;
use super::part::Part;
use super::{
    again, doubt, elsewhere, further, hollow, islands, pointers, repeated, slides, standfirst, threads,
};
use crate::model::BlockKind;

/// Less (characters without white space) is no article, if the page has several times as much.
const LEAST: usize = 200;
/// A paragraph of so many is none of a menu; so many in a row are an article.
pub(super) const PARAGRAPH: usize = 80;
const ARTICLE: usize = 600;
/// A sentence of fewer may be a label.
const LINE: usize = 30;
/// A heading of fewer is not told from another.
const TITLE: usize = 4;
/// Letters (bytes) of a section's name above a title.
const SECTION_NAME: usize = 24;
/// So many below a heading are its section.
const SECTION: usize = 280;
/// Longer headings say something by themselves.
const LABEL: usize = 80;
/// So much is an article for sure.
const MUCH: usize = 1500;
/// Blocks around the article that may be of it though Readability left them.
const NEAR: usize = 3;
/// So many names of values are data.
const KEYS: usize = 3;

/// The blocks of the article in order, furniture among them marked.
pub(super) fn choose(mut found: Vec<Found>, title: &str) -> Vec<Found> {
    slides::keep(&mut found);
    let body = found.iter().filter(|f| is_kept(f)).map(|f| f.kept).sum::<usize>();
    // What stands in place of something is read where something is: the name of a frame, and words for where no script runs.
    if body < LEAST {
        found.retain(|f| f.part != Part::Unscripted);
    }
    if found.iter().all(|f| f.all == 0) {
        found.retain(|f| f.piece.kind == BlockKind::Caption);
    }
    named_above(&mut found, title);
    let is_own = |f: &&Found| !f.part.is_frame() && f.part != Part::Further;
    let all = found.iter().filter(is_own).map(|f| f.all - f.linked.min(f.all)).sum::<usize>();
    let (mut chosen, links, left_out) = if body < LEAST && all > body * 2 {
        (whole(found, title), Vec::new(), Vec::new())
    } else {
        article(found, title)
    };
    phrases(&mut chosen);
    credit_lines(&mut chosen);
    again::controls(&mut chosen);
    data(&mut chosen);
    if !links.is_empty() {
        hollow::mark(&mut chosen, &links);
    }
    elsewhere::mark(&mut chosen);
    repeated::mark(&mut chosen);
    again::leave_out(&mut chosen);
    last_headings(&mut chosen);
    if chosen.iter().all(|f| f.piece.furniture) {
        for found in &mut chosen {
            found.piece.furniture = false;
        }
    }
    further::leave_out_asking(&mut chosen);
    // Not before, since what was left out says nothing of what was not.
    if !chosen.is_empty() && !left_out.is_empty() {
        chosen.extend(further::told(left_out));
        chosen.sort_by_key(|f| f.at);
    }
    chosen
}

/// Marks the name of the site, or of a book, that stands above a title of lower order.
fn named_above(found: &mut [Found], title: &str) {
    let is_heading = |f: &Found| f.piece.kind == BlockKind::Heading && !f.part.is_frame();
    let at = found.iter().position(|f| is_heading(f) && is_same(&f.piece.text, title));
    let Some((above, Some(titled))) =
        at.and_then(|at| found.split_at_mut_checked(at)).map(|(a, b)| (a, b.first()))
    else {
        return;
    };
    let is_told = |f: &Found| f.piece.kind != BlockKind::Heading && f.all >= LINE && is_solid(f);
    if titled.piece.level > 1 && !above.iter().any(is_told) {
        for f in above.iter_mut().filter(|f| is_heading(f) && f.piece.level == 1) {
            f.piece.furniture = true;
        }
    }
}

/// All blocks of what is an article and nothing else; a title at its top is left out, since it stands
/// above already.
pub(super) fn all(mut found: Vec<Found>, title: &str) -> Vec<Found> {
    if found.first().is_some_and(|f| f.piece.kind == BlockKind::Heading && is_same(&f.piece.text, title)) {
        found.remove(0);
    }
    phrases(&mut found);
    if found.iter().all(|f| f.piece.furniture) {
        for found in &mut found {
            found.piece.furniture = false;
        }
    }
    found
}

pub(super) fn is_kept(found: &Found) -> bool {
    found.kept > 0 && found.kept * 2 >= found.all
}

/// Whether a block is of the article for sure.
pub(super) fn is_solid(found: &Found) -> bool {
    is_kept(found) && found.part == Part::Body && !is_linked(found) && !found.piece.furniture
}

/// Whether most of a block is links. One that shows its address is a source, and no way to another page.
pub(super) fn is_linked(found: &Found) -> bool {
    let shows_address = || {
        let text = found.piece.text.trim_start();
        ["https://", "http://", "www."].iter().any(|start| text.starts_with(start))
    };
    found.linked * 10 >= found.all * 7 && found.all > 0 && !shows_address()
}

/// The blocks of the article and the furniture among and below them; how many links were left out before each, and at
/// the end; and all that was left out.
fn article(mut found: Vec<Found>, title: &str) -> (Vec<Found>, Vec<usize>, Vec<Found>) {
    below_title(&mut found, title);
    below_heading(&mut found, title);
    islands::mark(&mut found);
    threads::keep(&mut found);
    let first = found.iter().position(is_solid).unwrap_or_default();
    let last = found.iter().rposition(is_solid).unwrap_or(found.len());
    let last = last + sources_after(&mut found, last);
    let is_told = |f: &Found| is_solid(f) && f.piece.kind != BlockKind::Heading;
    let told_from = found.iter().position(is_told).unwrap_or_default();
    let listed_from = last + 1;
    let last = last + list_after(&found, last);
    let goes_on = unscripted_after(&found, last).max(NEAR);
    let above = above_first(&found, first);
    let listed = in_mixed_lists(&found);
    let quoted = in_kept_quotations(&found);
    let in_links = doubt::is_told_in_links(&found);
    let below = below_headings(&found);
    let title = fold(title);
    let (mut chosen, mut links, mut left_out, mut led) = (Vec::new(), Vec::new(), Vec::new(), 0);
    let (mut is_teaser, mut is_below_teasers) = (false, false);
    for (((at, mut block), listed), quoted) in found.into_iter().enumerate().zip(listed).zip(quoted) {
        if listed {
            block.linked = 0;
        }
        let between = (first..=last).contains(&at);
        let near = at + NEAR >= first && at <= last + goes_on;
        block.piece.furniture |= pointers::is_one(&block);
        // What is lost right below a heading that leads to another page is about that.
        let is_lost_teaser = std::mem::replace(
            &mut is_teaser,
            block.piece.kind == BlockKind::Heading && is_linked(&block) && !is_kept(&block),
        );
        if block.piece.kind == BlockKind::Heading {
            let words = fold(&block.piece.text);
            // Perhaps with the name of a section before it.
            let is_twice = || words.strip_prefix(&title) == Some(&title);
            let is_title = words == title
                || is_twice()
                || (at < told_from && words.ends_with(&title) && words.len() <= title.len() + SECTION_NAME);
            if !title.is_empty() && is_title {
                continue;
            }
            is_below_teasers =
                furniture::is_above_teasers(&block.piece.text) || (at > last && is_linked(&block));
        }
        if is_kept(&block) {
            // A list of links in the midst of the article is a part of it, and so is a heading that is one.
            let told = match block.piece.kind {
                BlockKind::ListItem => !is_below_teasers,
                BlockKind::Paragraph if in_links => true,
                // `See the second part.` sends the reader on as a part of what is told.
                BlockKind::Paragraph => {
                    block.all > block.linked && block.piece.text.trim_end().ends_with(['.', ':', '。'])
                }
                // That of another article has no more than a line or two below it.
                BlockKind::Heading => below.get(at).is_some_and(|below| *below >= SECTION),
                _ => false,
            };
            let between = between || (in_links && block.piece.kind == BlockKind::Paragraph);
            if between && block.part == Part::Body && told {
                block.linked = 0;
            }
            block.piece.furniture |= is_foreign(&block);
        } else if !block.inside || block.part.is_frame() || !(between || near) {
            led += usize::from(is_linked(&block));
            left_out.push(block);
            continue;
        } else {
            let prose = is_sentence(&block.piece.text) || block.all >= 80;
            let kind = block.piece.kind;
            let fits = match kind {
                BlockKind::Heading => (between && at < last) || (Some(at) == above && is_section(&block)),
                BlockKind::Table | BlockKind::Preformatted | BlockKind::ListItem | BlockKind::Caption => {
                    between
                }
                BlockKind::Quotation if quoted => between,
                _ if between && at >= listed_from => true,
                _ => prose && (between || (block.all >= 40 && !is_below_teasers)) && !is_lost_teaser,
            };
            block.piece.furniture |= !fits || is_foreign(&block);
        }
        chosen.push(block);
        links.push(std::mem::take(&mut led));
    }
    links.push(led);
    (chosen, links, left_out)
}

/// The heading right above the first block of the article, but for what leads elsewhere.
fn above_first(found: &[Found], first: usize) -> Option<usize> {
    let above = found.get(..first)?.iter().rposition(|f| !f.part.is_frame() && !is_linked(f))?;
    found.get(above).filter(|f| f.piece.kind == BlockKind::Heading).map(|_| above)
}

/// Whether a heading may be that of the first section of an article.
fn is_section(heading: &Found) -> bool {
    heading.piece.level > 1 && heading.part == Part::Body && heading.linked == 0
}

/// For each block, how much of the article (characters) stands between it and the next heading.
fn below_headings(found: &[Found]) -> Vec<usize> {
    let mut below = Vec::with_capacity(found.len());
    let mut sum = 0;
    for block in found.iter().rev() {
        below.push(sum);
        let is_heading = block.piece.kind == BlockKind::Heading;
        sum = if is_heading { 0 } else { sum + if is_solid(block) { block.all } else { 0 } };
    }
    below.reverse();
    below
}

/// Mends what Readability took where it begins below the title: the article's first paragraphs are kept, and
/// where another article begins between, as on pages that go on with the next one, only what comes before.
fn below_title(found: &mut [Found], title: &str) {
    let first = found.iter().position(is_solid);
    let heading = found.iter().position(|f| {
        f.piece.kind == BlockKind::Heading && !f.part.is_frame() && is_same(&f.piece.text, title)
    });
    // Where the title is a line of a table.
    let line = || {
        found.iter().take(first?).rposition(|f| {
            f.piece.kind == BlockKind::Paragraph && !f.part.is_frame() && is_same(&f.piece.text, title)
        })
    };
    let heading = heading.or_else(line);
    let Some((first, heading)) = first.zip(heading).filter(|(first, heading)| heading < first) else {
        return;
    };
    let is_lost = |f: &Found| {
        f.part == Part::Body
            && f.piece.kind == BlockKind::Paragraph
            && f.all >= PARAGRAPH
            && f.linked * 4 < f.all
            && is_sentence(&f.piece.text)
    };
    let below = || found.iter().enumerate().skip(heading + 1).take(first - heading - 1);
    let next =
        below().find(|(_, f)| f.piece.kind == BlockKind::Heading && f.piece.level == 1).map(|(at, _)| at);
    let lost: usize =
        below().take_while(|(at, _)| Some(*at) != next).filter(|(_, f)| is_lost(f)).map(|(_, f)| f.all).sum();
    let end = next.unwrap_or(first);
    if next.is_some() && lost < ARTICLE {
        return;
    }
    let mut is_teaser = false;
    for (at, f) in found.iter_mut().enumerate() {
        let own = (heading..end).contains(&at);
        if next.is_some() {
            f.inside = own;
            f.kept = if own && f.part == Part::Body && !is_linked(f) { f.all } else { 0 };
        } else if own {
            // The headings among what was lost belong to it, too.
            f.inside |= lost >= ARTICLE && f.part == Part::Body;
            f.kept = if is_lost(f) && !is_teaser { f.all } else { f.kept };
        }
        is_teaser = f.piece.kind == BlockKind::Heading && is_linked(f);
    }
}

/// Keeps the sentences and the code between the title and what Readability took: a declaration and what it is
/// for, above long lists. The title is a heading that begins as the page's does, or one of the first order
/// where the page says that all of it is what the page is about.
fn below_heading(found: &mut [Found], title: &str) {
    let Some(first) = found.iter().position(is_solid) else { return };
    let is_main = found.get(first).is_some_and(|f| f.main);
    let of_first = found.get(first).map(|f| f.piece.kind);
    let is_quoted = matches!(of_first, Some(BlockKind::ListItem | BlockKind::Quotation));
    let title = fold(title);
    let is_title = |f: &Found| {
        let begins = || {
            let words = fold(&f.piece.text);
            words.chars().count() >= TITLE && title.starts_with(&words)
        };
        f.piece.kind == BlockKind::Heading
            && ((is_main && f.main && f.piece.level == 1)
                || (f.piece.level <= 2 && !f.part.is_frame() && begins()))
    };
    let Some(heading) = found.iter().take(first).rposition(is_title) else { return };
    // It may have taken one of the sentences there, too.
    let inside = found.iter().position(|f| f.inside && is_solid(f)).unwrap_or_default();
    for f in found.iter_mut().take(first.max(inside)).skip(heading + 1) {
        let told = match f.piece.kind {
            // In a list or a quotation it may have taken the inner parts alone.
            kind if kind == BlockKind::Paragraph || (is_quoted && Some(kind) == of_first) => {
                f.all >= LINE && is_sentence(&f.piece.text) && !standfirst::is_signed(&f.piece.text)
            }
            BlockKind::Preformatted => true,
            _ => false,
        };
        if told && f.part == Part::Body && f.linked * 4 < f.all {
            f.kept = f.all;
        }
    }
}

/// Which blocks are of quotations of which Readability keeps something: the line that signs one, too.
fn in_kept_quotations(found: &[Found]) -> Vec<bool> {
    let is_quoted = |f: &Found| f.piece.kind == BlockKind::Quotation;
    let runs = found.chunk_by(|a, b| is_quoted(a) == is_quoted(b));
    runs.flat_map(|run| vec![run.iter().any(|f| is_quoted(f) && is_kept(f)); run.len()]).collect()
}

/// Which blocks are items of lists that hold more than links: there an item that is nothing but a link
/// is one of many things that are told, and no way to another page.
fn in_mixed_lists(found: &[Found]) -> Vec<bool> {
    let mut mixed = vec![false; found.len()];
    let mut from = 0;
    for run in found.chunk_by(|a, b| {
        (a.piece.kind == BlockKind::ListItem) == (b.piece.kind == BlockKind::ListItem) && a.part == b.part
    }) {
        let all: usize = run.iter().map(|f| f.all).sum();
        let linked: usize = run.iter().map(|f| f.linked.min(f.all)).sum();
        let is_list = run.first().is_some_and(|f| f.piece.kind == BlockKind::ListItem);
        if is_list && linked * 2 < all {
            mixed.iter_mut().skip(from).take(run.len()).for_each(|m| *m = true);
        }
        from += run.len();
    }
    mixed
}

/// Whether a block stands in another part of the page or is nothing but links. Labels are not always
/// what they say: paragraphs that Readability keeps are believed more than a label of credits or tools.
pub(super) fn is_foreign(block: &Found) -> bool {
    let enough =
        if matches!(block.part, Part::Related | Part::Film | Part::Tools | Part::Frame | Part::PictureCredit)
        {
            60
        } else {
            160
        };
    let may_be = block.part.is_doubtful() || block.part == Part::PictureCredit;
    if may_be
        && is_kept(block)
        && block.all >= enough
        && block.linked * 4 < block.all
        && is_sentence(&block.piece.text)
    {
        return false;
    }
    let links = is_linked(block) && block.all < 160 && block.piece.kind != BlockKind::Table;
    !matches!(block.part, Part::Body | Part::Caption) || links
}

/// Marks lines at the top that tell no more than who wrote, and when.
fn credit_lines(chosen: &mut [Found]) {
    let body = chosen.iter_mut().filter(|f| !f.piece.furniture && f.piece.kind != BlockKind::Heading);
    for found in body.take(4) {
        let text = found.piece.text.trim();
        let short = text.chars().count() <= 100 && !text.ends_with('.') && !text.contains('\n');
        if short
            && (credits::is_credit(text)
                || credits::said_by(text).is_some()
                || credits::is_service(text)
                || dates::credit(text).is_some())
        {
            found.piece.furniture = true;
        }
    }
}

/// Marks headings at the end, below which nothing of the article stands: they are of what was left out. Where
/// little else is shown, headings may be what the page tells.
fn last_headings(chosen: &mut [Found]) {
    let told: usize = chosen
        .iter()
        .filter(|f| !f.piece.furniture && f.piece.kind != BlockKind::Heading)
        .map(|f| f.all)
        .sum();
    let most = if told >= MUCH { 3 } else { 1 };
    let is_label = |f: &Found| {
        f.piece.kind == BlockKind::Heading
            && f.piece.level > 1
            && f.all <= LABEL
            && !is_sentence(&f.piece.text)
    };
    let shown = || chosen.iter().enumerate().rev().filter(|(_, f)| !f.piece.furniture);
    let last: Vec<usize> =
        shown().take(most + 1).take_while(|(_, f)| is_label(f)).map(|(at, _)| at).collect();
    if last.len() > most || told == 0 {
        return;
    }
    for at in last {
        if let Some(found) = chosen.get_mut(at) {
            found.piece.furniture = true;
        }
    }
}

/// Marks data for scripts that stands among the words of a page.
fn data(chosen: &mut [Found]) {
    for found in chosen.iter_mut().filter(|f| f.piece.kind == BlockKind::Paragraph) {
        let text = found.piece.text.trim();
        let is_object = text.starts_with('{') && text.ends_with('}');
        found.piece.furniture |= is_object && text.matches("\":").take(KEYS).count() == KEYS;
    }
}

/// The whole page, what is not in its body or is nothing but links marked.
fn whole(mut found: Vec<Found>, title: &str) -> Vec<Found> {
    // It stands above already. Where there is nothing else, it is what the page tells.
    let is_title = |f: &Found| f.piece.kind == BlockKind::Heading && is_same(&f.piece.text, title);
    if !found.iter().all(is_title) {
        found.retain(|f| !is_title(f));
    }
    let in_frame = doubt::is_told_in_frame(&found);
    for block in &mut found {
        block.piece.furniture |= is_foreign(block) && !(in_frame && doubt::is_in_frame(block));
    }
    found
}

/// Whether two titles are the same but for case, white space and marks.
pub(in crate::import) fn is_same(a: &str, b: &str) -> bool {
    let (a, b) = (fold(a), fold(b));
    !a.is_empty() && a == b
}

pub(super) fn fold(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Marks what the words alone show to be furniture.
fn phrases(chosen: &mut [Found]) {
    let before: Vec<(BlockKind, bool)> = chosen.iter().map(|f| (f.piece.kind, f.piece.furniture)).collect();
    // The pieces go there and come back: of a large page nothing is to be held twice.
    let mut placed: Vec<Placed> =
        chosen.iter_mut().enumerate().map(|(run, found)| Placed { piece: found.piece.take(), run }).collect();
    furniture::mark(&mut placed);
    for ((found, placed), (kind, furniture)) in chosen.iter_mut().zip(placed).zip(before) {
        let is_caption = placed.piece.kind == BlockKind::Caption;
        found.piece = placed.piece;
        let whole = !matches!(kind, BlockKind::Heading | BlockKind::Preformatted | BlockKind::Table);
        found.piece.furniture = furniture || (found.piece.furniture && (whole || kind == BlockKind::Heading));
        found.piece.kind = if whole && found.piece.furniture && is_caption && found.all > 0 {
            BlockKind::Caption
        } else {
            kind
        };
    }
}
