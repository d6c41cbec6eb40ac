//! A PC that was restored from a backup, or copied, finds back to its shop by itself.

use std::fs;
use std::path::PathBuf;

use wuyou_agent::{AgentError, BlockingAgent};
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::Dealer;
use wuyou_store::{Database, FileKeyStore, Id, conflict, settings, sync};
use wuyou_testkit::temp_dir;

use crate::road::{Fate, Road};
use crate::shop::{Headquarters, Pc, hasty};

struct Shop {
    headquarters: Headquarters,
    dealer: Dealer,
    a: Pc,
    b: Pc,
}

impl Shop {
    fn new() -> Self {
        let headquarters = Headquarters::open();
        let dealer = headquarters.dealer(1);
        let (a, b) = (
            Pc::of(&headquarters, &dealer, 1),
            Pc::of(&headquarters, &dealer, 2),
        );
        for pc in [&a, &b] {
            let code = [(settings::DEALER_CODE, "LH001"), (settings::PC_CODE, "X1")];
            pc.db
                .local(|local| {
                    code.iter()
                        .try_for_each(|(key, value)| settings::set(local, key, Some(value)))
                })
                .unwrap();
        }
        Self {
            headquarters,
            dealer,
            a,
            b,
        }
    }

    fn backup(&self) -> PathBuf {
        let file = self.a.dir.path().join("b.db");
        self.a.db.backup(&file, |_, _| {}).unwrap();
        file
    }

    /// Everybody syncs until nobody learns anything new; then all must be equal.
    fn settle(&self, pcs: &[&Pc]) {
        for _ in 0..2 {
            for pc in pcs {
                pc.sync();
            }
        }
        let server = self.headquarters.verify(&self.dealer);
        assert!(server.ok, "{:?}", server.problems);
        for pc in pcs {
            assert_eq!(pc.state_hash(), server.state_hash);
            assert_eq!(pc.unsent(), 0);
            assert!(pc.db.verify().unwrap().is_sound());
            assert_eq!(pc.db.read(sync::state).unwrap().parked, 0);
        }
    }

    fn conflicts(&self) -> u64 {
        self.headquarters.verify(&self.dealer).open_conflicts
    }

    fn customers(&self) -> u64 {
        let rows = self.headquarters.verify(&self.dealer).rows;
        rows.iter().find(|(name, _)| *name == "customer").unwrap().1
    }
}

fn setting(pc: &Pc, key: &str) -> Option<String> {
    pc.db.read(|view| settings::get(view, key)).unwrap()
}

#[test]
fn a_restored_pc_and_one_restored_back_come_to_the_state_of_their_shop() {
    let shop = Shop::new();
    let (a, b) = (&shop.a, &shop.b);
    let old = a.customer("老客户");
    a.sync();
    // In the backup one edit waits; it is sent afterwards, and others after it.
    a.rename(old, "备份里没上报的");
    let file = shop.backup();
    a.sync();
    a.customer("备份之后的");
    b.customer("二号机的");
    shop.settle(&[a, b]);
    assert_eq!(shop.conflicts(), 0);

    let aside = a.db.restore(&file, "1").unwrap();
    a.customer("恢复之后的");
    let token = setting(a, settings::TOKEN);
    shop.settle(&[a, b]);
    assert_ne!(setting(a, settings::TOKEN), token);
    assert_eq!(setting(a, settings::PC_CODE).as_deref(), Some("C"));
    assert_eq!((shop.customers(), shop.conflicts()), (4, 0));

    a.db.restore(&aside, "2").unwrap();
    a.customer("撤销之后的");
    shop.settle(&[a, b]);
    assert_eq!(setting(a, settings::PC_CODE).as_deref(), Some("D"));
    assert_eq!((shop.customers(), shop.conflicts()), (5, 0));
    // Its former identities have ended.
    let devices = shop.headquarters.store.devices(None).unwrap();
    let live = devices.iter().filter(|device| device.revoked_at.is_none());
    assert_eq!(live.count(), 2);
}

#[test]
fn an_edit_after_a_restore_that_headquarters_has_otherwise_is_for_a_person() {
    let shop = Shop::new();
    let (a, b) = (&shop.a, &shop.b);
    let customer = a.customer("甲");
    a.sync();
    let file = shop.backup();
    a.rename(customer, "备份之后改的");
    a.sync();
    a.db.restore(&file, "1").unwrap();
    a.rename(customer, "恢复之后改的");
    shop.settle(&[a, b]);
    assert_eq!(shop.conflicts(), 1);
    assert_eq!(b.db.read(conflict::count_open).unwrap(), 1);
}

#[test]
fn what_waited_in_the_backup_and_was_edited_on_after_the_restore_is_no_conflict() {
    let shop = Shop::new();
    let (a, b) = (&shop.a, &shop.b);
    let customer = a.customer("甲");
    a.sync();
    a.rename(customer, "乙");
    a.rename(customer, "丙");
    let file = shop.backup();
    a.sync();
    a.db.restore(&file, "1").unwrap();
    a.rename(customer, "丁");
    shop.settle(&[a, b]);
    assert_eq!((shop.customers(), shop.conflicts()), (1, 0));
    let row = b.db.read(|view| view.row("customer", customer)).unwrap();
    assert_eq!(row.unwrap().text("name"), Some("丁"));
}

#[test]
fn a_new_identity_whose_answer_is_lost_is_given_again_even_after_another_restore() {
    let shop = Shop::new();
    let (a, b) = (&shop.a, &shop.b);
    a.customer("甲");
    a.sync();
    let file = shop.backup();
    a.customer("乙");
    a.sync();
    a.db.restore(&file, "1").unwrap();
    a.customer("丙");
    a.road.next(vec![Fate::LoseAnswer; 4]);
    let lost = a.agent.sync(&a.db, wuyou_testkit::NOW_AT).unwrap_err();
    assert!(matches!(lost, AgentError::Offline(_)), "{lost}");
    a.road.forget();
    // The former credential has ended by now; the answer is still to come.
    a.db.restore(&file, "2").unwrap();
    a.customer("丁");
    shop.settle(&[a, b]);
    assert_eq!(shop.customers(), 3);
    assert_eq!(shop.headquarters.verify(&shop.dealer).devices, 3);
}

#[test]
fn a_copied_pc_and_the_one_it_was_copied_from_both_go_on() {
    let shop = Shop::new();
    let (a, b) = (&shop.a, &shop.b);
    let customer = a.customer("甲");
    a.sync();
    a.rename(customer, "没上报");
    let dir = temp_dir();
    let file = shop.backup();
    for name in ["wuyou.key", "wuyou.id"] {
        fs::copy(a.dir.path().join(name), dir.path().join(name)).unwrap();
    }
    fs::rename(file, dir.path().join("wuyou.db")).unwrap();
    let copy = Pc {
        db: Database::open(dir.path(), &FileKeyStore::of(dir.path())).unwrap(),
        agent: BlockingAgent::new(hasty()).unwrap(),
        road: Road::to(shop.headquarters.address),
        ids: wuyou_testkit::SeededIds::new(9),
        dir,
    };
    let url = copy.road.url();
    copy.db
        .local(|local| settings::set(local, settings::SERVER_URL, Some(&url)))
        .unwrap();
    a.customer("原机的");
    a.customer("原机的二");
    copy.customer("复制机的");
    shop.settle(&[a, &copy, b]);
    copy.customer("复制机的二");
    a.customer("原机的三");
    shop.settle(&[a, &copy, b]);
    assert_eq!((shop.customers(), shop.conflicts()), (6, 0));
    assert_eq!(shop.headquarters.verify(&shop.dealer).devices, 3);
}

#[test]
fn a_revoked_pc_gets_no_new_identity() {
    let shop = Shop::new();
    let a = &shop.a;
    a.customer("甲");
    let file = shop.backup();
    a.sync();
    a.db.restore(&file, "1").unwrap();
    let device = a.db.read(settings::device_id).unwrap();
    shop.headquarters
        .store
        .revoke_device(device.row_id(), wuyou_testkit::NOW_AT)
        .unwrap();
    let refused = a.agent.sync(&a.db, wuyou_testkit::NOW_AT).unwrap_err();
    assert!(matches!(refused, AgentError::Revoked { .. }), "{refused}");
    assert_eq!(shop.headquarters.verify(&shop.dealer).devices, 2);
}
