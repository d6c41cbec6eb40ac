//! `cargo xtask new-migration`: the next empty migration, with its number.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use clap::{Args as ClapArgs, ValueEnum};

use crate::fail::Fail;
use crate::project::Project;

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Which database.
    #[arg(value_enum)]
    database: Database,
    /// What it does, in `snake_case`, such as `return_visit`.
    name: String,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Database {
    /// A dealer's PC.
    Store,
    /// Headquarters' server.
    Server,
}

impl Database {
    const fn folder(self) -> &'static str {
        match self {
            Self::Store => "crates/store/migrations",
            Self::Server => "crates/server-store/migrations",
        }
    }
}

/// Writes the file and says where it is.
pub(crate) fn new_migration(project: &Project, args: &Args) -> Result<()> {
    let named = !args.name.is_empty()
        && args
            .name
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !named {
        return Err(Fail::error(
            format!("`{}` is no name for a migration", args.name),
            "use lower-case words with underscores, such as return_visit",
        ));
    }
    let folder = project.path(args.database.folder());
    let last = versions(&folder)?.last().map_or(0, |(version, _)| *version);
    let next = if is_hour(last) {
        hour_now()?.max(last + 1)
    } else {
        last + 1
    };
    let path = folder.join(format!("V{next}__{}.sql", args.name));
    fs::write(&path, "-- What this changes, and why.\n")
        .with_context(|| format!("{} cannot be written", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

/// The migrations of a folder, by version. Files that are named otherwise get version 0.
pub(crate) fn versions(folder: &Path) -> Result<Vec<(u32, String)>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let name = entry?.file_name().to_string_lossy().into_owned();
        found.push((version(&name).unwrap_or_default(), name));
    }
    found.sort();
    Ok(found)
}

/// Whether a version is an hour, as in 2026112120.
pub(crate) const fn is_hour(version: u32) -> bool {
    version > 2_020_010_100 && version < 2_100_010_100
}

/// The present hour in UTC, as in 2026112120.
fn hour_now() -> Result<u32> {
    #[expect(
        clippy::disallowed_methods,
        reason = "the name of a new file, not a business time"
    )]
    let now = std::time::SystemTime::now();
    let seconds = now.duration_since(std::time::UNIX_EPOCH)?.as_secs();
    Ok(u32::try_from(hour_of(seconds))?)
}

/// Days are counted in eras of 400 years that begin in March, so that leap days come last.
const fn hour_of(unix_seconds: u64) -> u64 {
    let days = unix_seconds / 86_400 + 719_468;
    let day_of_era = days % 146_097;
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + days / 146_097 * 400 + if month <= 2 { 1 } else { 0 };
    ((year * 100 + month) * 100 + day) * 100 + unix_seconds % 86_400 / 3_600
}

fn version(name: &str) -> Option<u32> {
    let (version, rest) = name.strip_prefix('V')?.split_once("__")?;
    let what = rest
        .strip_suffix(".sql")
        .or_else(|| rest.strip_suffix(".rs"))?;
    if what.is_empty() {
        None
    } else {
        version.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_right_on_leap_days_and_at_the_turn_of_the_year() {
        assert_eq!(hour_of(1_709_164_800), 2024022900);
        assert_eq!(hour_of(1_709_251_199), 2024022923);
        assert_eq!(hour_of(1_709_251_200), 2024030100);
        assert_eq!(hour_of(1_767_225_599), 2025123123);
        assert_eq!(hour_of(1_795_296_600), 2026112121);
    }

    #[test]
    fn a_dated_folder_goes_on_with_dates() {
        let dir = tempfile::tempdir().unwrap();
        let project = Project::at(dir.path());
        let folder = project.path("crates/store/migrations");
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("V2099010100__far.sql"), "").unwrap();
        let args = Args {
            database: Database::Store,
            name: "next".to_owned(),
        };
        new_migration(&project, &args).unwrap();
        assert!(folder.join("V2099010101__next.sql").is_file());
    }

    #[test]
    fn the_next_migration_follows_the_highest_number_not_the_longest_name() {
        let dir = tempfile::tempdir().unwrap();
        let project = Project::at(dir.path());
        let folder = project.path("crates/store/migrations");
        fs::create_dir_all(&folder).unwrap();
        for name in ["V1__first.sql", "V2__second.sql", "V10__tenth.sql"] {
            fs::write(folder.join(name), "").unwrap();
        }
        let args = Args {
            database: Database::Store,
            name: "return_visit".to_owned(),
        };
        new_migration(&project, &args).unwrap();
        assert!(folder.join("V11__return_visit.sql").is_file());
        let args = Args {
            database: Database::Store,
            name: "../evil".to_owned(),
        };
        assert!(new_migration(&project, &args).is_err());
    }
}
