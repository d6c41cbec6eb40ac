//! The files the checks read: everything in the checkout that is not generated or fetched.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};
use cargo_metadata::{Metadata, MetadataCommand};

use super::shown;
use crate::project::Project;

/// Folders that hold nothing of ours.
const SKIPPED: &[&str] = &["target", "node_modules", "dist", ".git", ".data", ".vite"];

/// A text file.
#[derive(Debug)]
pub(super) struct File {
    /// From the top folder, with `/`.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    /// Lines with their numbers, from 1.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line))
    }

    /// Whether the file has one of these endings.
    pub(super) fn is(&self, extensions: &[&str]) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, extension)| extensions.contains(&extension))
    }

    /// Whether the file lies in one of these folders.
    pub(super) fn below(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.starts_with(folder))
    }
}

/// The checkout as the checks see it.
#[derive(Debug)]
pub(super) struct Tree {
    root: PathBuf,
    files: Vec<File>,
    metadata: OnceCell<Metadata>,
}

impl Tree {
    /// Reads every text file.
    pub(super) fn read(root: &Path) -> Result<Self> {
        let mut files = Vec::new();
        collect(root, root, &mut files)?;
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(Self {
            root: root.to_owned(),
            files,
            metadata: OnceCell::new(),
        })
    }

    pub(super) fn project(&self) -> Project {
        Project::at(&self.root)
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &File> {
        self.files.iter()
    }

    /// The file with this path.
    pub(super) fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    /// Whether this path exists, as a file or a folder.
    pub(super) fn exists(&self, path: &str) -> bool {
        self.root.join(path).exists()
    }

    /// The folder or file at this path.
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// What cargo knows of the workspace and its dependencies.
    pub(super) fn metadata(&self) -> Result<&Metadata> {
        if let Some(metadata) = self.metadata.get() {
            return Ok(metadata);
        }
        let mut command = MetadataCommand::new();
        command.current_dir(&self.root);
        if self.exists("Cargo.lock") {
            command.other_options(["--locked".to_owned()]);
        }
        let metadata = command.exec().context("cargo metadata failed")?;
        Ok(self.metadata.get_or_init(|| metadata))
    }
}

fn collect(root: &Path, folder: &Path, files: &mut Vec<File>) -> Result<()> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !SKIPPED.contains(&name.as_str()) {
                collect(root, &path, files)?;
            }
        } else if kind.is_file() {
            // What is not UTF-8 is an image or an office file, and has no text to check.
            if let Ok(text) = fs::read_to_string(&path) {
                let path = shown(path.strip_prefix(root).unwrap_or(&path));
                files.push(File { path, text });
            }
        }
    }
    Ok(())
}
