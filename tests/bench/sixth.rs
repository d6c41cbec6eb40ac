//! A sixth of the processors for a program and everything it starts, as an old PC has it.
//!
//! The system's own limit (cgroups, either version): in each hundredth of a second all its processes
//! together may compute for a sixth of that on every processor. Waiting for the disk is not slowed.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{fs, thread};

const PERIOD_US: u64 = 10_000;
const SHARE: u64 = 6;

/// The limit; it ends when it is dropped.
pub(crate) struct Sixth {
    group: PathBuf,
    members: PathBuf,
}

impl Sixth {
    /// Sets it up; nothing where the system has no such limit, or not for whoever runs the bench.
    pub(crate) fn set_up() -> Option<Self> {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let quota = PERIOD_US * u64::try_from(processors).ok()? / SHARE;
        let name = format!("wuyou-bench-{}", std::process::id());
        Self::first(&name, quota).or_else(|| Self::second(&name, quota))
    }

    fn first(name: &str, quota: u64) -> Option<Self> {
        let group = Path::new("/sys/fs/cgroup/cpu").join(name);
        fs::create_dir(&group).ok()?;
        let made = Self {
            members: group.join("tasks"),
            group,
        };
        fs::write(made.group.join("cpu.cfs_period_us"), PERIOD_US.to_string()).ok()?;
        fs::write(made.group.join("cpu.cfs_quota_us"), quota.to_string()).ok()?;
        Some(made)
    }

    fn second(name: &str, quota: u64) -> Option<Self> {
        let group = Path::new("/sys/fs/cgroup").join(name);
        fs::create_dir(&group).ok()?;
        let made = Self {
            members: group.join("cgroup.procs"),
            group,
        };
        fs::write(made.group.join("cpu.max"), format!("{quota} {PERIOD_US}")).ok()?;
        Some(made)
    }

    /// The program, started within the limit.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new("sh");
        command
            .args(["-c", "echo $$ > \"$0\" && exec \"$1\""])
            .arg(&self.members)
            .arg(program);
        command
    }
}

impl Drop for Sixth {
    fn drop(&mut self) {
        // Gone with the machine's next start at the latest; it limits nobody else.
        let _ = fs::remove_dir(&self.group);
    }
}
