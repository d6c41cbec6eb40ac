//! Machines of other makers, which the shop also repairs.

use crate::explain::{Explanation, line};

/// The row under which the answer stands.
pub const OTHER_BRAND: &str = "OTHER.BRAND";

/// Why no warranty of our maker has a say: the work is charged by the price list or the shop's own
/// price. What the customer has against the other maker or its seller is untouched by it.
#[must_use]
pub fn other_brand() -> Explanation {
    Explanation {
        rows: vec![OTHER_BRAND],
        steps: vec![line!("warranty-other-brand")],
        notes: vec![line!("warranty-other-brand-own")],
        ..Explanation::default()
    }
}
