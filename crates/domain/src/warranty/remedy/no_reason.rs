//! Returns without a fault: the statutory right of distance sales (消法 Art. 25, `rules.md` §2.3)
//! and the shop's own promise to exchange what does not suit (R093).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figures::RemedyRules;
use super::matrix::{date_of, named};
use crate::calendar::{End, Holidays, add_days, note_lists, plus_days, roll_lines};
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, line};
use crate::rule::{RuleError, in_order, within_calendar};

codes! {
    /// How a sale came about.
    SalesChannel {
        /// 门店: in the shop.
        Shop = "shop",
        /// 上门面售: face to face at the customer's home.
        Door = "door",
        /// 电话.
        Phone = "phone",
        /// 微信.
        Wechat = "wechat",
        /// 网络.
        Online = "online",
        /// 电视.
        Tv = "tv",
        /// 邮购.
        Mail = "mail",
    }
}

impl SalesChannel {
    /// The customer could not see the goods, so the law lets them think again.
    #[must_use]
    pub const fn is_distance(self) -> bool {
        !matches!(self, Self::Shop | Self::Door)
    }
}

codes! {
    /// Why a return without a reason is possible or not.
    NoReasonReason {
        /// In time.
        WithinPeriod = "within_period",
        /// After the last day.
        TooLate = "too_late",
        /// Sold face to face.
        NotDistanceSale = "not_distance_sale",
        /// Received before the law gave this right.
        NotInForce = "not_in_force",
        /// Made to measure.
        CustomMade = "custom_made",
        /// Installed, and the customer had confirmed that it cannot go back then.
        ConfirmedUnsuitable = "confirmed_unsuitable",
        /// Installed without such a confirmation: the manager decides.
        ManagerDecides = "manager_decides",
    }
}

/// A customer who wants to return without giving a reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoReasonInput {
    /// How it was sold.
    pub channel: SalesChannel,
    /// The day the customer signed for it.
    pub received_on: NaiveDate,
    /// When the customer asked.
    pub requested_at: i64,
    /// Made to measure, such as a flue cut to size.
    pub custom_made: bool,
    /// Already installed and fired.
    pub installed: bool,
    /// The customer's explicit confirmation at purchase that it cannot go back is stored.
    pub unsuitable_confirmed: bool,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NoReasonReturn {
    /// The customer may return it.
    pub allowed: bool,
    /// The last day of the right (24:00); none where there is no such right: for sales face to
    /// face, and before the law gave it.
    pub last_day: Option<NaiveDate>,
    /// Why.
    pub reason: NoReasonReason,
}

/// Whether goods may go back without a reason.
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for a request before receipt, [`RuleError::OutOfRange`] outside
/// the calendar.
pub fn no_reason_return(
    input: &NoReasonInput,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<NoReasonReturn>, RuleError> {
    let received_on = within_calendar(input.received_on, "received_on")?;
    let requested_on = date_of(input.requested_at, "requested_at")?;
    in_order(received_on, requested_on, "requested_at")?;
    let law = &rules.consumer_law.content;
    let end = named(
        add_days(holidays, received_on, law.no_reason_days),
        "received_on",
    )?;
    let effective_on = rules.consumer_law.effective_on;
    let reason = if input.channel.is_distance() && received_on < effective_on {
        NoReasonReason::NotInForce
    } else {
        reason_of(input, requested_on, end.end)
    };
    let has_period = input.channel.is_distance() && reason != NoReasonReason::NotInForce;
    let result = NoReasonReturn {
        allowed: reason == NoReasonReason::WithinPeriod,
        last_day: has_period.then_some(end.end),
        reason,
    };
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-consumer-25")],
        versions: vec![rules.consumer_law.version_ref()],
        rows: vec![row_of(reason)],
        ..Explanation::default()
    };
    if has_period {
        explain_period(&mut why, received_on, law.no_reason_days, &end, holidays);
    }
    why.steps.push(match reason {
        NoReasonReason::WithinPeriod => {
            line!(
                "no-reason-within",
                requested = requested_on,
                days = law.refund_days
            )
        }
        NoReasonReason::TooLate => line!("no-reason-too-late", requested = requested_on),
        NoReasonReason::NotDistanceSale => line!("no-reason-not-distance"),
        NoReasonReason::NotInForce => line!(
            "no-reason-not-in-force",
            received = received_on,
            on = effective_on
        ),
        NoReasonReason::CustomMade => line!("no-reason-custom-made"),
        NoReasonReason::ConfirmedUnsuitable => line!("no-reason-confirmed"),
        NoReasonReason::ManagerDecides => line!("no-reason-manager"),
    });
    if reason == NoReasonReason::ManagerDecides {
        why.missing.push(line!("no-reason-missing-confirmation"));
    }
    Ok(Decision { result, why })
}

/// The rows of the table in §2.3, from the top.
const fn row_of(reason: NoReasonReason) -> &'static str {
    match reason {
        NoReasonReason::WithinPeriod | NoReasonReason::TooLate | NoReasonReason::NotInForce => {
            "T2.3.1"
        }
        NoReasonReason::CustomMade => "T2.3.2",
        NoReasonReason::ConfirmedUnsuitable => "T2.3.3",
        NoReasonReason::ManagerDecides => "T2.3.4",
        NoReasonReason::NotDistanceSale => "T2.3.5",
    }
}

/// What kind of goods it is comes before the days: goods the right never covered are not "late".
/// The manager is asked only while there is time.
fn reason_of(
    input: &NoReasonInput,
    requested_on: NaiveDate,
    last_day: NaiveDate,
) -> NoReasonReason {
    if !input.channel.is_distance() {
        NoReasonReason::NotDistanceSale
    } else if input.custom_made {
        NoReasonReason::CustomMade
    } else if input.installed && input.unsuitable_confirmed {
        NoReasonReason::ConfirmedUnsuitable
    } else if requested_on > last_day {
        NoReasonReason::TooLate
    } else if input.installed {
        NoReasonReason::ManagerDecides
    } else {
        NoReasonReason::WithinPeriod
    }
}

fn explain_period(
    why: &mut Explanation,
    received_on: NaiveDate,
    days: u32,
    end: &End,
    holidays: &Holidays,
) {
    why.steps.push(line!(
        "no-reason-period",
        received = received_on,
        days = days,
        raw = end.raw_end
    ));
    why.steps.extend(roll_lines(holidays, end));
    note_lists(why, holidays, &[end.end], end.holiday_unknown);
}

/// The last day on which the money must be back with the customer. A duty of the shop, so it is
/// not moved past rest days.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn refund_due(
    goods_back_on: NaiveDate,
    rules: &RemedyRules,
) -> Result<Decision<NaiveDate>, RuleError> {
    let days = rules.consumer_law.content.refund_days;
    let due = named(plus_days(goods_back_on, days), "goods_back_on")?;
    let why = Explanation {
        basis: vec![Basis::statute("basis-consumer-25")],
        steps: vec![line!(
            "refund-due",
            back = goods_back_on,
            days = days,
            due = due
        )],
        versions: vec![rules.consumer_law.version_ref()],
        ..Explanation::default()
    };
    Ok(Decision { result: due, why })
}

codes! {
    /// What the day of receipt is known from.
    ReceiptSource {
        /// The customer's signature.
        Signed = "signed",
        /// The record of the carrier.
        Carrier = "carrier",
        /// The day of installation.
        Installed = "installed",
    }
}

/// What is known about the receipt.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct ReceiptEvidence {
    /// The day the customer signed.
    #[serde(default)]
    pub signed_on: Option<NaiveDate>,
    /// The day of delivery by the carrier's record.
    #[serde(default)]
    pub carrier_on: Option<NaiveDate>,
    /// The day of installation.
    #[serde(default)]
    pub installed_on: Option<NaiveDate>,
}

/// The day of receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ReceivedOn {
    /// The day.
    pub on: NaiveDate,
    /// Where it is known from.
    pub source: ReceiptSource,
}

/// The day of receipt from the best evidence: signature, then carrier, then installation.
#[must_use]
pub fn received_on(evidence: &ReceiptEvidence) -> Option<ReceivedOn> {
    let known = [
        (evidence.signed_on, ReceiptSource::Signed),
        (evidence.carrier_on, ReceiptSource::Carrier),
        (evidence.installed_on, ReceiptSource::Installed),
    ];
    let mut days = known.into_iter();
    days.find_map(|(on, source)| on.map(|on| ReceivedOn { on, source }))
}

codes! {
    /// Why an exchange of goodwill is possible or not.
    GoodwillReason {
        /// Unopened and in time.
        WithinPromise = "within_promise",
        /// After the last day.
        TooLate = "too_late",
        /// The box was opened.
        Opened = "opened",
    }
}

/// A customer who wants another article because this one does not suit (不合适, no fault).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodwillInput {
    /// The day it was received.
    pub received_on: NaiveDate,
    /// When the customer asked.
    pub requested_at: i64,
    /// The box is still closed.
    pub unopened: bool,
}

/// The answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct GoodwillExchange {
    /// The shop exchanges it.
    pub allowed: bool,
    /// The last day of the promise.
    pub last_day: NaiveDate,
    /// Why.
    pub reason: GoodwillReason,
    /// It enters no count of faults; always false.
    pub counts_as_defect: bool,
}

/// Whether the shop exchanges what does not suit, by its own promise.
///
/// # Errors
/// As [`no_reason_return`].
pub fn goodwill_exchange(
    input: &GoodwillInput,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<GoodwillExchange>, RuleError> {
    let received_on = within_calendar(input.received_on, "received_on")?;
    let requested_on = date_of(input.requested_at, "requested_at")?;
    in_order(received_on, requested_on, "requested_at")?;
    let days = rules.policy.content.goodwill_exchange_days;
    let end = named(add_days(holidays, received_on, days), "received_on")?;
    let reason = if !input.unopened {
        GoodwillReason::Opened
    } else if requested_on > end.end {
        GoodwillReason::TooLate
    } else {
        GoodwillReason::WithinPromise
    };
    let mut why = Explanation {
        basis: vec![Basis::policy("basis-remedy-goodwill")],
        versions: vec![rules.policy.version_ref()],
        ..Explanation::default()
    };
    explain_period(&mut why, received_on, days, &end, holidays);
    why.steps.push(match reason {
        GoodwillReason::WithinPromise => line!("goodwill-within", requested = requested_on),
        GoodwillReason::TooLate => line!("goodwill-too-late", requested = requested_on),
        GoodwillReason::Opened => line!("goodwill-opened"),
    });
    let result = GoodwillExchange {
        allowed: reason == GoodwillReason::WithinPromise,
        last_day: end.end,
        reason,
        counts_as_defect: false,
    };
    Ok(Decision { result, why })
}
