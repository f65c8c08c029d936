-- The first schema. Offsets are bytes of the canonical text unless a column says point (code points).
-- Times are RFC 3339 in UTC. Foreign keys are deferred, since undo and redo replay row by row.

CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',
    byline TEXT,
    publication TEXT,
    published TEXT,
    url TEXT,
    source TEXT,
    format TEXT NOT NULL DEFAULT 'text',
    language TEXT,
    status TEXT NOT NULL DEFAULT 'unread' CHECK (status IN ('unread', 'reading', 'done')),
    starred INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    -- The revision that is read now. No foreign key: revisions outlive an article whose adding is undone.
    revision INTEGER NOT NULL,
    -- Words outside furniture.
    words INTEGER NOT NULL DEFAULT 0,
    added TEXT NOT NULL,
    trashed_at TEXT,
    -- The name of the starter it is, if it is one.
    seed TEXT
);
-- The list as it opens: what is not in the trash, newest first.
CREATE INDEX articles_added ON articles (added, id) WHERE trashed_at IS NULL;
CREATE INDEX articles_trashed ON articles (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX articles_url ON articles (url) WHERE url IS NOT NULL;
CREATE INDEX articles_source ON articles (source) WHERE source IS NOT NULL;
CREATE INDEX articles_revision ON articles (revision);
CREATE INDEX articles_title ON articles (title);
CREATE INDEX articles_seed ON articles (seed) WHERE seed IS NOT NULL;

-- Texts as they were read; never changed, never journalled.
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    points INTEGER NOT NULL,
    -- Words outside what the importer's rule takes for furniture.
    words INTEGER NOT NULL,
    -- Blocks and inlines: a version byte, then postcard.
    blocks BLOB NOT NULL,
    created TEXT NOT NULL
);
CREATE INDEX revisions_article ON revisions (article);
CREATE INDEX revisions_sha256 ON revisions (sha256);

-- The text lives here only: joined in order of start, the bodies are the canonical text.
CREATE TABLE pieces (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    start INTEGER NOT NULL,
    -- The same place in code points.
    point INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE UNIQUE INDEX pieces_place ON pieces (revision, start);

CREATE TABLE annotations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    article INTEGER NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    start_point INTEGER NOT NULL,
    end_point INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL DEFAULT '',
    suffix TEXT NOT NULL DEFAULT '',
    -- From 1; null in furniture.
    paragraph INTEGER,
    percent INTEGER NOT NULL DEFAULT 0,
    note TEXT,
    state TEXT NOT NULL DEFAULT 'placed' CHECK (state IN ('placed', 'moved', 'changed', 'lost')),
    -- The revision that its place belongs to.
    revision INTEGER NOT NULL,
    coder TEXT,
    created TEXT NOT NULL,
    updated TEXT NOT NULL
);
CREATE INDEX annotations_place ON annotations (article, start, "end");
CREATE INDEX annotations_lost ON annotations (state) WHERE state = 'lost';

CREATE TABLE themes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    uuid TEXT NOT NULL UNIQUE,
    parent INTEGER REFERENCES themes (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    -- The name as it compares among siblings.
    folded TEXT NOT NULL,
    description TEXT,
    note TEXT,
    color TEXT NOT NULL,
    sign TEXT NOT NULL,
    key INTEGER CHECK (key BETWEEN 1 AND 9),
    created TEXT NOT NULL,
    seed INTEGER NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX themes_name ON themes (ifnull(parent, 0), folded);
CREATE INDEX themes_folded ON themes (folded);
CREATE UNIQUE INDEX themes_key ON themes (key) WHERE key IS NOT NULL;

-- In the order of id: the order in which the themes were put on.
CREATE TABLE annotation_themes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    annotation INTEGER NOT NULL REFERENCES annotations (id) DEFERRABLE INITIALLY DEFERRED,
    theme INTEGER NOT NULL REFERENCES themes (id) DEFERRABLE INITIALLY DEFERRED
);
CREATE UNIQUE INDEX annotation_themes_pair ON annotation_themes (annotation, theme);
CREATE INDEX annotation_themes_theme ON annotation_themes (theme);

-- The user's word on furniture, kept by the text of the block, so that it holds across revisions.
CREATE TABLE furniture (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article INTEGER NOT NULL REFERENCES articles (id) DEFERRABLE INITIALLY DEFERRED,
    -- Hash of the block's text, and its length, so that other blocks need not be hashed.
    key TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    furniture INTEGER NOT NULL
);
CREATE UNIQUE INDEX furniture_key ON furniture (article, key);

CREATE TABLE library (id INTEGER PRIMARY KEY CHECK (id = 1), note TEXT);
INSERT INTO library (id, note) VALUES (1, NULL);

-- State: saved, never journalled. No foreign keys, so that it is still there after undo and redo.
CREATE TABLE recent (theme INTEGER PRIMARY KEY, used TEXT NOT NULL);
CREATE TABLE reading (
    article INTEGER PRIMARY KEY,
    place INTEGER NOT NULL DEFAULT 0,
    progress INTEGER NOT NULL DEFAULT 0,
    opened TEXT NOT NULL
);
CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE drafts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('annotation', 'passage', 'article', 'theme', 'library')),
    target INTEGER NOT NULL DEFAULT 0,
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    text TEXT NOT NULL,
    updated TEXT NOT NULL
);
CREATE UNIQUE INDEX drafts_on ON drafts (kind, target, start, "end");

-- The journal. closed: an undone step that a newer one made impossible to redo.
-- unable: a step of which nothing is left to take back, since the trash was emptied.
CREATE TABLE steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    label TEXT NOT NULL,
    at TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0,
    closed INTEGER NOT NULL DEFAULT 0,
    unable INTEGER NOT NULL DEFAULT 0,
    instance TEXT NOT NULL
);
CREATE INDEX steps_undone ON steps (undone, id);
CREATE TABLE changes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    step INTEGER NOT NULL REFERENCES steps (id),
    tbl TEXT NOT NULL,
    row INTEGER NOT NULL,
    -- Row images in JSON: all columns of a row that came or went, else the columns that changed.
    before TEXT,
    after TEXT,
    version INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX changes_step ON changes (step, id);
CREATE INDEX changes_row ON changes (tbl, row);

-- Which revision of an article is in text_fts: none while it is in the trash.
CREATE TABLE indexed (article INTEGER PRIMARY KEY, revision INTEGER NOT NULL);

-- Texts are indexed by piece and not stored twice. Titles, quotes and notes are small and change:
-- their tables keep a copy, so that a row can be taken out without knowing what it was.
CREATE VIRTUAL TABLE text_fts USING fts5 (body, content = 'pieces', content_rowid = 'id', tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE annotation_fts USING fts5 (quote, note, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE article_fts USING fts5 (title, note, tokenize = "unicode61 remove_diacritics 2");
