//! Everything at once (全部导出): one zip with each list as a workbook, the rows of every entity as
//! JSON lines, and the photos. It is written as it is read, so that a shop of any size fits.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufWriter, Seek, Write};

use serde_json::{Map, Value, json};
use uuid::Uuid;
use wuyou_contract::access::AccessAction;
use wuyou_contract::export::{
    ExportAll, ExportColumn, ExportKind, ExportWords, ExportedAll, LISTS, source_of,
};
use wuyou_contract::job::JobKind;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_office::{Bundle, OfficeError, SheetOut, write_xlsx};
use wuyou_store::{Stage, StoreError, View, diagnosis, table};
use wuyou_sync::entity::Privacy;
use wuyou_sync::registry::ENTITIES;
use wuyou_sync::value::Value as Stored;

use super::{FOLDER, cell, page_of, permit};
use crate::app::{Acting, App};
use crate::area::access::{self, Entry};
use crate::area::job::Running;
use crate::failure::{Failure, Outcome};
use crate::input::Form;
use crate::place;

/// What the access log calls it.
const WHAT: &str = "export.all";
/// Rows of one workbook; more go into the next.
const SHEET_ROWS: usize = 20_000;
/// Words a screen may send along.
const WORDS_MOST: usize = 20_000;

/// What stands in the archive, for its own description.
#[derive(Debug, Default)]
struct Told {
    /// Files with what they hold and how much.
    files: Vec<(String, String, usize)>,
    /// Photos whose picture is on another PC.
    photos_elsewhere: usize,
}

/// Takes everything out.
pub(crate) fn all(app: &App, acting: &Acting, request: ExportAll) -> Outcome<ExportedAll> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.at_most("words", count_of(&request.words), WORDS_MOST);
    form.finish()?;
    permit(acting, "customer.list", &reason)?;
    let own = (FOLDER, "wuyou-all", "zip");
    let wanted = request.path.as_deref();
    let path = place::chosen(app, wanted, request.replace, own, acting.now_at)?;

    let running = app.jobs.begin(JobKind::Export)?;
    let told = place::write_by(
        &path,
        |file| {
            let mut told = Told::default();
            let mut bundle = Bundle::new(BufWriter::new(file));
            let one = Taking {
                app,
                acting,
                words: &request.words,
                running: &running,
            };
            one.lists(&mut bundle, &mut told)?;
            one.rows(&mut bundle, &mut told)?;
            one.photos(&mut bundle, &mut told)?;
            one.readme(&mut bundle, &told)?;
            let written = bundle.finish().map_err(unmade)?.flush();
            written.map_err(place::unwritable)?;
            Ok(told)
        },
        |told| {
            running.stage(Stage::Replacing, 0)?;
            let rows: usize = told.files.iter().map(|(_, _, rows)| rows).sum();
            let entry = Entry {
                what: Some(WHAT.to_owned()),
                reason: Some(reason.clone()),
                rows: i64::try_from(rows).ok(),
                ..Entry::of(AccessAction::Export)
            };
            access::write_each(app, acting, &[entry])
        },
    )?;
    Ok(ExportedAll {
        bytes: std::fs::metadata(&path).map_or(0, |facts| short(facts.len())),
        path: path.display().to_string(),
        files: short(told.files.len()),
        photos_elsewhere: short(told.photos_elsewhere),
    })
}

fn count_of(words: &ExportWords) -> usize {
    let codes: usize = words.codes.values().map(BTreeMap::len).sum();
    words.lists.len() + words.entities.len() + words.fields.len() + codes
}

fn short<T: TryInto<u32>>(count: T) -> u32 {
    count.try_into().unwrap_or(u32::MAX)
}

fn unmade(error: OfficeError) -> Failure {
    match error {
        OfficeError::Bundle(error) => place::unwritable(error.into()),
        other => ApiError::new(ErrorCode::Internal)
            .with_detail("reason", other.code())
            .into(),
    }
}

struct Taking<'a> {
    app: &'a App,
    acting: &'a Acting,
    words: &'a ExportWords,
    running: &'a Running<'a>,
}

impl Taking<'_> {
    /// Each list as the screens show it, with every field of its rows.
    fn lists(&self, into: &mut Bundle<impl Write + Seek>, told: &mut Told) -> Outcome<()> {
        self.running.stage(Stage::Reading, LISTS.len())?;
        for list in LISTS {
            let (mut rows, mut after, mut part, mut all) = (Vec::new(), Value::Null, 0, 0);
            loop {
                self.running.go_on()?;
                let page = page_of(self.app, self.acting, (list, &Value::Null), &after)?;
                let listed = page[source_of(list).1]
                    .as_array()
                    .cloned()
                    .unwrap_or_default();
                let ended = !page["next"].is_string() || listed.is_empty();
                all += listed.len();
                rows.extend(listed);
                if rows.len() >= SHEET_ROWS || (ended && !rows.is_empty()) {
                    part += 1;
                    self.sheet(into, (list, part), &std::mem::take(&mut rows))?;
                }
                if ended {
                    break;
                }
                after = page["next"].clone();
            }
            let name = self.words.lists.get(list);
            let name = name.map_or(list, String::as_str).to_owned();
            told.files.push((sheet_name(list, 1), name, all));
            self.running.step()?;
        }
        Ok(())
    }

    fn sheet(
        &self,
        into: &mut Bundle<impl Write + Seek>,
        (list, part): (&str, usize),
        rows: &[Value],
    ) -> Outcome<()> {
        let columns = self.columns(list, rows);
        let cells = rows.iter();
        let cells = cells.map(|row| columns.iter().map(|one| cell::of(one, row)).collect());
        let name = self.words.lists.get(list);
        let sheet = SheetOut {
            name: name.map_or(list, String::as_str).to_owned(),
            header: columns.iter().map(|one| one.label.clone()).collect(),
            rows: cells.collect(),
        };
        let bytes = write_xlsx(&[sheet]).map_err(unmade)?;
        into.begin(&sheet_name(list, part), true).map_err(unmade)?;
        into.write_all(&bytes).map_err(place::unwritable)
    }

    /// A column for each field that any of the rows has: what it is called first, what leads to other
    /// rows last.
    fn columns(&self, list: &str, rows: &[Value]) -> Vec<ExportColumn> {
        let mut keys = BTreeSet::new();
        for row in rows {
            each_leaf("", row, &mut |key| {
                keys.insert((place_of(&key), key));
            });
        }
        let entity = list.split('.').next().unwrap_or_default();
        let columns = keys.into_iter().map(|(_, key)| {
            let field = key.rsplit('.').next().unwrap_or_default();
            let label = self.words.fields.get(field).cloned();
            // Two fields of the same word are told apart by their keys.
            let label = label.map_or_else(|| key.clone(), |word| format!("{word} {key}"));
            let codes = self.words.codes.get(&format!("{entity}.{field}"));
            ExportColumn {
                kind: kind_of(field),
                words: codes.cloned(),
                label,
                key,
            }
        });
        columns.collect()
    }

    /// Every row of every entity, deleted ones too, from one instant.
    fn rows(&self, into: &mut Bundle<impl Write + Seek>, told: &mut Told) -> Outcome<()> {
        let database = self.app.database()?;
        database.read(|view| -> Outcome<()> {
            let counted = diagnosis::rows(view)?;
            let total: i64 = counted.values().map(|one| one.live + one.deleted).sum();
            let total = usize::try_from(total).unwrap_or(0);
            self.running.stage(Stage::Saving, total)?;
            for entity in ENTITIES {
                let file = format!("data/{}.jsonl", entity.name);
                into.begin(&file, false).map_err(unmade)?;
                let mut rows = 0;
                table::each(view, entity.name, |row| -> Outcome<()> {
                    rows += 1;
                    self.running.step()?;
                    let line = line_of(&row).to_string();
                    into.write_all(line.as_bytes())
                        .and_then(|()| into.write_all(b"\n"))
                        .map_err(place::unwritable)
                })?;
                let name = self.words.entities.get(entity.name);
                let name = name.map_or(entity.name, String::as_str).to_owned();
                told.files.push((file, name, rows));
            }
            Ok(())
        })
    }

    /// The picture of each photo that was not taken away.
    fn photos(&self, into: &mut Bundle<impl Write + Seek>, told: &mut Told) -> Outcome<()> {
        let database = self.app.database()?;
        let photos = database.read(kept_photos)?;
        self.running.stage(Stage::Pictures, photos.len())?;
        let mut written = 0;
        for (id, key) in photos {
            self.running.step()?;
            let Some(bytes) = database.picture(&key, false)? else {
                told.photos_elsewhere += 1;
                continue;
            };
            let name = format!("photos/{id}.jpg");
            into.begin(&name, true).map_err(unmade)?;
            into.write_all(&bytes).map_err(place::unwritable)?;
            written += 1;
        }
        told.files
            .push(("photos/".to_owned(), String::new(), written));
        Ok(())
    }

    fn readme(&self, into: &mut Bundle<impl Write + Seek>, told: &Told) -> Outcome<()> {
        into.begin("README.txt", false).map_err(unmade)?;
        let day = local_date(self.acting.now_at).unwrap_or_default();
        let files = told.files.iter();
        let files = files.map(|(file, name, rows)| format!("{rows:>9}  {file}  {name}\n"));
        let files: String = files.collect();
        let elsewhere = told.photos_elsewhere;
        let text = format!("\u{feff}{README}\n{day}\n\n{files}{elsewhere:>9}  photos elsewhere\n");
        into.write_all(text.replace('\n', "\r\n").as_bytes())
            .map_err(place::unwritable)
    }
}

fn sheet_name(list: &str, part: usize) -> String {
    match part {
        1 => format!("lists/{list}.xlsx"),
        part => format!("lists/{list}-{part}.xlsx"),
    }
}

/// Calls with the path of each field that a cell can hold.
fn each_leaf(path: &str, value: &Value, see: &mut impl FnMut(String)) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                each_leaf(&path, value, see);
            }
        }
        // Figures that are told apart by what they are have a column each.
        Value::Array(parts) if !parts.is_empty() && parts.iter().all(is_figure) => {
            for part in parts {
                let code = part["figure"].as_str().unwrap_or_default();
                each_leaf(&format!("{path}.figure:{code}"), part, see);
            }
        }
        // Lists of parts have rows of their own below data.
        Value::Array(parts) if parts.iter().any(|part| part.is_object() || part.is_array()) => {}
        Value::Array(_) | Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            see(path.to_owned());
        }
    }
}

fn is_figure(part: &Value) -> bool {
    part.get("figure").is_some_and(Value::is_string)
}

/// Where a column stands: names and numbers of records before everything else, ids after it.
fn place_of(key: &str) -> u8 {
    match key {
        "no" | "serial" | "name" | "title" => 0,
        key if key == "id" || key.ends_with("_id") || key.ends_with(".id") => 2,
        _ => 1,
    }
}

fn kind_of(field: &str) -> ExportKind {
    match field.rsplit('_').next().unwrap_or_default() {
        "fen" => ExportKind::Money,
        "at" => ExportKind::Instant,
        "on" => ExportKind::Date,
        "count" | "minutes" | "days" | "total" => ExportKind::Number,
        _ => ExportKind::Text,
    }
}

/// A row as one object, by the names of the registry; what never leaves the tables stays there.
fn line_of(row: &table::Row) -> Value {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), uuid(row.id));
    for (field, value) in row.entity.fields.iter().zip(&row.values) {
        if field.privacy == Privacy::Secret {
            continue;
        }
        let value = match value {
            Stored::Null => Value::Null,
            Stored::Int(number) => (*number).into(),
            Stored::Text(text) => text.clone().into(),
            Stored::Id(id) => uuid(*id),
        };
        fields.insert(field.name.to_owned(), value);
    }
    fields.insert("created_at".to_owned(), row.meta.created_at.into());
    fields.insert("created_by".to_owned(), uuid(row.meta.created_by));
    fields.insert("updated_at".to_owned(), row.meta.updated_at.into());
    fields.insert("updated_by".to_owned(), uuid(row.meta.updated_by));
    fields.insert("deleted_at".to_owned(), json!(row.deleted_at));
    Value::Object(fields)
}

fn uuid(id: [u8; 16]) -> Value {
    Uuid::from_bytes(id).to_string().into()
}

fn kept_photos(view: View<'_>) -> Result<Vec<(Uuid, String)>, StoreError> {
    let mut photos = Vec::new();
    table::each(view, "photo", |row| {
        if row.deleted_at.is_none()
            && let Some(key) = row.text("content_key")
        {
            photos.push((Uuid::from_bytes(row.id), key.to_owned()));
        }
        Ok::<_, StoreError>(())
    })?;
    Ok(photos)
}

const README: &str = "\
无忧售后：全部数据
lists/*.xlsx   每个列表一个表格，用 Excel 或 WPS 打开；超过两万行的分成几个文件（-2、-3……），没有内容的没有文件。
data/*.jsonl   每类记录一个文件，每行一条（JSON，UTF-8）；字段名就是程序里的名字。
               _at 是时刻（UTC 毫秒），_on 是日期（中国时间），_fen 是钱（分），_id 指向别的记录；
               deleted_at 有值的是删除了的。密码不在里面。
photos/*.jpg   照片，文件名就是 data/photo.jsonl 里的 id；在别的电脑上的照片这里没有。
这里有客户的姓名、电话和住址：请妥善保管，用完删除。

Wuyou: everything
lists/*.xlsx   one workbook for each list; beyond twenty thousand rows in several files (-2, -3, ...), none without rows.
data/*.jsonl   one file for each kind of record, one record a line (JSON, UTF-8), with the program's field names.
               _at is an instant (UTC milliseconds), _on a date (China time), _fen money (fen), _id another record;
               what has a deleted_at was deleted. PINs are not included.
photos/*.jpg   photos, named by the id of data/photo.jsonl; those on another PC are missing.
Names, phones and addresses of customers are in here: keep it safe, and delete it when done.
";
