//! Self-assessment of a dealer by GB/T 27922 (`rules.md` §2.10).
