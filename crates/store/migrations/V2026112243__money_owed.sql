-- Who owes and whom money is owed back: every finished order is held against its lines and what came
-- in, whatever sum was typed; all of it stands in the indexes.
DROP INDEX work_order_charged;
CREATE INDEX work_order_charged ON work_order (finished_at, nr, state, deleted_at, id)
    WHERE finished_at IS NOT NULL;
DROP INDEX charge_line_work_order;
CREATE INDEX charge_line_work_order ON charge_line (work_order_id, deleted_at, amount_fen);
CREATE INDEX exclusion_event_kind ON exclusion_event (event, work_order_id);
