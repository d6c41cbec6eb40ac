//! What headquarters or another PC has written, as a sync brings it.

use uuid::Uuid;
use wuyou_domain::id::CertificateId;
use wuyou_store::receipt::Receipt;
use wuyou_store::{Id, sync};
use wuyou_sync::change::{Change, Op};
use wuyou_sync::client::PushLimits;
use wuyou_sync::message::{Done, Entry};
use wuyou_sync::value::Value as Field;
use wuyou_sync::{clock, hash, registry};

use super::desk::Shop;

/// A row as another PC or headquarters has written it at this instant, received at the same.
pub(crate) fn received(
    shop: &Shop,
    (entity, op, row): (&str, Op, Uuid),
    fields: Vec<(&str, Field)>,
    at: i64,
) {
    let entity = registry::entity(entity).unwrap();
    let numbered = fields.into_iter().map(|(name, value)| match name {
        "deleted_at" => (registry::DELETED_AT, value),
        name => (entity.field(name).unwrap().id, value),
    });
    let mut numbered: Vec<_> = numbered.collect();
    numbered.sort_by_key(|(number, _)| *number);
    let change = Change {
        entity: entity.id,
        op,
        group_end: true,
        row: row.into_bytes(),
        base_seq: 0,
        hlc: clock::tick(0, at),
        staff: [0; 16],
        fields: numbered,
    };
    let change = change.encode().unwrap();
    let database = shop.app.database().unwrap();
    let cursor = database.read(sync::cursor).unwrap();
    let seq = cursor.seq + 1;
    let done = Done {
        epoch: [9; 16],
        server_now_at: at,
        last_dseq: 0,
        refused: Vec::new(),
        log_hash: hash::log_chain(&cursor.log_hash, seq, &change),
        entries: vec![Entry::Other {
            seq,
            device: [0; 16],
            change,
        }],
        head_seq: seq,
        durable_seq: 0,
    };
    let receipt = Receipt {
        at,
        result: "ok".to_owned(),
        ..Receipt::default()
    };
    database.apply(&done, &receipt).unwrap();
}

/// The PC syncs: headquarters has everything that was waiting, and took it as it was sent.
pub(crate) fn all_sent(shop: &Shop, at: i64) {
    let database = shop.app.database().unwrap();
    let limits = PushLimits {
        changes: 100_000,
        bytes: 100_000_000,
    };
    let push = database.read(|view| sync::push(view, limits)).unwrap();
    let cursor = database.read(sync::cursor).unwrap();
    let (mut seq, mut dseq, mut log_hash) = (cursor.seq, push.first_dseq - 1, cursor.log_hash);
    let mut entries = Vec::new();
    for change in &push.changes {
        seq += 1;
        dseq += 1;
        log_hash = hash::log_chain(&log_hash, seq, change);
        entries.push(Entry::OwnAsSent { seq, dseq });
    }
    let done = Done {
        epoch: [9; 16],
        server_now_at: at,
        last_dseq: dseq,
        refused: Vec::new(),
        log_hash,
        entries,
        head_seq: seq,
        durable_seq: 0,
    };
    let receipt = Receipt {
        at,
        result: "ok".to_owned(),
        ..Receipt::default()
    };
    database.apply(&done, &receipt).unwrap();
}

/// Headquarters gives somebody a certificate.
pub(crate) fn certify(
    shop: &Shop,
    (who, kind): (&str, &str),
    (valid_from, valid_to): (&str, &str),
    at: i64,
) {
    let staff: Uuid = shop.staff(who).as_str().unwrap().parse().unwrap();
    let no = format!("{kind} {who}");
    let row = Uuid::from_bytes(CertificateId::of_no(&no).row_id());
    let fields = vec![
        ("staff_id", staff.value()),
        ("kind", kind.into()),
        ("no", no.as_str().into()),
        ("valid_from", valid_from.into()),
        ("valid_to", valid_to.into()),
        ("state", "valid".into()),
    ];
    received(shop, ("certificate", Op::Insert, row), fields, at);
}
