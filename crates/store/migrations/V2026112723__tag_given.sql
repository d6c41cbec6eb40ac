-- Since when a household has a tag (R084).
ALTER TABLE customer_tag ADD COLUMN given_on TEXT;
