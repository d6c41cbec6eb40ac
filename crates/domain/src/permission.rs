//! Who may do what (`model.md` §3.8).
