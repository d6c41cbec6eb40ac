//! `wuyou-server package …`: making a package of an update, in three steps, so that the secret key
//! never comes near this program.
//!
//! 1. `manifest` writes what is to be signed. 2. `minisign -S -m manifest.json` signs it, on the
//!    computer that has the key. 3. `join` puts manifest, signature and installer into one file.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use semver::Version;
use serde_json::{Value, json};
use wuyou_update::package::{About, Head, check, manifest_of, write};
use wuyou_update::{Key, UpdateError};

use crate::admin::Refusal;

/// A step of making a package.
#[derive(Debug, Subcommand)]
pub enum PackageCommand {
    /// Writes the manifest of an installer, to be signed.
    Manifest(Facts),
    /// Puts manifest, signature and installer into one file, and checks it.
    Join {
        /// The manifest.
        #[arg(long)]
        manifest: PathBuf,
        /// Its signature, as minisign writes it.
        #[arg(long)]
        signature: PathBuf,
        /// The installer.
        #[arg(long)]
        installer: PathBuf,
        /// The public key.
        #[arg(long, env = "WUYOU_UPDATE_PUBLIC_KEY")]
        key: String,
        /// The folder the package goes to.
        #[arg(long)]
        out: PathBuf,
    },
}

/// What a release says of itself.
#[derive(Debug, Args)]
pub struct Facts {
    /// The installer, or the AppImage.
    #[arg(long)]
    installer: PathBuf,
    /// The version it installs.
    #[arg(long)]
    version: Version,
    /// The system, e.g. `windows-x86_64-nsis`, `linux-x86_64-appimage`, `linux-x86_64-deb`.
    #[arg(long)]
    target: String,
    /// When it was made.
    #[arg(long)]
    made_on: NaiveDate,
    /// The last day on which it may be installed.
    #[arg(long)]
    expires_on: NaiveDate,
    /// A text file: what changes, in Chinese.
    #[arg(long)]
    notes_zh: PathBuf,
    /// A text file: what changes, in English.
    #[arg(long)]
    notes_en: PathBuf,
    /// The step of the data's schema this version writes (`program.schema_known` of its diagnosis).
    #[arg(long)]
    data_version: i64,
    /// Where the manifest goes.
    #[arg(long)]
    out: PathBuf,
}

/// Runs a step.
///
/// # Errors
/// A [`Refusal`].
pub fn run(command: PackageCommand) -> Result<Value, Refusal> {
    match command {
        PackageCommand::Manifest(facts) => manifest(facts),
        PackageCommand::Join {
            manifest,
            signature,
            installer,
            key,
            out,
        } => join((&manifest, &signature), &installer, &key, &out),
    }
}

fn text(path: &Path) -> Result<String, UpdateError> {
    Ok(fs::read_to_string(path)?)
}

fn manifest(facts: Facts) -> Result<Value, Refusal> {
    let about = About {
        version: facts.version,
        target: facts.target,
        made_on: facts.made_on,
        expires_on: facts.expires_on,
        notes: (text(&facts.notes_zh)?, text(&facts.notes_en)?),
        data_version: facts.data_version,
    };
    let bytes = manifest_of(&facts.installer, about)?;
    fs::write(&facts.out, bytes).map_err(UpdateError::from)?;
    Ok(json!({ "manifest": facts.out.display().to_string() }))
}

fn join(
    (manifest, signature): (&Path, &Path),
    installer: &Path,
    key: &str,
    out: &Path,
) -> Result<Value, Refusal> {
    let key = Key::read(key)?;
    let manifest = fs::read(manifest).map_err(UpdateError::from)?;
    let head = Head::new(manifest, text(signature)?);
    let name = head.verified(&key)?.file_name();
    let path = out.join(name);
    let joined = || -> Result<(), UpdateError> {
        let mut to = File::create(&path)?;
        write(&mut to, &head, &mut File::open(installer)?)?;
        to.sync_all()?;
        // Another installer than the one that was signed shows here, not at a shop.
        check(&path, &key).map(|_| ())
    };
    joined().map_err(|error| {
        let _ = fs::remove_file(&path);
        Refusal::from(error)
    })?;
    Ok(json!({ "package": path.display().to_string() }))
}
