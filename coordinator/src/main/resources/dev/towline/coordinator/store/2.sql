-- One value a line.
ALTER TABLE deployments ADD COLUMN accept_volume_change TEXT NOT NULL DEFAULT '';
