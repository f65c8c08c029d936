//! `annotations.csv` (RFC 4180): one row per annotation and theme, made article by article.

use crate::export::Themes;
use crate::model::{Annotation, Article};

/// The names of the columns.
pub const HEAD: [&str; 14] = [
    "annotation", "article", "title", "byline", "publication", "published", "url", "start", "end", "theme",
    "quote", "note", "created", "state",
];
/// How many of them there were at first: a table that has these alone is an older one of ours.
pub const FIRST: usize = 13;

/// The table while it is made.
#[derive(Debug)]
pub struct Table(csv::Writer<Vec<u8>>);

impl Default for Table {
    fn default() -> Self {
        let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing to memory does not fail.
        let _ = writer.write_record(HEAD);
        Self(writer)
    }
}

impl Table {
    /// Adds an article's annotations: a row for each theme, one with an empty theme where there is
    /// none. Ids are UUIDs, offsets code points `[start, end)`; the quote of one that is changed or lost is of the
    /// words that it was made on, and its offsets are where it stands now, or was thought to be.
    pub fn add(&mut self, article: &Article, annotations: &[Annotation], themes: &Themes) {
        for annotation in super::markdown::sorted(annotations) {
            let mut paths = themes.paths(&annotation.themes);
            if paths.is_empty() {
                paths.push(String::new());
            }
            for path in paths {
                self.row(article, annotation, &path);
            }
        }
    }

    fn row(&mut self, article: &Article, annotation: &Annotation, theme: &str) {
        let meta = &article.meta;
        let or_empty = |value: &Option<String>| value.clone().unwrap_or_default();
        let cells = [
            annotation.uuid.to_string(),
            article.uuid.to_string(),
            meta.title.clone(),
            or_empty(&meta.byline),
            or_empty(&meta.publication),
            or_empty(&meta.published),
            or_empty(&meta.url),
            annotation.points.0.to_string(),
            annotation.points.1.to_string(),
            theme.to_owned(),
            annotation.quote.clone(),
            or_empty(&annotation.note),
            annotation.created.clone(),
            annotation.state.word().to_owned(),
        ];
        let _ = self.0.write_record(cells.map(harmless));
    }

    /// The text of the table.
    pub fn finish(self) -> String {
        let bytes = self.0.into_inner().unwrap_or_default();
        String::from_utf8(bytes).unwrap_or_default()
    }
}

/// A record of a table that is made row by row, with its line end.
pub fn record(cells: impl IntoIterator<Item = String>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory does not fail.
    let _ = writer.write_record(cells.into_iter().map(harmless));
    Table(writer).finish()
}

/// A cell that a spreadsheet would run as a formula gets an apostrophe before it.
fn harmless(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture;
    use crate::model::State;

    #[test]
    fn a_record_is_a_line_of_its_own() {
        let cells = ["Syria", "1, 2", "=3", ""].map(str::to_owned);
        assert_eq!(record(cells), "Syria,\"1, 2\",'=3,\r\n");
    }

    #[test]
    fn a_row_per_theme_and_no_formulas() {
        let themes = fixture::themes();
        let mut article = fixture::article(1, "=HYPERLINK(\"http://evil\")");
        article.meta.byline = Some("@ana".into());
        let mut one = fixture::annotation(1, &article, 3..9, "said \"no\",\nthen yes");
        one.themes = vec![themes.list()[0].id, themes.list()[1].id];
        one.note = Some("-1+2".into());
        let mut two = fixture::annotation(2, &article, 3..5, "bare");
        two.state = State::Changed;
        let mut table = Table::default();
        table.add(&article, &[one, two], &themes);
        let text = table.finish();
        assert!(text.starts_with(
            "annotation,article,title,byline,publication,published,url,start,end,theme,quote,note,created,state\r\n"
        ));
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let column = |n: usize| rows.iter().map(|r| r.get(n).unwrap()).collect::<Vec<_>>();
        assert_eq!(column(9), ["", "Syria", "Syria/air strikes"]);
        assert_eq!(column(10), ["bare", "said \"no\",\nthen yes", "said \"no\",\nthen yes"]);
        assert_eq!(column(11), ["", "'-1+2", "'-1+2"]);
        assert_eq!(column(2)[0], "'=HYPERLINK(\"http://evil\")");
        assert_eq!(column(3)[0], "'@ana");
        assert_eq!(column(7), ["3", "3", "3"]);
        assert_eq!(column(13), ["changed", "placed", "placed"]);
    }
}
