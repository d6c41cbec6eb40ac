-- Whom to call at headquarters when a danger arises and the network is away (R018).
ALTER TABLE shop_setting ADD COLUMN hq_phone TEXT;
