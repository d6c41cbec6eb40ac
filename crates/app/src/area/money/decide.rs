//! What an order's lines cost: warranty first, then the price list, then what was typed.

use wuyou_contract::ErrorCode;
use wuyou_contract::explain::Why;
use wuyou_contract::money::{ChargeBasis, ChargeKind};
use wuyou_domain::id::WorkOrderId;
use wuyou_domain::reference::{ServiceCharge, ServiceTypes};
use wuyou_domain::service_plan::CoverReason;
use wuyou_domain::text;
use wuyou_domain::warranty::remedy::{
    Charge, ChargeCase, ChargeOverride, ChargeReason, ExclusionCode, OverrideOutcome,
    PlanEntitlement, Row, decide_charge,
};
use wuyou_domain::work_order::{Kind, Step};
use wuyou_store::View;
use wuyou_store::money::ChargeLineRow;
use wuyou_store::work_order::WorkOrderRow;

use super::list::{ForRule, OrderPrices, Priced, line_kind};
use crate::app::Acting;
use crate::area::explain::why;
use crate::area::service_plan::{self, OrderCover};
use crate::area::{exclusion, warranty};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::code_from;

/// What warranty says of the price of an order.
pub(crate) struct Cover {
    /// The row that gives the repair; nothing where it cannot be told, or warranty has no say.
    pub(super) row: Option<Row>,
    /// Warranty would decide, and cannot.
    unknown: bool,
    /// A confirmed exclusion makes it charged.
    pub(super) excluded: Option<ExclusionCode>,
    pub(super) why: Option<Why>,
}

impl Cover {
    /// Work and parts cost nothing.
    pub(crate) fn free(&self) -> bool {
        self.row.is_some_and(|row| row != Row::R13)
    }

    pub(super) fn undecided(&self) -> bool {
        self.unknown
    }

    /// It is known that the customer pays.
    pub(super) fn charged(&self) -> bool {
        !self.unknown && !self.free()
    }
}

/// What warranty says of the price of an order. The list of services tells whether it has a say.
/// The warranty of the day the fault was told of: no delay of ours makes the customer pay.
pub(crate) fn cover(view: View<'_>, order: &WorkOrderRow, now_at: i64) -> Outcome<Cover> {
    let kind = Kind::from_code(&order.kind).unwrap_or(Kind::Repair);
    let listed = ServiceTypes::built_in().find(kind.service());
    if listed.is_some_and(|listed| listed.charge != ServiceCharge::ByWarranty) {
        return Ok(Cover {
            row: None,
            unknown: false,
            excluded: None,
            why: None,
        });
    }
    if order.other_brand && order.unit_id.is_none() {
        return Ok(Cover {
            row: None,
            unknown: false,
            excluded: None,
            why: Some(why(&wuyou_domain::warranty::other_brand())),
        });
    }
    let exclusion = exclusion::upheld_of_order(view, order)?;
    let ground = exclusion.as_ref().map(|verdict| verdict.result.code);
    let terms = match order.unit_id {
        Some(unit) => {
            // Opened again, it is judged as reported again: what did not last is mended free.
            let reported_at = super::reported_at(view, order)?.min(now_at);
            warranty::repair_terms(view, unit, reported_at, exclusion)?
        }
        None => None,
    };
    let row = terms.as_ref().map(|terms| terms.row);
    Ok(Cover {
        row,
        unknown: terms.is_none(),
        excluded: ground.filter(|_| row.is_none_or(|row| row == Row::R13)),
        why: terms.map(|terms| terms.why),
    })
}

/// When an order was last opened again.
pub(crate) fn reopened_at(view: View<'_>, order: WorkOrderId) -> Outcome<Option<i64>> {
    Ok(reopenings(view, order)?.last().copied())
}

/// Each time it was.
pub(crate) fn reopenings(view: View<'_>, order: WorkOrderId) -> Outcome<Vec<i64>> {
    let events = wuyou_store::work_order::events(view, order)?;
    let reopened = events
        .iter()
        .filter(|event| event.step == Step::Reopen.code());
    Ok(reopened.map(|event| event.occurred_at).collect())
}

/// A line as typed and found in order.
pub(super) struct Typed {
    /// Its place among the lines that were sent.
    pub(super) place: usize,
    pub(super) kind: ChargeKind,
    pub(super) code: Option<String>,
    pub(super) name: String,
    pub(super) quantity: u32,
    pub(super) unit_fen: Option<i64>,
    /// Why it is above headquarters' list.
    pub(super) over_reason: Option<String>,
    /// Somebody asked for more than the list says, with a reason or without one.
    pub(super) over_asked: bool,
    /// Why a manager granted this very price before.
    pub(super) granted: Option<String>,
}

impl Typed {
    /// A stored line as it would be typed again; its price stays granted where it was.
    pub(super) fn again(place: usize, row: &ChargeLineRow) -> Self {
        Self {
            place,
            kind: code_from(Some(&row.kind)).unwrap_or(ChargeKind::Other),
            code: row.code.clone(),
            name: row.name.clone(),
            quantity: u32::try_from(row.quantity).unwrap_or(1),
            // What cost nothing may never have had a price.
            unit_fen: Some(row.unit_fen).filter(|fen| *fen != 0 || !super::is_covered(&row.basis)),
            over_reason: None,
            over_asked: false,
            granted: granted(row),
        }
    }
}

/// Stands between the ground of a line that an exclusion charges and why it is above the list.
const ABOVE: &str = "；高于价目表：";

/// Why a manager granted a price above the list, or goods beside free work.
pub(super) fn granted(row: &ChargeLineRow) -> Option<String> {
    let reason = row.reason.as_deref()?;
    match code_from(Some(&row.basis))? {
        ChargeBasis::Typed if row.kind == "other" => Some(reason.to_owned()),
        ChargeBasis::AboveList => Some(reason.to_owned()),
        ChargeBasis::Excluded => Some(reason.split_once(ABOVE)?.1.to_owned()),
        _ => None,
    }
}

/// A discount somebody wants to give.
pub(super) struct Discount {
    pub(super) amount_fen: i64,
    pub(super) reason: String,
    /// It was given before, just so: it stands, whoever saves the lines again.
    pub(super) stands: bool,
}

/// A line with its price.
pub(super) struct Decided {
    pub(super) kind: ChargeKind,
    pub(super) code: Option<String>,
    pub(super) name: String,
    pub(super) quantity: i64,
    pub(super) unit_fen: i64,
    pub(super) amount_fen: i64,
    pub(super) basis: ChargeBasis,
    pub(super) reason: Option<String>,
}

/// What the lines cost, the discount last.
pub(super) fn decide(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    typed: &[Typed],
    discount: Option<&Discount>,
) -> Outcome<Vec<Decided>> {
    let cover = cover(view, order, acting.now_at)?;
    let plan = plan(view, order, &cover)?;
    let prices = OrderPrices::of(view, acting, order)?;
    let ForRule {
        document,
        items,
        priced,
        goods,
    } = prices.for_rule(typed, |kind| cover.free() || by_plan(plan.as_ref(), kind))?;
    let wish = match discount {
        Some(discount) => Some(wish(acting, discount)?),
        None => None,
    };
    if let Some(discount) = discount {
        with_what_was_waived(view, acting, order, discount)?;
    }
    let case = ChargeCase {
        repair: cover.row.unwrap_or(Row::R13),
        items,
        plan: plan.as_ref().map(|plan| PlanEntitlement {
            name: plan.basis.clone(),
            covers: plan.decided.result.covers.clone(),
            services_left: 1,
        }),
        override_by: None,
    };
    let rule = |case: &ChargeCase| {
        decide_charge(case, &document).map_err(|error| {
            tracing::error!(code = error.code(), field = error.field(), "charge rule");
            ErrorCode::Invalid
        })
    };
    let charge = rule(&case)?.result;
    let mut decided = lines(typed, (priced, goods), &charge);
    if let Some(plan) = plan.as_ref().filter(|_| !charge.locked) {
        let work = decided.iter_mut();
        for line in work.filter(|line| by_plan(Some(plan), line.kind)) {
            line.basis = ChargeBasis::Plan;
            line.reason = Some(plan.basis.clone());
        }
    }
    if let Some(ground) = cover.excluded {
        let work = decided.iter_mut();
        for line in work.filter(|line| line_kind(line.kind).is_some()) {
            if by_plan(plan.as_ref(), line.kind) {
                continue;
            }
            let ground = super::exclude::reason(ground);
            let above = line.reason.take();
            let above = above.filter(|_| line.basis == ChargeBasis::AboveList);
            let told = above.map(|above| format!("{ground}{ABOVE}{above}"));
            line.reason = Some(told.map_or(ground, cut));
            line.basis = ChargeBasis::Excluded;
        }
    }
    if let (Some(discount), Some(mut wish)) = (discount, wish) {
        // The rule judges what is charged for work, parts and travel; goods are sold as they are.
        wish.amount_fen = charge.total_fen - discount.amount_fen;
        if wish.amount_fen < 0 {
            return Err(single("discount_fen", "discount_too_high", None).into());
        }
        let judged = rule(&ChargeCase {
            override_by: Some(wish),
            ..case
        })?;
        judge(judged.result.override_outcome)?;
        decided.push(Decided {
            kind: ChargeKind::Discount,
            code: None,
            name: "优惠".to_owned(),
            quantity: 1,
            unit_fen: -discount.amount_fen,
            amount_fen: -discount.amount_fen,
            basis: ChargeBasis::Discount,
            reason: Some(discount.reason.clone()),
        });
    }
    Ok(decided)
}

/// What a service plan takes over of an order, if it does. The law comes first: what is free anyway
/// uses nothing up.
pub(super) fn plan(
    view: View<'_>,
    order: &WorkOrderRow,
    cover: &Cover,
) -> Outcome<Option<OrderCover>> {
    if cover.free() {
        return Ok(None);
    }
    let reported_at = super::reported_at(view, order)?;
    let found = service_plan::of_order(view, order, (reported_at, cover.excluded))?;
    Ok(found.filter(|plan| plan.decided.result.reason == CoverReason::Covers))
}

/// As much as a reason holds.
fn cut(told: String) -> String {
    told.chars().take(text::LINE_MAX).collect()
}

fn by_plan(plan: Option<&OrderCover>, kind: ChargeKind) -> bool {
    let covers = plan.map(|plan| &plan.decided.result.covers);
    let kind = line_kind(kind);
    covers.is_some_and(|covers| kind.is_some_and(|kind| covers.contains(&kind)))
}

/// Whether the acting person may take this off, as the rule asks for it. What a manager gave before
/// is no new wish.
fn wish(acting: &Acting, discount: &Discount) -> Outcome<ChargeOverride> {
    if !discount.stands {
        if !super::may_take_off(acting, 1, &discount.reason)? {
            return Err(ErrorCode::DiscountRole.into());
        }
        if !super::may_take_off(acting, discount.amount_fen, &discount.reason)? {
            return Err(ErrorCode::DiscountLimit.into());
        }
    }
    Ok(ChargeOverride {
        amount_fen: 0,
        reason: discount.reason.clone(),
        permitted: true,
        limit_fen: None,
    })
}

/// The limit is the order's: a discount comes on top of what was let go already. What stands is not
/// judged anew.
fn with_what_was_waived(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    discount: &Discount,
) -> Outcome<()> {
    let waived_fen = super::balance(view, order)?.waived_fen.max(0);
    let lines = super::exclude::lines(view, order)?;
    let standing_fen: i64 = lines.iter().map(|line| -line.amount_fen.min(0)).sum();
    if waived_fen == 0 || discount.amount_fen <= standing_fen {
        return Ok(());
    }
    let together_fen = waived_fen.saturating_add(discount.amount_fen);
    if super::may_take_off(acting, together_fen, &discount.reason)? {
        Ok(())
    } else {
        Err(ErrorCode::DiscountLimit.into())
    }
}

fn judge(outcome: OverrideOutcome) -> Outcome<()> {
    match outcome {
        OverrideOutcome::None | OverrideOutcome::Applied => Ok(()),
        OverrideOutcome::Locked => Err(ErrorCode::WarrantyCharge.into()),
        OverrideOutcome::NotPermitted => Err(ErrorCode::DiscountRole.into()),
        OverrideOutcome::ReasonMissing => Err(single("discount_reason", "required", None).into()),
        OverrideOutcome::AboveLimit => Err(ErrorCode::DiscountLimit.into()),
        OverrideOutcome::AboveList => Err(single("discount_fen", "negative", None).into()),
    }
}

/// What goods cost: they are sold, whatever warranty says.
fn price_of_goods(line: &Typed) -> Option<i64> {
    let goods = line_kind(line.kind).is_none();
    goods.then(|| line.unit_fen.unwrap_or(0) * i64::from(line.quantity))
}

fn lines(
    typed: &[Typed],
    (priced, goods): (Vec<Priced>, Vec<Option<String>>),
    charge: &Charge,
) -> Vec<Decided> {
    let free = match charge.reason {
        ChargeReason::InWarranty => Some(ChargeBasis::InWarranty),
        ChargeReason::Rework => Some(ChargeBasis::Rework),
        ChargeReason::ConsumerLaw => Some(ChargeBasis::ConsumerLaw),
        ChargeReason::Plan | ChargeReason::PriceList | ChargeReason::Overridden => None,
    };
    let mut judged = charge.lines.iter().zip(priced);
    let mut goods = goods.into_iter();
    let decided = typed.iter().map(|line| {
        let own = line_kind(line.kind).and_then(|_| judged.next());
        let unit_fen = own
            .as_ref()
            .map_or(line.unit_fen.unwrap_or(0), |(own, _)| own.unit_fen);
        let amount_fen = own.as_ref().map_or_else(
            || price_of_goods(line).unwrap_or(0),
            |(own, _)| own.charged_fen,
        );
        let (basis, reason) = match (own, free) {
            (Some(_), Some(free)) => (free, None),
            (Some((_, told)), None) => (told.basis, told.reason),
            (None, _) => (ChargeBasis::Typed, goods.next().flatten()),
        };
        Decided {
            kind: line.kind,
            code: line.code.clone(),
            name: line.name.clone(),
            quantity: i64::from(line.quantity),
            unit_fen,
            amount_fen,
            basis,
            reason,
        }
    });
    decided.collect()
}
