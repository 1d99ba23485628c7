-- KMS: keys, their policies and material, aliases, grants.
-- content is JSON in UTF-8 (bytes: it holds text from outside) and authoritative; row_mac is over it and the row's
-- identity. The other columns only find rows. A key's content names the policy version and the aliases in force,
-- so that one taken away is noticed.

CREATE TABLE kms_key (
  id uuid PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  deleted boolean NOT NULL DEFAULT false,
  deletion_at timestamptz,
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);
CREATE INDEX kms_key_of_place ON kms_key (account_id, region, id) WHERE NOT deleted;
CREATE INDEX kms_key_due ON kms_key (deletion_at) WHERE deletion_at IS NOT NULL;

-- Every version of every key, the current one too: evaluated requests cite them.
CREATE TABLE kms_key_history (
  key_id uuid NOT NULL REFERENCES kms_key,
  version bigint NOT NULL,
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (key_id, version)
);

CREATE TABLE kms_key_policy (
  key_id uuid NOT NULL REFERENCES kms_key,
  version bigint NOT NULL CHECK (version > 0),
  document bytea NOT NULL,
  created_at timestamptz NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (key_id, version)
);

-- wrapped is the material under the root key; null once the key was deleted.
CREATE TABLE kms_key_version (
  id uuid PRIMARY KEY,
  key_id uuid NOT NULL REFERENCES kms_key,
  material_id text NOT NULL,
  wrapped bytea,
  row_mac bytea NOT NULL
);
CREATE INDEX kms_key_version_of_key ON kms_key_version (key_id);

CREATE TABLE kms_alias (
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  key_id uuid NOT NULL REFERENCES kms_key,
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, region, name)
);
CREATE INDEX kms_alias_of_key ON kms_alias (key_id);

CREATE TABLE kms_alias_history (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL,
  region text NOT NULL,
  name text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);

-- Ended grants stay.
CREATE TABLE kms_grant (
  id text COLLATE "C" PRIMARY KEY,
  key_id uuid NOT NULL REFERENCES kms_key,
  grantee text NOT NULL,
  grantee_is_service boolean NOT NULL,
  name text,
  live boolean NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);
CREATE INDEX kms_grant_of_grantee ON kms_grant (key_id, grantee) WHERE live;
CREATE INDEX kms_grant_of_key ON kms_grant (key_id, id) WHERE live;
CREATE INDEX kms_grant_of_name ON kms_grant (key_id, name) WHERE live AND name IS NOT NULL;
