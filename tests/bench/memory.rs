//! The memory of processes, where the system tells it (Linux).

/// Mebibytes of physical memory at the highest, so far.
pub(crate) fn peak_mib(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

/// Mebibytes that a process and all that it started take now; what several share is divided among
/// them.
pub(crate) fn family_mib(process: u32) -> Option<f64> {
    let kib: f64 = share_kib(process)?;
    let children = std::fs::read_dir("/proc").ok()?;
    let children = children
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|&other| parent(other) == Some(process));
    let below: f64 = children.filter_map(family_mib).sum();
    Some(kib / 1024.0 + below)
}

fn share_kib(process: u32) -> Option<f64> {
    let told = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = told.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn parent(process: u32) -> Option<u32> {
    let told = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name in parentheses may hold anything, spaces too.
    let after = told.rsplit_once(") ")?.1;
    after.split_whitespace().nth(1)?.parse().ok()
}
