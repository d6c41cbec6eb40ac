//! Bonus points of staff by versioned rules (R077).
