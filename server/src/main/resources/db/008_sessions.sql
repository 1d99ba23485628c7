-- The dashboard's door: links that sign in once, and sessions. The id is the digest of a token that only the link or
-- the cookie holds. A principal is {account} of a root user, or {account, path, name, id} of a user.

CREATE TABLE sign_in_link (
  id text PRIMARY KEY,
  principal text[] NOT NULL CHECK (cardinality(principal) IN (1, 4)),
  operator boolean NOT NULL,
  expires_at timestamptz NOT NULL,
  row_mac bytea NOT NULL
);

-- acting: as whom the session acts, if not as its principal.
CREATE TABLE browser_session (
  id text PRIMARY KEY,
  principal text[] NOT NULL CHECK (cardinality(principal) IN (1, 4)),
  operator boolean NOT NULL,
  acting text[] CHECK (cardinality(acting) IN (1, 4)),
  created_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  row_mac bytea NOT NULL
);
