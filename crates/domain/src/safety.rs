//! Gas safety life and safety criteria (`rules.md` §2.4).
