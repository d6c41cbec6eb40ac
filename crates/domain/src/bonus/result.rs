//! A person's points, line by line.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Approval, BonusComplaint, BonusInput, BonusPolicy, WorkRow};
use crate::codes::codes;
use crate::explain::{Decision, Explanation, line};
use crate::policy::{Document, in_force};
use crate::rule::RuleError;

codes! {
    /// What a manager decided.
    ApprovalState {
        /// 待审批
        Pending = "pending",
        /// 已批准
        Approved = "approved",
        /// 已退回
        Returned = "returned",
    }
}

codes! {
    /// What a line is about.
    LineKind {
        /// 工作
        Work = "work",
        /// 投诉
        Complaint = "complaint",
    }
}

codes! {
    /// Why points are not paid out.
    NotPayable {
        /// No manager has decided.
        Pending = "pending",
        /// The manager sent them back.
        Returned = "returned",
        /// Nobody is named who decided.
        ApproverMissing = "approver_missing",
        /// A person cannot approve the own points.
        OwnApproval = "own_approval",
        /// The points are not those that were approved.
        ChangedSinceApproval = "changed_since_approval",
        /// A work or complaint has no rules for its day.
        NoRule = "no_rule",
        /// A complaint is not decided yet.
        ComplaintOpen = "complaint_open",
    }
}

impl NotPayable {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("bonus-not-payable-{}", self.code().replace('_', "-"))
    }
}

/// One line of a person's points. Points in hundredths, factors in thousandths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BonusLine {
    /// The day of the work.
    pub on: NaiveDate,
    /// What the line is about.
    pub kind: LineKind,
    /// The order or complaint.
    pub id: String,
    /// Points before factors; negative for a complaint.
    pub base: i64,
    /// The quality factor.
    pub quality_permille: i64,
    /// The factor for a fault that came back.
    pub repeat_permille: i64,
    /// Points that count; null where no rules were in force on the day, or a complaint is open.
    pub points: Option<i64>,
    /// The version of the rules that decided; null where there was none.
    pub version: Option<String>,
}

/// A person's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PersonBonus {
    /// The person.
    pub staff_id: String,
    /// Points that count, in hundredths.
    pub total: i64,
    /// What the lines add up to before they are lifted to 0.
    pub sum: i64,
    /// The lines, by day, kind and id.
    pub lines: Vec<BonusLine>,
    /// What a manager decided.
    pub approval: ApprovalState,
    /// A manager other than the person approved exactly these points.
    pub payable: bool,
    /// Why not, if not.
    pub not_payable: Vec<NotPayable>,
}

/// Everybody's points, by person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct BonusResult {
    /// The persons.
    pub people: Vec<PersonBonus>,
}

/// Everybody's points for the work of a period. Complaints count in the period of the work they
/// are about; one found unjustified takes nothing.
///
/// # Errors
/// Dates outside the calendar, the period's end before its start, an answer outside 1–5, ids empty
/// or twice, no person, or more points than can be counted.
pub fn bonus_points(
    versions: &[Document<BonusPolicy>],
    input: &BonusInput,
) -> Result<Decision<BonusResult>, RuleError> {
    input.check()?;
    let mut lines: BTreeMap<&str, Vec<BonusLine>> = BTreeMap::new();
    let mut why = Explanation::default();
    let mut floors: BTreeMap<&str, bool> = BTreeMap::new();
    let mut decided_by = |staff_id, on| {
        let rules = in_force(versions, on);
        if let Some(rules) = rules {
            // A person's total is lifted to 0 only if all rules that decided it say so.
            let lifts = rules.content.floor_at_zero;
            *floors.entry(staff_id).or_insert(true) &= lifts;
            let version = rules.version_ref();
            if !why.versions.contains(&version) {
                why.versions.push(version);
            }
        }
        rules
    };
    for work in input.work.iter().filter(|work| input.holds(work.done_on)) {
        let rules = decided_by(work.staff_id.as_str(), work.done_on);
        let of_person = lines.entry(&work.staff_id).or_default();
        of_person.push(work_line(rules, work));
    }
    let complaints = input.complaints.iter().filter(|it| input.holds(it.work_on));
    for complaint in complaints.filter(|it| it.justified != Some(false)) {
        let rules = decided_by(complaint.staff_id.as_str(), complaint.work_on);
        let of_person = lines.entry(&complaint.staff_id).or_default();
        of_person.push(complaint_line(rules, complaint));
    }
    let people = lines.into_iter().map(|(staff_id, lines)| {
        let mut approvals = input.approvals.iter();
        let approval = approvals.find(|approval| approval.staff_id == staff_id);
        let floor = floors.get(staff_id).copied().unwrap_or(true);
        person(staff_id, lines, floor, approval)
    });
    let result = BonusResult {
        people: people.collect(),
    };
    why.versions.sort_by(|a, b| a.version.cmp(&b.version));
    explain(&mut why, &result);
    Ok(Decision { result, why })
}

fn work_line(rules: Option<&Document<BonusPolicy>>, work: &WorkRow) -> BonusLine {
    let mut line = BonusLine {
        on: work.done_on,
        kind: LineKind::Work,
        id: work.id.clone(),
        base: 0,
        quality_permille: 1_000,
        repeat_permille: 1_000,
        points: None,
        version: rules.map(|rules| rules.version.clone()),
    };
    let Some(rules) = rules.map(|rules| &rules.content) else {
        return line;
    };
    line.base = rules.points.get(&work.kind).copied().unwrap_or(0);
    line.quality_permille = work
        .satisfaction
        .and_then(|answer| rules.satisfaction_permille.get(usize::from(answer) - 1))
        .copied()
        .unwrap_or(rules.unrated_permille);
    if work.repeated {
        line.repeat_permille = rules.repeat_permille;
    }
    let millionths = line.base * line.quality_permille * line.repeat_permille;
    // Half a hundredth is rounded up, in favour of the person.
    line.points = Some((millionths + 500_000) / 1_000_000);
    line
}

fn complaint_line(rules: Option<&Document<BonusPolicy>>, complaint: &BonusComplaint) -> BonusLine {
    let deductions = rules.map(|rules| &rules.content.deductions);
    let deduction = deductions.and_then(|all| all.get(&complaint.class).copied());
    BonusLine {
        on: complaint.work_on,
        kind: LineKind::Complaint,
        id: complaint.id.clone(),
        base: -deduction.unwrap_or(0),
        quality_permille: 1_000,
        repeat_permille: 1_000,
        points: complaint.justified.and(deduction).map(|points| -points),
        version: rules.map(|rules| rules.version.clone()),
    }
}

fn person(
    staff_id: &str,
    mut lines: Vec<BonusLine>,
    floor: bool,
    approval: Option<&Approval>,
) -> PersonBonus {
    lines.sort_by(|a, b| (a.on, a.kind, &a.id).cmp(&(b.on, b.kind, &b.id)));
    let sum: i64 = lines.iter().filter_map(|line| line.points).sum();
    let total = if floor { sum.max(0) } else { sum };
    let mut not_payable = match approval {
        Some(approval) => obstacles(approval, total),
        None => vec![NotPayable::Pending],
    };
    if lines.iter().any(|line| line.version.is_none()) {
        not_payable.push(NotPayable::NoRule);
    }
    if lines
        .iter()
        .any(|line| line.points.is_none() && line.version.is_some())
    {
        not_payable.push(NotPayable::ComplaintOpen);
    }
    PersonBonus {
        staff_id: staff_id.to_owned(),
        total,
        sum,
        lines,
        approval: approval.map_or(ApprovalState::Pending, |approval| approval.state),
        payable: not_payable.is_empty(),
        not_payable,
    }
}

/// What stands between an approval and the payment of these points.
fn obstacles(approval: &Approval, total: i64) -> Vec<NotPayable> {
    match approval.state {
        ApprovalState::Pending => return vec![NotPayable::Pending],
        ApprovalState::Returned => return vec![NotPayable::Returned],
        ApprovalState::Approved => {}
    }
    let mut obstacles = Vec::new();
    match approval.by_staff_id.as_deref().filter(|by| !by.is_empty()) {
        None => obstacles.push(NotPayable::ApproverMissing),
        Some(by) if by == approval.staff_id => obstacles.push(NotPayable::OwnApproval),
        Some(_) => {}
    }
    if approval.points_hundredths != Some(total) {
        obstacles.push(NotPayable::ChangedSinceApproval);
    }
    obstacles
}

fn explain(why: &mut Explanation, result: &BonusResult) {
    for person in &result.people {
        let count = |kind| person.lines.iter().filter(|line| line.kind == kind).count();
        why.steps.push(line!(
            "bonus-person",
            staff = person.staff_id.as_str(),
            points = person.total as f64 / 100.0,
            work = count(LineKind::Work),
            complaints = count(LineKind::Complaint)
        ));
        if person.total > person.sum {
            let sum = person.sum as f64 / 100.0;
            let staff = person.staff_id.as_str();
            why.notes
                .push(line!("bonus-floor", staff = staff, sum = sum));
        }
        for reason in &person.not_payable {
            why.notes.push(line!(
                "bonus-not-payable",
                staff = person.staff_id.as_str(),
                reason = crate::explain::Arg::Key(reason.key())
            ));
        }
    }
    why.notes.push(line!("bonus-no-retroactive"));
}
