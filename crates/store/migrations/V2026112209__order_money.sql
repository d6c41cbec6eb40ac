-- Charges, payments, parts that moved, and the daily closing of the cash box.

CREATE TABLE charge_line (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    code TEXT,
    name TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    unit_fen INTEGER NOT NULL,
    amount_fen INTEGER NOT NULL,
    basis TEXT NOT NULL,
    reason TEXT,
    agreed_fen INTEGER,
    agreed_at INTEGER,
    place INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX charge_line_work_order ON charge_line (work_order_id);
CREATE INDEX work_order_charged ON work_order (finished_at, nr)
    WHERE charge_fen > 0 AND finished_at IS NOT NULL;

CREATE TABLE payment (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    method TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    receipt_no TEXT NOT NULL,
    due_on TEXT,
    reverses_id BLOB,
    note TEXT,
    occurred_at INTEGER NOT NULL,
    staff_id BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX payment_work_order ON payment (work_order_id);
CREATE INDEX payment_receipt ON payment (receipt_no);
CREATE INDEX payment_occurred ON payment (occurred_at, nr);

CREATE TABLE stock_move (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    part_code TEXT NOT NULL,
    part_name TEXT NOT NULL,
    old_part INTEGER,
    quantity INTEGER NOT NULL,
    kind TEXT NOT NULL,
    work_order_id BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    note TEXT,
    occurred_at INTEGER NOT NULL,
    staff_id BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX stock_move_part ON stock_move (part_code, old_part, quantity);
CREATE INDEX stock_move_work_order ON stock_move (work_order_id) WHERE work_order_id IS NOT NULL;

CREATE TABLE cash_close (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    closed_on TEXT NOT NULL,
    expected_cash_fen INTEGER NOT NULL,
    counted_cash_fen INTEGER NOT NULL,
    expected_wechat_fen INTEGER NOT NULL,
    counted_wechat_fen INTEGER NOT NULL,
    expected_alipay_fen INTEGER NOT NULL,
    counted_alipay_fen INTEGER NOT NULL,
    expected_transfer_fen INTEGER NOT NULL,
    counted_transfer_fen INTEGER NOT NULL,
    note TEXT,
    occurred_at INTEGER NOT NULL,
    staff_id BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX cash_close_day ON cash_close (closed_on, nr);
