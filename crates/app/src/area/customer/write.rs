//! Reading what was typed about a household, and writing it.

use wuyou_contract::ErrorCode;
use wuyou_contract::customer::{
    AddressInput, AtHome, CustomerCreate, CustomerKind, CustomerSeen, CustomerUpdate, PersonInput,
    PhoneInput,
};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{AddressId, CustomerId, CustomerTagId, PersonId, PhoneId, StaffId};
use wuyou_domain::time::local_date;
use wuyou_domain::{address, text};
use wuyou_store::customer::{self as store, CustomerFull};
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_of;

type Fields = Vec<(&'static str, Value)>;

/// A part of a household as typed: which row, and its fields.
struct Part {
    id: Option<uuid::Uuid>,
    fields: Fields,
}

/// Everything typed about a new household.
pub(super) struct Household {
    fields: Fields,
    people: Vec<Part>,
    phones: Vec<Part>,
    addresses: Vec<Part>,
    tags: Vec<String>,
    technician: Option<uuid::Uuid>,
}

impl Household {
    pub(super) fn read(acting: &Acting, request: CustomerCreate) -> Outcome<Self> {
        let mut form = Form::new(acting.now_at);
        let name = form.name("name", &request.name);
        let kind = request.kind.unwrap_or(CustomerKind::Household);
        let fields = vec![
            ("name", name.into()),
            ("kind", code_of(&kind)),
            ("note", form.note("note", request.note.as_deref()).into()),
            (
                "preferred_time",
                preferred_time(&mut form, request.preferred_time.as_deref()),
            ),
            ("origin", "pc".into()),
            (
                "language",
                form.line("language", request.language.as_deref(), text::NAME_MAX)
                    .into(),
            ),
            ("no_call", request.no_call.into()),
            ("no_marketing", request.no_marketing.into()),
            ("at_home", away_code(request.at_home)),
        ];
        let technician = request.preferred_technician.and_then(|who| who.id);
        let household = Self {
            fields,
            people: people(&mut form, request.people),
            phones: phones(&mut form, &request.phones, false),
            addresses: addresses(&mut form, &request.addresses),
            tags: tags(&mut form, &request.tags),
            technician,
        };
        form.finish()?;
        Ok(household)
    }

    pub(super) fn insert(
        &self,
        app: &App,
        acting: &Acting,
        tx: &mut Tx<'_>,
        id: CustomerId,
    ) -> Outcome<()> {
        let mut fields = self.fields.clone();
        if let Some(technician) = self.technician {
            fields.push(preferred(tx, Some(technician))?);
        }
        tx.insert("customer", id, &fields)?;
        for (entity, parts) in [
            ("person", &self.people),
            ("phone", &self.phones),
            ("address", &self.addresses),
        ] {
            for part in parts {
                insert_part(tx, entity, app.new_id(acting), id, &part.fields)?;
            }
        }
        for tag in &self.tags {
            insert_tag(tx, acting, id, tag)?;
        }
        Ok(())
    }
}

/// Everything typed about a household that exists.
pub(super) struct Patch {
    /// What the form had read; what there is when it did not say.
    seen: Option<CustomerSeen>,
    fields: Fields,
    people: Option<Vec<Part>>,
    phones: Option<Vec<Part>>,
    addresses: Option<Vec<Part>>,
    tags: Option<Vec<String>>,
    technician: Option<Option<uuid::Uuid>>,
}

impl Patch {
    pub(super) fn read(acting: &Acting, request: CustomerUpdate) -> Outcome<Self> {
        let mut form = Form::new(acting.now_at);
        let mut fields = Vec::new();
        if let Some(name) = &request.name {
            fields.push(("name", form.name("name", name).into()));
        }
        if let Some(kind) = &request.kind {
            fields.push(("kind", code_of(kind)));
        }
        if request.note.is_some() {
            fields.push(("note", form.note("note", request.note.as_deref()).into()));
        }
        if request.preferred_time.is_some() {
            let time = preferred_time(&mut form, request.preferred_time.as_deref());
            fields.push(("preferred_time", time));
        }
        if let Some(language) = &request.language {
            let language = form.line("language", Some(language), text::NAME_MAX);
            fields.push(("language", language.into()));
        }
        for (field, typed) in [
            ("no_call", request.no_call),
            ("no_marketing", request.no_marketing),
        ] {
            if let Some(typed) = typed {
                fields.push((field, typed.into()));
            }
        }
        if let Some(at_home) = &request.at_home {
            fields.push(("at_home", code_of(at_home)));
        }
        let patch = Self {
            seen: request.seen,
            fields,
            people: request.people.map(|list| people(&mut form, list)),
            phones: request.phones.map(|list| phones(&mut form, &list, true)),
            addresses: request.addresses.map(|list| addresses(&mut form, &list)),
            tags: request.tags.map(|list| tags(&mut form, &list)),
            technician: request.preferred_technician.map(|who| who.id),
        };
        form.finish()?;
        Ok(patch)
    }

    pub(super) fn apply(
        &self,
        app: &App,
        acting: &Acting,
        tx: &mut Tx<'_>,
        id: CustomerId,
    ) -> Outcome<()> {
        let full = store::get(tx.view(), id)?;
        let id = full.customer.id;
        if let Some(seen) = &self.seen {
            tx.knows_only(u64::try_from(seen.seq).unwrap_or(0));
        }
        let mut fields = self.fields.clone();
        if let Some(technician) = self.technician {
            fields.push(preferred(tx, technician)?);
        }
        tx.update("customer", id, &fields)?;
        let people = full.people.iter().map(|row| row.id.0).collect();
        let phones = full.phones.iter().map(|row| row.id.0).collect();
        let addresses = full.addresses.iter().map(|row| row.id.0).collect();
        let lists: [(&str, Vec<uuid::Uuid>, _); 3] = [
            ("person", people, &self.people),
            ("phone", phones, &self.phones),
            ("address", addresses, &self.addresses),
        ];
        for (entity, standing, typed) in &lists {
            if let Some(parts) = typed {
                self.replace((app, acting), tx, (entity, id), (standing, parts))?;
            }
        }
        if let Some(tags) = &self.tags {
            self.replace_tags((acting, tx), id, &full, tags)?;
        }
        Ok(())
    }

    /// Edits the rows that are named, adds those that are new, deletes those that the form had
    /// read and that are missing from it.
    fn replace(
        &self,
        (app, acting): (&App, &Acting),
        tx: &mut Tx<'_>,
        (entity, customer): (&str, CustomerId),
        (standing, parts): (&[uuid::Uuid], &[Part]),
    ) -> Outcome<()> {
        let seen = |id: &uuid::Uuid| {
            let seen = self.seen.as_ref();
            seen.is_none_or(|seen| seen.rows.contains(id))
        };
        for part in parts {
            match part.id {
                Some(id) if standing.contains(&id) => {
                    tx.update(entity, id, &part.fields)?;
                }
                // Another PC deleted it while the form stood open; whoever keeps it, wants it.
                Some(id) if self.seen.is_some() && seen(&id) => {
                    belongs(tx, (entity, id), customer)?;
                    insert_part(tx, entity, id, customer, &part.fields)?;
                }
                // A row of another household, or one that is gone: nothing to edit.
                Some(_) => return Err(ErrorCode::NotFound.into()),
                None => insert_part(tx, entity, app.new_id(acting), customer, &part.fields)?,
            }
        }
        for id in standing.iter().filter(|id| seen(id)) {
            if !parts.iter().any(|part| part.id == Some(*id)) {
                tx.delete(entity, *id)?;
            }
        }
        Ok(())
    }

    fn replace_tags(
        &self,
        (acting, tx): (&Acting, &mut Tx<'_>),
        customer: CustomerId,
        full: &CustomerFull,
        tags: &[String],
    ) -> Outcome<()> {
        for tag in tags {
            if !full.tags.iter().any(|known| known.tag == *tag) {
                insert_tag(tx, acting, customer, tag)?;
            }
        }
        // One tag may stand on each of several households that were merged.
        for known in &full.tags {
            let seen = self.seen.as_ref();
            if seen.is_none_or(|seen| seen.tags.contains(&known.tag)) && !tags.contains(&known.tag)
            {
                tx.delete("customer_tag", known.id)?;
            }
        }
        Ok(())
    }
}

/// The technician the household likes to have: somebody who works here.
fn preferred(tx: &Tx<'_>, id: Option<uuid::Uuid>) -> Outcome<(&'static str, Value)> {
    let Some(id) = id else {
        return Ok(("preferred_technician_id", Value::Null));
    };
    match wuyou_store::staff::find(tx.view(), StaffId(id))? {
        Some(row) if !row.disabled && row.deleted_at.is_none() => {
            Ok(("preferred_technician_id", id.value()))
        }
        _ => Err(single("preferred_technician", "not_a_technician", None).into()),
    }
}

/// Refuses a row of another household.
fn belongs(tx: &Tx<'_>, (entity, id): (&str, uuid::Uuid), customer: CustomerId) -> Outcome<()> {
    let row = tx.view().row(entity, id)?;
    let of = row.and_then(|row| row.reference("customer_id"));
    let of = of.map(|of| CustomerId(uuid::Uuid::from_bytes(of)));
    match of {
        // A part of a household that was merged is edited where it hangs.
        Some(of) if store::root(tx.view(), of)? == customer => Ok(()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

/// Of a new household only what is not the rule is written.
fn away_code(at_home: Option<AtHome>) -> Value {
    match at_home.unwrap_or_default() {
        AtHome::Always => Value::Null,
        at_home => code_of(&at_home),
    }
}

fn insert_part(
    tx: &mut Tx<'_>,
    entity: &str,
    id: uuid::Uuid,
    customer: CustomerId,
    fields: &Fields,
) -> Outcome<()> {
    let mut fields = fields.clone();
    fields.push(("customer_id", customer.value()));
    match entity {
        "person" => tx.insert(entity, PersonId(id), &fields)?,
        "phone" => tx.insert(entity, PhoneId(id), &fields)?,
        _ => tx.insert(entity, AddressId(id), &fields)?,
    }
    Ok(())
}

fn insert_tag(tx: &mut Tx<'_>, acting: &Acting, customer: CustomerId, tag: &str) -> Outcome<()> {
    let id = CustomerTagId::of(customer, tag);
    let given_on = local_date(acting.now_at).map(|on| on.to_string());
    let fields = [
        ("customer_id", customer.value()),
        ("tag", tag.into()),
        ("given_on", given_on.into()),
    ];
    tx.insert("customer_tag", id, &fields)?;
    Ok(())
}

fn preferred_time(form: &mut Form, typed: Option<&str>) -> Value {
    form.line("preferred_time", typed, text::LINE_MAX).into()
}

fn people(form: &mut Form, typed: Vec<PersonInput>) -> Vec<Part> {
    form.at_most("people", typed.len(), 20);
    let read = |(index, person): (usize, PersonInput)| {
        let at = |field: &str| format!("people.{index}.{field}");
        let birthday = form.birthday(
            &at("birthday_on"),
            person.birthday_on.as_deref(),
            person.birthday_lunar == Some(true),
        );
        Part {
            id: person.id,
            fields: vec![
                ("name", form.name(&at("name"), &person.name).into()),
                (
                    "nickname",
                    form.line(&at("nickname"), person.nickname.as_deref(), text::NAME_MAX)
                        .into(),
                ),
                (
                    "relation",
                    form.line(&at("relation"), person.relation.as_deref(), 40)
                        .into(),
                ),
                (
                    "wechat",
                    form.line(&at("wechat"), person.wechat.as_deref(), 60)
                        .into(),
                ),
                ("birthday_on", birthday.into()),
                ("birthday_lunar", person.birthday_lunar.into()),
                // Only the lunar calendar has leap months.
                (
                    "birthday_leap",
                    person
                        .birthday_leap
                        .map(|leap| leap && person.birthday_lunar == Some(true))
                        .into(),
                ),
            ],
        }
    };
    typed.into_iter().enumerate().map(read).collect()
}

/// `may_keep`: an existing phone named without its number keeps it.
fn phones(form: &mut Form, typed: &[PhoneInput], may_keep: bool) -> Vec<Part> {
    form.at_most("phones", typed.len(), 10);
    let mut parts: Vec<Part> = Vec::new();
    for (index, phone) in typed.iter().enumerate() {
        let at = |field: &str| format!("phones.{index}.{field}");
        let keeps = may_keep && phone.id.is_some() && phone.number.is_none();
        if !keeps && phone.number.as_deref().unwrap_or("").trim().is_empty() {
            form.wrong(&at("number"), "phone_empty", None);
        }
        let number = form.phone(&at("number"), phone.number.as_deref());
        let label = form.line(&at("label"), phone.label.as_deref(), 60);
        let mut day =
            |field: &str, typed: Option<&str>| form.date(&at(field), typed, DateKind::Event);
        let from = day("valid_from", phone.valid_from.as_deref());
        let to = day("valid_to", phone.valid_to.as_deref());
        let confirmed = day("confirmed_on", phone.confirmed_on.as_deref());
        if from
            .as_ref()
            .zip(to.as_ref())
            .is_some_and(|(from, to)| to < from)
        {
            form.wrong(&at("valid_to"), "valid_order", None);
        }
        let mut fields: Fields = vec![
            ("person_id", phone.person_id.map(Id::row_id).into()),
            ("valid_from", from.into()),
            ("valid_to", to.into()),
            ("confirmed_on", confirmed.into()),
        ];
        let Some(number) = number else {
            if keeps {
                fields.push(("label", label.into()));
                parts.push(Part {
                    id: phone.id,
                    fields,
                });
            }
            continue;
        };
        let digits = Value::from(number.digits());
        let label = label.or_else(|| number.label().map(ToOwned::to_owned));
        fields.extend([("number", digits), ("label", label.into())]);
        // The same line typed twice is one number. A row that stands is never dropped for another:
        // two files that were merged, or father and son, have one number each of their own.
        let alike = |part: &Part| {
            let mut pairs = part.fields.iter().zip(&fields);
            pairs.all(|(one, other)| one == other || (other.0 == "label" && other.1 == Value::Null))
        };
        if phone.id.is_none() && parts.iter().any(alike) {
            continue;
        }
        parts.push(Part {
            id: phone.id,
            fields,
        });
    }
    parts
}

fn addresses(form: &mut Form, typed: &[AddressInput]) -> Vec<Part> {
    form.at_most("addresses", typed.len(), 10);
    let read = |(index, typed): (usize, &AddressInput)| {
        let at = |field: &str| format!("addresses.{index}.{field}");
        let detail = form.line(&at("detail"), typed.detail.as_deref(), text::LINE_MAX);
        let parts = address::split(detail.as_deref().unwrap_or_default());
        let town = form.line(&at("town"), typed.town.as_deref(), text::NAME_MAX);
        let village = form.line(&at("village"), typed.village.as_deref(), text::NAME_MAX);
        let landmark = form.line(&at("landmark"), typed.landmark.as_deref(), text::LINE_MAX);
        let route = form.line(
            &at("route_note"),
            typed.route_note.as_deref(),
            text::LINE_MAX,
        );
        Part {
            id: typed.id,
            fields: vec![
                ("town", town.or(parts.town).into()),
                ("village", village.or(parts.village).into()),
                ("detail", detail.into()),
                ("landmark", landmark.or(parts.landmark).into()),
                ("route_note", route.into()),
            ],
        }
    };
    typed.iter().enumerate().map(read).collect()
}

fn tags(form: &mut Form, typed: &[String]) -> Vec<String> {
    form.at_most("tags", typed.len(), 20);
    let mut tags: Vec<String> = Vec::new();
    for (index, tag) in typed.iter().enumerate() {
        if let Some(tag) = form.line(&format!("tags.{index}"), Some(tag), text::NAME_MAX)
            && !tags.contains(&tag)
        {
            tags.push(tag);
        }
    }
    tags
}
