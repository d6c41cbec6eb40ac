//! A version of the program from headquarters' folder to a PC, over a road that is cut.

use std::fs::{self, File};
use std::path::Path;

use wuyou_agent::AgentError;
use wuyou_server::admin::{AdminCommand, run, update::UpdateCommand};
use wuyou_server::clock::SystemClock;
use wuyou_testkit::Signer;
use wuyou_update::package::{About, Head, manifest_of, write};
use wuyou_update::shelf::{Here, Shelf, Wanted};
use wuyou_update::{Key, Version};

use crate::road::Fate;
use crate::shop::{Headquarters, Pc};

const TARGET: &str = "linux-x86_64-appimage";
/// Asked for at once.
const PIECE: u64 = 1_000;

fn packed(dir: &Path, version: &str, content: &[u8]) -> std::path::PathBuf {
    let installer = dir.join("installer");
    fs::write(&installer, content).unwrap();
    let about = About {
        version: version.parse().unwrap(),
        target: TARGET.to_owned(),
        made_on: "2026-11-20".parse().unwrap(),
        expires_on: "2036-11-20".parse().unwrap(),
        notes: ("更快".to_owned(), "Faster".to_owned()),
        data_version: 1,
    };
    let manifest = manifest_of(&installer, about).unwrap();
    let signature = Signer::new(1).sign(&manifest);
    let path = dir.join(format!("{version}.wyu"));
    let head = Head::new(manifest, signature);
    let mut to = File::create(&path).unwrap();
    write(&mut to, &head, &mut File::open(&installer).unwrap()).unwrap();
    path
}

fn admin(headquarters: &Headquarters, command: UpdateCommand) {
    let command = AdminCommand::Update { command };
    run(&headquarters.data(), command, &SystemClock).unwrap();
}

fn publish(headquarters: &Headquarters, file: &Path) {
    let key = Some(Signer::new(1).public_key());
    let file = file.to_owned();
    admin(headquarters, UpdateCommand::Publish { file, key });
}

fn here() -> Here {
    Here {
        version: Version::new(0, 1, 0),
        target: TARGET.to_owned(),
        key: Key::read(&Signer::new(1).public_key()).unwrap(),
    }
}

#[test]
fn a_version_comes_in_parts_over_a_road_that_is_cut_and_is_what_was_published() {
    let headquarters = Headquarters::open();
    let pc = Pc::of(&headquarters, &headquarters.dealer(1), 1);
    assert_eq!(pc.agent.update_offer(&pc.db, TARGET).unwrap(), None);
    let content: Vec<u8> = (0..20_000u32).flat_map(u32::to_le_bytes).collect();
    publish(&headquarters, &packed(pc.dir.path(), "0.2.0", &content));
    publish(&headquarters, &packed(pc.dir.path(), "0.10.0", &content));
    assert_eq!(
        pc.agent
            .update_offer(&pc.db, "windows-x86_64-nsis")
            .unwrap(),
        None
    );
    let offer = pc.agent.update_offer(&pc.db, TARGET).unwrap().unwrap();
    let (here, today) = (here(), "2026-11-23".parse().unwrap());
    let head = Head::new(offer.manifest.into_bytes(), offer.signature);
    let wanted = Wanted {
        manifest: head.verified(&here.key).unwrap(),
        file_bytes: offer.file_bytes,
    };
    assert_eq!(
        wanted.manifest.version,
        Version::new(0, 10, 0),
        "the highest"
    );
    let shelf = Shelf::of(&pc.dir.path().join("data"));
    assert!(shelf.want(&wanted, &here, today).unwrap());
    let mut asked = 0;
    while shelf.fetched() < wanted.file_bytes {
        asked += 1;
        if asked % 7 == 0 {
            // More than a call bears: it fails, and the next one goes on.
            let cut = [100, 300, 700, 900].map(Fate::CutAnswer);
            pc.road.next(cut);
        }
        let part = (
            shelf.fetched(),
            PIECE.min(wanted.file_bytes - shelf.fetched()),
        );
        if let Ok(bytes) = pc.agent.update_part(&pc.db, (TARGET, "0.10.0"), part) {
            shelf.add(&bytes).unwrap();
        }
    }
    shelf.fetched_whole(&here, today, 1).unwrap();
    let mut unpacked = Vec::new();
    let name = wanted.manifest.file_name();
    wuyou_update::package::unpack(&shelf.path(&name), &here.key, &mut unpacked).unwrap();
    assert!(unpacked == content, "what was published is what is here");
}

#[test]
fn what_is_withdrawn_is_offered_and_handed_out_no_more() {
    let headquarters = Headquarters::open();
    let pc = Pc::of(&headquarters, &headquarters.dealer(1), 1);
    publish(&headquarters, &packed(pc.dir.path(), "0.2.0", b"program"));
    let of = (TARGET, "0.2.0");
    assert_eq!(
        pc.agent.update_part(&pc.db, of, (0, 15)).unwrap(),
        b"WUYOU-UPDATE-1\n"
    );
    let version = Version::new(0, 2, 0);
    admin(
        &headquarters,
        UpdateCommand::Withdraw {
            version,
            target: None,
        },
    );
    assert_eq!(pc.agent.update_offer(&pc.db, TARGET).unwrap(), None);
    let refused = pc.agent.update_part(&pc.db, of, (0, 15)).unwrap_err();
    assert!(matches!(refused, AgentError::Refused { .. }), "{refused}");
    assert_eq!(refused.code().code(), "update.none");
    for of in [("..", "0.2.0"), ("%2e%2e%2fdata", "0.2.0"), (TARGET, "x")] {
        assert!(pc.agent.update_part(&pc.db, of, (0, 15)).is_err(), "{of:?}");
    }
}

#[test]
fn headquarters_publishes_nothing_that_is_not_signed_with_its_key() {
    let headquarters = Headquarters::open();
    let dir = wuyou_testkit::temp_dir();
    let file = packed(dir.path(), "0.2.0", b"program");
    let publish = |file: &Path, key: Option<String>| {
        let file = file.to_owned();
        let command = UpdateCommand::Publish { file, key };
        run(
            &headquarters.data(),
            AdminCommand::Update { command },
            &SystemClock,
        )
    };
    let other = publish(&file, Some(Signer::new(2).public_key())).unwrap_err();
    assert_eq!(other.code(), "admin.bad_package");
    let mut bytes = fs::read(&file).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&file, bytes).unwrap();
    let changed = publish(&file, Some(Signer::new(1).public_key())).unwrap_err();
    assert_eq!(changed.code(), "admin.bad_package");
    let list = AdminCommand::Update {
        command: UpdateCommand::List,
    };
    let list = run(&headquarters.data(), list, &SystemClock).unwrap();
    assert_eq!(list["updates"], serde_json::json!([]));
}
