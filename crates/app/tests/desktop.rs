//! The desktop of the PC: the start with it and notes of the system, both only when asked for.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io;
use std::sync::{Arc, Mutex};

use crate::common::NOON;
use crate::common::desk::{HOUR, Shop};
use crate::common::timed::Timed;
use serde_json::{Value, json};
use wuyou_app::DesktopPort;

/// A desktop that remembers.
#[derive(Default)]
struct Desk {
    starts: Mutex<bool>,
    refuses: bool,
    notes: Mutex<Vec<(String, String)>>,
}

impl DesktopPort for Desk {
    fn starts_with_pc(&self) -> io::Result<bool> {
        Ok(*self.starts.lock().unwrap())
    }

    fn set_starts_with_pc(&self, on: bool) -> io::Result<()> {
        if self.refuses {
            return Err(io::Error::other("no"));
        }
        *self.starts.lock().unwrap() = on;
        Ok(())
    }

    fn note(&self, title: &str, text: &str) -> io::Result<()> {
        let note = (title.to_owned(), text.to_owned());
        self.notes.lock().unwrap().push(note);
        Ok(())
    }
}

fn with_desk(desk: Desk) -> (Shop, Arc<Desk>) {
    let (shop, desk) = (Shop::new(), Arc::new(desk));
    shop.app
        .set_desktop(Arc::clone(&desk) as Arc<dyn DesktopPort>);
    (shop, desk)
}

fn set(shop: &Shop, change: Value) -> Value {
    shop.by("陈经理", "settings.set", change)
}

#[test]
fn the_program_starts_with_the_pc_only_when_somebody_asked_for_it() {
    let (shop, desk) = with_desk(Desk::default());
    let settings = shop.by("王姐", "settings.get", json!({}));
    assert_eq!(
        (&settings["starts_with_pc"], &settings["notes"]),
        (&json!(false), &json!(false))
    );
    assert_eq!(
        set(&shop, json!({"starts_with_pc": true}))["starts_with_pc"],
        true
    );
    assert!(*desk.starts.lock().unwrap());
    let status = shop.by("王姐", "app.status", json!({}));
    assert_eq!(status["settings"]["starts_with_pc"], true);
    set(&shop, json!({"theme": "dark"}));
    assert!(*desk.starts.lock().unwrap(), "another setting leaves it");
    assert_eq!(
        set(&shop, json!({"starts_with_pc": false}))["starts_with_pc"],
        false
    );
}

#[test]
fn a_pc_that_refuses_says_so_and_one_without_a_desktop_offers_neither() {
    let (shop, _desk) = with_desk(Desk {
        refuses: true,
        ..Desk::default()
    });
    let refused = shop.try_by("陈经理", "settings.set", json!({"starts_with_pc": true}));
    assert_eq!(refused.unwrap_err().code.code(), "desktop.start");
    let bare = Shop::new();
    let settings = bare.by("王姐", "settings.get", json!({}));
    assert_eq!(
        (&settings["starts_with_pc"], &settings["notes"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn new_alerts_are_told_once_by_their_number_alone_and_only_when_notes_are_wanted() {
    let (shop, desk) = (Timed::new(), Arc::new(Desk::default()));
    shop.app
        .set_desktop(Arc::clone(&desk) as Arc<dyn DesktopPort>);
    let told = || std::mem::take(&mut *desk.notes.lock().unwrap());
    let look = |now_at: i64| {
        shop.set(now_at);
        shop.app.note_alerts();
        shop.app.note_alerts();
        told()
    };
    assert_eq!(look(NOON), []);
    shop.repair("屋里不热");
    assert_eq!(look(NOON + 10 * HOUR), [], "nobody asked for notes");

    shop.by("王姐", "settings.set", json!({"notes": true}));
    let seen = look(NOON + 10 * HOUR);
    assert_eq!(seen, [], "what was there was there to be seen");
    shop.repair("漏水");
    shop.repair("有异响");
    let notes = look(NOON + 24 * HOUR);
    assert_eq!(notes.len(), 1, "{notes:?}");
    let (title, text) = &notes[0];
    assert_eq!(title, "无忧售后");
    let count = text.strip_suffix(" 条预警到期").unwrap();
    assert!(count.parse::<u32>().unwrap() >= 2, "{text}");

    let quiet = json!({"quiet_from": "21:00", "quiet_to": "07:00"});
    shop.by("王姐", "settings.set", quiet);
    assert_eq!(look(NOON + 34 * HOUR), [], "it is night");
    shop.danger("头晕");
    let notes = look(NOON + 42 * HOUR);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert_eq!(notes[0].0, "无忧售后：有危险");
    let morning = look(NOON + 44 * HOUR);
    assert_eq!(morning.len(), 1, "what waited is told after the night");
    assert_eq!(
        look(NOON + 44 * HOUR),
        [],
        "and what was told before it is not told again"
    );

    shop.by("王姐", "settings.set", json!({"notes": false}));
    shop.repair("漏水");
    assert_eq!(look(NOON + 60 * HOUR), []);
}

#[test]
fn what_was_told_before_a_quiet_night_is_not_told_again_after_it() {
    let (shop, desk) = (Timed::new(), Arc::new(Desk::default()));
    shop.app
        .set_desktop(Arc::clone(&desk) as Arc<dyn DesktopPort>);
    let quiet = json!({"quiet_from": "22:30", "quiet_to": "23:00", "notes": true});
    shop.by("王姐", "settings.set", quiet);
    shop.app.note_alerts();
    shop.repair("屋里不热");
    shop.set(NOON + 10 * HOUR);
    shop.app.note_alerts();
    assert_eq!(desk.notes.lock().unwrap().len(), 1);
    for half_hours in [21, 22, 23] {
        shop.set(NOON + half_hours * HOUR / 2);
        shop.app.note_alerts();
    }
    let told = desk.notes.lock().unwrap();
    assert_eq!(told.len(), 1, "{told:?}");
}
