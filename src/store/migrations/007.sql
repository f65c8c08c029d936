-- A draft of each kind has a word of its own, and the words that it was on stand beside it. It outlives what it
-- was on: of one that was deleted for good it is of kind 'gone'.

CREATE TABLE drafts_told (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN
        ('annotation', 'passage', 'correction', 'article', 'details', 'theme', 'library', 'gone')),
    target INTEGER NOT NULL DEFAULT 0,
    start INTEGER NOT NULL DEFAULT 0,
    "end" INTEGER NOT NULL DEFAULT 0,
    was TEXT,
    text TEXT NOT NULL,
    updated TEXT NOT NULL
);
-- Until now the words and the text were a pair in JSON.
INSERT INTO drafts_told (id, kind, target, start, "end", was, text, updated)
SELECT id, told, target, start, "end",
    CASE WHEN paired THEN json_extract(text, '$[0]') END,
    CASE WHEN paired THEN json_extract(text, '$[1]') ELSE text END,
    updated
FROM (
    SELECT *, CASE WHEN told NOT IN ('passage', 'correction') THEN 0
                   WHEN NOT json_valid(text) THEN 0
                   WHEN json_type(text) <> 'array' THEN 0
                   WHEN json_array_length(text) <> 2 THEN 0
                   ELSE json_type(text, '$[0]') = 'text' AND json_type(text, '$[1]') = 'text' END AS paired
    FROM (SELECT *, CASE WHEN kind = 'article' AND "end" > start THEN 'correction' ELSE kind END AS told FROM drafts)
);
DROP TABLE drafts;
ALTER TABLE drafts_told RENAME TO drafts;
CREATE UNIQUE INDEX drafts_on ON drafts (kind, target, start, "end");
