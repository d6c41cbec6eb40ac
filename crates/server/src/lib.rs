//! Sync endpoint, HQ API and console.
