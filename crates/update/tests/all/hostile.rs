//! Packages that must not be installed.

use std::fs;

use wuyou_testkit::Signer;
use wuyou_update::package::check;
use wuyou_update::{Key, UpdateError};

use crate::work::{NEW, TARGET, Work, about, day, made};

#[test]
fn a_package_changed_in_any_single_byte_is_not_taken() {
    let work = Work::new();
    let path = work.package("0.3.0", NEW);
    let whole = fs::read(&path).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&path, &bytes).unwrap();
        match check(&path, &work.here.key) {
            // The comment above a signature is nobody's word, as minisign has it.
            Ok(manifest) => assert!(is_comment(&whole, at), "byte {at}: {manifest:?}"),
            Err(_) => continue,
        }
    }
    assert!(work.shelf.state().ready.is_none());
}

fn is_comment(whole: &[u8], at: usize) -> bool {
    let comment = b"untrusted comment: signature for tests";
    let from = whole
        .windows(comment.len())
        .position(|part| part == comment);
    from.is_some_and(|from| (from..from + comment.len()).contains(&at))
}

#[test]
fn a_package_cut_anywhere_is_not_taken_and_nor_is_one_with_more_behind() {
    let work = Work::new();
    let path = work.package("0.3.0", NEW);
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        fs::write(&path, &whole[..length]).unwrap();
        let refused = work.take(&path).unwrap_err();
        let cut = matches!(refused, UpdateError::Cut | UpdateError::NotAPackage);
        assert!(cut, "{length}: {refused}");
    }
    fs::write(&path, [whole.as_slice(), b"x"].concat()).unwrap();
    let refused = work.take(&path).unwrap_err();
    assert!(matches!(refused, UpdateError::Tampered), "{refused}");
    assert!(
        !work.shelf.path(".file.part").exists(),
        "nothing of it is left"
    );
}

#[test]
fn a_package_of_another_maker_is_not_taken() {
    let work = Work::new();
    let path = work.made(&Signer::new(2), "0.3.0", TARGET, NEW);
    let refused = work.take(&path).unwrap_err();
    assert!(matches!(refused, UpdateError::WrongKey), "{refused}");
}

#[test]
fn an_older_an_expired_and_a_foreign_package_are_not_taken_although_they_are_signed() {
    let work = Work::new();
    for version in ["0.1.9", "0.2.0"] {
        let refused = work.take(&work.package(version, NEW)).unwrap_err();
        assert!(matches!(refused, UpdateError::NotNewer), "{refused}");
    }
    let mut old = about("0.3.0", TARGET);
    old.expires_on = day("2026-11-22");
    let refused = work.take(&made(work.dir.path(), &Signer::new(1), old, NEW));
    assert!(matches!(refused.unwrap_err(), UpdateError::Expired));
    let foreign = work.made(&Signer::new(1), "0.3.0", "windows-x86_64-nsis", NEW);
    let refused = work.take(&foreign).unwrap_err();
    assert!(matches!(refused, UpdateError::WrongTarget), "{refused}");
}

#[test]
fn once_a_version_was_seen_an_older_signed_one_is_not_taken_any_more() {
    let work = Work::new();
    work.take(&work.package("0.3.1", NEW)).unwrap();
    let refused = work.take(&work.package("0.3.0", NEW)).unwrap_err();
    assert!(matches!(refused, UpdateError::NotNewer), "{refused}");
    let ready = work.shelf.state().ready.unwrap();
    assert_eq!(
        ready.manifest.version.to_string(),
        "0.3.1",
        "it still waits"
    );
}

#[test]
fn other_files_are_no_packages() {
    let work = Work::new();
    let path = work.dir.path().join("x.wyu");
    let long = [b"WUYOU-UPDATE-1\n".as_slice(), &[0xff; 64]].concat();
    for bytes in [b"".as_slice(), b"MZ", &[0; 100], &long] {
        fs::write(&path, bytes).unwrap();
        let refused = work.take(&path).unwrap_err();
        assert!(matches!(refused, UpdateError::NotAPackage), "{refused}");
    }
}

#[test]
fn a_package_without_notes_in_both_languages_cannot_be_made() {
    let work = Work::new();
    let installer = work.dir.path().join("installer");
    fs::write(&installer, NEW).unwrap();
    for notes in [("更快", " "), ("", "Faster")] {
        let mut about = about("0.3.0", TARGET);
        about.notes = (notes.0.to_owned(), notes.1.to_owned());
        let refused = wuyou_update::package::manifest_of(&installer, about).unwrap_err();
        assert!(matches!(refused, UpdateError::NotAPackage), "{refused}");
    }
}

#[test]
fn a_key_is_read_as_minisign_writes_it_and_nothing_else_is_one() {
    let line = Signer::new(1).public_key();
    Key::read(&line).unwrap();
    Key::read(&format!(
        "untrusted comment: minisign public key 1\n{line}\n"
    ))
    .unwrap();
    for text in ["", "RWQ", &line[1..]] {
        assert!(Key::read(text).is_err(), "{text}");
    }
}
