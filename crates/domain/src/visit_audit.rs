//! Suspicion rules for return visits (R087).
