//! From rows to documents.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::danger::DangerStanding;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::print::{PrintDocument, PrintJob};
use wuyou_contract::sla::{SlaClocksGet, SlaStage};
use wuyou_contract::warranty::WarrantyCard as Card;
use wuyou_contract::work_order::WorkOrderDetail;
use wuyou_domain::address::landmark_beside;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::explain::Language;
use wuyou_domain::id::{
    CustomerId, InspectionId, PaymentId, PromiseId, QuoteEventId, RemedyCaseId, ShopEventId,
    StaffId, UnitId, WorkOrderId,
};
use wuyou_domain::paper::{Document, JobSheet, PromiseCard, Stop, VisitList};
use wuyou_domain::time::{DAY_MS, local_date, start_of_day};
use wuyou_store::View;
use wuyou_store::customer::{AddressRow, CustomerFull};
use wuyou_store::work_order::WorkOrderQuery;

use super::{promise, spell};
use crate::app::{Acting, App};
use crate::area::job::Running;
use crate::area::{exclusion, phone, sla, work_order};
use crate::failure::Outcome;
use crate::input::Form;

/// Rows of one page of the store's list.
const PAGE: u32 = 200;
/// A visit list that is longer than any day.
const MOST_STOPS: usize = 200;

/// What a job prints, and what its file is called.
pub(super) struct Collected {
    pub(super) document: Document,
    pub(super) printed: String,
    pub(super) file_name: String,
}

/// Loads what a job names.
#[allow(clippy::too_many_lines, reason = "one table: a line for each document")]
pub(super) fn document(
    app: &App,
    acting: &Acting,
    (job, shop): (&PrintJob, &str),
    language: Language,
    running: &Running<'_>,
) -> Outcome<Collected> {
    let one = Loader {
        app,
        acting,
        language,
    };
    // Counted as each is begun; whether to go on is asked by the first one that may not.
    let ids = job.ids.iter().copied().enumerate();
    let ids = ids.take_while(|(at, _)| running.at(*at)).map(|(_, id)| id);
    let document = match job.document {
        PrintDocument::JobSheet => Document::JobSheets(
            ids.map(|id| one.job_sheet(WorkOrderId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::PromiseCard => Document::PromiseCards(
            ids.map(|id| one.promise_card(WorkOrderId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::PromiseSlip => Document::PromiseSlips(
            ids.map(|id| one.promise_slip(PromiseId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::WarrantyCard => Document::WarrantyCards(
            ids.map(|id| one.warranty_card(UnitId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::RemedyDecision => Document::RemedyDecisions(
            ids.map(|id| one.remedy_decision(RemedyCaseId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::Receipt => Document::Receipts(
            ids.map(|id| one.receipt(PaymentId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::Quote => Document::Quotes(
            ids.map(|id| one.quote(QuoteEventId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::OrderCourse => Document::OrderCourses(
            ids.map(|id| one.order_course(WorkOrderId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::CommissioningRecord => Document::CommissioningRecords(
            ids.map(|id| one.commissioning_record(InspectionId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::Poster if job.ids.is_empty() => Document::Posters(vec![one.poster(None)?]),
        PrintDocument::Poster => Document::Posters(
            ids.map(|id| one.poster(Some(ShopEventId(id))))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::VisitList => {
            let day = one.day_of(job.on.as_deref())?;
            Document::VisitLists(
                ids.map(|id| one.visit_list(StaffId(id), day))
                    .collect::<Outcome<_>>()?,
            )
        }
        PrintDocument::CustomerFile => Document::CustomerFiles(
            ids.map(|id| one.customer_file(CustomerId(id)))
                .collect::<Outcome<_>>()?,
        ),
        PrintDocument::GreetingLabels => Document::GreetingLabels(one.label_pages(job, shop)?),
        PrintDocument::Calibration => Document::Calibration,
    };
    running.go_on()?;
    let document = hidden(app, acting, document)?;
    Ok(Collected {
        file_name: file_name(&document, language),
        document,
        printed: one.printed()?,
    })
}

/// Paper hides what the screen hides, wherever on it the text came from.
fn hidden(app: &App, acting: &Acting, document: Document) -> Outcome<Document> {
    Ok(match document {
        Document::JobSheets(all) => Document::JobSheets(phone::printed(app, acting, all)?),
        Document::PromiseCards(all) => Document::PromiseCards(phone::printed(app, acting, all)?),
        Document::PromiseSlips(all) => Document::PromiseSlips(phone::printed(app, acting, all)?),
        Document::WarrantyCards(all) => Document::WarrantyCards(phone::printed(app, acting, all)?),
        Document::VisitLists(all) => Document::VisitLists(phone::printed(app, acting, all)?),
        Document::RemedyDecisions(all) => {
            Document::RemedyDecisions(phone::printed(app, acting, all)?)
        }
        Document::Receipts(all) => Document::Receipts(phone::printed(app, acting, all)?),
        Document::Quotes(all) => Document::Quotes(phone::printed(app, acting, all)?),
        Document::OrderCourses(all) => Document::OrderCourses(phone::printed(app, acting, all)?),
        Document::CommissioningRecords(all) => {
            // The number of the sheet may be a serial, which is made of digits alone.
            let numbers: Vec<String> = all.iter().map(|one| one.no.clone()).collect();
            let mut all = phone::printed(app, acting, all)?;
            for (one, no) in all.iter_mut().zip(numbers) {
                one.no = no;
            }
            Document::CommissioningRecords(all)
        }
        Document::Posters(all) => Document::Posters(phone::printed(app, acting, all)?),
        Document::CustomerFiles(all) => Document::CustomerFiles(phone::printed(app, acting, all)?),
        // Names and addresses of the shop's own record; there is no number on them.
        Document::GreetingLabels(all) => Document::GreetingLabels(all),
        Document::Calibration => Document::Calibration,
    })
}

/// The title and the number, or how many; nothing that a file system refuses.
fn file_name(document: &Document, language: Language) -> String {
    let title = spell::title(document.kind(), language);
    let (first, count) = match document {
        Document::JobSheets(all) => (all.first().map(|one| one.no.clone()), all.len()),
        Document::PromiseCards(all) => (all.first().map(|one| one.no.clone()), all.len()),
        Document::PromiseSlips(all) => (all.first().and_then(promise::called), all.len()),
        Document::WarrantyCards(all) => (all.first().map(|one| one.serial.clone()), all.len()),
        Document::VisitLists(all) => (all.first().map(|one| one.day.clone()), all.len()),
        Document::RemedyDecisions(all) => (all.first().map(|one| one.no.clone()), all.len()),
        Document::Receipts(all) => (all.first().map(|one| one.receipt_no.clone()), all.len()),
        Document::Quotes(all) => (all.first().map(|one| one.paper_no.clone()), all.len()),
        Document::OrderCourses(all) => (all.first().map(|one| one.no.clone()), all.len()),
        Document::CommissioningRecords(all) => {
            (all.first().map(|one| one.serial.clone()), all.len())
        }
        Document::Posters(all) => (all.first().map(|one| one.as_of.clone()), all.len()),
        Document::CustomerFiles(all) => (all.first().map(|one| one.name.clone()), all.len()),
        Document::GreetingLabels(all) => (None, all.iter().map(|page| page.labels.len()).sum()),
        Document::Calibration => (None, 1),
    };
    let which = match (first, count) {
        (Some(first), 1) => first,
        (_, count) => count.to_string(),
    };
    let name = format!("{title}-{which}");
    let safe = |c: char| {
        if c.is_alphanumeric() || c == '-' {
            c
        } else {
            '_'
        }
    };
    format!("{}.pdf", name.chars().map(safe).collect::<String>())
}

pub(super) struct Loader<'a> {
    pub(super) app: &'a App,
    pub(super) acting: &'a Acting,
    pub(super) language: Language,
}

impl Loader<'_> {
    fn job_sheet(&self, id: WorkOrderId) -> Outcome<JobSheet> {
        let (detail, household) = self.order(id)?;
        let promise = self.promise(id)?;
        let unit = detail.unit.as_ref().map(|unit| UnitId(unit.id));
        let address = household.as_ref().and_then(|full| full.place_of(unit));
        let database = self.app.database()?;
        let excluded = database.read(|view| exclusion::told(view, id))?;
        let covered = match &detail.unit {
            Some(unit) => Some(self.card(UnitId(unit.id))?),
            None => None,
        };
        let recalls = match &detail.unit {
            Some(unit) => self.recalls(UnitId(unit.id))?,
            None => Vec::new(),
        };
        Ok(JobSheet {
            no: detail.summary.no.clone(),
            kind: spell::kind(detail.summary.kind, self.language).to_owned(),
            safety: detail.summary.safety || detail.danger.danger,
            secured: self.secured(&detail.danger),
            phones: phones(&detail),
            address: detail.address.clone(),
            way: way(address),
            tags: mind(&detail, self.language),
            machine: detail.unit.as_ref().map(|unit| self.machine(unit)),
            serial: detail.unit.as_ref().map(|unit| unit.serial.clone()),
            recalls,
            warranty: self.covered(covered.as_ref(), &excluded),
            fault: fault(&detail),
            technician: detail.summary.technician.clone(),
            window: detail
                .window_from_at
                .and_then(|from| spell::window(from, detail.window_to_at, self.language)),
            finish_by: promise.finish_by,
            finish_latest: promise.finish_latest,
            customer: detail.summary.customer_name,
        })
    }

    /// What was done about a danger, a line each.
    fn secured(&self, standing: &DangerStanding) -> Vec<String> {
        let done = standing.done.iter();
        done.map(|one| spell::danger(one, self.language)).collect()
    }

    /// What warranty says, and what is claimed against it.
    fn covered(&self, card: Option<&Card>, excluded: &[BothLanguages]) -> Option<String> {
        let standing = card.map(|card| self.standing(card));
        let claims = excluded.iter().map(|one| spell::of(one, self.language));
        let all: Vec<String> = standing.into_iter().chain(claims).collect();
        (!all.is_empty()).then(|| all.join("；"))
    }

    fn promise_card(&self, id: WorkOrderId) -> Outcome<PromiseCard> {
        let (detail, _) = self.order(id)?;
        let promise = self.promise(id)?;
        Ok(PromiseCard {
            no: detail.summary.no.clone(),
            kind: spell::kind(detail.summary.kind, self.language).to_owned(),
            received: spell::moment(detail.summary.received_at, self.language).unwrap_or_default(),
            machine: detail.unit.as_ref().map(|unit| self.machine(unit)),
            fault: fault(&detail),
            reply_by: promise.reply_by,
            finish_by: promise.finish_by,
            finish_latest: promise.finish_latest,
            version: promise.version,
            customer: detail.summary.customer_name,
        })
    }

    fn visit_list(&self, id: StaffId, day: NaiveDate) -> Outcome<VisitList> {
        let from_at = start_of_day(day).ok_or(ErrorCode::Internal)?;
        // Whoever was to be visited on an earlier day and was not is on today's list.
        let today = local_date(self.acting.now_at) == Some(day);
        let is_of_day = |at: i64| at < from_at + DAY_MS && (today || at >= from_at);
        let (technician, orders) = self.app.database()?.read(|view| -> Outcome<_> {
            let staff = wuyou_store::staff::get(view, id)?;
            let mut orders = self.orders_of(view, id)?;
            orders.retain(|order| order.window_from_at.is_none_or(is_of_day));
            Ok((staff.name, orders))
        })?;
        let mut orders = orders;
        // Whoever has no hour yet comes last; the village keeps neighbours together.
        orders.sort_by_key(|order| {
            let at = order.window_from_at.unwrap_or(i64::MAX);
            (at, order.summary.village.clone(), order.summary.no.clone())
        });
        orders.truncate(MOST_STOPS);
        Ok(VisitList {
            technician: Some(technician),
            day: spell::day(day, self.language),
            stops: orders.iter().map(|order| self.stop(order)).collect(),
        })
    }

    /// The orders a technician has still to go to.
    fn orders_of(&self, view: View<'_>, id: StaffId) -> Outcome<Vec<WorkOrderDetail>> {
        let mut query = WorkOrderQuery {
            technician_id: Some(id),
            limit: PAGE,
            ..WorkOrderQuery::default()
        };
        let mut orders = Vec::new();
        loop {
            let page = wuyou_store::work_order::list(view, &query)?;
            let to_go = page.rows.iter().filter(|row| {
                matches!(
                    row.order.state.as_str(),
                    "dispatched" | "scheduled" | "in_progress"
                )
            });
            for row in to_go {
                orders.push(work_order::detail(self.acting, view, row.order.id)?);
            }
            query.after = page.next;
            if query.after.is_none() {
                let hidden = orders.into_iter();
                let hidden = hidden.map(|one| phone::printed(self.app, self.acting, one));
                return hidden.collect();
            }
        }
    }

    fn stop(&self, order: &WorkOrderDetail) -> Stop {
        Stop {
            no: order.summary.no.clone(),
            kind: spell::kind(order.summary.kind, self.language).to_owned(),
            safety: order.summary.safety,
            window: order
                .window_from_at
                .and_then(|from| spell::hours(from, order.window_to_at)),
            customer: order.summary.customer_name.clone().unwrap_or_default(),
            phones: phones(order),
            address: order.address.clone(),
            machine: order.unit.as_ref().map(|unit| self.machine(unit)),
            fault: fault(order),
        }
    }

    pub(super) fn order(
        &self,
        id: WorkOrderId,
    ) -> Outcome<(WorkOrderDetail, Option<CustomerFull>)> {
        let (detail, household) = self.app.database()?.read(|view| {
            let detail = work_order::detail(self.acting, view, id)?;
            let household = whole(view, detail.summary.customer_id.map(CustomerId))?;
            Outcome::Ok((detail, household))
        })?;
        // Paper hides what the screen hides.
        Ok((phone::printed(self.app, self.acting, detail)?, household))
    }

    /// What the clocks of the order say, so that the paper and the screen never differ.
    fn promise(&self, id: WorkOrderId) -> Outcome<Promise> {
        let clocks = sla::clocks(
            self.app,
            self.acting,
            SlaClocksGet {
                work_order_id: id.0,
            },
        )?;
        let of = |stage| clocks.clocks.iter().find(|clock| clock.stage == stage);
        let until = |at: Option<i64>| at.and_then(|at| spell::until(at, self.language));
        let reply = of(SlaStage::FirstReply);
        let finish = of(SlaStage::Finish);
        Ok(Promise {
            reply_by: until(reply.and_then(|clock| clock.limit_at)),
            finish_by: until(finish.and_then(|clock| clock.target_at)),
            finish_latest: until(finish.and_then(|clock| clock.limit_at)),
            version: clocks.version,
        })
    }

    fn day_of(&self, typed: Option<&str>) -> Outcome<NaiveDate> {
        let mut form = Form::new(self.acting.now_at);
        let today = form.today();
        let Some(typed) = typed.map(str::trim).filter(|typed| !typed.is_empty()) else {
            return Ok(today);
        };
        match wuyou_domain::date_text::parse_date(typed, today, DateKind::Event) {
            Ok(day) => Ok(day),
            Err(problem) => {
                form.wrong("on", &format!("date_{}", problem.code()), None);
                form.finish()?;
                Ok(today)
            }
        }
    }

    /// When and by whom it is printed.
    fn printed(&self) -> Outcome<String> {
        let name = match self.acting.staff {
            Some(id) => self
                .app
                .database()?
                .read(|view| wuyou_store::staff::find(view, id))?
                .map(|row| row.name),
            None => None,
        };
        let date = local_date(self.acting.now_at).unwrap_or_default();
        let hour = spell::hours(self.acting.now_at, None).unwrap_or_default();
        Ok(format!("{date} {hour} {}", name.unwrap_or_default())
            .trim_end()
            .to_owned())
    }
}

struct Promise {
    reply_by: Option<String>,
    finish_by: Option<String>,
    finish_latest: Option<String>,
    version: String,
}

/// A household, if there is one.
pub(super) fn whole(view: View<'_>, id: Option<CustomerId>) -> Outcome<Option<CustomerFull>> {
    match id {
        Some(id) => Ok(wuyou_store::customer::whole(view, id)?),
        None => Ok(None),
    }
}

/// The numbers to call; one that passed to somebody else is not among them.
fn phones(detail: &WorkOrderDetail) -> Vec<String> {
    let phones = detail.phones.iter().filter(|one| one.valid_to.is_none());
    phones.map(|phone| phone.display.clone()).collect()
}

/// Landmark, where the address does not tell it, and directions.
fn way(row: Option<&AddressRow>) -> Option<String> {
    let row = row?;
    let landmark = landmark_beside(row.detail.as_deref(), row.landmark.as_deref());
    let parts = [landmark, row.route_note.as_deref()];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join("；");
    (!text.is_empty()).then_some(text)
}

/// What to mind: that they want no calls, how they speak, the tags, and when a visit suits.
fn mind(detail: &WorkOrderDetail, language: Language) -> Vec<String> {
    let no_call = detail.no_call.then(|| spell::no_call(language).to_owned());
    let spoken = detail.language.as_deref();
    let spoken = spoken.map(|spoken| spell::speaks(spoken, language));
    let at_home = spell::at_home(detail.at_home, language).map(str::to_owned);
    let tags = detail.tags.iter().chain(&detail.preferred_time).cloned();
    no_call
        .into_iter()
        .chain(spoken)
        .chain(at_home)
        .chain(tags)
        .collect()
}

/// The displayed code and the customer's words.
pub(super) fn fault(detail: &WorkOrderDetail) -> Option<String> {
    let parts = [
        detail.summary.fault_code.as_deref(),
        detail.summary.fault_text.as_deref(),
    ];
    let text = parts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    (!text.is_empty()).then_some(text)
}
