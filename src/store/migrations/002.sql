-- Collections: articles that belong together in order, such as the chapters of a book.

CREATE TABLE collections (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('book', 'feed')),
    title TEXT NOT NULL DEFAULT '',
    byline TEXT,
    url TEXT,
    source TEXT,
    language TEXT,
    added TEXT NOT NULL,
    trashed_at TEXT
);
CREATE INDEX collections_url ON collections (url) WHERE url IS NOT NULL;
CREATE INDEX collections_source ON collections (source) WHERE source IS NOT NULL;

ALTER TABLE articles ADD COLUMN collection INTEGER REFERENCES collections (id) DEFERRABLE INITIALLY DEFERRED;
-- The place in the collection, from 1.
ALTER TABLE articles ADD COLUMN position INTEGER;
CREATE INDEX articles_collection ON articles (collection, position) WHERE collection IS NOT NULL;

-- The list as it opens: newest first, what was added together in the order of its collection.
DROP INDEX articles_added;
CREATE INDEX articles_listed ON articles (added DESC, collection DESC, position, id DESC) WHERE trashed_at IS NULL;
