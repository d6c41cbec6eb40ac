//! How alike a prospect is to those who bought (R021).
