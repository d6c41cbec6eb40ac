//! The mean of a sample with its 95 % confidence interval (Student's t, two-sided).

use serde::{Deserialize, Serialize};

/// A mean with its 95 % confidence interval by Student's t distribution.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Mean {
    /// The mean.
    pub mean: f64,
    /// Lower end of the interval; null for a single value.
    pub ci_low: Option<f64>,
    /// Upper end of the interval; null for a single value.
    pub ci_high: Option<f64>,
}

/// The 0.975 quantiles of Student's t for 1 to 30 degrees of freedom (any statistical table).
const T_975: [f64; 30] = [
    12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.3060, 2.2622, 2.2281, 2.2010,
    2.1788, 2.1604, 2.1448, 2.1314, 2.1199, 2.1098, 2.1009, 2.0930, 2.0860, 2.0796, 2.0739, 2.0687,
    2.0639, 2.0595, 2.0555, 2.0518, 2.0484, 2.0452, 2.0423,
];
/// The 0.975 quantile of the normal distribution, towards which t goes.
const Z_975: f64 = 1.959_964;

/// The 0.975 quantile of Student's t: from the table, beyond it by the expansion around the
/// normal quantile, whose next term is below 0.00001 there. Null without a degree of freedom.
#[must_use]
pub fn t_975(degrees: usize) -> Option<f64> {
    let index = degrees.checked_sub(1)?;
    Some(T_975.get(index).copied().unwrap_or_else(|| {
        let (z, v) = (Z_975, degrees as f64);
        let z3 = z * z * z;
        let (z5, z7) = (z3 * z * z, z3 * z3 * z);
        let first = (z3 + z) / 4.0;
        let second = (5.0 * z5 + 16.0 * z3 + 3.0 * z) / 96.0;
        let third = (3.0 * z7 + 19.0 * z5 + 17.0 * z3 - 15.0 * z) / 384.0;
        z + (first + (second + third / v) / v) / v
    }))
}

/// Parts of a point in which gaps are added. The gaps of a form are sixtieths, weighted by parts of
/// a hundred points: with weights of up to nine decimals that add up to 100 they fit exactly.
const GRID: f64 = 6.0e12;

/// The mean of `values`, which are gaps between -6 and 6, with its interval; null without values.
/// Values are added as whole numbers, so that three times 0.1 has the mean 0.1, and the order of
/// values does not matter, down to the last bit.
#[must_use]
pub(super) fn mean(values: &[f64]) -> Option<Mean> {
    let first = *values.first()?;
    if values.iter().all(|value| *value == first) {
        let end = (values.len() > 1).then_some(first);
        return Some(Mean {
            mean: first,
            ci_low: end,
            ci_high: end,
        });
    }
    let n = values.len() as f64;
    let whole = |value: &f64| (value * GRID).round() as i128;
    let total: i128 = values.iter().map(whole).sum();
    let mean = total as f64 / (n * GRID);
    let half = t_975(values.len() - 1).map(|t| {
        let apart = values.iter().map(|value| {
            let apart = whole(value) * values.len() as i128 - total;
            apart as f64 / (n * GRID)
        });
        let variance = sum(apart.map(|apart| apart * apart).collect()) / (n - 1.0);
        t * (variance / n).sqrt()
    });
    Some(Mean {
        mean,
        ci_low: half.map(|half| mean - half),
        ci_high: half.map(|half| mean + half),
    })
}

/// Sums in order of size, so that a permutation of the rows gives the same last bit.
fn sum(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.iter().sum()
}
