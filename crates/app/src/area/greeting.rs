//! Cards on paper (贺年卡, R082): whom one goes to, and that it was sent. Labels are set by `print`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::contact::{ContactResult, Direction};
use wuyou_contract::customer::CustomerKind;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::greeting::{
    GreetingHousehold, GreetingOccasion, GreetingPlan, GreetingPlanned, GreetingRecorded,
    GreetingSent, GreetingSpared,
};
use wuyou_contract::job::JobKind;
use wuyou_contract::request::Channel;
use wuyou_domain::calendar::lunar::next_birthday;
use wuyou_domain::care::Wishes;
use wuyou_domain::explain::Language;
use wuyou_domain::greeting::{
    BIRTHDAY_DAYS, HOUSEHOLDS_MOST, LeftOut, Occasion, TEXT_MAX, Whom, addressee, left_out,
    usual_text,
};
use wuyou_domain::id::{ContactId, CustomerId};
use wuyou_domain::privacy;
use wuyou_domain::privacy::consent::ConsentRow;
use wuyou_domain::time::{local_date, start_of_day};
use wuyou_store::customer::{CustomerFull, PersonRow};
use wuyou_store::{Stage, StoreError, Touched, Tx, View};

use super::contact::{self, NewContact};
use super::{care, consent, customer, undo};
use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

/// What sending cards is called among the steps one can take back.
pub(crate) const SENT: &str = "greeting.sent";
/// What stands in the household's course when it is taken back.
const NOT_SENT: &str = "记错了：贺卡没有寄。";

/// A household a card goes to.
pub(crate) struct Recipient {
    pub(crate) id: CustomerId,
    pub(crate) name: String,
    /// As it stands on the label.
    pub(crate) addressee: String,
    pub(crate) address: Option<String>,
}

/// Whom a card goes to, and how many get none for which reason.
pub(crate) struct Mailing {
    pub(crate) to: Vec<Recipient>,
    spared: BTreeMap<LeftOut, u32>,
}

/// Works out whom of some households a card goes to, by place.
pub(crate) fn mailing(
    acting: &Acting,
    view: View<'_>,
    ids: &[CustomerId],
    occasion: Occasion,
    language: Language,
) -> Outcome<Mailing> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let (mut to, mut spared, mut seen) = (Vec::new(), BTreeMap::new(), BTreeSet::new());
    for id in ids {
        let full = match wuyou_store::customer::get(view, *id) {
            Ok(full) => full,
            // Deleted since it was chosen.
            Err(StoreError::NotFound(_)) => continue,
            Err(error) => return Err(error.into()),
        };
        if !seen.insert(full.customer.id) {
            continue;
        }
        let said = consent::said_of(view, full.customer.id)?;
        match whom(&full, occasion, &said, (today, acting.now_at))? {
            Ok((name, whom)) => to.push(recipient(&full, name, whom, language)),
            Err(reason) => *spared.entry(reason).or_insert(0) += 1,
        }
    }
    to.sort_by(|one, other| one.address.cmp(&other.address));
    Ok(Mailing { to, spared })
}

/// Whose name stands on the label, or why none is printed.
fn whom<'f>(
    full: &'f CustomerFull,
    occasion: Occasion,
    said: &[ConsentRow],
    (today, now_at): (NaiveDate, i64),
) -> Outcome<Result<(&'f str, Whom), LeftOut>> {
    let policy = privacy::built_in().map_err(|_| ErrorCode::Internal)?;
    let row = &full.customer;
    let wishes = Wishes {
        customer: row.id,
        no_call: row.no_call,
        no_marketing: row.no_marketing,
    };
    if occasion == Occasion::Birthday {
        let mut reason = LeftOut::NoBirthday;
        for person in full.people.iter().filter(|one| is_soon(one, today)) {
            match left_out(occasion, &wishes, person.id.0, (said, policy), now_at)
                .map_err(|_| ErrorCode::Internal)?
            {
                None => return Ok(Ok((person.name.as_str(), Whom::Person))),
                Some(refused) => reason = refused,
            }
        }
        return Ok(Err(reason));
    }
    let whom = match code_from(Some(&row.kind)) {
        Some(CustomerKind::Company | CustomerKind::Project) => Whom::Unit,
        _ => Whom::Family,
    };
    Ok(
        match left_out(occasion, &wishes, row.id.0, (said, policy), now_at)
            .map_err(|_| ErrorCode::Internal)?
        {
            // A firm has no personal data that would ask for a yes; a no counts all the same.
            Some(LeftOut::NoConsent) if matches!(whom, Whom::Unit) => Ok((row.name.as_str(), whom)),
            Some(reason) => Err(reason),
            None => Ok((row.name.as_str(), whom)),
        },
    )
}

/// Whether somebody's birthday comes in the next weeks.
fn is_soon(person: &PersonRow, today: NaiveDate) -> bool {
    let on = person.birthday_on.as_deref();
    let born = on.and_then(|on| care::birthday(on, person.birthday_lunar, person.birthday_leap));
    let next = born.and_then(|(birthday, _)| next_birthday(birthday, today).ok());
    next.is_some_and(|on| on.signed_duration_since(today).num_days() <= BIRTHDAY_DAYS)
}

fn recipient(full: &CustomerFull, name: &str, whom: Whom, language: Language) -> Recipient {
    let address = full.addresses.first().map(|row| {
        let detail = row.detail.as_deref().unwrap_or_default();
        let town = row.town.as_deref().unwrap_or_default();
        // What was typed whole has the village, or the town too, in front already.
        let village = row.village.as_deref().unwrap_or_default();
        let village = if detail.contains(village) {
            ""
        } else {
            village
        };
        let town = if detail.starts_with(town) { "" } else { town };
        format!("{town} {village}{detail}").trim().to_owned()
    });
    Recipient {
        id: full.customer.id,
        name: full.customer.name.clone(),
        addressee: addressee(name, whom, language),
        address: address.filter(|text| !text.trim().is_empty()),
    }
}

/// The occasion as the rules know it.
pub(crate) const fn occasion_of(occasion: GreetingOccasion) -> Occasion {
    match occasion {
        GreetingOccasion::SpringFestival => Occasion::SpringFestival,
        GreetingOccasion::HeatingSeason => Occasion::HeatingSeason,
        GreetingOccasion::Birthday => Occasion::Birthday,
        GreetingOccasion::Own => Occasion::Own,
    }
}

/// Tells whom a card goes to.
pub(crate) fn plan(app: &App, acting: &Acting, request: GreetingPlan) -> Outcome<GreetingPlanned> {
    let occasion = occasion_of(request.occasion);
    app.database()?.read(|view| {
        let ids = match &request.ids {
            Some(ids) => ids.iter().copied().map(CustomerId).collect(),
            None => customer::first_of(view, &request, HOUSEHOLDS_MOST)?,
        };
        few(ids.len())?;
        let planned = mailing(acting, view, &ids, occasion, Language::Zh)?;
        let (rows, without): (Vec<_>, Vec<_>) = planned
            .to
            .into_iter()
            .map(shown)
            .partition(|row| row.address.is_some());
        Ok(GreetingPlanned {
            rows,
            without_address: without,
            spared: spared(&planned.spared),
            text: BothLanguages {
                zh: usual_text(occasion, Language::Zh).to_owned(),
                en: usual_text(occasion, Language::En).to_owned(),
            },
        })
    })
}

/// More than one mailing holds is refused: whoever has more narrows the list.
fn few(count: usize) -> Outcome<()> {
    if count > HOUSEHOLDS_MOST {
        return Err(too_many());
    }
    Ok(())
}

/// What is said of a mailing that is too large.
pub(super) fn too_many() -> Failure {
    single("ids", "greeting_too_many", None).into()
}

fn shown(one: Recipient) -> GreetingHousehold {
    GreetingHousehold {
        customer_id: one.id.0,
        name: one.name,
        addressee: one.addressee,
        address: one.address,
    }
}

fn spared(counts: &BTreeMap<LeftOut, u32>) -> Vec<GreetingSpared> {
    let known = counts.iter().filter_map(|(reason, count)| {
        Some(GreetingSpared {
            reason: code_from(Some(reason.code()))?,
            count: *count,
        })
    });
    known.collect()
}

/// Records that cards were sent: one contact for each household that one goes to, all or none. Who
/// has one of today already gets no second.
pub(crate) fn sent(app: &App, acting: &Acting, request: GreetingSent) -> Outcome<GreetingRecorded> {
    let mut form = Form::new(acting.now_at);
    let text = form.required("text", &request.text, TEXT_MAX);
    form.finish()?;
    few(request.ids.len())?;
    let ids: Vec<CustomerId> = request.ids.into_iter().map(CustomerId).collect();
    let occasion = occasion_of(request.occasion);
    let text = format!("{}贺卡：{text}", occasion_zh(occasion));
    let running = app.jobs.begin(JobKind::Greeting)?;
    let (mut written, mut already) = (0_u32, 0_u32);
    undo::edit(app, acting, SENT, |tx| {
        let planned = mailing(acting, tx.view(), &ids, occasion, Language::Zh)?;
        let to: Vec<_> = planned
            .to
            .iter()
            .filter(|one| one.address.is_some())
            .collect();
        running.stage(Stage::Saving, to.len())?;
        for one in to {
            if has_one(acting, tx.view(), one.id, &text)? {
                already += 1;
            } else {
                let contact = card(one.id, text.clone(), acting.now_at);
                contact::write(tx, ContactId(app.new_id(acting)), &contact)?;
                written += 1;
            }
            running.step()?;
        }
        Ok(written.to_string())
    })?;
    Ok(GreetingRecorded { written, already })
}

fn card(customer: CustomerId, text: String, at: i64) -> NewContact {
    NewContact {
        customer: Some(customer),
        channel: Channel::Card,
        direction: Direction::Out,
        result: ContactResult::Reached,
        ..NewContact::our_call(text, at)
    }
}

/// Whether the same card of today stands there and was not taken back.
fn has_one(acting: &Acting, view: View<'_>, id: CustomerId, text: &str) -> Outcome<bool> {
    let today = local_date(acting.now_at)
        .and_then(start_of_day)
        .unwrap_or(i64::MAX);
    let rows = wuyou_store::contact::of_customer(view, id)?;
    let code = code_text(&Channel::Card);
    let stands = |row: &&wuyou_store::contact::ContactRow| {
        Some(&row.channel) == code.as_ref()
            && row.occurred_at >= today
            && row.corrects_id.is_none()
            && row.text == text
    };
    let taken_back = |id| rows.iter().any(|row| row.corrects_id == Some(id));
    Ok(rows.iter().filter(stands).any(|row| !taken_back(row.id)))
}

const fn occasion_zh(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::SpringFestival => "春节",
        Occasion::HeatingSeason => "供暖季",
        Occasion::Birthday => "生日",
        Occasion::Own => "",
    }
}

/// Takes a mailing back. Contacts never change: each household gets one that corrects it.
pub(crate) fn take_back(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    touched: &[Touched],
) -> Outcome<()> {
    for one in touched.iter().filter(|one| one.entity() == "contact") {
        let made = ContactId(uuid::Uuid::from_bytes(one.row()));
        let of = tx.view().row("contact", made)?;
        let of = of.and_then(|row| row.reference("customer_id"));
        let customer = of.map(|of| CustomerId(uuid::Uuid::from_bytes(of)));
        let Some(customer) = customer else { continue };
        let correction = NewContact {
            corrects: Some(made),
            ..card(customer, NOT_SENT.to_owned(), acting.now_at)
        };
        contact::write(tx, ContactId(app.new_id(acting)), &correction)?;
    }
    Ok(())
}
