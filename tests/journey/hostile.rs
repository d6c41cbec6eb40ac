//! 200 strings that break careless programs, through import, calls and sync, on every screen of the
//! real window: each is shown as the text it is, and nothing in it does anything.

use serde_json::{Value, json};
use wuyou_tests::driver;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

use crate::steps::{first_run, preview_import, sync};

/// What is done in the page, and what must not be there then.
const WATCH: &str = include_str!("watch.js");

/// Things done in one go; a script of the page has 30 seconds.
const AT_ONCE: usize = 20;

struct Hostile {
    kind: String,
    text: String,
}

fn strings() -> Vec<Hostile> {
    let file = include_str!("../data/hostile-strings.json");
    let all: Vec<Value> = serde_json::from_str(file).unwrap();
    all.iter()
        .map(|one| Hostile {
            kind: one["kind"].as_str().unwrap().to_owned(),
            text: one["text"].as_str().unwrap().to_owned(),
        })
        .collect()
}

/// A list with a hostile string in every row's name and note. A zero byte would make it no text
/// file: such a file is refused as a whole.
fn old_list(strings: &[Hostile], first_phone: u64) -> String {
    let cell = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let mut list = "姓名,联系电话,乡镇,村组及详细地址,备注\r\n".to_owned();
    let texts = strings.iter().filter(|one| !one.text.contains('\0'));
    for (at, Hostile { text, .. }) in texts.enumerate() {
        let phone = first_phone + at as u64 * 7_919;
        let (text, village) = (cell(text), at % 9 + 1);
        list += &format!("{text},{phone},柳河镇,东沟村{village}组,{text}\r\n");
    }
    list
}

/// A window, and how its page should be.
struct Watched {
    window: Window,
    title: Value,
    origin: Value,
}

impl Watched {
    async fn of(window: Window) -> Self {
        let title = window.run("return document.title", &[]).await;
        let origin = window.run("return location.origin", &[]).await;
        Self {
            window,
            title,
            origin,
        }
    }

    /// Does something of `watch.js` in the page, part by part; nothing may be complained about.
    async fn does(&self, way: &str, things: &[Value]) {
        for part in things.chunks(AT_ONCE) {
            self.watch(json!({ "way": way, "with": part })).await;
        }
    }

    async fn watch(&self, work: Value) {
        let arguments = [self.title.clone(), self.origin.clone(), work];
        let complaints = self.window.run_async(WATCH, &arguments).await;
        assert_eq!(complaints, json!([]));
        assert!(!self.window.has_message_box().await, "a message box");
    }

    async fn is_unharmed(&self, place: &str) {
        self.watch(json!({ "way": "look", "with": place })).await;
    }

    /// Goes to a screen by its address and waits until it shows this text, in this part.
    async fn go(&self, address: &str, part: &str, text: &str) {
        self.does("visit", &[place(address, &[(part, text)])]).await;
    }

    /// Down the list on screen to its end.
    async fn walk(&self) {
        const ROWS: &str =
            "return Number(document.querySelector('[role=grid]').getAttribute('aria-rowcount'))";
        let rows = self.window.run(ROWS, &[]).await.as_f64().unwrap() as usize;
        for from in (0..rows).step_by(AT_ONCE) {
            let rows = json!({ "from": from, "to": from + AT_ONCE });
            self.watch(json!({ "way": "walk", "with": rows })).await;
        }
    }
}

fn place(address: &str, texts: &[(&str, &str)]) -> Value {
    json!({ "address": address, "texts": texts })
}

#[tokio::test]
async fn hostile_words_are_shown_as_words_on_every_screen() {
    if !driver::can_run() {
        return;
    }
    let strings = strings();
    let mut server = Server::start();
    let data = tempfile::TempDir::new().unwrap();
    let list = data.path().join("客户.csv");
    std::fs::write(&list, old_list(&strings, 13_910_000_000)).unwrap();

    let window = Window::open(&data.path().join("data")).await;
    first_run(&window, &server).await;
    let watched = Watched::of(window).await;
    import(&watched, list.to_str().unwrap()).await;
    let other = second_pc(&server, &strings);
    other_pcs_customers(&watched, &other).await;
    server.kill();
    calls(&watched, &strings).await;
    orders(&watched).await;
    search(&watched, &strings).await;
    server.resume();
    conflict(&watched, &other.pc).await;
    the_watch_sees_harm(&watched, &strings).await;
    watched.window.close().await;
}

/// The preview shows every row while one walks down its list; then they are imported.
async fn import(watched: &Watched, path: &str) {
    let window = &watched.window;
    preview_import(window, path).await;
    window.see_in("[data-index]", "<script>").await;
    watched.is_unharmed("the preview").await;
    watched.walk().await;
    window.press("导入 1").await;
    window.see("再导入一个文件").await;
    watched.is_unharmed("the report").await;
}

/// A second PC with a hostile name and households of its own.
struct SecondPc {
    pc: Pc,
    customers: Vec<Value>,
}

fn second_pc(server: &Server, strings: &[Hostile]) -> SecondPc {
    let pc = Pc::enrolled(server, "<img src=x onerror=window.__wuyou_hostile=1>");
    let list = pc.dir().join("客户.csv");
    std::fs::write(&list, old_list(strings, 13_310_000_000)).unwrap();
    let summary = pc
        .run(&["import", "customers", list.to_str().unwrap()])
        .ok();
    assert!(summary["imported"].as_u64().unwrap() > 100, "{summary}");
    let page = pc.call("customer.list", &json!({ "limit": 200 })).ok();
    let customers = page["rows"].as_array().unwrap().clone();
    pc.sync();
    SecondPc { pc, customers }
}

/// Households that came by sync: each on its own screen, with its name as it was saved.
async fn other_pcs_customers(watched: &Watched, other: &SecondPc) {
    sync(&watched.window).await;
    watched.is_unharmed("the sync centre").await;
    let places: Vec<Value> = other.customers.iter().map(household).collect();
    watched.does("visit", &places).await;
    watched.go("/customers", "[data-index]", "").await;
    watched.walk().await;
}

fn household(row: &Value) -> Value {
    let address = format!("/customers/{}", row["id"].as_str().unwrap());
    let name = row["name"].as_str().unwrap();
    place(&address, &[("article:not([aria-busy=true]) h2", name)])
}

/// Calls whose words and callers are hostile, taken without network.
async fn calls(watched: &Watched, strings: &[Hostile]) {
    let mut taken = 0;
    for Hostile { text, .. } in strings {
        let name: String = text.chars().take(40).collect();
        let call = json!({
            "text": text, "caller_phone": "13804712207", "new_customer_name": name, "kind": "repair",
        });
        let answer = watched.window.call("request.create", &call).await;
        if answer["work_order"].is_object() {
            taken += 1;
        } else {
            assert_eq!(answer["code"], "input.invalid", "{text:?}: {answer}");
        }
    }
    assert!(taken > 150, "only {taken} calls were taken");
    watched.go("/sync", "#sync-waiting", "<script>").await;
    watched.go("/intake", "form, .page", "").await;
    watched.window.fill("来电号码", "13804712207").await;
    watched.window.see("<script>").await;
    watched.is_unharmed("the caller's history").await;
}

/// Every order on its own screen, with what the caller said and the household's name.
async fn orders(watched: &Watched) {
    watched.go("/today", "[data-index]", "").await;
    watched.go("/orders", "[data-index]", "").await;
    let page = json!({ "limit": 200 });
    let page = watched.window.call("work_order.list", &page).await;
    let rows = page["rows"].as_array().unwrap();
    assert!(rows.len() > 150, "{} orders", rows.len());
    let places: Vec<Value> = rows.iter().map(order).collect();
    watched.does("visit", &places).await;
    watched.go("/units", ".page", "").await;
    watched.go("/settings/pc", ".page", "").await;
}

fn order(row: &Value) -> Value {
    let address = format!("/orders/{}", row["id"].as_str().unwrap());
    let (said, name) = (&row["fault_text"], &row["customer_name"]);
    let whole = "article:not([aria-busy=true])";
    let texts = [
        (whole, said.as_str().unwrap()),
        ("article h2", name.as_str().unwrap()),
    ];
    place(&address, &texts)
}

/// Each string searched for, as if it had been pasted into the field on top.
async fn search(watched: &Watched, strings: &[Hostile]) {
    let texts: Vec<Value> = strings.iter().map(|one| one.text.as_str().into()).collect();
    watched.does("search", &texts).await;
}

/// Two hostile versions of one field, side by side.
async fn conflict(watched: &Watched, other: &Pc) {
    const OURS: &str = "<svg onload=window.__wuyou_hostile=1>";
    const THEIRS: &str = "<img src=x onerror=window.__wuyou_hostile=2>";
    let window = &watched.window;
    sync(window).await;
    other.sync();
    let found = other
        .call("caller.lookup", &json!({ "query": "13804712207" }))
        .ok();
    let id = found["matches"][0]["customer"]["id"].clone();
    let noted = json!({ "id": id, "note": THEIRS });
    let _ = other.call("customer.update", &noted).ok();
    let noted = window
        .call("customer.update", &json!({ "id": id, "note": OURS }))
        .await;
    assert_eq!(noted["note"], OURS, "{noted}");
    other.sync();
    window.press("立即同步").await;
    for note in [OURS, THEIRS] {
        window.see_in(".side .value", note).await;
    }
    watched.is_unharmed("the sync centre with a conflict").await;
    let address = format!("/customers/{}", id.as_str().unwrap());
    watched.go(&address, ".side .value", THEIRS).await;
}

/// The same strings, put into the page as markup: the watch notices each that makes an element, so
/// its silence before means something.
async fn the_watch_sees_harm(watched: &Watched, strings: &[Hostile]) {
    let markup = strings
        .iter()
        .filter(|one| one.kind == "script" || one.kind == "handler");
    let texts: Vec<&str> = markup.map(|one| one.text.as_str()).collect();
    watched
        .watch(json!({ "way": "plant", "with": texts }))
        .await;
    watched.is_unharmed("the cleared page").await;
}
