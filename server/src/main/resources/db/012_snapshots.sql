-- Snapshots of accounts, under a digest of their content: what a user exported of an account at AWS, for questions about it.

CREATE TABLE account_snapshot (
  account_id text NOT NULL REFERENCES account,
  id text NOT NULL,
  subject text NOT NULL,
  taken_at timestamptz NOT NULL,
  kept_at timestamptz NOT NULL,
  principals integer NOT NULL CHECK (principals >= 0),
  keys integer NOT NULL CHECK (keys >= 0),
  policies integer NOT NULL CHECK (policies >= 0),
  bytes integer NOT NULL CHECK (bytes > 0),
  content bytea NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX account_snapshot_latest ON account_snapshot (account_id, taken_at DESC, kept_at DESC, id);
