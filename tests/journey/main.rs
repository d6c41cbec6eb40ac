//! Journeys on the real window.
