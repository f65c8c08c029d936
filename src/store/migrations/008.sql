-- Lines that were half typed are drafts too. Each running program has a draft of its own on a thing, so that none
-- writes over another's; what a program left behind is nobody's until one goes on with it. What was dropped is kept.

CREATE TABLE drafts_held (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN
        ('annotation', 'passage', 'correction', 'article', 'details', 'theme', 'library', 'gone',
         'description', 'name', 'new-theme', 'source', 'feed')),
    target INTEGER NOT NULL DEFAULT 0,
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    was TEXT,
    text TEXT NOT NULL,
    updated TEXT NOT NULL,
    -- The running program that writes it.
    holder TEXT,
    -- When it was dropped.
    dropped TEXT
);
INSERT INTO drafts_held (id, kind, target, start, "end", was, text, updated)
SELECT id, kind, target, start, "end", was, text, updated FROM drafts;
DROP TABLE drafts;
ALTER TABLE drafts_held RENAME TO drafts;
CREATE UNIQUE INDEX drafts_on ON drafts (kind, target, start, "end", holder);
