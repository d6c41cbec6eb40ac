-- Which device of the dealer a PC was before it was restored from a backup or found to be a copy.
ALTER TABLE device ADD COLUMN renewed_from BLOB;
