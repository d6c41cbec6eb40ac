//! What the people of the shop can do, and what of it a visit asks for (R137).

use std::collections::{BTreeMap, BTreeSet};

use wuyou_contract::explain::BothLanguages;
use wuyou_contract::roster::{
    RosterList, RosterPage, RosterRow, SkillChoice, StaffDetail, StaffGet, StaffSkillsSet,
};
use wuyou_domain::id::{StaffId, StaffSkillId};
use wuyou_domain::reference::{Skill, SkillBook, Visit};
use wuyou_domain::serial::ModelBook;
use wuyou_store::roster as store;
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Id, View, staff};

use super::today;
use crate::app::{Acting, App};
use crate::area::explain::both;
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::code_from;

/// Says what a person can do; what is not named they cannot.
pub(crate) fn set_skills(
    app: &App,
    acting: &Acting,
    request: StaffSkillsSet,
) -> Outcome<StaffDetail> {
    let person = StaffId(request.id);
    let book = SkillBook::built_in();
    let mut form = Form::new(acting.now_at);
    if request.skills.iter().any(|code| book.find(code).is_none()) {
        form.wrong("skills", "unknown", None);
    }
    form.finish()?;
    let wanted: BTreeSet<&str> = request.skills.iter().map(String::as_str).collect();
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        staff::get(tx.view(), person)?;
        let held = store::skills(tx.view())?
            .remove(&person)
            .unwrap_or_default();
        for skill in &book.skills {
            let id = StaffSkillId::of(person, &skill.code);
            let (has, gets) = (
                held.contains(&skill.code),
                wanted.contains(skill.code.as_str()),
            );
            if has && !gets {
                tx.delete("staff_skill", id)?;
            } else if gets && !has {
                let fields = [
                    ("staff_id", person.value()),
                    ("skill", skill.code.as_str().into()),
                ];
                tx.insert("staff_skill", id, &fields)?;
            }
        }
        Ok(())
    })?;
    super::get(app, acting, StaffGet { id: person.0 })
}

/// The list of skills with what a person can do.
pub(super) fn choices(view: View<'_>, who: StaffId) -> Outcome<Vec<SkillChoice>> {
    let held = store::skills(view)?.remove(&who).unwrap_or_default();
    let skills = SkillBook::built_in().skills.iter();
    Ok(skills
        .map(|skill| SkillChoice {
            code: skill.code.clone(),
            kind: skill.kind.code().to_owned(),
            name: both(&skill.name),
            held: held.contains(&skill.code),
        })
        .collect())
}

/// What a visit asks for, and who can do what. A shop that wrote nothing down is told of nothing.
pub(super) struct Asked {
    wanted: Vec<&'static Skill>,
    held: BTreeMap<StaffId, Vec<String>>,
}

impl Asked {
    pub(super) fn read(view: View<'_>, order: &WorkOrderRow) -> Outcome<Self> {
        let held = store::skills(view)?;
        let unit = match order.unit_id {
            Some(unit) => wuyou_store::unit::find(view, unit)?,
            None => None,
        };
        let code = unit.as_ref().and_then(|unit| unit.model_code.as_deref());
        let model = code.and_then(|code| ModelBook::built_in().find(code));
        let customer = match order.customer_id {
            Some(id) => {
                let root = wuyou_store::customer::root(view, id)?;
                wuyou_store::customer::find(view, root)?
            }
            None => None,
        };
        let visit = Visit {
            family: model.map(|model| model.family.as_str()),
            // What burns no gas is electric.
            energy: model.map(|model| {
                if model.gas.is_empty() {
                    "electric"
                } else {
                    "gas"
                }
            }),
            language: customer.as_ref().and_then(|row| row.language.as_deref()),
        };
        let wanted = if held.is_empty() {
            Vec::new()
        } else {
            SkillBook::built_in().wanted(&visit)
        };
        Ok(Self { wanted, held })
    }

    fn lacking(&self, who: StaffId) -> impl Iterator<Item = &'static Skill> + '_ {
        let held = self.held.get(&who);
        let has = move |skill: &Skill| held.is_some_and(|held| held.contains(&skill.code));
        self.wanted.iter().copied().filter(move |skill| !has(skill))
    }

    /// What a person cannot do of it.
    pub(super) fn names(&self, who: StaffId) -> Vec<BothLanguages> {
        self.lacking(who).map(|skill| both(&skill.name)).collect()
    }
}

/// What somebody who is sent cannot do of what the visit asks for, for the order's course.
pub(crate) fn lacking_of(
    view: View<'_>,
    order: &WorkOrderRow,
    who: Option<StaffId>,
) -> Outcome<Option<String>> {
    let Some(who) = who else { return Ok(None) };
    let asked = Asked::read(view, order)?;
    let names: Vec<_> = asked
        .lacking(who)
        .map(|skill| skill.name.zh.as_str())
        .collect();
    Ok((!names.is_empty()).then(|| format!("没登记的技能：{}", names.join("、"))))
}

/// Everybody who works here, for a list to take out.
pub(crate) fn list(app: &App, acting: &Acting, _: RosterList) -> Outcome<RosterPage> {
    let on = today(acting)?.to_string();
    app.database()?.read(|view| {
        let mut skills = store::skills(view)?;
        let mut rows = Vec::new();
        for person in staff::list(view)?.into_iter().filter(|row| !row.disabled) {
            let Some(role) = code_from(Some(&person.role)) else {
                continue;
            };
            let held = skills.remove(&person.id).unwrap_or_default();
            let names = held
                .iter()
                .filter_map(|code| SkillBook::built_in().find(code));
            let in_force = |end: &String| *end >= on;
            let hq = store::certificates(view, person.id)?.into_iter();
            let hq = hq.filter(|row| row.state == "valid" && in_force(&row.valid_to));
            let own = store::own_certificates(view, Some(person.id))?.into_iter();
            let own = own.filter(|row| in_force(&row.valid_to));
            let certificates = hq
                .map(|row| format!("{}（{}）", row.no, row.valid_to))
                .chain(own.map(|row| format!("{}（{}，自登）", row.no, row.valid_to)));
            rows.push(RosterRow {
                id: person.id.0,
                role,
                phone: person.phone.clone(),
                skills: names.map(|skill| skill.name.zh.clone()).collect(),
                certificates: certificates.collect(),
                away: !store::absences(view, Some(person.id), (&on, &on))?.is_empty(),
                rest_days: super::rest::names(&person),
                name: person.name,
            });
        }
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Ok(RosterPage { rows, total })
    })
}
