//! 三包: validity, remedies, refunds, exclusions, charges (`rules.md` §2.1–2.3).

pub mod remedy;
