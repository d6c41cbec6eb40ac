//! Bytes from outside: whatever they are, reading them gives a message or an error.

#![allow(clippy::unwrap_used, reason = "a test stops where it goes wrong")]

use proptest::collection::vec;
use proptest::prelude::*;
use wuyou_sync::change::{Change, MAX_CHANGE_BYTES, Op};
use wuyou_sync::message::{Done, Entry, PROTOCOL, Push, Refused, SyncRequest, SyncResponse};
use wuyou_sync::value::Value;
use wuyou_sync::wire::{
    WireError, decode_request, decode_response, encode_request, encode_response,
};

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<i64>().prop_map(Value::Int),
        ".{0,40}".prop_map(Value::Text),
        any::<[u8; 16]>().prop_map(Value::Id),
    ]
}

fn fields() -> impl Strategy<Value = Vec<(u8, Value)>> {
    proptest::collection::btree_map(any::<u8>(), value(), 0..6)
        .prop_map(|fields| fields.into_iter().collect())
}

fn bytes() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..60)
}

prop_compose! {
    fn change()(
        entity in any::<u8>(), insert in any::<bool>(), group_end in any::<bool>(),
        row in any::<[u8; 16]>(), base_seq in any::<u64>(), hlc in any::<u64>(),
        staff in any::<[u8; 16]>(), fields in fields(),
    ) -> Change {
        let op = if insert { Op::Insert } else { Op::Update };
        Change { entity, op, group_end, row, base_seq, hlc, staff, fields }
    }
}

fn entry() -> impl Strategy<Value = Entry> {
    let id = any::<[u8; 16]>();
    prop_oneof![
        (any::<u64>(), id, bytes()).prop_map(|(seq, device, change)| Entry::Other {
            seq,
            device,
            change
        }),
        (any::<u64>(), any::<u64>()).prop_map(|(seq, dseq)| Entry::OwnAsSent { seq, dseq }),
        (any::<u64>(), any::<u64>(), bytes(), fields()).prop_map(|(seq, dseq, change, lost)| {
            Entry::OwnMerged {
                seq,
                dseq,
                change,
                lost,
            }
        }),
        (any::<u64>(), id, bytes(), fields()).prop_map(|(seq, device, change, lost)| {
            Entry::Former {
                seq,
                device,
                change,
                lost,
            }
        }),
    ]
}

prop_compose! {
    fn done()(
        epoch in any::<[u8; 16]>(), numbers in any::<[u64; 3]>(), log_hash in any::<[u8; 32]>(),
        entries in vec(entry(), 0..5), refused in vec((any::<u64>(), proptest::option::of(fields())), 0..3),
    ) -> SyncResponse {
        let refused = refused
            .into_iter()
            .map(|(dseq, current)| Refused { dseq, code: "sync.bad_value".into(), current })
            .collect();
        SyncResponse::Done(Box::new(Done {
            epoch, server_now_at: -5, last_dseq: numbers[0], refused, entries, log_hash,
            head_seq: numbers[1], durable_seq: numbers[2],
        }))
    }
}

prop_compose! {
    fn request()(
        epoch in proptest::option::of(any::<[u8; 16]>()), cursor in any::<u64>(),
        log_hash in any::<[u8; 32]>(), first_dseq in any::<u64>(),
        changes in vec(bytes(), 0..5), max_changes in any::<u32>(),
    ) -> SyncRequest {
        let push = Push { first_dseq, previous_chain: log_hash, changes };
        SyncRequest { epoch, cursor, log_hash, client_now_at: i64::MIN, push, max_changes }
    }
}

proptest! {
    #[test]
    fn messages_read_back_as_themselves(request in request(), done in done(), change in change()) {
        let body = encode_request(&request).unwrap();
        prop_assert_eq!(decode_request(&body), Ok(request));
        let body = encode_response(&done).unwrap();
        prop_assert_eq!(decode_response(&body), Ok(done));
        let bytes = change.encode().unwrap();
        prop_assert_eq!(Change::decode(&bytes), Ok(change));
    }

    #[test]
    fn any_bytes_are_read_or_refused(mut bytes in vec(any::<u8>(), 0..400)) {
        let _ = Change::decode(&bytes);
        let _ = decode_request(&bytes);
        let _ = decode_response(&bytes);
        bytes.insert(0, PROTOCOL);
        let _ = decode_request(&bytes);
        let _ = decode_response(&bytes);
    }

    #[test]
    fn damaged_messages_are_read_or_refused(
        done in done(), request in request(), places in vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        for mut body in [encode_response(&done).unwrap(), encode_request(&request).unwrap()] {
            for (place, byte) in &places {
                let at = place.index(body.len());
                body[at] = *byte;
            }
            let _ = decode_response(&body);
            let _ = decode_request(&body);
        }
    }

    #[test]
    fn a_change_has_one_form(change in change(), place in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let bytes = change.encode().unwrap();
        let mut other = bytes.clone();
        let at = place.index(other.len());
        other[at] = byte;
        if let Ok(read) = Change::decode(&other) {
            prop_assert_eq!(read.encode().unwrap(), other);
        }
    }
}

#[test]
fn other_protocols_and_cut_bodies_are_told_apart() {
    let request = SyncRequest {
        epoch: None,
        cursor: 0,
        log_hash: [0; 32],
        client_now_at: 0,
        push: Push::default(),
        max_changes: 1,
    };
    let mut body = encode_request(&request).unwrap();
    for length in 1..body.len() {
        assert_eq!(
            decode_request(&body[..length]),
            Err(WireError::Malformed),
            "{length}"
        );
    }
    assert_eq!(
        decode_request(&[]),
        Err(WireError::OtherProtocol { version: 0 })
    );
    body[0] = 2;
    assert_eq!(
        decode_request(&body),
        Err(WireError::OtherProtocol { version: 2 })
    );
    body[0] = PROTOCOL;
    body.push(0);
    assert_eq!(decode_request(&body), Err(WireError::Malformed));
}

/// A length that claims more than there is must not be believed with memory.
#[test]
fn lengths_that_lie_cost_nothing() {
    let lie = [0xff, 0xff, 0xff, 0xff, 0x0f];
    for lead in 0..80 {
        let body: Vec<u8> = [vec![PROTOCOL], vec![0; lead], lie.to_vec()].concat();
        let _ = decode_request(&body);
        let _ = decode_response(&body);
    }
    assert!(Change::decode(&vec![0; MAX_CHANGE_BYTES + 1]).is_err());
}
