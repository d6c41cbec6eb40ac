//! What the customer may ask for, who pays, and what is refunded (`rules.md` §2.2–2.3).
