-- The item of the commissioning checklist a photo of a machine proves.
ALTER TABLE photo ADD COLUMN item TEXT;
