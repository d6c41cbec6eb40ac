//! Keys that belong to an input method, in the real window.
//!
//! A Chinese one cannot be driven here. The toolkit's own input method can: Ctrl+Shift+U begins a
//! composition, the digits of a character follow, Enter takes it and Escape drops it. The web view
//! hears of its keys and words as of any other's. Some input methods let the page know which key
//! they took: such keys are made by a script.

use serde_json::{Value, json};
use wuyou_tests::driver;
use wuyou_tests::keyboard::key;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

/// What the page hears of keys and of words in the making.
const LISTEN: &str = "window.__heard = []; \
    for (const type of ['keydown', 'compositionstart', 'compositionend']) \
      window.addEventListener(type, (event) => window.__heard.push( \
        { type, trusted: event.isTrusted, keyCode: event.keyCode ?? 0 }), { capture: true })";

/// What a field holds, words in the making too.
const TYPED: &str = "return document.activeElement.value === arguments[0]";

#[tokio::test]
async fn keys_of_an_input_method_neither_move_on_nor_submit_nor_close() {
    if !driver::can_run() {
        return;
    }
    let pc = Pc::offline("LH001");
    let window = Window::open(pc.dir()).await;
    let _ = window.run(LISTEN, &[]).await;
    enter_in_a_call(&window).await;
    escape_in_a_call(&window).await;
    keys_it_names(&window).await;
    escape_in_a_dialog(&window).await;
    enter_in_the_search(&window).await;
    window.close().await;
}

/// Begins to compose 异.
async fn compose(window: &Window, before: &str) {
    window.chord(&[key::CONTROL, key::SHIFT], "u").await;
    window.chord(&[], "5f02").await;
    let making = format!("{before}u5f02");
    window
        .until(TYPED, &[making.into()], "words in the making")
        .await;
}

async fn holds(window: &Window, text: &str) {
    window.until(TYPED, &[text.into()], text).await;
}

/// Enter takes the character and stays; the next one goes on.
async fn enter_in_a_call(window: &Window) {
    window.press("＋ 来电登记").await;
    window.keyboard_in("来电号码").await;
    window.fill("客户", "宋").await;
    compose(window, "宋").await;
    window.chord(&[], key::ENTER).await;
    holds(window, "宋异").await;
    window.keyboard_in("客户").await;
    // It was a true composition: the web view told it, with the key code of an input method.
    let heard = window.run("return window.__heard", &[]).await;
    let heard = heard.as_array().unwrap();
    let kinds = ["compositionstart", "compositionend"];
    for kind in kinds {
        assert!(
            heard
                .iter()
                .any(|one| one["type"] == kind && one["trusted"] == true),
            "{heard:?}"
        );
    }
    let last = heard.iter().rfind(|one| one["type"] == "keydown").unwrap();
    assert_eq!(last["keyCode"], 229, "{heard:?}");
    window.chord(&[], key::ENTER).await;
    window.keyboard_in("乡镇").await;
    nothing_saved(window).await;
}

/// Escape drops the character and the call stays; the next one leaves it.
async fn escape_in_a_call(window: &Window) {
    window.fill("什么事", "屋里").await;
    compose(window, "屋里").await;
    window.chord(&[], key::ESCAPE).await;
    holds(window, "屋里").await;
    window.keyboard_in("什么事").await;
    assert_eq!(window.run("return location.hash", &[]).await, "#/intake");
}

/// Keys whose name the page is told while something is composed, with and without the mark.
async fn keys_it_names(window: &Window) {
    const SEND: &str = "const [key, isComposing, ctrlKey, done] = arguments; \
        const at = document.activeElement; \
        const how = { key, ctrlKey, isComposing, keyCode: 229, which: 229, \
          bubbles: true, cancelable: true }; \
        const event = new KeyboardEvent('keydown', how); \
        at.dispatchEvent(event); \
        requestAnimationFrame(() => done([event.keyCode, document.activeElement === at, \
          event.defaultPrevented]))";
    for composing in [true, false] {
        for (name, ctrl) in [("Enter", false), ("Enter", true), ("Escape", false)] {
            let arguments = [name.into(), composing.into(), ctrl.into()];
            let after = window.run_async(SEND, &arguments).await;
            assert_eq!(
                after,
                json!([229, true, false]),
                "{name} {composing} {ctrl}"
            );
        }
    }
    assert_eq!(window.run("return location.hash", &[]).await, "#/intake");
    assert_eq!(window.value("什么事").await, "屋里");
    nothing_saved(window).await;
    window.chord(&[], key::ESCAPE).await;
    const LEFT: &str = "return location.hash === '#/today'";
    window.until(LEFT, &[], "the way back").await;
}

/// A dialog and what is typed in it outlive the Escape of an input method, not the person's own.
async fn escape_in_a_dialog(window: &Window) {
    const OPEN: &str = "return document.querySelector('.el-dialog input') !== null";
    window.press("配件").await;
    window.click_in(".page-head .btn.p").await;
    window.until(OPEN, &[], "the dialog").await;
    window.fill_in(".el-dialog input", "电磁").await;
    compose(window, "电磁").await;
    window.chord(&[], key::ESCAPE).await;
    holds(window, "电磁").await;
    compose(window, "电磁").await;
    window.chord(&[], key::ENTER).await;
    holds(window, "电磁异").await;
    window.chord(&[], key::ESCAPE).await;
    const CLOSED: &str = "return document.activeElement?.matches('.page-head .btn.p') === true";
    window.until(CLOSED, &[], "the end of the dialog").await;
}

/// Enter in the search takes the character and opens nothing.
async fn enter_in_the_search(window: &Window) {
    window.chord(&[key::CONTROL], "k").await;
    compose(window, "").await;
    window.chord(&[], key::ENTER).await;
    holds(window, "异").await;
    assert_eq!(window.run("return location.hash", &[]).await, "#/stock");
}

async fn nothing_saved(window: &Window) {
    let page = window
        .call("work_order.list", &json!({"filter": "all"}))
        .await;
    assert_eq!(page["rows"], Value::Array(Vec::new()), "{page}");
}
