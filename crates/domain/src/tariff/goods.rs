//! Goods (其他) are sold whatever warranty says. What is work, a way or a part in truth is none,
//! however it is written.

use crate::phone::half_width;
use crate::reference::PartBook;
use crate::warranty::remedy::{LineKind, PriceItem};

/// Words of work, without those that also name goods (维修包, 检测仪, 清洗剂).
const WORK: [&str; 22] = [
    "人工",
    "工时",
    "工费",
    "手工费",
    "维修费",
    "修理费",
    "修机",
    "检修",
    "检测费",
    "检查费",
    "服务费",
    "清洗费",
    "保养费",
    "安装费",
    "拆装",
    "调试",
    "更换费",
    "换件费",
    "labour",
    "labor",
    "workinghours",
    "repairfee",
];
/// Words that are work where nothing else is said.
const WORK_ALONE: [&str; 6] = ["维修", "修理", "检查", "检测", "服务", "repair"];
/// Words of the way.
const WAY: [&str; 9] = [
    "上门",
    "路费",
    "车费",
    "交通费",
    "出车",
    "里程",
    "油费",
    "travel",
    "callout",
];

/// What a line typed as goods is in truth: a line of the list or a part of the book, by code or by name
/// in either language, or work or a way in other words. Nothing where it is goods.
#[must_use]
pub fn no_goods<'i>(
    (code, name): (Option<&str>, &str),
    listed: impl Iterator<Item = &'i PriceItem>,
    parts: &PartBook,
) -> Option<LineKind> {
    let name = bare(name);
    let code = code.map(bare).filter(|code| !code.is_empty());
    let is = |written: &str| {
        let written = bare(written);
        !written.is_empty() && (written == name || code.as_deref() == Some(written.as_str()))
    };
    for item in listed {
        if [&item.code, &item.name, &item.name_en]
            .map(|text| is(text))
            .contains(&true)
        {
            return Some(item.kind);
        }
    }
    let part = |one: &crate::reference::Part| is(&one.code) || is(&one.name.zh) || is(&one.name.en);
    if parts.parts.iter().any(part) {
        return Some(LineKind::Part);
    }
    if WAY.iter().any(|word| name.contains(word)) {
        return Some(LineKind::Travel);
    }
    let work = WORK.iter().any(|word| name.contains(word)) || WORK_ALONE.contains(&name.as_str());
    work.then_some(LineKind::Labour)
}

/// A name as it is compared: one width and case of letters, without what stands between them.
fn bare(text: &str) -> String {
    let text = half_width(text).to_lowercase();
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
