//! The first moments of a program, when many threads want their database at once. A process of its
//! own: only the first connection of a process can come too early.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Barrier;

use wuyou_store::{Database, FileKeyStore};

#[test]
fn threads_that_open_their_databases_at_the_same_first_moment_all_get_them() {
    const THREADS: usize = 32;
    let together = Barrier::new(THREADS);
    std::thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                let dir = wuyou_testkit::temp_dir();
                let keys = FileKeyStore::of(dir.path());
                together.wait();
                Database::create(dir.path(), &keys).unwrap();
            });
        }
    });
}
