-- Sentences that the user dismissed: they are no passages of a theme, whatever they look like. Kept by their
-- words, so that it holds across revisions.

CREATE TABLE dismissed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    theme INTEGER NOT NULL,
    article INTEGER NOT NULL,
    quote TEXT NOT NULL,
    at TEXT NOT NULL
);
CREATE UNIQUE INDEX dismissed_quote ON dismissed (theme, article, quote);
CREATE INDEX dismissed_article ON dismissed (article);
