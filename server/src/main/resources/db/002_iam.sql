-- IAM: users, the history of their inline policies, access keys. Accounts are in the foundation.
-- A user's row names the policy versions in force, under its MAC: a version that is taken away from
-- iam_policy_version is noticed, not forgotten.

CREATE TABLE iam_user (
  account_id text NOT NULL REFERENCES account,
  name_folded text COLLATE "C" NOT NULL,
  name text NOT NULL,
  path text COLLATE "C" NOT NULL,
  id text NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  tags text[] NOT NULL,
  policy_names text[] NOT NULL,
  policy_versions text[] NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, name_folded),
  CHECK (cardinality(policy_names) = cardinality(policy_versions)),
  CHECK (cardinality(tags) % 2 = 0)
);

-- Kept for ever: evaluated requests cite the id.
CREATE TABLE iam_policy_version (
  id text PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  user_id text NOT NULL,
  name text NOT NULL,
  document text NOT NULL,
  created_at timestamptz NOT NULL,
  row_mac bytea NOT NULL
);

-- owner_id is a user's id, or the account's id for the root user. The secret is wrapped under the root key.
CREATE TABLE iam_access_key (
  id text PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  owner_id text NOT NULL,
  secret bytea NOT NULL,
  active boolean NOT NULL,
  created_at timestamptz NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  row_mac bytea NOT NULL
);
CREATE INDEX iam_access_key_of_owner ON iam_access_key (owner_id);
