-- EC2: volumes with their wrapped data keys, instances as records.
-- content is JSON in UTF-8 and authoritative; row_mac is over it and the row's identity. The other columns only find rows.

CREATE TABLE ec2_volume (
  id text COLLATE "C" PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  client_token text,
  instance_id text,
  unsettled boolean NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);
CREATE INDEX ec2_volume_of_place ON ec2_volume (account_id, region, id);
CREATE UNIQUE INDEX ec2_volume_of_token ON ec2_volume (account_id, region, client_token) WHERE client_token IS NOT NULL;
CREATE INDEX ec2_volume_of_instance ON ec2_volume (instance_id) WHERE instance_id IS NOT NULL;
CREATE INDEX ec2_volume_unsettled ON ec2_volume (changed_at) WHERE unsettled;

-- One request that launched instances.
CREATE TABLE ec2_reservation (
  id text PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  client_token text
);
CREATE UNIQUE INDEX ec2_reservation_of_token ON ec2_reservation (account_id, region, client_token)
  WHERE client_token IS NOT NULL;

CREATE TABLE ec2_instance (
  id text COLLATE "C" PRIMARY KEY,
  account_id text NOT NULL REFERENCES account,
  region text NOT NULL,
  reservation_id text NOT NULL REFERENCES ec2_reservation,
  private_ip text NOT NULL,
  ended_at timestamptz,
  version bigint NOT NULL CHECK (version > 0),
  content bytea NOT NULL,
  row_mac bytea NOT NULL
);
CREATE INDEX ec2_instance_of_place ON ec2_instance (account_id, region, id);
CREATE INDEX ec2_instance_of_reservation ON ec2_instance (reservation_id);
CREATE INDEX ec2_instance_ended ON ec2_instance (ended_at) WHERE ended_at IS NOT NULL;
CREATE UNIQUE INDEX ec2_instance_of_address ON ec2_instance (account_id, region, private_ip) WHERE ended_at IS NULL;
