-- Alerts are also about complaints, promises, return visits and remedy cases.
ALTER TABLE alert_ack ADD COLUMN about TEXT;
ALTER TABLE alert_ack ADD COLUMN about_id BLOB;
CREATE INDEX alert_ack_about ON alert_ack (about_id) WHERE about_id IS NOT NULL;
