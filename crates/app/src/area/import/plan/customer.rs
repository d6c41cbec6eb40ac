//! A row of a customer list: household, phones, address, the person with the birthday, machine.

use std::collections::BTreeMap;

use wuyou_domain::id::{CustomerId, UnitId, derived};
use wuyou_domain::import::{CustomerRow, Field, Gas};
use wuyou_store::Id;

use super::{Ensure, Ids, Take, show};

pub(super) fn plan(ids: &mut Ids, row: CustomerRow) -> (Take, BTreeMap<String, String>) {
    let shown = shown(&row);
    let digits: Vec<&str> = row.phones.iter().map(|phone| phone.digits()).collect();
    let phones = digits.join(",");
    let address = row.address.clone().unwrap_or_default();
    let nature: Vec<&str> = match &row.serial {
        Some(serial) => vec!["serial", serial, &row.name],
        None => vec!["name", &row.name, &phones, &address],
    };
    let id = CustomerId(ids.next("customer", &nature));
    let mut writes = vec![household(id, &row)];
    writes.extend(row.phones.iter().map(|phone| Ensure {
        entity: "phone",
        id: part(id, "phone", phone.digits()),
        fields: vec![
            ("customer_id", id.value()),
            ("number", phone.digits().into()),
            ("label", phone.label().into()),
        ],
    }));
    if row.town.is_some() || row.address.is_some() {
        writes.push(address_of(id, &row));
    }
    if row.birthday_on.is_some() || row.nickname.is_some() {
        writes.push(Ensure {
            entity: "person",
            id: part(id, "person", &row.name),
            fields: vec![
                ("customer_id", id.value()),
                ("name", row.name.as_str().into()),
                ("nickname", row.nickname.clone().into()),
                ("relation", "户主".into()),
                (
                    "birthday_on",
                    row.birthday_on.map(|on| on.to_string()).into(),
                ),
            ],
        });
    }
    writes.extend(machine(id, row));
    (
        Take {
            writes,
            caller: None,
        },
        shown,
    )
}

/// The id of a part of a household that is the same part whenever the file is read.
pub(super) fn part(customer: CustomerId, entity: &str, nature: &str) -> uuid::Uuid {
    derived(entity, &[&customer.to_string(), nature])
}

fn household(id: CustomerId, row: &CustomerRow) -> Ensure {
    Ensure {
        entity: "customer",
        id: id.0,
        fields: vec![
            ("name", row.name.as_str().into()),
            ("kind", "household".into()),
            ("note", note(row).into()),
            ("origin", "import".into()),
        ],
    }
}

/// The note as typed, and below it whatever the list says that no field stands for.
fn note(row: &CustomerRow) -> Option<String> {
    let mut lines: Vec<String> = row.note.iter().cloned().collect();
    let mut add = |label: &str, value: Option<&str>| {
        if let Some(value) = value {
            lines.push(format!("{label}：{value}"));
        }
    };
    add("经办人", row.handled_by.as_deref());
    add("生日", row.birthday_text.as_deref());
    add("地区", row.region.as_deref());
    if row.gas.is_none() {
        add("气源", row.gas_text.as_deref());
    }
    if row.serial.is_none() {
        add("机型", row.model.as_deref());
        add(
            "购买日期",
            row.bought_on.map(|date| date.to_string()).as_deref(),
        );
        add(
            "安装日期",
            row.installed_on.map(|date| date.to_string()).as_deref(),
        );
    }
    for (heading, value) in &row.extras {
        add(heading, Some(value));
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn address_of(id: CustomerId, row: &CustomerRow) -> Ensure {
    Ensure {
        entity: "address",
        id: part(id, "address", "1"),
        fields: vec![
            ("customer_id", id.value()),
            ("town", row.town.clone().into()),
            ("village", row.parts.village.clone().into()),
            ("detail", row.address.clone().into()),
            ("landmark", row.parts.landmark.clone().into()),
        ],
    }
}

fn machine(id: CustomerId, row: CustomerRow) -> Option<Ensure> {
    let serial = row.serial?;
    let gas = row.gas.map(|gas| match gas {
        Gas::Natural => "natural_gas",
        Gas::Lpg => "lpg",
        Gas::Town => "manufactured_gas",
    });
    let installed = row.installed_on.is_some();
    Some(Ensure {
        entity: "unit",
        id: UnitId::of_serial(&serial).0,
        fields: vec![
            ("serial", serial.into()),
            ("model_code", row.model.into()),
            ("customer_id", id.value()),
            ("state", if installed { "in_use" } else { "sold" }.into()),
            ("sold_on", row.bought_on.map(|date| date.to_string()).into()),
            (
                "installed_on",
                row.installed_on.map(|date| date.to_string()).into(),
            ),
            ("gas", gas.into()),
        ],
    })
}

fn shown(row: &CustomerRow) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    let phones: Vec<String> = row.phones.iter().map(|phone| phone.display()).collect();
    let phones = phones.join("、");
    show(&mut shown, Field::Name, Some(&row.name));
    show(&mut shown, Field::Nickname, row.nickname.as_deref());
    show(
        &mut shown,
        Field::Phone,
        (!phones.is_empty()).then_some(&phones),
    );
    show(&mut shown, Field::Town, row.town.as_deref());
    show(&mut shown, Field::Address, row.address.as_deref());
    show(&mut shown, Field::Model, row.model.as_deref());
    show(&mut shown, Field::Serial, row.serial.as_deref());
    show(
        &mut shown,
        Field::BoughtOn,
        row.bought_on.map(|d| d.to_string()).as_deref(),
    );
    show(
        &mut shown,
        Field::InstalledOn,
        row.installed_on.map(|d| d.to_string()).as_deref(),
    );
    show(&mut shown, Field::Gas, row.gas_text.as_deref());
    show(
        &mut shown,
        Field::Birthday,
        row.birthday_on.map(|d| d.to_string()).as_deref(),
    );
    show(&mut shown, Field::HandledBy, row.handled_by.as_deref());
    show(&mut shown, Field::Note, row.note.as_deref());
    shown
}
