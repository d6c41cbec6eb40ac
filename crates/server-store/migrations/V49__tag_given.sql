-- Since when a household has a tag.
ALTER TABLE customer_tag ADD COLUMN given_on TEXT;
