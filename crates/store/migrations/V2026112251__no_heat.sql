-- A house without heat in the heating season has clocks of its own (R017).
ALTER TABLE request ADD COLUMN no_heat INTEGER;
ALTER TABLE work_order ADD COLUMN no_heat INTEGER;
