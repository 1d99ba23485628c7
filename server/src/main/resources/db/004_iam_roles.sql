-- Roles and their sessions. Like a user's row, a role's names under its MAC the versions in force: of its inline
-- policies and of its trust policy. The versions are in iam_policy_version; there user_id is any owner's id.

CREATE TABLE iam_role (
  account_id text NOT NULL REFERENCES account,
  name_folded text COLLATE "C" NOT NULL,
  name text NOT NULL,
  path text COLLATE "C" NOT NULL,
  id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  description text,
  max_session_seconds integer NOT NULL CHECK (max_session_seconds BETWEEN 3600 AND 43200),
  tags text[] NOT NULL,
  trust_version text NOT NULL REFERENCES iam_policy_version,
  policy_names text[] NOT NULL,
  policy_versions text[] NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, name_folded),
  CHECK (cardinality(policy_names) = cardinality(policy_versions)),
  CHECK (cardinality(tags) % 2 = 0)
);

-- A role session, by the id of its temporary access key; it never changes and ends with its role. The secret is
-- wrapped under the root key; of the session token only the digest is kept.
CREATE TABLE iam_session (
  id text PRIMARY KEY,
  role_id text NOT NULL REFERENCES iam_role (id) ON DELETE CASCADE,
  name text NOT NULL,
  secret bytea NOT NULL,
  token_sha256 text NOT NULL,
  policy text,
  tags text[] NOT NULL,
  transitive_keys text[] NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  row_mac bytea NOT NULL,
  CHECK (cardinality(tags) % 2 = 0),
  CHECK (expires_at > created_at)
);
CREATE INDEX iam_session_of_role ON iam_session (role_id);
CREATE INDEX iam_session_by_end ON iam_session (expires_at);
