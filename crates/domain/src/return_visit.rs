//! Two return visits within one month, and the states of a visit (`rules.md` §2.7, `model.md` §3.4).
