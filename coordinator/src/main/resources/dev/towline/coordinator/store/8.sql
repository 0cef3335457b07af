-- No order gets this generation or a lower one, for it may have been given before a backup was put
-- back.
ALTER TABLE environments ADD COLUMN generation_floor INTEGER NOT NULL DEFAULT 0;
