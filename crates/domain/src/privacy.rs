//! Consent, deletion, legal hold (`rules.md` §2.12).
