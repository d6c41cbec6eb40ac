//! Putting right what was registered wrongly of a complaint. The words before stay in its history, and
//! so does who changed what; whether it may be done is [`wuyou_domain::complaint::correction`]'s.

use uuid::Uuid;
use wuyou_contract::complaint::{
    ComplaintBlank, ComplaintDetail, ComplaintSeverity, ComplaintUpdate,
};
use wuyou_contract::request::Channel;
use wuyou_contract::staff::Role;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::complaint::correction::{Correction, NotCorrected, may_correct};
use wuyou_domain::complaint::{self as rule, Class, ClassifyInput, Severity};
use wuyou_domain::id::{ComplaintEventId, ComplaintId, CustomerId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::phone;
use wuyou_domain::reference::ComplaintCategories;
use wuyou_domain::text;
use wuyou_domain::time::local_time;
use wuyou_store::complaint::{self as store, ComplaintRow};
use wuyou_store::customer as households;
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::create::Typed;
use super::story::{CORRECT, REGISTER, Stand, Story, URGE};
use super::{danger, failed, repeats, view};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

/// The history tells when it came in by the minute.
const MINUTE_MS: i64 = 60_000;
/// Of an id only the end is told: ids of one time begin alike.
const ID_SKIPPED: usize = 26;

/// Corrects a complaint.
pub(crate) fn update(
    app: &App,
    acting: &Acting,
    request: ComplaintUpdate,
) -> Outcome<ComplaintDetail> {
    let id = ComplaintId(request.id);
    let wanted = read(acting, request)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let story = Story::load(tx.view(), store::get(tx.view(), id)?)?;
        let mut after = story.row.clone();
        wanted.lay_on(&mut after);
        must_fit(acting, tx.view(), &story, &after)?;
        must_be_allowed(acting, tx.view(), &story, &after, wanted.reason.is_some())?;
        save(app, acting, tx, &story, after, wanted.reason.as_deref())
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// What is to be put right, as it was typed and found in order.
struct Wanted {
    typed: ComplaintUpdate,
    reason: Option<String>,
}

fn read(acting: &Acting, mut request: ComplaintUpdate) -> Outcome<Wanted> {
    let mut form = Form::new(acting.now_at);
    let line = |text: &mut Option<String>, form: &mut Form, field, most| {
        *text = form.line(field, text.as_deref(), most);
    };
    line(
        &mut request.caller_name,
        &mut form,
        "caller_name",
        text::NAME_MAX,
    );
    let phone = form.phone("caller_phone", request.caller_phone.as_deref());
    request.caller_phone = phone.map(|phone| phone.digits().to_owned());
    if let Some(text) = &request.text {
        request.text = Some(form.required_note("text", text));
    }
    request.remedy_sought = form.note("remedy_sought", request.remedy_sought.as_deref());
    let reason = form.note("reason", request.reason.as_deref());
    if let Some(at) = request.received_at {
        let at = form.happened_at("received_at", Some(at));
        request.received_at = Some(at.min(acting.now_at));
    }
    form.finish()?;
    Ok(Wanted {
        typed: request,
        reason,
    })
}

fn put<T: Clone>(held: &mut T, wanted: Option<&T>) {
    if let Some(wanted) = wanted {
        held.clone_from(wanted);
    }
}

fn put_some<T: Clone>(held: &mut Option<T>, wanted: Option<T>) {
    if wanted.is_some() {
        *held = wanted;
    }
}

impl Wanted {
    /// The row as it is to be.
    fn lay_on(&self, row: &mut ComplaintRow) {
        let typed = &self.typed;
        for blank in typed.blank.iter().flatten() {
            match blank {
                ComplaintBlank::Item => row.item = None,
                ComplaintBlank::RemedySought => row.remedy_sought = None,
                ComplaintBlank::Customer => row.customer_id = None,
                ComplaintBlank::CallerName => row.caller_name = None,
                ComplaintBlank::CallerPhone => row.caller_phone = None,
                ComplaintBlank::Unit => row.unit_id = None,
                ComplaintBlank::WorkOrder => row.work_order_id = None,
                ComplaintBlank::AboutStaff => row.about_staff_id = None,
            }
        }
        put_some(&mut row.customer_id, typed.customer_id.map(CustomerId));
        put_some(&mut row.unit_id, typed.unit_id.map(UnitId));
        put_some(&mut row.work_order_id, typed.work_order_id.map(WorkOrderId));
        put_some(&mut row.about_staff_id, typed.about_staff_id.map(StaffId));
        put_some(&mut row.caller_name, typed.caller_name.clone());
        put_some(&mut row.caller_phone, typed.caller_phone.clone());
        put_some(&mut row.remedy_sought, typed.remedy_sought.clone());
        put(&mut row.text, typed.text.as_ref());
        if let Some(category) = typed.category.as_ref().filter(|one| **one != row.category) {
            row.category.clone_from(category);
            // An item belongs to its category.
            row.item = None;
        }
        put_some(
            &mut row.item,
            typed.item.clone().filter(|item| !item.is_empty()),
        );
        put(
            &mut row.severity,
            typed.severity.as_ref().and_then(code_text).as_ref(),
        );
        put(
            &mut row.channel,
            typed.channel.as_ref().and_then(code_text).as_ref(),
        );
        put(&mut row.safety, typed.safety.as_ref());
        let category = ComplaintCategories::built_in().find(&row.category);
        row.safety |= category.is_some_and(|entry| entry.safety);
        put(&mut row.injury, typed.injury.as_ref());
        put(&mut row.public_exposure, typed.public_exposure.as_ref());
        let minute = |at: i64| at.div_euclid(MINUTE_MS);
        let before_at = row.received_at;
        if let Some(at) = typed.received_at
            && minute(at) != minute(before_at)
        {
            row.received_at = at;
        }
    }
}

/// Whether what it names is there and belongs together.
fn must_fit(acting: &Acting, view: View<'_>, story: &Story, after: &ComplaintRow) -> Outcome<()> {
    let before = &story.row;
    let mut form = Form::new(acting.now_at);
    match ComplaintCategories::built_in().find(&after.category) {
        None => form.wrong("category", "choose_one", None),
        Some(category) => {
            let known = |item: &String| category.item(item).is_some();
            if !after.item.as_ref().is_none_or(known) {
                form.wrong("item", "unknown", None);
            }
        }
    }
    if after.customer_id.is_none() && after.caller_name.is_none() && after.caller_phone.is_none() {
        form.wrong("caller_name", "who_needed", None);
    }
    let formal = matches!(story.stand()?, Stand::Formal(_));
    if formal && after.remedy_sought.is_none() {
        form.wrong("remedy_sought", "remedy_needed", None);
    }
    if let Some(customer) = after.customer_id
        && before.customer_id != after.customer_id
        && households::find(view, customer)?.is_none_or(|row| row.deleted_at.is_some())
    {
        form.wrong("customer_id", "unknown", None);
    }
    if let Some(staff) = after.about_staff_id
        && before.about_staff_id != after.about_staff_id
        && wuyou_store::staff::find(view, staff)?.is_none()
    {
        form.wrong("about_staff_id", "unknown", None);
    }
    let moved = before.customer_id != after.customer_id;
    let same = |of: Option<CustomerId>| -> Outcome<bool> {
        match (of, after.customer_id) {
            (Some(one), Some(other)) => {
                Ok(households::root(view, one)? == households::root(view, other)?)
            }
            _ => Ok(true),
        }
    };
    if let Some(unit) = after
        .unit_id
        .filter(|_| moved || before.unit_id != after.unit_id)
    {
        match wuyou_store::unit::find(view, unit)?.filter(|row| row.deleted_at.is_none()) {
            None => form.wrong("unit_id", "unknown", None),
            Some(row) if !same(row.customer_id)? => {
                form.wrong("unit_id", "other_household", None);
            }
            Some(_) => {}
        }
    }
    let order = after.work_order_id;
    if let Some(order) = order.filter(|_| moved || before.work_order_id != after.work_order_id) {
        match wuyou_store::work_order::find(view, order)?.filter(|row| row.deleted_at.is_none()) {
            None => form.wrong("work_order_id", "unknown", None),
            Some(row) if !same(row.customer_id)? => {
                form.wrong("work_order_id", "order_of_another", None);
            }
            Some(_) => {}
        }
    }
    Ok(form.finish()?)
}

/// The facts of a correction, with the class it had and would have, and when it came in by it.
pub(super) fn facts(
    acting: &Acting,
    story: &Story,
    (was, becomes): (Class, Class),
    received_at: i64,
) -> Outcome<Correction> {
    let stand = story.stand()?;
    let is_step = |event: &str| ![REGISTER, URGE, CORRECT].contains(&event);
    let steps = story.events.iter().filter(|event| is_step(&event.event));
    Ok(Correction {
        open: !stand.is_over(),
        taken_over: story.row.taken_over,
        by_judged: story.judged().contains(&acting.staff()?),
        by_manager: acting.role == Some(Role::Manager),
        reasoned: false,
        formal: matches!(stand, Stand::Formal(_)),
        assessed: story.row.class.is_some(),
        was,
        becomes,
        takes_danger_back: false,
        received_at: (story.row.received_at, received_at),
        first_step_at: steps.map(|event| event.occurred_at).min(),
    })
}

/// The class the rules give to what is told.
fn class_of_row(view: View<'_>, row: &ComplaintRow) -> Outcome<Class> {
    let input = ClassifyInput {
        severity: Severity::from_code(&row.severity).unwrap_or(Severity::Normal),
        safety: row.safety,
        injury: row.injury,
        repeats_30d: repeats(
            view,
            row.customer_id,
            &row.category,
            row.received_at,
            Some(row.id),
        )?,
        public_exposure: row.public_exposure,
    };
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let decided = rule::classify(&input, policy).map_err(|error| failed(&error))?;
    Ok(decided.result.class)
}

fn must_be_allowed(
    acting: &Acting,
    view: View<'_>,
    story: &Story,
    after: &ComplaintRow,
    reasoned: bool,
) -> Outcome<()> {
    let classes = (story.class(), class_of_row(view, after)?);
    let before = &story.row;
    let asked = Correction {
        reasoned,
        takes_danger_back: (before.safety && !after.safety) || (before.injury && !after.injury),
        ..facts(acting, story, classes, after.received_at)?
    };
    Ok(may_correct(&asked).map_err(refusal)?)
}

/// The refusals that are about the whole complaint, and not about one field.
pub(super) fn code_of_refusal(why: NotCorrected) -> Option<ErrorCode> {
    match why {
        NotCorrected::Over => Some(ErrorCode::ComplaintOver),
        NotCorrected::TakenOver => Some(ErrorCode::ComplaintTakenOver),
        NotCorrected::ComplainedAbout => Some(ErrorCode::ComplainedAbout),
        NotCorrected::Lowering => Some(ErrorCode::ComplaintLowering),
        NotCorrected::FormaliseFirst
        | NotCorrected::StaysFormal
        | NotCorrected::LaterByManager
        | NotCorrected::LaterReason
        | NotCorrected::AfterFirstStep => None,
    }
}

fn refusal(why: NotCorrected) -> ApiError {
    let (field, code) = match why {
        NotCorrected::FormaliseFirst => ("severity", "formalise_first"),
        NotCorrected::StaysFormal => ("severity", "stays_formal"),
        NotCorrected::LaterByManager => ("received_at", "later_by_manager"),
        NotCorrected::LaterReason => ("reason", "later_reason"),
        NotCorrected::AfterFirstStep => ("received_at", "after_first_step"),
        _ => {
            let code = code_of_refusal(why).unwrap_or(ErrorCode::ComplaintStep);
            return code.into();
        }
    };
    single(field, code, None)
}

fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    story: &Story,
    mut after: ComplaintRow,
    reason: Option<&str>,
) -> Outcome<()> {
    let before = &story.row;
    // Two of the same name are two: whether anything was put right is seen by the columns.
    if changed(before, &after).is_empty() {
        return Ok(());
    }
    let lines = told(tx.view(), before, &after)?;
    if after.safety && !before.safety {
        send(app, acting, tx, &mut after)?;
    }
    after.owner_id = owner(tx.view(), &after)?;
    tx.update("complaint", before.id, &changed(before, &after))?;
    let mut words = lines.join("\n");
    if let Some(reason) = reason {
        words = format!("{words}\n原因：{reason}");
    }
    for part in parts(&words) {
        tx.insert(
            "complaint_event",
            ComplaintEventId(app.new_id(acting)),
            &[
                ("complaint_id", before.id.value()),
                ("event", CORRECT.into()),
                ("from_state", before.state.as_str().into()),
                ("to_state", before.state.as_str().into()),
                ("occurred_at", acting.now_at.into()),
                ("staff_id", acting.staff()?.value()),
                ("text", part.into()),
            ],
        )?;
    }
    Ok(())
}

/// A danger that comes out later is gone to like any other.
fn send(app: &App, acting: &Acting, tx: &mut Tx<'_>, row: &mut ComplaintRow) -> Outcome<()> {
    let mut typed = Typed {
        request: row.request_id,
        customer: row.customer_id,
        unit: row.unit_id,
        order: row.work_order_id,
        caller_name: row.caller_name.clone(),
        caller_phone: row.caller_phone.clone(),
        channel: code_from(Some(&row.channel)).unwrap_or(Channel::Other),
        category: row.category.clone(),
        item: row.item.clone(),
        text: Some(row.text.clone()),
        remedy_sought: row.remedy_sought.clone(),
        severity: Severity::from_code(&row.severity).unwrap_or(Severity::Normal),
        safety: true,
        injury: row.injury,
        public_exposure: row.public_exposure,
        about: row.about_staff_id,
        owner: row.owner_id,
        sat_before: row.sat_before,
        // What is learnt now is promised from now.
        received_at: Some(acting.now_at),
        sent: false,
    };
    danger::send(app, acting, tx, &mut typed)?;
    row.request_id = typed.request;
    Ok(())
}

/// Nobody answers for a complaint about themselves or about work they did.
fn owner(view: View<'_>, row: &ComplaintRow) -> Outcome<Option<StaffId>> {
    let served = match row.work_order_id {
        Some(order) => store::served(view, order)?,
        None => Vec::new(),
    };
    let judged = |one: &StaffId| {
        row.about_staff_id == Some(*one) || served.iter().any(|(worker, _)| worker == one)
    };
    Ok(row.owner_id.filter(|one| !judged(one)))
}

/// The columns a correction may write.
fn fields(row: &ComplaintRow) -> [(&'static str, Value); 18] {
    [
        ("customer_id", row.customer_id.map(Id::row_id).into()),
        ("unit_id", row.unit_id.map(Id::row_id).into()),
        ("work_order_id", row.work_order_id.map(Id::row_id).into()),
        ("request_id", row.request_id.map(Id::row_id).into()),
        ("caller_name", row.caller_name.clone().into()),
        ("caller_phone", row.caller_phone.clone().into()),
        ("channel", row.channel.as_str().into()),
        ("category", row.category.as_str().into()),
        ("item", row.item.clone().into()),
        ("text", row.text.as_str().into()),
        ("remedy_sought", row.remedy_sought.clone().into()),
        ("severity", row.severity.as_str().into()),
        ("safety", row.safety.into()),
        ("injury", row.injury.into()),
        ("public_exposure", row.public_exposure.into()),
        ("received_at", row.received_at.into()),
        ("about_staff_id", row.about_staff_id.map(Id::row_id).into()),
        ("owner_id", row.owner_id.map(Id::row_id).into()),
    ]
}

/// The columns that are to be written, as they are to be.
fn changed(before: &ComplaintRow, after: &ComplaintRow) -> Vec<(&'static str, Value)> {
    let pairs = fields(after).into_iter().zip(fields(before));
    pairs
        .filter_map(|(new, old)| (new != old).then_some(new))
        .collect()
}

/// What was changed, in words: what stood there before, and what stands there now.
fn told(view: View<'_>, before: &ComplaintRow, after: &ComplaintRow) -> Outcome<Vec<String>> {
    let was = spelt(view, before, after)?;
    let is = spelt(view, after, before)?;
    let name = |text: Option<String>| text.unwrap_or_else(|| "（空）".to_owned());
    let pairs = was.into_iter().zip(is);
    let changed = pairs.filter(|((_, old), (_, new))| old != new);
    Ok(changed
        .map(|((what, old), (_, new))| format!("{what}：{} → {}", name(old), name(new)))
        .collect())
}

/// What a row is called; where the one beside it is called the same, with what tells them apart.
fn name_of(
    view: View<'_>,
    entity: &str,
    id: Option<Uuid>,
    beside: Option<Uuid>,
) -> Outcome<Option<String>> {
    let Some(id) = id else {
        return Ok(None);
    };
    let name = wuyou_store::outbox::title(view, entity, id)?;
    let Some(other) = beside.filter(|other| *other != id) else {
        return Ok(name);
    };
    if name != wuyou_store::outbox::title(view, entity, other)? {
        return Ok(name);
    }
    let (own, others) = (mark(view, entity, id)?, mark(view, entity, other)?);
    let name = name.unwrap_or_default();
    if own == others {
        let end: String = id.simple().to_string().chars().skip(ID_SKIPPED).collect();
        return Ok(Some(format!("{name}（编号 {end}）")));
    }
    Ok(Some(match own {
        Some(own) => format!("{name}（{own}）"),
        None => name,
    }))
}

/// What tells one of several of the same name apart: where they live, and their number.
fn mark(view: View<'_>, entity: &str, id: Uuid) -> Outcome<Option<String>> {
    let (place, number) = match entity {
        "customer" => {
            let id = CustomerId(id);
            let address = households::addresses_of(view, id)?.into_iter().next();
            let place = address.map(|row| {
                let parts = [row.town, row.village, row.detail, row.landmark];
                parts.into_iter().flatten().collect::<String>()
            });
            let first = households::phones_of(view, id)?.into_iter().next();
            (place, first.map(|row| row.number))
        }
        "staff" => {
            let person = wuyou_store::staff::find(view, StaffId(id))?;
            (None, person.and_then(|row| row.phone))
        }
        _ => (None, None),
    };
    let place = place.filter(|place| !place.is_empty());
    let number = number.map(|digits| phone::mask(&digits));
    let parts: Vec<String> = place.into_iter().chain(number).collect();
    Ok((!parts.is_empty()).then(|| parts.join("，")))
}

/// Everything a correction may change, as people read it beside the other.
fn spelt(
    view: View<'_>,
    row: &ComplaintRow,
    beside: &ComplaintRow,
) -> Outcome<Vec<(&'static str, Option<String>)>> {
    let household = |row: &ComplaintRow| row.customer_id.map(|id| id.0);
    let unit = |row: &ComplaintRow| row.unit_id.map(|id| id.0);
    let order = |row: &ComplaintRow| row.work_order_id.map(|id| id.0);
    let about = |row: &ComplaintRow| row.about_staff_id.map(|id| id.0);
    let title = |entity: &str, id: fn(&ComplaintRow) -> Option<Uuid>| {
        name_of(view, entity, id(row), id(beside))
    };
    let category = ComplaintCategories::built_in().find(&row.category);
    let item = row.item.as_deref();
    let item_name = category.and_then(|category| category.item(item?));
    let at = local_time(row.received_at).map(|at| at.format("%Y-%m-%d %H:%M").to_string());
    let yes = |is: bool| Some(if is { "是" } else { "否" }.to_owned());
    Ok(vec![
        ("客户", title("customer", household)?),
        ("投诉人", row.caller_name.clone()),
        ("电话", row.caller_phone.clone()),
        ("机器", title("unit", unit)?),
        ("工单", title("work_order", order)?),
        ("投诉谁", title("staff", about)?),
        ("来源", Some(channel_name(&row.channel).to_owned())),
        ("受理时间", at),
        (
            "类别",
            Some(category.map_or_else(|| row.category.clone(), |one| one.name.zh.clone())),
        ),
        (
            "具体",
            item_name
                .map(|one| one.name.zh.clone())
                .or(row.item.clone()),
        ),
        ("程度", Some(severity_name(&row.severity).to_owned())),
        ("有危险", yes(row.safety)),
        ("有人受伤或财物损失", yes(row.injury)),
        ("上了媒体或找了部门", yes(row.public_exposure)),
        ("说了什么", Some(row.text.clone())),
        ("希望怎样解决", row.remedy_sought.clone()),
    ])
}

fn channel_name(code: &str) -> &'static str {
    match code_from(Some(code)).unwrap_or(Channel::Other) {
        Channel::Phone => "电话",
        Channel::Wechat => "微信",
        Channel::Visit => "上门",
        Channel::Counter => "到店",
        Channel::Letter => "信函",
        Channel::Card => "贺年卡",
        Channel::Email => "邮件",
        Channel::Online => "网上",
        Channel::Other => "其他",
    }
}

fn severity_name(code: &str) -> &'static str {
    match code_from(Some(code)).unwrap_or(ComplaintSeverity::Normal) {
        ComplaintSeverity::High => "严重",
        ComplaintSeverity::Normal => "一般",
        ComplaintSeverity::Grumble => "随口抱怨",
    }
}

/// The words in parts that a step of the record can hold: none of them is lost.
fn parts(words: &str) -> Vec<String> {
    let all: Vec<char> = words.chars().collect();
    all.chunks(text::NOTE_MAX)
        .map(|part| part.iter().collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_of_a_long_history_is_lost() {
        let words = "投诉的话".repeat(text::NOTE_MAX);
        let parts = parts(&words);
        assert!(
            parts
                .iter()
                .all(|part| part.chars().count() <= text::NOTE_MAX)
        );
        assert_eq!(parts.concat(), words);
    }
}
