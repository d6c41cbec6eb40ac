//! 服务评分: everybody's own card, the manager's board with the figures of the shop, the rows behind
//! each figure, and objections (R022, R049, R053, R099, R122, R126).

mod fact;
mod objection;

use std::collections::HashSet;

use chrono::{Datelike as _, Months, NaiveDate};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::score::{
    ScoreBoard, ScoreBoardGet, ScoreCard, ScoreCardGet, ScoreCase, ScoreCaseKind, ScoreCases,
    ScoreCasesGet, ScoreFigure, ScoreOfShop, ScorePerson,
};
use wuyou_contract::staff::Role;
use wuyou_domain::id::StaffId;
use wuyou_domain::score::{Case, Figure, Period, Score, cases, figure};
use wuyou_domain::time::local_date;
use wuyou_store::View;
use wuyou_store::score::{self as store, CaseKind};
use wuyou_store::staff::{self, StaffRow};

use crate::app::{Acting, App};
use crate::area::explain::sentence;
use crate::failure::{Failure, Outcome};
use crate::input::single;
use crate::show::{code_from, code_text};

pub(crate) use objection::{answer, object};

/// How many months one can look back.
const MONTHS: u32 = 13;
/// Most rows behind a figure that are listed.
const CASES_MAX: usize = 500;

/// Shows a person's card.
pub(crate) fn card(app: &App, acting: &Acting, request: ScoreCardGet) -> Outcome<ScoreCard> {
    let me = acting.staff()?;
    let who = request.staff_id.map_or(me, StaffId);
    if who != me && acting.role != Some(Role::Manager) {
        return Err(ErrorCode::NotAllowed.into());
    }
    let asked = Asked::read(acting, request.month.as_deref())?;
    app.database()?.read(|view| {
        let row = staff::get(view, who)?;
        let cases = counted(view, acting, asked.period)?;
        Ok(ScoreCard {
            person: person(&row, &cases)?,
            from_on: asked.period.from.to_string(),
            to_on: asked.period.to.to_string(),
            objections: objection::shown(view, acting, asked.month.as_deref(), Some(who))?,
            may_object: who == me && asked.month.is_some(),
            months: asked.months,
        })
    })
}

/// Shows everybody's figures and those of the shop.
pub(crate) fn board(app: &App, acting: &Acting, request: ScoreBoardGet) -> Outcome<ScoreBoard> {
    let asked = Asked::read(acting, request.month.as_deref())?;
    app.database()?.read(|view| {
        let now = counted(view, acting, asked.period)?;
        let before = counted(view, acting, asked.before)?;
        let known: HashSet<Uuid> = now.iter().filter_map(|case| case.who).collect();
        let people = staff::list(view)?;
        let people = people
            .iter()
            .filter(|row| !row.disabled || known.contains(&row.id.0));
        let shop = Score::OF_SHOP.iter().map(|score| {
            Ok(ScoreOfShop {
                now: shown(&figure(*score, None, &now))?,
                before: shown(&figure(*score, None, &before))?,
            })
        });
        Ok(ScoreBoard {
            from_on: asked.period.from.to_string(),
            to_on: asked.period.to.to_string(),
            people: people
                .map(|row| person(row, &now))
                .collect::<Outcome<_>>()?,
            shop: shop.collect::<Outcome<_>>()?,
            objections: objection::shown(view, acting, None, None)?,
            months: asked.months,
        })
    })
}

/// Lists the rows behind a figure.
pub(crate) fn behind(app: &App, acting: &Acting, request: ScoreCasesGet) -> Outcome<ScoreCases> {
    let who = request.staff_id.map(StaffId);
    if who != Some(acting.staff()?) && acting.role != Some(Role::Manager) {
        return Err(ErrorCode::NotAllowed.into());
    }
    let asked = Asked::read(acting, request.month.as_deref())?;
    let score = code_text(&request.figure).and_then(|code| Score::from_code(&code));
    let score = score.ok_or(ErrorCode::Internal)?;
    app.database()?.read(|view| {
        let cases = counted(view, acting, asked.period)?;
        let of = cases
            .iter()
            .filter(|case| case.score == score && (who.is_none() || case.who == request.staff_id));
        let mut rows = Vec::new();
        for case in of {
            rows.extend(named(view, case)?);
        }
        let bad = |row: &ScoreCase| row.hit == score.less_is_better();
        rows.sort_by_key(|row| (!bad(row), std::cmp::Reverse(row.at), row.id));
        let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        rows.truncate(CASES_MAX);
        Ok(ScoreCases { rows, total })
    })
}

/// A row behind a figure as it is called; none where it is gone.
fn named(view: View<'_>, case: &Case) -> Outcome<Option<ScoreCase>> {
    let (kind, wire) = match case.score {
        Score::Satisfaction | Score::Etiquette | Score::AuditMarks => {
            (CaseKind::ReturnVisit, ScoreCaseKind::ReturnVisit)
        }
        Score::Complaints | Score::Recovered => (CaseKind::Complaint, ScoreCaseKind::Complaint),
        Score::Promises => (CaseKind::Promise, ScoreCaseKind::Promise),
        Score::SolvedByPhone => (CaseKind::Request, ScoreCaseKind::Request),
        Score::Finished
        | Score::OnTime
        | Score::FirstTimeFix
        | Score::KeptAppointments
        | Score::Repeats => (CaseKind::WorkOrder, ScoreCaseKind::WorkOrder),
    };
    let row = store::case(view, kind, case.id)?;
    Ok(row.map(|row| ScoreCase {
        kind: wire,
        id: case.id,
        no: row.no,
        order_id: row.order_id.map(|id| id.0),
        customer_name: row.customer_name,
        text: row.text,
        at: row.at,
        done: case.done,
        of: case.of,
        hit: case.is_hit(),
    }))
}

/// What is asked for.
struct Asked {
    /// None for the last 90 days.
    month: Option<String>,
    period: Period,
    /// As long a time before it.
    before: Period,
    months: Vec<String>,
}

impl Asked {
    fn read(acting: &Acting, month: Option<&str>) -> Outcome<Self> {
        let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
        let months = months(today);
        let month = month.map(str::trim).filter(|month| !month.is_empty());
        let wrong = || single("month", "unknown", None);
        let (period, before) = match month {
            Some(month) => {
                let chosen = months.iter().any(|known| known == month);
                let period = Period::of_month(month).filter(|_| chosen);
                let period = period.ok_or_else(wrong)?;
                let before = period
                    .from
                    .pred_opt()
                    .and_then(|on| Period::of_month(&name(on)));
                (period, before.ok_or_else(wrong)?)
            }
            None => {
                let period = Period::recent(today).ok_or(ErrorCode::FutureTime)?;
                let before = period.from.pred_opt().and_then(Period::recent);
                (period, before.ok_or(ErrorCode::FutureTime)?)
            }
        };
        Ok(Self {
            month: month.map(ToOwned::to_owned),
            period,
            before,
            months,
        })
    }
}

fn name(on: NaiveDate) -> String {
    on.format("%Y-%m").to_string()
}

/// The months one can choose, this one first.
fn months(today: NaiveDate) -> Vec<String> {
    let first = today.with_day(1).unwrap_or(today);
    let back = (0..MONTHS).filter_map(|back| first.checked_sub_months(Months::new(back)));
    back.map(name).collect()
}

fn counted(view: View<'_>, acting: &Acting, period: Period) -> Outcome<Vec<Case>> {
    let facts = fact::of(view, period)?;
    cases(&facts, period, acting.now_at).map_err(|error| failed(&error))
}

fn failed(error: &dyn std::fmt::Display) -> Failure {
    tracing::error!(%error, "the figures cannot be counted");
    ErrorCode::Internal.into()
}

fn person(row: &StaffRow, cases: &[Case]) -> Outcome<ScorePerson> {
    let figures = Score::OF_PERSON.iter();
    let figures = figures.map(|score| shown(&figure(*score, Some(row.id.0), cases)));
    Ok(ScorePerson {
        staff_id: row.id.0,
        name: row.name.clone(),
        role: code_from(Some(&row.role)).ok_or(ErrorCode::Internal)?,
        disabled: row.disabled,
        figures: figures.collect::<Outcome<_>>()?,
    })
}

fn shown(figure: &Figure) -> Outcome<ScoreFigure> {
    Ok(ScoreFigure {
        figure: code_from(Some(figure.score.code())).ok_or(ErrorCode::Internal)?,
        numerator: figure.numerator,
        denominator: figure.denominator,
        percent: figure.percent,
        is_count: figure.score.is_count(),
        less_is_better: figure.score.less_is_better(),
        too_few: figure.too_few,
        provisional: figure.provisional,
        how: sentence(&figure.score.how()),
    })
}
