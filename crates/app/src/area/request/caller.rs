//! Who may be calling, while the number is typed.

use uuid::Uuid;
use wuyou_contract::request::{CallerLookup, CallerMatch, CallerMatches};
use wuyou_domain::id::CustomerId;
use wuyou_domain::phone::Phone;
use wuyou_store::View;
use wuyou_store::search::HitKind;
use wuyou_store::timeline::{self, TimelineEntry, TimelineKind, TimelineOf};

use super::shown;
use crate::app::{Acting, App};
use crate::area::{
    complaint, customer as household, phone, place_name, promise, remedy_case, search, work_order,
};
use crate::failure::Outcome;

/// Households offered for a caller.
const CALLERS_MOST: usize = 5;
/// Contacts shown of a household that may be calling.
const CONTACTS_SHOWN: u32 = 5;
/// Digits after which a lookup makes sense.
const LOOKUP_MIN_CHARS: usize = 2;

/// Tells who may be calling, while the number is typed (R011).
pub(crate) fn lookup_caller(
    app: &App,
    acting: &Acting,
    request: CallerLookup,
) -> Outcome<CallerMatches> {
    let query = request.query.trim();
    let normalised_phone = Phone::parse(query)
        .ok()
        .map(|phone| phone.digits().to_owned());
    if query.chars().count() < LOOKUP_MIN_CHARS {
        return Ok(CallerMatches {
            normalised_phone,
            matches: Vec::new(),
            requests_of_number: Vec::new(),
        });
    }
    let (matches, requests_of_number) = app.database()?.read(|view| {
        let nobodys = match &normalised_phone {
            Some(digits) => wuyou_store::request::of_phone(view, digits, true)?,
            None => Vec::new(),
        };
        let nobodys = nobodys.into_iter().filter(|row| row.customer_id.is_none());
        let nobodys: Vec<_> = nobodys.map(shown).collect();
        let mut seen = Vec::new();
        let mut matches = Vec::new();
        for hit in place_name::search(
            view,
            query,
            (20, phone::reach(acting)),
            HitKind::OF_HOUSEHOLDS,
        )? {
            let Some(customer) = hit.customer_id else {
                continue;
            };
            if seen.contains(&customer) || matches.len() == CALLERS_MOST {
                continue;
            }
            seen.push(customer);
            if let Some(found) = caller(acting, view, customer, search::matched(hit.matched_field))?
            {
                matches.push(found);
            }
        }
        Outcome::Ok((matches, nobodys))
    })?;
    Ok(CallerMatches {
        normalised_phone,
        matches,
        requests_of_number,
    })
}

fn caller(
    acting: &Acting,
    view: View<'_>,
    id: CustomerId,
    matched: &str,
) -> Outcome<Option<CallerMatch>> {
    let Some(customer) = household::summary(view, id)? else {
        return Ok(None);
    };
    let open_orders = work_order::open_of_customer(acting, view, id)?;
    let open: Vec<_> = open_orders.iter().map(|order| order.id).collect();
    let contacts = last_contacts(view, id, &open)?;
    Ok(Some(CallerMatch {
        customer,
        people: household::people(view, id)?,
        phones: household::phones(view, id)?,
        units: household::units(view, id)?,
        open_requests: wuyou_store::request::of_customer(view, id, true)?
            .into_iter()
            .map(shown)
            .collect(),
        open_orders,
        open_complaints: complaint::open_of(acting, view, id)?,
        open_remedy_cases: remedy_case::open_of(acting, view, id)?,
        open_promises: promise::open_of(acting, view, id)?,
        repaired: work_order::repaired_lately(view, id, acting.now_at)?,
        contacts: contacts
            .into_iter()
            .map(household::timeline_entry)
            .collect(),
        matched: matched.to_owned(),
    }))
}

/// The last contacts. A household with few, as one of an old ledger, is shown its past orders with
/// them: whoever answers the phone must not hear of a repair for the first time.
fn last_contacts(view: View<'_>, id: CustomerId, open: &[Uuid]) -> Outcome<Vec<TimelineEntry>> {
    let last = |kinds: &[TimelineKind], most: u32| {
        timeline::page(view, TimelineOf::Customer(id), kinds, None, most)
    };
    let spoken = last(&[TimelineKind::Contact], CONTACTS_SHOWN)?.rows;
    if spoken.len() >= CONTACTS_SHOWN as usize {
        return Ok(spoken);
    }
    // Open orders stand above them already.
    let most = CONTACTS_SHOWN.saturating_add(u32::try_from(open.len()).unwrap_or(u32::MAX));
    let rows = last(&[TimelineKind::Contact, TimelineKind::WorkOrder], most)?.rows;
    let past = rows.into_iter().filter(|row| !open.contains(&row.id));
    Ok(past.take(CONTACTS_SHOWN as usize).collect())
}
