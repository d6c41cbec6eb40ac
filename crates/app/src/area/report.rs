//! 统计: finished repairs by cause, what of the knowledge base was used on the phone, how content the
//! customers were (R010, R110, R118). Nothing is kept for it: everything is counted from the rows.

use wuyou_contract::ErrorCode;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::report::{
    CauseModel, CauseReport, CauseRow, KnowledgeReport, KnowledgeRow, ReportCausesGet, ReportDays,
    ReportKnowledgeGet, ReportSatisfactionGet, ReportSpan, SatisfactionFigures, SatisfactionReport,
};
use wuyou_domain::reference::{CauseClass, FaultBook};
use wuyou_domain::report::{
    self as rule, CallFact, CauseCount, CauseLine, FaultUse, ModelCount, Span, Spans, share,
};
use wuyou_domain::request::{TRIED, tried_in};
use wuyou_domain::score::Period;
use wuyou_domain::serial::ModelBook;
use wuyou_domain::sla;
use wuyou_domain::time::{end_of_day, start_of_day};
use wuyou_store::View;
use wuyou_store::report::{self as store, CallRow};

use super::explain::both;
use super::work_order::REPEAT_MS;
use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::Form;
use crate::show::{code_from, code_text};

/// Models named under a class; the others are one number.
const MODELS_MOST: usize = 8;

/// Counts finished repairs by the class of their cause.
pub(crate) fn causes(app: &App, acting: &Acting, asked: ReportCausesGet) -> Outcome<CauseReport> {
    let spans = days(acting, asked.span, (asked.from_on, asked.to_on))?;
    app.database()?.read(|view| {
        let now = counted(view, spans.now)?;
        let before = counted(view, spans.before)?;
        let lines = rule::causes(&now, &before);
        let sum = |of: fn(&CauseLine) -> u32| -> u32 { lines.iter().map(of).sum() };
        Ok(CauseReport {
            days: shown_days(spans),
            repairs: sum(|line| line.repairs),
            before: sum(|line| line.before),
            repeats: sum(|line| line.repeats),
            rows: lines.into_iter().map(cause).collect(),
        })
    })
}

fn counted(view: View<'_>, period: Period) -> Outcome<Vec<CauseCount>> {
    let rows = store::causes(view, instants(period)?, REPEAT_MS)?.into_iter();
    let counts = rows.map(|row| CauseCount {
        class: row.cause_class.as_deref().and_then(CauseClass::from_code),
        written: row.written,
        model: row.model_code,
        repairs: row.repairs,
        repeats: row.repeats,
    });
    Ok(counts.collect())
}

fn cause(line: CauseLine) -> CauseRow {
    let mut models = line.models;
    let more = models.split_off(models.len().min(MODELS_MOST));
    CauseRow {
        cause_class: code_from(line.class.map(CauseClass::code)),
        repairs: line.repairs,
        percent: line.percent,
        repeats: line.repeats,
        before: line.before,
        before_percent: line.before_percent,
        models: models.into_iter().map(model).collect(),
        models_more: more.iter().map(|one| one.repairs).sum(),
    }
}

fn model(count: ModelCount) -> CauseModel {
    let code = count.model.as_deref();
    let known = code.and_then(|code| ModelBook::built_in().find(code));
    CauseModel {
        model_name: known.map(|model| BothLanguages {
            zh: model.name_zh.clone(),
            en: model.name_en.clone(),
        }),
        model_code: count.model,
        repairs: count.repairs,
        repeats: count.repeats,
    }
}

/// Counts what of the knowledge base was used on the phone.
pub(crate) fn knowledge(
    app: &App,
    acting: &Acting,
    asked: ReportKnowledgeGet,
) -> Outcome<KnowledgeReport> {
    let spans = days(acting, asked.span, (asked.from_on, asked.to_on))?;
    app.database()?.read(|view| {
        let now = used(view, spans.now)?;
        let before = used(view, spans.before)?;
        let sum = |of: fn(&FaultUse<'_>) -> u32| -> u32 { now.iter().map(of).sum() };
        Ok(KnowledgeReport {
            days: shown_days(spans),
            calls: sum(|one| one.calls),
            solved: sum(|one| one.solved),
            ordered: sum(|one| one.ordered),
            before: before.iter().map(|one| one.calls).sum(),
            rows: now.iter().map(|one| fault(one, &before)).collect(),
        })
    })
}

fn used(view: View<'_>, period: Period) -> Outcome<Vec<FaultUse<'static>>> {
    let rows = store::calls(view, instants(period)?, TRIED)?.into_iter();
    let calls: Vec<CallFact> = rows.map(call).collect();
    Ok(rule::faults_used(FaultBook::built_in(), &calls))
}

fn call(row: CallRow) -> CallFact {
    let model = row.model_code.as_deref();
    let model = model.and_then(|code| ModelBook::built_in().find(code));
    let noted = row.noted.as_deref();
    CallFact {
        tried: noted.and_then(tried_in).map(ToOwned::to_owned),
        code: row.fault_code,
        family: model.map(|model| model.family.clone()),
        solved: row.solved_by_phone,
        ordered: row.ordered,
    }
}

fn fault(one: &FaultUse<'_>, before: &[FaultUse<'_>]) -> KnowledgeRow {
    let same = |other: &&FaultUse<'_>| other.code == one.code && other.fault == one.fault;
    KnowledgeRow {
        code: one.code.clone(),
        name: one.fault.map(|fault| both(&fault.name)),
        calls: one.calls,
        read_out: one.read_out,
        solved: one.solved,
        percent: share(one.solved, one.calls),
        ordered: one.ordered,
        before: before.iter().find(same).map_or(0, |other| other.calls),
    }
}

/// Counts how content the customers were.
pub(crate) fn satisfaction(
    app: &App,
    acting: &Acting,
    asked: ReportSatisfactionGet,
) -> Outcome<SatisfactionReport> {
    let spans = days(acting, asked.span, (asked.from_on, asked.to_on))?;
    app.database()?.read(|view| {
        Ok(SatisfactionReport {
            days: shown_days(spans),
            now: content(view, spans.now)?,
            before: content(view, spans.before)?,
        })
    })
}

fn content(view: View<'_>, period: Period) -> Outcome<SatisfactionFigures> {
    let rows = store::asked(view, instants(period)?)?;
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    let finished = count(rows.len());
    let asked = count(rows.iter().filter(|row| row.asked).count());
    let scores = rows.iter().filter_map(|row| row.csat).collect();
    let content = rule::content(scores).map_err(|error| failed(&error))?;
    Ok(SatisfactionFigures {
        finished,
        asked,
        asked_percent: share(asked, finished),
        scored: content.scored,
        satisfied: content.satisfied,
        percent: content.percent,
        mean: content.mean,
    })
}

/// The days that are asked for: this month's when none are.
fn days(
    acting: &Acting,
    span: Option<ReportSpan>,
    (from_on, to_on): (Option<String>, Option<String>),
) -> Outcome<Spans> {
    let span = span.unwrap_or(ReportSpan::ThisMonth);
    if span == ReportSpan::Own {
        return own_days(acting, from_on.as_deref(), to_on.as_deref());
    }
    let season = sla::built_in().map_err(|error| failed(&error))?;
    let season = season.content.heating_season;
    let span = code_text(&span).and_then(|code| Span::from_code(&code));
    let spans = span.and_then(|span| {
        let today = Form::new(acting.now_at).today();
        rule::days_of(span, today, season)
    });
    Ok(spans.ok_or(ErrorCode::FutureTime)?)
}

fn own_days(acting: &Acting, from_on: Option<&str>, to_on: Option<&str>) -> Outcome<Spans> {
    let mut form = Form::new(acting.now_at);
    let from = form.planned_date("from_on", from_on.unwrap_or_default());
    let to = form.planned_date("to_on", to_on.unwrap_or_default());
    let today = form.today();
    let spans = from.zip(to).and_then(|(from, to)| {
        if from > today {
            form.wrong("from_on", "date_future", None);
            return None;
        }
        // What is still to come has no rows.
        let spans = rule::own_days(from, to.min(today));
        if spans.is_none() {
            form.wrong("to_on", "days_order", None);
        }
        spans
    });
    form.finish()?;
    Ok(spans.ok_or(ErrorCode::Internal)?)
}

fn instants(period: Period) -> Outcome<(i64, i64)> {
    let from_at = start_of_day(period.from).ok_or(ErrorCode::FutureTime)?;
    let to_at = end_of_day(period.to).ok_or(ErrorCode::FutureTime)?;
    Ok((from_at, to_at))
}

fn shown_days(spans: Spans) -> ReportDays {
    ReportDays {
        from_on: spans.now.from.to_string(),
        to_on: spans.now.to.to_string(),
        before_from_on: spans.before.from.to_string(),
        before_to_on: spans.before.to.to_string(),
    }
}

fn failed(error: &dyn std::fmt::Display) -> Failure {
    tracing::error!(%error, "the figures cannot be counted");
    ErrorCode::Internal.into()
}
