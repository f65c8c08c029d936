-- What the source of an article said of it when it was read last, in JSON: that the user changed something since
-- is told from that. A name that is not in it is not known. Of older articles it is what no step has changed.

ALTER TABLE articles ADD COLUMN said TEXT;
UPDATE articles SET said = (
    SELECT json_group_object(name, value)
    FROM (SELECT 'title' AS name, articles.title AS value UNION ALL SELECT 'byline', articles.byline
          UNION ALL SELECT 'publication', articles.publication UNION ALL SELECT 'published', articles.published)
    WHERE NOT EXISTS (SELECT 1 FROM changes c WHERE c.tbl = 'articles' AND c.row = articles.id
                      AND c.before IS NOT NULL AND json_type(c.after, '$.' || name) IS NOT NULL)
) WHERE format <> 'qdpx';
