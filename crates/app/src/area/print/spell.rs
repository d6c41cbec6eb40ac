//! Times and codes as they stand on paper.

use chrono::{Datelike as _, NaiveDate};
use wuyou_contract::customer::AtHome;
use wuyou_contract::danger::{DangerDone, DangerStep};
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::recall::{RecallAction, RecallKind, RecallTask};
use wuyou_contract::remedy_case::{RefundMethod, RemedyClaim, RemedyGround};
use wuyou_contract::unit::Gas;
use wuyou_contract::warranty::CoverageState;
use wuyou_contract::work_order::WorkOrderKind;
use wuyou_domain::explain::Language;
use wuyou_domain::paper::Kind;
use wuyou_domain::time::{DAY_MS, local_date, start_of_day};

const MINUTE_MS: i64 = 60_000;
const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];

/// The text of a language.
pub(super) fn of(text: &BothLanguages, language: Language) -> String {
    pick(&text.zh, &text.en, language).to_owned()
}

pub(super) const fn pick<'a>(zh: &'a str, en: &'a str, language: Language) -> &'a str {
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

/// A date with its weekday.
pub(super) fn day(date: NaiveDate, language: Language) -> String {
    match language {
        Language::Zh => {
            let at = date.weekday().num_days_from_monday() as usize;
            let weekday = WEEKDAYS_ZH.get(at).copied().unwrap_or_default();
            format!(
                "{}年{}月{}日 周{weekday}",
                date.year(),
                date.month(),
                date.day()
            )
        }
        Language::En => date.format("%a %-d %b %Y").to_string(),
    }
}

/// A stored date, without its weekday.
pub(super) fn stored_day(on: &str, language: Language) -> String {
    let Ok(date) = on.parse::<NaiveDate>() else {
        return on.to_owned();
    };
    match language {
        Language::Zh => format!("{}年{}月{}日", date.year(), date.month(), date.day()),
        Language::En => date.format("%-d %b %Y").to_string(),
    }
}

/// The last moment of a promise: midnight is 24:00 of the day that ends.
pub(super) fn until(at: i64, language: Language) -> Option<String> {
    let last = local_date(at.checked_sub(1)?)?;
    let minutes = minutes_of(at, last)?;
    let clock = clock(minutes);
    Some(match language {
        Language::Zh => format!("{} {clock} 前", day(last, language)),
        Language::En => format!("{} {clock}", day(last, language)),
    })
}

/// When something happened.
pub(super) fn moment(at: i64, language: Language) -> Option<String> {
    let date = local_date(at)?;
    let minutes = minutes_of(at, date)?;
    Some(format!("{} {}", day(date, language), clock(minutes)))
}

/// When something happened, in a narrow column: the day without its year.
pub(super) fn short(at: i64) -> Option<String> {
    let date = local_date(at)?;
    let minutes = minutes_of(at, date)?;
    Some(format!("{} {}", date.format("%m-%d"), clock(minutes)))
}

/// From when until when somebody comes; the day too, unless the paper is of that day.
pub(super) fn window(from_at: i64, to_at: Option<i64>, language: Language) -> Option<String> {
    let date = local_date(from_at)?;
    Some(format!(
        "{} {}",
        day(date, language),
        hours(from_at, to_at)?
    ))
}

/// The hours of a visit.
pub(super) fn hours(from_at: i64, to_at: Option<i64>) -> Option<String> {
    let date = local_date(from_at)?;
    let from = clock(minutes_of(from_at, date)?);
    let to = to_at.and_then(|at| minutes_of(at, date)).map(clock);
    Some(match to {
        Some(to) => format!("{from}–{to}"),
        None => from,
    })
}

fn minutes_of(at: i64, date: NaiveDate) -> Option<i64> {
    let minutes = (at - start_of_day(date)?) / MINUTE_MS;
    (0..=DAY_MS / MINUTE_MS)
        .contains(&minutes)
        .then_some(minutes)
}

fn clock(minutes: i64) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A household that does not want to be called.
pub(super) const fn no_call(language: Language) -> &'static str {
    match language {
        Language::Zh => "不要打电话",
        Language::En => "No phone calls",
    }
}

/// When somebody is at home, where that is not always.
pub(super) const fn at_home(at: AtHome, language: Language) -> Option<&'static str> {
    Some(match (at, language) {
        (AtHome::Always, _) => return None,
        (AtHome::SpringFestival, Language::Zh) => "只有春节在家",
        (AtHome::SpringFestival, Language::En) => "home only at Spring Festival",
        (AtHome::HeatingSeason, Language::Zh) => "只有冬天在家",
        (AtHome::HeatingSeason, Language::En) => "home only in winter",
        (AtHome::Summer, Language::Zh) => "只有夏天在家",
        (AtHome::Summer, Language::En) => "home only in summer",
        (AtHome::Seldom, Language::Zh) => "很少在家",
        (AtHome::Seldom, Language::En) => "seldom at home",
    })
}

/// How a household is best spoken to.
pub(super) fn speaks(spoken: &str, language: Language) -> String {
    match language {
        Language::Zh => format!("说{spoken}"),
        Language::En => format!("Speaks {spoken}"),
    }
}

/// Money as yuan.
pub(super) fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let size = fen.unsigned_abs();
    format!("{sign}¥{}.{:02}", size / 100, size % 100)
}

/// What a document is called, for names of files.
pub(super) const fn title(kind: Kind, language: Language) -> &'static str {
    match (kind, language) {
        (Kind::JobSheet, Language::Zh) => "派工单",
        (Kind::JobSheet, Language::En) => "Job sheet",
        (Kind::PromiseCard, Language::Zh) => "服务承诺卡",
        (Kind::PromiseCard, Language::En) => "Promise card",
        (Kind::PromiseSlip, Language::Zh) => "承诺卡",
        (Kind::PromiseSlip, Language::En) => "Promise",
        (Kind::WarrantyCard, Language::Zh) => "保修卡",
        (Kind::WarrantyCard, Language::En) => "Warranty card",
        (Kind::VisitList, Language::Zh) => "上门清单",
        (Kind::VisitList, Language::En) => "Visit list",
        (Kind::RemedyDecision, Language::Zh) => "退换处理决定书",
        (Kind::RemedyDecision, Language::En) => "Remedy decision",
        (Kind::Receipt, Language::Zh) => "收据",
        (Kind::Receipt, Language::En) => "Receipt",
        (Kind::Quote, Language::Zh) => "报价单",
        (Kind::Quote, Language::En) => "Quote",
        (Kind::OrderCourse, Language::Zh) => "工单经过",
        (Kind::OrderCourse, Language::En) => "Course of the order",
        (Kind::CommissioningRecord, Language::Zh) => "安装调试记录",
        (Kind::CommissioningRecord, Language::En) => "Commissioning record",
        (Kind::Poster, Language::Zh) => "服务公告",
        (Kind::Poster, Language::En) => "Service notice",
        (Kind::GreetingLabels, Language::Zh) => "贺卡标签",
        (Kind::GreetingLabels, Language::En) => "Labels for cards",
        (Kind::Calibration, Language::Zh) => "打印校准页",
        (Kind::Calibration, Language::En) => "Calibration page",
        (Kind::CustomerFile, Language::Zh) => "客户档案",
        (Kind::CustomerFile, Language::En) => "Customer file",
    }
}

/// What an order is about.
pub(super) const fn kind(kind: WorkOrderKind, language: Language) -> &'static str {
    match (kind, language) {
        (WorkOrderKind::Repair, Language::Zh) => "报修",
        (WorkOrderKind::Repair, Language::En) => "Repair",
        (WorkOrderKind::Install, Language::Zh) => "安装",
        (WorkOrderKind::Install, Language::En) => "Installation",
        (WorkOrderKind::Maintenance, Language::Zh) => "保养",
        (WorkOrderKind::Maintenance, Language::En) => "Maintenance",
        (WorkOrderKind::Commissioning, Language::Zh) => "调试",
        (WorkOrderKind::Commissioning, Language::En) => "Commissioning",
        (WorkOrderKind::Inspection, Language::Zh) => "检查",
        (WorkOrderKind::Inspection, Language::En) => "Inspection",
        (WorkOrderKind::Demonstration, Language::Zh) => "演示、试用",
        (WorkOrderKind::Demonstration, Language::En) => "Demonstration",
        (WorkOrderKind::UseTraining, Language::Zh) => "讲解使用",
        (WorkOrderKind::UseTraining, Language::En) => "Instruction in use",
        (WorkOrderKind::Relocation, Language::Zh) => "移机、拆机",
        (WorkOrderKind::Relocation, Language::En) => "Relocation",
        (WorkOrderKind::Introduction, Language::Zh) => "介绍产品",
        (WorkOrderKind::Introduction, Language::En) => "Product introduction",
        (WorkOrderKind::Delivery, Language::Zh) => "送货",
        (WorkOrderKind::Delivery, Language::En) => "Delivery",
        (WorkOrderKind::PartSale, Language::Zh) => "卖配件",
        (WorkOrderKind::PartSale, Language::En) => "Sale of parts",
        (WorkOrderKind::Tour, Language::Zh) => "巡回服务",
        (WorkOrderKind::Tour, Language::En) => "Service tour",
    }
}

/// What a customer asks for, or is given.
pub(super) const fn claim(claim: RemedyClaim, language: Language) -> &'static str {
    match (claim, language) {
        (RemedyClaim::Exchange, Language::Zh) => "换货",
        (RemedyClaim::Exchange, Language::En) => "exchange",
        (RemedyClaim::Return, Language::Zh) => "退货",
        (RemedyClaim::Return, Language::En) => "return",
        (RemedyClaim::Repair, Language::Zh) => "修理",
        (RemedyClaim::Repair, Language::En) => "repair",
        (RemedyClaim::Compensation, Language::Zh) => "赔偿",
        (RemedyClaim::Compensation, Language::En) => "compensation",
        (RemedyClaim::Reduction, Language::Zh) => "减价",
        (RemedyClaim::Reduction, Language::En) => "lower price",
    }
}

/// On what ground.
pub(super) const fn ground(ground: RemedyGround, language: Language) -> &'static str {
    match (ground, language) {
        (RemedyGround::Quality, Language::Zh) => "质量问题",
        (RemedyGround::Quality, Language::En) => "quality",
        (RemedyGround::NoReason, Language::Zh) => "七日无理由",
        (RemedyGround::NoReason, Language::En) => "no reason, seven days",
        (RemedyGround::Agreed, Language::Zh) => "约定",
        (RemedyGround::Agreed, Language::En) => "agreed",
        (RemedyGround::Finding, Language::Zh) => "行政部门认定不合格",
        (RemedyGround::Finding, Language::En) => "found unqualified by an authority",
        (RemedyGround::Unsuitable, Language::Zh) => "不合适（非质量）",
        (RemedyGround::Unsuitable, Language::En) => "does not suit, no fault",
    }
}

/// How money goes to a customer.
pub(super) const fn method(method: RefundMethod, language: Language) -> &'static str {
    match (method, language) {
        (RefundMethod::Cash, Language::Zh) => "现金",
        (RefundMethod::Cash, Language::En) => "cash",
        (RefundMethod::Wechat, Language::Zh) => "微信",
        (RefundMethod::Wechat, Language::En) => "WeChat",
        (RefundMethod::Alipay, Language::Zh) => "支付宝",
        (RefundMethod::Alipay, Language::En) => "Alipay",
        (RefundMethod::Transfer, Language::Zh) => "转账",
        (RefundMethod::Transfer, Language::En) => "transfer",
    }
}

/// What a machine burns.
pub(super) const fn gas(gas: Gas, language: Language) -> &'static str {
    match (gas, language) {
        (Gas::NaturalGas, Language::Zh) => "天然气",
        (Gas::NaturalGas, Language::En) => "natural gas",
        (Gas::Lpg, Language::Zh) => "液化气",
        (Gas::Lpg, Language::En) => "LPG",
        (Gas::ManufacturedGas, Language::Zh) => "人工煤气",
        (Gas::ManufacturedGas, Language::En) => "town gas",
        (Gas::Electric, Language::Zh) => "电",
        (Gas::Electric, Language::En) => "electric",
    }
}

/// How a warranty stands.
pub(super) const fn coverage(state: CoverageState, language: Language) -> &'static str {
    match (state, language) {
        (CoverageState::Covered, Language::Zh) => "在保",
        (CoverageState::Covered, Language::En) => "in warranty",
        (CoverageState::Expired, Language::Zh) => "已过保",
        (CoverageState::Expired, Language::En) => "out of warranty",
        (CoverageState::NotStarted, Language::Zh) => "还没开始",
        (CoverageState::NotStarted, Language::En) => "not started",
        (CoverageState::Unknown, Language::Zh) => "查不清，请出示购机凭证",
        (CoverageState::Unknown, Language::En) => "not clear; please show the proof of purchase",
    }
}

/// A step against a danger, in one line.
pub(super) fn danger(done: &DangerDone, language: Language) -> String {
    let (zh, en) = match done.step {
        DangerStep::Stop => ("已停用", "Stopped"),
        DangerStep::Tag => ("已挂牌", "Tagged"),
        DangerStep::Told if done.refused => ("已告知，客户拒签", "Told, would not sign"),
        DangerStep::Told => ("已告知，客户签字", "Told and signed"),
        DangerStep::Check => ("已复查", "Checked"),
        DangerStep::Release => ("已摘牌，恢复使用", "Tag off, in use again"),
        DangerStep::Withdraw => ("没有危险，标记已撤销", "No danger, mark taken back"),
    };
    let said = [&done.tag_no, &done.paper_no, &done.witness, &done.text];
    let more = said.into_iter().flatten().chain(&done.by).cloned();
    let parts = [moment(done.at, language).unwrap_or_default()];
    let parts: Vec<String> = parts.into_iter().chain(more).collect();
    match language {
        Language::Zh => format!("{zh}：{}", parts.join(" · ")),
        Language::En => format!("{en}: {}", parts.join(" · ")),
    }
}

/// A notice something is still to be done for, in one line.
pub(super) fn recall(task: &RecallTask, language: Language) -> String {
    let zh = language == Language::Zh;
    let kind = match (task.kind, zh) {
        (RecallKind::Recall, true) => "召回",
        (RecallKind::Recall, false) => "Recall",
        (RecallKind::StopUse, true) => "停用通知（有危险，停止使用）",
        (RecallKind::StopUse, false) => "Stop-use notice (danger, do not use)",
    };
    let action = match (task.action, zh) {
        (RecallAction::Contact, true) => "通知用户",
        (RecallAction::Contact, false) => "tell the user",
        (RecallAction::Inspect, true) => "上门检查",
        (RecallAction::Inspect, false) => "inspect",
        (RecallAction::ReplacePart, true) => "更换部件",
        (RecallAction::ReplacePart, false) => "replace the part",
        (RecallAction::Stop, true) => "停用",
        (RecallAction::Stop, false) => "stop it",
    };
    let (no, title) = (&task.no, &task.title);
    if zh {
        format!("{kind} {no}：{title}。本次要做：{action}")
    } else {
        format!("{kind} {no}: {title}. To do: {action}")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// 2026-11-21 12:00 in China, a Saturday.
    const NOON: i64 = 1_795_233_600_000;

    #[test]
    fn a_promise_until_midnight_is_24_00_of_the_day_that_ends() {
        let midnight = NOON + 12 * 60 * MINUTE_MS;
        let zh = until(midnight, Language::Zh).unwrap();
        assert_eq!(zh, "2026年11月21日 周六 24:00 前");
        assert_eq!(
            until(midnight, Language::En).unwrap(),
            "Sat 21 Nov 2026 24:00"
        );
        assert_eq!(until(NOON, Language::En).unwrap(), "Sat 21 Nov 2026 12:00");
    }

    #[test]
    fn a_visit_is_written_with_its_day_and_hours() {
        let to = NOON + 2 * 60 * MINUTE_MS;
        let zh = window(NOON, Some(to), Language::Zh).unwrap();
        assert_eq!(zh, "2026年11月21日 周六 12:00–14:00");
        assert_eq!(hours(NOON, None).unwrap(), "12:00");
    }

    #[test]
    fn a_day_that_cannot_be_read_stands_as_it_was_stored() {
        assert_eq!(stored_day("2026-02-03", Language::Zh), "2026年2月3日");
        assert_eq!(stored_day("去年秋天", Language::Zh), "去年秋天");
    }
}
