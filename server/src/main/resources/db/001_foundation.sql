-- The foundation: accounts, the root key's check value, the event log, the change feed, jobs, servers.
-- Bytes from outside are bytea: PostgreSQL's text refuses NUL. Rows that decide carry row_mac, see RowMacs.

CREATE TABLE account (
  id text PRIMARY KEY CHECK (id ~ '^[0-9]{12}$'),
  name text NOT NULL DEFAULT '',
  version bigint NOT NULL DEFAULT 1,
  created_at timestamptz NOT NULL DEFAULT now(),
  row_mac bytea NOT NULL
);

-- By this a wrong root key is noticed before any row is touched.
CREATE TABLE root_key (
  id text PRIMARY KEY,
  check_value bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);

-- The event log: a row is one group commit. Read in the order of (xid, id) below the horizon
-- pg_snapshot_xmin(pg_current_snapshot()): below it every row is there that ever will be.
CREATE SEQUENCE event_log_id;
CREATE TABLE event_log (
  id bigint NOT NULL DEFAULT nextval('event_log_id'),
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  created_at timestamptz NOT NULL DEFAULT now(),
  count integer NOT NULL CHECK (count > 0),
  data bytea NOT NULL,
  PRIMARY KEY (id, created_at)
) PARTITION BY RANGE (created_at);
ALTER SEQUENCE event_log_id OWNED BY event_log.id;
ALTER TABLE event_log ALTER COLUMN data SET STORAGE EXTERNAL;
CREATE INDEX event_log_position ON event_log (xid, id);
CREATE TABLE event_log_default PARTITION OF event_log DEFAULT;

-- Kept for ever: every row of the log names the dictionary it needs.
CREATE TABLE zstd_dictionary (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  created_at timestamptz NOT NULL DEFAULT now(),
  data bytea NOT NULL
);

-- What became stale in the servers' caches, and when.
CREATE TABLE change_log (
  seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  created_at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  id text NOT NULL
);
CREATE INDEX change_log_position ON change_log (xid, seq);
CREATE FUNCTION notify_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('keytrail_change', '');
  RETURN NULL;
END
$$;
CREATE TRIGGER change_log_notify AFTER INSERT ON change_log
  FOR EACH STATEMENT EXECUTE FUNCTION notify_change();

-- Requests refused before anybody was authenticated, counted and not recorded one by one.
CREATE TABLE refusal_counter (
  minute timestamptz NOT NULL,
  server uuid NOT NULL,
  source text NOT NULL,
  reason text NOT NULL,
  count bigint NOT NULL CHECK (count > 0),
  PRIMARY KEY (minute, server, source, reason)
);

-- Everything long or later. Claimed with SKIP LOCKED; the epoch rises with each claim, and a claimant whose epoch is
-- not the row's any more changes nothing.
CREATE TABLE job (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  account text NOT NULL,
  type text NOT NULL,
  state text NOT NULL DEFAULT 'queued'
    CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
  epoch bigint NOT NULL DEFAULT 0,
  claimed_by uuid,
  claimed_until timestamptz,
  due_at timestamptz NOT NULL DEFAULT now(),
  input bytea NOT NULL DEFAULT ''::bytea,
  progress double precision NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
  counts bytea NOT NULL DEFAULT ''::bytea,
  errors bytea NOT NULL DEFAULT ''::bytea,
  cancel_asked boolean NOT NULL DEFAULT false,
  attempts integer NOT NULL DEFAULT 0,
  singleton text UNIQUE,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX job_claimable ON job (due_at) WHERE state IN ('queued', 'running');
CREATE INDEX job_of_account ON job (account, created_at);

-- What a job did, so that it goes on after a crash where it was.
CREATE TABLE job_step (
  job uuid NOT NULL REFERENCES job ON DELETE CASCADE,
  n integer NOT NULL,
  epoch bigint NOT NULL,
  name text NOT NULL,
  detail bytea NOT NULL DEFAULT ''::bytea,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (job, n)
);

-- The servers on this database, each seen not long ago.
CREATE TABLE server (
  id uuid PRIMARY KEY,
  address text NOT NULL DEFAULT '',
  release text NOT NULL DEFAULT '',
  started_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now()
);
