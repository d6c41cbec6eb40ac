//! A maker of packages and a PC that takes them.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use wuyou_testkit::{Signer, TempDir, temp_dir};
use wuyou_update::package::{About, Head, manifest_of, write};
use wuyou_update::shelf::{Here, Shelf};
use wuyou_update::{Key, Version};

pub(crate) const TARGET: &str = "linux-x86_64-appimage";
pub(crate) const OLD: &str = "#!/bin/sh\necho old $1\n";
pub(crate) const NEW: &str = "#!/bin/sh\necho new $1\n";

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn today() -> NaiveDate {
    day("2026-11-23")
}

/// A folder with packages and the data folder of a PC of version 0.2.0.
pub(crate) struct Work {
    pub(crate) dir: TempDir,
    pub(crate) shelf: Shelf,
    pub(crate) here: Here,
}

impl Work {
    pub(crate) fn new() -> Self {
        let dir = temp_dir();
        let shelf = Shelf::of(&dir.path().join("data"));
        Self {
            shelf,
            here: here("0.2.0"),
            dir,
        }
    }

    pub(crate) fn take(&self, path: &Path) -> Result<(), wuyou_update::UpdateError> {
        let taken = self.shelf.take_file(path, &self.here, (today(), 1));
        taken.map(|_| ())
    }

    pub(crate) fn package(&self, version: &str, content: &str) -> PathBuf {
        self.made(&Signer::new(1), version, TARGET, content)
    }

    pub(crate) fn made(&self, by: &Signer, version: &str, target: &str, content: &str) -> PathBuf {
        made(self.dir.path(), by, about(version, target), content)
    }
}

pub(crate) fn here(version: &str) -> Here {
    Here {
        version: version.parse().unwrap(),
        target: TARGET.to_owned(),
        key: Key::read(&Signer::new(1).public_key()).unwrap(),
    }
}

pub(crate) fn about(version: &str, target: &str) -> About {
    About {
        version: version.parse::<Version>().unwrap(),
        target: target.to_owned(),
        made_on: day("2026-11-20"),
        expires_on: day("2027-05-20"),
        notes: ("来电弹屏更快".to_owned(), "Faster caller pop-up".to_owned()),
        data_version: 10,
    }
}

pub(crate) fn made(dir: &Path, by: &Signer, about: About, content: &str) -> PathBuf {
    let installer = dir.join("installer");
    fs::write(&installer, content).unwrap();
    let path = dir.join(format!("{}-{}.wyu", about.version, about.target));
    let manifest = manifest_of(&installer, about).unwrap();
    let signature = by.sign(&manifest);
    let head = Head::new(manifest, signature);
    let mut from = File::open(&installer).unwrap();
    write(&mut File::create(&path).unwrap(), &head, &mut from).unwrap();
    path
}
