-- The documents by which one signing key handed over to the next.
CREATE TABLE key_rotations (
  number INTEGER PRIMARY KEY,
  document TEXT NOT NULL
) STRICT;
