//! Judging the answers of one unit.

use std::collections::BTreeSet;

use super::checklist::{Checklist, Class, Condition, Item, Kind, Reading};
use super::{ANSWERS_MAX, Answer, Commissioning, Fault, Finding, Status, UnitFacts, measurable};
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// Judges one unit: passed only if every item that applies is good, the user has signed, and then
/// the label is on (§2.5).
///
/// # Errors
/// [`RuleError::UnknownCode`] for an item, value or topic the checklist does not have,
/// [`RuleError::BadValue`] for an item answered twice, [`RuleError::OutOfRange`] for a value nobody
/// can have measured.
pub fn evaluate(
    checklist: &Document<Checklist>,
    unit: &UnitFacts,
    answers: &[Answer],
) -> Result<Decision<Commissioning>, RuleError> {
    let list = &checklist.content;
    check_answers(list, answers)?;
    let mut findings = Vec::new();
    for item in list.items.iter().filter(|item| applies(item, unit)) {
        let answer = answers.iter().find(|answer| answer.item == item.code);
        judge(list, item, unit, answer, &mut findings);
    }
    let status = status(&findings);
    let result = conclude(list, answers, status, findings);
    let why = explain(checklist, &result);
    Ok(Decision { result, why })
}

fn applies(item: &Item, unit: &UnitFacts) -> bool {
    match item.when {
        None => true,
        Some(Condition::Condensing) => unit.condensing,
        Some(Condition::HotWater) => unit.hot_water,
        Some(Condition::Analyser) => unit.analyser,
    }
}

fn check_answers(list: &Checklist, answers: &[Answer]) -> Result<(), RuleError> {
    if answers.len() > ANSWERS_MAX {
        return Err(RuleError::OutOfRange {
            field: "answers".into(),
        });
    }
    let mut seen = BTreeSet::new();
    for (index, answer) in answers.iter().enumerate() {
        let field = |name: &str| format!("answers[{index}].{name}");
        let unknown = |name: &str| RuleError::UnknownCode {
            field: field(name).into(),
        };
        let item = list.item(&answer.item).ok_or_else(|| unknown("item"))?;
        if !seen.insert(&answer.item) {
            return Err(RuleError::BadValue {
                field: field("item").into(),
                reason: "answered twice".to_owned(),
            });
        }
        for (code, value) in &answer.readings {
            let name = format!("readings.{code}");
            if !item.readings.iter().any(|reading| reading.code == *code) {
                return Err(unknown(&name));
            }
            if !measurable(*value) {
                return Err(RuleError::OutOfRange {
                    field: field(&name).into(),
                });
            }
        }
        let known = |code: &String| list.topics.iter().any(|topic| topic.code == *code);
        if !answer.topics.iter().all(known) {
            return Err(unknown("topics"));
        }
    }
    Ok(())
}

fn judge(
    list: &Checklist,
    item: &Item,
    unit: &UnitFacts,
    answer: Option<&Answer>,
    findings: &mut Vec<Finding>,
) {
    let mut found = |fault| findings.push(finding(item, fault));
    // Label and notice follow from all other items.
    if matches!(item.kind, Kind::Label | Kind::Notice) {
        return;
    }
    let Some(answer) = answer else {
        match item.kind {
            Kind::Signature => found(Fault::SignatureMissing),
            _ if item.class == Class::All || unit.in_sample => found(Fault::NotAnswered),
            _ => {}
        }
        return;
    };
    if let Some(reason) = &answer.not_applicable {
        if item.mandatory || reason.trim().is_empty() {
            found(Fault::NotApplicableRefused);
        }
        return;
    }
    match (item.kind, answer.passed) {
        // Of a briefing only the topics count.
        (Kind::Topics, _) | (_, Some(true)) => {}
        (Kind::Signature, _) => found(Fault::SignatureMissing),
        (_, Some(false)) => found(Fault::NotGood),
        (Kind::Tick | Kind::Photo, None) => found(Fault::NotAnswered),
        _ => {}
    }
    if item.kind == Kind::Topics && explained(answer) < list.topics_at_least {
        found(Fault::TooFewTopics);
    }
    if list.proofs && item.kind == Kind::Topics && is_blank(answer) {
        found(Fault::WhoMissing);
    }
    let signed = item.kind == Kind::Signature && answer.passed == Some(true);
    if list.proofs && signed && is_blank(answer) && answer.photos == 0 {
        found(Fault::ProofMissing);
    }
    if item.photo && answer.photos == 0 {
        found(Fault::PhotoMissing);
    }
    for reading in &item.readings {
        findings.extend(judge_reading(item, reading, unit, answer));
    }
}

fn is_blank(answer: &Answer) -> bool {
    let text = answer.text.as_deref();
    text.is_none_or(|text| text.trim().is_empty())
}

fn explained(answer: &Answer) -> u32 {
    let once: BTreeSet<_> = answer.topics.iter().collect();
    u32::try_from(once.len()).unwrap_or(u32::MAX)
}

fn judge_reading(
    item: &Item,
    reading: &Reading,
    unit: &UnitFacts,
    answer: &Answer,
) -> Option<Finding> {
    let value = answer.readings.get(&reading.code).copied();
    let limit = reading.limit(unit.gas, unit.model.as_deref());
    let fault = match value {
        None => Fault::ReadingMissing,
        Some(value) if limit.is_some_and(|limit| !limit.admits(value)) => Fault::OutOfLimits,
        Some(_) => return None,
    };
    Some(Finding {
        reading: Some(reading.code.clone()),
        value,
        ..finding(item, fault)
    })
}

fn finding(item: &Item, fault: Fault) -> Finding {
    Finding {
        item: item.code.clone(),
        fault,
        reading: None,
        value: None,
    }
}

/// Where it stands before the label is looked at.
fn status(findings: &[Finding]) -> Status {
    let any = |is: fn(Fault) -> bool| findings.iter().any(|finding| is(finding.fault));
    if any(Fault::is_defect) {
        Status::Failed
    } else if any(Fault::is_gap) {
        Status::Incomplete
    } else if findings.is_empty() {
        Status::AwaitingLabel
    } else {
        Status::AwaitingSignature
    }
}

fn conclude(
    list: &Checklist,
    answers: &[Answer],
    status: Status,
    mut findings: Vec<Finding>,
) -> Commissioning {
    let of_kind = |kind| {
        let item = list.items.iter().find(|item| item.kind == kind)?;
        Some((item, answers.iter().find(|answer| answer.item == item.code)))
    };
    let label = of_kind(Kind::Label).map(|(item, answer)| {
        let text = answer.and_then(|answer| answer.text.as_deref());
        (item, text.map(str::trim).filter(|text| !text.is_empty()))
    });
    let (mut status, mut label_no) = (status, None);
    let label_allowed = status == Status::AwaitingLabel;
    match label {
        Some((_, Some(number))) if label_allowed => {
            label_no = Some(number.to_owned());
            status = Status::Passed;
        }
        Some((item, Some(_))) => findings.push(finding(item, Fault::LabelTooEarly)),
        Some((item, None)) if label_allowed => findings.push(finding(item, Fault::LabelMissing)),
        Some((_, None)) | None => {}
    }
    let rectification_notice = status == Status::Failed;
    if let Some((item, answer)) = of_kind(Kind::Notice).filter(|_| rectification_notice)
        && answer.and_then(|answer| answer.passed) != Some(true)
    {
        findings.push(finding(item, Fault::NoticeMissing));
    }
    Commissioning {
        status,
        findings,
        rectification_notice,
        start_allowed: !matches!(status, Status::Failed | Status::Incomplete),
        label_allowed,
        label_no,
    }
}

fn explain(checklist: &Document<Checklist>, result: &Commissioning) -> Explanation {
    let list = &checklist.content;
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-cjj12-5")],
        rows: vec!["R117"],
        versions: vec![checklist.version_ref()],
        ..Explanation::default()
    };
    for finding in &result.findings {
        let Some(item) = list.item(&finding.item) else {
            continue;
        };
        let line = finding_line(list, item, finding);
        if finding.fault.is_defect() {
            why.steps.push(line);
        } else {
            why.missing.push(line);
        }
    }
    let status = Arg::Key(format!("commissioning-status-{}", result.status.code()));
    why.steps
        .push(line!("commissioning-status", status = status));
    if result.rectification_notice {
        why.notes.push(line!("commissioning-not-to-be-started"));
    }
    why
}

fn finding_line(list: &Checklist, item: &Item, finding: &Finding) -> Line {
    let fault = Arg::Key(format!("commissioning-fault-{}", finding.fault.code()));
    let reading = finding.reading.as_deref();
    match (reading.and_then(|code| list.reading(code)), finding.value) {
        (Some(reading), Some(value)) => line!(
            "commissioning-finding-value",
            no = item.no,
            item = reading.zh.as_str(),
            item_en = reading.en.as_str(),
            value = value,
            unit = reading.unit.as_str(),
            fault = fault
        ),
        (Some(reading), None) => line!(
            "commissioning-finding",
            no = item.no,
            item = reading.zh.as_str(),
            item_en = reading.en.as_str(),
            fault = fault
        ),
        (None, _) => line!(
            "commissioning-finding",
            no = item.no,
            item = item.zh.as_str(),
            item_en = item.en.as_str(),
            fault = fault
        ),
    }
}
