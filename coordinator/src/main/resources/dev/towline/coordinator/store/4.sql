ALTER TABLE builds ADD COLUMN commit_time INTEGER;
ALTER TABLE builds ADD COLUMN subject TEXT;
-- Grows with each registration: an order of builds that no clock disturbs.
ALTER TABLE builds ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
UPDATE builds SET number = rowid;
CREATE INDEX builds_by_number ON builds (number);

-- JSON.
ALTER TABLE environments ADD COLUMN policy TEXT;

-- JSON, as the agents get them.
ALTER TABLE deployments ADD COLUMN terms TEXT;
-- The rules that were overridden, one a line.
ALTER TABLE deployments ADD COLUMN overrides TEXT NOT NULL DEFAULT '';
ALTER TABLE deployments ADD COLUMN approved_by TEXT;
-- By the coordinator's clock; null where it was not accepted.
ALTER TABLE deployments ADD COLUMN accepted_at INTEGER;
UPDATE deployments SET accepted_at = ended_at WHERE state = 'accepted';
CREATE INDEX deployments_by_environment_and_sha ON deployments (environment, sha);

-- What was let pass; null: nothing.
ALTER TABLE deployment_vms ADD COLUMN warning TEXT;

CREATE TABLE contract_bypasses (
  environment TEXT PRIMARY KEY REFERENCES environments (name),
  owner TEXT NOT NULL,
  reason TEXT NOT NULL,
  expires_at INTEGER NOT NULL,
  given_by TEXT NOT NULL,
  given_at INTEGER NOT NULL
) STRICT;

-- Orders that wait for a second person; a null deployment: not approved yet.
CREATE TABLE approvals (
  id TEXT PRIMARY KEY,
  environment TEXT NOT NULL REFERENCES environments (name),
  wish TEXT NOT NULL,
  requested_by TEXT NOT NULL,
  requested_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL,
  caller TEXT,
  key TEXT,
  fingerprint TEXT,
  deployment TEXT REFERENCES deployments (id),
  approved_by TEXT
) STRICT;
CREATE INDEX approvals_by_environment ON approvals (environment);
CREATE INDEX approvals_by_key ON approvals (caller, key);
