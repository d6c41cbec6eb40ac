//! The commissioning checklist and what passes it (`rules.md` §2.5, `reference.md` §4.3).
