-- Whether a number is a caller's is asked for every text shown to somebody who may not see numbers.
CREATE INDEX complaint_caller_phone ON complaint (caller_phone) WHERE caller_phone IS NOT NULL;
