-- Jobs, as the runner needs them. A singleton's name is taken only while its job has not ended; a step is found by
-- its name; row_mac is over what a job is about (account, type, input), so that who can write the database cannot
-- invent work.

ALTER TABLE job DROP CONSTRAINT job_singleton_key;
CREATE UNIQUE INDEX job_singleton_live ON job (singleton) WHERE state IN ('queued', 'running');
ALTER TABLE job ADD COLUMN row_mac bytea NOT NULL DEFAULT ''::bytea;
CREATE INDEX job_newest ON job (created_at, id);
CREATE UNIQUE INDEX job_step_name ON job_step (job, name);
