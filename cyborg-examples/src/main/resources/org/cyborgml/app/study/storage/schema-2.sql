-- How often each item was given, kept beside the trials so that the next item is found without counting them all.
CREATE TABLE item_load (
  condition TEXT NOT NULL,
  item INTEGER NOT NULL REFERENCES item,
  load INTEGER NOT NULL,
  upright INTEGER NOT NULL,
  PRIMARY KEY (condition, item)
) STRICT, WITHOUT ROWID;
INSERT INTO item_load
  SELECT t.condition, t.item, count(*), sum(t.sides LIKE '0%')
  FROM trial t JOIN participant p ON p.number = t.participant
  WHERE t.state <> 'ABANDONED' AND NOT p.excluded
  GROUP BY t.condition, t.item;
