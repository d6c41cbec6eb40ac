//! Versions of the program that PCs are offered: packages in a folder of the data, one for each
//! version and system. What is not signed with the key is never put there.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Subcommand;
use semver::Version;
use serde_json::{Value, json};
use wuyou_server_store::{ServerStore, StoreError};
use wuyou_update::package::{ENDING, Head, check, file_name, is_target};
use wuyou_update::{BUILT_IN_KEY, Key, Manifest, UpdateError};

use super::certificate::today;
use super::{Refusal, log};

/// The folder's name in the server's data folder.
pub const FOLDER: &str = "updates";
/// The end of a file that is not whole yet.
const PART: &str = "part";

/// What to do with versions of the program.
#[derive(Debug, Subcommand)]
pub enum UpdateCommand {
    /// Checks a package and hands it out from now on.
    Publish {
        /// The package, `wuyou-<version>-<target>.wyu`.
        file: PathBuf,
        /// The public key of whoever makes releases; the one this program was built with when absent.
        #[arg(long, env = "WUYOU_UPDATE_PUBLIC_KEY")]
        key: Option<String>,
    },
    /// Lists what is handed out.
    List,
    /// Hands a version out no more. PCs that have it already keep what they installed.
    Withdraw {
        /// The version.
        #[arg(long)]
        version: Version,
        /// The system; all of them when absent.
        #[arg(long)]
        target: Option<String>,
    },
}

/// A package that is handed out.
#[derive(Debug, Clone)]
pub struct Published {
    /// What it says of itself.
    pub manifest: Manifest,
    /// As it was signed.
    pub head: Head,
    /// The file.
    pub path: PathBuf,
    /// Its length.
    pub file_bytes: u64,
}

/// Runs a command.
///
/// # Errors
/// A [`Refusal`].
pub fn run(
    store: &dyn ServerStore,
    data: &Path,
    command: UpdateCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    let dir = data.join(FOLDER);
    match command {
        UpdateCommand::Publish { file, key } => publish(store, &dir, &file, key, now_at),
        UpdateCommand::List => {
            let today = today(now_at)?;
            let all = published(&dir).map_err(StoreError::from)?;
            let all: Vec<Value> = all.iter().map(|one| told(one, today)).collect();
            Ok(json!({ "updates": all }))
        }
        UpdateCommand::Withdraw { version, target } => {
            withdraw(store, &dir, &version, target.as_deref(), now_at)
        }
    }
}

fn publish(
    store: &dyn ServerStore,
    dir: &Path,
    file: &Path,
    key: Option<String>,
    now_at: i64,
) -> Result<Value, Refusal> {
    let key = key.or_else(|| BUILT_IN_KEY.map(str::to_owned));
    let key = key.ok_or_else(|| {
        let message = "this program was built without a key for updates; give it with --key";
        Refusal::new("admin.update_key", message)
    })?;
    let key =
        Key::read(&key).map_err(|error| Refusal::new("admin.update_key", error.to_string()))?;
    fs::create_dir_all(dir).map_err(StoreError::from)?;
    // Our own copy is what is checked: the other may change meanwhile.
    let part = dir.join(format!("incoming.{PART}"));
    let taken = fs::copy(file, &part)
        .map_err(UpdateError::from)
        .and_then(|_| check(&part, &key))
        .and_then(
            |manifest| match manifest.expires_on < today_or_first(now_at) {
                true => Err(UpdateError::Expired),
                false => Ok(manifest),
            },
        );
    let placed = taken.and_then(|manifest| {
        File::open(&part)?.sync_all()?;
        fs::rename(&part, dir.join(manifest.file_name()))?;
        Ok(manifest)
    });
    let manifest = placed.map_err(|error| {
        let _ = fs::remove_file(&part);
        Refusal::from(error).with(json!({ "file": file.display().to_string() }))
    })?;
    log(store, "update.publish", None, None, now_at)?;
    Ok(json!({
        "published": manifest.file_name(),
        "version": manifest.version,
        "target": manifest.target,
        "expires_on": manifest.expires_on,
    }))
}

/// Today, or a day no package is too old for when the clock cannot be read.
fn today_or_first(now_at: i64) -> NaiveDate {
    today(now_at).unwrap_or(NaiveDate::MIN)
}

fn withdraw(
    store: &dyn ServerStore,
    dir: &Path,
    version: &Version,
    target: Option<&str>,
    now_at: i64,
) -> Result<Value, Refusal> {
    let all = published(dir).map_err(StoreError::from)?;
    let mut gone = Vec::new();
    for one in all {
        let named = target.is_none_or(|target| one.manifest.target == target);
        if one.manifest.version == *version && named {
            fs::remove_file(&one.path).map_err(StoreError::from)?;
            gone.push(one.manifest.file_name());
        }
    }
    if gone.is_empty() {
        return Err(Refusal::new(
            "admin.not_found",
            "no such package is handed out",
        ));
    }
    log(store, "update.withdraw", None, None, now_at)?;
    Ok(json!({ "withdrawn": gone }))
}

fn told(one: &Published, today: NaiveDate) -> Value {
    json!({
        "version": one.manifest.version,
        "target": one.manifest.target,
        "made_on": one.manifest.made_on,
        "expires_on": one.manifest.expires_on,
        "expired": one.manifest.expires_on < today,
        "file_bytes": one.file_bytes,
        "notes_zh": one.manifest.notes_zh,
        "notes_en": one.manifest.notes_en,
    })
}

/// What is handed out. Signatures were checked when it was published, and PCs check them anew.
///
/// # Errors
/// What the system says; a file that is no package is passed over.
pub fn published(dir: &Path) -> io::Result<Vec<Published>> {
    let mut all = Vec::new();
    let entries = match fs::read_dir(dir) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(all),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == ENDING)
            && let Some(one) = read(path)
        {
            all.push(one);
        }
    }
    all.sort_by(|a, b| {
        let order = |one: &Published| (one.manifest.target.clone(), one.manifest.version.clone());
        order(a).cmp(&order(b))
    });
    Ok(all)
}

/// The package of a version for a system.
#[must_use]
pub fn find(dir: &Path, version: &Version, target: &str) -> Option<PathBuf> {
    if !is_target(target) {
        return None;
    }
    let path = dir.join(file_name(version, target));
    path.is_file().then_some(path)
}

fn read(path: PathBuf) -> Option<Published> {
    let file = File::open(&path).ok()?;
    let file_bytes = file.metadata().ok()?.len();
    let head = Head::read(&mut BufReader::new(file)).ok()?;
    let manifest = serde_json::from_slice(head.manifest()).ok()?;
    Some(Published {
        manifest,
        head,
        path,
        file_bytes,
    })
}
