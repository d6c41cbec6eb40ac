//! Operating figures with their formulas (`rules.md` §2.9).
