//! Every rule with its name, schemas and decision.

use crate::face::sla::{self as face_sla, DueBy};
use schemars::{Schema, schema_for};
use serde_json::{Value, json};
use wuyou_domain::assessment::{self, AssessmentInput, AssessmentResult};
use wuyou_domain::bonus::{self, BonusInput, BonusResult};
use wuyou_domain::buyer_profile::{self, BuyerProfile, ProfileInput, Similarity, SimilarityInput};
use wuyou_domain::calendar::lunar::BirthdayReminder;
use wuyou_domain::calendar::{End, Holidays, Rest, WorkingEnd};
use wuyou_domain::certificate::gate::{self, Dispatch, DispatchInput, GateInput, GateResult};
use wuyou_domain::commissioning::Commissioning;
use wuyou_domain::complaint::{self, Classified, ClassifyInput, Clocks, ClocksInput};
use wuyou_domain::explain::{Decision, Explanation};
use wuyou_domain::kpi::{
    self, ChurnInput, Clv, ClvInput, ComplaintInput, Figure, Mttr, OrderInput, PurchaseInput,
    Repurchase, RfmInput, RfmResult,
};
use wuyou_domain::maintenance::{self, MaintenanceInput, MaintenancePlan};
use wuyou_domain::permission::{self, Permission, Question};
use wuyou_domain::privacy::deletion::{self, Deletion, DeletionInput};
use wuyou_domain::privacy::policy as privacy;
use wuyou_domain::privacy::retention::{self, RetainInput, Retention};
use wuyou_domain::remedy_case::{
    self, Evidence, EvidenceInput, Offer, OfferInput, SettleInput, Settlement,
};
use wuyou_domain::return_visit::plan::{self, EvaluateInput, Evaluation, JudgeInput, Judged};
use wuyou_domain::rule::RuleError;
use wuyou_domain::safety::{self, Assessment, ScrapDate, ScrapDateInput};
use wuyou_domain::sla::{
    Alert, Clock, DueInput, External, ExternalInput, external_built_in, external_deadlines,
};
use wuyou_domain::survey::{
    self, CesInput, CesResult, CsatInput, CsatResult, IndexInput, NpsInput, NpsResult,
    ServqualIndex, ServqualInput, ServqualResult,
};
use wuyou_domain::warranty::remedy::{
    self, ExclusionClaim, ExclusionVerdict, GoodwillExchange, GoodwillInput, NoReasonInput,
    NoReasonReturn, Refund, RefundCase, RefundInput, RefundSettlement, Remedies, RemedyAdvice,
    RemedyCase, RemedyInput, RemedyRules, RepairCount, RepairHistory,
};
use wuyou_domain::warranty::{Coverage, Validity, ValidityInput};

use crate::face::calendar::{
    self, AddDays, AddMonths, AddWorkingDays, AtInstant, BirthdayOf, LocalDate, OnDate,
};
use crate::face::commissioning as face_commissioning;
use crate::face::safety as face_safety;
use crate::face::warranty as face_warranty;
use crate::read::{bounded, instants_out, read};

/// A rule as it is used from outside. Names and fields are stable.
#[derive(Debug)]
pub struct Rule {
    /// `<area>.<question>`.
    pub name: &'static str,
    /// What it answers.
    pub about: &'static str,
    /// JSON schema of its input.
    pub input: fn() -> Schema,
    /// JSON schema of its answer.
    pub output: fn() -> Schema,
    /// The decision, from an input the schema allows.
    pub(crate) decide: fn(Value, &Holidays) -> Result<Answer, RuleError>,
}

/// The answer of a rule.
#[derive(Debug)]
pub struct Answer {
    /// The result, as its schema says.
    pub ok: Value,
    /// Its reasons.
    pub why: Explanation,
}

macro_rules! rules {
    ($($(#[doc = $about:literal])+ $name:literal: $input:ty => $output:ty = $decide:expr;)*) => {
        /// Every rule, by area.
        pub static RULES: &[Rule] = &[$(Rule {
            name: $name,
            about: concat!($($about),+),
            input: || bounded(schema_for!($input)),
            output: || bounded(schema_for!($output)),
            decide: |input, holidays| {
                let decide: fn($input, &Holidays) -> Result<Decision<$output>, RuleError> = $decide;
                let decision = decide(read(input)?, holidays)?;
                let mut ok = serde_json::to_value(decision.result).map_err(|error| {
                    RuleError::BadValue { field: "input".into(), reason: error.to_string() }
                })?;
                instants_out(&mut ok);
                Ok(Answer { ok, why: decision.why })
            },
        },)*];
    };
}

rules! {
    /// Whether a day is a rest day.
    "calendar.is_rest": OnDate => Rest = |input, holidays| calendar::is_rest(&input, holidays);
    /// The end of a customer's right of so many days, rolled past rest days.
    "calendar.add_days": AddDays => End = |input, holidays| calendar::add_days(&input, holidays);
    /// The end of a customer's right of so many months, rolled past rest days.
    "calendar.add_months": AddMonths => End = |input, holidays| calendar::add_months(&input, holidays);
    /// The last of so many working days.
    "calendar.add_working_days": AddWorkingDays => WorkingEnd
        = |input, holidays| calendar::add_working_days(&input, holidays);
    /// The date in China at an instant.
    "calendar.local_date": AtInstant => LocalDate = |input, _| calendar::local_date(&input);
    /// The next birthday of a person, solar or lunar, and when the shop is reminded.
    "calendar.birthday": BirthdayOf => BirthdayReminder = |input, _| calendar::birthday(&input);

    /// When validity ends: months, plus the days the machine could not be used, rolled.
    "warranty.validity": ValidityInput => Validity
        = |input, holidays| face_warranty::validity(&input, holidays);
    /// Whether a machine is covered on a day, until when, and by what.
    "warranty.assess": face_warranty::Assess => Coverage
        = |input, holidays| face_warranty::assess(&input, holidays);
    /// What the customer may ask for by the decision table, and who pays.
    "warranty.remedies": RemedyInput => Remedies
        = |input, holidays| remedy::remedies(&input, RemedyRules::built_in()?, holidays);
    /// What the customer may ask for in a whole case: proof, exclusion, rework, authority's finding.
    "warranty.case": RemedyCase => RemedyAdvice
        = |input, holidays| remedy::decide_remedies(&input, RemedyRules::built_in()?, holidays);
    /// What is paid back in a whole case: validity, subsidy, expenses.
    "warranty.settle": RefundCase => RefundSettlement
        = |input, holidays| remedy::decide_refund(&input, holidays);
    /// Whether goods that do not suit are exchanged for goodwill.
    "warranty.goodwill": GoodwillInput => GoodwillExchange
        = |input, holidays| remedy::goodwill_exchange(&input, RemedyRules::built_in()?, holidays);
    /// What is refunded after a deduction for use.
    "warranty.refund": RefundInput => Refund = |input, _| remedy::refund(&input);
    /// Whether goods may go back without a reason.
    "warranty.no_reason_return": NoReasonInput => NoReasonReturn
        = |input, holidays| remedy::no_reason_return(&input, RemedyRules::built_in()?, holidays);
    /// Which repairs count as the two after which an exchange is due.
    "warranty.count_repairs": RepairHistory => RepairCount
        = |input, holidays| remedy::count_repairs(&input, RemedyRules::built_in()?, holidays);
    /// Whether an exclusion may be claimed, and what proves it.
    "warranty.exclusion": ExclusionClaim => ExclusionVerdict
        = |input, _| remedy::decide_exclusion(&input, RemedyRules::built_in()?);

    /// What the ground of a claim gives, who pays, and whether it may be refused.
    "remedy_case.offers": OfferInput => Vec<Offer>
        = |input, holidays| remedy_case::offers(&input, RemedyRules::built_in()?, holidays);
    /// What a claim has to be shown by, and what of it is held.
    "remedy_case.evidence": EvidenceInput => Evidence = |input, _| remedy_case::evidence(&input);
    /// The amounts of a remedy: refund, deduction for use, expenses, difference, lower price.
    "remedy_case.settle": SettleInput => Settlement
        = |input, holidays| remedy_case::settle(&input, holidays);

    /// By when a reply or the finish is due.
    "sla.due": DueInput => DueBy = |input, holidays| face_sla::due(&input, holidays);
    /// The clocks of a case from its events, as of an instant.
    "sla.clocks": face_sla::CaseAt => Vec<Clock>
        = |input, holidays| face_sla::clocks(&input, holidays);
    /// The alerts due for a case, as of an instant.
    "sla.alerts": face_sla::AlertsAt => Vec<Alert>
        = |input, holidays| face_sla::alerts(&input, holidays);
    /// By when an authority accepts and mediates an external complaint.
    "sla.external": ExternalInput => External
        = |input, holidays| external_deadlines(&input, external_built_in()?, holidays);

    /// When a gas appliance is to be scrapped, and from when on that is said.
    "safety.scrap_date": ScrapDateInput => ScrapDate
        = |input, _| safety::scrap_date(safety::built_in()?, &input);
    /// Where a gas appliance stands in its life on a day, and what that demands.
    "safety.assess": face_safety::Assess => Assessment = |input, _| face_safety::assess(&input);

    /// Whether a person may be sent to a task on a day.
    "certificate.gate": GateInput => GateResult = |input, _| gate::gate(gate::built_in()?, &input);
    /// The same with everything a dispatch knows: province, lead, headquarters' override.
    "certificate.dispatch": DispatchInput => Dispatch
        = |input, _| gate::dispatch(gate::built_in()?, &input);

    /// Whether the two return visits of a commissioning took place.
    "return_visit.evaluate": EvaluateInput => Evaluation
        = |input, _| plan::evaluate(&input, plan::built_in()?);

    /// Whether a commissioning passes its checklist.
    "commissioning.evaluate": face_commissioning::Evaluate => Commissioning
        = |input, _| face_commissioning::evaluate(&input);
    /// When the yearly maintenance is due.
    "maintenance.plan": MaintenanceInput => MaintenancePlan
        = |input, _| maintenance::plan(maintenance::built_in()?, &input);

    /// How the plan of return visits stands by its attempts, with who could not be reached or refused.
    "return_visit.judge": JudgeInput => Judged
        = |input, _| plan::judge(&input, plan::built_in()?);
    /// The class of a complaint.
    "complaint.classify": ClassifyInput => Classified
        = |input, _| complaint::classify(&input, complaint::built_in()?);
    /// Owners and deadlines of a complaint.
    "complaint.clocks": ClocksInput => Clocks
        = |input, _| complaint::clocks(&input, complaint::built_in()?);
    /// One SERVQUAL form: gaps, both indices, the level of satisfaction.
    "survey.servqual": ServqualInput => ServqualResult
        = |input, _| survey::servqual(survey::built_in()?, &input);
    /// Several SERVQUAL forms put together, with the interval of confidence.
    "survey.index": IndexInput => ServqualIndex
        = |input, _| survey::index(survey::built_in()?, &input);
    /// The share of satisfied answers.
    "survey.csat": CsatInput => CsatResult = |input, _| survey::csat(survey::built_in()?, &input);
    /// The net promoter score.
    "survey.nps": NpsInput => NpsResult = |input, _| survey::nps(&input);
    /// The mean customer effort.
    "survey.ces": CesInput => CesResult = |input, _| survey::ces(&input);

    /// Share of repairs done in one visit.
    "kpi.first_time_fix": OrderInput => Figure
        = |input, _| kpi::first_time_fix(kpi::built_in()?, &input);
    /// Hours from the call to the finish: mean, median, 90th percentile.
    "kpi.mttr": OrderInput => Mttr = |input, _| kpi::mttr(&input);
    /// Share of requests replied to on their day.
    "kpi.reply_same_day": OrderInput => Figure = |input, _| kpi::reply_same_day(&input);
    /// Share of orders finished in time.
    "kpi.on_time": OrderInput => Figure = |input, _| kpi::on_time(&input);
    /// Customers lost in a year.
    "kpi.churn": ChurnInput => Figure = |input, _| kpi::churn(kpi::built_in()?, &input);
    /// Customers who bought again.
    "kpi.repurchase": PurchaseInput => Repurchase
        = |input, _| kpi::repurchase(kpi::built_in()?, &input);
    /// Recency, frequency and money of each customer.
    "kpi.rfm": RfmInput => RfmResult = |input, _| kpi::rfm(kpi::built_in()?, &input);
    /// The value of a customer over the life of the machine.
    "kpi.clv": ClvInput => Clv = |input, _| kpi::clv(&input);
    /// Complaints per hundred machines and year.
    "kpi.complaint_rate": ComplaintInput => Figure = |input, _| kpi::complaint_rate(&input);

    /// Bonus points of staff by the rules of the day of the work.
    "bonus.points": BonusInput => BonusResult
        = |input, _| bonus::bonus_points(std::slice::from_ref(bonus::built_in()?), &input);
    /// What is deleted of a person, what stays under legal hold, what is deferred.
    "privacy.delete": DeletionInput => Deletion
        = |input, _| deletion::decide(&input, privacy::built_in()?);
    /// How long a record is kept, and on which legal basis.
    "privacy.retain": RetainInput => Retention
        = |input, _| retention::retain(&input, privacy::built_in()?);

    /// The self-assessment of a dealer by GB/T 27922.
    "assessment.assess": AssessmentInput => AssessmentResult
        = |input, _| assessment::assess(assessment::built_in()?, &input);
    /// Who bought, by shares that are large enough to be shown.
    "buyer_profile.profile": ProfileInput => BuyerProfile
        = |input, _| buyer_profile::buyer_profile(buyer_profile::built_in()?, &input);
    /// How alike a prospect is to those who bought.
    "buyer_profile.similarity": SimilarityInput => Similarity
        = |input, _| buyer_profile::similarity(buyer_profile::built_in()?, &input);

    /// Whether a person may do something.
    "permission.permitted": Question => Permission = |input: Question, _| {
        permission::permitted(input.action, input.actor, &input.context)
    };
}

/// Every rule with its schemas, as `wuyou rules list` prints it.
#[must_use]
pub fn describe() -> Value {
    let row = |rule: &Rule| {
        json!({
            "rule": rule.name,
            "about": rule.about.trim(),
            "input": (rule.input)(),
            "output": (rule.output)(),
        })
    };
    Value::Array(RULES.iter().map(row).collect())
}
