-- Who is told of what happens in an environment. A number is never given twice.
CREATE TABLE receivers (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  environment TEXT NOT NULL REFERENCES environments (name),
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  url TEXT NOT NULL,
  secret TEXT,
  repository TEXT,
  report TEXT NOT NULL,
  -- A word a line, with a line's end before the first and after the last.
  events TEXT NOT NULL,
  delivered INTEGER NOT NULL DEFAULT 0,
  given_up INTEGER NOT NULL DEFAULT 0,
  last_delivered_at INTEGER,
  last_failed_at INTEGER,
  last_failure TEXT,
  UNIQUE (environment, name)
) STRICT;

-- What is still to be told.
CREATE TABLE deliveries (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  receiver INTEGER NOT NULL REFERENCES receivers (number) ON DELETE CASCADE,
  -- JSON.
  notification TEXT NOT NULL,
  -- By the coordinator's clock; null until it is looked at first.
  taken_at INTEGER,
  attempts INTEGER NOT NULL DEFAULT 0,
  next_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX deliveries_by_receiver ON deliveries (receiver, number);
CREATE INDEX deliveries_not_taken ON deliveries (number) WHERE taken_at IS NULL;

-- What was told of it last: empty, or what becomes of the worst difference.
ALTER TABLE agents ADD COLUMN drift TEXT NOT NULL DEFAULT '';
-- Since when nothing is heard of it; null: it is there.
ALTER TABLE agents ADD COLUMN away_since INTEGER;
-- Whether it was told that it expired.
ALTER TABLE holds ADD COLUMN end_told INTEGER NOT NULL DEFAULT 0;
