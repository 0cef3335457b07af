-- The documents by which one signing key handed over to the next.
CREATE TABLE key_rotations (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL
) STRICT;

-- That what was left to people may be brought back. An empty agent: for the whole environment.
CREATE TABLE releases (
  environment TEXT NOT NULL REFERENCES environments (name),
  agent TEXT NOT NULL,
  number INTEGER NOT NULL,
  PRIMARY KEY (environment, agent)
) STRICT;
