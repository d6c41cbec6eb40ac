//! By how much a day of use lowers a refund, and whether that may be charged at all.

use chrono::NaiveDate;

use crate::warranty::Policies;
use crate::warranty::remedy::AgreedRate;

/// The rate for a machine of this model sold on `sold_on`: that of the statutory list where its class
/// is listed, else the maker's, which holds only where the terms of the sale say so. Nothing for a
/// model no document knows.
#[must_use]
pub fn deduction_rate(
    policies: &Policies,
    model: &str,
    sold_on: NaiveDate,
    in_sales_terms: bool,
) -> Option<AgreedRate> {
    let row = policies.warranty_on(sold_on)?.content.model(model)?;
    let list = policies.statutory_on(sold_on);
    let listed = list.and_then(|list| list.content.good(&row.product_class));
    if let Some(good) = listed.filter(|good| good.may_decide()) {
        return Some(AgreedRate {
            rate_ppm: good.dep_ppm,
            statutory: true,
            in_sales_terms,
        });
    }
    Some(AgreedRate {
        rate_ppm: row.dep_ppm,
        statutory: false,
        in_sales_terms: in_sales_terms || !row.dep_needs_agreement,
    })
}
