//! The agent against a real server with a real database, and against networks that misbehave.

mod road;
mod roundtrip;
mod shop;
mod stranger;
