-- The item of the commissioning checklist a photo of a machine proves (R051, R113).
ALTER TABLE photo ADD COLUMN item TEXT;
