//! The store from outside, on real encrypted files. One program, so that it is linked once.

mod backup;
mod common;
mod edit;
mod folder;
mod kill;
mod search;
mod speed;
mod sync;
mod tables;
