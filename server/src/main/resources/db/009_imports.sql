-- CloudTrail log files that were brought in. What an import may bring in stands in its job's input, under a MAC.

CREATE TABLE trail_import (
  id uuid PRIMARY KEY,
  account text NOT NULL,
  operator boolean NOT NULL,
  name bytea NOT NULL,
  received_bytes bigint NOT NULL,
  received_sha256 text NOT NULL,
  content_sha256 text,
  records bigint NOT NULL DEFAULT 0,
  imported bigint NOT NULL DEFAULT 0,
  duplicates bigint NOT NULL DEFAULT 0,
  quarantined bigint NOT NULL DEFAULT 0,
  outcome text CHECK (outcome IN ('done', 'failed', 'cancelled')),
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  ended_at timestamptz,
  CHECK (records = imported + duplicates + quarantined)
);
CREATE INDEX trail_import_newest ON trail_import (created_at, id);
CREATE INDEX trail_import_of_account ON trail_import (account, created_at, id);
CREATE INDEX trail_import_content ON trail_import (content_sha256) WHERE outcome = 'done';

-- Record 0 is the file as a whole.
CREATE TABLE trail_import_quarantine (
  import uuid NOT NULL REFERENCES trail_import ON DELETE CASCADE,
  record bigint NOT NULL,
  position bigint NOT NULL,
  reason bytea NOT NULL,
  PRIMARY KEY (import, record)
);

-- Every event that came by an import, once, under a digest of its account and its eventID.
CREATE TABLE imported_event (
  key uuid PRIMARY KEY
);
