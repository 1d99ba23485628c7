-- Grants are found by who may retire them. As with the other columns of kms_grant, content is authoritative.
ALTER TABLE kms_grant ADD COLUMN retiring text;
ALTER TABLE kms_grant ADD COLUMN retiring_is_service boolean NOT NULL DEFAULT false;
UPDATE kms_grant SET
  retiring = convert_from(content, 'UTF8')::json ->> 'retiring',
  retiring_is_service = coalesce((convert_from(content, 'UTF8')::json ->> 'retiringIsService')::boolean, false);
CREATE INDEX kms_grant_of_retiring ON kms_grant (retiring, id) WHERE live AND retiring IS NOT NULL;
