-- WorkSpaces: registered directories (which Directory Service keeps while they are), desktops, images.
-- content is JSON in UTF-8 and authoritative; row_mac is over it and the row's identity. The other columns only find
-- rows, and keep two of them from being for the same user, or of the same name.

CREATE TABLE workspaces_directory (
  account_id text NOT NULL,
  region text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  PRIMARY KEY (account_id, region, id),
  FOREIGN KEY (account_id, region, id) REFERENCES directory
);

-- Desktops that are gone stay. user_name is in lower case, and bytea because it comes from outside.
CREATE TABLE workspaces_workspace (
  id text COLLATE "C" PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  directory_id text NOT NULL,
  user_sid text NOT NULL,
  user_name bytea NOT NULL,
  bundle_id text NOT NULL,
  state text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);
CREATE UNIQUE INDEX workspaces_workspace_of_user ON workspaces_workspace (account_id, region, directory_id, user_sid)
  WHERE state <> 'TERMINATED';
CREATE INDEX workspaces_workspace_of_place ON workspaces_workspace (account_id, region, id)
  WHERE state NOT IN ('RESERVED', 'TERMINATED');

CREATE TABLE workspaces_image (
  id text COLLATE "C" PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL,
  UNIQUE (account_id, region, name)
);
