CREATE TABLE environments (
  name TEXT PRIMARY KEY,
  repository TEXT NOT NULL,
  branch TEXT NOT NULL,
  stack TEXT,
  confirmation TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE deployments (
  id TEXT PRIMARY KEY,
  environment TEXT NOT NULL REFERENCES environments (name),
  generation INTEGER NOT NULL,
  sha TEXT NOT NULL,
  repository TEXT NOT NULL,
  branch TEXT NOT NULL,
  stack TEXT,
  forced INTEGER NOT NULL,
  requested_by TEXT NOT NULL,
  reason TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  state TEXT NOT NULL,
  started_at INTEGER,
  ended_at INTEGER,
  UNIQUE (environment, generation)
) STRICT;
CREATE INDEX deployments_by_sha ON deployments (sha);

CREATE TABLE agents (
  id TEXT PRIMARY KEY,
  environment TEXT NOT NULL REFERENCES environments (name),
  host TEXT NOT NULL,
  enrolled_at INTEGER NOT NULL,
  last_sequence INTEGER NOT NULL DEFAULT 0,
  last_contact INTEGER,
  retired_at INTEGER,
  status TEXT
) STRICT;
CREATE INDEX agents_by_environment ON agents (environment);

CREATE TABLE deployment_vms (
  deployment TEXT NOT NULL REFERENCES deployments (id),
  agent TEXT NOT NULL REFERENCES agents (id),
  outcome TEXT,
  phase TEXT,
  reason TEXT NOT NULL DEFAULT '',
  started_at INTEGER,
  ended_at INTEGER,
  PRIMARY KEY (deployment, agent)
) STRICT;

CREATE TABLE events (
  deployment TEXT NOT NULL REFERENCES deployments (id),
  number INTEGER NOT NULL,
  type TEXT NOT NULL,
  data TEXT NOT NULL,
  PRIMARY KEY (deployment, number)
) STRICT;

CREATE TABLE builds (
  sha TEXT PRIMARY KEY,
  status TEXT NOT NULL,
  images TEXT NOT NULL,
  url TEXT,
  recorded_by TEXT NOT NULL,
  recorded_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tokens (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  agent TEXT REFERENCES agents (id),
  environment TEXT REFERENCES environments (name),
  secret_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  revoked_at INTEGER
) STRICT;

CREATE TABLE enrolments (
  id TEXT PRIMARY KEY,
  environment TEXT NOT NULL REFERENCES environments (name),
  secret_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  used_at INTEGER
) STRICT;

CREATE TABLE idempotency (
  caller TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  deployment TEXT NOT NULL REFERENCES deployments (id),
  created_at INTEGER NOT NULL,
  PRIMARY KEY (caller, key)
) STRICT;

CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  reason TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_not_updated BEFORE UPDATE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE (ABORT, 'the audit log is only appended to'); END;
