//! Steps that several journeys take.

use std::path::Path;

use wuyou_tests::keyboard::key;
use wuyou_tests::server::Server;
use wuyou_tests::window::Window;

/// From the first window to the shop's own, connected to headquarters; chooses to import next.
pub(crate) async fn first_run(window: &Window, server: &Server) {
    window.see("欢迎使用无忧售后").await;
    window.press("下一步").await;
    window.choose("有总部给的接入码").await;
    window.fill("总部地址", &server.url()).await;
    window.fill("接入码", &server.code()).await;
    window.press("下一步").await;
    window.fill("电脑名称", "PC-A").await;
    window.press("完成设置").await;
    window.see("设置好了。从哪里开始？").await;
    window.choose("导入旧台账").await;
    window.press("开始使用").await;
}

/// Up to the preview of a file, with everything as the program guesses it.
pub(crate) async fn preview_import(window: &Window, path: &str) {
    window.fill("或者贴上文件路径", path).await;
    window.press("下一步").await;
    window.see("表头在哪一行？").await;
    window.press("下一步").await;
    window.see("每一列是什么？").await;
    window.press("下一步").await;
    window.see("导入后会是这样").await;
}

/// Syncs until headquarters has everything.
pub(crate) async fn sync(window: &Window) {
    window.press("同步").await;
    window.press("立即同步").await;
    window.see("都已同步").await;
}

/// The window on a shop's data, with somebody at its desk.
pub(crate) async fn signed_in(data: &Path, who: &str) -> Window {
    let window = Window::open(data).await;
    window.press(who).await;
    window.see_in("header", who).await;
    window
}

/// Somebody else works at the same window.
pub(crate) async fn switched(window: &Window, who: &str) {
    window.chord(&[], key::F9).await;
    window.press_in("[role=dialog]", who).await;
    window.see_in("header", who).await;
}
