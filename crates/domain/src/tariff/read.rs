//! A price list as headquarters keeps it in an office file: one row a price, headings in the first.

use super::{KM_MAX, LINES_MAX, PriceBook, TravelFee, same_fee};
use crate::import::{Cell, parse_amount_fen};
use crate::phone::half_width;
use crate::reference::PartBook;
use crate::warranty::remedy::{LineKind, PriceItem};

/// The longest name and code that are stored.
const NAME_MAX: usize = 40;

/// What is wrong in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The row, as an office program counts it.
    pub row: usize,
    /// A stable code.
    pub code: &'static str,
    /// What stands there.
    pub value: String,
}

/// The columns, by the headings of the first row that has a name and a price.
struct Columns {
    kind: Option<usize>,
    code: Option<usize>,
    name: Option<usize>,
    name_en: Option<usize>,
    town: Option<usize>,
    km: Option<usize>,
    dealer: Option<usize>,
    price: usize,
}

impl Columns {
    fn find(row: &[Cell]) -> Option<Self> {
        let heads: Vec<String> = row.iter().map(|cell| head(&cell.text())).collect();
        let at = |words: &[&str]| heads.iter().position(|head| words.contains(&head.as_str()));
        let columns = Self {
            kind: at(&["类别", "类型", "kind"]),
            code: at(&["编号", "代码", "code"]),
            name: at(&["名称", "项目", "name"]),
            name_en: at(&["英文名", "英文名称", "nameen"]),
            town: at(&["乡镇", "town"]),
            km: at(&["公里", "公里数", "距离", "km"]),
            dealer: at(&["代理商", "代理商代码", "dealer"]),
            price: at(&["单价", "价格", "收费", "金额", "price"])?,
        };
        (columns.name.is_some() || columns.town.is_some()).then_some(columns)
    }
}

/// A heading without spaces and what stands in brackets.
fn head(text: &str) -> String {
    let text = half_width(text).to_lowercase();
    let text = text.split('(').next().unwrap_or_default();
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .collect()
}

/// Reads the rows of a sheet. Every row that cannot be read is told; a list with one is no list.
///
/// # Errors
/// What is wrong, row by row.
pub fn read_rows(rows: &[Vec<Cell>]) -> Result<PriceBook, Vec<RowFault>> {
    let heading = rows.iter().enumerate().take(10);
    let mut heading = heading.filter_map(|(at, row)| Columns::find(row).map(|found| (at, found)));
    let Some((start, columns)) = heading.next() else {
        return Err(vec![fault(0, "no_heading", "")]);
    };
    let mut book = PriceBook::default();
    let mut faults = Vec::new();
    for (at, row) in rows.iter().enumerate().skip(start + 1) {
        if row.iter().all(Cell::is_blank) {
            continue;
        }
        if let Err((code, value)) = read_row(&columns, row, &mut book) {
            faults.push(fault(at + 1, code, &value));
        }
    }
    let lines = book.items.len() + book.travel.len();
    if faults.is_empty() && lines == 0 {
        faults.push(fault(start + 1, "empty", ""));
    }
    if lines > LINES_MAX {
        faults.push(fault(0, "too_long", &lines.to_string()));
    }
    if faults.is_empty() {
        Ok(book)
    } else {
        Err(faults)
    }
}

fn fault(row: usize, code: &'static str, value: &str) -> RowFault {
    RowFault {
        row,
        code,
        value: value.chars().take(60).collect(),
    }
}

type Fault = (&'static str, String);

fn read_row(columns: &Columns, row: &[Cell], book: &mut PriceBook) -> Result<(), Fault> {
    let text = |at: Option<usize>| {
        let cell = at.and_then(|at| row.get(at));
        cell.map(|cell| cell.text().trim().to_owned())
            .unwrap_or_default()
    };
    let price = text(Some(columns.price));
    let unit_fen = parse_amount_fen(&price).map_err(|_| ("bad_price", price.clone()))?;
    if unit_fen > super::UNIT_FEN_MAX {
        return Err(("bad_price", price));
    }
    let (town, km) = (text(columns.town), text(columns.km));
    let dealer = half_width(&text(columns.dealer)).to_uppercase();
    let kind = text(columns.kind);
    if !town.is_empty() || !km.is_empty() {
        // Work or a part with a township is no fee for the way: whoever typed it meant something else.
        if !kind.is_empty() && kind_of(&kind) != Some(LineKind::Travel) {
            return Err(("not_travel", kind));
        }
        return read_travel((&town, &km), &dealer, unit_fen, book);
    }
    if !dealer.is_empty() {
        return Err(("dealer_item", dealer));
    }
    let kind = kind_of(&kind).ok_or(("bad_kind", kind))?;
    let name = text(columns.name);
    if name.is_empty() || name.chars().count() > NAME_MAX {
        return Err(("bad_name", name));
    }
    let code = Some(text(columns.code)).filter(|code| !code.is_empty());
    // A part without its code is the part of that name.
    let parts = &PartBook::built_in().parts;
    let known = parts
        .iter()
        .filter(|_| kind == LineKind::Part)
        .find(|part| {
            code.as_ref()
                .map_or(part.name.zh == name, |code| *code == part.code)
        });
    let code = code.or_else(|| known.map(|part| part.code.clone()));
    let name_en = Some(text(columns.name_en)).filter(|name| !name.is_empty());
    let name_en = name_en.or_else(|| known.map(|part| part.name.en.clone()));
    let item = PriceItem {
        code: code.unwrap_or_else(|| name.clone()),
        kind,
        name_en: name_en.unwrap_or_else(|| name.clone()),
        name,
        unit_fen,
    };
    if item.code.chars().count() > NAME_MAX {
        return Err(("bad_code", item.code));
    }
    let twice =
        |one: &PriceItem| one.code == item.code || (one.kind, &one.name) == (kind, &item.name);
    if book.items.iter().any(twice) {
        return Err(("twice", item.name));
    }
    book.items.push(item);
    Ok(())
}

/// Several townships may stand in one cell; `其他` is all others.
fn read_travel(
    (town, km): (&str, &str),
    dealer: &str,
    unit_fen: i64,
    book: &mut PriceBook,
) -> Result<(), Fault> {
    let is_code = |code: &str| {
        (2..=12).contains(&code.len()) && code.bytes().all(|one| one.is_ascii_alphanumeric())
    };
    if !dealer.is_empty() && !is_code(dealer) {
        return Err(("bad_dealer", dealer.to_owned()));
    }
    let km_to = match km.trim_end_matches("公里").trim_end_matches("km").trim() {
        "" => None,
        typed => {
            let km = typed.trim_start_matches(['≤', '<', '=']).trim().parse();
            let km: u32 = km.map_err(|_| ("bad_km", typed.to_owned()))?;
            if !(1..=KM_MAX).contains(&km) {
                return Err(("bad_km", typed.to_owned()));
            }
            Some(km)
        }
    };
    let towns: Vec<Option<String>> = if town.is_empty() {
        vec![None]
    } else {
        town.split(['、', '，', ',', '/'])
            .map(str::trim)
            .filter(|town| !town.is_empty())
            .map(|town| (!town.starts_with("其他") && town != "*").then(|| town.to_owned()))
            .collect()
    };
    for town in towns {
        if town.as_ref().is_some_and(|town| town.chars().count() > 20) {
            return Err(("bad_town", town.unwrap_or_default()));
        }
        let fee = TravelFee {
            town,
            km_to,
            unit_fen,
            dealer: (!dealer.is_empty()).then(|| dealer.to_owned()),
        };
        if book.travel.iter().any(|one| same_fee(one, &fee)) {
            return Err(("twice", fee.item().name));
        }
        book.travel.push(fee);
    }
    Ok(())
}

/// What a line is for: installing and maintaining are work.
fn kind_of(text: &str) -> Option<LineKind> {
    match text {
        "安装" | "保养" | "工时" | "人工" | "人工费" | "维修" | "调试" | "清洗" | "labour" => {
            Some(LineKind::Labour)
        }
        "配件" | "零件" | "材料" | "辅材" | "part" => Some(LineKind::Part),
        "上门" | "上门费" | "路费" | "travel" => Some(LineKind::Travel),
        _ => None,
    }
}
