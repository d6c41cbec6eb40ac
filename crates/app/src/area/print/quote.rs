//! Quotes as paper: what was told, as it was told, however often it is printed.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::ChargeBasis;
use wuyou_domain::explain::Language;
use wuyou_domain::id::{QuoteEventId, WorkOrderId};
use wuyou_domain::paper::{Quote, QuotedLine, in_capitals};
use wuyou_domain::quote::{Event, QuoteLine};
use wuyou_store::quote as store;

use super::collect::{Loader, fault};
use super::spell;
use crate::failure::Outcome;
use crate::show::code_from;

impl Loader<'_> {
    /// A quote that was written down. What was only agreed to has no paper of its own.
    pub(super) fn quote(&self, id: QuoteEventId) -> Outcome<Quote> {
        let row = self.app.database()?.read(|view| store::get(view, id))?;
        if row.event != Event::Made.code() {
            return Err(ErrorCode::PrintNothing.into());
        }
        let (detail, _) = self.order(WorkOrderId(row.work_order_id.0))?;
        // What a later version wrote otherwise is no quote to hand out half.
        let lines: Vec<QuoteLine> = serde_json::from_str(row.terms.as_deref().unwrap_or("[]"))
            .map_err(|_| ErrorCode::PrintNothing)?;
        Ok(Quote {
            no: detail.summary.no.clone(),
            paper_no: row.paper_no.unwrap_or_default(),
            address: detail.address.clone(),
            machine: detail.unit.as_ref().map(|unit| self.machine(unit)),
            serial: detail.unit.as_ref().map(|unit| unit.serial.clone()),
            fault: fault(&detail),
            customer: detail.summary.customer_name,
            made: spell::moment(row.occurred_at, self.language).unwrap_or_default(),
            valid_until: row
                .valid_until_on
                .map(|on| spell::stored_day(&on, self.language)),
            lines: lines.iter().map(|line| self.quoted(line)).collect(),
            total: spell::yuan(row.total_fen),
            in_capitals: in_capitals(row.total_fen),
            made_by: row.staff,
        })
    }

    fn quoted(&self, line: &QuoteLine) -> QuotedLine {
        let basis = code_from(Some(&line.basis)).unwrap_or(ChargeBasis::Typed);
        let basis = basis_of(basis, self.language);
        QuotedLine {
            name: line.name.clone(),
            unit: match line.quantity {
                1 => spell::yuan(line.unit_fen),
                many => format!("{} × {many}", spell::yuan(line.unit_fen)),
            },
            amount: spell::yuan(line.amount_fen),
            basis: match &line.reason {
                Some(reason) => format!("{basis} · {reason}"),
                None => basis.to_owned(),
            },
        }
    }
}

/// What decided a price.
const fn basis_of(basis: ChargeBasis, language: Language) -> &'static str {
    let (zh, en) = match basis {
        ChargeBasis::InWarranty => ("保修期内，免费", "free under warranty"),
        ChargeBasis::Rework => ("上次没修好，免费", "free, it did not last"),
        ChargeBasis::ConsumerLaw => ("依法免费", "free by law"),
        ChargeBasis::PriceList => ("价目表", "price list"),
        ChargeBasis::Typed => ("议定", "as agreed"),
        ChargeBasis::Discount => ("优惠", "discount"),
        ChargeBasis::Excluded => ("不实行三包", "not covered"),
        ChargeBasis::AboveList => ("高于价目表", "above the price list"),
        ChargeBasis::Plan => ("服务套餐", "service plan"),
    };
    spell::pick(zh, en, language)
}
