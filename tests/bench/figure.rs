//! A figure, the bare one beside it, and whether the goal is reached.

use serde_json::json;

/// What a figure should reach.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Goal {
    /// Ours at most this many times the bare one.
    Ratio(f64),
    /// Ours at most this.
    AtMost(f64),
    /// Ours at least this.
    AtLeast(f64),
    /// Told for its own sake.
    None,
}

/// One line of the bench.
#[derive(Debug)]
pub(crate) struct Figure<'t> {
    /// A stable name.
    pub(crate) name: &'t str,
    /// Ours, in `unit`.
    pub(crate) ours: f64,
    /// The unit of both.
    pub(crate) unit: &'t str,
    /// The bare one, if there is one, and what it is.
    pub(crate) beside: Option<(f64, &'t str)>,
    /// What ours should reach.
    pub(crate) goal: Goal,
}

impl Figure<'_> {
    /// Prints it as a JSON line.
    pub(crate) fn print(&self) {
        let ratio = self.beside.map(|(beside, _)| self.ours / beside);
        let (goal, met) = match self.goal {
            Goal::Ratio(most) => (
                Some(format!("ratio <= {most}")),
                ratio.map(|ratio| ratio <= most),
            ),
            Goal::AtMost(most) => (Some(format!("ours <= {most}")), Some(self.ours <= most)),
            Goal::AtLeast(least) => (Some(format!("ours >= {least}")), Some(self.ours >= least)),
            Goal::None => (None, None),
        };
        let line = json!({
            "name": self.name,
            "ours": rounded(self.ours),
            "unit": self.unit,
            "beside": self.beside.map(|(beside, _)| rounded(beside)),
            "beside_what": self.beside.map(|(_, what)| what),
            "ratio": ratio.map(rounded),
            "goal": goal,
            "met": met,
        });
        println!("{line}");
    }
}

/// Four significant digits: a figure is never truer than that.
fn rounded(value: f64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let digits = 3 - value.abs().log10().floor() as i32;
    let scale = 10_f64.powi(digits);
    (value * scale).round() / scale
}

/// The value below which this share (0 to 1) of the samples lies.
pub(crate) fn quantile(samples: &[f64], share: f64) -> f64 {
    let mut sorted = samples.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let at = (last as f64 * share).round() as usize;
    sorted.get(at).copied().unwrap_or(f64::NAN)
}

/// The middle one.
pub(crate) fn median(samples: &[f64]) -> f64 {
    quantile(samples, 0.5)
}
