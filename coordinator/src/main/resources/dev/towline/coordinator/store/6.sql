-- Names in their order, parted by commas; a star: all.
ALTER TABLE tokens ADD COLUMN environments TEXT NOT NULL DEFAULT '*';
-- NULL: never.
ALTER TABLE tokens ADD COLUMN expires_at INTEGER;
ALTER TABLE tokens ADD COLUMN last_used_at INTEGER;
