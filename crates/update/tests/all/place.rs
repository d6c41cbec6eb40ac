//! Programs that are really replaced, run and put back: small scripts in the place of the real ones.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use wuyou_update::install::Done;
use wuyou_update::shelf::{Former, Here, Shelf};
use wuyou_update::{UpdateError, Version, Way};

use crate::work::{NEW, OLD, Work, here, today};

/// The newest data each version reads.
const OLD_DATA: i64 = 9;

fn image(work: &Work) -> PathBuf {
    let path = work.dir.path().join("Wuyou.AppImage");
    fs::write(&path, OLD).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    path
}

fn says(program: &Path) -> String {
    let run = || Command::new(program).arg("!").output();
    let mut said = run();
    while said
        .as_ref()
        .is_err_and(|error| error.kind() == std::io::ErrorKind::ExecutableFileBusy)
    {
        said = run();
    }
    String::from_utf8(said.unwrap().stdout)
        .unwrap()
        .trim()
        .to_owned()
}

fn updated(work: &Work) -> (Way, PathBuf) {
    let image = image(work);
    let way = Way::Image(image.clone());
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let done = work
        .shelf
        .install(&work.here, &way, (today(), OLD_DATA), true)
        .unwrap();
    assert_eq!(done, Done::Replaced(image.clone()));
    (way, image)
}

/// The program of a version starts and comes to no screen.
fn failed_start(shelf: &Shelf, here: &Here) -> Option<Former> {
    let offered = shelf.offers(&here.version);
    shelf.begins(&here.version).unwrap();
    shelf.runs(&here.version).unwrap();
    offered
}

#[test]
fn an_image_is_replaced_runs_and_is_put_back_after_two_starts_without_a_screen() {
    let work = Work::new();
    let (way, image) = updated(&work);
    assert_eq!(says(&image), "new !");
    let new = here("0.3.0");
    assert_eq!(failed_start(&work.shelf, &new), None);
    assert_eq!(failed_start(&work.shelf, &new), None);
    let offered = failed_start(&work.shelf, &new).unwrap();
    assert_eq!(offered.version, work.here.version);
    let done = work
        .shelf
        .go_back((&new.version, Some(&new.key)), &way)
        .unwrap();
    assert_eq!(done, Done::Replaced(image.clone()));
    assert_eq!(says(&image), "old !");
    work.shelf.runs(&work.here.version).unwrap();
    let state = work.shelf.state();
    assert_eq!((state.left, state.former), (Some(new.version), None));
    assert_eq!(state.problem, None);
}

#[test]
fn a_start_that_comes_to_a_screen_begins_the_count_anew() {
    let work = Work::new();
    updated(&work);
    let new = here("0.3.0");
    for _ in 0..5 {
        assert_eq!(failed_start(&work.shelf, &new), None);
        assert_eq!(failed_start(&work.shelf, &new), None);
        work.shelf.screen().unwrap();
    }
}

#[test]
fn nobody_goes_back_to_a_version_that_cannot_read_the_data() {
    let work = Work::new();
    let (way, image) = updated(&work);
    let new = Version::new(0, 3, 0);
    work.shelf.runs(&new).unwrap();
    work.shelf.data_opened(OLD_DATA + 1).unwrap();
    let refused = work.shelf.go_back((&new, None), &way).unwrap_err();
    assert!(matches!(refused, UpdateError::DataNewer), "{refused}");
    assert_eq!(says(&image), "new !");
    work.shelf.data_opened(OLD_DATA).unwrap();
    work.shelf.go_back((&new, None), &way).unwrap();
}

#[test]
fn what_was_changed_on_the_disk_after_it_was_checked_is_not_installed() {
    let work = Work::new();
    let image = image(&work);
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let name = work.shelf.state().ready.unwrap().manifest.file_name();
    let mut bytes = fs::read(work.shelf.path(&name)).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(work.shelf.path(&name), bytes).unwrap();
    let way = Way::Image(image.clone());
    let refused = work
        .shelf
        .install(&work.here, &way, (today(), OLD_DATA), true)
        .unwrap_err();
    assert!(matches!(refused, UpdateError::Tampered), "{refused}");
    assert_eq!(says(&image), "old !");
    let left = fs::read_dir(work.dir.path()).unwrap().flatten();
    let left: Vec<_> = left
        .filter(|entry| entry.file_name().as_encoded_bytes()[0] == b'.')
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn an_installer_is_really_run_with_the_switches_of_an_update() {
    let work = Work::new();
    let told = work.dir.path().join("told");
    let script = |word: &str| {
        format!(
            "#!/bin/sh\necho {word} \"$@\" > {0}.part\nmv {0}.part {0}\n",
            told.display()
        )
    };
    let said = || {
        let until = Instant::now() + Duration::from_secs(20);
        while !told.exists() {
            assert!(Instant::now() < until, "the installer did not run");
            std::thread::park_timeout(Duration::from_millis(10));
        }
        let said = fs::read_to_string(&told).unwrap();
        fs::remove_file(&told).unwrap();
        said
    };
    for (version, opens, wanted) in [
        ("0.3.0", false, "0.3.0 /P /UPDATE\n"),
        ("0.4.0", true, "0.4.0 /P /UPDATE /R\n"),
    ] {
        let now = match version {
            "0.3.0" => here("0.2.0"),
            _ => here("0.3.0"),
        };
        let package = work.package(version, &script(version));
        work.shelf.take_file(&package, &now, (today(), 1)).unwrap();
        let done = work
            .shelf
            .install(&now, &Way::Setup, (today(), OLD_DATA), opens)
            .unwrap();
        assert_eq!(done, Done::Started);
        assert_eq!(said(), wanted);
        work.shelf.runs(&here(version).version).unwrap();
    }
    let new = here("0.4.0");
    work.shelf
        .go_back((&new.version, Some(&new.key)), &Way::Setup)
        .unwrap();
    assert_eq!(
        said(),
        "0.3.0 /P /UPDATE /R\n",
        "the package of the version before was kept"
    );
}

#[test]
fn where_the_system_installs_the_file_is_laid_ready_and_named() {
    let work = Work::new();
    work.take(&work.package("0.3.0", NEW)).unwrap();
    let done = work
        .shelf
        .install(&work.here, &Way::HandOut, (today(), OLD_DATA), false)
        .unwrap();
    let Done::HandedOut(path) = done else {
        panic!("{done:?}");
    };
    assert_eq!(fs::read_to_string(&path).unwrap(), NEW);
    work.shelf.runs(&work.here.version).unwrap();
    assert!(path.exists(), "it is there at the next start too");
    assert_eq!(work.shelf.state().problem, None);
}
