//! Putting a version in place, and the one before it back.
//!
//! Windows: the installer is run with the switches of Tauri's installers. Linux: an `AppImage` is
//! replaced by renaming, the old one is kept. Everywhere else the system's own tools must be asked,
//! with rights this program has not: the file is laid ready and a person is told.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use chrono::NaiveDate;
use semver::Version;

use crate::error::UpdateError;
use crate::package::{self, Key};
use crate::shelf::{Former, Here, Ready, Shelf};

/// How often a program that was just written is tried: virus scanners hold it for a moment.
const TRIES: u32 = 20;
const PAUSE: Duration = Duration::from_millis(100);
/// What the runtime of an `AppImage` tells the program inside; the next one gets its own.
const IMAGE_VARIABLES: [&str; 5] = ["APPIMAGE", "APPDIR", "ARGV0", "OWD", "LD_LIBRARY_PATH"];

/// How versions are put in place on this PC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// The program is one file, which is replaced.
    Image(PathBuf),
    /// An installer is run.
    Setup,
    /// A person installs the file.
    HandOut,
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    /// The file was replaced; this one is to be started.
    Replaced(PathBuf),
    /// The installer runs.
    Started,
    /// The file lies here for a person.
    HandedOut(PathBuf),
}

/// What packages for this PC are made for, and how they are put in place.
#[must_use]
pub fn here() -> (String, Way) {
    let machine = std::env::consts::ARCH;
    if cfg!(windows) {
        return (format!("windows-{machine}-nsis"), Way::Setup);
    }
    if cfg!(target_os = "macos") {
        return (format!("macos-{machine}-dmg"), Way::HandOut);
    }
    if let Some(image) = std::env::var_os("APPIMAGE") {
        return (
            format!("linux-{machine}-appimage"),
            Way::Image(image.into()),
        );
    }
    let kind = match Path::new("/etc/debian_version").exists() {
        true => "deb",
        false => "rpm",
    };
    (format!("linux-{machine}-{kind}"), Way::HandOut)
}

/// The ending a system wants of a file it is to open.
fn ending(target: &str) -> &'static str {
    match target.rsplit('-').next() {
        Some("nsis") => ".exe",
        Some("deb") => ".deb",
        Some("rpm") => ".rpm",
        Some("dmg") => ".dmg",
        _ => "",
    }
}

impl Shelf {
    /// Puts the waiting package in place; `opens` is whether the new version is to open by itself.
    /// `data_version` is the newest data the present version can read.
    ///
    /// # Errors
    /// Why it could not be done; the present version is as it was then.
    pub fn install(
        &self,
        here: &Here,
        way: &Way,
        (today, data_version): (NaiveDate, i64),
        opens: bool,
    ) -> Result<Done, UpdateError> {
        let ready = self.waiting(here, today)?;
        let package = self.path(&ready.manifest.file_name());
        self.change(|state| state.installing = Some(ready.manifest.version.clone()))?;
        let done = match way {
            Way::Image(image) => {
                self.keep_image(image, &here.version, data_version)?;
                replace(image, |to| {
                    package::unpack(&package, &here.key, to).map(|_| ())
                })?;
                Done::Replaced(image.clone())
            }
            Way::Setup => {
                self.keep_package(&here.version, data_version)?;
                let setup = self.laid(&ready, &package, &here.key)?;
                run_setup(&setup, opens)?;
                Done::Started
            }
            Way::HandOut => {
                let laid = self.laid(&ready, &package, &here.key)?;
                self.change(|state| {
                    state.installing = None;
                    state.handed_out = Some(laid.clone());
                })?;
                Done::HandedOut(laid)
            }
        };
        Ok(done)
    }

    /// Puts the former version back in place.
    ///
    /// # Errors
    /// Why it could not be done.
    pub fn go_back(
        &self,
        (version, key): (&Version, Option<&Key>),
        way: &Way,
    ) -> Result<Done, UpdateError> {
        let former = self.former(version)?;
        let kept = self.path(&former.file);
        self.change(|state| {
            state.left = Some(version.clone());
            state.installing = Some(former.version.clone());
            state.starts = None;
            state.ready = None;
            state.choice = None;
        })?;
        match way {
            Way::Image(image) if !former.is_package => {
                replace(image, |to| {
                    io::copy(&mut File::open(&kept)?, to)?;
                    Ok(())
                })?;
                Ok(Done::Replaced(image.clone()))
            }
            Way::Setup if former.is_package => {
                let key = key.ok_or(UpdateError::Off)?;
                let manifest = package::look(&kept, key)?;
                let ready = Ready {
                    manifest,
                    by_file: false,
                    came_at: 0,
                };
                let setup = self.laid(&ready, &kept, key)?;
                run_setup(&setup, true)?;
                Ok(Done::Started)
            }
            _ => Err(UpdateError::NoFormer),
        }
    }

    fn keep_image(
        &self,
        image: &Path,
        version: &Version,
        data_version: i64,
    ) -> Result<(), UpdateError> {
        let file = format!("former-{version}");
        let kept = self.path(&file);
        replace(&kept, |to| {
            io::copy(&mut File::open(image)?, to)?;
            Ok(())
        })?;
        self.keep(version, data_version, file, false)
    }

    /// The package the present version came as; one that was installed by hand left none.
    fn keep_package(&self, version: &Version, data_version: i64) -> Result<(), UpdateError> {
        let running = self.state().running;
        let Some(running) = running.filter(|one| one.manifest.version == *version) else {
            return self.change(|state| state.former = None);
        };
        self.keep(version, data_version, running.manifest.file_name(), true)
    }

    fn keep(
        &self,
        version: &Version,
        data_version: i64,
        file: String,
        is_package: bool,
    ) -> Result<(), UpdateError> {
        let former = Former {
            version: version.clone(),
            data_version,
            file,
            is_package,
        };
        self.change(|state| {
            state.former = Some(former);
            state.data_version = Some(data_version);
        })
    }

    /// The installer of a package, checked on its way, as a file of its own.
    fn laid(&self, ready: &Ready, package: &Path, key: &Key) -> Result<PathBuf, UpdateError> {
        let manifest = &ready.manifest;
        let name = format!(
            "wuyou-{}-setup{}",
            manifest.version,
            ending(&manifest.target)
        );
        let path = self.path(&name);
        replace(&path, |to| package::unpack(package, key, to).map(|_| ()))?;
        Ok(path)
    }
}

/// Writes a program beside its place and renames it there: at every instant there is a whole one.
fn replace(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), UpdateError>,
) -> Result<(), UpdateError> {
    let folder = path.parent().ok_or(UpdateError::Nothing)?;
    let mut file = tempfile::Builder::new()
        .prefix(".wuyou-")
        .tempfile_in(folder)?;
    write(file.as_file_mut())?;
    runnable(file.as_file())?;
    file.as_file().sync_all()?;
    // The handle is closed first: no system runs a file that is being written.
    let part = file.into_temp_path();
    part.persist(path).map_err(|error| error.error)?;
    settled(folder)
}

#[cfg(unix)]
fn runnable(file: &File) -> Result<(), UpdateError> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(file.set_permissions(std::fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn runnable(_: &File) -> Result<(), UpdateError> {
    Ok(())
}

/// A rename that a power cut must not undo.
#[cfg(unix)]
fn settled(folder: &Path) -> Result<(), UpdateError> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
fn settled(_: &Path) -> Result<(), UpdateError> {
    Ok(())
}

/// Tauri's installers: `/P` shows only how far they are, `/UPDATE` keeps settings and shortcuts as
/// they are, `/R` opens the program afterwards.
fn run_setup(setup: &Path, opens: bool) -> Result<(), UpdateError> {
    let mut command = Command::new(setup);
    command.args(["/P", "/UPDATE"]);
    if opens {
        command.arg("/R");
    }
    Ok(begin(&mut command)?)
}

/// Starts the program that was put in place.
///
/// # Errors
/// What the system says.
pub fn open(program: &Path) -> io::Result<()> {
    let mut command = Command::new(program);
    for name in IMAGE_VARIABLES {
        command.env_remove(name);
    }
    begin(&mut command)
}

fn begin(command: &mut Command) -> io::Result<()> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let mut tries = 0;
    loop {
        tries += 1;
        match command.spawn() {
            Err(error) if is_held(&error) && tries < TRIES => std::thread::park_timeout(PAUSE),
            begun => return begun.map(|_| ()),
        }
    }
}

fn is_held(error: &io::Error) -> bool {
    use io::ErrorKind::{ExecutableFileBusy, PermissionDenied, ResourceBusy};
    let kind = error.kind();
    matches!(kind, ExecutableFileBusy | ResourceBusy) || (cfg!(windows) && kind == PermissionDenied)
}
