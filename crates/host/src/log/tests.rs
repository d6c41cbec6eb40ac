#![allow(clippy::unwrap_used, reason = "tests")]

use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tracing_subscriber::filter::LevelFilter;
use wuyou_app::{App, Caller};
use wuyou_store::FileKeyStore;

use super::*;

fn leaked<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn written(dir: &TempDir) -> Vec<(String, u64)> {
    let folder = fs::read_dir(dir.path().join(FOLDER)).unwrap();
    let mut files: Vec<_> = folder
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().to_string_lossy().into_owned();
            (name, entry.metadata().unwrap().len())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn a_fault_that_repeats_for_ever_fills_neither_the_folder_nor_a_file_and_the_last_line_is_there() {
    let (dir, files) = (TempDir::new().unwrap(), Files::new(200));
    Line(&files)
        .write_all(b"before there is a folder\n")
        .unwrap();
    files.lie_in(dir.path());
    for nr in 0..500 {
        writeln!(Line(&files), "the same fault, number {nr}").unwrap();
    }
    let found = written(&dir);
    assert_eq!(found.len(), OLDER_KEPT + 1, "{found:?}");
    assert!(found.iter().all(|(_, bytes)| *bytes <= 200), "{found:?}");
    let last = fs::read_to_string(dir.path().join(FOLDER).join(FILE)).unwrap();
    assert!(last.ends_with("number 499\n"), "{last}");

    let again = Files::new(200);
    again.lie_in(dir.path());
    writeln!(Line(&again), "the next start").unwrap();
    let last = fs::read_to_string(dir.path().join(FOLDER).join(FILE)).unwrap();
    assert!(last.ends_with("number 499\nthe next start\n"), "{last}");
}

#[test]
fn a_panic_is_told_without_the_value_that_stands_in_its_words() {
    for (made, told) in [
        (
            "byte index 1 is not a char boundary; it is inside '王' (bytes 0..3) of `王建军`",
            "byte index 1 is not a char boundary; it is inside ",
        ),
        (
            "called `Result::unwrap()` on an `Err` value: \"Wang Jianjun\"",
            "called `Result::unwrap()` on an `Err` value",
        ),
        ("no such household: Wang Jianjun", "no such household"),
        (
            "index out of bounds, the len is 3 but the index is 5",
            "index out of bounds, the len is 3 but the index is 5",
        ),
    ] {
        assert_eq!(before_values(made), told);
    }
}

/// Lines as they are before anything is taken out of them.
struct Raw(&'static Mutex<Vec<u8>>);

impl Write for Raw {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A day of a shop, with refusals and failures of many kinds among it.
fn work(dir: &Path) {
    let app = App::open(crate::parts(dir, Arc::new(FileKeyStore::of(dir))));
    app.watch_end();
    let caller = |staff: Option<&str>| Caller {
        staff: staff.map(ToOwned::to_owned),
        ..Caller::default()
    };
    let by =
        |name: &str, command: &str, payload: Value| app.call(&caller(Some(name)), command, payload);
    let setup = json!({"dealer_code": "LH001", "owner_name": "尉迟经理"});
    app.call(&caller(None), "setup.offline", setup).unwrap();
    for (name, role) in [("欧阳姐", "clerk"), ("Ouyang", "technician")] {
        let person = json!({"name": name, "role": role, "pin": "739281"});
        by("尉迟经理", "staff.create", person).unwrap();
    }
    let household = json!({
        "name": "Zhugeliang", "note": "Fengshui stays secret",
        "phones": [{"number": "13804712207"}, {"number": "04718123456"}],
        "addresses": [{"town": "柳河镇", "village": "Xigoucun", "detail": "西沟村二组"}],
    });
    let made = by("欧阳姐", "customer.create", household).unwrap();
    let call = json!({
        "customer_id": made["id"], "kind": "repair", "channel": "phone",
        "text": "Zhugeliang says his burner howls",
    });
    let _ = by("欧阳姐", "request.create", call);
    for (command, payload) in [
        (
            "customer.create",
            json!({"name": "Zhugeliang", "phones": [{"number": "x13804712207"}]}),
        ),
        ("customer.get", json!({"id": "13804712207"})),
        ("customer.create", json!({"name": ["Zhugeliang"]})),
        (
            "draft.save",
            json!({"key": "intake", "content": "Zhugeliang 13804712207"}),
        ),
        ("search.all", json!({"text": "Zhugeliang 13804712207"})),
        (
            "import.run",
            json!({"path": "/nowhere/Zhugeliang.xlsx", "kind": "customers"}),
        ),
        (
            "staff.switch",
            json!({"staff_id": "Zhugeliang", "pin": "739281"}),
        ),
        (
            "backup.create",
            json!({"path": "/nowhere/Zhugeliang/13804712207.db"}),
        ),
        ("sync.now", json!({})),
        ("no.such", json!({"name": "Zhugeliang"})),
    ] {
        let _ = by("欧阳姐", command, payload);
    }
    fs::write(dir.join("Zhugeliang.csv"), "姓名,电话\nZhugeliang,x1\n").unwrap();
    let import = json!({"path": dir.join("Zhugeliang.csv"), "kind": "customers"});
    let _ = by("欧阳姐", "import.run", import);
    let _ = app.backup_daily();
    app.end_orderly();
}

#[test]
fn a_day_of_a_shop_leaves_nobodys_name_number_or_words_in_the_log() {
    let (dir, logs) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let files = leaked(Files::new(FILE_BYTES));
    let raw = leaked(Mutex::new(Vec::new()));
    files.lie_in(logs.path());
    let into_files = fmt::layer()
        .with_ansi(false)
        .with_writer(move || Line(files))
        .with_filter(LevelFilter::TRACE);
    let as_they_are = fmt::layer()
        .with_ansi(false)
        .with_writer(move || Raw(raw))
        .with_filter(LevelFilter::TRACE);
    let both = tracing_subscriber::registry()
        .with(into_files)
        .with(as_they_are);
    tracing::subscriber::with_default(both, || {
        tracing::info!("the day begins");
        work(dir.path());
    });

    let kept = fs::read_to_string(logs.path().join(FOLDER).join(FILE)).unwrap();
    let raw = String::from_utf8_lossy(&raw.lock().unwrap()).into_owned();
    assert!(kept.contains("the day begins") && kept.contains("the program ends"));
    for secret in [
        "尉迟",
        "欧阳",
        "Ouyang",
        "Zhuge",
        "739281",
        "Fengshui",
        "13804712207",
        "4712207",
        "8123456",
        "柳河",
        "Xigou",
        "西沟",
        "howls",
    ] {
        assert!(!raw.contains(secret), "{secret} in {raw}");
        assert!(!kept.contains(secret), "{secret} in {kept}");
    }
}
