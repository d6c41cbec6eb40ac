//! What is noted about updates: what waits, what a person said of it, what ran before.

use std::path::PathBuf;

use semver::Version;
use serde::{Deserialize, Serialize};

use crate::package::Manifest;

/// When a waiting version is to be installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// As soon as the window is closed, which is now; the new one opens by itself.
    Now,
    /// When somebody closes the program.
    AtClose,
    /// Not yet.
    Later,
}

/// What a person said about a waiting version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Of which version.
    pub version: Version,
    /// What.
    pub when: When,
    /// When they said it.
    pub said_at: i64,
}

/// A whole, verified package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// What it is.
    pub manifest: Manifest,
    /// It came as a file, so that headquarters' word that there is none takes nothing away.
    pub by_file: bool,
    /// When it came.
    pub came_at: i64,
}

/// A package that is being fetched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanted {
    /// What it is; its signature held.
    pub manifest: Manifest,
    /// The whole file's length.
    pub file_bytes: u64,
}

/// The version before the present one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Former {
    /// Its number.
    pub version: Version,
    /// The newest data it can read.
    pub data_version: i64,
    /// The file in this folder: an image that runs, or a package.
    pub file: String,
    /// Whether the file is a package.
    pub is_package: bool,
}

/// Starts of one version that came to no screen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Starts {
    /// Of which version.
    pub version: Version,
    /// How many in a row.
    pub failed: u32,
}

/// What is noted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct State {
    /// The highest version seen in any signed package.
    pub highest_seen: Option<Version>,
    /// A version somebody went back from; headquarters' offer of it is passed over.
    pub left: Option<Version>,
    /// What waits.
    pub ready: Option<Ready>,
    /// What is being fetched.
    pub wanted: Option<Wanted>,
    /// What a person said.
    pub choice: Option<Choice>,
    /// The former version is to be put back when the program ends.
    pub going_back: bool,
    /// When a reminder is due.
    pub remind_at: Option<i64>,
    /// When headquarters was asked last, whether it answered or not.
    pub asked_at: Option<i64>,
    /// What was begun to be installed.
    pub installing: Option<Version>,
    /// The package of the version that runs, if it came as one.
    pub running: Option<Ready>,
    /// The version before.
    pub former: Option<Former>,
    /// Starts without a screen.
    pub starts: Option<Starts>,
    /// The step of the data's schema, as the last program that opened it left it.
    pub data_version: Option<i64>,
    /// Where the installer was laid for a person.
    pub handed_out: Option<PathBuf>,
    /// The code of what went wrong last.
    pub problem: Option<String>,
}
