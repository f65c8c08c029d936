-- Subscriptions: a feed is a collection. State, never journalled: what is known of fetching it, and
-- which of its items were met, so that what was put away never comes back.

CREATE TABLE feeds (
    collection INTEGER PRIMARY KEY,
    site TEXT,
    -- ETag and Last-Modified of what was fetched last.
    tag TEXT,
    modified TEXT,
    fetched TEXT,
    failure TEXT,
    -- Its server does not want to be asked before this time.
    rests TEXT,
    gone INTEGER NOT NULL DEFAULT 0,
    local INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE feed_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    collection INTEGER NOT NULL,
    key TEXT NOT NULL,
    hash TEXT NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    -- Null once it was deleted for good.
    article INTEGER
);
CREATE UNIQUE INDEX feed_items_key ON feed_items (collection, key);
CREATE INDEX feed_items_article ON feed_items (article) WHERE article IS NOT NULL;
