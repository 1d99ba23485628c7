-- Directory Service: directories and their users. A user's SID decides what a key opens, so both kinds of rows are under
-- a MAC; content is JSON.

CREATE TABLE directory (
  account_id text NOT NULL REFERENCES account,
  region text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, region, id)
);

-- Names are ASCII and one name in any letter case. What uses a directory refers to it, so that it is not deleted meanwhile.
CREATE TABLE directory_user (
  account_id text NOT NULL,
  region text COLLATE "C" NOT NULL,
  directory_id text COLLATE "C" NOT NULL,
  name_folded text COLLATE "C" NOT NULL,
  rid bigint NOT NULL,
  client_token text,
  created_at timestamptz NOT NULL,
  revision bigint NOT NULL CHECK (revision > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, region, directory_id, name_folded),
  UNIQUE (account_id, region, directory_id, rid),
  FOREIGN KEY (account_id, region, directory_id) REFERENCES directory ON DELETE CASCADE
);
CREATE INDEX directory_user_by_token ON directory_user (account_id, region, directory_id, client_token)
  WHERE client_token IS NOT NULL;
