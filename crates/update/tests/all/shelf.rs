//! The folder where an update waits.

use std::fs;

use wuyou_update::package::look;
use wuyou_update::shelf::{Shelf, Wanted};
use wuyou_update::{Choice, UpdateError, Version, When};

use crate::work::{NEW, Work, here, today};

fn wanted(work: &Work, version: &str) -> (Wanted, Vec<u8>) {
    let path = work.package(version, NEW);
    let manifest = look(&path, &work.here.key).unwrap();
    let bytes = fs::read(path).unwrap();
    let file_bytes = bytes.len() as u64;
    let wanted = Wanted {
        manifest,
        file_bytes,
    };
    (wanted, bytes)
}

#[test]
fn a_download_goes_on_where_it_was_cut_off_and_is_checked_when_it_is_whole() {
    let work = Work::new();
    let (wanted, bytes) = wanted(&work, "0.3.0");
    assert!(work.shelf.want(&wanted, &work.here, today()).unwrap());
    work.shelf.add(&bytes[..100]).unwrap();
    let shelf = Shelf::of(&work.dir.path().join("data"));
    assert!(shelf.want(&wanted, &work.here, today()).unwrap());
    assert_eq!(shelf.fetched(), 100, "the same offer keeps what is here");
    shelf.add(&bytes[100..]).unwrap();
    shelf.fetched_whole(&work.here, today(), 5).unwrap();
    let ready = shelf.waiting(&work.here, today()).unwrap();
    assert_eq!((ready.manifest, ready.came_at), (wanted.manifest, 5));
    assert!(
        !shelf
            .want(&self::wanted(&work, "0.3.0").0, &work.here, today())
            .unwrap()
    );
}

#[test]
fn a_download_that_is_not_what_was_signed_is_thrown_away() {
    let work = Work::new();
    let (wanted, mut bytes) = wanted(&work, "0.3.0");
    work.shelf.want(&wanted, &work.here, today()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    work.shelf.add(&bytes).unwrap();
    let refused = work
        .shelf
        .fetched_whole(&work.here, today(), 5)
        .unwrap_err();
    assert!(matches!(refused, UpdateError::Tampered), "{refused}");
    assert_eq!(work.shelf.fetched(), 0);
    let state = work.shelf.state();
    assert!(
        state.ready.is_none() && state.wanted.is_none(),
        "not fetched again at once"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full_is_said_and_what_waits_stays() {
    let work = Work::new();
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let (wanted, bytes) = wanted(&work, "0.4.0");
    work.shelf.want(&wanted, &work.here, today()).unwrap();
    std::os::unix::fs::symlink("/dev/full", work.shelf.path("incoming.part")).unwrap();
    let refused = work.shelf.add(&bytes).unwrap_err();
    assert!(matches!(refused, UpdateError::Full), "{refused}");
    assert!(
        !work.shelf.path("incoming.part").exists(),
        "the room is given back"
    );
    let ready = work.shelf.waiting(&work.here, today()).unwrap();
    assert_eq!(ready.manifest.version, Version::new(0, 3, 0));
}

#[test]
fn a_disk_without_room_for_the_whole_is_said_before_a_byte_is_written() {
    let work = Work::new();
    let (mut wanted, _) = wanted(&work, "0.3.0");
    wanted.file_bytes = u64::MAX / 4;
    let refused = work.shelf.want(&wanted, &work.here, today()).unwrap_err();
    assert!(matches!(refused, UpdateError::Full), "{refused}");
}

#[test]
fn what_was_chosen_and_what_waits_survive_a_restart() {
    let work = Work::new();
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let choice = Choice {
        version: Version::new(0, 3, 0),
        when: When::AtClose,
        said_at: 7,
    };
    work.shelf.choose(choice.clone(), None).unwrap();
    let shelf = Shelf::of(&work.dir.path().join("data"));
    shelf.runs(&Version::new(0, 2, 0)).unwrap();
    assert_eq!(shelf.state().choice, Some(choice));
    shelf.waiting(&work.here, today()).unwrap();
}

#[test]
fn what_headquarters_takes_back_is_gone_and_what_came_as_a_file_stays() {
    let work = Work::new();
    let (wanted, bytes) = wanted(&work, "0.3.0");
    work.shelf.want(&wanted, &work.here, today()).unwrap();
    work.shelf.add(&bytes).unwrap();
    work.shelf.fetched_whole(&work.here, today(), 5).unwrap();
    work.shelf.nothing_offered().unwrap();
    assert!(work.shelf.state().ready.is_none());
    work.take(&work.package("0.3.1", NEW)).unwrap();
    work.shelf.nothing_offered().unwrap();
    assert!(work.shelf.state().ready.is_some());
}

#[test]
fn notes_that_cannot_be_read_are_none() {
    let work = Work::new();
    work.take(&work.package("0.3.0", NEW)).unwrap();
    fs::write(work.shelf.path("state.json"), "{").unwrap();
    assert_eq!(work.shelf.state(), wuyou_update::State::default());
    work.take(&work.package("0.3.0", NEW)).unwrap();
}

#[test]
fn a_version_that_runs_is_not_offered_and_one_that_did_not_come_is_told() {
    let work = Work::new();
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let begun = |state: &mut wuyou_update::State| state.installing = Some(Version::new(0, 3, 0));
    work.shelf.change(begun).unwrap();
    work.shelf.runs(&Version::new(0, 2, 0)).unwrap();
    let state = work.shelf.state();
    assert_eq!(state.problem.as_deref(), Some("update.install"));
    assert!(state.ready.is_some() && state.installing.is_none());
    work.shelf.change(begun).unwrap();
    work.shelf.runs(&here("0.3.0").version).unwrap();
    let state = work.shelf.state();
    assert!(state.ready.is_none());
    assert_eq!(
        state.running.unwrap().manifest.version,
        Version::new(0, 3, 0)
    );
}
