//! The use cases on a real database. One program, so that it is linked once: a test file more is a
//! line more here, and a file without its line fails the test below.

mod alert;
mod alert_duty;
mod apart;
mod archive;
mod at_home;
mod bad_input;
mod calendar;
mod call;
mod call_photo;
mod called_again;
mod care;
mod common;
mod complaint;
mod conflict;
mod correction;
mod counter;
mod danger;
mod danger_over;
mod desktop;
mod duty;
mod exclusion;
mod exclusion_later;
mod export;
mod export_all;
mod folder;
mod greeting;
mod hostile;
mod import;
mod intake;
mod job;
mod journey;
mod list;
mod machine;
mod machine_kept;
mod manners;
mod market_day;
mod money_free;
mod money_owed;
mod order;
mod order_money;
mod other_machine;
mod permission;
mod photo;
mod place;
mod place_name;
mod price;
mod print;
mod print_money;
mod print_record;
mod print_remedy;
mod privacy;
mod promise;
mod quote;
mod recall;
mod recovery;
mod recovery_code;
mod remedy_case;
mod remedy_ruling;
mod replan;
mod report;
mod rescue;
mod return_visit;
mod score;
mod service_plan;
mod setup;
mod sheet;
mod sheet_twice;
mod shipment;
mod staff_lock;
mod staff_permission;
mod staff_roster;
mod stock_count;
mod today;
mod undo_dispatch;
mod update;
mod volume;
mod warranty;
mod wrong_house;

#[test]
fn every_test_file_is_part_of_this_program() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let listed = include_str!("main.rs");
    let forgotten: Vec<String> = std::fs::read_dir(folder)
        .expect("the folder of the tests")
        .filter_map(|entry| entry.ok()?.path().file_stem()?.to_str().map(str::to_owned))
        .filter(|name| name != "main" && !listed.contains(&format!("\nmod {name};")))
        .collect();
    assert_eq!(forgotten, Vec::<String>::new());
}
