//! Consents: what the people of a household agreed to. Rows are only added; how a consent stands is
//! decided by the domain from all of them.

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::consent::{
    ConsentEntry, ConsentList, ConsentPurpose, ConsentRecord, ConsentStanding, ConsentState,
    Consents, PersonConsents,
};
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::request::Channel;
use wuyou_domain::explain::{Language, render_key};
use wuyou_domain::id::{ConsentId, CustomerId};
use wuyou_domain::privacy::Purpose;
use wuyou_domain::privacy::consent::{self as rule, Consent, NOTICE_VERSION};
use wuyou_store::consent::{self as store, ConsentRow};
use wuyou_store::customer::{self, CustomerFull};
use wuyou_store::{Id, Tx, View, settings};
use wuyou_sync::value::Value;

use super::explain::sentence;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::{code_from, code_of};

/// Tells what the people of a household agreed to.
pub(crate) fn list(app: &App, acting: &Acting, request: ConsentList) -> Outcome<Consents> {
    let id = CustomerId(request.customer_id);
    app.database()?.read(|view| shown(acting, view, id))
}

/// Records that somebody agreed, refused or took it back. A consent needs the notice that is read
/// out now; a withdrawal needs nothing.
pub(crate) fn record(app: &App, acting: &Acting, request: ConsentRecord) -> Outcome<Consents> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", request.note.as_deref());
    let occurred_at = form.happened_at("occurred_at", request.occurred_at);
    // A clock that differs a little does not put what was said ahead of what is said next.
    let occurred_at = occurred_at.min(acting.now_at);
    let notice = request.notice_version.as_deref();
    if notice.is_some_and(|read| read != NOTICE_VERSION) || (request.given && notice.is_none()) {
        form.wrong("notice_version", "notice_first", None);
    }
    form.finish()?;
    let id = ConsentId(app.new_id(acting));
    let asked = CustomerId(request.customer_id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let full = customer::get(tx.view(), asked)?;
        let said = Said {
            customer: full.customer.id,
            person: request.person_id,
            name: name_of(&full, request.person_id)?,
            purpose: code_of(&request.purpose),
            given: request.given,
            channel: request.channel.unwrap_or(Channel::Phone),
            occurred_at,
            note,
        };
        write(acting, tx, id, said)
    })?;
    database.read(|view| shown(acting, view, asked))
}

/// What somebody said to a purpose.
struct Said {
    customer: CustomerId,
    person: Option<Uuid>,
    name: String,
    purpose: Value,
    given: bool,
    channel: Channel,
    occurred_at: i64,
    note: Option<String>,
}

/// Writes what was said, with the notice as it reads now.
fn write(acting: &Acting, tx: &mut Tx<'_>, id: ConsentId, said: Said) -> Outcome<()> {
    let shop = shop_name(tx.view())?;
    tx.insert(
        "consent",
        id,
        &[
            ("customer_id", said.customer.value()),
            ("person_id", said.person.map(Id::row_id).into()),
            ("person_name", said.name.into()),
            ("purpose", said.purpose),
            ("given", said.given.into()),
            ("notice_version", NOTICE_VERSION.into()),
            ("shop_name", shop.into()),
            (
                "receiver_name",
                render_key("privacy-receiver", Language::Zh).into(),
            ),
            ("channel", code_of(&said.channel)),
            ("occurred_at", said.occurred_at.into()),
            ("staff_id", acting.staff()?.value()),
            ("note", said.note.into()),
        ],
    )?;
    Ok(())
}

/// Records what a household answered to care messages at a return visit, within its transaction. The
/// notice stands beside that question, so it was read out.
pub(crate) fn from_visit(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    customer: CustomerId,
    (given, channel, occurred_at): (bool, Channel, i64),
) -> Outcome<()> {
    let full = customer::get(tx.view(), customer)?;
    let said = Said {
        customer: full.customer.id,
        person: None,
        name: full.customer.name,
        purpose: Purpose::Care.code().into(),
        given,
        channel,
        occurred_at: occurred_at.min(acting.now_at),
        note: Some("回访时答".to_owned()),
    };
    write(acting, tx, ConsentId(app.new_id(acting)), said)
}

/// The notice that is read out before anybody agrees.
pub(crate) fn notice(view: View<'_>) -> Outcome<BothLanguages> {
    Ok(sentence(&rule::notice(&shop_name(view)?)))
}

/// The name of a person of the household, or the household's own.
fn name_of(full: &CustomerFull, person: Option<Uuid>) -> Outcome<String> {
    let Some(person) = person else {
        return Ok(full.customer.name.clone());
    };
    let found = full.people.iter().find(|row| row.id.0 == person);
    let found = found.ok_or(ErrorCode::NotFound)?;
    Ok(found.name.clone())
}

/// The shop as the notice names it.
fn shop_name(view: View<'_>) -> Outcome<String> {
    let name = settings::get(view, settings::DEALER_NAME)?;
    let name = name.or(settings::get(view, settings::DEALER_CODE)?);
    Ok(name.unwrap_or_default())
}

fn shown(acting: &Acting, view: View<'_>, id: CustomerId) -> Outcome<Consents> {
    let full = customer::get(view, id)?;
    let id = full.customer.id;
    let rows = store::of_customer(view, id)?;
    let said: Vec<_> = rows.iter().filter_map(|row| fact(row, id)).collect();
    let standing = |whose: Uuid| {
        let purposes = Purpose::ALL.iter().filter_map(|purpose| {
            let decision = rule::consent_at(&said, whose, *purpose, acting.now_at);
            let of = |row: &&rule::ConsentRow| row.person == whose && row.purpose == *purpose;
            let since = said.iter().filter(of).map(|row| row.occurred_at).max();
            Some(ConsentStanding {
                purpose: code_from(Some(purpose.code()))?,
                state: match decision.result {
                    Consent::Given => ConsentState::Given,
                    Consent::Withdrawn => ConsentState::Withdrawn,
                    Consent::Unsaid => ConsentState::Unsaid,
                },
                since_at: since,
            })
        });
        purposes.collect::<Vec<_>>()
    };
    let own = PersonConsents {
        person_id: None,
        name: full.customer.name.clone(),
        standing: standing(id.0),
    };
    let people = full.people.iter().map(|person| PersonConsents {
        person_id: Some(person.id.0),
        name: person.name.clone(),
        standing: standing(person.id.0),
    });
    Ok(Consents {
        notice: notice(view)?,
        notice_version: NOTICE_VERSION.to_owned(),
        people: std::iter::once(own).chain(people).collect(),
        entries: rows.into_iter().filter_map(entry).collect(),
    })
}

/// What a household and its people said, as the rules read it.
pub(crate) fn said_of(view: View<'_>, id: CustomerId) -> Outcome<Vec<rule::ConsentRow>> {
    let rows = store::of_customer(view, id)?;
    Ok(rows.iter().filter_map(|row| fact(row, id)).collect())
}

/// A row as the rule reads it; one of a purpose this version does not know is left out.
fn fact(row: &ConsentRow, household: CustomerId) -> Option<rule::ConsentRow> {
    Some(rule::ConsentRow {
        person: row.whose(household),
        purpose: Purpose::from_code(&row.purpose)?,
        given: row.given,
        occurred_at: row.occurred_at,
        clock_suspect: false,
    })
}

fn entry(row: ConsentRow) -> Option<ConsentEntry> {
    let purpose: ConsentPurpose = code_from(Some(&row.purpose))?;
    Some(ConsentEntry {
        id: row.id.0,
        person_id: row.person_id.map(|id| id.0),
        person_name: row.person_name,
        purpose,
        given: row.given,
        notice_version: row.notice_version,
        shop_name: row.shop_name,
        receiver_name: row.receiver_name,
        channel: code_from(Some(&row.channel)).unwrap_or(Channel::Other),
        occurred_at: row.occurred_at,
        staff: row.staff_name,
        note: row.note,
    })
}
