-- The index of texts gathers 4 MB before it writes them down, so that what one transaction of an import brings is
-- one segment of the index: two of them made an import take a quarter longer, for they have to be merged again.

INSERT INTO text_fts (text_fts, rank) VALUES ('hashsize', 4194304);
