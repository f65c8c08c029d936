-- The label of the page on which an annotation begins, where the source of its article has pages.

ALTER TABLE annotations ADD COLUMN page TEXT;
