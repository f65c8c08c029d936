-- The text that the source of an article had, on one that the user mended. Where a text was mended several
-- times it is the first, so that the source is known again by it.

ALTER TABLE revisions ADD COLUMN mends INTEGER;
CREATE INDEX revisions_mends ON revisions (mends) WHERE mends IS NOT NULL;
