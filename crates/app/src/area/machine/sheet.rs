//! Commissioning by checklist: the sheet, what the answers amount to, and an attempt on record.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::machine::{
    MachineCommission, MachineCommissioned, MachineJudge, MachineSheet, MachineSheetGet,
    SheetAnswer, SheetFinding, SheetItem, SheetKind, SheetReading, SheetTopic, SheetVerdict,
};
use wuyou_contract::unit::Gas as WireGas;
use wuyou_contract::warranty::WarrantyCardGet;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::commissioning::{
    self as rule, Answer, Checklist, Commissioning, Condition, Finding, Item, Status, UnitFacts,
    UnitReadings,
};
use wuyou_domain::custody::{Event, State};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::{InspectionId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::policy::{Content as _, Document};
use wuyou_domain::rule::RuleError;
use wuyou_domain::safety::Gas;
use wuyou_domain::serial::{Model, ModelBook};
use wuyou_domain::text::LINE_MAX;
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::inspection::{self, InspectionRow};
use wuyou_store::unit::UnitRow;
use wuyou_store::{Id, Tx, View};

use super::chain::{Chain, Move};
use super::proof::{counted, proved};
use super::{upkeep, view};
use crate::app::{Acting, App};
use crate::area::explain::{why, word};
use crate::area::return_visit::{self, Commissioned};
use crate::area::warranty;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// Most characters of a reason why an item does not apply; all of them fit into one row.
const REASON_MAX: usize = 60;
/// Most characters of a label's number.
const LABEL_MAX: usize = 40;
/// So many of the same person's sheets are compared with a new one (R113).
const COMPARED: u32 = 50;

/// What is kept of an attempt: enough to judge it again.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    pub(super) unit: UnitFacts,
    pub(super) answers: Vec<Answer>,
}

/// An attempt as it was typed and judged.
struct Attempt {
    on: NaiveDate,
    kept: Kept,
    decided: Decision<Commissioning>,
    gas: WireGas,
    inspector: Option<StaffId>,
    paper_no: Option<String>,
    order: Option<WorkOrderId>,
    display_declared: bool,
}

/// Shows the checklist of a machine.
pub(crate) fn sheet(app: &App, _: &Acting, request: MachineSheetGet) -> Outcome<MachineSheet> {
    let list = built_in()?;
    let (chain, photos) = app.database()?.read(|view| -> Outcome<_> {
        let chain = Chain::load(view, UnitId(request.unit_id))?;
        let photos = wuyou_store::photo::count_by_item(view, chain.unit.id)?;
        Ok((chain, photos))
    })?;
    let was_display = chain.was_display();
    let unit = chain.unit;
    let model = model_of(&unit);
    let gas = request.gas.or_else(|| gas_of(&unit, model));
    let known = gas.and_then(burns);
    let items = list.content.items.iter();
    let items = items.filter(|item| exists(item, model));
    Ok(MachineSheet {
        unit_id: unit.id.0,
        serial: unit.serial.clone(),
        customer_name: unit.customer_name.clone(),
        version: list.version.clone(),
        gas,
        items: items
            .map(|item| SheetItem {
                photos: counted(&photos, item),
                ..item_shown(item, known, unit.model_code.as_deref())
            })
            .collect(),
        topics: list
            .content
            .topics
            .iter()
            .map(|topic| SheetTopic {
                code: topic.code.clone(),
                name: both(&topic.zh, &topic.en),
            })
            .collect(),
        topics_at_least: list.content.topics_at_least,
        was_display,
    })
}

/// Tells what the answers so far amount to.
pub(crate) fn judge(app: &App, acting: &Acting, request: MachineJudge) -> Outcome<SheetVerdict> {
    let mut form = Form::new(acting.now_at);
    let paper_no = form.line("paper_no", request.paper_no.as_deref(), LINE_MAX);
    let answers = answers(&mut form, request.answers);
    form.finish()?;
    let (unit, answers) = app.database()?.read(|view| -> Outcome<_> {
        let unit = wuyou_store::unit::get(view, UnitId(request.unit_id))?;
        let answers = proved(view, unit.id, answers, paper_no.as_deref())?;
        Ok((unit, answers))
    })?;
    let (facts, _) = unit_facts(&unit, request.gas, request.analyser)?;
    Ok(verdict(&decide(&facts, &answers)?))
}

/// Records an attempt, with everything that follows from it, in one transaction.
pub(crate) fn commission(
    app: &App,
    acting: &Acting,
    request: MachineCommission,
) -> Outcome<MachineCommissioned> {
    let unit_id = UnitId(request.unit_id);
    let database = app.database()?;
    let attempt = database.edit(&acting.edit()?, |tx| -> Outcome<Attempt> {
        let mut chain = Chain::load(tx.view(), unit_id)?;
        let attempt = read(tx.view(), acting, &chain.unit, request)?;
        if chain.commissioned_here() {
            return Err(ErrorCode::CommissionedAlready.into());
        }
        write(app, acting, tx, &chain.unit, &attempt)?;
        match attempt.decided.result.status {
            Status::Passed => start(app, acting, tx, &mut chain, &attempt)?,
            _ => stop(app, acting, tx, &mut chain, &attempt)?,
        }
        Ok(attempt)
    })?;
    let machine = view::get(app, acting, unit_id)?;
    let card = warranty::card(app, acting, WarrantyCardGet { unit_id: unit_id.0 })?;
    Ok(MachineCommissioned {
        verdict: verdict(&attempt.decided),
        maintenance_due_on: machine
            .maintenance
            .iter()
            .find(|entry| entry.urgency.is_some())
            .map(|entry| entry.due_on.clone()),
        machine,
        coverage: card.state,
        warranty_starts_on: card.starts_on,
        warranty_ends_on: card.ends_on,
        scrap_on: card.safety.and_then(|safety| safety.scrap_on),
    })
}

fn read(
    view: View<'_>,
    acting: &Acting,
    unit: &UnitRow,
    request: MachineCommission,
) -> Outcome<Attempt> {
    let mut form = Form::new(acting.now_at);
    let on = form.date(
        "inspected_on",
        request.inspected_on.as_deref(),
        DateKind::Event,
    );
    let paper_no = form.line("paper_no", request.paper_no.as_deref(), LINE_MAX);
    let answers = answers(&mut form, request.answers);
    let today = form.today();
    form.finish()?;
    let order = request.work_order_id.map(WorkOrderId);
    check_order(view, unit, order)?;
    let inspector = request.inspector_id.map(StaffId);
    if let Some(inspector) = inspector
        && wuyou_store::staff::find(view, inspector)?.is_none()
    {
        return Err(single("inspector_id", "unknown", None).into());
    }
    let answers = proved(view, unit.id, answers, paper_no.as_deref())?;
    let (facts, gas) = unit_facts(unit, request.gas, request.analyser)?;
    let decided = decide(&facts, &answers)?;
    let result = &decided.result;
    if !matches!(result.status, Status::Passed | Status::Failed) {
        let open: Vec<_> = result
            .findings
            .iter()
            .map(|found| found.item.as_str())
            .collect();
        let error = ApiError::new(ErrorCode::SheetOpen).with_detail("items", open.join(","));
        return Err(error.into());
    }
    Ok(Attempt {
        on: on.and_then(|on| on.parse().ok()).unwrap_or(today),
        kept: Kept {
            unit: facts,
            answers,
        },
        decided,
        gas,
        inspector: inspector.or(acting.staff),
        paper_no,
        order,
        display_declared: request.display_declared.unwrap_or(false),
    })
}

/// The order must be an installation, and of this machine where it names one.
fn check_order(view: View<'_>, unit: &UnitRow, order: Option<WorkOrderId>) -> Outcome<()> {
    let Some(order) = order else { return Ok(()) };
    let row = wuyou_store::work_order::get(view, order)?;
    let other = row.unit_id.is_some_and(|other| other != unit.id);
    let kind = OrderKind::from_code(&row.kind);
    let moved = kind == Some(OrderKind::Relocation);
    if other || !(moved || kind.is_some_and(OrderKind::commissions)) {
        return Err(single("work_order_id", "other_order", None).into());
    }
    Ok(())
}

fn write(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    unit: &UnitRow,
    attempt: &Attempt,
) -> Outcome<()> {
    let result = &attempt.decided.result;
    let list = built_in()?;
    let results = serde_json::to_string(&attempt.kept).map_err(|error| {
        tracing::error!(%error, "answers of a checklist");
        ErrorCode::Internal
    })?;
    let photos: u32 = attempt
        .kept
        .answers
        .iter()
        .map(|answer| answer.photos)
        .sum();
    tx.insert(
        "inspection",
        InspectionId(app.new_id(acting)),
        &[
            ("unit_id", unit.id.value()),
            ("work_order_id", attempt.order.map(Id::row_id).into()),
            ("checklist", Checklist::KIND.into()),
            ("checklist_version", list.version.as_str().into()),
            ("results", results.into()),
            ("status", result.status.code().into()),
            ("passed", (result.status == Status::Passed).into()),
            ("inspected_on", attempt.on.to_string().into()),
            ("staff_id", attempt.inspector.map(Id::row_id).into()),
            ("paper_no", attempt.paper_no.clone().into()),
            ("photo_count", i64::from(photos).into()),
            ("label_no", result.label_no.clone().into()),
            ("suspect", is_suspect(tx.view(), unit, attempt)?.into()),
        ],
    )?;
    tx.update("unit", unit.id, &[("gas", code_of(&attempt.gas))])?;
    Ok(())
}

/// Whether the values are those of another machine of the same person.
fn is_suspect(view: View<'_>, unit: &UnitRow, attempt: &Attempt) -> Outcome<bool> {
    let Some(inspector) = attempt.inspector else {
        return Ok(false);
    };
    let mut units = vec![UnitReadings {
        unit: unit.serial.clone(),
        readings: readings(&attempt.kept.answers),
    }];
    let list = built_in()?;
    for row in inspection::latest_of(view, inspector, unit.id, COMPARED)? {
        // Values of another version of the list have other names.
        if row.checklist_version != list.version {
            continue;
        }
        units.extend(kept(&row).map(|kept| UnitReadings {
            unit: row.serial.clone(),
            readings: readings(&kept.answers),
        }));
    }
    let found = rule::same_readings(list, &units).map_err(|error| refused(&error))?;
    Ok(found
        .result
        .iter()
        .any(|group| group.units.contains(&unit.serial)))
}

fn readings(answers: &[Answer]) -> BTreeMap<String, f64> {
    let all = answers.iter().flat_map(|answer| answer.readings.clone());
    all.collect()
}

/// Passed: the machine is in use, and its plans begin.
fn start(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    chain: &mut Chain,
    attempt: &Attempt,
) -> Outcome<()> {
    begin(app, acting, tx, chain, attempt)?;
    if chain.state == State::Stopped {
        let release = Move {
            safe_again: true,
            ..step(Event::Release, attempt)
        };
        chain.take(app, acting, tx, release)?;
        // Not while an order about a danger at this machine is open, nor without those that are over.
        let said = (None, acting.now_at);
        crate::area::danger::after_passed(app, acting, tx, (chain.unit.id, attempt.order), said)?;
    }
    let on = attempt.on.to_string();
    let mut fields = vec![("label_no", attempt.decided.result.label_no.clone().into())];
    // Warranty and life run from the first commissioning, wherever the machine is moved later.
    if chain.unit.commissioned_on.is_none() {
        fields.push(("commissioned_on", on.as_str().into()));
    }
    if chain.unit.installed_on.is_none() {
        fields.push(("installed_on", on.as_str().into()));
    }
    let commission = Move {
        passed: true,
        fields,
        ..step(Event::Commission, attempt)
    };
    chain.take(app, acting, tx, commission)?;
    upkeep::plan_next(tx, chain.unit.id, attempt.on)?;
    let Some(customer) = chain.unit.customer_id else {
        return Ok(());
    };
    let commissioned = Commissioned {
        unit: chain.unit.id,
        customer,
        on: attempt.on,
        work_order: attempt.order,
        served_by: attempt.inspector,
    };
    return_visit::plan_for(tx, &commissioned)?;
    Ok(())
}

/// Failed: the machine is stopped, whoever wants to use it.
fn stop(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    chain: &mut Chain,
    attempt: &Attempt,
) -> Outcome<()> {
    begin(app, acting, tx, chain, attempt)?;
    if chain.state == State::Stopped {
        return Ok(());
    }
    let list = &built_in()?.content;
    let findings = &attempt.decided.result.findings;
    let defects = findings.iter().filter(|found| found.fault.is_defect());
    let told: Vec<_> = defects.map(|found| sentence(list, found).zh).collect();
    let halt = Move {
        note: Some(told.join("；")),
        ..step(Event::Stop, attempt)
    };
    chain.take(app, acting, tx, halt)
}

/// A machine that nobody recorded to be installed is being installed now.
fn begin(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    chain: &mut Chain,
    attempt: &Attempt,
) -> Outcome<()> {
    match chain.state {
        State::Installing | State::Stopped => Ok(()),
        // Bound to its household as in use, and never commissioned: it is being commissioned now.
        State::InUse => {
            chain.state = State::Installing;
            Ok(())
        }
        _ => chain.take(app, acting, tx, step(Event::Install, attempt)),
    }
}

fn step(event: Event, attempt: &Attempt) -> Move {
    let paper = attempt.paper_no.as_deref();
    Move {
        // The inspection itself is the document where no paper is.
        document: Some(match paper {
            Some(paper) => format!("安装调试检查单 {paper}"),
            None => "安装调试检查单（电子）".to_owned(),
        }),
        display_declared: attempt.display_declared,
        order: attempt.order,
        ..Move::new(event, attempt.on, "inspected_on")
    }
}

/// What an attempt on record found, judged by the list it was made with.
pub(super) fn findings_of(row: &InspectionRow) -> Vec<BothLanguages> {
    let Some(list) = rule::of_version(&row.checklist_version) else {
        return Vec::new();
    };
    let decided = kept(row).and_then(|kept| rule::evaluate(list, &kept.unit, &kept.answers).ok());
    let found = decided.map(|decided| decided.result.findings);
    let found = found.unwrap_or_default();
    found
        .iter()
        .map(|finding| sentence(&list.content, finding))
        .collect()
}

pub(super) fn kept(row: &InspectionRow) -> Option<Kept> {
    serde_json::from_str(&row.results).ok()
}

pub(super) fn built_in() -> Result<&'static Document<Checklist>, ErrorCode> {
    rule::built_in().map_err(|error| {
        tracing::error!(code = error.code(), "checklist of commissioning");
        ErrorCode::Internal
    })
}

fn decide(facts: &UnitFacts, answers: &[Answer]) -> Outcome<Decision<Commissioning>> {
    Ok(rule::evaluate(built_in()?, facts, answers).map_err(|error| refused(&error))?)
}

/// A value nobody can have measured is a slip of the keys; anything else no screen sends.
fn refused(error: &RuleError) -> ApiError {
    match error {
        RuleError::OutOfRange { field } => single(field, "reading_range", None),
        _ => ApiError::new(ErrorCode::CommandBadRequest).with_detail("reason", error.to_string()),
    }
}

fn answers(form: &mut Form, typed: Vec<SheetAnswer>) -> Vec<Answer> {
    form.at_most("answers", typed.len(), rule::ANSWERS_MAX);
    let typed = typed.into_iter().take(rule::ANSWERS_MAX);
    typed
        .map(|answer| {
            let place = |name: &str| format!("{}.{name}", answer.item);
            let text = form.line(&place("text"), answer.text.as_deref(), LABEL_MAX);
            let reason = answer.not_applicable.as_deref();
            let not_applicable = reason.map(|reason| {
                let line = form.line(&place("not_applicable"), Some(reason), REASON_MAX);
                line.unwrap_or_default()
            });
            Answer {
                item: answer.item,
                passed: answer.passed,
                readings: answer.readings,
                photos: answer.photos.unwrap_or(0).min(100),
                topics: answer.topics,
                text,
                not_applicable,
            }
        })
        .collect()
}

fn model_of(unit: &UnitRow) -> Option<&'static Model> {
    let code = unit.model_code.as_deref()?;
    ModelBook::built_in().find(code)
}

fn gas_of(unit: &UnitRow, model: Option<&Model>) -> Option<WireGas> {
    let registered = code_from(unit.gas.as_deref());
    // A model for one gas alone burns that.
    registered.or_else(|| match model?.gas.as_slice() {
        [only] if only == "12T" => Some(WireGas::NaturalGas),
        [only] if only == "20Y" => Some(WireGas::Lpg),
        _ => None,
    })
}

fn burns(gas: WireGas) -> Option<Gas> {
    match gas {
        WireGas::NaturalGas => Some(Gas::Natural),
        WireGas::Lpg => Some(Gas::Lpg),
        WireGas::ManufacturedGas => Some(Gas::Manufactured),
        WireGas::Electric => None,
    }
}

/// What the rule asks of the machine; which gas it burns must be known.
fn unit_facts(
    unit: &UnitRow,
    gas: Option<WireGas>,
    analyser: Option<bool>,
) -> Outcome<(UnitFacts, WireGas)> {
    let model = model_of(unit);
    let gas = gas.or_else(|| gas_of(unit, model));
    let gas = gas.ok_or_else(|| single("gas", "required", None))?;
    let burns = burns(gas).ok_or_else(|| single("gas", "gas_electric", None))?;
    let facts = UnitFacts {
        gas: burns,
        model: unit.model_code.clone(),
        // Of a model nobody knows everything is asked; "not applicable" answers the rest.
        condensing: model.is_none_or(|model| model.condensing),
        hot_water: model.is_none_or(|model| model.hot_water_l_min.is_some()),
        analyser: analyser.unwrap_or(false),
        in_sample: true,
    };
    Ok((facts, gas))
}

fn exists(item: &Item, model: Option<&Model>) -> bool {
    match item.when {
        None | Some(Condition::Analyser) => true,
        Some(Condition::Condensing) => model.is_none_or(|model| model.condensing),
        Some(Condition::HotWater) => model.is_none_or(|model| model.hot_water_l_min.is_some()),
    }
}

fn item_shown(item: &Item, gas: Option<Gas>, model: Option<&str>) -> SheetItem {
    let readings = item.readings.iter().map(|reading| {
        let limit = gas.and_then(|gas| reading.limit(gas, model));
        SheetReading {
            code: reading.code.clone(),
            name: both(&reading.zh, &reading.en),
            unit: reading.unit.clone(),
            min: limit.and_then(|limit| limit.min),
            max: limit.and_then(|limit| limit.max),
        }
    });
    SheetItem {
        no: item.no,
        code: item.code.clone(),
        name: both(&item.zh, &item.en),
        kind: code_from(Some(item.kind.code())).unwrap_or(SheetKind::Tick),
        mandatory: item.mandatory,
        photo: item.photo,
        photos: 0,
        analyser: item.when == Some(Condition::Analyser),
        readings: readings.collect(),
    }
}

fn verdict(decided: &Decision<Commissioning>) -> SheetVerdict {
    let result = &decided.result;
    let list = rule::built_in().ok().map(|list| &list.content);
    let findings = result.findings.iter().filter_map(|found| {
        Some(SheetFinding {
            item: found.item.clone(),
            reading: found.reading.clone(),
            defect: found.fault.is_defect(),
            text: sentence(list?, found),
        })
    });
    SheetVerdict {
        status: super::status(result.status),
        findings: findings.collect(),
        start_allowed: result.start_allowed,
        notice_needed: result.rectification_notice,
        why: why(&decided.why),
    }
}

/// A finding as a sentence: which item, the value with its unit, what is wrong.
fn sentence(list: &Checklist, found: &Finding) -> BothLanguages {
    let fault = word(&format!("commissioning-fault-{}", found.fault.code()));
    let Some(item) = list.item(&found.item) else {
        return fault;
    };
    let reading = found.reading.as_deref().and_then(|code| list.reading(code));
    let (zh, en) = reading.map_or((&item.zh, &item.en), |reading| (&reading.zh, &reading.en));
    let value = reading.zip(found.value);
    let value = value.map_or_else(String::new, |(reading, value)| {
        format!(" {value} {}", reading.unit)
    });
    BothLanguages {
        zh: format!("第 {} 项 {zh}{value}：{}", item.no, fault.zh),
        en: format!("Item {}, {en}{value}: {}", item.no, fault.en),
    }
}

fn both(zh: &str, en: &str) -> BothLanguages {
    BothLanguages {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}
