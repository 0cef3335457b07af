-- Grows with every change of the environment's holds.
ALTER TABLE environments ADD COLUMN hold_number INTEGER NOT NULL DEFAULT 0;

-- An empty agent: for the whole environment.
CREATE TABLE holds (
  environment TEXT NOT NULL REFERENCES environments (name),
  agent TEXT NOT NULL,
  reason TEXT NOT NULL,
  held_by TEXT NOT NULL,
  since INTEGER NOT NULL,
  until INTEGER NOT NULL,
  PRIMARY KEY (environment, agent)
) STRICT;
