//! When yearly maintenance is due (R152).
