//! The warranty card (三包) of a machine: what the rules say of what the shop has on record.

mod record;
mod repair;
mod spell;

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::explain::{BothLanguages, Reason, ReasonKind, Why};
use wuyou_contract::warranty::{
    BasisKind, Confidence, CoverageState, LifeState, Payer, Remedies, RemedyOffer, RemedyOption,
    SafetyLife, WarrantyBasis, WarrantyCard, WarrantyCardGet, WarrantyDate, WarrantyPart,
    WarrantyRepair,
};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::UnitId;
use wuyou_domain::rule::RuleError;
use wuyou_domain::safety;
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{
    Depreciation, Evidence, ExclusionClaim, ExclusionCode, ExclusionVerdict, Remedy, RemedyAdvice,
    RemedyCase, RemedyRules, RemedyScope, Row, SaleProof, decide_exclusion, decide_remedies,
};
use wuyou_domain::warranty::{
    self as rule, CoverKind, Coverage, Policies, Standing, StartDocument,
};
use wuyou_store::View;

use super::explain::{sentence, why, word};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::code_from;
use record::Record;

/// Works the warranty of a machine out as of today.
pub(crate) fn card(app: &App, acting: &Acting, request: WarrantyCardGet) -> Outcome<WarrantyCard> {
    let as_of = local_date(acting.now_at).ok_or(ErrorCode::Internal)?;
    let unit_id = UnitId(request.unit_id);
    let record = app
        .database()?
        .read(|view| Record::load(view, unit_id, (acting.now_at, as_of)))?;
    let decided = rule::assess(
        &record.facts,
        Policies::built_in(),
        Holidays::built_in(),
        as_of,
    );
    let coverage = match decided {
        Ok(coverage) => coverage,
        Err(error) => return Ok(nothing(unit_id, as_of, &error)),
    };
    shown(&record, unit_id, &coverage, acting.now_at, as_of)
}

/// How a repair of a machine is to be had.
pub(crate) struct RepairTerms {
    /// The row of the table that gives it.
    pub(crate) row: Row,
    /// Why the machine is covered or not.
    pub(crate) why: Why,
}

/// How a repair of this machine is to be had now; nothing where no paper shows when cover began, or
/// its dates cannot be.
pub(crate) fn repair_terms(
    view: View<'_>,
    unit_id: UnitId,
    now_at: i64,
    exclusion: Option<Decision<ExclusionVerdict>>,
) -> Outcome<Option<RepairTerms>> {
    let as_of = local_date(now_at).ok_or(ErrorCode::Internal)?;
    let record = Record::load(view, unit_id, (now_at, as_of))?;
    let (policies, holidays) = (Policies::built_in(), Holidays::built_in());
    let Ok(coverage) = rule::assess(&record.facts, policies, holidays, as_of) else {
        return Ok(None);
    };
    let found = &coverage.result;
    let Ok((_, count)) = record.counted(found.end_on, as_of) else {
        return Ok(None);
    };
    let verdict = exclusion.as_ref().map(|decided| decided.result.clone());
    let advised = advice(&record, found, (count, verdict), now_at, as_of);
    let Ok(Some(advised)) = advised else {
        return Ok(None);
    };
    let mut options = advised.result.options.iter();
    let repair = options.find(|option| option.remedy == Remedy::Repair);
    Ok(repair.map(|option| RepairTerms {
        row: option.row,
        why: match &exclusion {
            Some(decided) => why(&decided.why),
            None => why(&coverage.why),
        },
    }))
}

/// The last day of the cover a machine has without a service plan; nothing where it cannot be told.
pub(crate) fn ends_on(view: View<'_>, unit: UnitId, now_at: i64) -> Outcome<Option<NaiveDate>> {
    let as_of = local_date(now_at).ok_or(ErrorCode::Internal)?;
    let facts = record::facts(view, unit, as_of)?;
    let (policies, holidays) = (Policies::built_in(), Holidays::built_in());
    let decided = rule::assess(&facts, policies, holidays, as_of);
    Ok(decided.ok().and_then(|coverage| coverage.result.end_on))
}

/// An exclusion somebody claims, with what is there to show it.
pub(crate) struct Claimed {
    pub(crate) ground: ExclusionCode,
    pub(crate) evidence: Vec<Evidence>,
    pub(crate) caused_by_it: Option<bool>,
    /// When the defect was found; with the report where nobody said.
    pub(crate) found_on: Option<NaiveDate>,
}

/// What the rules say to an exclusion of a fault that was reported then, by what the shop has on
/// record. Where dates on record do not fit each other nothing is excluded.
pub(crate) fn exclusion(
    view: View<'_>,
    unit_id: UnitId,
    claimed: &Claimed,
    (reported_at, now_at): (i64, i64),
) -> Outcome<Decision<ExclusionVerdict>> {
    let as_of = local_date(now_at).ok_or(ErrorCode::Internal)?;
    let reported_on = local_date(reported_at).ok_or(ErrorCode::Internal)?;
    let facts = record::facts(view, unit_id, as_of)?;
    let (policies, holidays) = (Policies::built_in(), Holidays::built_in());
    let coverage = rule::assess(&facts, policies, holidays, reported_on);
    let found = coverage.as_ref().ok().map(|decided| &decided.result);
    let by_law = |found: &Coverage| {
        let mut bases = found.bases.iter();
        bases.any(|one| {
            one.kind == CoverKind::Statute && one.end_on.is_none_or(|end_on| reported_on <= end_on)
        })
    };
    let found_on = claimed.found_on.unwrap_or(reported_on).min(as_of);
    let unit = wuyou_store::unit::get(view, unit_id)?;
    let received_on = unit.delivered_on.or(unit.installed_on);
    let received_on: Option<NaiveDate> = received_on.and_then(|on| on.parse().ok());
    let claim = ExclusionClaim {
        code: claimed.ground,
        statutory: found.is_none_or(by_law),
        sale_unproven: found.is_some_and(|found| found.confidence == rule::Confidence::D),
        evidence: claimed.evidence.clone(),
        caused_by_it: claimed.caused_by_it,
        received_on: received_on.filter(|on| *on <= found_on),
        found_on,
        as_of,
    };
    let rules = RemedyRules::built_in().map_err(|_| ErrorCode::Internal)?;
    let decided = decide_exclusion(&claim, rules).map_err(|error| {
        tracing::error!(code = error.code(), field = error.field(), "exclusion");
        ErrorCode::Internal
    })?;
    Ok(decided)
}

fn shown(
    record: &Record,
    unit_id: UnitId,
    coverage: &Decision<Coverage>,
    now_at: i64,
    as_of: NaiveDate,
) -> Outcome<WarrantyCard> {
    let found = &coverage.result;
    let mut shown = why(&coverage.why);
    // Without the number of repairs the remedies cannot be told either.
    let counted = record.counted(found.end_on, as_of);
    let counted = told(counted, "remedy-undecided-repairs", &mut shown);
    let remedies = counted.as_ref().and_then(|(_, count)| {
        let decided = advice(record, found, (*count, None), now_at, as_of);
        let decided = told(decided, "remedy-undecided", &mut shown).flatten();
        decided.map(|advice| offers(&advice))
    });
    let (repairs, repairs_counted) = counted.unwrap_or_default();
    let safety = told(safety_life(record, as_of), "safety-undecided", &mut shown).flatten();
    Ok(WarrantyCard {
        unit_id: unit_id.0,
        as_of: as_of.to_string(),
        state: state(found.standing),
        wrong_date: None,
        confidence: confidence(found.confidence),
        starts_on: found.start.and_then(|start| start.on).map(text),
        ends_on: found.end_on.map(text),
        days_left: found.remaining_days,
        provisional: !found.provisional.is_empty(),
        bases: bases(found),
        parts: found
            .parts
            .iter()
            .map(|part| covered(part, as_of))
            .collect(),
        repairs,
        repairs_counted,
        remedies,
        safety,
        why: shown,
    })
}

/// The card of a machine whose dates cannot be: which one to correct, and nothing worked out.
fn nothing(unit_id: UnitId, as_of: NaiveDate, error: &RuleError) -> WarrantyCard {
    WarrantyCard {
        unit_id: unit_id.0,
        as_of: as_of.to_string(),
        state: CoverageState::Unknown,
        wrong_date: Some(match error.field() {
            Some("made_on") => WarrantyDate::MadeOn,
            Some("commissioned_on") => WarrantyDate::InstalledOn,
            Some(field) if field.starts_with("proofs") => WarrantyDate::SoldOn,
            _ => WarrantyDate::Other,
        }),
        confidence: Confidence::D,
        starts_on: None,
        ends_on: None,
        days_left: None,
        provisional: false,
        bases: Vec::new(),
        parts: Vec::new(),
        repairs: Vec::new(),
        repairs_counted: 0,
        remedies: None,
        safety: None,
        why: Why {
            reasons: Vec::new(),
            rows: Vec::new(),
            versions: Vec::new(),
        },
    }
}

fn text(date: NaiveDate) -> String {
    date.to_string()
}

const fn state(standing: Standing) -> CoverageState {
    match standing {
        Standing::In => CoverageState::Covered,
        Standing::Out => CoverageState::Expired,
        Standing::NotStarted => CoverageState::NotStarted,
        Standing::Unknown => CoverageState::Unknown,
    }
}

const fn confidence(known: rule::Confidence) -> Confidence {
    match known {
        rule::Confidence::A => Confidence::A,
        rule::Confidence::B => Confidence::B,
        rule::Confidence::C => Confidence::C,
        rule::Confidence::D => Confidence::D,
    }
}

const fn basis_kind(kind: CoverKind) -> BasisKind {
    match kind {
        CoverKind::Statute => BasisKind::Statute,
        CoverKind::Policy => BasisKind::Policy,
        CoverKind::Contract => BasisKind::Contract,
        CoverKind::Plan => BasisKind::Plan,
    }
}

fn bases(found: &Coverage) -> Vec<WarrantyBasis> {
    let bases = found.bases.iter().map(|basis| WarrantyBasis {
        kind: basis_kind(basis.kind),
        name: word(&format!("warranty-kind-{}", basis.kind.code())),
        starts_on: basis.start.on.map(text),
        ends_on: basis.end_on.map(text),
        decides: found.decided_by == Some(basis.kind),
    });
    let plans = found.plans.iter().map(|plan| WarrantyBasis {
        kind: BasisKind::Plan,
        name: BothLanguages {
            zh: plan.name.clone(),
            en: plan.name.clone(),
        },
        starts_on: Some(text(plan.start_on)),
        ends_on: Some(text(plan.end_on)),
        decides: found.end_on == Some(plan.end_on),
    });
    bases.chain(plans).collect()
}

fn covered(part: &rule::PartCover, as_of: NaiveDate) -> WarrantyPart {
    WarrantyPart {
        name: BothLanguages {
            zh: part.name_zh.clone(),
            en: part.name_en.clone(),
        },
        ends_on: text(part.end_on),
        covered: as_of <= part.end_on,
    }
}

/// What the customer may ask for if the machine is faulty; not worked out where nothing shows when
/// cover began, as there the evidence is asked for first.
fn advice(
    record: &Record,
    found: &Coverage,
    (completed_repairs, exclusion): (u32, Option<ExclusionVerdict>),
    now_at: i64,
    as_of: NaiveDate,
) -> Result<Option<Decision<RemedyAdvice>>, RuleError> {
    if found.standing == Standing::Unknown {
        return Ok(None);
    }
    let rules = RemedyRules::built_in()?;
    let mut case = fault_in_hand(record, found, completed_repairs, rules, (now_at, as_of));
    case.exclusion = exclusion;
    decide_remedies(&case, rules, Holidays::built_in()).map(Some)
}

/// The fault that is being worked on, else one reported now, as the rules ask for it.
fn fault_in_hand(
    record: &Record,
    found: &Coverage,
    completed_repairs: u32,
    rules: &RemedyRules,
    (now_at, as_of): (i64, NaiveDate),
) -> RemedyCase {
    let sale_proof = match found.start.map(|start| start.document) {
        Some(StartDocument::Factory) => SaleProof::Estimated,
        Some(StartDocument::Nothing) | None => SaleProof::Unknown,
        Some(_) => SaleProof::Proven,
    };
    // A day that is only reckoned proves no sale and may lie ahead.
    let proven = found.start.filter(|_| sale_proof == SaleProof::Proven);
    let sold_on = record.sold_on.or(proven.and_then(|start| start.on));
    let fault = record.case(sold_on, &rules.law.content, (now_at, as_of));
    let received_on = record.sold_on.filter(|on| *on <= fault.reported_on);
    // A plan repairs and nothing more, so the rest goes by what covers the machine without it.
    let base = found.bases.first();
    let running = found
        .plans
        .iter()
        .filter(|plan| (plan.start_on..=plan.end_on).contains(&fault.reported_on));
    let plan_until = running.map(|plan| plan.end_on).max().min(found.end_on);
    RemedyCase {
        scope: match base.map(|base| base.kind) {
            Some(CoverKind::Statute) => RemedyScope::Statutory,
            Some(CoverKind::Policy | CoverKind::Plan) => RemedyScope::Policy,
            Some(CoverKind::Contract) => RemedyScope::Contract,
            None => RemedyScope::None,
        },
        sale_proof,
        sold_on,
        received_on,
        validity_end: base.and_then(|base| base.end_on).min(found.end_on),
        plan_until,
        reported_at: fault.reported_at,
        fault_confirmed: false,
        completed_repairs,
        last_repair: fault.last_repair,
        handed_in_on: fault.handed_in_on,
        delay_cause: fault.delay_cause,
        same_model_available: None,
        customer_accepts_exchange: None,
        finding: None,
        exclusion: None,
        may_rescind: false,
        as_of,
    }
}

/// What the records say of a machine somebody wants to return or exchange.
pub(crate) struct Report {
    /// The fault as the rules ask for it; nothing where no paper shows when cover began, or a date
    /// cannot be.
    pub(crate) fault: Option<RemedyCase>,
    /// Its repairs, latest first.
    pub(crate) repairs: Vec<WarrantyRepair>,
    /// When each of them was finished.
    pub(crate) finished_at: Vec<i64>,
    /// Days it could not be used, since it was sold.
    pub(crate) unusable_days: u32,
    /// Days of the repair that is under way.
    pub(crate) repair_days: Option<u32>,
}

/// What the records say of a machine. An invoice named here counts beside what the sale tells.
pub(crate) fn report(
    view: View<'_>,
    unit_id: UnitId,
    invoiced_on: Option<NaiveDate>,
    now_at: i64,
) -> Outcome<Report> {
    let as_of = local_date(now_at).ok_or(ErrorCode::Internal)?;
    let mut record = Record::load(view, unit_id, (now_at, as_of))?;
    record.facts.invoiced_on = invoiced_on.or(record.facts.invoiced_on);
    record.sold_on = invoiced_on.or(record.sold_on);
    let (policies, holidays) = (Policies::built_in(), Holidays::built_in());
    let coverage = rule::assess(&record.facts, policies, holidays, as_of).ok();
    let end_on = coverage.as_ref().and_then(|found| found.result.end_on);
    let counted = record.counted(end_on, as_of).ok();
    let (repairs, count) = counted.unwrap_or_default();
    let rules = RemedyRules::built_in().map_err(|_| ErrorCode::Internal)?;
    let known = coverage.filter(|found| found.result.standing != Standing::Unknown);
    let fault =
        known.map(|found| fault_in_hand(&record, &found.result, count, rules, (now_at, as_of)));
    let handed_in_on = fault.as_ref().and_then(|fault| fault.handed_in_on);
    let repair_days = handed_in_on.map(|on| (as_of - on).num_days());
    Ok(Report {
        fault,
        repairs,
        finished_at: record.finished_at(),
        unusable_days: spell::unusable_days(&record.facts.unusable, invoiced_on, as_of),
        repair_days: repair_days.and_then(|days| u32::try_from(days).ok()),
    })
}

fn offers(advice: &Decision<RemedyAdvice>) -> Remedies {
    let sentences = advice.result.lines();
    let offer = |(option, line): (&_, &_)| offer(option, sentence(line));
    Remedies {
        offers: advice
            .result
            .options
            .iter()
            .zip(&sentences)
            .map(offer)
            .collect(),
        why: why(&advice.why),
    }
}

fn offer(
    option: &wuyou_domain::warranty::remedy::AdvisedOption,
    text: BothLanguages,
) -> RemedyOffer {
    RemedyOffer {
        option: code_from(Some(option.remedy.code())).unwrap_or(RemedyOption::Repair),
        payer: code_from(Some(option.payer.code())).unwrap_or(Payer::Customer),
        depreciation: option.depreciation == Depreciation::Yes,
        text,
    }
}

fn safety_life(record: &Record, as_of: NaiveDate) -> Result<Option<SafetyLife>, RuleError> {
    let Some(unit) = &record.life else {
        return Ok(None);
    };
    let decided = safety::assess(safety::built_in()?, unit, as_of)?;
    let found = &decided.result;
    Ok(Some(SafetyLife {
        state: code_from(Some(found.state.code())).unwrap_or(LifeState::Unknown),
        scrap_on: found.scrap_on.map(text),
        warn_on: found.warn_on.map(text),
        estimated: found.estimated,
        why: why(&decided.why),
    }))
}

/// What a rule told. One that refuses what the first rule accepted costs the card only its own
/// part, and the card says what to look after: whoever looks at it needs the rest.
fn told<T>(decided: Result<T, RuleError>, note: &str, why: &mut Why) -> Option<T> {
    decided
        .inspect_err(|error| {
            tracing::error!(code = error.code(), field = error.field(), "warranty rules");
            why.reasons.push(Reason {
                kind: ReasonKind::Missing,
                text: word(note),
            });
        })
        .ok()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_rule_that_refuses_costs_its_own_part_and_says_so_in_both_languages() {
        let mut why = Why {
            reasons: Vec::new(),
            rows: Vec::new(),
            versions: Vec::new(),
        };
        assert_eq!(told(Ok(7), "remedy-undecided", &mut why), Some(7));
        assert!(why.reasons.is_empty());
        let notes = [
            "remedy-undecided",
            "remedy-undecided-repairs",
            "safety-undecided",
        ];
        for note in notes {
            let refused: Result<u8, _> = Err(RuleError::InFuture {
                field: "sold_on".into(),
            });
            assert_eq!(told(refused, note, &mut why), None);
            let said = &why.reasons.last().unwrap().text;
            assert!(
                said.zh.contains("请核对") && said.en.contains("heck"),
                "{said:?}"
            );
        }
        assert_eq!(why.reasons.len(), notes.len());
    }
}
