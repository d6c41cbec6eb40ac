//! The program's log: to standard error, and in files of the data folder for support.
//!
//! The files are bounded in number and size. The libraries for that either rotate by time only, so
//! that one fault that repeats fills the disk within a day, or bring the clock of `chrono` along,
//! which this workspace leaves out on purpose; what is left to do is a rename.

use std::fs::{self, File};
use std::io::{self, Write};
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};
use wuyou_app::log::{FILE, FOLDER, plain};

/// What goes into the files: what went wrong anywhere, and what the program did.
const IN_FILES: &str = "warn,wuyou_app=info,wuyou_agent=info,wuyou_host=info,wuyou_store=info,\
                        wuyou_desktop=info";
/// Bytes after which a new file begins.
const FILE_BYTES: u64 = 1024 * 1024;
/// Older files kept.
const OLDER_KEPT: usize = 4;

/// The files of the running program.
static FILES: Files = Files::new(FILE_BYTES);

/// Logs to stderr from `default` on (`off`, `warn`, …); `WUYOU_LOG` overrides it. Never customer
/// data.
pub fn log_to_stderr(default: &str) {
    // A second call in one process (tests) keeps the first logger.
    let _ = fmt()
        .with_env_filter(filter(default))
        .with_writer(io::stderr)
        .try_init();
}

/// As [`log_to_stderr`], and into files of the data folder as soon as one is opened; what panics is
/// logged too.
pub fn log_to_files(default: &str) {
    let stderr = fmt::layer().with_writer(io::stderr);
    let files = fmt::layer().with_ansi(false).with_writer(|| Line(&FILES));
    let started = tracing_subscriber::registry()
        .with(stderr.with_filter(filter(default)))
        .with(files.with_filter(EnvFilter::new(IN_FILES)))
        .try_init();
    if started.is_ok() {
        log_panics();
    }
}

/// Logs what ended the program.
pub fn log_fatal(error: &dyn std::error::Error) {
    tracing::error!(%error, "the program ended");
}

fn filter(default: &str) -> EnvFilter {
    EnvFilter::try_from_env("WUYOU_LOG").unwrap_or_else(|_| EnvFilter::new(default))
}

/// From now on the files lie in this data folder.
pub(crate) fn lies_in(dir: &Path) {
    FILES.lie_in(dir);
}

/// Writes where something panicked, and in which words of the program.
fn log_panics() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let at = panic.location().map(ToString::to_string);
        tracing::error!(at, what = words(panic), "panic");
        before(panic);
    }));
}

/// The words of a panic, up to where a value may stand in them: a text that was cut in the middle of
/// a character is quoted whole by the library.
fn words(panic: &PanicHookInfo<'_>) -> String {
    let payload = panic.payload();
    match (
        payload.downcast_ref::<&'static str>(),
        payload.downcast_ref::<String>(),
    ) {
        (Some(fixed), _) => (*fixed).to_owned(),
        (None, Some(made)) => before_values(made).to_owned(),
        (None, None) => String::new(),
    }
}

fn before_values(text: &str) -> &str {
    const UNWRAPPED: &str = "called `Result::unwrap()` on an `Err` value";
    if text.starts_with(UNWRAPPED) {
        return UNWRAPPED;
    }
    let end = text.find(['`', '"', '\'', ':']);
    text.get(..end.unwrap_or(text.len())).unwrap_or_default()
}

/// The newest file and how full it is.
#[derive(Debug)]
struct Files {
    most: u64,
    open: Mutex<Open>,
}

#[derive(Debug)]
struct Open {
    folder: Option<PathBuf>,
    file: Option<File>,
    bytes: u64,
}

impl Files {
    const fn new(most: u64) -> Self {
        Self {
            most,
            open: Mutex::new(Open {
                folder: None,
                file: None,
                bytes: 0,
            }),
        }
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn lie_in(&self, dir: &Path) {
        let mut open = self.open();
        let folder = dir.join(FOLDER);
        if open.folder.as_ref() != Some(&folder) {
            (open.folder, open.file) = (Some(folder), None);
        }
    }

    fn write(&self, line: &[u8]) -> io::Result<()> {
        let line = plain(&String::from_utf8_lossy(line));
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        let mut open = self.open();
        let Some(folder) = open.folder.clone() else {
            return Ok(());
        };
        if open.file.is_some() && open.bytes.saturating_add(length) > self.most {
            // A file that is open cannot be renamed everywhere.
            open.file = None;
            push_down(&folder);
        }
        let file = match open.file.take() {
            Some(file) => file,
            None => {
                let (file, bytes) = newest(&folder)?;
                open.bytes = bytes;
                file
            }
        };
        let file = open.file.insert(file);
        file.write_all(line.as_bytes())?;
        open.bytes = open.bytes.saturating_add(length);
        Ok(())
    }
}

fn newest(folder: &Path) -> io::Result<(File, u64)> {
    fs::create_dir_all(folder)?;
    let file = File::options()
        .append(true)
        .create(true)
        .open(folder.join(FILE))?;
    let bytes = file.metadata()?.len();
    Ok((file, bytes))
}

/// Each file takes the next number; the oldest goes. One that is held open by whoever reads it stays,
/// and the newest goes on.
fn push_down(folder: &Path) {
    let named = |nr: usize| match nr {
        0 => folder.join(FILE),
        nr => folder.join(FILE).with_extension(format!("{nr}.log")),
    };
    for nr in (0..OLDER_KEPT).rev() {
        let _ = fs::rename(named(nr), named(nr + 1));
    }
}

/// One line on its way into the files.
struct Line<'f>(&'f Files);

impl Write for Line<'_> {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.write(line)?;
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
