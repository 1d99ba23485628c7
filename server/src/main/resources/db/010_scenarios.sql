-- Scenarios that users share, under a digest of their content.

CREATE TABLE scenario (
  account_id text NOT NULL REFERENCES account,
  id text NOT NULL,
  content bytea NOT NULL,
  bytes integer NOT NULL CHECK (bytes > 0),
  opened_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, id)
);
CREATE INDEX scenario_opened ON scenario (account_id, opened_at DESC, id) INCLUDE (bytes);
