//! Tours and events: states and guards (`model.md` §3.5).
