//! A list of plans as headquarters keeps it in an office file: one row a plan, headings in the first.

use super::{Plan, PlanBook, Tier};
use crate::import::{Cell, parse_amount_fen};
use crate::phone::half_width;
use crate::tariff::RowFault;
use crate::warranty::remedy::{ExclusionCode, LineKind};

/// The headings, each with what it may be called.
const HEADINGS: [&[&str]; 13] = [
    &["编号", "code"],
    &["名称", "name"],
    &["英文名", "name_en"],
    &["档次", "类型", "tier"],
    &["价格", "单价", "price"],
    &["月数", "月", "months"],
    &["免费项目", "免费", "free"],
    &["维修次数", "repairs"],
    &["每年保养", "保养次数", "maintenances"],
    &["响应小时", "响应", "response"],
    &["不包括", "excludes"],
    &["除外说明", "exclusions"],
    &["条款", "clause"],
];

/// Reads the rows of a sheet. Every row that cannot be read is told.
///
/// # Errors
/// What is wrong, row by row.
pub fn read_rows(rows: &[Vec<Cell>]) -> Result<PlanBook, Vec<RowFault>> {
    let heading = rows.iter().enumerate().take(10);
    let mut heading = heading.filter_map(|(at, row)| columns(row).map(|found| (at, found)));
    let Some((start, columns)) = heading.next() else {
        return Err(vec![fault(0, ("no_heading", String::new()))]);
    };
    let mut book = PlanBook::default();
    let mut faults = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(start + 1) {
        if row.iter().all(Cell::is_blank) {
            continue;
        }
        let text = |column: usize| {
            let cell = columns.get(column).copied().flatten();
            let cell = cell.and_then(|at| row.get(at));
            cell.map(|cell| half_width(&cell.text()).trim().to_owned())
                .unwrap_or_default()
        };
        match read_row(&text) {
            Ok(plan) if book.find(&plan.code).is_some() => {
                faults.push(fault(at + 1, ("twice", plan.code)));
            }
            Ok(plan) => book.plans.push(plan),
            Err(wrong) => faults.push(fault(at + 1, wrong)),
        }
    }
    if faults.is_empty() && book.plans.is_empty() {
        faults.push(fault(start + 1, ("empty", String::new())));
    }
    if faults.is_empty() {
        Ok(book)
    } else {
        Err(faults)
    }
}

type Fault = (&'static str, String);

fn fault(row: usize, (code, value): Fault) -> RowFault {
    RowFault {
        row,
        code,
        value: value.chars().take(60).collect(),
    }
}

/// The places of the columns; nothing where name, price or months are missing.
fn columns(row: &[Cell]) -> Option<Vec<Option<usize>>> {
    let head = |cell: &Cell| {
        let text = half_width(&cell.text()).to_lowercase();
        let text = text.split('(').next().unwrap_or_default();
        text.trim().to_owned()
    };
    let heads: Vec<String> = row.iter().map(head).collect();
    let at = |words: &&[&str]| heads.iter().position(|head| words.contains(&head.as_str()));
    let found: Vec<_> = HEADINGS.iter().map(at).collect();
    let needed = [1, 4, 5]
        .iter()
        .all(|one: &usize| matches!(found.get(*one), Some(Some(_))));
    needed.then_some(found)
}

fn read_row(text: &dyn Fn(usize) -> String) -> Result<Plan, Fault> {
    let name = text(1);
    if name.is_empty() {
        return Err(("bad_name", name));
    }
    let or_name = |typed: String| {
        if typed.is_empty() {
            name.clone()
        } else {
            typed
        }
    };
    let tier = match text(3).as_str() {
        "基础" | "basic" | "" => Tier::Basic,
        "金牌" | "gold" => Tier::Gold,
        "延保" | "extended" => Tier::Extended,
        other => return Err(("bad_tier", other.to_owned())),
    };
    let price = text(4);
    let price_fen = parse_amount_fen(&price).map_err(|_| ("bad_price", price))?;
    let clause = text(12);
    Ok(Plan {
        code: or_name(text(0)),
        name_en: or_name(text(2)),
        tier,
        price_fen,
        months: number(&text(5), "bad_months")?.ok_or(("bad_months", String::new()))?,
        free: free(&text(6))?,
        repairs: number(&text(7), "bad_repairs")?,
        maintenances: number(&text(8), "bad_maintenances")?.unwrap_or(0),
        response_hours: number(&text(9), "bad_response")?,
        excludes: excludes(&text(10))?,
        exclusions: text(11),
        clause: if clause.is_empty() {
            "服务内容条款".to_owned()
        } else {
            clause
        },
        name,
    })
}

/// A number; blank is none, 不限 as well.
fn number(typed: &str, code: &'static str) -> Result<Option<u32>, Fault> {
    match typed.trim_end_matches(['次', '个', '月']).trim() {
        "" | "不限" => Ok(None),
        plain => match plain.parse() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err((code, typed.to_owned())),
        },
    }
}

fn words(typed: &str) -> impl Iterator<Item = &str> {
    let words = typed.split(['、', ',', '，', '/', ' ', ';', '；']);
    words.map(str::trim).filter(|word| !word.is_empty())
}

fn free(typed: &str) -> Result<Vec<LineKind>, Fault> {
    let mut all = Vec::new();
    for word in words(typed) {
        let kind = match word {
            "人工" | "工时" | "人工费" | "labour" => LineKind::Labour,
            "配件" | "零件" | "part" => LineKind::Part,
            "上门" | "上门费" | "travel" => LineKind::Travel,
            "无" => continue,
            other => return Err(("bad_free", other.to_owned())),
        };
        if !all.contains(&kind) {
            all.push(kind);
        }
    }
    Ok(all)
}

/// Blank excludes every ground: what 三包 does not answer for, a plan does not either unless it says
/// so.
fn excludes(typed: &str) -> Result<Vec<ExclusionCode>, Fault> {
    if typed.is_empty() {
        return Ok(ExclusionCode::ALL.to_vec());
    }
    let grounds = words(typed).filter(|word| *word != "无");
    grounds
        .map(|word| ExclusionCode::from_code(word).ok_or(("bad_excludes", word.to_owned())))
        .collect()
}
