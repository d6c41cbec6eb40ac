//! Machines and their warranty, as they stand on paper.

use wuyou_contract::recall::{RecallList, RecallTaskState};
use wuyou_contract::service_plan::{PlanList, PlanState};
use wuyou_contract::unit::UnitSummary;
use wuyou_contract::warranty::{CoverageState, WarrantyCard as Card, WarrantyCardGet};
use wuyou_domain::explain::Language;
use wuyou_domain::id::UnitId;
use wuyou_domain::paper::{Line, WarrantyBasis, WarrantyCard};
use wuyou_store::customer::AddressRow;

use super::collect::{Loader, whole};
use super::spell;
use crate::area::{recall, service_plan, unit, warranty};
use crate::failure::Outcome;

impl Loader<'_> {
    pub(super) fn warranty_card(&self, id: UnitId) -> Outcome<WarrantyCard> {
        let (unit, address, maintenance) = self.app.database()?.read(|view| -> Outcome<_> {
            let row = wuyou_store::unit::get(view, id)?;
            let household = whole(view, row.customer_id)?;
            let address = household.and_then(|full| full.place_of(Some(id)).cloned());
            let planned = wuyou_store::maintenance::of_unit(view, id)?.into_iter();
            let open = planned.filter(|one| one.state == "open");
            let maintenance = open.map(|one| one.due_on).min();
            Ok((unit::summary(row), address, maintenance))
        })?;
        let card = self.card(id)?;
        let plans = self.plans(id)?;
        let day = |on: &String| spell::stored_day(on, self.language);
        Ok(WarrantyCard {
            model: Some(self.model(&unit)),
            address: address.and_then(|row| place(&row)),
            sold_on: unit.sold_on.as_ref().map(day),
            installed_on: unit.installed_on.as_ref().map(day),
            state: spell::coverage(card.state, self.language).to_owned(),
            starts_on: card.starts_on.as_ref().map(day),
            ends_on: card.ends_on.as_ref().map(day),
            scrap_on: card
                .safety
                .as_ref()
                .and_then(|life| life.scrap_on.as_ref().map(day)),
            maintenance_on: maintenance.as_ref().map(day),
            bases: self.bases(&card).into_iter().chain(plans).collect(),
            parts: self.parts(&card),
            note: self.note(&card),
            as_of: self.as_of(&card),
            serial: unit.serial,
            customer: unit.customer_name,
        })
    }

    /// The service plans that run or come: beside the warranty, never instead of it.
    fn plans(&self, id: UnitId) -> Outcome<Vec<WarrantyBasis>> {
        let asked = PlanList {
            unit_id: Some(id.0),
            customer_id: None,
            whole: None,
        };
        let plans = service_plan::list(self.app, self.acting, asked)?
            .rows
            .into_iter();
        let live = plans.filter(|one| matches!(one.state, PlanState::Running | PlanState::Coming));
        let day = |on: &str| spell::stored_day(on, self.language);
        Ok(live
            .map(|one| {
                let kind = spell::pick("服务套餐", "Service plan", self.language);
                let name = spell::pick(&one.terms.name, &one.terms.name_en, self.language);
                WarrantyBasis {
                    name: format!("{kind} · {name} · {}", one.no),
                    until: format!("{} – {}", day(&one.start_on), day(&one.end_on)),
                    decides: false,
                }
            })
            .collect())
    }

    /// The notices something is still to be done for at a machine.
    pub(super) fn recalls(&self, id: UnitId) -> Outcome<Vec<String>> {
        let asked = RecallList {
            unit_id: Some(id.0),
            customer_id: None,
            whole: None,
        };
        let tasks = recall::list(self.app, self.acting, asked)?.rows.into_iter();
        let open = tasks.filter(|task| task.reachable && task.state != RecallTaskState::Done);
        Ok(open
            .map(|task| spell::recall(&task, self.language))
            .collect())
    }

    pub(super) fn card(&self, id: UnitId) -> Outcome<Card> {
        warranty::card(self.app, self.acting, WarrantyCardGet { unit_id: id.0 })
    }

    /// In or out, and until when.
    pub(super) fn standing(&self, card: &Card) -> String {
        let state = spell::coverage(card.state, self.language);
        let end = card
            .ends_on
            .as_deref()
            .filter(|_| matches!(card.state, CoverageState::Covered | CoverageState::Expired));
        match (end, self.language) {
            (None, _) => state.to_owned(),
            (Some(end), Language::Zh) => {
                format!("{state}（到 {}）", spell::stored_day(end, self.language))
            }
            (Some(end), Language::En) => {
                format!("{state} (until {})", spell::stored_day(end, self.language))
            }
        }
    }

    fn model(&self, unit: &UnitSummary) -> String {
        let code = unit.model_code.as_deref();
        // The models' names are Chinese; their codes are what stands on the plate.
        let name = unit.model_name.as_deref();
        let name = name.filter(|_| self.language == Language::Zh);
        let parts: Vec<&str> = [name, code].into_iter().flatten().collect();
        parts.join(" ")
    }

    pub(super) fn machine(&self, unit: &UnitSummary) -> String {
        let gas = unit.gas.map(|gas| spell::gas(gas, self.language));
        let model = self.model(unit);
        let parts = [Some(model.as_str()), gas].into_iter().flatten();
        let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
        parts.join(" · ")
    }

    fn bases(&self, card: &Card) -> Vec<WarrantyBasis> {
        let day = |on: &Option<String>| {
            on.as_deref()
                .map_or_else(|| "?".to_owned(), |on| spell::stored_day(on, self.language))
        };
        let shown = card.bases.iter().filter(|basis| basis.ends_on.is_some());
        shown
            .map(|basis| WarrantyBasis {
                name: spell::of(&basis.name, self.language),
                until: format!("{} – {}", day(&basis.starts_on), day(&basis.ends_on)),
                decides: basis.decides,
            })
            .collect()
    }

    fn parts(&self, card: &Card) -> Vec<Line> {
        let parts = card.parts.iter();
        parts
            .map(|part| Line {
                name: spell::of(&part.name, self.language),
                until: spell::stored_day(&part.ends_on, self.language),
            })
            .collect()
    }

    fn note(&self, card: &Card) -> Option<String> {
        let (zh, en) = if card.wrong_date.is_some() {
            (
                "登记的日期有一个不对，保修算不出来；请先核对再打印。",
                "One of the recorded dates cannot be right, so the warranty is not worked out; check it before printing.",
            )
        } else if card.provisional {
            (
                "保修按现有记录暂算，拿到凭证后以凭证为准。",
                "Worked out from what is on record so far; proof of purchase decides.",
            )
        } else {
            return None;
        };
        Some(spell::pick(zh, en, self.language).to_owned())
    }

    fn as_of(&self, card: &Card) -> String {
        let day = spell::stored_day(&card.as_of, self.language);
        match self.language {
            Language::Zh => format!("按 {day} 的记录算出；法律规定的权利不因本卡减少。"),
            Language::En => format!(
                "Worked out from the records of {day}; this card takes nothing from your legal rights."
            ),
        }
    }
}

pub(super) fn place(row: &AddressRow) -> Option<String> {
    let parts = [row.town.as_deref(), row.detail.as_deref()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}
