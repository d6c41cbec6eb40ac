//! Which package may follow which: never back, never a stale one, never another system's.

use chrono::NaiveDate;
use semver::Version;

use crate::error::UpdateError;
use crate::package::Manifest;

/// What is known of this PC when a package is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Known<'k> {
    /// The version that runs.
    pub installed: &'k Version,
    /// The highest version ever seen in a signed package.
    pub highest_seen: Option<&'k Version>,
    /// What packages for this PC are made for.
    pub target: &'k str,
    /// Today in China.
    pub today: NaiveDate,
}

/// Whether a package may be installed here. Whoever replays an old signed package, with the faults
/// it had, is refused by its number or by its date.
///
/// # Errors
/// [`UpdateError::WrongTarget`], [`UpdateError::NotNewer`], [`UpdateError::Expired`].
pub fn judge(manifest: &Manifest, known: Known<'_>) -> Result<(), UpdateError> {
    if manifest.target != known.target {
        return Err(UpdateError::WrongTarget);
    }
    let seen = known.highest_seen;
    if manifest.version <= *known.installed || seen.is_some_and(|seen| manifest.version < *seen) {
        return Err(UpdateError::NotNewer);
    }
    if manifest.expires_on < known.today {
        return Err(UpdateError::Expired);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest(version: &str) -> Manifest {
        Manifest {
            format: 1,
            version: version.parse().unwrap(),
            target: "linux-x86_64-appimage".to_owned(),
            made_on: "2026-11-01".parse().unwrap(),
            expires_on: "2027-05-01".parse().unwrap(),
            notes_zh: "更快".to_owned(),
            notes_en: "Faster".to_owned(),
            data_version: 1,
            size_bytes: 1,
            blake3: String::new(),
        }
    }

    fn judged(version: &str, seen: Option<&str>, today: &str) -> Result<(), UpdateError> {
        let seen: Option<Version> = seen.map(|seen| seen.parse().unwrap());
        let known = Known {
            installed: &Version::new(0, 2, 0),
            highest_seen: seen.as_ref(),
            target: "linux-x86_64-appimage",
            today: today.parse().unwrap(),
        };
        judge(&manifest(version), known)
    }

    #[test]
    fn only_a_version_above_the_installed_one_and_not_below_any_seen_is_taken() {
        let day = "2026-11-23";
        judged("0.2.1", None, day).unwrap();
        judged("0.10.0", Some("0.9.9"), day).unwrap();
        judged("0.3.0", Some("0.3.0"), day).unwrap();
        for (version, seen) in [
            ("0.2.0", None),
            ("0.1.9", None),
            ("0.2.0-beta.1", None),
            ("0.3.0", Some("0.3.1")),
        ] {
            let refused = judged(version, seen, day).unwrap_err();
            assert!(matches!(refused, UpdateError::NotNewer), "{version}");
        }
    }

    #[test]
    fn a_package_is_taken_on_its_last_day_and_not_after() {
        judged("0.3.0", None, "2027-05-01").unwrap();
        let refused = judged("0.3.0", None, "2027-05-02").unwrap_err();
        assert!(matches!(refused, UpdateError::Expired));
    }

    #[test]
    fn a_package_for_another_system_is_refused_whatever_its_number() {
        let known = Known {
            installed: &Version::new(0, 2, 0),
            highest_seen: None,
            target: "windows-x86_64-nsis",
            today: "2026-11-23".parse().unwrap(),
        };
        let refused = judge(&manifest("9.0.0"), known).unwrap_err();
        assert!(matches!(refused, UpdateError::WrongTarget));
    }
}
