//! May this person be sent on this day? (`rules.md` §2.5, R003)
