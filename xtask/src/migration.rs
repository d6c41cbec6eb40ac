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
        return Err(Fail::new(
            format!("`{}` is no name for a migration", args.name),
            "use lower-case words with underscores, such as return_visit",
        ));
    }
    let folder = project.path(args.database.folder());
    let next = versions(&folder)?
        .last()
        .map_or(1, |(version, _)| version + 1);
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
