-- What lists, totals and the state of sync ask of a shop with tens of thousands of households: each
-- answered from an index, without reading the rows.

-- Looks at files travel too and are not counted as waiting; 15 is `access_entry` in the registry.
CREATE INDEX outbox_looks ON outbox (dseq, entity) WHERE entity = 15;
CREATE INDEX outbox_confirmed ON outbox (dseq, seq) WHERE seq IS NOT NULL;

-- Lists of one state, and how many orders there are in all.
CREATE INDEX work_order_state ON work_order (state, received_at, nr, deleted_at);
CREATE INDEX request_state ON request (state, received_at, nr, deleted_at);

-- Machines of one model by their serial, and how many there are, in all or in a town.
CREATE INDEX unit_model ON unit (model_code, serial, nr, customer_id, deleted_at);

-- Debts: everything they are found by stands in the indexes.
DROP INDEX work_order_charged;
CREATE INDEX work_order_charged ON work_order (finished_at, nr, charge_fen, state, deleted_at, id)
    WHERE charge_fen > 0 AND finished_at IS NOT NULL;
DROP INDEX payment_work_order;
CREATE INDEX payment_work_order ON payment (work_order_id, method, amount_fen);
DROP INDEX charge_line_work_order;
CREATE INDEX charge_line_work_order ON charge_line (work_order_id, deleted_at);
