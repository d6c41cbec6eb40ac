//! Faults and dangers in what a customer says: causes, what to read out, safety first.

use wuyou_contract::fault::{
    ByPhone, DangerFound, FaultFind, FaultFound, FaultFoundBy, FaultSafety, FaultsFound,
};
use wuyou_domain::id::UnitId;
use wuyou_domain::reference::{self as reference, Danger, FaultBook, SymptomBook, find_faults};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::local_date;
use wuyou_domain::{sla, text};

use super::explain::both;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::code_from;

/// Faults offered beside the form; more nobody looks through on the phone.
const FAULTS_MOST: usize = 6;

/// Looks for faults and dangers in what the customer says (R010, R126).
pub(crate) fn find(app: &App, acting: &Acting, request: FaultFind) -> Outcome<FaultsFound> {
    let mut form = Form::new(acting.now_at);
    let text = form.note("text", Some(&request.text)).unwrap_or_default();
    form.finish()?;
    let unit = match request.unit_id {
        Some(id) => app
            .database()?
            .read(|view| wuyou_store::unit::find(view, UnitId(id)))?,
        None => None,
    };
    let model = unit.and_then(|unit| unit.model_code);
    let family = model.and_then(|code| ModelBook::built_in().find(&code));
    let family = family.map(|model| model.family.as_str());
    Ok(found_in(&text, family, acting.now_at))
}

/// What a text tells on a day, for machines of a family or of any.
pub(crate) fn found_in(text: &str, family: Option<&str>, now_at: i64) -> FaultsFound {
    let symptoms = SymptomBook::built_in();
    let dangers = symptoms.dangers_told(text).into_iter();
    let faults = find_faults(FaultBook::built_in(), symptoms, family, text, FAULTS_MOST);
    FaultsFound {
        dangers: dangers.map(|(found, words)| danger(found, words)).collect(),
        faults: faults.iter().map(fault).collect(),
        no_heat: is_heated(now_at) && symptoms.tells_no_heat(text),
        family: family.map(ToOwned::to_owned),
    }
}

/// Whether houses are heated on the day of an instant.
fn is_heated(at: i64) -> bool {
    let season = sla::built_in().map(|table| table.content.heating_season);
    season
        .ok()
        .zip(local_date(at))
        .is_some_and(|(season, day)| season.holds(day))
}

/// The code as the reference has it (`e1` is `E01`), where it means the same on every machine that
/// shows it; else as typed, in capitals.
pub(crate) fn plain_code(typed: &str) -> String {
    let typed = text::clean(typed, false);
    let faults = FaultBook::built_in();
    let families = ModelBook::built_in().families.iter();
    let mut found = families.filter_map(|family| faults.find(&family.code, &typed));
    match found.next() {
        Some(first) if found.all(|other| other == first) => first.code.clone(),
        _ => typed.to_uppercase(),
    }
}

fn danger(danger: &Danger, words: Vec<String>) -> DangerFound {
    DangerFound {
        words,
        code: danger.code.clone(),
        name: both(&danger.name),
        script: danger.script.iter().map(both).collect(),
    }
}

fn fault(found: &reference::FaultFound<'_>) -> FaultFound {
    let fault = found.fault;
    let on_site = fault.steps.get(fault.phone_steps..).unwrap_or_default();
    FaultFound {
        code: fault.code.clone(),
        name: both(&fault.name),
        causes: fault.causes.iter().map(|cause| both(&cause.text)).collect(),
        read_out: fault.read_out().iter().map(both).collect(),
        on_site: on_site.iter().map(both).collect(),
        by_phone: code_from(Some(fault.by_phone.code())).unwrap_or(ByPhone::No),
        safety: code_from(Some(fault.safety.code())).unwrap_or(FaultSafety::ClassA),
        safety_note: fault.safety_note.as_ref().map(both),
        found_by: code_from(Some(found.by.code())).unwrap_or(FaultFoundBy::Symptom),
    }
}
