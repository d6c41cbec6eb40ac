//! The agent against a real server with a real database, and against networks that misbehave.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

mod heal;
mod road;
mod roundtrip;
mod shop;
mod stranger;
mod update;
