//! Two clerks press the icon, or one does twice: there is one window.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use wuyou_tests::driver;
use wuyou_tests::program;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

/// How long a second start may take before it counts as a second window.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn a_second_start_ends_by_itself_and_the_open_window_stays_as_it_is() {
    if !driver::can_run() {
        return;
    }
    let pc = Pc::offline("LH001");
    let window = Window::open(pc.dir()).await;
    window.press("＋ 来电登记").await;
    window.fill("什么事", "水压老是掉").await;

    let mut second = Command::new(program::desktop())
        .env("WUYOU_DATA_DIR", pc.dir())
        .stdin(Stdio::null())
        .spawn()
        .expect("the program starts");
    let began = Instant::now();
    let ended = loop {
        if let Some(status) = second.try_wait().expect("the process answers") {
            break Some(status);
        }
        if began.elapsed() > PATIENCE {
            break None;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    if ended.is_none() {
        second.kill().expect("the second program is ended");
        let _ = second.wait();
    }
    assert!(
        ended.is_some_and(|status| status.success()),
        "a second window was opened, or its start failed: {ended:?}"
    );

    assert_eq!(window.value("什么事").await, "水压老是掉");
    window.close().await;
}
