//! The price before the work: quotes that are written down, and that the customer agreed, with what
//! shows it.

use wuyou_contract::ErrorCode;
use wuyou_contract::money::{OrderMoney, Quote, QuoteAgree, QuoteEvent, QuoteMake};
use wuyou_contract::request::Channel;
use wuyou_domain::id::{ContactId, QuoteEventId, WorkOrderId};
use wuyou_domain::photo::Kind as PhotoKind;
use wuyou_domain::quote::{self as rule, Event, Lacking, QuoteLine, Shown};
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_store::money::ChargeLineRow;
use wuyou_store::quote::{self as store, QuoteRow};
use wuyou_store::work_order::{self, WorkOrderRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::decide::reopened_at;
use super::exclude::{self, agreed_before};
use super::{may_change, mine, shown, total};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::work_order::next_no;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// The length of the number on a paper.
const PAPER_NO_MAX: usize = 40;

/// How the customer agreed, typed and found in order.
struct Word {
    channel: Channel,
    person_name: Option<String>,
    paper_no: Option<String>,
    said: Option<String>,
    occurred_at: i64,
}

impl Word {
    /// They stood there and could sign.
    const fn in_person(&self) -> bool {
        matches!(self.channel, Channel::Visit | Channel::Counter)
    }
}

/// Writes down what an order costs now as a quote.
pub(crate) fn make(app: &App, acting: &Acting, request: QuoteMake) -> Outcome<OrderMoney> {
    let mut form = Form::new(acting.now_at);
    let wished = form.day("valid_until_on", request.valid_until_on.as_deref());
    let until = rule::valid_until(form.today(), wished);
    if until.is_none() {
        form.wrong("valid_until_on", "quote_until", None);
    }
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        if !may_change(&order) {
            return Err(ErrorCode::MoneyFixed.into());
        }
        // What is free now is written down as free.
        super::set_free(tx, &order)?;
        let lines = exclude::lines(tx.view(), &order)?;
        if lines.is_empty() {
            return Err(single("lines", "quote_empty", None).into());
        }
        let fields = vec![
            ("paper_no", next_no(tx, acting)?.into()),
            ("total_fen", total(&lines, &order).into()),
            ("valid_until_on", until.map(|on| on.to_string()).into()),
            ("terms", terms(&lines).into()),
            ("occurred_at", acting.now_at.into()),
        ];
        insert(app, acting, tx, (id, Event::Made), fields)
    })?;
    database.read(|view| shown(acting, view, id))
}

/// Records that the customer agrees to what the order costs now.
pub(crate) fn agree(app: &App, acting: &Acting, request: QuoteAgree) -> Outcome<OrderMoney> {
    let word = read(acting, &request)?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let order = work_order::get(tx.view(), id)?;
        mine(acting, &order)?;
        if !may_change(&order) && super::over_fen(tx.view(), &order)? == 0 {
            return Err(ErrorCode::MoneyFixed.into());
        }
        let sum = agree_lines(acting, tx, &order)?;
        let by_photo = is_photographed(tx.view(), id, sum)?;
        enough(&word, by_photo)?;
        let fields = vec![
            ("paper_no", word.paper_no.clone().into()),
            ("total_fen", sum.into()),
            ("channel", code_of(&word.channel)),
            ("person_name", word.person_name.clone().into()),
            ("by_photo", (by_photo && word.in_person()).into()),
            ("note", word.said.clone().into()),
            ("occurred_at", word.occurred_at.into()),
        ];
        insert(app, acting, tx, (id, Event::Agreed), fields)?;
        let contact = NewContact {
            customer: order.customer_id,
            request: order.request_id,
            work_order: Some(id),
            channel: word.channel,
            ..NewContact::our_call(told(&word, sum, by_photo), word.occurred_at)
        };
        contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
        crate::area::work_order::note_reply(app, acting, tx, Some(id), &contact)
    })?;
    database.read(|view| shown(acting, view, id))
}

fn read(acting: &Acting, request: &QuoteAgree) -> Outcome<Word> {
    let mut form = Form::new(acting.now_at);
    let word = Word {
        channel: request.channel,
        person_name: form.line(
            "person_name",
            request.person_name.as_deref(),
            text::NAME_MAX,
        ),
        paper_no: form.line("paper_no", request.paper_no.as_deref(), PAPER_NO_MAX),
        said: form.note("text", request.text.as_deref()),
        occurred_at: form.happened_at("occurred_at", request.occurred_at),
    };
    form.finish()?;
    Ok(word)
}

fn enough(word: &Word, by_photo: bool) -> Outcome<()> {
    let shown = Shown {
        in_person: word.in_person(),
        paper: word.paper_no.is_some(),
        photo: by_photo,
        said_by: word.person_name.is_some(),
    };
    match rule::agreed(shown) {
        Ok(()) => Ok(()),
        Err(Lacking::Paper) => Err(single("paper_no", "quote_signed", None).into()),
        Err(Lacking::SaidBy) => Err(single("person_name", "quote_said_by", None).into()),
    }
}

/// Whether the photo of a signed quote proves this sum: what was signed for a lower price says nothing
/// of this one, whenever it was photographed. It is of the latest quote that was printed since the
/// customer last agreed; before the first agreement also of one that was written by hand.
fn is_photographed(view: View<'_>, id: WorkOrderId, sum: i64) -> Outcome<bool> {
    let told = store::of_order(view, id)?;
    let latest = |event: Event| {
        let rows = told.iter().filter(|row| row.event == event.code());
        rows.max_by_key(|row| row.created_at)
    };
    let agreed_at = latest(Event::Agreed).map(|row| row.created_at);
    let made = latest(Event::Made).filter(|row| Some(row.created_at) > agreed_at);
    let since_at = match made {
        Some(made) if sum > made.total_fen => return Ok(false),
        Some(made) => made.created_at,
        None if agreed_at.is_some() => return Ok(false),
        None => 0,
    };
    let kind = PhotoKind::SignedQuote;
    Ok(wuyou_store::photo::count_since(view, id, kind, since_at)? > 0)
}

/// Marks the lines as agreed to; the sum that was.
pub(super) fn agree_lines(acting: &Acting, tx: &mut Tx<'_>, order: &WorkOrderRow) -> Outcome<i64> {
    super::set_free(tx, order)?;
    let lines = exclude::lines(tx.view(), order)?;
    let reopened_at = reopened_at(tx.view(), order.id)?;
    let asked = |line: &&ChargeLineRow| !agreed_before(line, reopened_at);
    for line in lines.iter().filter(asked) {
        let fields = [
            ("agreed_fen", line.amount_fen.into()),
            ("agreed_at", acting.now_at.into()),
        ];
        tx.update("charge_line", line.id, &fields)?;
    }
    let sum = total(&lines, order);
    if order.charge_fen != Some(sum) {
        tx.update("work_order", order.id, &[("charge_fen", sum.into())])?;
    }
    Ok(sum)
}

fn insert(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (order, event): (WorkOrderId, Event),
    mut fields: Vec<(&'static str, Value)>,
) -> Outcome<()> {
    fields.push(("work_order_id", order.value()));
    fields.push(("event", event.code().into()));
    fields.push(("staff_id", acting.staff()?.value()));
    tx.insert("quote_event", QuoteEventId(app.new_id(acting)), &fields)?;
    Ok(())
}

/// The agreement as the record of it reads.
fn told(word: &Word, sum: i64, by_photo: bool) -> String {
    let mut told = format!("报价 {}，客户同意。", yuan(sum));
    if let Some(name) = &word.person_name {
        told += &format!("同意的人：{name}。");
    }
    if let Some(no) = &word.paper_no {
        told += &format!("签字单号：{no}。");
    }
    if by_photo && word.in_person() {
        told += "签字单已拍照。";
    }
    told + word.said.as_deref().unwrap_or_default()
}

/// The lines as they are told.
pub(super) fn lines_of(lines: &[ChargeLineRow]) -> Vec<QuoteLine> {
    let lines = lines.iter().map(|line| QuoteLine {
        kind: line.kind.clone(),
        name: line.name.clone(),
        quantity: line.quantity,
        unit_fen: line.unit_fen,
        amount_fen: line.amount_fen,
        basis: line.basis.clone(),
        reason: line.reason.clone(),
    });
    lines.collect()
}

fn terms(lines: &[ChargeLineRow]) -> String {
    serde_json::to_string(&lines_of(lines)).unwrap_or_default()
}

/// The quotes of an order and its agreements, as its page shows them.
pub(super) fn of_order(
    acting: &Acting,
    view: View<'_>,
    order: WorkOrderId,
    lines: &[ChargeLineRow],
) -> Outcome<Vec<Quote>> {
    let now = terms(lines);
    let today = local_date(acting.now_at).unwrap_or_default().to_string();
    let rows = store::of_order(view, order)?.into_iter();
    Ok(rows.map(|row| quote(row, &now, &today)).collect())
}

fn quote(row: QuoteRow, now: &str, today: &str) -> Quote {
    let made = row.event == Event::Made.code();
    let over = row.valid_until_on.as_deref().is_some_and(|on| on < today);
    Quote {
        id: row.id.0,
        event: code_from(Some(&row.event)).unwrap_or(QuoteEvent::Made),
        outdated: made && (over || row.terms.as_deref() != Some(now)),
        paper_no: row.paper_no,
        total_fen: row.total_fen,
        valid_until_on: row.valid_until_on,
        channel: code_from(row.channel.as_deref()),
        person_name: row.person_name,
        by_photo: row.by_photo,
        note: row.note,
        occurred_at: row.occurred_at,
        staff: row.staff,
    }
}

/// An amount as it is written into a record.
fn yuan(fen: i64) -> String {
    let sign = if fen < 0 { "-" } else { "" };
    let fen = fen.unsigned_abs();
    format!("{sign}{}.{:02} 元", fen / 100, fen % 100)
}

#[cfg(test)]
mod tests {
    use super::yuan;

    #[test]
    fn an_amount_below_zero_has_one_sign() {
        assert_eq!(yuan(63_000), "630.00 元");
        assert_eq!(yuan(-530), "-5.30 元");
        assert_eq!(yuan(-30), "-0.30 元");
    }
}
